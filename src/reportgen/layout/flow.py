"""Fills a page from a cloned work list.

A section is a list of steps: a box of the main column or of the full width, and the side boxes that belong to
it. Filling a page reads a `Work` and returns what was placed with the `Work` that is left; nothing is
changed in place, so a page can be filled again with another limit or a paragraph set anew, and the better
try kept (`layout.spreads`).

Vertical places count in half lines from the top of the type area.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

from reportgen.content.blocks import Place
from reportgen.layout.boxes import Box, Fit, Outcome, Part
from reportgen.layout.lines import Stray

LINE = 2  # half lines


@dataclass(frozen=True, slots=True)
class Step:
    """A box in reading order with the side boxes that stand beside it; `breaks` starts a new page first."""

    box: Box | None
    sides: tuple[Box, ...] = ()
    breaks: bool = False
    recto: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What is still to be placed: the next step, what is left of its box, and side boxes that wait."""

    steps: tuple[Step, ...]
    next: int = 0
    rest: Box | None = None
    waiting: tuple[Box, ...] = ()
    floats: tuple[Box, ...] = ()  # figures that found no room; they head the next page
    broken: bool = False  # the break before the next step has been made

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.next >= len(self.steps) and not self.waiting and not self.floats


@dataclass(frozen=True, slots=True)
class Placed:
    """A part in a column, at half line `start`."""

    part: Part
    place: Place
    start: int


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled page: its parts and how far each column reaches, in half lines.

    `held` is the widow or orphan for whose sake the main column ends above the foot.
    """

    placed: tuple[Placed, ...]
    main: int
    side: int
    asks_recto: bool = False  # the page after this has to be an odd one
    is_end: bool = False  # nothing more belongs on it: the section ends, or a break comes
    held: Stray | None = None

    @property
    def depth(self) -> int:
        """The lower end of the longer column."""
        return max(self.main, self.side)


class _Column:
    """A cursor in one column while a page is filled."""

    def __init__(self) -> None:
        self.end = 0
        self.after = 0

    def start(self, box: Box, floor: int = 0) -> int:
        """The half line where `box` may begin, not above `floor`."""
        spacing = box.spacing
        start = max(floor, self.end + max(self.after, spacing.before) if self.end else 0)
        if spacing.parity is not None and start % 2 != spacing.parity:
            start += 1
        return start

    def put(self, start: int, part: Part, after: int) -> None:
        """Move below a placed part."""
        self.end = start + part.height
        self.after = after


class _Filling:
    """One page while it is filled: two cursors, what is placed, and what has to wait."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.main, self.side = _Column(), _Column()
        self.placed: list[Placed] = []
        self.waiting: list[Box] = []
        self.floats: list[Box] = []

    def copy(self) -> _Filling:
        """The page as it stands, to go on from or to come back to."""
        other = _Filling(self.limit)
        other.main, other.side = copy(self.main), copy(self.side)
        other.placed, other.waiting, other.floats = [*self.placed], [*self.waiting], [*self.floats]
        return other

    def flow(self, box: Box, follow: int = 0) -> tuple[Fit, int]:
        """Place a box of the main column or the full width; `follow` half lines have to fit below its end.

        Returns the answer and the half line where it begins.
        """
        is_full = box.place is Place.FULL
        floor = self.side.end + max(self.side.after, box.spacing.before) if is_full and self.side.end else 0
        start = self.main.start(box, floor)
        is_empty = self.main.end == 0 and (not is_full or self.side.end == 0)
        room = self.limit - start
        fit = box.fit(room, force=is_empty)
        if follow and fit.part is not None and fit.rest is None and fit.part.height + follow > room:
            # what it is kept with finds no room below: it goes over, or its last two lines do
            parted = replace(box.fit(fit.part.height - 2 * LINE), held=None)
            if parted.outcome is Outcome.SPLIT or not is_empty:
                fit = parted
        if fit.part is not None:
            self.placed.append(Placed(fit.part, box.place, start))
            self.main.put(start, fit.part, box.spacing.after)
            if is_full:
                self.side.end, self.side.after = self.main.end, self.main.after
        return fit, start

    def beside(self, box: Box, line: int, *, force: bool = False) -> None:
        """Put a side box beside half line `line`, or keep it for the next page.

        Their order stays, and a figure does not come before one that floats to the next page.
        """
        if self.waiting or (self.floats and box.floats) or not self._side(box, line, force):
            self.waiting.append(box)

    def _side(self, box: Box, line: int, force: bool) -> bool:
        """Beside `line`: lower if the place is taken, higher if only that fits."""
        side = self.side
        earliest = side.start(box)
        start = side.start(box, line)
        if start + box.least > self.limit:
            start = self.limit - box.least
            if box.spacing.parity is not None and start % 2 != box.spacing.parity:
                start -= 1
            if start < earliest and not (force and side.end == 0):
                return False
            start = max(start, earliest)
        fit = box.fit(self.limit - start, force=force)
        if fit.part is None:
            return False
        self.placed.append(Placed(fit.part, Place.SIDE, start))
        side.put(start, fit.part, box.spacing.after)
        if fit.rest is not None:  # longer than a page
            self.waiting.append(fit.rest)
        return True

    def result(self) -> Filled:
        """The page as it stands."""
        return Filled(tuple(self.placed), self.main.end, self.side.end)


@dataclass(frozen=True, slots=True)
class _Mark:
    """The page before a heading that still waits for its text, and where in the work that was."""

    page: _Filling
    box: Box
    number: int
    rest: Box | None


def fill(work: Work, limit: int) -> tuple[Filled, Work]:
    """Fill one page down to half line `limit`."""
    page = _Filling(limit)
    for index, late in enumerate(work.waiting):
        page.beside(late, 0, force=index == 0)
    for late in work.floats:
        if page.floats or page.flow(late)[0].outcome is Outcome.REFUSED:
            page.floats.append(late)
    number, rest, broken = work.next, work.rest, work.broken
    mark: _Mark | None = None

    def left(broken: bool, rest: Box | None = None) -> Work:
        return Work(work.steps, number, rest, tuple(page.waiting), tuple(page.floats), broken)

    while number < len(work.steps):
        step = work.steps[number]
        if step.breaks and not broken and rest is None and (page.placed or page.floats):
            filled = replace(page.result(), asks_recto=step.recto, is_end=True)
            return filled, left(broken=not page.floats)
        box = rest or step.box
        if box is None:
            for item in step.sides:
                page.beside(item, page.main.end, force=not page.placed)
            number, rest, broken = number + 1, None, False
            continue
        follow = 0
        if box.spacing.keep_next:
            follow = _follow(work.steps, number)
            if page.main.end and (mark is None or not _is_whole(box)):
                mark = _Mark(page.copy(), box, number, rest)
        if page.floats and (box.floats or box.place is Place.FULL):
            fit, line = Fit(Outcome.REFUSED, reason="a figure waits that stands before it"), page.main.end
        else:
            fit, line = page.flow(box, follow)
        if fit.outcome is Outcome.REFUSED and mark is not None:
            # a heading would be the last on its page: it goes over, too, and the last lines of a lead-in
            page, number, rest = mark.page, mark.number, mark.rest
            step = work.steps[number]
            fit, line = page.flow(mark.box, follow=limit)
        elif fit.outcome is Outcome.REFUSED and box.floats:
            page.floats.append(box)
            fit, line = Fit(Outcome.PLACED), page.main.end
        if fit.outcome is Outcome.REFUSED:
            return replace(page.result(), held=fit.held), left(broken=False, rest=rest)
        for item in step.sides if rest is None else ():
            page.beside(item, line)
        if fit.outcome is Outcome.SPLIT:
            return replace(page.result(), held=fit.held), left(broken=True, rest=fit.rest)
        if not box.spacing.keep_next:
            mark = None
        number, rest, broken = number + 1, None, False
    return replace(page.result(), is_end=True), left(broken=False)


def _is_whole(box: Box) -> bool:
    """Whether a box stands on one page: a heading, a paragraph of three lines."""
    return box.fit(box.least).outcome is Outcome.PLACED


def _follow(steps: Sequence[Step], number: int) -> int:
    """Half lines the boxes after step `number` need on the same page: headings with two lines of text."""
    need = 0
    before = steps[number].box
    for index in range(number + 1, len(steps)):
        step = steps[index]
        if before is None or step.box is None or step.breaks:
            break
        need += max(before.spacing.after, step.box.spacing.before) + step.box.least
        if not step.box.spacing.keep_next or not _is_whole(step.box):
            break
        before = step.box
    return need
