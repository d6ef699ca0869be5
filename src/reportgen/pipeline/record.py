"""The record of a build, which every file carries: sources, faces, versions and options that made it.

It is JSON in the file's metadata, which are not compressed, so that it can be found in a file of any profile
without a PDF library.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.core.theme import Theme
    from reportgen.spec.schema import ReportSpec
    from reportgen.typeset.fonts import FontBook

FORMAT = 1
# What decides the bytes of a file; the others only read or check.
LIBRARIES = ("reportlab", "uharfbuzz", "fonttools", "matplotlib", "pillow", "pyphen", "rjieba")


def record_of(
    spec: ReportSpec,
    *,
    spec_file: Path,
    spec_digest: str,
    data: Mapping[str, str],
    theme: Theme,
    theme_digest: str,
    fonts: FontBook,
    options: Mapping[str, Any],
    program: str,
    answers: Mapping[str, str] = MappingProxyType({}),
    row: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """The record of one build.

    `data` are digests of the files that were read, by their names, `answers` those of what databases
    answered, by their sources. `row` is what a template was filled in with.

    Keys with nothing to say are left out. `profile` is added for each file.
    """
    document = spec.document
    congress = document.congress.name if document.congress and document.congress.name else ""
    edition = {
        "title": document.title,
        "organisation": document.organisation,
        "congress": congress,
        "edition": document.edition,
        "date": document.date or "",
    }
    return {
        "format": FORMAT,
        "program": program,
        "document": {key: value for key, value in edition.items() if value},
        "spec": {"file": spec_file.name, "sha256": spec_digest},
        "data": [{"file": name, "sha256": digest} for name, digest in sorted(data.items())],
        **({"row": dict(sorted(row.items()))} if row else {}),
        **({"answers": dict(sorted(answers.items()))} if answers else {}),
        "theme": {"name": theme.name, "sha256": theme_digest},
        "fonts": [
            {"face": str(record.id), "sha256": record.sha256} for record in _faces(fonts) if record.sha256
        ],
        "libraries": dict(_versions(LIBRARIES)),
        "options": dict(options),
    }


def text_of(record: Mapping[str, Any], profile: str) -> str:
    """The record of one file as compact JSON; equal records are equal texts."""
    return json.dumps(
        {**record, "profile": profile}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def _faces(fonts: FontBook) -> Iterable[Any]:
    """The faces that the roles name, in the order of the lock."""
    named = {font for role in fonts.roles.values() for font in (role.face, role.western)}
    return [record for record in fonts.records.values() if record.id in named]


def _versions(names: Iterable[str]) -> Iterable[tuple[str, str]]:
    for name in names:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:  # an extra that is not installed
            continue
