"""The sources of a report, each opened once, whatever the number of figures that are taken from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reportgen.core.locating import DataKind, conditions, kind_of
from reportgen.data.sources.figures import Cell, Spot
from reportgen.data.sources.files import Content, read_file
from reportgen.data.sources.grid import Grid
from reportgen.data.sources.refusal import Refused
from reportgen.spec.schema import Source, SourceRef

if TYPE_CHECKING:
    from reportgen.data.sources.sqlite_file import SqliteFile

Find = Callable[[SourceRef], tuple[Cell, Spot]]
_Opened = TypeVar("_Opened")


class Shelf:
    """Opens sources when they are first asked for; files are named from `base`.

    `contents` are the files that were read, by the names that the spec gives them. What cannot be opened is
    refused again, with the same refusal, each time it is asked for. Close it when all is read.
    """

    def __init__(self, base: Path, environ: Mapping[str, str]) -> None:
        self._base = base
        self._environ = environ
        self._finders: dict[str, Find | Refused] = {}
        self._open: dict[str, object] = {}  # readers by the name of their file
        self._closers: list[Callable[[], None]] = []
        self.contents: dict[str, Content] = {}

    def close(self) -> None:
        """Give back connections and memory."""
        for close in self._closers:
            close()
        self._closers.clear()

    def opened(self, source: Source) -> Find:
        """What finds a cell of `source`; raises `Refused` where the source as a whole cannot be read."""
        if source.id not in self._finders:
            try:
                self._finders[source.id] = self._opened(source)
            except Refused as problem:
                self._finders[source.id] = problem
        found = self._finders[source.id]
        if isinstance(found, Refused):
            raise found
        return found

    def grid(self, source: Source) -> Grid | None:
        """The sheet of `source` as a whole; None for JSON and servers, which have queries of their own.

        Raises `Refused` where it cannot be read.
        """
        name = source.file
        if name is None:
            return None
        match kind_of(name):
            case DataKind.TEXT:
                from reportgen.data.sources.csv_file import csv_grid

                return self._reader(name, csv_grid)
            case DataKind.WORKBOOK:
                from reportgen.data.sources.workbook import Workbook

                return self._reader(name, Workbook).sheet(source.sheet)
            case DataKind.SQLITE:
                return self._sqlite_file(name).table(source.sheet)
            case _:
                return None

    def _opened(self, source: Source) -> Find:
        if source.connection is not None:
            return self._database(source, source.connection)
        name = source.file
        assert name is not None, "a source that is read has a file or a connection"
        match kind_of(name):
            case DataKind.TEXT:
                return self._text(source, name)
            case DataKind.WORKBOOK:
                return self._workbook(source, name)
            case DataKind.JSON:
                return self._json(name)
            case DataKind.SQLITE:
                return self._sqlite(source, name)
            case _:
                raise AssertionError(f"{name} has an ending that the rules of the spec refuse")

    def _content(self, name: str) -> Content:
        if name not in self.contents:
            self.contents[name] = read_file(self._base / name, name)
        return self.contents[name]

    def _reader(self, name: str, make: Callable[[Content], _Opened]) -> _Opened:
        """One reader for a file, however many sources name it."""
        if name not in self._open:
            self._open[name] = make(self._content(name))
        return self._open[name]  # type: ignore[return-value]  # a name has one ending, so one kind of reader

    def _text(self, source: Source, name: str) -> Find:
        from reportgen.data.sources.csv_file import csv_grid

        grid = self._reader(name, csv_grid)
        return lambda reference: _in_grid(grid, reference, source.header)

    def _workbook(self, source: Source, name: str) -> Find:
        from reportgen.data.sources.workbook import Workbook

        book = self._reader(name, Workbook)

        def find(reference: SourceRef) -> tuple[Cell, Spot]:
            return _in_grid(book.sheet(reference.sheet or source.sheet), reference, source.header)

        return find

    def _json(self, name: str) -> Find:
        from reportgen.data.sources.json_file import JsonFile

        file = self._reader(name, JsonFile)
        return lambda reference: file.at(reference.path)

    def _sqlite_file(self, name: str) -> SqliteFile:
        from reportgen.data.sources.sqlite_file import SqliteFile

        def make(content: Content) -> SqliteFile:
            file = SqliteFile(content)
            self._closers.append(file.close)
            return file

        return self._reader(name, make)

    def _sqlite(self, source: Source, name: str) -> Find:
        file = self._sqlite_file(name)

        def find(reference: SourceRef) -> tuple[Cell, Spot]:
            if reference.query:
                return file.answer(reference.query)
            return _in_grid(file.table(reference.sheet or source.sheet), reference, 1)

        return find

    def _database(self, source: Source, variable: str) -> Find:
        from reportgen.data.sources.database import Database

        database = Database(variable, self._environ.get(variable))
        self._closers.append(database.close)

        def find(reference: SourceRef) -> tuple[Cell, Spot]:
            if reference.query:
                return database.answer(reference.query)
            where = conditions(reference.row)
            assert where is not None, "conditions have been checked"
            return database.find(reference.sheet or source.sheet, reference.column, where)

        return find


def _in_grid(grid: Grid, reference: SourceRef, header: int) -> tuple[Cell, Spot]:
    if reference.cell:
        return grid.at(reference.cell)
    where = conditions(reference.row)
    assert where is not None, "conditions have been checked"
    return grid.find(reference.column, where, header)
