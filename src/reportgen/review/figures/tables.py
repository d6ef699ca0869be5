"""Tables held against the metrics: totals of references, and rows with a metric's name (A08, A10, A17).

Sums of plain numbers are `content.tables`' business; here a cell is worth what it prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.content.emphasis import REFERENCE
from reportgen.core.diagnostics import Diagnostic, Message, error, note, warning
from reportgen.core.places import Places, SpecPath
from reportgen.data import units
from reportgen.data.decimals import places_of
from reportgen.data.metrics import Metric
from reportgen.data.sums import Verdict, compare_sum
from reportgen.review.figures.facts import Facts, same_unit
from reportgen.review.figures.finder import plain
from reportgen.spec.schema import RowEntry, TableBlock, cell_path, cells_of

_TOTALS = ("合计", "总计", "共计", "Total", "total")
_UNIT_IN_HEAD = re.compile("[（(](?P<unit>[^（）()]{1,6})[）)]$|[/／](?P<after>[^/／]{1,6})$")
_Cell = str | Decimal | None


def table_findings(path: SpecPath, block: TableBlock, facts: Facts, places: Places) -> Iterator[Diagnostic]:
    """What the figures of one table have against the metrics."""
    if not block.rows or any(len(cells_of(row)) != len(block.columns) for row in block.rows):
        return
    for column in range(1, len(block.columns)):
        yield from _total(path, block, column, facts.metrics, places)
    yield from _rows(path, block, facts, places)


def _total(
    path: SpecPath, block: TableBlock, column: int, metrics: Mapping[str, Metric], places: Places
) -> Iterator[Diagnostic]:
    """The last row, if it is a total, where at least one cell of the column is a reference."""
    last = len(block.rows) - 1
    if not _is_total(block, last) or _has_levels(block):
        return
    cells = [
        cells_of(row)[column]
        for index, row in enumerate(block.rows)
        if index == last or not _is_total(block, index)
    ]
    if not any(isinstance(cell, str) and "{{" in cell for cell in cells):
        return
    found = [_worth(cell, metrics) for cell in cells]
    known = [value for value in found if value is not None]
    if len(known) < len(found) or len(known) < 3:
        return
    named = {unit for _, unit in known if unit}
    if len(named) > 1:
        return
    check = compare_sum([value for value, _ in known[:-1]], known[-1][0])
    span = places.value((*cell_path(path, last, block.rows[last]), column))
    if check.verdict is Verdict.DIFFERS:
        yield warning(
            "content.total-differs",
            span,
            zh=f"各行相加是{check.total}，合计却是{known[-1][0]}",
            en=f"the rows add up to {check.total}, but the total is {known[-1][0]}",
        )
    elif check.verdict is Verdict.ROUNDING:
        yield note(
            "content.total-rounded",
            span,
            zh=f"各行相加是{check.total}，合计是{known[-1][0]}，相差在四舍五入之内",
            en=f"the rows add up to {check.total}, rounding apart",
        )


def _worth(cell: _Cell, metrics: Mapping[str, Metric]) -> tuple[Decimal, str] | None:
    """What a cell prints, and its unit if that is known; None for words, bounds and gaps."""
    if isinstance(cell, Decimal):
        return cell, ""
    found = REFERENCE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if found is None or found["form"] not in (None, "value", "arabic"):
        return None
    metric = metrics.get(found["id"])
    if metric is None or metric.value is None or metric.value.is_bound:
        return None
    return metric.value.value, metric.unit


def _is_total(block: TableBlock, index: int) -> bool:
    row = block.rows[index]
    if isinstance(row, RowEntry) and row.total:
        return True
    head = cells_of(row)[0]
    return index == len(block.rows) - 1 and isinstance(head, str) and head.strip("* 　") in _TOTALS


def _has_levels(block: TableBlock) -> bool:
    heads = (cells_of(row)[0] for row in block.rows)
    typed = any(isinstance(head, str) and head.startswith("　") for head in heads)
    return typed or any(isinstance(row, RowEntry) and row.indent for row in block.rows)


def _rows(path: SpecPath, block: TableBlock, facts: Facts, places: Places) -> Iterator[Diagnostic]:
    """A row with the name of a metric and one number, in the metric's unit, that is another."""
    for index, row in enumerate(block.rows):
        cells = cells_of(row)
        head = cells[0]
        metrics = facts.by_name.get(plain(head.strip("* ")), ()) if isinstance(head, str) else ()
        numbers = [place for place, cell in enumerate(cells) if place and isinstance(cell, Decimal)]
        if len(metrics) != 1 or len(numbers) != 1:
            continue
        cell, unit = cells[numbers[0]], _unit(block, cells, numbers[0])
        assert isinstance(cell, Decimal), "chosen for it"
        yield from _against(metrics[0], cell, unit, (*cell_path(path, index, row), numbers[0]), places)


def _unit(block: TableBlock, cells: Sequence[_Cell], column: int) -> str:
    """The unit of a cell: in a column of units, in the head of its own, or the table's."""
    for index, other in enumerate(block.columns):
        cell = cells[index]
        if plain(other.head) in ("单位", "计量单位", "unit") and isinstance(cell, str):
            return cell.strip()
    found = _UNIT_IN_HEAD.search(block.columns[column].head.strip())
    return (found["unit"] or found["after"]) if found else block.unit


def _against(
    metric: Metric, cell: Decimal, unit: str, path: SpecPath, places: Places
) -> Iterator[Diagnostic]:
    if metric.value is None or not unit:
        return
    (power, name), (own_power, own) = units.split(unit), units.split(metric.unit)
    if same_unit(name) != same_unit(own):
        return
    full, known = units.shifted(cell, power), units.shifted(metric.value.value, own_power)
    if full == known or metric.value.is_bound:
        return
    if abs(full - known) <= Decimal(5).scaleb(-places_of(cell) + power - 1):
        return  # the same, rounded
    yield error(
        "review.contradicts",
        places.value(path),
        zh=f"表里的 {cell} 和指标“{metric.name}”不符，指标是 {metric.value.value}{metric.unit}",
        en=f"{cell} in the table contradicts {metric.id}, which is {metric.value.value} {metric.unit}",
        hints=(Message(f"核对后写成 {{{{ {metric.id} }}}}", f"check it and write {{{{ {metric.id} }}}}"),),
    )
