"""A report from a few lines of YAML, through the real loader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest

from reportgen.content.blocks import Document
from reportgen.content.build import build
from reportgen.content.inline import InlineReader
from reportgen.core.diagnostics import Diagnostic, Span
from reportgen.core.text import MarkKind, RichText
from reportgen.data.metrics import bind
from reportgen.spec.load import load_spec_text

HEAD = "format: reportgen/1\ndocument: {title: 书名, organisation: 某区}\n"


@dataclass(frozen=True)
class Built:
    """A document, what was found while building it, and its source."""

    document: Document
    findings: tuple[Diagnostic, ...]
    source: str

    @property
    def blocks(self) -> tuple[Any, ...]:
        """The blocks of the first section."""
        return self.document.sections[0].blocks

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    def at(self, finding: Diagnostic) -> str:
        """The piece of the source that a finding points at."""
        assert finding.span is not None
        line = self.source.splitlines()[finding.span.line - 1]
        return line[finding.span.column - 1 :][: finding.span.length]


@pytest.fixture
def build_text(tmp_path: Path) -> Callable[..., Built]:
    """`build_text(yaml)`: the whole of a report but its head; must load without errors."""

    def make(text: str, *, draft: bool = False, head: str = HEAD) -> Built:
        source = head + dedent(text)
        loaded = load_spec_text(source, root=tmp_path)
        assert loaded.spec is not None, "\n".join(map(str, loaded.findings))
        data, found = bind(loaded.spec, loaded.places)
        document, more = build(loaded.spec, data, loaded.places, keep_pending=draft, base=tmp_path)
        return Built(document, (*found, *more), source)

    return make


@pytest.fixture
def build_blocks(build_text: Callable[..., Built]) -> Callable[..., Built]:
    """`build_blocks(blocks, before)`: a report with one chapter of these blocks."""

    def make(blocks: str, before: str = "", **options: Any) -> Built:
        body = indent(dedent(blocks).strip("\n"), "      ")
        chapter = f"sections:\n  - id: one\n    title: 第一章名\n    blocks:\n{body}\n"
        return build_text(dedent(before) + "\n" + chapter, **options)

    return make


class Anywhere:
    """Places for texts without a file: the column is the offset."""

    def value(self, path: Any) -> Span:
        return Span("text", 1, 1)

    def key(self, path: Any) -> Span:
        return Span("text", 1, 1)

    def inside(self, path: Any, offset: int, length: int = 1) -> Span:
        return Span("text", 1, offset + 1, length)


@pytest.fixture
def reader_of() -> Callable[..., InlineReader]:
    """`reader_of(data)`: reads inline texts."""

    def make(data: Any, language: Any = "zh") -> InlineReader:
        return InlineReader(data, Anywhere(), language)

    return make


def marked(text: RichText, kind: MarkKind) -> list[str]:
    """The stretches of `text` that carry a mark."""
    return [text.text[m.start : m.end] for m in text.marks if m.kind is kind]


def words_of(value: Any) -> list[str]:
    """Every string in a value, marks and ids apart: what may reach paper."""
    if isinstance(value, RichText):
        return [value.text]
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [
            w for f in fields(value) if f.name not in ("id", "tree") for w in words_of(getattr(value, f.name))
        ]
    if isinstance(value, tuple):
        return [w for item in value for w in words_of(item)]
    return []


@pytest.fixture
def words() -> Callable[[Any], list[str]]:
    return words_of


@pytest.fixture
def stretches() -> Callable[[RichText, MarkKind], list[str]]:
    return marked
