"""Upright columns over dates: bars of a series in time, one or several series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

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
        left = max(letters.width(tick_text(tick), look.tick) for tick in ticks) + 6
        pitch = min(pitch, (width - left) / groups)
    zero, top = height - LABEL_ROOM, key.height + LABEL_ROOM
    sheet = kit.sheet(width, height)
    draw_key(sheet, key)
    _grid(sheet, scale, ticks, (left, width), (top, zero))
    bar_width = min(look.bar_part * pitch, WIDEST_BAR * (1 + 0.6 * (count - 1))) / count
    axes = sheet.axes(
        Rect(left, top, pitch * groups, zero - top),
        (0.0, float(groups)),
        (float(scale.high), float(scale.low)),
    )
    solid: list[Bar] = []
    shown = _shown_dates(plan.labels, pitch, kit)
    for i, label in enumerate(plan.labels):
        centre = left + pitch * (i + 0.5)
        for j, series in enumerate(plan.series):
            x = centre + (j - (count - 1) / 2) * bar_width
            colour = colours[j]
            if count == 1 and i != accent and not plan.series[0].highlight:
                colour = look.bar
            inner = bar_width * (0.86 if count > 1 else 1.0)
            box = Rect(x - inner / 2, top, inner, zero - top)
            y, part = _column(sheet, series.points[i], box, scale, colour)
            if part > 0:
                solid.append(Bar((x - left) / pitch, 0.0, part, inner / pitch, colour))
            is_strong = i == accent if count == 1 else series.highlight
            _label(sheet, plan, series.points[i], x, y, style, is_strong)
        if i in shown:
            date_style = look.name_strong if i == accent and count == 1 else look.name
            if style is None or letters.width(label, date_style) > pitch - BETWEEN:
                date_style = look.tick
            half = letters.width(label, date_style) / 2
            at = min(max(centre, half), width - half)
            sheet.text(at, height - look.pitch + look.baseline, label, date_style, Side.CENTRE)
    sheet.bars(axes, solid, upright=True)
    sheet.rules([(left, zero, left + pitch * groups, zero)], look.zero, look.zero_line)
    return sheet.finish()


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
        sheet.text(left - 6, y + 0.36 * look.tick.size, tick_text(tick), look.tick, Side.END)


def _column(sheet: Sheet, point: Point, box: Rect, scale: Scale, colour: Colour) -> tuple[float, float]:
    """Hatch what is only bounded of a column in `box` (the whole scale high).

    Gives the y where its ink ends, and how much of it is solid, in data.
    """
    if point.value is None:
        return box.bottom, 0.0
    look = sheet.look
    y = box.bottom - box.height * scale.part(point.value.value)
    is_accent = colour == look.accent
    hatch, edge = (colour, colour) if is_accent else (look.hatch, look.outline)
    if is_open_downwards(point):
        sheet.hatched(Rect(box.x, y, box.width, box.bottom - y), hatch, edge)
        return y, 0.0
    if is_open_upwards(point) and y > box.y:
        sheet.hatched(Rect(box.x, box.y, box.width, y - box.y), hatch, edge, open_sides="tb")
        y = box.y
    return y, float(point.value.value)


def _label(
    sheet: Sheet, plan: ChartPlan, point: Point, x: float, y: float, style: TextStyle | None, is_strong: bool
) -> None:
    """The value above its column; with an axis only the one that matters."""
    look = sheet.look
    if point.value is None:
        if style is not None:
            quiet = replace(look.tick, colour=look.quiet)
            sheet.text(x, y - 4.0, point.text or words.of(plan.language).no_data, quiet, Side.CENTRE)
        return
    if style is None and not (is_strong and len(plan.series) == 1):
        return
    base = style or look.value
    if is_strong:
        base = replace(look.value_strong, size=base.size, colour=look.accent)
    text = value_text(point, base, look.accent)
    width = sheet.letters.width(text, base)
    half = width / 2
    sheet.text(min(max(x, half), sheet.size.width - half), y - 4.5, text, base, Side.CENTRE)


def _shown_dates(labels: Sequence[str], pitch: float, kit: Kit) -> frozenset[int]:
    """Which dates have room below: all, or every second, third … counted from the last."""
    widest = max(kit.letters.width(label, kit.look.tick) for label in labels)
    every = 1
    while every * pitch < widest + BETWEEN and every < len(labels):
        every += 1
    last = len(labels) - 1
    return frozenset(i for i in range(len(labels)) if (last - i) % every == 0)
