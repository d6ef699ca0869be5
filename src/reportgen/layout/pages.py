"""The whole document as pages: sections are flowed, sheets set, numbers settled, all composed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reportgen.content.blocks import Cards, Document, Heading, Place, Section, SectionKind
from reportgen.core.diagnostics import Diagnostic, in_order, note
from reportgen.core.paged import (
    DrawItem,
    LinkItem,
    NodeId,
    OutlineEntry,
    Page,
    PagedDocument,
)
from reportgen.core.theme import Theme
from reportgen.layout.book import Book
from reportgen.layout.collect import steps
from reportgen.layout.colophon import colophon_pages, colophon_section
from reportgen.layout.contents import contents_sheets, page_count
from reportgen.layout.contents_rows import ContentsEntry
from reportgen.layout.faults import page_faults, short_page
from reportgen.layout.flow import Filled, Step
from reportgen.layout.located import located
from reportgen.layout.outside import outside
from reportgen.layout.page_numbers import Made, named_nodes, settled
from reportgen.layout.setting import DrawChart, Setter
from reportgen.layout.sheets import (
    back_cover_sheet,
    cover_sheet,
    half_title_sheet,
    opener_sheet,
    overview_sheets,
)
from reportgen.layout.spreads import run
from reportgen.layout.titles import document_title_box, place_of, section_box, title_box
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.words import Segment


def lay_out(
    document: Document,
    theme: Theme,
    fonts: FontBook,
    draw_chart: DrawChart,
    segment: Segment | None = None,
) -> tuple[PagedDocument, tuple[Diagnostic, ...]]:
    """Final pages of `document`, and what had to be relaxed on the way; `segment` finds words in titles.

    Where texts name pages, the pages are made again with the numbers found, until those stay.
    """

    def made(document: Document) -> Made:
        return _made(document, Setter(theme, fonts, draw_chart, document.language, segment))

    book, found = settled(document, made) if named_nodes(document) else made(document)
    document = book.document
    pages, dead = _live(book)
    paged = PagedDocument(
        info=document.info,
        pages=pages,
        tree=document.tree,
        outline=_outline(_every_section(document)),
        destinations=book.destinations,
        bleed=theme.page.bleed,
    )
    stains = outside(pages, theme.page, fonts, document.tree)
    return paged, in_order([*located(book.setter.noted, pages), *found, *dead, *stains])


def _made(document: Document, setter: Setter) -> Made:
    book = Book(setter, document)
    found = _assemble(book, _every_section(document))
    _find_blocks(book)
    return book, found


def _every_section(document: Document) -> list[Section]:
    """The sections, with the colophon as one of them."""
    colophon = [colophon_section(document.colophon)] if document.colophon else []
    return [*document.sections, *colophon]


def _runs(book: Book, sections: Sequence[Section]) -> Iterator[tuple[Section, ...]]:
    """Sections that share their pages: each by itself, or where the theme has them run on, all in a row.

    Those with pages of their own stay by themselves: the overview, what has an opener, the colophon.
    """
    for runs_on, row in groupby(sections, key=lambda section: _runs_on(book, section)):
        if runs_on:
            yield tuple(row)
        else:
            yield from ((section,) for section in row)


def _runs_on(book: Book, section: Section) -> bool:
    colophon = book.document.colophon
    has_pages = (
        section.kind is SectionKind.OVERVIEW
        or section.opener is not None
        or (colophon is not None and section.id == colophon.id)
    )
    return book.setter.theme.choices.run_on and not has_pages


def _flowed(book: Book, sections: Sequence[Section]) -> tuple[Filled, ...]:
    """The pages of running text of sections that share them."""
    setter, colophon = book.setter, book.document.colophon
    if colophon and sections[0].id == colophon.id:
        return colophon_pages(setter, colophon, book.is_recto)
    flow = _running_on(book, sections) if _runs_on(book, sections[0]) else _alone(setter, sections[0])
    if not flow:
        return ()
    page = setter.theme.page
    return run(flow, 2 * page.lines, first_recto=book.is_recto, strict_grid=page.strict_grid)


def _alone(setter: Setter, section: Section) -> tuple[Step, ...]:
    """The steps of a section that begins its own page."""
    blocks = section.blocks
    if section.kind is SectionKind.OVERVIEW:
        return steps(setter, [block for block in blocks if not isinstance(block, Cards)])
    if section.opener is not None:
        return steps(setter, blocks)
    return steps(setter, blocks, title_box(setter, section) if section.shows_title else place_of(section))


def _running_on(book: Book, sections: Sequence[Section]) -> tuple[Step, ...]:
    """The steps of sections one after the other, the document's title before all, unless a page shows it."""
    setter, flow = book.setter, []
    if not book.has_title:
        flow.append(Step(document_title_box(setter, book.document)))
        book.has_title = True
    for section in sections:
        title = section_box(setter, section) if section.shows_title else place_of(section)
        flow += steps(setter, section.blocks, title)
    return tuple(flow)


def _assemble(book: Book, sections: Sequence[Section]) -> list[Diagnostic]:
    """All pages in order, section by section, so that what was measured can be forgotten; returns findings.

    The contents take a number of pages known beforehand and are set last: one pass settles all numbers.
    """
    setter, document = book.setter, book.document
    if document.cover:
        book.sheet("cover", cover_sheet(setter, document.cover))
        names = document.colophon.credits if document.colophon else ()
        book.sheet("half_title", half_title_sheet(setter, document, names, book.is_recto))
        book.has_title = True
    first = len(book.pages)
    if document.contents:
        for _ in range(page_count(setter, document.contents, _entries(book, sections))):
            book.blank()
    findings: list[Diagnostic] = []
    for together in _runs(book, sections):
        findings += _pages(book, together)
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


def _entries(book: Book, sections: Sequence[Section]) -> list[ContentsEntry]:
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


def _pages(book: Book, sections: Sequence[Section]) -> list[Diagnostic]:
    """The pages of sections that share them; a text page that ends in its first third is reported."""
    setter, section = book.setter, sections[0]
    head = section.full_title
    begins = {section.id: section.full_title for section in sections}
    if section.kind is SectionKind.OVERVIEW:
        cards = [card for block in section.blocks if isinstance(block, Cards) for card in block.cards]
        for sheet in overview_sheets(setter, section, cards, book.is_recto):
            book.sheet("overview", sheet, head)
    elif section.opener is not None:
        book.sheet("opener", opener_sheet(setter, section, book.is_recto))
    findings: list[Diagnostic] = []
    filled = _flowed(book, sections)
    limit = 2 * setter.theme.page.lines
    for page in filled:
        findings += page_faults(sections, page, book.folio, limit)
        if page is filled[-1] and len(sections) == 1:
            findings += short_page(section, page, book.folio, limit)
        items, anchors = _compose(setter, page, book.is_recto)
        begun = [(y, begins[node]) for node, y in anchors if node in begins]
        if begun and begun[0][0] <= setter.theme.page.top:
            head = begun[0][1]
        book.add("text", items, anchors, head)
        if begun:
            head = begun[-1][1]
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


def _find_blocks(book: Book) -> None:
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


def _live(book: Book) -> tuple[tuple[Page, ...], list[Diagnostic]]:
    """The pages without links to what was left out of this file: a gallery without photos, for one."""
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
