"""YAML 1.2 core scalars, kept as typed, and line folds that leave no gap between Chinese characters.

Only what a person plainly means as a number becomes one: `40.5`, `-3`, `18.50` (a Decimal, zeros kept).
Everything else that other YAML readers turn into something (`yes`, `on`, `12:30`, `012`, `1_000`,
`1e5`, `2021-09-23`, `+5`, `.5`, `0x1F`, `.inf`) stays the text that was typed; where a number is wanted
it is then refused with advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from reportgen.spec.written import solid_count

Scalar = str | int | Decimal | bool | None

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,29}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,29})\.[0-9]{1,30}")
_WORDS: dict[str, Scalar] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}

_HAN = (
    "\u2e80-\u303f\u3040-\u30ff\u3100-\u312f\u31c0-\u31ef\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60"
    "\U00020000-\U0003ffff"
)
_MARKS = "‘’“”…—⸺·"  # Chinese by company only: they count where the other side is Chinese


@cache
def _between_han(blank: str) -> re.Pattern[str]:
    """Finds `blank` between Chinese characters. Made at the first fold: compiling these sets takes 10 ms."""
    return re.compile(rf"(?:(?<=[{_HAN}]){blank}(?=[{_HAN}{_MARKS}])|(?<=[{_MARKS}]){blank}(?=[{_HAN}]))")


def resolve(text: str) -> Scalar:
    """The value of a plain scalar without a tag."""
    first = text[:1]
    if first.isdigit() or first == "-":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        return text
    return _WORDS.get(text, text)


def close_folds(value: str, line_ends: Callable[[], set[int]]) -> str:
    """`value` without the spaces that line ends in the file left between Chinese characters.

    A folded line end becomes a space, which Chinese does not want; a space that was typed inside a line
    stays. `line_ends` gives the numbers of solid (not blank) characters before the line ends of the
    scalar: by them a space is known to come from a line end.
    """
    candidates = [match.start() for match in _between_han(" ").finditer(value)]
    if not candidates:
        return value
    ends = line_ends()
    pieces = []
    last = seen = 0
    for offset in candidates:
        seen += solid_count(value[last:offset])
        pieces.append(value[last:offset])
        last = offset + 1 if seen in ends else offset
    pieces.append(value[last:])
    return "".join(pieces)


def one_line(text: str) -> str:
    """`text` on one line: outer blanks dropped, line ends closed between Chinese characters, else a space."""
    text = text.strip(" \t\n")
    if "\n" not in text:
        return text
    text = re.sub(r"[ \t]*\n[ \t\n]*", "\n", text)
    return _between_han("\n").sub("", text).replace("\n", " ")
