"""How the cells of an xlsx file are shown, which calamine does not tell: per cents, decimals, errors.

In a workbook 40.5% is stored as 0.405 and 18.50 as 18.5, and what prints there is decided by the cell's
number format. An error value or a formula without a saved result arrives from calamine like an empty cell.
All four stand in the sheet's XML (ECMA-376, part 1, 18.3.1.4 and 18.8.30).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from reportgen.core.locating import address

# Formats that files name by number alone (18.8.30); the others among them are dates, exponents, fractions.
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_BUILT_IN |= {37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"}
_SILENT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|!.')  # literal text, conditions, colours, white
_PLAIN = re.compile(r"([#0?,]*[#0?])(?:\.([0]*)([#?]*))?")


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a cell besides its value; see `figures.Cell`."""

    is_percent: bool = False
    decimals: int | None = None
    error: str = ""
    lacks_result: bool = False


def cell_looks(data: bytes, sheet: str) -> dict[tuple[int, int], Look] | None:
    """Looks of the cells of a sheet by row and column, from 0, where there is more than a plain value.

    None: not an xlsx file, or one of which only the values could be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            part = _part_of(packed, sheet)
            if part is None:
                return None
            return dict(_looks(packed, part, _formats(packed)))
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, OSError, NotImplementedError):
        return None


def number_format(code: str) -> tuple[bool, int | None]:
    """Whether a format shows a per cent sign, and how many decimals it shows, if that is always the same."""
    first = code.split(";")[0]
    bare = _SILENT.sub("", first).replace(" ", "")
    is_percent = "%" in bare
    match = _PLAIN.fullmatch(bare.replace("%", ""))
    # Numbers that are shown in thousands end in a comma, which the pattern does not take; 万 is faked by a
    # literal point. Neither says how many decimals the value itself has.
    if not match or match[3] or "!." in first or "\\." in first:
        return is_percent, None
    return is_percent, len(match[2] or "")


def _part_of(packed: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the XML file of a sheet."""
    if "xl/workbook.xml" not in packed.namelist():
        return None
    targets = {
        str(entry.get("Id")): str(entry.get("Target"))
        for entry in _tree(packed, "xl/_rels/workbook.xml.rels").iter()
        if entry.get("Id")
    }
    for entry in _tree(packed, "xl/workbook.xml").iter():
        if _name(entry) == "sheet" and entry.get("name") == sheet:
            link = next((value for key, value in entry.attrib.items() if key.endswith("}id")), "")
            target = targets[link]
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    return None


def _formats(packed: zipfile.ZipFile) -> list[Look]:
    """The look of each style by its number."""
    if "xl/styles.xml" not in packed.namelist():
        return []
    root = _tree(packed, "xl/styles.xml")
    codes = dict(_BUILT_IN)
    for entry in root.iter():
        if _name(entry) == "numFmt":
            codes[int(entry.get("numFmtId", "0"))] = str(entry.get("formatCode", ""))
    styles = []
    for table in root:
        if _name(table) == "cellXfs":
            for style in table:
                is_percent, decimals = number_format(codes.get(int(style.get("numFmtId", "0")), ""))
                styles.append(Look(is_percent, decimals))
    return styles


def _looks(packed: zipfile.ZipFile, part: str, styles: list[Look]) -> Iterator[tuple[tuple[int, int], Look]]:
    plain = Look()
    with packed.open(part) as stream:
        for _, entry in ElementTree.iterparse(stream):
            name = _name(entry)
            if name == "row":
                entry.clear()
            if name != "c":
                continue
            place = address(entry.get("r", ""))
            look = styles[int(entry.get("s", "0"))] if styles else plain
            inside = {_name(child): child.text or "" for child in entry}
            result = inside.get("v", "")
            if entry.get("t") == "e":
                look = Look(error=result or "#N/A")
            elif "f" in inside and not result and entry.get("t") != "str":
                look = Look(lacks_result=True)
            elif entry.get("t", "n") != "n":
                look = plain  # text is shown as it is, whatever the format
            if place is not None and look != plain:
                yield place, look


def _tree(packed: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(packed.read(part))


def _name(entry: ElementTree.Element) -> str:
    return entry.tag.rpartition("}")[2]
