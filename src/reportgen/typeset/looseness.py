"""A paragraph one line longer or shorter than its best (rule book 8.4), on request of the page builder.

The search of `linebreak` keeps one best way to every break, whatever the number of its lines. Here the best
way is kept for every number of lines and fitness of the last one, so that the cheapest paragraph of a given
length is found, by the same costs. It takes several times as long and runs only when asked for.
"""

from __future__ import annotations

from reportgen.typeset.candidates import lines_from
from reportgen.typeset.items import Sums
from reportgen.typeset.justify import NORMAL, Limits
from reportgen.typeset.linebreak import (
    HYPHENS_IN_A_ROW,
    LINE,
    UNLIKE_NEIGHBOURS,
    Chosen,
    Ends,
    LastLine,
    Room,
    last_line_extras,
)

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
        for line in lines_from(sums, ends, room, limits, node, ragged_em):
            end, fitness = line.end, line.fitness
            cost = (LINE + line.badness) ** 2 + ends.costs[end]
            if end == final:
                width = ends.positions[end] - ends.starts[node]
                cost += last_line_extras(last_line, ends.glyphs[node], width, after_hyphen)
            elif after_hyphen and hyphens[end]:
                cost += HYPHENS_IN_A_ROW
            if cost == float("inf"):
                continue
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


def _trace(states: list[dict[_State, tuple[float, int, _State]]], node: int, state: _State) -> list[int]:
    nodes: list[int] = []
    while node:
        nodes.append(node)
        _, node, state = states[node][state]
    return nodes[::-1]
