"""Kinds of publication: what internal material must not say, and what it has to state.

By the rules for internal material (内部资料性出版物管理办法), which an office should confirm: it is no
newspaper or periodical and may not speak as one, the cover bears 内部资料，免费交流, and the imprint names
the permit, who made it, whom it is for, who printed it, when, and how many copies. A newspaper or an open
book has none of these duties here. A number for maps (审图号) is not asked for: a spec has no place that
tells maps from photos.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.core.diagnostics import Diagnostic, Message, Span, error, warning
from reportgen.core.places import Places, SpecPath
from reportgen.review.words.shown import Shown
from reportgen.spec.schema import ReportSpec

# In prose only what speaks as a newspaper: 日本报界, 成本报告 and 采访的记者 are ordinary words.
_SAID = re.compile(
    r"本[报刊](?:特约)?(?:记者|讯|通讯员|评论员|编辑部|编者|专稿|综合报道)"
    r"|(?:^|(?<=[，。；：、！？（“\n]))(?:本报(?![告表送道酬价废考销到名社])|本刊(?![登物发载印]))"
)
_CREDITED = re.compile(r"记者|本[报刊]")
IMPRINT = {
    "准印证号": "permit",
    "编印单位": "maker",
    "发送对象": "readers",
    "印刷单位": "printer",
    "印刷日期": "date of printing",
    "印数": "number of copies",
}


def publication_findings(
    spec: ReportSpec, texts: Iterable[tuple[SpecPath, Shown]], places: Places
) -> Iterator[Diagnostic]:
    """What internal material may not print, and what it lacks; nothing for other kinds."""
    if spec.review.publication != "internal":
        return
    for path, shown in texts:
        if path[0] == "credits":
            continue  # below, with the prefixes that are not printed as they are
        for match in _SAID.finditer(shown.text):
            if not shown.is_allowed(*match.span()) and not shown.is_cited(*match.span()):
                yield _word(match[0], places.inside(path, *shown.typed_span(*match.span())))
    yield from _credits(spec, places)
    yield from _imprint(spec, places)
    yield from _cover(spec, places)


def _credits(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    for index, credit in enumerate(spec.credits):
        for key in ("role", "prefix", "suffix"):
            text: str = getattr(credit, key)
            match = _CREDITED.search(text)
            if match and text not in spec.review.allow:
                yield _word(text, places.inside(("credits", index, key), 0, len(text)))


def _word(word: str, span: Span) -> Diagnostic:
    return error(
        "review.publication-word",
        span,
        zh=f"内部资料不能用“{word}”",
        en=f"internal material may not say {word}",
        hints=(
            Message(
                "改成“编者”“本资料”等；不是内部资料就改 review.publication",
                "write 编者 or 本资料, or change review.publication if it is not internal",
            ),
        ),
    )


def _imprint(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    lines = spec.colophon.imprint if spec.colophon else ()
    stated = [line.label.replace("号码", "号") for line in lines if line.value.strip()]
    missing = [name for name in IMPRINT if not any(name.removesuffix("号") in label for label in stated)]
    if not missing:
        return
    empty = tuple(
        places.value(("colophon", "imprint", index))
        for index, line in enumerate(lines)
        if not line.value.strip() and any(name.removesuffix("号") in line.label for name in missing)
    )
    made = warning(
        "review.imprint-missing",
        empty[0] if empty else places.key(("colophon", "imprint") if lines else ("review", "publication")),
        zh=f"内部资料的印制信息没有写全：{'、'.join(missing)}",
        en=f"the imprint of internal material lacks {', '.join(IMPRINT[name] for name in missing)}",
        hints=(Message("填进 colophon.imprint", "fill them in under colophon.imprint"),),
    )
    yield replace(made, also=empty[1:])


def _cover(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    printed = "".join((*spec.cover.motto, *spec.cover.foot)) if spec.cover else ""
    if "内部资料" in printed and "免费交流" in printed:
        return
    yield warning(
        "review.internal-mark",
        places.key(("cover", "foot") if spec.cover else ("review", "publication")),
        zh="内部资料的封面上要印“内部资料，免费交流”",
        en="the cover of internal material has to bear the words 内部资料，免费交流",
        hints=(Message("写进 cover.foot", "write them under cover.foot"),),
    )
