"""The store of REPORTGEN_STORE: one journal for several machines, and what is said when it is not well."""

from __future__ import annotations

import builtins
import json
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import cli
from reportgen.core.diagnostics import Message, ReportError
from reportgen.pipeline.files import replaced
from reportgen.runs.due import LEASE, State, Step
from reportgen.runs.journal import unwatched
from reportgen.runs.journal_records import Owner
from reportgen.runs.journal_server import journals
from reportgen.runs.milestones import Action, Milestone, Plan
from reportgen.runs.runner import BUSY, OK, Made, Outcome, run_due
from reportgen.runs.server_address import VARIABLE, address_in

sys.path[:0] = [str(Path(__file__).parent)]

from shared import family, opened, spoil, terminated, user  # noqa: E402

PASSWORD = "s3cret-Passw0rd"
NOW = datetime(2031, 6, 2, 1, tzinfo=UTC)
STEP = Step("青石区第五次党代会", "data-freeze", date(2031, 6, 2), NOW, Action.FREEZE)
ME = Owner("me", 1, "a")


def codes(call: Callable[[], object]) -> list[str]:
    with pytest.raises(ReportError) as caught:
        call()
    told = [str(caught.value), *(m.zh + m.en for item in caught.value.diagnostics for m in item.hints)]
    assert PASSWORD not in "\n".join(told)
    return [item.code for item in caught.value.diagnostics]


# ------------------------------------------------------------------ the address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"postgresql://u:{PASSWORD}@h/db", "runs.store-unnamed"),
        (f"postgresql://u:{PASSWORD}@h/db#", "runs.store-unnamed"),
        (f"postgresql://u:{PASSWORD}@h/db#%20", "runs.store-unnamed"),
        (f"postgresql://u:{PASSWORD}@h#云溪", "runs.store-address"),
        (f"mysql://u:{PASSWORD}@h/db#云溪", "runs.store-address"),
        (f"u:{PASSWORD}@h/db#云溪", "runs.store-address"),
        (f"postgresql://u:a/b#{PASSWORD}@h/db#云溪", "runs.store-address"),
        (f"postgresql://u:a/b#{PASSWORD}@h", "runs.store-address"),
        ("postgresql://u@h/db#%FF", "runs.store-address"),
    ],
)
def test_address_that_is_none(text, expected):
    assert [expected] == codes(lambda: address_in({VARIABLE: text}))


def test_address_tells_its_family_and_nothing_else():
    found = address_in({VARIABLE: f" postgresql://u:{PASSWORD}@h/db#%E4%BA%91%E6%BA%AA "})

    assert "云溪" == found.family
    assert PASSWORD not in repr(found)
    assert address_in({}) is address_in({VARIABLE: " "}) is None


@pytest.mark.parametrize("missing", ["sqlalchemy", "psycopg"])
def test_extra_that_is_not_installed(monkeypatch, missing):
    plain = builtins.__import__

    def without(name, *arguments, **more):
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(name)
        return plain(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    _, faults = journals(Path("r.yaml"), {VARIABLE: f"postgresql://u:{PASSWORD}@127.0.0.1:1/x#云溪"})

    assert ["runs.store-no-driver"] == [item.code for item in faults]
    assert 'pip install "reportgen[sql]"' in faults[0].hints[0].zh


# ------------------------------------------------------------------ by the command

SPEC = """\
format: reportgen/1
document: {title: 云溪区五年, organisation: 云溪区, date: 2031-06-01}
schedule: {name: 云溪区第五次党代会, opening: 2090-06-20, count: calendar}
sections: [{id: one, title: 第一章, blocks: [{text: 五年来。}]}]
"""


def called(*arguments: object, address: str) -> Result:
    runner = CliRunner(env={VARIABLE: address, "SOURCE_DATE_EPOCH": "1893456000"})
    return runner.invoke(cli, ["schedule", *map(str, arguments)], catch_exceptions=False)


@pytest.mark.parametrize("command", ["status", "run-due"])
def test_a_server_that_is_away_is_told_and_not_replaced(tmp_path, command):
    """No journal of this machine is begun in its place, nothing is run, and the password is in no output."""
    spec = tmp_path / "report.yaml"
    spec.write_text(SPEC, "utf-8")
    done = called(command, spec, address=f"postgresql://u:{PASSWORD}@127.0.0.1:1/x#云溪")

    assert 1 == done.exit_code
    assert "[runs.store-unreached]" in done.stderr
    assert PASSWORD not in done.output
    assert ["report.yaml"] == [each.name for each in tmp_path.iterdir()]


def test_a_password_that_is_refused_is_not_told(tmp_path, database):
    spec = tmp_path / "report.yaml"
    spec.write_text(SPEC, "utf-8")
    address = family(database)
    wrong = address.replace(address.split(":")[2].partition("@")[0], PASSWORD)
    done = called("run-due", spec, address=wrong)

    assert 1 == done.exit_code
    assert "[runs.store-unreached]" in done.stderr
    assert PASSWORD not in done.output


def test_reports_of_one_name_in_a_list_are_told_apart(tmp_path, database):
    """`a/report.yaml` and `b/report.yaml` have rows of their own, wherever a machine has the list."""
    for name in ("a", "b"):
        (tmp_path / "one" / name).mkdir(parents=True)
    address = family(database)
    journal_of, _ = journals(tmp_path / "one/congresses.yaml", {VARIABLE: address})
    a, b = (journal_of(tmp_path / "one" / name / "report.yaml") for name in ("a", "b"))
    a.skip(STEP, "李", NOW)
    other_of, _ = journals(tmp_path / "two/congresses.yaml", {VARIABLE: address})

    assert () == b.runs()
    assert ["李"] == [run.by for run in other_of(tmp_path / "two/a/report.yaml").runs()]
    for each in (a, other_of(tmp_path / "two/a/report.yaml")):
        each.base.server.close()


def test_run_due_and_status_use_the_server(tmp_path, database):
    """A real report: skipped on one machine, and so on the other, which has it in another folder."""
    address, specs = family(database), [tmp_path / name / "report.yaml" for name in ("one", "two")]
    for spec in specs:
        spec.parent.mkdir()
        spec.write_text(SPEC, "utf-8")
    plan = json.loads(called("status", specs[0], "--format", "json", address=address).stdout)
    step = plan[0]["milestone"]
    done = called("run-due", specs[0], "--skip", step, "--by", "李", address=address)
    assert 0 == done.exit_code, done.stderr
    told = json.loads(called("status", specs[1], "--format", "json", address=address).stdout)

    assert "skipped" == next(each["state"] for each in told if each["milestone"] == step)
    assert not (specs[0].parent / ".reportgen/runs.sqlite").exists()
    assert not (specs[1].parent / ".reportgen").exists()


# ------------------------------------------------------------------ what a server may do to us


def test_a_connection_that_ends_in_mid_transition(tmp_path, fresh):
    """The transition is not there at all, is told, and the next call takes another connection."""
    address = family(fresh)
    with opened(tmp_path / "r.yaml", address) as journal:
        assert journal.claim(STEP, None, ME, NOW, NOW + LEASE)
        note = journal._note

        def cut(*given: object, **more: object) -> None:
            assert terminated(address)
            note(*given, **more)

        journal._note = cut  # which comes after the row was written
        assert ["runs.store-lost"] == codes(lambda: journal.finish(STEP.key, ME, [], NOW))
        journal._note = note

        assert [State.RUNNING] == [run.state for run in journal.runs()]
        assert [State.DUE, State.RUNNING] == [each.state for each in journal.events(STEP.key)]
        assert terminated(address), "a connection that waits in the pool"
        assert journal.finish(STEP.key, ME, [], NOW)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE reportgen.versions SET version = 99", "runs.store-newer"),
        ("UPDATE reportgen.runs SET state = 'lost'", "runs.store-broken"),
        ("UPDATE reportgen.runs SET files = '{'", "runs.store-broken"),
        ("ALTER TABLE reportgen.runs DROP COLUMN owner", "runs.store-refused"),
    ],
)
def test_tables_that_are_not_as_we_left_them(tmp_path, fresh, statement, expected):
    """Told, and left alone: other machines use them. `run_due` runs nothing then."""
    address, spec = family(fresh), tmp_path / "r.yaml"
    with opened(spec, address) as journal:
        journal.skip(STEP, "李", NOW)
    spoil(address, statement)
    ran: list[Step] = []
    with opened(spec, address) as journal:
        assert [expected] == codes(journal.runs)
        act = dict.fromkeys(Action, lambda step: ran.append(step) or Made())
        assert [expected] == codes(lambda: run_due([PLAN], spec, journal, lambda: NOON, act))
    assert [] == ran


def test_a_runner_takes_no_more_than_the_rights_of_the_guide(tmp_path, fresh):
    """It may run; without the right to update it is told which it lacks, and can still look."""
    address, spec = family(fresh), tmp_path / "r.yaml"
    with opened(spec, address) as journal:
        journal.skip(STEP, "李", NOW)
    with user(address, "runner") as theirs, opened(spec, theirs) as journal:
        assert journal.again(STEP.key, "王", NOW)
        assert journal.claim(STEP, journal.runs()[0], ME, NOW, NOW + LEASE)
        assert journal.finish(STEP.key, ME, [], NOW)
        name = theirs.partition("://")[2].partition(":")[0]
        spoil(address, f"REVOKE UPDATE ON runs FROM {name}")
        with pytest.raises(ReportError) as caught:
            journal.delivered(STEP.key, "x", NOW)
        assert "runs.store-refused" == caught.value.diagnostics[0].code
        assert "permission denied for table runs" in caught.value.diagnostics[0].message.zh
        assert [(State.DONE, "")] == [(run.state, run.delivered) for run in journal.runs()]


def test_texts_that_a_server_does_not_take_are_kept_readable(tmp_path, database):
    """NUL, and a byte of a file's name that is no text: such a reason must not stop a run."""
    with opened(tmp_path / "r.yaml", family(database)) as journal:
        journal.claim(STEP, None, ME, NOW, NOW + LEASE)
        assert journal.fail(STEP.key, ME, "no \0 \udcff?", NOW, NOW)

        assert ["no \ufffd \\udcff?"] == [run.error for run in journal.runs()]


# ------------------------------------------------------------------ several machines

DAY = date(2031, 6, 2)
NOON = datetime.combine(DAY, time(12), UTC)
FORK = multiprocessing.get_context("fork")


def made_plan(*steps: tuple[str, Action, int]) -> Plan:
    listed = (Milestone(name, Message(name, name), DAY + timedelta(n), act, "") for name, act, n in steps)
    return Plan("青石区第五次党代会", None, "Asia/Shanghai", tuple(listed))


PLAN = made_plan(("draft", Action.DRAFT, 0), ("freeze", Action.FREEZE, 1), ("final", Action.FINAL, 2))


class Machine:
    """A folder of its own with the spec; actions write one file each, and a line in a log of all machines."""

    def __init__(self, folder: Path, address: str, log: Path) -> None:
        folder.mkdir()
        self.spec, self.address, self.log, self.now = folder / "report.yaml", address, log, NOON
        self.fault: Callable[[], None] = lambda: None
        self.watched: Callable[[str], None] = unwatched

    def act(self, step: Step) -> Made:
        with self.log.open("a") as stream:
            stream.write(f"{self.spec.parent.name} {step.milestone}\n")
        self.fault()
        if step.action is Action.FREEZE:
            return Made()
        target = self.spec.parent / f"build/{step.milestone}.pdf"
        with replaced(target) as stream:
            stream.write(step.at.isoformat().encode())
        return Made((target,))

    def run(self) -> Outcome:
        with opened(self.spec, self.address) as journal:
            journal.watched = self.watched
            return run_due([PLAN], self.spec, journal, lambda: self.now, dict.fromkeys(Action, self.act))


@pytest.fixture
def machines(tmp_path, database) -> tuple[Machine, Machine]:
    address = family(database)
    return Machine(tmp_path / "a", address, tmp_path / "log"), Machine(
        tmp_path / "b", address, tmp_path / "log"
    )


def logged(machine: Machine) -> list[str]:
    return machine.log.read_text().splitlines()


def test_what_one_machine_did_the_other_does_not(machines):
    one, two = machines

    assert (OK, 1) == (one.run().status, len(logged(one)))
    assert (OK, ()) == (two.run().status, two.run().ran)
    assert ["a draft"] == logged(one)


def test_a_second_runner_on_another_machine_leaves_with_75(machines):
    one, two = machines
    began, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        began.set()
        assert go_on.wait(30)

    one.fault = wait
    first = threading.Thread(target=one.run)
    first.start()
    assert began.wait(30)
    second = two.run()
    go_on.set()
    first.join()

    assert BUSY == second.status
    assert ["draft"] == [run.milestone for run in second.busy or ()]
    assert ["a draft"] == logged(one)


def test_many_runners_at_once_do_each_step_once(machines):
    one, two = machines
    one.now = two.now = NOON + timedelta(1)
    children = [FORK.Process(target=each.run) for each in (one, two) * 4]
    for child in children:
        child.start()
    for child in children:
        child.join(60)

    assert [0] * 8 == [child.exitcode for child in children]
    assert ["draft", "freeze"] == [line.split()[1] for line in logged(one)]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_the_run_of_a_runner_that_was_killed_is_taken_up(machines):
    """The server lets go of the lock at once; the lease keeps the run, then the other has it."""
    one, two = machines
    one.fault = die
    child = FORK.Process(target=one.run)
    child.start()
    child.join(30)
    assert -signal.SIGKILL == child.exitcode

    assert (BUSY, ()) == (two.run().status, two.run().ran), "for all that is known it may still run"
    two.now += LEASE + timedelta(minutes=1)
    assert [(State.DONE, 2)] == [(ran.state, ran.attempt) for ran in two.run().ran]
    assert ["a draft", "b draft"] == logged(one)


def test_the_machine_whose_runner_was_killed_takes_it_up_at_once(machines):
    """It holds the lock beside the spec, so it knows that the runner is gone."""
    one, _ = machines
    one.fault = die
    child = FORK.Process(target=one.run)
    child.start()
    child.join(30)
    one.fault = lambda: None

    assert [(State.DONE, 2)] == [(ran.state, ran.attempt) for ran in one.run().ran]


class Dying:
    """Kills the process at the step of that number."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, point: str) -> None:
        if self.left == 0:
            die()
        self.left -= 1


def test_a_death_between_any_two_writes_loses_nothing(machines, tmp_path):
    """Killed at each point in turn, the freeze with it; the next runner ends what the last one began."""
    one, _ = machines
    one.now = NOON + timedelta(1)
    one.run()
    undisturbed = (one.spec.parent / "build/draft.pdf").read_bytes()
    deaths = 0
    for number in range(100):
        address = family(one.address.partition("#")[0])
        machine = Machine(tmp_path / str(number), address, tmp_path / f"log-{number}")
        machine.now, machine.watched = one.now, Dying(number)
        child = FORK.Process(target=machine.run)
        child.start()
        child.join(30)
        if child.exitcode == 0:
            break
        deaths += 1
        machine.watched = unwatched
        assert OK == machine.run().status
        with opened(machine.spec, address) as journal:
            assert [State.DONE] * 2 == [run.state for run in journal.runs()]
            for run in journal.runs():
                assert 1 == [event.state for event in journal.events(run.key)].count(State.DONE)
        assert undisturbed == (machine.spec.parent / "build/draft.pdf").read_bytes()

    assert deaths > 12, "before and after each transaction and manifest"


def test_a_runner_whose_lock_is_lost_keeps_its_run_by_the_lease(machines):
    """The server has ended all sessions: another runner finds the lock free, and the run taken."""
    one, two = machines
    began, go_on = threading.Event(), threading.Event()
    outcomes = []

    def wait() -> None:
        began.set()
        assert go_on.wait(30)

    one.fault = wait
    first = threading.Thread(target=lambda: outcomes.append(one.run()))
    first.start()
    assert began.wait(30)
    assert terminated(one.address)
    second = two.run()
    go_on.set()
    first.join()

    assert (BUSY, ()) == (second.status, second.ran)
    assert [(OK, [State.DONE])] == [(each.status, [ran.state for ran in each.ran]) for each in outcomes]
    assert ["a draft"] == logged(one)


def test_a_step_is_not_done_where_its_figures_are_not_frozen(machines):
    """The freeze is kept beside the spec: a machine with another folder would print other figures."""
    one, two = machines
    one.now = two.now = NOON + timedelta(1)
    assert OK == one.run().status
    one.now = two.now = NOON + timedelta(2)
    refused = two.run()

    assert ["runs.frozen-elsewhere"] == [item.code for item in refused.findings]
    assert f":{one.spec.parent.as_posix()}" in refused.findings[0].message.zh
    assert (1, ()) == (refused.status, refused.ran)
    assert ["final"] == [ran.step.milestone for ran in one.run().ran]


def test_what_was_done_before_there_was_a_server_is_put_there(machines):
    """By the manifests beside the spec: nothing is done again because the journal has moved."""
    one, two = machines
    address, one.address = one.address, ""
    one.run()
    one.address = address
    moved = one.run()

    assert ["runs.journal-rebuilt"] == [item.code for item in moved.findings]
    assert ((), ()) == (moved.ran, two.run().ran)
    assert ["a draft"] == logged(one)
