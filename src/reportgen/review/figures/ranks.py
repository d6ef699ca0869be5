"""Places in a text: beyond their scope (四城区第五), or other than the metric's (A16).

Ranks of the metrics themselves are checked by `spec`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.core.diagnostics import Diagnostic, Message, error
from reportgen.data.format import place_text
from reportgen.data.metrics import Metric
from reportgen.review.figures.facts import Facts
from reportgen.review.figures.figure import Figure, Kind
from reportgen.review.figures.finder import plain
from reportgen.review.figures.han import CHARACTERS, han_value
from reportgen.review.figures.reading import Reading

# 四城区, 五个县区, 12个乡镇, 全市12个县市区: a scope that says how many it has.
_SCOPE = re.compile(
    rf"(?P<count>[{CHARACTERS}]{{1,4}}|\d{{1,4}})(?:个|大|家)?(?:城区|主城区|县市区|县（市、区）|县区|区县|市县|市州|区|县"
    r"|乡镇|镇街|街道|镇|乡|村|社区|园区|部门|单位|学校|省份|城市)(?:中|里|当中)?(?P<verb>位居|位列|排名?|排在|列|居|名列|的)?$"
)
_LONGEST = 16
_NOT_A_RANK = re.compile(
    "要务|生产力|责任|书记|时间|产业|资源|动力|仗|批|轮|次|届|期|季度|年|代|任|条|项|个|步|人称|方|线|粮|一"
)


def rank_findings(reading: Reading, facts: Facts) -> Iterator[Diagnostic]:
    """Errors on the places in one text."""
    text = reading.text
    for sentence in reading.sentences:
        start, end = sentence.span
        ranks = [one for one in sentence.figures if one.kind is Kind.PLACE and text[one.start] == "第"]
        ranks = [
            one for one in ranks if one.unit in ("", "名", "位") and not _NOT_A_RANK.match(text, one.end)
        ]
        hits = facts.names.find(text, start, end) if ranks else ()
        for figure in ranks:
            scope = _SCOPE.search(text, max(start, figure.start - _LONGEST), figure.start)
            count = _number(scope["count"]) if scope else None
            if count is not None and figure.value is not None and figure.value > count > 1:
                yield _beyond(reading, figure, int(count))
                continue
            before = [hit for hit in hits if hit.end <= figure.start]
            if before and not _parted(text, before[-1].end, figure.start):
                for metric in facts.by_name[before[-1].name][:1]:
                    yield from _against(reading, figure, metric)


def _parted(text: str, start: int, end: int) -> bool:
    """Whether words between say that the place is another year's or a plan."""
    return bool(re.search("上年|去年|此前|曾|目标|力争|由第|从第|年的", text[start:end]))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.isascii() else han_value(text)


def _beyond(reading: Reading, figure: Figure, count: int) -> Diagnostic:
    words = reading.words(figure)
    return error(
        "review.rank-beyond-scope",
        reading.span(figure.start, figure.end),
        zh=f"“{words}”：这个范围里只有 {count} 个",
        en=f'"{words}": there are only {count} in this scope',
        hints=(Message("核对名次和范围", "check the place and its scope"),),
    )


def _against(reading: Reading, figure: Figure, metric: Metric) -> Iterator[Diagnostic]:
    """The place in the text against the metric's in the same scope."""
    lead = plain(reading.text[max(0, figure.start - _LONGEST) : figure.start])
    for rank in metric.ranks:
        if rank.position is None or rank.position == figure.value:
            continue
        scope = plain(rank.scope)
        if not re.search(f"(?:{re.escape(scope)})(?:中|里)?(?:位居|位列|排名|排在|排|列|居|名列)?$", lead):
            continue
        words = reading.words(figure)
        yield error(
            "review.contradicts",
            reading.span(figure.start, figure.end),
            zh=f"“{words}”和指标“{metric.name}”的位次不符，指标是{rank.scope}{place_text(rank, 'zh')}",
            en=f'"{words}" contradicts the place of {metric.id}, which is {place_text(rank, "en")}',
            hints=(Message(f"写成 {{{{ {metric.id} | rank }}}}", f"write {{{{ {metric.id} | rank }}}}"),),
        )
