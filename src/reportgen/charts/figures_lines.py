"""Lines over dates: several series named at their ends, a gap where the source has no value.

Dates stand as far apart as they are. A line is not a bar: its scale may be cut above zero where the values
lie close together; its ticks then show it, and the alternative text says it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.charts.lettering import DESCENT_EM, MIDDLE_EM, value_text
from reportgen.charts.placing import spread
from reportgen.charts.rows import NARROW
from reportgen.charts.scale import Scale, dates_of, line_scale, tick_text
from reportgen.charts.sheet import Kit, Sheet, Side
from reportgen.content.plan import ChartPlan, Point
from reportgen.core.paged import Drawing
from reportgen.core.style import Colour, TextStyle

HEIGHT = 162.0
NARROW_HEIGHT = 126.0
TOP = 17.0  # above the highest tick: room for a label on the highest point
FOOT = 18.0  # for the dates
END_GAP = 7.0  # between a line's end and its name
INSET = 8.0  # of the first and last point from the ends of the grid
LABEL_PITCH = 12.0
MOST_LABELLED = 9  # points of a single line that may all carry their values
MOST_END = 0.4  # part of the width that names and values at the ends may take side by side
BETWEEN = 6.0  # between two labels side by side
SMALL_DOT = 3.2

Spot = tuple[float, float]


def line(plan: ChartPlan, width: float, kit: Kit) -> Drawing:
    """The plan's series over its labels; one accent, direct names, no box of a legend."""
    look, letters = kit.look, kit.letters
    height = NARROW_HEIGHT if width < NARROW else HEIGHT
    scale = line_scale(plan) or Scale(Decimal(0), Decimal(1), Decimal(1))
    chosen = next((i for i, s in enumerate(plan.series) if s.highlight), 0)
    colours = _colours(plan, chosen, kit)
    top, bottom = TOP, height - FOOT - 4.0
    is_stacked = max(_end_widths(plan, chosen, kit, False), default=0.0) > MOST_END * width
    labels_all = len(plan.series) == 1 and _fits_all(plan, width, kit)
    names_room = 0.0 if labels_all else max(_end_widths(plan, chosen, kit, is_stacked), default=0.0)
    tick_room = 0.0
    if not labels_all:
        tick_room = max(letters.width(tick_text(tick, look.numbers), look.tick) for tick in scale.ticks) + 6.0
    first_half, last_half = _edge_halves(plan, kit) if labels_all else (0.0, 0.0)
    left, right = tick_room, width - (names_room + END_GAP if names_room else 0.0)
    x0 = left + max(INSET, first_half)
    x1 = right - (max(INSET, last_half) if labels_all else look.dot / 2)
    xs = _places(plan.labels, x0, x1)
    sheet = kit.sheet(width, height)
    _grid(sheet, scale, (left, right), (top, bottom), has_ticks=not labels_all)

    def y_of(point: Point) -> float:
        assert point.value is not None
        return bottom - (bottom - top) * scale.part(point.value.value)

    order = [i for i in range(len(plan.series)) if i != chosen] + [chosen]  # the accent lies on top
    for i in order:
        weight = look.line_accent if i == chosen else look.line_other
        _runs(sheet, plan.series[i].points, xs, y_of, colours[i], weight, is_chosen=i == chosen)
    if labels_all:
        _all_values(sheet, plan.series[0].points, xs, y_of)
    else:
        _end_labels(sheet, plan, chosen, y_of, is_stacked)
    _dates(sheet, plan.labels, xs, height)
    return sheet.finish()


def _colours(plan: ChartPlan, chosen: int, kit: Kit) -> tuple[Colour, ...]:
    greys = kit.look.lines
    rank = {i: n for n, i in enumerate(i for i in range(len(plan.series)) if i != chosen)}
    return tuple(
        kit.look.accent if i == chosen else greys[rank[i] % len(greys)] for i in range(len(plan.series))
    )


def _places(labels: Sequence[str], x0: float, x1: float) -> list[float]:
    """Where the labels stand: by their dates, or evenly if they name none."""
    if len(labels) == 1:
        return [(x0 + x1) / 2]
    dates = dates_of(labels) or tuple(Decimal(i) for i in range(len(labels)))
    whole = dates[-1] - dates[0]
    return [x0 + (x1 - x0) * float((date - dates[0]) / whole) for date in dates]


def _fits_all(plan: ChartPlan, width: float, kit: Kit) -> bool:
    """Whether all values of a single line can stand at their points."""
    points = plan.series[0].points
    if len(points) > MOST_LABELLED:
        return False
    first, last = _edge_halves(plan, kit)
    xs = _places(plan.labels, max(INSET, first), width - max(INSET, last))
    nearest = min((b - a for a, b in itertools.pairwise(xs)), default=width)
    style = kit.look.value_strong
    return all(kit.letters.width(point.text, style) + BETWEEN <= nearest for point in points if point.value)


def _edge_halves(plan: ChartPlan, kit: Kit) -> tuple[float, float]:
    points = plan.series[0].points
    style = kit.look.value_strong
    return kit.letters.width(points[0].text, style) / 2, kit.letters.width(points[-1].text, style) / 2


def _grid(sheet: Sheet, scale: Scale, span: Spot, band: Spot, *, has_ticks: bool) -> None:
    """Hairlines at the ticks with their numbers; only the lowest where every value is labelled."""
    (left, right), (top, bottom) = span, band
    look = sheet.look
    for tick in scale.ticks if has_ticks else scale.ticks[:1]:
        y = bottom - (bottom - top) * scale.part(tick)
        is_zero = tick == 0
        colour, weight = (look.zero, look.zero_line) if is_zero else (look.grid, look.hairline)
        sheet.rules([(left, y, right, y)], colour, weight, zorder=0)
        if has_ticks:
            words = tick_text(tick, look.numbers)
            sheet.text(left - 6.0, y + 0.36 * look.tick.size, words, look.tick, Side.END)


def _runs(
    sheet: Sheet,
    points: Sequence[Point],
    xs: Sequence[float],
    y_of: Callable[[Point], float],
    colour: Colour,
    weight: float,
    *,
    is_chosen: bool,
) -> None:
    """The pieces of a line between its gaps; a piece of one point is a dot, the last point always is."""
    run: list[Spot] = []
    runs: list[list[Spot]] = []
    bounds: list[Spot] = []
    for point, x in zip(points, xs, strict=True):
        if point.value is None:
            if run:
                runs.append(run)
            run = []
            continue
        run.append((x, y_of(point)))
        if point.value.is_bound:
            bounds.append(run[-1])
    if run:
        runs.append(run)
    for spots in runs:
        if len(spots) > 1:
            sheet.polyline(spots, colour, weight)
        else:
            sheet.dots(spots, colour, SMALL_DOT)
    if runs and runs[-1][-1] not in bounds:
        sheet.dots([runs[-1][-1]], colour, sheet.look.dot if is_chosen else SMALL_DOT + 1.0)
    if bounds:
        sheet.dots(bounds, colour, sheet.look.dot, is_open=True)


def _all_values(
    sheet: Sheet, points: Sequence[Point], xs: Sequence[float], y_of: Callable[[Point], float]
) -> None:
    """Every value at its point: above, or below where the line comes down to it from both sides."""
    look = sheet.look
    last = max((i for i, point in enumerate(points) if point.value), default=-1)
    ys = [y_of(point) if point.value else None for point in points]
    for i, (point, x) in enumerate(zip(points, xs, strict=True)):
        y = ys[i]
        if y is None:
            continue
        near = [other for j, other in enumerate(ys) if abs(i - j) == 1 and other is not None]
        is_low = bool(near) and all(other < y for other in near) and y < sheet.size.height - FOOT - 22
        style = replace(look.value_strong, colour=look.accent) if i == last else look.value
        baseline = y + 14.0 if is_low else y - 6.5
        sheet.text(x, baseline, value_text(point, style, look.accent), style, Side.CENTRE)
        if i != last and not (point.value and point.value.is_bound):
            sheet.dots([(x, y)], look.accent, SMALL_DOT)


def _end_parts(plan: ChartPlan, i: int, chosen: int, kit: Kit) -> tuple[Point | None, TextStyle, TextStyle]:
    """The last value of a series and the styles of its name and value."""
    look = kit.look
    point = next((p for p in reversed(plan.series[i].points) if p.value), None)
    name_style = look.name_strong if i == chosen and len(plan.series) > 1 else look.name
    return point, name_style, kit.strong(i == chosen)


def _end_widths(plan: ChartPlan, chosen: int, kit: Kit, is_stacked: bool) -> list[float]:
    widths = []
    for i, series in enumerate(plan.series):
        point, name_style, style = _end_parts(plan, i, chosen, kit)
        value = kit.letters.width(point.text, style) if point else 0.0
        name = kit.letters.width(series.name, name_style) if len(plan.series) > 1 else 0.0
        widths.append(max(value, name) if is_stacked else value + (name + 5.0 if name else 0.0))
    return widths


def _end_labels(
    sheet: Sheet,
    plan: ChartPlan,
    chosen: int,
    y_of: Callable[[Point], float],
    is_stacked: bool,
) -> None:
    """Last value and name of each series behind its end, kept apart."""
    look, letters = sheet.look, sheet.letters
    kit = Kit(look, letters, sheet.tag)
    room = max(_end_widths(plan, chosen, kit, is_stacked), default=0.0)
    x = sheet.size.width - room
    has_names = len(plan.series) > 1
    parts = [_end_parts(plan, i, chosen, kit) for i in range(len(plan.series))]
    shown = [(i, point, name_style, style) for i, (point, name_style, style) in enumerate(parts) if point]
    size = LABEL_PITCH * 2 + 3.0 if is_stacked and has_names else LABEL_PITCH
    wanted = [y_of(point) for _, point, _, _ in shown]
    placed = spread(wanted, [size] * len(shown), 0.0, sheet.size.height - FOOT, 0.0)
    for centre, (i, point, name_style, style) in zip(placed, shown, strict=True):
        baseline = centre - (LABEL_PITCH / 2 if size > LABEL_PITCH else 0.0) + MIDDLE_EM * style.size
        value_width = sheet.text(x, baseline, value_text(point, style, look.accent), style)
        if has_names:
            name = letters.line(plan.series[i].name, name_style)
            if is_stacked:
                sheet.line(x, baseline + LABEL_PITCH, name, name_style)
            else:
                sheet.line(x + value_width + 5.0, baseline, name, name_style)


def _dates(sheet: Sheet, labels: Sequence[str], xs: Sequence[float], height: float) -> None:
    """The labels below, as many as stand apart; the last and the first come before all others."""
    style, width = sheet.look.tick, sheet.size.width
    baseline = height - DESCENT_EM * style.size - 2.5
    last = len(labels) - 1
    taken: list[tuple[float, float]] = []
    for i in dict.fromkeys((last, 0, *range(last, -1, -1))):
        length = sheet.letters.width(labels[i], style)
        start = min(max(xs[i] - length / 2, 0.0), width - length)
        end = start + length
        if all(end + BETWEEN <= other or start >= other_end + BETWEEN for other, other_end in taken):
            sheet.text(start, baseline, labels[i], style)
            taken.append((start, end))
