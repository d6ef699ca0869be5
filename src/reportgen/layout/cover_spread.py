"""A cover as the press prints it: back, spine and front on one sheet, what is inside them on another."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.core.geometry import Size, mm
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, GroupItem, Page, PathOp
from reportgen.core.style import TextStyle
from reportgen.core.theme import Theme
from reportgen.layout.drawing import ASCENT_EM, panel, text_items
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.paragraph import set_line

LEAST_SPINE = mm(5)  # narrower ones stay without words: a fold a millimetre off would show
LARGEST_EM = 14.0  # pt, of the title on the spine
PART = 0.6  # of the spine's width that its characters take
BEGIN = 0.12  # of the height, from the head of the spine to its first character


def outside(
    back: Page, front: Page, spine: float, title: str, theme: Theme, fonts: FontBook
) -> tuple[Size, tuple[DrawItem, ...]]:
    """Size and items of the outer side; `spine` in pt. The title stands on it, character below character."""
    bleed = theme.page.bleed
    size = front.size
    items = _beside(back, front, spine, bleed)
    ground = theme.masters["cover"].ground
    if ground is not None and spine:
        items.append(panel(size.width, -bleed, spine, size.height + 2 * bleed, ground, LAYOUT_ARTIFACT))
    if spine >= LEAST_SPINE:
        items += _on_spine(title, size.width + spine / 2, spine, size.height, theme, fonts)
    return Size(2 * size.width + spine, size.height), tuple(items)


def inside(front: Page, back: Page, spine: float, bleed: float) -> tuple[Size, tuple[DrawItem, ...]]:
    """Size and items of the inner side: what is behind the front stands at the left."""
    size = front.size
    return Size(2 * size.width + spine, size.height), tuple(_beside(front, back, spine, bleed))


def _beside(left: Page, right: Page, spine: float, bleed: float) -> list[DrawItem]:
    """Two pages with the spine between them; art runs off on three sides and is cut at the spine."""
    width, height = left.size.width, left.size.height
    return [
        GroupItem(left.items, 0.0, 0.0, LAYOUT_ARTIFACT, _cut(-bleed, width, height, bleed)),
        GroupItem(right.items, width + spine, 0.0, LAYOUT_ARTIFACT, _cut(0.0, width + bleed, height, bleed)),
    ]


def _cut(left: float, right: float, height: float, bleed: float) -> tuple[PathOp, ...]:
    return (
        ("m", left, -bleed),
        ("l", right, -bleed),
        ("l", right, height + bleed),
        ("l", left, height + bleed),
        ("h",),
    )


def _on_spine(
    title: str, middle: float, spine: float, height: float, theme: Theme, fonts: FontBook
) -> Sequence[DrawItem]:
    """Chinese on a spine is read downwards: each character upright below the one before."""
    text = theme.styles["cover_foot"].text
    characters = [char for char in title if not char.isspace()]
    room = height * (1 - 2 * BEGIN)
    size = min(spine * PART, LARGEST_EM, room / max(1, len(characters)) / 1.1)
    look = TextStyle("title", size, text.colour)
    items: list[DrawItem] = []
    baseline = height * BEGIN + ASCENT_EM * size
    for char in characters:
        line = set_line(char, look, fonts)
        items += text_items(line, middle - line.width / 2, baseline, LAYOUT_ARTIFACT)
        baseline += 1.1 * size
    return items
