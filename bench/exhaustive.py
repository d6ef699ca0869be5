"""How even a paragraph could be at best: every legal way to break it, without the composer's short cuts.

From each legal break every other one is tried, and what a line would need is asked of the justifier itself.
The rules that come before evenness are kept to: nothing torn that belongs together up to 0.15 em, no word
divided up to 0.1 em, no lone last character.
"""

from __future__ import annotations

from reportgen.core.geometry import TOLERANCE
from reportgen.core.style import ParaStyle
from reportgen.core.text import StyledText
from reportgen.typeset import breaks
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.hyphen import hyphenation_points
from reportgen.typeset.itemise import composer_of, spans_of
from reportgen.typeset.items import Items, Sums
from reportgen.typeset.justify import Limits, limits_of, line_change
from reportgen.typeset.linebreak import Ends, find_ends
from reportgen.typeset.lines import hyphen_glyph
from reportgen.typeset.passes import X3_TORN, last_line_of
from reportgen.typeset.quotes import resolve

NONE = float("inf")


def loosest_at_best(text: str, style: ParaStyle, measure: float, fonts: FontBook) -> float:
    """The least distance (em) between hanzi that the loosest line of a justified paragraph needs; infinite if
    ordinary rules do not set it."""
    composer, base = composer_of(fonts), style.text
    quotes = resolve(text, locale=style.cjk.locale)
    spans = spans_of(StyledText(text), base)
    items = composer.itemise(text, 0, len(text), spans, quotes, style.cjk, {})
    sums = Sums(items)
    limits = limits_of(style.cjk, 0.25)
    indent = style.indent_em * base.size
    width = hyphen_glyph(composer, base).advance * base.size
    hyphens = {items.glyph_at(point): (breaks.HYPHENATION, width) for point in hyphenation_points(text)}
    least_han = last_line_of(text, items, style)

    def search(extra: dict[int, tuple[int, float]], dearest: int) -> float:
        ends = find_ends(items, sums, extra, dearest)
        final = len(ends.glyphs) - 1
        best = [0.0] + [NONE] * final
        for start in range(final):
            for end in range(start + 1, final + 1):
                if end == final and start and _is_lone(ends, start, least_han.han, least_han.minimum):
                    continue
                room = measure if start else measure - indent
                needed = _needed(items, sums, ends, (start, end), room, limits)
                best[end] = min(best[end], max(best[start], needed))
        return best[final]

    plain = search({}, breaks.DEAR)
    if plain <= 0.1 + 1e-9:
        return plain
    divided = search(hyphens, breaks.DEAR)
    return divided if divided <= X3_TORN + 1e-9 else min(divided, search(hyphens, breaks.FORBIDDEN))


def _is_lone(ends: Ends, start: int, han: dict[int, int], minimum: int) -> bool:
    return han.get(ends.glyphs[start], minimum) < minimum


def _needed(
    items: Items, sums: Sums, ends: Ends, line: tuple[int, int], room: float, limits: Limits
) -> float:
    """How far apart hanzi stand on a line; infinite if it cannot be brought to its room."""
    start, end = line
    excess = room - (ends.positions[end] - ends.starts[start])
    is_last = end == len(ends.glyphs) - 1
    if excess > 2 * room or (is_last and excess >= -TOLERANCE):
        return NONE if excess > 2 * room else 0.0
    change = line_change(sums, ends.glyphs[start], ends.last[end], excess, limits)
    return NONE if abs(change.rest) > TOLERANCE else change.x3
