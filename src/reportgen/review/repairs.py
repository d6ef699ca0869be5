"""What can be mended in a spec's file without asking: which characters, where, and what they become.

A repair replaces single characters at their places in the file, so comments, order, quotes and folds stay
byte for byte as they are. Only what has one answer is repaired: look-alikes (Kangxi radicals), invisible
characters, half-width and doubled marks between Chinese characters, dashes and ellipses, full-width digits,
and terms that a list calls an error. What is quoted from elsewhere is left alone.

Characters whose repairs touch are mended in rounds: `repairs` is asked again for the new text until it finds
nothing, which also makes sure that a second run changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.core.diagnostics import Severity, Span
from reportgen.core.normal import narrow, normalise, without_markup
from reportgen.core.places import Places, SpecPath
from reportgen.review.words import Terms, shown_texts
from reportgen.review.words.characters import FULL_WIDTH, RADICAL, RADICALS
from reportgen.review.words.shown import Shown
from reportgen.review.words.terms import Hit, hits
from reportgen.spec.load import Loaded
from reportgen.spec.normalised import NormalisedPlaces
from reportgen.spec.places import SourcePlaces
from reportgen.spec.schema import ReportSpec
from reportgen.spec.terms import GAP

# The findings whose cause is mended.
LOOK_ALIKE = "text.normalised"
INVISIBLE = "spec.invisible-character"
HALF_WIDTH = "text.half-width"
DASH = "text.dash"
ELLIPSIS = "text.ellipsis"
DOUBLED = "text.doubled-mark"
NUMBER = "spec.bad-number"
WIDE = "review.full-width"
RADICALS_TYPED = "review.radical"
TERM = "review.term"
CODES = (LOOK_ALIKE, INVISIBLE, HALF_WIDTH, DASH, ELLIPSIS, DOUBLED, NUMBER, WIDE, RADICALS_TYPED, TERM)

_DOUBLED = re.compile(r"(?<![，。、；：])([，。、；：])\1(?![，。、；：])")
_DELETED = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_NO_BREAK = re.compile("(?<=[^\\s\\d:\\-?])[\u00a0\u202f](?=[^\\s\\d#:\u00a0\u202f])")
_WIDE_NUMBER = re.compile(r"[0-9０-９]+(?:[．.][0-9０-９]+)?")


@dataclass(frozen=True, slots=True)
class Repair:
    """`length` characters of the file at `line` and `column`, both from 0, become `after`."""

    line: int
    column: int
    length: int
    after: str
    code: str


def repairs(
    loaded: Loaded, texts: Iterable[tuple[SpecPath, str, str]], terms: Terms, only: Iterable[str] = CODES
) -> tuple[Repair, ...]:
    """The repairs of a file in its order, none touching another one; of the codes in `only`.

    `loaded` is the file as read: what of it is sound is looked at. `texts` is what can reach paper.
    """
    source, wanted = loaded.places, frozenset(only)
    found = [*_look_alikes(source), *_invisible(source), *_numbers(loaded)]
    spec = loaded.spec or loaded.salvaged
    if spec is not None:
        shown, file = shown_texts(spec, texts), _File(loaded.salvaged_places, source)
        found += [*_marks(shown, file), *_wide(shown, file), *_terms(shown, spec, file, terms)]
    return tuple(_apart(repair for repair in found if repair.code in wanted))


def apply(text: str, found: Iterable[Repair]) -> str:
    """The file's text, its line ends and byte order mark as they are, with repairs made."""
    lines = re.split("(?<=\n)|(?<=\r)(?!\n)", text)
    mark = 1 if text.startswith("\ufeff") else 0
    by_line: dict[int, list[Repair]] = {}
    for repair in found:
        by_line.setdefault(repair.line, []).append(repair)
    for number, wanted in by_line.items():
        line = lines[number]
        for repair in sorted(wanted, key=lambda repair: repair.column, reverse=True):
            start = repair.column + (mark if number == 0 else 0)
            line = line[:start] + repair.after + line[start + repair.length :]
        lines[number] = line
    return "".join(lines)


def _apart(found: Iterable[Repair]) -> Iterator[Repair]:
    """Without repairs that touch one before them; those wait for the next round."""
    last = (-1, 0)
    for repair in sorted(found, key=lambda repair: (repair.line, repair.column, CODES.index(repair.code))):
        if (repair.line, repair.column) >= last:
            yield repair
            last = (repair.line, repair.column + repair.length)


# ------------------------------------------------------------------ places


@dataclass(frozen=True, slots=True)
class _File:
    """The places of a spec, and the file they are in."""

    places: Places
    source: SourcePlaces

    def replaced(self, path: SpecPath, offset: int, before: str, after: str, code: str) -> list[Repair]:
        """Repairs, character by character, that make `after` of `before`, at `offset` of the text at `path`.

        Nothing where the file does not hold these characters as they are, such as for a number that the
        program prints itself, or where characters would be added or taken away over a line end.
        """
        spans = [self.places.inside(path, offset + index) for index in range(len(before))]
        return _spelled(self.source, spans, before, after, code)


def _spelled(source: SourcePlaces, spans: Sequence[Span], before: str, after: str, code: str) -> list[Repair]:
    """The repairs of the characters `before` at `spans`."""
    written = [_written(source, span) for span in spans]
    if not all(text == char or text.startswith("\\") for text, char in zip(written, before, strict=True)):
        return []
    if len(after) != len(before) and len({span.line for span in spans}) > 1:
        return []
    last = len(before) - 1
    parts = [after[index : index + 1] if index < last else after[last:] for index in range(len(before))]
    return [
        Repair(span.line - 1, span.column - 1, span.length, part, code)
        for span, char, part in zip(spans, before, parts, strict=True)
        if char != part
    ]


def _written(source: SourcePlaces, span: Span) -> str:
    return source.line(span)[span.column - 1 : span.column - 1 + span.length]


def _at(source: SourcePlaces, start: int, length: int, after: str, code: str) -> Repair:
    """The repair of characters of the file by their index."""
    number = source.source.line_of(start)
    return Repair(number, start - source.source.starts[number], length, after, code)


# ------------------------------------------------------------------ kinds


def _look_alikes(source: SourcePlaces) -> Iterator[Repair]:
    """What reading replaced: Kangxi radicals and the like, and marks if the report asks for that."""
    if isinstance(source, NormalisedPlaces):
        for spans, before, after in source.replaced():
            yield from _spelled(source, spans, before, after, LOOK_ALIKE)


def _invisible(source: SourcePlaces) -> Iterator[Repair]:
    """Characters without a look of their own go; a no-break space between words becomes an ordinary one."""
    for pattern, after in ((_DELETED, ""), (_NO_BREAK, " ")):
        for match in pattern.finditer(source.source.text):
            if source.scalar_at(match.start()):
                yield _at(source, match.start(), 1, after, INVISIBLE)


def _numbers(loaded: Loaded) -> Iterator[Repair]:
    """Numbers typed in full-width digits."""
    for item in loaded.findings:
        if item.code != NUMBER or item.span is None:
            continue
        text = _written(loaded.places, item.span)
        if _WIDE_NUMBER.fullmatch(text) and narrow(text) != text:
            line, column = item.span.line - 1, item.span.column - 1
            yield Repair(line, column, len(text), narrow(text), NUMBER)


def _marks(texts: Iterable[tuple[SpecPath, Shown]], file: _File) -> Iterator[Repair]:
    """Half-width marks, dashes and ellipses between Chinese characters; marks typed twice."""
    for path, shown in texts:
        text = shown.typed
        if text.isascii():
            continue
        for note in normalise(text, repair=True).notes:
            code = {"—": DASH, "…": ELLIPSIS}.get(note.after[:1], HALF_WIDTH)
            yield from file.replaced(path, note.offset, note.before, note.after, code)
        for match in _DOUBLED.finditer(without_markup(text)):
            yield from file.replaced(path, match.start(), match[0], match[1], DOUBLED)


def _wide(texts: Iterable[tuple[SpecPath, Shown]], file: _File) -> Iterator[Repair]:
    """Full-width digits and letters, radicals of the supplement."""
    for path, shown in texts:
        for match in RADICAL.finditer(shown.text):
            at = shown.typed_span(*match.span())[0]
            yield from file.replaced(path, at, match[0], RADICALS[match[0]], RADICALS_TYPED)
        for match in FULL_WIDTH.finditer(shown.text):
            offset, length = shown.typed_span(*match.span())
            if length == len(match[0]) and not shown.is_allowed(*match.span()):
                yield from file.replaced(path, offset, match[0], narrow(match[0]), WIDE)


def _terms(
    texts: Iterable[tuple[SpecPath, Shown]], spec: ReportSpec, file: _File, terms: Terms
) -> Iterator[Repair]:
    """Wrong forms that a list calls an error, but for those that are quoted and those of several parts."""
    for path, shown in texts:
        for hit in hits(path, shown, terms, spec.review.publication):
            if hit.is_wrong and hit.term.level is Severity.ERROR and not hit.is_cited and GAP not in hit.form:
                yield from _term(hit, shown, file)


def _term(hit: Hit, shown: Shown, file: _File) -> list[Repair]:
    """The repair of a form, of which stress marks or a line end may part the characters."""
    (at, length), right = hit.typed, hit.term.standard
    if length == len(hit.form):
        return file.replaced(hit.path, at, hit.form, right, TERM)
    if len(hit.form) != len(right):
        return []
    found: list[Repair] = []
    for wrong, meant in zip(hit.form, right, strict=True):
        at = shown.typed.index(wrong, at)
        found += file.replaced(hit.path, at, wrong, meant, TERM)
        at += 1
    return found
