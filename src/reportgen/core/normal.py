"""Characters before fonts: one function that every string from outside passes where it enters.

Text pasted from PDF files, old word processors and chats holds characters that only look like the ones that
are meant. They are replaced, and every replacement is noted with its place. Names stay as they are written:
Chinese text is never put through NFC or NFKC, which would replace compatibility ideographs, ①, ℃ and more.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from reportgen.core.normal_tables import GBK, GBK_FIRST, KANGXI, KANGXI_FIRST, VERTICAL, VERTICAL_FIRST

_ONE_TO_ONE = {
    chr(first + index): char
    for first, chars in ((KANGXI_FIRST, KANGXI), (GBK_FIRST, GBK), (VERTICAL_FIRST, VERTICAL))
    for index, char in enumerate(chars)
}

# What a text to be changed holds at least one of: a search for one character is quick.
_SIGNS = "[\u0300-\u036f\u2f00-\u2fd5\ue78d-\ue796\ue815-\ue864\ufe00-\ufe0f\U000e0100-\U000e01ef]"

# A selector between text and emoji says nothing here, where all is text; others need a character to vary.
_SOURCES = (
    "[\u2f00-\u2fd5\ue815-\ue864\ue78d-\ue796]"
    "|[\ufe0e\ufe0f]+"
    "|(?:(?<![^ \t\n\u3000])|(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef]))[\ufe00-\ufe0d\U000e0100-\U000e01ef]"
    "|[A-Za-z\u00c0-\u024f\u1e00-\u1eff][\u0300-\u036f]+"
)
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_FULL_WIDTH = dict(zip(",.;:?!()", "，。；：？！（）", strict=True))
_MARKUP = re.compile(r"\{\{.*?\}\}|`[^`\n]*`|(?<=\])(?:\([^()\s]*\)|\{[^{}\n]*\})|[a-z]+://[!-~]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Note:
    """At `offset` of the text as typed stood `before`; `after`, which may be empty, took its place."""

    offset: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as the program reads it, and what was changed, in order."""

    text: str
    notes: tuple[Note, ...] = ()

    def typed(self, offset: int) -> int:
        """The offset in the text as typed of the character at `offset` of `text`.

        Inside a replacement of another length: the place in what was replaced that is as far from its start,
        or its last character.
        """
        shift = 0
        for note in self.notes:
            start = note.offset + shift  # in `text`
            if offset < start:
                break
            if offset < start + len(note.after):
                return note.offset + min(offset - start, len(note.before) - 1)
            shift += len(note.after) - len(note.before)
        return offset - shift


def normalise(text: str, *, repair: bool = False) -> Normalised:
    """`text` without look-alikes: what stands in `normal_tables`, stray selectors, loose Latin accents.

    `repair` also writes Chinese punctuation where ASCII or drawn lines stand for it between Chinese
    characters: half-width marks, dashes, ellipses. Markup, references and addresses are left alone.
    """
    notes = (
        [
            Note(match.start(), match[0], after)
            for match in _sources().finditer(text)
            if (after := _meant(match[0])) != match[0]
        ]
        if may_change(text)
        else []
    )
    result = _applied(text, notes)
    if not repair:
        return result
    repairs = _repairs(result.text)
    if not repairs:
        return result
    typed = [Note(result.typed(note.offset), note.before, note.after) for note in repairs]
    return _applied(text, sorted([*notes, *typed], key=lambda note: note.offset))


def may_change(text: str) -> bool:
    """Whether `normalise` without repair has to look closely at `text`. Quick, for whole files."""
    return not text.isascii() and _signs().search(text) is not None


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(_SIGNS)


@cache
def _sources() -> re.Pattern[str]:
    return re.compile(_SOURCES)


def _meant(found: str) -> str:
    """What stands for `found`, a match of the sources."""
    if len(found) == 1 and found in _ONE_TO_ONE:
        return _ONE_TO_ONE[found]
    if found[0].isalpha():  # a letter and its accents
        return unicodedata.normalize("NFC", found)
    return ""


def _applied(text: str, notes: list[Note]) -> Normalised:
    pieces: list[str] = []
    last = 0
    for note in notes:
        pieces += [text[last : note.offset], note.after]
        last = note.offset + len(note.before)
    pieces.append(text[last:])
    return Normalised("".join(pieces), tuple(notes))


# ------------------------------------------------------------------ the optional repair


@cache
def _to_repair() -> re.Pattern[str]:
    han = f"[{_HAN}]"
    return re.compile(
        rf"(?<={han})(?:[,.;:?!]|--|[─－]{{2}}|\.{{6}}|\.{{3}}|。{{3,6}})(?={han})"
        rf"|(?<={han})\((?P<inner>{han}(?:[^()\n]*{han})?)\)(?={han})"
        r"|(?<![。.])(?:(?<=[^\x00-\x7f])\.{6}|。{3,6})(?![。.])"
    )


def _repairs(text: str) -> list[Note]:
    shown = without_markup(text)
    notes = []
    for match in _to_repair().finditer(shown):
        start, found = match.start(), match[0]
        if match["inner"] is not None:
            notes += [Note(start, "(", "（"), *_inside(match["inner"], start + 1)]
            notes.append(Note(match.end() - 1, ")", "）"))
        else:
            notes.append(Note(start, found, _repaired(found)))
    return notes


def _inside(inner: str, start: int) -> list[Note]:
    """Repairs between brackets, which the search has stepped over."""
    return [Note(start + note.offset, note.before, note.after) for note in _repairs(inner)]


def _repaired(found: str) -> str:
    if len(found) == 1:
        return _FULL_WIDTH[found]
    return "……" if found[0] in ".。" else "——"


def narrow(text: str) -> str:
    """Full-width letters, digits and signs as ordinary ones, and no other character changed.

    NFKC would make digits of the marks of notes: 352.6① would be 352.61.
    """
    return text.translate(_NARROW)


_NARROW = {0x3000: " ", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}


def without_markup(text: str) -> str:
    """`text` with references, code, link targets and addresses as long runs of one neutral character."""
    return _MARKUP.sub(lambda match: "\ufffc" * len(match[0]), text) if _MARKED.search(text) else text


_MARKED = re.compile(r"\{\{|`|\][({]|://")
