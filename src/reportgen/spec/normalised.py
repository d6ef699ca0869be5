"""Values of a file without look-alikes, and the places of what was replaced: `core.normal` for a spec.

The file keeps its characters, and `Places.inside` goes on to find them: it takes offsets in the text as the
program reads it and answers with the place as typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.core.diagnostics import Diagnostic, Message, Severity, Span
from reportgen.core.normal import Normalised, may_change, normalise
from reportgen.core.places import SpecPath
from reportgen.spec.places import SourcePlaces

_NAMES_OF_FILES = ("file", "dir")  # a folder may well call its files by look-alikes


class NormalisedPlaces(SourcePlaces):
    """Places for offsets in values that were normalised; `changed` are the texts, by path."""

    def __init__(self, typed: SourcePlaces, root: object, changed: Mapping[SpecPath, Normalised]) -> None:
        """As `typed`, the places of the values `root` as they stand in the file."""
        super().__init__(typed.source, typed.marks, root)
        self._changed = changed

    def inside(self, path: SpecPath, offset: int, length: int = 1) -> Span:
        """As `SourcePlaces.inside`."""
        text = self._changed.get(path)
        if text is None:
            return super().inside(path, offset, length)
        start = text.typed(offset)
        last = text.typed(offset + length - 1)
        return super().inside(path, start, last - start + 1)

    def replaced(self) -> Iterator[tuple[tuple[Span, ...], str, str]]:
        """What was replaced: the places of the characters, the characters as typed, what took their place."""
        for path, text in self._changed.items():
            for note in text.notes:
                offsets = range(note.offset, note.offset + len(note.before))
                yield (
                    tuple(super(NormalisedPlaces, self).inside(path, at) for at in offsets),
                    note.before,
                    note.after,
                )


def normalise_values(value: Any, places: SourcePlaces) -> tuple[Any, SourcePlaces, list[Diagnostic]]:
    """The plain `value` of a file normalised, its places, and a note for each kind of change.

    `typography.normalise: true` in the file asks for the repair of punctuation too. Values are as typed where
    there is nothing to do, and no time is spent on them.
    """
    repair = _wants_repair(value)
    text = places.source.text
    if not repair and not may_change(text) and "\\" not in text:
        return value, places, []
    changed: dict[SpecPath, Normalised] = {}
    result = _walk(value, (), repair, changed)
    if not changed:
        return value, places, []
    return result, NormalisedPlaces(places, value, changed), _notes(changed, places)


def _wants_repair(value: Any) -> bool:
    asked = value.get("typography") if isinstance(value, dict) else None
    return isinstance(asked, dict) and asked.get("normalise") is True


def _walk(value: Any, path: SpecPath, repair: bool, changed: dict[SpecPath, Normalised]) -> Any:
    if isinstance(value, str):
        done = normalise(value, repair=repair)
        if done.notes:
            changed[path] = done
        return done.text
    if isinstance(value, dict):
        return {
            key: item if key in _NAMES_OF_FILES else _walk(item, (*path, key), repair, changed)
            for key, item in value.items()
        }
    if isinstance(value, tuple):
        return tuple(_walk(item, (*path, index), repair, changed) for index, item in enumerate(value))
    return value


def _notes(changed: Mapping[SpecPath, Normalised], places: SourcePlaces) -> list[Diagnostic]:
    """One note for each change of a kind, with all its places."""
    found: dict[tuple[str, str], dict[Span, None]] = {}
    for path, text in changed.items():
        for note in text.notes:
            span = places.inside(path, note.offset, len(note.before))
            found.setdefault((note.before, note.after), {})[span] = None
    findings = []
    for (before, after), at in found.items():
        spans = sorted(at)
        zh, en = (
            (f"改成{_named(after, '“', '”')}", f"read as {_named(after)}") if after else ("略去", "left out")
        )
        findings.append(
            Diagnostic(
                Severity.NOTE,
                "text.normalised",
                Message(f"{_named(before, '“', '”')}{zh}", f"{_named(before)} is {en}"),
                spans[0],
                (Message("文件没有动；可照此改写", "the file is as it was; you may write it so"),),
                tuple(spans[1:]),
            )
        )
    return findings


def _named(text: str, opening: str = '"', closing: str = '"') -> str:
    """A text as it looks, if it can be shown, with its code points unless they are plain marks."""
    codes = " ".join(f"U+{ord(char):04X}" for char in text)
    shown = f"{opening}{text}{closing}" if text.isprintable() and text[0] not in "\ufe0e\ufe0f" else ""
    if shown and (text.isascii() or len(set(text)) < len(text)):
        return shown
    return f"{shown}({codes})" if shown else codes
