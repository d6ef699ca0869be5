"""Sets texts of the document in the theme's styles: the one place where meaning becomes looks."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from reportgen.content import words
from reportgen.content.plan import ChartPlan
from reportgen.core.diagnostics import Diagnostic, Span, warning
from reportgen.core.geometry import Rect
from reportgen.core.paged import Drawing, DrawItem, GlyphRun, LinkItem, PathItem, PathOp, Tag, TextItem
from reportgen.core.style import Align, Colour, ParaStyle, TextStyle
from reportgen.core.text import Mark, MarkKind, RichText, StyledText, StyleRun
from reportgen.core.theme import Master, Theme
from reportgen.layout.lines import LineControl
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.paragraph import Line, Paragraph, compose, set_line

DrawChart = Callable[[ChartPlan, float, Tag], Drawing]

ASCENT_EM = 0.88  # of the Han frame above the baseline (rule book 1.5)
KAPPA = 0.5522847498307936  # control length of a quarter circle
MAX_LINES = 4096  # labels kept: those that recur do so soon, those of a long table never

# Which role stands for stress in which: 黑体 and 楷体, never a slant (rule book 14, Emphasis).
_STRONG = {
    "body": "body_strong",
    "caption": "caption_strong",
    "table": "table_strong",
    "chart": "chart_strong",
    "label": "label_strong",
    "subheading": "heading",
    "quote": "heading",
}
_EMPHASIS = {"body": "subheading", "body_strong": "subheading"}


EXCERPT = 16  # characters of a text that a finding quotes


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding on set text, and a glyph run of the line it is about; None where nothing was set.

    The run is known again on the page that it comes to stand on, if it comes to stand on one.
    """

    finding: Diagnostic
    run: GlyphRun | None


@dataclass
class Setter:
    """Theme, fonts and the chart drawer, with what was found while setting.

    `noted` grows as paragraphs are composed, trials too; layout tells at the end what of it is on paper.
    """

    theme: Theme
    fonts: FontBook
    draw_chart: DrawChart
    language: str = "zh-Hans"
    noted: list[Noted] = field(default_factory=list)
    _lines: dict[tuple[str, tuple[Mark, ...], TextStyle, Colour | None], Line] = field(default_factory=dict)

    @cached_property
    def control(self) -> LineControl:
        """Lines of running text that stay together at the end of a page."""
        return LineControl.of(self.theme.page)

    @property
    def vocabulary(self) -> words.Words:
        """The vocabulary of the document's language."""
        return words.of(self.language)

    def style(self, name: str) -> ParaStyle:
        """A named style of the theme."""
        return self.theme.styles[name]

    def master(self, name: str) -> Master:
        """A kind of page of the theme."""
        return self.theme.masters[name]

    def column_x(self, master: str, place: str) -> float:
        """Left edge of a column that a master names, from the left edge of the type area (pt)."""
        return self.theme.page.column_x(self.master(master).column(place))

    def colour(self, name: str) -> Colour:
        """A named colour of the theme."""
        return self.theme.colours[name]

    def paragraph(
        self,
        text: RichText | str,
        style: str | ParaStyle,
        measure: float,
        *,
        qualifiers: Colour | None = None,
        looseness: int = 0,
        in_cell: bool = False,
        is_told: bool = True,
    ) -> Paragraph:
        """`text` set to lines of `measure` pt, `looseness` more than the best number if that can be.

        What is found is noted if it `is_told`; `in_cell`: lines that stick out are the fault of a column.
        """
        para = self.style(style) if isinstance(style, str) else style
        styled = self.styled(text, para.text, qualifiers)
        result = compose(styled, para, measure, self.fonts, looseness=looseness)
        if is_told:
            self._note_all(result, in_cell)
        return result

    def composed(
        self, text: StyledText, style: ParaStyle, measure: float, *, looseness: int = 0
    ) -> Paragraph:
        """Text that has its looks already, set to lines of `measure` pt."""
        result = compose(text, style, measure, self.fonts, looseness=looseness)
        self._note_all(result, False)
        return result

    def _note_all(self, paragraph: Paragraph, in_cell: bool) -> None:
        """Keep the findings on a paragraph; a cell is overfull once, however many of its lines stick out."""
        is_overfull = False
        for finding, number in zip(paragraph.findings, paragraph.finding_lines, strict=True):
            if in_cell and finding.code == "typeset.overflow":
                if is_overfull:
                    continue
                is_overfull = True
                line = paragraph.lines[number]
                words = paragraph.text[line.start : line.end]
                finding = overfull_cell(words, line.width - paragraph.measure, finding.span)
            self.note(finding, *paragraph.lines[max(number, 0) :])

    def note(self, finding: Diagnostic, *lines: Line) -> None:
        """Keep a finding on the first of `lines` that has glyphs."""
        self.noted.append(Noted(finding, next((line.runs[0].run for line in lines if line.runs), None)))

    def line(
        self,
        text: RichText | str,
        style: str | TextStyle,
        *,
        qualifiers: Colour | None = None,
        is_shared: bool = True,
    ) -> Line:
        """`text` on one line at its natural width; labels that recur are set once if they are shared."""
        look = self.style(style).text if isinstance(style, str) else style
        words, marks = (text, ()) if isinstance(text, str) else (text.text, text.marks)
        if not is_shared:
            return set_line(self.styled(text, look, qualifiers), look, self.fonts)
        key = (words, marks, look, qualifiers)
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) > MAX_LINES:
                self._lines.clear()
            line = self._lines[key] = set_line(self.styled(text, look, qualifiers), look, self.fonts)
        return line

    def styled(self, text: RichText | str, look: TextStyle, qualifiers: Colour | None = None) -> StyledText:
        """Rich text with its marks turned into looks; `qualifiers` colours 不足, 以上 and the like."""
        if isinstance(text, str):
            return StyledText(text)
        if not text.marks:
            return StyledText(text.text, (), text.origin)
        edges = sorted({0, len(text.text)} | {m.start for m in text.marks} | {m.end for m in text.marks})
        runs: list[StyleRun] = []
        for start, end in itertools.pairwise(edges):
            style, link, figure = look, "", -1
            for index, mark in enumerate(text.marks):
                if mark.start <= start and end <= mark.end:
                    style = _looks(style, mark.kind, qualifiers)
                    if mark.kind is MarkKind.LINK:
                        link = mark.value
                    elif mark.kind in (MarkKind.FIGURE, MarkKind.NO_BREAK):
                        figure = index
            if style is not look or link or figure >= 0:
                runs.append(StyleRun(start, end, style, link, no_break=figure >= 0))
        return StyledText(text.text, tuple(runs), text.origin)

    def spliced(self, parts: Sequence[tuple[RichText, TextStyle]]) -> StyledText:
        """Several texts as one, each in its own look: a heading and the paragraph it begins."""
        words: list[str] = []
        runs: list[StyleRun] = []
        at = 0
        for text, look in parts:
            styled = self.styled(text, look)
            end = at
            for run in styled.runs:
                if end < at + run.start:
                    runs.append(StyleRun(end, at + run.start, look))
                runs.append(replace(run, start=at + run.start, end=at + run.end))
                end = at + run.end
            at += len(styled.text)
            if end < at:
                runs.append(StyleRun(end, at, look))
            words.append(styled.text)
        origin = next((text.origin for text, _ in parts if text.origin), None)
        return StyledText("".join(words), tuple(runs), origin)

    def bearing(self, line: Line) -> float:
        """White left of the first glyph's ink in pt, for the optical edge of display type."""
        if not line.runs or not line.runs[0].run.glyph_ids:
            return 0.0
        run = line.runs[0].run
        face = self.fonts.face(run.font)
        offset = run.offsets[0][0] if run.offsets else 0.0
        return float(face.bounds(run.glyph_ids[0])[0] / face.upem * run.size + offset)


def strong_role(role: str) -> str:
    """The role that stands for stress in `role`; the same where it has none."""
    return _STRONG.get(role, role)


def overfull_cell(text: str, over: float, span: Span | None) -> Diagnostic:
    """What stands in a cell is `over` pt wider than its column."""
    words = text.strip()
    shown = words if len(words) <= EXCERPT else f"{words[:EXCERPT]}…"
    return warning(
        "layout.cell-overfull",
        span,
        zh=f"单元格里的“{shown}”排不进这一栏，伸出 {over:.1f} 点",
        en=f"“{shown}” is {over:.1f} pt wider than its column",
    )


def _looks(style: TextStyle, kind: MarkKind, qualifiers: Colour | None) -> TextStyle:
    match kind:
        case MarkKind.STRONG:
            return replace(style, role=strong_role(style.role))
        case MarkKind.EMPHASIS:
            return replace(style, role=_EMPHASIS.get(style.role, style.role))
        case MarkKind.QUALIFIER if qualifiers is not None:
            return replace(style, colour=qualifiers)
        case _:
            return style


# ------------------------------------------------------------------ drawing


def text_items(line: Line, x: float, baseline: float, tag: Tag) -> list[DrawItem]:
    """The runs of a line with the measure's left edge at `x`."""
    items: list[DrawItem] = [
        TextItem(x + placed.x, baseline - placed.style.rise, placed.run, placed.style.colour, tag)
        for placed in line.runs
    ]
    if any(placed.link for placed in line.runs):
        items += _links(line, x, baseline, tag)
    return items


def _links(line: Line, x: float, baseline: float, tag: Tag) -> list[DrawItem]:
    """One active area for each link on the line, as high as its Han frames."""
    items: list[DrawItem] = []
    for target, group in groupby(line.runs, key=lambda placed: placed.link):
        runs = list(group)
        if not target:
            continue
        size = max(placed.style.size for placed in runs)
        width = runs[-1].x + sum(runs[-1].run.advances) - runs[0].x
        box = Rect(x + runs[0].x, baseline - ASCENT_EM * size, width, size)
        items.append(LinkItem(box, target, "".join(placed.run.text for placed in runs), tag))
    return items


def paragraph_items(
    paragraph: Paragraph, x: float, baseline: float, tag: Tag, first: int = 0, last: int | None = None
) -> list[DrawItem]:
    """Lines `first` to `last` (excluded), the first of them on `baseline`."""
    items: list[DrawItem] = []
    pitch = paragraph.style.leading
    for number, line in enumerate(paragraph.lines[first:last]):
        items += text_items(line, x, baseline + number * pitch, tag)
    return items


def parted(paragraph: Paragraph, end: int) -> tuple[Paragraph, Paragraph]:
    """The same lines twice: with the runs before character `end`, and with the others."""
    heads: list[Line] = []
    tails: list[Line] = []
    for line in paragraph.lines:
        position = line.start
        before = 0
        for placed in line.runs:
            position = paragraph.text.index(placed.run.text, position)
            if position >= end:
                break
            position += len(placed.run.text)
            before += 1
        heads.append(replace(line, runs=line.runs[:before]))
        tails.append(replace(line, runs=line.runs[before:]))
    return replace(paragraph, lines=tuple(heads)), replace(paragraph, lines=tuple(tails))


def rule(x: float, right: float, y: float, width: float, colour: Colour, tag: Tag) -> PathItem:
    """A horizontal line from `x` to `right` at `y`."""
    return PathItem((("m", x, y), ("l", right, y)), None, colour, width, tag)


def upright(x: float, y: float, bottom: float, width: float, colour: Colour, tag: Tag) -> PathItem:
    """A vertical line from `y` down to `bottom` at `x`."""
    return PathItem((("m", x, y), ("l", x, bottom)), None, colour, width, tag)


def circle(x: float, y: float, radius: float) -> tuple[PathOp, ...]:
    """A circle about a point."""
    k = KAPPA * radius
    return (
        ("m", x + radius, y),
        ("c", x + radius, y + k, x + k, y + radius, x, y + radius),
        ("c", x - k, y + radius, x - radius, y + k, x - radius, y),
        ("c", x - radius, y - k, x - k, y - radius, x, y - radius),
        ("c", x + k, y - radius, x + radius, y - k, x + radius, y),
        ("h",),
    )


def panel(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: Colour | None,
    tag: Tag,
    *,
    stroke: Colour | None = None,
    line_width: float = 0.5,
) -> PathItem:
    """A rectangle, filled or framed."""
    ops: tuple[PathOp, ...] = (
        ("m", x, y),
        ("l", x + width, y),
        ("l", x + width, y + height),
        ("l", x, y + height),
        ("h",),
    )
    return PathItem(ops, fill, stroke, line_width, tag)


def line_at(line: Line, x: float, baseline: float, tag: Tag, align: Align = Align.START) -> list[DrawItem]:
    """A single line standing at `x`: starting there, centred on it, or ending there."""
    if align is Align.END:
        x -= line.x + line.width
    elif align is Align.CENTRE:
        x -= line.x + line.width / 2
    return text_items(line, x, baseline, tag)
