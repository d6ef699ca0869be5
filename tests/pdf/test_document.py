"""Whole files: read by strangers, and the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from paged_samples import (
    BODY,
    EM_BOLD,
    NUMBERS,
    ODD,
    RED,
    RULE,
    odd_run,
    opened,
    paged,
    run_of,
    text_at,
    written,
)
from reportlab.pdfbase._fontdata import standardFonts

from reportgen.core.geometry import Rect
from reportgen.core.paged import (
    DocumentInfo,
    Inline,
    InlineKind,
    LinkItem,
    NodeId,
    OutlineEntry,
    PagedDocument,
    PathItem,
    Tag,
)
from reportgen.core.style import INK
from reportgen.pdf import DRAFT, PROFILES, write_pdf

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook


def linked(target: str) -> Tag:
    return replace(BODY, inline=Inline(InlineKind.LINK, target))


def small_report(book: FontBook) -> PagedDocument:
    """Two pages with everything but pictures."""
    rule = PathItem((("m", 10.0, 15.0), ("l", 190.0, 15.0)), None, INK, 0.5, RULE, (2.0, 1.0))
    first = [
        rule,
        text_at(10, 30, run_of(book, "第一章", font=EM_BOLD, size=14.0), colour=RED),
        text_at(10, 50, run_of(book, "报表2026年，增长", extra=[0.3] * 9)),
        text_at(10, 68, run_of(book, "超过5%。")),
        LinkItem(Rect(10, 40, 80, 12), "#b", "第 2 页", linked("#b")),
        LinkItem(
            Rect(10, 60, 80, 12), "https://example.org/年报", "年报", linked("https://example.org/年报")
        ),
    ]
    outline = (OutlineEntry("第一章", NodeId("a"), (OutlineEntry("一", NodeId("b")),)),)
    return paged(
        first,
        [text_at(10, 30, run_of(book, "第二页"))],
        labels=("i", "1"),
        info=DocumentInfo("小报告", authors=("甲",), keywords=("年报",), created="2026-03-01"),
        outline=outline,
        places={"a": (0, 20.0), "b": (1, 20.0)},
    )


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_text_comes_out_as_it_went_in(em_book: FontBook, profile: str) -> None:
    """Lines in their order, on their pages."""
    document = pypdfium2.PdfDocument(written(small_report(em_book), em_book, PROFILES[profile]))

    assert [page.get_textpage().get_text_range().split() for page in document] == [
        ["第一章", "报表2026年，增长", "超过5%。"],
        ["第二页"],
    ]


def test_characters_beyond_the_bmp_come_out_whole(odd_book: FontBook) -> None:
    """Also a ligature, a radical that shares its glyph, and a letter made of two glyphs."""
    glyphs = ["yoshi", "f_i", "one", "one", "e", "acute", "yoshi"]
    run = odd_run(glyphs, "𠮷fi一\u2f00é𠮷", (0, 1, 3, 4, 5, 5, 6))
    page = pypdfium2.PdfDocument(written(paged([text_at(10, 50, run)]), odd_book))[0]

    assert page.get_textpage().get_text_range() == "𠮷fi一\u2f00é𠮷"


def test_glyphs_stand_where_layout_put_them(em_book: FontBook) -> None:
    """Justified by 0.3 pt a character: the box of the fifth begins 4 × 10.3 pt after the first."""
    run = run_of(em_book, "报表报表报表", extra=[0.3] * 6)
    page = pypdfium2.PdfDocument(written(paged([text_at(20, 40, run)]), em_book))[0].get_textpage()
    boxes = [page.get_charbox(index) for index in range(6)]

    for index, (left, bottom, _, top) in enumerate(boxes):
        assert left == pytest.approx(20 + 10.3 * index + 0.4, abs=0.02)  # ink 0.04 em after the pen
        assert (bottom, top) == pytest.approx((59.2, 68.4), abs=0.2)  # from -0.08 em to 0.84 em at y 60


def test_the_page_is_the_trim_box_and_art_beyond_it_is_cut(em_book: FontBook) -> None:
    beyond = PathItem(
        (("m", -9.0, -9.0), ("l", 209.0, -9.0), ("l", 209.0, 109.0), ("h",)), INK, None, 1.0, RULE
    )
    pdf = opened(paged([beyond]), em_book)

    assert [float(edge) for edge in pdf.pages[0].MediaBox] == [0, 0, 200, 100]
    assert {"/CropBox", "/BleedBox", "/Rotate"}.isdisjoint(pdf.pages[0].keys())


def test_the_same_document_gives_the_same_bytes(em_book: FontBook) -> None:
    assert written(small_report(em_book), em_book) == written(small_report(em_book), em_book)


def test_another_process_gives_the_same_bytes(em_book: FontBook) -> None:
    """Another hash seed, folder, clock zone, and another taste in ReportLab settings."""
    script = (
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "import em_square, hashlib, test_document as t\n"
        "from reportgen.typeset.fonts import FontBook\n"
        "book = FontBook.from_files(em_square.files(), em_square.roles())\n"
        "print(hashlib.sha256(t.written(t.small_report(book), book)).hexdigest())\n"
    )
    tests = Path(__file__).parent
    environment = os.environ | {
        "PYTHONHASHSEED": "4711",
        "TZ": "Asia/Shanghai",
        "RL_pdfMultiLine": "1",
        "RL_useA85": "1",
        "RL_invariant": "0",
        "SOURCE_DATE_EPOCH": "1",
    }
    found = subprocess.run(
        [sys.executable, "-c", script, str(tests), str(tests.parent / "fonts")],
        env=environment,
        cwd=tests.parent,
        capture_output=True,
        text=True,
        check=True,
    )

    assert found.stdout.strip() == hashlib.sha256(written(small_report(em_book), em_book)).hexdigest()


def test_another_word_gives_another_identifier(em_book: FontBook) -> None:
    def identifier(text: str) -> bytes:
        pdf = opened(paged([text_at(10, 50, run_of(em_book, text))]), em_book)
        return bytes(pdf.trailer.ID[0])

    assert identifier("报表") == identifier("报表") != identifier("表报")


def test_no_standard_font_is_named_anywhere(em_book: FontBook) -> None:
    """Every base-14 name, in every object and stream of the file."""
    pdf = opened(small_report(em_book), em_book)
    names = {name.encode() for name in standardFonts}
    assert len(names) == 14
    for thing in pdf.objects:
        data = thing.unparse(resolved=True)
        if isinstance(thing, pikepdf.Stream):
            data += thing.read_bytes()
        assert not [name for name in names if name in data]


def test_each_profile_is_a_table_of_switches(em_book: FontBook) -> None:
    assert {"press", "archive", "web", "draft"} == set(PROFILES)
    for name, profile in PROFILES.items():
        version = b"1.6" if name == "press" else b"1.7"
        assert name == profile.name
        assert written(small_report(em_book), em_book, profile).startswith(b"%PDF-" + version + b"\n")


def test_qpdf_finds_no_fault(em_book: FontBook, tmp_path: Path, tool: Callable[[str], str]) -> None:
    (tmp_path / "a.pdf").write_bytes(written(small_report(em_book), em_book))
    found = subprocess.run([tool("qpdf"), "--check", str(tmp_path / "a.pdf")], capture_output=True, text=True)

    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stderr == ""


def test_pdffonts_lists_embedded_subsets_only(
    book: FontBook, odd_book: FontBook, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    """Real faces; columns are name, type, encoding, embedded, subset, ToUnicode, object."""
    items = [
        text_at(10, 20 + 12 * row, run_of(book, "永12，", font=font))
        for row, font in enumerate(font for font in book.records if font != "DejaVuSans")
    ]
    (tmp_path / "a.pdf").write_bytes(written(paged(items), book))
    run = subprocess.run(
        [tool("pdffonts"), str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in run.stdout.splitlines()[2:]]

    assert run.stderr == ""
    assert len(rows) == len(items)
    assert {" ".join(row[1:-2]) for row in rows} == {"CID TrueType Identity-H yes yes yes"}
    assert {row[0][7:] for row in rows} == {str(item.run.font) for item in items}


def test_pages_are_not_held_until_the_end(em_book: FontBook) -> None:
    """The file grows with every page, and objects that are written are let go."""

    class Growing:
        def __init__(self) -> None:
            self.sizes: list[int] = []

        def write(self, data: bytes) -> int:
            self.sizes.append(len(data))
            return len(data)

    out = Growing()
    lines = [text_at(10, 20, run_of(em_book, "报表"))]
    write_pdf(paged(*[lines] * 50), em_book, out, profile=DRAFT, producer="x")  # type: ignore[arg-type]

    assert len(out.sizes) > 50
    assert max(out.sizes[:50]) < 2000


def test_a_run_with_glyph_0_is_our_bug(odd_book: FontBook) -> None:
    from dataclasses import replace

    run = replace(odd_run(["yoshi"], "𠮷", range(1)), glyph_ids=(0,))

    with pytest.raises(AssertionError, match="glyph audit"):
        written(paged([text_at(10, 20, run)]), odd_book)
    assert NUMBERS["yoshi"] != 0
    assert odd_book.face(ODD).glyph(ord("龘")) == 0


@pytest.mark.parametrize("indexes", [(), (1,), (0, 0)])
def test_pages_must_be_numbered_in_order(em_book: FontBook, indexes: tuple[int, ...]) -> None:
    from dataclasses import replace

    document = paged(*([] for _ in indexes))
    pages = tuple(replace(page, index=i) for page, i in zip(document.pages, indexes, strict=True))

    with pytest.raises(AssertionError, match="pages"):
        written(replace(document, pages=pages), em_book)
