"""A value with its qualifier: 不足1%, 70%以上, 首超4万元."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Comparator(Enum):
    """What a qualifier says of the value."""

    EQ = "="
    LT = "<"
    GT = ">"
    GE = ">="
    LE = "<="
    APPROX = "~"


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A qualifier as printed, where it stands, and what it means."""

    words: str
    before: bool
    comparator: Comparator


QUALIFIERS: dict[str, Qualifier] = {
    q.words: q
    for q in (
        Qualifier("不足", True, Comparator.LT),
        Qualifier("超", True, Comparator.GT),
        Qualifier("首超", True, Comparator.GT),
        Qualifier("以上", False, Comparator.GE),
        Qualifier("以内", False, Comparator.LE),
        Qualifier("约", True, Comparator.APPROX),
        Qualifier("达", True, Comparator.EQ),
    )
}


@dataclass(frozen=True, slots=True)
class Qualified:
    """An exact decimal, as typed (18.50 keeps its zero), and its qualifier."""

    value: Decimal
    qualifier: Qualifier | None = None

    @property
    def comparator(self) -> Comparator:
        """What is known of the quantity relative to `value`."""
        return self.qualifier.comparator if self.qualifier else Comparator.EQ

    @property
    def is_bound(self) -> bool:
        """Whether the value only bounds the quantity."""
        return self.comparator not in (Comparator.EQ, Comparator.APPROX)
