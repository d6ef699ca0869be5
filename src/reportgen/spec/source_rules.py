"""Rules on data sources: what a source must have that figures are read from, how a place in it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.core.diagnostics import Diagnostic, Message, Span, error, warning
from reportgen.core.locating import ENDINGS, DataKind, address, conditions, kind_of
from reportgen.core.places import Places, SpecPath
from reportgen.spec.schema import ChartBlock, ReportSpec, Source, SourceRef, TableBlock
from reportgen.spec.walk import blocks

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOCATORS = ("cell", "column", "path", "query")
_ALLOWED = {
    DataKind.TEXT: ("cell", "column"),
    DataKind.WORKBOOK: ("cell", "column"),
    DataKind.JSON: ("path",),
    DataKind.SQLITE: ("column", "query"),
    DataKind.DATABASE: ("column", "query"),
}
_KINDS = {
    DataKind.TEXT: ("文本表格", "a text table"),
    DataKind.WORKBOOK: ("工作簿", "a workbook"),
    DataKind.JSON: ("JSON 文件", "a JSON file"),
    DataKind.SQLITE: ("SQLite 数据库", "an SQLite database"),
    DataKind.DATABASE: ("数据库", "a database"),
}


class _Nowhere:
    """Places for who asks whether there is a finding, and not where."""

    def value(self, path: SpecPath) -> Span:
        return Span("", 1, 1)

    def key(self, path: SpecPath) -> Span:
        return Span("", 1, 1)

    def inside(self, path: SpecPath, offset: int, length: int = 1) -> Span:
        return Span("", 1, 1)


def check_sources(spec: ReportSpec, places: Places) -> Iterator[Diagnostic]:
    """Findings on sources, and on every reference that says where a figure stands."""
    known: dict[str, Source] = {}
    for index, source in enumerate(spec.sources):
        known.setdefault(source.id, source)
        yield from _source(("sources", index), source, places)
    for path, reference in _read(spec):
        if reference.id in known:
            yield from _reference(path, reference, known[reference.id], places)
    for path, reference in _only_cited(spec):
        for key in (*_LOCATORS, "row"):
            if getattr(reference, key):
                yield warning(
                    "spec.locator-unused",
                    places.key((*path, key)),
                    zh=f"只有指标从来源取数，这里的 {key} 不起作用",
                    en=f"only metrics take figures from sources: {key} does nothing here",
                    hints=(
                        Message("位置写给读者看的，用 at 或 page", "places for readers go into at or page"),
                    ),
                )


def source_kind(source: Source) -> DataKind | None:
    """What a source is read as; None: nothing is read from it, or its kind is not known."""
    if source.connection is not None:
        return DataKind.DATABASE if source.file is None and _VARIABLE.fullmatch(source.connection) else None
    return kind_of(source.file) if source.file is not None else None


def is_sound(reference: SourceRef, source: Source) -> bool:
    """Whether a figure can be looked for: neither the source nor the reference breaks a rule."""
    kind = source_kind(source)
    given = [key for key in _LOCATORS if getattr(reference, key)]
    if kind is None or len(given) != 1 or given[0] not in _ALLOWED[kind]:
        return False
    return next(_place((), reference, source, kind, given[0], _Nowhere()), None) is None


def _source(path: SpecPath, source: Source, places: Places) -> Iterator[Diagnostic]:
    if source.connection is not None and not _VARIABLE.fullmatch(source.connection):
        # What stands here may be a password, so it is not repeated.
        yield error(
            "spec.bad-connection",
            places.value((*path, "connection")),
            zh="connection 只写环境变量的名称，不写地址和密码",
            en="connection is the name of an environment variable, no address and no password",
            hints=(
                Message(
                    "例如 REPORT_DB，地址放进这个环境变量；写进文件的密码要当作已经泄露，换掉",
                    "for example REPORT_DB, with the address in that variable; change a password that was "
                    "written here",
                ),
            ),
        )
    if source.connection is not None and source.file is not None:
        yield error(
            "spec.source-kind",
            places.key((*path, "connection")),
            zh="来源要么是文件（file），要么是数据库（connection），不能两样都写",
            en="a source is a file or a connection, not both",
        )
    elif source.file is not None and kind_of(source.file) is None:
        yield error(
            "spec.source-kind",
            places.value((*path, "file")),
            zh=f"不会读这种文件：{source.file}",
            en=f"files of this kind cannot be read: {source.file}",
            hints=(Message(f"可以用 {' '.join(ENDINGS)}", f"there are {' '.join(ENDINGS)}"),),
        )


def _reference(path: SpecPath, reference: SourceRef, source: Source, places: Places) -> Iterator[Diagnostic]:
    given = [key for key in _LOCATORS if getattr(reference, key)]
    if not given:
        if reference.row:
            yield _no_column(path, places)
        return
    if source.file is None and source.connection is None:
        yield error(
            "spec.source-without-data",
            places.key((*path, given[0])),
            zh=f"来源 {source.id} 没有数据文件（file），也没有数据库（connection），取不了数",
            en=f'the source "{source.id}" has neither a file nor a connection: no figure can be read from it',
            hints=(Message("给来源写 file，或删去这一行", "give the source a file, or remove this line"),),
        )
        return
    kind = source_kind(source)
    if kind is None:
        return  # told at the source
    if len(given) > 1:
        yield error(
            "spec.bad-locator",
            places.key((*path, given[1])),
            zh=f"{'、'.join(given)} 只能写一样",
            en=f"only one of {', '.join(given)} can say where the figure is",
        )
    elif given[0] not in _ALLOWED[kind]:
        yield error(
            "spec.bad-locator",
            places.key((*path, given[0])),
            zh=f"{_KINDS[kind][0]}里不能用 {given[0]} 取数",
            en=f"{given[0]} means nothing in {_KINDS[kind][1]}",
            hints=(Message(f"可以用 {'、'.join(_ALLOWED[kind])}", f"there is {', '.join(_ALLOWED[kind])}"),),
        )
    else:
        yield from _place(path, reference, source, kind, given[0], places)


def _place(
    path: SpecPath, reference: SourceRef, source: Source, kind: DataKind, key: str, places: Places
) -> Iterator[Diagnostic]:
    """What is wrong with the one way in which a reference says where."""
    if reference.row and key != "column":
        yield error(
            "spec.bad-locator",
            places.key((*path, "row")),
            zh=f"row 配合 column，不配合 {key}",
            en=f"row goes with column, not with {key}",
        )
    elif key == "cell" and address(reference.cell) is None:
        yield error(
            "spec.bad-locator",
            places.value((*path, "cell")),
            zh=f"“{reference.cell}”不是单元格",
            en=f'"{reference.cell}" is no cell',
            hints=(Message("列用字母，行用数字，例如 C7", "a letter for the column, a number: C7"),),
        )
    elif key == "path" and not reference.path.startswith("/"):
        yield error(
            "spec.bad-locator",
            places.value((*path, "path")),
            zh="JSON 里的位置以 / 开头",
            en="a place in JSON begins with /",
            hints=(Message("例如 /data/0/value", "for example /data/0/value"),),
        )
    elif key == "column" and conditions(reference.row) is None:
        where = "row" if reference.row else "column"
        yield error(
            "spec.bad-locator",
            places.value((*path, where)),
            zh="按列名取数，要用 row 写明是哪一行",
            en="with a column, row says which row",
            hints=(Message("例如 row: 指标=财政收入；年份=2025", "for example row: name=income;year=2025"),),
        )
    elif key == "column" and kind is DataKind.DATABASE and not (reference.sheet or source.sheet):
        yield error(
            "spec.bad-locator",
            places.key((*path, "column")),
            zh="数据库按列取数，要用 sheet 写明是哪个表",
            en="in a database, sheet says which table the column is of",
        )


def _no_column(path: SpecPath, places: Places) -> Diagnostic:
    return error(
        "spec.bad-locator",
        places.key((*path, "row")),
        zh="只有 row，没有 column，不知道取哪一列",
        en="there is a row but no column to take the figure from",
    )


def _read(spec: ReportSpec) -> Iterator[tuple[SpecPath, SourceRef]]:
    """The references of metrics, from which figures are read."""
    for index, metric in enumerate(spec.metrics):
        if metric.source is not None:
            yield ("metrics", index, "source"), metric.source
        if metric.baseline is not None and metric.baseline.source is not None:
            yield ("metrics", index, "baseline", "source"), metric.baseline.source


def _only_cited(spec: ReportSpec) -> Iterator[tuple[SpecPath, SourceRef]]:
    """The references that are there for the reader alone."""
    for index, honour in enumerate(spec.honours):
        if honour.source is not None:
            yield ("honours", index, "source"), honour.source
    for path, _, block in blocks(spec):
        if isinstance(block, TableBlock) and block.source is not None:
            yield (*path, "source"), block.source
        elif isinstance(block, ChartBlock) and block.data is not None and block.data.source is not None:
            yield (*path, "data", "source"), block.data.source
