"""Words of Chinese text: a hook for whoever can find them.

Headings, titles and captions should turn where a word ends (rule book 4.4). The composer knows a short list
of particles; a program that has a dictionary passes its segmenter, and what that calls one word is then not
torn while there is another way. With `jieba`: `lambda text: [start for _, start, _ in jieba.tokenize(text)]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from reportgen.typeset.cjk import HAN, classify
from reportgen.typeset.items import Items

Segment = Callable[[str], Iterable[int]]  # offsets at which words begin; what is out of range is ignored

INSIDE_WORD = 200  # penalty: a marked phrase (8.3)


def keep_words(items: Items, text: str, segment: Segment) -> None:
    """Make breaks between two hanzi of one word dear."""
    piece = text[items.text_start : items.text_end]
    begins = {0, len(piece), *segment(piece)}
    letters = classify(piece)
    for place, (left, right) in enumerate(pairwise(letters), start=1):
        if left == right == HAN and place not in begins:
            items.penalise(items.glyph_at(items.text_start + place), INSIDE_WORD)
