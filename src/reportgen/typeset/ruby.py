"""Readings above the characters they belong to (rule book 11): as wide as they need, no wider.

A group is one character with its syllable, or several with a reading of their own. Where the reading is wider
than its base, it may hang over neighbours without a reading by a quarter em; for the rest the base is spread:
each of its characters stands in the middle of a wider cell. Groups never break. On the line readings are
centred, keep an eighth of an em from each other and stay within the line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportgen.core.style import Colour
from reportgen.core.text import Interlinear, InterlinearKind
from reportgen.typeset.breaks import FORBIDDEN
from reportgen.typeset.items import Items
from reportgen.typeset.lines import Line, PlacedRun

SIZE = 0.5  # of the base
OVERHANG_EM = 0.25  # over a neighbour without a reading, in em of the base
CLEARANCE_EM = 0.125  # between two readings
RISE_EM = 0.98  # from baseline to baseline: the base's frame, and the tails of the reading's letters

SetReading = Callable[[str, str, int, Colour | None], Line]  # text, role, offset of its base, colour


@dataclass(frozen=True, slots=True)
class Group:
    """Glyphs `[first, end)` under one reading; `em` is the base's size (pt), `extra` what its cells have
    grown (pt)."""

    first: int
    end: int
    reading: Line
    em: float
    extra: float = 0.0
    number: int = 0  # of the mark among the readings of the text, from 1


def groups_of(
    marks: Sequence[Interlinear], items: Items, size_at: Callable[[int], float], set_reading: SetReading
) -> list[Group]:
    """The groups of the ruby among `marks` that these items hold, in order."""
    found: list[Group] = []
    readings = sorted((m for m in marks if m.kind is InterlinearKind.RUBY), key=lambda m: m.start)
    for number, mark in enumerate(readings, start=1):
        start, end = max(mark.start, items.text_start), min(mark.end, items.text_end)
        first, last = items.glyph_at(start), items.glyph_at(end)
        if start >= end or first >= last or not mark.text.strip() or (found and first < found[-1].end):
            continue
        starts = [g for g in range(first, last) if g == first or items.clusters[g] != items.clusters[g - 1]]
        words = mark.text.split()
        parts = (
            list(zip(starts, [*starts[1:], last], words, strict=True))
            if len(words) == len(starts)
            else [(first, last, mark.text.strip())]
        )
        for begin, stop, word in parts:
            offset = items.clusters[begin]
            reading = set_reading(word, mark.role, offset, mark.colour)
            found.append(Group(begin, stop, reading, size_at(offset), number=number))
    return [replace(group, extra=_extra(found, k, items)) for k, group in enumerate(found)]


def _extra(groups: Sequence[Group], index: int, items: Items) -> float:
    """What the cells of a group have to grow so that its reading finds room (pt)."""
    group = groups[index]
    table = items.table
    kinds = items.kinds[group.first : group.end]
    base = sum(table.advance[k] for k in kinds) - table.tail[kinds[-1]] - table.lead[kinds[0]]
    excess = (group.reading.width - base) / 2
    before = index > 0 and groups[index - 1].end == group.first
    after = index + 1 < len(groups) and groups[index + 1].first == group.end
    return sum(
        max(0.0, excess + (CLEARANCE_EM / 2 if has_reading else -OVERHANG_EM) * group.em)
        for has_reading in (before, after)
    )


def widen(items: Items, groups: Sequence[Group]) -> None:
    """Keep every group whole and give its characters the cells they need."""
    for group in groups:
        for glyph in range(group.first + 1, group.end):
            items.penalise(glyph, FORBIDDEN)
        if group.extra:
            step = group.extra / (group.end - group.first)
            for glyph in range(group.first, group.end):
                items.kinds[glyph] = items.table.widened(items.kinds[glyph], step)
                dx, dy = items.moved.get(glyph, (0.0, 0.0))
                items.moved[glyph] = (dx + step / 2, dy)


def place(
    groups: Sequence[Group], frames: dict[int, tuple[float, float]], left: float, right: float
) -> tuple[PlacedRun, ...]:
    """The readings of one line: centred over their bases, apart from each other, between `left` and `right`
    (pt). `frames` are start and end of each glyph of the line."""
    here = [group for group in groups if group.first in frames]  # one torn in an emergency begins here
    final = max(frames, default=0)
    starts: list[float] = []
    end = left
    for group in here:
        middle = (frames[group.first][0] + frames[min(group.end - 1, final)][1]) / 2
        starts.append(max(middle - group.reading.width / 2, end))
        end = starts[-1] + group.reading.width + CLEARANCE_EM * group.em
    limit = right
    for k in reversed(range(len(here))):
        starts[k] = max(min(starts[k], limit - here[k].reading.width), left)
        limit = starts[k] - CLEARANCE_EM * here[k].em
    return tuple(
        replace(
            placed,
            x=start + placed.x,
            style=replace(placed.style, rise=placed.style.rise + RISE_EM * group.em),
            ruby=group.number,
        )
        for group, start in zip(here, starts, strict=True)
        for placed in group.reading.runs
    )
