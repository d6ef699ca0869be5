"""The lines that may start at a break, one after the other: for searches that ask more than one question.

`linebreak.total_fit` has these same rules written out in its loop, since it runs for every paragraph; a test
holds the two against each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.core.geometry import TOLERANCE
from reportgen.typeset.items import Sums
from reportgen.typeset.justify import (
    LOOSE,
    NORMAL,
    REDUCTION_ORDER,
    REDUCTION_WEIGHT,
    TIGHT,
    X3_SOFT,
    Limits,
    expansion,
    expansion_badness,
    reduction_badness,
)
from reportgen.typeset.linebreak import RAGGED, Ends, Room
from reportgen.typeset.spacing import X1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line: the node it ends at, how far its hanzi stand apart (em), badness and fitness."""

    end: int
    apart: float
    badness: float
    fitness: int


def lines_from(
    sums: Sums, ends: Ends, room: Room, limits: Limits, node: int, ragged_em: float = 0.0
) -> Iterator[Candidate]:
    """Lines that may start at `node`, the fullest and shorter ones first, then those that are reduced.

    Hanging marks are left aside. `ragged_em` as in `total_fit`.
    """
    glyph, final = ends.glyphs[node], len(ends.glyphs) - 1
    limit = ends.starts[node] + (room.other if node else room.first)
    fullest = bisect_right(ends.positions, limit + TOLERANCE, node + 1)
    for end in range(fullest - 1, node, -1):
        excess = limit - ends.positions[end]
        if excess <= TOLERANCE or end == final:
            yield Candidate(end, 0.0, 0.0, NORMAL)
            continue
        if ragged_em:
            if end + 1 < fullest and excess > 2 * RAGGED * ragged_em:
                break
            yield Candidate(end, 0.0, 100.0 * (excess / (RAGGED * ragged_em)) ** 3, NORMAL)
            continue
        last = ends.last[end]
        w1, w2, w3 = (0.0 if s is None else s[last] - s[glyph] for s in sums.stretch[X1:])
        x1, x2, x3, rest = expansion(excess, w1, w2, w3, limits)
        if rest > TOLERANCE:
            break
        fitness = LOOSE if x3 > X3_SOFT else NORMAL
        yield Candidate(end, x3, expansion_badness(x1, x2, x3, limits), fitness)
    if ragged_em:
        return
    for end in range(fullest, final + 1):
        last, need = ends.last[end], ends.positions[end] - limit
        shrinks = [
            (REDUCTION_WEIGHT[c], s[last] - s[glyph]) for c in REDUCTION_ORDER if (s := sums.shrink[c])
        ]
        available = sum(amount for _, amount in shrinks)
        if need > available + TOLERANCE:
            break
        fitness = TIGHT if need >= available / 2 else NORMAL
        yield Candidate(end, 0.0, reduction_badness(need, shrinks), fitness)
