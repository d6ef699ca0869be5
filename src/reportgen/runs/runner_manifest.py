"""What a run that is done leaves beside the journal: a manifest, `.reportgen/runs/DAY-STEP-HASH.json`.

It is written after the files and before the journal says `done`. A runner that died between the two finds it
and does nothing twice, and a journal that is lost or broken is made anew from all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from reportgen.core.diagnostics import Diagnostic, ReportError
from reportgen.core.digests import digest_of_file
from reportgen.pipeline.files import kept_beside, replaced
from reportgen.pipeline.names import safe_name
from reportgen.runs.due import File, Run, State, Step
from reportgen.runs.journal import Journal
from reportgen.runs.journal_base import NAME
from reportgen.runs.journal_findings import kept_aside, rebuilt
from reportgen.runs.milestones import Action

FORMAT = "reportgen-run/1"


def files_of(spec: Path, paths: Iterable[Path]) -> tuple[File, ...]:
    """Name, SHA-256 and size of the files; names count from the spec's folder where they lie in it."""
    found = []
    for path in paths:
        found.append(File(_named(spec, path), digest_of_file(path), path.stat().st_size))
    return tuple(found)


def path_of(spec: Path, file: File) -> Path:
    """Where a file of a run lies."""
    return spec.parent / file.path


def is_whole(spec: Path, file: File) -> bool:
    """Whether the file still is what the run left."""
    try:
        return (file,) == files_of(spec, [path_of(spec, file)])
    except OSError:
        return False


def write(spec: Path, step: Step, attempt: int, files: Iterable[File], now: datetime) -> None:
    """Leave the manifest of a run whose files are written. Raises OSError."""
    told = {
        "format": FORMAT,
        "spec": spec.name,
        "congress": step.congress,
        "milestone": step.milestone,
        "day": step.day.isoformat(),
        "action": step.action.value,
        "finished": now.astimezone(UTC).isoformat(),
        "attempt": attempt,
        "files": [asdict(each) for each in files],
    }
    with replaced(_path(spec, step)) as stream:
        stream.write(json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")


def found(spec: Path, step: Step) -> Run | None:
    """The run of a step as its manifest tells it; None if there is none, or files of it are not there."""
    run = _read(spec, _path(spec, step))
    if run is None or run.key != step.key or not all(is_whole(spec, file) for file in run.files):
        return None
    return run


def is_here(spec: Path, run: Run) -> bool:
    """Whether a run was done in this folder, so that what it keeps beside the spec is here, too: a freeze."""
    there = _read(spec, _path(spec, run))
    return there is not None and there.key == run.key


def mended(spec: Path, journal: Journal, congresses: Iterable[str]) -> tuple[Diagnostic, ...]:
    """A journal that can be used: a broken one is kept aside, and a missing one made from manifests.

    Only for whoever holds the lock. Raises ReportError where nothing can be done.
    """
    try:
        journal.runs(congresses), journal.open_runs()
        if journal.base.is_begun():
            return ()
        name = ""
    except ReportError as problem:
        if all(item.code != "runs.journal-broken" for item in problem.diagnostics):
            raise
        name = journal.base.renamed_aside()
    runs = sorted(_all(spec), key=lambda run: (run.day, run.congress, run.milestone))
    count = sum(journal.restore(run) for run in runs)
    if name:
        return (kept_aside(journal.base.told, name, count),)
    return (rebuilt(journal.base.told, count),) if count else ()


def _all(spec: Path) -> Iterable[Run]:
    for path in sorted((kept_beside(spec) / Path(NAME).stem).glob("*.json")):
        run = _read(spec, path)
        if run is not None:
            yield run


def _path(spec: Path, step: Step | Run) -> Path:
    whole = json.dumps([spec.name, step.congress, step.milestone, step.day.isoformat()])
    digest = hashlib.sha256(whole.encode("utf-8")).hexdigest()[:12]
    name = f"{step.day.isoformat()}-{safe_name(step.milestone)}-{digest}.json"
    return kept_beside(spec) / Path(NAME).stem / name


def _read(spec: Path, path: Path) -> Run | None:
    try:
        told: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if told["format"] != FORMAT or told["spec"] != spec.name:
            return None
        return Run(
            told["congress"],
            told["milestone"],
            date.fromisoformat(told["day"]),
            Action(told["action"]),
            State.DONE,
            datetime.fromisoformat(told["finished"]),
            int(told["attempt"]),
            files=tuple(File(**each) for each in told["files"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # half a manifest cannot be: it is renamed when it is whole; this is somebody else's


def _named(spec: Path, path: Path) -> str:
    whole, folder = path.resolve(), spec.parent.resolve()
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else whole.as_posix()
