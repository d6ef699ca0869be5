"""Hatching lies inside its box, at 45 degrees, evenly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts.hatching import clipped_lines
from reportgen.core.geometry import Rect


@given(st.floats(0.5, 300), st.floats(0.5, 40))
def test_lines_rise_at_45_degrees_inside_their_box(width: float, height: float) -> None:
    box = Rect(7, 11, width, height)

    for x0, y0, x1, y1 in clipped_lines(box, 3.0):
        assert x1 - x0 == pytest.approx(y0 - y1)
        assert x0 >= box.x - 1e-9
        assert x1 <= box.right + 1e-9
        assert y1 >= box.y - 1e-9
        assert y0 <= box.bottom + 1e-9


def test_lines_cross_the_foot_every_pitch() -> None:
    feet = [x0 for x0, y0, _, _ in clipped_lines(Rect(0, 0, 30, 6), 3.0) if y0 == 6]

    assert feet == [0, 3, 6, 9, 12, 15, 18, 21, 24, 27]


def test_a_box_without_area_has_no_lines() -> None:
    assert clipped_lines(Rect(0, 0, 0, 8), 3.0) == ()
