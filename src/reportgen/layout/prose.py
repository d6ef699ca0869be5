"""Boxes of running text: paragraphs, the review box and quotations."""

from __future__ import annotations

from reportgen.content.blocks import Quote, Review, TextParagraph, part_id
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Tag
from reportgen.layout.boxes import ParagraphBox, Part, Row, RowsBox, Spacing
from reportgen.layout.setting import ASCENT_EM, Setter, paragraph_items, text_items, upright
from reportgen.typeset.paragraph import Paragraph


def paragraph_box(setter: Setter, block: TextParagraph) -> ParagraphBox:
    """A paragraph of running text in the main column."""
    page = setter.theme.page
    paragraph = setter.paragraph(block.text, "body", page.measure)
    return ParagraphBox(paragraph, Tag(block.id), page.first_baseline)


def line_rows(paragraph: Paragraph, setter: Setter, tag: Tag, indent: float = 0.0) -> list[Row]:
    """Each line of a paragraph as a row; the first two and the last two stay together."""
    first = setter.theme.page.first_baseline
    count = len(paragraph.lines)
    rows: list[Row] = []
    for number in range(count):

        def paint(x: float, y: float, number: int = number) -> list[DrawItem]:
            return paragraph_items(paragraph, x + indent, y + first, tag, number, number + 1)

        anchors = ((tag.node, 0.0),) if tag.node and number == 0 else ()
        keeps = number < count - 1 and (number == 0 or number == count - 2)
        rows.append(Row(Part(2, paint, anchors), keeps))
    return rows


def review_box(setter: Setter, block: Review) -> RowsBox:
    """权威回顾: a red label, text indented as a block, a red hairline at its left (look, 5)."""
    page = setter.theme.page
    indent = setter.theme.lengths["review_indent"]
    size = setter.style("review").text.size
    measure = int((page.measure - indent + 0.01) / size) * size
    label = setter.line(block.label, "review_label")

    def paint_label(x: float, y: float) -> list[DrawItem]:
        return text_items(label, x + indent, y + page.first_baseline, Tag(part_id(block.id, "label")))

    rows = [Row(Part(2, paint_label, ((block.id, 0.0),)), keeps=True)]
    for number, text in enumerate(block.paragraphs):
        paragraph = setter.paragraph(text, "review", measure)
        rows += line_rows(paragraph, setter, Tag(part_id(block.id, number)), indent)

    def hairline(x: float, y: float, height: int, is_first: bool, is_last: bool) -> list[DrawItem]:
        top = y + page.first_baseline - ASCENT_EM * size
        bottom = y + height * page.half - page.pitch + page.first_baseline + (1 - ASCENT_EM) * size
        width = setter.theme.lengths["rule_review"]
        return [upright(x + width / 2, top, bottom, width, setter.colour("red"), LAYOUT_ARTIFACT)]

    return RowsBox(tuple(rows), page.half, decorate=hairline, spacing=Spacing(0, 2, parity=0), least_rows=3)


def quote_box(setter: Setter, block: Quote) -> RowsBox:
    """A quotation in kai, indented by two characters of the body, its source at the right below."""
    page = setter.theme.page
    body = setter.style("body").text.size
    style = setter.style("quote")
    indent = 2 * body
    measure = int((page.measure - 2 * indent) / style.text.size) * style.text.size
    paragraph = setter.paragraph(block.text, style, measure)
    rows = line_rows(paragraph, setter, Tag(block.id), indent)
    if block.by:
        by = setter.line(f"——{block.by}", "quote_by")

        def paint(x: float, y: float) -> list[DrawItem]:
            right = x + page.measure - indent - by.width
            return text_items(by, right, y + page.first_baseline, Tag(part_id(block.id, "by")))

        rows[-1] = Row(rows[-1].part, keeps=True)
        rows.append(Row(Part(2, paint)))
    return RowsBox(tuple(rows), page.half, spacing=Spacing(2, 2, parity=0))
