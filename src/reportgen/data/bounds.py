"""Arithmetic that knows how much is known: a bound stays a bound, and what is open stays open.

A qualified value is an interval: 不足1% lies below 1, 70%以上 at or above 70. A difference of two intervals
is again one; where it has no finite end, or two of them, no single qualified value can say it.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from reportgen.data.qualified import QUALIFIERS, Comparator, Qualified, Qualifier

# The words a computed comparator is printed with; 首超 and 达 are the source's own and never computed.
_WORDS: dict[Comparator, Qualifier | None] = {
    Comparator.EQ: None,
    Comparator.LT: QUALIFIERS["不足"],
    Comparator.GT: QUALIFIERS["超"],
    Comparator.GE: QUALIFIERS["以上"],
    Comparator.LE: QUALIFIERS["以内"],
    Comparator.APPROX: QUALIFIERS["约"],
}
_FLIPPED = {
    Comparator.LT: Comparator.GT,
    Comparator.GT: Comparator.LT,
    Comparator.LE: Comparator.GE,
    Comparator.GE: Comparator.LE,
}
_EXACT = Context(prec=60)  # far beyond any figure a report holds: sums and differences are exact


def exactly(value: Decimal, comparator: Comparator) -> Qualified:
    """A computed value with the plain qualifier of its comparator."""
    return Qualified(value, _WORDS[comparator])


def negated(value: Qualified) -> Qualified:
    """The value with its sign turned; 超 becomes 不足 and so on."""
    comparator = _FLIPPED.get(value.comparator, value.comparator)
    return exactly(_EXACT.minus(value.value), comparator)


def difference(left: Qualified, right: Qualified) -> Qualified | None:
    """`left` - `right`: 2.5 - (<1) is >1.5; None where nothing bounds the result, as in (>4) - (>3)."""
    comparator = _sum_comparator(left.comparator, negated(right).comparator)
    if comparator is None:
        return None
    return exactly(_EXACT.subtract(left.value, right.value), comparator)


def _sum_comparator(a: Comparator, b: Comparator) -> Comparator | None:
    if a is Comparator.EQ:
        return b
    if b is Comparator.EQ or a is b:
        return a
    strict = {Comparator.GT: Comparator.GE, Comparator.LT: Comparator.LE}
    if strict.get(a) is b:  # > and ≥ add up to >
        return a
    if strict.get(b) is a:
        return b
    return None  # one end up, one down, or an estimate beside a bound


def growth_percent(end: Qualified, start: Qualified) -> Qualified | None:
    """By how many per cent `end` exceeds `start`, to one decimal; None where that is not known.

    40.5 over 20 is 102.5. A bound start turns round: 2.5 over (<1) has grown by more than 150. A rounded
    result says so with 约.
    """
    if start.value <= 0 or end.value < 0:
        return None
    comparator = _sum_comparator(end.comparator, negated(start).comparator)
    if comparator is None:
        return None
    ratio = _EXACT.divide(_EXACT.multiply(_EXACT.subtract(end.value, start.value), Decimal(100)), start.value)
    # A rounded bound must still be true, so it may only give way to the open side.
    towards = {"GT": ROUND_FLOOR, "GE": ROUND_FLOOR, "LT": ROUND_CEILING, "LE": ROUND_CEILING}
    rounded = ratio.quantize(Decimal("0.1"), rounding=towards.get(comparator.name, ROUND_HALF_UP))
    if rounded == rounded.to_integral_value():
        rounded = rounded.quantize(Decimal(1))
    if rounded != ratio and comparator is Comparator.EQ:
        comparator = Comparator.APPROX
    return exactly(rounded, comparator)
