"""Choice of line ends: total fit over the whole paragraph, and first fit (rule book, section 8).

The idea is Knuth's and Plass's: of all ways to break the paragraph take the one whose demerits,
`(10 + b)^2` per line plus what its breaks and neighbours cost, add up to the least. Nodes are breaks in
text order; each keeps the best way to reach it for every fitness of its last line (tight, normal, loose).
From a node, `bisect` over the ends' positions finds the fullest line; lines that fill the measure by
expansion lie before it, lines that must be reduced behind it, and both searches stop at the first line
beyond the limits, so a node looks at a handful of ends.

Demerits are a sum, and a sum may buy ten even lines with one loose one. What the eye sees first is the loose
one, so the search is given a `ceiling`: on no line do hanzi stand farther apart. `passes` starts at a ceiling
nobody sees and, where nothing keeps below it, asks `tightest` for the lowest one that can be kept. A low
ceiling also makes the search quick: of 29 hanzi a line, two ends lie within 0.06 em.

Penalties enter as `p * |p|`: a break after a comma is a gain. Positions are points; a line from break `i`
to break `j` is `ends[j] - starts[i]` wide. Complexity: ends times the few ends a line can reach.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import compress
from operator import add, sub

from reportgen.core.geometry import TOLERANCE
from reportgen.typeset.breaks import DEAR, FORBIDDEN
from reportgen.typeset.items import Items, Sums
from reportgen.typeset.justify import (
    LOOSE,
    NORMAL,
    REDUCTION_ORDER,
    REDUCTION_WEIGHT,
    TIGHT,
    UNLIMITED,
    X3_HARD,
    X3_SOFT,
    X3_WEIGHT,
    Limits,
    expansion,
    expansion_badness,
    reduction_badness,
)
from reportgen.typeset.spacing import X1, X2, X3

LINE = 10.0  # added to the badness of every line: fewer lines are better than many good ones
UNLIKE_NEIGHBOURS = 400.0
ONE_HAN_LAST = 10_000.0
TWO_HAN_LAST = 800.0
SHORT_LAST = 1_500.0
HYPHEN_BEFORE_LAST = 3_000.0
HYPHENS_IN_A_ROW = 3_000.0
SHORT = 1_000.0  # badness of a line nothing can fill, and of one that sticks out: last resorts
SHORT_EM = 10.0  # more for every em that such a line is short
OVERFULL = 5_000.0
RAGGED = 4.0  # em; a ragged line this much short is as bad as a justified one at its hard limit
HANGING = 20.0  # badness of a mark in the margin, where that is allowed if needed
_INFINITE = float("inf")


@dataclass(slots=True)
class Ends:
    """Legal line ends of the items, in order; node 0 is the start, the last one the end of the text.

    `glyphs[k]`: the next line's first glyph. `last[k]`: the line's last visible glyph. `positions[k]`: where
    a line ended here ends (pt, hyphen included), `starts[k]` where the next begins. `costs[k]`: `p * |p|`.
    """

    glyphs: list[int]
    last: list[int]
    positions: list[float]
    starts: list[float]
    costs: list[int]
    hyphens: list[float] = field(
        default_factory=list
    )  # width of the hyphen that closes the line; empty: none
    hangs: list[float] = field(default_factory=list)  # by how much less a line is if its last mark hangs


@dataclass(frozen=True, slots=True)
class LastLine:
    """What section 8.3 asks of the last line. `han[i]` counts the hanzi from glyph `i` on, for the last few
    glyphs only: a longer line has enough."""

    minimum: int = 2
    indent: float = 0.0  # pt; a last line should be longer
    han: dict[int, int] = field(default_factory=dict)
    is_strict: bool = False  # a shorter last line is no answer at all


@dataclass(frozen=True, slots=True)
class Room:
    """Space for the lines: the first line's width and the other lines' (pt)."""

    first: float
    other: float


def find_ends(
    items: Items,
    sums: Sums,
    extra: Mapping[int, tuple[int, float]] | None = None,
    dearest: int = FORBIDDEN,
) -> Ends:
    """Legal ends by the penalties of the items: those below `dearest`.

    `extra` adds ends before a glyph that are none by themselves: (penalty, width of the hyphen or 0).
    """
    table, of, count = items.table, sums.of, len(items.kinds)
    present, penalties = sums.present, table.penalty
    if dearest == FORBIDDEN:
        legal = list(of(table.legal))
    else:
        legal = list(of(table.calm)) if dearest == DEAR else [p < dearest for p in of(penalties)]
    for glyph in extra or ():
        if 0 < glyph < count:
            legal[glyph - 1] = True
    legal[-1] = True  # the end of the text is one, whatever its last glyph forbids
    # Node 0 has no glyph before it, and the last node none after it.
    last = [-1, *compress(range(count), legal)]
    glyphs = [0, *compress(range(1, count + 1), legal)]
    starts = [0.0, *compress(sums.position[1:], legal)]
    positions = [0.0, *map(sub, starts[1:], compress(of(table.tail), legal))]
    if any(map(table.lead.__getitem__, present)):
        leads = of(table.lead)
        starts = list(map(add, starts, [leads[0], *compress((*leads[1:], 0.0), legal)]))
    if any(map(table.blank.__getitem__, present)):
        blanks = [False, *compress(of(table.blank), legal)]
        last = [g - 1 if g > 0 and blank else g for g, blank in zip(last, blanks, strict=True)]
    costs = [0, *compress(of(table.demerits), legal)]
    costs[-1] = 0
    ends = Ends(glyphs, last, positions, starts, costs)
    if any(table.hang[k] > 0 for k in present):
        ends.hangs = [0.0, *(max(0.0, hang) for hang in compress(of(table.hang), legal))]
    if extra:
        ends.hyphens = [0.0] * len(glyphs)
        for k, glyph in enumerate(glyphs):
            if glyph in extra and 0 < glyph < count and penalties[items.kinds[glyph - 1]] >= FORBIDDEN:
                penalty, width = extra[glyph]
                costs[k] = penalty * abs(penalty)
                ends.positions[k] += width
                ends.hyphens[k] = width
    return ends


@dataclass(slots=True)
class Chosen:
    """Line ends found: node numbers without node 0, and the demerits of the whole."""

    nodes: list[int]
    demerits: float


def total_fit(
    sums: Sums,
    ends: Ends,
    room: Room,
    limits: Limits,
    last_line: LastLine,
    *,
    ceiling: float = UNLIMITED,
    ragged_em: float = 0.0,
    desperate_em: float = 0.0,
) -> Chosen | None:
    """The breaks with the least demerits, or None if some line would need more than `limits`.

    `ceiling` (em) is how far hanzi of any line may stand apart at most. `ragged_em` (the em in
    pt) is given for lines that are not brought to the measure: what they fall short then makes their cost.
    `desperate_em` (the em again) lets lines stay short or stick out where nothing else is left, so that
    there always is an answer.
    """
    final = len(ends.glyphs) - 1
    glyphs, positions, costs, last_of = ends.glyphs, ends.positions, ends.costs, ends.last
    hyphens, hangs = ends.hyphens, ends.hangs
    best = [[_INFINITE] * (final + 1) for _ in range(3)]
    origin = [[-1] * (final + 1) for _ in range(3)]  # node * 3 + fitness of the line before
    best[NORMAL][0] = 0.0
    tight_best, normal_best, loose_best = best
    only_x3 = sums.stretch[X1] is None and sums.stretch[X2] is None
    nothing = [] if only_x3 and sums.stretch[X3] is not None else [0.0] * len(sums.position)
    x1, x2, x3 = (nothing if s is None else s for s in sums.stretch[X1:])
    shrink_all = sums.shrink_all if not ragged_em else None
    shrinks = [(REDUCTION_WEIGHT[c], s) for c in REDUCTION_ORDER if (s := sums.shrink[c]) is not None]
    x3_limit = min(limits.x3, ceiling)
    x3_worst = 100.0 * X3_WEIGHT

    reached = bytearray(final + 1)
    node = 0
    while 0 <= node < final:
        tight, normal, loose = tight_best[node], normal_best[node], loose_best[node]
        least, cheapest = normal, NORMAL
        if tight < least:
            least, cheapest = tight, TIGHT
        if loose < least:
            least, cheapest = loose, LOOSE
        unlike = least + UNLIKE_NEIGHBOURS if node else least
        arrive = (tight, normal, loose)
        glyph = glyphs[node]
        start = ends.starts[node]
        limit = start + (room.other if node else room.first)
        fullest = bisect_right(positions, limit + TOLERANCE, node + 1)
        after_hyphen = bool(hyphens and hyphens[node])
        end = fullest - 1
        # Expanded lines, the fullest first; then, with a growing index, reduced ones.
        step = -1
        if end <= node:
            end, step = fullest, 1
        while end <= final:
            fitness = NORMAL
            excess = limit - positions[end]
            if step < 0:
                if excess <= TOLERANCE or end == final:
                    cost = LINE * LINE
                elif ragged_em:
                    if end + 1 < fullest and excess > 2 * RAGGED * ragged_em:
                        end, step = fullest, 1  # the fullest line may be short, others need not
                        continue
                    used = excess / (RAGGED * ragged_em)
                    badness = LINE + 100.0 * used * used * used
                    cost = badness * badness
                else:
                    last = last_of[end]
                    weight = x3[last] - x3[glyph]
                    if only_x3:
                        if excess > x3_limit * weight + TOLERANCE:
                            if not desperate_em:
                                end, step = fullest, 1
                                continue
                            badness = SHORT + SHORT_EM * excess / desperate_em
                            fitness = LOOSE
                        else:
                            used = excess / (X3_HARD * weight)
                            badness = LINE + x3_worst * used * used * used
                            if used > X3_SOFT / X3_HARD:
                                fitness = LOOSE
                    else:
                        e1, e2, e3, rest = expansion(
                            excess, x1[last] - x1[glyph], x2[last] - x2[glyph], weight, limits
                        )
                        if (rest > TOLERANCE or e3 > ceiling) and not desperate_em:
                            end, step = fullest, 1
                            continue
                        if rest > TOLERANCE:
                            badness = SHORT + SHORT_EM * excess / desperate_em
                        else:
                            badness = LINE + expansion_badness(e1, e2, e3, limits)
                        if e3 > X3_SOFT:
                            fitness = LOOSE
                    cost = badness * badness
            else:
                last = last_of[end]
                available = shrink_all[last] - shrink_all[glyph] if shrink_all else 0.0
                if -excess > available + TOLERANCE:
                    if hangs and hangs[end] and -excess - hangs[end] <= available + TOLERANCE:
                        badness = HANGING + hung_badness(sums, glyph, last, excess + hangs[end], limits)
                    elif not desperate_em or end > node + 1:
                        break
                    else:
                        badness = OVERFULL  # one cluster wider than the line: it must stand somewhere
                else:
                    badness = LINE + reduction_badness(-excess, [(w, s[last] - s[glyph]) for w, s in shrinks])
                if -excess >= available / 2:
                    fitness = TIGHT
                cost = badness * badness

            before = arrive[fitness]
            if unlike < before:
                cost += unlike + costs[end]
                before = node * 3 + cheapest
            else:
                cost += before + costs[end]
                before = node * 3 + fitness
            if end == final:
                cost += last_line_extras(last_line, glyph, positions[end] - start, after_hyphen)
            elif after_hyphen and hyphens[end]:
                cost += HYPHENS_IN_A_ROW
            if cost < best[fitness][end]:
                best[fitness][end] = cost
                origin[fitness][end] = before
                reached[end] = 1
            end += step
            if end == node:
                end, step = fullest, 1
        node = reached.find(1, node + 1)
    return _trace(best, origin, final)


def hung_badness(sums: Sums, glyph: int, last: int, excess: float, limits: Limits) -> float:
    """Badness of a line of glyphs `glyph`..`last` whose last mark hangs, with `excess` pt left to fill."""
    if excess < 0:
        amounts = [
            (REDUCTION_WEIGHT[c], s[last] - s[glyph]) for c in REDUCTION_ORDER if (s := sums.shrink[c])
        ]
        return LINE + reduction_badness(-excess, amounts)
    w1, w2, w3 = (0.0 if s is None else s[last] - s[glyph] for s in sums.stretch[X1:])
    e1, e2, e3, rest = expansion(excess, w1, w2, w3, limits)
    return LINE + expansion_badness(e1, e2, e3, limits) + (SHORT if rest > TOLERANCE else 0.0)


def _trace(best: list[list[float]], origin: list[list[int]], final: int) -> Chosen | None:
    """The chain of nodes that leads to the cheapest state of the final node."""
    demerits = min(row[final] for row in best)
    if demerits == _INFINITE:
        return None
    fitness = next(f for f in (NORMAL, TIGHT, LOOSE) if best[f][final] == demerits)
    nodes: list[int] = []
    node = final
    while node:
        nodes.append(node)
        node, fitness = divmod(origin[fitness][node], 3)
    return Chosen(nodes[::-1], demerits)


def last_line_extras(last_line: LastLine, glyph: int, width: float, after_hyphen: bool) -> float:
    """Demerits of a last line that starts with `glyph` and is `width` pt wide (section 8.3)."""
    extras = HYPHEN_BEFORE_LAST if after_hyphen else 0.0
    if not glyph:
        return extras  # a paragraph of one line is as short as it is
    han = last_line.han.get(glyph)
    if han is not None and last_line.minimum > 1:
        if han < last_line.minimum:
            extras += _INFINITE if last_line.is_strict else ONE_HAN_LAST
        elif han == last_line.minimum:
            extras += TWO_HAN_LAST
    if width < last_line.indent - TOLERANCE:
        extras += SHORT_LAST
    return extras
