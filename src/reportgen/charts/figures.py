"""Which function draws which kind of chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reportgen.charts.figures_bars import bar, grouped_bar, stacked_bar
from reportgen.charts.figures_ends import dumbbell, slope
from reportgen.charts.figures_lines import line
from reportgen.charts.figures_rank import rank_strip
from reportgen.charts.figures_share import donut, waffle
from reportgen.charts.sheet import Kit
from reportgen.content.plan import ChartKind, ChartPlan
from reportgen.core.paged import Drawing

Figure = Callable[[ChartPlan, float, Kit], Drawing]

FIGURES: Mapping[ChartKind, Figure] = MappingProxyType(
    {
        ChartKind.BAR: bar,
        ChartKind.GROUPED_BAR: grouped_bar,
        ChartKind.STACKED_BAR: stacked_bar,
        ChartKind.LINE: line,
        ChartKind.SLOPE: slope,
        ChartKind.DUMBBELL: dumbbell,
        ChartKind.WAFFLE: waffle,
        ChartKind.DONUT: donut,
        ChartKind.RANK_STRIP: rank_strip,
    }
)
