"""Three-line tables that run over pages (CY/T 170; rule book 14).

Heads repeat on every page under 续表n; the rule that closes a broken part is thin. At least two rows stand on
either side of a break, a total with the row before it. A row stays whole, but for one over half a page tall.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from reportgen.content.blocks import CellAlign, part_id
from reportgen.content.blocks import Table as TableBlock
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Tag
from reportgen.core.style import Align, ParaStyle
from reportgen.core.text import joined
from reportgen.layout.boxes import Part, Row, RowsBox, Spacing
from reportgen.layout.columns import SetCell, measured, set_cells
from reportgen.layout.drawing import line_at, paragraph_items, rule, text_items
from reportgen.layout.figure import column_width
from reportgen.layout.setting import Setter
from reportgen.layout.table_head import ALIGN, AT, Frame, head_rows
from reportgen.typeset.paragraph import Line, Paragraph

JUSTIFIED_FROM_EM = 6  # characters to a line; narrower cells are never justified
LEAST_ROWS = 2  # of the body, on either side of a break


def table_box(setter: Setter, table: TableBlock) -> RowsBox:
    """The table as rows under a head."""
    page = setter.theme.page
    width = column_width(setter, table.place)
    cells = set_cells(setter, table)
    frame = Frame(setter, table, measured(setter, table, cells, width), width)
    rows = _body(frame, cells)
    heavy, light = setter.theme.lengths["rule_table"], setter.theme.lengths["rule"]
    ink = setter.colour("ink")

    def close(x: float, y: float, height: int, is_first: bool, is_last: bool) -> list[DrawItem]:
        # the last baseline of the part is one ascent below the top of its last line
        bottom = y + height * page.half - page.pitch + page.first_baseline + frame.drop
        if is_last and below:
            bottom -= below_height * page.half
        return [rule(x, x + width, bottom, heavy if is_last else light, ink, LAYOUT_ARTIFACT)]

    below = _below(frame)
    below_height = sum(row.part.height for row in below)
    if below:
        rows[-1] = replace(rows[-1], keeps=True)
        rows += below

    def again(following: int) -> tuple[Row, ...]:
        return head_rows(frame, continued=True)

    return RowsBox(
        tuple(rows),
        page.half,
        head=head_rows(frame, continued=False),
        again=again,
        decorate=close,
        place=table.place,
        spacing=Spacing(2, 2, parity=0),
        least_rows=LEAST_ROWS,
    )


def _body(frame: Frame, cells: Sequence[Sequence[SetCell]]) -> list[Row]:
    """The rows of the body; a row is followed on its page by what must not begin the next one."""
    last = len(cells) - 1
    rows: list[Row] = []
    for number, row in enumerate(cells):
        made = _rows(frame, row, number)
        # the last row never stands alone, a total never without a row above it
        if number == last - 1 or number + 1 in frame.table.totals:
            made[-1] = replace(made[-1], keeps=True)
        rows += made
    return rows


@dataclass(frozen=True, slots=True)
class _Placed:
    """A text of a cell, `left` pt from the table's edge."""

    content: Paragraph | Line
    left: float
    tag: Tag
    align: Align = Align.START

    @property
    def lines(self) -> int:
        return len(self.content.lines) if isinstance(self.content, Paragraph) else 1

    def paint(self, x: float, base: float, first: int, last: int) -> list[DrawItem]:
        """Lines `first` to `last` (excluded), the first of them on `base`."""
        if isinstance(self.content, Paragraph):
            return paragraph_items(self.content, x + self.left, base, self.tag, first, last)
        return line_at(self.content, x + self.left, base, self.tag, self.align) if first == 0 else []


def _rows(frame: Frame, cells: Sequence[SetCell], number: int) -> list[Row]:
    """A row of the table: whole, or line by line (two at either end) if it is taller than half a page."""
    page = frame.setter.theme.page
    placed: list[_Placed] = []
    for index, cell in enumerate(cells):
        placed += _placed(frame, cell, index, Tag(part_id(frame.table.id, "r", number, index)))
    lines = max((text.lines for text in placed), default=1)

    def row(first: int, last: int) -> Row:
        def paint(x: float, y: float) -> list[DrawItem]:
            base = y + page.first_baseline
            return [item for text in placed for item in text.paint(x, base, first, last)]

        return Row(Part(2 * (last - first), paint), keeps=lines > last and (first == 0 or last == lines - 1))

    if 2 * lines <= page.lines:
        return [row(0, lines)]
    return [row(line, line + 1) for line in range(lines)]


def _placed(frame: Frame, cell: SetCell, index: int, tag: Tag) -> list[_Placed]:
    """The texts of one cell at their places: on one line, or turned in the column's width."""
    setter, columns = frame.setter, frame.columns
    if cell.line is None:
        return []
    column = frame.table.columns[index]
    left, room = columns.lefts[index], columns.widths[index]
    if cell.width > room:
        aside = cell.cell.aside
        text = joined([cell.cell.text, "　", aside]) if aside else cell.cell.text
        style = setter.style("table")
        is_wide = room - cell.indent >= JUSTIFIED_FROM_EM * cell.look.size
        align = style.align if is_wide else Align.START
        set_in = replace(style, text=cell.look, align=align)
        paragraph = setter.paragraph(text, set_in, room - cell.indent, in_cell=True)
        return [_Placed(paragraph, left + cell.indent, tag)]
    at = columns.points[index] - cell.point
    if column.align is CellAlign.DECIMAL and at + cell.width <= room:
        return [_Placed(cell.line, left + at, tag)]
    align = ALIGN.get(column.align, Align.START)
    texts = [_Placed(cell.line, left + cell.indent + (room - cell.indent) * AT[align], tag, align)]
    if cell.aside:
        texts.append(_Placed(cell.aside, left + cell.width - cell.aside.width, tag))
    return texts


# ------------------------------------------------------------------ below the last rule


def _below(frame: Frame) -> list[Row]:
    """注： and the numbered notes, then the source."""
    setter, table = frame.setter, frame.table
    if not table.notes and not table.source:
        return []
    page = setter.theme.page
    style: ParaStyle = setter.style("note")
    prefix = setter.line(table.note_prefix, "note")
    numbered = len(table.notes) > 1
    parts: list[tuple[Paragraph, Line | None]] = []
    numbers = [setter.line(f"{n}.", "note") if numbered else None for n in range(1, len(table.notes) + 1)]
    column = prefix.width + max((line.width + 3.0 for line in numbers if line), default=0.0)
    for text, number in zip(table.notes, numbers, strict=True):
        parts.append((setter.paragraph(text, style, frame.width - column), number))
    source = setter.paragraph(table.source, style, frame.width) if table.source else None
    lines = sum(len(paragraph.lines) for paragraph, _ in parts) + (len(source.lines) if source else 0)
    # half a line below the rule, unless the notes themselves stand a line apart
    above = 1 if style.leading < page.pitch - 0.01 else 0
    height = ceil((style.leading * lines - 0.01) / page.half) + above

    def paint(x: float, y: float) -> list[DrawItem]:
        base = y + above * page.half + page.first_baseline
        items: list[DrawItem] = []
        if parts:
            items += text_items(prefix, x, base, Tag(part_id(table.id, "note", 0)))
        for index, (paragraph, number) in enumerate(parts):
            tag = Tag(part_id(table.id, "note", index))
            if number:
                items += text_items(number, x + prefix.width, base, tag)
            items += paragraph_items(paragraph, x + column, base, tag)
            base += style.leading * len(paragraph.lines)
        if source:
            items += paragraph_items(source, x, base, Tag(part_id(table.id, "source")))
        return items

    return [Row(Part(height + height % 2, paint))]
