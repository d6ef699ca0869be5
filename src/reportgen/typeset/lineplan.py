"""What becomes of a chosen line before its glyphs are cut into runs: advances, place, what hangs."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from reportgen.core.geometry import TOLERANCE
from reportgen.core.style import Align
from reportgen.typeset.justify import Change, advances, line_change, spread_evenly
from reportgen.typeset.linebreak import Room
from reportgen.typeset.passes import Fit

_FULL_LAST = 0.95  # a last line this full may be closed up to the measure ...
_FULL_LAST_STRETCH = 0.02  # ... if that takes no more than this per gap (em)


@dataclass(slots=True)
class LinePlan:
    """Glyphs `first` to `last` on a line whose successor starts with glyph `following`.

    `placed` are their final advances and `x` the start of the first frame; `room` is the measure less the
    indent, `natural` what the line takes by itself (pt). `hyphen` is the width of the hyphen that closes it,
    `hung` that of the last mark's frame where it stands in the margin. `cost` is the demerits of the break at
    its end (`p * |p|`).
    """

    first: int
    last: int
    following: int
    x: float
    room: float
    placed: list[float]
    natural: float
    hyphen: float = 0.0
    hung: float = 0.0
    cost: int = 0
    change: Change | None = None
    is_final: bool = False

    @property
    def width(self) -> float:
        """What the line takes from `x` on, the hyphen included."""
        return sum(self.placed) + self.hyphen


def plan_lines(
    fit: Fit, nodes: list[int], align: Align, room: Room, indent: float, hang: float
) -> list[LinePlan]:
    """The lines that end at `nodes`, brought to their measure as `align` asks; `indent` and `hang` are where
    the first line and the others start."""
    items, ends = fit.items, fit.ends
    plans: list[LinePlan] = []
    node = 0
    final = len(ends.glyphs) - 1
    for end in nodes:
        first, last = ends.glyphs[node], ends.last[end]
        x, width = (hang, room.other) if node else (indent, room.first)
        natural = ends.positions[end] - ends.starts[node]
        excess = width - natural
        hung = _hung(fit, first, last, end, excess)
        excess += hung
        natural -= hung
        change = _change(fit, align, first, last, excess, natural, end == final)
        if align is Align.EVEN and excess > TOLERANCE:
            placed = spread_evenly(items, first, last + 1, excess)
        else:
            placed = advances(items, first, last + 1, change)
            placed[-1] -= hung
        hung = hung or max(0.0, -items.table.hang[items.kinds[last]])
        hyphen = ends.hyphens[end] if ends.hyphens else 0.0
        plan = LinePlan(
            first,
            last,
            ends.glyphs[end],
            x,
            width,
            placed,
            natural,
            hyphen,
            hung,
            ends.costs[end],
            change,
            end == final,
        )
        if align in (Align.CENTRE, Align.END) and isfinite(width):
            plan.x += (width - plan.width) / (2 if align is Align.CENTRE else 1)
        plans.append(plan)
        node = end
    return plans


def _hung(fit: Fit, first: int, last: int, end: int, excess: float) -> float:
    """By how much (pt) the last mark of a line hangs in the margin because it must."""
    if not fit.ends.hangs or excess >= -TOLERANCE:
        return 0.0
    shrink = fit.sums.shrink_all
    if fit.ragged or shrink is None or -excess > shrink[last] - shrink[first] + TOLERANCE:
        return fit.ends.hangs[end]
    return 0.0


def _change(
    fit: Fit, align: Align, first: int, last: int, excess: float, natural: float, is_final: bool
) -> Change | None:
    """What the glue of a line becomes; None: it stays as it is."""
    if abs(excess) <= 1e-9:
        return None
    if excess < 0:
        return line_change(fit.sums, first, last, excess, fit.limits)
    if align is not Align.JUSTIFY:
        return None
    if not is_final:
        return line_change(fit.sums, first, last, excess, fit.limits)
    if natural > _FULL_LAST * (natural + excess):
        weight = sum(s[last] - s[first] for s in fit.sums.stretch if s is not None)
        if weight > 0 and excess <= _FULL_LAST_STRETCH * weight:
            step = excess / weight
            return Change(step, step, step)
    return None
