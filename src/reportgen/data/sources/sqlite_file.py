"""SQLite: a query, or a table by column and row.

The file is not opened by SQLite. Its bytes, already read and digested, are handed over in memory, so that
nothing on disk can change, no lock is taken, and the figures are those of the digest.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from reportgen.core.diagnostics import Message
from reportgen.data.sources.figures import Cell, Spot
from reportgen.data.sources.files import Content
from reportgen.data.sources.grid import Grid
from reportgen.data.sources.queries import MOST_ROWS, as_grid, one_cell, query_failed, too_slow
from reportgen.data.sources.refusal import nearest, refuse

_STEPS = 100_000  # instructions of SQLite's machine between two looks
_MOST_STEPS = 100_000_000  # instructions a query may take, some seconds; the count is the same on any machine
_ALLOWED = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
_JOURNAL_MODE = slice(18, 20)  # of the header: 2 stands for a log beside the file, which memory has not


class SqliteFile:
    """A database file, read only."""

    def __init__(self, content: Content) -> None:
        self._name = content.name
        self._grids: dict[str, Grid] = {}
        self._steps = 0
        data = bytearray(content.data)
        if data[_JOURNAL_MODE] == b"\2\2":
            data[_JOURNAL_MODE] = b"\1\1"
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        try:
            self._connection.deserialize(bytes(data))
            self._tables = self._names()
        except (
            sqlite3.Error,
            OverflowError,
            MemoryError,
            UnicodeError,
        ) as problem:  # no bytes at all are the last
            self._connection.close()
            raise refuse(
                "data.unreadable",
                f"{self._name} 不是 SQLite 数据库，或已损坏",
                f"{self._name} is no SQLite database, or is damaged",
            ) from problem
        self._connection.set_authorizer(_authorise)
        self._connection.set_progress_handler(self._is_too_long, _STEPS)

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()

    def answer(self, query: str) -> tuple[Cell, Spot]:
        """The one value that a query gives."""
        spot = Spot(f"{self._name}，查询", f"{self._name}, query")
        return one_cell(self._run(query, spot, most=2), spot)

    def rows(self, query: str) -> Grid:
        """All rows that a query gives, with the names of its columns as first row."""
        return self._asked(query, Spot(f"{self._name}，查询", f"{self._name}, query"))

    def table(self, name: str) -> Grid:
        """A table with the names of its columns as first row; the only one if `name` is empty."""
        if not name and len(self._tables) == 1:
            name = self._tables[0]
        if name not in self._tables:
            shown = nearest(name, self._tables) or self._tables[:8]
            hints = (Message(f"有 {'、'.join(shown)}", f"there is {', '.join(shown)}"),) if shown else ()
            told = (f"没有叫“{name}”的表", f'has no table called "{name}"')
            if not name:
                told = ("要写明是哪个表（sheet）", "has more than one table, or none: say which (sheet)")
            raise refuse("data.no-sheet", f"{self._name} {told[0]}", f"{self._name} {told[1]}", *hints)
        if name not in self._grids:
            self._grids[name] = self._grid(name)
        return self._grids[name]

    def _grid(self, name: str) -> Grid:
        quoted = '"' + name.replace('"', '""') + '"'
        spot = Spot(f"{self._name}，“{name}”", f'{self._name}, "{name}"')
        return self._asked(f"SELECT * FROM {quoted}", spot)

    def _asked(self, query: str, spot: Spot) -> Grid:
        names, *rows = self._run(query, spot, most=MOST_ROWS + 1, with_names=True)
        return as_grid(names, rows, spot)

    def _names(self) -> list[str]:
        found = self._connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
        return sorted(row[0] for row in found if not row[0].startswith("sqlite_"))

    def _run(self, query: str, spot: Spot, *, most: int, with_names: bool = False) -> list[tuple[Any, ...]]:
        self._steps = 0
        try:
            cursor = self._connection.execute(query)
            names = [tuple(column[0] for column in cursor.description or ())] if with_names else []
            return [*names, *cursor.fetchmany(most)]
        except sqlite3.OperationalError as problem:
            if "interrupt" in str(problem):
                raise too_slow(spot) from problem
            raise query_failed(spot, str(problem)) from problem
        except (sqlite3.Error, sqlite3.Warning, ValueError) as problem:
            raise query_failed(spot, str(problem)) from problem

    def _is_too_long(self) -> int:
        self._steps += _STEPS
        return int(self._steps > _MOST_STEPS)


def _authorise(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and second in ("load_extension", "writefile", "readfile"):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
