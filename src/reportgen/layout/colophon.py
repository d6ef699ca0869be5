"""Sources and method, credits, imprint: labels at the left, text in eight columns, rules above."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.content.blocks import Colophon, Place, Section, SectionKind, part_id
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Tag
from reportgen.core.text import RichText
from reportgen.layout.boxes import Part, Row, RowsBox, Spacing
from reportgen.layout.drawing import paragraph_items, rule, text_items
from reportgen.layout.flow import Filled, Step
from reportgen.layout.prose import line_rows
from reportgen.layout.setting import Setter
from reportgen.layout.spreads import run
from reportgen.layout.titles import title_box
from reportgen.typeset.paragraph import Line, Paragraph

LABEL_GAP = 12.0  # pt at least between a label and its value
ROOMY, TIGHT = 2, 1  # half lines above the rule of an entry


def colophon_section(colophon: Colophon) -> Section:
    """The colophon as a section of back matter, for the contents and the running head."""
    return Section(
        colophon.id, SectionKind.BACK, "", colophon.title, colophon.title, RichText(""), None, None, ()
    )


def colophon_pages(setter: Setter, colophon: Colophon, first_recto: bool) -> tuple[Filled, ...]:
    """The colophon on one page if closer entries allow it, else over pages."""
    title = Step(title_box(setter, colophon_section(colophon)))
    page = setter.theme.page

    def pages(space: int) -> tuple[Filled, ...]:
        steps = (title, *_steps(setter, colophon, space))
        return run(steps, 2 * page.lines, first_recto=first_recto, strict_grid=page.strict_grid)

    roomy = pages(ROOMY)
    if len(roomy) == 1:
        return roomy
    tight = pages(TIGHT)
    return tight if len(tight) == 1 else roomy


def _steps(setter: Setter, colophon: Colophon, space: int) -> list[Step]:
    """The entries, then credits and imprint as two-column lists."""
    result: list[Step] = []
    page = setter.theme.page
    indent = setter.column_x("colophon", "text_column")
    measure = setter.measure(setter.style("caption"), min(page.measure, page.width - indent))
    for index, (label, paragraphs) in enumerate(colophon.entries):
        rows: list[Row] = []
        for number, text in enumerate(paragraphs):
            style = setter.style("caption")
            paragraph = setter.paragraph(text, style, measure)
            tag = Tag(part_id(colophon.id, index, number))
            rows += line_rows(paragraph, setter, tag, indent, origin=text.origin, number=number)
        result.append(
            Step(_entry(setter, label, rows, Tag(part_id(colophon.id, index, "label")), "k30", space))
        )
    if colophon.credits:
        pairs = [(credit.role, "　".join(credit.names)) for credit in colophon.credits]
        tag = Tag(part_id(colophon.id, "credits"))
        rows = _pairs(setter, pairs, tag, "credit_name")
        result.append(Step(_entry(setter, colophon.credits_label, rows, tag, "ink", space + 1)))
    if colophon.imprint:
        tag = Tag(part_id(colophon.id, "imprint"))
        rows = _pairs(setter, colophon.imprint, tag, "caption")
        result.append(Step(_entry(setter, colophon.imprint_label, rows, tag, "k30", space)))
    return result


def _entry(setter: Setter, label: str, rows: Sequence[Row], tag: Tag, colour: str, before: int) -> RowsBox:
    """Rows of text with their label beside the first and a rule 18 pt above it."""
    page = setter.theme.page
    line = setter.line(label, "caption_strong")

    def head(x: float, y: float, height: int, is_first: bool, is_last: bool) -> list[DrawItem]:
        if not is_first:
            return []
        base = y + page.first_baseline
        thin = setter.theme.lengths["rule"]
        top = rule(x, x + page.width, base - page.pitch, thin, setter.colour(colour), LAYOUT_ARTIFACT)
        return [top, *text_items(line, x, base, tag)]

    return RowsBox(
        tuple(rows),
        page.half,
        decorate=head,
        place=Place.FULL,
        spacing=Spacing(before, 0, parity=None if before == TIGHT else 0),
        control=setter.control,
    )


def _pairs(setter: Setter, pairs: Sequence[tuple[str, str]], tag: Tag, style: str) -> list[Row]:
    page = setter.theme.page
    rows: list[Row] = []
    labels = [setter.line(label, "credit_role") for label, _ in pairs]
    text_x = setter.column_x("colophon", "text_column")
    value_x = max(
        setter.column_x("colophon", "value_column"), text_x + max(line.width for line in labels) + LABEL_GAP
    )
    for key, (_, value) in zip(labels, pairs, strict=True):
        name = style if value else "honour_missing"
        shown = setter.paragraph(value or setter.vocabulary.to_fill, name, page.width - value_x)

        def paint(x: float, y: float, key: Line = key, shown: Paragraph = shown) -> list[DrawItem]:
            base = y + page.first_baseline
            items = text_items(key, x + text_x, base, tag)
            return [*items, *paragraph_items(shown, x + value_x, base, tag)]

        rows.append(Row(Part(2 * len(shown.lines), paint)))
    return rows
