"""Whether a figure in a text and a fact can both be true."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum

from reportgen.data.decimals import places_of
from reportgen.data.qualified import Comparator
from reportgen.review.figures.facts import Fact, same_unit
from reportgen.review.figures.figure import AFTER, Figure

_EXACT = Context(prec=60)
_NEARLY = Decimal("0.1")  # 约: so far off, as a share of the fact, it may be
_ALMOST = Decimal("0.85")  # 近: the fact may fall short by as much
_AND_MORE = Decimal("1.5")  # 多, 余: and exceed it by as much


_SPOKEN = ("", "%", "‰", "百分点", "倍", "番", "年")  # no scale stands before these


class Verdict(Enum):
    """How a figure stands to a fact."""

    SAME = "same"
    ROUNDED = "rounded"  # the fact, rounded to the figure's decimals
    REWORDED = "reworded"  # the same number with another qualifier
    COMPATIBLE = "compatible"  # 超过40% beside 40.5%
    DIFFERENT = "different"
    OTHER_UNIT = "other unit"


def compare(figure: Figure, fact: Fact) -> Verdict:
    """How `figure` stands to `fact`."""
    if same_unit(figure.unit) != fact.unit and not (figure.is_bare and fact.unit not in _SPOKEN):
        return Verdict.OTHER_UNIT
    ours, theirs = figure.comparator, fact.value.comparator
    if figure.full == fact.full:
        return Verdict.SAME if ours is theirs else Verdict.REWORDED
    if ours is Comparator.EQ:
        if _is_rounded(figure, fact):
            return Verdict.ROUNDED
        fits = theirs is Comparator.APPROX and _is_near(figure.full, fact.full)
        return Verdict.COMPATIBLE if fits or _may_be(fact, figure.full) else Verdict.DIFFERENT
    if fact.value.is_bound and ours is theirs:
        return Verdict.DIFFERENT  # 不足2% for 不足1%
    if _is_true(figure, fact):
        return Verdict.COMPATIBLE
    return Verdict.DIFFERENT


def _is_rounded(figure: Figure, fact: Fact) -> bool:
    """18.5 for 18.53; not 3 for 2.5, which leaves too little."""
    assert figure.value is not None, "quantities have a value"
    digits = len(figure.value.normalize().as_tuple().digits)
    return digits > 1 and not fact.value.is_bound and _rounded(figure, fact.full) == figure.value


def _rounded(figure: Figure, full: Decimal) -> Decimal:
    assert figure.value is not None, "quantities have a value"
    return full.scaleb(-figure.power).quantize(
        Decimal(1).scaleb(-places_of(figure.value)), rounding=ROUND_HALF_UP, context=_EXACT
    )


def _is_near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _NEARLY * abs(other)


def _may_be(fact: Fact, value: Decimal) -> bool:
    """Whether `value` lies within the bound that the fact is."""
    match fact.value.comparator:
        case Comparator.LT:
            return value < fact.full
        case Comparator.GT:
            return value > fact.full
        case Comparator.LE:
            return value <= fact.full
        case Comparator.GE:
            return value >= fact.full
    return False


def _is_true(figure: Figure, fact: Fact) -> bool:
    """Whether a bound or estimate in a text holds for the fact."""
    full, known = figure.full, fact.full
    match figure.comparator:
        case Comparator.LT | Comparator.LE:
            return known < full
        case Comparator.GT | Comparator.GE:
            return known > full
    if figure.after in AFTER and figure.after in ("多", "余", "有余"):
        return full < known <= full * _AND_MORE
    if figure.before in ("近", "将近", "接近", "nearly"):
        return full * _ALMOST <= known < full
    return _is_near(full, known)
