"""What a runner has to do now: a pure decision over the plan, the journal and the moment.

A step that was missed is caught up once. Of drafts, and of sheets to proof-read, only the latest is worth
anything after an outage, so older ones are superseded; nothing else ever is, and a freeze, a final, a print
and an archive wait for those before them, so that nothing goes to the press with figures whose freeze failed.
A run whose runner died is taken up again; one that keeps failing is tried a limited number of times with
growing pauses. Whatever the journal calls done stays done, wherever the clock stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from reportgen.core.diagnostics import Message
from reportgen.runs.milestones import Action, Plan

ATTEMPTS = 6  # with the pauses below about ten hours, a night
FIRST_PAUSE = timedelta(minutes=5)
PAUSE_GROWTH = 3
LONGEST_PAUSE = timedelta(days=1)
LEASE = timedelta(minutes=15)  # many heartbeats, and more than clocks of two machines usually differ


class State(Enum):
    """Where a run stands."""

    DUE = "due"
    RUNNING = "running"
    DONE = "done"
    SUPERSEDED = "superseded"
    FAILED = "failed"
    SKIPPED = "skipped"


IN_TURN = (Action.FREEZE, Action.FINAL, Action.PRINT, Action.ARCHIVE)  # each waits for those before it
LATEST_ONLY = (Action.DRAFT, Action.PROOF)  # a later one of the same kind makes them pointless
SETTLED = (State.DONE, State.SUPERSEDED, State.SKIPPED)
Key = tuple[str, str, date]  # congress, milestone, day


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan that a program can carry out: from the moment `at` on it is due."""

    congress: str
    milestone: str
    day: date
    at: datetime  # aware
    action: Action
    title: Message = field(default=Message("", ""), compare=False)  # for people

    @property
    def key(self) -> Key:
        """What the journal knows it by."""
        return (self.congress, self.milestone, self.day)

    @property
    def called(self) -> Message:
        """What people call it; its id where it has no title."""
        return self.title if self.title.zh else Message(self.milestone, self.milestone)


@dataclass(frozen=True, slots=True)
class File:
    """A file that a run left: where it lies, and its SHA-256."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Run:
    """A row of the journal.

    `since` is when it came into its state. While running, `owner` holds it until the moment `until`, from
    process `pid` of machine `host`. After a failure it is tried again from `retry` on.
    """

    congress: str
    milestone: str
    day: date
    action: Action
    state: State
    since: datetime
    attempts: int = 0
    owner: str = ""
    pid: int = 0
    host: str = ""
    until: datetime | None = None
    retry: datetime | None = None
    files: tuple[File, ...] = ()
    error: str = ""
    by: str = ""  # who skipped it
    delivered: str = ""  # where its files were taken to

    @property
    def key(self) -> Key:
        """Congress, milestone, day."""
        return (self.congress, self.milestone, self.day)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do now, all in the order of the plan.

    `run`: to carry out. `superseded`: drafts and sheets that a later one has made pointless. `dropped`: runs
    that never ended and of which the plan no longer knows. `given_up`: tried too often. `waiting`: failed, to
    be tried later. `held`: waits for a step before it. `running`: somebody is at it.
    """

    run: tuple[Step, ...] = ()
    superseded: tuple[Step, ...] = ()
    dropped: tuple[Run, ...] = ()
    given_up: tuple[Run, ...] = ()
    waiting: tuple[Run, ...] = ()
    held: tuple[Step, ...] = ()
    running: tuple[Run, ...] = ()


def steps(plans: Iterable[Plan]) -> tuple[Step, ...]:
    """What a program can carry out of these plans; what only people can do is left to them."""
    return tuple(
        Step(plan.congress, each.id, each.day, plan.moment(each), each.action, each.title)
        for plan in plans
        for each in plan.milestones
        if each.action is not Action.REMIND
    )


def due(asked: Iterable[Step], runs: Iterable[Run], now: datetime, *, gone: str = "") -> Decision:
    """What to do at the moment `now`.

    `gone` is a machine on which no other runner lives, because the one who asks holds its lock: a run that is
    still said to be running there died. Elsewhere a run is dead when its lease is over.
    """
    plan = sorted(asked, key=_in_order)
    rows = {run.key: run for run in runs}
    newest = _newest(plan, rows, now)
    to_run: list[Step] = []
    superseded: list[Step] = []
    held: list[Step] = []
    given_up: list[Run] = []
    waiting: list[Run] = []
    running: list[Run] = []
    unfinished: set[str] = set()  # congresses with a step that the ones after it wait for
    for step in plan:
        run = rows.get(step.key)
        if step.at > now or (run is not None and run.state in SETTLED):
            continue
        in_turn = step.action in IN_TURN
        if run is not None and run.state is State.RUNNING and not _is_dead(run, now, gone):
            running.append(run)
        elif _in_order(step) < _in_order(newest.get((step.congress, step.action), step)):
            superseded.append(step)
            continue
        elif run is not None and run.state is not State.DUE and run.attempts >= ATTEMPTS:
            given_up.append(run)
        elif run is not None and run.state is State.FAILED and run.retry is not None and now < run.retry:
            waiting.append(run)
        elif in_turn and step.congress in unfinished:
            held.append(step)
        else:
            to_run.append(step)
        if in_turn:
            unfinished.add(step.congress)
    known = {step.key for step in plan}
    dropped = sorted(
        (run for run in rows.values() if run.key not in known and not _is_ended(run, now, gone)),
        key=lambda run: run.key,
    )
    return Decision(
        tuple(to_run),
        tuple(superseded),
        tuple(dropped),
        tuple(given_up),
        tuple(waiting),
        tuple(held),
        tuple(running),
    )


def pause(attempts: int) -> timedelta:
    """How long to wait after the attempt of that number, which counts from 1, has failed."""
    length = FIRST_PAUSE
    for _ in range(1, attempts):
        length = min(length * PAUSE_GROWTH, LONGEST_PAUSE)
    return length


_RANK = {action: number for number, action in enumerate(Action)}


def _in_order(step: Step) -> tuple[datetime, int, str, str]:
    return (step.at, _RANK[step.action], step.congress, step.milestone)


def _is_dead(run: Run, now: datetime, gone: str) -> bool:
    return run.host == gone or run.until is None or run.until <= now


def _is_ended(run: Run, now: datetime, gone: str) -> bool:
    """Whether nobody has to decide about a run any more, or yet: somebody may be at it."""
    return run.state in SETTLED or (run.state is State.RUNNING and not _is_dead(run, now, gone))


def _newest(plan: list[Step], rows: Mapping[Key, Run], now: datetime) -> dict[tuple[str, Action], Step]:
    """The latest draft and sheet of each congress that is due or done; a clock set back undoes nothing."""
    newest: dict[tuple[str, Action], Step] = {}
    for step in plan:
        run = rows.get(step.key)
        is_done = run is not None and run.state is State.DONE
        is_skipped = run is not None and run.state is State.SKIPPED
        if step.action in LATEST_ONLY and (is_done or (step.at <= now and not is_skipped)):
            newest[step.congress, step.action] = step
    return newest
