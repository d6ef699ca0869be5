"""What the sums of a sentence are made of: figures typed or referred to, and whether two may be added."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.core.diagnostics import Diagnostic, Message, warning
from reportgen.data.decimals import exponent_of, plain
from reportgen.data.qualified import Comparator
from reportgen.data.sums import Verdict, compare_sum
from reportgen.review.figures.facts import Facts, same_unit
from reportgen.review.figures.figure import Figure, Kind
from reportgen.review.figures.reading import Reading, Sentence

_NO_ADDEND = ("", "%", "百分点", "倍", "年")
_NOT_A_PART = re.compile("比|增(?!加值)|减|降|升|占|率|同比|上年|去年|倍|平均|人均|户均")
SCALES = {4: "万", 8: "亿", 12: "万亿"}  # words of powers of ten
_WHOLE = 100
_PLAUSIBLE = (80, 120)  # per cent; shares that make less or more are hardly of one whole


def addends(reading: Reading, sentence: Sentence, facts: Facts) -> tuple[Figure, ...]:
    """The quantities of a sentence in order, those that a reference prints among them.

    A reference to a bound, or in a form that prints anything but the value, is none.
    """
    referred = tuple(_referred(reading, sentence, facts))
    if not referred:
        return sentence.quantities
    return tuple(sorted((*sentence.quantities, *referred), key=lambda figure: figure.left))


def _referred(reading: Reading, sentence: Sentence, facts: Facts) -> Iterator[Figure]:
    start, end = sentence.span
    references = reading.prose.references
    first = bisect_left(references, start, key=lambda one: one.at)
    for one in references[first : bisect_left(references, end, lo=first, key=lambda one: one.at)]:
        metric = facts.metrics.get(one.id) if one.form == "value" else None
        for fact in facts.of(metric, "value") if metric is not None else ():
            if fact.value.comparator is Comparator.EQ:
                after = one.at + 1
                yield Figure(
                    Kind.QUANTITY, one.at, after, one.at, after, fact.full, unit=fact.unit, number_end=after
                )


def is_alike(part: Figure, whole: Figure) -> bool:
    """Whether `part` is an exact figure that could be added up to `whole`."""
    return (
        same_unit(part.unit) == same_unit(whole.unit)
        and part.unit not in _NO_ADDEND
        and part.comparator is Comparator.EQ
    )


def names_no_part(words: str) -> bool:
    """Whether the words before a figure speak of a change, a rate or an average."""
    return _NOT_A_PART.search(words) is not None


def words_of(reading: Reading, figure: Figure, power: int) -> str:
    """A figure as it stands; one that a reference prints in units of ten to `power`."""
    if figure.end - figure.start > 1 or reading.text[figure.start].isascii():
        return reading.words(figure)
    return f"{plain(figure.full.scaleb(-power))}{SCALES.get(power, '')}{figure.unit}"


def added(parts: Sequence[Figure], whole: Figure) -> tuple[Verdict, Decimal, str]:
    """How the parts stand to the whole; their sum, and the sum as written out, in the scale of the whole.

    A total with fewer decimals than its parts was rounded itself: 86.4 and 53.2 make 140.
    """
    power = whole.power or max(part.power for part in parts)
    scaled = [part.full.scaleb(-power) for part in parts]
    stated = whole.full.scaleb(-power)
    check = compare_sum(scaled, stated)
    verdict = check.verdict
    own, finest = exponent_of(stated), min(exponent_of(value) for value in scaled)
    if verdict is Verdict.DIFFERS and finest < own and power:
        slack = Decimal((0, (5,), own - 1)) + Decimal((0, (5,), finest - 1)) * len(parts)
        verdict = Verdict.ROUNDING if abs(check.total - stated) <= slack else verdict
    return verdict, check.total, "+".join(map(plain, scaled))


def shares_finding(
    reading: Reading, parts: Sequence[Decimal], start: int, end: int, *, surely: bool = False
) -> Iterator[Diagnostic]:
    """A warning if shares do not make 100; `surely`: even if they make something else altogether."""
    check = compare_sum(parts, Decimal(_WHOLE), counts=False)
    if check.verdict is Verdict.DIFFERS and (surely or _PLAUSIBLE[0] <= check.total <= _PLAUSIBLE[1]):
        yield warning(
            "review.sum",
            reading.span(start, end),
            zh=f"各部分合计{check.total}%，不是100%",
            en=f"the shares make {check.total}%, not 100%",
            hints=(Message("核对各部分", "check the parts"),),
        )
