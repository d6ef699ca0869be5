"""Sets texts of the document in the theme's styles: the one place where meaning becomes looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reportgen.content import words
from reportgen.content.plan import ChartPlan
from reportgen.core.diagnostics import Diagnostic, Span, warning
from reportgen.core.paged import Drawing, GlyphRun, Tag
from reportgen.core.style import Colour, ParaStyle, TextStyle
from reportgen.core.text import Mark, RichText, StyledText
from reportgen.core.theme import Master, Theme, whole
from reportgen.layout.lines import LineControl
from reportgen.layout.looks import BAND, spliced, styled
from reportgen.layout.reading import with_spaces
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.paragraph import Line, Paragraph, compose, set_line
from reportgen.typeset.words import Segment

DrawChart = Callable[[ChartPlan, float, Tag], Drawing]

MAX_LINES = 4096  # labels kept: those that recur do so soon, those of a long table never

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
    segment: Segment | None = None  # finds the words of titles
    noted: list[Noted] = field(default_factory=list)
    _lines: dict[tuple[str, tuple[Mark, ...], TextStyle, Colour | None], Line] = field(default_factory=dict)

    @cached_property
    def control(self) -> LineControl:
        """Lines of running text that stay together at the end of a page."""
        return LineControl.of(self.theme.page)

    @property
    def band(self) -> Colour:
        """The colour behind text that is marked so."""
        return self.theme.colours[BAND]

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
        words = styled(text, para.text, qualifiers, self.band)
        result = self._set(words, para, measure, looseness)
        if is_told:
            self._note_all(result, in_cell)
        return result

    def composed(
        self, text: StyledText, style: ParaStyle, measure: float, *, looseness: int = 0
    ) -> Paragraph:
        """Text that has its looks already, set to lines of `measure` pt."""
        result = self._set(text, style, measure, looseness)
        self._note_all(result, False)
        return result

    def _set(self, text: StyledText, style: ParaStyle, measure: float, looseness: int) -> Paragraph:
        composed = compose(text, style, measure, self.fonts, looseness=looseness, segment=self.segment)
        return with_spaces(composed)

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

    def measure(self, style: ParaStyle, room: float) -> float:
        """A line length (pt) of whole characters or cells of `style` that goes into `room` pt."""
        return whole(room, style.cell or style.text.size)

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
        para = ParaStyle(look, look.size, cjk=self.theme.cjk)
        if not is_shared:
            return set_line(styled(text, look, qualifiers, self.band), para, self.fonts)
        key = (words, marks, look, qualifiers)
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) > MAX_LINES:
                self._lines.clear()
            line = self._lines[key] = set_line(styled(text, look, qualifiers, self.band), para, self.fonts)
        return line

    def spliced(self, parts: Sequence[tuple[RichText, TextStyle]]) -> StyledText:
        """Several texts as one, each in its own look: a heading and the paragraph it begins."""
        return spliced([(styled(text, look, None, self.band), look) for text, look in parts])

    def bearing(self, line: Line) -> float:
        """White left of the first glyph's ink in pt, for the optical edge of display type."""
        if not line.runs or not line.runs[0].run.glyph_ids:
            return 0.0
        run = line.runs[0].run
        face = self.fonts.face(run.font)
        offset = run.offsets[0][0] if run.offsets else 0.0
        return float(face.bounds(run.glyph_ids[0])[0] / face.upem * run.size + offset)


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
