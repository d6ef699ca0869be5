"""Words in Latin letters that have strayed into Chinese text: “示范点 and 先进”.

Known abbreviations, units, Roman numerals, single letters, letters beside digits, addresses, what stands in
brackets or in the title of a work, what is marked as another language, and what the editor allows pass. A
word in small letters is a warning; capitals and names such as iPhone are often meant and only noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.core.diagnostics import Diagnostic, Message, Span, note, warning
from reportgen.core.places import Places, SpecPath
from reportgen.review.words.known_words import ABBREVIATIONS, UNITS
from reportgen.review.words.shown import Shown

_LATIN = "A-Za-z\u00c0-\u024f"
_WORD = re.compile(rf"[{_LATIN}][{_LATIN}'’&-]*[{_LATIN}]|[{_LATIN}]")
_ROMAN = re.compile(r"[IVXLC]+")
_KNOWN = frozenset(word.casefold() for word in ABBREVIATIONS)
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)|[\[【][^\[\]【】]*[\]】]")
_MEASURED = re.compile(r"[\d０-９%）)²³·/⋅万亿多余每]\s?$")
_GAP = re.compile(r"[ ,'’-]*")


def foreign_findings(texts: Iterable[tuple[SpecPath, Shown]], places: Places) -> Iterator[Diagnostic]:
    """Stray words; each word once, with all its places. Only texts with Chinese characters are looked at."""
    found: dict[str, list[Span]] = {}
    for path, shown in texts:
        if _WORD.search(shown.text) is None or not shown.has_han:
            continue
        for start, end in _strays(shown):
            span = places.inside(path, *shown.typed_span(start, end))
            spans = found.setdefault(shown.text[start:end], [])
            if span not in spans:
                spans.append(span)
    for words, spans in found.items():
        yield replace(_finding(words, spans[0]), also=tuple(spans[1:]))


def _strays(shown: Shown) -> Iterator[tuple[int, int]]:
    """Runs of words that are not known, as long as nothing else stands between them."""
    text = shown.text
    start = end = -1
    for match in _WORD.finditer(text):
        if _passes(match, text):
            continue
        if start >= 0 and _GAP.fullmatch(text, end, match.start()):
            end = match.end()
            continue
        if start >= 0 and not _is_meant(start, end, shown):
            yield start, end
        start, end = match.span()
    if start >= 0 and not _is_meant(start, end, shown):
        yield start, end


def _passes(match: re.Match[str], text: str) -> bool:
    word, start, end = match[0], match.start(), match.end()
    if len(word) == 1 or _ROMAN.fullmatch(word) or _is_known(word):
        return True
    if word in UNITS and _MEASURED.search(text, max(0, start - 2), start):
        return True
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(char.isdigit() or char in "_#@" for char in beside) and not word.islower()


def _is_known(word: str) -> bool:
    """Whether a word is on the list, by itself or as parts: `AI-VR`."""
    folded = word.casefold()
    return folded in _KNOWN or all(part in _KNOWN or len(part) == 1 for part in re.split("[-&]", folded))


def _is_meant(start: int, end: int, shown: Shown) -> bool:
    if shown.is_allowed(start, end) or shown.is_cited(start, end):
        return True
    return any(m.start() < start and end < m.end() for m in _BRACKETED.finditer(shown.text))


def _finding(words: str, span: Span) -> Diagnostic:
    zh, en = f"汉字里夹着外文“{words}”", f"{words} stands in Chinese text"
    hints = (
        Message(
            "改成中文；确是要用的词，写进 review.allow",
            "write it in Chinese, or list it under review.allow if it is meant",
        ),
    )
    if any(part.islower() for part in re.split("[ '’&-]+", words)):
        return warning("review.foreign-word", span, zh=zh, en=en, hints=hints)
    return note("review.foreign-word", span, zh=zh, en=en, hints=hints)
