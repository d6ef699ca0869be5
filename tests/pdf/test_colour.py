"""Operators of colours."""

from __future__ import annotations

import pytest

from reportgen.core.style import INK, WHITE, Colour
from reportgen.pdf.colour import Colours
from reportgen.pdf.profiles import ColourMode


def test_neutral_colours_are_grey_and_others_srgb() -> None:
    colours = Colours(ColourMode.SRGB)

    assert colours.fill(INK) == "0.102 g"
    assert colours.stroke(INK) == "0.102 G"
    assert colours.fill(WHITE) == "1 g"
    assert colours.fill(Colour("blue", (0.1, 0.25, 1.0), (0.9, 0.75, 0.0, 0.0))) == "0.1 0.25 1 rg"
    assert colours.stroke(Colour("blue", (0.1, 0.25, 1.0), (0.9, 0.75, 0.0, 0.0))) == "0.1 0.25 1 RG"


def test_a_tinted_grey_of_black_ink_keeps_its_tint_on_screens() -> None:
    warm = Colour("warm grey", (0.6, 0.58, 0.55), (0.0, 0.0, 0.0, 0.45))

    assert Colours(ColourMode.SRGB).fill(warm) == "0.6 0.58 0.55 rg"


def test_a_component_out_of_range_is_our_bug() -> None:
    with pytest.raises(AssertionError, match="neon"):
        Colours(ColourMode.SRGB).fill(Colour("neon", (1.2, 0.0, 0.0), (0.0, 1.0, 1.0, 0.0)))
