"""F05, F06, F11: the plan counts back from the opening, follows it when it moves, and invents nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.core.diagnostics import has_errors
from reportgen.runs.congresses import load_plans, local_day
from reportgen.runs.milestones import Action, Plan
from reportgen.runs.plan import overdue, upcoming
from reportgen.runs.plan_defaults import STEPS, before
from reportgen.runs.plan_rules import ordinal_in

HEAD = "format: reportgen/1\ndocument: {title: 样书, organisation: 青禾区}\n"


def planned(folder: Path, schedule: str, today: date | None = None, head: str = HEAD):
    path = folder / "report.yaml"
    path.write_text(f"{head}schedule:\n{schedule}", "utf-8")
    return load_plans(path, today)


def plan_of(folder: Path, schedule: str) -> Plan:
    found = planned(folder, schedule)
    assert not has_errors(found.findings), "\n".join(map(str, found.findings))
    return found.districts[0].plan


def days(plan: Plan) -> dict[str, str]:
    return {step.id: step.day.isoformat() for step in plan.milestones}


def codes(found) -> list[str]:
    return [item.code for item in found.findings]


# ------------------------------------------------------------------ days


def test_the_steps_by_default(tmp_path):
    """Worked out by hand with the notice for 2026; 1 to 7 October are not counted, 20 September is."""
    plan = plan_of(tmp_path, "  opening: 2026-10-20\n")

    assert {
        "kick-off": "2026-04-24",
        "data-request": "2026-05-26",
        "data-due": "2026-08-12",
        "layout": "2026-08-19",
        "proof-1": "2026-08-26",
        "figures": "2026-09-02",
        "proof-2": "2026-09-09",
        "review": "2026-09-18",
        "data-freeze": "2026-09-18",
        "proof-3": "2026-09-22",
        "text-freeze": "2026-09-30",
        "to-print": "2026-10-08",
        "delivered": "2026-10-16",
        "archive": "2026-12-01",
    } == days(plan)
    assert date(2026, 10, 20) == plan.opening


def test_a_moved_opening_moves_the_steps(tmp_path):
    """F05: the same schedule with another day; what is past by then is overdue, and nothing is added."""
    first = plan_of(tmp_path, "  opening: 2026-10-20\n")
    moved = plan_of(tmp_path, "  opening: 2026-09-01\n")
    late = overdue(moved, date(2026, 7, 13))

    assert list(days(first)) == list(days(moved))
    assert all(days(moved)[step] < days(first)[step] for step in days(first))
    assert ["kick-off", "data-request", "data-due", "layout"] == [step.id for step in late[:4]]
    assert {step for step, day in days(moved).items() if day < "2026-07-13"} == {step.id for step in late}
    assert "layout" not in {step.id for step in overdue(moved, date(2026, 7, 13), done={"layout"})}


def test_calendar_days(tmp_path):
    plan = plan_of(tmp_path, "  opening: 2026-10-20\n  count: calendar\n")

    assert "2026-10-11" == days(plan)["to-print"]
    assert "2026-11-19" == days(plan)["archive"]


def test_steps_are_changed_switched_off_and_added(tmp_path):
    plan = plan_of(
        tmp_path,
        "  opening: 2026-10-20\n  milestones:\n"
        "  - {id: data-freeze, before: 20}\n  - {id: review, off: true}\n"
        "  - {id: committee, title: 常委会审定, before: 14, who: 区委办}\n"
        "  - {id: delivered, day: 2026-10-15}\n"
        "  - {id: archive, after: 10, count: calendar}\n"
        "  - {id: second, title: 加印, day: 2026-10-16, action: print}\n",
    )
    steps = {step.id: step for step in plan.milestones}

    assert "review" not in steps
    assert date(2026, 9, 16) == steps["data-freeze"].day
    assert Action.FREEZE is steps["data-freeze"].action
    assert ("常委会审定", "区委办", Action.REMIND) == (
        steps["committee"].title.zh,
        steps["committee"].who,
        steps["committee"].action,
    )
    assert date(2026, 10, 15) == steps["delivered"].day
    assert date(2026, 10, 30) == steps["archive"].day
    assert Action.PRINT is steps["second"].action


@given(st.dates(date(2024, 9, 20), date(2026, 10, 31)))
def test_no_step_falls_on_a_day_off_and_all_keep_their_order(tmp_path_factory, opening):
    plan = plan_of(tmp_path_factory.mktemp("plan"), f"  opening: {opening}\n")
    dates = {step.id: step.day for step in plan.milestones}
    festivals = [("2025-01-28", "2025-02-04"), ("2026-02-15", "2026-02-23"), ("2024-10-01", "2024-10-07")]

    assert [step.id for step in STEPS if step.id != "archive"] == [
        step.id for step in plan.milestones if step.id != "archive"
    ]
    assert all(not first <= str(day) <= last for day in dates.values() for first, last in festivals)
    assert all(dates[earlier] <= dates[step] for step in dates for earlier in before(step))


def test_what_is_next(tmp_path):
    plan = plan_of(tmp_path, "  opening: 2026-10-20\n")
    following = upcoming(plan, date(2026, 10, 9))

    assert following is not None
    assert "delivered" == following.id
    assert upcoming(plan, date(2026, 12, 2)) is None


def test_a_moment_is_the_day_of_the_zone():
    """At 17:00 UTC it is the next day in China."""
    from datetime import UTC, datetime

    moment = datetime(2026, 5, 4, 17, 0, tzinfo=UTC)

    assert date(2026, 5, 5) == local_day(moment, "Asia/Shanghai")
    assert date(2026, 5, 4) == local_day(moment, "Europe/London")


# ------------------------------------------------------------------ drafts


def test_drafts_come_by_a_rule_and_leave_days_off(tmp_path):
    """Every Monday between two steps; Monday 5 October is a day off, so the draft comes on the 8th."""
    plan = plan_of(
        tmp_path,
        "  opening: 2026-10-20\n  drafts: {rule: FREQ=WEEKLY;BYDAY=MO, start: 2026-09-22, end: delivered}\n",
    )
    drafts = [step for step in plan.milestones if step.id.startswith("draft-")]

    assert ["2026-09-28", "2026-10-08", "2026-10-12"] == [step.day.isoformat() for step in drafts]
    assert ["draft-20260928", "draft-20261008", "draft-20261012"] == [step.id for step in drafts]
    assert {Action.DRAFT} == {step.action for step in drafts}


@pytest.mark.parametrize(
    ("way", "wanted"),
    [
        ("keep", ["2026-09-28", "2026-10-05", "2026-10-12"]),
        ("skip", ["2026-09-28", "2026-10-12"]),
    ],
)
def test_drafts_on_days_off(tmp_path, way, wanted):
    plan = plan_of(
        tmp_path,
        "  opening: 2026-10-20\n  drafts: {rule: FREQ=WEEKLY;BYDAY=MO, start: 2026-09-22, end: delivered, "
        f"on_days_off: {way}}}\n",
    )

    assert wanted == [s.day.isoformat() for s in plan.milestones if s.id.startswith("draft-")]


def test_only_the_latest_draft_is_overdue(tmp_path):
    plan = plan_of(tmp_path, "  opening: 2026-10-20\n  drafts: {rule: FREQ=WEEKLY;BYDAY=MO}\n")

    def late(today: date) -> list[str]:
        return [step.id for step in overdue(plan, today) if step.id.startswith("draft-")]

    assert ["draft-20260907"] == late(date(2026, 9, 10))
    assert [] == late(date(2026, 9, 14))  # the next one is due today and takes its place


@pytest.mark.parametrize(
    "drafts",
    [
        "{rule: FREQ=SECONDLY}",
        "{rule: FREQ=DAILY;INTERVAL=0}",
        "{rule: FREQ=WEEKLY;BYHOUR=8}",
        "{rule: FREQ=WEEKLY;UNTIL=20990101}",
        "{rule: FREQ=DAILY;FREQ=DAILY}",
        "{rule: BYDAY=MO}",
        "{rule: FREQ=WEEKLY;BYMONTHDAY=3}",
        "{rule: FREQ=MONTHLY;BYMONTHDAY=99}",
        "{rule: 每周一}",
        "{rule: FREQ=DAILY, start: nonsense}",
        "{rule: FREQ=MONTHLY;BYMONTHDAY=31, start: 2026-09-02}",
        "{rule: FREQ=DAILY, start: text-freeze, end: layout}",
        "{rule: FREQ=DAILY, start: 2024-02-01, on_days_off: keep}",
    ],
)
def test_a_rule_that_cannot_be_used(tmp_path, drafts):
    """A finding at its line with a cure; the other steps stay."""
    found = planned(tmp_path, f"  opening: 2026-10-20\n  drafts: {drafts}\n")

    assert ["schedule.bad-rule"] == codes(found)
    assert 5 == found.findings[0].span.line
    assert found.findings[0].hints
    assert len(STEPS) == len(found.districts[0].plan.milestones)


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize("opening", ["", "  opening: 2026\n", "  opening: 2026-10\n"])
def test_no_opening_no_plan(tmp_path, opening):
    """F06: what is missing is said; only a day typed by hand is planned."""
    found = planned(
        tmp_path, f"  zone: Asia/Shanghai\n{opening}  milestones: [{{id: to-print, day: 2026-10-09}}]\n"
    )
    plan = found.districts[0].plan

    assert ["schedule.no-opening"] == codes(found)
    assert found.findings[0].hints
    assert plan.opening is None
    assert {"to-print": "2026-10-09"} == days(plan)


def test_no_schedule(tmp_path):
    path = tmp_path / "report.yaml"
    path.write_text(HEAD, "utf-8")
    found = load_plans(path)

    assert ["schedule.none"] == codes(found)
    assert () == found.districts


@pytest.mark.parametrize(
    ("step", "code", "line"),
    [
        ("{id: to-print, before: 12}", "schedule.order", 6),
        ("{id: to-print, day: 2026-10-21}", "schedule.order", 6),
        ("{id: archive, before: 1}", "schedule.order", 6),
        ("{id: dta-freeze}", "schedule.bad-milestone", 6),
        ("{id: to-print, before: 8, day: 2026-10-09}", "schedule.bad-milestone", 6),
        ("{id: to-print, day: 2026-10}", "schedule.bad-milestone", 6),
        ("{id: to-print, day: 0026-10-09}", "schedule.bad-milestone", 6),
        ("{id: own, before: 3}", "schedule.bad-milestone", 6),
        ("{id: draft-20260907, title: 样稿, before: 3}", "schedule.bad-milestone", 6),
        ("{id: to-print, before: 9}\n  - {id: to-print, before: 8}", "schedule.bad-milestone", 7),
    ],
)
def test_steps_that_cannot_be(tmp_path, step, code, line):
    found = planned(tmp_path, f"  opening: 2026-10-20\n  milestones:\n  - {step}\n")
    errors = [item for item in found.findings if has_errors([item])]

    assert (code, line) in [(item.code, item.span.line) for item in errors], errors
    assert all(item.hints for item in errors)
    assert not [item for item in errors if item.code != code]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("opening: 0202-10-20", "schedule.bad-day"),
        ("opening: 2026-13-20", "spec.bad-date"),
        ("zone: Asia/Shanghia", "schedule.unknown-zone"),
        ("zone: ../etc/passwd", "schedule.unknown-zone"),
        ("at: 8点", "spec.bad-time"),
        ("level: 县", "spec.bad-choice"),
        ("ordinal: 0", "spec.out-of-range"),
        ("holidays: none.yaml", "spec.no-file"),
    ],
)
def test_other_faults(tmp_path, line, code):
    opening = "" if line.startswith("opening") else "  opening: 2026-10-20\n"
    found = planned(tmp_path, f"{opening}  {line}\n")

    assert code in codes(found), codes(found)
    assert has_errors(found.findings)


def test_an_unknown_year_is_said(tmp_path):
    """Of 2031 nothing was announced: weekends are left out, and a warning says so once."""
    found = planned(tmp_path, "  opening: 2031-10-20\n")
    known = planned(tmp_path, "  opening: 2026-10-20\n")

    assert ["schedule.unknown-holidays"] == codes(found)
    assert "2031" in found.findings[0].message.zh
    assert not has_errors(found.findings)
    assert "2031-10-07" == days(found.districts[0].plan)["to-print"]
    assert [] == codes(known)


def test_a_table_of_days_off_makes_a_year_known(tmp_path):
    (tmp_path / "days.yaml").write_text(
        "format: reportgen-holidays/1\nyears:\n- year: 2031\n  notice: 样例\n"
        "  off: [{name: 国庆节, start: 2031-10-01, end: 2031-10-07}]\n",
        "utf-8",
    )
    found = planned(tmp_path, "  opening: 2031-10-20\n  holidays: days.yaml\n")

    assert [] == codes(found)
    assert "2031-09-30" == days(found.districts[0].plan)["to-print"]


def test_calendar_days_need_no_table(tmp_path):
    assert [] == codes(planned(tmp_path, "  opening: 2031-10-20\n  count: calendar\n"))


def test_a_typed_day_off_is_noted(tmp_path):
    found = planned(tmp_path, "  opening: 2026-10-20\n  milestones: [{id: delivered, day: 2026-10-18}]\n")

    assert ["schedule.day-off"] == codes(found)


def test_an_opening_that_is_past(tmp_path):
    """A warning with a cure, and the next window as no more than a suggestion."""
    found = planned(tmp_path, "  opening: 2026-10-20\n", date(2026, 10, 21))
    on_the_day = planned(tmp_path, "  opening: 2026-10-20\n", date(2026, 10, 20))

    assert {"schedule.opening-past", "schedule.next-window"} == set(codes(found))
    assert "2031" in next(i for i in found.findings if i.code == "schedule.next-window").message.zh
    assert [] == codes(on_the_day)


def test_the_term_suggests_and_plans_nothing(tmp_path):
    found = planned(tmp_path, "  previous: 2021-08-19\n", date(2026, 1, 5))

    assert {"schedule.no-opening", "schedule.next-window"} == set(codes(found))
    assert () == found.districts[0].plan.milestones


def test_the_date_of_the_document_is_the_opening(tmp_path):
    """Typed once for print and plan; where both are typed they have to agree."""
    head = (
        "format: reportgen/1\n"
        "document: {title: 样书, organisation: 青禾区, congress: {name: 区第九次党代会, date: 2026-10-20}}\n"
    )
    agreed = planned(tmp_path, "  district: 青禾区\n", head=head)
    differing = planned(tmp_path, "  opening: 2026-10-21\n", head=head)

    assert date(2026, 10, 20) == agreed.districts[0].plan.opening
    assert "青禾区 区第九次党代会" == agreed.districts[0].plan.congress
    assert [] == codes(agreed)
    assert ["schedule.two-dates"] == codes(differing)


def test_faults_elsewhere_in_the_report_do_not_stop_its_calendar(tmp_path):
    found = planned(tmp_path, "  opening: 2026-10-20\nmetrics: [{id: x}]\n")

    assert [] == codes(found)
    assert len(STEPS) == len(found.districts[0].plan.milestones)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("区第九次党代会", 9),
        ("县第十次党代会", 10),
        ("第十二次", 12),
        ("第二十次", 20),
        ("第二十一次", 21),
        ("第3次", 3),
        ("党代会", None),
        ("第一二次", None),
    ],
)
def test_the_number_in_a_name(name, number):
    assert number == ordinal_in(name)


def test_name_and_ordinal_have_to_agree(tmp_path):
    agreed = planned(tmp_path, "  opening: 2026-10-20\n  ordinal: 9\n  name: 青禾区第九次党代会\n")
    differing = planned(tmp_path, "  opening: 2026-10-20\n  ordinal: 8\n  name: 青禾区第九次党代会\n")

    assert [] == codes(agreed)
    assert [("schedule.two-ordinals", 5)] == [(i.code, i.span.line) for i in differing.findings]


def test_a_table_that_is_not_there_is_told_where_it_is_named(tmp_path):
    found = planned(tmp_path, "  opening: 2026-10-20\n  holidays: none.yaml\n")

    assert ("report.yaml", 5) == (Path(found.findings[0].span.file).name, found.findings[0].span.line)


@pytest.mark.parametrize("text", ["schedule: soon\n", "schedule: [\n", "schedule: [2026-10-20]\n", "a: [\n"])
def test_a_schedule_that_cannot_be_read(tmp_path, text):
    """What is wrong with it is told, not that there is none."""
    path = tmp_path / "report.yaml"
    path.write_text(HEAD + text, "utf-8")
    found = load_plans(path)

    assert has_errors(found.findings)
    assert "schedule.none" not in codes(found)
    assert () == found.districts
