"""Term lists: YAML files that say how a term is written, how it is not, and when it was in force.

They are read like a theme: closed models, every fault with its line and column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reportgen.core.diagnostics import Diagnostic, Message, Severity, error, has_errors
from reportgen.core.places import Places, SpecPath
from reportgen.spec.errors import explain_errors
from reportgen.spec.source import read_file
from reportgen.spec.types import DateText, Filled, Text

Publication = Literal["internal", "newspaper", "open"]

GAP = "…"  # in a wrong form: up to a dozen characters of one clause
_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "note": Severity.NOTE}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Entry(_Part):
    """One term."""

    standard: Filled
    wrong: tuple[Filled, ...] = ()
    level: Literal["error", "warning", "note"] = "warning"
    valid_from: DateText | None = None
    valid_until: DateText | None = None
    successor: Text = ""
    passes_in: tuple[Filled, ...] = ()
    passes_with: tuple[Filled, ...] = ()
    publications: tuple[Publication, ...] = ()
    source: Text = ""
    note: Text = ""


class _TermFile(_Part):
    """A file of terms."""

    format: Literal["reportgen-terms/1"]
    name: Filled
    terms: tuple[_Entry, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Term:
    """How a term is written. Dates are as typed: a year, a month or a day.

    `wrong` forms are wrong at any time; `standard` itself is in force from `valid_from` until `valid_until`,
    both included, and followed by `successor`. A hit inside one of `passes_in`, or in a sentence that holds
    one of `passes_with`, is right. `publications` are the kinds it counts for; none: all. `level` is what a
    wrong form is; a term out of its time is a warning, or a note where the level says so.
    """

    standard: str
    wrong: tuple[str, ...] = ()
    level: Severity = Severity.WARNING
    valid_from: str = ""
    valid_until: str = ""
    successor: str = ""
    passes_in: tuple[str, ...] = ()
    passes_with: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    source: str = ""
    note: str = ""

    @property
    def is_dated(self) -> bool:
        """Whether the term itself was or is in force for a time only."""
        return bool(self.valid_from or self.valid_until)


@dataclass(frozen=True, slots=True)
class TermList:
    """What a file of terms holds: none where it cannot be used, which `findings` tell.

    `digest` is that of the bytes that were read; empty if there were none.
    """

    terms: tuple[Term, ...]
    findings: tuple[Diagnostic, ...]
    digest: str


def load_terms(path: Path) -> TermList:
    """The list in `path`.

    Codes: those of reading, `spec.*`, and `terms.*`.
    """
    plain = read_file(path)
    if plain.value is None or has_errors(plain.findings):
        return TermList((), plain.findings or (_empty(plain.places),), plain.digest)
    try:
        given = _TermFile.model_validate(plain.value)
    except ValidationError as problem:
        found = (*plain.findings, *explain_errors(problem, _TermFile, plain.places))
        return TermList((), found, plain.digest)
    faults = tuple(_faults(given, plain.places))
    if faults:
        return TermList((), (*plain.findings, *faults), plain.digest)
    return TermList(tuple(map(_term, given.terms)), plain.findings, plain.digest)


def _term(entry: _Entry) -> Term:
    return Term(
        entry.standard,
        entry.wrong,
        _LEVELS[entry.level],
        entry.valid_from or "",
        entry.valid_until or "",
        entry.successor,
        entry.passes_in,
        entry.passes_with,
        entry.publications,
        entry.source,
        entry.note,
    )


def _empty(places: Places) -> Diagnostic:
    return error(
        "terms.empty",
        places.value(()),
        zh="术语表里没有内容",
        en="the term list holds nothing",
        hints=(
            Message(
                "第一行写 format: reportgen-terms/1，然后写 name: 和 terms:",
                "begin with format: reportgen-terms/1, then name: and terms:",
            ),
        ),
    )


def _faults(given: _TermFile, places: Places) -> Iterator[Diagnostic]:
    """Entries that say nothing, or the opposite of another one."""
    standards = {entry.standard for entry in given.terms}
    for index, entry in enumerate(given.terms):
        path: SpecPath = ("terms", index)
        dates = entry.valid_from, entry.valid_until
        if not entry.wrong and dates == (None, None):
            yield error(
                "terms.no-use",
                places.value(path),
                zh=f"“{entry.standard}”既没有写错法（wrong），也没有写时效（valid_from、valid_until）",
                en=f'"{entry.standard}" has neither wrong forms nor dates',
            )
        if dates[0] and dates[1] and dates[0] > dates[1]:
            yield error(
                "terms.dates",
                places.value((*path, "valid_until")),
                zh=f"停用的日期 {dates[1]} 早于启用的日期 {dates[0]}",
                en=f"the term ends ({dates[1]}) before it begins ({dates[0]})",
            )
        if entry.successor and not entry.valid_until:
            yield error(
                "terms.dates",
                places.key((*path, "successor")),
                zh="写了后来的说法（successor），就要写停用的日期（valid_until）",
                en="a term with a successor needs the date until which it was valid",
            )
        for number, wrong in enumerate(entry.wrong):
            if wrong in standards or not wrong.replace(GAP, "").strip():
                yield error(
                    "terms.wrong-form",
                    places.value((*path, "wrong", number)),
                    zh=f"“{wrong}”在这份表里又是规范的写法" if wrong in standards else "错法不能只有省略号",
                    en=f'"{wrong}" is a standard form in the same list'
                    if wrong in standards
                    else "a wrong form needs words",
                )
