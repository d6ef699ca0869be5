"""Shares of a whole: a waffle of a hundred cells, and a ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import cos, radians, sin

from matplotlib.patches import Wedge

from reportgen.charts import words
from reportgen.charts.hero import Hero, draw_hero, hero
from reportgen.charts.lettering import MIDDLE_EM, value_text
from reportgen.charts.placing import spread
from reportgen.charts.rows import HALF, NARROW, SWATCH, whole_halves
from reportgen.charts.scale import is_open_downwards, is_open_upwards, numbers
from reportgen.charts.sheet import Kit, Sheet, Side
from reportgen.content.plan import ChartPlan, Point
from reportgen.core.geometry import Rect, fits, mm
from reportgen.core.paged import Drawing
from reportgen.core.style import Colour, TextStyle
from reportgen.typeset.lines import Line

CELLS = 10
HERO_GAP = 10.4  # between a waffle and the figure beside it
SMALL_HERO = 22.0
GUTTER = mm(4)
BELOW_HERO = 34.0  # baseline of a figure below its waffle


@dataclass(frozen=True, slots=True)
class WaffleLayout:
    """Where waffles stand: pitch of the cells, figure beside or below, and how far apart they are."""

    pitch: float
    is_beside: bool
    hero_size: float | None
    step_x: float  # between the waffles of a row
    step_y: float  # between waffles below each other; 0: side by side
    height: float  # of one label's waffles


def waffle(plan: ChartPlan, width: float, kit: Kit) -> Drawing:
    """For each label one waffle of a hundred cells, or two from start to end, filled from below."""
    look = kit.look
    rows = [[series.points[i] for series in plan.series] for i in range(len(plan.labels))]
    layout = _waffle_layout(rows, width, kit)
    has_names = len(plan.labels) > 1
    name_room = look.pitch if has_names else 0.0
    block = name_room + layout.height
    height = whole_halves(block * len(rows) + look.pitch * (len(rows) - 1))
    sheet = kit.sheet(width, height)
    say = words.of(plan.language)
    ends = [series.name for series in plan.series] if len(plan.series) > 1 else [""]
    if len(ends) == 2 and plan.undated:
        ends = [say.start, say.end]
    for i, points in enumerate(rows):
        top = i * (block + look.pitch)
        if has_names:
            sheet.text(0.0, top + look.baseline, plan.labels[i], look.name_strong)
            top += name_room
        for j, point in enumerate(points):
            is_last = j == len(points) - 1
            colour = look.accent if is_last else look.start
            x, y = j * layout.step_x, top + j * layout.step_y
            _cells(sheet, x, y, layout.pitch, point, colour)
            _waffle_figure(sheet, kit, plan, (x, y), layout, point, ends[j])
    return sheet.finish()


def _waffle_layout(rows: Sequence[Sequence[Point]], width: float, kit: Kit) -> WaffleLayout:
    """The largest arrangement that fits: figures beside large cells, below them, or beside small cells."""
    pitch, count = kit.look.cell_pitch, len(rows[0])
    grid = CELLS * pitch
    slot = (width - GUTTER * (count - 1)) / count
    step = slot + GUTTER if count > 1 else 0.0

    def widest(size: float | None) -> float:
        return max(hero(point, kit, size).width for row in rows for point in row)

    word_room = 22.0 if count > 1 else 0.0
    if fits(grid - (pitch - kit.look.cell) + HERO_GAP + widest(None), slot):
        return WaffleLayout(pitch, True, None, step, 0.0, grid)
    for size in (None, SMALL_HERO):
        if fits(grid, slot) and fits(word_room + widest(size), slot):
            return WaffleLayout(pitch, False, size, step, 0.0, grid + 36.0)
    small = pitch / 2
    return WaffleLayout(small, True, SMALL_HERO, 0.0, CELLS * small + HALF, (CELLS * small + HALF) * count)


def _cells(sheet: Sheet, x: float, y: float, pitch: float, point: Point, colour: Colour) -> None:
    """A hundred cells, filled from the bottom left; part of a cell by its width; a bound is hatched."""
    look = sheet.look
    side = pitch * look.cell / look.cell_pitch
    value = min(max(point.value.value, Decimal(0)), Decimal(100)) if point.value else Decimal(0)
    boxes = [
        Rect(x + pitch * (n % CELLS), y + pitch * (CELLS - 1 - n // CELLS), side, side)
        for n in range(CELLS**2)
    ]
    sheet.boxes(boxes, look.track)
    full, rest = int(value), float(value - int(value))
    filled = boxes[:full]
    if rest > 0:
        part = boxes[full]
        filled.append(Rect(part.x, part.y, part.width * rest, part.height))
    is_up, is_down = is_open_upwards(point), is_open_downwards(point)
    hatch = colour if colour == look.accent else look.hatch
    if is_down:
        sheet.boxes(filled, look.paper, hatch)
    else:
        sheet.boxes(filled, colour)
    if is_up and full < CELLS**2:
        beyond = boxes[full:] if rest == 0 else boxes[full + 1 :]
        if rest > 0:
            part = boxes[full]
            beyond = [Rect(part.x + side * rest, part.y, side * (1 - rest), side), *beyond]
        sheet.boxes(beyond, look.paper, hatch)


def _waffle_figure(
    sheet: Sheet,
    kit: Kit,
    plan: ChartPlan,
    place: tuple[float, float],
    layout: WaffleLayout,
    point: Point,
    word: str,
) -> None:
    """The value in large figures beside or below its waffle, 由 or 到 above or before it."""
    look = kit.look
    (x, y), pitch = place, layout.pitch
    side = pitch * look.cell / look.cell_pitch
    bottom = y + pitch * (CELLS - 1) + side
    quiet = replace(look.name, colour=look.quiet)
    if point.value is None:
        sheet.text(x, bottom + 14.0, point.text or words.of(plan.language).no_data, quiet)
        return
    figure = hero(point, kit, layout.hero_size)
    if layout.is_beside:
        at = x + pitch * (CELLS - 1) + side + HERO_GAP
        if word:
            above = 36.0 if layout.hero_size is None else 24.0
            sheet.text(at, bottom - above, word, quiet)
        draw_hero(sheet, at, bottom, figure, look)
        return
    baseline = y + pitch * CELLS + BELOW_HERO - 3.0
    if word:
        x += sheet.text(x, baseline, word, quiet) + 6.0
    draw_hero(sheet, x, baseline, figure, look)


# ------------------------------------------------------------------------------------- donut

RADIUS, RING = 52.0, 19.0
DONUT_HEIGHT = 135.0
ELBOW = 7.0  # from the ring to where a leader turns
LEADER = 8.0  # its level part
LABEL_GAP = 4.0  # from the leader to its words
LABEL_LEADING = 12.0
LABEL_APART = 3.0
LEAST_CENTRE = 2 * (RADIUS - RING) - 8


@dataclass(frozen=True, slots=True)
class Slice:
    """One part: from and to in turns (0..1, clockwise from the top)."""

    label: str
    point: Point
    start: float
    end: float
    colour: Colour

    @property
    def middle(self) -> float:
        """The middle in turns."""
        return (self.start + self.end) / 2


def donut(plan: ChartPlan, width: float, kit: Kit) -> Drawing:
    """Parts of a whole as a ring: one accent, its value large in the middle, the others named around."""
    slices, chosen = _slices(plan, kit)
    is_narrow = width < NARROW
    listed = [part for part in slices if is_narrow]
    look = kit.look
    labels = [] if is_narrow else _ring_labels(slices, chosen, width, kit)
    tall = max((sum(label.height + LABEL_APART for label in side) for side in labels), default=0.0)
    ring_height = whole_halves(max(DONUT_HEIGHT, tall))
    sheet = kit.sheet(width, whole_halves(ring_height + look.pitch * len(listed)))
    cx, cy = width / 2, ring_height / 2
    _ring(sheet, (cx, cy), slices)
    _centre(sheet, kit, (cx, cy), slices[chosen] if slices else None)
    if is_narrow:
        for number, part in enumerate(listed):
            baseline = ring_height + number * look.pitch + look.baseline
            middle = baseline - MIDDLE_EM * look.name.size
            sheet.rect(Rect(0.0, middle - SWATCH / 2, SWATCH, SWATCH), part.colour)
            style = look.name_strong if number == chosen else look.name
            sheet.text(SWATCH + 5, baseline, part.label, style)
            value_style = kit.strong(number == chosen)
            sheet.text(
                width, baseline, value_text(part.point, value_style, look.accent), value_style, Side.END
            )
    for side in labels:
        _around(sheet, (cx, cy), side, kit)
    return sheet.finish()


def _slices(plan: ChartPlan, kit: Kit) -> tuple[list[Slice], int]:
    """The parts in the order of the plan, and which is the accent."""
    points = plan.series[0].points
    whole = plan.maximum or (Decimal(100) if plan.unit == "%" else sum(numbers(points), Decimal(0)))
    whole = max(whole, sum(numbers(points), Decimal(0))) or Decimal(1)
    present = [i for i, point in enumerate(points) if point.value is not None]
    chosen = present.index(plan.highlight) if plan.highlight in present else 0
    slices: list[Slice] = []
    at = Decimal(0)
    for number, i in enumerate(present):
        point = points[i]
        assert point.value is not None
        grey = kit.look.series[(number - (number > chosen)) % len(kit.look.series)]
        colour = kit.look.accent if number == chosen else grey
        end = at + point.value.value
        slices.append(Slice(plan.labels[i], point, float(at / whole), float(end / whole), colour))
        at = end
    return slices, chosen


def _ring(sheet: Sheet, centre: tuple[float, float], slices: Sequence[Slice]) -> None:
    """The whole as a track, the parts on it, thin gaps between."""
    look = sheet.look
    _wedge(sheet, centre, 0.0, 1.0, look.track, None)
    for part in slices:
        bound = part.point.value is not None and part.point.value.is_bound
        hatch = (part.colour if part.colour == look.accent else look.hatch) if bound else None
        if is_open_upwards(part.point):
            _wedge(sheet, centre, part.start, part.end, part.colour, None)
            _wedge(sheet, centre, part.end, 1.0, look.paper, hatch)
        else:
            _wedge(sheet, centre, part.start, part.end, look.paper if hatch else part.colour, hatch)
    if len(slices) > 1:
        lines = []
        for part in slices:
            dx, dy = sin(radians(360 * part.start)), -cos(radians(360 * part.start))
            inner = RADIUS - RING
            lines.append(
                (
                    centre[0] + dx * inner,
                    centre[1] + dy * inner,
                    centre[0] + dx * RADIUS,
                    centre[1] + dy * RADIUS,
                )
            )
        sheet.rules(lines, look.paper, 1.0)


def _wedge(
    sheet: Sheet, centre: tuple[float, float], start: float, end: float, fill: Colour, hatch: Colour | None
) -> None:
    if end <= start:
        return
    wedge = Wedge(centre, RADIUS, 360 * start - 90, 360 * end - 90, width=RING)
    sheet.shape(wedge.get_path(), fill, hatch)


def _centre(sheet: Sheet, kit: Kit, centre: tuple[float, float], part: Slice | None) -> None:
    """The accent's value in the middle, as large as the hole allows."""
    if part is None:
        return
    for size in (SMALL_HERO, 15.0, 12.0):
        figure: Hero = hero(part.point, kit, size)
        if fits(figure.width, LEAST_CENTRE):
            draw_hero(sheet, centre[0] - figure.width / 2, centre[1] + MIDDLE_EM * size, figure, kit.look)
            return


@dataclass(frozen=True, slots=True)
class RingLabel:
    """Name and value of a part, to stand beside it."""

    part: Slice
    name: tuple[Line, ...]
    name_style: TextStyle
    value_style: TextStyle

    @property
    def is_right(self) -> bool:
        """Whether it stands at the right of the ring."""
        return self.part.middle < 0.5

    @property
    def height(self) -> float:
        """The lines of the name, and the value's."""
        return LABEL_LEADING * (len(self.name) + 1)


def _ring_labels(slices: Sequence[Slice], chosen: int, width: float, kit: Kit) -> list[list[RingLabel]]:
    """The labels of the right and of the left side."""
    room = width / 2 - (RADIUS + ELBOW + LEADER + LABEL_GAP)
    labels: list[RingLabel] = []
    for number, part in enumerate(slices):
        style = kit.look.name_strong if number == chosen else kit.look.name
        name = kit.letters.wrap(part.label, style, room)
        labels.append(RingLabel(part, name, style, kit.strong(number == chosen)))
    return [[label for label in labels if label.is_right == side] for side in (True, False)]


def _around(sheet: Sheet, centre: tuple[float, float], labels: Sequence[RingLabel], kit: Kit) -> None:
    """Names and values of one side, kept apart, with hairline leaders to their parts."""
    look = sheet.look
    cx, cy = centre
    wanted = [cy - cos(radians(360 * label.part.middle)) * (RADIUS + ELBOW) for label in labels]
    heights = [label.height for label in labels]
    placed = spread(wanted, heights, 0.0, 2 * cy, LABEL_APART)
    for label, y in zip(labels, placed, strict=True):
        sign, align = (1, Side.START) if label.is_right else (-1, Side.END)
        x = cx + sign * (RADIUS + ELBOW + LEADER)
        angle = radians(360 * label.part.middle)
        edge = (cx + sin(angle) * (RADIUS + 1.5), cy - cos(angle) * (RADIUS + 1.5))
        sheet.polyline([edge, (x - sign * LEADER / 2, y), (x, y)], look.bracket, look.hairline)
        at = x + sign * LABEL_GAP
        top = y - (label.height - LABEL_LEADING) / 2 + MIDDLE_EM * look.name.size
        sheet.lines(at, top, label.name, label.name_style, align)
        text = value_text(label.part.point, label.value_style, look.accent)
        sheet.text(at, top + LABEL_LEADING * len(label.name), text, label.value_style, align)
