"""Problems as values: where, what, how to go on.

Stages collect diagnostics and continue while they can; only `cli` shows them. Every sentence a reader may
see is written in both languages where it arises, so that no stage needs to know the document's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

Language = Literal["zh", "en"]


def language_of(tag: str) -> Language:
    """The language to speak beside text in that of a tag: English for en and its regions, else Chinese."""
    return "en" if tag.partition("-")[0] == "en" else "zh"


class Severity(Enum):
    """How bad a finding is: an error stops the build, a warning does so under `--strict`, a note never."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for a person, without a final stop, in both languages."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """The sentence in `language`."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a source file; lines and columns count from 1, in characters (code points)."""

    file: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `code` is stable and documented, for example `spec.unknown-metric`.

    Findings on what is on paper also say where: `page` is the folio, `path` the place in the spec, such as
    `sections.overall.blocks.3.0`.
    """

    severity: Severity
    code: str
    message: Message
    span: Span | None = None
    hints: tuple[Message, ...] = ()
    also: tuple[Span, ...] = ()  # further places of the same finding
    page: str = ""
    path: str = ""

    def __str__(self) -> str:
        where = f"{self.span.file}:{self.span.line}:{self.span.column}: " if self.span else ""
        page = f" (page {self.page})" if self.page else ""
        return f"{where}{self.severity.value}: {self.message.en}{page} [{self.code}]"


class ReportError(Exception):
    """Raised at the edge, once, with every diagnostic found so far."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = tuple(diagnostics)


def error(
    code: str,
    span: Span | None,
    *,
    zh: str,
    en: str,
    hints: Iterable[Message] = (),
    page: str = "",
    path: str = "",
) -> Diagnostic:
    """An error at `span`."""
    return Diagnostic(Severity.ERROR, code, Message(zh, en), span, tuple(hints), page=page, path=path)


def warning(
    code: str,
    span: Span | None,
    *,
    zh: str,
    en: str,
    hints: Iterable[Message] = (),
    page: str = "",
    path: str = "",
) -> Diagnostic:
    """A warning at `span`."""
    return Diagnostic(Severity.WARNING, code, Message(zh, en), span, tuple(hints), page=page, path=path)


def note(
    code: str,
    span: Span | None,
    *,
    zh: str,
    en: str,
    hints: Iterable[Message] = (),
    page: str = "",
    path: str = "",
) -> Diagnostic:
    """A note at `span`."""
    return Diagnostic(Severity.NOTE, code, Message(zh, en), span, tuple(hints), page=page, path=path)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by place (those without a place last), then page and code; exact repeats dropped."""

    def key(item: Diagnostic) -> tuple[object, ...]:
        span = item.span or Span("\U0010ffff", 0, 0)
        page = (len(item.page), item.page)  # folios count: 9 comes before 10
        return (span.file, span.line, span.column, page, item.code, item.message.en)

    return tuple(sorted(dict.fromkeys(diagnostics), key=key))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any finding is an error."""
    return any(item.severity is Severity.ERROR for item in diagnostics)
