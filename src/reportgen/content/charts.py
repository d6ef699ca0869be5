"""Charts as plans: which values, how they are printed, what they are called.

What a plan may claim (a line, a scale, a share) is judged by `charts`; what the source does not hold stays
open here: a missing value is a point without one, an end without a date is 期初 or 期末.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.content.blocks import Chart, Place
from reportgen.content.plan import ChartKind, ChartPlan, ChartSeries, Point, RankGroup, RankRow
from reportgen.content.scope import Scope
from reportgen.content.sources import foot_line
from reportgen.core.diagnostics import note, warning
from reportgen.core.paged import NodeId
from reportgen.core.places import SpecPath
from reportgen.core.text import RichText
from reportgen.data.dates import date_text, looks_like_a_time
from reportgen.data.format import number_text, place_text, quantity_text
from reportgen.data.metrics import Metric, Rank, cite
from reportgen.data.numerals import place as place_numeral
from reportgen.data.qualified import Comparator, Qualified
from reportgen.data.sums import Verdict, compare_sum
from reportgen.spec.schema import ChartBlock, ChartData

TWO_ENDS = (ChartKind.DUMBBELL, ChartKind.SLOPE)
PER_CENT = ("%", "％", "‰")
HUNDRED = Decimal(100)


def chart(scope: Scope, block: ChartBlock, path: SpecPath, node: NodeId) -> Chart | None:
    """The chart at `path` with its caption and foot; None where it has nothing to show."""
    kind = ChartKind(block.chart)
    if bool(block.metrics) == (block.data is not None):
        return None  # a finding of `spec`, as are unknown metrics and series of the wrong length
    title = scope.line(block.title, (*path, "title"))
    metrics = _metrics(scope, block)
    plan = (
        _of_data(scope, block, block.data, kind, path)
        if block.data is not None
        else _of_metrics(scope, block, metrics, kind, path)
    )
    if plan is None:
        return None
    written = cite(block.data.source, scope.data.sources) if block.data else None
    citations = [written] if written else [m.citation for m in metrics if m.citation]
    foot = scope.line(block.note, (*path, "note"))
    subtitle = scope.line(block.subtitle, (*path, "subtitle"))
    return Chart(
        id=node,
        label=scope.numbering.label(path),
        title=title,
        subtitle=subtitle or RichText(_subtitle(scope, plan)),
        source=foot_line(scope, foot, citations, metrics, two_ends=len(plan.series) == 2),
        plan=plan,
        alt=plan.alt,
        place=Place(block.place),
    )


def _metrics(scope: Scope, block: ChartBlock) -> list[Metric]:
    found = map(scope.metric, block.metrics)
    return [metric for metric in found if metric is not None]


# ------------------------------------------------------------------ from metrics


def _of_metrics(
    scope: Scope, block: ChartBlock, metrics: Sequence[Metric], kind: ChartKind, path: SpecPath
) -> ChartPlan | None:
    if len(metrics) < len(block.metrics):
        return None
    highlight = block.metrics.index(block.highlight) if block.highlight in block.metrics else None
    if kind is ChartKind.RANK_STRIP:
        return _rank_plan(scope, block, metrics, highlight, path)
    grouped = kind in (ChartKind.GROUPED_BAR, ChartKind.WAFFLE)
    has_ends = kind in TWO_ENDS or (grouped and all(m.baseline for m in metrics))
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
        _check_shares(scope, metrics, path)
    names = tuple(m.name for m in metrics)
    return _plan(scope, block, path, kind, names, series, metrics[0].unit, highlight, undated)


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
        origin=scope.span((*path, "chart")),
        numbers=scope.data.style,
        metrics=block.metrics,
    )


def _point(value: Qualified | None, unit: str, scope: Scope) -> Point:
    """A value with its label; 达 says nothing about the value and is left to the text."""
    if value is None:
        return Point(None, "")
    plain = Qualified(value.value) if value.comparator is Comparator.EQ else value
    return Point(plain, quantity_text(plain, unit, scope.language, scope.data.style))


def _end_name(scope: Scope, dates: Sequence[str], undated: str) -> str:
    """The date that all share, else 期初 or 期末: no year is ever put to a figure that has none."""
    return date_text(dates[0], scope.language) if dates[0] and len(set(dates)) == 1 else undated


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
        rows += [_rank_row(scope, metric, rank, index == highlight) for rank in placed]
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


def _rank_row(scope: Scope, metric: Metric, rank: Rank, highlight: bool) -> RankRow:
    assert rank.position is not None, "only exact places have a row"
    text = place_text(rank, scope.language)
    return RankRow(rank.scope, rank.position, rank.of, text, highlight, metric.id)


def _rank_groups(scope: Scope, metric: Metric) -> list[RankGroup]:
    groups = [
        RankGroup(
            part.scope,
            part.count,
            part.position,
            place_numeral(part.position) if scope.language == "zh" else f"No. {part.position}",
            metric.id,
        )
        for part in metric.breakdown
    ]
    if metric.breakdown and metric.value is not None and metric.value.comparator is Comparator.EQ:
        open_items = metric.value.value - sum(part.count for part in metric.breakdown)
        if open_items > 0 and open_items == int(open_items):
            # Announced by the source but not listed: shown open, never dropped.
            groups.append(RankGroup("", int(open_items), None, scope.words.not_listed, metric.id))
    return groups


# ------------------------------------------------------------------ from written data


def _of_data(
    scope: Scope, block: ChartBlock, data: ChartData, kind: ChartKind, path: SpecPath
) -> ChartPlan | None:
    if any(len(series.values) != len(data.labels) for series in data.series):
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
    said = unit if unit in PER_CENT else ""  # other units stand in the subtitle
    text = number_text(value, scope.data.style) + said
    return Point(Qualified(value), text)


# ------------------------------------------------------------------ words


def _check_shares(scope: Scope, metrics: Sequence[Metric], path: SpecPath) -> None:
    """Shares of one whole make 100 %, rounding allowed for; more than the whole is for `charts` to refuse."""
    shares = [m.value.value for m in metrics if m.value is not None and m.is_percent]
    if len(shares) < max(2, len(metrics)):
        return
    check = compare_sum(shares, HUNDRED, counts=False)
    total = number_text(check.total, scope.data.style)
    if check.verdict is Verdict.DIFFERS and check.total < HUNDRED:
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
