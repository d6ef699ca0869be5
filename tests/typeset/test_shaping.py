"""Shaping with the faces of the project: script, language, long marks, fallback."""

from __future__ import annotations

import pytest

from reportgen.typeset.cjk import LONG, OPEN, SIGN, classify
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.shaping import HanGlyphs, Shaper


@pytest.fixture(scope="module")
def shaper(book: FontBook) -> Shaper:
    return Shaper(book)


def test_figures_of_the_song_are_tabular(shaper: Shaper) -> None:
    """As Latn/en all ten are 0.55 em; as Chinese `1` would be 0.47."""
    shaped = shaper.western("body", "0123456789", "n" * 10)

    assert [0.55] * 10 == [glyph.advance for glyph in shaped.glyphs]


def test_figures_of_the_shipped_faces_can_stand_for_one_another(shaper: Shaper, book: FontBook) -> None:
    """So a number never seen before is set as all zeros are; the glyphs are those of the figures."""
    for role in book.roles:
        figures = shaper.figures(role)

        assert figures is not None
        shaped = shaper.western(role, "1,907.45%", "nannnannn")
        drawn = [glyph.id for glyph in shaped.glyphs if "1,907.45%"[glyph.start].isdigit()]
        assert [figures[digit] for digit in "190745"] == drawn


def test_a_dash_is_two_em_without_a_gap(shaper: Shaper) -> None:
    for role in ("body", "heading", "quote", "caption"):
        glyphs = shaper.chinese(role, "——", LONG).glyphs

        assert sum(glyph.advance for glyph in glyphs) == pytest.approx(2.0)
        if len(glyphs) == 2:
            assert glyphs[0].x1 >= 0.995
            assert glyphs[1].x0 <= 0.005


def test_four_dashes_are_two_pairs(shaper: Shaper) -> None:
    shaped = shaper.chinese("body", "————", LONG)

    assert sum(glyph.advance for glyph in shaped.glyphs) == pytest.approx(4.0)
    assert {0, 2} <= {glyph.start for glyph in shaped.glyphs}


def test_ellipses_stand_in_the_middle_of_the_em(shaper: Shaper, book: FontBook) -> None:
    for role in ("body", "heading", "quote", "caption"):
        glyphs = shaper.chinese(role, "……", LONG).glyphs

        assert [0, 1] == [glyph.start for glyph in glyphs]
        for glyph in glyphs:
            face = book.face(glyph.font)
            _, y0, _, y1 = face.bounds(glyph.id)
            assert glyph.advance == pytest.approx(1.0)
            assert (y0 + y1) / 2 / face.upem == pytest.approx(0.38, abs=0.05)


def test_western_quotes_are_narrow(shaper: Shaper) -> None:
    wide = shaper.chinese("body", "“", OPEN).glyphs[0]
    narrow = shaper.western("body", "“a”", "qLq").glyphs

    assert wide.advance == 1.0
    assert narrow[0].advance < 0.6
    assert narrow[2].advance < 0.6


def test_clusters_of_a_ligature(shaper: Shaper) -> None:
    """`ffi` becomes one glyph for three letters in the Song."""
    glyphs = shaper.western("body", "office", "LLLLLL").glyphs

    assert [0, 1, 4, 5] == [glyph.start for glyph in glyphs]


def test_kai_takes_latin_and_quotes_from_the_song(shaper: Shaper, book: FontBook) -> None:
    western = book.roles["quote"].western

    assert western == shaper.western("quote", "GDP", "LLL").glyphs[0].font
    assert western == shaper.chinese("quote", "“", OPEN).glyphs[0].font
    assert book.roles["quote"].face == shaper.chinese("quote", "，", "P").glyphs[0].font


def test_a_character_the_face_lacks_comes_from_the_chain(shaper: Shaper, book: FontBook) -> None:
    """䲟 is outside the core set of the bold face; the regular one stands in, with a stroke."""
    rare = next(
        chr(c)
        for c in range(0x3400, 0x4DB5)
        if not book.face(book.roles["title"].face).has(c) and book.face(book.roles["body"].face).has(c)
    )
    shaped = shaper.chinese("title", rare, "H")

    assert book.roles["body"].face == shaped.glyphs[0].font
    assert shaped.glyphs[0].embolden_em > 0
    assert () == shaped.missing


def test_a_missing_character_is_a_geta_and_named(shaper: Shaper, book: FontBook) -> None:
    shaped = shaper.chinese("body", "\ue000", "F")

    assert ["\ue000"] == [missing.cluster for missing in shaped.missing]
    assert book.face(book.roles["body"].face).glyph(ord("〓")) == shaped.glyphs[0].id


@pytest.mark.parametrize("role", ["body", "title", "quote", "label"])
def test_a_book_may_mark_missing_characters(book: FontBook, role: str) -> None:
    """One geta of a full em for each cluster, also in a row and inside a word; nothing is left to report."""
    shaper = Shaper(FontBook.open(book.folder, book.roles, marks_missing=True))
    geta = shaper.chinese(role, "〓", "F").glyphs[0]

    word = shaper.western(role, "aʘʘx\u0489b", "LLLLVL")
    mark = shaper.chinese(role, "\U00020bb7", "F")

    assert [0, 1, 2, 3, 5] == [glyph.start for glyph in word.glyphs]
    assert [geta.id] * 3 == [glyph.id for glyph in word.glyphs[1:4]]
    assert [(geta.font, geta.id, 1.0)] == [(glyph.font, glyph.id, glyph.advance) for glyph in mark.glyphs]
    assert () == word.missing == mark.missing


def test_private_use_is_never_marked_in_silence(book: FontBook) -> None:
    shaper = Shaper(FontBook.open(book.folder, book.roles, marks_missing=True))

    assert ["\ue000"] == [missing.cluster for missing in shaper.chinese("body", "\ue000", "F").missing]


def test_a_selector_the_face_ignores_does_not_stop_its_base(shaper: Shaper) -> None:
    shaped = shaper.chinese("body", "国\ufe00", "H")

    assert () == shaped.missing
    assert 0 not in [glyph.id for glyph in shaped.glyphs]


def test_plain_hanzi_are_learnt_once_and_agree_with_shaping(shaper: Shaper) -> None:
    han = HanGlyphs(shaper, "body")
    han.learn("研发投入，研发")

    assert set("研发投入") == han.ids.keys()
    assert han.ids["研"] == shaper.chinese("body", "研", "H").glyphs[0].id
    assert not han.odd


def test_hanzi_of_another_face_are_marked(shaper: Shaper, book: FontBook) -> None:
    han = HanGlyphs(shaper, "title")
    han.learn("国㐀")

    assert han.ids["国"] > 0
    assert (han.ids["㐀"] < 0) == (not book.face(book.roles["title"].face).has(0x3400))


def test_signs_shape_like_words(shaper: Shaper) -> None:
    assert ["a"] == list(classify("-"))
    assert 0 < shaper.western("body", "-", SIGN).glyphs[0].advance < 0.5


def test_figures_beside_western_quotation_marks_stay_tabular(shaper: Shaper, book: FontBook) -> None:
    """`pwid` is for the marks alone; a grid sets the figures half an em wide, letters as ever."""
    glyphs = shaper.western("body", "“1990’s", "qnnnnqL").glyphs
    grid = Shaper(book, half_figures=True).western("body", "a12b345“6", "LnnLnnnqn").glyphs

    assert [0.55] * 4 == [glyph.advance for glyph in glyphs[1:5]]
    assert [0.5] * 6 == [grid[i].advance for i in (1, 2, 4, 5, 6, 8)]
    assert 0.465 == grid[7].advance == glyphs[0].advance
    assert grid[0].advance > 0.5
