"""The sheet a chart is drawn on: a matplotlib figure in points, with the strokes of the house.

A figure function first measures its words and decides where everything stands, then takes a sheet of that
size and draws: shapes as matplotlib artists, words through `typeset`, all at points of the sheet, y
downwards; `finish` gives the recorded drawing. Values become points by the exact scales of `scale`. The
renderer takes matplotlib's Axes as well; kinds that show nothing of theirs do without, for one costs 3 to
5 ms, more than the whole chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from reportgen.charts.lettering import Lettering
from reportgen.charts.look import ChartLook
from reportgen.charts.renderer import Canvas, Recorder, SetLine
from reportgen.core.geometry import Rect, Size
from reportgen.core.paged import Drawing, Tag
from reportgen.core.style import Colour, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset.lines import Line

Segment = tuple[float, float, float, float]  # x0, y0, x1, y1
BOX_CODES = [int(code) for code in (Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY)]


class Side(Enum):
    """Which part of a label stands at the given x."""

    START = 0.0
    CENTRE = 0.5
    END = 1.0


@dataclass(frozen=True, slots=True)
class Kit:
    """What every figure function draws with."""

    look: ChartLook
    letters: Lettering
    tag: Tag

    def sheet(self, width: float, height: float) -> Sheet:
        """A fresh sheet (pt)."""
        return Sheet(width, height, self)

    def strong(self, is_strong: bool) -> TextStyle:
        """The style of a value: the accent, strong, or the plain one."""
        look = self.look
        return replace(look.value_strong, colour=look.accent) if is_strong else look.value


Bar = tuple[Rect, Colour]  # a solid bar


class Sheet:
    """One chart in the making. All lengths in pt; z-order: grid 0, shapes 1, lines 2, dots 3, words 5."""

    def __init__(self, width: float, height: float, kit: Kit) -> None:
        self.size = Size(width, height)
        self.look, self.letters, self.tag = kit.look, kit.letters, kit.tag
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72, frameon=False)
        self.canvas = Canvas(self.figure)
        self.canvas.recorder = Recorder(width, height, kit.look, kit.letters, kit.tag)
        flip: Transform = Affine2D().scale(1, -1).translate(0, height)
        self.points = flip  # from points of the sheet to matplotlib's display

    def bars(self, bars: Sequence[Bar]) -> None:
        """Solid bars, those of one colour as one path."""
        for colour in dict.fromkeys(colour for _, colour in bars):
            self.boxes([box for box, its in bars if its == colour], colour)

    def rect(self, box: Rect, fill: Colour) -> None:
        """A box without an outline."""
        patch = Rectangle(
            (box.x, box.y), box.width, box.height, facecolor=fill.rgb, edgecolor="none", linewidth=0
        )
        self._add(patch, 1)

    def boxes(self, boxes: Sequence[Rect], fill: Colour, hatch: Colour | None = None) -> None:
        """Many boxes of one colour, as one path."""
        if not boxes:
            return
        vertices: list[tuple[float, float]] = []
        for box in boxes:
            corners = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
            vertices += [*corners, corners[0]]
        self.shape(Path(vertices, BOX_CODES * len(boxes)), fill, hatch)

    def frame(self, box: Rect, stroke: Colour, line_width: float, dash: tuple[float, ...] = ()) -> None:
        """An open box: its outline alone, inside its edges, dashed if `dash` (pt) says so."""
        inner = box.grown(-line_width / 2)
        patch = Rectangle(
            (inner.x, inner.y),
            inner.width,
            inner.height,
            fill=False,
            edgecolor=stroke.rgb,
            linewidth=line_width,
            linestyle=(0, dash) if dash else "solid",
        )
        self._add(patch, 1)

    def hatched(
        self, box: Rect, colour: Colour, outline: Colour, open_sides: str = "", line_width: float = 0.7
    ) -> None:
        """A range that the source only bounds: hatched, lines on all sides but `open_sides` (of lrtb)."""
        patch = Rectangle(
            (box.x, box.y), box.width, box.height, fill=False, edgecolor="none", linewidth=0, hatch="/"
        )
        patch.set_hatchcolor(colour.rgb)
        self._add(patch, 1)
        left, top, right, bottom = box.x, box.y, box.right, box.bottom
        if not open_sides:
            self.frame(box.grown(line_width / 2), outline, line_width)
            return
        sides = {
            "l": (left, top, left, bottom),
            "r": (right, top, right, bottom),
            "t": (left, top, right, top),
            "b": (left, bottom, right, bottom),
        }
        self.rules(
            [segment for side, segment in sides.items() if side not in open_sides], outline, line_width
        )

    def rules(
        self, segments: Sequence[Segment], colour: Colour, line_width: float, zorder: float = 2
    ) -> None:
        """Straight lines of one colour and width."""
        lines = LineCollection(
            [((x0, y0), (x1, y1)) for x0, y0, x1, y1 in segments],
            colors=[colour.rgb],
            linewidths=[line_width],
            capstyle="butt",
        )
        lines.set_transform(self.points)
        lines.set_zorder(zorder)
        lines.set_clip_on(False)
        self.figure.add_artist(lines)

    def polyline(self, points: Sequence[tuple[float, float]], colour: Colour, line_width: float) -> None:
        """A line through the points."""
        line = Line2D(
            [x for x, _ in points],
            [y for _, y in points],
            color=colour.rgb,
            linewidth=line_width,
            solid_joinstyle="round",
            solid_capstyle="butt",
            transform=self.points,
        )
        line.set_zorder(2)
        self.figure.add_artist(line)

    def dots(
        self, points: Sequence[tuple[float, float]], colour: Colour, size: float, *, is_open: bool = False
    ) -> None:
        """Round dots of `size` (pt across); open ones are filled with paper."""
        edge = 0.9 if is_open else 0.0
        line = Line2D(
            [x for x, _ in points],
            [y for _, y in points],
            linestyle="none",
            marker="o",
            markersize=size - edge,
            markerfacecolor=self.look.paper.rgb if is_open else colour.rgb,
            markeredgecolor=colour.rgb if is_open else "none",
            markeredgewidth=edge,
            transform=self.points,
        )
        line.set_zorder(3)
        self.figure.add_artist(line)

    def shape(self, path: Path, fill: Colour | None, hatch: Colour | None = None) -> None:
        """A filled path in points of the sheet, hatched instead if `hatch` is given."""
        patch = PathPatch(
            path, facecolor=_rgb(fill), edgecolor="none", linewidth=0, hatch="/" if hatch else None
        )
        if hatch:
            patch.set_hatchcolor(hatch.rgb)
        self._add(patch, 1)

    def _add(self, patch: Rectangle | PathPatch, zorder: float) -> None:
        patch.set_transform(self.points)
        patch.set_zorder(zorder)
        self.figure.add_artist(patch)

    # words

    def text(
        self, x: float, y: float, text: StyledText | str, style: TextStyle, side: Side = Side.START
    ) -> float:
        """One line with its `side` at `x` and its baseline at `y`; gives its width."""
        return self.line(x, y, self.letters.line(text, style), style, side)

    def line(self, x: float, y: float, line: Line, style: TextStyle, side: Side = Side.START) -> float:
        """A line already set."""
        if line.runs:
            self.figure.add_artist(SetLine(x - side.value * line.width, y, line, style.size))
        return line.width

    def lines(
        self, x: float, y: float, lines: Iterable[Line], style: TextStyle, side: Side = Side.START
    ) -> None:
        """Lines of one label, the first baseline at `y`, the others `label_leading` apart."""
        for number, line in enumerate(lines):
            self.line(x, y + number * self.letters.leading, line, style, side)

    def finish(self) -> Drawing:
        """The drawing: everything matplotlib draws of the figure, recorded."""
        self.figure.draw(self.canvas.recorder)
        return Drawing(self.size, tuple(self.canvas.recorder.items))


def _rgb(colour: Colour | None) -> tuple[float, float, float] | str:
    return "none" if colour is None else colour.rgb
