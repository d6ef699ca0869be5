"""Reads the files of the calendar, holidays and districts, as checked records with places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from reportgen.core.diagnostics import Diagnostic, Message, error, has_errors
from reportgen.core.places import Places
from reportgen.spec.errors import explain_errors
from reportgen.spec.schema.schedule import CongressesSpec, HolidayFile
from reportgen.spec.source import read_file

_DISTRICTS = re.compile(rb"""^(?:\xef\xbb\xbf)?format\s*:\s*["']?reportgen-congresses/""", re.MULTILINE)

Wanted = TypeVar("Wanted", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Read(Generic[Wanted]):
    """What a file gave: None where it cannot be used; `lines` are the file's, for excerpts."""

    value: Wanted | None
    places: Places
    lines: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


def read_holidays(path: Path) -> Read[HolidayFile]:
    """The table of holidays in `path`; never raises for bad input."""
    return _read(path, HolidayFile, "reportgen-holidays/1")


def read_congresses(path: Path) -> Read[CongressesSpec]:
    """The districts in `path`; never raises for bad input."""
    return _read(path, CongressesSpec, "reportgen-congresses/1")


def names_districts(path: Path) -> bool:
    """Whether the file says that it is a list of districts (and not a report), by its format."""
    try:
        with path.open("rb") as stream:
            return _DISTRICTS.search(stream.read(65536)) is not None
    except OSError:
        return False


def _read(path: Path, model: type[Wanted], form: str) -> Read[Wanted]:
    plain = read_file(path)
    if has_errors(plain.findings):
        return Read(None, plain.places, plain.lines, plain.findings)
    if plain.value is None:
        empty = error(
            "schedule.empty",
            plain.places.value(()),
            zh="文件里没有内容",
            en="the file holds nothing",
            hints=(Message(f"第一行写 format: {form}", f"begin with format: {form}"),),
        )
        return Read(None, plain.places, plain.lines, (*plain.findings, empty))
    try:
        value = model.model_validate(plain.value)
    except ValidationError as problem:
        findings = (*plain.findings, *explain_errors(problem, model, plain.places))
        return Read(None, plain.places, plain.lines, findings)
    return Read(value, plain.places, plain.lines, plain.findings)
