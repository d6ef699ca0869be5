"""The paragraph composer: styled text in, lines of placed glyphs out.

    looks and quotes -> items (itemise, stretch) -> line ends (passes, linebreak; or grid) -> final advances
    (lineplan, justify) -> runs, and what stands between the lines (lines, interlinear, ruby)

Every step has its own module and can be tested by itself; this one tells the plot. Lines tile the text:
each says which characters it covers, spaces that paper does not show and forced line ends included, and
the glyph runs of a line name their characters as slices of the source text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import isfinite

from reportgen.core.diagnostics import Diagnostic
from reportgen.core.style import Align, CjkStyle, Colour, Hanging, Kinsoku, ParaStyle, Punctuation, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset import gridpasses, interlinear, ruby
from reportgen.typeset.breaks import IN_TOKEN
from reportgen.typeset.cjk import WESTERN, classify
from reportgen.typeset.itemise import Composer, StyleSpan, composer_of, keep_raised, keep_together, spans_of
from reportgen.typeset.items import Items
from reportgen.typeset.justify import advances, spread_evenly
from reportgen.typeset.linebreak import Room
from reportgen.typeset.lineplan import LinePlan, plan_lines
from reportgen.typeset.lines import Line, PlacedRun, hyphen_glyph, place_runs
from reportgen.typeset.passes import balanced_ends, fit_lines
from reportgen.typeset.quotes import Quotes, resolve
from reportgen.typeset.report import Report
from reportgen.typeset.shaping import Fonts, Missing
from reportgen.typeset.words import Segment, keep_words

__all__ = ["Line", "Paragraph", "PlacedRun", "compose", "natural_width", "set_line"]


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
    fonts: Fonts
    text: StyledText
    style: ParaStyle
    measure: float
    spans: Sequence[StyleSpan]
    quotes: Quotes
    report: Report
    segment: Segment | None = None
    missing: dict[Missing, None] = field(default_factory=dict)
    looseness: int = 0
    demerits: float = 0.0

    def rules(self, level: Kinsoku, squeeze: bool) -> CjkStyle:
        """The rules of the style at a kinsoku level, as far as they apply here."""
        rules = self.style.cjk
        if rules.hanging is not Hanging.NONE and (
            self.style.align not in (Align.JUSTIFY, Align.START) or not isfinite(self.measure)
        ):
            rules = replace(rules, hanging=Hanging.NONE)  # there is no margin for it to hang in
        if level is not rules.kinsoku or squeeze:
            rules = replace(rules, kinsoku=level, squeeze_stops=squeeze or rules.squeeze_stops)
        return gridpasses.rules(rules)

    def itemise(self, start: int, end: int, level: Kinsoku, keeps: bool, squeeze: bool = False) -> Items:
        """Items of a stretch, at a kinsoku level; `keeps`: runs that ask for it are not broken; `squeeze`:
        stops may lose all their white."""
        rules = self.rules(level, squeeze)
        text = self.text
        items = self.composer.itemise(text.text, start, end, self.spans, self.quotes, rules, self.missing)
        if text.runs:
            keep_raised(items, text)
            if keeps:
                keep_together(items, text)
        if self.segment is not None and rules.avoid_particles and self._turns(items):
            keep_words(items, text.text, self.segment)
        if text.marks and rules.punctuation is not Punctuation.GRID:
            ruby.widen(items, self.readings(items))
        return items

    def _turns(self, items: Items) -> bool:
        """Whether the text may take more than one line: a dictionary is not opened for a short title."""
        return sum(map(items.table.advance.__getitem__, items.kinds)) > self.measure - self.style.text.size

    def readings(self, items: Items) -> list[ruby.Group]:
        """The groups of ruby in these items."""
        return ruby.groups_of(
            self.text.marks, items, lambda offset: self.style_at(offset).size, self._set_reading
        )

    def _set_reading(self, text: str, role: str, offset: int, colour: Colour | None) -> Line:
        base = self.style_at(offset)
        style = TextStyle(role or base.role, ruby.SIZE * base.size, colour or base.colour)
        return set_line(text, style, self.fonts)

    def style_at(self, offset: int) -> TextStyle:
        """The look of the character at `offset`."""
        index = bisect_right(self.spans, offset, key=lambda span: span.start) - 1
        return self.spans[max(index, 0)].style

    def hyphen_width(self, offset: int) -> float:
        """Width (pt) of a hyphen in the style of the character at `offset`."""
        style = self.style_at(offset)
        return hyphen_glyph(self.composer, style).advance * style.size


def compose(
    text: StyledText,
    style: ParaStyle,
    measure: float,
    fonts: Fonts,
    *,
    looseness: int = 0,
    segment: Segment | None = None,
) -> Paragraph:
    """Set `text` to lines no wider than `measure` (pt).

    Always returns all of the text; what could not be set by the rules is among the findings, with the
    text's origin as their place. `fonts` is a `FontBook`. `looseness` asks for so many lines more (less) than
    the best number; `Paragraph.looseness` says how many it became. Only ordinary rules are used for that.
    `segment` finds the words of a Chinese text (see `words`): styles that turn at phrases ask it.
    """
    if not measure > 0:  # not a number either
        measure = 0.0
    work = _work(text, style, measure, fonts, segment)
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
    if text.marks:
        work.report.line_gap(text.marks, style)
    findings, places = work.report.results()
    return Paragraph(tuple(lines), style, measure, source, findings, work.looseness, work.demerits, places)


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
    plan = LinePlan(0, last, len(items.kinds), 0.0, sum(placed), placed, natural, is_final=True)
    return _finished(work, items, plan, 0, length)


def natural_width(text: StyledText | str, style: TextStyle | ParaStyle, fonts: Fonts) -> float:
    """Width (pt) of `text` set as one line, edges trimmed."""
    _, items = _one_line(text, style, fonts)
    return sum(advances(items, 0, _last_visible(items) + 1, None))


def _work(
    text: StyledText, style: ParaStyle, measure: float, fonts: Fonts, segment: Segment | None = None
) -> _Work:
    languages = [(run.start, run.end, run.language) for run in text.runs if run.language]
    quotes = resolve(text.text, languages, locale=style.cjk.locale)
    spans = spans_of(text, style.text)
    return _Work(composer_of(fonts), fonts, text, style, measure, spans, quotes, Report(text.origin), segment)


def _one_line(text: StyledText | str, style: TextStyle | ParaStyle, fonts: Fonts) -> tuple[_Work, Items]:
    styled = StyledText(text) if isinstance(text, str) else text
    if "\n" in styled.text:
        styled = replace(styled, text=styled.text.replace("\n", " "))
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
    content = source[start:content_end]
    if gridpasses.applies(style, work.measure):
        western = [place - start for place in work.quotes.western if start <= place < content_end]
        grid = gridpasses.fit(source, western, style, work.measure, items, itemise, is_first=not start)
        items, plans = grid.items, grid.plans
        work.demerits += grid.demerits
        work.report.grid(grid, content, before)
        squeezed = False
    else:
        room = Room(max(work.measure - indent, 0.0), max(work.measure - hang, 0.0))
        fit = fit_lines(source, style, room, items, itemise, work.hyphen_width, looseness)
        items = fit.items
        is_balanced = style.align is Align.CENTRE or (style.balance and style.align is not Align.JUSTIFY)
        nodes = balanced_ends(fit, room, em) if is_balanced else fit.nodes
        plans = plan_lines(fit, nodes, style.align, room, indent, hang)
        work.looseness += fit.looseness
        work.demerits += fit.demerits
        work.report.passes(fit, content)
        squeezed = fit.squeezed and not style.cjk.squeeze_stops

    lines: list[Line] = []
    readings = work.readings(items) if work.text.marks else []
    for plan in plans:
        begin = items.clusters[plan.first] if plan.first else start
        finish = end if plan.is_final else items.clusters[plan.following]
        line = _finished(work, items, plan, begin, finish, readings)
        lines.append(line)
        filled = style.align is Align.JUSTIFY and not plan.is_final
        broken = plan.cost >= IN_TOKEN**2 and set(classify(source[finish - 1 : finish + 1])) <= WESTERN
        number = before + len(lines) - 1
        work.report.line(number, source[begin:finish], plan.change, plan.room - line.width, filled, broken)
        if squeezed:
            work.report.squeezed(number, source[begin:finish], plan.change)
    return lines


def _finished(
    work: _Work,
    items: Items,
    plan: LinePlan,
    start: int,
    end: int,
    readings: Sequence[ruby.Group] | None = None,
) -> Line:
    """The planned line with its runs, and what stands between it and its neighbours."""
    text = work.text
    runs = place_runs(
        work.composer,
        text.text,
        items,
        work.spans,
        plan.first,
        plan.last + 1,
        plan.placed,
        plan.x,
        plan.hyphen > 0,
        plan.hung > 0,
    )
    hung = plan.hung + runs[-1].run.offsets[-1][0] if plan.hung else 0.0
    line = Line(runs, start, end, plan.x, plan.width, plan.natural, plan.hyphen > 0, hung)
    if not text.marks:
        return line
    frames = interlinear.frames_of(items, plan)
    rules, dots = interlinear.marks_of(text.marks, items, text.text, frames, work.style_at)
    groups = work.readings(items) if readings is None else readings
    right = plan.x + max(plan.room, plan.width) if isfinite(plan.room) else plan.x + plan.width
    return replace(line, rules=rules, dots=dots, above=ruby.place(groups, frames, plan.x, right))
