"""The plan in people's calendars: read back by the library, in local time, with identifiers that stay."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar

from reportgen.core.diagnostics import Message
from reportgen.runs.ics import to_ics
from reportgen.runs.milestones import Action, Milestone, Plan

STAMP = datetime(2026, 1, 5, 1, 2, 3, tzinfo=UTC)


def plan(
    day: date = date(2026, 10, 8), zone: str = "Asia/Shanghai", name: str = "青禾区第九次党代会"
) -> Plan:
    steps = (
        Milestone("draft-20260928", Message("样稿", "draft"), date(2026, 9, 28), Action.DRAFT, ""),
        Milestone("to-print", Message("送印；急", "to print; now"), day, Action.PRINT, "印厂"),
    )
    return Plan(name, date(2026, 10, 20), zone, steps, time(8, 30))


def events(*plans: Plan) -> dict[str, object]:
    calendar = Calendar.from_ical(to_ics(plans, "zh", STAMP))
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_a_step_is_an_event_at_its_time_with_an_alarm():
    event = events(plan())["青禾区第九次党代会：送印；急"]
    start = event["dtstart"].dt

    assert datetime(2026, 10, 8, 0, 30, tzinfo=UTC) == start
    assert "Asia/Shanghai" == event["dtstart"].params["TZID"]
    assert "印厂" == str(event["description"])
    assert [timedelta(days=-1)] == [alarm["trigger"].dt for alarm in event.walk("VALARM")]


def test_the_opening_is_a_whole_day_and_drafts_have_no_alarm():
    found = events(plan())

    assert date(2026, 10, 20) == found["青禾区第九次党代会开幕"]["dtstart"].dt
    assert [] == found["青禾区第九次党代会：样稿"].walk("VALARM")


def test_identifiers_stay_when_a_step_moves_and_differ_between_congresses():
    title = "青禾区第九次党代会：送印；急"
    moved = events(plan(date(2026, 11, 8)))[title]
    both = Calendar.from_ical(to_ics([plan(), plan(name="白沙县第九次党代会")], "zh", STAMP))
    ids = [str(event["uid"]) for event in both.walk("VEVENT")]

    assert events(plan())[title]["uid"] == moved["uid"]
    assert len(ids) == len(set(ids)) == 6


def test_the_zone_is_described_with_its_rules():
    """China has none now; a zone with summer time brings both."""
    plain = to_ics([plan()], "zh", STAMP)
    summer = to_ics([plan(zone="Europe/London")], "en", STAMP)

    assert 1 == plain.count(b"BEGIN:VTIMEZONE")
    assert 0 == plain.count(b"BEGIN:DAYLIGHT")
    assert b"TZOFFSETTO:+0800" in plain
    assert 0 < summer.count(b"BEGIN:DAYLIGHT")


def test_the_same_plan_gives_the_same_bytes_in_short_lines():
    first, second = to_ics([plan()], "zh", STAMP), to_ics([plan()], "zh", STAMP)

    assert first == second
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))
