"""Honours that claim a higher level than their own words allow (B11)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.core.diagnostics import Diagnostic, Message, error, warning
from reportgen.core.places import Places
from reportgen.spec.schema import HonourSpec, ReportSpec

_RANKS = {"city": 0, "province": 1, "national": 2, "international": 3}
_NAMES = {
    "city": Message("市", "city"),
    "province": Message("省", "province"),
    "national": Message("国家", "national"),
    "international": Message("国际", "international"),
}

# A recommendation is of those who recommend, whatever it is for.
_RECOMMENDED = re.compile(
    r"(?P<by>[省市])级?(?:推荐|推选|提名|初评|入围)|(?:推荐|申报|候选|入围|提名)(?:资格|名额|名单|对象)"
)
_BY_BODY = (
    (re.compile(r"^(?:中共)?[\u4e00-\u9fff]{0,4}省(?:委|政府|人民政府|军区|.{1,12}[厅局会])"), "province"),
    (
        re.compile(
            r"^(?:中共)?(?![\u4e00-\u9fff]{0,4}省)[\u4e00-\u9fff]{0,4}市(?:委|政府|人民政府|.{1,12}[局会])"
        ),
        "city",
    ),
)
_BY_TITLE = (
    (re.compile(r"省级|全省|^省"), re.compile(r"国家|全国|中国|国际|世界"), "province"),
    (re.compile(r"市级|全市|^市"), re.compile(r"国家|全国|中国|国际|世界|全省|省级"), "city"),
)


def honour_findings(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    """An error for a recommendation counted as its aim; a warning where words speak of a lower level."""
    for index, honour in enumerate(spec.honours):
        span = places.value(("honours", index, "level"))
        said = _NAMES[honour.level]
        if (match := _RECOMMENDED.search(honour.title)) and _above(honour, match["by"]):
            yield error(
                "review.honour-level",
                span,
                zh=f"“{honour.title}”是推荐，不是称号，不能算{said.zh}级",
                en=f'"{honour.id}" is a recommendation, not the title itself: it cannot be {said.en}',
                hints=(
                    Message(
                        "写推荐一方的层级，例如 level: province",
                        "write the level of those who recommend, such as level: province",
                    ),
                ),
            )
        elif (lower := _lower(honour)) and _RANKS[lower] < _RANKS[honour.level]:
            yield warning(
                "review.honour-level",
                span,
                zh=f"“{honour.title}”写作{said.zh}级，名称或授予单位却是{_NAMES[lower].zh}级",
                en=f'"{honour.id}" is listed as {said.en}, but its words say {_NAMES[lower].en}',
                hints=(Message("核对 level", "check level"),),
            )


def _above(honour: HonourSpec, by: str | None) -> bool:
    """Whether the level is above that of the one who recommends; not named: above the province."""
    return _RANKS[honour.level] > (0 if by == "市" else 1)


def _lower(honour: HonourSpec) -> str:
    """The level that the body, else the title speaks of, if that is clear."""
    for body, level in _BY_BODY:
        if body.search(honour.body):
            return level
    if not honour.body:
        for title, higher, level in _BY_TITLE:
            if title.search(honour.title) and not higher.search(honour.title):
                return level
    return ""
