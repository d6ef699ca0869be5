"""Dots, rules, bands, readings, raised marks (rule book 11), by arithmetic on the em-square font at 10 pt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.core.style import CjkStyle, Colour, ParaStyle, Punctuation, TextStyle
from reportgen.core.text import Interlinear, InterlinearKind, StyledText, StyleRun
from reportgen.typeset import characters, compose, natural_widths
from reportgen.typeset.paragraph import Line, set_line

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

BODY = TextStyle("body", 10.0)
STYLE = ParaStyle(BODY, 18.0)
RED = Colour("red", (1.0, 0.0, 0.0), (0.0, 1.0, 1.0, 0.0))


def marked(
    book: FontBook, source: str, kind: InterlinearKind, start: int, end: int, **options: object
) -> Line:
    mark = Interlinear(start, end, kind, **options)  # type: ignore[arg-type]
    return compose(StyledText(source, marks=(mark,)), STYLE, 200.0, book).lines[0]


def test_a_dot_under_every_hanzi_and_under_nothing_else(em_book: FontBook) -> None:
    """0.2 em wide, a tenth of an em below the frame; none under marks, spaces and Western text."""
    line = marked(em_book, "国家，GDP 人民", InterlinearKind.DOTS, 0, 9)
    xs = {item.text: item.x for item in characters(line)}

    assert [5.0, 15.0, xs["人"] + 5, xs["民"] + 5] == pytest.approx([dot.x for dot in line.dots])
    assert {(-3.2, 1.0)} == {(round(dot.y, 6), dot.radius) for dot in line.dots}
    assert () == line.rules


def test_a_name_rule_leaves_a_gap_to_the_next_name(em_book: FontBook) -> None:
    names = (
        Interlinear(1, 3, InterlinearKind.NAME),
        Interlinear(3, 5, InterlinearKind.NAME, colour=RED),
    )
    line = compose(StyledText("在衡阳雁峰区", marks=names), STYLE, 200.0, em_book).lines[0]
    first, second = line.rules

    assert (10.6, 29.4) == pytest.approx((first.x, first.right))
    assert (30.6, 49.4) == pytest.approx((second.x, second.right))
    assert first.thickness == pytest.approx(0.5)
    assert first.y + first.thickness / 2 == pytest.approx(-1.2 - 1.2)  # 0.12 em below the frame
    assert (BODY.colour, RED) == (first.colour, second.colour)


def test_a_name_rule_follows_the_lines_and_is_inset_at_its_own_ends_only(em_book: FontBook) -> None:
    mark = Interlinear(8, 14, InterlinearKind.NAME)
    lines = compose(StyledText("国" * 18, marks=(mark,)), STYLE, 100.0, em_book).lines

    assert [(80.6, 100.0)] == [pytest.approx((rule.x, rule.right)) for rule in lines[0].rules]
    assert [(0.0, 39.4)] == [pytest.approx((rule.x, rule.right)) for rule in lines[1].rules]


def test_a_name_rule_ends_with_its_line_where_a_grid_squeezes_the_marks(em_book: FontBook) -> None:
    """Both commas give half a cell; the rule must not stand out over the edge by the half that is gone."""
    style = replace(STYLE, cjk=CjkStyle(punctuation=Punctuation.GRID))
    mark = Interlinear(0, 7, InterlinearKind.NAME)
    (line,) = compose(StyledText("一一一一一，，", marks=(mark,)), style, 60.0, em_book).lines

    assert [(0.6, 59.4)] == [pytest.approx((rule.x, rule.right)) for rule in line.rules]


def test_an_underline_is_one_piece_and_leaves_the_gap_at_its_end_free(em_book: FontBook) -> None:
    """It spans the gap before GDP, not the one behind it (6.4)."""
    inner = marked(em_book, "国家GDP人民", InterlinearKind.UNDERLINE, 1, 5)
    outer = marked(em_book, "国家GDP人民", InterlinearKind.UNDERLINE, 0, 2)

    assert [(10.0, 37.5)] == [pytest.approx((rule.x, rule.right)) for rule in inner.rules]
    assert [(0.0, 20.0)] == [pytest.approx((rule.x, rule.right)) for rule in outer.rules]
    assert all(rule.y + rule.thickness / 2 < -1.2 and not rule.behind for rule in inner.rules)


def test_a_strike_goes_through_the_middle_and_a_band_lies_behind(em_book: FontBook) -> None:
    strike = marked(em_book, "国家", InterlinearKind.STRIKE, 0, 2).rules[0]
    band = marked(em_book, "国家", InterlinearKind.BACKGROUND, 0, 2, colour=RED).rules[0]

    assert strike.y == pytest.approx(3.8)
    assert (3.8, 10.0, True) == pytest.approx((band.y, band.thickness, band.behind))


def test_marks_follow_the_size_of_their_characters(em_book: FontBook) -> None:
    runs = (StyleRun(1, 2, replace(BODY, size=20.0)),)
    mark = Interlinear(1, 2, InterlinearKind.DOTS)
    line = compose(StyledText("国家", runs, marks=(mark,)), STYLE, 200.0, em_book).lines[0]

    assert [(20.0, -6.4, 2.0)] == [pytest.approx((dot.x, dot.y, dot.radius)) for dot in line.dots]


def test_marks_change_no_line(em_book: FontBook) -> None:
    """Pitch, breaks and advances are those of the bare text."""
    text = "国家经济，“发展”GDP 12.5%。" * 4
    kinds = [kind for kind in InterlinearKind if kind is not InterlinearKind.RUBY]
    marks = tuple(Interlinear(3, 40, kind) for kind in kinds)
    bare = compose(StyledText(text), STYLE, 123.0, em_book)
    drawn = compose(StyledText(text, marks=marks), STYLE, 123.0, em_book)

    assert [line.runs for line in bare.lines] == [line.runs for line in drawn.lines]
    assert bare.height == drawn.height


def test_a_label_on_one_line_has_its_marks_too(em_book: FontBook) -> None:
    text = StyledText("国家", marks=(Interlinear(0, 2, InterlinearKind.NAME),))

    assert [(0.6, 19.4)] == [
        pytest.approx((rule.x, rule.right)) for rule in set_line(text, BODY, em_book).rules
    ]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (7, 99), (99, 120)])
def test_marks_outside_the_text_are_harmless(em_book: FontBook, start: int, end: int) -> None:
    for kind in InterlinearKind:
        line = marked(em_book, "国家经济发展", kind, start, end, text="guo")
        assert "国家经济发展" == "".join(placed.run.text for placed in line.runs)


# ------------------------------------------------------------------ readings


def above(line: Line) -> list[tuple[str, float, float]]:
    """Each reading with its start and its end (pt)."""
    return [(placed.run.text, placed.x, placed.x + sum(placed.run.advances)) for placed in line.above]


def test_a_short_reading_is_centred_over_its_character(em_book: FontBook) -> None:
    """Letters of half an em at half the size: `ba` takes 5 pt over a hanzi of 10."""
    line = marked(em_book, "国八国", InterlinearKind.RUBY, 1, 2, text="ba")

    assert [("ba", 12.5, 17.5)] == above(line)
    assert [10.0] * 3 == [item.advance for item in characters(line)]
    assert line.above[0].run.size == 5.0
    assert line.above[0].style.rise == pytest.approx(9.8)
    assert "国八国" == "".join(placed.run.text for placed in line.runs)


def test_a_long_reading_hangs_over_bare_neighbours_before_it_spreads_its_base(em_book: FontBook) -> None:
    """15 pt over 10: a quarter em on either side is free. 17.5 pt: a quarter of an em on either side more."""
    free = marked(em_book, "国装国", InterlinearKind.RUBY, 1, 2, text="zhuang")
    wide = marked(em_book, "国装国", InterlinearKind.RUBY, 1, 2, text="zhuangx")

    assert [("zhuang", 7.5, 22.5)] == above(free)
    assert [10.0] * 3 == [item.advance for item in characters(free)]
    assert [("zhuangx", 7.5, 25.0)] == above(wide)
    assert [10.0, 12.5, 10.0] == [item.advance for item in characters(wide)]
    assert wide.runs[0].run.offsets[1] == (1.25, 0.0)


def test_syllables_stand_apart(em_book: FontBook) -> None:
    """Two characters, two syllables: each over its own, an eighth of an em between them."""
    line = marked(em_book, "国装装国", InterlinearKind.RUBY, 1, 3, text="zhuang zhuang")
    first, second = above(line)

    assert "zhuang" == first[0] == second[0]
    assert second[1] - first[2] >= 1.25 - 1e-6
    assert first[1] >= 7.5 - 1e-6
    assert line.width > 40.0


def test_a_reading_of_a_word_spreads_its_characters_evenly(em_book: FontBook) -> None:
    """Thirty points over two hanzi: five may hang over, the other five open the cells."""
    line = marked(em_book, "国开放国", InterlinearKind.RUBY, 1, 3, text="kaifangkaifang"[:12])
    advances = [item.advance for item in characters(line)]

    assert [10.0, 12.5, 12.5, 10.0] == advances
    assert [("kaifangkaifa", 7.5, 37.5)] == above(line)


def test_a_reading_stays_within_its_line(em_book: FontBook) -> None:
    """At the edges it is aligned to the edge, not hung over it."""
    text, mark = "装国国国国装", "zhuang"
    marks = (
        Interlinear(0, 1, InterlinearKind.RUBY, mark),
        Interlinear(5, 6, InterlinearKind.RUBY, mark),
    )
    line = compose(StyledText(text + "国" * 6, marks=marks), STYLE, 60.0, em_book).lines[0]

    assert 6 == line.end
    assert [("zhuang", 0.0, 15.0), ("zhuang", 45.0, 60.0)] == above(line)


def test_a_group_is_never_parted(em_book: FontBook) -> None:
    for measure in range(50, 160, 7):
        mark = Interlinear(7, 10, InterlinearKind.RUBY, "kaifangqu")
        paragraph = compose(StyledText("国" * 20, marks=(mark,)), STYLE, float(measure), em_book)
        holders = [line for line in paragraph.lines if line.above]

        assert 1 == len(holders)
        assert holders[0].start <= 7 < 10 <= holders[0].end


def test_a_reading_survives_where_its_group_must_break(em_book: FontBook) -> None:
    mark = Interlinear(0, 6, InterlinearKind.RUBY, "kai")
    paragraph = compose(StyledText("国" * 6, marks=(mark,)), STYLE, 20.0, em_book)

    assert ["kai"] == [placed.run.text for line in paragraph.lines for placed in line.above]


def test_a_narrow_pitch_is_told(em_book: FontBook) -> None:
    tight = replace(STYLE, leading=14.0)
    for kind, told in ((InterlinearKind.DOTS, True), (InterlinearKind.UNDERLINE, False)):
        text = StyledText("国家", marks=(Interlinear(0, 2, kind),))
        found = [finding.code for finding in compose(text, tight, 100.0, em_book).findings]

        assert (["typeset.line-gap"] if told else []) == found


# ------------------------------------------------------------------ raised marks


def test_a_raised_mark_closes_up_and_stays_with_its_word(em_book: FontBook) -> None:
    """No gap beside a hanzi (6.2), no break before it (4.3); the pitch is as ever."""
    note = replace(BODY, size=6.0, rise=3.5)
    text = StyledText("国家1国家", (StyleRun(2, 3, note),))

    assert [("1", 3.0)] == [
        (item, round(width * 10, 6)) for item, width in natural_widths(text, STYLE, em_book) if item == "1"
    ]
    assert 43.0 == pytest.approx(set_line(text, BODY, em_book).width)
    for length in range(6, 16):
        styled = StyledText("国" * length + "注1国家经济", (StyleRun(length, length + 2, note),))
        for line in compose(styled, STYLE, 70.0, em_book).lines[1:]:
            assert styled.text[line.start] not in "注1"


def test_words_found_by_a_segmenter_are_not_torn_in_headings(em_book: FontBook) -> None:
    """Only styles that turn at phrases ask; where there is no other way the word breaks."""
    text = StyledText("国家改革开放经济发展")
    heading = replace(STYLE, cjk=CjkStyle(avoid_particles=True), hyphenate=False)

    def segment(piece: str) -> list[int]:
        assert text.text == piece
        return [0, 2, 6]  # 国家 改革开放 经济发展

    def set_in(style: ParaStyle, measure: float) -> list[str]:
        lines = compose(text, style, measure, em_book, segment=segment).lines
        return [text.text[line.start : line.end] for line in lines]

    ragged = replace(heading, align=type(STYLE.align).START)
    assert ["国家改革开放", "经济发展"] == set_in(ragged, 80.0)
    assert ["国家改革开放经", "济发展"] == set_in(replace(STYLE, align=ragged.align), 80.0)
    assert text.text == "".join(set_in(ragged, 30.0))
