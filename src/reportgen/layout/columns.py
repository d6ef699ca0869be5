"""Cells of a table set once, and the columns they need.

Columns get the width of their content; where that is more than there is, the widest give way together; what
is left over goes to all in proportion. Figures stand on their axis (`layout.axis`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.content.blocks import Cell, CellAlign, Table, Tone
from reportgen.core.style import TextStyle
from reportgen.core.text import RichText
from reportgen.layout.axis import axis, is_missing
from reportgen.layout.looks import strong_role
from reportgen.layout.setting import Setter
from reportgen.typeset.paragraph import Line

COLUMN_GAP = 12.0  # pt between columns
NARROWEST = 4 * 9.0  # pt: four characters
ASIDE_GAP_EM = 1.0


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell on one line: its text, the grey explanation behind it, and all they take (pt).

    `indent` is the white before a row head of a lower level, part of the width. `point` is the width left of
    the axis, in decimal columns; `is_figure` tells a number from words and from a missing value's dash.
    """

    cell: Cell
    look: TextStyle
    line: Line | None
    aside: Line | None
    width: float
    point: float
    indent: float = 0.0
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges and widths, and for decimal columns the x of the axis from the left edge, in pt."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    points: tuple[float, ...]

    def span(self, first: int, last: int) -> tuple[float, float]:
        """Left and right edge of several columns together."""
        return self.lefts[first], self.lefts[last] + self.widths[last]


def set_cells(setter: Setter, table: Table) -> tuple[tuple[SetCell, ...], ...]:
    """Every cell of the body, set on one line."""
    normal = setter.style("table").text
    grey = replace(normal, colour=setter.colour("k60"))
    colours = {
        Tone.NORMAL: normal.colour,
        Tone.ACCENT: setter.colour("red"),
        Tone.QUIET: setter.colour("k50"),
    }
    strong = strong_role(normal.role)
    has_strong = setter.theme.choices.strong_totals
    rows: list[tuple[SetCell, ...]] = []
    for number, row in enumerate(table.rows):
        role = strong if has_strong and number in table.totals else normal.role
        rows.append(
            tuple(
                _set(
                    setter,
                    cell,
                    replace(normal, role=role, colour=colours[cell.tone]),
                    grey,
                    column.align is CellAlign.DECIMAL,
                )
                for cell, column in zip(row, table.columns, strict=True)
            )
        )
    return _missing_centred(table, rows)


def _set(setter: Setter, cell: Cell, look: TextStyle, grey: TextStyle, is_decimal: bool) -> SetCell:
    if not cell.text:
        return SetCell(cell, look, None, None, 0.0, 0.0)
    line = setter.line(cell.text, look)
    indent = cell.indent * look.size
    width = indent + line.width
    aside = None
    if cell.aside:
        aside = setter.line(cell.aside, grey)
        width += ASIDE_GAP_EM * look.size + aside.width
    if not is_decimal:
        return SetCell(cell, look, line, aside, width, 0.0, indent)
    at = axis(cell.text.text)
    return SetCell(
        cell, look, line, aside, width, _left_of(setter, cell.text, line, look, at), indent, at is not None
    )


def _left_of(setter: Setter, text: RichText, line: Line, look: TextStyle, at: int | None) -> float:
    """Width of what stands before the axis; all of a text without figures."""
    if at is None or at >= len(text.text):
        return line.width
    if text.text[at - 1].isdigit() and text.text[at] not in ".±～~—–-":
        # a unit stands off from its number: the gap is none of the number's
        return setter.line(text.text[:at], look).width
    return _before(line, at)


def _before(line: Line, at: int) -> float:
    width = 0.0
    start = 0
    for placed in line.runs:
        run = placed.run
        for advance, cluster in zip(run.advances, run.clusters, strict=True):
            if start + cluster >= at:
                return width
            width += advance
        start += len(run.text)
    return width


def _missing_centred(table: Table, rows: Sequence[tuple[SetCell, ...]]) -> tuple[tuple[SetCell, ...], ...]:
    """The dashes of decimal columns in the middle of the widest integers (CY/T 170)."""
    middles: dict[int, float] = {}
    for index, column in enumerate(table.columns):
        if column.align is CellAlign.DECIMAL:
            middles[index] = max((row[index].point for row in rows if row[index].is_figure), default=0.0) / 2

    def moved(cell: SetCell, index: int) -> SetCell:
        if index not in middles or not is_missing(cell.cell.text.text):
            return cell
        return replace(cell, point=middles[index] + cell.width / 2)

    return tuple(tuple(moved(cell, index) for index, cell in enumerate(row)) for row in rows)


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
    _widened(setter, table, widths, asked)
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
    for group in table.groups:  # figures stand in the middle of their share of what the group's rule spans
        for index in range(group.first, group.last + 1):
            if table.columns[index].align is CellAlign.DECIMAL:
                points[index] += max(0.0, widths[index] - natural[index]) / 2
    lefts: list[float] = []
    x = 0.0
    for width in widths:
        lefts.append(x)
        x += width + COLUMN_GAP
    return Columns(tuple(lefts), tuple(widths), tuple(points))


def _widened(setter: Setter, table: Table, widths: list[float], asked: Sequence[float | None]) -> None:
    """Columns below a group's head that is wider than they are share what it needs."""
    for group in table.groups:
        inside = range(group.first, group.last + 1)
        free = [index for index in inside if asked[index] is None]
        have = sum(widths[index] for index in inside) + COLUMN_GAP * (group.span - 1)
        lacks = setter.line(group.head, "table_head").width + 0.1 - have
        for index in free if lacks > 0 else ():
            widths[index] += lacks / len(free)


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
