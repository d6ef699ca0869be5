"""Where a line may end, and at what cost (rule book, sections 4 and 8.3).

Works on the class letters of a stretch between plain hanzi. The answer for every character is the penalty
of a break right after it: 0 is a plain break, negative is welcome, `FORBIDDEN` none. A break needs the
consent of both sides; the looks of a text never enter here, so they cannot create or remove one.
"""

from __future__ import annotations

import re

from reportgen.core.style import Kinsoku
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
    WIDE_SPACE,
)

FORBIDDEN = 100_000  # any penalty from here on is no break at all

AFTER_PAUSE = -10
AFTER_STOP = -15
BETWEEN_SCRIPTS = 10
BEFORE_LONG = 120
KEPT_TOGETHER = 150  # number and Han unit, 第 and number
AFTER_RANGE = 300
HINT = -20
AT_HYPHEN_SIGN = 40  # between the parts of well-known: better than dividing a word
HYPHENATION = 80
IN_URL = 60
IN_IDENTIFIER = 200
IN_TOKEN = 900  # emergency, inside a token that fits no line
ANYWHERE = 2_000  # last resort: rules off, text kept

_BASIC_NO_START = frozenset((CLOSE, PAUSE, STOP, EXCLAIM, CONNECT, MIDDLE, POSTFIX))
_BASIC_NO_END = frozenset((OPEN, PREFIX))
NO_LINE_START = {
    Kinsoku.NONE: frozenset[str](),
    Kinsoku.BASIC: _BASIC_NO_START,
    Kinsoku.GB: _BASIC_NO_START | {SOLIDUS, ITERATION},
    Kinsoku.STRICT: _BASIC_NO_START | {SOLIDUS, ITERATION, LONG},
}
NO_LINE_END = {
    Kinsoku.NONE: frozenset[str](),
    Kinsoku.BASIC: _BASIC_NO_END,
    Kinsoku.GB: _BASIC_NO_END | {SOLIDUS},
    Kinsoku.STRICT: _BASIC_NO_END | {SOLIDUS},
}
# Half-width counterparts of the marks above (UAX 14: CP, CL, IS, EX, OP, PO, PR).
SIGNS_NO_START = frozenset(")]},.;:!?%‰‱°′″¢/…—–·")
SIGNS_NO_END = frozenset("([{$€£¥№±−/")

UNITS = tuple(
    """km² km2 km m² m³ m2 m3 cm² cm³ cm mm nm μm um m hm² ha kg mg μg g t kt Mt L mL ml dL h min s ms
    Hz kHz MHz GHz THz kWh MWh GWh TWh kW MW GW TW W kV V mA mAh A kPa MPa hPa Pa kJ MJ J kN N dB
    GB MB TB PB EB KB kB B Mbps Gbps kbps bps bit kcal cal mol nmol K °C ℃ °F ppm ppb pH
    CNY RMB USD EUR""".split()  # noqa: SIM905 - a table
)
_UNIT = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
# Typed spaces that belong to a number or to the unit after it (4.3): the match is the space itself.
_NUMBER_SPACE = re.compile(
    r"(?<=\d) +(?=\d{3}(?!\d))(?<!\d{4} )"
    rf"|(?<=\d) +(?=(?:{_UNIT})(?![A-Za-z]))"
    r"|(?:(?<=No\.)|(?<=[$€£¥№])) +(?=\d)"
)
_NOTE_MARK = re.compile(r"\[\d+(?:[-–,]\d+)*\]")
_URL = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)[!-~]+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE | re.ASCII
)
LONG_IDENTIFIER = 12

_HAN_UNIT = (
    "个项次位名人户家所座处条件种类批套台辆艘架只头亩倍成年月日时分秒天周岁届期章节卷页号级层栋幢万亿元角吨"
    "克斤米里度篇部届轮场支村镇区县市省国路线站点款例宗起门間间组班队杯袋箱瓶株棵"
)
# Number and what counts it (4.4). Group 1 ends where the break would be.
_PREFERENCES = re.compile(
    rf"([0-9])(?:余|多|余万|多万)?[{_HAN_UNIT}]"
    r"|(第)(?=[0-9一二三四五六七八九十百千])"
    r"|([图表式节章])(?=[0-9])|(附件)(?=[0-9])"
)
_COUNTED = re.compile("[0-9第]")  # no preference without one
_AMOUNT = re.compile(rf"(?<=[0-9])([十百千万亿余多]+)(?=[{_HAN_UNIT}美港欧日人平公])")


def penalties(text: str, letters: str, before: str, after: str, level: Kinsoku) -> list[int]:
    """Penalty of a break after each character of `text` (final classes in `letters`).

    `before` and `after` are the classes next to the stretch, empty at a paragraph's edge. Element 0 of the
    answer is the break before the first character, so the list is one longer than the text. At the edges
    breaks are `FORBIDDEN`: the edge is a break of its own.
    """
    length = len(text)
    result = [FORBIDDEN] * (length + 1)
    previous, at = before, -1
    hint = joined = False
    level_start, level_end = NO_LINE_START[level], NO_LINE_END[level]
    for index in range(length + 1):
        letter = letters[index] if index < length else after
        if letter in UNSEEN:
            hint = hint or letter == BREAK_HINT
            joined = joined or letter == JOINER
            continue
        if previous and letter and not joined:
            penalty = _between(text, letters, at, index, previous, letter, level_start, level_end)
            result[index] = HINT if hint and penalty < FORBIDDEN else penalty
            if hint and previous in WESTERN and letter in WESTERN:
                result[index] = HINT
        previous, at, hint, joined = letter, index, False, False
    _keep_numbers(text, letters, result)
    _keep_notes(text, letters, before, result)
    _open_tokens(text, letters, result)
    return result


def _between(
    text: str,
    letters: str,
    at: int,
    index: int,
    left: str,
    right: str,
    no_start: frozenset[str],
    no_end: frozenset[str],
) -> int:
    """Penalty between two neighbouring characters, given by place (`at` -1: the hanzi before) and class."""
    if right in (SPACE, NO_BREAK_SPACE, THIN_SPACE, GAP_SPACE, WIDE_SPACE, EXTEND, NOTE):
        return FORBIDDEN
    if left in (SPACE, WIDE_SPACE):
        return 0 if right not in no_start else FORBIDDEN
    if left == GAP_SPACE:
        return BETWEEN_SCRIPTS if not _sign_stays(text, letters, at, index) else FORBIDDEN
    if left == THIN_SPACE:
        return FORBIDDEN if right == DIGIT else 0
    if left == NO_BREAK_SPACE:
        return FORBIDDEN
    if left in WESTERN and right in WESTERN:
        return FORBIDDEN
    if right in no_start or left in no_end:
        return FORBIDDEN
    if left == LONG and right == LONG:
        run = at - 1
        while run >= 0 and letters[run] == LONG and text[run] == text[at]:
            run -= 1
        pair_ends = text[at] != text[index] or (at - run) % 2 == 0
        return BEFORE_LONG if pair_ends else FORBIDDEN
    if left == EXCLAIM and right == EXCLAIM:
        return FORBIDDEN
    if _sign_stays(text, letters, at, index):
        return FORBIDDEN
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


def _sign_stays(text: str, letters: str, at: int, index: int) -> bool:
    """Whether a half-width sign or a Western quotation mark on one side of the place forbids the break."""
    left = at
    while left >= 0 and letters[left] in (GAP_SPACE, SPACE):
        left -= 1
    if index < len(text) and letters[index] == QUOTE and text[index] in "”’":
        return True
    if left >= 0 and letters[left] == QUOTE and text[left] in "“‘":
        return True
    if index < len(text) and letters[index] == SIGN and text[index] in SIGNS_NO_START:
        return True
    if index < len(text) and letters[index] == SIGN and text[index] in "\"'":
        return _is_closing(text, index)
    if left >= 0 and letters[left] == SIGN:
        if text[left] in "\"'":
            return not _is_closing(text, left)
        return text[left] in SIGNS_NO_END
    return False


def _is_closing(text: str, index: int) -> bool:
    """Whether a typewriter quotation mark closes: it is the second of its kind in the stretch so far."""
    return text.count(text[index], 0, index) % 2 == 1


def _keep_numbers(text: str, letters: str, result: list[int]) -> None:
    if SPACE not in letters and GAP_SPACE not in letters:
        return
    for match in _NUMBER_SPACE.finditer(text):
        result[match.start() : match.end() + 1] = [FORBIDDEN] * (match.end() - match.start() + 1)


def _keep_notes(text: str, letters: str, before: str, result: list[int]) -> None:
    """A reference mark stays with its word: 文字[3]."""
    if "[" not in text:
        return
    for match in _NOTE_MARK.finditer(text):
        at = match.start()
        left = letters[at - 1] if at else before
        if left and left not in UNSEEN and left not in (SPACE, WIDE_SPACE):
            result[at] = FORBIDDEN


def _open_tokens(text: str, letters: str, result: list[int]) -> None:
    """Breaks inside Western tokens: addresses, long identifiers, compounds with a hyphen (4.5)."""
    if "-" in text:
        for match in re.finditer(r"(?<=[A-Za-z]{3})-(?=[A-Za-z]{3})", text):
            result[match.end()] = AT_HYPHEN_SIGN
    if len(text) <= LONG_IDENTIFIER:
        return
    for match in _URL.finditer(text):
        _open_url(match[0], match.start(), result)
    for match in re.finditer(rf"[!-~]{{{LONG_IDENTIFIER + 1},}}", text):
        if not _URL.search(match[0]):
            _open_identifier(match[0], match.start(), result)


def _open_url(url: str, offset: int, result: list[int]) -> None:
    """After / ? & = #, before . - _ ~ %, never inside `scheme://` or %XX, never near the ends."""
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?://)?", url)
    first = max(3, scheme.end() + 1 if scheme else 0)
    for place in range(1, len(url)):
        if result[offset + place] < FORBIDDEN:
            result[offset + place] = FORBIDDEN
        if place < first or place > len(url) - 3:
            continue
        if "%" in url[place - 2 : place]:
            continue
        after = url[place - 1] in "/?&=#" and url[place] not in "/?&=#"
        if after or (url[place] in ".-_~%" and url[place - 1] not in "/?&=#.-_~"):
            result[offset + place] = IN_URL


def _open_identifier(token: str, offset: int, result: list[int]) -> None:
    """After / \\ . _ and before a hump of camelCase."""
    if not any(char.isalpha() for char in token):
        return
    for place in range(3, len(token) - 2):
        left, right = token[place - 1], token[place]
        if (left in "/\\._" and right.isalnum()) or (left.islower() and right.isupper()):
            if left == "." and right.isdigit():
                continue
            result[offset + place] = min(result[offset + place], IN_IDENTIFIER)


def preferences(text: str) -> list[tuple[int, int]]:
    """Places (offset of the character after the break) better not broken, with their penalties (4.4)."""
    places: list[tuple[int, int]] = []
    if _COUNTED.search(text) is None:
        return places
    for match in _PREFERENCES.finditer(text):
        end = match.end(match.lastindex or 0)
        places += ((place, KEPT_TOGETHER) for place in range(end, max(match.end(), end + 1)))
    for match in _AMOUNT.finditer(text):
        places += ((place, KEPT_TOGETHER) for place in range(match.start() + 1, match.end() + 1))
    return places
