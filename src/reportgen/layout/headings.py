"""Headings: on lines of their own, turned lines under the title's start; or running into a paragraph.

A number stands before its title, and the two are set apart: so the title alone is broken into lines, and
every line begins where the first one does (rule book 14).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.content.blocks import Heading, Place, TextParagraph
from reportgen.content.numbering import HALF, HeadingNumber
from reportgen.core.paged import DrawItem, Tag
from reportgen.core.style import Align, ParaStyle, TextStyle
from reportgen.core.text import Mark, MarkKind, RichText, joined
from reportgen.core.theme import Turnover
from reportgen.layout.boxes import Opening, ParagraphBox, Part, SolidBox, Spacing
from reportgen.layout.drawing import paragraph_items, text_items
from reportgen.layout.setting import Setter
from reportgen.layout.variants import variants
from reportgen.typeset.paragraph import Line, Paragraph

FULL_LEVEL = 2  # headings down to this level have the theme's spaces around them
QUARTER_EM = "\u2005"  # a blank that neither stretches nor gives way to the Han-Western gap


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


def titled(
    setter: Setter, number: HeadingNumber | None, title: RichText | str, style: ParaStyle, measure: float
) -> SetHeading:
    """A numbered title with its turned lines where the theme has them: below its start, or at the margin."""
    if number is None or setter.theme.choices.heading_turnover is Turnover.HANG:
        return set_heading(setter, number, title, style, measure)
    text = joined([lead_of(number, in_cells=style.cell > 0), title])
    return SetHeading(None, setter.paragraph(text, style, measure), 0.0, 0.0)


def heading_box(setter: Setter, block: Heading, *, follows_heading: bool = False) -> SolidBox:
    """A heading: two and a half lines below the text above it, one and a half above its own (look, 2)."""
    page = setter.theme.page
    style = setter.style(f"heading_{block.level}")
    heading = titled(setter, block.number, block.text, style, page.measure)
    lines = len(heading.title.lines)
    # half lines: the first takes two, each further one its own leading
    height = 2 + round((lines - 1) * style.leading / page.half)
    tag = Tag(block.id)

    def paint(x: float, y: float) -> list[DrawItem]:
        return heading.paint(x, y + page.first_baseline, tag)

    part = Part(height, paint, ((block.id, 0.0),))
    return SolidBox(part, Place.MAIN, level_spacing(setter, block.level, follows_heading))


def level_spacing(setter: Setter, level: int, follows_heading: bool) -> Spacing:
    """Distances by level; headings one below the other are one block (rule book 10.4)."""
    spaces = setter.theme.spaces
    if level <= FULL_LEVEL:
        before = spaces["heading_before"]
        return Spacing(before, spaces["heading_after"], parity=before % 2, keep_next=True)
    before = 0 if follows_heading or level > FULL_LEVEL + 2 else spaces["subheading_before"]
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
    number = [lead_of(heading.number, in_cells=style.cell > 0)] if heading.number else []
    title = joined([*number, heading.text, "　"])
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


def lead_of(number: HeadingNumber, *, in_cells: bool = False) -> RichText:
    """A number with the white behind it as characters; no line ends between them.

    `in_cells`: white that is less than a cell is left to the grid.
    """
    narrow = "" if in_cells else QUARTER_EM
    gap = "　" if number.gap_em >= HALF else narrow if number.gap_em else ""
    return RichText(number.mark + gap, (Mark(0, len(number.mark + gap), MarkKind.NO_BREAK),))
