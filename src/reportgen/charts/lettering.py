"""The words of a chart: measured and set by `typeset`, in the report's fonts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reportgen.content.plan import Point
from reportgen.core.geometry import fits
from reportgen.core.style import Align, CjkStyle, Colour, ParaStyle, TextStyle
from reportgen.core.text import StyledText, StyleRun
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.lines import Line
from reportgen.typeset.paragraph import compose, set_line

ASCENT_EM, DESCENT_EM = 0.88, 0.12  # the em box of Chinese type
MIDDLE_EM = 0.38  # from the baseline up to the middle of figures and hanzi, as the eye sees it

# Where a long name likes to turn over: before these, or after those. 高新技术产业 | 增加值占GDP比重.
SEAM_BEFORE = (
    *"占与和及（(“《",
    *("增加值", "增长", "比重", "收入", "支出", "总量", "总额", "年均", "人均"),
)
SEAM_AFTER = "的、，；：）)”》· \u3000"


@dataclass(slots=True)
class Lettering:
    """Sets and measures labels, each once.

    `leading` is the pitch of the lines of one label (pt), `cjk` the rules of the document.
    """

    fonts: FontBook
    leading: float
    cjk: CjkStyle = field(default_factory=CjkStyle)
    _lines: dict[tuple[StyledText | str, TextStyle], Line] = field(default_factory=dict)

    def line(self, text: StyledText | str, style: TextStyle) -> Line:
        """One line, however long."""
        key = (text, style)
        line = self._lines.get(key)
        if line is None:
            styled = StyledText(text) if isinstance(text, str) else text
            line = self._lines[key] = set_line(styled, ParaStyle(style, style.size, cjk=self.cjk), self.fonts)
        return line

    def width(self, text: StyledText | str, style: TextStyle) -> float:
        """Width of one line (pt)."""
        return self.line(text, style).width

    def wrap(self, text: str, style: TextStyle, measure: float) -> tuple[Line, ...]:
        """The text in as many lines as `measure` (pt) asks, at a seam of the name where there is one."""
        whole = self.line(text, style)
        if not text or fits(whole.width, measure):
            return (whole,)
        halves = [
            (self.line(text[:cut].rstrip(), style), self.line(text[cut:].lstrip(), style))
            for cut in range(2, len(text) - 1)
            if text.startswith(SEAM_BEFORE, cut) or text[cut - 1] in SEAM_AFTER
        ]
        fitting = [pair for pair in halves if all(fits(line.width, measure) for line in pair)]
        if fitting:
            return min(fitting, key=lambda pair: max(line.width for line in pair))
        para = ParaStyle(style, self.leading, Align.START, cjk=self.cjk, total_fit=False)
        return compose(StyledText(text), para, measure, self.fonts).lines


def value_text(point: Point, style: TextStyle, accent: Colour) -> StyledText:
    """A value as printed, its qualifier's words in the accent colour."""
    qualifier = point.value.qualifier if point.value else None
    if qualifier is None or style.colour == accent:
        return StyledText(point.text)
    start = point.text.find(qualifier.words)
    end = start + len(qualifier.words)
    if start < 0:  # said in English, before the number
        start, end = 0, next((i for i, char in enumerate(point.text) if char.isdigit()), 0)
        end = len(point.text[:end].rstrip())
    run = StyleRun(start, end, replace(style, colour=accent))
    return StyledText(point.text, (run,) if end else ())
