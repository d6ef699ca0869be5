"""Page labels: the numbers that readers see (ISO 32000-1, 12.4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.preflight.access import get, integer, name, number_tree, text

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_ROMAN = 9999


@dataclass(frozen=True, slots=True)
class LabelRange:
    """The labels from page `start` on (counted from 0)."""

    start: int
    style: str
    prefix: str
    first: int


def label_ranges(root: object) -> list[LabelRange]:
    """The ranges of a document, in order; empty without labels."""
    found = [
        LabelRange(start, name(get(value, "S")), text(get(value, "P")) or "", integer(get(value, "St")) or 1)
        for start, value in number_tree(get(root, "PageLabels"))
    ]
    return sorted(found, key=lambda each: each.start)


def problems(root: object) -> Iterator[tuple[str, str]]:
    """What is wrong with the page labels, in both languages; nothing where there are none."""
    labels = get(root, "PageLabels")
    if labels is None:
        return
    starts = []
    for start, value in number_tree(labels):
        starts.append(start)
        style, first = get(value, "S"), get(value, "St")
        if style is not None and name(style) not in ("D", "R", "r", "A", "a"):
            shown = name(style) or "?"
            yield f"第 {start + 1} 页起的样式是 {shown}", f"the style from page {start + 1} on is {shown}"
        if first is not None and (integer(first) or 0) < 1:
            yield f"第 {start + 1} 页起的号小于 1", f"the numbers from page {start + 1} on begin below 1"
    if 0 not in starts:
        yield "没有从第一页开始", "they do not begin with the first page"
    if starts != sorted(set(starts)):
        yield "没有按页次排列", "they are not in the order of pages"


def label_of(index: int, ranges: list[LabelRange]) -> str:
    """The label of a page (counted from 0); its place in the file, from 1, where there is none."""
    chosen = None
    for each in ranges:
        if each.start > index:
            break
        chosen = each
    if chosen is None:
        return str(index + 1)
    return chosen.prefix + _numeral(chosen.first + index - chosen.start, chosen.style)


def _numeral(number: int, style: str) -> str:
    match style:
        case "D":
            return str(number)
        case "R" | "r":
            roman = _roman(number)
            return roman.upper() if style == "R" else roman
        case "A" | "a":
            letter = chr(ord(style) + (number - 1) % 26)
            return letter * ((number - 1) // 26 + 1) if 0 < number <= 26 * 100 else str(number)
    return ""


def _roman(number: int) -> str:
    if not 0 < number <= _MAX_ROMAN:
        return str(number)
    parts = []
    for value, letters in _ROMAN:
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)
