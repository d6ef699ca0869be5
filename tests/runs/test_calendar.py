"""F11: working days of the Chinese calendar, days off and make-up days counted as they were announced."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.runs.calendar import WorkCalendar
from reportgen.runs.holidays import built_in, load_holidays

CALENDAR = built_in()
KNOWN_DAYS = st.dates(date(2024, 1, 15), date(2026, 12, 15))


def working(first: date, last: date) -> int:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(CALENDAR.is_working(day) for day in days)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2024, 2, 10), date(2024, 2, 17)),
        (date(2025, 1, 28), date(2025, 2, 4)),
        (date(2026, 2, 15), date(2026, 2, 23)),
        (date(2024, 10, 1), date(2024, 10, 7)),
        (date(2025, 10, 1), date(2025, 10, 8)),
        (date(2026, 10, 1), date(2026, 10, 7)),
    ],
)
def test_spring_festival_and_national_day_are_not_counted(first, last):
    assert 0 == working(first, last)


def test_weekends_that_are_worked_count():
    """20 September 2026 was a Sunday and 10 October a Saturday, both worked for the days off between."""
    assert CALENDAR.is_working(date(2026, 9, 20))
    assert CALENDAR.is_working(date(2026, 10, 10))
    assert not CALENDAR.is_working(date(2026, 10, 11))


@pytest.mark.parametrize(("year", "days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year, days):
    """Weekdays of the year, less those off, with the weekends worked: figures worked out by hand."""
    assert days == working(date(year, 1, 1), date(year, 12, 31))


def test_days_are_counted_over_days_off():
    """From 8 October one working day back is 30 September."""
    assert date(2026, 9, 30) == CALENDAR.counted(date(2026, 10, 8), -1)
    assert date(2026, 10, 8) == CALENDAR.counted(date(2026, 9, 30), 1)
    assert date(2026, 10, 3) == CALENDAR.counted(date(2026, 10, 3), 0)


@given(KNOWN_DAYS, st.integers(1, 40))
def test_counting_agrees_with_looking_at_each_day(day, count):
    """Between the days there are exactly as many working days as were counted, and it ends on one."""
    back = CALENDAR.counted(day, -count)

    assert CALENDAR.is_working(back)
    assert count == working(back, day - timedelta(days=1))


@given(st.dates(date(2022, 1, 1), date(2028, 12, 31)), st.integers(-700, 700))
def test_counting_by_years_is_counting_by_days(day, count):
    """Over known and unknown years, from working days and days off, both ways."""
    step = timedelta(days=1 if count > 0 else -1)
    expected, left = day, abs(count)
    while left:
        expected += step
        left -= CALENDAR.is_working(expected)

    assert expected == CALENDAR.counted(day, count)


def test_counting_ends_where_dates_do():
    with pytest.raises(OverflowError):
        CALENDAR.counted(date(9999, 12, 1), 60)


# ------------------------------------------------------------------ a table of one's own


def table(folder: Path, years: str) -> Path:
    path = folder / "days.yaml"
    path.write_text(f"format: reportgen-holidays/1\nyears:\n{years}", "utf-8")
    return path


def year(number: int, off: str, work: str = "") -> str:
    return f"- year: {number}\n  notice: 样例\n  off:\n  - {{name: 国庆节, {off}}}\n  work: [{work}]\n"


def test_own_years_come_first_and_the_others_stay(tmp_path):
    own, findings = load_holidays(
        table(tmp_path, year(2026, "start: 2026-10-01, end: 2026-10-03", "2026-10-10"))
    )
    merged = CALENDAR.replaced(own)

    assert () == findings
    assert merged.is_working(date(2026, 10, 5))
    assert merged.is_working(date(2026, 10, 10))
    assert not merged.is_working(date(2026, 9, 20))  # the built-in make-up day of that year is gone
    assert not merged.is_working(date(2025, 10, 5))
    assert {2024, 2025, 2026} == merged.years


@pytest.mark.parametrize(
    ("years", "line"),
    [
        (year(2031, "start: 2031-10"), 6),
        (year(2031, "start: 2030-10-01"), 6),
        (year(2031, "start: 2031-10-07, end: 2031-10-01"), 6),
        (year(2031, "start: 2031-10-01, end: 2031-12-07"), 6),
        (year(2031, "start: 2031-10-01", "2031-10-08"), 7),  # a Wednesday
        (year(2031, "start: 2031-10-04", "2031-10-04"), 7),
        (year(2031, "start: 2031-10-01") * 2, 8),
    ],
)
def test_a_wrong_table_is_not_used(tmp_path, years, line):
    calendar, findings = load_holidays(table(tmp_path, years))

    assert [("schedule.bad-holidays", line)] == [(item.code, item.span.line) for item in findings]
    assert findings[0].hints
    assert WorkCalendar() == calendar


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "schedule.empty"),
        ("format: reportgen-holidays/1\nyears: []\n", "spec.too-few"),
        ("format: [", "spec.yaml-syntax"),
    ],
)
def test_a_broken_table_is_a_finding(tmp_path, text, code):
    path = tmp_path / "days.yaml"
    path.write_text(text, "utf-8")
    calendar, findings = load_holidays(path)

    assert [code] == [item.code for item in findings]
    assert WorkCalendar() == calendar


def test_a_missing_table_is_a_finding(tmp_path):
    _, findings = load_holidays(tmp_path / "none.yaml")

    assert ["spec.no-file"] == [item.code for item in findings]
