"""What a chart may claim. Every rule here is a sentence a reader could hold against a picture.

The findings need nothing but the plan, so `check` gives them without loading matplotlib; `draw` refuses a
plan with an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from reportgen.charts.scale import is_open_upwards, looks_ordered, numbers
from reportgen.content.plan import ChartKind, ChartPlan, Point
from reportgen.core.diagnostics import Diagnostic, Message, Span, error, in_order, warning
from reportgen.data.dates import looks_like_a_time
from reportgen.data.decimals import places_of

BARS = (ChartKind.BAR, ChartKind.GROUPED_BAR, ChartKind.STACKED_BAR)
TWO_ENDS = (ChartKind.DUMBBELL, ChartKind.SLOPE)
SHARES = (ChartKind.WAFFLE, ChartKind.DONUT)
PER_CENT = ("%", "％")
HUNDRED = Decimal(100)

_ENDS_HINT = Message(
    "两个点的变化用 slope 或 dumbbell，单个数值用 bar",
    "use slope or dumbbell for a change between two points, bar for single values",
)
_AVERAGE = re.compile(r"平均|均值|\baverage\b|\bmean\b", re.IGNORECASE)
_UNIT = re.compile(r"^\D*?[-−+]?\d[\d,.\u2009\u202f]*\s*")  # all up to the end of the number

Rule = Callable[[ChartPlan, Span | None], Iterator[Diagnostic]]


def findings(plan: ChartPlan, origin: Span | None = None) -> tuple[Diagnostic, ...]:
    """Everything the plan would claim without right; `origin` defaults to the plan's own."""
    span = origin or plan.origin
    return in_order(found for rule in RULES for found in rule(plan, span))


def _shape(plan: ChartPlan, span: Span | None) -> Iterator[Diagnostic]:
    """There is something to show, and every series has a point for each label."""
    if plan.kind is ChartKind.RANK_STRIP:
        if not plan.ranks and not plan.rank_groups:
            yield error(
                "chart.no-rank",
                span,
                zh="位次图没有位次可画",
                en="a rank strip has no rank to show",
                hints=(Message("给指标写上 rank", "give the metric a rank"),),
            )
        return
    if not plan.labels or not plan.series:
        yield error("chart.empty", span, zh="图中没有数据", en="the chart has no data")
        return
    for series in plan.series:
        if len(series.points) != len(plan.labels):
            yield error(
                "chart.series-length",
                span,
                zh=f"“{series.name}”有 {len(series.points)} 个数值，名称却有 {len(plan.labels)} 个",
                en=f'"{series.name}" has {len(series.points)} values for {len(plan.labels)} labels',
            )


def _no_line_without_series(plan: ChartPlan, span: Span | None) -> Iterator[Diagnostic]:
    """A line claims a course through time: two undated ends have none, names of metrics neither."""
    if plan.kind is not ChartKind.LINE or not plan.labels:
        return
    if len(plan.labels) < 2:
        zh, en = "只有一个点，画不成折线", "one point makes no line"
    elif len(plan.labels) == 2 and not all(map(looks_like_a_time, plan.labels)):
        zh, en = "只有两个没有年份的点，不能连成折线", "two points without years make no line"
    elif not all(map(looks_ordered, plan.labels)):
        zh, en = "这些名称不是时间，不能连成折线", "these labels are no times, so no line runs through them"
    else:
        return
    yield error("chart.no-series", span, zh=zh, en=en, hints=(_ENDS_HINT,))


def _two_ends(plan: ChartPlan, span: Span | None) -> Iterator[Diagnostic]:
    """Dumbbell and slope need both ends of every row."""
    if plan.kind not in TWO_ENDS or not plan.series:
        return
    if len(plan.series) != 2:
        yield error(
            "chart.no-baseline",
            span,
            zh=f"{plan.kind.value} 要有起点和终点两个系列，这里有 {len(plan.series)} 个",
            en=f"{plan.kind.value} takes two series, start and end; here are {len(plan.series)}",
            hints=(Message("单个数值用 bar", "use bar for single values"),),
        )
        return
    for label, start, end in zip(plan.labels, plan.series[0].points, plan.series[1].points, strict=False):
        if start.value is None or end.value is None:
            zh, en = ("起点", "start") if start.value is None else ("终点", "end")
            yield error(
                "chart.no-baseline",
                span,
                zh=f"“{label}”没有{zh}的数值，画不出两端",
                en=f'"{label}" has no value at its {en}, so there are no two ends to draw',
                hints=(Message("单个数值用 bar", "use bar for single values"),),
            )


def _no_bar_without_value(plan: ChartPlan, span: Span | None) -> Iterator[Diagnostic]:
    """A bar of nothing looks like zero. Over dates a missing value may stand as such, with its words."""
    if plan.kind not in BARS:
        return
    is_dated = bool(plan.labels) and all(map(looks_like_a_time, plan.labels))
    for series in plan.series:
        for label, point in zip(plan.labels, series.points, strict=False):
            if point.value is not None:
                continue
            if _AVERAGE.search(label) or _AVERAGE.search(series.name):
                yield error(
                    "chart.unknown-average",
                    span,
                    zh=f"“{series.name or label}”的数值没有给出，倍数不能画成两根条",
                    en=f'the value of "{series.name or label}" is not given: a multiple cannot be two bars',
                    hints=(Message("倍数写在卡片或正文里", "say the multiple on a card or in the text"),),
                )
            elif is_dated:
                yield warning(
                    "chart.missing-value",
                    span,
                    zh=f"“{label}”没有数值，图中注明无数据",
                    en=f'"{label}" has no value; the chart says so',
                )
            else:
                yield error(
                    "chart.no-value",
                    span,
                    zh=f"“{label}”没有数值，画不成条形",
                    en=f'"{label}" has no value to draw a bar of',
                )


def _one_unit(plan: ChartPlan, span: Span | None) -> Iterator[Diagnostic]:
    """One scale, one unit: lengths of different units cannot be compared."""
    found: dict[str, str] = {}
    for series in plan.series:
        for label, point in zip(plan.labels, series.points, strict=False):
            unit = _unit(point)
            if unit:
                found.setdefault(unit, label)
    if len(found) < 2:
        return
    first, *others = found
    for unit in others:
        yield error(
            "chart.mixed-units",
            span,
            zh=f"一幅图里只能有一种单位：“{found[unit]}”以“{unit}”计，“{found[first]}”以“{first}”计",
            en=f'a chart takes one unit: "{found[unit]}" is in "{unit}", "{found[first]}" in "{first}"',
            hints=(Message("拆成两幅图，或换算成同一单位", "make two charts, or convert to one unit"),),
        )


def _unit(point: Point) -> str:
    """The unit in a printed value: what follows the number, without the qualifier's words."""
    if point.value is None:
        return ""
    rest = _UNIT.sub("", point.text, count=1)
    if rest == point.text:
        return ""
    qualifier = point.value.qualifier
    return (rest.removesuffix(qualifier.words) if qualifier else rest).strip()


def _shares(plan: ChartPlan, span: Span | None) -> Iterator[Diagnostic]:
    """Waffles show percentages between 0 and 100; a ring parts of one whole, which are not more than it."""
    if plan.kind not in SHARES:
        return
    is_percent = plan.unit in PER_CENT
    if not is_percent and (plan.kind is ChartKind.WAFFLE or len(plan.labels) < 2):
        kind = "百格图" if plan.kind is ChartKind.WAFFLE else "环形图"
        yield error(
            "chart.not-a-share",
            span,
            zh=f"以“{plan.unit}”计的数不是百分数，画不成{kind}",
            en=f'figures in "{plan.unit}" are no percentages, as a {plan.kind.value} needs',
            hints=(Message("用 bar", "use bar"),),
        )
        return
    for series in plan.series:
        for label, point in zip(plan.labels, series.points, strict=False):
            if point.value is None:
                continue
            value = point.value.value
            if value < 0 or (is_percent and value > HUNDRED):
                yield error(
                    "chart.not-a-share",
                    span,
                    zh=f"“{label}”的{point.text}不在 0 到 100 之间，不是份额",
                    en=f'"{label}" is {point.text}, not between 0 and 100: no share',
                )
    if plan.kind is ChartKind.DONUT and is_percent and plan.series:
        yield from _not_over_whole(plan, span)


def _not_over_whole(plan: ChartPlan, span: Span | None) -> Iterator[Diagnostic]:
    values = numbers(plan.series[0].points)
    total = sum(values, Decimal(0))
    if total > HUNDRED + _rounding(values):
        yield error(
            "chart.over-whole",
            span,
            zh=f"各部分合计{total}%，超过整体",
            en=f"the parts add up to {total}%, more than the whole",
            hints=(Message("各项分母不同时用 bar", "use bar where the shares have different bases"),),
        )


def _rounding(values: list[Decimal]) -> Decimal:
    """What rounded parts may exceed their whole by: half of the last decimal for each."""
    places = max(map(places_of, values), default=0)
    return Decimal(len(values)) * Decimal("0.5").scaleb(-places)


def _stack_parts(plan: ChartPlan, span: Span | None) -> Iterator[Diagnostic]:
    """Parts end to end must be there: not negative, not bounds with something on top."""
    if plan.kind is ChartKind.STACKED_BAR:
        for i, label in enumerate(plan.labels):
            parts = [series.points[i] for series in plan.series if i < len(series.points)]
            for number, point in enumerate(parts):
                if point.value is None:
                    continue
                if point.value.value < 0:
                    yield _negative(label, point, span)
                if point.value.is_bound and number < len(parts) - 1:
                    yield _bound_in_sum(label, point, span)
    if plan.kind is ChartKind.DONUT and len(plan.labels) > 1 and plan.series:
        for label, point in zip(plan.labels, plan.series[0].points, strict=False):
            if point.value is not None and point.value.is_bound:
                yield _bound_in_sum(label, point, span)


def _negative(label: str, point: Point, span: Span | None) -> Diagnostic:
    return error(
        "chart.negative-part",
        span,
        zh=f"“{label}”有负值{point.text}，不能堆积",
        en=f'"{label}" has the negative part {point.text}, which cannot be stacked',
        hints=(Message("用 grouped_bar", "use grouped_bar"),),
    )


def _bound_in_sum(label: str, point: Point, span: Span | None) -> Diagnostic:
    return error(
        "chart.bound-in-sum",
        span,
        zh=f"“{label}”的{point.text}是界限，不是数值，后面的部分无从接起",
        en=f'{point.text} of "{label}" is a bound: nothing can be put on top of it',
        hints=(Message("用 grouped_bar 或 bar", "use grouped_bar or bar"),),
    )


def _maximum(plan: ChartPlan, span: Span | None) -> Iterator[Diagnostic]:
    """A maximum below a value would cut that value off."""
    if plan.maximum is None:
        return
    for series in plan.series:
        for label, point in zip(plan.labels, series.points, strict=False):
            if point.value is None:
                continue
            is_over = point.value.value > plan.maximum
            has_no_room = is_open_upwards(point) and point.value.value == plan.maximum and plan.kind in BARS
            if is_over or (has_no_room and plan.maximum != HUNDRED):
                yield error(
                    "chart.beyond-maximum",
                    span,
                    zh=f"“{label}”的{point.text}超出刻度的最大值 {plan.maximum}",
                    en=f'"{label}" is {point.text}, beyond the maximum {plan.maximum} of the scale',
                )


def _ranks(plan: ChartPlan, span: Span | None) -> Iterator[Diagnostic]:
    """A place lies among the members of its scope."""
    for rank in plan.ranks:
        if rank.position < 1 or (rank.of is not None and rank.position > rank.of):
            yield error(
                "chart.rank-out-of-scope",
                span,
                zh=f"“{rank.scope}”共 {rank.of} 个，不会有第 {rank.position} 名",
                en=f'place {rank.position} does not exist among the {rank.of} of "{rank.scope}"',
            )
    for group in plan.rank_groups:
        if group.count < 1:
            yield error(
                "chart.rank-out-of-scope",
                span,
                zh=f"“{group.scope}”的项数是 {group.count}",
                en=f'"{group.scope}" has {group.count} items',
            )


RULES: tuple[Rule, ...] = (
    _shape,
    _no_line_without_series,
    _two_ends,
    _no_bar_without_value,
    _one_unit,
    _shares,
    _stack_parts,
    _maximum,
    _ranks,
)
