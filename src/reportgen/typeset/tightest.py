"""How even a paragraph can be: the least distance that its loosest line needs between two hanzi.

Of all ways to break the paragraph, take the loosest line of each; the least of these is the lowest ceiling
`total_fit` can be given. The search goes over the nodes in text order and keeps for each the lowest ceiling
under which it can be reached, so it is exact and costs about as much as total fit itself.
"""

from __future__ import annotations

from reportgen.typeset.candidates import lines_from
from reportgen.typeset.items import Sums
from reportgen.typeset.justify import Limits
from reportgen.typeset.linebreak import Ends, LastLine, Room, last_line_extras

_INFINITE = float("inf")
ROUNDING = 1e-9  # em, for sums of the same numbers in another order


def tightest(sums: Sums, ends: Ends, room: Room, limits: Limits, last_line: LastLine) -> float | None:
    """The lowest ceiling (em) that `total_fit` finds an answer under; None if there is none in `limits`."""
    final = len(ends.glyphs) - 1
    lowest = [_INFINITE] * (final + 1)
    lowest[0] = 0.0
    for node in range(final):
        reached = lowest[node]
        if reached >= lowest[final]:
            continue  # nothing better comes of it
        for line in lines_from(sums, ends, room, limits, node):
            needed = line.apart if line.apart > reached else reached
            if needed >= lowest[line.end]:
                continue
            if line.end == final:
                width = ends.positions[final] - ends.starts[node]
                if last_line_extras(last_line, ends.glyphs[node], width, False) == _INFINITE:
                    continue
            lowest[line.end] = needed
    return lowest[final] + ROUNDING if lowest[final] < _INFINITE else None
