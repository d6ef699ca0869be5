"""Marks between the lines and through them: dots, rules, bands (rule book 11).

They follow the lines as broken and never change them. Lengths below are in em of the characters marked, y
upwards from the baseline; a rule is one straight piece across hanzi and Western text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportgen.core.style import Colour, TextStyle
from reportgen.core.text import Interlinear, InterlinearKind
from reportgen.typeset import cjk
from reportgen.typeset.items import Items
from reportgen.typeset.lineplan import LinePlan
from reportgen.typeset.lines import Dot, Rule

FRAME_TOP, FRAME_BOTTOM = 0.88, -0.12  # of the Han frame
DOT_RADIUS = 0.1
DOT_Y = FRAME_BOTTOM - 0.1 - DOT_RADIUS  # a tenth of an em below the frame
NAME_INSET = 0.06  # at both ends: two names beside each other show a gap
THICKNESS = 0.05  # of every rule; fonts' own tables are not asked, some are absurd
LINE_GAP = 0.5  # em between the frames of two lines that dots and readings need


@dataclass(frozen=True, slots=True)
class _Place:
    y: float
    thickness: float
    inset: float = 0.0
    behind: bool = False


_PLACES = {
    InterlinearKind.NAME: _Place(FRAME_BOTTOM - 0.12 - THICKNESS / 2, THICKNESS, NAME_INSET),
    InterlinearKind.UNDERLINE: _Place(FRAME_BOTTOM - 0.08, THICKNESS),
    InterlinearKind.STRIKE: _Place((FRAME_TOP + FRAME_BOTTOM) / 2, THICKNESS),
    InterlinearKind.BACKGROUND: _Place((FRAME_TOP + FRAME_BOTTOM) / 2, FRAME_TOP - FRAME_BOTTOM, behind=True),
}


def frames_of(items: Items, plan: LinePlan) -> dict[int, tuple[float, float]]:
    """Start and end of each glyph's frame on the line (pt), the white that an edge would take left out."""
    table = items.table
    frames: dict[int, tuple[float, float]] = {}
    x = plan.x
    for glyph, advance in zip(range(plan.first, plan.last + 1), plan.placed, strict=True):
        kind = items.kinds[glyph]
        lead, width = table.lead[kind], table.advance[kind] - table.tail[kind] - table.lead[kind]
        start = x if glyph == plan.first else x + lead
        frames[glyph] = (start, start + min(width, advance))  # a grid may squeeze the last mark
        x += advance
    return frames


def marks_of(
    marks: Sequence[Interlinear],
    items: Items,
    text: str,
    frames: dict[int, tuple[float, float]],
    style_at: Callable[[int], TextStyle],
) -> tuple[tuple[Rule, ...], tuple[Dot, ...]]:
    """The rules and dots of one line, whose glyphs have these frames."""
    rules: list[Rule] = []
    dots: list[Dot] = []
    first, last = min(frames), max(frames)
    for mark in marks:
        if mark.kind is InterlinearKind.RUBY or mark.start >= mark.end:
            continue
        begin, end = items.glyph_at(mark.start), items.glyph_at(mark.end) - 1
        left, right = max(begin, first), min(end, last)
        if left > right:
            continue
        style = style_at(items.clusters[left])
        colour = mark.colour or style.colour
        if mark.kind is InterlinearKind.DOTS:
            dots += _dots(items, text, frames, range(left, right + 1), style_at, mark.colour)
            continue
        place = _PLACES[mark.kind]
        inset = place.inset * style.size
        start = frames[left][0] + (inset if left == begin else 0.0)
        stop = frames[right][1] - (inset if right == end else 0.0)
        if stop > start:
            rules.append(
                Rule(start, stop, place.y * style.size, place.thickness * style.size, colour, place.behind)
            )
    return tuple(rules), tuple(dots)


def _dots(
    items: Items,
    text: str,
    frames: dict[int, tuple[float, float]],
    glyphs: range,
    style_at: Callable[[int], TextStyle],
    colour: Colour | None,
) -> list[Dot]:
    """One dot under every hanzi, none under marks, spaces and Western text."""
    dots: list[Dot] = []
    for glyph in glyphs:
        offset = items.clusters[glyph]
        if cjk.classify(text[offset]) not in cjk.GAP_SIDE:
            continue
        style = style_at(offset)
        start, end = frames[glyph]
        dots.append(
            Dot((start + end) / 2, DOT_Y * style.size, DOT_RADIUS * style.size, colour or style.colour)
        )
    return dots
