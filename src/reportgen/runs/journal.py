"""The journal of runs: `.reportgen/runs.sqlite` beside the spec, one row for each step on its day.

Every transition is one transaction, which compares before it sets: a runner that lost its lease changes
nothing. What happened is kept as events too, so that the row says how things stand and the events how they
came to. The journal says nothing about figures; those are in the ledger.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from reportgen.core.diagnostics import ReportError
from reportgen.pipeline.files import kept_beside
from reportgen.runs import journal_findings as findings
from reportgen.runs.due import Decision, File, Key, Run, State, Step
from reportgen.runs.milestones import Action

NAME = "runs.sqlite"
VERSION = 1
BUSY_SECONDS = 15.0  # that one program waits for another
_SCHEMA = """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, spec TEXT NOT NULL, congress TEXT NOT NULL, milestone TEXT NOT NULL,
  day TEXT NOT NULL, action TEXT NOT NULL, state TEXT NOT NULL, since TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, owner TEXT NOT NULL DEFAULT '', pid INTEGER NOT NULL DEFAULT 0,
  host TEXT NOT NULL DEFAULT '', until TEXT, retry TEXT, files TEXT NOT NULL DEFAULT '[]',
  error TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT '', delivered TEXT NOT NULL DEFAULT '',
  UNIQUE (spec, congress, milestone, day));
CREATE TABLE events (
  id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs(id), moment TEXT NOT NULL,
  state TEXT NOT NULL, attempt INTEGER NOT NULL, who TEXT NOT NULL, said TEXT NOT NULL);
CREATE INDEX events_of ON events(run, id);
CREATE INDEX runs_open ON runs(spec, state) WHERE state IN ('due', 'running', 'failed');
"""
_COLUMNS = (
    "congress, milestone, day, action, state, since, attempts, owner, pid, host, until, retry, files, error, "
    "by, delivered"
)
_OPEN = (
    f"SELECT {_COLUMNS} FROM runs WHERE spec = ? AND state IN ('due', 'running', 'failed') ORDER BY day, id"
)
_ONE = "spec = ? AND congress = ? AND milestone = ? AND day = ?"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Owner:
    """A runner: a name nobody else has, its process and its machine."""

    name: str
    pid: int
    host: str


@dataclass(frozen=True, slots=True)
class Event:
    """One transition of a run, as it was written."""

    moment: datetime
    state: State
    attempt: int
    who: str
    said: str


def unwatched(point: str) -> None:
    """A transaction, or another step of a run, that nobody looks at."""


class Journal:
    """The journal of one spec. Every call opens the file, does one thing and closes it again.

    Calls raise ReportError with `runs.journal-broken`, `runs.journal-newer` or `runs.journal-unwritable`;
    nothing is made by reading. `watched` is told "before NAME" and "after NAME" of each transaction.
    """

    def __init__(self, spec: Path, *, watched: Callable[[str], None] = unwatched) -> None:
        self.path = kept_beside(spec) / NAME
        self.spec = spec.name
        self.watched = watched

    # ------------------------------------------------------------------ reading

    def runs(self, congresses: Iterable[str] | None = None) -> tuple[Run, ...]:
        """The runs towards these congresses, or all, by day."""
        ask = f"SELECT {_COLUMNS} FROM runs WHERE spec = ?"

        def read(base: sqlite3.Connection) -> tuple[Run, ...]:
            if congresses is None:
                rows = base.execute(f"{ask} ORDER BY day, id", (self.spec,)).fetchall()
            else:
                rows = []
                for name in dict.fromkeys(congresses):
                    rows += base.execute(f"{ask} AND congress = ? ORDER BY day, id", (self.spec, name))
            return tuple(_run(row) for row in rows)

        return self._read(read, ())

    def open_runs(self) -> tuple[Run, ...]:
        """The runs that have not ended: due, running, failed."""
        return self._read(lambda base: tuple(_run(row) for row in base.execute(_OPEN, (self.spec,))), ())

    def events(self, key: Key) -> tuple[Event, ...]:
        """What happened to a run, the oldest first."""
        ask = (
            "SELECT e.moment, e.state, e.attempt, e.who, e.said FROM events e JOIN runs r ON r.id = e.run "
            "WHERE r.spec = ? AND r.congress = ? AND r.milestone = ? AND r.day = ? ORDER BY e.id"
        )
        return self._read(lambda base: tuple(_event(row) for row in base.execute(ask, self._key(key))), ())

    # ------------------------------------------------------------------ transitions

    def settle(self, found: Decision, seen: Iterable[Run], now: datetime) -> None:
        """Write down what a decision came to, all at once: due, superseded, dropped, given up.

        A run that does not stand any more as it was `seen`, when that was decided, is left to who changed it.
        """
        before = {run.key: run for run in seen}
        with self._writing("settle") as base:
            for step in found.run + found.held:
                self._begun(base, step, now)
            for step in found.superseded:
                if self._is_as_seen(base, step.key, before.get(step.key)):
                    self._begun(base, step, now)
                    self._set(base, step.key, State.SUPERSEDED, now)
            for run in found.dropped:
                if self._is_as_seen(base, run.key, run):
                    self._set(base, run.key, State.SKIPPED, now, by=OF_PLAN, said="not in the plan any more")
            for run in found.given_up:
                if run.state is State.RUNNING and self._is_as_seen(base, run.key, run):
                    self._set(base, run.key, State.FAILED, now, error=DIED)

    def claim(self, step: Step, seen: Run | None, owner: Owner, now: datetime, until: datetime) -> bool:
        """Take a run up, if it still stands as it was `seen`; False when somebody else was quicker."""
        with self._writing("claim") as base:
            there = self._there(base, step.key)
            if there is not None and (seen is None or _stand(there) != _stand(seen)):
                return False
            if there is None:
                self._begun(base, step, now)
            attempts = (there.attempts if there else 0) + 1
            self._set(
                base,
                step.key,
                State.RUNNING,
                now,
                attempts=attempts,
                owner=owner.name,
                pid=owner.pid,
                host=owner.host,
                until=_text(until),
                retry=None,
                said=DIED if there is not None and there.state is State.RUNNING else "",
                who=owner.name,
            )
            return True

    def beat(self, key: Key, owner: Owner, until: datetime) -> bool:
        """Hold a run until then; False when it is no longer the owner's."""
        with self._writing("beat") as base:
            held = f"UPDATE runs SET until = ? WHERE {_ONE} AND state = 'running' AND owner = ?"
            changed = base.execute(held, (_text(until), *self._key(key), owner.name))
            return changed.rowcount == 1

    def finish(self, key: Key, owner: Owner, files: Iterable[File], now: datetime) -> bool:
        """The run is done and left these files; False when it is no longer the owner's."""
        listed = json.dumps([asdict(each) for each in files], ensure_ascii=False)
        with self._writing("finish") as base:
            return self._owned(base, key, owner) and self._set(
                base, key, State.DONE, now, files=listed, until=None, error="", who=owner.name
            )

    def fail(self, key: Key, owner: Owner, reason: str, now: datetime, retry: datetime) -> bool:
        """The attempt failed and may be repeated from `retry` on; False when it is no longer the owner's."""
        with self._writing("fail") as base:
            return self._owned(base, key, owner) and self._set(
                base, key, State.FAILED, now, error=reason, retry=_text(retry), until=None, who=owner.name
            )

    def delivered(self, key: Key, where: str, now: datetime) -> None:
        """The files of a run that is done were taken to `where`."""
        with self._writing("delivered") as base:
            base.execute(f"UPDATE runs SET delivered = ? WHERE {_ONE}", (where, *self._key(key)))
            self._note(base, key, now, said=f"delivered to {where}")

    def skip(self, step: Step, by: str, now: datetime) -> bool:
        """Somebody decided that a step is not to be run; False when it is running or has ended."""
        with self._writing("skip") as base:
            if self._begun(base, step, now) not in (State.DUE, State.FAILED):
                return False
            return self._set(base, step.key, State.SKIPPED, now, by=by, who=by)

    def again(self, key: Key, by: str, now: datetime) -> bool:
        """Somebody wants a run that failed or was skipped tried anew, its attempts forgotten."""
        with self._writing("again") as base:
            row = base.execute(f"SELECT state FROM runs WHERE {_ONE}", self._key(key)).fetchone()
            if row is None or State(row[0]) not in (State.FAILED, State.SKIPPED):
                return False
            return self._set(base, key, State.DUE, now, attempts=0, retry=None, by="", who=by)

    def restore(self, run: Run) -> bool:
        """Put a run that is known to be done into the journal, where there is none of its key."""
        with self._writing("restore") as base:
            step = Step(run.congress, run.milestone, run.day, run.since, run.action)
            if self._begun(base, step, run.since) is not State.DUE:
                return False
            listed = json.dumps([asdict(each) for each in run.files], ensure_ascii=False)
            return self._set(
                base, run.key, State.DONE, run.since, files=listed, attempts=run.attempts, said=FROM_MANIFEST
            )

    # ------------------------------------------------------------------ inside a transaction

    def _key(self, key: Key) -> tuple[str, str, str, str]:
        return (self.spec, key[0], key[1], key[2].isoformat())

    def _begun(self, base: sqlite3.Connection, step: Step, now: datetime) -> State:
        """The state of the row of a step, which is made if there is none."""
        key = self._key(step.key)
        added = base.execute(
            "INSERT INTO runs(spec, congress, milestone, day, action, state, since) VALUES (?,?,?,?,?,?,?) "
            "ON CONFLICT DO NOTHING",
            (*key, step.action.value, State.DUE.value, _text(now)),
        )
        if added.rowcount == 1:
            self._note(base, step.key, now)
            return State.DUE
        return State(base.execute(f"SELECT state FROM runs WHERE {_ONE}", key).fetchone()[0])

    def _there(self, base: sqlite3.Connection, key: Key) -> Run | None:
        row = base.execute(f"SELECT {_COLUMNS} FROM runs WHERE {_ONE}", self._key(key)).fetchone()
        return _run(row) if row else None

    def _is_as_seen(self, base: sqlite3.Connection, key: Key, seen: Run | None) -> bool:
        there = self._there(base, key)
        return there is seen if there is None or seen is None else _stand(there) == _stand(seen)

    def _owned(self, base: sqlite3.Connection, key: Key, owner: Owner) -> bool:
        row = base.execute(f"SELECT state, owner FROM runs WHERE {_ONE}", self._key(key)).fetchone()
        return bool(row == (State.RUNNING.value, owner.name))

    def _set(
        self,
        base: sqlite3.Connection,
        key: Key,
        state: State,
        now: datetime,
        *,
        said: str = "",
        who: str = "",
        **columns: Any,
    ) -> bool:
        names = {"state": state.value, "since": _text(now), **columns}
        given = ", ".join(f"{name} = ?" for name in names)
        base.execute(f"UPDATE runs SET {given} WHERE {_ONE}", (*names.values(), *self._key(key)))
        self._note(
            base, key, now, who=who or str(columns.get("by", "")), said=said or columns.get("error", "")
        )
        return True

    def _note(
        self, base: sqlite3.Connection, key: Key, now: datetime, *, who: str = "", said: str = ""
    ) -> None:
        base.execute(
            "INSERT INTO events(run, moment, state, attempt, who, said) "
            f"SELECT id, ?, state, attempts, ?, ? FROM runs WHERE {_ONE}",
            (_text(now), who, said, *self._key(key)),
        )

    # ------------------------------------------------------------------ the file

    def set_aside(self) -> str:
        """Rename a broken journal, with all that belongs to it, so that a new one can be begun: its name."""
        number = 1
        while self.path.with_name(f"{NAME}.broken-{number}").exists():
            number += 1
        target = self.path.with_name(f"{NAME}.broken-{number}")
        for suffix in ("-wal", "-shm", ""):
            part = self.path.with_name(NAME + suffix)
            if part.exists():
                part.rename(target.with_name(target.name + suffix))
        return target.name

    def _read(self, ask: Callable[[sqlite3.Connection], _T], nothing: _T) -> _T:
        if not self.path.exists():
            return nothing
        with self._opened() as base:
            return ask(base)

    @contextmanager
    def _writing(self, name: str) -> Iterator[sqlite3.Connection]:
        self.watched(f"before {name}")
        with self._opened() as base:
            base.execute("BEGIN IMMEDIATE")
            try:
                yield base
                base.execute("COMMIT")
            except BaseException:
                if base.in_transaction:  # a full disk may have ended it already
                    base.execute("ROLLBACK")
                raise
        self.watched(f"after {name}")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        base: sqlite3.Connection | None = None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            self._prepare(base)
            yield base
        except (sqlite3.OperationalError, OSError) as problem:
            raise ReportError([findings.unwritable(self.path, problem)]) from problem
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError) as problem:
            raise ReportError([findings.broken(self.path, problem)]) from problem
        finally:
            if base is not None:
                base.close()

    def _prepare(self, base: sqlite3.Connection) -> None:
        """The tables of a new journal; one of a newer program is left alone."""
        version = base.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise ReportError([findings.newer(self.path)])
        base.execute("PRAGMA synchronous = FULL")  # what was said to be done must be so after a power cut
        if version == VERSION:
            return
        _patiently(lambda: base.execute("PRAGMA journal_mode = WAL"))
        base.execute("BEGIN IMMEDIATE")
        if base.execute("PRAGMA user_version").fetchone()[0] == 0:  # else another program was quicker
            for statement in filter(str.strip, _SCHEMA.split(";")):
                base.execute(statement)
            base.execute(f"PRAGMA user_version = {VERSION}")
        base.execute("COMMIT")


OF_PLAN = "plan"  # who skips what the plan no longer has
DIED = "the runner before died"
FROM_MANIFEST = "from its manifest"


def _patiently(step: Callable[[], object]) -> None:
    """Changing the journal does not wait for another run by itself."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            step()
            return
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() > end:
                raise
            time.sleep(0.05)


# ------------------------------------------------------------------ records


def _stand(run: Run) -> tuple[State, str, int]:
    """How a run stands, heartbeats apart."""
    return (run.state, run.owner, run.attempts)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _run(row: tuple[Any, ...]) -> Run:
    congress, milestone, day, action, state, since, attempts, owner, pid, host, until, retry, *rest = row
    files, error, by, delivered = rest
    return Run(
        congress,
        milestone,
        date.fromisoformat(day),
        Action(action),
        State(state),
        datetime.fromisoformat(since),
        attempts,
        owner,
        pid,
        host,
        _moment(until),
        _moment(retry),
        tuple(File(**each) for each in json.loads(files)),
        error,
        by,
        delivered,
    )


def _event(row: tuple[Any, ...]) -> Event:
    moment, state, attempt, who, said = row
    return Event(datetime.fromisoformat(moment), State(state), attempt, who, said)
