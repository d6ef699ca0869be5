"""How scalars are written: which characters of the file are which characters of the value.

Folds, indentation and trimmed ends change only blanks (spaces, tabs, line ends). So the other characters,
here called solid, are the same and in the same order in the file and in the value; the n-th solid character
of one is the n-th of the other. Only quotes write some of them with two or more characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

BLANKS = " \t\n"


class Kind(IntEnum):
    """What a node is; scalars by the way they are written."""

    PLAIN = 0
    SINGLE = 1
    DOUBLE = 2
    LITERAL = 3
    FOLDED = 4
    MAPPING = 5
    SEQUENCE = 6
    ALIAS = 7


_PROPERTIES = re.compile(r"(?:[&!][^ \t\n]*[ \t\n]+)*")
_WORD = re.compile(r"[^ \t\n]+")
_SINGLE_UNIT = re.compile(r"''|[^ \t\n]")
_DOUBLE_UNIT = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\n[ \t]*|.)|[^ \t\n\\]", re.DOTALL
)
_BLANK_ESCAPE = re.compile(
    r"\\(?:[nt \t]|\n[ \t]*|x(?:20|09|0[aA])|u00(?:20|09|0[aA])|U000000(?:20|09|0[aA]))"
)


def solid_count(text: str) -> int:
    """The number of solid characters in `text`."""
    return len(text) - text.count(" ") - text.count("\n") - text.count("\t")


def stretches(text: str, start: int, end: int, kind: int) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of solid characters of the stretches of a scalar at `text[start:end]`.

    A stretch has one solid character, however written, or as many as it is long.
    """
    if properties := _PROPERTIES.match(text, start, end):
        start = properties.end()
    if kind in (Kind.SINGLE, Kind.DOUBLE):
        for unit in (_SINGLE_UNIT if kind == Kind.SINGLE else _DOUBLE_UNIT).finditer(
            text, start + 1, end - 1
        ):
            if not _BLANK_ESCAPE.fullmatch(unit.group()):
                yield unit.start(), unit.end(), 1
        return
    if kind in (Kind.LITERAL, Kind.FOLDED):
        start = max(start, text.find("\n", start, end))  # the header may hold a comment
    for word in _WORD.finditer(text, start, end):
        yield word.start(), word.end(), word.end() - word.start()


def solid(text: str, start: int, end: int, kind: int, number: int) -> tuple[int, int]:
    """Where solid character `number` (from 0) of a scalar is written; its end if there are fewer."""
    last = start
    for first, after, count in stretches(text, start, end, kind):
        if number < count:
            return (first, after) if count == 1 else (first + number, first + number + 1)
        number -= count
        last = after
    return last, last


def counts_at_line_ends(text: str, start: int, end: int, kind: int) -> set[int]:
    """How many solid characters of a scalar stand before each of its line ends."""
    counts = set()
    seen = last = 0
    for first, after, count in stretches(text, start, end, kind):
        if seen and "\n" in text[last:first]:
            counts.add(seen)
        seen += count
        last = after
    return counts
