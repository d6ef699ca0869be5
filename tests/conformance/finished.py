"""Finished books with all their files: the report of this repository and the small books of `tests/books`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from book_files import CHANGES, MOMENT, SPECS, build_book, spec_of, theme_of
from laid_out import LaidOut

from reportgen.pipeline.building import build

REPORT = Path(__file__).resolve().parents[2] / "report.yaml"
PROFILES = ("press", "archive", "web", "draft")
BOOKS = ("report", *SPECS)


@dataclass(frozen=True)
class Finished:
    """A book and its files by profile."""

    name: str
    spec: Path
    files: dict[str, Path]
    folder: Path  # for whatever else is made of it

    @cached_property
    def laid(self) -> LaidOut:
        """The same book before any PDF: what was asked for and where it went."""
        return LaidOut(self.spec, theme=theme_of(self.name, self.folder) if self.name in CHANGES else None)


class Shelf:
    """Books by name, each built once."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory
        self._books: dict[str, Finished] = {}

    def __getitem__(self, name: str) -> Finished:
        if name not in self._books:
            folder = self._factory.mktemp(name)
            spec = spec_of(name, folder) if name in SPECS else REPORT
            self._books[name] = Finished(name, spec, _files(name, spec, folder), folder)
        return self._books[name]


def _files(name: str, spec: Path, folder: Path) -> dict[str, Path]:
    if name in SPECS:
        return build_book(name, spec, folder, PROFILES)
    built = build(spec, folder, profile=PROFILES, moment=MOMENT)
    assert len(built.outputs) == len(PROFILES), built.findings
    return {output.profile: output.path for output in built.outputs}
