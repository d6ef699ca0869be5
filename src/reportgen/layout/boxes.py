"""Measured pieces of a section: what stands where is not yet known, how tall it is, is.

Heights count in half lines of the baseline grid. A box answers `fit(room)` with a `Fit`: placed whole, split
(with the rest), or refused (with the reason); it never changes, so a page may be filled from a cloned work
list and laid out again. A part draws itself when its place is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from reportgen.content.blocks import Place
from reportgen.core.diagnostics import Span
from reportgen.core.paged import DrawItem, NodeId, Tag
from reportgen.layout.drawing import paragraph_items, parted
from reportgen.layout.lines import TWO_AND_TWO, LineControl, LineOf, Stray, Subject
from reportgen.typeset.paragraph import Paragraph

Paint = Callable[[float, float], list[DrawItem]]  # x and y of the part's top left corner, in pt


@dataclass(frozen=True, slots=True)
class Part:
    """What goes on a page: height in half lines, how to draw it, and the nodes that begin in it.

    Each anchor is a node and its distance below the part's top in pt. `strays` are the widows and orphans
    that it leaves on paper.
    """

    height: int
    paint: Paint
    anchors: tuple[tuple[NodeId, float], ...] = ()
    strays: tuple[Stray, ...] = ()


class Outcome(Enum):
    """How a box took to the room it was offered."""

    PLACED = "placed"
    SPLIT = "split"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Fit:
    """The answer of a box to some room; `rest` is what goes on, `reason` why nothing was placed.

    `held` is the widow or orphan for whose sake fewer lines were placed than there was room for.
    """

    outcome: Outcome
    part: Part | None = None
    rest: Box | None = None
    reason: str = ""
    held: Stray | None = None


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in half lines. `parity` is the half line it has to start on: 0 even, 1 odd, None any."""

    before: int = 0
    after: int = 0
    parity: int | None = 0
    keep_next: bool = False


class Box(Protocol):
    """A measured piece."""

    @property
    def place(self) -> Place:
        """The column it belongs to."""
        ...

    @property
    def spacing(self) -> Spacing:
        """Its distances."""
        ...

    @property
    def least(self) -> int:
        """Half lines its first part needs at least; for keeping headings with what follows."""
        ...

    @property
    def floats(self) -> bool:
        """Whether text that follows may stand before it, while it heads the next page (rule book 10.6)."""
        ...

    @property
    def paragraphs(self) -> int:
        """How many paragraphs of it can be asked for a line more or less."""
        ...

    def reset(self, number: int, by: int) -> Box | None:
        """The same with `by` lines more (less) in paragraph `number`, before anything of it stands on a page.

        None where that cannot be, or would be seen.
        """
        ...

    def fit(self, room: int, *, force: bool = False) -> Fit:
        """Place into `room` half lines; `force` means the page is empty and something must go."""
        ...


@dataclass(frozen=True, slots=True)
class SolidBox:
    """Something that never breaks: a heading, a chart, a card."""

    part: Part
    place: Place = Place.MAIN
    spacing: Spacing = Spacing()
    floats: bool = False

    @property
    def least(self) -> int:
        """All of it."""
        return self.part.height

    @property
    def paragraphs(self) -> int:
        """None: what is set here stays as it is."""
        return 0

    def reset(self, number: int, by: int) -> None:
        """Not possible."""

    def fit(self, room: int, *, force: bool = False) -> Fit:
        """Whole or not at all."""
        if self.part.height <= room or force:
            return Fit(Outcome.PLACED, self.part)
        return Fit(Outcome.REFUSED, reason=f"needs {self.part.height} half lines, {room} left")


@dataclass(frozen=True, slots=True)
class Opening:
    """The first characters of a paragraph, which are another node's: a heading that runs in."""

    tag: Tag
    end: int


@dataclass(frozen=True, slots=True)
class ParagraphBox:
    """Running text; breaks between lines, as far as `control` allows.

    `variant` sets the paragraph with so many lines more or less, when it is asked to and not before.
    """

    paragraph: Paragraph
    tag: Tag
    shift: float  # ascent of the first baseline below the line's top, pt
    first: int = 0
    place: Place = Place.MAIN
    spacing: Spacing = Spacing()
    floats: bool = False
    opening: Opening | None = None
    control: LineControl = TWO_AND_TWO
    origin: Span | None = None
    variant: Callable[[int], Paragraph | None] | None = None

    @property
    def remaining(self) -> int:
        """Lines not yet placed."""
        return len(self.paragraph.lines) - self.first

    @property
    def least(self) -> int:
        """Two lines, or all where a break would leave too few behind."""
        return 2 * self.control.least(self.remaining)

    @property
    def paragraphs(self) -> int:
        """One, if there is a way to set it anew."""
        return 0 if self.variant is None else 1

    def reset(self, number: int, by: int) -> ParagraphBox | None:
        """With `by` lines more or less."""
        assert self.first == 0, "a paragraph was changed of which a part stands on an earlier page"
        paragraph = self.variant(by) if self.variant else None
        return replace(self, paragraph=paragraph, variant=None) if paragraph else None

    def fit(self, room: int, *, force: bool = False) -> Fit:
        """As many lines as may stand here."""
        lines = self.remaining
        if 2 * lines <= room:
            return Fit(Outcome.PLACED, self._part(self.first, self.first + lines))
        fitting = max(0, room // 2)
        count = self.control.legal(lines, fitting)
        held = self.control.held(self._subject, lines, fitting)
        if count == 0:
            if not force:
                reason = f"{self.least // 2} lines do not fit into {room} half lines"
                return Fit(Outcome.REFUSED, reason=reason, held=held)
            count, held = max(1, fitting), None
        part = self._part(self.first, self.first + count)
        if count == lines:
            return Fit(Outcome.PLACED, part)
        spacing = Spacing(keep_next=self.spacing.keep_next)
        rest = replace(self, first=self.first + count, spacing=spacing)
        return Fit(Outcome.SPLIT, part, rest, held=held)

    @property
    def _subject(self) -> Subject:
        return Subject(self.tag.node, self.origin)

    def _part(self, first: int, last: int) -> Part:
        def paint(x: float, y: float) -> list[DrawItem]:
            if self.opening is None:
                return paragraph_items(self.paragraph, x, y + self.shift, self.tag, first, last)
            own, rest = parted(self.paragraph, self.opening.end)
            items = paragraph_items(own, x, y + self.shift, self.opening.tag, first, last)
            return [*items, *paragraph_items(rest, x, y + self.shift, self.tag, first, last)]

        nodes = (self.opening.tag.node if self.opening else None, self.tag.node)
        anchors = tuple((node, 0.0) for node in nodes if node) if first == 0 else ()
        count = len(self.paragraph.lines)
        strays: tuple[Stray, ...] = ()
        if last - first < count:
            strays = tuple(Stray(kind, self._subject) for kind in self.control.left(first, last, count))
        return Part(2 * (last - first), paint, anchors, strays)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of something that breaks between rows; `keeps` forbids a break after it.

    `line` says which line of which paragraph it is, in running text.
    """

    part: Part
    keeps: bool = False
    line: LineOf | None = None


Decorate = Callable[[float, float, int, bool, bool], list[DrawItem]]  # x, y, height, is first, is last


@dataclass(frozen=True, slots=True)
class RowsBox:
    """Rows under a head: tables, ledgers, lists, the review box.

    `head` stands above the first part, `again` above each further one (its last row repeats the heads of
    the columns). `decorate` draws what spans a whole part: closing rules, a hairline at the side. At least
    `least_rows` rows stand on either side of a break. `variant` gives the box with one of its `paragraphs`
    (a number) so many lines longer or shorter.
    """

    rows: tuple[Row, ...]
    half: float  # pt of a half line
    head: tuple[Row, ...] = ()
    again: Callable[[int], tuple[Row, ...]] | None = None  # by index of the row that follows
    decorate: Decorate | None = None
    place: Place = Place.MAIN
    spacing: Spacing = Spacing()
    least_rows: int = 2
    first: int = 0
    breakable: bool = True
    floats: bool = False
    control: LineControl = TWO_AND_TWO
    paragraphs: int = 0
    variant: Callable[[int, int], RowsBox | None] | None = None

    def reset(self, number: int, by: int) -> RowsBox | None:
        """With `by` lines more or less in paragraph `number`."""
        assert self.first == 0, "text was changed of which a part stands on an earlier page"
        box = self.variant(number, by) if self.variant else None
        return replace(box, paragraphs=0, variant=None) if box else None

    @property
    def least(self) -> int:
        """Head and the first rows that stay together."""
        rows = self.rows[self.first :]
        count = len(rows) if not self.breakable else min(self.least_rows, len(rows))
        while count < len(rows) and rows[count - 1].keeps:
            count += 1
        return _height(self._head()) + _height(rows[:count])

    def _head(self) -> tuple[Row, ...]:
        if self.first == 0:
            return self.head
        return self.again(self.first) if self.again else ()

    def fit(self, room: int, *, force: bool = False) -> Fit:
        """As many rows as may stand here."""
        head = self._head()
        rows = self.rows[self.first :]
        used = _height(head)
        count = 0
        for row in rows:
            if used + row.part.height > room:
                break
            used += row.part.height
            count += 1
        if count == len(rows):
            return Fit(Outcome.PLACED, self._part(head, rows, is_last=True))
        fitting = count
        held = self._held(rows, fitting)
        count = self._legal(rows, count) if self.breakable else 0
        if count < min(self.least_rows, len(rows)):
            if not force:
                reason = f"{self.least_rows} rows do not fit into {room} half lines"
                return Fit(Outcome.REFUSED, reason=reason, held=held)
            count = max(1, self._legal(rows, fitting))  # taller than a page: it breaks somewhere
            if count == len(rows):
                return Fit(Outcome.PLACED, self._part(head, rows, is_last=True))
        rest = replace(self, first=self.first + count, spacing=replace(self.spacing, before=0))
        return Fit(Outcome.SPLIT, self._part(head, rows[:count], is_last=False), rest, held=held)

    def _held(self, rows: Sequence[Row], fitting: int) -> Stray | None:
        """The widow or orphan that a break after `fitting` rows would make."""
        line = rows[fitting - 1].line if fitting and self.breakable else None
        return self.control.held(line.subject, line.count, line.number + 1) if line else None

    def _legal(self, rows: Sequence[Row], count: int) -> int:
        """The largest number of rows not above `count` after which a break is allowed."""
        count = min(count, len(rows) - min(self.least_rows, len(rows)))
        while count > 0 and rows[count - 1].keeps:
            count -= 1
        return count

    def _part(self, head: Sequence[Row], rows: Sequence[Row], *, is_last: bool) -> Part:
        every = (*head, *rows)
        part = stacked(every, self.half, self.decorate, is_first=self.first == 0, is_last=is_last)
        strays = tuple(_strays(rows, self.control))
        return replace(part, strays=strays) if strays else part


def _strays(rows: Sequence[Row], control: LineControl) -> Iterator[Stray]:
    """Widows and orphans at the edges of rows that stand on one page."""
    edges = {row.line.subject: row.line.count for row in (rows[0], rows[-1]) if row.line}
    for subject, count in edges.items():
        here = [row.line.number for row in rows if row.line and row.line.subject == subject]
        for kind in control.left(here[0], here[-1] + 1, count):
            yield Stray(kind, subject)


def _height(rows: Sequence[Row]) -> int:
    return sum(row.part.height for row in rows)


def stacked(
    rows: Sequence[Row],
    half: float,
    decorate: Decorate | None = None,
    *,
    is_first: bool = True,
    is_last: bool = True,
) -> Part:
    """Rows one below the other as one part; `half` is half a line in pt."""
    height = _height(rows)

    def paint(x: float, y: float) -> list[DrawItem]:
        items: list[DrawItem] = decorate(x, y, height, is_first, is_last) if decorate else []
        top = y
        for row in rows:
            items += row.part.paint(x, top)
            top += row.part.height * half
        return items

    anchors: list[tuple[NodeId, float]] = []
    top = 0
    for row in rows:
        anchors += [(node, dy + top * half) for node, dy in row.part.anchors]
        top += row.part.height
    return Part(height, paint, tuple(anchors))
