"""Do the parts make the whole? Rounded figures may miss by a little, counts may not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import Enum

from reportgen.data.decimals import places_of

_EXACT = Context(prec=60)


class Verdict(Enum):
    """How a sum of parts stands to the stated total."""

    EXACT = "exact"
    ROUNDING = "rounding"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class SumCheck:
    """The sum of the parts and what to think of it."""

    verdict: Verdict
    total: Decimal


def compare_sum(parts: Sequence[Decimal], stated: Decimal, *, counts: bool = True) -> SumCheck:
    """Compares `parts` with the `stated` total.

    Every rounded figure may be off by half of its last decimal; a part typed with fewer decimals than the
    others (13 beside 53.8) is taken to be as exact as they are. Whole numbers are counts and exact, unless
    `counts` is False (shares in whole per cents).
    """
    total = Decimal(0)
    for part in parts:
        total = _EXACT.add(total, part)
    decimals = max((places_of(value) for value in (*parts, stated)), default=0)
    difference = _EXACT.abs(_EXACT.subtract(total, stated))
    if difference == 0:
        return SumCheck(Verdict.EXACT, total)
    if decimals == 0 and counts:
        return SumCheck(Verdict.DIFFERS, total)
    half = Decimal((0, (5,), -decimals - 1))
    allowed = half * (len(parts) + (0 if places_of(stated) == 0 else 1))  # a bare 100 is not rounded
    return SumCheck(Verdict.ROUNDING if difference <= allowed else Verdict.DIFFERS, total)
