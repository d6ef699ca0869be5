"""Widths of marks and gaps: the tables of sections 5 and 6, measured on set lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.core.style import CjkStyle, ParaStyle, Punctuation, TextStyle
from reportgen.typeset.paragraph import natural_width, set_line
from reportgen.typeset.spacing import frame_of, gap_between

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

BODY = TextStyle("body", 10.0)


def width_em(book: FontBook, text: str, **options: object) -> float:
    style = ParaStyle(BODY, 18.0, cjk=CjkStyle(**options))  # type: ignore[arg-type]
    return natural_width(text, style, book) / BODY.size


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("，", 1.0),
        ("（", 1.0),
        ("。”", 1.5),
        ("：“", 1.5),
        ("》，", 1.5),
        ("）（", 1.5),
        ("“《", 1.5),
        ("（）", 2.0),
        ("”。（", 2.0),
        ("”、“", 2.0),
        ("。』」", 2.0),
        ("！", 1.0),
        ("？！", 1.0),
        ("！！！", 2.0),
        ("！！！！", 2.0),
        ("——", 2.0),
        ("……", 2.0),
        ("。——", 3.0),
        ("——。", 3.0),
        ("—", 1.0),
        ("–", 0.5),
        ("～", 1.0),
        ("/", 0.5),
    ],
)
def test_marks_between_hanzi(em_book: FontBook, marks: str, expected: float) -> None:
    assert expected == pytest.approx(width_em(em_book, f"国{marks}国") - 2)


@pytest.mark.parametrize(
    ("style", "marks", "expected"),
    [
        (Punctuation.KAIMING, "，", 0.5),
        (Punctuation.KAIMING, "（", 0.5),
        (Punctuation.KAIMING, "。", 1.0),
        (Punctuation.KAIMING, "。”", 1.0),  # the mark behind the stop is half an em here
        (Punctuation.BANJIAO, "。", 0.5),
        (Punctuation.BANJIAO, "！", 0.5),
        (Punctuation.PLAIN, "。”", 2.0),
        (Punctuation.PLAIN, "）（", 2.0),
    ],
)
def test_other_punctuation_styles(em_book: FontBook, style: Punctuation, marks: str, expected: float) -> None:
    assert expected == pytest.approx(width_em(em_book, f"国{marks}国", punctuation=style) - 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（国）", 2.0),  # half an em off on both sides
        ("“国。”", 2.5),  # ½ + 1 + ½ + ½
        ("国，", 1.5),
        ("国！", 1.5),
        ("国？！", 2.0),
        ("《", 0.5),
    ],
)
def test_marks_at_line_edges_are_half_wide(em_book: FontBook, text: str, expected: float) -> None:
    assert expected == pytest.approx(width_em(em_book, text))


def test_edges_may_keep_their_white(em_book: FontBook) -> None:
    assert width_em(em_book, "（国）", trim_line_start=False) == pytest.approx(2.5)
    assert width_em(em_book, "（国）", trim_line_end=False) == pytest.approx(2.5)
    assert width_em(em_book, "（国）", punctuation=Punctuation.PLAIN) == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("约70%的", 1 + 0.25 + 1.5 + 0.25 + 1),
        ("约 70% 的", 1 + 0.25 + 1.5 + 0.25 + 1),  # a typed space is the gap, not added to it
        ("国GDP，国", 1 + 0.25 + 1.5 + 1 + 1),  # none before a mark
        ("国（a）国", 1 + 1 + 0.5 + 1 + 1),
        ("国①国", 3.0),
        ("国Ａ国", 3.0),
        ("国 国", 2.0),
        ("国[3]国", 1 + 1.5 + 1),
        ("36℃的", 1 + 1 + 0.25 + 1),
        ("a b", 0.5 + 0.25 + 0.5),
        ("国\u200ba国", 1 + 0.5 + 0.25 + 1),  # an explicit sign: no automatic gap
        ("国\u2060国", 2.0),
        ("国　国", 3.0),
        ("）　国", 0.5 + 1 + 1),
    ],
)
def test_han_western_gaps(em_book: FontBook, text: str, expected: float) -> None:
    assert expected == pytest.approx(width_em(em_book, text))


def test_the_gap_may_be_another_or_none(em_book: FontBook) -> None:
    assert width_em(em_book, "国a", gap_em=0.125) == pytest.approx(1.625)
    assert width_em(em_book, "国a", gap_em=0.0, gap_min_em=0.0) == pytest.approx(1.5)


def test_the_ink_of_a_trimmed_mark_stays_in_its_frame(em_book: FontBook) -> None:
    """A line that opens with （ starts half an em into the glyph: pen at 0, ink moved back."""
    line = set_line("（国", BODY, em_book)

    assert (-5.0, 0.0) == line.runs[0].run.offsets[0]
    assert (5.0, 10.0) == line.runs[0].run.advances


def test_no_trim_goes_beyond_the_white_of_the_glyph() -> None:
    """A comma whose ink reaches 0.8 em can only lose 0.2."""
    wide = frame_of("P", 1.0, 0.1, 0.8, Punctuation.QUANJIAO)
    opening = frame_of("O", 1.0, 0.3, 0.9, Punctuation.QUANJIAO)

    assert wide.right == pytest.approx(0.2)
    assert opening.left == pytest.approx(0.3)


def test_a_narrow_quotation_mark_is_placed_in_its_em() -> None:
    opening = frame_of("O", 0.35, 0.05, 0.3, Punctuation.QUANJIAO)
    closing = frame_of("C", 0.35, 0.05, 0.3, Punctuation.QUANJIAO)

    assert (1.0, 0.65, 0.5) == pytest.approx((opening.width, opening.shift, opening.left))
    assert (1.0, 0.0, 0.5) == pytest.approx((closing.width, closing.shift, closing.right))


def test_inks_of_two_marks_keep_their_distance() -> None:
    """》 with ink up to the middle and ， from the very edge: 0.05 em of white stay."""
    first = frame_of("C", 1.0, 0.1, 0.5, Punctuation.QUANJIAO)
    second = frame_of("P", 1.0, 0.0, 0.3, Punctuation.QUANJIAO)

    assert gap_between("C", "P", first, second, CjkStyle()).natural == pytest.approx(0.05)


def test_the_middle_dot_stands_in_the_middle(book: FontBook) -> None:
    """Of half an em, though the serif face draws it 0.33 em wide and the sans face 1 em."""
    for role in ("body", "caption"):
        line = set_line("国·国", TextStyle(role, 10.0), book)
        run = line.runs[0].run
        face = book.face(run.font)
        x0, _, x1, _ = face.bounds(run.glyph_ids[1])
        centre = run.advances[0] + (x0 + x1) / 2 / face.upem * 10

        assert line.width == pytest.approx(25.0)
        assert centre == pytest.approx(12.5)
