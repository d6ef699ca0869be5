"""What a chart shows, before anyone draws it: values with their qualifiers and printed forms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from reportgen.core.diagnostics import Span
from reportgen.data.qualified import Qualified
from reportgen.data.style import DEFAULT, NumberStyle


class ChartKind(Enum):
    """The kinds of chart the schema names."""

    BAR = "bar"
    GROUPED_BAR = "grouped_bar"
    STACKED_BAR = "stacked_bar"
    LINE = "line"
    SLOPE = "slope"
    DUMBBELL = "dumbbell"
    WAFFLE = "waffle"
    DONUT = "donut"
    RANK_STRIP = "rank_strip"


@dataclass(frozen=True, slots=True)
class Point:
    """One value as data and as printed, qualifier and unit included. None: the source has no value."""

    value: Qualified | None
    text: str


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """Points of one series, in the order of the plan's labels."""

    name: str
    points: tuple[Point, ...]
    highlight: bool = False


@dataclass(frozen=True, slots=True)
class RankRow:
    """A place among the members of a scope; `of` is None where the source does not state the number."""

    scope: str
    position: int
    of: int | None
    text: str  # as printed: 第一
    highlight: bool = False
    metric: str = ""


@dataclass(frozen=True, slots=True)
class RankGroup:
    """`count` items at one place of a scope; `position` None: announced but not listed by the source."""

    scope: str
    count: int
    position: int | None
    text: str
    metric: str = ""


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart to be drawn.

    Of metrics: `labels` are their names; kinds of two points (dumbbell, slope, waffle) have two series named
    after the ends (期初/期末 where undated), others have one. Of written data: labels and series as written.
    `undated` is true if any end has no date.
    """

    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    unit: str
    highlight: int | None  # index into labels
    maximum: Decimal | None
    ranks: tuple[RankRow, ...]
    rank_groups: tuple[RankGroup, ...]
    undated: bool
    language: str
    alt: str  # given by the editor; empty: made by charts.describe
    origin: Span | None
    numbers: NumberStyle = DEFAULT  # how the ticks of its axes are written, as all figures of the document
    metrics: tuple[str, ...] = ()  # ids in the order of `labels`; empty for written data
