"""Widths of marks and gaps: the tables of sections 5 and 6, measured on set lines."""

from __future__ import annotations

import itertools
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


# One mark of each class of table 5.3.
MARKS = {
    "OP": "（",
    "CL": "》",
    "CO": "，",
    "ST": "。",
    "EX": "！",
    "MD": "·",
    "LD": "——",
    "CN": "～",
    "H": "国",
}
HALF_WHITE = {"OP", "CL", "CO", "ST", "EX"}
NARROW = {
    Punctuation.QUANJIAO: set(),
    Punctuation.KAIMING: {"OP", "CL", "CO"},
    Punctuation.BANJIAO: HALF_WHITE,
    Punctuation.PLAIN: set(),
}
# Table 5.3 as the rule book has it; columns OP CL CO ST EX MD LD CN HAN.
KEPT = {
    "OP": "0 0 0 0 0 0 0 0 0",
    "CL": ".5 0 0 0 0 0 .5 .5 .5",
    "CO": ".5 0 0 0 0 0 .5 .5 .5",
    "ST": ".5 0 0 0 0 0 .5 .5 .5",
    "EX": ".5 0 0 0 0 0 .5 .5 .5",
    "MD": "0 0 0 0 0 0 0 0 0",
    "LD": ".5 0 0 0 0 0 0 0 0",
    "CN": ".5 0 0 0 0 0 0 0 0",
    "H": ".5 0 0 0 0 0 0 0 0",
}
ISOLATED = {
    Punctuation.PLAIN: {"OP": 1, "CL": 1, "CO": 1, "ST": 1, "EX": 1},
    Punctuation.QUANJIAO: {"OP": 1, "CL": 1, "CO": 1, "ST": 1, "EX": 1},
    Punctuation.KAIMING: {"OP": 0.5, "CL": 0.5, "CO": 0.5, "ST": 1, "EX": 1},
    Punctuation.BANJIAO: {"OP": 0.5, "CL": 0.5, "CO": 0.5, "ST": 0.5, "EX": 0.5},
}
STYLES = list(ISOLATED)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", MARKS)
def test_table_5_2(em_book: FontBook, style: Punctuation, name: str) -> None:
    """• is the middle dot here: the em-square face draws the other one too wide for half an em."""
    expected = {**ISOLATED[style], "MD": 0.5, "LD": 2, "CN": 1, "H": 1}[name]
    mark = "•" if name == "MD" else MARKS[name]

    assert expected == pytest.approx(width_em(em_book, f"国{mark}国", punctuation=style) - 2)
    assert 0.5 == pytest.approx(width_em(em_book, "国–国", punctuation=style) - 2)
    assert 0.5 == pytest.approx(width_em(em_book, "国/国", punctuation=style) - 2)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("first", MARKS)
def test_table_5_3(em_book: FontBook, style: Punctuation, first: str) -> None:
    """国XY国: frames without white, what the table keeps of it before, between and behind the marks."""
    box = {name: 0.5 if name in HALF_WHITE else 2.0 if name == "LD" else 1.0 for name in MARKS}
    trims = style is not Punctuation.PLAIN

    def white(left: str, right: str) -> float:
        sides = ({left} & (HALF_WHITE - {"OP"})) | ({right} & {"OP"})
        there = 0.5 * len(sides - NARROW[style])
        kept = float(KEPT[left].split()[list(MARKS).index(right)])
        return min(there, kept) if trims else there

    for second in MARKS:
        if first == second == "EX":
            continue  # 5.4
        expected = box[first] + box[second] + white("H", first) + white(first, second) + white(second, "H")
        marks = MARKS[first] + MARKS[second]
        assert expected == pytest.approx(width_em(em_book, f"国{marks}国", punctuation=style) - 2), marks


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("marks", "expected"), [("？！", 1.0), ("！！", 1.0), ("？？？", 2.0), ("！！！！", 2.0)]
)
def test_repeated_signs_share_an_em(
    em_book: FontBook, style: Punctuation, marks: str, expected: float
) -> None:
    """Banjiao marks are half as wide themselves, so that three take an em and a half."""
    odd = style is Punctuation.BANJIAO and len(marks) % 2

    assert expected - 0.5 * odd == pytest.approx(width_em(em_book, f"国{marks}国", punctuation=style) - 2)


def test_the_white_of_a_mark_is_counted_in_its_own_size(em_book: FontBook) -> None:
    """A comma of 10 pt before a hanzi of 20: 10 + 10 + 20; of two marks the larger decides: ，（ keep 10."""
    from reportgen.core.text import StyledText, StyleRun

    def width(text: str, at: int) -> float:
        runs = (StyleRun(at, len(text), TextStyle("body", 20.0)),)
        return natural_width(StyledText(text, runs), BODY, em_book)

    assert 40.0 == pytest.approx(width("国，国", 2))
    assert 10 + 5 + 10 + 10 + 20 == pytest.approx(width("国，（国", 2))


def test_centred_marks_give_a_quarter_on_either_side() -> None:
    """As faces for Taiwan draw them; beside hanzi they keep their frame, at a line end they lose 0.25 em."""
    comma = frame_of("P", 1.0, 0.4, 0.6, Punctuation.QUANJIAO)
    han = frame_of("H", 1.0, 0.0, 1.0, Punctuation.QUANJIAO)

    assert (0.25, 0.25) == (comma.left, comma.right)
    assert 0.25 == gap_between("H", "P", han, comma, CjkStyle()).natural
    assert 0.25 == gap_between("P", "H", comma, han, CjkStyle()).natural


def test_trims_of_the_shipped_faces_keep_ink_apart(book: FontBook) -> None:
    """Any two marks, squeezed as far as rules allow: each keeps its ink, and 0.05 em lie between them."""
    from reportgen.typeset import cjk
    from reportgen.typeset.shaping import Shaper

    shaper = Shaper(book)
    style = CjkStyle(squeeze_stops=True)
    for role in ("body", "body_strong", "caption", "heading"):
        frames = []
        for char in "“”‘’「」『』（）《》〈〉【】〖〗〔〕、，：；。．！？":
            letter = cjk.classify(char)
            glyph = shaper.chinese(role, char, letter).glyphs[0]
            frame = frame_of(letter, glyph.advance, glyph.x0, glyph.x1, Punctuation.QUANJIAO)
            assert frame.box_start <= glyph.x0 + 1e-9, (role, char)
            assert frame.box_end >= glyph.x1 - 1e-9, (role, char)
            frames.append((char, letter, frame))
        for (a, first, left), (b, second, right) in itertools.product(frames, repeat=2):
            gap = gap_between(first, second, left, right, style)
            ink = left.box_end - left.x1 + gap.natural - gap.shrink + right.x0 - right.box_start
            room = left.right + right.left
            assert ink >= 0.05 - 1e-9 or gap.natural - gap.shrink >= room - 1e-9, (role, a, b)


@pytest.mark.parametrize("role", ["body", "body_strong", "caption", "heading"])
def test_dashes_and_ellipses_of_the_shipped_faces(book: FontBook, role: str) -> None:
    """—— is one stroke of 2 em around 0.38 em; …… six dots at a third of an em; the text stays as typed."""
    for text in ("国——国", "国……国"):
        run = set_line(text, TextStyle(role, 10.0), book).runs
        assert text == "".join(part.run.text for part in run)
        assert sum(sum(part.run.advances) for part in run) == pytest.approx(40.0)
    line = set_line("国——国", TextStyle(role, 10.0), book)
    inks = []
    for placed in line.runs:
        face, pen = book.face(placed.run.font), placed.x
        for glyph, advance, cluster in zip(
            placed.run.glyph_ids, placed.run.advances, placed.run.clusters, strict=True
        ):
            x0, y0, x1, y1 = (value / face.upem for value in face.bounds(glyph))
            if placed.run.text[cluster] == "—":
                inks.append((pen / 10 + x0, pen / 10 + x1))
                assert (y0 + y1) / 2 == pytest.approx(0.38, abs=0.05)
            pen += advance
    assert inks[0][0] <= 1.1
    assert inks[-1][1] >= 2.9
    assert all(b[0] <= a[1] + 0.001 for a, b in itertools.pairwise(inks))
