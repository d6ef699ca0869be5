"""A table of cells as a person sees it: by address (C7), or by the column and what marks the row."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from reportgen.core.diagnostics import Message
from reportgen.core.locating import Conditions, address, address_text
from reportgen.core.normal import narrow
from reportgen.data.sources.figures import Cell, Spot, Value
from reportgen.data.sources.refusal import nearest, refuse

Area = tuple[tuple[int, int], tuple[int, int]]  # first and last row and column of merged cells, from 0


class Grid:
    """One sheet, file or database table. `rows` begin with the first row of the sheet, cells with column A.

    `details` are those cells of which more is known than their value. A cell that was merged into another
    has what stands in that one, so that a label over several rows is the label of each.
    """

    def __init__(
        self,
        spot: Spot,
        rows: Sequence[Sequence[Value]],
        *,
        merged: Sequence[Area] = (),
        details: Mapping[tuple[int, int], Cell] | None = None,
        hides_formats: bool = False,
        has_addresses: bool = True,
    ) -> None:
        self.spot = spot
        self.rows = rows
        self._merged = {
            (row, column): area[0]
            for area in merged
            for row in range(area[0][0], min(area[1][0] + 1, len(rows)))
            for column in range(area[0][1], area[1][1] + 1)
        }
        self._details = details or {}
        self._hides_formats = hides_formats
        self._has_addresses = has_addresses
        self._names: dict[int, list[str]] = {}
        self._indices: dict[tuple[int, tuple[int, ...]], dict[tuple[str, ...], list[int]]] = {}

    def cell(self, row: int, column: int) -> Cell:
        """What stands there; nothing beyond the edge of what is filled in."""
        row, column = self._merged.get((row, column), (row, column))
        if (row, column) in self._details:
            return self._details[row, column]
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return Cell(None)
        return Cell(self.rows[row][column], hides_format=self._hides_formats)

    def at(self, where: str) -> tuple[Cell, Spot]:
        """The cell at an address; the address has been checked."""
        place = address(where)
        assert place is not None, f"{where} is no address"
        return self.cell(*place), self.spot_of(*place)

    def spot_of(self, row: int, column: int) -> Spot:
        """The place of a cell, for people."""
        name = address_text(row, column)
        return Spot(f"{self.spot.zh}，{name}", f"{self.spot.en}, {name}")

    def find(self, name: str, where: Conditions, header: int) -> tuple[Cell, Spot]:
        """The cell of the column called `name` in the one row that `where` marks.

        Names of columns stand in row `header`, counted from 1.

        Raises `Refused` where a name is unknown or stands twice, and where no row or several fit.
        """
        column = self._column(name, header)
        keys = tuple(self._column(key, header) for key, _ in where)
        wanted = tuple(_key(value) for _, value in where)
        rows = self._index(header, keys).get(wanted, [])
        told_zh = "；".join(f"{key}={value}" for key, value in where)
        told = "; ".join(f"{key}={value}" for key, value in where)
        if not rows:
            raise refuse(
                "data.no-row",
                f"{self.spot.zh}：没有“{told_zh}”这一行",
                f'{self.spot.en}: there is no row with "{told}"',
                *self._near(wanted, self._index(header, keys)),
            )
        if len(rows) > 1:
            listed = "、".join(str(row + 1) for row in rows[:5])
            raise refuse(
                "data.several-rows",
                f"{self.spot.zh}：“{told_zh}”有 {len(rows)} 行（{listed}）",
                f'{self.spot.en}: {len(rows)} rows have "{told}" ({listed.replace("、", ", ")})',
                Message("再加一个条件，用“；”隔开", "add a condition, set off by ;"),
            )
        if self._has_addresses:
            return self.cell(rows[0], column), self.spot_of(rows[0], column)
        spot = Spot(f"{self.spot.zh}，{name}（{told_zh}）", f"{self.spot.en}, {name} ({told})")
        return self.cell(rows[0], column), spot

    def _column(self, name: str, header: int) -> int:
        wanted = _key(name)
        heads = self._heads(header)
        found = [column for column, head in enumerate(heads) if head == wanted]
        if not found:
            listed = nearest(wanted, heads) or [head for head in heads if head][:8]
            hints = (Message(f"有 {'、'.join(listed)}", f"there is {', '.join(listed)}"),) if listed else ()
            raise refuse(
                "data.no-column",
                f"{self.spot.zh}：第 {header} 行没有叫“{name}”的列",
                f'{self.spot.en}: row {header} has no column called "{name}"',
                *hints,
                Message("列名不在这一行的，给来源写 header", "say header if names stand in another row"),
            )
        if len(found) > 1:
            letters = [address_text(header - 1, column) for column in found]
            raise refuse(
                "data.double-column",
                f"{self.spot.zh}：“{name}”有 {len(found)} 列（{'、'.join(letters)}）",
                f'{self.spot.en}: {len(found)} columns are called "{name}" ({", ".join(letters)})',
                Message("改列名，或用 cell 写明单元格", "rename one, or name the cell"),
            )
        return found[0]

    def _heads(self, header: int) -> list[str]:
        """The names of the columns."""
        if header not in self._names:
            width = max((len(row) for row in self.rows), default=0)
            self._names[header] = [_key(self.cell(header - 1, column).value) for column in range(width)]
        return self._names[header]

    def _index(self, header: int, columns: tuple[int, ...]) -> dict[tuple[str, ...], list[int]]:
        """Rows by what stands in some columns; made once for as many figures as ask."""
        if (header, columns) not in self._indices:
            index: dict[tuple[str, ...], list[int]] = {}
            for row in range(header, len(self.rows)):
                key = tuple(_key(self.cell(row, column).value) for column in columns)
                index.setdefault(key, []).append(row)
            self._indices[header, columns] = index
        return self._indices[header, columns]

    @staticmethod
    def _near(wanted: tuple[str, ...], index: Mapping[tuple[str, ...], object]) -> tuple[Message, ...]:
        near = nearest("；".join(wanted), ["；".join(key) for key in index if any(key)])
        return (Message(f"有 {'、'.join(near)}", f"there is {', '.join(near)}"),) if near else ()


def _key(value: Value) -> str:
    """What two cells that say the same share, such as 2025, 2025.0 and ２０２５; blanks do not count."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    text = narrow(str(value))
    text = " ".join(text.split())
    if text[:1].isdigit() and not text.isdigit():
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        return f"{number.normalize():f}" if -20 < number.adjusted() < 20 else text
    return text
