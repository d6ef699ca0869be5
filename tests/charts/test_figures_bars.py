"""Bars start at zero and end where the value does; bounds are open ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chart_samples import FULL, PLANS, SIDE, YEARS, K, Seen, plan, series

from reportgen.charts.look import DEFAULT_LOOK as LOOK

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.core.geometry import Rect
    from reportgen.core.style import Colour

    See = Callable[..., Seen]


def test_lengths_are_proportional_to_the_values_from_one_zero_line(see: See) -> None:
    seen = see(plan(K.BAR, ("甲", "乙", "丙"), series("", "2%", "5%", "10%")))

    bars = seen.fills(LOOK.bar)
    assert len({bar.x for bar in bars}) == 1
    assert [0.2, 0.5, 1.0] == [pytest.approx(bar.width / bars[2].width, abs=1e-4) for bar in bars]


def test_the_zero_line_stands_on_the_edge_of_a_page_column(see: See) -> None:
    """Names of nine characters need three columns of 14 mm."""
    seen = see(PLANS["bar"], FULL)

    zero = seen.lines(LOOK.zero)[0]
    assert zero[0] == zero[2] == pytest.approx(3 * LOOK.column, abs=0.001)
    assert seen.fills(LOOK.bar)[0].x == pytest.approx(zero[0], abs=0.001)


def test_rows_stand_on_the_baseline_grid(see: See) -> None:
    seen = see(PLANS["bar"])

    assert [13, 31, 49, 67, 85] == [seen.word(name).baseline for name in PLANS["bar"].labels]
    assert [10.8] * 4 == [pytest.approx(bar.height) for bar in seen.fills(LOOK.bar)]


def test_a_lower_bound_is_solid_to_its_value_and_open_to_the_end(see: See) -> None:
    """A14: 70%以上 of 100: hatched from 70 to 100 with lines above and below and no closing line."""
    seen = see(PLANS["bar"], FULL)

    scale = seen.fills(LOOK.bar)[0].width  # 100 %
    (bar,) = seen.fills(LOOK.accent)
    assert bar.width == pytest.approx(0.7 * scale, abs=0.01)
    end = bar.x + scale
    hatching = seen.hatching(LOOK.accent)
    assert len(hatching) > 10
    assert all(bar.right - 0.01 <= min(x0, x1) and max(x0, x1) <= end + 0.01 for x0, _, x1, _ in hatching)
    assert all(bar.y - 0.01 <= y <= bar.bottom + 0.01 for _, y0, _, y1 in hatching for y in (y0, y1))
    edges = [line for line in seen.lines(LOOK.accent) if line not in hatching]
    assert sorted((y0, y1) for _, y0, _, y1 in edges) == [
        (pytest.approx(bar.y, abs=0.01),) * 2,
        (pytest.approx(bar.bottom, abs=0.01),) * 2,
    ], "two level lines and nothing upright"


def test_an_upper_bound_is_hatched_up_to_it_and_closed_there(see: See) -> None:
    seen = see(plan(K.BAR, ("城镇登记失业率", "增长"), series("", ("3.5%", "以内"), "7%"), maximum="7"), FULL)

    (solid,) = seen.fills(LOOK.bar)  # only the exact value is solid
    hatching = seen.hatching(LOOK.hatch)
    bound = solid.x + solid.width / 2
    assert min(x for x, *_ in hatching) >= solid.x - 0.01
    assert max(line[2] for line in hatching) == pytest.approx(bound, abs=LOOK.hatch_pitch)
    (frame,) = [path for path in seen.strokes(LOOK.outline) if path.ops[-1] == ("h",)]
    right = max(op[1] for op in frame.ops if len(op) == 3)
    assert right == pytest.approx(bound, abs=0.5)


def test_the_scale_of_shares_with_an_open_bound_ends_at_100(see: See) -> None:
    seen = see(plan(K.BAR, ("甲", "乙"), series("", ("70%", "以上"), "50%")))

    first, second = seen.fills(LOOK.bar)
    open_end = max(line[2] for line in seen.lines(LOOK.outline))
    assert second.width / first.width == pytest.approx(5 / 7, abs=1e-3)
    assert (open_end - first.x) * 0.7 == pytest.approx(first.width, abs=0.02)


def test_a_maximum_fixes_the_scale(see: See) -> None:
    half = see(plan(K.BAR, ("甲", "乙"), series("", "50%", "100%"), maximum="100"), FULL).fills(LOOK.bar)
    alone = see(plan(K.BAR, ("甲",), series("", "50%"), maximum="100"), FULL).fills(LOOK.accent)

    assert half[0].width == pytest.approx(half[1].width / 2, abs=0.01)
    assert alone[0].width < FULL / 2


def test_negative_values_run_to_the_left_of_zero_with_their_label_there(see: See) -> None:
    seen = see(PLANS["bar-negative"])

    zero = seen.lines(LOOK.zero)[0][0]
    down, up, most = seen.fills(LOOK.bar)
    assert down.right == pytest.approx(zero, abs=0.01)
    assert up.x == most.x == pytest.approx(zero, abs=0.01)
    assert down.width / most.width == pytest.approx(3.2 / 8.5, abs=1e-3)
    label = seen.word("−3.2")
    assert label.box.right == pytest.approx(down.x - LOOK.label_gap, abs=0.01)


def test_labels_stand_behind_their_bars(see: See) -> None:
    seen = see(plan(K.BAR, ("甲", "乙"), series("", "2%", "10%")))

    for bar, text in zip(seen.fills(LOOK.bar), ("2%", "10%"), strict=True):
        assert seen.word(text).box.x == pytest.approx(bar.right + LOOK.label_gap, abs=0.01)


def test_only_the_highlight_is_red_and_strong(see: See) -> None:
    seen = see(PLANS["bar"])

    assert {"NotoSansSC-Bold"} == {w.font for w in seen.words if w.colour == LOOK.accent}
    assert seen.word("民生").font == "NotoSansSC-Bold"
    assert seen.word("空气").font == "NotoSansSC-Regular"
    assert seen.word("91.2").colour == LOOK.ink


def test_a_qualifier_is_red_where_its_value_is_not(see: See) -> None:
    seen = see(PLANS["bar-bounds"])

    assert seen.word("不足").colour == LOOK.accent
    assert seen.word("1%").colour == LOOK.ink


def test_in_a_side_column_names_stand_above_their_bars(see: See) -> None:
    seen = see(PLANS["bar"], SIDE)

    for name, bar in zip(PLANS["bar"].labels[:3], seen.fills(LOOK.bar), strict=False):
        assert seen.word(name).box.bottom <= bar.y
        assert bar.x == 0
    assert len(seen.lines(LOOK.zero)) == 5, "a zero line for each bar, none through a name"


# ------------------------------------------------------------------ columns over dates


def test_dates_make_columns_that_stand_on_zero(see: See) -> None:
    seen = see(PLANS["columns"])

    columns = [*seen.fills(LOOK.bar), *seen.fills(LOOK.accent)]
    zero = seen.lines(LOOK.zero)[0][1]
    assert [pytest.approx(zero, abs=0.01)] * 4 == [column.bottom for column in columns]
    heights = [column.height / columns[-1].height for column in columns]
    assert heights == [pytest.approx(v / 18.5, abs=1e-3) for v in (12.1, 12.9, 15.3, 18.5)]


def test_a_date_without_value_says_so_and_keeps_its_place(see: See) -> None:
    seen = see(PLANS["columns"])

    words = seen.word("无数据"), seen.word("2019")
    middles = [word.box.x + word.box.width / 2 for word in words]
    assert abs(middles[0] - middles[1]) < 9


def test_columns_that_cannot_all_be_labelled_get_an_axis_from_zero(see: See) -> None:
    seen = see(PLANS["columns-many"])

    assert seen.word("0").box.right < min(column.x for column in seen.fills(LOOK.bar))
    assert 2 <= len(seen.lines(LOOK.grid)) <= 4
    assert seen.word("2020").baseline == pytest.approx(seen.drawing.size.height - 5)


def test_an_open_column_has_no_closing_line_above(see: See) -> None:
    one = plan(K.BAR, YEARS[:2], series("", "3", ("4", "首超")), unit="万元", undated=False)
    seen = see(one)

    (column,) = seen.fills(LOOK.accent)
    hatching = seen.hatching(LOOK.accent)
    edges = [line for line in seen.lines(LOOK.accent) if line not in hatching]
    assert len(edges) == 2
    assert all(x0 == x1 for x0, _, x1, _ in edges), "two upright lines"
    assert max(max(y0, y1) for _, y0, _, y1 in hatching) <= column.y + 0.01


# ------------------------------------------------------------------ groups and stacks


def test_groups_name_their_series_at_the_ends_of_the_first_bars(see: See) -> None:
    seen = see(PLANS["grouped"])

    start, end = seen.word("期初"), seen.word("期末")
    assert start.box.x > seen.word("4.1").box.right
    assert end.box.x > seen.word("3.5").box.right
    assert (start.colour, end.colour) == (LOOK.quiet, LOOK.accent)
    assert seen.text.count("期初") == 1


def test_groups_share_one_scale_from_zero(see: See) -> None:
    seen = see(PLANS["grouped"])

    before = seen.fills(LOOK.series[0])
    after = seen.fills(LOOK.accent)
    assert after[0].width / before[1].width == pytest.approx(91.2 / 83, abs=1e-3)
    assert {bar.x for bar in (*before, *after)} == {before[0].x}


def test_long_names_of_series_become_a_key(see: See) -> None:
    seen = see(PLANS["grouped-long-names"])

    swatches = [box for box in seen.fills(LOOK.accent) if box.width == pytest.approx(6.5)]
    assert len(swatches) == 1
    assert seen.word("上一个五年").baseline == 13


def parts(seen: Seen, colour: Colour) -> list[Rect]:
    """The parts of a colour, without the swatch of the key."""
    return [box for box in seen.fills(colour) if box.height > 10]


def test_parts_of_a_stack_follow_each_other_to_the_end(see: See) -> None:
    seen = see(PLANS["stacked"])

    first, second, third = (parts(seen, colour) for colour in (*LOOK.series[:2], LOOK.accent))
    for a, b, c in zip(first, second, third, strict=True):
        assert a.right == pytest.approx(b.x, abs=0.01)
        assert b.right == pytest.approx(c.x, abs=0.01)
        assert c.right == pytest.approx(304.5, abs=0.01)
    assert first[0].width / second[0].width == pytest.approx(2.1 / 50.7, abs=1e-3)


def test_a_value_too_wide_for_its_part_stands_above_it_with_a_tick(see: See) -> None:
    seen = see(PLANS["stacked"])

    part, label = parts(seen, LOOK.series[0])[0], seen.word("2.1")
    assert label.box.bottom <= part.y
    assert any(y1 == pytest.approx(part.y, abs=0.01) for _, _, _, y1 in seen.lines(LOOK.zero))
    inside = seen.word("50.7")
    assert inside.box.y >= part.y


def test_a_value_over_crowded_columns_stands_above_all_it_reaches_over(see: See) -> None:
    """The last of 25 columns is lower than the one before it; its value must not run into that one."""
    seen = see(PLANS["columns-many"])

    value = seen.word("134")
    under = [c for c in seen.fills(LOOK.bar) if c.x < value.box.right and c.right > value.box.x]
    assert under
    assert value.baseline < min(column.y for column in under)
