"""How a place in a data source is written: kinds of files, addresses of cells, conditions that mark a row."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_CONDITION = re.compile(r"\s*([^=＝]+?)\s*[=＝]\s*(.*?)\s*")
Conditions = tuple[tuple[str, str], ...]


class DataKind(Enum):
    """What a source is, which decides how a figure is found in it."""

    TEXT = "text"
    WORKBOOK = "workbook"
    JSON = "json"
    SQLITE = "sqlite"
    DATABASE = "database"


ENDINGS: dict[str, DataKind] = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), DataKind.TEXT),
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), DataKind.WORKBOOK),
    ".json": DataKind.JSON,
    **dict.fromkeys((".sqlite", ".sqlite3", ".db"), DataKind.SQLITE),
}


def kind_of(file: str) -> DataKind | None:
    """What a data file is, by its ending; None for one that cannot be read."""
    dot = file.rfind(".")
    return ENDINGS.get(file[dot:].lower()) if dot > 0 else None


def address(text: str) -> tuple[int, int] | None:
    """Row and column, from 0, of an address such as C7; None for other text."""
    match = _ADDRESS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def address_text(row: int, column: int) -> str:
    """The address of a cell: 6, 2 is C7."""
    letters, number = "", column + 1
    while number:
        number, last = divmod(number - 1, 26)
        letters = chr(ord("A") + last) + letters
    return f"{letters}{row + 1}"


def conditions(text: str) -> Conditions | None:
    """Column names and what must stand there, out of 指标=财政收入；年份=2025; None for other text."""
    found: list[tuple[str, str]] = []
    for part in re.split("[;；]", text):
        match = _CONDITION.fullmatch(part)
        if match:
            found.append((match[1], match[2]))
        elif part.strip():
            return None
    return tuple(found) or None
