"""Ranges of figures (rule book 13): what would mislead alone stands at both ends."""

from decimal import Decimal

import pytest

from reportgen.data.grouping import GAP
from reportgen.data.ranges import range_text


@pytest.mark.parametrize(
    ("low", "high", "unit", "zh", "en"),
    [
        ("15", "30", "%", "15%～30%", "15%–30%"),
        ("5", "8.5", "‰", "5‰～8.5‰", "5‰–8.5‰"),
        ("13", "17", "万元", "13万元～17万元", "130–170 thousand yuan"),
        ("9", "16", "亿元", "9亿元～16亿元", "900 million yuan to 1.6 billion yuan"),
        ("3", "5", "万", "3万～5万", "3万–5万"),
        ("100", "150", "kg", f"100～150{GAP}kg", "100–150 kg"),
        ("100", "150", "千克", "100～150千克", "100–150千克"),
        ("-36", "-8", "℃", "−36～−8℃", "−36 to −8℃"),
        ("12500", "20000", "元", "12,500～20,000元", "12,500–20,000 yuan"),
        ("18.50", "20.00", "%", "18.50%～20.00%", "18.50%–20.00%"),
    ],
)
def test_units_of_a_range(low, high, unit, zh, en):
    assert zh == range_text(Decimal(low), Decimal(high), unit, "zh")
    assert en == range_text(Decimal(low), Decimal(high), unit, "en")


def test_from_low_to_high():
    with pytest.raises(ValueError, match="above"):
        range_text(Decimal(2), Decimal(1), "%", "zh")
