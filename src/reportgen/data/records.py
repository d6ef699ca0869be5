"""The records that figures are kept in: sources, ranks, metrics, and all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.core.diagnostics import Span
from reportgen.data.bounds import difference
from reportgen.data.qualified import Qualified
from reportgen.data.readings import Reading
from reportgen.data.style import DEFAULT, NumberStyle


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from; `supplier` is who gave them to us."""

    id: str
    title: str
    publisher: str = ""
    date: str = ""
    note: str = ""
    supplier: str = ""
    entered_by: str = ""
    confirmed_by: str = ""
    confirmed_on: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source; `at` and `page` are as written, for example 第47行."""

    source: Source
    at: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """A place within a scope of `of` members, if that is stated; `position` None: only `words` (前列)."""

    scope: str
    position: int | None
    of: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class RankCount:
    """So many items at the same place of a scope."""

    count: int
    scope: str
    position: int


@dataclass(frozen=True, slots=True)
class Multiple:
    """`factor` times some average, whose own value is not known and never computed."""

    of: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Growth:
    """A rate of growth and how it is called (年均增长)."""

    label: str
    rate: Qualified
    unit: str
    compared_with: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of the report, as its source states it; nothing is rounded, nothing is made up.

    `value` None: the source has a rank or words only. `as_of` and `baseline_as_of` are dates as written,
    empty where the source has none; `period` is a stretch of time in words (五年累计). `baseline` is in
    `unit` too.
    """

    id: str
    name: str
    value: Qualified | None
    unit: str = ""
    modifier: str = ""
    numerals: Literal["arabic", "han"] = "arabic"
    as_of: str = ""
    period: str = ""
    baseline: Qualified | None = None
    baseline_as_of: str = ""
    ranks: tuple[Rank, ...] = ()
    breakdown: tuple[RankCount, ...] = ()
    multiple: Multiple | None = None
    growth: Growth | None = None
    citation: Citation | None = None
    section: str = ""
    note: str = ""
    formula: str = ""  # that made the value, of other metrics' ids
    reading: Reading | None = None  # where the value was read from
    decimals: int | None = None  # places that a computed, read or converted value is rounded to
    shown_in: str = ""  # the unit that it is printed in, if another
    entered_by: str = ""
    confirmed_by: str = ""
    confirmed_on: str = ""
    origin: Span | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the source says when, by date or by period."""
        return bool(self.as_of or self.period)

    @property
    def is_percent(self) -> bool:
        """Whether differences are percentage points."""
        return self.unit in ("%", "％")

    @property
    def change(self) -> Qualified | None:
        """What has been added since `baseline`, in `unit`; a bound stays a bound.

        None without a baseline, or where two bounds leave the difference open.
        """
        if self.value is None or self.baseline is None:
            return None
        return difference(self.value, self.baseline)


@dataclass(frozen=True, slots=True)
class DataModel:
    """All figures and sources by id, in the order of the spec, and how the document writes its numbers."""

    metrics: Mapping[str, Metric]
    sources: Mapping[str, Source]
    style: NumberStyle = DEFAULT
