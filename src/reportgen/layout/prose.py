"""Boxes of running text: headings, paragraphs, the review box, quotations and lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportgen.content.blocks import Heading, ItemList, Place, Quote, Review, TextParagraph, part_id
from reportgen.core.diagnostics import Span
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Tag
from reportgen.core.style import ParaStyle
from reportgen.core.text import RichText
from reportgen.layout.boxes import ParagraphBox, Part, Row, RowsBox, SolidBox, Spacing
from reportgen.layout.lines import LineOf, Subject
from reportgen.layout.setting import ASCENT_EM, Setter, paragraph_items, rule, text_items, upright
from reportgen.layout.variants import variants
from reportgen.typeset.paragraph import Line, Paragraph

MARKER_GAP_EM = 0.5


def heading_box(setter: Setter, block: Heading) -> SolidBox:
    """A heading: two and a half lines below the text above it, one and a half above its own (look, 2)."""
    page = setter.theme.page
    style = setter.style(f"heading_{block.level}")
    paragraph = setter.paragraph(block.text, style, page.measure)
    lines = len(paragraph.lines)
    # half lines: the first takes two, each further one its own leading
    height = 2 + round((lines - 1) * style.leading / page.half)
    tag = Tag(block.id)

    def paint(x: float, y: float) -> list[DrawItem]:
        return paragraph_items(paragraph, x, y + page.first_baseline, tag)

    part = Part(height, paint, ((block.id, 0.0),))
    if block.level == 2:
        spaces = setter.theme.spaces
        spacing = Spacing(spaces["heading_before"], spaces["heading_after"], parity=1, keep_next=True)
    else:
        spacing = Spacing(2, 0, parity=0, keep_next=True)
    return SolidBox(part, Place.MAIN, spacing)


def paragraph_box(setter: Setter, block: TextParagraph) -> ParagraphBox:
    """A paragraph of running text in the main column; one resumed after a block is not indented."""
    page = setter.theme.page
    style = setter.style("body")
    if block.continued:
        style = replace(style, indent_em=0.0)
    paragraph = setter.paragraph(block.text, style, page.measure)
    return ParagraphBox(
        paragraph,
        Tag(block.id),
        page.first_baseline,
        control=setter.control,
        origin=block.text.origin,
        variant=variants(setter, block.text, style, paragraph),
    )


def line_rows(
    paragraph: Paragraph,
    setter: Setter,
    tag: Tag,
    indent: float = 0.0,
    *,
    origin: Span | None = None,
    number: int = 0,
) -> list[Row]:
    """Each line of a paragraph as a row; the first two and the last two stay together, or as the theme says.

    `number` is that of the paragraph in its box.
    """
    first = setter.theme.page.first_baseline
    control = setter.control
    count = len(paragraph.lines)
    subject = Subject(tag.node, origin, number)
    rows: list[Row] = []
    for line in range(count):

        def paint(x: float, y: float, line: int = line) -> list[DrawItem]:
            return paragraph_items(paragraph, x + indent, y + first, tag, line, line + 1)

        anchors = ((tag.node, 0.0),) if tag.node and line == 0 else ()
        rows.append(Row(Part(2, paint, anchors), control.keeps(line, count), LineOf(subject, line, count)))
    return rows


def _resettable(
    setter: Setter,
    texts: Sequence[RichText],
    style: ParaStyle,
    measure: float,
    make: Callable[[Sequence[Paragraph]], RowsBox],
) -> RowsBox:
    """The box that `make` makes of paragraphs, which can make it anew with one of them longer or shorter."""
    plain = [setter.paragraph(text, style, measure) for text in texts]
    choices = [variants(setter, text, style, best) for text, best in zip(texts, plain, strict=True)]

    def variant(number: int, by: int) -> RowsBox | None:
        paragraph = choices[number](by)
        return make([*plain[:number], paragraph, *plain[number + 1 :]]) if paragraph else None

    return replace(make(plain), control=setter.control, paragraphs=len(plain), variant=variant)


def review_box(setter: Setter, block: Review) -> RowsBox:
    """权威回顾: a red label, text indented as a block, a red hairline at its left (look, 5)."""
    page = setter.theme.page
    indent = setter.theme.lengths["review_indent"]
    size = setter.style("review").text.size
    measure = int((page.measure - indent + 0.01) / size) * size
    label = setter.line(block.label, "review_label")

    def paint_label(x: float, y: float) -> list[DrawItem]:
        return text_items(label, x + indent, y + page.first_baseline, Tag(part_id(block.id, "label")))

    def hairline(x: float, y: float, height: int, is_first: bool, is_last: bool) -> list[DrawItem]:
        top = y + page.first_baseline - ASCENT_EM * size
        bottom = y + height * page.half - page.pitch + page.first_baseline + (1 - ASCENT_EM) * size
        width = setter.theme.lengths["rule_review"]
        return [upright(x + width / 2, top, bottom, width, setter.colour("red"), LAYOUT_ARTIFACT)]

    def made(paragraphs: Sequence[Paragraph]) -> RowsBox:
        rows = [Row(Part(2, paint_label, ((block.id, 0.0),)), keeps=True)]
        for number, (paragraph, text) in enumerate(zip(paragraphs, block.paragraphs, strict=True)):
            tag = Tag(part_id(block.id, number))
            rows += line_rows(paragraph, setter, tag, indent, origin=text.origin, number=number)
        least = setter.control.first
        spacing = Spacing(0, 2, parity=0)
        return RowsBox(tuple(rows), page.half, decorate=hairline, spacing=spacing, least_rows=least)

    return _resettable(setter, block.paragraphs, setter.style("review"), measure, made)


def quote_box(setter: Setter, block: Quote) -> RowsBox:
    """A quotation in kai, indented by two characters of the body, its source at the right below."""
    page = setter.theme.page
    body = setter.style("body").text.size
    style = setter.style("quote")
    indent = 2 * body
    measure = int((page.measure - 2 * indent) / style.text.size) * style.text.size
    by = setter.line(f"——{block.by}", "quote_by") if block.by else None

    def made(paragraphs: Sequence[Paragraph]) -> RowsBox:
        rows = line_rows(paragraphs[0], setter, Tag(block.id), indent, origin=block.text.origin)
        if by:
            rows[-1] = replace(rows[-1], keeps=True)
            rows.append(Row(Part(2, paint)))
        least = setter.control.first
        return RowsBox(tuple(rows), page.half, spacing=Spacing(2, 2, parity=0), least_rows=least)

    def paint(x: float, y: float) -> list[DrawItem]:
        assert by is not None, "a row was made for a source that is not there"
        right = x + page.measure - indent - by.width
        return text_items(by, right, y + page.first_baseline, Tag(part_id(block.id, "by")))

    return _resettable(setter, [block.text], style, measure, made)


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

    def made(paragraphs: Sequence[Paragraph]) -> RowsBox:
        rows: list[Row] = [_label_row(setter, block)] if block.title else []
        for number, (paragraph, text) in enumerate(zip(paragraphs, block.items, strict=True)):
            tag = Tag(part_id(block.id, number))
            item = line_rows(paragraph, setter, tag, column, origin=text.origin, number=number)
            item[0] = marked(item[0], lines[number], tag)
            rows += item
        spacing = Spacing(2 if block.title else 0, 2, parity=0)
        least = min(2, setter.control.first)  # short items do not stand alone, but on a strict grid
        return RowsBox(tuple(rows), page.half, place=block.place, spacing=spacing, least_rows=least)

    def marked(row: Row, marker: Line, tag: Tag) -> Row:
        def paint(x: float, y: float) -> list[DrawItem]:
            at = x + column - marker.width - MARKER_GAP_EM * size
            label = text_items(marker, at, y + page.first_baseline, tag)
            return [*label, *row.part.paint(x, y)]

        return replace(row, part=replace(row.part, paint=paint))

    return _resettable(setter, block.items, style, measure, made)


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
