"""Lines no longer than a terminal is wide; a Chinese character takes two columns.

A line may end at a space and between any two wide characters, but closing marks stay with what stands before
them and opening ones with what follows. A word longer than a line sticks out: paths and codes are to be
copied whole.
"""

from __future__ import annotations

import re
import unicodedata

from reportgen.core.text import display_width

_CLOSING = "，。、；：！？）】》」』”’％…"
_OPENING = "（【《「『“‘"


def wrapped(text: str, width: int, first: str, rest: str) -> str:
    """The text in lines of `width` columns, the first led by `first`, the others by `rest`."""
    lines, line, room = [], "", width - display_width(first)
    for unit in _units(text):
        if line and display_width(line) + display_width(unit.rstrip()) > room:
            lines.append(line.rstrip())
            line, room = "", width - display_width(rest)
            unit = unit.lstrip()
        line += unit
    lines.append(line.rstrip())
    return "\n".join((rest if number else first) + each for number, each in enumerate(lines))


def _units(text: str) -> list[str]:
    """The text in pieces that no line end divides."""
    units: list[str] = []
    for piece in re.findall(r" |[^ ]", text):
        if units and _sticks(units[-1][-1], piece):
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _sticks(before: str, char: str) -> bool:
    if char == " ":
        return True
    if before == " ":
        return False
    if char in _CLOSING or before in _OPENING:
        return True
    return not (_is_wide(before) or _is_wide(char))


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
