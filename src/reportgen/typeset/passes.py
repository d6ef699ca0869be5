"""The passes of section 8.4: from the lines one wishes for to the lines one must accept.

1. no division of words, nothing torn that belongs together, hanzi at most 0.1 em apart: below 0.06 em if that
   can be, else as little as can be;
2. words divided; from 0.15 em on what belongs together is torn where that helps; 0.25 em;
3. emergency: 0.5 em, and stops without white; then long tokens broken; then a
milder kinsoku; then anything, lines short or too long included. Passes from 3 on are reported by the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum

from reportgen.core.geometry import TOLERANCE
from reportgen.core.style import Align, Kinsoku, ParaStyle
from reportgen.typeset import breaks, cjk
from reportgen.typeset.firstfit import first_fit
from reportgen.typeset.hyphen import hyphenation_points
from reportgen.typeset.items import Items, Sums
from reportgen.typeset.justify import X3_EMERGENCY, X3_HARD, X3_SOFT, X3_UNSEEN, Limits, limits_of
from reportgen.typeset.linebreak import (
    LINE,
    Chosen,
    Ends,
    LastLine,
    Room,
    find_ends,
    total_fit,
)
from reportgen.typeset.locales import locale_of
from reportgen.typeset.looseness import COST as LOOSENESS
from reportgen.typeset.looseness import fits_by_lines
from reportgen.typeset.tightest import tightest

X3_TORN = 0.15  # em: what belongs together is torn where hanzi would else stand farther apart (4.4)


class Pass(IntEnum):
    """How far one had to go."""

    PLAIN = 1
    HYPHENATED = 2
    WIDE = 3
    TOKENS = 4
    KINSOKU = 5
    ANYTHING = 6


@dataclass(slots=True)
class Fit:
    """Items and the ends of their lines; `limits` are those the lines were judged by.

    `ragged`: lines are not brought to the measure. `squeezed`: stops could lose all their white.
    `looseness`: lines more (less) than the best number, because that was asked for. `is_lone`: the last
    line has fewer hanzi than the style asks for.
    """

    items: Items
    sums: Sums
    ends: Ends
    nodes: list[int]
    limits: Limits
    reached: Pass
    demerits: float = 0.0
    ragged: bool = False
    squeezed: bool = False
    looseness: int = 0
    is_lone: bool = False

    @property
    def is_relaxed(self) -> bool:
        """Whether rules for line starts and ends gave way."""
        return self.reached == Pass.KINSOKU or any(
            self.ends.costs[node] >= breaks.ANYWHERE**2 for node in self.nodes
        )


# Level, whether runs that ask for it are kept together, and whether stops may lose all their white.
Itemise = Callable[[Kinsoku, bool, bool], Items]
Extra = dict[int, tuple[int, float]]  # ends to add, see `find_ends`


def fit_lines(
    text: str,
    style: ParaStyle,
    room: Room,
    items: Items,
    itemise: Itemise,
    hyphen_width: Callable[[int], float],
    looseness: int = 0,
) -> Fit:
    """Break one stretch between forced line ends. `itemise` makes its items anew, by milder rules;
    `hyphen_width` is that of a hyphen at an offset of the text. `looseness` asks for so many lines more or
    less than the best number; the answer comes as near as ordinary rules allow."""
    fit = _best_fit(text, style, room, items, itemise, hyphen_width)
    fit.ragged = style.align not in (Align.JUSTIFY, Align.EVEN)
    fit.squeezed = style.cjk.squeeze_stops or (fit.reached >= Pass.WIDE and not fit.ragged)
    if looseness and style.total_fit and fit.reached < Pass.WIDE:
        _loosen(fit, text, style, room, hyphen_width, looseness)
    if len(fit.nodes) > 1 and (fit.reached > Pass.PLAIN or fit.ragged or not style.total_fit):
        last_line = last_line_of(text, fit.items, style)  # in the first pass of justified text there is none
        han = last_line.han.get(fit.ends.glyphs[fit.nodes[-2]], last_line.minimum)
        fit.is_lone = han < last_line.minimum
    return fit


def _loosen(
    fit: Fit, text: str, style: ParaStyle, room: Room, hyphen_width: Callable[[int], float], wanted: int
) -> None:
    """Change the number of lines of `fit` by `wanted`, or as far towards it as the first two passes go."""
    items, sums = fit.items, fit.sums
    last_line = replace(last_line_of(text, items, style), is_strict=style.cjk.last_line_min > 1)
    ragged_em = style.text.size if fit.ragged else 0.0
    extra = _divisions(text, items, style, hyphen_width)
    best = len(fit.nodes)
    for stage, x3, more in ((Pass.PLAIN, X3_SOFT, None), (Pass.HYPHENATED, X3_HARD, extra)):
        limits = limits_of(style.cjk, x3)
        ends = find_ends(items, sums, more)
        found = fits_by_lines(sums, ends, room, limits, last_line, ragged_em=ragged_em)
        towards = [n for n in found if 0 < (n - best) * wanted <= wanted * wanted]
        if not towards:
            continue
        count = max(towards, key=lambda n: abs(n - best))
        if abs(count - best) <= abs(fit.looseness):
            continue
        fit.ends, fit.nodes, fit.limits = ends, found[count].nodes, limits
        fit.reached, fit.looseness = max(stage, fit.reached), count - best
        fit.demerits = found[count].demerits + LOOSENESS * abs(fit.looseness)
        if fit.looseness == wanted:
            return


def _best_fit(
    text: str,
    style: ParaStyle,
    room: Room,
    items: Items,
    itemise: Itemise,
    hyphen_width: Callable[[int], float],
) -> Fit:
    """The passes in turn, until one finds an answer."""
    sums = Sums(items)
    justified = style.align in (Align.JUSTIFY, Align.EVEN)
    if not style.total_fit:
        ends = find_ends(items, sums)
        limits = limits_of(style.cjk, X3_EMERGENCY)
        greedy = first_fit(sums, ends, room, limits)
        return Fit(items, sums, ends, greedy.nodes, limits, Pass.PLAIN, greedy.demerits)
    ends = find_ends(items, sums, dearest=breaks.DEAR if justified else breaks.FORBIDDEN)
    if ends.positions[-1] - ends.starts[0] <= room.first + TOLERANCE:
        last = len(ends.glyphs) - 1  # one line, nothing to choose
        return Fit(items, sums, ends, [last], limits_of(style.cjk, X3_SOFT), Pass.PLAIN, LINE * LINE)
    last_line = last_line_of(text, items, style)

    def extra() -> Extra:
        return _divisions(text, items, style, hyphen_width)

    fit = (
        _justified(items, sums, ends, room, style, last_line, extra)
        if justified
        else _ragged(items, sums, ends, room, style, last_line, extra)
    )
    return fit or _in_emergency(text, style, room, items, sums, itemise, extra(), last_line)


def _justified(
    items: Items,
    sums: Sums,
    ends: Ends,
    room: Room,
    style: ParaStyle,
    last_line: LastLine,
    extra: Callable[[], Extra],
) -> Fit | None:
    """The first two passes of justified text; `ends` are those that tear nothing."""
    whole = replace(last_line, is_strict=last_line.minimum > 1)
    limits = limits_of(style.cjk, X3_SOFT)
    chosen = total_fit(sums, ends, room, limits, whole, ceiling=X3_UNSEEN)
    if chosen is None:
        least = tightest(sums, ends, room, limits, whole)
        if least is not None:
            chosen = total_fit(sums, ends, room, limits, whole, ceiling=least)
    if chosen is not None:
        return Fit(items, sums, ends, chosen.nodes, limits, Pass.PLAIN, chosen.demerits)

    limits = limits_of(style.cjk, X3_HARD)
    more = extra()
    if more:
        ends = find_ends(items, sums, more, breaks.DEAR)
    least = tightest(sums, ends, room, limits, whole)
    if least is None or least > X3_TORN:
        ends = find_ends(items, sums, more)
    if least is None:
        least = tightest(sums, ends, room, limits, whole)
    if least is None:
        whole, least = last_line, tightest(sums, ends, room, limits, last_line)
    if least is None:
        return None
    chosen = total_fit(sums, ends, room, limits, whole, ceiling=least)
    assert chosen is not None, "what keeps below a ceiling is found under it"
    return Fit(items, sums, ends, chosen.nodes, limits, Pass.HYPHENATED, chosen.demerits)


def _ragged(
    items: Items,
    sums: Sums,
    ends: Ends,
    room: Room,
    style: ParaStyle,
    last_line: LastLine,
    extra: Callable[[], Extra],
) -> Fit | None:
    """The same for lines that keep their natural width."""
    for stage in (Pass.PLAIN, Pass.HYPHENATED):
        limits = limits_of(style.cjk, X3_SOFT if stage is Pass.PLAIN else X3_HARD)
        if stage is Pass.HYPHENATED:
            ends = find_ends(items, sums, extra())
        chosen = total_fit(sums, ends, room, limits, last_line, ragged_em=style.text.size)
        if chosen is not None:
            return Fit(items, sums, ends, chosen.nodes, limits, stage, chosen.demerits)
    return None


def _in_emergency(
    text: str,
    style: ParaStyle,
    room: Room,
    items: Items,
    sums: Sums,
    itemise: Itemise,
    extra: Extra,
    last_line: LastLine,
) -> Fit:
    """The passes from 3 on; the last one takes any text."""
    level = style.cjk.kinsoku
    em = style.text.size
    justified = style.align in (Align.JUSTIFY, Align.EVEN)
    ragged_em = 0.0 if justified else em
    limits = limits_of(style.cjk, X3_EMERGENCY)
    if justified:
        items = itemise(level, True, True)
        sums = Sums(items)
        ends = find_ends(items, sums, extra)
        least = tightest(sums, ends, room, limits, last_line)
        if least is not None:
            chosen = total_fit(sums, ends, room, limits, last_line, ceiling=least)
            assert chosen is not None, "what keeps below a ceiling is found under it"
            return Fit(items, sums, ends, chosen.nodes, limits, Pass.WIDE, chosen.demerits)

    narrow = min(room.first, room.other)
    milder = [Kinsoku.BASIC] if level in (Kinsoku.GB, Kinsoku.STRICT) else []
    for stage, kinsoku in [(Pass.TOKENS, level), *((Pass.KINSOKU, k) for k in milder)]:
        items = itemise(kinsoku, False, justified)
        sums = Sums(items)
        ends = find_ends(items, sums, inside_tokens(text, items, sums, narrow) | extra)
        last_line = last_line_of(text, items, style)
        chosen = total_fit(sums, ends, room, limits, last_line, ragged_em=ragged_em)
        if chosen is not None:
            return Fit(items, sums, ends, chosen.nodes, limits, stage, chosen.demerits)

    items = itemise(level, False, justified)
    sums = Sums(items)
    ends = find_ends(items, sums, everywhere(items) | inside_tokens(text, items, sums, narrow) | extra)
    chosen = total_fit(sums, ends, room, limits, LastLine(), ragged_em=ragged_em, desperate_em=em)
    assert chosen is not None, "the last pass accepts every line"
    return Fit(items, sums, ends, chosen.nodes, limits, Pass.ANYTHING, chosen.demerits)


def last_line_of(text: str, items: Items, style: ParaStyle) -> LastLine:
    """Count the hanzi at the end, as far as it matters; Western text makes a last line long enough."""
    minimum = style.cjk.last_line_min
    han: dict[int, int] = {}
    count = 0
    for glyph in range(len(items.kinds) - 1, 0, -1):
        letter = cjk.classify(text[items.clusters[glyph]])
        if letter in cjk.WESTERN:
            break
        count += letter in cjk.HAN_LIKE
        if count > minimum:
            break
        han[glyph] = count
    return LastLine(minimum, style.indent_em * style.text.size, han)


def _divisions(text: str, items: Items, style: ParaStyle, hyphen_width: Callable[[int], float]) -> Extra:
    """Ends inside words, if the style divides any; not inside a ligature."""
    found: Extra = {}
    if not style.hyphenate:
        return found
    penalty = breaks.HYPHENATION if locale_of(style.cjk).is_han else breaks.WESTERN_HYPHENATION
    for point in hyphenation_points(text[items.text_start : items.text_end]):
        offset = items.text_start + point
        glyph = items.glyph_at(offset)
        if 0 < glyph < len(items.kinds) and items.clusters[glyph] == offset:
            found[glyph] = (penalty, hyphen_width(offset - 1))
    return found


def _cluster_starts(items: Items) -> list[int]:
    clusters = items.clusters
    if isinstance(clusters, range):
        return list(range(1, len(clusters)))
    return [g for g in range(1, len(clusters)) if clusters[g] != clusters[g - 1]]


def inside_tokens(text: str, items: Items, sums: Sums, measure: float) -> Extra:
    """Emergency ends inside Western tokens wider than the measure (pt): between clusters, no hyphen."""
    clusters, position = items.clusters, sums.position
    letters = cjk.classify(text[items.text_start : items.text_end])
    found: Extra = {}
    token: list[int] = []  # inner ends of the token at hand
    start = 0
    for glyph in [*_cluster_starts(items), len(items.kinds)]:
        at = clusters[glyph] - items.text_start if glyph < len(items.kinds) else 0
        if at and letters[at] in cjk.WESTERN and letters[at - 1] in cjk.WESTERN:
            token.append(glyph)
            continue
        if token and position[glyph] - position[start] > measure:
            found.update(dict.fromkeys(token, (breaks.IN_TOKEN, 0.0)))
        token, start = [], glyph
    return found


def everywhere(items: Items) -> Extra:
    """Last-resort ends between any two clusters; never before a blank."""
    blank = items.table.blank
    return {
        glyph: (breaks.ANYWHERE, 0.0) for glyph in _cluster_starts(items) if not blank[items.kinds[glyph]]
    }


def balanced_ends(fit: Fit, room: Room, em: float) -> list[int]:
    """Ends that spread the text over as many lines as `fit` has, as evenly as their breaks allow: for
    centred lines. The narrowest measure that still needs no more lines is found by halving."""
    lines = len(fit.nodes)
    best = fit.nodes
    if lines < 2:
        return best
    narrow, wide = room.other / 2, room.other
    for _ in range(8):
        middle = (narrow + wide) / 2
        lesser = Room(room.first - room.other + middle, middle)
        chosen: Chosen | None = None
        if lesser.first > 0:
            chosen = total_fit(fit.sums, fit.ends, lesser, fit.limits, LastLine(0), ragged_em=em)
        if chosen is not None and len(chosen.nodes) == lines:
            best, wide = chosen.nodes, middle
        else:
            narrow = middle
    return best
