"""Figures as they were read from a source, by the place in the spec that asked for them.

`data.metrics.bind` takes them as it takes what was typed; how files and databases are read is another
module's business, and a frozen report takes them from its snapshot instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from reportgen.core.places import SpecPath


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure: exact, as it stands there, and where that is, for people (汇总.xlsx，“收入”，C7)."""

    value: Decimal
    text: str
    where: str


# By the path of the `source` that located it: ("metrics", 3, "source"), ("metrics", 3, "baseline", "source").
Readings = Mapping[SpecPath, Reading]
NO_READINGS: Readings = MappingProxyType({})
