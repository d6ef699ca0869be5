"""Rows of the journal of runs as values, and values as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

from reportgen.runs.due import File, Run, State
from reportgen.runs.journal_base import Row
from reportgen.runs.milestones import Action

COLUMNS = (
    "congress, milestone, day, action, state, since, attempts, owner, pid, host, until, retry, files, error, "
    "by, delivered"
)


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


def run_of(row: Row) -> Run:
    """The run of a row of `COLUMNS`. Raises ValueError, KeyError, TypeError for what is none."""
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


def event_of(row: Row) -> Event:
    """The event of a row: its moment, state, attempt, who, what was said."""
    moment, state, attempt, who, said = row
    return Event(datetime.fromisoformat(moment), State(state), attempt, who, said)


def stand_of(run: Run) -> tuple[State, str, int]:
    """How a run stands, heartbeats apart."""
    return (run.state, run.owner, run.attempts)


def text_of(moment: datetime) -> str:
    """A moment as it is written: in UTC, so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def files_text(files: Iterable[File]) -> str:
    """The files of a run as they are written."""
    return json.dumps([asdict(each) for each in files], ensure_ascii=False)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
