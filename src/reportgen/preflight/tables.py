"""Tables of the structure tree, laid out in their grid: which cell covers which rows and columns.

A cell takes the first free place of its row and as many columns and rows as its spans say (ISO 32000-1,
14.8.5.7), as in HTML. No span reaches below the head, the body or the foot that it is in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.preflight.structure import Element, Structure

MAX_SPAN = 2000  # columns or rows of one cell; more is a mistake


@dataclass(slots=True)
class Table:
    """A table. `widths` are the columns that its rows cover, -1 for a row with a gap.

    `overlaps` are cells that lie on another, `overhangs` those that reach below the last row.
    """

    element: Element
    rows: list[list[Element]] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    overlaps: list[Element] = field(default_factory=list)
    overhangs: list[Element] = field(default_factory=list)

    @property
    def cells(self) -> Iterator[Element]:
        """All cells, row by row."""
        for row in self.rows:
            yield from row

    @property
    def is_even(self) -> bool:
        """Whether all rows are equally wide."""
        return len(set(self.widths)) <= 1


def read_tables(structure: Structure) -> Iterator[Table]:
    """The tables of a file, those inside others too."""
    for element in structure.elements:
        if element.role == "Table":
            yield _table(element, structure)


def _table(element: Element, structure: Structure) -> Table:
    table = Table(element)
    for group in _rows(element, structure):
        pending: dict[int, int] = {}  # columns that cells from above still cover, and for how many rows
        for index, row in enumerate(group):
            _lay(table, row, pending, len(group) - index)
    return table


def _rows(element: Element, structure: Structure) -> list[list[list[Element]]]:
    """The rows as lists of cells, in groups: a span ends with the head, body or foot that it is in."""
    groups: list[list[list[Element]]] = []
    loose: list[list[Element]] = []
    for child in structure.parts(element):
        if child.role == "TR":
            if not loose:
                groups.append(loose)
            loose.append(_cells(child, structure))
        elif child.role in ("THead", "TBody", "TFoot"):
            loose = []
            rows = [_cells(row, structure) for row in structure.parts(child) if row.role == "TR"]
            groups.append(rows)
    return groups


def _cells(row: Element, structure: Structure) -> list[Element]:
    return [cell for cell in structure.parts(row) if cell.role in ("TH", "TD")]


def _lay(table: Table, row: list[Element], pending: dict[int, int], rows_left: int) -> None:
    covered = {column for column, count in pending.items() if count > 0}
    following = {column: count - 1 for column, count in pending.items() if count > 1}
    column = 0
    for cell in row:
        while column in covered:
            column += 1
        across, down = span(cell, "ColSpan"), span(cell, "RowSpan")
        if down > rows_left:
            table.overhangs.append(cell)
        columns = range(column, column + across)
        if any(each in covered for each in columns):
            table.overlaps.append(cell)
        covered.update(columns)
        if down > 1:
            following.update(dict.fromkeys(columns, down - 1))
        column += across
    pending.clear()
    pending.update(following)
    table.rows.append(row)
    table.widths.append(max(covered, default=-1) + 1 if _is_whole(covered) else -1)


def _is_whole(covered: set[int]) -> bool:
    return len(covered) == max(covered, default=-1) + 1


def span(cell: Element, step: str) -> int:
    """The columns or rows that a cell takes."""
    found = cell.attributes.get(step)
    return min(max(found, 1), MAX_SPAN) if isinstance(found, int) else 1
