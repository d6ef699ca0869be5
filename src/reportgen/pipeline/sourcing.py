"""Reads the figures that a spec asks its sources for, before anything is bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic
from reportgen.core.places import Places
from reportgen.data.readings import NO_READINGS, Readings
from reportgen.data.snapshot import NOTHING, Snapshot
from reportgen.spec.schema import ReportSpec


@dataclass(frozen=True, slots=True)
class Sourced:
    """What the sources of a spec gave, with digests of it all; `files` are those that were read, sorted."""

    readings: Readings = NO_READINGS
    snapshot: Snapshot = NOTHING
    files: tuple[Path, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def read_sources(spec: ReportSpec, places: Places, base: Path, environ: Mapping[str, str]) -> Sourced:
    """Read every figure that `spec` locates in a source; what cannot be read is a finding and has no reading.

    `base` is the folder of the spec, from which files are named; `environ` has the addresses of databases.
    """
    raise NotImplementedError
