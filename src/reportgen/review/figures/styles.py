"""One quantity, one kind of numerals: 5年 beside 五年, 10件实事 beside 十件实事 (A19; GB/T 15835, 4.1 and 5).

Either may be right; both in one book are not. Spans of time are compared by themselves, counts with the thing
counted. One, and names such as 三年行动, are left alone, since they are words and not figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.diagnostics import Diagnostic, Message, Severity
from reportgen.core.places import Places
from reportgen.data.format import UnprintableError, pieces, text_of
from reportgen.data.metrics import DataModel, Metric
from reportgen.data.numerals import han_decimal
from reportgen.review.figures.figure import Figure, Kind
from reportgen.review.figures.finder import plain
from reportgen.review.figures.reading import Reading, quantities
from reportgen.review.figures.scan import scan
from reportgen.spec.schema import ReportSpec

_SPANS = ("年", "个月", "天", "周", "小时")
_NOT_A_SPAN = re.compile(
    "行动|规划|计划|方案|目标|制|级|期|一遇|[上下任龄磨树陈老前后级度]|工程|活动|攻坚|大计|专项|周期|工作|纲要|倍增|提升|巩固|大变|一|如一"
)
_SPAN_BEFORE = re.compile("[第每双百千近届满]$")
_THING = re.compile("[\u4e00-\u9fff]{2}")
_COUNTED = re.compile("[\u4e00-\u9fff]{1,2}")
_LEAST = 2
_BEHIND = 6  # characters behind a reference that tell what is counted
_LISTED = 6  # words in one sentence
_HAN_FROM = 10  # below ten, Chinese numerals are at home in prose


@dataclass(frozen=True, slots=True)
class Use:
    """A figure as written or printed, and where in its text."""

    words: str
    is_han: bool
    reading: Reading
    start: int
    end: int


_Key = tuple[Decimal, str, str]


def style_findings(readings: Sequence[Reading], data: DataModel) -> Iterator[Diagnostic]:
    """One warning for each quantity that comes in both kinds of numerals, with all its places."""
    groups: dict[_Key, list[Use]] = {}
    for reading in readings:
        for figure in quantities(reading.figures):
            key = _key(reading.text, figure)
            if key is not None:
                words = reading.text[figure.start : figure.end]
                use = Use(words, figure.is_han, reading, figure.start, figure.end)
                groups.setdefault(key, []).append(use)
    uses_han = any(use.is_han for uses in groups.values() for use in uses)
    if not uses_han and not any(_may_be_han(reading, data.metrics) for reading in readings):
        return  # nothing to mix with: what references print need not be written out
    for reading in readings:
        for key, use in _printed(reading, data.metrics):
            groups.setdefault(key, []).append(use)
    for (_, _, thing), uses in groups.items():
        if len({use.is_han for use in uses}) == 2:
            yield _mixed(uses, thing)


def _key(text: str, figure: Figure) -> _Key | None:
    """What makes two figures the same quantity: value, unit and, of counts, the thing counted.

    A run of years (连续3年) is another quantity than a span (三年来).
    """
    if (
        figure.value is None
        or figure.value < _LEAST
        or figure.power
        or figure.unit in ("", "%", "大", "百分点")
    ):
        return None
    if figure.unit in _SPANS:
        before = text[max(0, figure.start - 1) : figure.start]
        if figure.unit == "年" and (_NOT_A_SPAN.match(text, figure.end) or _SPAN_BEFORE.search(before)):
            return None
        is_run = text.startswith("连续", max(0, figure.start - 2), figure.start)
        return figure.value.normalize(), figure.unit, "连续" if is_run else ""
    thing = _THING.match(text, figure.end)
    return (figure.value.normalize(), figure.unit, thing[0]) if thing else None


def _may_be_han(reading: Reading, metrics: Mapping[str, Metric]) -> bool:
    """Whether a reference of the text prints Chinese numerals."""
    return any(
        reference.form == "han" or (reference.id in metrics and metrics[reference.id].numerals == "han")
        for reference in reading.prose.references
    )


def _printed(reading: Reading, metrics: Mapping[str, Metric]) -> Iterator[tuple[_Key, Use]]:
    """What the references of a text print."""
    for reference in reading.prose.references:
        metric = metrics.get(reference.id)
        if metric is None or reference.form not in ("value", "han", "arabic", "from"):
            continue
        try:
            words = text_of(pieces(metric, reference.form, "zh"))
        except UnprintableError:  # said by content
            continue
        behind = reading.text[reference.at + 1 : reference.at + 1 + _BEHIND]
        for figure in scan(words + behind)[:1]:
            key = _key(words + behind, figure) if figure.kind is Kind.QUANTITY else None
            if key is not None:
                yield key, Use(words, figure.is_han, reading, reference.at, reference.at + 1)


def _mixed(uses: list[Use], thing: str) -> Diagnostic:
    han = next(use for use in uses if use.is_han)
    arabic = next(use for use in uses if not use.is_han)
    spans = [use.reading.span(use.start, use.end) for use in uses]
    thing = "" if thing == "连续" else thing
    one, other = arabic.words + thing, han.words + thing
    return Diagnostic(
        Severity.WARNING,
        "review.mixed-numerals",
        Message(
            f"同一个数量既写“{one}”又写“{other}”，共 {len(uses)} 处",
            f'one quantity is written both "{one}" and "{other}", in {len(uses)} places',
        ),
        spans[0],
        (
            Message(
                "全书统一成一种；固定说法写进 review.allow",
                "keep to one of them; list a set phrase under review.allow",
            ),
        ),
        tuple(spans[1:]),
    )


def count_styles(spec: ReportSpec, data: DataModel, places: Places) -> Iterator[Diagnostic]:
    """One note where counts among the metrics come in both kinds of numerals (GB/T 15835, 5).

    Only Chinese numerals from ten on are looked at. A set phrase under `review.allow` (十件民生实事) passes.
    """
    allowed = [plain(word) for word in spec.review.allow]
    han, arabic = [], []
    for index, entry in enumerate(spec.metrics):
        metric = data.metrics[entry.id]
        value = metric.value.value if metric.value else None
        if value is None or value != value.to_integral_value() or not _COUNTED.fullmatch(metric.unit):
            continue
        if metric.unit in _SPANS or metric.unit[0] in "万亿" or metric.unit in ("元", "倍"):
            continue
        if metric.numerals == "arabic":
            arabic.append(index)
        elif value >= _HAN_FROM:
            phrase = plain(han_decimal(value, before_classifier=True) + metric.unit + metric.name)
            if not any(word in phrase or phrase in word for word in allowed):
                han.append(index)
    if not han or not arabic:
        return
    spans = [places.value(("metrics", index, "numerals")) for index in han]
    names = [spec.metrics[index].name for index in han]
    ids = [spec.metrics[index].id for index in han[:_LISTED]]
    first = spec.metrics[arabic[0]]
    yield Diagnostic(
        Severity.NOTE,
        "review.mixed-counts",
        Message(
            f"同是计数，{'、'.join(names[:_LISTED])}用汉字，{first.name}等 {len(arabic)} 个用阿拉伯数字",
            f"of the counts, {', '.join(ids)} have Chinese numerals and {len(arabic)} others, such as "
            f"{first.id}, have digits",
        ),
        spans[0],
        (
            Message(
                "统计的数用阿拉伯数字；是固定说法，就把“十件民生实事”这样的几个字写进 review.allow",
                "counts take digits; list a set phrase (the words as printed) under review.allow",
            ),
        ),
        tuple(spans[1:]),
    )
