"""Round ticks, shared tick positions, dates among labels."""

from __future__ import annotations

from decimal import Decimal

import pytest
from chart_samples import K, plan, point, series
from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts.scale import (
    around,
    bar_scale,
    best_from_zero,
    date_of,
    dates_of,
    line_scale,
    looks_ordered,
    round_step,
    tick_text,
    with_shared_ticks,
)
from reportgen.data.style import Grouping, NumberStyle

POSITIVE = st.decimals(min_value="0.001", max_value="1e9", places=3)


@pytest.mark.parametrize(
    ("span", "step"),
    [("1", "1"), ("1.01", "2"), ("2.1", "2.5"), ("26", "50"), ("0.03", "0.05"), ("7", "10"), ("0", "1")],
)
def test_steps_are_round(span: str, step: str) -> None:
    assert Decimal(step) == round_step(Decimal(span))


def test_rows_of_mock_up_6_share_four_ticks() -> None:
    first, second = with_shared_ticks([Decimal("2.5"), Decimal("40.5")])

    assert [0, 1, 2, 3] == list(first.ticks)
    assert [0, 20, 40, 60] == list(second.ticks)


@given(st.lists(POSITIVE, min_size=1, max_size=6))
def test_shared_ticks_hold_every_value(values: list[Decimal]) -> None:
    scales = with_shared_ticks(values)

    assert len({scale.intervals for scale in scales}) == 1
    assert all(scale.low == 0 and value <= scale.high for scale, value in zip(scales, values, strict=True))


@given(POSITIVE)
def test_an_axis_from_zero_has_three_to_five_ticks(value: Decimal) -> None:
    scale = best_from_zero(value)

    assert 3 <= len(scale.ticks) <= 5
    assert value <= scale.high < value * 4


@given(st.lists(st.decimals(min_value=-1000, max_value=1000, places=2), min_size=1, max_size=8))
def test_a_line_s_scale_holds_its_values(values: list[Decimal]) -> None:
    scale = around(values)

    assert scale.low <= min(values)
    assert max(values) <= scale.high
    assert 1 <= scale.intervals <= 6


def test_a_line_starts_at_zero_where_its_values_reach_down_to_half() -> None:
    assert around([Decimal(10), Decimal(20)]).low == 0
    assert around([Decimal(85), Decimal(89)]).low == 85


def test_bars_start_at_zero_even_if_values_lie_close() -> None:
    points = (point("85%"), point("89%"))

    scale = bar_scale(plan(K.BAR, ("甲", "乙"), series("", "85%", "89%")), points)
    assert (scale.low, scale.high) == (0, 89)


@pytest.mark.parametrize(
    ("value", "text"),
    [("0", "0"), ("2.50", "2.5"), ("-3.2", "−3.2"), ("12000", "12,000"), ("9000", "9000"), ("0.05", "0.05")],
)
def test_ticks_are_plain_and_their_minus_is_real(value: str, text: str) -> None:
    assert text == tick_text(Decimal(value), NumberStyle())


def test_ticks_are_grouped_as_all_figures_are() -> None:
    assert "12\u202f000" == tick_text(Decimal(12000), NumberStyle(Grouping.SPACE))
    assert "12000" == tick_text(Decimal(12000), NumberStyle(Grouping.NONE))


@pytest.mark.parametrize(
    ("label", "year"),
    [
        ("2020", 2020),
        ("2020年", 2020),
        ("2020-07", Decimal("2020.5")),
        ("2020年7月", Decimal("2020.5")),
        ("2021年三季度", Decimal("2021.5")),
        ("2021Q3", Decimal("2021.5")),
        ("2021年上半年", Decimal("2021.25")),
        ("2020年末", 2020),
    ],
)
def test_dates_are_times_in_years(label: str, year: Decimal) -> None:
    assert year == date_of(label)


@pytest.mark.parametrize("label", ["期初", "全区", "666号", "12020", "2020年人口", "十三五"])
def test_other_labels_are_no_dates(label: str) -> None:
    assert date_of(label) is None


def test_dates_that_go_back_are_no_axis() -> None:
    assert dates_of(("2019", "2018")) is None
    assert dates_of(("2019", "期末")) is None
    assert dates_of(("2018", "2019")) == (2018, 2019)


def test_steps_of_a_series_have_a_number_or_a_word_of_time() -> None:
    assert looks_ordered("第三届")
    assert looks_ordered("0-14岁")
    assert not looks_ordered("空气质量")


def test_a_bounded_value_pulls_a_line_s_scale_down_to_zero() -> None:
    scale = line_scale(plan(K.SLOPE, ("甲",), series("期初", ("9%", "不足")), series("期末", "10%")))

    assert scale is not None
    assert scale.low == 0
