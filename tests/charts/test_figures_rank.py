"""Ranks: a cell for each member, only where their number is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chart_samples import FULL, MAIN, PLANS, K, Seen, plan, rank

from reportgen.charts.look import DEFAULT_LOOK as LOOK

if TYPE_CHECKING:
    from collections.abc import Callable

    See = Callable[..., Seen]


def test_one_cell_for_each_member_and_one_filled(see: See) -> None:
    """Four districts on 304.5 pt: cells of (304.5 - 3 x 3) / 4, 27 pt high."""
    seen = see(PLANS["rank"], MAIN)

    (first,) = seen.fills(LOOK.accent)
    others = seen.fills(LOOK.track)
    assert (first.x, first.width, first.height) == (0, pytest.approx(73.875, abs=0.001), 27)
    assert [pytest.approx(76.875 * n, abs=0.002) for n in (1, 2, 3)] == [cell.x for cell in others]
    assert seen.word("第一").colour == LOOK.paper
    assert seen.drawing.size.height == 27


def test_the_filled_cell_is_the_place(see: See) -> None:
    seen = see(plan(K.RANK_STRIP, ("甲",), ranks=(rank("五区", 3, 5, "第三"),)), MAIN)

    (cell,) = seen.fills(LOOK.accent)
    assert cell.x == pytest.approx(2 * (304.5 + 3) / 5, abs=0.002)


def test_an_unknown_number_of_members_is_said_in_words(see: See) -> None:
    seen = see(plan(K.RANK_STRIP, ("甲",), ranks=(rank("全省一类县（市）区", 1, None, "第一"),)), MAIN)

    assert seen.paths == []
    assert seen.text == "全省一类县（市）区第一"


def test_a_place_among_very_many_stands_above_its_cell(see: See) -> None:
    seen = see(plan(K.RANK_STRIP, ("甲",), ranks=(rank("全省县（市）区", 18, 122, "第十八"),)), FULL)

    (cell,) = seen.fills(LOOK.accent)
    assert len(seen.fills(LOOK.track)) == 121
    assert seen.word("第十八").box.bottom <= cell.y


def test_several_ranks_are_named_with_their_scopes(see: See) -> None:
    seen = see(PLANS["ranks"], MAIN)

    assert "亩均GDP产出　四城区" in seen.text
    assert seen.word("第十八").colour == LOOK.ink


def test_groups_are_cells_with_brackets_and_an_open_cell_for_the_unlisted(see: See) -> None:
    seen = see(PLANS["rank-groups"], MAIN)

    firsts, lower = seen.fills(LOOK.first), seen.fills(LOOK.lower)
    assert (len(firsts), len(lower)) == (4, 1)
    (dashed,) = [path for path in seen.paths if path.dash]
    assert dashed.fill is None
    brackets = seen.lines(LOOK.bracket)
    assert [pytest.approx(end) for _, _, end, _ in brackets] == [
        pytest.approx(firsts[1].right, abs=0.01),
        pytest.approx(lower[0].right, abs=0.01),
        pytest.approx(304.5, abs=0.01),
    ]
    assert [seen.word(scope).baseline for scope in ("全市", "城区", "未列")] == [43, 43, 43]
    assert "red" not in {path.fill.name for path in seen.paths if path.fill}
