"""Fills pages from a cloned work list.

A section is a list of steps: a box of the main column or of the full width, and the side boxes that belong to
it. Filling a page reads a `Work` and returns what was placed with the `Work` that is left; nothing is
changed in place, so a page can be filled again with another limit (to share out white space, later for
floats and footnotes) and the better try kept.

Vertical places count in half lines from the top of the type area.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.content.blocks import Place
from reportgen.layout.boxes import Box, Fit, Outcome, Part

SHORT = 1 / 3  # of a page: no text page ends before (look, 2)
EVEN = 0.45  # of a page: what a shared last page should reach


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
    """One filled page: its parts and how far each column reaches, in half lines."""

    placed: tuple[Placed, ...]
    main: int
    side: int
    asks_recto: bool = False  # the page after this has to be an odd one

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

    def flow(self, box: Box, follow: int = 0) -> tuple[Fit, int]:
        """Place a box of the main column or the full width; `follow` half lines have to fit below it.

        Returns the answer and the half line where it begins.
        """
        is_full = box.place is Place.FULL
        floor = self.side.end + max(self.side.after, box.spacing.before) if is_full and self.side.end else 0
        start = self.main.start(box, floor)
        is_empty = self.main.end == 0 and (not is_full or self.side.end == 0)
        if start + box.least + follow > self.limit and not is_empty:
            return Fit(Outcome.REFUSED, reason=f"needs {box.least + follow} half lines"), start
        fit = box.fit(self.limit - start, force=is_empty)
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

    def result(self, asks_recto: bool = False) -> Filled:
        """The page as it stands."""
        return Filled(tuple(self.placed), self.main.end, self.side.end, asks_recto)


def fill(work: Work, limit: int) -> tuple[Filled, Work]:
    """Fill one page down to half line `limit`."""
    page = _Filling(limit)
    for index, late in enumerate(work.waiting):
        page.beside(late, 0, force=index == 0)
    for late in work.floats:
        if page.floats or page.flow(late)[0].outcome is Outcome.REFUSED:
            page.floats.append(late)
    number, rest, broken = work.next, work.rest, work.broken

    def left(broken: bool, rest: Box | None = None) -> Work:
        return Work(work.steps, number, rest, tuple(page.waiting), tuple(page.floats), broken)

    while number < len(work.steps):
        step = work.steps[number]
        if step.breaks and not broken and rest is None and (page.placed or page.floats):
            return page.result(step.recto), left(broken=not page.floats)
        box = rest or step.box
        line = page.main.end
        if box is not None:
            if page.floats and box.floats:
                page.floats.append(box)  # figures keep their order
            elif page.floats and box.place is Place.FULL:
                return page.result(), left(broken=False, rest=rest)
            else:
                follow = _follow(work.steps, number) if box.spacing.keep_next else 0
                fit, line = page.flow(box, follow)
                if fit.outcome is Outcome.REFUSED and not box.floats:
                    return page.result(), left(broken=False, rest=rest)
                if fit.outcome is Outcome.REFUSED:
                    page.floats.append(box)
                    line = page.main.end
                for item in step.sides if rest is None else ():
                    page.beside(item, line)
                if fit.outcome is Outcome.SPLIT:
                    return page.result(), left(broken=True, rest=fit.rest)
                number, rest, broken = number + 1, None, False
                continue
        for item in step.sides:
            page.beside(item, line, force=not page.placed)
        number, rest, broken = number + 1, None, False
    return page.result(), left(broken=False)


def _follow(steps: Sequence[Step], number: int) -> int:
    """Half lines the boxes after step `number` need on the same page: headings with two lines of text."""
    need = 0
    before = steps[number].box
    for step in steps[number + 1 :]:
        if before is None or step.box is None or step.breaks:
            break
        need += max(before.spacing.after, step.box.spacing.before) + step.box.least
        if not step.box.spacing.keep_next:
            break
        before = step.box
    return need


def run(steps: Sequence[Step], limit: int) -> tuple[Filled, ...]:
    """All pages of a section; a short last page shares the white space with the page before it."""
    work = Work(tuple(steps))
    pages, starts = _pages(work, limit)
    if len(pages) < 2 or pages[-1].depth >= SHORT * limit or any(step.breaks for step in steps):
        return pages
    before = starts[-2]
    best = pages
    for shorter in range(limit - 2, limit // 2, -2):
        filled, left = fill(before, shorter)
        last, left = fill(left, limit)
        if not left.is_done:
            break
        best = (*pages[:-2], filled, last)
        if last.depth >= EVEN * limit:
            break
    return best


def _pages(work: Work, limit: int) -> tuple[tuple[Filled, ...], tuple[Work, ...]]:
    pages: list[Filled] = []
    starts: list[Work] = []
    while not work.is_done:
        starts.append(work)
        filled, left = fill(work, limit)
        assert left != work or filled.placed, "a page was filled with nothing: layout would not end"
        pages.append(filled)
        work = left
    return tuple(pages), tuple(starts)
