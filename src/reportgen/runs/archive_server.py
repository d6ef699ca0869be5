"""Editions on a server listed, verified, built again and brought out: each as a bag, by what checks any bag.

One edition at a time lies in a temporary folder, so that a store of any size can be verified.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, ReportError, has_errors, in_order
from reportgen.pipeline.clock import Clock
from reportgen.pipeline.files import not_written
from reportgen.runs import bag as bags
from reportgen.runs.archive_verify import VerifiedBag, verify_bag
from reportgen.runs.archive_verify_told import edition_broken
from reportgen.runs.editions_files import moved
from reportgen.runs.editions_list import Listed
from reportgen.runs.editions_server import SCHEME, ServerShelf
from reportgen.runs.editions_server_told import not_on_server
from reportgen.runs.editions_shelf import Folder, Shelved
from reportgen.runs.manifest import from_json
from reportgen.runs.rebuild import Rebuilt, rebuild


@dataclass(frozen=True, slots=True)
class _Brought:
    """An edition in a temporary folder."""

    bag: Path
    seal: str
    findings: tuple[Diagnostic, ...]

    def called(self, findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        """Findings told of the edition on the server, not of its copy, which is gone when they are read."""

        def home(file: str) -> str:
            return file.replace(str(self.bag), f"{SCHEME}:{self.bag.name}", 1)

        return in_order([*self.findings, *(moved(item, home) for item in findings)])


@contextmanager
def _brought(shelf: ServerShelf, name: str) -> Iterator[_Brought]:
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        yield _Brought(*shelf.bring(name, Path(folder)))


def editions_on(shelf: ServerShelf, name: str = "") -> tuple[tuple[Listed, ...], tuple[Diagnostic, ...]]:
    """The editions on a server, or the one called `name`, by date; their files are not read.

    Codes: `archive.not-on-server`, `archive.edition-broken`, `runs.store-…`.
    """
    found, findings = [], []
    try:
        rows = [row for row in shelf.rows() if name in ("", row.name)]
        if not rows:
            return (), (not_on_server(shelf.told, name),)
    except ReportError as problem:
        return (), problem.diagnostics
    for row in rows:
        try:
            edition = from_json((row.told or b"").decode("utf-8"))
        except ValueError as problem:
            findings.append(edition_broken(Path(row.name), str(problem)))
        else:
            found.append(Listed(f"{SCHEME}:{row.name}", edition, row.archived))
    return tuple(sorted(found, key=lambda each: (each.edition.date, each.edition.name))), in_order(findings)


def verify_on(
    shelf: ServerShelf, name: str = "", seal: str = ""
) -> tuple[tuple[VerifiedBag, ...], tuple[Diagnostic, ...]]:
    """Every edition on a server, or the one called `name`, and all findings.

    `seal` is what was written down when the one edition was kept; without it, that of the server's row.
    """
    verified: list[VerifiedBag] = []
    findings: list[Diagnostic] = []
    try:
        names = [name] if name else [row.name for row in shelf.rows()]
        if not names:
            return (), (not_on_server(shelf.told, ""),)
        for each in names:
            verified.append(_verified(shelf, each, seal))
            findings += verified[-1].findings
    except ReportError as problem:
        findings += problem.diagnostics
    return tuple(verified), in_order(findings)


def _verified(shelf: ServerShelf, name: str, seal: str) -> VerifiedBag:
    try:
        with _brought(shelf, name) as brought:
            found = verify_bag(brought.bag, seal or brought.seal)
            return replace(found, findings=brought.called(found.findings))
    except OSError as problem:
        return VerifiedBag(Path(name), None, 0, (not_written(Path(tempfile.gettempdir()), problem),))


def rebuild_on(shelf: ServerShelf, name: str, out: Path, clock: Clock | None = None) -> Rebuilt:
    """Build the edition called `name` again, into the folder `out`."""
    try:
        with _brought(shelf, name) as brought:
            sealed = brought.called(verify_bag(brought.bag, brought.seal).findings)
            if has_errors(sealed):
                return Rebuilt((), (), sealed)
            done = rebuild(brought.bag, out, clock)
            return replace(done, findings=brought.called(done.findings))
    except ReportError as problem:
        return Rebuilt((), (), problem.diagnostics)
    except OSError as problem:
        return Rebuilt((), (), (not_written(Path(tempfile.gettempdir()), problem),))


def fetch(shelf: ServerShelf, name: str, out: Path) -> Shelved:
    """Bring an edition out as a bag in the folder `out`, if it is sound; what is there stays."""
    store = Folder(out)
    try:
        with store.making() as folder:
            brought = _Brought(*shelf.bring(name, folder))
            verified = verify_bag(brought.bag, brought.seal)
            findings = brought.called(verified.findings)
            if has_errors(findings) or verified.edition is None:
                return Shelved(findings=findings)
            bags.to_disk(brought.bag)
            put = store.put(brought.bag, verified.edition, "")
            return replace(put, findings=in_order([*findings, *put.findings]))
    except ReportError as problem:
        return Shelved(findings=problem.diagnostics)
    except OSError as problem:
        return Shelved(findings=(not_written(out, problem),))
