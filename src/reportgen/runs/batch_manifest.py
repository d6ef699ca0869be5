"""The manifest of a batch: which reports are made, from what, and which are not, in one JSON file.

It is written beside and renamed, so that it is whole at any moment. What a killed run had built since it was
last written is built again, to the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from reportgen.core.diagnostics import Diagnostic, Message, Span, warning
from reportgen.core.digests import digest_of_file
from reportgen.pipeline.files import not_written, replaced

FORMAT = "reportgen-batch/1"


class State(StrEnum):
    """What became of a row."""

    DONE = "done"
    FAILED = "failed"  # its report has errors
    KILLED = "killed"  # it ended its process, twice
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Made:
    """A file of a report; `file` is its path from the folder of the batch."""

    profile: str
    file: str
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row in the manifest. `inputs` are digests of the files that were read for it."""

    row: int
    label: str
    digest: str
    state: State
    files: tuple[Made, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    error: str = ""  # codes of what went wrong
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """All rows of a batch by the names of their files; `is_finished` tells a whole run from a killed one."""

    program: str
    template: str
    is_finished: bool
    entries: Mapping[str, Entry]

    def write(self, path: Path) -> None:
        """Put it in place of the file at `path`. Raises OSError."""
        record = {
            "format": FORMAT,
            "program": self.program,
            "template": self.template,
            "finished": self.is_finished,
            "reports": {key: _plain(entry) for key, entry in self.entries.items()},
        }
        with replaced(path) as stream:
            stream.write(json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")


def read_manifest(path: Path) -> tuple[Manifest | None, tuple[Diagnostic, ...]]:
    """The manifest at `path`, if there is a readable one. One that is damaged is kept aside and told.

    One that cannot be kept aside is an error, and must not be written over.
    """
    try:
        data = path.read_bytes()
    except OSError:  # none, or not to be read: writing it will tell
        return None, ()
    try:
        record = json.loads(data)
        if record["format"] != FORMAT:
            raise ValueError(record["format"])
        entries = {str(key): _entry(value) for key, value in record["reports"].items()}
        return Manifest(record["program"], record["template"], bool(record["finished"]), entries), ()
    except (ValueError, KeyError, TypeError, AttributeError):
        aside = path.with_name(f"{path.stem}-broken-{hashlib.sha256(data).hexdigest()[:8]}{path.suffix}")
        try:
            path.replace(aside)
        except OSError as problem:
            return None, (not_written(path, problem),)
        return None, (_broken(path, aside),)


def is_whole(entry: Entry, folder: Path) -> bool:
    """Whether the files of a report are there as they were written."""
    return bool(entry.files) and all(digest_of(folder / made.file) == made.sha256 for made in entry.files)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits; empty if it cannot be read."""
    try:
        return digest_of_file(path)
    except OSError:
        return ""


def _plain(entry: Entry) -> dict[str, Any]:
    record = asdict(entry)
    return {**record, "state": entry.state.value}


def _entry(record: Mapping[str, Any]) -> Entry:
    return Entry(
        int(record["row"]),
        str(record["label"]),
        str(record["digest"]),
        State(record["state"]),
        tuple(
            Made(str(made["profile"]), str(made["file"]), int(made["pages"]), str(made["sha256"]))
            for made in record["files"]
        ),
        {str(name): str(digest) for name, digest in record["inputs"].items()},
        str(record["error"]),
        int(record["warnings"]),
    )


def _broken(path: Path, aside: Path) -> Diagnostic:
    return warning(
        "batch.manifest-broken",
        Span(str(path), 1, 1),
        zh=f"清单读不出来，改名为 {aside.name} 留着；各份都重做",
        en=f"the manifest cannot be read and was kept as {aside.name}; every report is made again",
        hints=(Message("做好的文件一字节不差，不会被碰坏", "finished files are not harmed"),),
    )
