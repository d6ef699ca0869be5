"""万 and 亿 (rule book 13): exact decimals, rounded once, the unit looked at again."""

from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.data.qualified import QUALIFIERS, Qualified
from reportgen.data.scale import scaled, scaled_figure, scaled_in_english
from reportgen.data.units import shifted, split


def short(typed, unit, **how):
    value, name = scaled(Decimal(typed), unit, **how)
    return f"{value}{name}"


@pytest.mark.parametrize(
    ("typed", "unit", "expected"),
    [
        ("9999", "元", "9999元"),  # below 万: nothing happens
        ("9999.999", "元", "9999.999元"),
        ("10000", "元", "1万元"),
        ("123456", "元", "12.35万元"),
        ("-123456", "元", "-12.35万元"),
        ("99999999", "元", "1亿元"),  # 9999.9999万 is 10000.00万, which is 1亿
        ("9999.9996", "万元", "1亿元"),
        ("9999.994", "万元", "9999.99万元"),
        ("9999.995", "万元", "1亿元"),  # the half goes up, and over
        ("100000000", "人", "1亿人"),
        ("345000000", "人", "3.45亿人"),  # never 3亿4500万
        ("1234500000000", "元", "12345亿元"),  # 亿 is the largest
        ("123580", "万元", "12.36亿元"),
        ("0.5", "万元", "5000元"),
        ("18.50", "万元", "18.50万元"),  # as typed
        ("18.500", "万元", "18.500万元"),
        ("120000", "", "12万"),
        ("200000", "千瓦", "20万千瓦"),
        ("0", "元", "0元"),
        ("12345", "%", "12345%"),  # rates and degrees take no 万
        ("12345", "℃", "12345℃"),
    ],
)
def test_the_largest_unit_that_leaves_a_whole_digit(typed, unit, expected):
    assert expected == short(typed, unit)


@pytest.mark.parametrize(
    ("typed", "decimals", "up", "even"),
    [
        ("123450", 2, "12.35万", "12.34万"),
        ("123550", 2, "12.36万", "12.36万"),
        ("125000", 0, "13万", "12万"),
        ("12345", 4, "1.2345万", "1.2345万"),
        ("99995000", 0, "1亿", "1亿"),  # 9999.5: both ways to the even 10000
        ("99985000", 0, "9999万", "9998万"),
    ],
)
def test_halves(typed, decimals, up, even):
    assert up == short(typed, "", decimals=decimals)
    assert even == short(typed, "", decimals=decimals, rounding=ROUND_HALF_EVEN)


@pytest.mark.parametrize(
    ("typed", "words", "expected"),
    [
        ("123456", None, "约12.35"),  # rounded, and says so
        ("123400", None, "12.34"),
        ("123456", "达", "约12.35"),
        ("123456", "约", "约12.35"),
        ("123456", "超", "超12.34"),  # more than 123456 is more than 123400, perhaps not than 123500
        ("123412", "不足", "不足12.35"),
        ("123412", "以内", "以内12.35"),
        ("123456", "以上", "以上12.34"),
        ("40000", "首超", "首超4"),
    ],
)
def test_a_rounded_figure_is_still_true(typed, words, expected):
    figure = Qualified(Decimal(typed), QUALIFIERS[words] if words else None)
    found, unit = scaled_figure(figure, "元", "zh")
    assert "万元" == unit
    assert expected == (found.qualifier.words if found.qualifier else "") + str(found.value)


@pytest.mark.parametrize(
    ("typed", "unit", "expected"),
    [
        ("123580", "万元", "1.24 billion yuan"),
        ("4", "万元", "4 万元"),  # 40 thousand yuan is what English prints anyway
        ("999999999", "元", "1 billion yuan"),
        ("1500000", "个", "1.5 million"),
        ("1500000", "台", "1500000 台"),  # no English name, no English scale
    ],
)
def test_millions_and_billions(typed, unit, expected):
    value, name = scaled_in_english(Decimal(typed), unit)
    assert expected == f"{value} {name}"


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=3),
    st.integers(0, 6),
    st.sampled_from(["元", "万元", "亿元"]),
)
def test_off_by_half_a_place_at_most(value, decimals, unit):
    """And always in the range of its unit: 1 to 9999.99… 万, from 1 亿 on, below 1 万 as it was."""
    found, name = scaled(value, unit, decimals=decimals)
    power = split(name)[0]
    full, printed = shifted(value, split(unit)[0]), shifted(found, power)
    assert abs(printed - full) <= (Decimal(10) ** (power - decimals) / 2 if power else 0)
    limits = {0: (0, 10**4), 4: (1, 10**4), 8: (1, 10**30)}[power]
    if value or not power:
        assert limits[0] <= abs(found) < limits[1]
