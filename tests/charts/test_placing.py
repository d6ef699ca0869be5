"""Labels are moved as little as keeps them apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.charts.placing import spread


def test_labels_apart_stay_where_they_are() -> None:
    assert spread([10, 50], [10, 10], 0, 100, 2) == [10, 50]


def test_two_that_collide_move_by_the_same() -> None:
    """Centres 20 and 24, each 10 wide, 2 apart: 12 between the centres, around 22."""
    assert spread([20, 24], [10, 10], 0, 100, 2) == [16, 28]


def test_the_edge_stops_a_label_and_pushes_its_neighbour() -> None:
    assert spread([2, 8], [10, 10], 0, 100, 2) == [5, 17]
    assert spread([92, 98], [10, 10], 0, 100, 2) == [83, 95]


def test_order_is_kept_whatever_the_order_of_the_input() -> None:
    assert spread([24, 20], [10, 10], 0, 100, 2) == [28, 16]


def test_nothing_to_place() -> None:
    assert spread([], [], 0, 100, 2) == []


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 30)), min_size=1, max_size=10))
def test_labels_never_overlap_nor_leave_their_room(labels: list[tuple[float, float]]) -> None:
    centres, sizes = [c for c, _ in labels], [s for _, s in labels]
    assume(sum(sizes) + 3 * (len(sizes) - 1) <= 300)

    placed = spread(centres, sizes, 0, 300, 3)
    spans = sorted((at - size / 2, at + size / 2) for at, size in zip(placed, sizes, strict=True))
    assert spans[0][0] >= -1e-6
    assert spans[-1][1] <= 300 + 1e-6
    assert all(b[0] - a[1] >= 3 - 1e-6 for a, b in pairwise(spans))


def test_a_tight_room_takes_the_gaps_first() -> None:
    """Three labels of 10 in 34: gaps of 2 instead of 6."""
    assert spread([0, 0, 0], [10, 10, 10], 0, 34, 6) == pytest.approx([5, 17, 29])
