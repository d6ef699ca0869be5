"""Columns and cells of tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from reportgen.core.text import RichText


class CellAlign(Enum):
    """How the cells of a column stand."""

    START = "start"
    CENTRE = "centre"
    END = "end"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `width` in pt or None for a width by content. `group` is the head above its own."""

    head: RichText
    align: CellAlign
    width: float | None = None
    group: RichText = RichText("")  # noqa: RUF009 - frozen


class Tone(Enum):
    """How a cell is coloured."""

    NORMAL = "normal"
    ACCENT = "accent"  # qualifiers, chapter numerals
    QUIET = "quiet"  # 未注明


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; `aside` is an explanation in grey behind the text, `indent` the level of a row head."""

    text: RichText
    tone: Tone = Tone.NORMAL
    aside: RichText = RichText("")  # noqa: RUF009 - frozen
    indent: int = 0


@dataclass(frozen=True, slots=True)
class HeadGroup:
    """A head over the columns `first` to `last`."""

    head: RichText
    first: int
    last: int

    @property
    def span(self) -> int:
        """How many columns it stands over."""
        return self.last - self.first + 1


def head_groups(columns: Sequence[Column]) -> tuple[HeadGroup, ...]:
    """Neighbouring columns that share a group, from left to right."""
    found: list[HeadGroup] = []
    for name, run in groupby(range(len(columns)), key=lambda index: columns[index].group.text):
        indices = list(run)
        if name:
            found.append(HeadGroup(columns[indices[0]].group, indices[0], indices[-1]))
    return tuple(found)
