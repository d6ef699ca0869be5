"""First fit: line by line, each as good as it can be by itself; for comparison and for drafts."""

from __future__ import annotations

from bisect import bisect_right

from reportgen.core.geometry import TOLERANCE
from reportgen.typeset.items import Sums
from reportgen.typeset.justify import (
    REDUCTION_ORDER,
    REDUCTION_WEIGHT,
    Limits,
    expansion,
    expansion_badness,
    reduction_badness,
)
from reportgen.typeset.linebreak import LINE, OVERFULL, Chosen, Ends, Room
from reportgen.typeset.spacing import X1


def first_fit(sums: Sums, ends: Ends, room: Room, limits: Limits) -> Chosen:
    """Ends taken one after the other.

    Takes the fullest line that fits, or one that fits by reduction if that costs less. A line on which
    nothing fits gets one cluster. The demerits are those of the lines and their breaks alone.
    """
    final = len(ends.glyphs) - 1
    shrinks = [(REDUCTION_WEIGHT[c], s) for c in REDUCTION_ORDER if (s := sums.shrink[c]) is not None]
    zero = [0.0] * len(sums.position)
    x1, x2, x3 = (zero if s is None else s for s in sums.stretch[X1:])
    nodes: list[int] = []
    demerits = 0.0
    node = 0
    while node < final:
        glyph = ends.glyphs[node]
        limit = ends.starts[node] + (room.other if node else room.first)
        fullest = bisect_right(ends.positions, limit + TOLERANCE, node + 1)
        end = fullest - 1
        least = float("inf")
        if end > node:
            last, excess = ends.last[end], limit - ends.positions[end]
            least = LINE
            if end < final and excess > TOLERANCE:
                e1, e2, e3, rest = expansion(
                    excess, x1[last] - x1[glyph], x2[last] - x2[glyph], x3[last] - x3[glyph], limits
                )
                least += expansion_badness(e1, e2, e3, limits) + (OVERFULL if rest > TOLERANCE else 0.0)
        for longer in range(fullest, final + 1):
            last = ends.last[longer]
            amounts = [(w, s[last] - s[glyph]) for w, s in shrinks]
            need = ends.positions[longer] - limit
            if need > sum(a for _, a in amounts) + TOLERANCE:
                break
            badness = LINE + reduction_badness(need, amounts)
            if badness < least:
                least, end = badness, longer
        if end == node:
            end, least = node + 1, OVERFULL
        demerits += least * least + ends.costs[end]
        nodes.append(end)
        node = end
    return Chosen(nodes, demerits)
