"""The journal of runs: each transition whole, compared before it is set, kept aside when broken."""

from __future__ import annotations

import multiprocessing
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from reportgen.core.diagnostics import ReportError
from reportgen.runs.due import LEASE, Decision, File, Run, State, Step, due
from reportgen.runs.journal import DIED, OF_PLAN, Journal
from reportgen.runs.journal_base import VERSION
from reportgen.runs.journal_records import Owner
from reportgen.runs.milestones import Action

sys.path[:0] = [str(Path(__file__).parent)]

from shared import family, opened  # noqa: E402

NOW = datetime(2031, 6, 2, 1, tzinfo=UTC)
STEP = Step("青石区第五次党代会", "data-freeze", date(2031, 6, 2), NOW, Action.FREEZE)
ME, YOU = Owner("me", 1, "a"), Owner("you", 2, "b")
FILE = File("build/report.pdf", "ab" * 32, 7)


@pytest.fixture(params=["file", "server"])
def address(request) -> str | None:
    """Where journals are: in files, or in a family of its own on a server."""
    return None if request.param == "file" else family(request.getfixturevalue("database"))


@pytest.fixture
def journal(tmp_path: Path, address: str | None) -> Iterator[Journal]:
    with opened(tmp_path / "report.yaml", address) as found:
        yield found


@pytest.fixture
def local(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "report.yaml")


def only(journal: Journal) -> Run:
    (run,) = journal.runs()
    return run


def test_reading_makes_nothing(journal, tmp_path):
    assert () == journal.runs() == journal.open_runs() == journal.events(STEP.key)
    assert not journal.base.is_begun()
    assert [] == list(tmp_path.iterdir())


def test_a_run_from_due_to_done(journal):
    """The row says how it stands, the events how it came to that."""
    journal.settle(due([STEP], [], NOW), [], NOW)
    assert State.DUE is only(journal).state
    assert journal.claim(STEP, only(journal), ME, NOW, NOW + LEASE)
    assert (State.RUNNING, "me", 1, "a") == (
        only(journal).state,
        only(journal).owner,
        only(journal).pid,
        only(journal).host,
    )
    assert journal.beat(STEP.key, ME, NOW + 2 * LEASE)
    assert NOW + 2 * LEASE == only(journal).until
    assert journal.finish(STEP.key, ME, [FILE], NOW)
    assert (State.DONE, (FILE,), 1) == (only(journal).state, only(journal).files, only(journal).attempts)
    assert [State.DUE, State.RUNNING, State.DONE] == [each.state for each in journal.events(STEP.key)]
    assert () == journal.open_runs()


def test_settling_twice_changes_nothing(journal):
    drafts = [
        Step("c", f"draft-{day}", date(2031, 6, day), NOW + timedelta(day), Action.DRAFT) for day in (1, 2)
    ]
    later = NOW + timedelta(5)
    for _ in range(2):
        runs = journal.runs()
        journal.settle(due(drafts, runs, later), runs, later)

    assert [State.SUPERSEDED, State.DUE] == [run.state for run in journal.runs()]
    assert [State.DUE, State.SUPERSEDED] == [each.state for each in journal.events(drafts[0].key)]


def test_who_lost_the_lease_changes_nothing(journal):
    """A runner that slept through its lease cannot end a run that another one has taken up."""
    journal.claim(STEP, None, ME, NOW, NOW + LEASE)
    assert journal.claim(STEP, only(journal), YOU, NOW + LEASE, NOW + 2 * LEASE)
    assert not journal.beat(STEP.key, ME, NOW + 3 * LEASE)
    assert not journal.finish(STEP.key, ME, [FILE], NOW)
    assert not journal.fail(STEP.key, ME, "why", NOW, NOW)
    assert ("you", State.RUNNING, 2) == (only(journal).owner, only(journal).state, only(journal).attempts)
    assert DIED == journal.events(STEP.key)[-1].said


def test_a_run_that_changed_since_it_was_seen_is_not_claimed(journal):
    assert journal.claim(STEP, None, ME, NOW, NOW + LEASE)
    assert not journal.claim(STEP, None, YOU, NOW, NOW + LEASE)
    seen = only(journal)
    journal.fail(STEP.key, ME, "no room", NOW, NOW + LEASE)
    assert not journal.claim(STEP, seen, YOU, NOW, NOW + LEASE)
    assert (State.FAILED, "no room", NOW + LEASE) == (
        only(journal).state,
        only(journal).error,
        only(journal).retry,
    )


def test_somebody_skips_and_somebody_wants_it_again(journal):
    assert journal.skip(STEP, "李", NOW)
    assert (State.SKIPPED, "李") == (only(journal).state, only(journal).by)
    assert not journal.skip(STEP, "王", NOW)
    assert journal.again(STEP.key, "王", NOW)
    assert (State.DUE, 0, "") == (only(journal).state, only(journal).attempts, only(journal).by)
    assert ["", "李", "王"] == [each.who for each in journal.events(STEP.key)]
    journal.claim(STEP, only(journal), ME, NOW, NOW + LEASE)
    journal.finish(STEP.key, ME, [], NOW)
    assert not journal.again(STEP.key, "王", NOW), "what is done is not done again"
    assert not journal.skip(STEP, "王", NOW)


def test_what_the_plan_dropped_is_skipped_by_it(journal):
    journal.claim(STEP, None, ME, NOW, NOW)
    journal.settle(Decision(dropped=(only(journal),)), journal.runs(), NOW)

    assert (State.SKIPPED, OF_PLAN) == (only(journal).state, only(journal).by)


@pytest.mark.parametrize("kind", ["superseded", "dropped", "given_up"])
def test_a_run_that_changed_since_it_was_seen_is_not_settled(journal, kind):
    """Another runner has taken it up, or done it, between the look and the word."""
    journal.claim(STEP, None, ME, NOW, NOW)
    seen = journal.runs()
    decided = Decision(**{kind: (STEP,) if kind == "superseded" else seen})
    assert journal.claim(STEP, seen[0], YOU, NOW, NOW + LEASE)
    journal.settle(decided, seen, NOW)
    assert (State.RUNNING, "you") == (only(journal).state, only(journal).owner)
    journal.finish(STEP.key, YOU, [FILE], NOW)
    journal.settle(decided, seen, NOW)
    assert (State.DONE, (FILE,)) == (only(journal).state, only(journal).files)


def test_a_run_that_came_up_since_nothing_was_seen_is_not_superseded(journal):
    journal.claim(STEP, None, YOU, NOW, NOW + LEASE)
    journal.settle(Decision(superseded=(STEP,)), [], NOW)

    assert State.RUNNING is only(journal).state


def test_specs_of_one_folder_have_rows_of_their_own(tmp_path, address):
    with opened(tmp_path / "a.yaml", address) as a, opened(tmp_path / "b.yaml", address) as b:
        a.skip(STEP, "李", NOW)

        assert () == b.runs()
        assert b.skip(STEP, "王", NOW)
        assert "李" == only(a).by


def test_a_transition_that_breaks_leaves_nothing(journal):
    """A death between the two writes of a transaction is like one before it."""

    class Dead(BaseException):
        pass

    journal.skip(Step("c", "other", STEP.day, NOW, Action.FINAL), "李", NOW)

    def die(*_: object, **__: object) -> None:
        raise Dead

    journal._note = die  # which comes after the row was written
    with pytest.raises(Dead):
        journal.skip(STEP, "李", NOW)
    assert ["other"] == [run.milestone for run in journal.runs()]


def claim_all(spec: Path, address: str | None, name: str, wins: multiprocessing.Queue) -> None:
    with opened(spec, address) as journal:
        for day in range(1, 21):
            step = Step("c", "draft", date(2031, 6, day), NOW, Action.DRAFT)
            if journal.claim(step, None, Owner(name, 1, name), NOW, NOW + LEASE):
                wins.put(day)


def test_of_two_that_claim_at_once_one_wins(tmp_path, address):
    """None of them finds tables: they make them at once, too."""
    context = multiprocessing.get_context("fork")
    wins: multiprocessing.Queue = context.Queue()
    children = [
        context.Process(target=claim_all, args=(tmp_path / "r.yaml", address, name, wins))
        for name in ("x", "y", "z")
    ]
    for child in children:
        child.start()
    for child in children:
        child.join()

    assert [0, 0, 0] == [child.exitcode for child in children]
    assert list(range(1, 21)) == sorted(wins.get(timeout=5) for _ in range(20))
    assert wins.empty()
    with opened(tmp_path / "r.yaml", address) as journal:
        assert [1] * 20 == [run.attempts for run in journal.runs()]


# ------------------------------------------------------------------ of the file alone


def test_a_broken_journal_and_a_newer_one_are_told(local):
    journal = local
    journal.base.path.parent.mkdir()
    journal.base.path.write_bytes(b"no journal at all" * 100)
    with pytest.raises(ReportError) as caught:
        journal.runs()
    assert ["runs.journal-broken"] == [item.code for item in caught.value.diagnostics]

    journal.base.path.unlink()
    with sqlite3.connect(journal.base.path) as base:
        base.execute(f"PRAGMA user_version = {VERSION + 1}")
    base.close()
    with pytest.raises(ReportError) as caught:
        journal.skip(STEP, "李", NOW)
    assert ["runs.journal-newer"] == [item.code for item in caught.value.diagnostics]


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / ".reportgen").write_text("x")
    with pytest.raises(ReportError) as caught:
        Journal(tmp_path / "r.yaml").skip(STEP, "李", NOW)

    assert ["runs.journal-unwritable"] == [item.code for item in caught.value.diagnostics]


def test_a_full_disk_leaves_what_was_there(local):
    """SQLite is given no page more; the transition fails whole, and the next one finds the old state."""
    journal = local
    journal.skip(STEP, "李", NOW)
    real = journal.base._prepare

    def full(base: sqlite3.Connection) -> None:
        real(base)
        base.execute(f"PRAGMA max_page_count = {base.execute('PRAGMA page_count').fetchone()[0]}")

    journal.base._prepare = full
    with pytest.raises(ReportError) as caught:
        journal.skip(Step("c" * 20_000, "x", STEP.day, NOW, Action.DRAFT), "李", NOW)
    assert ["runs.journal-unwritable"] == [item.code for item in caught.value.diagnostics]
    assert "full" in str(caught.value)
    journal.base._prepare = real
    assert State.SKIPPED is only(journal).state
