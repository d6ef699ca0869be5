"""The journal of runs, one row for each step on its day: the file beside the spec, or a server's tables.

Every transition is one transaction, which compares before it sets: a runner that lost its lease changes
nothing. What happened is kept as events too, so that the row says how things stand and the events how they
came to. The journal says nothing about figures; those are in the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.runs.due import Decision, File, Key, Run, State, Step
from reportgen.runs.journal_base import Base, Connection, JournalFile
from reportgen.runs.journal_records import (
    COLUMNS,
    Event,
    Owner,
    event_of,
    files_text,
    run_of,
    stand_of,
    text_of,
)

OF_PLAN = "plan"  # who skips what the plan no longer has
DIED = "the runner before died"
FROM_MANIFEST = "from its manifest"
_OPEN = (
    f"SELECT {COLUMNS} FROM runs WHERE spec = ? AND state IN ('due', 'running', 'failed') ORDER BY day, id"
)
_ONE = "spec = ? AND congress = ? AND milestone = ? AND day = ?"


def unwatched(point: str) -> None:
    """A transaction, or another step of a run, that nobody looks at."""


class Journal:
    """The journal of one spec, in the file beside it or in another `base`. Every call does one thing.

    Calls raise ReportError with what the base has to tell (`runs.journal-…`, `runs.store-…`); nothing is
    made by reading. `watched` is told "before NAME" and "after NAME" of each transaction.
    """

    def __init__(
        self, spec: Path, *, watched: Callable[[str], None] = unwatched, base: Base | None = None
    ) -> None:
        self.base: Base = base or JournalFile(spec)
        self.watched = watched

    # ------------------------------------------------------------------ reading

    def runs(self, congresses: Iterable[str] | None = None) -> tuple[Run, ...]:
        """The runs towards these congresses, or all, by day."""
        ask = f"SELECT {COLUMNS} FROM runs WHERE spec = ?"

        def read(base: Connection) -> tuple[Run, ...]:
            if congresses is None:
                rows = base.execute(f"{ask} ORDER BY day, id", (self.base.key,)).fetchall()
                return tuple(map(run_of, rows))
            found: list[Run] = []
            for name in dict.fromkeys(congresses):
                asked = base.execute(f"{ask} AND congress = ? ORDER BY day, id", (self.base.key, name))
                found += map(run_of, asked.fetchall())
            return tuple(found)

        return self.base.read(read, ())

    def open_runs(self) -> tuple[Run, ...]:
        """The runs that have not ended: due, running, failed."""

        def read(base: Connection) -> tuple[Run, ...]:
            return tuple(map(run_of, base.execute(_OPEN, (self.base.key,)).fetchall()))

        return self.base.read(read, ())

    def events(self, key: Key) -> tuple[Event, ...]:
        """What happened to a run, the oldest first."""
        ask = (
            "SELECT e.moment, e.state, e.attempt, e.who, e.said FROM events e JOIN runs r ON r.id = e.run "
            "WHERE r.spec = ? AND r.congress = ? AND r.milestone = ? AND r.day = ? ORDER BY e.id"
        )

        def read(base: Connection) -> tuple[Event, ...]:
            return tuple(map(event_of, base.execute(ask, self._key(key)).fetchall()))

        return self.base.read(read, ())

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
            if there is not None and (seen is None or stand_of(there) != stand_of(seen)):
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
                until=text_of(until),
                retry=None,
                said=DIED if there is not None and there.state is State.RUNNING else "",
                who=owner.name,
            )
            return True

    def beat(self, key: Key, owner: Owner, until: datetime) -> bool:
        """Hold a run until then; False when it is no longer the owner's."""
        with self._writing("beat") as base:
            held = f"UPDATE runs SET until = ? WHERE {_ONE} AND state = 'running' AND owner = ?"
            changed = base.execute(held, (text_of(until), *self._key(key), owner.name))
            return changed.rowcount == 1

    def finish(self, key: Key, owner: Owner, files: Iterable[File], now: datetime) -> bool:
        """The run is done and left these files; False when it is no longer the owner's."""
        listed = files_text(files)
        with self._writing("finish") as base:
            return self._owned(base, key, owner) and self._set(
                base, key, State.DONE, now, files=listed, until=None, error="", who=owner.name
            )

    def fail(self, key: Key, owner: Owner, reason: str, now: datetime, retry: datetime) -> bool:
        """The attempt failed and may be repeated from `retry` on; False when it is no longer the owner's."""
        with self._writing("fail") as base:
            return self._owned(base, key, owner) and self._set(
                base, key, State.FAILED, now, error=reason, retry=text_of(retry), until=None, who=owner.name
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
            listed = files_text(run.files)
            return self._set(
                base, run.key, State.DONE, run.since, files=listed, attempts=run.attempts, said=FROM_MANIFEST
            )

    # ------------------------------------------------------------------ inside a transaction

    def _key(self, key: Key) -> tuple[str, str, str, str]:
        return (self.base.key, key[0], key[1], key[2].isoformat())

    def _begun(self, base: Connection, step: Step, now: datetime) -> State:
        """The state of the row of a step, which is made if there is none."""
        key = self._key(step.key)
        added = base.execute(
            "INSERT INTO runs(spec, congress, milestone, day, action, state, since) VALUES (?,?,?,?,?,?,?) "
            "ON CONFLICT DO NOTHING",
            (*key, step.action.value, State.DUE.value, text_of(now)),
        )
        if added.rowcount == 1:
            self._note(base, step.key, now)
            return State.DUE
        return State(base.execute(f"SELECT state FROM runs WHERE {_ONE}", key).fetchone()[0])

    def _there(self, base: Connection, key: Key) -> Run | None:
        row = base.execute(f"SELECT {COLUMNS} FROM runs WHERE {_ONE}", self._key(key)).fetchone()
        return run_of(row) if row else None

    def _is_as_seen(self, base: Connection, key: Key, seen: Run | None) -> bool:
        there = self._there(base, key)
        return there is seen if there is None or seen is None else stand_of(there) == stand_of(seen)

    def _owned(self, base: Connection, key: Key, owner: Owner) -> bool:
        row = base.execute(f"SELECT state, owner FROM runs WHERE {_ONE}", self._key(key)).fetchone()
        return bool(row == (State.RUNNING.value, owner.name))

    def _set(
        self,
        base: Connection,
        key: Key,
        state: State,
        now: datetime,
        *,
        said: str = "",
        who: str = "",
        **columns: Any,
    ) -> bool:
        names = {"state": state.value, "since": text_of(now), **columns}
        given = ", ".join(f"{name} = ?" for name in names)
        base.execute(f"UPDATE runs SET {given} WHERE {_ONE}", (*names.values(), *self._key(key)))
        self._note(
            base, key, now, who=who or str(columns.get("by", "")), said=said or columns.get("error", "")
        )
        return True

    def _note(self, base: Connection, key: Key, now: datetime, *, who: str = "", said: str = "") -> None:
        base.execute(
            "INSERT INTO events(run, moment, state, attempt, who, said) "
            f"SELECT id, ?, state, attempts, ?, ? FROM runs WHERE {_ONE}",
            (text_of(now), who, said, *self._key(key)),
        )

    @contextmanager
    def _writing(self, name: str) -> Iterator[Connection]:
        self.watched(f"before {name}")
        with self.base.writing() as base:
            yield base
        self.watched(f"after {name}")
