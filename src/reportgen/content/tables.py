"""Tables: those an editor wrote, with their totals and units checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.content.blocks import Cell, CellAlign, Column, Place, Table, Tone
from reportgen.content.metric_table import metric_columns, metric_rows
from reportgen.content.scope import Scope
from reportgen.content.sources import source_text
from reportgen.core.diagnostics import Message, note, warning
from reportgen.core.paged import NodeId
from reportgen.core.places import SpecPath
from reportgen.core.text import RichText, joined
from reportgen.data import units
from reportgen.data.format import number_text
from reportgen.data.metrics import Metric, cite
from reportgen.data.sums import Verdict, compare_sum
from reportgen.spec.schema import RowEntry, TableBlock, cell_path, cells_of

TOTALS = ("合计", "总计", "共计", "Total", "total")
_WITH_UNIT = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?\s*(\S+)")
LEVEL = "　"  # typed before a row head, once for each level


def table(scope: Scope, block: TableBlock, path: SpecPath, node: NodeId) -> Table | None:
    """The table at `path` with its caption; None where `spec` refuses its rows."""
    if block.metrics is not None:
        metrics = _metrics(scope, block)
        columns = metric_columns(scope)
        rows = metric_rows(scope, metrics)
    else:
        if not block.rows or any(len(cells_of(row)) != len(block.columns) for row in block.rows):
            return None
        columns = _columns(scope, block, path)
        rows = tuple(_row(scope, block, index, path) for index in range(len(block.rows)))
        for index in range(len(columns)):
            _check_column(scope, block, index, path)
    written = cite(block.source, scope.data.sources)
    return Table(
        id=node,
        label=scope.numbering.label(path),
        title=scope.line(block.table, (*path, "table")),
        remark=_remark(scope, block, path),
        columns=columns,
        rows=rows,
        notes=tuple(scope.line(text, (*path, "notes", i)) for i, text in enumerate(block.notes)),
        place=Place(block.place),
        note_prefix=scope.words.note,
        source=RichText(source_text(scope, [written]) if written else ""),
        totals=frozenset(index for index in range(len(block.rows)) if _is_total(block, index)),
        row_heads=block.row_heads,
        of_metrics=block.metrics is not None,
    )


def _metrics(scope: Scope, block: TableBlock) -> tuple[Metric, ...]:
    if not isinstance(block.metrics, tuple):
        return tuple(scope.data.metrics.values())
    found = map(scope.metric, block.metrics)
    return tuple(metric for metric in found if metric is not None)


def _columns(scope: Scope, block: TableBlock, path: SpecPath) -> tuple[Column, ...]:
    """The columns with their heads; a group's head comes from the first of its columns."""
    return tuple(
        Column(
            scope.reader.line(given.head, (*path, "columns", index, "head")),
            CellAlign(given.align),
            given.width,
            scope.reader.line(given.group, (*path, "columns", index, "group")),
        )
        for index, given in enumerate(block.columns)
    )


def _remark(scope: Scope, block: TableBlock, path: SpecPath) -> RichText:
    """What stands at the right above the table: a remark, 单位：万元, or both."""
    unit = RichText(scope.words.unit.format(block.unit)) if block.unit else None
    remark = scope.line(block.remark, (*path, "remark"))
    if unit and remark:
        return joined([remark, scope.words.semicolon, unit])
    return unit or remark


def _row(scope: Scope, block: TableBlock, index: int, path: SpecPath) -> tuple[Cell, ...]:
    row = block.rows[index]
    here = cell_path(path, index, row)
    cells = [_cell(scope, value, (*here, column)) for column, value in enumerate(cells_of(row))]
    if block.row_heads:
        cells[0] = _row_head(cells[0], row.indent if isinstance(row, RowEntry) else 0)
    return tuple(cells)


def _row_head(cell: Cell, indent: int) -> Cell:
    """A row head at its level: as given, or as full-width spaces before it say."""
    text = cell.text.text
    typed = len(text) - len(text.lstrip(LEVEL))
    marks = tuple(
        type(mark)(max(0, mark.start - typed), mark.end - typed, mark.kind, mark.value)
        for mark in cell.text.marks
        if mark.end > typed
    )
    return Cell(RichText(text[typed:], marks, cell.text.origin), cell.tone, cell.aside, indent + typed)


def _cell(scope: Scope, value: str | Decimal | None, path: SpecPath) -> Cell:
    """A number as typed, text as markup, or the dash of a missing value; an empty text stays empty."""
    if value is None:
        return Cell(RichText(scope.words.missing_value), Tone.QUIET)
    if isinstance(value, Decimal):
        return Cell(RichText(number_text(value, scope.data.style)))
    return Cell(scope.reader.line(value, path))


def _is_total(block: TableBlock, index: int) -> bool:
    """Whether a row says that it is a total, or is the last and called one."""
    row = block.rows[index]
    if isinstance(row, RowEntry) and row.total:
        return True
    label = cells_of(row)[0]
    return (
        index == len(block.rows) - 1
        and isinstance(label, str)
        and label.strip("* ").replace(LEVEL, "") in TOTALS
    )


# ------------------------------------------------------------------ checks


def _check_column(scope: Scope, block: TableBlock, column: int, path: SpecPath) -> None:
    cells = [cells_of(row)[column] for row in block.rows]
    _check_units(scope, block, cells, column, path)
    _check_total(scope, block, column, path)


def _check_units(
    scope: Scope, block: TableBlock, cells: Sequence[str | Decimal | None], column: int, path: SpecPath
) -> None:
    """万元 beside 元 in one column cannot be read against each other: an error."""
    seen: dict[str, str] = {}  # plain unit → the unit it first came with
    for row, value in enumerate(cells):
        match = _WITH_UNIT.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None:
            continue
        unit = match[1]
        plain = units.split(unit)[1]
        first = seen.setdefault(plain, unit)
        if first != unit:
            scope.refuse(
                "content.mixed-units",
                (*cell_path(path, row, block.rows[row]), column),
                zh=f"同一栏里既有“{first}”又有“{unit}”",
                en=f'this column has both "{first}" and "{unit}"',
                hints=(Message(f"统一换算成“{first}”", f'convert it to "{first}"'),),
            )


def _check_total(scope: Scope, block: TableBlock, column: int, path: SpecPath) -> None:
    """The last row, if it is a total, against the sum of the rows above it that are none themselves.

    With levels among the rows nothing is said: what is part of what, the table does not tell.
    """
    last = len(block.rows) - 1
    total = cells_of(block.rows[last])[column]
    parts = [
        cells_of(row)[column] for index, row in enumerate(block.rows[:last]) if not _is_total(block, index)
    ]
    numbers = [part for part in parts if isinstance(part, Decimal)]
    if not _is_total(block, last) or not isinstance(total, Decimal) or len(numbers) < max(2, len(parts)):
        return
    if _has_levels(block):
        return
    check = compare_sum(numbers, total)
    if check.verdict is Verdict.EXACT:
        return
    span = scope.span((*cell_path(path, last, block.rows[last]), column))
    style = scope.data.style
    sums, stated = number_text(check.total, style), number_text(total, style)
    if check.verdict is Verdict.ROUNDING:
        zh, en = (
            f"各行相加是{sums}，合计写{stated}，相差在四舍五入之内",
            f"the rows add up to {sums}, rounding apart",
        )
        scope.findings.append(note("content.total-rounded", span, zh=zh, en=en))
        return
    zh, en = f"各行相加是{sums}，合计却写{stated}", f"the rows add up to {sums}, but the total says {stated}"
    scope.findings.append(warning("content.total-differs", span, zh=zh, en=en))


def _has_levels(block: TableBlock) -> bool:
    if not block.row_heads:
        return False
    heads = (cells_of(row)[0] for row in block.rows)
    typed = any(isinstance(head, str) and head.startswith(LEVEL) for head in heads)
    return typed or any(isinstance(row, RowEntry) and row.indent for row in block.rows)
