"""A text of the spec as prose: without markup and folds, references as one sign each, cut into sentences.

Every check reads this form; `source` leads back from a character of it to the one in the spec.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.content.emphasis import REFERENCE
from reportgen.core.places import SpecPath

STAND_IN = "\ue000"  # where a reference is; private, so no text has it
_MARKUP = re.compile(
    r"(?P<reference>\{\{[^{}]*\}\})|(?P<paragraph>[ \t\u3000]*\n[ \t\u3000]*\n\s*)"
    r"|(?P<fold>(?<=[\u2e80-\uffef])[ \t]*\n[ \t]*(?=[\u2e80-\uffef{*])"
    r"|(?<=[}*0-9])[ \t]*\n[ \t]*(?=[\u2e80-\uffef]))|(?P<line>[ \t]*\n[ \t]*)"
    r"|\*+|`|\]\([^)\n]*\)|\]\{[^{}\n]*\}|\[(?=[^\[\]\n]*\][({])|\{断\}|\\(?=[^\w\s])"
)
_MAY_BE_MARKUP = re.compile(r"[\n*`\[{\\]")
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]?(?:[”’）]*)")


@dataclass(frozen=True, slots=True)
class Reference:
    """A {{ reference }}: where its sign stands in the prose, and what it asks for."""

    at: int
    id: str
    form: str


@dataclass(frozen=True, slots=True)
class Prose:
    """The text at `path`: `text` for reading, `takes_references` whether one could be written in it."""

    path: SpecPath
    text: str
    takes_references: bool
    references: tuple[Reference, ...] = ()
    _reading: tuple[int, ...] = (0,)  # where pieces begin in `text`
    _written: tuple[int, ...] = (0,)  # and in the spec

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Offset and length in the spec of `text[start:end]`."""
        first = self._source(start)
        return first, max(1, self._source(end - 1) + 1 - first)

    def _source(self, index: int) -> int:
        piece = bisect_right(self._reading, index) - 1
        return self._written[piece] + index - self._reading[piece]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Start and end of every sentence; those parted by ； count as several."""
        for match in _SENTENCE.finditer(self.text):
            if match.end() > match.start():
                yield match.span()


def read(path: SpecPath, written: str, *, takes_references: bool) -> Prose:
    """The text as a reader has it, but for the references, which are one sign each."""
    if not takes_references or not _MAY_BE_MARKUP.search(written):
        return Prose(path, written, takes_references)
    pieces: list[str] = []
    reading, source = [0], [0]
    references: list[Reference] = []
    length = done = 0
    for match in _MARKUP.finditer(written):
        start, end = match.span()
        if start > done:
            pieces.append(written[done:start])
            length += start - done
        put = _put(match)
        if put == STAND_IN:
            found = REFERENCE.fullmatch(match[0])
            references.append(
                Reference(length, found["id"] if found else "", (found and found["form"]) or "value")
            )
        if put:
            reading.append(length)
            source.append(start)
            pieces.append(put)
            length += 1
        reading.append(length)
        source.append(end)
        done = end
    pieces.append(written[done:])
    return Prose(path, "".join(pieces), True, tuple(references), tuple(reading), tuple(source))


def _put(match: re.Match[str]) -> str:
    """What a piece of markup is read as."""
    match match.lastgroup:
        case "reference":
            return STAND_IN
        case "paragraph":
            return "\n"
        case "line":
            return " "
    return ""
