"""Rules as data: a code, what is wrong, what helps, and by which norms it counts; and a function that looks.

A rule is a small function that yields a `Fault` for every breach it sees, put into the table of its scope by
a decorator. The functions know nothing of severities and profiles: a rule is run if the file is bound to one
of its norms, and the gravest of those decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from reportgen.core.diagnostics import Message, Severity
from reportgen.preflight.boxes import Box
from reportgen.preflight.norms import Norm

if TYPE_CHECKING:
    from reportgen.preflight.census import Census
    from reportgen.preflight.document import Document
    from reportgen.preflight.opening import Opening
    from reportgen.preflight.page import Page

Look = TypeVar("Look", bound=Callable[..., Iterator["Fault"]])

_GRAVITY = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.NOTE: 0}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a rule applies: a norm, how grave a breach of it is, and the clause that says so."""

    norm: Norm
    severity: Severity
    clause: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A breach as a rule sees it. `page` counts from 1; `cure` stands in for that of the rule."""

    message: Message
    page: int = 0
    objects: tuple[int, ...] = ()
    resource: str = ""
    at: Box | None = None
    cure: Message | None = None


@dataclass(frozen=True, slots=True)
class Rule(Generic[Look]):
    """One rule. `title` says what is wrong, in general; `cure` how it is mended."""

    code: str
    title: Message
    cure: Message
    grounds: tuple[Ground, ...]
    look: Look

    def ground(self, norms: Collection[Norm]) -> Ground | None:
        """The gravest ground among `norms`, the first of equals; None if the rule does not apply."""
        found = [ground for ground in self.grounds if ground.norm in norms]
        return max(found, key=lambda ground: _GRAVITY[ground.severity]) if found else None

    @property
    def severities(self) -> frozenset[Severity]:
        """All severities that the rule can come in."""
        return frozenset(ground.severity for ground in self.grounds)


OnOpening = Callable[["Opening"], Iterator[Fault]]
OnDocument = Callable[["Document"], Iterator[Fault]]
OnPage = Callable[["Page", "Document"], Iterator[Fault]]
OnCensus = Callable[["Census", "Document"], Iterator[Fault]]

OPENING_RULES: dict[str, Rule[OnOpening]] = {}  # asked of what is in the file before it is a PDF
DOCUMENT_RULES: dict[str, Rule[OnDocument]] = {}  # asked once
PAGE_RULES: dict[str, Rule[OnPage]] = {}  # asked of each page, right after it was read
CENSUS_RULES: dict[str, Rule[OnCensus]] = {}  # asked when all pages were read, of what they add up to


def say(zh: str, en: str) -> Message:
    """A sentence in both languages, without a final stop."""
    return Message(zh, en)


def pdfa(clause: str, severity: Severity = Severity.ERROR, *, norm: Norm = Norm.A, part: int = 2) -> Ground:
    """A clause of ISO 19005; `norm` narrows it to a part or a level."""
    return Ground(norm, severity, f"ISO 19005-{part}, {clause}")


def pdfua(clause: str, severity: Severity = Severity.ERROR) -> Ground:
    """A clause of ISO 14289-1."""
    return Ground(Norm.UA, severity, f"ISO 14289-1, {clause}")


def pdfx(topic: str, severity: Severity = Severity.ERROR, *, norm: Norm = Norm.X) -> Ground:
    """A requirement of ISO 15930, named by its topic: its parts number their clauses differently."""
    return Ground(norm, severity, f"ISO 15930-7, {topic}" if norm is Norm.X else f"ISO 15930-1, {topic}")


def press(severity: Severity, topic: str) -> Ground:
    """A rule of printing houses, whatever the file claims."""
    return Ground(Norm.PRINT, severity, f"print rules, {topic}")


def screen(severity: Severity, topic: str) -> Ground:
    """A rule for files that are read on a screen."""
    return Ground(Norm.WEB, severity, f"screen rules, {topic}")


def every(severity: Severity, clause: str) -> Ground:
    """A rule for every file: a clause of ISO 32000-1, or good sense."""
    is_numbered = clause[:1].isdigit() or clause.startswith("annex")
    return Ground(Norm.ANY, severity, f"ISO 32000-1, {clause}" if is_numbered else clause)


def opening_rule(
    code: str, title: Message, cure: Message, *grounds: Ground
) -> Callable[[OnOpening], OnOpening]:
    """Enter a rule on the bare file."""
    return _enter(OPENING_RULES, code, title, cure, grounds)


def document_rule(
    code: str, title: Message, cure: Message, *grounds: Ground
) -> Callable[[OnDocument], OnDocument]:
    """Enter a rule on the document."""
    return _enter(DOCUMENT_RULES, code, title, cure, grounds)


def page_rule(code: str, title: Message, cure: Message, *grounds: Ground) -> Callable[[OnPage], OnPage]:
    """Enter a rule on each page."""
    return _enter(PAGE_RULES, code, title, cure, grounds)


def census_rule(code: str, title: Message, cure: Message, *grounds: Ground) -> Callable[[OnCensus], OnCensus]:
    """Enter a rule on what the pages add up to."""
    return _enter(CENSUS_RULES, code, title, cure, grounds)


def _enter(
    table: dict[str, Rule[Look]], code: str, title: Message, cure: Message, grounds: tuple[Ground, ...]
) -> Callable[[Look], Look]:
    assert grounds, f"{code} applies to nothing"

    def entered(look: Look) -> Look:
        assert not any(code in each for each in (OPENING_RULES, DOCUMENT_RULES, PAGE_RULES, CENSUS_RULES)), (
            code
        )
        table[code] = Rule(code, title, cure, grounds, look)
        return look

    return entered
