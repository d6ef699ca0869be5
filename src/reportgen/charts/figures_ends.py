"""Two points: dumbbell and slope. Both ends are labelled; a bound is a range, never a point.

In a dumbbell every row runs along a scale from zero. Rows whose values differ widely get scales of their own;
these share their tick positions, and the chart says that rows cannot be compared. A baseline that is only
bounded from above (不足1%) is a hatched piece from zero to the bound with its words above and no dot; the
connector begins at the bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.charts.describe import own_scales, remarks
from reportgen.charts.lettering import DESCENT_EM, MIDDLE_EM, value_text
from reportgen.charts.placing import spread
from reportgen.charts.rows import HALF, NAME_GAP, NARROW, name_column, whole_halves
from reportgen.charts.scale import (
    Scale,
    around,
    best_from_zero,
    from_zero,
    is_open_downwards,
    is_open_upwards,
    line_scale,
    numbers,
    tick_text,
    with_shared_ticks,
)
from reportgen.charts.sheet import Kit, Sheet, Side
from reportgen.content.plan import ChartPlan, Point
from reportgen.core.geometry import Rect
from reportgen.core.paged import Drawing
from reportgen.core.style import TextStyle
from reportgen.core.text import StyledText

ROW_WITH_TICKS = 54.0
ROW = 36.0
RISE, DROP = 6.5, 9.0  # of the tick hairlines above and below a row's line: they end below its words
ABOVE = 8.0  # baseline of a label above the line
BELOW = 17.4  # baseline of the ticks below the line
RIGHT = 6.0  # from the end of the axis to the edge
PIECE = 8.0  # height of a hatched piece
OPEN_PIECE = 18.0  # length of a piece that is open upwards at its start
LABEL_APART = 5.0
OPEN_ROOM = Decimal("1.15")  # of a value that is open upwards, for its open end


def dumbbell(plan: ChartPlan, width: float, kit: Kit) -> Drawing:
    """A row for each label: start, connector, end, over ticks from zero."""
    look, letters = kit.look, kit.letters
    starts, ends = plan.series[0].points, plan.series[-1].points
    has_own = own_scales(plan)
    scales = _scales(plan, starts, ends, has_own)
    styles = [look.name_strong if i == plan.highlight else look.name for i in range(len(plan.labels))]
    is_narrow = width < NARROW
    if is_narrow:
        left, measure = 0.0, width
    else:
        left = name_column(plan.labels, styles, width, kit)
        measure = left - NAME_GAP
    names = [letters.wrap(label, style, measure) for label, style in zip(plan.labels, styles, strict=True)]
    left = max(left, look.dot / 2 + 0.5, _tick_half(scales, kit))
    right = width - max(RIGHT, _tick_half(scales, kit, at_end=True))
    pitch = ROW_WITH_TICKS if has_own else ROW
    tops: list[float] = []
    y = 0.0
    for name in names:
        if is_narrow:  # the name stands above the row
            y += look.pitch + (len(name) - 1) * look.label_leading
        tops.append(y)
        y = whole_halves(y + pitch - (HALF if is_narrow and has_own else 0.0))
    centres = [top + look.baseline + HALF - MIDDLE_EM * look.name.size for top in tops]
    height = whole_halves(centres[-1] + BELOW + DESCENT_EM * look.tick.size)
    notes = remarks(plan) if look.says_remarks else ()
    note_lines = [line for note in notes for line in letters.wrap(note, look.tick, width)]
    notes_top = height + HALF / 2
    if note_lines:
        height = whole_halves(notes_top + 9.0 + (len(note_lines) - 1) * look.label_leading)
    sheet = kit.sheet(width, height)
    length = right - left
    for i, centre in enumerate(centres):
        _ticks(sheet, scales[i], (left, right), centre, has_numbers=has_own or i == len(centres) - 1)
        name, style = names[i], styles[i]
        extra = (len(name) - 1) * look.label_leading
        if is_narrow:
            sheet.lines(0.0, tops[i] - extra - 5.0, name, style)
        else:
            sheet.lines(0.0, centre + MIDDLE_EM * style.size - extra / 2, name, style)
        _row(sheet, plan, (starts[i], ends[i]), scales[i], (left, length), centre)
    for number, line in enumerate(note_lines):
        sheet.line(0.0, notes_top + 6.5 + number * look.label_leading, line, look.tick)
    return sheet.finish()


def _scales(
    plan: ChartPlan, starts: Sequence[Point], ends: Sequence[Point], has_own: bool
) -> tuple[Scale, ...]:
    """A scale for each row; one for all where the values are near each other. Shares end at 100."""
    highest = [max(numbers(pair), default=Decimal(0)) for pair in zip(starts, ends, strict=True)]
    needed = [
        value * OPEN_ROOM if is_open_upwards(start) or is_open_upwards(end) else value
        for value, start, end in zip(highest, starts, ends, strict=True)
    ]
    if has_own:
        return with_shared_ticks(needed)
    top = max(needed)
    values = numbers([*starts, *ends])
    if min(values, default=Decimal(0)) < 0:
        return (around([*values, top, Decimal(0)]),) * len(highest)
    if plan.maximum is not None:
        scale = from_zero(plan.maximum, 4)
        if scale.high != plan.maximum:
            scale = Scale(Decimal(0), plan.maximum, plan.maximum / 2)
    elif plan.unit == "%" and top > 50 and max(highest) <= 100:
        scale = from_zero(Decimal(100), 4)
    else:
        scale = best_from_zero(top or Decimal(1))
    return (scale,) * len(highest)


def _tick_half(scales: Sequence[Scale], kit: Kit, *, at_end: bool = False) -> float:
    """Half the width of the outermost tick numbers, which hang over the axis."""
    values = [scale.high if at_end else scale.low for scale in scales]
    return max(kit.letters.width(tick_text(value, kit.look.numbers), kit.look.tick) for value in values) / 2


def _ticks(
    sheet: Sheet, scale: Scale, span: tuple[float, float], centre: float, *, has_numbers: bool
) -> None:
    """Hairlines at the ticks across a row, the zero line darker, their numbers below."""
    left, right = span
    look = sheet.look
    for tick in scale.ticks:
        x = left + (right - left) * scale.part(tick)
        colour, weight = (look.zero, look.zero_line) if tick == 0 else (look.grid, look.hairline)
        sheet.rules([(x, centre - RISE, x, centre + DROP)], colour, weight, zorder=0)
        if has_numbers:
            sheet.text(x, centre + BELOW, tick_text(tick, look.numbers), look.tick, Side.CENTRE)


def _row(
    sheet: Sheet,
    plan: ChartPlan,
    pair: tuple[Point, Point],
    scale: Scale,
    axis: tuple[float, float],
    centre: float,
) -> None:
    """The two ends of a row, the connector, and their words above, kept apart."""
    look = sheet.look
    (left, length), (start, end) = axis, pair

    def at(point: Point) -> float:
        assert point.value is not None
        return left + length * scale.part(point.value.value)

    if start.value is not None and end.value is not None and at(start) != at(end):
        sheet.rules([(at(start), centre, at(end), centre)], look.connector, look.line_accent)
    words: list[tuple[float, Point, TextStyle]] = []
    for point, is_end in ((start, False), (end, True)):
        if point.value is None:
            continue
        x = at(point)
        style = replace(look.value_strong, colour=look.accent) if is_end else look.value
        band = (centre - PIECE / 2, PIECE)
        hatch = look.accent if is_end else look.hatch
        edge = look.accent if is_end else look.outline
        if is_open_downwards(point):
            zero = left + length * scale.part(Decimal(0))
            sheet.hatched(Rect(min(zero, x), band[0], abs(x - zero), band[1]), hatch, edge)
            words.append(((zero + x) / 2, point, style))
        elif is_open_upwards(point):
            far = left + length if is_end else min(left + length, x + OPEN_PIECE)
            sheet.hatched(Rect(x, band[0], far - x, band[1]), hatch, edge, open_sides="r")
            words.append(((x + far) / 2, point, style))
        else:
            sheet.dots([(x, centre)], look.accent if is_end else look.outline, look.dot, is_open=not is_end)
            words.append((x, point, style))
    texts = [value_text(point, style, look.accent) for _, point, style in words]
    widths = [sheet.letters.width(text, style) for text, (_, _, style) in zip(texts, words, strict=True)]
    placed = spread([x for x, _, _ in words], widths, left, sheet.size.width, LABEL_APART)
    for x, text, (_, _, style) in zip(placed, texts, words, strict=True):
        sheet.text(x, centre - ABOVE, text, style, Side.CENTRE)


# ------------------------------------------------------------------------------------- slope

SLOPE_GAP = 8.0  # between a line's end and its words
LABEL_PITCH = 12.5
LEAST_RUN = 60.0  # width of the lines themselves
HEAD = 27.0  # for what stands at the two ends
FOOT = 9.0


def slope(plan: ChartPlan, width: float, kit: Kit) -> Drawing:
    """A line for each label from start to end on one scale, both ends labelled, the end named."""
    look, letters = kit.look, kit.letters
    first, last = plan.series[0], plan.series[-1]
    scale = line_scale(plan) or Scale(Decimal(0), Decimal(1), Decimal(1))
    count = len(plan.labels)
    chosen = plan.highlight if count > 1 else 0
    styles = [kit.strong(i == chosen) for i in range(count)]
    name_styles = [look.name_strong if i == chosen else look.name for i in range(count)]
    left_texts = [value_text(p, s, look.accent) for p, s in zip(first.points, styles, strict=True)]
    right_texts = [value_text(p, s, look.accent) for p, s in zip(last.points, styles, strict=True)]
    left_widths = [letters.width(t, s) for t, s in zip(left_texts, styles, strict=True)]
    right_widths = [letters.width(t, s) for t, s in zip(right_texts, styles, strict=True)]
    x0 = max([*left_widths, letters.width(first.name, look.tick) / 2], default=0.0) + SLOPE_GAP
    value_room = max(right_widths, default=0.0)
    least_run = LEAST_RUN if width >= NARROW else LEAST_RUN * 0.6
    room = width - x0 - least_run - SLOPE_GAP - value_room - 6.0
    names = [
        letters.wrap(label, style, max(room, 36.0))
        for label, style in zip(plan.labels, name_styles, strict=True)
    ]
    is_stacked = room < 54.0  # a side column: the name under its value
    name_room = max((line.width for name in names for line in name), default=0.0)
    if is_stacked:
        names = [
            letters.wrap(label, style, width - x0 - least_run - SLOPE_GAP)
            for label, style in zip(plan.labels, name_styles, strict=True)
        ]
        name_room = max((line.width for name in names for line in name), default=0.0)
        block = max(name_room, value_room)
    else:
        block = value_room + 6.0 + name_room
    x1 = width - block - SLOPE_GAP
    more = 0 if is_stacked else 1
    apart = LABEL_PITCH + (3.0 if is_stacked else 0.0)
    sizes = [apart + (len(name) - more) * look.label_leading for name in names]
    body = max(72.0, sum(sizes) + LABEL_PITCH, (90.0 if width < NARROW else 108.0))
    height = whole_halves(HEAD + body + FOOT)
    top, bottom = HEAD + 4.0, height - FOOT
    sheet = kit.sheet(width, height)

    def y_of(point: Point) -> float:
        assert point.value is not None
        return bottom - (bottom - top) * scale.part(point.value.value)

    for x, head in ((x0, first.name), (x1, last.name)):
        half = letters.width(head, look.tick) / 2
        sheet.text(min(max(x, half), width - half), look.baseline, head, look.tick, Side.CENTRE)
        sheet.rules([(x, top - 6.0, x, bottom)], look.grid, look.hairline, zorder=0)
    for i, (start, end) in enumerate(zip(first.points, last.points, strict=True)):
        colour = look.accent if i == chosen else look.connector
        if start.value is not None and end.value is not None:
            weight = look.line_accent if i == chosen else look.line_other
            sheet.polyline([(x0, y_of(start)), (x1, y_of(end))], colour, weight)
        for x, point, is_end in ((x0, start, False), (x1, end, True)):
            if point.value is None:
                continue
            y = y_of(point)
            edge = colour if i == chosen else look.outline
            if is_open_downwards(point):
                sheet.hatched(Rect(x - PIECE / 2, y, PIECE, bottom - y), colour, edge)
            elif is_open_upwards(point):
                sheet.hatched(Rect(x - PIECE / 2, top, PIECE, y - top), colour, edge, open_sides="t")
            else:
                sheet.dots([(x, y)], colour, look.dot, is_open=not is_end)
    _slope_labels(sheet, [y_of(p) if p.value else bottom for p in first.points], left_texts, styles, x0)
    wanted = [y_of(p) if p.value else bottom for p in last.points]
    centres = spread(wanted, sizes, HEAD - LABEL_PITCH / 2, height, 0.0)
    for i, centre in enumerate(centres):
        style, name = styles[i], names[i]
        extra = (len(name) - more) * look.label_leading
        baseline = centre + MIDDLE_EM * style.size - extra / 2
        x = x1 + SLOPE_GAP
        sheet.text(x, baseline, right_texts[i], style)
        if is_stacked:
            sheet.lines(x, baseline + look.label_leading, name, name_styles[i])
        else:
            sheet.lines(x + value_room + 6.0, baseline, name, name_styles[i])
    return sheet.finish()


def _slope_labels(
    sheet: Sheet, wanted: Sequence[float], texts: Sequence[StyledText], styles: Sequence[TextStyle], x: float
) -> None:
    """Values at the starts, kept apart."""
    placed = spread(wanted, [LABEL_PITCH] * len(wanted), HEAD - LABEL_PITCH / 2, sheet.size.height, 0.0)
    for y, text, style in zip(placed, texts, styles, strict=True):
        sheet.text(x - SLOPE_GAP, y + MIDDLE_EM * style.size, text, style, Side.END)
