"""Figures made ready for print, once: converted to the unit they are shown in, and rounded.

A figure that was typed keeps its digits; others are rounded half up (四舍五入) where decimals are wanted. A
bound only ever gives way to the side on which it stays true: over 4.56 is over 4.5, never over 4.6.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from reportgen.data import units
from reportgen.data.bounds import exactly
from reportgen.data.expression import interval as ends
from reportgen.data.expression.amounts import Amount
from reportgen.data.expression.interval import End, Interval
from reportgen.data.qualified import Comparator, Qualified

DEFAULT_DECIMALS = 2  # of a quotient that does not end
MAX_DIGITS = 28  # as many as a figure of the spec may have

_DOWN = (Comparator.GT, Comparator.GE)
_UP = (Comparator.LT, Comparator.LE)


def figure_of(found: Amount, decimals: int | None) -> Qualified | None:
    """What one qualifier can say of an amount; None where none can: it has two ends, or no end.

    `decimals` None: all digits if they end, else two decimals. Raises OverflowError beyond 28 digits.
    """
    known = found.known
    if known.point is not None:
        value, comparator = known.point, Comparator.APPROX if found.is_estimate else Comparator.EQ
    else:
        end, comparator = _said(known)
        if end is None or end.at is None:
            return None
        value = end.at
    if len(str(abs(int(value)))) > MAX_DIGITS:
        raise OverflowError(f"more than {MAX_DIGITS} digits")
    return exactly(decimal_of(value, comparator, found.places, decimals), comparator)


def _said(known: Interval) -> tuple[End | None, Comparator]:
    """The one end that is fit for print, and what it says."""
    low, high = (None if end.at is None or end.tacit else end for end in (known.low, known.high))
    if low is not None and high is None:
        return low, Comparator.GE if low.closed else Comparator.GT
    if high is not None and low is None:
        return high, Comparator.LE if high.closed else Comparator.LT
    return None, Comparator.EQ


def decimal_of(value: Fraction, comparator: Comparator, places: int | None, decimals: int | None) -> Decimal:
    """`value` in digits: `decimals` of them if given, else at least `places` and as many as it has."""
    wanted = decimals
    if wanted is None:
        needed = _ending(value)
        wanted = DEFAULT_DECIMALS if needed is None else max(needed, places or 0)
    if comparator in _DOWN:
        whole = ends.floored(value, wanted)
    elif comparator in _UP:
        whole = -ends.floored(-value, wanted)
    else:
        whole = ends.halved_up(value, wanted)
    return Decimal((int(whole < 0), tuple(map(int, str(abs(whole)))), -wanted))


def _ending(value: Fraction) -> int | None:
    """How many decimals `value` has; None if they never end, or are too many to print."""
    rest, twos, fives = value.denominator, 0, 0
    if rest.bit_length() > 2 * MAX_DIGITS * 4:
        return None
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    needed = max(twos, fives)
    if rest != 1 or len(str(abs(value.numerator) * 10**needed // value.denominator)) > MAX_DIGITS:
        return None
    return needed


def converted(figure: Qualified, shift: int, decimals: int | None) -> Qualified:
    """A typed or read figure times ten to `shift`, with its qualifier and all or `decimals` of its digits."""
    if decimals is None and shift >= 0:
        return Qualified(units.shifted(figure.value, shift), figure.qualifier)
    value = Fraction(figure.value) * Fraction(10) ** shift
    if decimals is None:
        decimals = _ending(value)  # 45000 元 is 4.5 万元, not 4.5000
    return Qualified(decimal_of(value, figure.comparator, None, decimals), figure.qualifier)
