"""Three-line tables that run over pages (CY/T 170; rule book 14).

Columns get the width of their content; where that is more than there is, the columns that can wrap share the
loss. Figures stand on their decimal point. Heads repeat on every page under 续表n.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from reportgen.content.blocks import Cell, CellAlign, Table, Tone, part_id
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Tag
from reportgen.core.style import Align, ParaStyle, TextStyle
from reportgen.core.text import RichText, joined
from reportgen.layout.boxes import Part, Row, RowsBox, Spacing
from reportgen.layout.figure import column_width
from reportgen.layout.setting import Setter, line_at, paragraph_items, rule, text_items
from reportgen.typeset.paragraph import Line, Paragraph

COLUMN_GAP = 12.0  # pt between columns
NARROWEST = 4 * 9.0  # pt: four characters
ASIDE_GAP_EM = 1.0
RULE_DROP = 5.5  # pt from a baseline to the rule below it
HEAD_RISE = 12.5  # pt from the head's baseline to the rule above it


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edges and widths, and for decimal columns the x of the point from the left edge, in pt."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    points: tuple[float, ...]


def table_box(setter: Setter, table: Table) -> RowsBox:
    """The table as rows under a head."""
    page = setter.theme.page
    width = column_width(setter, table.place)
    columns = _columns(setter, table, width)
    rows = [_row(setter, table, columns, number) for number in range(len(table.rows))]
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


def _columns(setter: Setter, table: Table, width: float) -> _Columns:
    """Widths by content: fixed as asked, the rest natural, the widest narrowed where there is no room."""
    natural: list[float] = []
    points: list[float] = []
    for index, column in enumerate(table.columns):
        cells = [row[index] for row in table.rows]
        head = setter.line(column.head, "table_head").width if column.head else 0.0
        if column.align is CellAlign.DECIMAL:
            left = right = 0.0
            for cell in cells:
                whole, rest = _decimal_parts(setter, cell)
                left, right = max(left, whole), max(right, rest)
            points.append(left)
            natural.append(max(left + right, head))
        else:
            points.append(0.0)
            natural.append(max([head, *(_cell_width(setter, cell) for cell in cells)]))
    gaps = COLUMN_GAP * (len(natural) - 1)
    # a width that was asked for holds the gap to the next column, so that columns can be put on the grid
    asked = [column.width - COLUMN_GAP if column.width else None for column in table.columns]
    widths = [width or want for width, want in zip(asked, natural, strict=True)]
    room = width - gaps
    spare = room - sum(widths)
    if spare < 0:
        widths = _narrowed(widths, [c.width is not None for c in table.columns], room)
    else:
        # what is left over goes to the columns in proportion to what they hold
        free = sum(width for width, fixed in zip(widths, asked, strict=True) if fixed is None)
        if free:
            factor = 1 + spare / free
            widths = [
                width * factor if fixed is None else width for width, fixed in zip(widths, asked, strict=True)
            ]
    lefts: list[float] = []
    x = 0.0
    for column_width_ in widths:
        lefts.append(x)
        x += column_width_ + COLUMN_GAP
    return _Columns(tuple(lefts), tuple(widths), tuple(points))


def _narrowed(widths: Sequence[float], fixed: Sequence[bool], room: float) -> list[float]:
    """Lower the widest columns to one level until all fit; none below four characters."""
    result = list(widths)
    free = [i for i, is_fixed in enumerate(fixed) if not is_fixed]
    for _ in range(len(result) + 1):
        over = sum(result) - room
        if over <= 0.01 or not free:
            break
        top = max(result[i] for i in free)
        widest = [i for i in free if result[i] > top - 0.01]
        below = max([result[i] for i in free if i not in widest], default=NARROWEST)
        level = max(below, top - over / len(widest), NARROWEST)
        if level >= top - 0.01:
            break
        for i in widest:
            result[i] = level
    return result


def _look(setter: Setter, cell: Cell) -> TextStyle:
    style = setter.style("table").text
    if cell.tone is Tone.ACCENT:
        return replace(style, colour=setter.colour("red"))
    if cell.tone is Tone.QUIET:
        return replace(style, colour=setter.colour("k50"))
    return style


def _cell_width(setter: Setter, cell: Cell) -> float:
    width = max(
        (setter.line(RichText(part), _look(setter, cell)).width for part in [cell.text.text]), default=0.0
    )
    if cell.aside:
        look = _look(setter, cell)
        width += ASIDE_GAP_EM * look.size + setter.line(cell.aside, look).width
    return width + 0.1


def _decimal_parts(setter: Setter, cell: Cell) -> tuple[float, float]:
    """Widths left and right of the decimal point; a text without digits counts as left."""
    text = cell.text.text
    whole, point, fraction = text.partition(".")
    look = _look(setter, cell)
    left = setter.line(whole, look).width if whole else 0.0
    right = setter.line(point + fraction, look).width if point else 0.0
    return left, right


def _row(setter: Setter, table: Table, columns: _Columns, number: int) -> Row:
    page = setter.theme.page
    cells = table.rows[number]
    painted: list[tuple[float, Paragraph | Line, Tag, Align]] = []
    lines = 1
    for index, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
        if not cell.text:
            continue
        tag = Tag(part_id(table.id, "r", number, index))
        look = _look(setter, cell)
        left, room = columns.lefts[index], columns.widths[index]
        if column.align is CellAlign.DECIMAL:
            whole, _ = _decimal_parts(setter, cell)
            painted.append(
                (left + columns.points[index] - whole, setter.line(cell.text, look), tag, Align.START)
            )
            continue
        if _cell_width(setter, cell) <= room + 0.2:
            line = setter.line(cell.text, look)
            align = {CellAlign.END: Align.END, CellAlign.CENTRE: Align.CENTRE}.get(column.align, Align.START)
            at = left + {Align.END: room, Align.CENTRE: room / 2}.get(align, 0.0)
            painted.append((at, line, tag, align))
            if cell.aside:
                grey = replace(look, colour=setter.colour("k60"))
                offset = left + line.width + ASIDE_GAP_EM * look.size
                painted.append((offset, setter.line(cell.aside, grey), tag, Align.START))
            continue
        text = joined([cell.text, "　", cell.aside]) if cell.aside else cell.text
        style = replace(setter.style("table"), text=look, align=Align.START)
        paragraph = setter.paragraph(text, style, room)
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
    setter: Setter, table: Table, columns: _Columns, width: float, *, continued: bool
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
    heads = [setter.line(column.head, "table_head") if column.head else None for column in table.columns]
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
            align = {CellAlign.END: Align.END, CellAlign.CENTRE: Align.CENTRE}.get(column.align, Align.START)
            at = left + {Align.END: room, Align.CENTRE: room / 2}.get(align, 0.0)
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
