"""Paragraphs as boxes, without a word in them: only the number of their lines counts."""

from __future__ import annotations

from reportgen.content.items import ListItem
from reportgen.core.paged import NodeId, Tag
from reportgen.core.style import ParaStyle, TextStyle
from reportgen.core.text import RichText
from reportgen.layout.boxes import ParagraphBox, Spacing
from reportgen.layout.flow import Filled, Step
from reportgen.layout.lines import TWO_AND_TWO, LineControl
from reportgen.typeset.paragraph import Line, Paragraph

PAGE = 72  # half lines: 36 lines
STYLE = ParaStyle(TextStyle("body", 10.5), 18.0)
EMPTY = Line((), 0, 0, 0.0, 0.0, 0.0)


def paragraph(lines: int) -> Paragraph:
    """So many empty lines."""
    return Paragraph((EMPTY,) * lines, STYLE, 100.0, "")


def text(
    lines: int,
    *resets: int,
    node: str = "p",
    control: LineControl = TWO_AND_TWO,
    spacing: Spacing = Spacing(),  # noqa: B008 - frozen
) -> ParagraphBox:
    """A paragraph that may be set longer or shorter by each of `resets`."""

    def variant(by: int) -> Paragraph | None:
        return paragraph(lines + by) if by in resets and lines + by > 0 else None

    return ParagraphBox(
        paragraph(lines), Tag(NodeId(node)), 13.0, spacing=spacing, control=control, variant=variant
    )


def steps(*boxes: ParagraphBox) -> list[Step]:
    """One after the other."""
    return [Step(box) for box in boxes]


def lines_on(page: Filled) -> list[int]:
    """The lines of every part on a page."""
    return [placed.part.height // 2 for placed in page.placed]


def list_items(*texts: RichText) -> tuple[ListItem, ...]:
    """Items numbered 1. 2. 3."""
    return tuple(ListItem(f"{number}.", text) for number, text in enumerate(texts, 1))
