"""`data/edition.json`: what an edition is, what made it, and which file is there for what."""

from __future__ import annotations

import json
import platform
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from reportgen.pipeline.names import safe_name

FORMAT = 1
NAME = "edition.json"
HASH_DIGITS = 8
_HEAD_BYTES = 110  # of a folder's name before the hash

# What a file of an edition is there for.
SPEC, DATA, TERMS, PICTURE, PROFILE = "spec", "data", "terms", "picture", "profile"
STORE, SNAPSHOT, FACE, LOCK, LICENCE, ASSET = "rounds", "snapshot", "face", "lock", "licence", "asset"
DELIVERED, LEDGER, PREFLIGHT, VERAPDF, SIGNED = "delivered", "ledger", "preflight", "verapdf", "signed"
GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of an edition: its path from the bag's folder, what it is there for, and its bytes."""

    path: str
    role: str
    bytes: int
    sha256: str
    profile: str = ""  # of a delivered file

    @property
    def name(self) -> str:
        """Its path from the folder of its kind, which lies in the payload."""
        return PurePosixPath(*PurePosixPath(self.path).parts[2:]).as_posix()


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as it is kept. `moment` is what undated files are dated by (ISO 8601), empty if not given.

    `spec` is the path of the spec from the bag's folder. `versions` are those of the program, the libraries
    and the interpreter that made the delivered files, as far as they are known. `row` is what the spec, a
    template then, was filled in with; empty for any other. `language` is that of the document.
    """

    name: str
    title: str
    organisation: str
    congress: str
    edition: str
    date: str
    moment: str
    spec: str
    profiles: tuple[str, ...]
    strict: bool
    versions: Mapping[str, str]
    files: tuple[Kept, ...]
    # Editions of older programs lack what follows.
    row: Mapping[str, str] = field(default_factory=dict)
    language: str = ""

    def of_role(self, role: str) -> tuple[Kept, ...]:
        """The files that are there for `role`."""
        return tuple(each for each in self.files if each.role == role)

    @property
    def names(self) -> Mapping[str, str]:
        """The delivered files below their folder, without ending, by profile; no covers."""
        found: dict[str, str] = {}
        for each in self.of_role(DELIVERED):
            name = each.name.removesuffix(".pdf")
            found[each.profile] = min(found.get(each.profile, name), name, key=len)
        return found


def to_json(edition: Edition) -> str:
    """The manifest as text; equal editions are equal texts."""
    files = [{key: value for key, value in asdict(each).items() if value != ""} for each in edition.files]
    head = {each.name: getattr(edition, each.name) for each in fields(edition) if each.name != "files"}
    if not edition.row:
        del head["row"]
    head["versions"] = dict(sorted(edition.versions.items()))
    given = {"format": FORMAT, **head, "files": files}
    return json.dumps(given, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Edition:
    """The edition that a manifest tells of. Raises ValueError, also for a format that is newer."""
    try:
        given = json.loads(text)
        if not isinstance(given, dict):
            raise TypeError("a list or a word, not a record")
        if given["format"] != FORMAT:
            raise ValueError(f"format {given['format']}, not {FORMAT}")
        values: dict[str, Any] = {each.name: given[each.name] for each in fields(Edition)[:-2]}
        values["row"] = {str(key): str(value) for key, value in given.get("row", {}).items()}
        values["files"] = tuple(Kept(**each) for each in values["files"])
        values["profiles"] = tuple(str(each) for each in values["profiles"])
        values["versions"] = {str(key): str(value) for key, value in values["versions"].items()}
        values["language"] = str(given.get("language", ""))
        texts = ("name", "title", "organisation", "congress", "edition", "date", "moment", "spec")
        if any(not isinstance(values[name], str) for name in texts):
            raise TypeError("a text is none")
        if values["moment"]:
            datetime.fromisoformat(values["moment"])
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"{type(problem).__name__}: {problem}") from problem
    return Edition(**values)


def versions_in(record: Mapping[str, Any]) -> dict[str, str]:
    """The versions that the record of a build names: the program's and the libraries'."""
    program, _, version = str(record.get("program", "")).partition(" ")
    found = {str(name): str(value) for name, value in dict(record.get("libraries", {})).items()}
    return {program: version, **found} if program else found


def of_interpreter() -> dict[str, str]:
    """What decides bytes and is no library: the interpreter, and what compresses."""
    return {"python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}


def folder_name(congress: str, edition: str, date: str, digest: str) -> str:
    """The name of an edition's folder, safe on every system; it ends in the start of `digest`."""
    head = "-".join(safe_name(part) for part in (congress, edition, date) if part.strip()) or "edition"
    while len(head.encode("utf-8")) > _HEAD_BYTES:
        head = head[:-1]
    return safe_name(f"{head.rstrip(' .-')}-{digest[:HASH_DIGITS]}")
