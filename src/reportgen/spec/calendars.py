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
from reportgen.spec.places import SourcePlaces
from reportgen.spec.salvage import MovedPlaces
from reportgen.spec.schema.schedule import CongressesSpec, HolidayFile
from reportgen.spec.source import read_file

_DISTRICTS = re.compile(rb"""^(?:\xef\xbb\xbf)?format\s*:\s*["']?reportgen-congresses/""", re.MULTILINE)

Wanted = TypeVar("Wanted", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Read(Generic[Wanted]):
    """What a file gave: None where it cannot be used; `lines` are the file's, for excerpts.

    Of a list, entries with errors are not in the value; `left_out` are those of the findings that say why.
    `common` are the lines of what all its entries share.
    """

    value: Wanted | None
    places: Places
    lines: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    left_out: tuple[Diagnostic, ...] = ()
    common: range = range(0)


def read_holidays(path: Path) -> Read[HolidayFile]:
    """The table of holidays in `path`; never raises for bad input."""
    return _read(path, HolidayFile, "reportgen-holidays/1")


def read_congresses(path: Path) -> Read[CongressesSpec]:
    """The districts in `path`; never raises for bad input.

    One that cannot be understood is left out, and none of the others for it.
    """
    return _read(path, CongressesSpec, "reportgen-congresses/1", entries="districts", common="common")


def names_districts(path: Path) -> bool:
    """Whether the file says that it is a list of districts (and not a report), by its format."""
    try:
        with path.open("rb") as stream:
            return _DISTRICTS.search(stream.read(65536)) is not None
    except OSError:
        return False


def _read(path: Path, model: type[Wanted], form: str, entries: str = "", common: str = "") -> Read[Wanted]:
    """`entries` is the key of the list whose entries stand each for itself, `common` of what they share."""
    plain = read_file(path)
    listed = plain.value.get(entries) if isinstance(plain.value, dict) else None
    count = len(listed) if isinstance(listed, tuple) else 0
    faults = [item for item in plain.findings if has_errors([item])]
    faulty = {_entry_of(item, entries, count, plain.places) for item in faults}
    if None in faulty:
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
    findings = plain.findings
    is_shared = common and isinstance(plain.value, dict) and common in plain.value
    shared = plain.places.lines((common,)) if is_shared else range(0)
    try:
        value = model.model_validate(plain.value)
    except ValidationError as problem:
        told = explain_errors(problem, model, plain.places)
        findings, faults = (*findings, *told), [*faults, *told]
        faulty |= {_entry_at(error["loc"], entries, count) for error in problem.errors()}
    else:
        if not faulty:
            return Read(value, plain.places, plain.lines, findings, (), shared)
    kept = tuple(number for number in range(count) if number not in faulty)
    if None in faulty or not kept:
        return Read(None, plain.places, plain.lines, findings)
    assert isinstance(plain.value, dict), "else nothing was faulty"
    assert isinstance(listed, tuple), "else no entry was faulty"
    value = model.model_validate({**plain.value, entries: tuple(listed[number] for number in kept)})
    places = MovedPlaces(plain.places, {(entries,): kept})
    return Read(value, places, plain.lines, findings, tuple(faults), shared)


def _entry_at(location: tuple[int | str, ...], entries: str, count: int) -> int | None:
    """The number of the entry in which an error of the schema lies; None: it is one of the whole file."""
    if len(location) > 1 and location[0] == entries and isinstance(location[1], int) and count:
        return location[1]
    return None


def _entry_of(item: Diagnostic, entries: str, count: int, places: SourcePlaces) -> int | None:
    """The number of the entry in which something is wrong; None: with YAML itself, or not in just one."""
    if item.span is None or item.code == "spec.yaml-syntax":
        return None
    found = [n for n in range(count) if item.span.line in places.lines((entries, n))]
    return found[0] if len(found) == 1 else None
