"""Sets of characters: what a cut face must hold, and which block a character belongs to.

The core set is what a Chinese report can be expected to need: the state's table of 8,105 characters, all of
GB 2312, and the Western letters, marks and signs around them (fonts.md, section 2). The table comes from
the Unihan property `kTGH`; it is committed under `tables/`, so that cutting faces needs no Unicode data.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import suppress
from functools import cache
from pathlib import Path

UNICODE_DATA = "15.0.0"  # version of the data under tables/
TABLES = Path(__file__).with_name("tables")

CORE_RANGES = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    (0x2000, 0x206F),  # General Punctuation
    (0x2190, 0x2199),  # arrows
    (0x2460, 0x24FF),  # Enclosed Alphanumerics
    (0x25A0, 0x25FF),  # Geometric Shapes
    (0x3000, 0x303F),  # CJK Symbols and Punctuation
    (0xFE10, 0xFE19),  # Vertical Forms
    (0xFE30, 0xFE44),  # CJK Compatibility Forms
    (0xFF00, 0xFFEF),  # Halfwidth and Fullwidth Forms
)
CORE_SIGNS = "€℃№™−∞≈≠≤≥㎏㎞㎡⸺"

# What Noto SC lacks and DejaVu Sans lends: ballot boxes, ticks and pointers, and the raised and lowered
# digits and thirds beside those that Noto has, so that CO₂ and N₂O₅ do not differ in being printable.
SYMBOLS = "☐☑✉✔✗✘►⅓⅔⅛⅜⅝⅞⁰⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉"


def _lines(table: str) -> list[str]:
    text = (TABLES / table).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def general_use() -> tuple[str, ...]:
    """The 8,105 characters of 通用规范汉字表 in its order: levels of 3,500, 3,000 and 1,605."""
    return tuple("".join(_lines("tgh8105.txt")))


@cache
def gb2312() -> frozenset[int]:
    """Code points of GB 2312: 6,763 hanzi and 682 symbols."""
    found = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            with suppress(UnicodeDecodeError):  # cells the standard leaves open
                found.add(ord(bytes((row, cell)).decode("gb2312")))
    return frozenset(found)


@cache
def core_set() -> frozenset[int]:
    """The 9,734 code points asked of every cut face; what the source lacks of them stays out."""
    points = set(map(ord, general_use())) | gb2312() | set(map(ord, CORE_SIGNS))
    for first, last in CORE_RANGES:
        points.update(range(first, last + 1))
    return frozenset(points)


@cache
def _blocks() -> tuple[tuple[int, ...], tuple[tuple[int, str], ...]]:
    rows = [line.split(" ", 2) for line in _lines("blocks.txt")]
    return tuple(int(row[0], 16) for row in rows), tuple((int(row[1], 16), row[2]) for row in rows)


def block_name(codepoint: int) -> str:
    """The Unicode block of `codepoint`, with the usual short names of the CJK extensions."""
    starts, rest = _blocks()
    place = bisect_right(starts, codepoint) - 1
    if place < 0 or codepoint > rest[place][0]:
        return "No Block"
    return rest[place][1].replace("CJK Unified Ideographs Extension", "CJK Extension")
