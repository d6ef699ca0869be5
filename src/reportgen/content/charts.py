"""Charts as plans: which values, how they are printed, what they are called, and what they may not claim."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.content.blocks import Chart, Place
from reportgen.content.plan import ChartKind, ChartPlan, ChartSeries, Point, RankGroup, RankRow
from reportgen.content.scope import Scope
from reportgen.content.sources import foot_line
from reportgen.core.diagnostics import Message, note, warning
from reportgen.core.paged import NodeId
from reportgen.core.places import SpecPath
from reportgen.core.text import RichText
from reportgen.data import units
from reportgen.data.dates import date_text, looks_like_a_time
from reportgen.data.format import number_text, place_text, quantity_text
from reportgen.data.metrics import Citation, Metric, Rank, cite
from reportgen.data.numerals import place as place_numeral
from reportgen.data.qualified import Comparator, Qualified
from reportgen.data.sums import Verdict, compare_sum
from reportgen.spec.schema import ChartBlock, ChartData

TWO_ENDS = (ChartKind.DUMBBELL, ChartKind.SLOPE)
PER_CENT = ("%", "％")


def chart(scope: Scope, block: ChartBlock, path: SpecPath, node: NodeId) -> Chart | None:
    """The chart at `path` with its caption and foot; None, with findings, where it has nothing to show."""
    kind = ChartKind(block.chart)
    if bool(block.metrics) == (block.data is not None):
        return None  # a finding of `spec`, as are unknown metrics and series of the wrong length
    metrics = _metrics(scope, block)
    plan = (
        _of_data(scope, block, block.data, kind, path)
        if block.data is not None
        else _of_metrics(scope, block, metrics, kind, path)
    )
    if plan is None:
        return None
    source = block.data.source if block.data else None
    cited = cite(source, scope.data.sources)
    citations = [cited] if cited else [m.citation for m in metrics if m.citation]
    number = scope.numbering.figure()
    return Chart(
        id=node,
        label=scope.words.figure_label.format(number),
        title=scope.line(block.title, (*path, "title")),
        subtitle=(
            scope.line(block.subtitle, (*path, "subtitle"))
            if block.subtitle
            else RichText(_subtitle(scope, plan))
        ),
        source=_foot(scope, block, path, citations, metrics, len(plan.series) == 2),
        plan=plan,
        alt=plan.alt,
        place=Place(block.place),
    )


def _metrics(scope: Scope, block: ChartBlock) -> list[Metric]:
    found = map(scope.metric, block.metrics)
    return [metric for metric in found if metric is not None]


def _foot(
    scope: Scope,
    block: ChartBlock,
    path: SpecPath,
    citations: Sequence[Citation],
    metrics: Sequence[Metric],
    two_ends: bool,
) -> RichText:
    text = scope.line(block.note, (*path, "note"))
    return foot_line(scope, text, citations, metrics, two_ends=two_ends)


# ------------------------------------------------------------------ from metrics


def _of_metrics(
    scope: Scope, block: ChartBlock, metrics: Sequence[Metric], kind: ChartKind, path: SpecPath
) -> ChartPlan | None:
    if len(metrics) < len(block.metrics):
        return None
    if kind is ChartKind.LINE:
        scope.refuse(
            "content.line-without-series",
            (*path, "chart"),
            zh="这些指标各只有一两个数值，没有年份序列，不能画折线",
            en="these metrics hold one or two values each and no series of years: no line can be drawn",
            hints=(
                Message(
                    "两端的变化用 dumbbell 或 slope，单个数值用 bar",
                    "use dumbbell or slope for two ends, bar for single values",
                ),
            ),
        )
        return None
    highlight = block.metrics.index(block.highlight) if block.highlight in block.metrics else None
    if kind is ChartKind.RANK_STRIP:
        return _rank_plan(scope, block, metrics, highlight, path)
    if not _one_unit(scope, metrics, path) or not _drawable(scope, metrics, kind, path):
        return None
    unit = metrics[0].unit
    ends = [m for m in metrics if m.baseline is not None]
    grouped = kind in (ChartKind.GROUPED_BAR, ChartKind.WAFFLE)
    has_ends = kind in TWO_ENDS or (grouped and len(ends) == len(metrics))
    end = tuple(_point(m.value, m.unit, scope) for m in metrics)
    if has_ends:
        start = tuple(_point(m.baseline, m.unit, scope) for m in metrics)
        series: tuple[ChartSeries, ...] = (
            ChartSeries(_end_name(scope, [m.baseline_as_of for m in metrics], scope.words.start), start),
            ChartSeries(_end_name(scope, [m.as_of for m in metrics], scope.words.end), end, highlight=True),
        )
        undated = not all(m.as_of and m.baseline_as_of for m in metrics)
    else:
        series = (ChartSeries("", end),)
        undated = not all(m.is_dated for m in metrics)
    if kind is ChartKind.DONUT:
        _check_shares(scope, [m.value.value for m in metrics if m.value], unit, path)
    return _plan(scope, block, path, kind, tuple(m.name for m in metrics), series, unit, highlight, undated)


def _plan(
    scope: Scope,
    block: ChartBlock,
    path: SpecPath,
    kind: ChartKind,
    labels: tuple[str, ...],
    series: tuple[ChartSeries, ...],
    unit: str,
    highlight: int | None,
    undated: bool,
    ranks: tuple[RankRow, ...] = (),
    rank_groups: tuple[RankGroup, ...] = (),
) -> ChartPlan:
    return ChartPlan(
        kind=kind,
        labels=labels,
        series=series,
        unit=unit,
        highlight=highlight,
        maximum=block.maximum,
        ranks=ranks,
        rank_groups=rank_groups,
        undated=undated,
        language=scope.spec.document.language,
        alt=scope.reader.line(block.alt, (*path, "alt")).text if block.alt else "",
        origin=scope.span(path),
    )


def _point(value: Qualified | None, unit: str, scope: Scope) -> Point:
    """A value with its label; 达 says nothing about the value and is left to the text."""
    if value is None:
        return Point(None, "")
    plain = Qualified(value.value) if value.comparator is Comparator.EQ else value
    return Point(plain, quantity_text(plain, unit, scope.language))


def _end_name(scope: Scope, dates: Sequence[str], undated: str) -> str:
    """The date that all share, else 期初 or 期末: no year is ever put to a figure that has none."""
    return date_text(dates[0], scope.language) if dates[0] and len(set(dates)) == 1 else undated


def _one_unit(scope: Scope, metrics: Sequence[Metric], path: SpecPath) -> bool:
    first = metrics[0].unit
    for index, metric in enumerate(metrics):
        if metric.unit != first:
            scope.refuse(
                "content.mixed-units",
                (*path, "metrics", index),
                zh=f"一幅图里只能有一种单位：“{metric.name}”以“{metric.unit}”计，前面的以“{first}”计",
                en=f'a chart takes one unit: "{metric.name}" is in "{metric.unit}", the others in "{first}"',
                hints=_conversion(metric, first),
            )
            return False
    return True


def _conversion(metric: Metric, unit: str) -> tuple[Message, ...]:
    if metric.value is None or units.split(metric.unit)[1] != units.split(unit)[1]:
        return ()
    text = number_text(units.convert(metric.value.value, metric.unit, unit)) + unit
    return (Message(f"换算后是{text}", f"that is {text}"),)


def _drawable(scope: Scope, metrics: Sequence[Metric], kind: ChartKind, path: SpecPath) -> bool:
    """Whether every metric holds what the kind shows."""
    for index, metric in enumerate(metrics):
        place = (*path, "metrics", index)
        if metric.value is None:
            scope.refuse(
                "content.no-value",
                place,
                zh=f"“{metric.name}”没有数值，画不出来",
                en=f'"{metric.name}" has no value to draw',
                hints=(Message("位次用 rank_strip", "use rank_strip for ranks"),) if metric.ranks else (),
            )
            return False
        if kind in TWO_ENDS and metric.baseline is None:
            scope.refuse(
                "content.one-end",
                place,
                zh=f"“{metric.name}”没有期初值，画不出两端",
                en=f'"{metric.name}" has no baseline, so there are no two ends to draw',
                hints=(Message("单个数值用 bar", "use bar for single values"),),
            )
            return False
        if kind is ChartKind.WAFFLE and not (metric.is_percent and 0 <= metric.value.value <= 100):
            scope.refuse(
                "content.no-share",
                place,
                zh=f"“{metric.name}”不是 0 到 100 之间的百分数，画不成百格图",
                en=f'"{metric.name}" is no share between 0 and 100 %, as a waffle needs',
            )
            return False
    return True


# ------------------------------------------------------------------ ranks


def _rank_plan(
    scope: Scope, block: ChartBlock, metrics: Sequence[Metric], highlight: int | None, path: SpecPath
) -> ChartPlan | None:
    """Places among members, and items by place; a metric with neither is an error."""
    rows: list[RankRow] = []
    groups: list[RankGroup] = []
    for index, metric in enumerate(metrics):
        placed = [rank for rank in metric.ranks if rank.position is not None]
        if not placed and not metric.breakdown:
            scope.refuse(
                "content.no-rank",
                (*path, "metrics", index),
                zh=f"“{metric.name}”没有确切的名次，画不成位次图",
                en=f'"{metric.name}" has no exact place, as a rank strip needs',
            )
            return None
        rows += [_rank_row(scope, rank, index == highlight) for rank in placed]
        groups += _rank_groups(scope, metric)
    undated = not all(m.is_dated for m in metrics)
    names = tuple(m.name for m in metrics)
    return _plan(
        scope,
        block,
        path,
        ChartKind.RANK_STRIP,
        names,
        (),
        "",
        highlight,
        undated,
        tuple(rows),
        tuple(groups),
    )


def _rank_row(scope: Scope, rank: Rank, highlight: bool) -> RankRow:
    assert rank.position is not None, "only exact places have a row"
    return RankRow(rank.scope, rank.position, rank.of, place_text(rank, scope.language), highlight)


def _rank_groups(scope: Scope, metric: Metric) -> list[RankGroup]:
    groups = [
        RankGroup(
            part.scope,
            part.count,
            part.position,
            place_numeral(part.position) if scope.language == "zh" else f"No. {part.position}",
        )
        for part in metric.breakdown
    ]
    if metric.breakdown and metric.value is not None and metric.value.comparator is Comparator.EQ:
        open_items = metric.value.value - sum(part.count for part in metric.breakdown)
        if open_items > 0 and open_items == int(open_items):
            # Announced by the source but not listed: shown open, never dropped.
            groups.append(RankGroup("", int(open_items), None, scope.words.not_listed))
    return groups


# ------------------------------------------------------------------ from written data


def _of_data(
    scope: Scope, block: ChartBlock, data: ChartData, kind: ChartKind, path: SpecPath
) -> ChartPlan | None:
    if not _data_fits(scope, data, kind, path):
        return None
    series = tuple(
        ChartSeries(s.name, tuple(_data_point(v, data.unit, scope) for v in s.values), s.highlight)
        for s in data.series
    )
    has_dates = all(map(looks_like_a_time, data.labels)) or all(
        looks_like_a_time(s.name) for s in data.series
    )
    return _plan(scope, block, path, kind, data.labels, series, data.unit, None, not has_dates)


def _data_point(value: Decimal | None, unit: str, scope: Scope) -> Point:
    if value is None:
        return Point(None, "")
    text = number_text(value) + (
        unit if unit in (*PER_CENT, "‰") else ""
    )  # other units stand in the subtitle
    return Point(Qualified(value), text)


def _data_fits(scope: Scope, data: ChartData, kind: ChartKind, path: SpecPath) -> bool:
    place = (*path, "chart")
    if any(len(series.values) != len(data.labels) for series in data.series):
        return False
    if kind is ChartKind.RANK_STRIP:
        scope.refuse(
            "content.no-rank",
            place,
            zh="位次图的数据来自指标的位次，请用 metrics",
            en="a rank strip shows the ranks of metrics: use `metrics`",
        )
        return False
    if kind in TWO_ENDS and len(data.series) != 2:
        scope.refuse(
            "content.one-end",
            place,
            zh=f"{kind.value} 要有起点和终点两个系列，这里有 {len(data.series)} 个",
            en=f"{kind.value} takes two series, start and end; here are {len(data.series)}",
        )
        return False
    if kind is ChartKind.LINE:
        return _line_is_honest(scope, data, place)
    return True


def _line_is_honest(scope: Scope, data: ChartData, place: SpecPath) -> bool:
    """A line claims a course through time: two undated points have none."""
    dated = all(map(looks_like_a_time, data.labels))
    hint = Message(
        "两个点用 slope 或 dumbbell，分组比较用 grouped_bar",
        "use slope or dumbbell for two points, grouped_bar to compare groups",
    )
    if len(data.labels) < 3:
        if not dated:
            scope.refuse(
                "content.line-through-two",
                place,
                zh="只有两个没有年份的点，不能连成折线",
                en="two points without years make no line",
                hints=(hint,),
            )
            return False
        zh, en = "只有两个点的折线看不出走势", "a line through two points shows no course"
        scope.findings.append(
            warning("content.line-through-two", scope.span(place), zh=zh, en=en, hints=(hint,))
        )
    elif not dated:
        zh, en = (
            "折线的横轴应是时间，这些名称不像时间",
            "a line runs through time, but these labels are no times",
        )
        scope.findings.append(
            warning("content.line-without-dates", scope.span(place), zh=zh, en=en, hints=(hint,))
        )
    return True


# ------------------------------------------------------------------ words


def _check_shares(scope: Scope, shares: Sequence[Decimal], unit: str, path: SpecPath) -> None:
    """Shares of one whole make 100 %, rounding allowed for."""
    if unit not in PER_CENT or len(shares) < 2:
        return
    check = compare_sum(shares, Decimal(100), counts=False)
    total = number_text(check.total)
    if check.verdict is Verdict.DIFFERS:
        zh, en = f"各部分合计{total}%，不是100%", f"the parts add up to {total}%, not 100%"
        scope.findings.append(warning("content.shares-differ", scope.span(path), zh=zh, en=en))
    elif check.verdict is Verdict.ROUNDING:
        zh, en = f"各部分合计{total}%，相差在四舍五入之内", f"the parts add up to {total}%, within rounding"
        scope.findings.append(note("content.shares-rounded", scope.span(path), zh=zh, en=en))


def _subtitle(scope: Scope, plan: ChartPlan) -> str:
    """Measure and unit where the editor gives no subtitle."""
    words = scope.words
    if plan.kind is ChartKind.RANK_STRIP:
        cells = words.item_cells if plan.rank_groups else words.rank_cells
        stated = plan.rank_groups or all(row.of is not None for row in plan.ranks)
        return words.comma.join((words.rank_subtitle, cells)) if stated else words.rank_subtitle
    if plan.kind is ChartKind.WAFFLE:
        return words.per_cell
    unit = words.unit.format(plan.unit) if plan.unit else ""
    if plan.kind in TWO_ENDS:
        names = [series.name for series in plan.series]
        ends = words.ends_subtitle if names == [words.start, words.end] else ""
        return words.comma.join(filter(None, (ends, unit)))
    return unit
