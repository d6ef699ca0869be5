"""Running what is due: once, whatever dies, whoever else runs, and with the last good files untouched."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import signal
import sqlite3
import threading
import time as clocks
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from reportgen.core.diagnostics import Message, ReportError
from reportgen.pipeline.files import replaced
from reportgen.runs import lease, runner
from reportgen.runs.due import ATTEMPTS, State
from reportgen.runs.journal import Journal, unwatched
from reportgen.runs.journal_base import JournalFile
from reportgen.runs.milestones import Action, Milestone, Plan
from reportgen.runs.runner import BUSY, FAILED, OK, Made, Outcome, run_due

DAY = date(2031, 6, 2)
FORK = multiprocessing.get_context("fork")


def plan(*made: tuple[str, Action, int], congress: str = "青石区第五次党代会", start: date = DAY) -> Plan:
    steps = (
        Milestone(name, Message(name, name), start + timedelta(days), action, "")
        for name, action, days in made
    )
    return Plan(congress, None, "Asia/Shanghai", tuple(steps))


WHOLE = plan(
    ("draft-1", Action.DRAFT, 0),
    ("draft-2", Action.DRAFT, 1),
    ("freeze", Action.FREEZE, 2),
    ("final", Action.FINAL, 3),
    ("print", Action.PRINT, 4),
    ("archive", Action.ARCHIVE, 30),
)


def noon(days: int = 0) -> datetime:
    return datetime.combine(DAY + timedelta(days), time(12), UTC)


class Desk:
    """A folder with a spec, and actions that write one file each and a line for each time they ran."""

    def __init__(self, folder: Path) -> None:
        self.spec, self.log, self.out = folder / "report.yaml", folder / "log", folder / "build"
        self.now, self.watched = noon(), unwatched
        self.fault: Callable[[], None] = lambda: None

    def act(self, step) -> Made:
        with self.log.open("a") as stream:
            stream.write(f"{step.congress} {step.milestone} {step.day}\n")
        self.watched("action has begun")
        self.fault()
        if step.action is Action.FREEZE:
            return Made()
        target = self.out / f"{step.congress}-{step.action.value}.pdf"
        with replaced(target) as stream:
            stream.write(f"{step.milestone} as of {step.at.isoformat()}".encode())
            self.watched("half a file")
            stream.write(b", whole")
        self.watched("file is there")
        return Made((target,))

    def run(self, *plans: Plan, **more) -> Outcome:
        journal = Journal(self.spec, watched=self.watched)
        return run_due(
            plans or (WHOLE,), self.spec, journal, lambda: self.now, dict.fromkeys(Action, self.act), **more
        )

    def ran(self) -> list[str]:
        return [line.split()[1] for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def states(self) -> dict[str, str]:
        return {run.milestone: run.state.value for run in Journal(self.spec).runs()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_is_due_is_done_once(desk):
    """A second call does nothing; its answer says what comes next."""
    first, second = desk.run(), desk.run()

    assert [("draft-1", State.DONE)] == [(each.step.milestone, each.state) for each in first.ran]
    assert (OK, OK, ()) == (first.status, second.status, second.ran)
    assert second.next is not None
    assert second.next.milestone == "draft-2"
    assert ["draft-1"] == desk.ran()
    (run,) = Journal(desk.spec).runs()
    assert ["build/青石区第五次党代会-draft.pdf"] == [file.path for file in run.files]


def test_after_an_outage_each_is_caught_up_once(desk):
    desk.now = noon(100)
    outcome = desk.run()
    desk.run()

    assert ["draft-2", "freeze", "final", "print", "archive"] == desk.ran()
    assert ["draft-1"] == [step.milestone for step in outcome.superseded]


def test_a_clock_set_back_does_nothing_twice(desk):
    for days in (2, 0, 1, -5, 2):
        desk.now = noon(days)
        desk.run()

    assert ["draft-2", "freeze"] == desk.ran()


def test_a_moved_date_runs_on_the_new_day(desk):
    """What is done stays on record; what failed on the old day is dropped."""
    desk.now = noon(1)
    desk.fault = fails(OSError(errno.ENOSPC, "No space left on device"))
    desk.run(plan(("freeze", Action.FREEZE, 0)))
    desk.fault = lambda: None
    moved = plan(("freeze", Action.FREEZE, 7))
    assert (OK, ()) == (desk.run(moved).status, desk.run(moved).ran)
    desk.now = noon(8)
    desk.run(moved)

    assert [("skipped", 0), ("done", 7)] == [
        (run.state.value, (run.day - DAY).days) for run in Journal(desk.spec).runs()
    ]


def fails(problem: BaseException) -> Callable[[], None]:
    def fail() -> None:
        raise problem

    return fail


@pytest.mark.parametrize(
    "problem", [OSError(errno.ENOSPC, "No space left on device"), PermissionError(13, "no"), KeyError("x")]
)
def test_a_step_that_breaks_is_tried_again_later(desk, problem):
    """The last good file stays; other congresses go on; pauses grow; in the end it is given up and said."""
    desk.run()
    (old,) = desk.out.iterdir()
    before = old.read_bytes()
    desk.now, desk.fault = noon(1), fails(problem)
    outcome = desk.run()
    assert (FAILED, ["runs.not-done"]) == (
        outcome.status,
        [item.code for each in outcome.ran for item in each.findings],
    )
    assert before == old.read_bytes()
    assert [old] == list(desk.out.iterdir()), "nothing half written is left"
    assert () == desk.run().ran, "not before the pause is over"
    while desk.run().last.waiting:
        desk.now += timedelta(minutes=5)
    assert ATTEMPTS == desk.ran().count("draft-2")
    assert ["draft-2"] == [run.milestone for run in desk.run().last.given_up]
    assert FAILED == desk.run().status


def test_one_congress_that_breaks_does_not_keep_another(desk):
    def fault() -> None:
        if "bad" in desk.log.read_text().splitlines()[-1]:
            raise OSError(5, "Input/output error")

    desk.fault = fault
    outcome = desk.run(*(plan(("draft", Action.DRAFT, 0), congress=name) for name in ("bad", "good")))

    assert [State.FAILED, State.DONE] == [each.state for each in outcome.ran]


def test_nothing_goes_to_the_press_after_a_freeze_that_failed(desk):
    desk.now, desk.fault = noon(40), fails(OSError(5, "Input/output error"))
    outcome = desk.run()

    assert ["draft-2", "freeze"] == desk.ran()
    assert ["final", "print", "archive"] == [step.milestone for step in outcome.last.held]


def test_an_interrupted_step_is_due_at_once(desk):
    desk.fault = fails(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        desk.run()
    desk.fault = lambda: None

    assert [State.DONE] == [each.state for each in desk.run().ran]


# ------------------------------------------------------------------ deaths


def killed(desk: Desk, at: int, *plans: Plan) -> bool:
    """Runs what is due in a process that kills itself at the point of that number; whether it came so far."""

    def child() -> None:
        count = 0

        def watched(point: str) -> None:
            nonlocal count
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)
            count += 1

        desk.watched = watched
        desk.run(*plans)

    process = FORK.Process(target=child)
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode == -signal.SIGKILL


def test_a_death_at_any_point_loses_nothing_and_does_nothing_twice(tmp_path):
    """SIGKILL between any two writes, inside a file and inside an action; then one run more.

    Only a step that was killed before its manifest was there is carried out again, and to the same bytes.
    """
    points, again = 0, 0
    while True:
        folder = tmp_path / str(points)
        folder.mkdir()
        desk = Desk(folder)
        desk.now = noon(40)
        if not killed(desk, points):
            break
        counts = Counter(desk.ran())
        manifests = len(list((folder / ".reportgen" / "runs").glob("*.json")))
        begun = len(counts)
        outcome = desk.run()
        assert OK == outcome.status
        ran = Counter(desk.ran())
        assert {"draft-2", "freeze", "final", "print", "archive"} == set(ran)
        assert begun - manifests == ran.total() - len(ran), "only what had no manifest ran again"
        again += ran.total() - len(ran)
        assert {"superseded": 1, "done": 5} == Counter(desk.states().values())
        for path in desk.out.glob("*.pdf"):
            assert path.read_bytes().endswith(b", whole")
        assert () == desk.run().ran
        points += 1

    assert points > 50
    assert 0 < again < points / 2


def test_a_step_whose_runner_died_each_time_is_given_up(desk):
    for _ in range(ATTEMPTS):
        assert killed(desk, next(n for n in range(99) if dies_inside_the_action(desk, n)))
    outcome = desk.run()

    assert ["draft-1"] == [run.milestone for run in outcome.last.given_up]
    assert ATTEMPTS == len(desk.ran())
    assert {"draft-1": "failed"} == desk.states()
    assert outcome.is_alarming, "nobody was told of the attempts, which did not live to tell it"
    assert not desk.run().is_alarming, "it was told"


def test_a_step_given_up_is_alarming_though_another_runs_after_it(desk):
    for _ in range(ATTEMPTS):
        assert killed(desk, next(n for n in range(99) if dies_inside_the_action(desk, n)))
    other = plan(("freeze", Action.FREEZE, 0), congress="白沙县")
    outcome = desk.run(WHOLE, other)

    assert ["freeze"] == [each.step.milestone for each in outcome.ran]
    assert outcome.is_alarming


def dies_inside_the_action(desk: Desk, at: int) -> bool:
    """Of a run with nothing but a draft: settle (2), claim (2), then the action."""
    return at == 4


def test_two_runners_at_once(desk):
    """The second leaves with 75 and says since when the first is at it."""
    began, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        began.set()
        assert go_on.wait(30)

    desk.fault = wait
    first = threading.Thread(target=desk.run)
    first.start()
    assert began.wait(30)
    second = desk.run()
    go_on.set()
    first.join()

    assert BUSY == second.status
    assert second.busy is not None
    assert [("draft-1", noon())] == [(run.milestone, run.since) for run in second.busy]
    assert ["draft-1"] == desk.ran()


def many(desk: Desk, rounds: int) -> None:
    for _ in range(rounds):
        desk.run()


def test_many_runners_at_once_do_each_step_once(desk):
    desk.now = noon(40)
    children = [FORK.Process(target=many, args=(desk, 5)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join(120)

    assert [0] * 4 == [child.exitcode for child in children]
    assert ["draft-2", "freeze", "final", "print", "archive"] == desk.ran()


def test_a_runner_on_another_machine_holds_its_lease(desk, monkeypatch):
    """The lock of this machine says nothing there: the lease does, until it is over."""
    monkeypatch.setattr(lease.socket, "gethostname", lambda: "other")
    assert killed(desk, 4)
    monkeypatch.undo()
    assert (BUSY, ()) == (desk.run().status, desk.run().ran)
    desk.now += timedelta(minutes=16)
    assert [(State.DONE, 2)] == [(each.state, each.attempt) for each in desk.run().ran]


def test_a_lease_is_kept_alive_while_a_step_runs(desk, monkeypatch):
    monkeypatch.setattr(runner, "held", lambda *given: lease.held(*given, every=0.02))
    untils = set()

    def watch() -> None:
        for _ in range(100):
            desk.now += timedelta(minutes=1)
            untils.add(Journal(desk.spec).runs()[0].until)
            if len(untils) > 3:
                return
            clocks.sleep(0.03)

    desk.fault = watch
    desk.run()

    assert len(untils) > 3


def test_ten_years_of_five_districts(tmp_path):
    """Outages, moved dates, runners killed at any point, clocks set back: all is done, and done once."""
    chance = random.Random(6)
    desk = Desk(tmp_path)
    names = [f"区{number}" for number in range(5)]
    opening = {name: DAY + timedelta(chance.randrange(40)) for name in names}

    def plans() -> list[Plan]:
        asked = [
            ("freeze", Action.FREEZE, -18),
            ("final", Action.FINAL, -10),
            ("archive", Action.ARCHIVE, 30),
        ]
        found = []
        for name in names:
            for term, years in ((5, 0), (6, 5)):
                start = opening[name] + timedelta(days=1826) * (years // 5)
                drafts = [(f"draft-{start + timedelta(d)}", Action.DRAFT, d) for d in range(-60, -10, 14)]
                found.append(plan(*drafts, *asked, congress=f"{name}-{term}", start=start))
        return found

    desk.now = noon(-100)
    deaths = 0
    while desk.now < noon(3650):
        desk.now += timedelta(days=chance.choice([1, 3, 7, 20, 90]), minutes=chance.randrange(600))
        if chance.random() < 0.1:
            desk.now -= timedelta(days=chance.randrange(10))
        if chance.random() < 0.05:
            opening[chance.choice(names)] += timedelta(days=chance.choice([-7, 14]))
        if chance.random() < 0.5:
            deaths += killed(desk, chance.randrange(12), *plans())
        else:
            assert OK == desk.run(*plans()).status
    desk.run(*plans())

    journal = Journal(desk.spec)
    runs = journal.runs()
    assert deaths > 20
    assert {State.DONE, State.SUPERSEDED, State.SKIPPED} >= {run.state for run in runs}
    by_key = {run.key: run for run in runs}
    for each in plans():
        for step in each.milestones:
            run = by_key[each.congress, step.id, step.day]
            assert run.state is State.DONE or (step.action is Action.DRAFT and run.state is State.SUPERSEDED)
    for run in runs:
        states = [event.state for event in journal.events(run.key)]
        assert states.count(State.DONE) <= 1


# ------------------------------------------------------------------ the journal


def test_a_broken_journal_is_kept_aside_and_rebuilt(desk):
    desk.now = noon(3)
    desk.run()
    path = JournalFile(desk.spec).path
    path.write_bytes(b"\0not a database" * 1000)
    outcome = desk.run()

    assert (OK, ()) == (outcome.status, outcome.ran)
    assert ["runs.journal-kept-aside"] == [item.code for item in outcome.findings]
    assert "3 runs" in outcome.findings[0].message.en
    assert b"\0not a database" * 1000 == path.with_name("runs.sqlite.broken-1").read_bytes()
    assert ["draft-2", "freeze", "final"] == desk.ran()
    path.unlink()
    assert ["runs.journal-rebuilt"] == [item.code for item in desk.run().findings]
    assert ["draft-2", "freeze", "final"] == desk.ran()


def test_a_folder_that_cannot_be_written_is_told(desk, monkeypatch):
    """Root may write anywhere, so the system's answer is given in its place."""

    def refuse(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(lease.sqlite3, "connect", refuse)
    with pytest.raises(ReportError) as caught:
        desk.run()

    assert ["runs.journal-unwritable"] == [item.code for item in caught.value.diagnostics]
    assert [] == desk.ran()


def test_a_journal_that_is_full_runs_nothing(desk, monkeypatch):
    """What cannot be put on record is not begun."""
    desk.run()
    real = JournalFile._prepare

    def full(self: JournalFile, base: sqlite3.Connection) -> None:
        real(self, base)
        base.execute("PRAGMA query_only = ON")

    monkeypatch.setattr(JournalFile, "_prepare", full)
    desk.now = noon(1)
    with pytest.raises(ReportError):
        desk.run()

    assert ["draft-1"] == desk.ran()


# ------------------------------------------------------------------ delivery


def test_what_is_done_is_delivered_once(desk):
    """A delivery that fails is told and tried by the next run."""
    taken: list[str] = []

    def deliver(step, files) -> str:
        if not taken:
            taken.append("failed")
            raise OSError(errno.EHOSTUNREACH, "No route to host")
        taken.append(f"{step.milestone} {files[0].name}")
        return "the share"

    first = desk.run(deliver=deliver)
    assert (FAILED, ["runs.not-delivered"]) == (first.status, [item.code for item in first.findings])
    assert {"draft-1": "done"} == desk.states()
    desk.run(deliver=deliver)
    desk.run(deliver=deliver)

    assert ["failed", "draft-1 青石区第五次党代会-draft.pdf"] == taken
    assert ["the share"] == [run.delivered for run in Journal(desk.spec).runs()]
