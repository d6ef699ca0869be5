"""The paragraph composer: styled text in, lines of placed glyphs out.

    spans and quotes -> items (itemise, stretch) -> line ends (passes, linebreak) -> final advances (justify)

Every step has its own module and can be tested by itself; this one holds the records and the plot. Lines
tile the text: each says which characters it covers, spaces that paper does not show and forced line ends
included, and the glyph runs of a line name their characters as slices of the source text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.core.diagnostics import Diagnostic, error, warning
from reportgen.core.geometry import TOLERANCE
from reportgen.core.paged import GlyphRun
from reportgen.core.style import Align, Kinsoku, ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset.breaks import FORBIDDEN, HYPHENATION, IN_TOKEN
from reportgen.typeset.cjk import SIGN
from reportgen.typeset.itemise import Composer, StyleSpan, composer_of, keep_together, spans_of
from reportgen.typeset.items import Items, Sums
from reportgen.typeset.justify import X3_HARD, Change, advances, expansion, line_change, spread_evenly
from reportgen.typeset.linebreak import Room
from reportgen.typeset.passes import Fit, Pass, balanced_ends, fit_lines
from reportgen.typeset.quotes import Quotes, resolve
from reportgen.typeset.shaping import Fonts, Missing

_FULL_LAST = 0.95  # a last line this full may be closed up to the measure ...
_FULL_LAST_STRETCH = 0.02  # ... if that takes no more than this per gap (em)


@dataclass(frozen=True, slots=True)
class PlacedRun:
    """A glyph run in its line: `x` pt from the measure's left edge to the pen's start. The style gives its
    colour and rise; `link` is a URI or `#node`."""

    x: float
    run: GlyphRun
    style: TextStyle
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `text[start:end]` of the paragraph is on it, trailing spaces and a forced end included.

    `x` is where its first frame starts and `width` what it takes from there (pt, edges trimmed); `natural`
    is the width before justification. `hyphenated`: a hyphen that is not in the text closes it.
    """

    runs: tuple[PlacedRun, ...]
    start: int
    end: int
    x: float
    width: float
    natural: float
    hyphenated: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of a text in a measure (pt), and what the reader of the log should know of them."""

    lines: tuple[Line, ...]
    style: ParaStyle
    measure: float
    text: str
    findings: tuple[Diagnostic, ...] = ()

    @property
    def height(self) -> float:
        """Lines times their pitch (pt)."""
        return len(self.lines) * self.style.leading


def compose(text: StyledText, style: ParaStyle, measure: float, fonts: Fonts) -> Paragraph:
    """Set `text` to lines no wider than `measure` (pt).

    Always returns all of the text; what could not be set by the rules is among the findings, with the
    text's origin as their place.
    """
    composer = composer_of(fonts)
    source = text.text
    spans = spans_of(text, style.text)
    quotes = _quotes(text, style)
    missing: dict[Missing, None] = {}
    lines: list[Line] = []
    report = _Report(text)
    start = 0
    while start < len(source):
        newline = source.find("\n", start)
        content_end = len(source) if newline < 0 else newline
        end = len(source) if newline < 0 else newline + 1
        lines += _segment(composer, text, spans, quotes, style, measure, start, content_end, end, missing, report)
        start = end
    report.missing(missing)
    return Paragraph(tuple(lines), style, measure, source, tuple(report.findings))


def set_line(
    text: StyledText | str, style: TextStyle | ParaStyle, fonts: Fonts, *, even: float | None = None
) -> Line:
    """Set `text` as one line of its natural width, whatever that is: labels, table heads, chart text.

    Line-edge trimming applies; `even` spreads the line to that width (pt, 均排) if it is shorter.
    """
    styled = StyledText(text.replace("\n", " ")) if isinstance(text, str) else text
    if "\n" in styled.text:
        styled = StyledText(styled.text.replace("\n", " "), styled.runs, styled.origin)
    para = style if isinstance(style, ParaStyle) else ParaStyle(style, style.size)
    source = styled.text
    if not source:
        return Line((), 0, 0, 0.0, 0.0, 0.0)
    composer = composer_of(fonts)
    spans = spans_of(styled, para.text)
    items = composer.itemise(source, 0, len(source), spans, _quotes(styled, para), para.cjk, {})
    last = _last_visible(items)
    if last < 0:
        return Line((), 0, len(source), 0.0, 0.0, 0.0)
    placed = advances(items, 0, last + 1, None)
    natural = sum(placed)
    if even is not None and even > natural:
        placed = spread_evenly(items, 0, last + 1, even - natural)
    return _line(composer, items, spans, para, (0, last + 1), placed, 0.0, natural, (0, len(source)))


def natural_width(text: StyledText | str, style: TextStyle | ParaStyle, fonts: Fonts) -> float:
    """Width (pt) of `text` set as one line, edges trimmed."""
    styled = StyledText(text) if isinstance(text, str) else text
    source = styled.text.replace("\n", " ")
    if not source:
        return 0.0
    para = style if isinstance(style, ParaStyle) else ParaStyle(style, style.size)
    composer = composer_of(fonts)
    spans = spans_of(styled, para.text)
    items = composer.itemise(source, 0, len(source), spans, _quotes(styled, para), para.cjk, {})
    last = _last_visible(items)
    return sum(advances(items, 0, last + 1, None))


def _quotes(text: StyledText, style: ParaStyle) -> Quotes:
    languages = [(run.start, run.end, run.language) for run in text.runs if run.language]
    return resolve(text.text, languages, locale=style.cjk.locale)


def _last_visible(items: Items) -> int:
    last = len(items.kinds) - 1
    while last >= 0 and items.table.blank[items.kinds[last]]:
        last -= 1
    return last


def _segment(
    composer: Composer,
    text: StyledText,
    spans: Sequence[StyleSpan],
    quotes: Quotes,
    style: ParaStyle,
    measure: float,
    start: int,
    content_end: int,
    end: int,
    missing: dict[Missing, None],
    report: _Report,
) -> list[Line]:
    """Lines of one stretch between forced line ends."""
    source = text.text
    em = style.text.size
    indent = (style.hang_em if start else style.indent_em) * em
    hang = style.hang_em * em

    def itemise(level: Kinsoku, keeps: bool) -> Items:
        cjk_style = style.cjk if level is style.cjk.kinsoku else _milder(style, level)
        items = composer.itemise(source, start, content_end, spans, quotes, cjk_style, missing)
        if keeps and text.runs:
            keep_together(items, text)
        return items

    hyphen = composer.shaper.western(style.text.role, "-", SIGN).glyphs[0].advance * em
    room = Room(max(measure - indent, 0.0), max(measure - hang, 0.0))
    items = itemise(style.cjk.kinsoku, True)
    if not items.kinds:
        return [Line((), start, end, indent, 0.0, 0.0)]
    fit = fit_lines(source, style, room, items, itemise, hyphen)
    report.passes(fit.reached, source[start:content_end])
    nodes = fit.nodes
    if style.align is Align.CENTRE:
        nodes = balanced_ends(fit, room, em)

    items, ends = fit.items, fit.ends
    lines: list[Line] = []
    node = 0
    for following in nodes:
        first, last = ends.glyphs[node], ends.last[following]
        is_final = following == len(ends.glyphs) - 1
        begin = items.clusters[first] if node else start
        finish = end if is_final else items.clusters[ends.glyphs[following]]
        hyphenated = ends.hyphen is not None and ends.hyphen[following]
        width = room.other if lines else room.first
        natural = ends.positions[following] - ends.starts[node]
        change = _change(fit, style.align, first, last, width - natural, natural, is_final)
        if style.align is Align.EVEN and width - natural > TOLERANCE:
            placed = spread_evenly(items, first, last + 1, width - natural)
        else:
            placed = advances(items, first, last + 1, change)
        if hyphenated:
            placed.append(hyphen)
        report.line(fit, following, change, width - natural, source[begin:finish])
        lines.append(
            _line(
                composer,
                items,
                spans,
                style,
                (first, last + 1),
                placed,
                hang if lines else indent,
                natural,
                (begin, finish),
                measure,
                hyphenated,
            )
        )
        node = following
    return lines


def _milder(style: CjkStyle, level: Kinsoku) -> CjkStyle:
    return replace(style, kinsoku=level)


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


def _line(
    composer: Composer,
    items: Items,
    spans: Sequence[StyleSpan],
    style: ParaStyle,
    glyphs: tuple[int, int],
    placed: list[float],
    indent: float,
    natural: float,
    text_range: tuple[int, int],
    measure: float = math.inf,
    hyphenated: bool = False,
) -> Line:
    """Place the glyphs of one line, final advances in `placed`, and cut them into runs."""
    width = math.fsum(placed)
    x = indent
    if math.isfinite(measure):
        if style.align is Align.CENTRE:
            x = indent + (measure - indent - width) / 2
        elif style.align is Align.END:
            x = measure - width
    runs = _runs(composer, items, spans, glyphs, placed, x, hyphenated)
    return Line(runs, *text_range, x, width, natural, hyphenated)


def _runs(
    composer: Composer,
    items: Items,
    spans: Sequence[StyleSpan],
    glyphs: tuple[int, int],
    placed: list[float],
    x: float,
    hyphenated: bool,
) -> tuple[PlacedRun, ...]:
    first, end = glyphs
    parts = items.parts
    if len(parts) > 1:
        parts = [part for part in parts if part.start < end and part.end > first]
    runs: list[PlacedRun] = []
    lead = items.table.lead[items.kinds[first]]
    for part in parts:
        begin, stop = max(part.start, first), min(part.end, end)
        span = spans[part.style]
        text_start = items.clusters[begin]
        text_end = items.clusters[stop] if stop < part.end else part.text_end
        chosen = tuple(items.glyph_ids[begin:stop])
        advance = placed[begin - first : stop - first]
        if isinstance(items.clusters, range):
            clusters: Sequence[int] = range(stop - begin)
        else:
            clusters = _clusters(items.clusters[begin:stop], text_start)
        offsets: tuple[tuple[float, float], ...] = ()
        if (lead and begin == first) or items.moved:
            offsets = _offsets(items, begin, stop, lead if begin == first else 0.0)
        closes = hyphenated and stop == end
        if closes:
            chosen, advance, clusters, offsets = _hyphen(
                composer, span.style, part.font, chosen, placed[begin - first :], clusters, offsets, text_end - text_start
            )
        run = GlyphRun(
            part.font,
            span.style.size,
            chosen,
            tuple(advance),
            offsets,
            clusters,
            _TEXT(text_start, text_end),
            part.embolden_em,
        )
        runs.append(PlacedRun(x, run, span.style, span.link))
        x += math.fsum(advance)
    return tuple(runs)
