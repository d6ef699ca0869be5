"""Digits in groups (rule book 13): comma or gap, one style, nothing lost."""

from decimal import Decimal

import pytest

from reportgen.data.format import quantity_text
from reportgen.data.grouping import GAP, number_text
from reportgen.data.qualified import Qualified
from reportgen.data.style import Grouping, NumberStyle, style_of
from reportgen.spec.schema import NumbersSpec

COMMA, SPACE, NONE = (NumberStyle(grouping=way) for way in Grouping)


@pytest.mark.parametrize(
    ("typed", "comma", "space", "none"),
    [
        ("0", "0", "0", "0"),
        ("0.46", "0.46", "0.46", "0.46"),  # the leading zero is required
        ("2026", "2026", "2026", "2026"),  # four digits stay together
        ("10000", "10,000", "10 000", "10000"),
        ("12345678", "12,345,678", "12 345 678", "12345678"),
        ("12345678.12345", "12,345,678.12345", "12 345 678.123 45", "12345678.12345"),
        ("1234.5678", "1234.5678", "1234.5678", "1234.5678"),
        ("3.14159265", "3.14159265", "3.141 592 65", "3.14159265"),
        ("-18000.50", "−18,000.50", "−18 000.50", "−18000.50"),
    ],
)
def test_each_style_of_grouping(typed, comma, space, none):
    """The comma leaves the fraction in one piece, the gap groups both sides of the point."""
    value = Decimal(typed)
    assert comma == number_text(value, COMMA)
    assert space.replace(" ", GAP) == number_text(value, SPACE)
    assert none == number_text(value, NONE)


@pytest.mark.parametrize("style", [COMMA, SPACE, NONE])
def test_no_digit_is_lost(style):
    """Beyond the precision of floats and of the default context."""
    typed = "1234567890123456789012345678901.5000"
    assert typed == number_text(Decimal(typed), style).replace(",", "").replace(GAP, "")


def test_the_gap_never_ends_a_line():
    """U+202F: narrow and no-break."""
    assert "\u202f" == GAP


@pytest.mark.parametrize(
    ("unit", "zh"),
    [
        ("kg", f"100{GAP}kg"),
        ("μg/m³", f"100{GAP}μg/m³"),
        ("Ω", f"100{GAP}Ω"),
        ("万kW", "100万kW"),
        ("%", "100%"),
        ("‰", "100‰"),
        ("°", "100°"),
        ("′", "100′"),
        ("″", "100″"),
        ("℃", "100℃"),
        ("°C", "100°C"),
        ("公里", "100公里"),
    ],
)
def test_latin_units_stand_off(unit, zh):
    assert zh == quantity_text(Qualified(Decimal(100)), unit, "zh")


def test_the_style_of_the_spec():
    """Every key arrives, and the defaults of both sides are the same."""
    assert NumberStyle() == style_of(NumbersSpec())
    given = NumbersSpec(
        grouping="space", decimals=0, rounding="half-even", permille=True, table_dates="words"
    )
    assert NumberStyle(Grouping.SPACE, 0, "ROUND_HALF_EVEN", True, False) == style_of(given)
