"""Where a line may end, and at what cost (rule book, sections 4 and 8.3).

Works on the class letters of a stretch between plain hanzi. The answer for every character is the penalty
of a break right after it: 0 is a plain break, negative is welcome, `FORBIDDEN` none. A break needs the
consent of both sides; the looks of a text never enter here, so they cannot create or remove one.

In order of strength: what Unicode leaves to no tailoring (`unibreak`, `NEVER`), prohibited line starts and
ends (4.2), runs that stay whole (4.3), positions the rule book allows (4.1), and Unicode's own answer for
all the rest. Addresses and identifiers are opened by `urls`; preferences (4.4) come from `prefer`.
"""

from __future__ import annotations

import re

from reportgen.core.style import Kinsoku
from reportgen.typeset import urls
from reportgen.typeset.cjk import (
    BREAK_HINT,
    CLOSE,
    CONNECT,
    DIGIT,
    EXCLAIM,
    EXTEND,
    GAP_SPACE,
    HAN_LIKE,
    ITERATION,
    JOINER,
    LONG,
    MIDDLE,
    NO_BREAK_SPACE,
    NOTE,
    OPEN,
    PAUSE,
    POSTFIX,
    PREFIX,
    QUOTE,
    SIGN,
    SOLIDUS,
    SPACE,
    STOP,
    THIN_SPACE,
    UNSEEN,
    WESTERN,
    WIDE,
    WIDE_SPACE,
)
from reportgen.typeset.prefer import KEPT_TOGETHER as KEPT_TOGETHER
from reportgen.typeset.prefer import preferences as preferences
from reportgen.typeset.unibreak import NEVER, NOT, base_breaks, line_break_letters
from reportgen.typeset.urls import IN_IDENTIFIER as IN_IDENTIFIER
from reportgen.typeset.urls import IN_URL as IN_URL

FORBIDDEN = 100_000  # any penalty from here on is no break at all

DEAR = 100  # from here on a break tears what belongs together: number and unit, ranges, identifiers

AFTER_PAUSE = -10
AFTER_STOP = -15
BETWEEN_SCRIPTS = 10
BEFORE_LONG = 120
AFTER_RANGE = 300
HINT = -20
AT_HYPHEN_SIGN = 40  # between the parts of well-known: better than dividing a word
HYPHENATION = 80
WESTERN_HYPHENATION = 50  # in a paragraph of words, where a hyphen is no stranger
IN_TOKEN = 900  # emergency, inside a token that fits no line
ANYWHERE = 2_000  # last resort: rules off, text kept

_BASIC_NO_START = frozenset((CLOSE, PAUSE, STOP, EXCLAIM, CONNECT, MIDDLE, POSTFIX))
_BASIC_NO_END = frozenset((OPEN, PREFIX))
NO_LINE_START = {
    Kinsoku.NONE: frozenset[str](),
    Kinsoku.BASIC: _BASIC_NO_START,
    Kinsoku.GB: _BASIC_NO_START | {SOLIDUS},  # and 々, see `_Rules.between`
    Kinsoku.STRICT: _BASIC_NO_START | {SOLIDUS, ITERATION, LONG},
}
NO_LINE_END = {
    Kinsoku.NONE: frozenset[str](),
    Kinsoku.BASIC: _BASIC_NO_END,
    Kinsoku.GB: _BASIC_NO_END | {SOLIDUS},
    Kinsoku.STRICT: _BASIC_NO_END | {SOLIDUS},
}
# Half-width counterparts of the marks above (UAX 14: CP, CL, IS, EX, OP, PO, PR), by level.
_SIGNS_NO_START = frozenset(")]},.;:!?%‰‱°′″¢…—–·")
_SIGNS_NO_END = frozenset("([{$€£¥№±−")
SIGNS_NO_START = {
    Kinsoku.NONE: frozenset[str](),
    Kinsoku.BASIC: _SIGNS_NO_START,
    Kinsoku.GB: _SIGNS_NO_START | {"/"},
    Kinsoku.STRICT: _SIGNS_NO_START | {"/"},
}
SIGNS_NO_END = {
    Kinsoku.NONE: frozenset[str](),
    Kinsoku.BASIC: _SIGNS_NO_END,
    Kinsoku.GB: _SIGNS_NO_END | {"/"},
    Kinsoku.STRICT: _SIGNS_NO_END | {"/"},
}

UNITS = tuple(
    """km² km2 km m² m³ m2 m3 cm² cm³ cm mm nm μm um m hm² ha kg mg μg g t kt Mt L mL ml dL h min s ms
    Hz kHz MHz GHz THz kWh MWh GWh TWh kW MW GW TW W kV V mA mAh A kPa MPa hPa Pa kJ MJ J kN N dB
    GB MB TB PB EB KB kB B Mbps Gbps kbps bps bit kcal cal mol nmol K °C ℃ °F ppm ppb pH
    CNY RMB USD EUR dm dm² dm³ pm fm μL µm µg µL µs μs ns rad sr r rpm rps Ah Wh VA kVA MVA var Ω kΩ MΩ
    lx lm cd Bq kBq Gy mGy Sv mSv μSv mmHg mmol μmol eV keV MeV GeV GPa TJ GJ PJ Nm T mT Wb F μF nF pF H
    mH S kt dB dpi px pt em fps KiB MiB GiB TiB ℉ HKD JPY GBP""".split()  # noqa: SIM905 - a table
)
_UNIT = "|".join(map(re.escape, sorted(set(UNITS), key=len, reverse=True)))
# Typed spaces that belong to a number or to the unit after it (4.3): the match is the space itself.
_BLANKS = "[ \u2000-\u200a\u205f]+"
_NUMBER_SPACE = re.compile(
    rf"(?<=\d){_BLANKS}(?=\d{{3}}(?!\d))(?<!\d{{4}} )"
    rf"|(?<=\d){_BLANKS}(?=(?:{_UNIT})(?![A-Za-z]))"
    rf"|(?<=\d){_BLANKS}(?=[%‰‱°′″])"
    rf"|(?:(?<=No\.)|(?<=Fig\.)|(?<=Vol\.)|(?<=[$€£¥￥№±])){_BLANKS}(?=\d)"
)
# Squared units such as ㎡ and ㎏, one character each, belong to their number like any other unit.
_SQUARED_UNIT = re.compile("(?<=[0-9])[\u3371-\u337a\u3380-\u33df]")
_NOTE_MARK = re.compile(r"\[\d+(?:[-–,]\d+)*\]|[⁽⁾¹²³⁰⁴-⁹]+|[*†‡]+(?![\w*])")
_COMPOUND = re.compile(r"(?<=[A-Za-z]{3})[-‐–](?=[A-Za-z]{3})")
_ENGLISH_DASH = re.compile(r"(?<=[A-Za-z])—+(?=[A-Za-z])")
_PICTURES = frozenset("eEXrjVThH")  # Unicode's letters for emoji, flags and conjoining jamo
_FULL_WIDTH_DIGITS = frozenset("０１２３４５６７８９")


def penalties(text: str, letters: str, before: str, after: str, level: Kinsoku) -> list[int]:
    """Penalty of a break after each character of `text` (final classes in `letters`).

    `before` and `after` are the classes next to the stretch, empty at a paragraph's edge. Element 0 of the
    answer is the break before the first character, so the list is one longer than the text. At the edges
    breaks are `FORBIDDEN`: the edge is a break of its own.
    """
    length = len(text)
    result = [FORBIDDEN] * (length + 1)
    base = base_breaks(text, bool(before), bool(after))
    rules = _Rules(text, letters, base, level)
    previous, at = before, -1
    hint = joined = False
    for index in range(length + 1):
        letter = letters[index] if index < length else after
        if letter in UNSEEN:
            hint = hint or letter == BREAK_HINT
            joined = joined or letter == JOINER
            continue
        if letter == EXTEND and previous:
            continue  # part of its base, for the place behind it too
        if previous and letter and not joined:
            if base[index] != NEVER:
                result[index] = rules.between(at, index, previous, letter)
            if hint and (result[index] < FORBIDDEN or (previous in WESTERN and letter in WESTERN)):
                result[index] = HINT
        previous, at, hint, joined = letter, index, False, False
    _keep_numbers(text, letters, result)
    _keep_notes(text, letters, before, result)
    _open_tokens(text, result)
    return result


class _Rules:
    """The rules for one stretch at one level; `base` is Unicode's answer for every place."""

    __slots__ = (
        "base", "letters", "level", "no_end", "no_start", "run", "run_end", "signs_no_end", "signs_no_start",
        "text",
    )  # fmt: skip

    def __init__(self, text: str, letters: str, base: str, level: Kinsoku) -> None:
        self.text, self.letters, self.base, self.level = text, letters, base, level
        self.no_start, self.no_end = NO_LINE_START[level], NO_LINE_END[level]
        self.signs_no_start, self.signs_no_end = SIGNS_NO_START[level], SIGNS_NO_END[level]
        self.run, self.run_end = 0, -2  # equal long marks in a row, and the last of them

    def between(self, at: int, index: int, left: str, right: str) -> int:
        """Penalty between two neighbours, given by place (`at` -1: the hanzi before) and class."""
        text = self.text
        if right in _NEVER_FIRST:
            return FORBIDDEN
        if left in (SPACE, WIDE_SPACE):
            if right in self.no_start or (left == SPACE and right != LONG and self.base[index] == NOT):
                return FORBIDDEN
            return 0
        if left == GAP_SPACE:
            return BETWEEN_SCRIPTS if not self._sign_stays(at, index) else FORBIDDEN
        if left == THIN_SPACE:
            return FORBIDDEN if right == DIGIT else 0
        if left == NO_BREAK_SPACE or (left in WESTERN and right in WESTERN):
            return FORBIDDEN
        if right in self.no_start or left in self.no_end:
            return FORBIDDEN
        if left == LONG and right == LONG:
            same = self.run_end == at - 1 and text[at - 1] == text[at]
            self.run, self.run_end = (self.run + 1 if same else 1), at
            pair_ends = text[at] != text[index] or self.run % 2 == 0
            return BEFORE_LONG if pair_ends else FORBIDDEN
        if left == EXCLAIM and right == EXCLAIM:
            return FORBIDDEN
        if self._sign_stays(at, index):
            return FORBIDDEN
        if right == ITERATION and self.level is Kinsoku.GB:
            return FORBIDDEN if text[index] in "々〻" else 0
        if left == WIDE or right == WIDE:
            return self._beside_wide(at, index, left, right)
        if right == LONG:
            return BEFORE_LONG
        if left == CONNECT:
            return AFTER_RANGE if right in (DIGIT, PREFIX, SIGN) else 0
        if left in (STOP, EXCLAIM, CLOSE):
            return AFTER_STOP
        if left == PAUSE:
            return AFTER_PAUSE
        if (left in WESTERN and right in HAN_LIKE) or (left in HAN_LIKE and right in WESTERN):
            return BETWEEN_SCRIPTS
        return 0

    def _beside_wide(self, at: int, index: int, left: str, right: str) -> int:
        """Full-width forms break like hanzi, but emoji and flags are sequences that only Unicode knows."""
        text = self.text
        if right == WIDE and left == CONNECT:
            return AFTER_RANGE if text[index] in _FULL_WIDTH_DIGITS else 0
        if right == WIDE and left == DIGIT and _SQUARED_UNIT.match(text, index):
            return FORBIDDEN
        if self.base[index] == NOT:
            near = line_break_letters(text[max(at, 0) : index + 1])
            if len(near) > 1 and near[0] in _NARROW_PICTURES and near[-1] in _NARROW_PICTURES:
                return FORBIDDEN
            if self.level is Kinsoku.STRICT and right == WIDE and near[-1] == _SMALL_KANA:
                return FORBIDDEN
        if right == LONG:
            return BEFORE_LONG
        if left in (STOP, EXCLAIM, CLOSE):
            return AFTER_STOP
        if left == PAUSE:
            return AFTER_PAUSE
        return BETWEEN_SCRIPTS if left in WESTERN or right in WESTERN else 0

    def _sign_stays(self, at: int, index: int) -> bool:
        """Whether a half-width sign or a Western quotation mark on one side forbids the break."""
        text, letters = self.text, self.letters
        left = at
        while left >= 0 and letters[left] in (GAP_SPACE, SPACE):
            left -= 1
        if index < len(text):
            right = text[index]
            if letters[index] == QUOTE and right in "”’":
                return True
            if letters[index] == SIGN:
                if right in self.signs_no_start:
                    return True
                if right in "\"'":
                    return _side(text, letters, index) >= 0
                if right in "-~" and not (index + 1 < len(text) and letters[index + 1] in WESTERN):
                    return self.level is not Kinsoku.NONE  # a connector between hanzi, not a sign
        if left >= 0:
            if letters[left] == QUOTE and text[left] in "“‘":
                return True
            if letters[left] == SIGN:
                if text[left] in "\"'":
                    return _side(text, letters, left) <= 0
                return text[left] in self.signs_no_end
        return False


_NEVER_FIRST = frozenset((SPACE, NO_BREAK_SPACE, THIN_SPACE, GAP_SPACE, WIDE_SPACE, EXTEND, NOTE))
_NARROW_PICTURES = _PICTURES | {chr(ord(letter) + 0x100) for letter in _PICTURES}
_SMALL_KANA = chr(ord("n") + 0x100)  # with the other non-starters


def _side(text: str, letters: str, index: int) -> int:
    """Whether a typewriter quotation mark opens (-1), closes (1), or cannot be told (0).

    Two in a stretch are a pair; a lone one leans on the Western text beside it, brackets first.
    """
    mark = text[index]
    if index and text[index - 1] in "([{":
        return -1
    if text[index + 1 : index + 2] in tuple(")]},.;:!?"):
        return 1
    if text.count(mark) > 1:
        return 1 if text.count(mark, 0, index) % 2 else -1
    left = index > 0 and letters[index - 1] in WESTERN
    right = index + 1 < len(text) and letters[index + 1] in WESTERN
    return 0 if left == right else 1 if left else -1


def _keep_numbers(text: str, letters: str, result: list[int]) -> None:
    if SPACE not in letters and GAP_SPACE not in letters and THIN_SPACE not in letters:
        return
    for match in _NUMBER_SPACE.finditer(text):
        result[match.start() : match.end() + 1] = [FORBIDDEN] * (match.end() - match.start() + 1)


def _keep_notes(text: str, letters: str, before: str, result: list[int]) -> None:
    """A reference mark stays with its word: 文字[3], 文字*."""
    for match in _NOTE_MARK.finditer(text):
        at = match.start()
        left = letters[at - 1] if at else before
        if left and left not in UNSEEN and left not in (SPACE, WIDE_SPACE):
            result[at] = FORBIDDEN


def _open_tokens(text: str, result: list[int]) -> None:
    """Breaks inside Western tokens: addresses, long identifiers, compounds with a hyphen (4.5)."""
    for match in _ENGLISH_DASH.finditer(text):
        result[match.end()] = 0
    for match in _COMPOUND.finditer(text):
        result[match.end()] = AT_HYPHEN_SIGN
    for start, end, penalty, places in urls.opened(text):
        if penalty == IN_URL:
            result[start + 1 : end] = [FORBIDDEN] * (end - start - 1)
        for place in places:
            result[place] = min(result[place], penalty)
