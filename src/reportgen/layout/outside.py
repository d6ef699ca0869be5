"""Text whose ink leaves its place: over the edge of the type area, or too near to the trimmed edge.

Every text of every page is looked at, so the cheap question comes first: does its frame stay inside? Nearly
all do. Only of the others is the ink measured, glyph by glyph, since a frame may stand out where nothing is
seen: display type is hung by its bearing, marks at line ends have white.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.core.diagnostics import Diagnostic, Span, warning
from reportgen.core.geometry import TOLERANCE, Rect, mm
from reportgen.core.paged import DrawItem, GroupItem, LogicalNode, Page, Tag, TextItem
from reportgen.core.theme import PageGeometry
from reportgen.layout.setting import EXCERPT
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.stretch import HANGING

SAFE = mm(3)  # from the trimmed edge: what a cutter may be off by
SEEN = 0.2  # pt; curves are drawn a little beyond their frames
DESCENT_EM = 0.3  # more than any face reaches below the baseline, and less than a line
MIRRORED = ("cover",)  # masters of odd pages laid out as even ones: the wide margin at the fore edge

_EDGES = {"left": ("左", "on the left"), "right": ("右", "on the right")}
_CUTS = {"top": ("上", "top"), "bottom": ("下", "bottom")}


@dataclass(frozen=True, slots=True)
class _Stain:
    """Ink that is `over` pt beyond an edge."""

    over: float
    edge: str
    text: str
    tag: Tag


def outside(
    pages: Iterable[Page], geometry: PageGeometry, fonts: FontBook, tree: LogicalNode
) -> list[Diagnostic]:
    """A warning for each node, page and edge, for the text that is farthest out.

    A running head is told of once, on the first page that bears it.
    """
    found: list[Diagnostic] = []
    origins: dict[str, Span | None] = {}
    heads: set[tuple[str, str]] = set()
    for page in pages:
        worst: dict[tuple[Tag, str], _Stain] = {}
        for stain in _stains(page, geometry, fonts):
            if stain.tag.node is None and (stain.text, stain.edge) in heads:
                continue
            heads.add((stain.text, stain.edge))
            key = (stain.tag, stain.edge)
            if key not in worst or stain.over > worst[key].over:
                worst[key] = stain
        if worst and not origins:
            origins = dict(_origins(tree, None))
        found += [_told(stain, page.label, origins) for stain in worst.values()]
    return found


def _stains(page: Page, geometry: PageGeometry, fonts: FontBook) -> Iterator[_Stain]:
    trim = geometry.trim
    area = geometry.type_area(page.index % 2 == 0 and page.master not in MIRRORED)
    left, right = max(area.x, SAFE), min(area.right, trim.width - SAFE)
    room = Rect(left, SAFE, right - left, trim.height - 2 * SAFE)
    for item, dx, dy, tag in _out_of_frame(page.items, room, 0.0, 0.0, None):
        x0, y0, x1, y1 = _ink(item, fonts)
        over = {
            "left": room.x - x0 - dx,
            "right": x1 + dx - room.right,
            "top": room.y - y0 - dy,
            "bottom": y1 + dy - room.bottom,
        }
        for edge, by in over.items():
            if by > SEEN and not (edge == "right" and _hangs(item, by)):
                yield _Stain(by, edge, item.run.text, tag)


def _hangs(item: TextItem, by: float) -> bool:
    """Whether it is a mark that stands in the margin by rule (rule book 5.6)."""
    return item.run.text[-1:] in HANGING and by <= item.run.size / 2


def _out_of_frame(
    items: Iterable[DrawItem], room: Rect, dx: float, dy: float, tag: Tag | None
) -> Iterator[tuple[TextItem, float, float, Tag]]:
    """Text whose frames are not all inside `room`, with the shift of its group and its tag."""
    left, right = room.x - dx - TOLERANCE, room.right - dx + TOLERANCE
    top, bottom = room.y - dy, room.bottom - dy
    for item in items:
        if item.__class__ is TextItem:
            run = item.run
            size = run.size
            if (
                item.x < left
                or item.x + sum(run.advances) > right
                or item.y - size < top
                or item.y + DESCENT_EM * size > bottom
            ):
                yield item, dx, dy, _own(item.tag, tag)
        elif isinstance(item, GroupItem):
            yield from _out_of_frame(item.items, room, dx + item.dx, dy + item.dy, _own(item.tag, tag))


def _own(tag: Tag, group: Tag | None) -> Tag:
    return tag if group is None or tag.node or tag.artifact else group


def _ink(item: TextItem, fonts: FontBook) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the ink; nothing at all where all glyphs are blank."""
    run = item.run
    face = fonts.face(run.font)
    scale = run.size / face.upem
    stroke = run.embolden_em * run.size / 2
    inf = float("inf")
    x0, y0, x1, y1 = inf, inf, -inf, -inf
    pen = item.x
    for number, (glyph, advance) in enumerate(zip(run.glyph_ids, run.advances, strict=True)):
        box = face.bounds(glyph)
        if box[0] != box[2]:
            shift, rise = run.offsets[number] if run.offsets else (0.0, 0.0)
            x0 = min(x0, pen + shift + box[0] * scale - stroke)
            x1 = max(x1, pen + shift + box[2] * scale + stroke)
            y0 = min(y0, item.y - rise - box[3] * scale - stroke)
            y1 = max(y1, item.y - rise - box[1] * scale + stroke)
        pen += advance
    return x0, y0, x1, y1


# ------------------------------------------------------------------ words


def _told(stain: _Stain, folio: str, origins: dict[str, Span | None]) -> Diagnostic:
    text = stain.text.strip()
    words = text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"
    if stain.edge in _EDGES:
        side, on = _EDGES[stain.edge]
        zh = f"“{words}”伸出版心{side}边 {stain.over:.1f} 点"
        en = f"“{words}” sticks out of the type area by {stain.over:.1f} pt {on}"
    else:
        side, on = _CUTS[stain.edge]
        zh = f"“{words}”离{side}边的裁切线不到 3 毫米，差 {stain.over:.1f} 点"
        en = f"“{words}” is {stain.over:.1f} pt nearer than 3 mm to the trimmed edge at the {on}"
    node = stain.tag.node or ""
    return warning("layout.outside", origins.get(node), zh=zh, en=en, page=folio, path=node)


def _origins(node: LogicalNode, above: Span | None) -> Iterator[tuple[str, Span | None]]:
    """Where each node was written: its own place, or that of what it is part of."""
    place = node.origin or above
    yield node.id, place
    for child in node.children:
        yield from _origins(child, place)
