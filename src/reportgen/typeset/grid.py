"""Setting in a grid of cells (rule book 9): official documents, invitations, poems.

Every frame stands in a cell, so that columns of characters align down the page. Marks take a cell, two ？！
one, —— and …… two; Western text takes whole cells, padded on both sides, at a line's edge on the inner side.
A line that may not end where its cells end is mended in the stated order:

(a) two marks give half a cell each (what stands between them is off the grid, the rest is back on it);
(b) one of 、，。 hangs in the margin, if hanging is allowed;
(c) a character moves down and the line is spread evenly; this is reported. A strict grid forbids it.

The cheapest way through the paragraph is searched for, as in total fit: nodes are legal breaks, and from each
only the few ends that fill a line, or nearly, are looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportgen.typeset.gridcells import Cells
from reportgen.typeset.linebreak import Ends, LastLine
from reportgen.typeset.lineplan import LinePlan
from reportgen.typeset.spacing import X3

# Demerits: a pair of marks that gives is hardly seen, a line spread evenly is. A line itself costs next to
# nothing: marks give where a line may not end otherwise, never to save one.
FULL, GIVEN, HUNG, SPREAD = 1.0, 30.0, 60.0, 1_000.0
SPREAD_CUBED = 750_000.0  # times the cube of the distance between two units in cells
MOST_SPREAD = 0.25  # of a cell, for every cell of the line; more only where nothing else is left
LONE_LAST = 3_000.0
OVERFULL = 1e6
_INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line between two nodes: `over` cells too long, given by marks or hung, or too short if negative."""

    start: int
    end: int
    over: int = 0
    hangs: bool = False


def fit_grid(
    cells: Cells,
    ends: Ends,
    room: tuple[int, int],
    last_line: LastLine,
    *,
    may_spread: bool = True,
    may_hang: bool = False,
    desperate: bool = False,
) -> list[GridLine] | None:
    """The cheapest lines in `room` cells, the first line's and the others'.

    None if some line can neither be filled nor spread; `desperate` takes any.
    """
    final = len(ends.glyphs) - 1
    best = [_INFINITE] * (final + 1)
    via: list[GridLine | None] = [None] * (final + 1)
    best[0] = 0.0
    bound = _greedy(cells, ends, room, last_line, may_hang)
    for node in range(final):
        least = best[node] + FULL * cells.lines_left(ends.glyphs[node], room[1])
        if least == _INFINITE or least > bound:
            continue
        for line in _lines_from(cells, ends, node, room[1] if node else room[0], may_hang, desperate):
            if line.over < 0 and not may_spread:
                continue
            cost = best[node] + _cost(line, cells, ends, last_line)
            if cost < best[line.end]:
                best[line.end], via[line.end] = cost, line
    lines: list[GridLine] = []
    node = final
    while node:
        chosen = via[node]
        if chosen is None:
            return None
        lines.append(chosen)
        node = chosen.start
    return lines[::-1]


def _greedy(cells: Cells, ends: Ends, room: tuple[int, int], last_line: LastLine, may_hang: bool) -> float:
    """Demerits of the lines one gets by filling one after the other, which bound those of the best; infinite
    where a line would have to be spread."""
    final = len(ends.glyphs) - 1
    demerits, node = 0.0, 0
    while node < final:
        lines = list(_lines_from(cells, ends, node, room[1] if node else room[0], may_hang, False))
        filled = [line for line in lines if line.over >= 0]
        if not filled:
            return _INFINITE
        line = min(filled, key=lambda line: _cost(line, cells, ends, last_line))
        demerits += _cost(line, cells, ends, last_line)
        node = line.end
    return demerits


def _lines_from(
    cells: Cells, ends: Ends, node: int, room: int, may_hang: bool, desperate: bool
) -> Iterator[GridLine]:
    """Lines that may start at `node`."""
    start, final = ends.glyphs[node], len(ends.glyphs) - 1
    least = 0 if desperate else cells.least_glyph(start, int(room * (1 - MOST_SPREAD)))
    for end in range(bisect_left(ends.last, least, node + 1), final + 1):
        last = ends.last[end]
        over = cells.count(start, last) - room
        if over < 0:
            if end == final:
                yield GridLine(node, end)
            elif desperate or -over <= MOST_SPREAD * (room + over):
                yield GridLine(node, end, over)
        elif over == 0:
            yield GridLine(node, end)
        else:
            if over == 1 and may_hang and cells.hang(last):
                yield GridLine(node, end, over, hangs=True)
            giving = len(cells.givers(start, last))
            if 2 * over <= giving or (desperate and end == node + 1):
                yield GridLine(node, end, over)
            elif 2 * over > giving + 2:
                break


def _cost(line: GridLine, cells: Cells, ends: Ends, last_line: LastLine) -> float:
    start, last = ends.glyphs[line.start], ends.last[line.end]
    cost = FULL + max(0, ends.costs[line.end])
    if line.hangs:
        cost += HUNG
    elif line.over > 0:
        cost += GIVEN * line.over if 2 * line.over <= len(cells.givers(start, last)) else OVERFULL
    elif line.over < 0:
        apart = -line.over / max(1, last - start)
        cost += SPREAD + SPREAD_CUBED * apart * apart * apart
    if line.end == len(ends.glyphs) - 1 and line.start:
        han = last_line.han.get(start, last_line.minimum)
        cost += LONE_LAST if han < last_line.minimum else 0.0
    return cost


def plan_grid(
    cells: Cells, ends: Ends, lines: list[GridLine], indents: tuple[int, int], room: tuple[int, int]
) -> list[LinePlan]:
    """The lines with every glyph in its place; `indents` and `room` are in cells, first line and others."""
    final = len(ends.glyphs) - 1
    plans: list[LinePlan] = []
    for line in lines:
        later = line.start > 0
        first, last = ends.glyphs[line.start], ends.last[line.end]
        plans.append(_plan(cells, line, first, last, indents[later] * cells.width, room[later] * cells.width))
        plan = plans[-1]
        plan.following, plan.cost, plan.is_final = (
            ends.glyphs[line.end],
            ends.costs[line.end],
            line.end == final,
        )
    return plans


def _plan(cells: Cells, line: GridLine, first: int, last: int, x: float, room: float) -> LinePlan:
    items, width = cells.items, cells.width
    table, kinds = items.table, items.kinds
    units = cells.line(first, last)
    gives = _chosen(cells, first, last, line.over) if line.over > 0 and not line.hangs else frozenset()
    step = _step(cells, [unit.last for unit in units[:-1]], -line.over * width) if line.over < 0 else {}
    is_full = line.over != 0 or cells.count(first, last) * width >= room - 0.01
    origins: list[float] = []
    cursor = x
    for number, unit in enumerate(units):
        taken = unit.cells * width
        if unit.western:
            pad = taken - cells.western_width(unit.first, unit.last)
            at_end = number == len(units) - 1 and is_full
            pen = cursor + (0.0 if number == 0 else pad if at_end else pad / 2)
            for glyph in range(unit.first, unit.last + 1):
                origins.append(pen)
                pen += table.advance[kinds[glyph]] * cells.scale
        else:
            share = taken / (unit.last - unit.first + 1)
            for place, glyph in enumerate(range(unit.first, unit.last + 1)):
                inner = (taken - cells.frame(glyph)) / 2 if unit.first == unit.last else place * share
                origins.append(cursor + inner - table.lead[kinds[glyph]])
        cursor += taken + step.get(unit.last, 0.0)
        if unit.last in gives:
            cursor -= width / 2
    hung = cells.hang(last) if line.hangs else 0.0
    if hung:
        cursor = x + room
        origins[-1] = cursor - table.lead[kinds[last]]
    start = origins[0] + table.lead[kinds[first]]
    placed = [
        after - before for before, after in zip([start, *origins[1:]], [*origins[1:], cursor], strict=True)
    ]
    return LinePlan(
        first, last, last + 1, start, room - (start - x), placed, cells.count(first, last) * width, hung=hung
    )


def _step(cells: Cells, behind: list[int], missing: float) -> dict[int, float]:
    """`missing` pt shared out evenly behind the units that end at these glyphs: where justification would
    open the line, else anywhere."""
    table, kinds = cells.items.table, cells.items.kinds
    places = [g for g in behind if table.stretch_class[kinds[g]] == X3] or behind
    return dict.fromkeys(places, missing / len(places)) if places else {}


def _chosen(cells: Cells, first: int, last: int, over: int) -> frozenset[int]:
    """The marks that give half a cell each: pairs as near to each other as can be, so that little stands off
    the grid between them."""
    free = cells.givers(first, last)
    chosen: list[int] = []
    for _ in range(over):
        if len(free) < 2:
            break
        pairs = pairwise(free)
        best = min(pairs, key=lambda p: (p[1] - p[0], cells.preference(p[0]) + cells.preference(p[1])))
        chosen += best
        free = [g for g in free if g not in best]
    return frozenset(chosen)
