"""Words of Chinese text: a hook for whoever can find them, and two ways to find them.

Headings, titles and captions should turn where a word ends (rule book 4.4). The composer knows a short list
of particles; a program that has a list of words or a dictionary passes it as a segmenter, and what that calls
one word is then not torn while there is another way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from importlib.util import find_spec
from itertools import pairwise

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, error
from reportgen.typeset.cjk import HAN, classify
from reportgen.typeset.items import Items

Segment = Callable[[str], Iterable[int]]  # offsets at which words begin; what is out of range is ignored

INSIDE_WORD = 200  # penalty: a marked phrase (8.3)


def listed(words: Collection[str]) -> Segment:
    """A segmenter that knows these words and no other: every other character is a word by itself."""
    pattern = _pattern(words)

    def begins(text: str) -> set[int]:
        inside = {
            place for found in pattern.finditer(text) for place in range(found.start() + 1, found.end())
        }
        return set(range(len(text) + 1)) - inside

    return begins


def dictionary(words: Collection[str] = ()) -> Segment:
    """A segmenter with the dictionary of `rjieba`, and with `words` over it.

    Raises ReportError (`text.no-dictionary`) where that package is not installed.
    """
    if find_spec("rjieba") is None:
        raise ReportError([_no_dictionary()])
    own = listed(words)

    def begins(text: str) -> set[int]:
        from rjieba import tokenize  # takes a tenth of a second, and a book of short titles never asks

        return {start for _, start, _ in tokenize(text)} & set(own(text))

    return begins


def _pattern(words: Collection[str]) -> re.Pattern[str]:
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")


def _no_dictionary() -> Diagnostic:
    return error(
        "text.no-dictionary",
        None,
        zh="要用词典分词，但没有安装 rjieba",
        en="words are to be found by a dictionary, but rjieba is not installed",
        hints=[
            Message('安装：pip install "reportgen[words]"', 'install it: pip install "reportgen[words]"'),
            Message(
                "或者不用词典：typography.words 写 particles", "or go without: typography.words: particles"
            ),
        ],
    )


def keep_words(items: Items, text: str, segment: Segment) -> None:
    """Make breaks between two hanzi of one word dear."""
    piece = text[items.text_start : items.text_end]
    begins = {0, len(piece), *segment(piece)}
    letters = classify(piece)
    for place, (left, right) in enumerate(pairwise(letters), start=1):
        if left == right == HAN and place not in begins:
            items.penalise(items.glyph_at(items.text_start + place), INSIDE_WORD)
