"""Workbooks: xlsx, xlsm, xlsb, xls, ods."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from reportgen.core.diagnostics import Message
from reportgen.data.sources.figures import Cell, Spot, Value
from reportgen.data.sources.files import Content
from reportgen.data.sources.grid import Grid
from reportgen.data.sources.refusal import Refused, nearest, refuse
from reportgen.data.sources.xlsx_formats import Look, cell_looks

_LARGEST_UNPACKED = 1 << 30  # bytes; a small file that unpacks to more is made to do harm


class Workbook:
    """A workbook and those of its sheets that were asked for."""

    def __init__(self, content: Content) -> None:
        self._content = content
        _weigh(content)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content.data))
            self._names = list(self._book.sheet_names)
        except (CalamineError, OSError, ValueError) as problem:
            raise _broken(content.name, problem) from problem
        self._grids: dict[str, Grid] = {}

    def sheet(self, name: str) -> Grid:
        """The sheet called `name`, or the only one; raises `Refused` where that is not clear."""
        name = self._chosen(name)
        if name not in self._grids:
            self._grids[name] = self._grid(name)
        return self._grids[name]

    def _chosen(self, name: str) -> str:
        book, listed = self._content.name, self._names
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
        try:
            sheet = self._book.get_sheet_by_name(name)
            rows: list[list[Value]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
            merged = sheet.merged_cell_ranges or ()
        except (CalamineError, OSError, ValueError) as problem:
            raise _broken(self._content.name, problem) from problem
        looks = cell_looks(self._content.data, name)
        details = None if looks is None else _details(rows, looks)
        spot = Spot(f"{self._content.name}，“{name}”", f'{self._content.name}, "{name}"')
        return Grid(spot, rows, merged=merged, details=details, hides_formats=looks is None)


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


def _weigh(content: Content) -> None:
    if not zipfile.is_zipfile(io.BytesIO(content.data)):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise _broken(content.name, problem) from problem
    if size > _LARGEST_UNPACKED:
        raise refuse(
            "data.too-large",
            f"{content.name} 解开后有 {size >> 20} MB",
            f"{content.name} unpacks to {size >> 20} MB",
            Message("只留要用的表", "keep only the sheets in use"),
        )


def _broken(name: str, problem: Exception) -> Refused:
    if isinstance(problem, PasswordError):
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
