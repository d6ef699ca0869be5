"""The rows of a table that fill in a template: a text file, a workbook, SQLite, a JSON list of objects, or
what a query gives, of an SQLite file or of a database on a server.

Of such a database the name of the environment variable is given that holds its address, as in the sources of
a report: `@REPORTGEN_DISTRICTS`. Nothing else of it is ever shown.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, Span, error
from reportgen.core.locating import ENDINGS, DataKind, kind_of
from reportgen.core.normal import normalise
from reportgen.data.sources.refusal import Refused
from reportgen.spec.parameters import Given, Row
from reportgen.spec.scalars import resolve

if TYPE_CHECKING:
    from reportgen.data.sources.figures import Cell, Spot
    from reportgen.data.sources.grid import Grid

_VARIABLE = re.compile(r"@([A-Za-z_][A-Za-z0-9_]*)")  # an environment variable, as no table file is called


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: its number in the file, what is filled in, what cannot be read.

    A JSON list and the answer to a query count from 1.
    """

    number: int
    values: dict[str, Given]
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadRows:
    """A table read whole; with errors among `findings` there are no rows."""

    file: str
    columns: tuple[str, ...] = ()
    rows: tuple[ReadRow, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def read_rows(
    path: Path, sheet: str = "", query: str = "", environ: Mapping[str, str] = os.environ
) -> ReadRows:
    """The rows of the table at `path`; of a workbook or database with several, that of `sheet`.

    With a `query` the rows that it gives; `path` is then an SQLite file, or `@` and the name of a variable in
    `environ`. The first row holds the names of columns; rows with nothing in them are passed over. Codes:
    `data.*`, `rows.unknown-kind`, `rows.double-column`, `rows.none`, `rows.no-query`, `rows.query-file`.
    """
    file = str(path)
    variable = _VARIABLE.fullmatch(file)
    kind = kind_of(path.name)
    if variable is not None and not query.strip():
        return ReadRows(file, findings=(_no_query(file),))
    if variable is None and kind is None:
        return ReadRows(file, findings=(_unknown_kind(file),))
    if query and variable is None and kind is not DataKind.SQLITE:
        return ReadRows(file, findings=(_query_file(file),))
    try:
        if variable is not None:
            columns, rows = _server(variable[1], query, file, environ)
        elif kind is DataKind.JSON:
            columns, rows = _json(path)
        else:
            assert kind is not None, "asked above"
            columns, rows = _table(path, kind, sheet, query)
    except Refused as problem:
        return ReadRows(file, findings=(problem.finding(Span(file, 1, 1)),))
    double = sorted({name for name in columns if columns.count(name) > 1})
    findings = [_double(file, name, is_query=bool(query)) for name in double]
    if not rows and not findings:
        findings.append(_no_answer(file) if query else _none(file))
    if findings:
        return ReadRows(file, findings=tuple(findings))
    return ReadRows(file, tuple(columns), tuple(rows))


def _server(
    variable: str, query: str, file: str, environ: Mapping[str, str]
) -> tuple[list[str], list[ReadRow]]:
    from contextlib import closing

    from reportgen.data.sources.database import Database

    with closing(Database(variable, environ.get(variable))) as database:
        return _of_grid(database.rows(query), file, first=1)


def _table(path: Path, kind: DataKind, sheet: str, query: str) -> tuple[list[str], list[ReadRow]]:
    from contextlib import ExitStack

    from reportgen.data.sources.files import read_file

    content = read_file(path, path.name)
    with ExitStack() as stack:
        if kind is DataKind.TEXT:
            from reportgen.data.sources.csv_file import csv_grid

            grid = csv_grid(content)
        elif kind is DataKind.WORKBOOK:
            from reportgen.data.sources.workbook import Workbook

            grid = Workbook(content).sheet(sheet)
        else:
            from reportgen.data.sources.sqlite_file import SqliteFile

            database = SqliteFile(content)
            stack.callback(database.close)
            if query:
                return _of_grid(database.rows(query), str(path), first=1)
            grid = database.table(sheet)
    return _of_grid(grid, str(path))


def _of_grid(grid: Grid, file: str, first: int = 2) -> tuple[list[str], list[ReadRow]]:
    """Names and rows; `first` is the number of the row below the names."""
    width = max((len(row) for row in grid.rows), default=0)
    heads = [_head(grid.cell(0, column)) for column in range(width)]
    rows: list[ReadRow] = []
    for row in range(1, len(grid.rows)):
        cells = [(heads[at], grid.cell(row, at), grid.spot_of(row, at)) for at in range(width) if heads[at]]
        rows += _row(row - 1 + first, cells, file)
    return [head for head in heads if head], rows


def _json(path: Path) -> tuple[list[str], list[ReadRow]]:
    from reportgen.data.sources.figures import Cell, Spot
    from reportgen.data.sources.files import read_file
    from reportgen.data.sources.json_file import JsonFile

    columns: dict[str, None] = {}
    rows: list[ReadRow] = []
    for number, record in enumerate(JsonFile(read_file(path, path.name)).records(), start=1):
        columns.update(dict.fromkeys(record))
        spot = f"{path.name}, /{number - 1}"
        cells = [
            (name, Cell(value), Spot(f"{spot}/{name}", f"{spot}/{name}")) for name, value in record.items()
        ]
        rows += _row(number, cells, str(path))
    return list(columns), rows


def _row(number: int, cells: list[tuple[str, Cell, Spot]], file: str) -> Iterator[ReadRow]:
    """The row, unless it is empty."""
    values: dict[str, Given] = {}
    faults = []
    for name, cell, spot in cells:
        try:
            given = _given(cell, spot)
        except Refused as problem:
            faults.append(problem.finding(Span(file, number, 1)))
        else:
            if given is not None:
                values.setdefault(name, given)
    if values or faults:
        yield ReadRow(number, values, tuple(faults))


def row_of(texts: Mapping[str, str]) -> Row:
    """The row that a record holds as texts, read as a table's cells are."""
    from reportgen.data.sources.figures import Cell, Spot

    found = {name: _given(Cell(text), Spot("", "")) for name, text in texts.items()}
    return {name: given for name, given in found.items() if given is not None}


def _given(cell: Cell, spot: Spot) -> Given | None:
    """What stands in a cell; raises `Refused` for the error of a formula, or one whose result is lacking."""
    from reportgen.data.sources.figures import figure

    value = cell.value
    if isinstance(value, str):
        value = normalise(value).text.strip()
    if (value is None or value == "") and not cell.error and not cell.lacks_result:
        return None
    if isinstance(value, bool):
        return Given("true" if value else "false")
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Given(str(value))
    for unit in ("%", ""):
        try:
            found = figure(cell, unit, spot)
        except Refused as problem:
            if problem.code in ("data.error-value", "data.no-result"):
                raise
            continue
        number = resolve(f"{found.value:f}")
        text = value if isinstance(value, str) else found.text
        return Given(text, number if isinstance(number, int | Decimal) else found.value)
    return Given(str(value))


def _head(cell: Cell) -> str:
    given = None if cell.error else cell.value
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    return "" if given is None else normalise(str(given)).text.strip()


# ------------------------------------------------------------------ findings


def _unknown_kind(file: str) -> Diagnostic:
    endings = " ".join(ENDINGS)
    return error(
        "rows.unknown-kind",
        Span(file, 1, 1),
        zh=f"读不了这种表：{file}",
        en=f"this kind of table cannot be read: {file}",
        hints=(Message(f"可用的后缀：{endings}", f"endings that can be read: {endings}"),),
    )


def _double(file: str, name: str, *, is_query: bool) -> Diagnostic:
    return error(
        "rows.double-column",
        Span(file, 1, 1),
        zh=f"有两列都叫“{name}”",
        en=f'two columns are called "{name}"',
        hints=(
            Message("在查询里用 AS 给一列另取名", "give one another name with AS in the query")
            if is_query
            else Message("改一列的名称", "rename one"),
        ),
    )


def _no_query(file: str) -> Diagnostic:
    return error(
        "rows.no-query",
        Span(file, 1, 1),
        zh=f"{file} 是数据库，没有写查询",
        en=f"{file} is a database, and no query is given",
        hints=(
            Message(
                '加上 --query "SELECT 区名, 财政收入 FROM 区县"',
                'add --query "SELECT name, revenue FROM districts"',
            ),
        ),
    )


def _query_file(file: str) -> Diagnostic:
    return error(
        "rows.query-file",
        Span(file, 1, 1),
        zh=f"查询只能用于数据库，{file} 不是",
        en=f"a query needs a database, which {file} is not",
        hints=(
            Message(
                "--rows 写 SQLite 文件，或 @ 加环境变量名（里面是数据库的地址）；表格文件不用 --query",
                "--rows is an SQLite file, or @ and the variable that holds the address of a database; "
                "leave --query out for other files",
            ),
        ),
    )


def _no_answer(file: str) -> Diagnostic:
    return error(
        "rows.none",
        Span(file, 1, 1),
        zh="查询一行也没有给出",
        en="the query gives no rows",
        hints=(Message("核对查询的条件", "check the conditions of the query"),),
    )


def _none(file: str) -> Diagnostic:
    return error(
        "rows.none",
        Span(file, 1, 1),
        zh="表里一行也没有",
        en="there are no rows in the table",
        hints=(
            Message("第一行写列名，下面每行一份报告", "names of columns first, below a row for each report"),
        ),
    )
