"""Chinese or Western? The marks “ ” ‘ ’ share their code points; their surroundings decide (section 3.3).

Both marks of a pair get one decision, made by what stands outside the pair: a pair with Western text on
both sides belongs to a Western sentence, every other one is Chinese where the locale is. An unpaired mark
follows its nearer neighbour. An apostrophe inside a word is Western whatever the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.typeset.cjk import DIGIT, EXTEND, GAP_SIDE, LETTER, POSTFIX, PREFIX, WIDE, classify
from reportgen.typeset.locales import DEFAULT, LOCALES, known

_MARK = re.compile("[“”‘’]")
_PARTNER = {"”": "“", "’": "‘"}
_STRONG = GAP_SIDE | {WIDE, LETTER, DIGIT, POSTFIX, PREFIX}
_LATIN = frozenset((LETTER, DIGIT, EXTEND))


@dataclass(frozen=True, slots=True)
class Quotes:
    """What `resolve` found: offsets of Western marks, and of marks without a partner."""

    western: frozenset[int]
    unpaired: tuple[int, ...]


NO_QUOTES = Quotes(frozenset(), ())


def resolve(text: str, languages: Sequence[tuple[int, int, str]] = (), *, locale: str = "zh-Hans") -> Quotes:
    """Decide every quotation mark of a paragraph.

    `languages` are stretches (start, end, language) whose language is marked up; it overrides the context.
    """
    first = _MARK.search(text)
    if first is None:
        return NO_QUOTES
    letters = classify(text)
    pairs, singles, western = _pair(text, letters, first.start())
    chinese_locale = LOCALES[known(locale) or DEFAULT].chinese_quotes
    for opening, closing in pairs:
        if _is_western(letters, opening, closing + 1, chinese_locale):
            western += (opening, closing)
    for mark in singles:
        if _follows_western(letters, mark, chinese_locale):
            western.append(mark)
    chosen = set(western)
    if languages:
        starts = [start for start, _, _ in languages]
        for found in _MARK.finditer(text):
            at = found.start()
            index = bisect_right(starts, at) - 1
            if index >= 0 and at < languages[index][1] and languages[index][2]:
                if languages[index][2].startswith(("zh", "ja")):
                    chosen.discard(at)
                else:
                    chosen.add(at)
    return Quotes(frozenset(chosen), tuple(singles))


def _pair(text: str, letters: str, first: int) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs, marks left over, apostrophes."""
    pairs: list[tuple[int, int]] = []
    singles: list[int] = []
    apostrophes: list[int] = []
    open_marks: list[int] = []
    waiting = {"“": 0, "‘": 0}  # how many of each stand in `open_marks`: keeps stray marks linear
    for mark in _MARK.finditer(text, first):
        at, char = mark.start(), mark[0]
        if char in "“‘":
            open_marks.append(at)
            waiting[char] += 1
            continue
        if char == "’" and 0 < at < len(text) - 1 and letters[at - 1] in _LATIN and letters[at + 1] == LETTER:
            apostrophes.append(at)
            continue
        wanted = _PARTNER[char]
        if not waiting[wanted]:
            singles.append(at)
            continue
        while text[opened := open_marks.pop()] != wanted:
            singles.append(opened)  # opened inside and never closed
            waiting[text[opened]] -= 1
        waiting[wanted] -= 1
        pairs.append((opened, at))
    return pairs, sorted(singles + open_marks), apostrophes


_REACH = 100  # how far a mark looks for its neighbours; a longer stretch without a word is no sentence


def _strong_before(letters: str, at: int) -> tuple[str, int]:
    """Class of the nearest letter, digit or hanzi before `at`, and how far it is; empty if there is none."""
    for index in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if letters[index] in _STRONG:
            return letters[index], at - index
    return "", len(letters) + 1


def _strong_after(letters: str, at: int) -> tuple[str, int]:
    for index in range(at, min(len(letters), at + _REACH)):
        if letters[index] in _STRONG:
            return letters[index], index - at + 1
    return "", len(letters) + 1


def _is_western(letters: str, start: int, end: int, chinese_locale: bool) -> bool:
    """Whether the pair that spans `[start, end)` belongs to Western text."""
    left, _ = _strong_before(letters, start)
    right, _ = _strong_after(letters, end)
    outside = [side for side in (left, right) if side]
    if not outside:
        return not chinese_locale
    if chinese_locale and len(outside) == 1 and outside[0] in _LATIN:
        # One side is the paragraph's edge: the rest of it tells a Western sentence from a Chinese one.
        return not any(letter in GAP_SIDE for letter in letters)
    return all(side in _LATIN for side in outside)


def _follows_western(letters: str, at: int, chinese_locale: bool) -> bool:
    left, left_distance = _strong_before(letters, at)
    right, right_distance = _strong_after(letters, at + 1)
    if not left and not right:
        return not chinese_locale
    return (left if left_distance <= right_distance else right) in _LATIN
