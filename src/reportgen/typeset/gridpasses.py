"""From what the rules ask of a paragraph in a grid of cells to what it must accept (rule book 9.4).

1. every line filled, by giving or hanging marks or, unless the grid is strict, by an even spread;
2. in a strict grid: spread all the same; 3. Western tokens broken; 4. anything, as long as no text is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from math import isfinite

from reportgen.core.style import CjkStyle, Hanging, Kinsoku, ParaStyle, Punctuation
from reportgen.typeset import cjk
from reportgen.typeset.grid import GridLine, fit_grid, plan_grid
from reportgen.typeset.gridcells import Cells
from reportgen.typeset.items import Items, Sums
from reportgen.typeset.linebreak import find_ends
from reportgen.typeset.lineplan import LinePlan
from reportgen.typeset.passes import everywhere, inside_tokens, last_line_of


class GridPass(IntEnum):
    """How far one had to go."""

    FILLED = 1
    SPREAD = 2
    TOKENS = 3
    ANYTHING = 4


@dataclass(slots=True)
class GridFit:
    """The lines of one stretch; `spread` are the numbers of those that stand off the grid (9.4 c)."""

    items: Items
    plans: list[LinePlan]
    reached: GridPass
    spread: tuple[int, ...]
    is_lone: bool = False
    demerits: float = 0.0


def rules(style: CjkStyle) -> CjkStyle:
    """The rules as a grid has them: no gaps of their own, since Western text is padded to whole cells."""
    if style.punctuation is not Punctuation.GRID:
        return style
    hangs = style.hanging is not Hanging.NONE or style.is_strict_grid
    hanging = Hanging.WHEN_NEEDED if hangs else Hanging.NONE
    return replace(style, gap_em=0.0, gap_min_em=0.0, hanging=hanging)


def applies(style: ParaStyle, measure: float) -> bool:
    """Whether a paragraph is set in cells; a line without end has none."""
    return style.cjk.punctuation is Punctuation.GRID and isfinite(measure)


def fit(
    text: str,
    western: list[int],
    style: ParaStyle,
    measure: float,
    items: Items,
    itemise: Callable[[Kinsoku, bool, bool], Items],
    *,
    is_first: bool,
) -> GridFit:
    """Set one stretch between forced line ends in cells; `western` are offsets in it of Western quotation
    marks, `itemise` makes its items anew without runs that are kept together."""
    em = style.text.size
    width = style.cell or em
    piece = text[items.text_start : items.text_end]
    letters = cjk.final_classes(piece, western, keeps_spaces=style.cjk.keep_spaces)
    whole = max(1, int((measure + 0.01) / width))
    hang = min(round(style.hang_em), whole - 1)
    indent = min(round(style.indent_em), whole - 1) if is_first else hang
    indents, room = (indent, hang), (whole - indent, whole - hang)
    may_hang = style.cjk.hanging is not Hanging.NONE or style.cjk.is_strict_grid
    last_line = last_line_of(text, items, style)
    lines: list[GridLine] | None = None
    stage = GridPass.FILLED
    for stage in GridPass:
        if stage is GridPass.SPREAD and not style.cjk.is_strict_grid:
            continue
        extra = None
        if stage >= GridPass.TOKENS:
            items = itemise(style.cjk.kinsoku, False, False)
            extra = inside_tokens(text, items, Sums(items), whole * width)
            if stage is GridPass.ANYTHING:
                extra = everywhere(items) | extra
        cells = Cells(items, letters, width, em)
        ends = find_ends(items, Sums(items), extra)
        lines = fit_grid(
            cells,
            ends,
            room,
            last_line,
            may_spread=stage is not GridPass.FILLED or not style.cjk.is_strict_grid,
            may_hang=may_hang,
            desperate=stage is GridPass.ANYTHING,
        )
        if lines is not None:
            break
    assert lines is not None, "the last pass accepts every line"
    spread = tuple(number for number, line in enumerate(lines) if line.over < 0)
    start = ends.glyphs[lines[-1].start]
    is_lone = start > 0 and last_line.han.get(start, last_line.minimum) < last_line.minimum
    plans = plan_grid(cells, ends, lines, indents, room)
    for plan in plans:
        plan.room -= max(0.0, whole * width - measure)  # a measure narrower than a cell is overfull
    return GridFit(items, plans, stage, spread, is_lone)
