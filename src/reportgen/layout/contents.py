"""The contents: chapters with a figure each on one page, or plain rows over as many pages as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.content.blocks import Contents, KeyFigure, SectionKind, part_id
from reportgen.core.geometry import Rect
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, LinkItem, NodeId, Tag
from reportgen.core.style import Align
from reportgen.layout.cards import hero
from reportgen.layout.setting import Setter, line_at, rule, text_items
from reportgen.layout.sheets import Sheet

ROOMY = (6, 5)  # half lines from chapter to chapter, the wider first


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents; `page` is the folio, empty while it is not known."""

    node: NodeId
    kind: SectionKind
    numeral: str
    title: str
    key: KeyFigure | None
    page: str


def page_count(setter: Setter, entries: Sequence[ContentsEntry]) -> int:
    """Pages the contents take; depends on the number of entries alone."""
    if _step(setter, entries):
        return 1
    rows = len(entries) + _first_line(setter) - 1
    return -(-rows // setter.theme.page.lines)


def contents_sheets(
    setter: Setter, contents: Contents, entries: Sequence[ContentsEntry], first_recto: bool
) -> list[Sheet]:
    """The pages of the contents."""
    step = _step(setter, entries)
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


def _step(setter: Setter, entries: Sequence[ContentsEntry]) -> int:
    """Half lines from chapter to chapter if all fits on one page with figures; else 0."""
    front, chapters, back = _split(entries)
    if not chapters:
        return 0
    for step in ROOMY:
        used = (
            2 * (_first_line(setter) - 1)
            + 2 * len(front)
            + (4 if front else 2)
            + step * len(chapters)
            + 2 * len(back)
        )
        if used <= 2 * setter.theme.page.lines:
            return step
    return 0


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


def _roomy(
    setter: Setter, contents: Contents, entries: Sequence[ContentsEntry], is_recto: bool, step: int
) -> Sheet:
    page = setter.theme.page
    x = page.left(is_recto)
    right = x + page.width
    items = _title(setter, contents, x)
    front, chapters, back = _split(entries)
    line = float(_first_line(setter))
    items += _rows(setter, contents, front, contents.front_label, x, line)
    line += len(front) + (2 if front else 1)
    thin, grey = setter.theme.lengths["rule"], setter.colour("k30")
    for entry in chapters:
        items += _chapter(setter, contents, entry, x, page.baseline(line), step)
        line += step / 2
    last = page.baseline(line) - _rise(step) * page.half
    items.append(rule(x, right, last, thin, grey, LAYOUT_ARTIFACT))
    items += _rows(setter, contents, back, contents.back_label, x, line)
    return Sheet(tuple(items), ((contents.id, 0.0),))


def _rise(step: int) -> float:
    """Half lines from a chapter's baseline up to the rule above it."""
    return step / 2


def _chapter(
    setter: Setter, contents: Contents, entry: ContentsEntry, x: float, base: float, step: int
) -> list[DrawItem]:
    page = setter.theme.page
    right = x + page.width
    master = setter.master("contents")
    tag = Tag(part_id(contents.id, entry.node))
    top = base - _rise(step) * page.half
    items: list[DrawItem] = [
        rule(x, right, top, setter.theme.lengths["rule"], setter.colour("k30"), LAYOUT_ARTIFACT)
    ]
    if entry.numeral:
        numeral = setter.line(entry.numeral, "section_numeral")
        items += text_items(numeral, x - setter.bearing(numeral), base, tag)
    title = setter.line(entry.title, "contents_chapter")
    items += text_items(title, x + setter.column_x("contents", "title_column"), base, tag)
    if entry.key:
        at = x + page.column_x(master.column("figure_column"))
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
    setter: Setter, contents: Contents, entries: Sequence[ContentsEntry], label: str, x: float, line: float
) -> list[DrawItem]:
    """Plain rows of front or back matter with their label at the first."""
    page = setter.theme.page
    items: list[DrawItem] = []
    for number, entry in enumerate(entries):
        base = page.baseline(line + number)
        if number == 0 and label:
            tag = Tag(part_id(contents.id, "label", label))
            items += text_items(setter.line(label, "contents_label"), x, base, tag)
        items += _row(setter, contents, entry, x, base)
    return items


def _row(setter: Setter, contents: Contents, entry: ContentsEntry, x: float, base: float) -> list[DrawItem]:
    page = setter.theme.page
    tag = Tag(part_id(contents.id, entry.node))
    items: list[DrawItem] = []
    if entry.numeral:
        items += text_items(setter.line(entry.numeral, "contents_entry"), x, base, tag)
    title = setter.line(entry.title, "contents_entry")
    items += text_items(title, x + setter.column_x("contents", "title_column"), base, tag)
    items += line_at(setter.line(entry.page, "contents_entry"), x + page.width, base, tag, Align.END)
    box = Rect(x, base - page.first_baseline, page.width, page.pitch)
    items.append(LinkItem(box, f"#{entry.node}", entry.title, tag))
    return items


def _plain(
    setter: Setter, contents: Contents, entries: Sequence[ContentsEntry], first_recto: bool
) -> list[Sheet]:
    page = setter.theme.page
    sheets: list[Sheet] = []
    pending = list(entries)
    while pending or not sheets:
        is_recto = first_recto if len(sheets) % 2 == 0 else not first_recto
        x = page.left(is_recto)
        first = _first_line(setter) if not sheets else 1
        items = _title(setter, contents, x) if not sheets else []
        room = page.lines - first + 1
        for number, entry in enumerate(pending[:room]):
            items += _row(setter, contents, entry, x, page.baseline(first + number))
        pending = pending[room:]
        sheets.append(Sheet(tuple(items), ((contents.id, 0.0),) if not sheets else ()))
    return sheets
