"""Upright columns over dates: bars of a series in time, one or several series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil

from reportgen.charts import words
from reportgen.charts.lettering import value_text
from reportgen.charts.rows import NARROW, Key, draw_key, lay_key, series_colours
from reportgen.charts.scale import (
    Scale,
    bar_scale,
    best_from_zero,
    dates_of,
    is_open_downwards,
    is_open_upwards,
    tick_text,
)
from reportgen.charts.sheet import Bar, Kit, Sheet, Side
from reportgen.content.plan import ChartPlan, Point
from reportgen.core.geometry import Rect
from reportgen.core.paged import Drawing
from reportgen.core.style import Colour, TextStyle

HEIGHT = 144.0  # of the body without a key; 108 in a side column
NARROW_HEIGHT = 108.0
LABEL_ROOM = 17.0  # above the tallest column and below the zero line
WIDEST_PITCH = 72.0  # columns farther apart do not look like one series
WIDEST_BAR = 27.0
BETWEEN = 4.0  # between two labels side by side


def are_columns(plan: ChartPlan, width: float, kit: Kit) -> bool:
    """Whether the labels are dates, all values are at or above zero, and the columns have room."""
    if dates_of(plan.labels) is None:
        return False
    points = [point for series in plan.series for point in series.points]
    if any(point.value is not None and point.value.value < 0 for point in points):
        return False
    pitch = width / len(plan.labels)
    return pitch >= 6.0 * len(plan.series)


def columns(plan: ChartPlan, width: float, kit: Kit) -> Drawing:
    """Columns from zero; values above them where all fit, else an axis and the values that matter."""
    look, letters = kit.look, kit.letters
    count, groups = len(plan.series), len(plan.labels)
    accent = (
        plan.highlight if plan.highlight is not None else groups - 1
    )  # the latest, unless another is asked for
    colours = _colours(plan, kit)
    key = lay_key([s.name for s in plan.series], colours, width, kit) if count > 1 else Key((), 0.0)
    height = key.height + (NARROW_HEIGHT if width < NARROW else HEIGHT)
    points = [point for series in plan.series for point in series.points]
    pitch = min(WIDEST_PITCH * (1 + 0.4 * (count - 1)), width / groups)
    style = _label_style(plan, points, pitch, kit)
    left = 0.0
    scale = bar_scale(plan, points)
    ticks: Sequence[Decimal] = ()
    if style is None:
        axis = best_from_zero(scale.high)
        scale = Scale(Decimal(0), scale.high, axis.step)  # the tallest column ends the axis, no empty step
        ticks = scale.ticks
        left = max(letters.width(tick_text(tick, look.numbers), look.tick) for tick in ticks) + 6
        pitch = min(pitch, (width - left) / groups)
    zero, top = height - LABEL_ROOM, key.height + LABEL_ROOM
    sheet = kit.sheet(width, height)
    draw_key(sheet, key)
    _grid(sheet, scale, ticks, (left, width), (top, zero))
    bar_width = min(look.bar_part * pitch, WIDEST_BAR * (1 + 0.6 * (count - 1))) / count
    solid: list[Bar] = []
    ends: list[End] = []
    for i in range(groups):
        centre = left + pitch * (i + 0.5)
        for j, series in enumerate(plan.series):
            colour = colours[j]
            if count == 1 and i != accent and not series.highlight:
                colour = look.bar
            inner = bar_width * (0.86 if count > 1 else 1.0)
            x = centre + (j - (count - 1) / 2) * bar_width - inner / 2
            y = _column(sheet, solid, series.points[i], Rect(x, top, inner, zero - top), scale, colour)
            is_strong = i == accent if count == 1 else series.highlight
            ends.append(End(series.points[i], x, x + inner, y, is_strong))
    for end in ends:
        _label(sheet, plan, end, ends, style)
    _dates(sheet, plan.labels, left, pitch, accent if count == 1 else None, style is not None)
    sheet.bars(solid)
    sheet.rules([(left, zero, left + pitch * groups, zero)], look.zero, look.zero_line)
    return sheet.finish()


@dataclass(frozen=True, slots=True)
class End:
    """The end of a column: its value, its edges, and the y where its ink ends."""

    point: Point
    left: float
    right: float
    y: float
    is_strong: bool


def _colours(plan: ChartPlan, kit: Kit) -> tuple[Colour, ...]:
    """Of the series; of a single one only the date that matters is in the accent."""
    return (kit.look.accent,) if len(plan.series) == 1 else series_colours(plan, kit.look, default=-1)


def _label_style(plan: ChartPlan, points: Sequence[Point], pitch: float, kit: Kit) -> TextStyle | None:
    """The largest style in which all values stand side by side; None if none does."""
    room = pitch * kit.look.bar_part / len(plan.series) if len(plan.series) > 1 else pitch
    for style in (kit.look.value, replace(kit.look.value, size=kit.look.tick.size)):
        if all(kit.letters.width(point.text, style) + BETWEEN <= room for point in points):
            return style
    return None


def _grid(
    sheet: Sheet, scale: Scale, ticks: Sequence[Decimal], span: tuple[float, float], band: tuple[float, float]
) -> None:
    """Hairlines at the ticks with their numbers at the left."""
    (left, right), (top, zero) = span, band
    look = sheet.look
    for tick in ticks:
        y = zero - (zero - top) * scale.part(tick)
        if tick != scale.low:
            sheet.rules([(left, y, right, y)], look.grid, look.hairline, zorder=0)
        sheet.text(left - 6, y + 0.36 * look.tick.size, tick_text(tick, look.numbers), look.tick, Side.END)


def _column(sheet: Sheet, solid: list[Bar], point: Point, box: Rect, scale: Scale, colour: Colour) -> float:
    """One column in `box` (the whole scale high), its solid part added to `solid`; gives the y of its end."""
    if point.value is None:
        return box.bottom
    look = sheet.look
    y = box.bottom - box.height * scale.part(point.value.value)
    is_accent = colour == look.accent
    hatch, edge = (colour, colour) if is_accent else (look.hatch, look.outline)
    if is_open_downwards(point):
        sheet.hatched(Rect(box.x, y, box.width, box.bottom - y), hatch, edge)
        return y
    solid.append((Rect(box.x, y, box.width, box.bottom - y), colour))
    if is_open_upwards(point) and y > box.y:
        sheet.hatched(Rect(box.x, box.y, box.width, y - box.y), hatch, edge, open_sides="tb")
        return box.y
    return y


def _label(sheet: Sheet, plan: ChartPlan, end: End, ends: Sequence[End], style: TextStyle | None) -> None:
    """The value above its column; with an axis only the one that matters, clear of its neighbours."""
    look, point = sheet.look, end.point
    x = (end.left + end.right) / 2
    if point.value is None:
        if style is not None:
            quiet = replace(look.tick, colour=look.quiet)
            sheet.text(x, end.y - 4.0, point.text or words.of(plan.language).no_data, quiet, Side.CENTRE)
        return
    if style is None and not (end.is_strong and len(plan.series) == 1):
        return
    base = style or look.value
    if end.is_strong:
        base = replace(look.value_strong, size=base.size, colour=look.accent)
    text = value_text(point, base, look.accent)
    half = sheet.letters.width(text, base) / 2
    x = min(max(x, half), sheet.size.width - half)
    y = min(other.y for other in ends if other.left < x + half + 1 and other.right > x - half - 1)
    sheet.text(x, y - 4.5, text, base, Side.CENTRE)


def _dates(
    sheet: Sheet, labels: Sequence[str], left: float, pitch: float, accent: int | None, is_roomy: bool
) -> None:
    """The dates below: all, or every second, third … counted from the last; the one that matters strong."""
    look, letters, width = sheet.look, sheet.letters, sheet.size.width
    widest = max(letters.width(label, look.tick) for label in labels)
    every = min(len(labels), ceil((widest + BETWEEN) / pitch - 1e-6))
    baseline = sheet.size.height - look.pitch + look.baseline
    for i in range(len(labels) - 1, -1, -every):
        style = look.name_strong if i == accent else look.name
        if not is_roomy or letters.width(labels[i], style) > pitch - BETWEEN:
            style = look.tick
        half = letters.width(labels[i], style) / 2
        at = min(max(left + pitch * (i + 0.5), half), width - half)
        sheet.text(at, baseline, labels[i], style, Side.CENTRE)
