"""Workbooks: xlsx, xlsm, xlsb, xls, ods."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from reportgen.core.diagnostics import Message
from reportgen.core.locating import address_text
from reportgen.data.sources.figures import Cell, Spot, Value
from reportgen.data.sources.files import Content
from reportgen.data.sources.grid import Grid
from reportgen.data.sources.isolated import BrokenWorkbookError, Merged, Rows, read_apart, read_here
from reportgen.data.sources.queries import too_slow
from reportgen.data.sources.refusal import Refused, nearest, refuse
from reportgen.data.sources.xlsx_formats import Look, sheet_looks

_LARGEST_UNPACKED = 1 << 30  # bytes; a small file that unpacks to more is made to do harm
_MOST_CELLS = 20_000_000  # all from A1 to the farthest are held in memory, empty or not


class Workbook:
    """A workbook and those of its sheets that were asked for."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._is_xlsx = _weighed(content)
        self._names = self._read(None)[0] if self._is_xlsx else []
        self._grids: dict[str, Grid] = {}

    def sheet(self, name: str) -> Grid:
        """The sheet called `name`, or the only one; raises `Refused` where that is not clear."""
        if name not in self._grids:
            self._grids[name] = self._grid(name)
        return self._grids[name]

    def _chosen(self, name: str, listed: list[str]) -> str:
        book = self._content.name
        if name in listed:
            return name
        if not name and len(listed) == 1:
            return listed[0]
        shown = nearest(name, listed) or listed[:8]
        hint = Message(f"有 {'、'.join(shown)}", f"there is {', '.join(shown)}")
        if not name:
            raise refuse(
                "data.no-sheet",
                f"{book} 有 {len(listed)} 个工作表，要写明是哪一个（sheet）",
                f"{book} has {len(listed)} sheets: say which one (sheet)",
                hint,
            )
        raise refuse(
            "data.no-sheet", f"{book} 没有叫“{name}”的工作表", f'{book} has no sheet called "{name}"', hint
        )

    def _grid(self, name: str) -> Grid:
        if not self._is_xlsx:
            names, rows, merged = self._read(name)
            spot = self._spot(self._chosen(name, names))
            return Grid(spot, rows, merged=merged, hides_formats=True)
        name = self._chosen(name, self._names)
        known = sheet_looks(self._content.data, name)
        if known is None:
            raise _broken(self._content.name)
        farthest = address_text(*known.last)
        if known.area > _MOST_CELLS:
            raise refuse(
                "data.too-large",
                f"{self._content.name}，“{name}”：表太大，最远的单元格是 {farthest}",
                f'{self._content.name}, "{name}": too large, its farthest cell is {farthest}',
                Message("删去远处多余的行列", "delete the stray rows and columns far out"),
            )
        _, rows, merged = self._read(name)
        return Grid(self._spot(name), rows, merged=merged, details=_details(rows, known.looks))

    def _read(self, sheet: str | None) -> tuple[list[str], Rows, Merged]:
        try:
            if self._is_xlsx:
                return read_here(self._content.data, sheet)
            return read_apart(self._content.data, sheet or "")
        except BrokenWorkbookError as problem:
            if problem.is_slow:
                raise too_slow(Spot(self._content.name, self._content.name)) from problem
            raise _broken(self._content.name, is_locked=problem.is_locked) from problem

    def _spot(self, sheet: str) -> Spot:
        return Spot(f"{self._content.name}，“{sheet}”", f'{self._content.name}, "{sheet}"')


def _details(
    rows: Sequence[Sequence[Value]], looks: Mapping[tuple[int, int], Look]
) -> dict[tuple[int, int], Cell]:
    details = {}
    for (row, column), look in looks.items():
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        details[row, column] = Cell(
            value,
            is_percent=look.is_percent,
            decimals=look.decimals,
            error=look.error,
            lacks_result=look.lacks_result,
        )
    return details


def _weighed(content: Content) -> bool:
    """Whether it is an xlsx file, packed by the rules; raises `Refused` if it unpacks to too much."""
    if not zipfile.is_zipfile(io.BytesIO(content.data)):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise _broken(content.name) from problem
    if size > _LARGEST_UNPACKED:
        raise refuse(
            "data.too-large",
            f"{content.name} 解开后有 {size >> 20} MB",
            f"{content.name} unpacks to {size >> 20} MB",
            Message("只留要用的表", "keep only the sheets in use"),
        )
    return "xl/workbook.xml" in names


def _broken(name: str, *, is_locked: bool = False) -> Refused:
    if is_locked:
        return refuse(
            "data.unreadable",
            f"{name} 有密码",
            f"{name} is protected by a password",
            Message("另存一份不加密码的", "save a copy without password"),
        )
    return refuse(
        "data.unreadable",
        f"{name} 不是表格文件，或已损坏",
        f"{name} is no workbook, or is damaged",
        Message("用表格软件打开，另存为 xlsx", "open it in a spreadsheet program and save it as xlsx"),
    )
