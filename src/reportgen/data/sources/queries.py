"""What databases of every kind have in common: one value for an answer, and how a query fails."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportgen.core.diagnostics import Message
from reportgen.data.sources.figures import Cell, Spot
from reportgen.data.sources.grid import Grid
from reportgen.data.sources.refusal import Refused, refuse

MOST_ROWS = 1_000_000  # of a table or an answer; more is not what a report is made of


def one_cell(rows: Sequence[Sequence[Any]], spot: Spot) -> tuple[Cell, Spot]:
    """The value of an answer of one row and one column; raises `Refused` for any other."""
    if not rows:
        raise refuse("data.no-row", f"{spot.zh}：没有结果", f"{spot.en}: there is no answer")
    if len(rows) > 1 or len(rows[0]) != 1:
        zh = "不止一行" if len(rows) > 1 else f"有 {len(rows[0])} 列"
        en = "more than one row" if len(rows) > 1 else f"{len(rows[0])} columns"
        raise refuse(
            "data.several-answers",
            f"{spot.zh}：结果{zh}，要正好是一个数",
            f"{spot.en}: the answer has {en}; it must be a single figure",
            Message("在查询里写明条件，只选一列", "narrow the query down, and select one column"),
        )
    return Cell(rows[0][0]), spot


def query_failed(spot: Spot, reason: str) -> Refused:
    """The database says that it cannot do it; only reading is allowed."""
    return refuse(
        "data.query-failed",
        f"{spot.zh}：数据库不接受（{reason}）",
        f"{spot.en}: the database does not accept it ({reason})",
        Message("查询只能读（SELECT），一次一句", "queries may only read (SELECT), one statement at a time"),
    )


def as_grid(names: Sequence[str], rows: Sequence[Sequence[Any]], spot: Spot) -> Grid:
    """The rows of an answer below the names of its columns; raises `Refused` for more than anyone wants."""
    if len(rows) > MOST_ROWS:
        raise too_slow(spot)
    return Grid(spot, [tuple(names), *rows], has_addresses=False)


def too_slow(spot: Spot) -> Refused:
    """A query that goes on and on has been stopped."""
    return refuse(
        "data.too-slow",
        f"{spot.zh}：太慢，已中止；没有取数",
        f"{spot.en}: too slow and stopped; no figure was taken",
        Message("缩小查询的范围，或先导出到文件", "narrow the query down, or export to a file first"),
    )
