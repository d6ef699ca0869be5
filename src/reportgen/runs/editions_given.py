"""Files that were delivered before, held against what their spec gives now.

What went to press is what is kept, byte for byte, even if a newer program would make other bytes of it. But
it has to be made from the very same spec, data, faces and theme.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.core.diagnostics import Diagnostic
from reportgen.core.digests import digest_of_file
from reportgen.pipeline.inspection import inspect
from reportgen.pipeline.options import DRAFT, PROFILES, Output
from reportgen.runs.editions_reports import Report, moment_of
from reportgen.runs.editions_told import (
    none_given,
    not_given,
    not_read,
    other_bytes,
    other_source,
    other_version,
)
from reportgen.runs.manifest import versions_in

_SOURCES = ("spec", "data", "answers", "theme", "fonts")


@dataclass(frozen=True, slots=True)
class Given:
    """How delivered files were built, and the folder where they lie; None: they are to be built.

    `moment` is the one that dates them, where they say one. `report` is the one of a template that they are.
    """

    profiles: tuple[str, ...] | None
    strict: bool
    folder: Path | None = None
    moment: datetime | None = None
    report: Report | None = None

    def against(self, outputs: Sequence[Output], home: Path) -> tuple[tuple[str, ...], list[Diagnostic]]:
        """Put each file that was given in the place of the one that was built, in the folder `home`.

        Gives the names of those whose bytes are others, and what is wrong. Raises OSError.
        """
        kept: list[str] = []
        found: list[Diagnostic] = []
        for output in outputs:
            file = self._origin(output.path.relative_to(home).as_posix())
            if file is None:
                continue
            if not file.is_file():
                found.append(not_given(file))
            elif digest_of_file(file) != digest_of_file(output.path):
                found.append(_judged(file, output.path))
                kept.append(file.name)
                shutil.copyfile(file, output.path)
        return tuple(kept), found

    def _origin(self, name: str) -> Path | None:
        """Where the file was given that the edition calls `name`; None: the one that was built stays."""
        if self.report is not None:
            return self.report.origin(name, self.profiles or self.report.files)
        return None if self.folder is None else self.folder / name


def given_report(report: Report, asked: Given) -> Given:
    """The files of one report of a template, and how they were built."""
    return replace(
        asked,
        profiles=asked.profiles or tuple(report.files),
        strict=asked.strict or report.strict,
        moment=report.moment,
        report=report,
    )


def given_files(path: Path, folder: Path, asked: Given) -> tuple[Given, list[Diagnostic]]:
    """The files in `folder` that the spec at `path` made, and how. Code: `archive.none-given`."""
    try:
        digest = digest_of_file(path)
        files = sorted(file for file in folder.iterdir() if file.suffix.lower() == ".pdf")
    except OSError as problem:
        return asked, [not_read(folder, problem)]
    told = [inspect(file) for file in files]
    own = {
        str(each.record.get("profile", "")): each
        for each in told
        if each.record.get("spec", {}).get("sha256") == digest
    }
    made = own.keys() - {DRAFT}
    profiles = tuple(name for name in PROFILES if name in made)
    if not profiles:
        return asked, [none_given(folder, path)]
    strict = asked.strict or any(
        own[name].record.get("options", {}).get("strict") is True for name in profiles
    )
    moment = moment_of(own[profiles[0]])
    asked = replace(asked, profiles=asked.profiles or profiles, strict=strict, folder=folder, moment=moment)
    return asked, []


def _judged(file: Path, built: Path) -> Diagnostic:
    """Why a file that was given differs from what its spec gives now."""
    old, new = inspect(file).record, inspect(built).record
    parts = [name for name in _SOURCES if old.get(name) != new.get(name)]
    if parts:
        return other_source(file, parts)
    versions = changed_versions(versions_in(old), versions_in(new))
    return other_version(file, versions) if versions else other_bytes(file)


def changed_versions(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Name, then and now, of every version that differs; empty for what is not there."""
    names = sorted(old.keys() | new.keys())
    pairs = [(name, str(old.get(name, "")), str(new.get(name, ""))) for name in names]
    return [each for each in pairs if each[1] != each[2]]
