"""Qualifiers said twice or against each other: 超首超4万元, 超70%以上, 约20%左右, 近10多年 (A04, A05)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportgen.core.diagnostics import Diagnostic, Message, error, warning
from reportgen.data.format import UnprintableError, pieces
from reportgen.data.metrics import Metric
from reportgen.data.qualified import Comparator
from reportgen.review.figures.figure import AFTER, BEFORE, Figure
from reportgen.review.figures.grammar import WORD_BEFORE
from reportgen.review.figures.prose import Reference
from reportgen.review.figures.reading import Reading, quantities

_BEFORE = re.compile(f"{WORD_BEFORE}$")
_AFTER = re.compile("|".join(sorted((word for word in AFTER if len(word) > 1), key=len, reverse=True)))
_FORMS = ("value", "han", "arabic", "from", "scaled")
_LONGEST = 4  # characters of a qualifier


def qualifier_findings(reading: Reading, metrics: Mapping[str, Metric]) -> Iterator[Diagnostic]:
    """Errors and warnings on the qualifiers in one text."""
    for figure in quantities(reading.figures):
        if figure.before and figure.after:
            yield from _doubled(reading, figure)
    for reference in reading.prose.references:
        metric = metrics.get(reference.id)
        if metric is not None and reference.form in _FORMS:
            yield from _around(reading, reference, metric)


def _doubled(reading: Reading, figure: Figure) -> Iterator[Diagnostic]:
    """超70%以上, 约20%左右, 不足100人以内; 达到70%以上 says one thing only."""
    before = BEFORE[figure.before]
    if before is Comparator.EQ:
        return
    if figure.after in ("多", "余", "有余") and before is Comparator.GT:
        return  # 超过30多个: wordy, and said
    words = reading.words(figure)
    yield warning(
        "review.qualifier",
        reading.span(figure.left, figure.right),
        zh=f"“{words}”：前面的“{figure.before}”和后面的“{figure.after}”重复或矛盾",
        en=f'"{words}": "{figure.before}" and "{figure.after}" repeat or contradict each other',
        hints=(Message("只留一个", "keep one of them"),),
    )


def _around(reading: Reading, reference: Reference, metric: Metric) -> Iterator[Diagnostic]:
    """Words beside a reference that what it prints says already, or does not say."""
    end = metric.baseline if reference.form == "from" else metric.value
    if end is None:
        return
    text, at = reading.text, reference.at
    lead = _BEFORE.search(text, max(0, at - _LONGEST), at)
    tail = _AFTER.match(text, at + 1)
    before = lead[0] if lead else ""
    after = tail[0] if tail else ""
    says = BEFORE.get(before.removesuffix("了"), Comparator.EQ)
    own = end.qualifier
    if own is None:
        if says is not Comparator.EQ or after:
            yield _added(reading, reference, before, after, metric)
        return
    clashes = bool(before) and (own.before or says is not Comparator.EQ)
    if clashes or after:
        yield _clashing(reading, reference, before, after, metric)


def _clashing(reading: Reading, reference: Reference, before: str, after: str, metric: Metric) -> Diagnostic:
    printed = f"{before}{_printed(reference, metric)}{after}"
    return error(
        "review.qualifier",
        reading.span(reference.at - len(before), reference.at + 1 + len(after)),
        zh=f"会印成“{printed}”：指标“{metric.name}”自己带着限定词，前后又写了一个",
        en=f'this prints "{printed}": {metric.id} brings its own qualifier, and another is written beside it',
        hints=(Message("删去引用旁边的限定词", "remove the qualifier beside the reference"),),
    )


def _added(reading: Reading, reference: Reference, before: str, after: str, metric: Metric) -> Diagnostic:
    printed = f"{before}{_printed(reference, metric)}{after}"
    return warning(
        "review.qualifier",
        reading.span(reference.at - len(before), reference.at + 1 + len(after)),
        zh=f"会印成“{printed}”：指标“{metric.name}”是确数，限定词是添上去的",
        en=f'this prints "{printed}": {metric.id} is exact, and the qualifier was added',
        hints=(
            Message(
                "删去限定词；资料里确有，就写进指标的 qualifier",
                "remove the qualifier, or give it to the metric if its source has it",
            ),
        ),
    )


def _printed(reference: Reference, metric: Metric) -> str:
    try:
        return "".join(piece.text for piece in pieces(metric, reference.form, "zh"))
    except UnprintableError:  # said by content
        return metric.name
