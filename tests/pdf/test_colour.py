"""Operators of colours, on screen and in inks."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from paged_samples import CONDITION, RULE, opened, operators, paged, run_of, text_at, untagged

from reportgen.core.paged import PathItem, PathOp
from reportgen.core.style import INK, WHITE, Colour
from reportgen.pdf.colour import Colours
from reportgen.pdf.profiles import PRESS, ColourMode
from reportgen.pdf.writer import StreamingDocument

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

BLUE = Colour("blue", (0.1, 0.25, 1.0), (0.9, 0.75, 0.0, 0.0))
GREY = Colour("grey", (0.5, 0.5, 0.5), (0.0, 0.0, 0.0, 0.5))
GOLD = Colour("gold", (0.7, 0.5, 0.2), (0.2, 0.4, 0.8, 0.1), "金 877")


def colours_of(mode: ColourMode) -> Colours:
    return Colours(mode, StreamingDocument(io.BytesIO(), version=(1, 7), level=6))


def test_neutral_colours_are_grey_and_others_srgb() -> None:
    colours = colours_of(ColourMode.SCREEN)

    assert colours.fill(INK) == "0.102 g"
    assert colours.stroke(INK) == "0.102 G"
    assert colours.fill(WHITE) == "1 g"
    assert colours.fill(BLUE) == "0.1 0.25 1 rg"
    assert colours.stroke(BLUE) == "0.1 0.25 1 RG"


def test_a_tinted_grey_of_black_ink_keeps_its_tint_on_screens() -> None:
    warm = Colour("warm grey", (0.6, 0.58, 0.55), (0.0, 0.0, 0.0, 0.45))

    assert colours_of(ColourMode.SCREEN).fill(warm) == "0.6 0.58 0.55 rg"


@pytest.mark.parametrize("mode", list(ColourMode))
def test_a_component_out_of_range_is_our_bug(mode: ColourMode) -> None:
    with pytest.raises(AssertionError, match="neon"):
        colours_of(mode).fill(Colour("neon", (1.2, 0.0, 0.0), (0.0, 1.1, 1.0, 0.0)))


def test_inks_are_those_of_the_design() -> None:
    """Greys and black are the black ink alone, white is no ink; the screen's values have no part in it."""
    colours = colours_of(ColourMode.PRESS)

    assert colours.fill(BLUE) == "0.9 0.75 0 0 k"
    assert colours.stroke(BLUE) == "0.9 0.75 0 0 K"
    assert colours.fill(INK) == "0 0 0 1 k"
    assert colours.fill(GREY) == "0 0 0 0.5 k"
    assert colours.fill(WHITE) == "0 0 0 0 k"


def test_inks_that_a_design_does_not_give_come_from_the_profile() -> None:
    """FOGRA39: an sRGB red is magenta and yellow; nothing above the paper's limit."""
    file = StreamingDocument(io.BytesIO(), version=(1, 7), level=6)
    bare = Colour("red", (0xC4 / 255, 0x16 / 255, 0x1C / 255), None)
    *parts, operator = Colours(ColourMode.PRESS, file, CONDITION).fill(bare).split()
    cyan, magenta, yellow, black = map(float, parts)

    assert operator == "k"
    assert magenta > 0.9
    assert yellow > 0.8
    assert cyan < 0.3
    assert cyan + magenta + yellow + black <= CONDITION.most_ink
    assert Colours(ColourMode.SCREEN, file).fill(bare) == "0.769 0.086 0.11 rg"


def test_without_a_condition_no_inks_are_made_up() -> None:
    with pytest.raises(AssertionError, match="teal"):
        colours_of(ColourMode.PRESS).fill(Colour("teal", (0.0, 0.5, 0.5), None))


def test_only_black_and_named_inks_overprint() -> None:
    colours = colours_of(ColourMode.PRESS)

    assert [c for c in (INK, GREY, WHITE, BLUE, GOLD) if colours.overprints(c)] == [INK, GOLD]
    assert not colours_of(ColourMode.SCREEN).overprints(INK)


def test_large_black_areas_take_the_other_inks_along() -> None:
    colours = colours_of(ColourMode.PRESS)

    assert colours.solid(INK, 114.0, 10.0).cmyk == (0.6, 0.4, 0.4, 1.0)
    assert colours.solid(INK, 113.0, 113.0) == INK  # 40 mm are 113.4 pt
    assert colours.solid(GREY, 500.0, 500.0) == GREY
    assert colours_of(ColourMode.SCREEN).solid(INK, 500.0, 500.0) == INK


# ------------------------------------------------------------------ on paper


def square(side: float, fill: Colour) -> PathItem:
    ops: tuple[PathOp, ...] = (("m", 0.0, 0.0), ("l", side, 0.0), ("l", side, side), ("h",))
    return PathItem(ops, fill, None, 1.0, RULE)


def rule(width: float, stroke: Colour) -> PathItem:
    return PathItem((("m", 0.0, 0.0), ("l", 50.0, 0.0)), None, stroke, width, RULE)


def test_a_press_file_knows_nothing_of_red_green_and_blue(em_book: FontBook) -> None:
    items = [square(10, BLUE), rule(0.5, GREY), text_at(10, 20, run_of(em_book, "报"), colour=BLUE)]
    content = operators(opened(paged(items), em_book, PRESS))

    assert {line.split()[-1] for line in content if line.split()[-1] in ("g", "G", "rg", "RG", "k", "K")} == {
        "k",
        "K",
    }


def test_black_text_and_thin_lines_overprint_and_nothing_else(em_book: FontBook) -> None:
    items = [
        text_at(10, 20, run_of(em_book, "报")),
        text_at(10, 40, run_of(em_book, "报", size=25.0)),
        rule(2.0, INK),
        rule(2.5, INK),
        text_at(10, 60, run_of(em_book, "报")),
        text_at(10, 80, run_of(em_book, "报"), colour=WHITE),
        square(10, INK),
    ]
    pdf = opened(paged(items), em_book, PRESS)
    content = operators(pdf)
    states = pdf.pages[0].Resources.ExtGState

    assert [line for line in content if line.endswith(" gs")] == [
        "/OverOn gs",  # the text
        "/OverOff gs",  # large
        "/OverOn gs",  # the thin line
        "/OverOff gs",  # the thick one
        "/OverOn gs",
        "/OverOff gs",  # white, and areas
    ]
    assert (bool(states.OverOn.op), bool(states.OverOn.OP), int(states.OverOn.OPM)) == (True, True, 1)
    assert (bool(states.OverOff.op), bool(states.OverOff.OP)) == (False, False)


def test_a_named_ink_is_a_separation_with_one_stand_in(em_book: FontBook) -> None:
    items = [square(10, GOLD), rule(0.5, GOLD), square(10, replace(GOLD, name="again"))]
    pdf = opened(paged(items, items), em_book, PRESS)
    spaces = [page.Resources.ColorSpace for page in pdf.pages]

    assert [list(space.keys()) for space in spaces] == [["/Spot1"]] * 2
    kind, name, alternate, tint = spaces[0].Spot1
    assert (str(kind), str(name), str(alternate)) == ("/Separation", "/金 877", "/DeviceCMYK")
    assert [float(part) for part in tint.C1] == pytest.approx([0.2, 0.4, 0.8, 0.1])
    assert [float(part) for part in tint.C0] == [0, 0, 0, 0]
    content = operators(pdf)
    assert "/Spot1 cs 1 scn" in content
    assert "/Spot1 CS 1 SCN" in content
    assert spaces[0].Spot1.objgen == spaces[1].Spot1.objgen
    screen = operators(opened(paged(items), em_book))
    assert "0.7 0.5 0.2 rg" in screen


def test_large_solids_are_rich_on_paper(em_book: FontBook) -> None:
    content = operators(opened(paged([square(120, INK), square(20, INK)]), em_book, PRESS))

    assert [line for line in content if line.endswith(" k")] == ["0.6 0.4 0.4 1 k", "0 0 0 1 k"]


def test_screen_colours_are_tied_to_srgb(em_book: FontBook) -> None:
    from reportgen.pdf.profiles import WEB

    pdf = opened(paged([square(10, BLUE)], [square(10, BLUE)]), em_book, untagged(WEB))
    spaces = [page.Resources.ColorSpace.DefaultRGB for page in pdf.pages]

    assert isinstance(pdf, pikepdf.Pdf)
    assert str(spaces[0][0]) == "/ICCBased"
    assert int(spaces[0][1].N) == 3
    assert spaces[0][1].objgen == spaces[1][1].objgen == pdf.Root.OutputIntents[0].DestOutputProfile.objgen
