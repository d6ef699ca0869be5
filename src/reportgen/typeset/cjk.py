"""Character classes of the rule book (section 2), and the sets its rules are written in.

A class is one letter, so that the classes of a text are a string as long as the text and rules can be
regular expressions over it. Most characters of a Chinese text are plain hanzi: they are found by
`NOT_PLAIN` without being classified one by one, everything else goes through `classify`.

Code points whose class depends on what stands beside them (dashes, middle dots, the solidus, spaces) get
their base class here and their final one in `resolve`; quotation marks, whose context reaches farther, are
settled in `quotes`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

HAN = "H"  # hanzi, kana, hangul: full frames that take a gap beside Western text
WIDE = "F"  # enclosed and full-width forms, Roman numerals, symbols: break like hanzi, take no gap
ITERATION = "I"  # 々 and the like
OPEN = "O"
CLOSE = "C"
PAUSE = "P"  # 、，：；
STOP = "S"  # 。．
EXCLAIM = "E"  # ！？
MIDDLE = "M"  # middle dot
LONG = "D"  # —— and ……
CONNECT = "N"  # – — ～ between two terms
SOLIDUS = "/"
POSTFIX = "%"  # full-width ％ ℃ ℉
PREFIX = "$"  # full-width ￥ and the like
LETTER = "L"
DIGIT = "n"
SIGN = "a"  # any other mark of Western text
NOTE = "r"  # superior figures
QUOTE = "q"  # quotation mark or apostrophe of Western text
SPACE = " "
NO_BREAK_SPACE = "_"
THIN_SPACE = "t"
WIDE_SPACE = "K"  # U+3000
BREAK_HINT = "B"  # U+200B
JOINER = "J"  # U+2060, U+FEFF
EXTEND = "V"  # combining marks, variation selectors: never parted from their base
DROPPED = "x"  # a typed space that paper does not show
GAP_SPACE = "g"  # a typed space that becomes the Han-Western gap

WESTERN = frozenset((LETTER, DIGIT, SIGN, NOTE, QUOTE))
BLANK = frozenset((SPACE, NO_BREAK_SPACE, THIN_SPACE, GAP_SPACE))
UNSEEN = frozenset((BREAK_HINT, JOINER, DROPPED))  # classes that leave no glyph
HAN_LIKE = frozenset((HAN, WIDE, ITERATION))
GAP_SIDE = frozenset((HAN, ITERATION))  # classes that take a gap beside Western text (section 6.1)
MARKS = frozenset((OPEN, CLOSE, PAUSE, STOP, EXCLAIM, MIDDLE, LONG, CONNECT, SOLIDUS))

DOUBLE_EXCLAIM = "‼⁇⁈⁉"  # one em by themselves

_MEMBERS = {
    OPEN: "“‘「『（《〈【〖〔［｛〘〚〝｟｢",
    CLOSE: "”’」』）》〉】〗〕］｝〙〛〞〟｠｣",
    PAUSE: "、，：；､",
    STOP: "。．｡",
    EXCLAIM: "！？‼⁇⁈⁉",
    MIDDLE: "·‧・･•",
    LONG: "—⸺…⋯‥․",
    CONNECT: "–‐～〜゠",
    SOLIDUS: "／",
    POSTFIX: "％℃℉￠",
    PREFIX: "￥￡＄",
    ITERATION: "々〻ーゝゞヽヾ",
    NOTE: "¹²³⁰⁴⁵⁶⁷⁸⁹",
    SPACE: " \t\v\f\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029",
    NO_BREAK_SPACE: "\u00a0\u202f",
    THIN_SPACE: "".join(map(chr, range(0x2000, 0x200B))) + "\u205f",
    WIDE_SPACE: "\u3000",
    BREAK_HINT: "\u200b\u00ad",
    JOINER: "\u2060\ufeff",
}

# Controls and lone surrogates: nothing that could stand on paper. They stay in the text and leave no glyph.
NOT_TEXT = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_NOT_TEXT = re.compile(f"[{NOT_TEXT}]")

# Plain hanzi, kana and hangul: everything that is HAN without a second look.
_PLAIN = (
    "\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0002fa1f\U00030000-\U000323af"
)
NOT_PLAIN = re.compile(f"[^{_PLAIN}]+")
PLAIN_HAN = re.compile(f"[{_PLAIN}]")


class _Classes(dict[int, str]):
    """Class by code point; filled as characters turn up. Used with `str.translate`."""

    def __missing__(self, codepoint: int) -> str:
        self[codepoint] = letter = _class_of(chr(codepoint))
        return letter


def _class_of(char: str) -> str:
    """The base class of a character not listed in `_MEMBERS`."""
    codepoint = ord(char)
    if _NOT_TEXT.match(char):
        return DROPPED
    if PLAIN_HAN.match(char):
        return HAN
    if codepoint == 0x200D or unicodedata.category(char) in ("Mn", "Me", "Mc"):
        return EXTEND
    if char.isdecimal() and codepoint < 0x3000:
        return DIGIT
    if 0x2460 <= codepoint <= 0x24FF or 0x2160 <= codepoint <= 0x2188 or 0x2190 <= codepoint <= 0x21FF:
        return WIDE
    if 0x2300 <= codepoint <= 0x2BFF or codepoint >= 0x2E80 or unicodedata.east_asian_width(char) in "WF":
        return WIDE
    if unicodedata.category(char)[0] in "LN":
        return LETTER
    return SIGN


_CLASSES = _Classes({ord(char): letter for letter, chars in _MEMBERS.items() for char in chars})


def classify(text: str, western: Sequence[int] = ()) -> str:
    """Base classes of the characters of `text`, one letter each; `western` are offsets of quotation marks
    that belong to Western text."""
    letters = text.translate(_CLASSES)
    if western:
        marked = list(letters)
        for place in western:
            marked[place] = QUOTE
        letters = "".join(marked)
    return letters


# Signs at the edge of a Western cluster that take no gap beside hanzi: brackets, quotes, the solidus and
# the hyphen. All others do (UTR 59 calls them narrow or, in Chinese, conditional).
NO_GAP_SIGNS = frozenset("()[]{}<>\"'/|-_~")


def takes_gap(char: str, letter: str) -> bool:
    """Whether a Western character takes the Han-Western gap on its outer side (section 6.1, 6.2)."""
    if letter == SIGN:
        return char not in NO_GAP_SIGNS
    return letter in (LETTER, DIGIT)


_DASHES = "—–‐"
_DEGREES = "℃℉"


def resolve(text: str, letters: str, before: str, after: str, keeps_spaces: bool = False) -> str:
    """Final classes of a stretch between plain hanzi (or the edges of a paragraph).

    `letters` are base classes with Western quotation marks already marked; `before` and `after` are `HAN`
    or empty at the edge. Dashes, ellipses, dots and solidi become Western signs inside Western text
    (sections 2 and 3.4, 3.5); typed spaces become word spaces, gaps, or are dropped (3.2), those between two
    hanzi unless `keeps_spaces`.
    """
    result = list(letters)
    position = 0
    for (letter, char), group in groupby(zip(letters, text, strict=True)):
        length = sum(1 for _ in group)
        end = position + length
        if letter in (LONG, CONNECT, MIDDLE) or char == "/":
            left, right = _neighbours(letters, position, end, before, after)
            settled = _settle(char, letter, length, left, right)
            result[position:end] = settled * length
        elif char in _DEGREES and position and letters[position - 1] == DIGIT:
            result[position] = SIGN  # attached to its number: one Western cluster
        position = end
    if SPACE in letters:
        _settle_spaces(text, result, before, after, keeps_spaces)
    return "".join(result)


def _neighbours(letters: str, start: int, end: int, before: str, after: str) -> tuple[str, str]:
    """Classes left and right of `letters[start:end]`, spaces looked through."""
    left = letters[:start].rstrip(SPACE)
    right = letters[end:].lstrip(SPACE)
    return (left[-1] if left else before), (right[0] if right else after)


def _settle(char: str, letter: str, length: int, left: str, right: str) -> str:
    western = left in WESTERN and right in WESTERN
    worded = western and LETTER in (left, right)
    if char == "/":
        return SOLIDUS if left in HAN_LIKE and right in HAN_LIKE else SIGN
    if letter == MIDDLE:
        if char == "•":
            return MIDDLE if left in HAN_LIKE and right in HAN_LIKE else WIDE
        return SIGN if left == right == LETTER else MIDDLE
    if char == "—":
        return (SIGN if worded else CONNECT) if length == 1 else LONG
    if char in _DASHES:
        return SIGN if worded or (char == "‐" and LETTER in (left, right)) else CONNECT
    if letter == LONG and char != "⸺":
        # An ellipsis ends a Western sentence too: nothing or Western text on its right, Western on its left.
        return SIGN if left in WESTERN and (right in WESTERN or not right) else LONG
    return letter


def _settle_spaces(text: str, letters: list[str], before: str, after: str, keeps: bool) -> None:
    """Say of each typed space what becomes of it; of several only the first can stay."""
    position = 0
    while position < len(letters):
        if letters[position] != SPACE:
            position += 1
            continue
        end = position
        while end < len(letters) and letters[end] == SPACE:
            end += 1
        left = letters[position - 1] if position else before
        right = letters[end] if end < len(letters) else after
        kept = DROPPED
        if (left in WESTERN and right in WESTERN) or (keeps and left in GAP_SIDE and right in GAP_SIDE):
            kept = SPACE
        elif left in GAP_SIDE and right in WESTERN:
            kept = GAP_SPACE if takes_gap(text[end], right) else DROPPED
        elif left in WESTERN and right in GAP_SIDE:
            kept = GAP_SPACE if takes_gap(text[position - 1], left) else DROPPED
        elif (left in WESTERN and right == WIDE) or (left == WIDE and right in WESTERN):
            kept = SPACE
        letters[position:end] = [kept] + [DROPPED] * (end - position - 1)
        position = end


def final_classes(text: str, western: Sequence[int] = (), *, keeps_spaces: bool = False) -> str:
    """The final class of every character of a text without forced line ends; `western` as in `classify`."""
    pieces: list[str] = []
    at = 0
    for match in NOT_PLAIN.finditer(text):
        start, end = match.span()
        inside = [place - start for place in western if start <= place < end]
        before, after = (HAN if start else ""), (HAN if end < len(text) else "")
        letters = resolve(match[0], classify(match[0], inside), before, after, keeps_spaces)
        pieces += (HAN * (start - at), letters)
        at = end
    pieces.append(HAN * (len(text) - at))
    return "".join(pieces)
