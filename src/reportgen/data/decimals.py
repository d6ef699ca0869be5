"""Decimals and their digits: how far they go, as typed and as short as can be."""

from __future__ import annotations

from decimal import Decimal


def exponent_of(value: Decimal) -> int:
    """The power of ten of the last digit: -2 for 1.50, 0 for 12, 3 for 12E3. `value` is finite."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int), "figures are finite"
    return exponent


def places_of(value: Decimal) -> int:
    """How many decimal places it was written with: 2 for 1.50, none for 12E3."""
    return max(0, -exponent_of(value))


def plain(value: Decimal) -> str:
    """The digits without noughts behind the decimals, and never as a power of ten."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
