"""Font objects in the finished file, against the faces they were cut from."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import uharfbuzz as hb
from paged_samples import (
    NUMBERS,
    ODD,
    ODD_CFF,
    ODD_GLYPHS,
    ODD_WHOLE,
    UPEM,
    odd_run,
    opened,
    paged,
    run_of,
    text_at,
    written,
)

from reportgen.core.paged import FontId, GlyphRun

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook


def fonts_of(pdf: pikepdf.Pdf, page: int = 0) -> list[Any]:
    return [font for _, font in sorted(pdf.pages[page].Resources.Font.items())]


def meanings(font: Any) -> dict[int, str]:
    """ToUnicode, read back."""
    cmap = font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2]
    entries = re.findall(rb"^<([0-9a-f]{4})> <([0-9a-f]+)>$", cmap, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in entries}


def stated_widths(font: Any) -> dict[int, float]:
    """/W, read back."""
    items = list(font.DescendantFonts[0].W)
    return {
        int(first) + i: float(width)
        for first, row in zip(items[::2], items[1::2], strict=True)
        for i, width in enumerate(row)
    }


def one_line(book: FontBook, run: GlyphRun) -> Any:
    pdf = opened(paged([text_at(10, 50, run)]), book)
    return pdf, fonts_of(pdf)[0]


def test_a_face_is_one_embedded_type_0_font(em_book: FontBook) -> None:
    pdf, font = one_line(em_book, run_of(em_book, "报表2026"))
    (descendant,) = font.DescendantFonts

    assert (font.Subtype, font.Encoding) == ("/Type0", "/Identity-H")
    assert (descendant.Subtype, descendant.CIDToGIDMap) == ("/CIDFontType2", "/Identity")
    assert re.fullmatch(r"/[A-Z]{6}\+EmSquare-Regular", str(font.BaseFont))
    assert font.BaseFont == descendant.BaseFont == descendant.FontDescriptor.FontName
    assert str(descendant.CIDSystemInfo.Ordering) == "Identity"
    assert "/CIDSet" not in descendant.FontDescriptor
    assert pdf.check_pdf_syntax() == []


def test_the_program_holds_the_glyphs_used_at_their_own_numbers(em_book: FontBook) -> None:
    run = run_of(em_book, "报表")
    _pdf, font = one_line(em_book, run)
    file = font.DescendantFonts[0].FontDescriptor.FontFile2
    program = file.read_bytes()
    cut, whole = hb.Font(hb.Face(program)), em_book.face(run.font).hb_font
    assert int(file.Length1) == len(program)

    def ink(font: hb.Font, glyph: int) -> tuple[int, int, int, int]:
        box = font.get_glyph_extents(glyph)
        return (box.x_bearing, box.y_bearing, box.width, box.height)

    assert [ink(cut, glyph) for glyph in run.glyph_ids] == [ink(whole, glyph) for glyph in run.glyph_ids]
    assert ink(cut, em_book.face(run.font).glyph(ord("中"))) == (0, 0, 0, 0), "a glyph nobody used"
    assert {"cmap", "GSUB", "GPOS", "name"}.isdisjoint(hb.Face(program).table_tags)


def test_widths_are_those_of_the_face_in_thousandths(odd_book: FontBook) -> None:
    names = ["f", "i", "yoshi", "acute"]
    _pdf, font = one_line(odd_book, odd_run(names, "fi𠮷\u0301", range(4)))

    assert int(font.DescendantFonts[0].DW) == 1000
    assert stated_widths(font) == {
        NUMBERS[name]: round(ODD_GLYPHS[name][1] * 1000 / UPEM, 3) for name in names if name != "yoshi"
    }


def test_han_alone_needs_no_table_of_widths(em_book: FontBook) -> None:
    _pdf, font = one_line(em_book, run_of(em_book, "报表"))

    assert list(font.DescendantFonts[0].W) == []


def test_to_unicode_is_exact_beyond_the_bmp_and_for_ligatures(odd_book: FontBook) -> None:
    _pdf, font = one_line(odd_book, odd_run(["yoshi", "f_i", "e"], "𠮷fie", (0, 1, 3)))

    assert meanings(font) == {NUMBERS["yoshi"]: "𠮷", NUMBERS["f_i"]: "fi", NUMBERS["e"]: "e"}


def test_to_unicode_comes_in_sections_of_a_hundred(em_book: FontBook) -> None:
    text = "".join(chr(0x4E00 + i) for i in range(201))
    _pdf, font = one_line(em_book, run_of(em_book, text))
    sizes = re.findall(rb"([0-9]+) beginbfchar", font.ToUnicode.read_bytes())

    assert sizes == [b"100", b"100", b"1"]
    assert sorted(meanings(font).values()) == sorted(text)


def test_two_texts_on_one_glyph_go_through_a_map(odd_book: FontBook) -> None:
    _pdf, font = one_line(odd_book, odd_run(["one", "one", "space"], "一\u2f00\u00a0", range(3)))
    to_glyph = font.DescendantFonts[0].CIDToGIDMap.read_bytes()
    further = len(NUMBERS) + 1

    assert meanings(font) == {1: "一", further: "\u2f00", NUMBERS["space"]: "\u00a0"}
    assert int.from_bytes(to_glyph[2 * further : 2 * further + 2], "big") == NUMBERS["one"]
    assert int.from_bytes(to_glyph[2:4], "big") == NUMBERS["one"]
    assert stated_widths(font) == {NUMBERS["space"]: 250.0}


def test_a_further_code_paints_the_glyph_it_stands_for(odd_book: FontBook) -> None:
    def ink(text: str) -> bytes:
        run = odd_run(["one", "one"], text, range(2), size=40)
        data = written(paged([text_at(10, 60, run)]), odd_book)
        return bytes(pypdfium2.PdfDocument(data)[0].render().to_numpy().tobytes())

    assert ink("一\u2f00") == ink("一一")


def test_cff_outlines_become_a_cid_font_of_type_0(odd_book: FontBook) -> None:
    run = odd_run(["yoshi", "one", "one"], "𠮷一\u2f00", range(3), font=ODD_CFF)
    pdf, font = one_line(odd_book, run)
    (descendant,) = font.DescendantFonts
    file = descendant.FontDescriptor.FontFile3

    assert (descendant.Subtype, file.Subtype) == ("/CIDFontType0", "/CIDFontType0C")
    assert "/CIDToGIDMap" not in descendant
    assert file.read_bytes()[:2] == b"\x01\x00", "a bare CFF table"
    assert meanings(font) == {NUMBERS["yoshi"]: "𠮷", NUMBERS["one"]: "一"}
    assert b"/ActualText <feff2f00>" in pdf.pages[0].Contents.read_bytes()


def test_cff_glyphs_paint_what_the_truetype_ones_paint(odd_book: FontBook) -> None:
    images = []
    for font in (ODD, ODD_CFF):
        data = written(
            paged([text_at(10, 60, odd_run(["f", "yoshi"], "f𠮷", range(2), font=font, size=40))]), odd_book
        )
        images.append(pypdfium2.PdfDocument(data)[0].render().to_numpy().copy())

    assert (images[0] == images[1]).all()
    assert (images[0] < 128).sum() > 500, "there is ink"


def test_a_face_that_must_not_be_subset_goes_in_whole(odd_book: FontBook) -> None:
    _pdf, font = one_line(odd_book, odd_run(["yoshi"], "𠮷", range(1), font=ODD_WHOLE))
    program = hb.Font(hb.Face(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))

    assert program.get_glyph_extents(NUMBERS["e"]).width == 400


def test_the_tag_follows_the_content(em_book: FontBook) -> None:
    def tag(text: str) -> str:
        _pdf, font = one_line(em_book, run_of(em_book, text))
        return str(font.BaseFont)[1:7]

    assert tag("报表") == tag("表报") != tag("报告")


def test_metrics_of_the_descriptor_are_scaled(odd_book: FontBook) -> None:
    _pdf, font = one_line(odd_book, odd_run(["yoshi"], "𠮷", range(1)))
    descriptor = font.DescendantFonts[0].FontDescriptor

    assert float(descriptor.Ascent) == round(1800 / 2.048, 3)
    assert float(descriptor.Descent) == round(-248 / 2.048, 3)
    assert float(descriptor.CapHeight) == round(1434 / 2.048, 3)
    assert int(descriptor.Flags) == 6  # symbolic and serif
    assert int(descriptor.StemV) == 88


def test_real_faces_keep_width_and_meaning(book: FontBook) -> None:
    """Every face of the project, cut and read back by another library."""
    text = "永，A1。"
    items = []
    for row, font in enumerate(sorted(font for font in book.records if font != "DejaVuSans")):
        items.append(text_at(10, 12 + 12 * row, run_of(book, text, font=FontId(font))))
    data = written(paged(items), book)
    page = pypdfium2.PdfDocument(data)[0]
    lines = page.get_textpage().get_text_range().split()

    assert lines == [text] * len(items)
    assert len(items) == 6
    pdf = pikepdf.open(io.BytesIO(data))
    for font, item in zip(fonts_of(pdf), items, strict=True):
        face = book.face(item.run.font)
        wanted = {g: face.advance(g) * 1000 / face.upem for g in item.run.glyph_ids}
        assert stated_widths(font) == {g: w for g, w in wanted.items() if w != 1000}
