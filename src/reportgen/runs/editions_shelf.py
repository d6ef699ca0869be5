"""A store of editions that is a folder: a sealed bag gets its name there whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reportgen.core.diagnostics import Diagnostic
from reportgen.core.digests import digest_of_file
from reportgen.runs import bag as bags
from reportgen.runs.editions_told import already_kept, not_stored, other_edition
from reportgen.runs.manifest import NAME, Edition

UNFINISHED = ".edition-"  # how folders begin that are not yet whole
_ABANDONED = 24 * 3600.0  # seconds after which nobody works on a folder any more


@dataclass(frozen=True, slots=True)
class Shelved:
    """What came of putting an edition into a store.

    `where` is what other commands call it; empty: it is not there. `seal` is the SHA-256 of the manifest of
    tag files, which stands for all the rest.
    """

    where: str = ""
    is_new: bool = False
    seal: str = ""
    findings: tuple[Diagnostic, ...] = ()
    path: Path | None = None  # where that is a folder


class Shelf(Protocol):
    """A store of editions. Nothing in it is ever changed: a name belongs to the bag that had it first."""

    def making(self) -> AbstractContextManager[Path]:
        """A folder in which an edition is made, and which goes at the end. Raises OSError, ReportError."""
        ...

    def put(self, bag: Path, edition: Edition, day: str) -> Shelved:
        """Take a sealed bag in, on this day. Raises OSError, ReportError; the store then is as it was."""
        ...


class Folder:
    """The store that is a folder.

    Codes: `archive.not-stored`, `archive.already-kept`, `archive.other-edition`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def making(self) -> Iterator[Path]:
        """A folder beside the editions, so that it only has to be renamed."""
        self.path.mkdir(parents=True, exist_ok=True)
        self._sweep()
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=self.path) as folder:
            yield Path(folder)

    def _sweep(self) -> None:
        """Remove what programs that were killed left unfinished, unless it may still be in the making."""
        for folder in self.path.glob(f"{UNFINISHED}*"):
            with suppress(OSError):  # of another user, or removed meanwhile
                if time.time() - folder.stat().st_mtime > _ABANDONED:
                    shutil.rmtree(folder)

    def put(self, bag: Path, edition: Edition, day: str) -> Shelved:
        """Rename the bag, unless its name is taken."""
        target = self.path / edition.name
        if not target.exists():
            try:
                bags.renamed(bag, target)
            except FileExistsError:  # another run was quicker
                pass
            except OSError as problem:
                if not target.exists():
                    return Shelved(findings=(not_stored(target, problem),))
            else:
                return Shelved(str(target), True, digest_of_file(target / bags.TAGS), path=target)
        differ = differing(_payload(bag), _payload(target))
        if differ:
            return Shelved(findings=(other_edition(str(target), differ),))
        seal = digest_of_file(target / bags.TAGS)
        return Shelved(str(target), False, seal, (already_kept(str(target)),), target)


def differing(made: Mapping[str, str], kept: Mapping[str, str]) -> tuple[str, ...]:
    """The files that differ of two payloads, digests by path; the manifests of versions may."""
    paths = sorted((made.keys() | kept.keys()) - {f"{bags.PAYLOAD}/{NAME}"})
    return tuple(path for path in paths if made.get(path) != kept.get(path))


def _payload(bag: Path) -> dict[str, str]:
    try:
        return {entry.path: entry.sha256 for entry in bags.entries_of(bag)}
    except OSError:
        return {}
