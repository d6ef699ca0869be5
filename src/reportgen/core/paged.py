"""The paged document: plain draw items on pages, a logical tree, and how the two are joined.

Points, origin at the top left of the trim box, y downwards; only the painter flips to PDF space. Logical
order comes from `content` (the tree), marks come from `layout` (each item names its node or is an
artifact), `pdf` joins them: drawing order never decides reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NewType

from reportgen.core.diagnostics import Span
from reportgen.core.geometry import Rect, Size
from reportgen.core.style import Colour

NodeId = NewType("NodeId", str)  # path in the spec: stable across editions
FontId = NewType("FontId", str)  # file name of a face in the lock, without suffix


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs of one font and size, in visual order, ready to paint.

    `advances[i]` is the final advance of `glyph_ids[i]` in pt, justification and trims included, so
    `sum(advances)` is the width on paper. `clusters[i]` is the index in `text` where the characters of that
    glyph begin; it feeds text extraction and never decreases. `offsets[i]` moves the ink of a glyph (x, y in
    pt, y upwards) and not the pen: trimmed marks, raised notes; empty when all are zero.
    """

    font: FontId
    size: float
    glyph_ids: tuple[int, ...]
    advances: tuple[float, ...]
    offsets: tuple[tuple[float, float], ...]
    clusters: Sequence[int]  # a `range` where glyphs and characters are one to one
    text: str
    embolden_em: float = 0.0  # stroke width for a bold role set from a regular face


class Artifact(Enum):
    """What an item that no logical node owns is."""

    HEADER = "header"
    FOOTER = "footer"
    LAYOUT = "layout"  # rules, backgrounds, repeated table heads
    PAGE = "page"  # marks outside the trim


class InlineKind(Enum):
    """What a stretch inside a node is."""

    LABEL = "label"  # the marker of a list item
    LINK = "link"  # key: the target
    RUBY_BASE = "base"  # key: which of the node's readings
    RUBY_TEXT = "reading"  # key: as its base
    LANGUAGE = "language"  # key: the tag of another language (BCP 47)


@dataclass(frozen=True, slots=True)
class Inline:
    """A stretch of a node that readers tell from the rest of it. Stretches with one key belong together."""

    kind: InlineKind
    key: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """Whose content an item is: a logical node's (or of a stretch in it), or an artifact."""

    node: NodeId | None = None
    artifact: Artifact | None = None
    inline: Inline | None = None


LAYOUT_ARTIFACT = Tag(artifact=Artifact.LAYOUT)


@dataclass(frozen=True, slots=True)
class TextItem:
    """A glyph run with its pen start on the baseline."""

    x: float
    y: float
    run: GlyphRun
    colour: Colour
    tag: Tag


# One path operation: ("m", x, y), ("l", x, y), ("c", x1, y1, x2, y2, x, y) or ("h",).
PathOp = tuple[str] | tuple[str, float, float] | tuple[str, float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class PathItem:
    """A filled or stroked path. `dash` in pt; `line_width` in pt; round or butt ends as in PDF (0, 1, 2)."""

    ops: tuple[PathOp, ...]
    fill: Colour | None
    stroke: Colour | None
    line_width: float
    tag: Tag
    dash: tuple[float, ...] = ()
    cap: int = 0
    join: int = 0
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class ImageRef:
    """A picture file: path as opened, digest of its bytes, pixels."""

    path: str
    sha256: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class ImageItem:
    """A picture placed in `box`, cut by `crop` (parts 0..1 of the picture: left, top, right, bottom)."""

    image: ImageRef
    box: Rect
    crop: tuple[float, float, float, float]
    tag: Tag


@dataclass(frozen=True, slots=True)
class GroupItem:
    """Items in their own coordinates, moved by `dx`, `dy` (pt), cut to `clip` (a path of the group's own)."""

    items: tuple[DrawItem, ...]
    dx: float
    dy: float
    tag: Tag  # of the group as a whole: items inside carry the same or none of their own
    clip: tuple[PathOp, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkItem:
    """An active area. `target` is a URI or `#` and a node id; `label` says where it leads."""

    box: Rect
    target: str
    label: str
    tag: Tag


DrawItem = TextItem | PathItem | ImageItem | GroupItem | LinkItem


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished chart: items of this module only, in its own box from (0, 0); picklable."""

    size: Size
    items: tuple[DrawItem, ...]


class NodeKind(Enum):
    """Kinds of logical nodes, near to the standard structure types of PDF."""

    DOCUMENT = "Document"
    PART = "Part"
    SECTION = "Sect"
    TITLE = "Title"
    HEADING = "H"
    PARAGRAPH = "P"
    QUOTE = "BlockQuote"
    LIST = "L"
    LIST_ITEM = "LI"
    LIST_LABEL = "Lbl"
    LIST_BODY = "LBody"
    TABLE = "Table"
    TABLE_HEAD = "THead"
    TABLE_BODY = "TBody"
    TABLE_ROW = "TR"
    HEAD_CELL = "TH"
    DATA_CELL = "TD"
    FIGURE = "Figure"
    CAPTION = "Caption"
    NOTE = "Note"
    CONTENTS = "TOC"
    CONTENTS_ITEM = "TOCI"


class Scope(Enum):
    """What the head of a table speaks for."""

    ROW = "Row"
    COLUMN = "Column"


@dataclass(frozen=True, slots=True)
class LogicalNode:
    """One node of the logical tree, in reading order.

    A cell of a table covers so many `columns` and `rows`; a head says what it speaks for.
    """

    id: NodeId
    kind: NodeKind
    children: tuple[LogicalNode, ...] = ()
    level: int = 0  # of headings, 1..6
    alt: str = ""  # of figures
    language: str = ""  # where it differs from the document's
    origin: Span | None = None
    columns: int = 1
    rows: int = 1
    scope: Scope | None = None
    numbering: str = ""  # of lists: Decimal, Disc, as ISO 32000-1, 14.8.5.5 calls it


@dataclass(frozen=True, slots=True)
class Page:
    """One laid out page. `label` is the folio as printed or counted."""

    index: int  # from 0
    label: str
    size: Size  # of the trim box
    master: str
    items: tuple[DrawItem, ...]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a node stands: page index and y (pt from the trim's top)."""

    page: int
    y: float


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: its text is the heading's, its place the heading's."""

    title: str
    node: NodeId
    children: tuple[OutlineEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a PDF says of itself. `created` is an ISO 8601 date or moment from the spec, empty if none."""

    title: str
    language: str = "zh-CN"
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()
    publisher: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class PagedDocument:
    """Everything an output needs. Pages are final: numbers settled, links resolvable."""

    info: DocumentInfo
    pages: tuple[Page, ...]
    tree: LogicalNode
    outline: tuple[OutlineEntry, ...]
    destinations: dict[NodeId, Destination] = field(default_factory=dict)
    bleed: float = 0.0  # pt of art beyond the trim on every side
