"""The composer's door: records, alignments, styles, what is reported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.core.diagnostics import Span
from reportgen.core.style import Align, CjkStyle, Hanging, Kinsoku, ParaStyle, TextStyle
from reportgen.core.text import StyledText, StyleRun
from reportgen.typeset.itemise import composer_of
from reportgen.typeset.paragraph import Paragraph, compose, natural_width, set_line

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

BODY = TextStyle("body", 10.0)
STRONG = TextStyle("body_strong", 10.0)
PLAIN = ParaStyle(BODY, 18.0)


def lines_of(paragraph: Paragraph) -> list[str]:
    return [paragraph.text[line.start : line.end] for line in paragraph.lines]


def codes(paragraph: Paragraph) -> list[str]:
    return [finding.code for finding in paragraph.findings]


def test_no_text_has_no_lines(em_book: FontBook) -> None:
    assert () == compose(StyledText(""), PLAIN, 100.0, em_book).lines
    assert 0.0 == natural_width("", BODY, em_book)
    assert 0.0 == set_line(" ", BODY, em_book).width


def test_a_plain_line_shares_one_run(em_book: FontBook) -> None:
    line = set_line("国家GDP", BODY, em_book)
    run = line.runs[0].run

    assert 1 == len(line.runs)
    assert range(5) == run.clusters
    assert () == run.offsets
    assert (10.0, 12.5, 5.0, 5.0, 5.0) == run.advances
    assert 37.5 == line.width == line.natural


def test_the_first_line_is_indented_and_the_others_hang(em_book: FontBook) -> None:
    style = replace(PLAIN, indent_em=2.0, hang_em=1.0)
    paragraph = compose(StyledText("国" * 24), style, 100.0, em_book)

    assert [8, 9, 7] == [len(line) for line in lines_of(paragraph)]
    assert [20.0, 10.0, 10.0] == [line.x for line in paragraph.lines]
    assert [20.0, 10.0, 10.0] == [line.runs[0].x for line in paragraph.lines]
    assert 54.0 == paragraph.height


def test_an_opening_mark_under_the_indent_starts_with_its_ink(em_book: FontBook) -> None:
    style = replace(PLAIN, indent_em=2.0)
    line = compose(StyledText("“国家”"), style, 100.0, em_book).lines[0]

    assert 20.0 == line.x
    assert 30.0 == line.width
    assert (-5.0, 0.0) == line.runs[0].run.offsets[0]


@pytest.mark.parametrize(("align", "x"), [(Align.START, 0.0), (Align.CENTRE, 35.0), (Align.END, 70.0)])
def test_alignment_uses_the_trimmed_width(em_book: FontBook, align: Align, x: float) -> None:
    line = compose(StyledText("（国国）"), replace(PLAIN, align=align), 100.0, em_book).lines[0]

    assert 30.0 == line.width
    assert x == line.x


def test_even_lines_fill_the_measure(em_book: FontBook) -> None:
    line = compose(StyledText("国家人"), replace(PLAIN, align=Align.EVEN), 100.0, em_book).lines[0]

    assert (45.0, 45.0, 10.0) == line.runs[0].run.advances


def test_centred_lines_are_balanced(em_book: FontBook) -> None:
    """Twelve hanzi in a measure of ten: six and six, not ten and two."""
    paragraph = compose(StyledText("国" * 12), replace(PLAIN, align=Align.CENTRE), 100.0, em_book)

    assert ["国" * 6, "国" * 6] == lines_of(paragraph)


def test_ragged_lines_keep_their_natural_advances(em_book: FontBook) -> None:
    paragraph = compose(StyledText("国家" * 8 + "GDP"), replace(PLAIN, align=Align.START), 75.0, em_book)

    for line in paragraph.lines:
        assert line.natural == pytest.approx(line.width)
    assert 70.0 == paragraph.lines[0].width


def test_forced_ends_belong_to_the_line_before(em_book: FontBook) -> None:
    paragraph = compose(StyledText("国家\n\n人民\n"), replace(PLAIN, indent_em=2.0), 100.0, em_book)

    assert ["国家\n", "\n", "人民\n"] == lines_of(paragraph)
    assert [20.0, 0.0, 0.0] == [line.x for line in paragraph.lines]
    assert () == paragraph.lines[1].runs
    assert ["国家", "人民"] == [line.runs[0].run.text for line in paragraph.lines if line.runs]


def test_a_dropped_space_parts_the_runs_but_not_the_hanzi(em_book: FontBook) -> None:
    line = set_line("国 家", BODY, em_book)

    assert ["国", "家"] == [placed.run.text for placed in line.runs]
    assert [0.0, 10.0] == [placed.x for placed in line.runs]
    assert (0, 3) == (line.start, line.end)


def test_a_space_between_hanzi_may_be_kept(em_book: FontBook) -> None:
    """As wide as a word space, and a line may end there."""
    style = replace(PLAIN, cjk=CjkStyle(keep_spaces=True))
    line = compose(StyledText("国 家"), style, 100.0, em_book).lines[0]
    lines = lines_of(compose(StyledText("国 家 改 革"), style, 25.0, em_book))

    assert "国 家" == line.runs[0].run.text
    assert 2 * 10 + 2.5 == pytest.approx(line.width, abs=0.5)
    assert ["国 家 ", "改 革"] == lines


def test_a_space_that_became_the_gap_can_be_extracted(em_book: FontBook) -> None:
    run = set_line("国 ab", BODY, em_book).runs[0].run

    assert "国 ab" == run.text
    assert (10.0, 2.5, 5.0, 5.0) == run.advances


def test_a_space_at_a_line_end_is_covered_but_not_set(em_book: FontBook) -> None:
    paragraph = compose(StyledText("aaaa bbbb"), PLAIN, 20.0, em_book)

    assert ["aaaa ", "bbbb"] == lines_of(paragraph)
    assert ["aaaa", "bbbb"] == [line.runs[0].run.text for line in paragraph.lines]


def test_styles_and_links_make_runs(em_book: FontBook) -> None:
    text = StyledText(
        "国家重点GDP", (StyleRun(2, 4, STRONG), StyleRun(4, 7, BODY, link="https://example.com"))
    )
    line = set_line(text, BODY, em_book)

    assert ["国家", "重点", "GDP"] == [placed.run.text for placed in line.runs]
    assert [BODY, STRONG, BODY] == [placed.style for placed in line.runs]
    assert ["", "", "https://example.com"] == [placed.link for placed in line.runs]
    assert [0.0, 20.0, 42.5] == [placed.x for placed in line.runs]  # the gap crosses the style's edge
    assert line.runs[0].run.font != line.runs[1].run.font


def test_a_style_boundary_neither_makes_nor_removes_a_break(em_book: FontBook) -> None:
    """12|% and （|国 cut by a change of style are as whole as ever; marks are still trimmed."""
    plain = StyledText("国家国家12%国家（国家）。国家")
    for cut in range(1, len(plain.text)):
        cut_text = StyledText(plain.text, (StyleRun(0, cut, STRONG),))
        for measure in (40.0, 55.0, 70.0):
            assert lines_of(compose(plain, PLAIN, measure, em_book)) == lines_of(
                compose(cut_text, PLAIN, measure, em_book)
            )
        assert natural_width(cut_text, BODY, em_book) == pytest.approx(natural_width(plain, BODY, em_book))


def test_of_two_sizes_the_larger_mark_decides(em_book: FontBook) -> None:
    """）of 10 pt and （ of 20 pt keep half an em of the larger between them: 5 + 10 + 10."""
    text = StyledText("国）（国", (StyleRun(2, 4, replace(BODY, size=20.0)),))

    assert natural_width(text, BODY, em_book) == pytest.approx(10 + 5 + 10 + 10 + 20)


def test_no_break_holds_together(em_book: FontBook) -> None:
    text = "国家" * 4 + "三十五亿" + "国家" * 4
    kept = compose(StyledText(text, (StyleRun(8, 12, BODY, no_break=True),)), PLAIN, 100.0, em_book)

    assert ["三十五亿" in line for line in lines_of(kept)].count(True) == 1


def test_a_kept_phrase_wider_than_the_measure_breaks_all_the_same(em_book: FontBook) -> None:
    text = StyledText("国" * 12, (StyleRun(0, 12, BODY, no_break=True),))
    paragraph = compose(text, PLAIN, 50.0, em_book)

    assert "国" * 12 == "".join(lines_of(paragraph))
    assert all(line.width <= 50.01 for line in paragraph.lines)
    assert "typeset.emergency" in codes(paragraph)


def test_tracking_goes_between_characters_only(em_book: FontBook) -> None:
    assert natural_width("国家人", replace(BODY, tracking_em=0.2), em_book) == pytest.approx(34.0)
    assert natural_width("国，人", replace(BODY, tracking_em=0.2), em_book) == pytest.approx(34.0)


def test_a_hyphen_stands_for_no_character(em_book: FontBook) -> None:
    paragraph = compose(StyledText("国家 internationalization 战略规划"), PLAIN, 100.0, em_book)
    line = next(line for line in paragraph.lines if line.hyphenated)
    run = line.runs[-1].run

    assert run.clusters[-1] == len(run.text)
    assert sum(run.advances) + line.runs[-1].x == pytest.approx(line.x + line.width)
    assert "-" not in run.text


def test_an_almost_full_last_line_is_closed(em_book: FontBook) -> None:
    """Nineteen hanzi in 19.2 em: 0.2 em over 18 gaps is less than 0.02 em each."""
    closed = compose(StyledText("国" * 19), PLAIN, 192.0, em_book).lines[0]
    natural = compose(StyledText("国" * 10), PLAIN, 192.0, em_book).lines[0]

    assert closed.width == pytest.approx(192.0)
    assert 100.0 == natural.width


def test_a_measure_narrower_than_a_character_sets_one_a_line_and_says_so(em_book: FontBook) -> None:
    place = Span("report.yaml", 3, 5)
    paragraph = compose(StyledText("国，GDP", origin=place), PLAIN, 4.0, em_book)

    assert "国，GDP" == "".join(lines_of(paragraph))
    assert ["国", "，", "G", "D", "P"] == lines_of(paragraph)
    assert {"typeset.emergency", "typeset.overflow"} <= set(codes(paragraph))
    assert all(finding.span == place for finding in paragraph.findings)


def test_a_token_wider_than_the_line_is_broken_and_reported(em_book: FontBook) -> None:
    paragraph = compose(
        StyledText("国家" + "x" * 30 + "国家"), replace(PLAIN, hyphenate=False), 100.0, em_book
    )

    assert "typeset.token-broken" in codes(paragraph)
    assert all(line.width <= 100.01 for line in paragraph.lines)


def test_kinsoku_is_relaxed_only_when_nothing_else_helps(em_book: FontBook) -> None:
    """々 may start a line at the basic level; at gb that is the last but one resort."""
    paragraph = compose(StyledText("国々国々国々"), PLAIN, 11.0, em_book)

    assert "typeset.kinsoku-relaxed" in codes(paragraph)
    ample = compose(StyledText("国々国々国々"), PLAIN, 40.0, em_book)
    assert [] == codes(ample)


def test_levels_reach_the_lines(em_book: FontBook) -> None:
    strict = replace(PLAIN, cjk=CjkStyle(kinsoku=Kinsoku.STRICT))
    lines = lines_of(compose(StyledText("国" * 10 + "——" + "国" * 10), strict, 100.0, em_book))

    assert not lines[1].startswith("—")


def test_a_missing_character_is_reported_with_its_place(em_book: FontBook) -> None:
    place = Span("report.yaml", 7, 1)
    paragraph = compose(StyledText("国\U000203ff家", origin=place), PLAIN, 100.0, em_book)
    finding = paragraph.findings[0]

    assert "font.missing-glyph" == finding.code
    assert place == finding.span
    assert "U+203FF" in finding.message.en
    assert 0 not in paragraph.lines[0].runs[0].run.glyph_ids


def test_an_unpaired_mark_is_noted(em_book: FontBook) -> None:
    assert ["typeset.unpaired-quote"] == codes(compose(StyledText("国“家"), PLAIN, 100.0, em_book))


def test_a_dash_of_one_glyph_keeps_both_characters(book: FontBook) -> None:
    run = set_line("国——家", BODY, book).runs[0].run

    assert "国——家" == run.text
    assert (0, 1, 3) == run.clusters
    assert (10.0, 20.0, 10.0) == run.advances


def test_faces_alternate_in_a_kai_role(book: FontBook) -> None:
    line = set_line("约GDP的“国”", TextStyle("quote", 10.0), book)

    assert ["约", "GDP", "的", "“", "国", "”"] == [placed.run.text for placed in line.runs]
    assert [placed.run.font for placed in line.runs] == [
        book.roles["quote"].western if text in ("GDP", "“", "”") else book.roles["quote"].face
        for text in (placed.run.text for placed in line.runs)
    ]


def test_a_character_from_another_face_keeps_its_place(book: FontBook) -> None:
    """The bold face lacks it: the regular one sets it, emboldened, and the line is as wide as before."""
    face = book.face(book.roles["title"].face)
    rare = next(chr(c) for c in range(0x3400, 0x4DB5) if not face.has(c) and book.choose("title", chr(c)))
    line = set_line(f"国{rare}家，", TextStyle("title", 10.0), book)

    assert 35.0 == pytest.approx(line.width)
    assert ["国", rare, "家，"] == [placed.run.text for placed in line.runs]
    assert line.runs[1].run.embolden_em > 0


def test_colour_makes_runs_but_no_difference_in_width(em_book: FontBook) -> None:
    from reportgen.core.style import WHITE

    text = StyledText("国家，人民", (StyleRun(0, 2, replace(BODY, colour=WHITE)),))
    line = set_line(text, BODY, em_book)

    assert ["国家", "，人民"] == [placed.run.text for placed in line.runs]
    assert 50.0 == line.width


@pytest.mark.parametrize("number", ["17.9%", "2,048", "(36)", "−7.1", "1987"])
def test_the_short_cut_from_number_to_number_gives_what_shaping_gives(book: FontBook, number: str) -> None:
    shaped = composer_of(book).shaper.western("body", number, "n" * len(number)).glyphs
    run = set_line(f"国{number}。", BODY, book).runs[0].run

    assert [glyph.id for glyph in shaped] == list(run.glyph_ids[1:-1])
    assert [glyph.advance * 10 for glyph in shaped] == pytest.approx(run.advances[1:-1])
    assert f"国{number}。" == run.text


def test_a_mark_hangs_only_where_it_must(em_book: FontBook) -> None:
    """Ten hanzi and a comma in ten em: the comma's frame stands in the margin, its ink starts there."""
    text = StyledText("国" * 10 + "，" + "国" * 9)
    needed = replace(PLAIN, cjk=CjkStyle(hanging=Hanging.WHEN_NEEDED))
    line = compose(text, needed, 100.0, em_book).lines[0]

    assert 11 == line.end
    assert line.width == pytest.approx(100.0)
    assert line.hung == pytest.approx(4.5)
    assert line.runs[0].run.advances[-1] == pytest.approx(0.0)
    assert (-0.5, 0.0) == line.runs[0].run.offsets[-1]
    assert 0.0 == compose(text, PLAIN, 100.0, em_book).lines[0].hung
    assert 0.0 == compose(text, needed, 105.0, em_book).lines[0].hung, "half a comma fits"


def test_forced_hanging_takes_every_mark_but_none_of_a_run(em_book: FontBook) -> None:
    forced = replace(PLAIN, cjk=CjkStyle(hanging=Hanging.FORCED))
    line = compose(StyledText("国" * 10 + "。" + "国" * 9), forced, 105.0, em_book).lines[0]
    pair = compose(StyledText("国" * 9 + "。”" + "国" * 9), forced, 105.0, em_book).lines[0]
    hant = replace(PLAIN, cjk=CjkStyle(hanging=Hanging.FORCED, locale="zh-Hant-TW"))

    assert line.width == pytest.approx(105.0)
    assert line.hung == pytest.approx(4.5)
    assert 0.0 == pair.hung
    assert all(not found.hung for found in compose(StyledText("国，" * 20), hant, 100.0, em_book).lines)
    assert 15.0 == natural_width("国，", forced, em_book), "a single line has no margin"


def test_looseness_adds_or_takes_a_line_and_says_so(em_book: FontBook) -> None:
    """120 characters in 30.2 em: four lines of thirty; one hanzi less on each makes five."""
    style = replace(PLAIN, cjk=CjkStyle(last_line_min=2))
    text = StyledText("国" * 118 + "，国")
    plain = compose(text, style, 302.0, em_book)
    more = compose(text, style, 302.0, em_book, looseness=1)
    less = compose(text, style, 302.0, em_book, looseness=-1)

    assert (4, 0) == (len(plain.lines), plain.looseness)
    assert (5, 1) == (len(more.lines), more.looseness)
    assert (4, 0) == (len(less.lines), less.looseness)
    assert more.demerits >= plain.demerits + 500
    assert all(abs(line.width - 302.0) < 0.01 for line in more.lines[:-1])
    assert text.text == "".join(lines_of(more))


def test_signs_that_are_no_text_leave_no_glyph_and_are_told(em_book: FontBook) -> None:
    for sign in ("\ud800", "\x00", "\x07", "\x7f", "\ufffe"):
        paragraph = compose(StyledText(f"国{sign}家"), PLAIN, 100.0, em_book)

        assert ["typeset.control-character"] == codes(paragraph)
        assert 20.0 == paragraph.lines[0].width
        assert 3 == paragraph.lines[-1].end


def test_right_to_left_text_is_told(em_book: FontBook) -> None:
    assert "typeset.right-to-left" in codes(compose(StyledText("国家שלום"), PLAIN, 200.0, em_book))


@pytest.mark.parametrize("measure", [0.0, -5.0, float("nan"), 4.0])
def test_a_measure_narrower_than_a_character_loses_nothing(em_book: FontBook, measure: float) -> None:
    paragraph = compose(StyledText("国家，（人）GDP"), PLAIN, measure, em_book)

    assert "国家，（人）GDP" == "".join(lines_of(paragraph))
    assert {"typeset.overflow", "typeset.emergency"} <= set(codes(paragraph))


def test_a_stop_gives_all_its_white_only_in_an_emergency_and_it_is_told(em_book: FontBook) -> None:
    """Nine em that must stay together: in 8.8 em the stop gives 0.2, in 8.6 it must give 0.4."""
    text = StyledText("国国国国。国国国国家家家", (StyleRun(0, 9, BODY, no_break=True),))
    usual = compose(text, PLAIN, 88.0, em_book)
    tight = compose(text, PLAIN, 86.0, em_book)

    assert [] == codes(usual)
    assert ["typeset.emergency", "typeset.squeezed-stops"] == codes(tight)
    assert [9, 9] == [usual.lines[0].end, tight.lines[0].end]
    assert tight.lines[0].runs[0].run.advances[4] == pytest.approx(6.0)


def test_a_heading_does_not_begin_a_line_with_a_particle(em_book):
    """The preference of section 4.4, asked for by the style."""
    text = StyledText("改革开放以来我们的工作与成绩")
    style = ParaStyle(TextStyle("body", 10.0), 18.0, align=Align.START)
    asked = replace(style, cjk=replace(style.cjk, avoid_particles=True))

    def starts(para: ParaStyle) -> list[str]:
        return [text.text[line.start] for line in compose(text, para, 80.0, em_book).lines]

    assert "的" in starts(style)
    assert "的" not in starts(asked)


def test_a_lone_last_character_that_cannot_be_helped_is_told(em_book: FontBook) -> None:
    """Four in 3.2 em: one must go over, and no line of two fills 3.2 em."""
    paragraph = compose(StyledText("国家人民"), PLAIN, 32.0, em_book)
    helped = compose(StyledText("国" * 21), PLAIN, 102.0, em_book)

    assert ["国家人", "民"] == lines_of(paragraph)
    assert ["typeset.lone-last"] == codes(paragraph)
    assert 2 == len(lines_of(helped)[-1])
    assert [] == codes(helped)


def test_a_finding_says_which_line_it_is_about(em_book: FontBook) -> None:
    """Lines count through the whole paragraph, over forced line ends; -1 is the paragraph itself."""
    text = "国家人民\n国“家\nABCDEFGHIJKLMNOPQRSTUVWXYZ国"
    paragraph = compose(StyledText(text), PLAIN, 40.0, em_book)
    about = dict(zip(codes(paragraph), paragraph.finding_lines, strict=True))

    assert len(paragraph.findings) == len(paragraph.finding_lines)
    assert -1 == about["typeset.unpaired-quote"]
    assert -1 == about["typeset.emergency"]
    broken = [
        line
        for code, line in zip(codes(paragraph), paragraph.finding_lines, strict=True)
        if code == "typeset.token-broken"
    ]
    assert [2, 3, 4] == broken
    assert "ABCDEFGH" == lines_of(paragraph)[2]


def test_a_paragraph_without_findings_names_no_lines(em_book: FontBook) -> None:
    assert () == compose(StyledText("国家人民"), PLAIN, 40.0, em_book).finding_lines
