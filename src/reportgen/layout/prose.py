"""Boxes of running text: paragraphs, the review box, quotations and lists."""

from __future__ import annotations

from reportgen.content.blocks import ItemList, Place, Quote, Review, TextParagraph, part_id
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Tag
from reportgen.layout.boxes import ParagraphBox, Part, Row, RowsBox, Spacing
from reportgen.layout.setting import ASCENT_EM, Setter, paragraph_items, rule, text_items, upright
from reportgen.typeset.paragraph import Line, Paragraph

MARKER_GAP_EM = 0.5


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


def list_box(setter: Setter, block: ItemList) -> RowsBox:
    """A list; turn-over lines hang under the text (rule book 14)."""
    page = setter.theme.page
    if block.place is Place.SIDE:
        return _side_list(setter, block)
    full = block.place is Place.FULL
    width = page.width if full else page.measure
    style = setter.style("list")
    size = style.text.size
    markers = [f"{n}." if block.ordered else "•" for n in range(1, len(block.items) + 1)]
    # the bullet of the song face is a mere point
    look = style.text if block.ordered else setter.style("list_marker").text
    lines = [setter.line(marker, look) for marker in markers]
    column = max(2 * size, max(line.width for line in lines) + MARKER_GAP_EM * size)
    measure = int((width - column + 0.01) / size) * size
    rows: list[Row] = []
    if block.title:
        rows.append(_label_row(setter, block))
    for number, (item, marker) in enumerate(zip(block.items, lines, strict=True)):
        paragraph = setter.paragraph(item, style, measure)
        tag = Tag(part_id(block.id, number))
        item_rows = line_rows(paragraph, setter, tag, column)
        head = item_rows[0]

        def paint(
            x: float, y: float, marker: Line = marker, head: Row = head, tag: Tag = tag
        ) -> list[DrawItem]:
            label = text_items(
                marker, x + column - marker.width - MARKER_GAP_EM * size, y + page.first_baseline, tag
            )
            return [*label, *head.part.paint(x, y)]

        item_rows[0] = Row(Part(2, paint, head.part.anchors), head.keeps)
        rows += item_rows
    return RowsBox(
        tuple(rows), page.half, place=block.place, spacing=Spacing(0 if not block.title else 2, 2, parity=0)
    )


def _label_row(setter: Setter, block: ItemList) -> Row:
    label = setter.line(block.title, "list_label")
    first = setter.theme.page.first_baseline

    def paint(x: float, y: float) -> list[DrawItem]:
        return text_items(label, x, y + first, Tag(part_id(block.id, "label")))

    return Row(Part(2, paint, ((block.id, 0.0),)), keeps=True)


def side_head(setter: Setter, title: str, tag: Tag, width: float) -> list[Row]:
    """The rule and red label that begin a list in the side column."""
    page = setter.theme.page

    def paint_rule(x: float, y: float) -> list[DrawItem]:
        top = y + (page.half / 2 if y <= page.top + 1 else page.first_baseline)
        return [rule(x, x + width, top, setter.theme.lengths["rule"], setter.colour("k50"), LAYOUT_ARTIFACT)]

    rows = [Row(Part(2, paint_rule), keeps=True)]
    if title:
        label = setter.line(title, "list_label")

        def paint_label(x: float, y: float) -> list[DrawItem]:
            return text_items(label, x, y + page.first_baseline, tag)

        rows.append(Row(Part(3, paint_label), keeps=True))
    return rows


def _side_list(setter: Setter, block: ItemList) -> RowsBox:
    page = setter.theme.page
    width = page.span(page.side_columns)
    rows = side_head(setter, block.title, Tag(part_id(block.id, "label")), width)
    for number, item in enumerate(block.items):
        paragraph = setter.paragraph(item, "list_side", width)
        item_rows = line_rows(paragraph, setter, Tag(part_id(block.id, number)))
        rows += [Row(row.part, keeps=True) for row in item_rows[:-1]]
        last = item_rows[-1].part
        rows.append(Row(Part(last.height + 1, last.paint, last.anchors)))
    return RowsBox(tuple(rows), page.half, place=Place.SIDE, spacing=Spacing(2, 2, parity=0), breakable=False)
