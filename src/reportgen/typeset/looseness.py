"""A paragraph one line longer or shorter than its best (rule book 8.4), on request of the page builder.

The search of `linebreak` keeps one best way to every break, whatever the number of its lines. Here the best
way is kept for every number of lines and fitness of the last one, so that the cheapest paragraph of a given
length is found, by the same costs. It takes several times as long and runs only when asked for.
"""

from __future__ import annotations

from bisect import bisect_right

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
from reportgen.typeset.linebreak import (
    HYPHENS_IN_A_ROW,
    LINE,
    RAGGED,
    UNLIKE_NEIGHBOURS,
    Chosen,
    Ends,
    LastLine,
    Room,
    last_line_extras,
)
from reportgen.typeset.spacing import X1

COST = 500.0  # demerits of each line more or less than the best number
_State = tuple[int, int]  # lines so far, fitness of the last one


def fits_by_lines(
    sums: Sums, ends: Ends, room: Room, limits: Limits, last_line: LastLine, *, ragged_em: float = 0.0
) -> dict[int, Chosen]:
    """The cheapest way to every number of lines that the text can be set in within `limits`.

    Costs and limits are those of `total_fit`, hanging marks left aside. `ragged_em` is the em (pt) of text
    whose lines are not brought to the measure.
    """
    final = len(ends.glyphs) - 1
    states: list[dict[_State, tuple[float, int, _State]]] = [{} for _ in range(final + 1)]
    states[0][0, NORMAL] = (0.0, -1, (0, NORMAL))
    hyphens = ends.hyphens
    for node in range(final):
        if not states[node]:
            continue
        after_hyphen = bool(hyphens and hyphens[node])
        for end, badness, fitness in _lines_from(sums, ends, room, limits, node, ragged_em):
            cost = (LINE + badness) ** 2 + ends.costs[end]
            if end == final:
                width = ends.positions[end] - ends.starts[node]
                cost += last_line_extras(last_line, ends.glyphs[node], width, after_hyphen)
            elif after_hyphen and hyphens[end]:
                cost += HYPHENS_IN_A_ROW
            reached = states[end]
            for (lines, before), (total, _, _) in states[node].items():
                total += cost + (UNLIKE_NEIGHBOURS if node and before != fitness else 0.0)
                state = (lines + 1, fitness)
                if state not in reached or total < reached[state][0]:
                    reached[state] = (total, node, (lines, before))
    found: dict[int, Chosen] = {}
    for state, (total, _, _) in states[final].items():
        if state[0] not in found or total < found[state[0]].demerits:
            found[state[0]] = Chosen(_trace(states, final, state), total)
    return found


def _lines_from(
    sums: Sums, ends: Ends, room: Room, limits: Limits, node: int, ragged_em: float
) -> list[tuple[int, float, int]]:
    """Lines that may start at `node`: end, badness, fitness."""
    glyph, final = ends.glyphs[node], len(ends.glyphs) - 1
    limit = ends.starts[node] + (room.other if node else room.first)
    fullest = bisect_right(ends.positions, limit + TOLERANCE, node + 1)
    found: list[tuple[int, float, int]] = []
    for end in range(fullest - 1, node, -1):
        excess = limit - ends.positions[end]
        if excess <= TOLERANCE or end == final:
            found.append((end, 0.0, NORMAL))
            continue
        if ragged_em:
            if end + 1 < fullest and excess > 2 * RAGGED * ragged_em:
                break
            found.append((end, 100.0 * (excess / (RAGGED * ragged_em)) ** 3, NORMAL))
            continue
        last = ends.last[end]
        w1, w2, w3 = (0.0 if s is None else s[last] - s[glyph] for s in sums.stretch[X1:])
        x1, x2, x3, rest = expansion(excess, w1, w2, w3, limits)
        if rest > TOLERANCE:
            break
        found.append((end, expansion_badness(x1, x2, x3, limits), LOOSE if x3 > X3_SOFT else NORMAL))
    if ragged_em:
        return found
    for end in range(fullest, final + 1):
        last, need = ends.last[end], ends.positions[end] - limit
        shrinks = [
            (REDUCTION_WEIGHT[c], s[last] - s[glyph]) for c in REDUCTION_ORDER if (s := sums.shrink[c])
        ]
        available = sum(amount for _, amount in shrinks)
        if need > available + TOLERANCE:
            break
        found.append((end, reduction_badness(need, shrinks), TIGHT if need >= available / 2 else NORMAL))
    return found


def _trace(states: list[dict[_State, tuple[float, int, _State]]], node: int, state: _State) -> list[int]:
    nodes: list[int] = []
    while node:
        nodes.append(node)
        _, node, state = states[node][state]
    return nodes[::-1]
