"""Dates as printed."""

import pytest

from reportgen.data.dates import (
    clock_text,
    date_range,
    date_text,
    is_day,
    is_year_apart,
    looks_like_a_time,
    table_date,
)


@pytest.mark.parametrize(
    ("date", "zh", "en"),
    [
        ("2020", "2020年", "2020"),
        ("2020-06", "2020年6月", "June 2020"),
        ("2020-06-05", "2020年6月5日", "5 June 2020"),
        ("年末", "年末", "年末"),
    ],
)
def test_no_leading_zeros_and_nothing_added(date, zh, en):
    """What the source does not say (the month, the day) is not printed."""
    assert (zh, en) == (date_text(date, "zh"), date_text(date, "en"))


@pytest.mark.parametrize("label", ["2020", "2020年", "2020-06", "2020年上半年", "6月", "一季度", "Q1 2020"])
def test_times(label):
    assert looks_like_a_time(label)


@pytest.mark.parametrize("label", ["期初", "棚改项目", "666号", "第一", "303工作室"])
def test_no_times(label):
    assert not looks_like_a_time(label)


@pytest.mark.parametrize(
    ("date", "known"), [("2020-06-30", True), ("2020-06", False), ("2020", False), ("年末", False)]
)
def test_whether_a_date_names_a_day(date, known):
    assert known == is_day(date)


@pytest.mark.parametrize(
    ("date", "iso", "words", "en"),
    [
        ("2026-01-05", "2026-01-05", "2026年1月5日", "5 January 2026"),
        ("2026-1-5", "2026-01-05", "2026年1月5日", "5 January 2026"),
        ("2026-01", "2026年1月", "2026年1月", "January 2026"),
        ("2026", "2026年", "2026年", "2026"),
        ("年末", "年末", "年末", "年末"),
    ],
)
def test_days_in_tables(date, iso, words, en):
    """Digits with their zeros only where a day is stated, and only in Chinese tables."""
    assert iso == table_date(date, "zh")
    assert words == table_date(date, "zh", iso=False)
    assert en == table_date(date, "en")


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        ("2026-01-01", "2026-06-30", "2026年1月1日—6月30日", "1 January–30 June 2026"),
        ("2026-01-01", "2026-01-15", "2026年1月1日—15日", "1–15 January 2026"),
        ("2025-12-01", "2026-03-05", "2025年12月1日—2026年3月5日", "1 December 2025–5 March 2026"),
        ("2026-01", "2026-06", "2026年1月—6月", "January–June 2026"),
        ("2021", "2025", "2021—2025年", "2021–2025"),
        ("2020", "2025-06", "2020年—2025年6月", "2020–June 2025"),
        ("2026-01-05", "2026-01-05", "2026年1月5日", "5 January 2026"),
    ],
)
def test_what_both_ends_share_is_said_once(start, end, zh, en):
    assert (zh, en) == (date_range(start, end, "zh"), date_range(start, end, "en"))


@pytest.mark.parametrize(
    ("start", "end"), [("21", "25"), ("21-01-01", "2025-01-01"), ("2025", "2021"), ("2026-13", "2026-14")]
)
def test_no_range_of_such_dates(start, end):
    """Two-digit years are forbidden; time runs forwards."""
    with pytest.raises(ValueError, match=start):
        date_range(start, end, "zh")


def test_a_year_of_two_digits_is_no_date():
    assert "26-01-05" == date_text("26-01-05", "zh")
    assert not is_day("26-01-05")


@pytest.mark.parametrize(
    ("start", "end", "apart"),
    [
        ("2024", "2025", True),
        ("2024-06", "2025-06", True),
        ("2024-06-30", "2025-06-30", True),
        ("2024-06", "2025-07", False),
        ("2023", "2025", False),
        ("2025", "2024", False),
        ("2024", "2025-06", False),
        ("", "", False),
    ],
)
def test_a_year_apart(start, end, apart):
    assert apart == is_year_apart(start, end)


@pytest.mark.parametrize(
    ("time", "digits", "words"),
    [("15:40", "15:40", "15时40分"), ("09:05", "9:05", "9时5分"), ("0:00", "0:00", "0时")],
)
def test_times_of_day(time, digits, words):
    assert (digits, words) == (clock_text(time), clock_text(time, in_words=True))


@pytest.mark.parametrize("time", ["24:00", "15:60", "15:4", "15时40分", ""])
def test_no_times_of_day(time):
    with pytest.raises(ValueError, match="not a time"):
        clock_text(time)
