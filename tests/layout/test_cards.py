"""Hero figures: what size their parts take."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.content.blocks import FigureText
from reportgen.layout.cards import hero
from reportgen.layout.setting import Setter
from reportgen.spec.theme import load_theme

JUBILEE = Path(__file__).parents[2] / "assets" / "themes" / "jubilee.yaml"


@pytest.fixture
def setter(em_book) -> Setter:
    return Setter(
        load_theme(JUBILEE, "大16开"), em_book, lambda plan, width, tag: pytest.fail("no charts here")
    )


def sizes(setter: Setter, figure: FigureText, size: str, room: float = 400.0) -> list[float]:
    return [line.runs[0].run.size for _, line in hero(setter, figure, size, room).lines]


@pytest.mark.parametrize(
    ("size", "points"),
    [("figure_large", [15, 54, 22]), ("figure_small", [15, 34, 14]), ("figure_contents", [9, 22, 9])],
)
def test_qualifier_digits_and_unit(setter: Setter, size: str, points: list[float]):
    assert points == sizes(setter, FigureText("首超", "4", "万元", ""), size)


@pytest.mark.parametrize(
    ("size", "points"), [("figure_large", [34]), ("figure_small", [22]), ("figure_contents", [15])]
)
def test_a_word_takes_the_next_smaller_size(setter: Setter, size: str, points: list[float]):
    assert points == sizes(setter, FigureText("", "第一", "", "", is_word=True), size)


def test_a_figure_too_wide_for_its_place_takes_the_next_smaller_size(setter: Setter):
    figure = FigureText("", "1234", "万元", "")  # at 54: digits 108, unit 44 and a gap of 2.6, some 154 pt

    assert [54, 22] == sizes(setter, figure, "figure_large", room=160.0)
    assert [34, 14] == sizes(setter, figure, "figure_large", room=140.0)
