"""Horizontal bars: single, grouped and stacked. They start at zero, always.

A value is labelled at its bar's end, so there is no axis. A bound upwards (70%以上) is solid to the bound and
hatched on to the end of the scale without a closing line; a bound downwards (3.5%以内) is hatched up to the
bound, since any length up to it may be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.charts import words
from reportgen.charts.columns import are_columns, columns
from reportgen.charts.lettering import value_text
from reportgen.charts.placing import spread
from reportgen.charts.rows import (
    Key,
    Row,
    Rows,
    draw_key,
    draw_names,
    key_style,
    lay_key,
    lay_rows,
    middle,
    series_colours,
)
from reportgen.charts.scale import Scale, bar_scale, is_open_downwards, is_open_upwards
from reportgen.charts.sheet import Bar, Kit, Sheet, Side
from reportgen.content.plan import ChartPlan, Point
from reportgen.core.geometry import Rect
from reportgen.core.paged import Drawing
from reportgen.core.style import Colour, TextStyle
from reportgen.core.text import StyledText

GROUP_PITCH = 12.0  # of the bars in a group: room for a 9 pt label
GROUP_BAR = 7.8
NARROW_BAR = 8.0
STACK_BAR = 16.2  # 0.6 of a pitch of 27, so that values stand inside
OVERHANG = 3.0  # of the zero line above the first and below the last bar
LONGEST_NAME = 0.45  # part of the room for bars that a series' name at a bar's end may take


def bar(plan: ChartPlan, width: float, kit: Kit) -> Drawing:
    """One bar for each label; columns where the labels are dates; groups where there are several series."""
    if len(plan.series) > 1:
        return grouped_bar(plan, width, kit)
    if are_columns(plan, width, kit):
        return columns(plan, width, kit)
    look, points = kit.look, plan.series[0].points
    accent = plan.highlight if len(points) > 1 else 0
    is_narrow_body = NARROW_BAR if width < 200 else look.bar_part * look.pitch
    rows = lay_rows(plan, width, kit, body=is_narrow_body, highlight=plan.highlight)
    scale = bar_scale(plan, points)
    labels = [_value(point, i == plan.highlight, plan, kit) for i, point in enumerate(points)]
    left, length = _room(points, labels, scale, rows.left, width, kit)
    sheet = kit.sheet(width, rows.height)
    draw_names(sheet, rows)
    solid: list[Bar] = []
    for i, (point, row) in enumerate(zip(points, rows.rows, strict=True)):
        colour = look.accent if i == accent else look.bar
        box = Rect(left, row.top, length, row.body)
        end = _bar(sheet, solid, box, point, scale, colour)
        _end_label(sheet, end, row.top + row.body / 2, labels[i], point)
    sheet.bars(solid)
    _zero_line(sheet, left + length * scale.part(Decimal(0)), rows)
    return sheet.finish()


def grouped_bar(plan: ChartPlan, width: float, kit: Kit) -> Drawing:
    """Several bars for each label, one for each series; the first group names the series."""
    if are_columns(plan, width, kit):
        return columns(plan, width, kit)
    look, letters = kit.look, kit.letters
    colours = series_colours(plan, look, default=-1)
    count = len(plan.series)
    points = [series.points[i] for i in range(len(plan.labels)) for series in plan.series]
    strong = [series.highlight for _ in plan.labels for series in plan.series]
    labels = [_value(point, is_strong, plan, kit) for point, is_strong in zip(points, strong, strict=True)]
    style = key_style(look)
    names = [letters.width(series.name, style) + 8 for series in plan.series]
    body = GROUP_PITCH * count + 6.0
    room = width - (0.0 if width < 200 else 3 * look.column)
    has_key = max(names) > LONGEST_NAME * room / 2 or not all(series.name for series in plan.series)
    key = lay_key([s.name for s in plan.series], colours, width, kit) if has_key else Key((), 0.0)
    rows = lay_rows(plan, width, kit, body=body, top=key.height, highlight=plan.highlight)
    scale = bar_scale(plan, points)
    extra = [0.0] * len(points)
    if not has_key:
        extra[:count] = names
    left, length = _room(points, labels, scale, rows.left, width, kit, extra)
    sheet = kit.sheet(width, rows.height)
    draw_key(sheet, key)
    draw_names(sheet, rows)
    solid: list[Bar] = []
    for i, row in enumerate(rows.rows):
        for j in range(count):
            number = i * count + j
            top = row.top + 3.0 + GROUP_PITCH * j + (GROUP_PITCH - GROUP_BAR) / 2
            box = Rect(left, top, length, GROUP_BAR)
            end = _bar(sheet, solid, box, points[number], scale, colours[j])
            x = _end_label(sheet, end, top + GROUP_BAR / 2, labels[number], points[number])
            if i == 0 and not has_key:
                colour = colours[j] if colours[j] == look.accent else look.quiet
                baseline = top + GROUP_BAR / 2 + (look.value.size - middle(look.value.size, look.value))
                sheet.text(x + 8, baseline, plan.series[j].name, replace(style, colour=colour))
    sheet.bars(solid)
    _zero_line(sheet, left + length * scale.part(Decimal(0)), rows)
    return sheet.finish()


def stacked_bar(plan: ChartPlan, width: float, kit: Kit) -> Drawing:
    """One bar for each label, its parts end to end; a part too short for its value has it above."""
    look, letters = kit.look, kit.letters
    colours = series_colours(plan, look, default=0)
    key = lay_key([s.name for s in plan.series], colours, width, kit)
    stacks = [[series.points[i] for series in plan.series] for i in range(len(plan.labels))]
    sums = [sum((p.value.value for p in stack if p.value), Decimal(0)) for stack in stacks]
    if plan.maximum is not None:
        high = max(plan.maximum, *sums)
    else:
        high = Decimal(100) if plan.unit == "%" and Decimal(80) < max(sums) <= 100 else max(sums)
    high = high or Decimal(1)
    is_narrow = width < 200
    style = replace(look.value, size=look.tick.size) if is_narrow else look.value
    named = max(
        (letters.width(label, look.name) for label in plan.labels),
        default=0.0,
    )
    guess = width if is_narrow or not named else width - 3 * look.column
    widths = [[letters.width(p.text, style) if p.value else 0.0 for p in stack] for stack in stacks]

    def is_outside(p: Point, label: float, length: float) -> bool:
        return p.value is not None and p.value.value > 0 and label + 4 > float(p.value.value / high) * length

    has_outside = any(
        is_outside(p, w, guess)
        for stack, row in zip(stacks, widths, strict=True)
        for p, w in zip(stack, row, strict=True)
    )
    above = 12.0 if has_outside else 0.0
    rows = lay_rows(plan, width, kit, body=STACK_BAR + above + 6.0, top=key.height, highlight=plan.highlight)
    left, length = rows.left, width - rows.left
    sheet = kit.sheet(width, rows.height)
    draw_key(sheet, key)
    draw_names(sheet, _lower(rows, 0.0 if is_narrow else above / 2))
    solid: list[Bar] = []
    for stack, row, label_widths in zip(stacks, rows.rows, widths, strict=True):
        top = row.top + above + 3.0
        at = Decimal(0)
        outside: list[tuple[float, float, Point]] = []
        for point, colour, label in zip(stack, colours, label_widths, strict=True):
            if point.value is None or point.value.value <= 0:
                continue
            value = point.value.value
            x0, x1 = (left + length * float(part / high) for part in (at, at + value))
            if point.value.is_bound:
                open_side = "r" if is_open_upwards(point) else ""
                sheet.hatched(Rect(x0, top, x1 - x0, STACK_BAR), _hatch(colour, sheet), colour, open_side)
            else:
                solid.append((Rect(x0, top, x1 - x0, STACK_BAR), colour))
                sheet.rules([(x1, top, x1, top + STACK_BAR)], look.paper, 0.7)
            if is_outside(point, label, length):
                outside.append(((x0 + x1) / 2, label, point))
            else:
                ground = None if point.value.is_bound else colour
                inside = replace(style, colour=_on(ground, sheet))
                if inside.colour == look.paper:
                    inside = replace(inside, role=look.value_strong.role)
                _centred(sheet, (x0 + x1) / 2, top + STACK_BAR / 2, point.text, inside)
            at += value
        _labels_above(sheet, outside, top, style, (left, width))
    sheet.bars(solid)
    _zero_line(sheet, left, rows, above)
    return sheet.finish()


# ------------------------------------------------------------------------------------- parts


def _value(point: Point, is_strong: bool, plan: ChartPlan, kit: Kit) -> tuple[StyledText, TextStyle]:
    """A value's words and style; what is missing says so, quietly."""
    style = kit.strong(is_strong)
    if point.value is None:
        return StyledText(point.text or words.of(plan.language).no_data), replace(
            kit.look.value, colour=kit.look.quiet
        )
    return value_text(point, style, kit.look.accent), style


def _room(
    points: Sequence[Point],
    labels: Sequence[tuple[StyledText, TextStyle]],
    scale: Scale,
    left: float,
    width: float,
    kit: Kit,
    extra: Sequence[float] = (),
) -> tuple[float, float]:
    """Left edge and length of the scale: as long as lets every label stand behind its bar inside `width`."""
    gap = kit.look.label_gap
    widths = [kit.letters.width(text, style) + gap for text, style in labels]
    if extra:
        widths = [w + more for w, more in zip(widths, extra, strict=True)]
    before = 0.0
    for point, w in zip(points, widths, strict=True):
        if point.value is not None and point.value.value < 0:
            before = max(before, w)
    room = width - left - before
    length = room
    for point, w in zip(points, widths, strict=True):
        if point.value is not None and point.value.value < 0:
            continue
        part = _end_part(point, scale)
        if part > 0:
            length = min(length, (room - w) / part)
    return left + before, max(length, room / 5)


def _end_part(point: Point, scale: Scale) -> float:
    """Where on the scale (0..1) the ink of a bar ends."""
    if point.value is None:
        return scale.part(Decimal(0))
    if is_open_upwards(point):
        return 1.0
    return scale.part(max(point.value.value, Decimal(0)))


def _bar(
    sheet: Sheet, solid: list[Bar], box: Rect, point: Point, scale: Scale, colour: Colour
) -> tuple[float, bool]:
    """One bar in `box` (the whole scale long), its solid part added to `solid`.

    Gives where its ink ends, and whether that is at its left.
    """
    zero = box.x + box.width * scale.part(Decimal(0))
    if point.value is None:
        return zero, False
    value = point.value.value
    x = box.x + box.width * scale.part(value)
    hatch = _hatch(colour, sheet)
    if is_open_downwards(point):
        sheet.hatched(Rect(min(zero, x), box.y, abs(x - zero), box.height), hatch, _edge(colour, sheet))
        return x, value < 0
    solid.append((Rect(min(zero, x), box.y, abs(x - zero), box.height), colour))
    if is_open_upwards(point):
        rest = Rect(x, box.y, box.right - x, box.height)
        if rest.width > 0:
            sheet.hatched(rest, hatch, _edge(colour, sheet), open_sides="lr")
        return box.right, False
    return x, value < 0


def _end_label(
    sheet: Sheet, end: tuple[float, bool], centre: float, label: tuple[StyledText, TextStyle], point: Point
) -> float:
    """Set a value behind its bar's end, or before it if the bar runs to the left; gives its right edge."""
    x, is_left = end
    text, style = label
    baseline = centre + (style.size - middle(style.size, style))
    gap = sheet.look.label_gap
    if is_left:
        sheet.text(x - gap, baseline, text, style, Side.END)
        return x - gap
    return x + gap + sheet.text(x + gap, baseline, text, style)


def _centred(sheet: Sheet, x: float, centre: float, text: str, style: TextStyle) -> None:
    sheet.text(x, centre + (style.size - middle(style.size, style)), text, style, Side.CENTRE)


def _labels_above(
    sheet: Sheet,
    outside: Sequence[tuple[float, float, Point]],
    top: float,
    style: TextStyle,
    room: tuple[float, float],
) -> None:
    """Values of short parts in a line above the bar, spread apart, each with a tick to its part."""
    centres = [x for x, _, _ in outside]
    placed = spread(centres, [w for _, w, _ in outside], *room, gap=5.0)
    for (x, _, point), at in zip(outside, placed, strict=True):
        sheet.text(at, top - 5.0, point.text, style, Side.CENTRE)
        sheet.rules([(at, top - 3.4, x, top)], sheet.look.zero, 0.5)


def _lower(rows: Rows, by: float) -> Rows:
    """The rows with their names lower."""
    if not by:
        return rows
    moved: list[Row] = [replace(row, baseline=row.baseline + by) for row in rows.rows]
    return replace(rows, rows=tuple(moved))


def _zero_line(sheet: Sheet, x: float, rows: Rows, above: float = 0.0) -> None:
    """The line all bars start from, a little longer than they reach; in pieces where names stand between."""
    spans = [(row.top + above, row.bottom) for row in rows.rows]
    if not rows.names_above:
        spans = [(spans[0][0], spans[-1][1])]
    over = 1.0 if rows.names_above else OVERHANG
    lines = [(x, max(0.0, top - over), x, min(rows.height, bottom + over)) for top, bottom in spans]
    sheet.rules(lines, sheet.look.zero, sheet.look.zero_line)


def _hatch(colour: Colour, sheet: Sheet) -> Colour:
    """The hatching that goes with a bar's colour."""
    return colour if colour == sheet.look.accent else sheet.look.hatch


def _edge(colour: Colour, sheet: Sheet) -> Colour:
    return colour if colour == sheet.look.accent else sheet.look.outline


def _on(ground: Colour | None, sheet: Sheet) -> Colour:
    """White on red and dark greys, ink on the others."""
    if ground is None:
        return sheet.look.ink
    return sheet.look.paper if ground == sheet.look.accent or ground.is_dark else sheet.look.ink
