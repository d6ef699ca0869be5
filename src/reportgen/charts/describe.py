"""What a chart says to those who do not see it, from its data; and the remarks it owes those who do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.charts import words
from reportgen.charts.scale import (
    SAME_SCALE,
    bar_scale,
    is_open_downwards,
    is_open_upwards,
    line_scale,
    numbers,
    tick_text,
)
from reportgen.charts.words import ChartWords
from reportgen.content.plan import ChartKind, ChartPlan, ChartSeries, Point

BARS = (ChartKind.BAR, ChartKind.GROUPED_BAR, ChartKind.STACKED_BAR)
ENDS = (ChartKind.SLOPE, ChartKind.DUMBBELL, ChartKind.WAFFLE)


def alt_text(plan: ChartPlan) -> str:
    """Kind, each label with its values as printed, bounds in words, course and scale.

    The editor's own text, if there is one, instead.
    """
    if plan.alt:
        return plan.alt
    say = words.of(plan.language)
    head = [say.kinds[plan.kind]]
    if plan.undated:
        head.append(say.ends_undated if plan.kind in ENDS and len(plan.series) == 2 else say.undated)
    sentences = [say.listing.join(head) if plan.language == "en" else "，".join(head)]
    if plan.kind is ChartKind.RANK_STRIP:
        sentences.append(_ranks(plan, say))
    elif plan.kind is ChartKind.LINE:
        sentences += [_course(plan, series, say) for series in plan.series]
    elif len(plan.series) == 1 and not plan.series[0].name:
        sentences.append(say.clause.join(_values(plan.labels, plan.series[0].points, say)))
    else:
        sentences.append(say.clause.join(_rows(plan, say)))
    sentences += _bounds(plan, say)
    scale = _scale(plan, say)
    if scale:
        sentences.append(scale)
    if plan.unit and not any(plan.unit in point.text for point in _points(plan)):
        sentences.append(say.unit.format(plan.unit))
    if plan.highlight is not None and plan.highlight < len(plan.labels) and len(plan.labels) > 1:
        sentences.append(say.accent.format(plan.labels[plan.highlight]))
    if plan.language == "en":
        sentences = [sentence[:1].upper() + sentence[1:] for sentence in sentences if sentence]
    return "".join(sentence + say.stop for sentence in sentences if sentence).strip()


def remarks(plan: ChartPlan) -> tuple[str, ...]:
    """Sentences that must stand beside the chart for it to be honest: that rows have scales of their own."""
    return (words.of(plan.language).own_scales,) if own_scales(plan) else ()


def own_scales(plan: ChartPlan) -> bool:
    """Whether the rows of a dumbbell are so unlike that each needs a scale of its own."""
    if plan.kind is not ChartKind.DUMBBELL or plan.maximum is not None or len(plan.labels) < 2:
        return False
    highest = [
        max(numbers(series.points[i] for series in plan.series), default=Decimal(0))
        for i in range(len(plan.labels))
    ]
    is_negative = any(point.value is not None and point.value.value < 0 for point in _points(plan))
    return not is_negative and min(highest) < SAME_SCALE * max(highest)


def _values(labels: Sequence[str], points: Sequence[Point], say: ChartWords) -> list[str]:
    return [_item(label, point, say) for label, point in zip(labels, points, strict=True)]


def _item(label: str, point: Point, say: ChartWords) -> str:
    """Name and value; in Chinese one after the other, unless two numbers would run together."""
    value = _printed(point, say)
    if say.stop == "。" and (point.value is None or (label and not label[-1].isascii())):
        return label + value
    return say.item.format(label, value)


def _printed(point: Point, say: ChartWords) -> str:
    return point.text if point.value is not None else point.text or say.no_data


def _rows(plan: ChartPlan, say: ChartWords) -> list[str]:
    """Label by label, the value of each series; the two ends as from and to where they have no dates."""
    names = [series.name for series in plan.series]
    is_pair = plan.kind in ENDS and len(names) == 2 and plan.undated
    rows = []
    for i, label in enumerate(plan.labels):
        points = [series.points[i] for series in plan.series]
        if is_pair:
            text = say.pair.format(*(_printed(point, say) for point in points))
        else:
            text = say.listing.join(_values(names, points, say))
        rows.append(say.named.format(label, text))
    return rows


def _course(plan: ChartPlan, series: ChartSeries, say: ChartWords) -> str:
    """A line's values in order, its lowest and highest, and whether it rises or falls."""
    text = say.listing.join(_values(plan.labels, series.points, say))
    if series.name:
        text = say.named.format(series.name, text)
    known = [point for point in series.points if point.value is not None]
    if len(known) < 2 or any(point.value.is_bound for point in known if point.value):
        return text  # of a bound nobody knows whether it is above the others
    ordered = sorted(known, key=_number)
    parts = [text, say.lowest_highest.format(ordered[0].text, ordered[-1].text), _trend(series.points, say)]
    return say.clause.join(filter(None, parts))


def _number(point: Point) -> Decimal:
    assert point.value is not None
    return point.value.value


def _trend(points: Sequence[Point], say: ChartWords) -> str:
    values = [_number(point) for point in points if point.value is not None]
    if values[-1] != values[0] and len(values) < len(points):  # of the gaps nothing is known
        return say.ends_up if values[-1] > values[0] else say.ends_down
    steps = [b - a for a, b in pairwise(values)]
    if all(step == 0 for step in steps):
        return say.steady
    if all(step > 0 for step in steps):
        return say.rising
    if all(step < 0 for step in steps):
        return say.falling
    if values[-1] == values[0]:
        return ""
    return say.overall_up if values[-1] > values[0] else say.overall_down


def _bounds(plan: ChartPlan, say: ChartWords) -> list[str]:
    """One sentence for each value that is only a bound."""
    found: list[str] = []
    for point in _points(plan):
        if is_open_downwards(point):
            found.append(say.upper_bound.format(point.text))
        elif is_open_upwards(point):
            found.append(say.lower_bound.format(point.text))
    return list(dict.fromkeys(found))


def _points(plan: ChartPlan) -> Iterable[Point]:
    return (point for series in plan.series for point in series.points)


def _scale(plan: ChartPlan, say: ChartWords) -> str:
    """Where the scale starts and ends, as far as the drawing depends on it."""
    if plan.kind is ChartKind.WAFFLE:
        return say.cells
    if plan.kind in (ChartKind.LINE, ChartKind.SLOPE):
        scale = line_scale(plan)
        if scale is None or scale.low <= 0:
            return say.from_zero if scale is not None and scale.low == 0 else ""
        return say.cut.format(tick_text(scale.low, plan.numbers), tick_text(scale.high, plan.numbers))
    if plan.kind is ChartKind.DUMBBELL:
        return say.own_scales if own_scales(plan) else say.from_zero
    if plan.kind in BARS:
        points = tuple(_points(plan))
        if plan.maximum is not None or any(map(is_open_upwards, points)):
            return say.scale_to.format(tick_text(bar_scale(plan, points).high, plan.numbers))
        return say.from_zero
    return ""


def _ranks(plan: ChartPlan, say: ChartWords) -> str:
    parts: list[str] = []
    has_names = len(plan.labels) == len(plan.ranks)
    comma = "，" if say.stop == "。" else ", "
    for i, rank in enumerate(plan.ranks):
        scope = f"{plan.labels[i]}{comma}{rank.scope}" if has_names else rank.scope
        if rank.of is None:
            parts.append(say.rank.format(scope, rank.text))
        else:
            parts.append(say.rank_of.format(scope, rank.text, rank.of))
    for group in plan.rank_groups:
        if group.position is None:
            parts.append(say.group_not_listed.format(group.text or say.not_listed, group.count))
        else:
            parts.append(say.group.format(group.scope, group.text, group.count))
    return say.clause.join(parts)
