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
from reportgen.layout.boxes import Box, Outcome, Part

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
    broken: bool = False  # the break before the next step has been made

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.next >= len(self.steps) and not self.waiting


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


def fill(work: Work, limit: int) -> tuple[Filled, Work]:
    """Fill one page down to half line `limit`."""
    main, side = _Column(), _Column()
    placed: list[Placed] = []
    waiting: list[Box] = []
    for index, late in enumerate(work.waiting):
        if waiting or not _place_side(late, 0, side, placed, limit, force=index == 0):
            waiting.append(late)
    number, rest = work.next, work.rest
    broken = work.broken
    while number < len(work.steps):
        step = work.steps[number]
        if step.breaks and not broken and rest is None:
            if placed:
                return Filled(tuple(placed), main.end, side.end, step.recto), Work(
                    work.steps, number, None, tuple(waiting), broken=True
                )
            broken = True
        box = rest or step.box
        if box is None:
            sides_from = main.end
        else:
            is_full = box.place is Place.FULL
            floor = 0
            if is_full and side.end:
                floor = side.end + max(side.after, box.spacing.before)
            start = main.start(box, floor)
            is_empty = main.end == 0 and (not is_full or side.end == 0)
            need = box.least + (_follow(work.steps, number) if box.spacing.keep_next else 0)
            if start + need > limit and not is_empty:
                break
            fit = box.fit(limit - start, force=is_empty)
            if fit.outcome is Outcome.REFUSED or fit.part is None:
                break
            placed.append(Placed(fit.part, box.place, start))
            main.put(start, fit.part, box.spacing.after)
            if is_full:
                side.end, side.after = main.end, main.after
            sides_from = start
            sides = () if rest is not None else step.sides
            for item in sides:
                if waiting or not _place_side(item, sides_from, side, placed, limit, force=False):
                    waiting.append(item)
            if fit.outcome is Outcome.SPLIT:
                return Filled(tuple(placed), main.end, side.end), Work(
                    work.steps, number, fit.rest, tuple(waiting), broken=True
                )
            number, rest, broken = number + 1, None, False
            continue
        for item in step.sides:
            if waiting or not _place_side(item, sides_from, side, placed, limit, force=False):
                waiting.append(item)
        number, rest, broken = number + 1, None, False
    return Filled(tuple(placed), main.end, side.end), Work(work.steps, number, rest, tuple(waiting), broken)


def _place_side(
    box: Box, beside: int, side: _Column, placed: list[Placed], limit: int, *, force: bool
) -> bool:
    """Put a side box beside half line `beside`: lower if the place is taken, higher if only that fits."""
    earliest = side.start(box)
    start = side.start(box, beside)
    height = box.least
    if start + height > limit:
        start = max(earliest, limit - height)
        if box.spacing.parity is not None and start % 2 != box.spacing.parity:
            start -= 1
        if start < earliest and not (force and side.end == 0):
            return False
        start = max(start, earliest)
    fit = box.fit(limit - start, force=force)
    if fit.outcome is not Outcome.PLACED or fit.part is None:
        return False
    placed.append(Placed(fit.part, Place.SIDE, start))
    side.put(start, fit.part, box.spacing.after)
    return True


def _follow(steps: Sequence[Step], number: int) -> int:
    """Half lines the boxes after step `number` need on the same page: headings with two lines of text."""
    need = 0
    after = steps[number].box.spacing.after if steps[number].box else 0  # type: ignore[union-attr]
    for step in steps[number + 1 :]:
        if step.box is None or step.breaks:
            break
        need += max(after, step.box.spacing.before) + step.box.least
        if not step.box.spacing.keep_next:
            break
        after = step.box.spacing.after
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
