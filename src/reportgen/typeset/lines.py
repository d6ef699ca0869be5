"""Lines as records, and the cutting of a line's glyphs into runs of one face and style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.core.paged import GlyphRun
from reportgen.core.style import Colour, TextStyle
from reportgen.typeset.cjk import SIGN
from reportgen.typeset.itemise import Composer, StyleSpan
from reportgen.typeset.items import Items, Part
from reportgen.typeset.shaping import Glyph


@dataclass(frozen=True, slots=True)
class PlacedRun:
    """A glyph run in its line: `x` pt from the measure's left edge to the pen's start. The style gives its
    colour and rise (the caller subtracts the rise from the baseline's y); `link` is a URI or `#node`."""

    x: float
    run: GlyphRun
    style: TextStyle
    link: str = ""
    language: str = ""
    ruby: int = 0  # of which reading this is the base, or the reading itself; from 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule or band from `x` to `right` in its line (pt from the measure's left edge); `y` is its
    middle, upwards from the baseline. `behind`: under the characters."""

    x: float
    right: float
    y: float
    thickness: float
    colour: Colour
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle around `x`, `y` (pt; y upwards from the baseline)."""

    x: float
    y: float
    radius: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `text[start:end]` of the paragraph is on it, trailing spaces and a forced end included.

    `x` is where its first frame starts and `width` what it takes from there (pt, edges trimmed); `natural`
    is the width before justification. `hyphenated`: a hyphen that is not in the text closes it; its glyph's
    cluster is the length of its run's text, that is, it stands for no character. `hung`: pt of the
    last mark's frame in the margin, from where its ink starts; they are no part of `width`. `rules` and
    `dots` belong to the characters' looks, `above` are readings: their style's rise says how high.
    """

    runs: tuple[PlacedRun, ...]
    start: int
    end: int
    x: float
    width: float
    natural: float
    hyphenated: bool = False
    hung: float = 0.0
    rules: tuple[Rule, ...] = ()
    dots: tuple[Dot, ...] = ()
    above: tuple[PlacedRun, ...] = ()


def hyphen_glyph(composer: Composer, style: TextStyle) -> Glyph:
    """The hyphen that closes a divided word in `style`."""
    return composer.shaper.western(style.role, "-", SIGN).glyphs[0]


def place_runs(
    composer: Composer,
    text: str,
    items: Items,
    spans: Sequence[StyleSpan],
    first: int,
    end: int,
    placed: list[float],
    x: float,
    hyphenated: bool,
    is_hung: bool = False,
) -> tuple[PlacedRun, ...]:
    """Runs of the line of glyphs `[first, end)`, whose final advances are `placed`, from `x` on.

    `is_hung`: the frame of the last mark stands in the margin, and its ink is moved to start there too (5.6).
    """
    lead = items.table.lead[items.kinds[first]]
    parts = items.parts
    if len(parts) > 1:
        parts = [part for part in parts if part.start < end and part.end > first]
    runs: list[PlacedRun] = []
    for part in parts:
        begin, stop = max(part.start, first), min(part.end, end)
        advance = placed if len(parts) == 1 else placed[begin - first : stop - first]
        run = _run(
            text,
            items,
            part,
            spans[part.style].style.size,
            begin,
            stop,
            advance,
            lead if begin == first else 0.0,
        )
        span = spans[part.style]
        runs.append(PlacedRun(x, run, span.style, span.link, span.language, span.ruby))
        if len(parts) > 1:
            x += sum(advance)
    if hyphenated:
        _close_with_hyphen(composer, runs)
    if is_hung:
        runs[-1] = replace(runs[-1], run=_at_margin(composer, runs[-1].run))
    return tuple(runs)


def _at_margin(composer: Composer, run: GlyphRun) -> GlyphRun:
    """The run with the ink of its last glyph moved left to the pen."""
    face = composer.shaper.fonts.face(run.font)
    bearing = face.bounds(run.glyph_ids[-1])[0] / face.upem * run.size
    offsets = list(run.offsets) or [_NO_OFFSET] * len(run.glyph_ids)
    offsets[-1] = (offsets[-1][0] - bearing, offsets[-1][1])
    return replace(run, offsets=tuple(offsets))


def _run(
    text: str, items: Items, part: Part, size: float, begin: int, stop: int, advance: list[float], lead: float
) -> GlyphRun:
    """One run; `lead` moves the ink of its first glyph back, whose left white the line's edge took."""
    clusters = items.clusters
    text_start = clusters[begin]
    text_end = clusters[stop] if stop < part.end else part.text_end
    relative: Sequence[int] = range(stop - begin)
    if not isinstance(clusters, range):
        own = clusters[begin:stop]
        if text_end - text_start != stop - begin or own != list(range(text_start, text_end)):
            relative = tuple([c - text_start for c in own])
    offsets: tuple[tuple[float, float], ...] = ()
    if lead or items.moved:
        moved = [items.moved.get(glyph, _NO_OFFSET) for glyph in range(begin, stop)]
        moved[0] = (moved[0][0] - lead, moved[0][1])
        if any(offset != _NO_OFFSET for offset in moved):
            offsets = tuple(moved)
    return GlyphRun(
        part.font,
        size,
        tuple(items.glyph_ids[begin:stop]),
        tuple(advance),
        offsets,
        relative,
        text[text_start:text_end],
        part.embolden_em,
    )


_NO_OFFSET = (0.0, 0.0)


def _close_with_hyphen(composer: Composer, runs: list[PlacedRun]) -> None:
    """Add the hyphen to the last run, or behind it where another face draws it."""
    last = runs[-1]
    run, size = last.run, last.run.size
    glyph = hyphen_glyph(composer, last.style)
    width = glyph.advance * size
    if (glyph.font, glyph.embolden_em) == (run.font, run.embolden_em):
        closed = GlyphRun(
            run.font,
            size,
            (*run.glyph_ids, glyph.id),
            (*run.advances, width),
            (*run.offsets, _NO_OFFSET) if run.offsets else (),
            (*run.clusters, len(run.text)),
            run.text,
            run.embolden_em,
        )
        runs[-1] = replace(last, run=closed)
        return
    hyphen = GlyphRun(glyph.font, size, (glyph.id,), (width,), (), (0,), "", glyph.embolden_em)
    runs.append(replace(last, x=last.x + sum(run.advances), run=hyphen))
