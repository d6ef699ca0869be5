"""Digits in groups of three, with a real minus (rule book 13)."""

from __future__ import annotations

from decimal import Decimal

from reportgen.data.style import DEFAULT, Grouping, NumberStyle

MINUS = "\u2212"
GAP = "\u202f"  # the fixed gap inside a number and before a Latin unit; no line ends at it
GROUP_FROM = 5  # digits: 4-digit integers stay ungrouped
_SIZE = 3


def number_text(value: Decimal, style: NumberStyle = DEFAULT) -> str:
    """Digits as typed (18.50), a real minus, five digits and more in groups of three.

    The comma groups the integer only; the gap groups both sides, away from the point. A zero has no sign.
    Years and codes are text and never come here.
    """
    whole, point, fraction = f"{value.copy_abs():f}".partition(".")
    if style.grouping is Grouping.COMMA and len(whole) >= GROUP_FROM:
        whole = f"{int(whole):,}"
    elif style.grouping is Grouping.SPACE:
        if len(whole) >= GROUP_FROM:
            whole = f"{int(whole):,}".replace(",", GAP)
        if len(fraction) >= GROUP_FROM:
            fraction = GAP.join(fraction[i : i + _SIZE] for i in range(0, len(fraction), _SIZE))
    sign = MINUS if value.is_signed() and value != 0 else ""
    return sign + whole + point + fraction
