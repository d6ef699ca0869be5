"""Tables as formulas see them: the columns of a data file, by name, with what could be read of each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

Cell = Decimal | str | None  # None: empty


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the head of a sheet, column by column; all columns are equally long.

    `first_row` is the number that the first of them has in the file, for findings.
    """

    columns: Mapping[str, tuple[Cell, ...]]
    first_row: int = 2

    def __post_init__(self) -> None:
        assert len({len(column) for column in self.columns.values()}) <= 1, "columns of one table differ"


Tables = Mapping[str, Table]  # by the id of the source
NO_TABLES: Tables = MappingProxyType({})
