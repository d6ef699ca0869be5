"""Arithmetic with bounds: what is not known is not made up."""

from decimal import Decimal

import pytest

from reportgen.data.bounds import difference, growth_percent
from reportgen.data.qualified import QUALIFIERS, Comparator, Qualified


def q(value, words=None):
    return Qualified(Decimal(value), QUALIFIERS[words] if words else None)


@pytest.mark.parametrize(
    ("left", "right", "value", "comparator"),
    [
        (q("40.5"), q("20"), "20.5", Comparator.EQ),
        (q("2.5"), q("1", "不足"), "1.5", Comparator.GT),  # 2.5 - (<1) is above 1.5
        (q("2.5"), q("1", "以内"), "1.5", Comparator.GE),
        (q("2.5"), q("1", "超"), "1.5", Comparator.LT),
        (q("70", "以上"), q("60"), "10", Comparator.GE),
        (q("4", "首超"), q("3", "不足"), "1", Comparator.GT),
        (q("70", "以上"), q("1", "不足"), "69", Comparator.GT),  # ≥70 minus <1 is above 69
        (q("5", "约"), q("3"), "2", Comparator.APPROX),
        (q("52.7", "达"), q("50"), "2.7", Comparator.EQ),  # 达 says nothing of the value
        (q("0.3"), q("0.1"), "0.2", Comparator.EQ),  # binary floats would print 0.19999999999999998
    ],
)
def test_a_bound_stays_a_bound(left, right, value, comparator):
    """Exact minus exact is exact; a bound on either side bounds the difference."""
    result = difference(left, right)
    assert (Decimal(value), comparator) == (result.value, result.comparator)


@pytest.mark.parametrize(
    ("left", "right"),
    [(q("4", "超"), q("3", "超")), (q("4", "不足"), q("3", "以内")), (q("5", "约"), q("3", "不足"))],
)
def test_what_two_bounds_leave_open_is_nothing(left, right):
    """(>4) - (>3) may be anything."""
    assert difference(left, right) is None


def test_growth_in_per_cent():
    """(40.5 - 20) / 20 is 102.5 %; a bound below turns to a bound above."""
    assert q("102.5") == growth_percent(q("40.5"), q("20"))
    assert q("150", "超") == growth_percent(q("2.5"), q("1", "不足"))


def test_rounded_growth_says_so_and_stays_true():
    """4/3 grows by 33.33…: about 33.3; as a lower bound it may only be rounded down, as an upper one up."""
    assert q("33.3", "约") == growth_percent(q("4"), q("3"))
    assert q("66.6", "超") == growth_percent(q("5", "超"), q("3"))  # 66.67 would claim too much
    assert q("33.4", "不足") == growth_percent(q("4", "不足"), q("3"))


def test_growth_from_nothing_is_unknown():
    """Nothing grows in per cent from zero."""
    assert growth_percent(q("4"), q("0")) is None
