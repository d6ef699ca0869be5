"""What stands around the trim on a press sheet: crop and register marks, colour bar, slug line.

All of it lies outside the bleed, in points from the trim's top left corner, and is no part of the document.
Marks are printed by every plate; the patches of the bar each by the inks they show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reportgen.core.geometry import Size, mm
from reportgen.core.paged import Artifact, DrawItem, Page, PathItem, Tag
from reportgen.core.style import Colour, TextStyle
from reportgen.layout.drawing import circle, line_at, panel
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.paragraph import set_line

MARGIN = mm(10)  # of the sheet beyond the bleed
REGISTRATION = Colour("registration", (0.0, 0.0, 0.0), (1.0, 1.0, 1.0, 1.0), "All")
MARK = Tag(artifact=Artifact.PAGE)

_LENGTH, _AWAY, _THIN = mm(5), mm(1), 0.25  # of a crop mark: how long, how far from the bleed, how thick
_TARGET = mm(2)  # radius of a register mark
_PATCH = mm(5)
_SLUG = TextStyle("label", 6.5, Colour("slug", (0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0)))
_INKS = (
    *((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0)),
    *((0.5, 0.0, 0.0, 0.0), (0.0, 0.5, 0.0, 0.0), (0.0, 0.0, 0.5, 0.0), (0.0, 0.0, 0.0, 0.5)),
    *((0.0, 1.0, 1.0, 0.0), (1.0, 0.0, 1.0, 0.0), (1.0, 1.0, 0.0, 0.0)),
    (0.5, 0.4, 0.4, 0.0),  # grey of three inks: tells whether they are in balance
)


def press_marks(
    fonts: FontBook, bleed: float, slug: Callable[[Page], str]
) -> Callable[[Page], Sequence[DrawItem]]:
    """Marks for pages with this bleed (pt); `slug` is what the line below says of a page."""

    def marks(page: Page) -> Sequence[DrawItem]:
        size = page.size
        items = [*_crop(size, bleed), *_register(size, bleed), *_bar(size, bleed)]
        line = set_line(slug(page), _SLUG, fonts)
        return [*items, *line_at(line, mm(2), size.height + bleed + MARGIN - mm(2), MARK)]

    return marks


def fold_marks(size: Size, bleed: float, folds: Sequence[float]) -> list[DrawItem]:
    """Where a cover is folded: dashed lines above and below, at `folds` pt from the left."""
    start, end = bleed + _AWAY, bleed + _AWAY + _LENGTH
    return [
        PathItem((("m", x, y), ("l", x, z)), None, REGISTRATION, _THIN, MARK, (2.0, 2.0))
        for x in folds
        for y, z in ((-start, -end), (size.height + start, size.height + end))
    ]


def _crop(size: Size, bleed: float) -> Iterator[DrawItem]:
    """Two lines at each corner, in line with the trim, outside the bleed."""
    start, end = bleed + _AWAY, bleed + _AWAY + _LENGTH
    for x in (0.0, size.width):
        for y, z in ((-start, -end), (size.height + start, size.height + end)):
            yield _line(x, y, x, z)
    for y in (0.0, size.height):
        for x, z in ((-start, -end), (size.width + start, size.width + end)):
            yield _line(x, y, z, y)


def _register(size: Size, bleed: float) -> Iterator[DrawItem]:
    """A cross in a circle at the middle of each side."""
    away = bleed + MARGIN / 2
    centres = (
        (size.width / 2, -away),
        (size.width / 2, size.height + away),
        (-away, size.height / 2),
        (size.width + away, size.height / 2),
    )
    for x, y in centres:
        yield PathItem(circle(x, y, _TARGET * 0.6), None, REGISTRATION, _THIN, MARK)
        yield _line(x - _TARGET, y, x + _TARGET, y)
        yield _line(x, y - _TARGET, x, y + _TARGET)


def _bar(size: Size, bleed: float) -> Iterator[DrawItem]:
    """Patches of the inks, their halves and pairs, above the page to the right of the register mark."""
    x, y = size.width / 2 + 2 * _PATCH, -bleed - MARGIN / 2 - _PATCH / 2
    for number, inks in enumerate(_INKS):
        if x + _PATCH > size.width:
            return  # a narrow page has room for fewer
        yield panel(x, y, _PATCH, _PATCH, Colour(f"patch {number}", _shown(inks), inks), MARK)
        x += _PATCH


def _shown(inks: tuple[float, float, float, float]) -> tuple[float, float, float]:
    """A patch on a screen, where no file shows it."""
    cyan, magenta, yellow, black = inks
    light = 1.0 - black
    return ((1.0 - cyan) * light, (1.0 - magenta) * light, (1.0 - yellow) * light)


def _line(x: float, y: float, x2: float, y2: float) -> PathItem:
    return PathItem((("m", x, y), ("l", x2, y2)), None, REGISTRATION, _THIN, MARK)
