"""Scales of units (A17), and figures as English readers know them (A05)."""

from decimal import Decimal

import pytest

from reportgen.data.units import convert, english, split


@pytest.mark.parametrize(
    ("unit", "parts"),
    [
        ("万元", (4, "元")),
        ("亿元", (8, "元")),
        ("万亿元", (12, "元")),
        ("元", (0, "元")),
        ("%", (0, "%")),
        ("千瓦时", (0, "千瓦时")),  # the 千 belongs to the name
        ("万千瓦", (4, "千瓦")),
    ],
)
def test_scale_and_plain_unit(unit, parts):
    assert parts == split(unit)


def test_conversion_is_exact():
    """4万元 are 40000元; typed zeros survive; nothing becomes 4E+4."""
    assert "40000" == str(convert(Decimal(4), "万元", "元"))
    assert "185000" == str(convert(Decimal("18.50"), "万元", "元"))
    assert "0.00045" == str(convert(Decimal("4.5"), "元", "万元"))
    assert "1.2" == str(convert(Decimal("12000"), "万元", "亿元").normalize())


def test_different_things_do_not_convert():
    with pytest.raises(ValueError, match="does not convert"):
        convert(Decimal(4), "万元", "人")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("4", "万元", ("40", "thousand yuan")),
        ("180", "万元", ("1.80", "million yuan")),
        ("4", "亿元", ("400", "million yuan")),
        ("18.50", "万元", ("185.0", "thousand yuan")),
        ("1", "户", ("1", "household")),
        ("194", "户", ("194", "households")),
        ("10", "个", ("10", "")),
        ("2.5", "%", ("2.5", "%")),
        ("3", "台", ("3", "台")),  # no known name: as given
    ],
)
def test_english(value, unit, expected):
    amount, name = english(Decimal(value), unit)
    assert expected == (str(amount), name)
