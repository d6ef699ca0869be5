"""The cover's half circles: an end stands at its share of 180 degrees, a bound ends in an open dot."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.content.blocks import CoverArc
from reportgen.core.paged import NodeId, PathItem, Tag
from reportgen.layout.setting import Setter
from reportgen.layout.sheets import arcs
from reportgen.spec.theme import load_theme

JUBILEE = Path(__file__).parents[2] / "assets" / "themes" / "jubilee.yaml"
RIGHT = 500.0


@pytest.fixture
def setter(em_book) -> Setter:
    return Setter(
        load_theme(JUBILEE, "大16开"), em_book, lambda plan, width, tag: pytest.fail("no charts here")
    )


def drawn(setter: Setter, *ratios: CoverArc) -> list[PathItem]:
    items = arcs(setter, ratios, RIGHT, Tag(NodeId("cover.figure")))
    assert all(isinstance(item, PathItem) for item in items)
    return [item for item in items if isinstance(item, PathItem)]


def centre(setter: Setter) -> float:
    return setter.theme.page.baseline(36) - 258


@pytest.mark.parametrize(
    ("part", "dx", "dy"),
    [(1.0, 0, -258), (0.5, -258, 0), (0.0, 0, 258)],
)
def test_the_end_stands_at_its_share(setter: Setter, part: float, dx: float, dy: float):
    *_, dot = drawn(setter, CoverArc("x", part, is_bound=False))
    start = dot.ops[0]

    # the dot's path begins at its right rim
    assert start[1] == pytest.approx(RIGHT + dx + 3, abs=0.01)
    assert start[2] == pytest.approx(centre(setter) + dy, abs=0.01)


def test_a_bound_ends_in_an_open_dot_that_the_arc_does_not_enter(setter: Setter):
    track, arc, dot = drawn(setter, CoverArc("x", 0.5, is_bound=True))
    end = arc.ops[-1][-2:]

    assert dot.stroke is not None
    assert setter.colour("red") == dot.fill
    distance = ((end[0] - (RIGHT - 258)) ** 2 + (end[1] - centre(setter)) ** 2) ** 0.5
    assert distance == pytest.approx(3, abs=0.05)
    assert setter.colour("track") == track.stroke


def test_arcs_nest_by_the_theme_s_step(setter: Setter):
    items = drawn(setter, CoverArc("a", 1.0, is_bound=False), CoverArc("b", 1.0, is_bound=False))
    lowest = [item.ops[0][2] for item in (items[0], items[3])]

    assert lowest[0] - lowest[1] == pytest.approx(27)


def test_bezier_pieces_stay_on_the_circle(setter: Setter):
    track = drawn(setter, CoverArc("x", 1.0, is_bound=False))[0]
    x0, y0 = track.ops[0][1:]
    for op in track.ops[1:]:
        points = [(x0, y0), op[1:3], op[3:5], op[5:7]]
        middle = [(p[0] + 3 * p[1] + 3 * p[2] + p[3]) / 8 for p in zip(*points, strict=True)]
        radius = ((middle[0] - RIGHT) ** 2 + (middle[1] - centre(setter)) ** 2) ** 0.5
        assert radius == pytest.approx(258, abs=0.01)
        x0, y0 = op[5:7]
