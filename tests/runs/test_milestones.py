"""When a step is due: a local day and time as a moment in UTC."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time

from reportgen.core.diagnostics import Message
from reportgen.runs.milestones import Action, Milestone, Plan


def step(day: date) -> Milestone:
    return Milestone("proof-1", Message("一校", "first proof"), day, Action.PROOF, "")


def plan(at: time = time(8, 0)) -> Plan:
    return Plan("青禾区第九次党代会", None, "Asia/Shanghai", (), at)


def test_the_day_begins_at_the_time_of_the_zone():
    assert datetime(2026, 6, 1, 0, 0, tzinfo=UTC) == plan().moment(step(date(2026, 6, 1)))


def test_summer_time_of_1986_to_1991_counts():
    """China set its clocks an hour ahead in those summers."""
    assert datetime(1988, 6, 30, 23, 0, tzinfo=UTC) == plan().moment(step(date(1988, 7, 1)))
    assert datetime(1988, 12, 1, 0, 0, tzinfo=UTC) == plan().moment(step(date(1988, 12, 1)))


def test_a_time_that_summer_time_skips_is_an_hour_on():
    """On 17 April 1988 two o'clock was three o'clock; on 11 September one o'clock came twice."""
    early = plan(time(2, 30))

    assert datetime(1988, 4, 16, 18, 30, tzinfo=UTC) == early.moment(step(date(1988, 4, 17)))
    assert datetime(1988, 9, 10, 16, 30, tzinfo=UTC) == plan(time(1, 30)).moment(step(date(1988, 9, 11)))


def test_zones_are_known_where_the_system_has_none():
    """As on Windows: the zones of the package tzdata, historic summer times included."""
    script = (
        "from datetime import datetime; from zoneinfo import ZoneInfo; "
        "print(datetime(1988, 7, 1, 8, tzinfo=ZoneInfo('Asia/Shanghai')).isoformat())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONTZPATH": ""},
        capture_output=True,
        text=True,
    )

    assert "1988-07-01T08:00:00+09:00" == done.stdout.strip(), done.stderr
