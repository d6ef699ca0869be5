"""Where an English word may be divided (rule book, section 4.5).

Patterns come from pyphen, loaded at the first word to divide: most Chinese reports never need them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

LEAST_LETTERS = 6
MOST_LETTERS = 60  # no English word is longer; patterns cost the square of the length
LEAST_BEFORE, LEAST_AFTER = 2, 3

# A word by itself: not part of an address, a path, a code, a compound or a form with an apostrophe.
_WORD = re.compile(
    r"(?<![0-9A-Za-z_.@/:\\=&#~%+\-\u2010\u2011’'])[A-Za-z]+(?![0-9A-Za-z_@/\\=&#~%+\-\u2010\u2011’']|[.:][0-9A-Za-z/])",
    re.ASCII,
)


@cache
def _patterns() -> Any:
    import pyphen

    return pyphen.Pyphen(lang="en_US", left=LEAST_BEFORE, right=LEAST_AFTER)


@lru_cache(maxsize=4096)
def divisions(word: str) -> tuple[int, ...]:
    """Offsets in `word` where a hyphen may stand; none for short words, capitals, words with figures."""
    if (
        not LEAST_LETTERS <= len(word) <= MOST_LETTERS
        or not word.isalpha()
        or not word.isascii()
        or not word[1:].islower()
    ):
        return ()
    return tuple(int(place) for place in _patterns().positions(word))


def hyphenation_points(text: str) -> list[int]:
    """Offsets in `text` where words may be divided; the last word of a paragraph never is."""
    points: list[int] = []
    words = [match for match in _WORD.finditer(text) if len(match[0]) >= LEAST_LETTERS]
    if words and not re.search(r"\w", text[words[-1].end() :]):
        words.pop()
    for match in words:
        points += (match.start() + place for place in divisions(match[0]))
    return points
