"""The look comes from the theme: its greys, its type, its grid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.charts.look import DEFAULT_LOOK, chart_look
from reportgen.core.geometry import Size, mm
from reportgen.core.style import CjkStyle, Colour, ParaStyle, TextStyle
from reportgen.core.theme import PageGeometry, Theme

PAGE = PageGeometry(
    Size(mm(210), mm(285)), mm(25), mm(21), mm(27), mm(29.4), 18.0, 13.0, mm(3), 12, mm(4), 8, 10.5
)
GREEN = Colour("red", (0.0, 0.5, 0.2), (0.9, 0.1, 0.9, 0.0))


def test_a_theme_s_colours_styles_and_grid_are_taken_over() -> None:
    label = TextStyle("label", 8.5)
    lengths = {"tick_gap": 6.0, "chart_row": 24.0}
    rules = CjkStyle(gap_em=0.0)
    theme = Theme("t", PAGE, {"red": GREEN}, {"chart_label": ParaStyle(label, 11.5)}, lengths, cjk=rules)

    look = chart_look(theme)
    assert (look.cjk, look.pitch) == (rules, 24.0)
    assert look.baseline == pytest.approx(24.0 * 13 / 18)
    assert (look.accent, look.value, look.name, look.label_gap) == (GREEN, label, label, 6.0)
    assert look.label_leading == 11.5
    assert abs(look.column - mm(14)) < 1e-9


def test_what_a_theme_does_not_name_stays() -> None:
    bare = Theme("t", PAGE, {}, {})

    assert replace(chart_look(bare), column=DEFAULT_LOOK.column) == DEFAULT_LOOK


def test_every_colour_of_the_look_is_in_its_palette() -> None:
    palette = DEFAULT_LOOK.palette()

    assert palette[DEFAULT_LOOK.accent.rgb] == DEFAULT_LOOK.accent
    assert set(DEFAULT_LOOK.series) | set(DEFAULT_LOOK.lines) <= set(palette.values())
    assert len({colour.cmyk for colour in palette.values()}) == len(palette), "no two look alike"


def test_the_shipped_theme_names_what_charts_need() -> None:
    text = (Path(__file__).parents[2] / "assets/themes/jubilee.yaml").read_text("utf-8")

    for name in ("red", "k70", "k60", "k50", "k40", "k30", "k15", "k12"):
        assert f"\n  {name}: {{" in text
    for style in ("chart_label", "chart_label_strong", "chart_tick", "chart_hero", "chart_hero_unit"):
        assert f"\n  {style}: {{" in text
