"""The whole document as pages: sections are flowed, sheets set, numbers settled, all composed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.content.blocks import Cards, Document, Heading, Place, Section, SectionKind
from reportgen.core.diagnostics import Diagnostic, in_order, note
from reportgen.core.paged import (
    Artifact,
    Destination,
    DrawItem,
    LinkItem,
    NodeId,
    OutlineEntry,
    Page,
    PagedDocument,
    Tag,
)
from reportgen.core.theme import Theme
from reportgen.layout.collect import steps
from reportgen.layout.colophon import colophon_pages, colophon_section
from reportgen.layout.contents import contents_sheets, page_count
from reportgen.layout.contents_rows import ContentsEntry
from reportgen.layout.faults import page_faults, short_page
from reportgen.layout.flow import Filled
from reportgen.layout.headings import title_box
from reportgen.layout.located import located
from reportgen.layout.outside import outside
from reportgen.layout.setting import DrawChart, Setter
from reportgen.layout.sheets import (
    Sheet,
    back_cover_sheet,
    cover_sheet,
    half_title_sheet,
    opener_sheet,
    overview_sheets,
    running_items,
)
from reportgen.layout.spreads import run
from reportgen.typeset.fonts import FontBook

HEADER, FOOTER = Tag(artifact=Artifact.HEADER), Tag(artifact=Artifact.FOOTER)


def lay_out(
    document: Document, theme: Theme, fonts: FontBook, draw_chart: DrawChart
) -> tuple[PagedDocument, tuple[Diagnostic, ...]]:
    """Final pages of `document`, and what had to be relaxed on the way."""
    setter = Setter(theme, fonts, draw_chart, document.language)
    sections = list(document.sections)
    if document.colophon:
        sections.append(colophon_section(document.colophon))
    book = _Book(setter, document)
    found = _assemble(book, sections)
    pages, dead = _live(book)
    paged = PagedDocument(
        info=document.info,
        pages=pages,
        tree=document.tree,
        outline=_outline(sections),
        destinations=book.destinations,
        bleed=theme.page.bleed,
    )
    stains = outside(pages, theme.page, fonts, document.tree)
    return paged, in_order([*located(setter.noted, pages), *found, *dead, *stains])


def _flowed(setter: Setter, document: Document, section: Section, first_recto: bool) -> tuple[Filled, ...]:
    """The pages of running text of a section; `first_recto`: the first of them is an odd page."""
    if document.colophon and section.id == document.colophon.id:
        return colophon_pages(setter, document.colophon, first_recto)
    blocks = section.blocks
    title = None
    if section.kind is SectionKind.OVERVIEW:
        blocks = tuple(block for block in blocks if not isinstance(block, Cards))
        if not blocks:
            return ()
    elif section.opener is None:
        title = title_box(setter, section)
    page = setter.theme.page
    return run(
        steps(setter, blocks, title), 2 * page.lines, first_recto=first_recto, strict_grid=page.strict_grid
    )


class _Book:
    """Pages as they come, with what is known of places and numbers."""

    def __init__(self, setter: Setter, document: Document) -> None:
        self.setter = setter
        self.document = document
        self.pages: list[Page] = []
        self.destinations: dict[NodeId, Destination] = {}
        self.labels: dict[NodeId, str] = {}

    @property
    def folio(self) -> str:
        """The next page's."""
        return str(len(self.pages) + 1)

    @property
    def is_recto(self) -> bool:
        """Whether the next page is an odd one."""
        return len(self.pages) % 2 == 0

    def add(
        self,
        master: str,
        items: Sequence[DrawItem],
        anchors: Sequence[tuple[NodeId, float]],
        head: str | None = None,
    ) -> None:
        """Append a page; `head` is the running head of an odd page, on masters that have one."""
        index = len(self.pages)
        label = self.folio
        every = list(items)
        if head is not None and self.setter.theme.masters[master].is_running:
            words = head if self.is_recto else self.document.info.title
            every += running_items(self.setter, words, label, self.is_recto, HEADER, FOOTER)
        for node, y in anchors:
            self.destinations.setdefault(node, Destination(index, y))
            self.labels.setdefault(node, label)
        self.pages.append(Page(index, label, self.setter.theme.page.trim, master, tuple(every)))

    def sheet(self, master: str, sheet: Sheet, head: str | None = None) -> None:
        """Append a page of fixed plan."""
        self.add(master, sheet.items, sheet.anchors, head)

    def blank(self) -> None:
        """Append an empty page: counted, without folio (rule book 10.7)."""
        self.add("blank", (), ())


def _assemble(book: _Book, sections: Sequence[Section]) -> list[Diagnostic]:
    """All pages in order, section by section, so that what was measured can be forgotten; returns findings.

    The contents take a number of pages known beforehand and are set last: one pass settles all numbers.
    """
    setter, document = book.setter, book.document
    if document.cover:
        book.sheet("cover", cover_sheet(setter, document.cover))
        names = document.colophon.credits if document.colophon else ()
        book.sheet("half_title", half_title_sheet(setter, document, names, book.is_recto))
    first = len(book.pages)
    if document.contents:
        for _ in range(page_count(setter, document.contents, _entries(book, sections))):
            book.blank()
    findings: list[Diagnostic] = []
    for section in sections:
        findings += _section(book, section)
    if document.cover:
        if book.is_recto:
            book.blank()
        book.sheet("back_cover", back_cover_sheet(setter, document))
    if document.contents:
        later = book.pages[first:]
        del book.pages[first:]
        sheets = contents_sheets(setter, document.contents, _entries(book, sections), book.is_recto)
        for sheet in sheets:
            book.sheet("contents", sheet, document.contents.title)
        assert len(sheets) <= len(later), "the contents took more pages than were kept for them"
        book.pages += later[len(sheets) :]
    return findings


def _entries(book: _Book, sections: Sequence[Section]) -> list[ContentsEntry]:
    """What the contents list, with the folios that are known so far."""
    levels = book.document.contents.levels if book.document.contents else 1
    entries: list[ContentsEntry] = []
    for section in sections:
        folio = book.labels.get(section.id, "")
        entries.append(
            ContentsEntry(section.id, section.kind, section.number, section.title, section.key, folio)
        )
        entries += [
            ContentsEntry(
                block.id,
                section.kind,
                block.number,
                block.text.text,
                None,
                book.labels.get(block.id, ""),
                block.level,
            )
            for block in section.blocks
            if isinstance(block, Heading) and block.level <= levels
        ]
    return entries


def _section(book: _Book, section: Section) -> list[Diagnostic]:
    """The pages of one section; a text page that ends in its first third is reported."""
    setter = book.setter
    head = section.full_title
    if section.kind is SectionKind.OVERVIEW:
        cards = [card for block in section.blocks if isinstance(block, Cards) for card in block.cards]
        for sheet in overview_sheets(setter, section, cards, book.is_recto):
            book.sheet("overview", sheet, head)
    elif section.opener is not None:
        book.sheet("opener", opener_sheet(setter, section, book.is_recto))
    findings: list[Diagnostic] = []
    filled = _flowed(setter, book.document, section, book.is_recto)
    limit = 2 * setter.theme.page.lines
    for page in filled:
        findings += page_faults(section, page, book.folio, limit)
        if page is filled[-1]:
            findings += short_page(section, page, book.folio, limit)
        items, anchors = _compose(setter, page, book.is_recto)
        book.add("text", items, anchors, head)
        if page.asks_recto and not book.is_recto:
            book.blank()
    return findings


def _compose(
    setter: Setter, page: Filled, is_recto: bool
) -> tuple[list[DrawItem], list[tuple[NodeId, float]]]:
    """The parts of a filled page at their places; the side column is on the outer side.

    It is drawn last: viewers that copy text in drawing order would take its lines for parts of those beside.
    """
    geometry = setter.theme.page
    left = geometry.left(is_recto)
    side = geometry.span(geometry.side_columns) + geometry.gutter
    columns = {
        Place.FULL: left,
        Place.MAIN: left if is_recto else left + side,
        Place.SIDE: left + geometry.column_x(geometry.main_columns + 1) if is_recto else left,
    }
    items: list[DrawItem] = []
    anchors: list[tuple[NodeId, float]] = []
    for placed in sorted(page.placed, key=lambda placed: placed.place is Place.SIDE):
        y = geometry.top + placed.start * geometry.half
        items += placed.part.paint(columns[placed.place], y)
        anchors += [(node, y + dy) for node, dy in placed.part.anchors]
    return items, anchors


def _find_blocks(book: _Book) -> None:
    """A block that has no place of its own is where the first of its parts is: a text, a group of cards."""
    wanted = {
        NodeId(item.target[1:])
        for page in book.pages
        for item in page.items
        if isinstance(item, LinkItem) and item.target.startswith("#")
    }
    for node in sorted(wanted - set(book.destinations)):
        parts = [place for part, place in book.destinations.items() if part.startswith(f"{node}.")]
        if parts:
            book.destinations[node] = min(parts, key=lambda place: (place.page, place.y))


def _live(book: _Book) -> tuple[tuple[Page, ...], list[Diagnostic]]:
    """The pages without links to what was left out of this file: a gallery without photos, for one."""
    _find_blocks(book)
    findings: list[Diagnostic] = []
    pages: list[Page] = []
    for page in book.pages:
        dead = [
            item
            for item in page.items
            if isinstance(item, LinkItem)
            and item.target.startswith("#")
            and NodeId(item.target[1:]) not in book.destinations
        ]
        if dead:
            page = replace(page, items=tuple(item for item in page.items if item not in dead))
        for item in dead:
            findings.append(
                note(
                    "layout.dead-link",
                    None,
                    zh=f"“{item.label}”所指的内容没有印出来，链接取消",
                    en=f'what "{item.label}" leads to is not in this file; link dropped',
                    page=page.label,
                    path=item.tag.node or "",
                )
            )
        pages.append(page)
    return tuple(pages), findings


def _outline(sections: Sequence[Section]) -> tuple[OutlineEntry, ...]:
    """A bookmark for every section and heading, each below the one above it that is larger."""
    return tuple(
        OutlineEntry(
            section.full_title, section.id, _below([b for b in section.blocks if isinstance(b, Heading)])
        )
        for section in sections
    )


def _below(headings: Sequence[Heading]) -> tuple[OutlineEntry, ...]:
    """The bookmarks of headings in order; smaller ones lie inside the larger one before them."""
    entries: list[OutlineEntry] = []
    rest = list(headings)
    while rest:
        first = rest.pop(0)
        inner: list[Heading] = []
        while rest and rest[0].level > first.level:
            inner.append(rest.pop(0))
        entries.append(OutlineEntry(first.full_title, first.id, _below(inner)))
    return tuple(entries)
