"""Cells of a table set once, and the columns they need.

Columns get the width of their content; where that is more than there is, the widest give way together; what
is left over goes to all in proportion. Figures stand on their decimal point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.content.blocks import Cell, CellAlign, Table, Tone
from reportgen.core.style import TextStyle
from reportgen.layout.setting import Setter
from reportgen.typeset.paragraph import Line

COLUMN_GAP = 12.0  # pt between columns
NARROWEST = 4 * 9.0  # pt: four characters
ASIDE_GAP_EM = 1.0


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell on one line: its text, the grey explanation behind it, and all they take (pt).

    `point` is the width left of the decimal point, in decimal columns.
    """

    cell: Cell
    look: TextStyle
    line: Line | None
    aside: Line | None
    width: float
    point: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges and widths, and for decimal columns the x of the point from the left edge, in pt."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    points: tuple[float, ...]


def set_cells(setter: Setter, table: Table) -> tuple[tuple[SetCell, ...], ...]:
    """Every cell of the body, set on one line."""
    normal = setter.style("table").text
    looks = {
        Tone.NORMAL: normal,
        Tone.ACCENT: replace(normal, colour=setter.colour("red")),
        Tone.QUIET: replace(normal, colour=setter.colour("k50")),
    }
    grey = replace(normal, colour=setter.colour("k60"))
    decimal = [column.align is CellAlign.DECIMAL for column in table.columns]
    return tuple(
        tuple(
            _set(setter, cell, looks[cell.tone], grey, is_decimal)
            for cell, is_decimal in zip(row, decimal, strict=True)
        )
        for row in table.rows
    )


def _set(setter: Setter, cell: Cell, look: TextStyle, grey: TextStyle, is_decimal: bool) -> SetCell:
    if not cell.text:
        return SetCell(cell, look, None, None, 0.0, 0.0)
    line = setter.line(cell.text, look)
    width = line.width
    aside = None
    if cell.aside:
        aside = setter.line(cell.aside, grey)
        width += ASIDE_GAP_EM * look.size + aside.width
    return SetCell(
        cell, look, line, aside, width, _left_of_point(line, cell.text.text) if is_decimal else 0.0
    )


def _left_of_point(line: Line, text: str) -> float:
    """Width of what stands before the decimal point; all of it where there is none."""
    point = text.find(".")
    if point < 0:
        return line.width
    width = 0.0
    start = 0
    for placed in line.runs:
        run = placed.run
        for advance, cluster in zip(run.advances, run.clusters, strict=True):
            if start + cluster >= point:
                return width
            width += advance
        start += len(run.text)
    return width


def measured(setter: Setter, table: Table, cells: Sequence[Sequence[SetCell]], room: float) -> Columns:
    """The columns of a table `room` pt wide.

    A width that was asked for holds the gap to the next column, so that columns can be put on the grid.
    """
    natural: list[float] = []
    points: list[float] = []
    for index, column in enumerate(table.columns):
        here = [row[index] for row in cells]
        head = setter.line(column.head, "table_head").width if column.head else 0.0
        point = right = 0.0
        if column.align is CellAlign.DECIMAL:
            point = max((cell.point for cell in here), default=0.0)
            right = max((cell.width - cell.point for cell in here), default=0.0)
        points.append(point)
        natural.append(max([head, point + right, *(cell.width for cell in here)]) + 0.1)
    asked = [column.width - COLUMN_GAP if column.width else None for column in table.columns]
    widths = [width or want for width, want in zip(asked, natural, strict=True)]
    room -= COLUMN_GAP * (len(widths) - 1)
    spare = room - sum(widths)
    free = sum(width for width, fixed in zip(widths, asked, strict=True) if fixed is None)
    if spare < 0:
        widths = _narrowed(widths, [width is not None for width in asked], room)
    elif free:
        widths = [
            width * (1 + spare / free) if fixed is None else width
            for width, fixed in zip(widths, asked, strict=True)
        ]
    lefts: list[float] = []
    x = 0.0
    for width in widths:
        lefts.append(x)
        x += width + COLUMN_GAP
    return Columns(tuple(lefts), tuple(widths), tuple(points))


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
