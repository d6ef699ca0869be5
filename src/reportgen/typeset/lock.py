"""`fonts.lock`: which faces there are, where they came from, and what their bytes must be.

A face is found by its lock entry and never by a file name pattern, fontconfig or the system. This module
reads the lock, finds the folder that holds it and compares digests; `fonts` opens faces, `vendor` writes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, get_args

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, error
from reportgen.core.digests import digest_of_file
from reportgen.core.paged import FontId

EXTRA = "extra"  # folder below the lock: rare-glyph packs and faces that users took in
LOCK_NAME = "fonts.lock"
LOCK_VERSION = 1

FaceStyle = Literal["serif", "sans", "kai", "fangsong", "symbols", "pack"]
WEIGHT_NAMES = {400: "Regular", 700: "Bold", 900: "Black"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a face came from: a package of a registry, the file in it, and that file's digest.

    Kind `python` is a file of an installed Python package, used where it lies.
    """

    kind: Literal["npm", "apt", "python", "user"]
    package: str
    version: str
    member: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Cut:
    """What was done to the source file: `full` is the unchanged file, `core` the core set of `charset`."""

    set: Literal["full", "core", "pack"]
    unicode_data: str = ""  # version of the Unicode data behind the core set
    rename: str = ""  # family name given to the cut, empty if it kept its own


@dataclass(frozen=True)
class FaceRecord:
    """One face of the lock. `file` is relative to the folder of the lock, with `/`."""

    file: str
    sha256: str
    family: str
    weight: int
    style: FaceStyle
    index: int
    licence: str
    licence_file: str
    reserved: tuple[str, ...]  # names the licence forbids for changed versions
    source: Source
    cut: Cut
    only: str = ""  # the only characters this face may set; empty: all it has

    @cached_property
    def id(self) -> FontId:
        """The name everybody else uses for this face."""
        return FontId(self.file.rpartition("/")[2].rpartition(".")[0])

    @property
    def name(self) -> str:
        """Family and weight, as a reader knows the face."""
        return f"{self.family} {WEIGHT_NAMES.get(self.weight, self.weight)}"

    @property
    def is_full(self) -> bool:
        """Whether this is an unchanged upstream file, fit to stand in for cut faces of its style."""
        return self.cut.set == "full" and not self.only

    def path(self, folder: Path) -> Path:
        """Where the file lies, if it is there: in `folder`, or inside the Python package it belongs to."""
        if self.source.kind == "python":
            package = package_folder(self.source.package)
            return (package or Path(self.source.package)) / self.source.member
        return folder / self.file


@dataclass(frozen=True, slots=True)
class Lock:
    """A read `fonts.lock`, in the order of the file."""

    folder: Path
    tool: Mapping[str, str]  # name and version of what made the cut files
    faces: tuple[FaceRecord, ...]


def package_folder(name: str) -> Path | None:
    """Folder of an installed Python package, found without importing it."""
    spec = find_spec(name)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


def candidate_folders(explicit: Path | None, beside: Path | None) -> tuple[Path, ...]:
    """Where a lock may lie, best first. `beside` is the folder of the spec.

    A folder asked for by name is the only candidate: falling back would set the report in other bytes.
    """
    if explicit is not None:
        return (explicit,)
    package = Path(__file__).resolve().parents[1]
    folders = [] if beside is None else [beside / "fonts"]
    checkout = package.parents[1]
    if (checkout / "pyproject.toml").is_file():
        folders.append(checkout / "fonts")
    return (*folders, package / "_fonts")


def find_fonts(explicit: Path | None = None, beside: Path | None = None) -> Path:
    """The folder whose `fonts.lock` decides, first hit wins (fonts of the command line, the spec, us).

    Raises ReportError with `font.file-missing` if no candidate holds a lock.
    """
    folders = candidate_folders(explicit, beside)
    for folder in folders:
        if _is_file(folder / LOCK_NAME):
            return folder
    raise ReportError([missing_file(LOCK_NAME, folders)])


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long, a folder that may not be entered
        return False


def missing_file(what: str, folders: Iterable[Path]) -> Diagnostic:
    """The finding that a file of the font supply is in none of the `folders`."""
    tried = [str(folder) for folder in folders]
    return error(
        "font.file-missing",
        None,
        zh=f"找不到字体文件“{what}”，已查找：{'、'.join(tried)}",
        en=f'font file "{what}" not found; looked in {", ".join(tried)}',
        hints=[
            Message(
                "重新取出 fonts/ 文件夹，或用 --fonts 指明它的位置",
                "restore the folder fonts/, or name it with --fonts",
            )
        ],
    )


def read_lock(folder: Path) -> Lock:
    """The lock in `folder`. Raises ReportError: `font.file-missing`, or `font.lock` if it cannot be read."""
    path = folder / LOCK_NAME
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ReportError([missing_file(LOCK_NAME, [folder])]) from None
    except (OSError, ValueError) as problem:  # UnicodeDecodeError and TOMLDecodeError are ValueErrors
        raise _unreadable(path, str(problem)) from None
    if data.get("version") != LOCK_VERSION:
        raise _unreadable(path, f"version {data.get('version')!r}, expected {LOCK_VERSION}")
    try:
        faces = tuple(_record(entry) for entry in data["face"])
        tool = {str(key): str(value) for key, value in data.get("tool", {}).items()}
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise _unreadable(path, f"{type(problem).__name__}: {problem}") from None
    if len({record.id for record in faces}) != len(faces):
        raise _unreadable(path, "two entries share a file name")
    return Lock(folder, tool, faces)


def _unreadable(path: Path, why: str) -> ReportError:
    zh, en = f"{path} 不是可用的字体清单：{why}", f"{path} is not a usable font lock: {why}"
    return ReportError([error("font.lock", None, zh=zh, en=en)])


def _record(entry: Mapping[str, Any]) -> FaceRecord:
    style = entry["style"]
    if style not in get_args(FaceStyle):
        raise ValueError(f"style {style!r}")
    return FaceRecord(
        file=str(entry["file"]),
        sha256=str(entry["sha256"]),
        family=str(entry["family"]),
        weight=int(entry["weight"]),
        style=style,
        index=int(entry["index"]),
        licence=str(entry["licence"]),
        licence_file=str(entry["licence_file"]),
        reserved=tuple(str(name) for name in entry["reserved"]),
        source=Source(**entry["source"]),
        cut=Cut(**entry["cut"]),
        only=str(entry.get("only", "")),
    )


def verify_digest(record: FaceRecord, folder: Path) -> Diagnostic | None:
    """What is wrong with the file of `record`: not there, or other bytes than the lock says."""
    path = record.path(folder)
    try:
        found = digest_of_file(path)
    except OSError:  # not there, a folder, or not for us to read
        return missing_file(record.file, [path.parent])
    if found == record.sha256:
        return None
    return error(
        "font.digest",
        None,
        zh=f"字体文件“{record.file}”与 {LOCK_NAME} 不符：应为 {record.sha256}，实为 {found}",
        en=f'font file "{record.file}" differs from {LOCK_NAME}: expected {record.sha256}, found {found}',
        hints=[Message(f"重新取出 {path}", f"restore {path}")],
    )
