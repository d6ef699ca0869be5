"""Ranges of figures: 15%～30%, 13万元～17万元, 100～150 kg, −36～−8℃."""

from __future__ import annotations

from decimal import Decimal

from reportgen.core.diagnostics import Language
from reportgen.data import units
from reportgen.data.grouping import number_text
from reportgen.data.quantity import with_unit
from reportgen.data.style import DEFAULT, NumberStyle

WAVE = "～"


def range_text(
    low: Decimal, high: Decimal, unit: str, language: Language, style: NumberStyle = DEFAULT
) -> str:
    """From `low` to `high`. Per cents and units with 万 or 亿 stand at both ends: one alone would mislead.

    In English a dash joins the ends, or "to" beside a minus. Raises ValueError if `low` is above `high`.
    """
    if low > high:
        raise ValueError(f"{low} is above {high}")
    if language == "en":
        (start, name), (end, end_name) = units.english(low, unit), units.english(high, unit)
        first = number_text(start, style)
        if name != end_name or units.is_repeated(name):  # thousand beside million, or a per cent
            first = with_unit(first, name, language)
        last = with_unit(number_text(end, style), end_name, language)
        return f"{first} to {last}" if low < 0 or " " in first else f"{first}–{last}"
    first, last = number_text(low, style), with_unit(number_text(high, style), unit, language)
    if units.is_repeated(unit):
        first = with_unit(first, unit, language)
    return f"{first}{WAVE}{last}"
