"""Workbooks of the older kinds (xls, xlsb, ods), read in a process of its own.

A damaged one can make the reader ask for more memory than there is, and that ends a process without a word.
It ends this one then, which may have little memory from the start, and the caller hears that it failed.
"""

from __future__ import annotations

import datetime
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from reportgen.data.sources.figures import Value

_MEMORY = 4 << 30  # bytes of addresses, far beyond what a real workbook of a few MB takes
_SECONDS = 60
_LOCKED = 3  # exit status for a workbook with a password

Rows = list[list[Value]]
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


class BrokenWorkbookError(Exception):
    """It could not be read; `is_locked`: for want of a password, `is_slow`: in reasonable time."""

    def __init__(self, *, is_locked: bool = False, is_slow: bool = False) -> None:
        super().__init__()
        self.is_locked = is_locked
        self.is_slow = is_slow


def read_here(data: bytes, sheet: str | None) -> tuple[list[str], Rows, Merged]:
    """The names of all sheets, and of the one called `sheet` (or the only one) the cells and merged areas."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = list(book.sheet_names)
        chosen = names[0] if sheet == "" and len(names) == 1 else sheet
        if chosen is None or chosen not in names:
            return names, [], ()
        found = book.get_sheet_by_name(chosen)
        rows: Rows = [list(row) for row in found.to_python(skip_empty_area=False)]
        return names, rows, found.merged_cell_ranges or ()
    except PasswordError as problem:
        raise BrokenWorkbookError(is_locked=True) from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise BrokenWorkbookError from problem


def read_apart(data: bytes, sheet: str) -> tuple[list[str], Rows, Merged]:
    """The same, by another process."""
    command = [sys.executable, "-P", "-m", __name__, sheet]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as problem:
        raise BrokenWorkbookError(is_slow=True) from problem
    if done.returncode != 0:
        raise BrokenWorkbookError(is_locked=done.returncode == _LOCKED)
    names, rows, merged = json.loads(done.stdout)
    areas = [((top, left), (bottom, right)) for (top, left), (bottom, right) in merged]
    return names, [[_unpacked(value) for value in row] for row in rows], areas


def _packed(value: object) -> object:
    """Dates and times as pairs; all other values as JSON has them."""
    if isinstance(value, datetime.datetime):
        return ["datetime", value.isoformat()]
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    if isinstance(value, datetime.time):
        return ["time", value.isoformat()]
    if isinstance(value, datetime.timedelta):
        return ["seconds", value.total_seconds()]
    return value


def _unpacked(value: Any) -> Value:
    match value:
        case ["datetime", text]:
            return datetime.datetime.fromisoformat(text)
        case ["date", text]:
            return datetime.date.fromisoformat(text)
        case ["time", text]:
            return datetime.time.fromisoformat(text)
        case ["seconds", number]:
            return datetime.timedelta(seconds=number)
    plain: Value = value
    return plain


def main() -> int:
    """Reads a workbook from standard input, writes its cells as JSON."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):  # Windows, or a stricter limit already
        pass
    try:
        names, rows, merged = read_here(sys.stdin.buffer.read(), sys.argv[1])
    except BrokenWorkbookError as problem:
        return _LOCKED if problem.is_locked else 1
    cells = [[_packed(value) for value in row] for row in rows]
    sys.stdout.buffer.write(json.dumps([names, cells, merged]).encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
