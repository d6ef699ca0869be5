"""A plan as an iCalendar file, for the calendars people look at.

The identifier of an event is made of congress and step, and of the day where a step has no other name
(drafts): a step that moves keeps its identifier and moves in the calendar too, instead of standing there
twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from reportgen.core.diagnostics import Language, Message
from reportgen.runs.milestones import Milestone, Plan
from reportgen.runs.plan_rules import DRAFT

_SPACE = uuid.UUID("4f0d3e52-6a57-5c0e-9a8e-0b6f4d1c7e21")  # ours; a change would double every event
_LENGTH = timedelta(minutes=30)
_AHEAD = timedelta(days=1)


def to_ics(plans: Iterable[Plan], language: Language, stamp: datetime) -> bytes:
    """All steps as events at their time of day, each with an alarm the day before; drafts have none.

    `stamp` is when the file is made, with a zone; a calendar takes the newer of two files.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//reportgen//schedule//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    days: list[date] = []
    for plan in plans:
        days += [milestone.day for milestone in plan.milestones]
        if plan.opening is not None:
            calendar.add_component(_opening(plan, language, stamp))
        for milestone in plan.milestones:
            calendar.add_component(_event(plan, milestone, language, stamp))
    if days:  # only the rules of those years: what a zone did decades ago is of no use to a calendar
        first, last = min(days), max(days)
        calendar.add_missing_timezones(date(first.year, 1, 1), date(last.year + 1, 1, 1))
    return bytes(calendar.to_ical())


def uid(plan: Plan, step: str) -> str:
    """The identifier of a step's event."""
    return f"{uuid.uuid5(_SPACE, f'{plan.congress}/{step}')}@reportgen"


def _event(plan: Plan, milestone: Milestone, language: Language, stamp: datetime) -> Event:
    start = datetime.combine(milestone.day, plan.at, ZoneInfo(plan.zone))
    event = Event()
    event.add("uid", uid(plan, milestone.id))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", start)
    event.add("dtend", start + _LENGTH)
    title = milestone.title.text(language)
    event.add("summary", f"{plan.congress}：{title}" if language == "zh" else f"{plan.congress}: {title}")
    if milestone.who:
        event.add("description", milestone.who)
    event.add("categories", [milestone.action.value])
    event.add("transp", "TRANSPARENT")  # a step takes nobody's time away
    if not milestone.id.startswith(DRAFT):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", -_AHEAD)
        event.add_component(alarm)
    return event


def _opening(plan: Plan, language: Language, stamp: datetime) -> Event:
    assert plan.opening is not None
    event = Event()
    event.add("uid", uid(plan, "opening"))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", plan.opening)
    event.add("dtend", plan.opening + timedelta(days=1))
    event.add("summary", Message(f"{plan.congress}开幕", f"{plan.congress} opens").text(language))
    event.add("transp", "TRANSPARENT")
    return event
