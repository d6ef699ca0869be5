"""The contents: chapters with a figure each on one page, or plain rows over as many pages as it takes."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.content.blocks import Contents, SectionKind, part_id
from reportgen.core.geometry import Rect
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Inline, InlineKind, LinkItem, Tag
from reportgen.core.style import Align
from reportgen.layout.cards import hero
from reportgen.layout.contents_rows import (
    ContentsEntry,
    ContentsRow,
    columned,
    indented,
    paint_row,
    title_column,
)
from reportgen.layout.drawing import line_at, paragraph_items, rule, text_items
from reportgen.layout.setting import Setter
from reportgen.layout.sheets import Sheet
from reportgen.typeset.paragraph import Paragraph

ROOMY = (6, 5)  # half lines from chapter to chapter, the wider first
TITLE_LINES = 2  # more do not fit between two chapters


def page_count(setter: Setter, contents: Contents, entries: Sequence[ContentsEntry]) -> int:
    """Pages the contents take; depends on numbers and titles of the entries, not on their folios."""
    if _step(setter, contents, entries):
        return 1
    return len(_paged(setter, contents, entries))


def contents_sheets(
    setter: Setter, contents: Contents, entries: Sequence[ContentsEntry], first_recto: bool
) -> list[Sheet]:
    """The pages of the contents."""
    step = _step(setter, contents, entries)
    if step:
        return [_roomy(setter, contents, entries, first_recto, step)]
    return _plain(setter, contents, entries, first_recto)


def _first_line(setter: Setter) -> int:
    """The line of the first entry."""
    return int(setter.master("contents").at("first_line"))


def _split(entries: Sequence[ContentsEntry]) -> tuple[list[ContentsEntry], ...]:
    front = [e for e in entries if e.kind in (SectionKind.FRONT, SectionKind.OVERVIEW)]
    chapters = [e for e in entries if e.kind is SectionKind.CHAPTER]
    back = [e for e in entries if e.kind is SectionKind.BACK]
    return front, chapters, back


def _titles(setter: Setter, entries: Sequence[ContentsEntry], style: str) -> float:
    """Where the titles of all entries begin: in their column, or behind the widest number."""
    return title_column(setter, entries, style, setter.column_x("contents", "title_column"))


def _title(setter: Setter, contents: Contents, x: float) -> list[DrawItem]:
    page = setter.theme.page
    master = setter.master("contents")
    base = page.baseline(master.at("title_line"))
    title = setter.line(contents.title, "display_title")
    items = text_items(title, x - setter.bearing(title), base, Tag(part_id(contents.id, "title")))
    if contents.remark:
        remark = setter.line(contents.remark, "lead")
        at = x + page.column_x(master.column("remark_column"))
        items += text_items(remark, at, base, Tag(part_id(contents.id, "remark")))
    return items


# ------------------------------------------------------------------ with a figure for each chapter


def _step(setter: Setter, contents: Contents, entries: Sequence[ContentsEntry]) -> int:
    """Half lines from chapter to chapter if all fits on one page with figures; else 0."""
    front, chapters, back = _split(entries)
    if not chapters or contents.levels > 1:
        return 0
    left = _titles(setter, chapters, "section_numeral")
    if any(len(_chapter_title(setter, entry, left).lines) > TITLE_LINES for entry in chapters):
        return 0
    plain = 2 * sum(row.lines for part in (front, back) for row in columned(setter, part, left))
    for step in ROOMY:
        used = 2 * (_first_line(setter) - 1) + plain + (4 if front else 2) + step * len(chapters)
        if used <= 2 * setter.theme.page.lines:
            return step
    return 0


def _roomy(
    setter: Setter, contents: Contents, entries: Sequence[ContentsEntry], is_recto: bool, step: int
) -> Sheet:
    page = setter.theme.page
    x = page.left(is_recto)
    right = x + page.width
    items = _title(setter, contents, x)
    front, chapters, back = _split(entries)
    line = float(_first_line(setter))
    left = _titles(setter, chapters, "section_numeral")
    rows = columned(setter, front, left)
    items += _rows(setter, contents, rows, contents.front_label, x, line)
    line += sum(row.lines for row in rows) + (2 if front else 1)
    thin, grey = setter.theme.lengths["rule"], setter.colour("k30")
    for entry in chapters:
        items += _chapter(setter, contents, entry, (x, left), page.baseline(line), step)
        line += step / 2
    last = page.baseline(line) - _rise(step) * page.half
    items.append(rule(x, right, last, thin, grey, LAYOUT_ARTIFACT))
    items += _rows(setter, contents, columned(setter, back, left), contents.back_label, x, line)
    return Sheet(tuple(items), ((contents.id, 0.0),))


def _chapter_title(setter: Setter, entry: ContentsEntry, left: float) -> Paragraph:
    """A chapter's title between `left` and the column of key figures."""
    page = setter.theme.page
    figures = page.column_x(setter.master("contents").column("figure_column"))
    return setter.paragraph(entry.title, "contents_chapter", figures - page.gutter - left)


def _rise(step: int) -> float:
    """Half lines from a chapter's baseline up to the rule above it."""
    return step / 2


def _chapter(
    setter: Setter,
    contents: Contents,
    entry: ContentsEntry,
    edges: tuple[float, float],
    base: float,
    step: int,
) -> list[DrawItem]:
    """One chapter; `edges` are those of the type area and, from there, of the titles."""
    page = setter.theme.page
    x, left = edges
    right = x + page.width
    master = setter.master("contents")
    tag = Tag(part_id(contents.id, entry.node), inline=Inline(InlineKind.LINK, f"#{entry.node}"))
    top = base - _rise(step) * page.half
    items: list[DrawItem] = [
        rule(x, right, top, setter.theme.lengths["rule"], setter.colour("k30"), LAYOUT_ARTIFACT)
    ]
    if entry.number:
        numeral = setter.line(entry.number.mark, "section_numeral")
        items += text_items(numeral, x - setter.bearing(numeral), base, tag)
    figures = page.column_x(master.column("figure_column"))
    items += paragraph_items(_chapter_title(setter, entry, left), x + left, base, tag)
    if entry.key:
        at = x + figures
        figure = hero(setter, entry.key.figure, "figure_contents", page.span(master.column("figure_columns")))
        items += figure.paint(at, base, tag)
        name = setter.line(entry.key.name, "contents_label")
        below = page.pitch if step == ROOMY[0] else 0.75 * page.pitch
        items += text_items(name, at, base + below, tag)
    items += line_at(setter.line(entry.page, "contents_folio"), right, base, tag, Align.END)
    box = Rect(x, top, page.width, step * page.half)
    items.append(LinkItem(box, f"#{entry.node}", entry.title, tag))
    return items


def _rows(
    setter: Setter, contents: Contents, rows: Sequence[ContentsRow], label: str, x: float, line: float
) -> list[DrawItem]:
    """Plain rows of front or back matter with their label at the first."""
    page = setter.theme.page
    items: list[DrawItem] = []
    for number, row in enumerate(rows):
        base = page.baseline(line)
        if number == 0 and label:
            tag = Tag(part_id(contents.id, "label", label))
            items += text_items(setter.line(label, "contents_label"), x, base, tag)
        items += paint_row(setter, contents, row, x, base)
        line += row.lines
    return items


# ------------------------------------------------------------------ plain rows


def _paged(
    setter: Setter, contents: Contents, entries: Sequence[ContentsEntry]
) -> list[list[tuple[float, ContentsRow]]]:
    """Rows with the lines they begin on, page by page. A section is not last on a page without its headings.

    Where headings are listed, half a line parts the sections.
    """
    lists_headings = contents.levels > 1
    if lists_headings:
        rows = indented(setter, entries)
    else:
        rows = columned(setter, entries, _titles(setter, entries, "contents_entry"))
    pages: list[list[tuple[float, ContentsRow]]] = [[]]
    end = setter.theme.page.lines + 1
    line = float(_first_line(setter))
    for number, row in enumerate(rows):
        if lists_headings and row.entry.level == 1 and pages[-1]:
            line += 0.5
        following = rows[number + 1] if number + 1 < len(rows) else None
        keeps = following is not None and following.entry.level > row.entry.level
        need = row.lines + (following.lines if following and keeps else 0)
        if line + need > end and pages[-1]:
            pages.append([])
            line = 1.0
        pages[-1].append((line, row))
        line += row.lines
    return pages


def _plain(
    setter: Setter, contents: Contents, entries: Sequence[ContentsEntry], first_recto: bool
) -> list[Sheet]:
    page = setter.theme.page
    sheets: list[Sheet] = []
    for number, rows in enumerate(_paged(setter, contents, entries)):
        is_recto = first_recto if number % 2 == 0 else not first_recto
        x = page.left(is_recto)
        items = _title(setter, contents, x) if number == 0 else []
        for line, row in rows:
            items += paint_row(setter, contents, row, x, page.baseline(line))
        sheets.append(Sheet(tuple(items), ((contents.id, 0.0),) if number == 0 else ()))
    return sheets
