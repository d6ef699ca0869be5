"""A text as its words are read: without markup, stress and the blanks of line folds; offsets lead back.

What is masked (references, code, targets of links, addresses, stretches in another language) stays as long as
it was, as a character that is part of no word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from reportgen.core.normal import without_markup

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MASK = "\ufffc"
CITATION = 12  # characters; a shorter quotation is a term in quotation marks, not somebody else's sentence

_WIDE = f"[{HAN}\u2014\u2018-\u201d\u2026\u3001-\u303f\uff01-\uff60]"
_HAS_HAN = re.compile(f"[{HAN}]")
_UNSETTLED = re.compile(r"[*\s]")
_DROPPED = re.compile(rf"\*+|(?<={_WIDE})(?:[ \t]+\n?[ \t]*|\n[ \t]*)(?={_WIDE})")
_FOREIGN = re.compile(
    r"\[(?P<words>[^\[\]]*)\]\{[^{}\n]*(?:语言|lang)\s*[=＝]\s*[\"“]?(?P<tag>[A-Za-z-]+)[^{}\n]*\}"
)
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bwww\.[!-~]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|cn|org|net)\b"
)
_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉")
_QUOTATION = re.compile(r"“[^“”]*”|「[^「」]*」")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


@dataclass(frozen=True)
class Shown:
    """`text` is what is read, `typed` what the spec holds. `allowed` are stretches to be left alone."""

    typed: str
    text: str
    offsets: tuple[int, ...] | None = None  # of each character of `text` in `typed`; None: the same
    allowed: tuple[tuple[int, int], ...] = ()

    def typed_span(self, start: int, end: int) -> tuple[int, int]:
        """Offset and length, in `typed`, of `text[start:end]`."""
        if self.offsets is None:
            return start, end - start
        first = self.offsets[start]
        return first, self.offsets[end - 1] + 1 - first

    def is_allowed(self, start: int, end: int) -> bool:
        """Whether the editor has allowed a stretch that holds `text[start:end]`."""
        return any(first <= start and end <= after for first, after in self.allowed)

    @cached_property
    def has_han(self) -> bool:
        """Whether there are Chinese characters."""
        return _HAS_HAN.search(self.text) is not None

    @cached_property
    def _cited(self) -> tuple[tuple[int, int], ...]:
        titles = [match.span() for match in _TITLE.finditer(self.text)]
        spoken = [match.span() for match in _QUOTATION.finditer(self.text)]
        return (*titles, *(span for span in spoken if self._is_speech(*span)))

    def _is_speech(self, start: int, end: int) -> bool:
        """Whether quotation marks hold somebody's words, not a term: long, ended by a stop, or introduced."""
        inner = self.text[start + 1 : end - 1]
        return (
            len(inner) > CITATION
            or inner.endswith(("。", "！", "？"))
            or self.text[max(0, start - 2) : start].endswith(("：", "道，"))
        )

    def is_cited(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` stands in the title of a work or in somebody else's words."""
        return any(first < start and end < after for first, after in self._cited)

    @cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in _SENTENCE.finditer(self.text)]

    def sentence(self, start: int) -> str:
        """The sentence (up to 。！？；) around `text[start]`."""
        number = bisect_right(self._ends, start)
        end = self._ends[number] if number < len(self._ends) else len(self.text)
        return self.text[self._ends[number - 1] if number else 0 : end]

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Each sentence with the offset of its first character."""
        for match in _SENTENCE.finditer(self.text):
            yield match.start(), match[0]


@cache
def _words(allowed: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, sorted(allowed, key=len, reverse=True)))) if allowed else None


def show(typed: str, allowed: Iterable[str] = ()) -> Shown:
    """`typed` as it is read. `allowed` are words and phrases of the editor's that are right as they stand."""
    masked = typed
    if "]{" in typed:
        masked = _FOREIGN.sub(lambda match: MASK * len(match[0]), masked)
    masked = without_markup(masked)
    if "." in masked:
        masked = _ADDRESS.sub(lambda match: MASK * len(match[0]), masked)
    text, offsets = masked, None
    if _UNSETTLED.search(masked):
        text, offsets = _settled(masked)
    pattern = _words(tuple(allowed))
    found = tuple(match.span() for match in pattern.finditer(text)) if pattern else ()
    return Shown(typed, text, offsets, found)


def _settled(text: str) -> tuple[str, tuple[int, ...] | None]:
    """`text` without stress marks and blanks between Chinese characters, and where its characters were."""
    pieces: list[str] = []
    offsets: list[int] = []
    last = 0
    for match in _DROPPED.finditer(text):
        if match.end() == match.start():
            continue
        pieces.append(text[last : match.start()])
        offsets += range(last, match.start())
        last = match.end()
    if not last:
        return text, None
    pieces.append(text[last:])
    offsets += range(last, len(text))
    return "".join(pieces), tuple(offsets)
