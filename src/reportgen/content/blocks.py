"""The document after content: a closed union of blocks with texts resolved, numbered and in reading order.

Ids are paths in the spec, so they are stable across editions; ids of parts (paragraphs, rows, cells) are made
from their block's id by the functions below, and equal the ids in the logical tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from reportgen.content.cells import Cell as Cell
from reportgen.content.cells import CellAlign as CellAlign
from reportgen.content.cells import Column as Column
from reportgen.content.cells import HeadGroup, head_groups
from reportgen.content.cells import Tone as Tone
from reportgen.content.items import ListItem
from reportgen.content.numbering import HeadingNumber
from reportgen.content.plan import ChartPlan
from reportgen.core.diagnostics import Span
from reportgen.core.paged import DocumentInfo, LogicalNode, NodeId
from reportgen.core.text import RichText
from reportgen.core.theme import Turnover


class Place(Enum):
    """Where a block stands on the page."""

    MAIN = "main"
    SIDE = "side"
    FULL = "full"
    HALF = "half"  # two beside each other over the full width


@dataclass(frozen=True, slots=True)
class FigureText:
    """A hero figure in its parts, as spoken: 首超 4 万元, 70 % 以上. `word` figures have only `number`."""

    before: str
    number: str
    unit: str
    after: str
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section (level 2 to 5). `run_in`: it begins the paragraph after it; None: if the
    theme has it so."""

    id: NodeId
    level: int
    text: RichText
    number: HeadingNumber | None = None
    run_in: bool | None = None

    @property
    def full_title(self) -> str:
        """Number and title as one string: （一）总体情况."""
        return f"{self.number.lead}{self.text.text}" if self.number else self.text.text


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """One paragraph of running text; `continued` takes up again what a block interrupted."""

    id: NodeId
    text: RichText
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """权威回顾: a label and paragraphs beside a red hairline."""

    id: NodeId
    label: str
    paragraphs: tuple[RichText, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One figure with its name, a line or two of notes, and the ranks worth a badge."""

    id: NodeId
    figure: FigureText
    name: str
    note: RichText
    badge: str  # 四城区第一, or empty
    section_label: str  # 一　综合实力, used by the overview
    lead: bool = False
    origin: Span | None = None
    metric: str = ""


@dataclass(frozen=True, slots=True)
class Cards:
    """A group of cards."""

    id: NodeId
    cards: tuple[Card, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with caption 图n. `source` is the foot line: note, source and dates."""

    id: NodeId
    label: str  # 图1
    title: RichText
    subtitle: RichText
    source: RichText
    plan: ChartPlan
    alt: str
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table with caption 表n above it; all rows are as long as `columns`. `totals` are the rows that sum up
    those above them; with `row_heads` the first column says what its rows are."""

    id: NodeId
    label: str
    title: RichText
    remark: RichText
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[RichText, ...]
    place: Place
    note_prefix: str = "注："
    source: RichText = RichText("")  # noqa: RUF009 - frozen
    totals: frozenset[int] = frozenset()
    row_heads: bool = False
    of_metrics: bool = False  # qualifier, value, unit, qualifier in cells of their own

    @property
    def groups(self) -> tuple[HeadGroup, ...]:
        """Heads over several columns."""
        return head_groups(self.columns)


@dataclass(frozen=True, slots=True)
class Honour:
    """One recognition as printed."""

    id: NodeId
    title: RichText
    subject: RichText  # 主体未注明 where the source names none
    is_subject_missing: bool
    kind: str
    chapter: str  # numeral of the chapter, or empty


@dataclass(frozen=True, slots=True)
class HonourGroup:
    """The recognitions of one level; `remark` is the small line below the level's name."""

    level: str
    remark: str
    entries: tuple[Honour, ...]


@dataclass(frozen=True, slots=True)
class Honours:
    """The ledger of honours (full) or a short list (side, with `title` as its label)."""

    id: NodeId
    title: str
    groups: tuple[HonourGroup, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo or its place. `file` None: pending; `path` is the file as opened."""

    id: NodeId
    path: str | None
    sha256: str
    width_px: int
    height_px: int
    caption: RichText
    credit: str
    ratio: tuple[int, int]
    alt: str
    place: Place
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class PhotoGrid:
    """Several photos on one grid; the photo `lead` stands large."""

    id: NodeId
    photos: tuple[Photo, ...]
    lead: NodeId | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    id: NodeId
    text: RichText
    by: str


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list. `turnover` None: further lines of an item begin where the theme has it."""

    id: NodeId
    title: str
    items: tuple[ListItem, ...]
    place: Place
    turnover: Turnover | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Start a new page, or the next odd one."""

    id: NodeId
    recto: bool


Block = (
    Heading
    | TextParagraph
    | Review
    | Cards
    | Chart
    | Table
    | Honours
    | Photo
    | PhotoGrid
    | Quote
    | ItemList
    | PageBreak
)


class SectionKind(Enum):
    """Kinds of section."""

    CHAPTER = "chapter"
    OVERVIEW = "overview"
    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """The figure or word that stands for a chapter in the contents."""

    figure: FigureText
    name: str
    metric: str = ""  # empty for a word


@dataclass(frozen=True, slots=True)
class Opener:
    """The page that opens a chapter."""

    lead: RichText
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter or a section of front or back matter. `numeral` is 一 二 三 for chapters, else empty;
    `number` is the same as it stands before titles. A title that is not shown is in the contents alone."""

    id: NodeId
    kind: SectionKind
    numeral: str
    title: str
    short: str
    remark: RichText
    key: KeyFigure | None
    opener: Opener | None
    blocks: tuple[Block, ...]
    origin: Span | None = None
    number: HeadingNumber | None = None
    shows_title: bool = True

    @property
    def full_title(self) -> str:
        """Number and title as one string: 一　综合实力."""
        return f"{self.number.lead}{self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class CoverArc:
    """One ratio of the cover's figure: part of the half circle, 0..1; a bound ends in an open dot."""

    name: str
    part: float
    is_bound: bool
    metric: str = field(default="", compare=False)
    said: str = field(default="", compare=False)  # the figure in the alternative text


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover's words and its figure."""

    id: NodeId
    name: str
    motto: tuple[str, ...]
    foot: tuple[str, ...]
    arcs: tuple[CoverArc, ...]
    figure_alt: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A role and the names as printed."""

    role: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Colophon:
    """Sources, method, credits, imprint. An imprint value that is empty is printed as 待填."""

    id: NodeId
    title: str
    entries: tuple[tuple[str, tuple[RichText, ...]], ...]
    credits_label: str
    credits: tuple[Credit, ...]
    imprint_label: str
    imprint: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents page's own words. Its entries are the sections, and headings down to level `levels`."""

    id: NodeId
    title: str
    remark: RichText
    front_label: str  # 卷首
    back_label: str  # 附篇
    levels: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report, texts resolved. `tree` is the logical tree in reading order.

    `front_lines` stand below the title on the half-title, `back_lines` on the back cover.
    """

    info: DocumentInfo
    language: str
    cover: Cover | None
    contents: Contents | None
    sections: tuple[Section, ...]
    colophon: Colophon | None
    tree: LogicalNode
    front_lines: tuple[str, ...] = ()
    back_lines: tuple[str, ...] = ()


def part_id(block: NodeId, *parts: int | str) -> NodeId:
    """The id of a part of `block`: paragraph, row, cell, caption."""
    return NodeId(".".join((block, *map(str, parts))))
