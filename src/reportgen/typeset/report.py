"""What the composer never does in silence (rule book, section 17)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.core.diagnostics import Diagnostic, Message, Span, error, note, warning
from reportgen.core.geometry import TOLERANCE
from reportgen.core.style import ParaStyle
from reportgen.core.text import Interlinear, InterlinearKind
from reportgen.typeset.cjk import NOT_TEXT
from reportgen.typeset.fonts import MISSING_STAND_IN
from reportgen.typeset.gridpasses import GridFit, GridPass
from reportgen.typeset.interlinear import LINE_GAP
from reportgen.typeset.justify import X1_WESTERN, X3_HARD, Change
from reportgen.typeset.locales import DEFAULT, known
from reportgen.typeset.passes import Fit, Pass
from reportgen.typeset.shaping import Missing
from reportgen.typeset.spacing import R6

_EXCERPT = 16  # characters
MOST_LINES = 3  # of one fault that are told singly in a paragraph
_NOT_TEXT = re.compile(f"[{NOT_TEXT}]")
_RTL = "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_RTL}]")
_ODD = re.compile(f"[{NOT_TEXT}{_RTL}]")  # one look at every character, not two


class Report:
    """Findings of one paragraph; all name its origin.

    Of faults that many lines share the first few are told, each with its line; the last of these counts the
    others.
    """

    def __init__(self, origin: Span | None) -> None:
        self._origin = origin
        self._found: list[tuple[Diagnostic, int]] = []  # and the line that it is about, -1: all of them
        self._told: Counter[str] = Counter()  # lines by code

    def results(self) -> tuple[tuple[Diagnostic, ...], tuple[int, ...]]:
        """All findings, and for each the index of its line (-1: the paragraph as a whole)."""
        last = {finding.code: place for place, (finding, line) in enumerate(self._found) if line >= 0}
        for code, count in self._told.items():
            if count > MOST_LINES:
                finding, line = self._found[last[code]]
                more = count - MOST_LINES
                message = Message(
                    f"{finding.message.zh}；这一段还有 {more} 行这样",
                    f"{finding.message.en}; {more} more lines like this",
                )
                self._found[last[code]] = replace(finding, message=message), line
        return tuple(finding for finding, _ in self._found), tuple(line for _, line in self._found)

    def passes(self, fit: Fit, text: str) -> None:
        """Say so if line breaking had to leave the ordinary rules."""
        if fit.is_lone:
            self._lone(text)
        if fit.reached >= Pass.WIDE:
            self._emergency(text, is_relaxed=fit.is_relaxed)

    def grid(self, fit: GridFit, text: str, before: int) -> None:
        """Say so if a grid of cells could not be kept; `before` lines of the paragraph stand above."""
        if fit.is_lone:
            self._lone(text)
        if fit.spread:
            self._note(
                "typeset.grid-spread",
                f"有 {len(fit.spread)} 行只好挪下一个字，整行均排，离开了字格：“{_excerpt(text)}”",
                f"{len(fit.spread)} lines were spread and stand off the grid: “{_excerpt(text)}”",
                before + fit.spread[0],
            )
        if fit.reached >= GridPass.TOKENS:
            self._emergency(text, is_relaxed=fit.reached is GridPass.ANYTHING)

    def _lone(self, text: str) -> None:
        self._note(
            "typeset.lone-last",
            f"这一段的末行字太少，没有办法补救：“{_excerpt(text)}”",
            f"the last line of this paragraph has too few characters: “{_excerpt(text)}”",
        )

    def _emergency(self, text: str, *, is_relaxed: bool) -> None:
        excerpt = _excerpt(text)
        self._warn(
            "typeset.emergency",
            f"这一段按正常规则断不了行，用了应急办法：“{excerpt}”",
            f"no ordinary line breaks fit this paragraph; emergency rules were used: “{excerpt}”",
        )
        if is_relaxed:
            self._warn(
                "typeset.kinsoku-relaxed",
                f"行太窄，放宽了行首行尾的禁则：“{excerpt}”",
                f"the measure is too narrow; rules for line starts and ends were relaxed: “{excerpt}”",
            )

    def line_gap(self, marks: Sequence[Interlinear], style: ParaStyle) -> None:
        """Dots and readings need half an em between the lines."""
        wanted = {InterlinearKind.DOTS, InterlinearKind.RUBY}
        if style.leading < (1 + LINE_GAP) * style.text.size and any(mark.kind in wanted for mark in marks):
            self._note(
                "typeset.line-gap",
                "行间太窄，着重号或注音可能碰到旁边的行；行距至少要一个半字",
                "dots or readings may touch the next line; the pitch should be one and a half em",
            )

    def line(
        self, number: int, text: str, change: Change | None, left: float, filled: bool, broken: bool
    ) -> None:
        """Check finished line `number`; `left` pt of its measure remain, `filled` says that none should."""
        if left < -TOLERANCE:
            self._warn(
                "typeset.overflow",
                f"这一行超出版心 {-left:.1f} 点：“{_excerpt(text)}”",
                f"this line sticks out by {-left:.1f} pt: “{_excerpt(text)}”",
                number,
            )
        elif filled and left > TOLERANCE:
            self._warn(
                "typeset.short-line",
                f"这一行排不满，短 {left:.1f} 点：“{_excerpt(text)}”",
                f"nothing on this line may be spaced out; it stays {left:.1f} pt short: “{_excerpt(text)}”",
                number,
            )
        if change is not None and change.x3 > X3_HARD + 1e-6:
            self._warn(
                "typeset.loose-line",
                f"这一行字距拉开了 {change.x3:.2f} 字宽：“{_excerpt(text)}”",
                f"characters of this line stand {change.x3:.2f} em apart: “{_excerpt(text)}”",
                number,
            )
        elif change is not None and change.x1 > X1_WESTERN + 1e-6:
            self._warn(
                "typeset.loose-line",
                f"这一行词距拉开了 {change.x1:.2f} 字宽：“{_excerpt(text)}”",
                f"words of this line stand {change.x1:.2f} em farther apart: “{_excerpt(text)}”",
                number,
            )
        if broken:
            self._warn(
                "typeset.token-broken",
                f"太长的一串西文在行尾断开了：“{_excerpt(text[-_EXCERPT:])}”",
                f"a token too long for the line was broken at its end: “{_excerpt(text[-_EXCERPT:])}”",
                number,
            )

    def squeezed(self, number: int, text: str, change: Change | None) -> None:
        """Tell of a line whose stops lost more white than ordinary rules take."""
        if change is not None and change.parts and change.parts[R6] > 0.5 + 1e-6:
            self._warn(
                "typeset.squeezed-stops",
                f"这一行的句号、问号、叹号挤得太紧：“{_excerpt(text)}”",
                f"the stops of this line lost more of their white than they should: “{_excerpt(text)}”",
                number,
            )

    def source(self, text: str, locale: str) -> None:
        """What no rule provides for: signs that are no text, right-to-left scripts, unknown locales."""
        if known(locale) is None:
            self._warn(
                "typeset.unknown-locale",
                f"不认识语言地区“{locale}”，按 {DEFAULT} 排",
                f"the locale “{locale}” is unknown; {DEFAULT} was used",
            )
        if _ODD.search(text) is None:
            return
        found = _NOT_TEXT.search(text)
        if found is not None:
            code = f"U+{ord(found[0]):04X}"
            self._warn(
                "typeset.control-character",
                f"文字里有不能排印的字符 {code}（第 {found.start() + 1} 个字），没有印出来",
                f"character {found.start() + 1} is {code}, which cannot be set; it was left out on paper",
            )
        found = _RIGHT_TO_LEFT.search(text)
        if found is not None:
            self._warn(
                "typeset.right-to-left",
                f"不会排从右到左的文字，按存储顺序从左到右排了：“{_excerpt(text[found.start() :])}”",
                f"right-to-left text was set from left to right: “{_excerpt(text[found.start() :])}”",
            )

    def missing(self, clusters: Iterable[Missing]) -> None:
        """Clusters no face has; they were set as a geta mark."""
        for item in clusters:
            char = item.cluster[0]
            name = unicodedata.name(char, "?")
            code = f"U+{ord(char):04X}"
            where_zh = f"（{code} {name}，角色 {item.role}）"
            where_en = f"({code} {name}, role {item.role})"
            finding = error(
                "font.missing-glyph",
                self._origin,
                zh=f"没有字体含有“{item.cluster}”{where_zh}，以“{MISSING_STAND_IN}”代替",
                en=f"no face has “{item.cluster}” {where_en}; {MISSING_STAND_IN} stands for it",
            )
            self._add(finding)

    def unpaired(self, text: str, places: Sequence[int]) -> None:
        """Quotation marks without a partner."""
        for place in places[:1]:
            excerpt = _excerpt(text[max(0, place - 4) :])
            self._note(
                "typeset.unpaired-quote",
                f"引号“{text[place]}”不成对：“{excerpt}”",
                f"the quotation mark {text[place]} has no partner: “{excerpt}”",
            )

    def _warn(self, code: str, zh: str, en: str, line: int = -1) -> None:
        self._add(warning(code, self._origin, zh=zh, en=en), line)

    def _note(self, code: str, zh: str, en: str, line: int = -1) -> None:
        self._add(note(code, self._origin, zh=zh, en=en), line)

    def _add(self, finding: Diagnostic, line: int = -1) -> None:
        if line >= 0:
            self._told[finding.code] += 1
            if self._told[finding.code] > MOST_LINES:
                return
        self._found.append((finding, line))


def _excerpt(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"
