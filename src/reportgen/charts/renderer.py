"""A matplotlib renderer that records draw items of `core.paged` instead of pixels.

The figure's resolution is 72 dpi, so a pixel of matplotlib is a point of ours; y is flipped here, once.
Coordinates are rounded to a thousandth of a point: charts are then equal on every machine, whatever the last
bit of its `sin` is. Text is measured and set by `typeset`, also text that matplotlib lays out itself, and is
never rotated. What the page cannot hold (half-transparent ink, a colour that the look does not name,
pictures) is refused by an assertion, since only a figure function of ours could have asked for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from matplotlib.artist import Artist
from matplotlib.backend_bases import FigureCanvasBase, GraphicsContextBase, RendererBase
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from reportgen.charts.hatching import clipped_lines
from reportgen.charts.lettering import ASCENT_EM, DESCENT_EM, Lettering
from reportgen.charts.look import ChartLook
from reportgen.core.geometry import Rect
from reportgen.core.paged import DrawItem, GroupItem, PathItem, PathOp, Tag, TextItem
from reportgen.core.style import Colour, TextStyle
from reportgen.typeset.lines import Line

CAPS = {"butt": 0, "round": 1, "projecting": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
DIGITS = 3  # of a coordinate in pt
MIN_LINE = 0.25  # pt; thinner lines break on a plate


def rounded(value: float) -> float:
    """A coordinate as recorded (pt)."""
    return round(float(value), DIGITS) + 0.0  # no -0.0


class Recorder(RendererBase):
    """Takes matplotlib's drawing calls and keeps them as `items`, all with one tag."""

    def __init__(self, width: float, height: float, look: ChartLook, lettering: Lettering, tag: Tag) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.look, self.lettering, self.tag = look, lettering, tag
        self.items: list[DrawItem] = []
        self._palette = {_key(rgb): colour for rgb, colour in look.palette().items()}

    # what matplotlib asks before it draws

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The figure's size in pt."""
        return self.width, self.height

    def points_to_pixels(self, points: Any) -> Any:
        """Points are pixels here."""
        return points

    def flipy(self) -> bool:
        """Matplotlib hands over y upwards."""
        return False

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        """Width, height and depth below the baseline of one line, in pt, as `typeset` sets it."""
        style = self._style(prop)
        width = self.lettering.width(s, style)
        return width, (ASCENT_EM + DESCENT_EM) * style.size, DESCENT_EM * style.size

    # what it draws

    def draw_path(self, gc: GraphicsContextBase, path: Path, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
        """Record a path, its hatching and its outline, in this order."""
        ops = self._ops(path, transform)
        if not ops:
            return
        items: list[DrawItem] = []
        fill = self._colour(rgbFace)
        hatch = gc.get_hatch()
        line_width = gc.get_linewidth()
        stroke = self._colour(gc.get_rgb()) if line_width > 0 else None
        assert stroke is None or line_width >= MIN_LINE, "a line thinner than a plate can hold"
        if fill is not None and hatch:
            items.append(PathItem(ops, fill, None, 0.0, self.tag))
            fill = None
        if hatch:
            items += self._hatching(ops, self._colour(gc.get_hatch_color()))
        if fill is not None or stroke is not None:
            dashes: Any = gc.get_dashes()[1] or ()
            dash = tuple(rounded(part) for part in dashes) if stroke else ()
            items.append(
                PathItem(
                    ops,
                    fill,
                    stroke,
                    line_width if stroke else 0.0,
                    self.tag,
                    dash,
                    CAPS[str(gc.get_capstyle())] if stroke else 0,
                    JOINS[str(gc.get_joinstyle())] if stroke else 0,
                )
            )
        self._keep(items, gc, _bounds(ops))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Record one line of matplotlib's own text, with its pen start at (x, y) of the display."""
        assert angle == 0, "text of a chart is never rotated"
        colour = self._colour(gc.get_rgb())
        style = self._style(prop)
        line = self.lettering.line(s, style if colour is None else replace(style, colour=colour))
        self.draw_line_of_text(x, self.height - y, line)

    def draw_line_of_text(self, x: float, y: float, line: Line) -> None:
        """Record a line that `typeset` has set, from `x` on, its baseline at `y` (pt, y downwards)."""
        for placed in line.runs:
            style = placed.style
            self.items.append(
                TextItem(rounded(x + placed.x), rounded(y - style.rise), placed.run, style.colour, self.tag)
            )

    def draw_image(self, *args: Any, **kwargs: Any) -> None:
        """Charts hold no pictures."""
        raise AssertionError("a chart asked for a picture; draw a mesh of paths instead")

    # parts

    def _ops(self, path: Path, transform: Any) -> tuple[PathOp, ...]:
        """The path in points, y downwards, quadratic curves raised to cubic ones."""
        ops: list[PathOp] = []
        here = (0.0, 0.0)
        segments: Any = path.iter_segments(transform, remove_nans=True, simplify=False, curves=True)
        for points, code in segments:
            xy = [
                (rounded(points[i]), rounded(self.height - points[i + 1])) for i in range(0, len(points), 2)
            ]
            if code == Path.MOVETO:
                ops.append(("m", *xy[0]))
            elif code == Path.LINETO:
                ops.append(("l", *xy[0]))
            elif code == Path.CURVE3:
                ops.append(("c", *_raised(here, xy[0], xy[1])))
            elif code == Path.CURVE4:
                ops.append(("c", *xy[0], *xy[1], *xy[2]))
            elif code == Path.CLOSEPOLY:
                ops.append(("h",))
            if code not in (Path.CLOSEPOLY, Path.STOP):
                here = xy[-1]
        return tuple(ops)

    def _hatching(self, ops: tuple[PathOp, ...], colour: Colour | None) -> list[DrawItem]:
        """Lines at 45 degrees over the shape; cut by arithmetic for a box, by a clip for any other shape."""
        assert colour is not None, "hatching without a colour"
        box = _bounds(ops)
        lines = clipped_lines(box, self.look.hatch_pitch)
        if not lines:
            return []
        strokes: list[PathOp] = []
        for x0, y0, x1, y1 in lines:
            strokes += [("m", rounded(x0), rounded(y0)), ("l", rounded(x1), rounded(y1))]
        item = PathItem(tuple(strokes), None, colour, self.look.hatch_line, self.tag)
        return [item] if _is_box(ops) else [GroupItem((item,), 0.0, 0.0, self.tag, ops)]

    def _keep(self, items: Sequence[DrawItem], gc: GraphicsContextBase, box: Rect) -> None:
        """Add the items, in a clipping group if matplotlib's clip would cut them."""
        clip = self._clip(gc, box.grown(gc.get_linewidth() / 2))
        if clip and items:
            self.items.append(GroupItem(tuple(items), 0.0, 0.0, self.tag, clip))
        else:
            self.items += items

    def _clip(self, gc: GraphicsContextBase, box: Rect) -> tuple[PathOp, ...]:
        """The clip as a path, empty where it does not cut `box`."""
        path, transform = gc.get_clip_path()
        if path is not None:
            return self._ops(cast(Path, path), transform)
        clip = gc.get_clip_rectangle()
        if clip is None:
            return ()
        area = Rect(clip.x0, self.height - clip.y1, clip.width, clip.height)
        inside = box.x >= area.x and box.right <= area.right and box.y >= area.y and box.bottom <= area.bottom
        return () if inside else box_ops(area)

    def _colour(self, rgba: Any) -> Colour | None:
        """The look's colour for what matplotlib says; None for no ink."""
        if rgba is None:
            return None
        red, green, blue, *rest = rgba
        alpha = rest[0] if rest else 1.0
        if alpha == 0:
            return None
        assert alpha == 1, "half-transparent ink in a chart"
        colour = self._palette.get(_key((red, green, blue)))
        assert colour is not None, f"a colour the look does not name: {red:.3f} {green:.3f} {blue:.3f}"
        return colour

    def _style(self, prop: Any) -> TextStyle:
        """The text style that stands for matplotlib's font properties: weight and size."""
        strong = prop.get_weight() in ("bold", "heavy", "black", "extra bold", "semibold", "demibold", 700)
        base = self.look.value_strong if strong else self.look.value
        return replace(base, size=float(prop.get_size_in_points()))


class Canvas(FigureCanvasBase):
    """A canvas whose renderer is ours, so that matplotlib's own layout measures with the report's fonts."""

    recorder: Recorder

    def get_renderer(self) -> Recorder:
        """The recorder; matplotlib looks for this name."""
        return self.recorder


class SetLine(Artist):
    """A line of text set by `typeset`, its start and baseline in points of the figure (y downwards)."""

    def __init__(self, x: float, y: float, line: Line, size: float) -> None:
        super().__init__()
        self.x, self.y, self.line, self.size = x, y, line, size
        self.set_zorder(5)

    def draw(self, renderer: RendererBase) -> None:
        """Record the line."""
        if self.get_visible():
            assert isinstance(renderer, Recorder)
            renderer.draw_line_of_text(self.x, self.y, self.line)

    def get_window_extent(self, renderer: RendererBase | None = None) -> Bbox:
        """Its frame in matplotlib's display space."""
        assert self.figure is not None
        top = self.figure.bbox.height - self.y
        return Bbox.from_extents(
            self.x, top - DESCENT_EM * self.size, self.x + self.line.width, top + ASCENT_EM * self.size
        )


def box_ops(box: Rect) -> tuple[PathOp, ...]:
    """A box as a closed path."""
    left, top, right, bottom = (rounded(v) for v in (box.x, box.y, box.right, box.bottom))
    return (("m", left, top), ("l", right, top), ("l", right, bottom), ("l", left, bottom), ("h",))


def _key(rgb: Iterable[float]) -> tuple[int, ...]:
    """A colour's key, robust against the last bits."""
    return tuple(round(part * 10000) for part in rgb)


def _raised(
    start: tuple[float, float], control: tuple[float, float], end: tuple[float, float]
) -> tuple[float, float, float, float, float, float]:
    """A quadratic curve as a cubic one: both controls two thirds of the way to the single one."""
    x1, y1 = (start[0] + 2 * control[0]) / 3, (start[1] + 2 * control[1]) / 3
    x2, y2 = (end[0] + 2 * control[0]) / 3, (end[1] + 2 * control[1]) / 3
    return rounded(x1), rounded(y1), rounded(x2), rounded(y2), end[0], end[1]


def _bounds(ops: Iterable[PathOp]) -> Rect:
    """The box around all points of a path, controls included."""
    numbers = [op[1:] for op in ops if len(op) > 1]
    xs = [x for group in numbers for x in group[::2]]
    ys = [y for group in numbers for y in group[1::2]]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)) if xs else Rect(0.0, 0.0, 0.0, 0.0)


def _is_box(ops: tuple[PathOp, ...]) -> bool:
    """Whether a path is an upright rectangle."""
    corners = {op[1:] for op in ops if len(op) == 3}
    xs, ys = {x for x, _ in corners}, {y for _, y in corners}
    return len(corners) == 4 and len(xs) == 2 and len(ys) == 2 and all(len(op) <= 3 for op in ops)
