"""Codes of glyphs and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paged_samples import NUMBERS, ODD, ODD_CFF, odd_run

from reportgen.core.paged import GlyphRun
from reportgen.pdf.codes import LAST_CODE, Codes, spread

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

GLYPHS = len(NUMBERS) + 1  # of the odd face, .notdef included


def test_a_glyph_keeps_its_number_and_the_width_is_in_thousandths(odd_book: FontBook) -> None:
    codes = Codes(odd_book.face(ODD), may_add=True)

    assert codes.encode(odd_run(["yoshi", "f"], "𠮷f", range(2))) == (
        [("0003", 1000.0), ("0004", round(700 / 2.048, 3))],
        (),
    )
    assert codes.texts == {3: "𠮷", 4: "f"}


def test_a_second_text_of_a_glyph_gets_a_code_beyond_the_face(odd_book: FontBook) -> None:
    """U+4E00 and the Kangxi radical U+2F00 share a glyph; each run must copy as it was written."""
    codes = Codes(odd_book.face(ODD), may_add=True)
    first, _ = codes.encode(odd_run(["one", "one", "one"], "一\u2f00一", range(3)))

    assert [code for code, _ in first] == ["0001", f"{GLYPHS:04x}", "0001"]
    assert codes.glyphs == {1: 1, GLYPHS: 1}
    assert codes.texts == {1: "一", GLYPHS: "\u2f00"}


def test_a_ligature_means_all_its_characters(odd_book: FontBook) -> None:
    codes = Codes(odd_book.face(ODD), may_add=True)
    _, actual = codes.encode(odd_run(["f_i", "e"], "fie", (0, 2)))

    assert codes.texts == {NUMBERS["f_i"]: "fi", NUMBERS["e"]: "e"}
    assert actual == ()


def test_as_many_glyphs_as_characters_in_a_cluster_share_them_out(odd_book: FontBook) -> None:
    codes = Codes(odd_book.face(ODD), may_add=True)
    codes.encode(odd_run(["e", "acute", "f"], "e\u0301f", (0, 0, 2)))

    assert codes.texts == {NUMBERS["e"]: "e", NUMBERS["acute"]: "\u0301", NUMBERS["f"]: "f"}


def test_surplus_glyphs_are_wrapped_in_actual_text(odd_book: FontBook) -> None:
    codes = Codes(odd_book.face(ODD), may_add=True)
    _, actual = codes.encode(odd_run(["f", "e", "acute", "i"], "féi", (0, 1, 1, 2)))

    assert actual == ((1, 3, "é"),)
    assert codes.texts[NUMBERS["acute"]] == "\u200b"


def test_without_further_codes_the_second_text_becomes_actual_text(odd_book: FontBook) -> None:
    codes = Codes(odd_book.face(ODD_CFF), may_add=False)
    first, before = codes.encode(odd_run(["one"], "一", range(1), font=ODD_CFF))
    second, after = codes.encode(odd_run(["f", "one"], "f\u2f00", range(2), font=ODD_CFF))

    assert first == [second[1]]
    assert (before, after) == ((), ((1, 2, "\u2f00"),))


@pytest.mark.parametrize("text", ["\x00", "\ufeff", "\ufffd", "\ufffe"])
def test_no_code_means_a_character_that_pdf_forbids(odd_book: FontBook, text: str) -> None:
    codes = Codes(odd_book.face(ODD), may_add=True)
    codes.encode(odd_run(["space"], text, range(1)))

    assert codes.texts == {NUMBERS["space"]: "\u200b"}


def test_glyph_0_is_our_bug_and_says_so(odd_book: FontBook) -> None:
    codes = Codes(odd_book.face(ODD), may_add=True)

    with pytest.raises(AssertionError, match="glyph 0 in it: '龘'"):
        codes.encode(GlyphRun(ODD, 10.0, (0,), (10.0,), (), range(1), "龘"))


def test_a_face_that_uses_every_number_lends_one_it_does_not_need(odd_book: FontBook) -> None:
    """The borrowed code's own glyph, should it come after all, gets another one."""
    codes = Codes(odd_book.face(ODD), may_add=True)
    codes._next = LAST_CODE + 1
    for text in ("一", "\u2f00"):
        codes[1, text]
    codes[LAST_CODE, "𠮷"]

    assert codes.glyphs == {1: 1, LAST_CODE: 1, LAST_CODE - 1: LAST_CODE}


@given(st.lists(st.integers(1, 3), min_size=1, max_size=12), st.text(min_size=12, max_size=12))
def test_spreading_loses_no_character(sizes: list[int], text: str) -> None:
    """Whatever the clusters, the glyphs' texts joined are the text."""
    starts = sorted({0, *[sum(sizes[:i]) % len(text) for i in range(len(sizes))]})
    clusters = [start for start, size in zip(starts, sizes, strict=False) for _ in range(size)]
    texts, actual = spread(text, clusters)

    assert "".join(texts) == text
    assert len(texts) == len(clusters)
    assert all("".join(texts[first:after]) == part for first, after, part in actual)
