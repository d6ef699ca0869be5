"""A sheet as formulas see it: every column by its name, each cell a number where it is one, else its text."""

from __future__ import annotations

from decimal import Decimal

from reportgen.data import tables
from reportgen.data.sources.figures import Cell, Found, figure
from reportgen.data.sources.grid import Grid
from reportgen.data.sources.refusal import Refused

_AS_NUMBER = ("%", "")  # units that a number of a table may be in


def table_of(grid: Grid, header: int) -> tables.Table:
    """The rows below row `header` (from 1), by the names in it; of columns with one name the first counts.

    A share that the sheet shows in per cent is taken as shown: 40.5%, not 0.405.
    """
    width = max((len(row) for row in grid.rows), default=0)
    columns: dict[str, tuple[tables.Cell, ...]] = {}
    rows = range(header, len(grid.rows))
    for column in range(width):
        name = _text(grid.cell(header - 1, column)) if header <= len(grid.rows) else ""
        if name and name not in columns:
            columns[name] = tuple(_cell(grid, row, column) for row in rows)
    return tables.Table(columns, header + 1)


def _cell(grid: Grid, row: int, column: int) -> tables.Cell:
    cell = grid.cell(row, column)
    if cell.value is None and not cell.lacks_result:
        return None
    found = _number(cell, grid, row, column)
    if found is not None:
        return found.value
    return _text(cell) or None


def _number(cell: Cell, grid: Grid, row: int, column: int) -> Found | None:
    for unit in _AS_NUMBER:
        try:
            return figure(cell, unit, grid.spot_of(row, column))
        except Refused:
            continue
    return None


def _text(cell: Cell) -> str:
    value = cell.value
    if cell.error:
        return cell.error
    if isinstance(value, Decimal | float | int):
        return f"{value}"
    return "" if value is None else str(value).strip()
