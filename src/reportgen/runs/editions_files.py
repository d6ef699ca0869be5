"""What a report is made from, laid out below one folder so that the spec finds all of it there.

A spec may name files above its own folder. In the edition it then lies as many folders deep as the highest of
them asks for, in folders that are called `up`, so that every name in it still holds and none of the machine's
own folders is told.
"""

from __future__ import annotations

import posixpath
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, Span, error
from reportgen.core.places import Places
from reportgen.pipeline.files import asset_file, find_assets, kept_beside
from reportgen.pipeline.kept_base import BUSY_SECONDS
from reportgen.pipeline.store import NAME as STORE_NAME
from reportgen.runs.manifest import ASSET, DATA, FACE, LICENCE, LOCK, PICTURE, PROFILE, SPEC, TERMS
from reportgen.spec.schema import ReportSpec
from reportgen.spec.walk import photos

if TYPE_CHECKING:
    from reportgen.pipeline.checking import Checked

SOURCE, FACES, ASSETS = "source", "fonts", "assets"  # folders of an edition
UP = "up"
LOCK_NAME = "fonts.lock"
OF_PACKAGES = "python"  # faces that lie in a library, not in the folder


@dataclass(frozen=True, slots=True)
class Part:
    """A file to keep: its path in the edition, what it is there for, where it lies now."""

    path: str
    role: str
    file: Path


@dataclass(frozen=True, slots=True)
class Parts:
    """All that a report is made from. `spec` is the path of the spec in the edition."""

    spec: str
    parts: tuple[Part, ...]
    findings: tuple[Diagnostic, ...] = ()


def parts_of(path: Path, checked: Checked, assets: Path | None = None) -> Parts:
    """Every file that the checked spec at `path` is built from. Code: `archive.absolute`."""
    spec = checked.loaded.spec
    assert spec is not None, "what is kept has been checked"
    named = list(_named(spec, checked.loaded.places))
    findings = tuple(_absolute(name, span) for name, _, span in named if _is_absolute(name))
    names = [(name, role) for name, role, _ in named if not _is_absolute(name)]
    depth = max((_ups(name) for name, _ in names), default=0)
    folder = posixpath.join(SOURCE, *[UP] * depth)
    main = posixpath.join(folder, path.name)
    found = {main: Part(main, SPEC, path)}
    for name, role in names:
        target = posixpath.normpath(posixpath.join(folder, name.replace("\\", "/")))
        file = path.parent / name
        if file.is_file():
            found.setdefault(target, Part(target, role, file))
    parts = [*found.values(), *_fonts(checked), *_assets(assets)]
    return Parts(main, tuple(sorted(parts, key=lambda part: part.path)), findings)


def _named(spec: ReportSpec, places: Places) -> Iterator[tuple[str, str, Span]]:
    """Every file that a spec names, what it is there for, and where it is named."""
    for index, source in enumerate(spec.sources):
        if source.file is not None:
            yield source.file, DATA, places.value(("sources", index, "file"))
    for index, name in enumerate(spec.review.terms):
        yield name, TERMS, places.value(("review", "terms", index))
    for where, photo in photos(spec):
        if photo.file is not None:
            yield photo.file, PICTURE, places.value((*where, "file"))
    if spec.press.icc is not None:
        yield spec.press.icc, PROFILE, places.value(("press", "icc"))


def _is_absolute(name: str) -> bool:
    return PurePosixPath(name).is_absolute() or bool(
        PureWindowsPath(name).anchor or PureWindowsPath(name).drive
    )


def _ups(name: str) -> int:
    """How many folders above the spec's a name reaches."""
    parts = PurePosixPath(posixpath.normpath(name.replace("\\", "/"))).parts
    return sum(1 for part in parts if part == "..")


def _fonts(checked: Checked) -> Iterator[Part]:
    """The lock, every face in it (any may set a character) and the licences; not those inside libraries."""
    book = checked.fonts
    assert book is not None, "what is kept has been checked"
    yield Part(f"{FACES}/{LOCK_NAME}", LOCK, book.folder / LOCK_NAME)
    faces = {record.file for record in book.records.values() if record.source.kind != OF_PACKAGES}
    licences = {record.licence_file for record in book.records.values() if record.licence_file}
    for name in sorted(faces):
        yield Part(f"{FACES}/{name}", FACE, book.folder / name)
    for name in sorted(licences - faces):
        if (book.folder / name).is_file():
            yield Part(f"{FACES}/{name}", LICENCE, book.folder / name)


def _assets(explicit: Path | None) -> Iterator[Part]:
    """Themes, colour profiles and term lists that a build looks up, as it looks them up."""
    for kind, ending in (("themes", "*.yaml"), ("icc", "*"), ("terms", "*.yaml")):
        folder = find_assets(explicit) / kind if kind == "themes" else asset_file(kind, explicit)
        known = {file.name: file for file in sorted(folder.glob(ending)) if file.is_file()}
        if kind == "icc":  # each is looked for by itself
            known = {file.name: file for file in (find_assets() / kind).glob(ending)} | known
        for name in sorted(known):
            yield Part(f"{ASSETS}/{kind}/{name}", ASSET, known[name])


def kept_store(path: Path) -> tuple[str, bytes] | None:
    """The rounds and the freeze of the spec at `path`, with their path from it; None: there are none.

    Written anew with what belongs to this spec: other reports of the folder are not part of the edition, and
    the same record gives the same bytes. What other runs are writing is waited for. Raises OSError,
    sqlite3.Error.
    """
    store = kept_beside(path) / STORE_NAME
    if not store.is_file():
        return None
    with closing(sqlite3.connect(store, timeout=BUSY_SECONDS)) as base:
        copy = sqlite3.connect(":memory:")
        base.backup(copy)
    with closing(copy), tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        for statement in _OF_OTHERS:
            copy.execute(statement, (path.name,))
        count = "SELECT (SELECT count(*) FROM rounds) + (SELECT count(*) FROM frozen)"
        if not copy.execute(count).fetchone()[0]:
            return None
        version = copy.execute("PRAGMA user_version").fetchone()[0]
        copy.commit()
        target = Path(folder) / STORE_NAME
        with closing(sqlite3.connect(target)) as made:
            made.executescript("\n".join(copy.iterdump()))
            made.execute(f"PRAGMA user_version = {version}")
        return f"{kept_beside(path).name}/{STORE_NAME}", target.read_bytes()


_OF_OTHERS = (
    "DELETE FROM rounds WHERE spec <> ?",
    "DELETE FROM exceptions WHERE frozen IN (SELECT id FROM frozen WHERE spec <> ?)",
    "DELETE FROM frozen WHERE spec <> ?",
)


def moved(item: Diagnostic, home: Callable[[str], str]) -> Diagnostic:
    """A finding on copies, told of the files that were copied: `home` gives the one for the other."""

    def at(span: Span) -> Span:
        return replace(span, file=home(span.file))

    return replace(item, span=at(item.span) if item.span else None, also=tuple(map(at, item.also)))


def _absolute(name: str, span: Span) -> Diagnostic:
    return error(
        "archive.absolute",
        span,
        zh=f"{name} 是本机的绝对路径，换一台机器就找不到，不能存档",
        en=f"{name} is an absolute path of this machine and would not be found on another",
        hints=[
            Message("把文件放在报告旁边，写相对路径", "put the file beside the spec and name it from there")
        ],
    )
