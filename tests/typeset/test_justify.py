"""Reduction and expansion of lines, in the order of section 7."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from reportgen.core.style import Align, CjkStyle, ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset.justify import (
    Limits,
    expansion,
    expansion_badness,
    limits_of,
    reduction,
    reduction_badness,
)
from reportgen.typeset.paragraph import Line, compose, set_line
from reportgen.typeset.spacing import R2, R3, R4, R5, R6

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

BODY = TextStyle("body", 10.0)


def test_reduction_exhausts_one_class_before_the_next() -> None:
    parts, rest = reduction(7.0, {R2: 2.0, R3: 4.0, R4: 5.0, R5: 9.0})

    assert (1.0, 1.0, 0.2, 0.0, 0.0) == (parts[R2], parts[R3], parts[R4], parts[R5], parts[R6])
    assert rest == 0.0


def test_what_cannot_be_reduced_is_told() -> None:
    parts, too_much = reduction(8.0, {R3: 5.0})

    assert parts[R3] == 1.0
    assert too_much == 3.0


def test_expansion_goes_soft_then_hard() -> None:
    """A word space, a gap, ten hanzi gaps of 10 pt: 1.1 + 0.8 + 10 pt softly, then 1.1 + 1.7, then hanzi."""
    limits = Limits()

    assert expansion(1.0, 10, 10, 100, limits) == pytest.approx((0.1, 0.0, 0.0, 0.0))
    assert expansion(1.5, 10, 10, 100, limits) == pytest.approx((0.11, 0.04, 0.0, 0.0))
    assert expansion(6.9, 10, 10, 100, limits) == pytest.approx((0.11, 0.08, 0.05, 0.0))
    assert expansion(12.4, 10, 10, 100, limits) == pytest.approx((0.16, 0.08, 0.1, 0.0))
    assert expansion(14.7, 10, 10, 100, limits) == pytest.approx((0.22, 0.25, 0.1, 0.0))
    assert expansion(24.7, 10, 10, 100, limits) == pytest.approx((0.22, 0.25, 0.2, 0.0))
    assert expansion(30.7, 10, 10, 100, limits) == pytest.approx((0.22, 0.25, 0.25, 1.0))


def test_the_first_pass_stops_hanzi_at_a_tenth() -> None:
    assert expansion(20.0, 0, 0, 100, limits_of(CjkStyle(), 0.1)) == pytest.approx((0, 0, 0.1, 10.0))


def test_badness() -> None:
    """Cubes of the parts used; weights of section 8.2, but 12 for hanzi apart."""
    assert expansion_badness(0, 0, 0.25, Limits()) == pytest.approx(1200)
    assert expansion_badness(0, 0, 0.125, Limits()) == pytest.approx(150)
    assert expansion_badness(0.22, 0.25, 0, Limits()) == pytest.approx(80)
    assert reduction_badness(5.0, [(0.4, 10.0), (0.5, 4.0)]) == pytest.approx(5)
    assert reduction_badness(12.0, [(0.4, 10.0), (0.5, 4.0)]) == pytest.approx(40 + 50 / 8)


def set_one(book: FontBook, text: str, measure_em: float) -> Line:
    """The first line of `text`, which is followed by enough to make it a full one."""
    style = ParaStyle(BODY, 18.0, align=Align.JUSTIFY)
    return compose(StyledText(text), style, measure_em * BODY.size, book).lines[0]


def advances(line: Line) -> list[float]:
    return [round(advance, 6) for placed in line.runs for advance in placed.run.advances]


def test_white_of_brackets_goes_before_that_of_commas(em_book: FontBook) -> None:
    """Ten em of frames and marks in 9.7: the two brackets give 0.15 em each, the comma nothing."""
    line = set_one(em_book, "国国，国（国国）国国", 9.7)

    assert line.width == pytest.approx(97.0)
    assert line.natural == pytest.approx(100.0)
    assert advances(line) == pytest.approx([10, 10, 10, 8.5, 10, 10, 10, 8.5, 10, 10])


def test_expansion_is_even(em_book: FontBook) -> None:
    """Ten hanzi in 10.45 em: nine gaps of 0.05 em."""
    line = set_one(em_book, "国" * 24, 10.45)

    assert advances(line) == pytest.approx([10.5] * 9 + [10.0])


def test_nothing_opens_inside_a_word_or_after_an_opening_mark(em_book: FontBook) -> None:
    line = set_one(em_book, "国国国国（国国国）国国国ab国国国国国国国国国国国国", 13.6)
    run = line.runs[0].run
    step = dict(zip(itertools.pairwise(run.text), run.advances, strict=False))

    assert line.width == pytest.approx(136.0)
    assert step["（", "国"] == pytest.approx(10.0)
    assert step["国", "）"] == pytest.approx(10.0)
    assert step["国", "国"] > 10.0
    if ("a", "b") in step:
        assert step["a", "b"] == pytest.approx(5.0)


def test_an_even_spread_has_equal_gaps(em_book: FontBook) -> None:
    """Three hanzi over seven em: two gaps of two em; two hanzi: one gap."""
    assert [30.0, 30.0, 10.0] == advances(set_line("国家人", BODY, em_book, even=70.0))
    assert [60.0, 10.0] == advances(set_line("国家", BODY, em_book, even=70.0))


def test_a_word_space_shrinks_to_a_fifth_of_an_em(em_book: FontBook) -> None:
    """Four words of 2 em and three spaces of 0.25: 8.75 em, in 8.6 only 0.05 em a space are to be had."""
    line = set_one(em_book, "aaaa bbbb cccc dddd eeeeeeeeee ffff", 8.6)
    run = line.runs[0].run

    assert line.width == pytest.approx(86.0)
    assert "aaaa bbbb cccc dddd" == run.text
    assert run.advances[4] == pytest.approx(2.0)


def test_the_gap_inside_a_number_is_fixed(em_book: FontBook) -> None:
    """U+202F is a quarter em on any line (13); a no-break space gives way like other word spaces."""
    for measure in (9.9, 10.6, 11.4):
        line = set_one(
            em_book, "国国国12\u202f345\u202f678国国国国国国国国国国国国国国国国国国国国国", measure
        )
        run = line.runs[0].run
        gaps = [advance for char, advance in zip(run.text, run.advances, strict=True) if char == "\u202f"]

        assert [2.5, 2.5] == gaps
        assert line.width == pytest.approx(measure * 10)
