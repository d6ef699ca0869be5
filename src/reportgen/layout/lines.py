"""Widows and orphans: lines of a paragraph that stay together where a page ends (rule book 10.3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from reportgen.core.diagnostics import Span
from reportgen.core.paged import NodeId
from reportgen.core.theme import PageGeometry

WITH_HEADING = 2  # body lines a heading is kept with (rule book 10.4)


class Lone(Enum):
    """What stands alone."""

    WIDOW = "widow"  # the end of a paragraph at the head of a page
    ORPHAN = "orphan"  # the beginning of a paragraph at the foot of a page


@dataclass(frozen=True, slots=True)
class Subject:
    """Which paragraph: its node, where it was written, its number among the paragraphs of its box."""

    node: NodeId | None = None
    origin: Span | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Stray:
    """A widow or an orphan: one on paper, or one for whose sake a page ends short.

    `cures` are the lines more or less with which its own paragraph would break there without fault.
    """

    kind: Lone
    subject: Subject
    cures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LineOf:
    """Line `number` of the `count` lines of a paragraph, where every line is a row."""

    subject: Subject
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class LineControl:
    """How many lines stay together at the foot of a page, and at the head of the next.

    `is_strict`: on a strict grid the page ends on its last line whatever stands there, and what is left
    alone is only told.
    """

    orphans: int = 2
    widows: int = 2
    is_strict: bool = False

    @staticmethod
    def of(page: PageGeometry) -> LineControl:
        """What the theme asks for."""
        return LineControl(page.orphans, page.widows, page.strict_grid)

    @property
    def first(self) -> int:
        """Lines at least before a page may end inside a paragraph."""
        return 1 if self.is_strict else self.orphans

    @property
    def last(self) -> int:
        """Lines at least that go over."""
        return 1 if self.is_strict else self.widows

    def least(self, lines: int) -> int:
        """Lines of a paragraph of `lines` that a heading above it is kept with."""
        first = max(WITH_HEADING, self.first)
        return lines if lines < first + self.last else first

    def legal(self, lines: int, fitting: int) -> int:
        """The largest number of lines not above `fitting` after which a page may end; 0 if there is none."""
        if fitting >= lines:
            return lines
        count = min(fitting, lines - self.last)
        return count if count >= self.first else 0

    def keeps(self, number: int, count: int) -> bool:
        """Whether no page may end after line `number` (from 0) of `count`."""
        return number < count - 1 and (number < self.first - 1 or number >= count - self.last)

    def held(self, subject: Subject, lines: int, fitting: int) -> Stray | None:
        """What would stand alone if a page ended after `fitting` of the `lines` of a paragraph."""
        kind = self._alone(lines, fitting)
        if kind is None or self.is_strict:
            return None
        return Stray(kind, subject, tuple(by for by in (-1, 1) if self._alone(lines + by, fitting) is None))

    def _alone(self, lines: int, fitting: int) -> Lone | None:
        if not 0 < fitting < lines:
            return None
        if fitting < self.orphans:
            return Lone.ORPHAN
        return Lone.WIDOW if lines - fitting < self.widows else None

    def left(self, first: int, last: int, count: int) -> tuple[Lone, ...]:
        """What stands alone where lines `first` to `last` (excluded) of `count` stand on one page."""
        if first == 0 and last < min(count, self.orphans):
            return (Lone.ORPHAN,)
        return (Lone.WIDOW,) if first > 0 and last == count and last - first < self.widows else ()


TWO_AND_TWO = LineControl()
