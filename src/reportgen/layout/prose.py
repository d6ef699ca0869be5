"""Boxes of running text: paragraphs, the review box, quotations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportgen.content.blocks import Quote, Review, TextParagraph, part_id
from reportgen.core.diagnostics import Span
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Tag
from reportgen.core.style import ParaStyle
from reportgen.core.text import RichText
from reportgen.layout.boxes import ParagraphBox, Part, Row, RowsBox, Spacing
from reportgen.layout.drawing import ASCENT_EM, paragraph_items, text_items, upright
from reportgen.layout.lines import LineOf, Subject
from reportgen.layout.setting import Setter
from reportgen.layout.variants import text_variants
from reportgen.typeset.paragraph import Paragraph


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
        variant=text_variants(setter, block.text, style, paragraph),
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


def resettable(
    setter: Setter,
    texts: Sequence[RichText],
    style: ParaStyle,
    measure: float,
    make: Callable[[Sequence[Paragraph]], RowsBox],
) -> RowsBox:
    """The box that `make` makes of paragraphs, which can make it anew with one of them longer or shorter."""
    plain = [setter.paragraph(text, style, measure) for text in texts]
    choices = [text_variants(setter, text, style, best) for text, best in zip(texts, plain, strict=True)]

    def variant(number: int, by: int) -> RowsBox | None:
        paragraph = choices[number](by)
        return make([*plain[:number], paragraph, *plain[number + 1 :]]) if paragraph else None

    return replace(make(plain), control=setter.control, paragraphs=len(plain), variant=variant)


def review_box(setter: Setter, block: Review) -> RowsBox:
    """权威回顾: a red label, text indented as a block, a red hairline at its left (look, 5)."""
    page = setter.theme.page
    indent = setter.theme.lengths["review_indent"]
    style = setter.style("review")
    size = style.text.size
    measure = setter.measure(style, page.measure - indent)
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
        spacing = Spacing(0, setter.theme.spaces["text_around"], parity=0)
        return RowsBox(tuple(rows), page.half, decorate=hairline, spacing=spacing, least_rows=least)

    return resettable(setter, block.paragraphs, style, measure, made)


def quote_box(setter: Setter, block: Quote) -> RowsBox:
    """A quotation in kai, indented by two characters of the body, its source at the right below."""
    page = setter.theme.page
    body = setter.style("body")
    style = setter.style("quote")
    indent = 2 * (body.cell or body.text.size)
    measure = setter.measure(style, page.measure - 2 * indent)
    around = setter.theme.spaces["text_around"]
    by = setter.line(f"——{block.by}", "quote_by") if block.by else None

    def made(paragraphs: Sequence[Paragraph]) -> RowsBox:
        rows = line_rows(paragraphs[0], setter, Tag(block.id), indent, origin=block.text.origin)
        if by:
            rows[-1] = replace(rows[-1], keeps=True)
            rows.append(Row(Part(2, paint)))
        least = setter.control.first
        return RowsBox(tuple(rows), page.half, spacing=Spacing(around, around, parity=0), least_rows=least)

    def paint(x: float, y: float) -> list[DrawItem]:
        assert by is not None, "a row was made for a source that is not there"
        right = x + page.measure - indent - by.width
        return text_items(by, right, y + page.first_baseline, Tag(part_id(block.id, "by")))

    return resettable(setter, [block.text], style, measure, made)
