"""The paragraph composer: styled text in, lines of placed glyphs out.

    looks and quotes -> items (itemise, stretch) -> line ends (passes, linebreak) -> final advances (justify)

Every step has its own module and can be tested by itself; this one tells the plot. Lines tile the text:
each says which characters it covers, spaces that paper does not show and forced line ends included, and
the glyph runs of a line name their characters as slices of the source text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import isfinite

from reportgen.core.diagnostics import Diagnostic
from reportgen.core.geometry import TOLERANCE
from reportgen.core.style import Align, Hanging, Kinsoku, ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset.breaks import IN_TOKEN
from reportgen.typeset.cjk import WESTERN, classify
from reportgen.typeset.itemise import Composer, StyleSpan, composer_of, keep_together, spans_of
from reportgen.typeset.items import Items
from reportgen.typeset.justify import Change, advances, line_change, spread_evenly
from reportgen.typeset.linebreak import Room
from reportgen.typeset.lines import Line, PlacedRun, hyphen_glyph, place_runs
from reportgen.typeset.passes import Fit, balanced_ends, fit_lines
from reportgen.typeset.quotes import Quotes, resolve
from reportgen.typeset.report import Report
from reportgen.typeset.shaping import Fonts, Missing

__all__ = ["Line", "Paragraph", "PlacedRun", "compose", "natural_width", "set_line"]

_FULL_LAST = 0.95  # a last line this full may be closed up to the measure ...
_FULL_LAST_STRETCH = 0.02  # ... if that takes no more than this per gap (em)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of a text in a measure (pt), and what the reader of the log should know of them.

    `finding_lines[i]` is the index of the line that `findings[i]` is about, -1 if it is about all of them.
    """

    lines: tuple[Line, ...]
    style: ParaStyle
    measure: float
    text: str
    findings: tuple[Diagnostic, ...] = ()
    looseness: int = 0  # lines more (less) than the best number, as asked for and as far as was possible
    demerits: float = 0.0  # of all lines (rule book 8.2), 500 for each line of looseness included
    finding_lines: tuple[int, ...] = ()

    @property
    def height(self) -> float:
        """Lines times their pitch (pt)."""
        return len(self.lines) * self.style.leading


@dataclass(slots=True)
class _Work:
    """What all steps of one paragraph need."""

    composer: Composer
    text: StyledText
    style: ParaStyle
    measure: float
    spans: Sequence[StyleSpan]
    quotes: Quotes
    report: Report
    missing: dict[Missing, None] = field(default_factory=dict)
    looseness: int = 0
    demerits: float = 0.0

    def itemise(self, start: int, end: int, level: Kinsoku, keeps: bool, squeeze: bool = False) -> Items:
        """Items of a stretch, at a kinsoku level; `keeps`: runs that ask for it are not broken; `squeeze`:
        stops may lose all their white."""
        cjk_style = self.style.cjk
        if cjk_style.hanging is not Hanging.NONE and (
            self.style.align not in (Align.JUSTIFY, Align.START) or not isfinite(self.measure)
        ):
            cjk_style = replace(cjk_style, hanging=Hanging.NONE)  # there is no margin for it to hang in
        if level is not cjk_style.kinsoku or squeeze:
            cjk_style = replace(cjk_style, kinsoku=level, squeeze_stops=squeeze or cjk_style.squeeze_stops)
        items = self.composer.itemise(
            self.text.text, start, end, self.spans, self.quotes, cjk_style, self.missing
        )
        if keeps and self.text.runs:
            keep_together(items, self.text)
        return items

    def hyphen_width(self, offset: int) -> float:
        """Width (pt) of a hyphen in the style of the character at `offset`."""
        style = next(span.style for span in self.spans if offset < span.end)
        return hyphen_glyph(self.composer, style).advance * style.size


def compose(
    text: StyledText, style: ParaStyle, measure: float, fonts: Fonts, *, looseness: int = 0
) -> Paragraph:
    """Set `text` to lines no wider than `measure` (pt).

    Always returns all of the text; what could not be set by the rules is among the findings, with the
    text's origin as their place. `fonts` is a `FontBook`. `looseness` asks for so many lines more (less) than
    the best number; `Paragraph.looseness` says how many it became. Only ordinary rules are used for that.
    """
    if not measure > 0:  # not a number either
        measure = 0.0
    work = _work(text, style, measure, fonts)
    source = text.text
    work.report.source(source, style.cjk.locale)
    lines: list[Line] = []
    start = 0
    while start < len(source):
        newline = source.find("\n", start)
        if newline < 0:
            newline = len(source)
        end = min(newline + 1, len(source))
        lines += _segment(work, start, newline, end, looseness - work.looseness, len(lines))
        start = newline + 1
    work.report.missing(work.missing)
    work.report.unpaired(source, work.quotes.unpaired)
    return Paragraph(
        tuple(lines),
        style,
        measure,
        source,
        tuple(work.report.findings),
        work.looseness,
        work.demerits,
        tuple(work.report.lines),
    )


def set_line(
    text: StyledText | str, style: TextStyle | ParaStyle, fonts: Fonts, *, even: float | None = None
) -> Line:
    """Set `text` as one line of its natural width, whatever that is: labels, table heads, chart text.

    Line-edge trimming applies; forced line ends count as spaces. `even` spreads the line to that width (pt,
    均排) if it is shorter.
    """
    work, items = _one_line(text, style, fonts)
    last = _last_visible(items)
    length = len(work.text.text)
    if last < 0:
        return Line((), 0, length, 0.0, 0.0, 0.0)
    placed = advances(items, 0, last + 1, None)
    natural = sum(placed)
    if even is not None and even > natural:
        placed = spread_evenly(items, 0, last + 1, even - natural)
    runs = place_runs(work.composer, work.text.text, items, work.spans, 0, last + 1, placed, 0.0, False)
    return Line(runs, 0, length, 0.0, sum(placed), natural)


def natural_width(text: StyledText | str, style: TextStyle | ParaStyle, fonts: Fonts) -> float:
    """Width (pt) of `text` set as one line, edges trimmed."""
    _, items = _one_line(text, style, fonts)
    return sum(advances(items, 0, _last_visible(items) + 1, None))


def _work(text: StyledText, style: ParaStyle, measure: float, fonts: Fonts) -> _Work:
    languages = [(run.start, run.end, run.language) for run in text.runs if run.language]
    quotes = resolve(text.text, languages, locale=style.cjk.locale)
    spans = spans_of(text, style.text)
    return _Work(composer_of(fonts), text, style, measure, spans, quotes, Report(text.origin))


def _one_line(text: StyledText | str, style: TextStyle | ParaStyle, fonts: Fonts) -> tuple[_Work, Items]:
    styled = StyledText(text) if isinstance(text, str) else text
    if "\n" in styled.text:
        styled = StyledText(styled.text.replace("\n", " "), styled.runs, styled.origin)
    para = style if isinstance(style, ParaStyle) else ParaStyle(style, style.size)
    work = _work(styled, para, float("inf"), fonts)
    return work, work.itemise(0, len(styled.text), para.cjk.kinsoku, False)


def _last_visible(items: Items) -> int:
    last = len(items.kinds) - 1
    while last >= 0 and items.table.blank[items.kinds[last]]:
        last -= 1
    return last


def _segment(work: _Work, start: int, content_end: int, end: int, looseness: int, before: int) -> list[Line]:
    """Lines of `text[start:content_end]`, without a forced line end inside; the last covers `end`.

    `before` lines of the paragraph stand above them.
    """
    style, source = work.style, work.text.text
    em = style.text.size
    widest = max(work.measure - em, 0.0)  # an indent leaves room for one character
    hang = min(style.hang_em * em, widest)
    indent = hang if start else min(style.indent_em * em, widest)

    def itemise(level: Kinsoku, keeps: bool, squeeze: bool) -> Items:
        return work.itemise(start, content_end, level, keeps, squeeze)

    items = itemise(style.cjk.kinsoku, True, False)
    if not items.kinds:
        return [Line((), start, end, indent, 0.0, 0.0)]
    room = Room(max(work.measure - indent, 0.0), max(work.measure - hang, 0.0))
    fit = fit_lines(source, style, room, items, itemise, work.hyphen_width, looseness)
    work.looseness += fit.looseness
    work.demerits += fit.demerits
    nodes = balanced_ends(fit, room, em) if style.align is Align.CENTRE else fit.nodes
    work.report.passes(fit, source[start:content_end])

    items, ends = fit.items, fit.ends
    lines: list[Line] = []
    node = 0
    for following in nodes:
        first, last = ends.glyphs[node], ends.last[following]
        is_final = following == len(ends.glyphs) - 1
        x, width = (hang, room.other) if node else (indent, room.first)
        natural = ends.positions[following] - ends.starts[node]
        excess = width - natural
        hung = _hung(fit, first, last, following, excess)
        excess += hung
        natural -= hung
        change = _change(fit, style.align, first, last, excess, natural, is_final)
        if style.align is Align.EVEN and excess > TOLERANCE:
            placed = spread_evenly(items, first, last + 1, excess)
        else:
            placed = advances(items, first, last + 1, change)
            placed[-1] -= hung
        hyphen = ends.hyphens[following] if ends.hyphens else 0.0
        line_width = sum(placed) + hyphen
        if isfinite(work.measure):
            if style.align is Align.CENTRE:
                x += (width - line_width) / 2
            elif style.align is Align.END:
                x += width - line_width
        runs = place_runs(work.composer, source, items, work.spans, first, last + 1, placed, x, hyphen > 0)
        begin = items.clusters[first] if node else start
        finish = end if is_final else items.clusters[ends.glyphs[following]]
        hung = hung or max(0.0, -items.table.hang[items.kinds[last]])
        lines.append(Line(runs, begin, finish, x, line_width, natural, hyphen > 0, hung))
        filled = style.align is Align.JUSTIFY and not is_final
        broken = (
            ends.costs[following] >= IN_TOKEN**2 and set(classify(source[finish - 1 : finish + 1])) <= WESTERN
        )
        number = before + len(lines) - 1
        work.report.line(number, source[begin:finish], change, width - line_width, filled, broken)
        if fit.squeezed and not style.cjk.squeeze_stops:
            work.report.squeezed(number, source[begin:finish], change)
        node = following
    return lines


def _hung(fit: Fit, first: int, last: int, following: int, excess: float) -> float:
    """By how much (pt) the last mark of a line hangs in the margin because it must."""
    if not fit.ends.hangs or excess >= -TOLERANCE:
        return 0.0
    shrink = fit.sums.shrink_all
    if fit.ragged or shrink is None or -excess > shrink[last] - shrink[first] + TOLERANCE:
        return fit.ends.hangs[following]
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
