"""What intervals claim is true: the exact result of values inside the operands lies inside the result."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.data.expression import interval as ends
from reportgen.data.expression.interval import OPEN, End, Interval, exact

fractions = st.fractions(min_value=-50, max_value=50, max_denominator=20)


@st.composite
def inside(draw):
    """An interval, finite or not, and a value that it holds."""
    value = draw(fractions)
    below, above = draw(fractions.map(abs)), draw(fractions.map(abs))
    low = OPEN if draw(st.booleans()) else End(value - below, below == 0 or draw(st.booleans()))
    high = OPEN if draw(st.booleans()) else End(value + above, above == 0 or draw(st.booleans()))
    return Interval(low, high), value


OPERATIONS = {
    "sum": (ends.added, lambda x, y: x + y),
    "product": (ends.multiplied, lambda x, y: x * y),
    "least": (ends.smallest, min),
    "greatest": (ends.largest, max),
}


@pytest.mark.parametrize("name", OPERATIONS)
@given(a=inside(), b=inside())
def test_two_operands(name, a, b):
    of_intervals, of_numbers = OPERATIONS[name]
    assert of_intervals(a[0], b[0]).holds(of_numbers(a[1], b[1]))


@given(inside(), st.integers(0, 3))
def test_one_operand(a, decimals):
    known, value = a
    assert ends.negated(known).holds(-value)
    assert ends.absolute(known).holds(abs(value))
    assert ends.rounded(known, decimals).holds(ends.half_up(value, decimals))


@given(inside())
def test_one_over(a):
    known, value = a
    over = ends.inverted(known)
    assert (over is None) == known.holds(Fraction(0))
    if over is not None:
        assert over.holds(1 / value)


@given(inside(), inside())
def test_products_claim_no_less_than_they_can(a, b):
    """Finite ends of a product are products of ends: nothing is given away."""
    assume(all(end.at is not None for known, _ in (a, b) for end in (known.low, known.high)))
    known = ends.multiplied(a[0], b[0])
    corners = [x.at * y.at for x in (a[0].low, a[0].high) for y in (b[0].low, b[0].high)]
    assert (min(corners), max(corners)) == (known.low.at, known.high.at)


@given(fractions)
def test_exact_figures_stay_exact(value):
    assert value + 1 == ends.added(exact(value), exact(Fraction(1))).point
    assert value * 3 == ends.multiplied(exact(value), exact(Fraction(3))).point


@pytest.mark.parametrize(
    ("value", "half_up", "floor", "ceiling"),
    [
        ("2.345", "2.35", "2.34", "2.35"),
        ("-2.345", "-2.35", "-2.35", "-2.34"),
        ("2.344", "2.34", "2.34", "2.35"),
    ],
)
def test_rounding(value, half_up, floor, ceiling):
    """四舍五入: halves go away from zero."""
    given = Fraction(value)
    found = [ends.half_up(given, 2) * 100, ends.floored(given, 2), -ends.floored(-given, 2)]
    assert [Fraction(half_up) * 100, Fraction(floor) * 100, Fraction(ceiling) * 100] == found
