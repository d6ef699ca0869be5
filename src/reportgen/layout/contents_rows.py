"""Rows of the contents: number, title, dots, folio; a long title turns and its dots follow the last line.

The dots of all rows lie on one grid that is counted from the right edge, so that they stand below each
other whatever the titles are; they are drawn, not typed, and so are no text (rule book 14). How many lines a
title takes does not depend on folios: those are not known when room is kept for the contents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from reportgen.content.blocks import Contents, KeyFigure, SectionKind, part_id
from reportgen.content.numbering import HeadingNumber
from reportgen.core.geometry import TOLERANCE, Rect
from reportgen.core.paged import (
    LAYOUT_ARTIFACT,
    DrawItem,
    Inline,
    InlineKind,
    LinkItem,
    NodeId,
    PathItem,
    PathOp,
    Tag,
)
from reportgen.core.style import Align
from reportgen.layout.drawing import ASCENT_EM, circle, line_at, paragraph_items, text_items
from reportgen.layout.headings import number_width
from reportgen.layout.setting import Setter
from reportgen.typeset.paragraph import Line, Paragraph

TITLE_GAP_EM = 2.0  # a title turns so far from the column of folios
DOT_GAP_EM = 0.2  # white at least between text and dots
DOT_EM = 0.05  # radius of a dot; with both gaps it leaves 1.5 em of the 2: three dots at any pitch
FOLIOS = "000"  # what the column of folios is wide enough for


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents; `page` is the folio, empty while it is not known. Level 1 is a section."""

    node: NodeId
    kind: SectionKind
    number: HeadingNumber | None
    title: str
    key: KeyFigure | None
    page: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """An entry with its title set: number and title stand at these distances from the left edge (pt)."""

    entry: ContentsEntry
    number: Line | None
    number_x: float
    title: Paragraph
    title_x: float

    @property
    def lines(self) -> int:
        """Lines of the grid it takes."""
        return len(self.title.lines)


def title_column(setter: Setter, entries: Sequence[ContentsEntry], style: str, least: float) -> float:
    """Where titles begin so that each number has room before them: at `least`, or farther right (pt)."""
    look = setter.style(style).text
    return max([least, *(number_width(setter, e.number, look) for e in entries if e.number)])


def columned(setter: Setter, entries: Sequence[ContentsEntry], left: float) -> tuple[ContentsRow, ...]:
    """Rows whose titles all begin at `left`, their numbers at the edge."""
    return tuple(_row(setter, entry, 0.0, left) for entry in entries)


def indented(setter: Setter, entries: Sequence[ContentsEntry]) -> tuple[ContentsRow, ...]:
    """Rows of several levels: each number before its title, one em farther right for each level."""
    em = setter.style("contents_entry").text.size
    rows: list[ContentsRow] = []
    for entry in entries:
        left = (entry.level - 1) * em
        look = setter.style(_style(entry)).text
        width = number_width(setter, entry.number, look) if entry.number else 0.0
        rows.append(_row(setter, entry, left, left + width))
    return tuple(rows)


def _style(entry: ContentsEntry) -> str:
    return "contents_entry" if entry.level == 1 else "contents_heading"


def _row(setter: Setter, entry: ContentsEntry, number_x: float, title_x: float) -> ContentsRow:
    style = setter.style(_style(entry))
    number = setter.line(entry.number.mark, style.text) if entry.number else None
    base = setter.style("contents_entry").text
    room = setter.theme.page.width - setter.line(FOLIOS, base).width - TITLE_GAP_EM * base.size - title_x
    return ContentsRow(entry, number, number_x, setter.paragraph(entry.title, style, room), title_x)


def paint_row(setter: Setter, contents: Contents, row: ContentsRow, x: float, base: float) -> list[DrawItem]:
    """A row whose first line stands on `base`, from the left edge `x` of the type area."""
    page = setter.theme.page
    entry = row.entry
    tag = Tag(part_id(contents.id, entry.node), inline=Inline(InlineKind.LINK, f"#{entry.node}"))
    items: list[DrawItem] = []
    if row.number:
        items += text_items(row.number, x + row.number_x, base, tag)
    items += paragraph_items(row.title, x + row.title_x, base, tag)
    last = base + (row.lines - 1) * row.title.style.leading
    folio = setter.line(entry.page, _style(entry))
    right = x + page.width
    end = row.title.lines[-1] if row.title.lines else None
    reach = x + row.title_x + (end.x + end.width if end else 0.0)
    items += _leader(setter, reach, right - folio.width, right, last)
    items += line_at(folio, right, last, tag, Align.END)
    box = Rect(x, base - page.first_baseline, page.width, last - base + page.pitch)
    items.append(LinkItem(box, f"#{entry.node}", entry.title, tag))
    return items


def _leader(setter: Setter, start: float, end: float, edge: float, base: float) -> list[DrawItem]:
    """Dots between `start` and `end` on the grid of `edge`, half way up the Han frame; none unless chosen."""
    size = setter.style("contents_entry").text.size
    pitch = setter.theme.choices.contents_leader_em * size
    if not pitch:
        return []
    gap = (DOT_GAP_EM + DOT_EM) * size - TOLERANCE
    # places count from the edge to the left
    first, last = ceil((edge - end + gap) / pitch), floor((edge - start - gap) / pitch)
    y = base - (ASCENT_EM - 0.5) * size
    ops: list[PathOp] = []
    for place in range(last, first - 1, -1):
        ops += circle(edge - place * pitch, y, DOT_EM * size)
    if not ops:
        return []
    return [PathItem(tuple(ops), setter.colour("k50"), None, 0.0, LAYOUT_ARTIFACT)]
