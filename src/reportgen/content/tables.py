"""Tables: those an editor wrote, with their totals and units checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.content.blocks import Cell, CellAlign, Column, Place, Table, Tone
from reportgen.content.metric_table import metric_columns, metric_rows
from reportgen.content.scope import Scope
from reportgen.core.diagnostics import Message, note, warning
from reportgen.core.paged import NodeId
from reportgen.core.places import SpecPath
from reportgen.core.text import RichText
from reportgen.data import units
from reportgen.data.format import number_text
from reportgen.data.metrics import Metric
from reportgen.data.sums import Verdict, compare_sum
from reportgen.spec.schema import TableBlock

TOTALS = ("合计", "总计", "共计", "Total", "total")
_WITH_UNIT = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?\s*(\S+)")


def table(scope: Scope, block: TableBlock, path: SpecPath, node: NodeId) -> Table | None:
    """The table at `path` with its caption; None where `spec` refuses its rows."""
    if block.metrics is not None:
        metrics = _metrics(scope, block)
        columns = metric_columns(scope)
        rows = metric_rows(scope, metrics)
    else:
        if not block.rows or any(len(row) != len(block.columns) for row in block.rows):
            return None
        columns = tuple(
            Column(RichText(c.head, (), scope.span((*path, "columns", i))), CellAlign(c.align), c.width)
            for i, c in enumerate(block.columns)
        )
        rows = tuple(
            tuple(_cell(scope, value, (*path, "rows", r, c)) for c, value in enumerate(row))
            for r, row in enumerate(block.rows)
        )
        for index in range(len(columns)):
            _check_column(scope, block, index, path)
    return Table(
        id=node,
        label=scope.numbering.label(path),
        title=scope.line(block.table, (*path, "table")),
        remark=scope.line(block.remark, (*path, "remark")),
        columns=columns,
        rows=rows,
        notes=tuple(scope.line(text, (*path, "notes", i)) for i, text in enumerate(block.notes)),
        place=Place(block.place),
        note_prefix=scope.words.note,
    )


def _metrics(scope: Scope, block: TableBlock) -> tuple[Metric, ...]:
    if not isinstance(block.metrics, tuple):
        return tuple(scope.data.metrics.values())
    found = map(scope.metric, block.metrics)
    return tuple(metric for metric in found if metric is not None)


def _cell(scope: Scope, value: str | Decimal | None, path: SpecPath) -> Cell:
    """A number as typed, text as markup, or the dash of a missing value; an empty text stays empty."""
    if value is None:
        return Cell(RichText(scope.words.missing_value), Tone.QUIET)
    if isinstance(value, Decimal):
        return Cell(RichText(number_text(value, scope.data.style)))
    return Cell(scope.reader.line(value, path))


# ------------------------------------------------------------------ checks


def _check_column(scope: Scope, block: TableBlock, column: int, path: SpecPath) -> None:
    cells = [row[column] for row in block.rows]
    _check_units(scope, cells, column, path)
    _check_total(scope, block, column, path)


def _check_units(scope: Scope, cells: Sequence[str | Decimal | None], column: int, path: SpecPath) -> None:
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
                (*path, "rows", row, column),
                zh=f"同一栏里既有“{first}”又有“{unit}”",
                en=f'this column has both "{first}" and "{unit}"',
                hints=(Message(f"统一换算成“{first}”", f'convert it to "{first}"'),),
            )


def _check_total(scope: Scope, block: TableBlock, column: int, path: SpecPath) -> None:
    """The last row, if it is a total, against the sum of the rows above it."""
    last = len(block.rows) - 1
    total = block.rows[last][column]
    label = block.rows[last][0]
    parts = [row[column] for row in block.rows[:last]]
    numbers = [part for part in parts if isinstance(part, Decimal)]
    is_total = isinstance(label, str) and label.strip("* ") in TOTALS
    if not is_total or not isinstance(total, Decimal) or len(numbers) < max(2, len(parts)):
        return
    check = compare_sum(numbers, total)
    if check.verdict is Verdict.EXACT:
        return
    span = scope.span((*path, "rows", last, column))
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
