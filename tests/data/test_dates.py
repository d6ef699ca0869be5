"""Dates as printed."""

import pytest

from reportgen.data.dates import date_text, is_day, looks_like_a_time


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
