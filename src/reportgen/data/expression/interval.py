"""Intervals of exact fractions: what is known of a quantity, and how that is carried through arithmetic.

不足1% is everything below 1, 70%以上 everything from 70. The result of an operation is the smallest interval
that holds every result of values inside the operands, so what it says is always true. Fractions, unlike
decimals, lose nothing in a division: a figure is rounded once, when it is printed.

Who writes 不足1% means a quantity that is not negative. That end is taken into account (2.5 over less than 1
is over 2.5) but is nothing to print: such an end is tacit, and so is every end that follows from one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class End:
    """One end of an interval; `at` None lies in the infinite. Tacit ends are true, but not for print."""

    at: Fraction | None
    closed: bool = False
    tacit: bool = False


OPEN = End(None)
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`."""

    low: End
    high: End

    @property
    def point(self) -> Fraction | None:
        """The one number that it holds, if it is one."""
        if self.low is self.high:
            return self.low.at
        return self.low.at if self.low.at == self.high.at else None

    def holds(self, value: Fraction) -> bool:
        """Whether `value` lies inside."""
        low, high = self.low, self.high
        above = low.at is None or value > low.at or (low.closed and value == low.at)
        below = high.at is None or value < high.at or (high.closed and value == high.at)
        return above and below


def exact(value: Fraction) -> Interval:
    """The interval of one number."""
    end = End(value, closed=True)
    return Interval(end, end)


def negated(a: Interval) -> Interval:
    """All -x."""
    if a.low is a.high and a.low.at is not None:
        return exact(-a.low.at)
    return Interval(_minus(a.high), _minus(a.low))


def _minus(end: End) -> End:
    return end if end.at is None else replace(end, at=-end.at)


def added(a: Interval, b: Interval) -> Interval:
    """All x + y."""
    first, second = a.point, b.point
    if first is not None and second is not None:
        return exact(first + second)
    return Interval(_plus(a.low, b.low), _plus(a.high, b.high))


def _plus(a: End, b: End) -> End:
    if a.at is None or b.at is None:
        return OPEN
    return End(a.at + b.at, a.closed and b.closed, a.tacit or b.tacit)


def multiplied(a: Interval, b: Interval) -> Interval:
    """All x * y: the ends lie among the products of the ends."""
    first, second = a.point, b.point
    if first is not None and second is not None:
        return exact(first * second)
    corners = [_times(x, s, y, t) for x, s in _sides(a) for y, t in _sides(b)]
    return Interval(_outermost(corners, -1), _outermost(corners, 1))


_Corner = tuple[End, int]  # an end, and on which side the infinite lies


def _sides(a: Interval) -> tuple[_Corner, _Corner]:
    return (a.low, -1), (a.high, 1)


def _times(x: End, x_side: int, y: End, y_side: int) -> _Corner:
    """The product of two ends; nothing times the infinite is nothing, as all values before it are finite."""
    tacit = x.tacit or y.tacit
    if x.at is not None and y.at is not None:
        nothing = (x.at == 0 and x.closed) or (y.at == 0 and y.closed)
        return End(x.at * y.at, (x.closed and y.closed) or nothing, tacit), 0
    if x.at == 0 or y.at == 0:
        return End(ZERO, (x if x.at == 0 else y).closed, tacit), 0
    sign_x = x_side if x.at is None else 1 if x.at > 0 else -1
    sign_y = y_side if y.at is None else 1 if y.at > 0 else -1
    return OPEN, sign_x * sign_y


def _outermost(corners: list[_Corner], side: int) -> End:
    """The end on `side`; of equal ones a closed end reaches further."""
    if any(end.at is None and where == side for end, where in corners):
        return OPEN
    finite = [end for end, _ in corners if end.at is not None]
    assert finite, "an interval without finite ends has corners on both sides"
    best = max((end.at or ZERO) * side for end in finite) * side
    same = [end for end in finite if end.at == best]
    return End(best, any(end.closed for end in same), any(end.tacit for end in same))


def inverted(a: Interval) -> Interval | None:
    """All 1 / x; None where x may be 0, or may lie on either side of it."""
    if a.low is a.high and a.low.at:
        return exact(1 / a.low.at)
    return None if a.holds(ZERO) else Interval(_inverse(a.high), _inverse(a.low))


def _inverse(end: End) -> End:
    if end.at is None:
        return End(
            ZERO, tacit=True
        )  # one over ever more: that it stays on its side of nothing goes without saying
    if end.at == 0:
        return OPEN
    return replace(end, at=1 / end.at)


def absolute(a: Interval) -> Interval:
    """All |x|."""
    if a.low.at is not None and a.low.at >= 0:
        return a
    if a.high.at is not None and a.high.at <= 0:
        return negated(a)
    ends = (_minus(a.low), a.high)
    if any(end.at is None for end in ends):
        return Interval(End(ZERO, closed=True, tacit=True), OPEN)
    far = _outermost([(end, 0) for end in ends], 1)
    return Interval(End(ZERO, closed=True, tacit=True), far)


def smallest(a: Interval, b: Interval) -> Interval:
    """All min(x, y)."""
    return Interval(_nearer(a.low, b.low), _smaller_high(a.high, b.high))


def largest(a: Interval, b: Interval) -> Interval:
    """All max(x, y)."""
    return negated(smallest(negated(a), negated(b)))


def _nearer(a: End, b: End) -> End:
    """The lower of two low ends."""
    if a.at is None or b.at is None:
        return OPEN
    if a.at == b.at:
        return End(a.at, a.closed or b.closed, a.tacit and b.tacit)
    return a if a.at < b.at else b


def _smaller_high(a: End, b: End) -> End:
    """The lower of two high ends: it bounds the smaller of two numbers."""
    if a.at is None or b.at is None:
        return b if a.at is None else a
    if a.at == b.at:
        return End(a.at, a.closed and b.closed, a.tacit and b.tacit)
    return a if a.at < b.at else b


def rounded(a: Interval, decimals: int) -> Interval:
    """All x rounded half up (away from zero) to so many decimals."""
    return Interval(_rounded_end(a.low, decimals), _rounded_end(a.high, decimals))


def _rounded_end(end: End, decimals: int) -> End:
    # Rounding keeps the order but may reach the end itself: what lies above 4.56 may round to 4.6.
    return end if end.at is None else End(half_up(end.at, decimals), True, end.tacit)


def half_up(value: Fraction, decimals: int) -> Fraction:
    """`value` rounded to so many decimals, halves away from zero (四舍五入)."""
    return Fraction(halved_up(value, decimals), 10**decimals)


def halved_up(value: Fraction, decimals: int) -> int:
    """The same in units of the last decimal."""
    over, under = abs(value.numerator) * 10**decimals, value.denominator
    whole = (2 * over + under) // (2 * under)
    return int(whole) if value.numerator >= 0 else -int(whole)


def floored(value: Fraction, decimals: int) -> int:
    """`value` rounded down to so many decimals, in units of the last one."""
    return int(value.numerator * 10**decimals // value.denominator)
