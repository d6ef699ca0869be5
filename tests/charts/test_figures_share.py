"""Shares: as many cells, as much of the ring, as the value says."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from chart_samples import FULL, MAIN, PLANS, SIDE, K, Seen, bounds, flat, plan, series

from reportgen.charts.look import DEFAULT_LOOK as LOOK
from reportgen.core.paged import GroupItem, PathItem

if TYPE_CHECKING:
    from collections.abc import Callable

    See = Callable[..., Seen]


def test_a_waffle_fills_cells_from_below_and_part_of_a_cell_by_width(see: See) -> None:
    """40.5: four rows of ten, and half of the forty-first cell at the left of the fifth row."""
    seen = see(PLANS["waffle"], FULL)

    red = seen.fills(LOOK.accent)
    assert len(red) == 41
    assert red[40].width == pytest.approx(LOOK.cell / 2)
    assert red[40].y == pytest.approx(red[0].y - 4 * LOOK.cell_pitch, abs=0.01)
    assert red[40].x == red[0].x
    assert len(seen.fills(LOOK.start)) == 20
    assert len(seen.fills(LOOK.track)) == 200


def test_waffles_stand_seven_lines_high_half_the_width_apart(see: See) -> None:
    seen = see(PLANS["waffle"], FULL)

    assert seen.drawing.size.height == 126
    first, second = seen.fills(LOOK.start)[0].x, seen.fills(LOOK.accent)[0].x
    assert (first, second) == (0, pytest.approx(6 * LOOK.column, abs=0.5))


def test_large_figures_stand_beside_their_waffle_on_its_foot(see: See) -> None:
    seen = see(PLANS["waffle"], FULL)

    foot = seen.fills(LOOK.start)[0].bottom
    number, unit = seen.word("20"), next(word for word in seen.words if word.text == "%")
    assert (number.size, unit.size) == (34, 14)
    assert number.baseline == unit.baseline == pytest.approx(foot, abs=0.01)
    assert (number.font, seen.word("由").size) == ("NotoSerifSC-Black", 9)
    assert seen.word("由").baseline == pytest.approx(foot - 36, abs=0.01)


@pytest.mark.parametrize("width", [MAIN, SIDE])
def test_narrow_waffles_have_their_figures_below_or_smaller(see: See, width: float) -> None:
    seen = see(PLANS["waffle"], width)

    assert len(seen.fills(LOOK.accent)) == 41
    assert seen.word("40.5").size in (34, 22)


def test_a_lower_bound_hatches_the_cells_beyond_it(see: See) -> None:
    seen = see(plan(K.WAFFLE, ("民生支出比重",), series("", ("70%", "以上"))), FULL)

    assert len(seen.fills(LOOK.accent)) == 70
    (group,) = [item for item in seen.drawing.items if isinstance(item, GroupItem)]
    assert sum(op[0] == "m" for op in group.clip) == 30
    assert all(item.stroke == LOOK.accent for item in flat(group.items) if isinstance(item, PathItem))
    assert seen.word("以上").colour == LOOK.accent


def test_an_upper_bound_fills_no_cell(see: See) -> None:
    seen = see(plan(K.WAFFLE, ("研发投入强度",), series("", ("5%", "不足"))), FULL)

    assert seen.fills(LOOK.accent) == []
    (group,) = [item for item in seen.drawing.items if isinstance(item, GroupItem)]
    assert sum(op[0] == "m" for op in group.clip) == 5


def test_undated_ends_are_from_and_to_and_dated_ends_their_dates(see: See) -> None:
    undated = see(PLANS["waffle"], FULL).text
    dated = see(
        plan(K.WAFFLE, ("甲",), series("2016年", "20%"), series("2020年", "40%"), undated=False), FULL
    ).text

    assert "由20" in undated.replace(" ", "")
    assert "2016" in dated
    assert "由" not in dated


# ------------------------------------------------------------------ ring


def test_a_quarter_is_the_upper_right_of_the_ring(see: See) -> None:
    seen = see(plan(K.DONUT, ("甲", "乙"), series("", "25%", "75%")))

    cx, cy = seen.drawing.size.width / 2, seen.drawing.size.height / 2
    (part,) = [bounds(path.ops) for path in seen.paths if path.fill == LOOK.accent]
    assert (part.x, part.bottom) == (pytest.approx(cx, abs=0.1), pytest.approx(cy, abs=0.1))
    assert (part.width, part.height) == (pytest.approx(52, abs=0.1), pytest.approx(52, abs=0.1))


def test_the_ring_has_one_accent_and_its_value_in_the_middle(see: See) -> None:
    seen = see(PLANS["donut"])

    assert len([path for path in seen.paths if path.fill == LOOK.accent]) == 1
    large = seen.word("52.7")
    assert large.size >= 12
    assert large.box.x < seen.drawing.size.width / 2 < large.box.right + 12
    assert seen.text.count("52.7") == 2, "in the middle and beside its part"


def test_labels_stand_on_the_side_of_their_parts(see: See) -> None:
    """9.5 and 37.8 end before the half turn's middle: right; 52.7 lies at the left."""
    seen = see(PLANS["donut"])

    middle = seen.drawing.size.width / 2
    assert seen.word("第一产业").box.x > middle
    assert seen.word("第二产业").box.x > middle
    assert seen.word("第三产业").box.right < middle


def test_a_side_column_lists_the_parts_below_with_swatches(see: See) -> None:
    seen = see(PLANS["donut"], SIDE)

    names = [seen.word(name) for name in PLANS["donut"].labels]
    assert [18, 18] == [pytest.approx(b.baseline - a.baseline) for a, b in pairwise(names)]
    assert {word.box.x for word in names} == {11.5}


def test_a_share_alone_leaves_the_rest_of_the_ring_empty(see: See) -> None:
    seen = see(plan(K.DONUT, ("民生支出",), series("", "50%")))

    (track,) = [bounds(path.ops) for path in seen.paths if path.fill == LOOK.track]
    (part,) = [bounds(path.ops) for path in seen.paths if path.fill == LOOK.accent]
    assert (track.width, part.width) == (pytest.approx(104, abs=0.1), pytest.approx(52, abs=0.1))
