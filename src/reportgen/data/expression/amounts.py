"""What a formula computes with: an interval with its unit, and the operations on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from reportgen.core.diagnostics import Message
from reportgen.data.decimals import places_of
from reportgen.data.expression import interval as ends
from reportgen.data.expression.dimensions import PERCENT, PURE, Dimension, Kind, times
from reportgen.data.expression.interval import End, Interval
from reportgen.data.expression.problems import At, FormulaError
from reportgen.data.qualified import Comparator, Qualified

_ESTIMATE_AND_BOUND = Message(
    "“约”不说明误差有多大，不能和“不足”“以上”一起算",
    "an estimate does not say how far off it may be, so nothing follows beside a bound",
)


ONE = Fraction(1)
_HUNDREDS = 2  # zeros: 2, 12 and 30 convert nothing


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as far as it is known.

    `unit` None: not stated, as in the columns of a table; it is taken for whatever it meets. `places` are the
    decimals of a sum of typed figures, idle zeros included; None after other operations. `factor` is what the
    formula's own numbers multiplied it by: with × 10000, somebody may have converted by hand.
    """

    known: Interval
    unit: Dimension | None = PURE
    is_estimate: bool = False
    is_constant: bool = False  # made of numbers in the formula alone
    places: int | None = None
    factor: Fraction = ONE

    @property
    def tens(self) -> int:
        """The power of ten in `factor`, from hundreds on: 4 for 10000, 2 for 300, -2 for 1/100."""
        above, below = _zeros(abs(self.factor.numerator)), _zeros(self.factor.denominator)
        return above if above >= _HUNDREDS else -below if below >= _HUNDREDS else 0


def _zeros(number: int) -> int:
    digits = str(number)
    return len(digits) - len(digits.rstrip("0")) if number else 0


def constant(value: Decimal) -> Amount:
    """A number of the formula itself."""
    number = Fraction(value)
    return Amount(ends.exact(number), PURE, is_constant=True, places=places_of(value), factor=number)


def typed(value: Decimal, unit: Dimension | None) -> Amount:
    """An exact figure."""
    return Amount(ends.exact(Fraction(value)), unit, places=places_of(value))


def amount(figure: Qualified, unit: Dimension | None) -> Amount:
    """A figure with its qualifier. Who says less than a positive amount says more than nothing."""
    value = Fraction(figure.value)
    nothing = End(Fraction(0), closed=True, tacit=True) if value > 0 else ends.OPEN
    places = places_of(figure.value)
    match figure.comparator:
        case Comparator.LT | Comparator.LE as bound:
            known = Interval(nothing, End(value, bound is Comparator.LE))
        case Comparator.GT | Comparator.GE as bound:
            known = Interval(End(value, bound is Comparator.GE), ends.OPEN)
        case bound:
            known = ends.exact(value)
            return Amount(known, unit, is_estimate=bound is Comparator.APPROX, places=places)
    return Amount(known, unit, places=places)


# ------------------------------------------------------------------ units brought together


def in_unit(a: Amount, unit: Dimension, at: At) -> Amount:
    """`a` given in `unit`, which measures the same. Raises FormulaError where that is ambiguous.

    If the formula's own powers of ten make up for the whole difference of scales (亿元 * 10000 in 万元),
    it has been converted by hand; if there are none, it is converted here.
    """
    if a.unit is None or a.is_constant:
        return replace(a, unit=unit, is_constant=False, factor=ONE)
    shift = a.unit.scale - unit.scale
    if shift == 0:
        return a if a.unit is unit else replace(a, unit=unit)
    if shift == a.tens:
        return replace(a, unit=unit, factor=ONE)
    if a.tens:
        raise _unclear(a.tens, shift, at)
    return rescaled(a, shift, unit)


def rescaled(a: Amount, shift: int, unit: Dimension | None) -> Amount:
    """`a` times ten to `shift`, given in `unit`."""
    if not shift:
        return replace(a, unit=unit)
    factor = ends.exact(Fraction(10) ** shift)
    return replace(a, known=ends.multiplied(a.known, factor), unit=unit, places=None)


def _unclear(tens: int, shift: int, at: At) -> FormulaError:
    return FormulaError(
        "unit",
        at,
        f"算式里乘除了 10 的 {tens} 次方，而单位之间差 10 的 {shift} 次方，说不清有没有换算过",
        f"the formula brings in 10^{tens}, but the units differ by 10^{shift}: "
        "it is not clear what has been converted",
        (
            Message(
                "万、亿和 % 由程序换算：删去算式里的 10000、100",
                "scales and % are converted for you: leave out the 10000 or 100",
            ),
        ),
    )


def together(a: Amount, b: Amount, at: At) -> tuple[Amount, Amount]:
    """Two amounts in one unit. Raises FormulaError for what does not go together, 万元 beside 件."""
    _no_estimate_beside_bound(a, b, at)
    if a.is_constant and b.is_constant:
        return a, b
    if a.unit is None or b.unit is None:  # a number of the formula takes on what it meets, even if unknown
        unit = b.unit if a.unit is None and not b.is_constant else None if a.is_constant else a.unit
        return replace(a, unit=unit), replace(b, unit=unit)
    if a.is_constant:
        return in_unit(a, b.unit, at), b
    if b.is_constant:
        return a, in_unit(b, a.unit, at)
    if a.unit.plain != b.unit.plain:
        raise _mixed(a.unit, b.unit, at)
    if a.unit.scale == b.unit.scale:
        return a, b
    if a.tens and a.unit.scale - a.tens == b.unit.scale:  # the first is the one that was converted by hand
        return in_unit(a, replace(b.unit, kind=a.unit.kind or _rate(b.unit)), at), b
    return a, in_unit(b, replace(a.unit, kind=b.unit.kind or _rate(a.unit)), at)


def _rate(unit: Dimension) -> Kind:
    """What a ratio becomes beside a rate: a share."""
    return "share" if unit.kind else ""


def _mixed(first: Dimension, second: Dimension, at: At) -> FormulaError:
    return FormulaError(
        "unit",
        at,
        f"{first.text('zh')}和{second.text('zh')}不能相加减、相比",
        f"{first.text('en')} and {second.text('en')} do not add up or compare",
    )


def _no_estimate_beside_bound(a: Amount, b: Amount, at: At) -> None:
    for one, other in ((a, b), (b, a)):
        if one.is_estimate and other.known.point is None:
            raise FormulaError(
                "open",
                at,
                "约数和界限一起算，得不出确定的说法",
                "an estimate beside a bound leaves the result open",
                (_ESTIMATE_AND_BOUND,),
            )


# ------------------------------------------------------------------ operations


def plus(a: Amount, b: Amount, at: At, sign: int = 1) -> Amount:
    """`a` + `b`, with `sign` -1 `a` - `b`. Per cents differ by percentage points."""
    first, second = together(a, b, at)
    unit = first.unit
    if unit is not None and second.unit is not None and not (a.is_constant or b.is_constant):
        unit = _of_rates(unit, second.unit, sign, at)
    other = second.known if sign > 0 else ends.negated(second.known)
    both = a.is_constant and b.is_constant
    known = ends.added(first.known, other)
    factor = first.factor if b.is_constant or _alike(first.factor, second.factor) else ONE
    return Amount(
        known,
        unit,
        a.is_estimate or b.is_estimate,
        both,
        _more(first.places, second.places),
        (known.point or ONE) if both else factor,
    )


def _alike(a: Fraction, b: Fraction) -> bool:
    return a is b or a == b  # nearly always both are ONE, and fractions compare slowly


def _of_rates(first: Dimension, second: Dimension, sign: int, at: At) -> Dimension:
    """% ± 百分点 is %, % - % is 百分点, and so on; the scale is that of the first."""
    match first.kind, second.kind:
        case ("share", "share") if sign < 0:
            return replace(first, kind="points")
        case ("share", "share") | ("share", "points") | ("points", "points") | ("", ""):
            return first
        case ("points", "share") if sign > 0:
            return replace(first, kind="share")
        case ("", "share" | "points"):
            return _of_rates(replace(first, kind="share"), second, sign, at)
        case ("share" | "points", ""):
            return _of_rates(first, replace(second, kind="share"), sign, at)
    raise _mixed(first, second, at)


def _more(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else max(a, b)


def minus(a: Amount) -> Amount:
    """-a."""
    return replace(a, known=ends.negated(a.known), factor=-a.factor)


def product(a: Amount, b: Amount, at: At) -> Amount:
    """`a` * `b`."""
    return _scaled(a, b, ends.multiplied(a.known, b.known), 1, at)


def quotient(a: Amount, b: Amount, at: At) -> Amount:
    """`a` / `b`. Raises FormulaError where `b` is, or may be, nothing."""
    if b.known.point == 0:
        raise FormulaError("undefined", at, "除数是 0", "division by zero")
    over = ends.inverted(_not_nothing(b.known))
    if over is None:
        raise FormulaError(
            "open", at, "除数可能是 0，商无从得出", "the divisor may be zero: nothing bounds the quotient"
        )
    return _scaled(a, b, ends.multiplied(a.known, over), -1, at)


def _not_nothing(known: Interval) -> Interval:
    """A divisor that is tacitly not negative is tacitly not nothing either."""
    low = known.low
    return Interval(replace(low, closed=False), known.high) if low.at == 0 and low.tacit else known


def _scaled(a: Amount, b: Amount, known: Interval, sign: int, at: At) -> Amount:
    _no_estimate_beside_bound(a, b, at)
    unit = None if a.unit is None or b.unit is None else times(a.unit, b.unit, sign)
    both = a.is_constant and b.is_constant
    return Amount(known, unit, a.is_estimate or b.is_estimate, both, None, _of_both(a.factor, b.factor, sign))


def _of_both(a: Fraction, b: Fraction, sign: int) -> Fraction:
    """The factor of a product or quotient; nearly always there is none."""
    if b is ONE:
        return a
    return a * b if sign > 0 else a / b if b else ONE


def percentage(a: Amount) -> Amount:
    """A ratio given in per cent: 0.4 is 40%."""
    return Amount(ends.multiplied(a.known, ends.exact(Fraction(100))), PERCENT, is_estimate=a.is_estimate)
