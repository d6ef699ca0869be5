"""How a document writes its figures (GB/T 15835): one style from the first page to the last."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP
from enum import Enum

from reportgen.spec.schema import NumbersSpec


class Grouping(Enum):
    """What stands between groups of three digits."""

    COMMA = "comma"  # 12,345,678.12345: the fraction in one piece
    SPACE = "space"  # 12 345 678.123 45: both sides of the point
    NONE = "none"


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """The choices that the standard leaves to a document; the defaults are those of the spec.

    `decimals` and `rounding` (a mode of `decimal`) are for figures that a form asks to shorten; all others
    keep their digits as typed. `permille`: rates below 1% in ‰. `iso_dates`: days in tables as 2026-01-05.
    """

    grouping: Grouping = Grouping.COMMA
    decimals: int = 2
    rounding: str = ROUND_HALF_UP
    permille: bool = False
    iso_dates: bool = True


DEFAULT = NumberStyle()
_ROUNDING = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN}


def style_of(given: NumbersSpec) -> NumberStyle:
    """The style that the spec asks for."""
    return NumberStyle(
        grouping=Grouping(given.grouping),
        decimals=given.decimals,
        rounding=_ROUNDING[given.rounding],
        permille=given.permille,
        iso_dates=given.table_dates == "iso",
    )
