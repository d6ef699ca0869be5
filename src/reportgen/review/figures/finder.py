"""Finds many names in a text in one walk, however many there are: by their first two characters.

Names are found with a 的, a quotation mark or a blank more or less (占GDP的比重 for 占GDP比重), Latin letters
in either case. Where two names fit, the longer one counts.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import add

_SKIPPED = "的“”‘’ \u3000"
_DROP = str.maketrans("", "", _SKIPPED)
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def plain(name: str) -> str:
    """A name as it is compared."""
    return name.translate(_DROP).translate(_LOWER)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a text."""

    start: int
    end: int
    name: str  # plain


@dataclass(frozen=True, slots=True)
class Finder:
    """Names by their first two characters, the longest first."""

    heads: dict[str, list[str]] = field(default_factory=dict)

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        """The names in `text[start:end]`, in order, none within another."""
        if not self.heads:
            return []
        lowered = text[start:end].lower()
        if len(lowered) != end - start:  # a letter whose small form takes two
            lowered = text[start:end].translate(_LOWER)
        found: list[Hit] = []
        done = 0
        heads = self.heads
        for index, head in enumerate(map(add, lowered, lowered[1:])):
            if head not in heads or index < done:
                continue
            for name in heads[head]:
                stop = _walked(lowered, index, name)
                if stop:
                    found.append(Hit(start + index, start + stop, name))
                    done = stop
                    break
        return found


def finder_of(names: Iterable[str]) -> Finder:
    """A finder of `names`; those of one character are left out."""
    heads: dict[str, list[str]] = {}
    for name in sorted({plain(name) for name in names}, key=lambda name: (-len(name), name)):
        if len(name) > 1:
            heads.setdefault(name[:2], []).append(name)
    return Finder(heads)


def _walked(text: str, index: int, name: str) -> int:
    """Where `name` ends if it begins at `index`, else 0."""
    end = len(text)
    for char in name:
        while index < end and text[index] != char and text[index] in _SKIPPED:
            index += 1
        if index >= end or text[index] != char:
            return 0
        index += 1
    return index
