"""Days of drafts by a rule: the part of RRULE that means days, on local dates."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from itertools import islice
from typing import Literal

from dateutil.rrule import rrulestr

from reportgen.core.diagnostics import Message
from reportgen.runs.calendar import WorkCalendar

MAX_DRAFTS = 400  # a draft every day for more than a year is a slip in a date

_PARTS = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY"),
    "INTERVAL": re.compile("[1-9][0-9]{0,2}"),
    "COUNT": re.compile("[1-9][0-9]{0,2}"),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": re.compile("(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU))*"),
    "BYMONTHDAY": re.compile("-?[1-9][0-9]?(?:,-?[1-9][0-9]?)*"),
    "BYSETPOS": re.compile("-?[1-5]"),
}


def fault_of(rule: str) -> Message | None:
    """Why `rule` cannot be used, None if it can."""
    parts: dict[str, str] = {}
    for part in rule.upper().removeprefix("RRULE:").split(";"):
        name, _, value = part.strip().partition("=")
        pattern = _PARTS.get(name)
        if pattern is None or name in parts:
            what = name or rule
            return Message(f"规律里不能有“{what}”", f'a rule of drafts cannot have "{what}"')
        if not pattern.fullmatch(value):
            return Message(f"{name} 不能是“{value}”", f'{name} cannot be "{value}"')
        parts[name] = value
    if "FREQ" not in parts:
        return Message("没有写 FREQ", "FREQ is missing")
    if parts["FREQ"] != "MONTHLY" and ("BYMONTHDAY" in parts or re.search("[0-9]", parts.get("BYDAY", ""))):
        return Message("按几号或第几个星期几，要写 FREQ=MONTHLY", "days of the month need FREQ=MONTHLY")
    if any(abs(int(day)) > 31 for day in parts.get("BYMONTHDAY", "1").split(",")):
        return Message("一个月没有那么多天", "no month has so many days")
    return None


def days_of(
    rule: str, start: date, end: date, calendar: WorkCalendar, on_days_off: Literal["next", "keep", "skip"]
) -> tuple[date, ...]:
    """The days of drafts from `start` to `end`, both included, one more than MAX_DRAFTS at most.

    The rule is one without a fault. What falls on a day off is moved to the next working day, kept or left
    out; a day moved behind `end` is left out.
    """
    text = f"{rule.upper().removeprefix('RRULE:')};UNTIL={end:%Y%m%d}T235959"
    found = rrulestr(text, dtstart=datetime.combine(start, time()), cache=False)
    days: dict[date, None] = {}
    for moment in islice(found, MAX_DRAFTS + 1):
        day = moment.date()
        if not calendar.is_working(day):
            if on_days_off == "skip":
                continue
            day = calendar.next_working(day) if on_days_off == "next" else day
        if day <= end:
            days[day] = None
    return tuple(sorted(days))
