"""What a runner decides to do: idempotent, after outages, after crashes, with the clock set back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.core.diagnostics import Message
from reportgen.runs.due import ATTEMPTS, LATEST_ONLY, LEASE, Run, State, Step, due, pause, steps
from reportgen.runs.milestones import Action, Milestone, Plan

MONDAY = date(2031, 6, 2)


def step(name: str, action: Action, days: int = 0, congress: str = "c") -> Step:
    day = MONDAY + timedelta(days)
    return Step(congress, name, day, datetime.combine(day, time(0), UTC), action)


def run_of(step: Step, state: State, **more) -> Run:
    return Run(step.congress, step.milestone, step.day, step.action, state, **{"since": step.at, **more})


def noon(days: int = 0) -> datetime:
    return datetime.combine(MONDAY + timedelta(days), time(12), UTC)


DRAFTS = [step(f"draft-{n}", Action.DRAFT, n) for n in range(5)]
FREEZE, FINAL = step("freeze", Action.FREEZE, 2), step("final", Action.FINAL, 3)


def test_steps_of_a_plan_are_due_in_its_zone():
    """Reminders are for people; 8:00 in Shanghai is midnight in UTC."""
    asked = [(Action.REMIND, "copy"), (Action.FREEZE, "data-freeze")]
    made = tuple(Milestone(name, Message("冻结", "freeze"), MONDAY, action, "") for action, name in asked)
    plan = Plan("青石区第五次党代会", None, "Asia/Shanghai", made)

    expected = datetime(2031, 6, 2, tzinfo=UTC)
    assert (Step(plan.congress, "data-freeze", MONDAY, expected, Action.FREEZE),) == steps([plan])


def test_nothing_is_due_before_its_moment():
    assert () == due(DRAFTS, [], DRAFTS[0].at - timedelta(seconds=1)).run
    assert (DRAFTS[0],) == due(DRAFTS, [], DRAFTS[0].at).run


def test_after_an_outage_only_the_latest_draft_runs():
    found = due([*DRAFTS, FREEZE], [], noon(3))

    assert (FREEZE, DRAFTS[3]) == found.run
    assert tuple(DRAFTS[:3]) == found.superseded


@pytest.mark.parametrize("action", [action for action in Action if action not in LATEST_ONLY])
def test_nothing_but_drafts_and_sheets_is_superseded(action):
    """A freeze, a final, a print and an archive are caught up however late it is."""
    missed = step("old", action)
    found = due([missed, step("again", action, 1), DRAFTS[4]], [], noon(2000))

    assert missed in found.run
    assert () == found.superseded


def test_a_sheet_is_superseded_by_a_later_sheet_only():
    sheets = [step("proof-1", Action.PROOF, 0), step("proof-2", Action.PROOF, 1)]
    found = due([*sheets, DRAFTS[3]], [], noon(4))

    assert (sheets[0],) == found.superseded
    assert (sheets[1], DRAFTS[3]) == found.run


def test_what_was_done_stays_done_with_the_clock_set_back():
    """A draft of tomorrow that is done supersedes one of today that is not."""
    done = run_of(DRAFTS[2], State.DONE)
    found = due(DRAFTS, [done], noon(1))

    assert () == found.run
    assert tuple(DRAFTS[:2]) == found.superseded


def test_a_skipped_draft_supersedes_none():
    found = due(DRAFTS[:2], [run_of(DRAFTS[1], State.SKIPPED, by="李")], noon(9))

    assert (DRAFTS[0],) == found.run


def test_a_run_is_taken_up_again_when_its_lease_is_over():
    run = run_of(FREEZE, State.RUNNING, attempts=1, host="a", until=noon(2) + LEASE)

    assert (run,) == due([FREEZE], [run], noon(2)).running
    assert (FREEZE,) == due([FREEZE], [run], noon(2) + LEASE).run


def test_on_the_own_machine_a_run_of_the_dead_is_taken_up_at_once():
    run = run_of(FREEZE, State.RUNNING, attempts=1, host="a", until=noon(2) + LEASE)

    assert (FREEZE,) == due([FREEZE], [run], noon(2), gone="a").run
    assert () == due([FREEZE], [run], noon(2), gone="b").run


def test_a_failed_run_waits_longer_each_time_and_is_given_up():
    pauses = [pause(attempt) for attempt in range(1, 12)]
    assert sorted(pauses) == pauses
    assert timedelta(minutes=5) == pauses[0]
    assert timedelta(days=1) == pauses[-1]

    failed = run_of(FREEZE, State.FAILED, attempts=2, retry=noon(3))
    assert (failed,) == due([FREEZE], [failed], noon(3) - timedelta(seconds=1)).waiting
    assert (FREEZE,) == due([FREEZE], [failed], noon(3)).run
    tried = replace(failed, attempts=ATTEMPTS)
    assert (tried,) == due([FREEZE], [tried], noon(900)).given_up


def test_a_runner_that_dies_each_time_is_given_up_too():
    dead = run_of(FREEZE, State.RUNNING, attempts=ATTEMPTS, until=noon(2))

    assert (dead,) == due([FREEZE], [dead], noon(3)).given_up


def test_nothing_is_printed_before_the_freeze_is_done():
    """A final waits for a freeze that failed, of its own congress only; drafts do not."""
    failed = run_of(FREEZE, State.FAILED, attempts=ATTEMPTS)
    other = step("final", Action.FINAL, 3, "other")
    found = due([FREEZE, FINAL, DRAFTS[3], other], [failed], noon(4))

    assert (FINAL,) == found.held
    assert {DRAFTS[3], other} == set(found.run)
    skipped = run_of(FREEZE, State.SKIPPED, by="李")
    assert () == due([FREEZE, FINAL], [skipped], noon(4)).held


def test_a_run_that_the_plan_dropped_is_told():
    """The date has moved: what was due on the old day and is not done is no longer to be done."""
    old = run_of(FREEZE, State.FAILED, attempts=1, retry=noon(2))
    moved = step("freeze", Action.FREEZE, 40)

    assert (old,) == due([moved], [old], noon(3)).dropped
    assert () == due([moved], [run_of(FREEZE, State.DONE)], noon(3)).dropped


@given(
    st.sets(st.integers(0, 30), max_size=12),
    st.sets(st.integers(0, 30), max_size=4),
    st.lists(st.tuples(st.integers(-3, 60), st.integers(0, 2)), max_size=12),
)
def test_whatever_happens_each_step_is_done_once_and_in_the_end_all_are(drafts, freezes, story):
    """Runners come at any moments, forward and back; each does all, dies over its first run, or fails."""
    plan = [step(f"draft-{n}", Action.DRAFT, n) for n in drafts]
    plan += [step(f"freeze-{n}", Action.FREEZE, n) for n in freezes]
    rows: dict = {}
    done: list = []
    for days, fate in [*story, *((61 + days, 0) for days in range(3))]:
        now = noon(days)
        while True:
            found = due(plan, rows.values(), now, gone="here")
            for each in found.superseded:
                assert each.action is Action.DRAFT
                assert any(d.at > each.at for d in plan if d.action is Action.DRAFT)
                rows[each.key] = run_of(each, State.SUPERSEDED)
            if not found.run:
                break
            each = found.run[0]
            tries = rows[each.key].attempts + 1 if each.key in rows else 1
            if fate == 1:
                rows[each.key] = run_of(each, State.RUNNING, attempts=min(tries, 5), host="here")
                break
            if fate == 2:
                retry = now + timedelta(minutes=5)
                rows[each.key] = run_of(each, State.FAILED, attempts=min(tries, 5), retry=retry)
                continue
            done.append(each.key)
            rows[each.key] = run_of(each, State.DONE)

    assert len(done) == len(set(done)), "nothing runs twice"
    assert {State.DONE, State.SUPERSEDED} >= {row.state for row in rows.values()}
    assert {each.key for each in plan} == set(rows), "nothing is lost"
    assert all(rows[each.key].state is State.DONE for each in plan if each.action is Action.FREEZE)
    if drafts:
        newest = max((each for each in plan if each.action is Action.DRAFT), key=lambda each: each.at)
        assert rows[newest.key].state is State.DONE
