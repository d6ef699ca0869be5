"""Titles: of a section over its pages, of one that begins on the page, of the document above its text."""

from __future__ import annotations

from reportgen.content.blocks import Document, Place, Section, part_id
from reportgen.content.tree import HALF_TITLE
from reportgen.core.paged import DrawItem, Tag
from reportgen.layout.boxes import Part, SolidBox, Spacing
from reportgen.layout.drawing import paragraph_items, text_items
from reportgen.layout.headings import level_spacing, number_width, titled
from reportgen.layout.setting import Setter

REMARK_GAP = 24.0  # pt, at least, between a title and the remark beside it


def section_box(setter: Setter, section: Section, *, follows_heading: bool = False) -> SolidBox:
    """The title of a section that begins where the one before it ends; its remark on lines below."""
    page = setter.theme.page
    style = setter.style("heading_1")
    heading = titled(setter, section.number, section.title, style, page.measure)
    further = round((len(heading.title.lines) - 1) * style.leading / page.half)  # half lines
    remark = setter.paragraph(section.remark, "lead", page.measure) if section.remark else None

    def paint(x: float, y: float) -> list[DrawItem]:
        base = y + page.first_baseline
        items = heading.paint(x, base, Tag(part_id(section.id, "title")))
        if remark:
            below = base + page.pitch + further * page.half
            items += paragraph_items(remark, x, below, Tag(part_id(section.id, "remark")))
        return items

    height = 2 + further + (2 * len(remark.lines) if remark else 0)
    part = Part(height, paint, ((section.id, 0.0),))
    return SolidBox(part, Place.MAIN, level_spacing(setter, 1, follows_heading))


def place_of(section: Section) -> SolidBox:
    """Where a section begins whose title is not shown: contents, bookmarks and links lead there."""
    part = Part(0, lambda x, y: [], ((section.id, 0.0),))
    return SolidBox(part, Place.MAIN, Spacing(0, 0, parity=0, keep_next=True))


def document_title_box(setter: Setter, document: Document) -> SolidBox:
    """The document's title in the middle above its text, with the lines that belong to it."""
    page = setter.theme.page
    style = setter.style("document_title")
    title = setter.paragraph(document.info.title, style, page.width)
    lines = [setter.paragraph(words, "document_line", page.width) for words in document.front_lines]
    before, after = setter.theme.spaces["title_before"], setter.theme.spaces["title_after"]
    rows = round(len(title.lines) * style.leading / page.half)  # half lines

    def paint(x: float, y: float) -> list[DrawItem]:
        base = y + page.first_baseline + before * page.half
        tag = Tag(HALF_TITLE)
        items = paragraph_items(title, x, base, tag)
        base += rows * page.half
        for line in lines:
            items += paragraph_items(line, x, base, tag)
            base += len(line.lines) * page.pitch
        return items

    height = before + rows + 2 * sum(len(line.lines) for line in lines)
    part = Part(height, paint, ((HALF_TITLE, 0.0),))
    return SolidBox(part, Place.FULL, Spacing(0, after, parity=0, keep_next=True))


def title_box(setter: Setter, section: Section) -> SolidBox:
    """The title of a section without an opening page, on the second line, its remark beside it in kai.

    A title that turns keeps its lines under its first character, and the remark goes below.
    """
    page = setter.theme.page
    master = setter.master("text")
    tag = Tag(part_id(section.id, "title"))
    style = setter.style("section_title")
    look = setter.style("section_numeral").text
    number = setter.line(section.number.mark, look) if section.number else None
    left = number_width(setter, section.number, look) if section.number else 0.0
    title = setter.line(section.title, style.text)
    turned = None
    if left + title.width > page.width:
        turned = setter.paragraph(section.title, style, page.width - left)
    remark = setter.line(section.remark, "lead") if section.remark else None
    further = round((len(turned.lines) - 1) * style.leading / page.half) if turned else 0  # half lines

    def paint(x: float, y: float) -> list[DrawItem]:
        base = y + page.first_baseline + (master.at("title_line") - 1) * page.pitch
        items: list[DrawItem] = []
        if number:
            items += text_items(number, x - setter.bearing(number), base, tag)
        start = x + left - setter.bearing(title)
        if turned:
            items += paragraph_items(turned, start, base, tag)
        else:
            items += text_items(title, start, base, tag)
        if remark:
            at = max(x + page.column_x(master.column("remark_column")), x + left + title.width + REMARK_GAP)
            below = 0.0
            if turned:
                at, below = x + left, further * page.half + page.pitch
            items += text_items(remark, at, base + below, Tag(part_id(section.id, "remark")))
        return items

    height = round(2 * master.at("title_lines")) + further + (2 if turned and remark else 0)
    return SolidBox(
        Part(height, paint, ((section.id, 0.0),)), Place.FULL, Spacing(0, 0, parity=0, keep_next=True)
    )
