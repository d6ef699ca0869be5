"""Headings: on lines of their own, turned lines under the title's start; or running into a paragraph.

A number stands before its title, and the two are set apart: so the title alone is broken into lines, and
every line begins where the first one does (rule book 14).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.content.blocks import Heading, Place, Section, TextParagraph, part_id
from reportgen.content.numbering import HALF, HeadingNumber
from reportgen.core.paged import DrawItem, Tag
from reportgen.core.style import Align, ParaStyle, TextStyle
from reportgen.core.text import Mark, MarkKind, RichText, joined
from reportgen.layout.boxes import Opening, ParagraphBox, Part, SolidBox, Spacing
from reportgen.layout.drawing import paragraph_items, text_items
from reportgen.layout.setting import Setter
from reportgen.layout.variants import variants
from reportgen.typeset.paragraph import Line, Paragraph

FULL_LEVEL = 2  # headings of this level have the theme's spaces around them
QUARTER_EM = "\u2005"  # a blank that neither stretches nor gives way to the Han-Western gap
REMARK_GAP = 24.0  # pt, at least, between a title and the remark beside it


def number_width(setter: Setter, number: HeadingNumber, look: TextStyle) -> float:
    """From the left edge of a number to the first character of its title (pt)."""
    return mark_width(setter, number.mark, number.gap_em, look)


def mark_width(setter: Setter, mark: str, gap_em: float, look: TextStyle) -> float:
    """From the left edge of a mark to the text behind it (pt); no gap leaves what white its frame has."""
    if gap_em:
        line = setter.line(mark, look)
        return line.x + line.width + gap_em * look.size
    # a hanzi shows where the frame of 、 or ） ends, whose white a line's end would lose
    return setter.line(f"{mark}一", look).width - setter.line("一", look).width


@dataclass(frozen=True, slots=True)
class SetHeading:
    """A number and the lines of its title: `left` is where the number stands in the measure, `indent` from
    there to the title."""

    number: Line | None
    title: Paragraph
    left: float
    indent: float

    def paint(self, x: float, baseline: float, tag: Tag) -> list[DrawItem]:
        """All of it, the first line on `baseline`."""
        items: list[DrawItem] = []
        if self.number:
            items += text_items(self.number, x + self.left, baseline, tag)
        return [*items, *paragraph_items(self.title, x + self.left + self.indent, baseline, tag)]


def set_heading(
    setter: Setter, number: HeadingNumber | None, title: RichText | str, style: ParaStyle, measure: float
) -> SetHeading:
    """A title in a measure (pt), its number before it; centred ones stand in the middle as one block."""
    if number is None:
        return SetHeading(None, setter.paragraph(title, style, measure), 0.0, 0.0)
    indent = number_width(setter, number, style.text)
    line = setter.line(number.mark, style.text)
    if style.align is not Align.CENTRE:
        return SetHeading(line, setter.paragraph(title, style, measure - indent), 0.0, indent)
    block = replace(style, align=Align.START, balance=True)
    paragraph = setter.paragraph(title, block, measure - indent)
    widest = max((line.x + line.width for line in paragraph.lines), default=0.0)
    return SetHeading(line, paragraph, (measure - indent - widest) / 2, indent)


def heading_box(setter: Setter, block: Heading, *, follows_heading: bool = False) -> SolidBox:
    """A heading: two and a half lines below the text above it, one and a half above its own (look, 2)."""
    page = setter.theme.page
    style = setter.style(f"heading_{block.level}")
    heading = set_heading(setter, block.number, block.text, style, page.measure)
    lines = len(heading.title.lines)
    # half lines: the first takes two, each further one its own leading
    height = 2 + round((lines - 1) * style.leading / page.half)
    tag = Tag(block.id)

    def paint(x: float, y: float) -> list[DrawItem]:
        return heading.paint(x, y + page.first_baseline, tag)

    part = Part(height, paint, ((block.id, 0.0),))
    return SolidBox(part, Place.MAIN, _spacing(setter, block.level, follows_heading))


def _spacing(setter: Setter, level: int, follows_heading: bool) -> Spacing:
    """Distances by level; headings one below the other are one block (rule book 10.4)."""
    if level == FULL_LEVEL:
        spaces = setter.theme.spaces
        return Spacing(spaces["heading_before"], spaces["heading_after"], parity=1, keep_next=True)
    before = 0 if follows_heading or level > FULL_LEVEL + 2 else 2
    return Spacing(before, 0, parity=0, keep_next=True)


# ------------------------------------------------------------------ run-in headings


def runs_in(setter: Setter, block: Heading) -> bool:
    """Whether a heading begins the paragraph after it: as its block says, else as the theme does."""
    if block.run_in is not None:
        return block.run_in
    return block.level in setter.theme.choices.heading_run_in


def run_in_box(setter: Setter, heading: Heading, block: TextParagraph) -> ParagraphBox:
    """A paragraph that its heading begins, in the heading's face and the paragraph's size; 1 em between."""
    page = setter.theme.page
    style = setter.style("body")
    face = setter.style(f"heading_{heading.level}").text
    look = replace(style.text, role=face.role, colour=face.colour)
    title = joined([_lead(heading.number), heading.text, "　"])
    text = setter.spliced([(title, look), (block.text, style.text)])
    paragraph = setter.composed(text, style, page.measure)
    return ParagraphBox(
        paragraph,
        Tag(block.id),
        page.first_baseline,
        opening=Opening(Tag(heading.id), len(title.text)),
        control=setter.control,
        origin=block.text.origin,
        variant=variants(lambda by: setter.composed(text, style, page.measure, looseness=by), paragraph),
    )


def _lead(number: HeadingNumber | None) -> RichText:
    """A number with the white behind it as characters; no line ends between them."""
    if number is None:
        return RichText("")
    gap = "　" if number.gap_em >= HALF else QUARTER_EM if number.gap_em else ""
    return RichText(number.mark + gap, (Mark(0, len(number.mark + gap), MarkKind.NO_BREAK),))


# ------------------------------------------------------------------ titles of sections


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
