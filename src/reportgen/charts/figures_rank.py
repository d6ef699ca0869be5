"""Ranks as rows of cells: one cell for each member of the scope, only where their number is stated.

A rank among an unknown number is said in words. Groups of indicators are one cell for each, with brackets
that name the scope; an item announced and not listed by the source is an open cell with a dashed edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.charts import words
from reportgen.charts.lettering import MIDDLE_EM
from reportgen.charts.look import ChartLook
from reportgen.charts.placing import spread
from reportgen.charts.rows import whole_halves
from reportgen.charts.sheet import Kit, Sheet, Side
from reportgen.content.plan import ChartPlan, RankGroup, RankRow
from reportgen.core.diagnostics import language_of
from reportgen.core.geometry import Rect, fits
from reportgen.core.paged import Drawing
from reportgen.core.style import Colour, TextStyle

LEAST_CELL = 2.0  # pt; with narrower cells nobody can count, so the rank is said in words
PADDING = 3.0  # of a word in its cell
BRACKET_GAP = 5.0  # between cells and bracket
BRACKET_LABEL = 16.0  # baseline below the cells' foot
DASH = (2.5, 2.0)
AMONG = {"zh": "　", "en": ": "}


def rank_strip(plan: ChartPlan, width: float, kit: Kit) -> Drawing:
    """Every rank of the plan, then its groups."""
    look = kit.look
    blocks: list[tuple[float, RankRow | None]] = []
    y = 0.0
    names = plan.labels if len(plan.labels) == len(plan.ranks) and len(plan.ranks) > 1 else ()
    labels: list[str] = []
    for number, rank in enumerate(plan.ranks):
        label = f"{names[number]}{AMONG[language_of(plan.language)]}{rank.scope}" if names else rank.scope
        labels.append(label if len(plan.ranks) > 1 or not _is_strip(rank, width) else "")
        blocks.append((y, rank))
        y += _rank_height(rank, width, kit, labels[-1])
    if plan.rank_groups:
        blocks.append((y, None))
        y += look.rank_cell + whole_halves(BRACKET_LABEL + 2.0)
    sheet = kit.sheet(width, whole_halves(max(y, look.pitch)))
    accent = next((i for i, rank in enumerate(plan.ranks) if rank.highlight), 0)
    for i, (top, found) in enumerate(blocks):
        if found is None:
            _groups(sheet, kit, plan, top, width)
            continue
        _rank(sheet, kit, found, top, is_accent=i == accent, label=labels[i])
    return sheet.finish()


def _is_strip(rank: RankRow, width: float) -> bool:
    """Whether a rank can be a row of cells: the number of members is stated, and each can be seen."""
    return rank.of is not None and 1 <= rank.position <= rank.of and width / rank.of >= LEAST_CELL


def _cells(count: int, width: float, look: ChartLook) -> tuple[float, float]:
    """Width of one of `count` cells and the gap between two; gaps shrink with the cells."""
    gap = min(look.rank_gap, 0.25 * width / count)
    return (width - gap * (count - 1)) / count, gap


def _is_inside(rank: RankRow, width: float, kit: Kit) -> bool:
    """Whether the rank's words stand inside its cell."""
    assert rank.of is not None
    cell, _ = _cells(rank.of, width, kit.look)
    return fits(kit.letters.width(rank.text, kit.look.value_strong) + 2 * PADDING, cell)


def _label_height(label: str, width: float, kit: Kit) -> float:
    """Height of a label in as many lines as it needs."""
    lines = kit.letters.wrap(label, kit.look.name, width) if label else ()
    return whole_halves(kit.look.pitch + (len(lines) - 1) * kit.look.label_leading) if lines else 0.0


def _rank_height(rank: RankRow, width: float, kit: Kit, label: str) -> float:
    look, height = kit.look, _label_height(label, width, kit)
    if not _is_strip(rank, width):
        return height + (0.0 if _word_follows(rank, label, width, kit) else look.pitch)
    above = 0.0 if _is_inside(rank, width, kit) else look.pitch
    return height + above + look.rank_cell + (9.0 if label else 0.0)


def _word_follows(rank: RankRow, label: str, width: float, kit: Kit) -> bool:
    """Whether the rank's words stand behind the last line of its label."""
    look, letters = kit.look, kit.letters
    last = letters.wrap(label, look.name, width)[-1].width
    return fits(last + look.label_gap + letters.width(rank.text, look.value_strong), width)


def _rank(sheet: Sheet, kit: Kit, rank: RankRow, top: float, *, is_accent: bool, label: str) -> None:
    """One rank: cells with one filled, or its words; `label` stands above the cells or before the words."""
    look, width = sheet.look, sheet.size.width
    lines = kit.letters.wrap(label, look.name, width) if label else ()
    sheet.lines(0.0, top + look.baseline, lines, look.name)
    word = replace(look.value_strong, colour=look.accent if is_accent else look.ink)
    if not _is_strip(rank, width):
        x, y = lines[-1].width + look.label_gap, top + look.baseline + (len(lines) - 1) * look.label_leading
        if not _word_follows(rank, label, width, kit):
            x, y = 0.0, top + _label_height(label, width, kit) + look.baseline
        sheet.text(x, y, rank.text, word)
        return
    top += _label_height(label, width, kit)
    assert rank.of is not None
    cell, gap = _cells(rank.of, width, look)
    centre = (rank.position - 1) * (cell + gap) + cell / 2
    if _is_inside(rank, width, kit):
        _word(sheet, centre, top + look.rank_cell / 2, rank.text, replace(word, colour=look.paper))
    else:
        half = sheet.letters.width(rank.text, word) / 2
        sheet.text(min(max(centre, half), width - half), top + look.baseline, rank.text, word, Side.CENTRE)
        top += look.pitch
    boxes = [Rect(number * (cell + gap), top, cell, look.rank_cell) for number in range(rank.of)]
    its = boxes.pop(rank.position - 1)
    sheet.boxes(boxes, look.track)
    sheet.rect(its, look.accent if is_accent else look.first)


@dataclass(frozen=True, slots=True)
class Bracket:
    """A stretch of cells with one scope."""

    start: float
    end: float
    label: str


def _groups(sheet: Sheet, kit: Kit, plan: ChartPlan, top: float, width: float) -> None:
    """One cell for each item, brackets below with the scopes."""
    look = kit.look
    total = sum(group.count for group in plan.rank_groups)
    cell, gap = _cells(total, width, look)
    x = 0.0
    brackets: list[Bracket] = []
    for group in plan.rank_groups:
        start = x
        for _ in range(group.count):
            _group_cell(sheet, kit, group, Rect(x, top, cell, look.rank_cell))
            x += cell + gap
        label = _scope(group, plan)
        end = x - gap
        if brackets and brackets[-1].label == label:
            brackets[-1] = replace(brackets[-1], end=end)
        else:
            brackets.append(Bracket(start, end, label))
    y = top + look.rank_cell + BRACKET_GAP
    sheet.rules([(b.start, y, b.end, y) for b in brackets], look.bracket, look.hairline)
    style = replace(look.name, size=look.tick.size)
    _bracket_labels(sheet, kit, brackets, top + look.rank_cell + BRACKET_LABEL, style, width)


def _scope(group: RankGroup, plan: ChartPlan) -> str:
    """What a bracket says; the unlisted item's says that it is not listed."""
    if group.position is None:
        return group.text or group.scope or words.of(plan.language).not_listed
    return group.scope


def _group_cell(sheet: Sheet, kit: Kit, group: RankGroup, box: Rect) -> None:
    look = kit.look
    if group.position is None:
        sheet.frame(box, look.outline, 0.7, DASH)
        return
    fill: Colour = look.first if group.position == 1 else look.lower
    style: TextStyle = replace(look.value_strong, colour=look.paper) if group.position == 1 else look.value
    sheet.rect(box, fill)
    for text, size in (
        (group.text, style.size),
        (group.text, look.tick.size),
        (str(group.position), style.size),
    ):
        sized = replace(style, size=size)
        if fits(kit.letters.width(text, sized) + 2.0, box.width):
            _word(sheet, box.x + box.width / 2, box.y + box.height / 2, text, sized)
            return


def _bracket_labels(
    sheet: Sheet, kit: Kit, brackets: Sequence[Bracket], baseline: float, style: TextStyle, width: float
) -> None:
    widths = [kit.letters.width(b.label, style) for b in brackets]
    placed = spread([(b.start + b.end) / 2 for b in brackets], widths, 0.0, width, 4.0)
    for bracket, x in zip(brackets, placed, strict=True):
        sheet.text(x, baseline, bracket.label, style, Side.CENTRE)


def _word(sheet: Sheet, x: float, centre: float, text: str, style: TextStyle) -> None:
    """A word in the middle of a cell."""
    sheet.text(x, centre + MIDDLE_EM * style.size, text, style, Side.CENTRE)
