"""Three-line tables that run over pages (CY/T 170; rule book 14).

Heads repeat on every page under 续表n; the rule that closes a broken part is thin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from reportgen.content.blocks import CellAlign, Column, Table, part_id
from reportgen.core.geometry import fits
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Tag
from reportgen.core.style import Align, ParaStyle
from reportgen.core.text import RichText, joined
from reportgen.layout.boxes import Part, Row, RowsBox, Spacing
from reportgen.layout.columns import Columns, SetCell, measured, set_cells
from reportgen.layout.figure import column_width
from reportgen.layout.setting import Setter, line_at, overfull_cell, paragraph_items, rule, text_items
from reportgen.typeset.paragraph import Line, Paragraph

RULE_DROP = 5.5  # pt from a baseline to the rule below it
HEAD_RISE = 12.5  # pt from the head's baseline to the rule above it

# figures stand at the right where a column has no room for all of them on one point
_ALIGN = {CellAlign.END: Align.END, CellAlign.CENTRE: Align.CENTRE, CellAlign.DECIMAL: Align.END}
_AT = {Align.START: 0.0, Align.CENTRE: 0.5, Align.END: 1.0}  # part of the column's width


def table_box(setter: Setter, table: Table) -> RowsBox:
    """The table as rows under a head."""
    page = setter.theme.page
    width = column_width(setter, table.place)
    cells = set_cells(setter, table)
    columns = measured(setter, table, cells, width)
    rows = [_row(setter, table, columns, row, number) for number, row in enumerate(cells)]
    last = len(rows) - 1
    rows = [Row(row.part, keeps=number == last - 1 and last > 2) for number, row in enumerate(rows)]
    heavy, light = setter.theme.lengths["rule_table"], setter.theme.lengths["rule"]
    ink = setter.colour("ink")

    def close(x: float, y: float, height: int, is_first: bool, is_last: bool) -> list[DrawItem]:
        # the last baseline of the part is one ascent below the top of its last line
        bottom = y + height * page.half - page.pitch + page.first_baseline + RULE_DROP
        if is_last and table.notes:
            bottom -= notes_height * page.half
        return [rule(x, x + width, bottom, heavy if is_last else light, ink, LAYOUT_ARTIFACT)]

    notes = _notes(setter, table, width)
    notes_height = sum(row.part.height for row in notes)
    if notes:
        rows[-1] = Row(rows[-1].part, keeps=True)
        rows += [Row(row.part, keeps=number < len(notes) - 1) for number, row in enumerate(notes)]

    def again(following: int) -> tuple[Row, ...]:
        return _head(setter, table, columns, width, continued=True)

    return RowsBox(
        tuple(rows),
        page.half,
        head=_head(setter, table, columns, width, continued=False),
        again=again,
        decorate=close,
        place=table.place,
        spacing=Spacing(2, 2, parity=0),
    )


def _row(setter: Setter, table: Table, columns: Columns, cells: Sequence[SetCell], number: int) -> Row:
    page = setter.theme.page
    painted: list[tuple[float, Paragraph | Line, Tag, Align]] = []
    lines = 1
    for index, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
        if cell.line is None:
            continue
        tag = Tag(part_id(table.id, "r", number, index))
        left, room = columns.lefts[index], columns.widths[index]
        at = columns.points[index] - cell.point
        if column.align is CellAlign.DECIMAL and at + cell.width <= room:
            painted.append((left + at, cell.line, tag, Align.START))
        elif cell.width <= room:
            align = _ALIGN.get(column.align, Align.START)
            painted.append((left + room * _AT[align], cell.line, tag, align))
            if cell.aside:
                offset = left + cell.width - cell.aside.width
                painted.append((offset, cell.aside, tag, Align.START))
        else:
            aside = cell.cell.aside
            text = joined([cell.cell.text, "　", aside]) if aside else cell.cell.text
            style = replace(setter.style("table"), text=cell.look, align=Align.START)
            paragraph = setter.paragraph(text, style, room, in_cell=True)
            painted.append((left, paragraph, tag, Align.START))
            lines = max(lines, len(paragraph.lines))

    def paint(x: float, y: float) -> list[DrawItem]:
        items: list[DrawItem] = []
        base = y + page.first_baseline
        for left, content, tag, align in painted:
            if isinstance(content, Paragraph):
                items += paragraph_items(content, x + left, base, tag)
            else:
                items += line_at(content, x + left, base, tag, align)
        return items

    return Row(Part(2 * lines, paint))


def _head(
    setter: Setter, table: Table, columns: Columns, width: float, *, continued: bool
) -> tuple[Row, ...]:
    """Caption line and the heads of the columns between two rules."""
    page = setter.theme.page
    first = page.first_baseline
    label = setter.vocabulary.continued(table.label) if continued else table.label
    caption = (
        RichText(label) if continued else joined([f"{label}　", table.title] if label else [table.title])
    )
    title = setter.paragraph(caption, "caption_strong", width)
    remark = setter.line(table.remark, "note") if table.remark else None
    tag = LAYOUT_ARTIFACT if continued else Tag(part_id(table.id, "caption"))
    heads = [
        _column_head(setter, column, room, is_told=not continued) if column.head else None
        for column, room in zip(table.columns, columns.widths, strict=True)
    ]
    lengths = setter.theme.lengths

    def paint_caption(x: float, y: float) -> list[DrawItem]:
        items = paragraph_items(title, x, y + first, tag)
        if remark:
            items += text_items(remark, x + width - remark.width, y + first, tag)
        return items

    def paint_heads(x: float, y: float) -> list[DrawItem]:
        base = y + first
        ink = setter.colour("ink")
        items: list[DrawItem] = [
            rule(x, x + width, base - HEAD_RISE, lengths["rule_table"], ink, LAYOUT_ARTIFACT),
            rule(x, x + width, base + RULE_DROP, lengths["rule"], ink, LAYOUT_ARTIFACT),
        ]
        for index, (line, column) in enumerate(zip(heads, table.columns, strict=True)):
            if line is None:
                continue
            left, room = columns.lefts[index], columns.widths[index]
            align = _ALIGN.get(column.align, Align.START)
            at = left + room * _AT[align]
            if column.align is CellAlign.DECIMAL:
                # over the ones digit: the head ends where the integers end, if it has the room
                at = max(left, left + columns.points[index] - line.width)
                align = Align.START
            cell_tag = LAYOUT_ARTIFACT if continued else Tag(part_id(table.id, "h", index))
            items += line_at(line, x + at, base, cell_tag, align)
        return items

    anchors = () if continued else ((table.id, 0.0),)
    caption_height = 2 * len(title.lines)
    return (
        Row(Part(caption_height, paint_caption, anchors), keeps=True),
        Row(Part(2, paint_heads), keeps=True),
    )


def _column_head(setter: Setter, column: Column, room: float, *, is_told: bool) -> Line:
    """A head on one line; one that runs into the next column is told, once for the whole table."""
    head = setter.line(column.head, "table_head")
    if is_told and not fits(head.width, room):
        head = setter.line(column.head, "table_head", is_shared=False)  # to be known on its page
        setter.note(overfull_cell(column.head.text, head.width - room, column.head.origin), head)
    return head


def _notes(setter: Setter, table: Table, width: float) -> list[Row]:
    """注： and the numbered notes below the last rule."""
    if not table.notes:
        return []
    page = setter.theme.page
    style: ParaStyle = setter.style("note")
    prefix = setter.line(table.note_prefix, "note")
    numbered = len(table.notes) > 1
    parts: list[tuple[Paragraph, Line | None]] = []
    numbers = [setter.line(f"{n}.", "note") if numbered else None for n in range(1, len(table.notes) + 1)]
    column = prefix.width + max((line.width + 3.0 for line in numbers if line), default=0.0)
    for text, number in zip(table.notes, numbers, strict=True):
        parts.append((setter.paragraph(text, style, width - column), number))
    height = ceil(style.leading * sum(len(paragraph.lines) for paragraph, _ in parts) / page.half)

    def paint(x: float, y: float) -> list[DrawItem]:
        base = y + page.half + page.first_baseline
        items = text_items(prefix, x, base, Tag(part_id(table.id, "note", 0)))
        for index, (paragraph, number) in enumerate(parts):
            tag = Tag(part_id(table.id, "note", index))
            if number:
                items += text_items(number, x + prefix.width, base, tag)
            items += paragraph_items(paragraph, x + column, base, tag)
            base += style.leading * len(paragraph.lines)
        return items

    return [Row(Part(height + 1 + (height + 1) % 2, paint))]
