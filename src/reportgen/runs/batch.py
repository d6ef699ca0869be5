"""Many reports from one template: prepared and judged as a whole, then built row by row.

What concerns all rows (a template with errors, a column that is missing, two files of one name) stops the
batch before anything is built. What is wrong with one row concerns that row alone.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import (
    Diagnostic,
    Message,
    ReportError,
    error,
    has_errors,
    in_order,
    warning,
)
from reportgen.pipeline.checking import check, is_fit_to_print
from reportgen.pipeline.files import not_written
from reportgen.pipeline.options import DRAFT
from reportgen.runs.alone import only_one
from reportgen.runs.batch_manifest import Entry, Manifest, State, digest_of, is_whole, read_manifest
from reportgen.runs.instances import Instance, instances_of, shard_of
from reportgen.runs.pool import outcomes as outcomes_of_pool
from reportgen.runs.progress import Progress
from reportgen.runs.rows import rows_for
from reportgen.runs.worker import Outcome, Setting

if TYPE_CHECKING:
    from reportgen.pipeline.checking import Checked
    from reportgen.spec.load import Loaded

_Outcomes = Generator[tuple[Instance, Outcome], None, None]

_BETWEEN = 1.0  # seconds between two writings of the manifest
_SHARE = 20  # and as many times as long as writing it takes: 40,000 rows are some twenty megabytes


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch, and what is wrong with it as a whole."""

    setting: Setting
    instances: tuple[Instance, ...]
    findings: tuple[Diagnostic, ...]
    loaded: Loaded
    program: str
    manifest: Path
    is_sound: bool = False  # may begin: a strict one not with warnings
    is_live: bool = False  # figures come from a database, of which nobody knows whether it has changed


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are built: those that changed, that failed, or all but what an interrupted run did."""

    only_changed: bool = False
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Ran:
    """What a batch came to: an entry for each row, in their order."""

    entries: tuple[Entry, ...]
    built: int
    kept: int
    seconds: float
    findings: tuple[Diagnostic, ...]
    is_busy: bool = False  # another one is at work on the same manifest: nothing was done

    @property
    def failures(self) -> tuple[Entry, ...]:
        """The rows without a report."""
        return tuple(entry for entry in self.entries if entry.state is not State.DONE)


def prepare(
    setting: Setting,
    rows: Path,
    *,
    sheet: str = "",
    query: str = "",
    pattern: str = "",
    part: int = 1,
    parts: int = 1,
) -> Batch:
    """Check the template by its examples, read the `rows`, name the files; nothing is written.

    With a `query`, `rows` is the database that it is put to (see `pipeline.rows`).
    Without profiles in `setting` the template says which. Of `parts` shards the batch is number `part`.
    """
    from reportgen import __version__

    checked = check(setting.template, keep_pending=setting.profiles == (DRAFT,), fonts=setting.fonts)
    program = f"reportgen {__version__}"
    name = "batch.json" if parts == 1 else f"batch-{part}-of-{parts}.json"
    manifest = setting.out / name
    spec = checked.loaded.spec
    findings = list(checked.findings)
    if spec is None or not is_fit_to_print(checked.findings, strict=setting.strict):
        return Batch(setting, (), in_order(findings), checked.loaded, program, manifest)
    if not setting.profiles:
        setting = replace(setting, profiles=tuple(spec.output.profiles))
    table = rows_for(spec, checked.loaded.file, rows, sheet, query)
    findings += table.findings
    instances: tuple[Instance, ...] = ()
    if table.rows:
        ground = _ground(checked, setting, program)
        instances, told = instances_of(
            table.rows,
            pattern,
            setting.profiles,
            table.parameters,
            ground,
            str(rows),
            binding=spec.press.binding,
            force=setting.force,
        )
        findings += told
    is_live = any(source.connection is not None for source in spec.sources)
    chosen = shard_of(instances, part, parts)
    found, loaded = in_order(findings), checked.loaded.without_spec()
    return Batch(setting, chosen, found, loaded, program, manifest, not has_errors(found), is_live)


def run(
    batch: Batch,
    *,
    jobs: int,
    now: Callable[[], float],
    cluster: str = "",
    wanted: Wanted | None = None,
    seen: Callable[[Progress], None] | None = None,
) -> Ran:
    """Build the reports of a `batch` that are `wanted`, and keep its manifest.

    They are built by `jobs` processes, or by the workers of the Dask cluster at the address `cluster`. `now`
    gives seconds from anywhere; `seen` is told after every report. Files that were there stay until the new
    ones are whole. While another batch is at work on this manifest nothing is done.
    """
    assert batch.is_sound, "a batch with errors does not begin"
    findings: list[Diagnostic] = []
    with ExitStack() as stack:
        try:
            is_ours = stack.enter_context(only_one(batch.manifest.with_name(f".{batch.manifest.stem}.lock")))
        except OSError as problem:
            return Ran((), 0, 0, 0.0, (not_written(batch.setting.out, problem),))
        except sqlite3.Error as problem:
            if "unable to open" not in str(problem):  # the folder cannot be written: its manifest will tell
                findings.append(_no_lock(batch, problem))
        else:
            if not is_ours:
                return Ran((), 0, 0, 0.0, (_busy(batch),), is_busy=True)
        return _ran(batch, jobs, cluster, now, wanted or Wanted(), seen, findings)


def _ran(
    batch: Batch,
    jobs: int,
    cluster: str,
    now: Callable[[], float],
    wanted: Wanted,
    seen: Callable[[Progress], None] | None,
    findings: list[Diagnostic],
) -> Ran:
    old, told = read_manifest(batch.manifest)
    findings += told
    keeps = _Keeper(batch, old, wanted)
    entries = {_key(each): keeps.kept(each) or _waiting(each) for each in batch.instances}
    todo = [each for each in batch.instances if entries[_key(each)].state is not State.DONE]
    kept = len(entries) - len(todo)
    done, seconds = 0, 0.0
    try:
        with _builders(batch, jobs, cluster if todo else "", findings.append) as outcomes_of:
            done, seconds = _built(batch, todo, entries, outcomes_of, now, seen, findings)
    except ReportError as problem:  # before anything was written
        findings += problem.diagnostics
    return Ran(tuple(entries.values()), done, kept, seconds, in_order(findings))


def _built(
    batch: Batch,
    todo: Sequence[Instance],
    entries: dict[str, Entry],
    outcomes_of: Callable[[Sequence[Instance]], _Outcomes],
    now: Callable[[], float],
    seen: Callable[[Progress], None] | None,
    findings: list[Diagnostic],
) -> tuple[int, float]:
    """Build what is `todo`, note it in the `entries` and their manifest; how many there were, and seconds."""
    keeper = _Record(batch, now)
    started, failures, done = now(), 0, 0
    if not has_errors(findings):  # else a broken manifest is still in its place
        findings += keeper.write(entries, is_finished=False)
    if has_errors(findings):
        return 0, 0.0
    try:
        with closing(outcomes_of(todo)) as outcomes:
            for instance, outcome in outcomes:
                entries[_key(instance)] = outcome.entry
                findings += outcome.errors
                done += 1
                failures += outcome.entry.state is not State.DONE
                if keeper.is_due():
                    findings += keeper.write(entries, is_finished=False)
                if seen is not None:
                    seen(Progress(done, failures, len(todo), now() - started))
    except ReportError as problem:  # the cluster is no more: what is missing waits
        findings += problem.diagnostics
    finally:
        findings += keeper.write(entries, is_finished=done == len(todo))
    return done, now() - started


@contextmanager
def _builders(
    batch: Batch, jobs: int, cluster: str, tell: Callable[[Diagnostic], None]
) -> Iterator[Callable[[Sequence[Instance]], _Outcomes]]:
    """What builds instances: the processes of this machine, or a cluster."""
    if not cluster:
        yield lambda todo: outcomes_of_pool(batch.setting, todo, jobs)
        return
    from reportgen.runs.cluster import joined

    with joined(batch.setting, cluster, tell) as crew:
        yield crew.outcomes


class _Record:
    """Writes the manifest, not too often."""

    def __init__(self, batch: Batch, now: Callable[[], float]) -> None:
        self._batch = batch
        self._now = now
        self._next = 0.0

    def is_due(self) -> bool:
        return self._now() >= self._next

    def write(self, entries: dict[str, Entry], *, is_finished: bool) -> tuple[Diagnostic, ...]:
        batch = self._batch
        began = self._now()
        try:
            manifest = Manifest(batch.program, batch.setting.template.name, is_finished, entries)
            manifest.write(batch.manifest)
        except OSError as problem:
            return (not_written(batch.manifest, problem),)
        finally:
            ended = self._now()
            self._next = ended + max(_BETWEEN, _SHARE * (ended - began))
        return ()


class _Keeper:
    """Says what of an older run stands."""

    def __init__(self, batch: Batch, old: Manifest | None, wanted: Wanted) -> None:
        self._batch = batch
        self._old = old
        self._wanted = wanted
        self._digest = cache(digest_of)

    def kept(self, instance: Instance) -> Entry | None:
        """The entry of a report that need not be built."""
        old = self._old.entries.get(_key(instance)) if self._old is not None else None
        if self._old is None or old is None or old.state is not State.DONE:
            return None
        out, base = self._batch.setting.out, self._batch.setting.template.parent
        if self._wanted.retry:
            return old if is_whole(old, out) else None
        is_interrupted = not self._old.is_finished
        if not is_interrupted and (not self._wanted.only_changed or self._batch.is_live):
            return None
        if old.digest != instance.digest or any(
            self._digest(base / file) != digest for file, digest in old.inputs.items()
        ):
            return None
        return old if is_whole(old, out) else None


def _ground(checked: Checked, setting: Setting, program: str) -> str:
    """What decides every report of a batch: template, program, faces, and how it is asked for."""
    faces = checked.fonts.records if checked.fonts is not None else {}
    common = [
        checked.loaded.digest,
        program,
        sorted(f"{face} {record.sha256}" for face, record in faces.items()),
        repr(checked.theme),
        [setting.profiles, setting.strict, setting.force],
        setting.moment.isoformat() if setting.moment is not None else "",
    ]
    return hashlib.sha256(json.dumps(common).encode("utf-8")).hexdigest()


def _key(instance: Instance) -> str:
    return min(instance.names.values())


def _waiting(instance: Instance) -> Entry:
    return Entry(instance.number, instance.label, instance.digest, State.WAITING)


def _busy(batch: Batch) -> Diagnostic:
    return error(
        "batch.busy",
        None,
        zh=f"另一次批量生成正在写 {batch.manifest}，这一次什么也没有做",
        en=f"another batch is at work on {batch.manifest}; this one did nothing",
        hints=(Message("等它结束，或换一个 --out", "wait until it ends, or choose another --out"),),
    )


def _no_lock(batch: Batch, problem: Exception) -> Diagnostic:
    return warning(
        "batch.no-lock",
        None,
        zh=f"{batch.setting.out} 所在的文件系统不能加锁（{problem}）",
        en=f"the file system of {batch.setting.out} has no locks ({problem})",
        hints=(
            Message(
                "不要同时对这个目录运行两次批量生成",
                "do not run two batches into this folder at the same time",
            ),
        ),
    )
