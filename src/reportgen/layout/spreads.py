"""The pages of a section, two facing pages at a time, with even feet.

Where a page would end with a widow or an orphan, lines are held back and the page ends short. That is mended
in the rule book's order (10.3), by tries that cost one filled page each, and none where no line is held back:

1. the paragraph that breaks there is set with a line less, or a line more;
2. so is one of the paragraphs that stand wholly on the page, the nearest first;
3. the page may end one line short if the page facing it ends on the same line, or is not filled by text;
4. it is left, and told (`Filled.held`).

A paragraph of which a part stands on an earlier page is never changed. On a strict grid nothing is mended,
since no page is longer or shorter than the grid. A page is never made longer either: its foot is the type
area's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.layout.boxes import Box
from reportgen.layout.flow import LINE, Filled, Step, Work, fill

SHORT = 1 / 3  # of a page: no text page ends before (look, 2)
EVEN = 0.45  # of a page: what a shared last page should reach


@dataclass(frozen=True, slots=True)
class _Try:
    """A page as it could be: filled from `start`, with what is left after it."""

    start: Work
    page: Filled
    left: Work

    @property
    def waits(self) -> int:
        """Boxes that found no room."""
        return len(self.left.floats) + len(self.left.waiting)


def run(
    steps: Sequence[Step], limit: int, *, first_recto: bool = True, strict_grid: bool = False
) -> tuple[Filled, ...]:
    """All pages of a section, each down to half line `limit`.

    `first_recto`: the first of them is an odd page. A short last page shares the white space with the page
    before it.
    """
    work = Work(tuple(steps))
    pages: list[Filled] = []
    starts: list[Work] = []
    is_recto = first_recto
    while not work.is_done:
        for tried in [_filled(work, limit)] if strict_grid else _spread(work, limit, is_recto):
            starts.append(work)
            pages.append(tried.page)
            work = tried.left
            is_recto = tried.page.asks_recto or not is_recto
    if strict_grid or len(pages) < 2 or pages[-1].depth >= SHORT * limit or any(s.breaks for s in steps):
        return tuple(pages)
    return (*pages[:-2], *_shared(starts[-2], pages[-2:], limit))


def _shared(before: Work, pages: Sequence[Filled], limit: int) -> Sequence[Filled]:
    """The last two pages, the first of them shorter, so that the last is not nearly empty."""
    best = pages
    for shorter in range(limit - LINE, limit // 2, -LINE):
        filled, left = fill(before, shorter)
        last, left = fill(left, limit)
        if not left.is_done:
            break
        best = (replace(filled, held=None), last)  # where it ends is chosen, not forced
        if last.depth >= EVEN * limit:
            break
    return best


def _filled(work: Work, limit: int) -> _Try:
    page, left = fill(work, limit)
    assert left != work or page.placed, "a page was filled with nothing: layout would not end"
    return _Try(work, page, left)


# ------------------------------------------------------------------ facing pages


def _spread(work: Work, limit: int, is_recto: bool) -> list[_Try]:
    """The next page, and the one facing it if that is to its right; both end together where text fills both.

    `held` is left on those that do not: it is what will be told.
    """
    spread = [_mended(work, limit)]
    verso = spread[0]
    if not is_recto and not verso.page.asks_recto and not verso.left.is_done:
        spread.append(_mended(verso.left, limit))
    if _ends_together([tried.page for tried in spread], limit):
        return [_settled(tried) for tried in spread]
    return _feathered(work, spread, limit) or spread


def _ends_together(pages: Sequence[Filled], limit: int) -> bool:
    """Whether all pages that text fills end on the same line: the last, or the last but one.

    Text fills a page if it reaches the foot, or would but for lines that are held back.
    """
    if not any(page.held for page in pages):
        return True
    gaps = {limit - page.main for page in pages if page.held or page.main >= limit}
    return len(gaps) == 1 and max(gaps) <= LINE


def _feathered(work: Work, spread: Sequence[_Try], limit: int) -> list[_Try] | None:
    """Both pages one line shorter, if text can end there on both, and nothing has to wait longer for that."""
    if len(spread) < 2:
        return None
    foot = limit - LINE
    verso = spread[0] if spread[0].page.main == foot else _mended(work, foot)
    if verso.page.main != foot or verso.waits > spread[0].waits or verso.left.is_done:
        return None
    recto = _mended(verso.left, foot)
    if recto.waits > spread[1].waits or spread[1].page.is_end > recto.page.is_end:
        return None
    if recto.page.main != foot and not recto.page.is_end:
        return None
    return [_settled(verso), _settled(recto)]


def _settled(tried: _Try) -> _Try:
    return replace(tried, page=replace(tried.page, held=None)) if tried.page.held else tried


# ------------------------------------------------------------------ looseness


def _mended(work: Work, limit: int) -> _Try:
    """The next page, with paragraphs set longer or shorter if lines would be held back at its foot."""
    best = _filled(work, limit)
    while best.page.held is not None:
        better = _better(best, limit)
        if better is None:
            break
        best = better
    return best


def _better(tried: _Try, limit: int) -> _Try | None:
    """The first change that brings text to the foot of the page; else the first that brings it nearer."""
    nearer: _Try | None = None
    for number, box in _changes(tried):
        steps = list(tried.start.steps)
        steps[number] = replace(steps[number], box=box)
        again = _filled(replace(tried.start, steps=tuple(steps)), limit)
        if again.waits > tried.waits:
            continue
        if again.page.main >= limit:
            return again
        if nearer is None and again.page.held and again.page.main > tried.page.main:
            nearer = again
    return nearer


def _changes(tried: _Try) -> Iterator[tuple[int, Box]]:
    """Steps and their boxes with a paragraph set anew: the one that breaks, then the nearest above it."""
    held = tried.page.held
    assert held is not None, "a page was to be mended on which nothing is held back"
    start, last = tried.start, tried.left.next
    first = start.next if start.rest is None else start.next + 1  # a part of it stands on an earlier page
    for number in range(last, first - 1, -1):
        box = start.steps[number].box
        if box is None or not box.paragraphs:
            continue
        nearest = held.subject.number if number == last else box.paragraphs - 1
        for paragraph in range(nearest, -1, -1):
            breaks = number == last and paragraph == nearest
            for by in held.cures if breaks else (-1, 1):
                changed = box.reset(paragraph, by)
                if changed is not None:
                    yield number, changed
