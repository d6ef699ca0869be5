"""From draw items to operators: one content stream a page.

Items lie in points from the top left of the trim box, y downwards; PDF counts from the lower left. The flip
happens in `_flip` and nowhere else. Groups only move that origin, so a page needs no matrices for them.

Runs of text items share one text object, and nothing is set twice: the painter remembers the graphics state
it has left behind. Every item announces its tag through `_mark` before it paints; a profile that wants
marked content hands in a `Marking`, and nothing paints outside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, assert_never

from reportgen.core.geometry import Rect
from reportgen.core.paged import (
    DrawItem,
    GroupItem,
    ImageItem,
    LinkItem,
    Page,
    PathItem,
    PathOp,
    Tag,
    TextItem,
)
from reportgen.core.style import Colour
from reportgen.pdf.boxes import TRIM_ONLY, Sheets
from reportgen.pdf.canvas import PageCanvas
from reportgen.pdf.colour import LARGEST_TEXT, THICKEST_LINE, Colours
from reportgen.pdf.extras import Marks
from reportgen.pdf.fonts import EmbeddedFont, FontTable
from reportgen.pdf.images import PictureTable
from reportgen.pdf.links import Links
from reportgen.pdf.show import show
from reportgen.pdf.syntax import number, thousandths

_DEEPEST = 28  # levels of q that PDF/A allows (ISO 19005-2, 6.1.13)
_ROUND = 1  # joins of emboldened letters: mitres would grow spikes on sharp strokes
_UNTAGGED = Tag()


class Marking(Protocol):
    """Marked content of one file; `Tagging` is the one in use."""

    def begin_page(self, number: int) -> None:
        """A page begins, whose object has this number."""
        ...

    def open(self, tag: Tag) -> str:
        """The operator that begins the sequence an item with this tag belongs to; `EMC` ends it."""
        ...

    def extend(self, tag: Tag, box: tuple[float, float, float, float]) -> None:
        """Something of this tag covers `box` (left, bottom, right, top in PDF space)."""
        ...

    def annotate(self, tag: Tag, number: int) -> int:
        """Object `number` is an annotation over what has this tag; its key in the parent tree."""
        ...

    def end_page(self) -> dict[str, bytes]:
        """What the page's dictionary says of its tags."""
        ...


@dataclass(slots=True)
class _State:
    """The part of the graphics state that we set; values are those a page begins with."""

    fill: str = "0 g"
    stroke: str = "0 G"
    line_width: float = 1.0
    cap: int = 0
    join: int = 0
    dash: tuple[float, ...] = ()
    font: EmbeddedFont | None = None
    size: float = 0.0
    spacing: float = 0.0  # Tc
    rendering: int = 0  # Tr
    overprint: bool = False


class Painter:
    """Paints pages on a canvas, one after another."""

    def __init__(
        self,
        canvas: PageCanvas,
        fonts: FontTable,
        pictures: PictureTable,
        colours: Colours,
        links: Links | None,
        marking: Marking | None = None,
        sheets: Sheets = TRIM_ONLY,
        marks: Marks | None = None,
    ) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._pictures = pictures
        self._colours = colours
        self._links = links
        self._marking = marking
        self._sheets = sheets
        self._marks = marks
        self._begin(0.0)

    def paint(self, page: Page) -> None:
        """Paint `page` and write it out."""
        sheet = self._sheets.sheet(page.size)
        self._canvas.open_page(sheet.size)
        self._canvas.describe(sheet.boxes)
        self._begin(page.size.height + sheet.margin, sheet.margin)
        if self._marking is not None:
            self._marking.begin_page(self._canvas.page_object)
        self._items(page.items, _UNTAGGED)
        if self._marks is not None:
            self._items(self._marks(page), _UNTAGGED)
        self._end_mark()
        if self._marking is not None:
            self._canvas.describe(self._marking.end_page())
        self._canvas.showPage()

    def _begin(self, top: float, left: float = 0.0) -> None:
        self._code = self._canvas.code
        self._state = _State()
        self._left, self._top = left, top  # of the current group, in PDF space
        self._saved: list[_State] = []
        self._in_text = False
        self._line = (0, 0)  # start of the text line, in thousandths of a point
        self._marked: Tag | None = None

    def _flip(self, x: float, y: float) -> tuple[float, float]:
        """A point of the current group in PDF space."""
        return self._left + x, self._top - y

    def _items(self, items: Sequence[DrawItem], inherited: Tag) -> None:
        for item in items:
            tag = item.tag if item.tag.node or item.tag.artifact else inherited
            match item:
                case TextItem():
                    self._text(item, tag)
                case PathItem():
                    self._path(item, tag)
                case ImageItem():
                    self._image(item, tag)
                case GroupItem():
                    self._group(item, tag)
                case LinkItem():
                    self._link(item, tag)
                case _:
                    assert_never(item)

    # Marked content and text objects: a mark may hold several text objects, never the other way round.

    def _mark(self, tag: Tag) -> None:
        """From here on, what is painted belongs to `tag`."""
        if self._marking is not None and tag != self._marked:
            self._end_mark()
            self._code.append(self._marking.open(tag))
            self._marked = tag

    def _end_mark(self) -> None:
        self._end_text()
        if self._marked is not None:
            self._code.append("EMC")
            self._marked = None

    def _end_text(self) -> None:
        if self._in_text:
            self._code.append("ET")
            self._in_text = False

    # Items

    def _text(self, item: TextItem, tag: Tag) -> None:
        run = item.run
        if not run.glyph_ids:
            return
        self._mark(tag)
        code, state = self._code, self._state
        if not self._in_text:
            code.append("BT")
            self._in_text, self._line = True, (0, 0)
        font = self._fonts.font(run.font)
        if font is not state.font or run.size != state.size:
            self._canvas.use_font(font.key, font.number)
            code.append(f"/{font.key} {number(run.size)} Tf")
            state.font, state.size = font, run.size
        self._set_overprint(run.size <= LARGEST_TEXT and self._colours.overprints(item.colour))
        self._set_fill(item.colour)
        if run.embolden_em:
            self._set_stroke(item.colour)
            self._set_pen(run.embolden_em * run.size, state.cap, _ROUND, ())
        rendering = 2 if run.embolden_em else 0  # fill, then stroke
        if rendering != state.rendering:
            code.append(f"{rendering} Tr")
            state.rendering = rendering
        glyphs, actual = font.codes.encode(run)
        spacing, operators = show(glyphs, run, actual)
        if spacing != state.spacing:
            code.append(f"{number(spacing)} Tc")
            state.spacing = spacing
        x, y = self._flip(item.x, item.y)
        to = (round(x * 1000), round(y * 1000))
        code.append(f"{thousandths(to[0] - self._line[0])} {thousandths(to[1] - self._line[1])} Td")
        code.append(operators)
        self._line = to
        self._cover(tag, ((x, y - run.size / 4), (x + sum(run.advances), y + run.size)))

    def _path(self, item: PathItem, tag: Tag) -> None:
        if not item.ops or (item.fill is None and item.stroke is None):
            return
        self._mark(tag)
        self._end_text()
        points = [(x, y) for op in item.ops for x, y in zip(op[1::2], op[2::2], strict=True)]
        is_line = item.fill is None and item.stroke is not None and item.line_width <= THICKEST_LINE
        self._set_overprint(is_line and item.stroke is not None and self._colours.overprints(item.stroke))
        if item.fill is not None:
            self._set_fill(self._colours.solid(item.fill, *_extent(points)))
        if item.stroke is not None:
            self._set_stroke(item.stroke)
            self._set_pen(item.line_width, item.cap, item.join, item.dash)
        self._outline(item.ops)
        if points:
            width = item.line_width / 2 if item.stroke is not None else 0.0
            self._cover(tag, [self._flip(x, y) for x, y in points], width)
        if item.fill is None:
            self._code.append("S")
        else:
            self._code.append(("f" if item.stroke is None else "B") + ("*" if item.even_odd else ""))

    def _outline(self, ops: Sequence[PathOp]) -> None:
        for operator, *points in ops:
            if not points:
                self._code.append(operator)
                continue
            parts = []
            for x, y in zip(points[::2], points[1::2], strict=True):
                px, py = self._flip(x, y)
                parts.append(f"{number(px)} {number(py)}")
            self._code.append(f"{' '.join(parts)} {operator}")

    def _image(self, item: ImageItem, tag: Tag) -> None:
        left, top, right, bottom = item.crop
        if not (0.0 <= left < right <= 1.0 and 0.0 <= top < bottom <= 1.0):
            raise AssertionError(f"a crop must leave something of the picture, not {item.crop}")
        self._mark(tag)
        picture = self._pictures.picture(item.image)
        self._canvas.use_image(picture.key, picture.number)
        if picture.is_transparent:
            self._canvas.blend_in(self._colours.blending_space)
        box = item.box
        full = Rect(0.0, 0.0, box.width / (right - left), box.height / (bottom - top))
        full = full.moved(box.x - left * full.width, box.y - top * full.height)
        self._save()
        if full != box:
            self._code.append(f"{self._rectangle(box)} re W n")
        left, bottom = self._flip(box.x, box.bottom)
        self._cover(tag, ((left, bottom), (left + box.width, bottom + box.height)))
        x, y = self._flip(full.x, full.bottom)
        a, b, c, d, e, f = picture.upright
        w, h = full.width, full.height
        matrix = (a * w, b * h, c * w, d * h, e * w + x, f * h + y)
        self._code.append(f"{' '.join(map(number, matrix))} cm")
        self._code.append(f"/{picture.key} Do")
        self._restore()

    def _group(self, item: GroupItem, tag: Tag) -> None:
        left, top = self._left, self._top
        self._left, self._top = self._flip(item.dx, item.dy)
        if item.clip:
            self._end_mark()
            self._save()
            self._outline(item.clip)
            self._code.append("W n")
        self._items(item.items, tag)
        if item.clip:
            self._end_mark()
            self._restore()
        self._left, self._top = left, top

    def _link(self, item: LinkItem, tag: Tag) -> None:
        if self._links is None:
            return
        x, y = self._flip(item.box.x, item.box.bottom)
        area = (x, y, x + item.box.width, y + item.box.height)
        entries = self._links.annotation(area, item.target, item.label)
        number = self._canvas.reserve()
        if self._marking is not None:
            self._end_mark()  # words after it wait for another area, though they be the same link's
            entries["StructParent"] = b"%d" % self._marking.annotate(tag, number)
        self._canvas.annotate(entries, number)

    def _cover(self, tag: Tag, points: Iterable[tuple[float, float]], margin: float = 0.0) -> None:
        """Tell the marking how far what is painted reaches."""
        if self._marking is not None and tag.node is not None:
            xs, ys = zip(*points, strict=True)
            box = (min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin)
            self._marking.extend(tag, box)

    # Graphics state

    def _save(self) -> None:
        self._end_text()
        if len(self._saved) == _DEEPEST:
            raise AssertionError(f"groups with a clip are nested deeper than {_DEEPEST} levels")
        self._code.append("q")
        self._saved.append(replace(self._state))

    def _restore(self) -> None:
        self._end_text()
        self._code.append("Q")
        self._state = self._saved.pop()

    def _rectangle(self, box: Rect) -> str:
        x, y = self._flip(box.x, box.bottom)
        return " ".join(map(number, (x, y, box.width, box.height)))

    def _set_fill(self, colour: Colour) -> None:
        operator = self._colours.fill(colour)
        if operator != self._state.fill:
            self._use_ink(colour)
            self._code.append(operator)
            self._state.fill = operator

    def _set_stroke(self, colour: Colour) -> None:
        operator = self._colours.stroke(colour)
        if operator != self._state.stroke:
            self._use_ink(colour)
            self._code.append(operator)
            self._state.stroke = operator

    def _use_ink(self, colour: Colour) -> None:
        if spot := self._colours.spot(colour):
            self._canvas.use_space(*spot)

    def _set_overprint(self, wanted: bool) -> None:
        if wanted != self._state.overprint:
            key, number_ = self._colours.overprint_state(wanted)
            self._canvas.use_state(key, number_)
            self._code.append(f"/{key} gs")
            self._state.overprint = wanted

    def _set_pen(self, line_width: float, cap: int, join: int, dash: tuple[float, ...]) -> None:
        code, state = self._code, self._state
        if line_width != state.line_width:
            code.append(f"{number(line_width)} w")
        if cap != state.cap:
            code.append(f"{cap} J")
        if join != state.join:
            code.append(f"{join} j")
        if dash != state.dash:
            code.append(f"[{' '.join(map(number, dash))}] 0 d")
        state.line_width, state.cap, state.join, state.dash = line_width, cap, join, dash


def _extent(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Width and height of the box around `points`."""
    if not points:
        return 0.0, 0.0
    xs, ys = zip(*points, strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)
