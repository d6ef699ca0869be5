"""Two points: both labelled, on scales from zero; a bound is a range and never a dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chart_samples import FULL, MAIN, PLANS, SIDE, K, Seen, plan, series

from reportgen.charts.look import DEFAULT_LOOK as LOOK

if TYPE_CHECKING:
    from collections.abc import Callable

    See = Callable[..., Seen]


def axes(seen: Seen) -> list[tuple[float, float]]:
    """Zero and step in pt of each row's scale, from the zero lines and hairlines."""
    zeros = [line for line in seen.lines(LOOK.zero) if line[0] == line[2]]
    found = []
    for zero in zeros:
        ticks = sorted(line[0] for line in seen.lines(LOOK.grid) if line[1] == zero[1])
        found.append((zero[0], ticks[0] - zero[0]))
    return found


def test_rows_of_unlike_size_share_tick_positions_and_say_so(see: See) -> None:
    """0-3 and 0-60 on the same hairlines: mock-up 06."""
    seen = see(PLANS["dumbbell"])

    (zero, step), other = axes(seen)
    assert other == (zero, step)
    ticks = [word.text for word in seen.words if word.size == 7.5 and word.text.isdigit()]
    assert ["0", "1", "2", "3", "0", "20", "40", "60"] == ticks
    assert "各行刻度不同，不作相互比较" in seen.text


def test_ends_stand_at_their_values(see: See) -> None:
    seen = see(PLANS["dumbbell"])

    (zero, step), _ = axes(seen)
    first, second = (dot.x + dot.width / 2 for dot in seen.dots(LOOK.accent))
    assert first == pytest.approx(zero + 2.5 * step, abs=0.01)
    assert second == pytest.approx(zero + 40.5 / 20 * step, abs=0.01)
    (start,) = seen.dots(LOOK.paper)
    assert start.x + start.width / 2 == pytest.approx(zero + step, abs=0.01)


def test_a_bounded_start_is_hatched_from_zero_and_has_no_dot(see: See) -> None:
    """A14: 不足1% is drawn as the range below 1; the connector begins at the bound."""
    seen = see(PLANS["dumbbell"])

    (zero, step), _ = axes(seen)
    assert len(seen.dots(LOOK.paper)) == 1, "only 20% has an open dot"
    hatching = seen.hatching(LOOK.hatch)
    assert min(min(x0, x1) for x0, _, x1, _ in hatching) >= zero - 0.01
    assert max(max(x0, x1) for x0, _, x1, _ in hatching) == pytest.approx(zero + step, abs=0.01)
    connectors = [line for line in seen.lines(LOOK.connector) if line[1] == line[3]]
    assert connectors[0][0] == pytest.approx(zero + step, abs=0.01)
    assert connectors[0][2] == pytest.approx(zero + 2.5 * step, abs=0.01)


def test_the_words_of_a_bound_stand_over_the_middle_of_its_range(see: See) -> None:
    seen = see(PLANS["dumbbell"])

    (zero, step), _ = axes(seen)
    words = seen.word("不足"), seen.word("1%")
    middle = (words[0].box.x + words[1].box.right) / 2
    assert middle == pytest.approx(zero + step / 2, abs=0.1)
    assert (words[0].colour, words[1].colour) == (LOOK.accent, LOOK.ink)
    assert seen.word("2.5").colour == LOOK.accent


def test_rows_of_like_size_share_one_scale_and_say_nothing(see: See) -> None:
    seen = see(PLANS["dumbbell-shared"], FULL)

    assert len(set(axes(seen))) == 1
    assert [word.text for word in seen.words].count("50") == 1, "one row of numbers"
    assert "刻度" not in seen.text
    assert "100" in {word.text for word in seen.words}, "a scale of shares ends at 100"


def test_close_ends_have_their_labels_side_by_side(see: See) -> None:
    seen = see(PLANS["dumbbell-shared"])

    start, end = seen.word("38%"), seen.word("38.2")
    assert start.box.right + 4 <= end.box.x
    assert start.baseline == end.baseline


def test_an_end_open_upwards_is_hatched_to_the_end_of_the_scale(see: See) -> None:
    seen = see(PLANS["dumbbell-shared"], FULL)

    hatching = seen.hatching(LOOK.accent)
    right = max(line[0] for line in seen.lines(LOOK.grid))
    assert max(line[2] for line in hatching) == pytest.approx(right, abs=0.01)
    edges = [line for line in seen.lines(LOOK.accent) if line not in hatching and line[0] == line[2]]
    assert [edge[0] < right for edge in edges] == [True], "closed at the bound, open at the scale's end"


def test_names_stand_in_page_columns_and_wrap_at_a_seam(see: See) -> None:
    seen = see(PLANS["dumbbell"], MAIN)

    assert axes(seen)[0][0] == pytest.approx(3 * LOOK.column, abs=0.001)
    first, second = seen.word("高新技术产业"), seen.word("增加值")
    assert second.baseline - first.baseline == pytest.approx(LOOK.label_leading)


def test_in_a_side_column_names_stand_above(see: See) -> None:
    seen = see(PLANS["dumbbell"], SIDE)

    assert seen.word("研发").baseline < seen.word("2.5").baseline
    assert seen.word("研发").box.x == 0


# ------------------------------------------------------------------ slope


def test_a_slope_runs_between_both_values_on_one_scale(see: See) -> None:
    chart = plan(
        K.SLOPE, ("甲", "乙"), series("2016年", "0%", "50%"), series("2020年", "100%", "25%"), undated=False
    )
    seen = see(chart)

    rows = seen.lines(LOOK.connector)
    low, high = rows[0][1], rows[0][3]  # 0 and 100
    assert rows[1][1] == pytest.approx((low + high) / 2, abs=0.01)
    assert rows[1][3] == pytest.approx(low + (high - low) / 4, abs=0.01)


def test_slope_labels_name_both_ends(see: See) -> None:
    seen = see(PLANS["slope"])

    assert seen.word("期初").box.x < seen.word("期末").box.x
    assert seen.word("20%").box.right < seen.word("40.5").box.x < seen.word("高新").box.x
    assert seen.word("40.5").colour == LOOK.accent
    assert seen.word("52.7").colour == LOOK.ink


def test_a_bounded_start_of_a_slope_is_hatched_down_to_zero(see: See) -> None:
    seen = see(plan(K.SLOPE, ("甲",), series("期初", ("50%", "不足")), series("期末", "100%")))

    ((x0, y0, _, _),) = [line for line in seen.lines(LOOK.accent) if line[0] + 60 <= line[2]]
    hatching = seen.hatching(LOOK.accent)
    assert hatching
    assert all(abs(x - x0) <= 4.01 for line in hatching for x in line[::2])
    assert min(min(line[1], line[3]) for line in hatching) >= y0 - 0.01
    assert seen.dots(LOOK.paper) == []
