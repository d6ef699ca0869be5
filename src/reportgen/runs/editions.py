"""An edition put into the store: what it was made from, what was made, and who signed it, for twenty years.

The report is built from the copies that are going to be kept, with the faces, themes and profiles that are
kept with them. So an edition cannot lack what it takes to build it again, and the files that it holds are
those that its own sources give. Everything is written beside and renamed when it is whole; an edition is
never changed after that.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, ReportError, has_errors, in_order
from reportgen.core.digests import digest_of_file
from reportgen.pipeline.building import build
from reportgen.pipeline.checking import Checked, check
from reportgen.pipeline.clock import Clock
from reportgen.pipeline.evidence import Evidence
from reportgen.pipeline.files import not_written
from reportgen.pipeline.inspection import inspect
from reportgen.pipeline.names import safe_name
from reportgen.pipeline.options import Built, Laid, Output
from reportgen.pipeline.rows import row_of
from reportgen.pipeline.store import Store
from reportgen.runs import bag as bags
from reportgen.runs.editions_files import ASSETS, FACES, Parts, kept_store, moved, parts_of
from reportgen.runs.editions_given import Given, given_files, given_report
from reportgen.runs.editions_read_me import READ_ME, read_me
from reportgen.runs.editions_reports import Report
from reportgen.runs.editions_shelf import Folder, Shelf
from reportgen.runs.editions_told import is_template, not_frozen, not_frozen_row, store_unreadable
from reportgen.runs.manifest import (
    DELIVERED,
    GUIDE,
    LEDGER,
    NAME,
    PREFLIGHT,
    SIGNED,
    SNAPSHOT,
    STORE,
    VERAPDF,
    Edition,
    Kept,
    folder_name,
    of_interpreter,
    to_json,
    versions_in,
)

if TYPE_CHECKING:
    from reportgen.spec.schema import ReportSpec

FILES, EVIDENCE, SHEETS = "delivered", "evidence", "signed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an edition is asked for.

    `given` is a folder with the delivered files; None: they are built. `report` is one of a template, with
    its files. `profiles` None: those of the spec. `moment` dates the files of a spec that names no day. `day`
    is the day on which it is archived.
    """

    given: Path | None = None
    profiles: tuple[str, ...] | None = None
    attached: tuple[Path, ...] = ()
    strict: bool = False
    fonts: Path | None = None
    assets: Path | None = None
    moment: datetime | None = None
    day: str = ""
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Archived:
    """What archiving came to. `path` is the edition's folder, None where there is none.

    `where` is what other commands call the edition; empty: it is not kept.
    """

    checked: Checked
    findings: tuple[Diagnostic, ...]
    path: Path | None = None
    edition: Edition | None = None
    is_new: bool = False
    seal: str = ""  # SHA-256 of the manifest of tag files, which stands for all the rest
    where: str = ""


def archive(
    path: Path,
    store: Path | Shelf,
    evidence: Evidence,
    wanted: Wanted | None = None,
    clock: Clock | None = None,
) -> Archived:
    """Keep the edition that the spec at `path` makes in `store`, a folder or what else keeps editions.

    With errors the store is as it was. Codes: `archive.*`, and those of building.
    """
    asked = wanted or Wanted()
    row = row_of(asked.report.row) if asked.report is not None else None
    checked = check(path, fonts=asked.fonts, assets=asked.assets, row=row)
    spec = checked.loaded.spec
    if has_errors(checked.findings) or spec is None or checked.fonts is None:
        return Archived(checked, checked.findings)
    if spec.parameters and asked.report is None:
        return Archived(checked, in_order([*checked.findings, is_template(path)]))
    parts = parts_of(path, checked, asked.assets)
    found = [*checked.findings, *parts.findings, *_unfrozen(path, checked, asked.report)]
    given = Given(asked.profiles, asked.strict)
    if asked.report is not None:
        given = given_report(asked.report, given)
        asked = replace(asked, moment=given.moment or asked.moment)
    elif asked.given is not None:
        given, faults = given_files(path, asked.given, given)
        asked = replace(asked, moment=given.moment or asked.moment)
        found += faults
    profiles = tuple(given.profiles or spec.output.profiles)
    if has_errors(found):
        return Archived(checked, in_order(found))
    shelf = Folder(store) if isinstance(store, Path) else store
    try:
        with shelf.making() as folder:
            making = _Making(folder / "bag", path, parts, asked, evidence)
            built = making.built(replace(given, profiles=profiles), clock or Clock())
            found += built.findings
            if has_errors(found):
                return Archived(checked, in_order(found))
            return _stored(making, spec, shelf, checked, found)
    except ReportError as problem:  # of a server
        return Archived(checked, in_order([*found, *problem.diagnostics]))
    except OSError as problem:
        place = store if isinstance(store, Path) else Path(tempfile.gettempdir())
        return Archived(checked, in_order([*found, not_written(place, problem)]))


def _unfrozen(path: Path, checked: Checked, report: Report | None) -> Iterable[Diagnostic]:
    """Figures that a database gave and that no freeze keeps could not be had again."""
    if checked.sourced is None or not checked.sourced.snapshot.answers:
        return ()
    if report is not None:  # a template has no freeze
        return (not_frozen_row(path, [name for name, _ in checked.sourced.snapshot.answers]),)
    try:
        frozen = Store(path).frozen()
    except ReportError as problem:
        return problem.diagnostics
    names = [name for name, _ in checked.sourced.snapshot.answers]
    return () if frozen is not None and frozen[1] else (not_frozen(path, names),)


class _Making:
    """An edition in the making, in the folder `root`."""

    def __init__(self, root: Path, path: Path, parts: Parts, asked: Wanted, evidence: Evidence) -> None:
        self.root = root
        self.path = path
        self.parts = parts
        self.asked = asked
        self.evidence = evidence
        self.files: dict[str, tuple[str, str]] = {}  # role and profile, by path in `data`
        self.profiles: tuple[str, ...] = ()
        self.versions: dict[str, str] = {}
        self.strict = False

    @property
    def data(self) -> Path:
        return self.root / bags.PAYLOAD

    def built(self, given: Given, clock: Clock) -> Built:
        """Copy what the report is made from, and make it from the copies."""
        for part in self.parts.parts:
            self._put(part.path, part.role, part.file)
        report = self.asked.report
        found = self._put_store() if report is None else []  # a template has neither rounds nor freeze
        laid: list[Laid] = []
        built = build(
            self.data / self.parts.spec,
            self.data / FILES,
            profile=given.profiles,
            strict=given.strict,
            fonts=self.data / FACES,
            assets=self.data / ASSETS,
            moment=self.asked.moment,
            clock=clock,
            seen=laid.append,
            row=row_of(report.row) if report is not None else None,
            names=report.names(given.profiles or report.files) if report is not None else None,
        )
        told = [*found, *(moved(item, self._home) for item in built.findings)]
        if not built.outputs or has_errors(told):
            return replace(built, findings=tuple(told))
        kept, more = given.against(built.outputs, self.data / FILES)
        told += more
        self.strict, self.profiles = given.strict, tuple(dict.fromkeys(out.profile for out in built.outputs))
        self.versions = versions_in(inspect(built.output or self.path).record)
        if not kept:
            self.versions |= of_interpreter()
        for output in built.outputs:
            self._say_of(output)
        self._write(f"{EVIDENCE}/ledger.csv", LEDGER, self.evidence.ledger(laid[0]))
        for sheet in self.asked.attached:
            self._put(self._free(f"{SHEETS}/{safe_name(sheet.name)}"), SIGNED, sheet)
        self._write(READ_ME, GUIDE, read_me(self.versions).encode("utf-8"))
        return replace(built, findings=tuple(told))

    def _say_of(self, output: Output) -> None:
        """Note a delivered file, and what is said of it."""
        name = output.path.relative_to(self.data / FILES).as_posix()
        stem = name.removesuffix(".pdf").replace("/", "-")
        self.files[f"{FILES}/{name}"] = (DELIVERED, output.profile)
        verdict = self.evidence.verdict(output.path, output.profile)
        self._write(f"{EVIDENCE}/preflight-{stem}.json", PREFLIGHT, verdict, output.profile)
        if self.evidence.verapdf is not None:
            said = self.evidence.verapdf(output.path)
            self._write(f"{EVIDENCE}/verapdf-{stem}.json", VERAPDF, said, output.profile)

    def _put_store(self) -> list[Diagnostic]:
        """Rounds and the freeze, as the database that builds read and as text for those without it."""
        import sqlite3

        try:
            kept = kept_store(self.path)
            frozen = Store(self.path).frozen()
        except sqlite3.Error as problem:
            return [store_unreadable(self.path, str(problem))]
        except ReportError as problem:
            return list(problem.diagnostics)
        if kept is not None:
            beside = PurePosixPath(self.parts.spec).parent / kept[0]
            self._write(beside.as_posix(), STORE, kept[1])
        if frozen is not None and frozen[1]:
            self._write(f"{EVIDENCE}/snapshot.json", SNAPSHOT, frozen[1].encode("utf-8"))
        return []

    def _put(self, name: str, role: str, file: Path) -> None:
        target = self.data / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        self.files[name] = (role, "")

    def _write(self, name: str, role: str, content: bytes, profile: str = "") -> None:
        target = self.data / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.files[name] = (role, profile)

    def _free(self, name: str) -> str:
        """`name`, or one like it that no other file has."""
        path, number, free = PurePosixPath(name), 1, name
        while free.casefold() in {each.casefold() for each in self.files}:
            number += 1
            free = path.with_name(f"{path.stem}-{number}{path.suffix}").as_posix()
        return free

    def _home(self, file: str) -> str:
        """The file that was copied to `file`."""
        return next((str(part.file) for part in self.parts.parts if str(self.data / part.path) == file), file)

    def edition(self, spec: ReportSpec) -> Edition:
        """The edition that lies here, with its name."""
        given = spec.document
        kept = []
        made = sha256()
        for name, file in bags.files_below(self.data):
            role, profile = self.files[name]
            digest = digest_of_file(file)
            kept.append(Kept(f"{bags.PAYLOAD}/{name}", role, file.stat().st_size, digest, profile))
            if not name.startswith((f"{EVIDENCE}/", f"{SHEETS}/")) and role not in (STORE, GUIDE):
                made.update(f"{digest}  {name}\n".encode())
        moment = self.asked.moment.isoformat() if self.asked.moment else ""
        date = given.date or moment[:10]
        congress = given.congress.name if given.congress and given.congress.name else ""
        row = self.asked.report.row if self.asked.report is not None else {}
        head = congress or given.title
        if row and given.organisation not in head:  # else many reports of a template would look alike
            head = f"{given.organisation}-{head}"
        name = folder_name(head, given.edition, date, made.hexdigest())
        spec_path = f"{bags.PAYLOAD}/{self.parts.spec}"
        return Edition(
            name,
            given.title,
            given.organisation,
            congress,
            given.edition,
            date,
            moment,
            spec_path,
            self.profiles,
            self.strict,
            self.versions,
            tuple(kept),
            row,
            given.language,
        )


def _stored(
    making: _Making, spec: ReportSpec, shelf: Shelf, checked: Checked, found: Sequence[Diagnostic]
) -> Archived:
    """Seal what was made and give it its name, unless the store has it."""
    from reportgen import __version__

    edition = making.edition(spec)
    (making.data / NAME).write_bytes(to_json(edition).encode("utf-8"))
    facts = {
        "Source-Organization": edition.organisation,
        "External-Description": edition.title,
        "External-Identifier": edition.name,
        "Bagging-Date": making.asked.day,
        "Bag-Software-Agent": f"reportgen {__version__}",
    }
    bags.seal(making.root, facts)
    put = shelf.put(making.root, edition, making.asked.day)
    told = in_order([*found, *put.findings])
    if not put.where:
        return Archived(checked, told)
    return Archived(checked, told, put.path, edition, put.is_new, put.seal, put.where)
