"""The head of a table: caption, what is said of the whole, and the heads of its columns between two rules.

Heads may stand on two levels: a group's head in the middle over its columns, a thin rule below it as wide as
they are, so that it does not touch its neighbour's (CY/T 170). What belongs to no group stands half way up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.content.blocks import CellAlign, Column, Table, part_id
from reportgen.core.paged import LAYOUT_ARTIFACT, DrawItem, Tag
from reportgen.core.style import Align
from reportgen.core.text import RichText, joined
from reportgen.layout.boxes import Part, Row
from reportgen.layout.columns import Columns
from reportgen.layout.drawing import ASCENT_EM, line_at, paragraph_items, rule, text_items
from reportgen.layout.setting import Setter
from reportgen.typeset.paragraph import Line, Paragraph

REMARK_GAP_EM = 1.0  # between the caption and the remark at its right

ALIGN = {CellAlign.END: Align.END, CellAlign.CENTRE: Align.CENTRE}
AT = {Align.START: 0.0, Align.CENTRE: 0.5, Align.END: 1.0}  # part of the column's width


@dataclass(frozen=True, slots=True)
class Frame:
    """What rows of a table need to be drawn: its columns and its width (pt)."""

    setter: Setter
    table: Table
    columns: Columns
    width: float

    @property
    def drop(self) -> float:
        """From a baseline to the rule below it (pt): rules lie half way between the frames of two lines."""
        size = self.setter.style("table").text.size
        return (self.setter.theme.page.pitch - size) / 2 + (1 - ASCENT_EM) * size


def head_rows(frame: Frame, *, continued: bool) -> tuple[Row, ...]:
    """Caption line and heads; on further pages 续表n and the same heads, which are not read again."""
    return (_caption(frame, continued), _heads(frame, continued))


def _caption(frame: Frame, continued: bool) -> Row:
    """The caption at the left, the remark at the right of its last line."""
    setter, table, width = frame.setter, frame.table, frame.width
    first = setter.theme.page.first_baseline
    label = setter.vocabulary.continued(table.label) if continued else table.label
    caption = RichText(label)
    if not continued:
        caption = joined([f"{label}　", table.title] if label else [table.title])
    remark = setter.line(table.remark, "note") if table.remark else None
    style = setter.style("caption_strong")
    room = width - (remark.width + REMARK_GAP_EM * style.text.size if remark else 0.0)
    title = setter.paragraph(caption, style, room)
    tag = LAYOUT_ARTIFACT if continued else Tag(part_id(table.id, "caption"))

    def paint(x: float, y: float) -> list[DrawItem]:
        items = paragraph_items(title, x, y + first, tag)
        if remark:
            last = y + first + (len(title.lines) - 1) * style.leading
            items += text_items(remark, x + width - remark.width, last, tag)
        return items

    anchors = () if continued else ((table.id, 0.0),)
    return Row(Part(2 * len(title.lines), paint, anchors), keeps=True)


@dataclass(frozen=True, slots=True)
class _Head:
    """One head set: on one line where it has room, else turned; left and right edge of what it heads (pt)."""

    content: Line | Paragraph
    tag: Tag
    align: Align
    left: float
    right: float

    @property
    def lines(self) -> int:
        return len(self.content.lines) if isinstance(self.content, Paragraph) else 1

    def paint(self, x: float, base: float) -> list[DrawItem]:
        """Its first line on `base`."""
        if isinstance(self.content, Paragraph):
            return paragraph_items(self.content, x + self.left, base, self.tag)
        at = self.left + (self.right - self.left) * AT[self.align]
        return line_at(self.content, x + at, base, self.tag, self.align)


def _heads(frame: Frame, continued: bool) -> Row:
    setter, table = frame.setter, frame.table
    page = setter.theme.page
    groups = table.groups
    grouped = {index for group in groups for index in range(group.first, group.last + 1)}
    leaves = {
        index: _leaf(frame, index, continued) for index, column in enumerate(table.columns) if column.head
    }
    over = [
        _set(
            frame,
            group.head,
            LAYOUT_ARTIFACT if continued else Tag(part_id(table.id, "g", group.first)),
            Align.CENTRE,
            frame.columns.span(group.first, group.last),
        )
        for group in groups
    ]
    upper = max((head.lines for head in over), default=0)
    lower = max((head.lines for index, head in leaves.items() if index in grouped or not groups), default=1)
    total = max([upper + lower, *(head.lines for head in leaves.values())])
    lower = total - upper
    lengths, ink = setter.theme.lengths, setter.colour("ink")

    def paint(x: float, y: float) -> list[DrawItem]:
        base = y + page.first_baseline
        last = base + (total - 1) * page.pitch
        items: list[DrawItem] = [
            rule(
                x,
                x + frame.width,
                base - page.pitch + frame.drop,
                lengths["rule_table"],
                ink,
                LAYOUT_ARTIFACT,
            ),
            rule(x, x + frame.width, last + frame.drop, lengths["rule"], ink, LAYOUT_ARTIFACT),
        ]
        for head in over:
            items += head.paint(x, base + (upper - head.lines) * page.half)
            below = base + (upper - 1) * page.pitch + frame.drop
            items.append(rule(x + head.left, x + head.right, below, lengths["rule"], ink, LAYOUT_ARTIFACT))
        for index, head in leaves.items():
            top, lines = (upper, lower) if index in grouped else (0, total)
            items += head.paint(x, base + top * page.pitch + (lines - head.lines) * page.half)
        return items

    return Row(Part(2 * total, paint), keeps=True)


def _leaf(frame: Frame, index: int, continued: bool) -> _Head:
    """The head of one column. Over figures it ends where their integers end, if it has the room."""
    column: Column = frame.table.columns[index]
    left, right = frame.columns.span(index, index)
    tag = LAYOUT_ARTIFACT if continued else Tag(part_id(frame.table.id, "h", index))
    align = ALIGN.get(column.align, Align.START)
    if column.align is CellAlign.DECIMAL:
        width = frame.setter.line(column.head, "table_head").width
        left = max(left, left + frame.columns.points[index] - width)
    return _set(frame, column.head, tag, align, (left, right))


def _set(frame: Frame, text: RichText, tag: Tag, align: Align, edges: Sequence[float]) -> _Head:
    setter = frame.setter
    left, right = edges
    line = setter.line(text, "table_head")
    if line.width <= right - left + 0.1:
        return _Head(line, tag, align, left, right)
    style = replace(setter.style("table_head"), align=align)
    is_told = tag is not LAYOUT_ARTIFACT  # once for the whole table
    paragraph = setter.paragraph(text, style, right - left, in_cell=True, is_told=is_told)
    return _Head(paragraph, tag, align, left, right)
