"""From a spec with a binding to the files for the press: page counts, blanks, the cover, the spine, creep."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from reportgen.core.diagnostics import Diagnostic, Severity
from reportgen.core.geometry import Size, mm
from reportgen.core.paged import LAYOUT_ARTIFACT, GroupItem, Page, PathItem
from reportgen.pipeline.building import build
from reportgen.pipeline.creep import crept

SPEC = """\
format: reportgen/1
document:
  {{title: 装订样书, organisation: 某区, date: 2030-06-01, congress: {{name: 第五次, date: 2030-08-01}}}}
contents: null
cover: {{name: 样书}}
output: {{profiles: [press]}}
press: {{{press}}}
sections:
"""
AROUND = 3  # cover, half title, back cover; and a page before that where the count would be odd
TRIM = (210.0, 285.0)  # mm


@dataclass(frozen=True)
class Made:
    """What a build with one binding left."""

    files: dict[str, Path]
    findings: tuple[Diagnostic, ...]

    def codes(self) -> list[str]:
        return [item.code for item in self.findings]

    def pages(self, name: str) -> int:
        with pikepdf.open(self.files[name]) as pdf:
            return len(pdf.pages)


def made(folder: Path, press: str, sections: int, *, strict: bool = False) -> Made:
    spec = folder / "book.yaml"
    chapters = "".join(
        f"  - {{id: s{n}, title: 第{n}页, blocks: [{{text: 正文。}}]}}\n" for n in range(1, sections + 1)
    )
    spec.write_text(SPEC.format(press=press) + chapters, "utf-8")
    built = build(spec, folder / "out", strict=strict)
    return Made({output.path.stem: output.path for output in built.outputs}, built.findings)


def boxes(page: pikepdf.Page, key: str) -> list[float]:
    return [round(float(number) / mm(1), 2) for number in page.obj[f"/{key}"]]


@pytest.fixture(scope="module")
def saddle(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("saddle"), "binding: saddle", 18)


@pytest.fixture(scope="module")
def glued(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("glued"), "binding: perfect, caliper: 0.5, cover_caliper: 0.3", 18)


def test_without_a_binding_every_page_is_where_it_was(tmp_path):
    plain = made(tmp_path, "marks: true", 1)

    assert AROUND + 1 == plain.pages("book-press")
    assert "press.blank-pages" not in plain.codes()


def test_twenty_two_pages_for_saddle_stitch_get_two_blanks_before_the_back_cover(saddle):
    (told,) = [item for item in saddle.findings if item.code == "press.blank-pages"]

    assert Severity.WARNING is told.severity
    assert "22 页" in told.message.zh
    assert "2 个空白页" in told.message.zh
    assert 24 == saddle.pages("book-press")
    with pikepdf.open(saddle.files["book-press"]) as pdf:
        contents = [page.Contents.read_bytes() for page in pdf.pages]
    assert all(b"TJ" in content or b"Tj" in content for content in contents)  # slug lines, on blanks too
    inks = [content.count(b" k") for content in contents]
    assert inks[20] == inks[21] == inks[22] < inks[23]  # the book's own blank and two more; the back's ground


def test_blank_pages_are_refused_where_warnings_are(tmp_path):
    strict = made(tmp_path, "binding: saddle, low_resolution: warning", 2, strict=True)

    assert {} == strict.files
    warned = [item.code for item in strict.findings if item.severity is Severity.WARNING]
    assert ["press.blank-pages"] == warned


def test_a_glued_book_has_its_cover_in_a_file_of_its_own(glued):
    """Nine leaves of 0.5 mm inside, and the cover twice: its four pages are no part of the inside."""
    spine = 9 * 0.5 + 2 * 0.3
    assert {"book-press", "book-press-cover"} == set(glued.files)
    assert 18 == glued.pages("book-press")
    with pikepdf.open(glued.files["book-press-cover"]) as pdf:
        outside, inside = pdf.pages
        trim = boxes(outside, "TrimBox")
        assert [2 * TRIM[0] + spine, TRIM[1]] == pytest.approx(
            [trim[2] - trim[0], trim[3] - trim[1]], abs=0.02
        )
        bleed, sheet = boxes(outside, "BleedBox"), boxes(outside, "MediaBox")
        assert [3.0] * 2 == pytest.approx([trim[0] - bleed[0], trim[1] - bleed[1]], abs=0.02)
        assert [0.0, 0.0] == sheet[:2]
        assert boxes(inside, "TrimBox") == trim


def test_the_thickness_that_the_press_gave_is_no_estimate(glued, tmp_path):
    assert "press.spine" not in glued.codes()

    guessed = made(tmp_path, "binding: perfect, paper: uncoated, paper_weight: 100", 20)
    (told,) = [item for item in guessed.findings if item.code == "press.spine"]
    assert "10 张 100 克纸" in told.message.zh
    assert "2 毫米" in told.message.zh  # 10 x 100 x 0.00135 + 0.6 = 1.95
    assert Severity.NOTE is told.severity


# ---------------------------------------------------------------- creep

SIZE = Size(100.0, 200.0)


def line(x: float) -> PathItem:
    return PathItem((("m", x, 10.0), ("l", x, 20.0)), None, None, 1.0, LAYOUT_ARTIFACT)


def ground() -> PathItem:
    ops = (("m", -8.0, -8.0), ("l", 108.0, -8.0), ("l", 108.0, 208.0), ("l", -8.0, 208.0), ("h",))
    return PathItem(ops, None, None, 1.0, LAYOUT_ARTIFACT)


def book(*items: PathItem) -> tuple[Page, ...]:
    return tuple(Page(index, "", SIZE, "text", items) for index in range(8))


def shift(page: Page) -> float:
    return sum(item.dx for item in page.items if isinstance(item, GroupItem))


def test_inner_sheets_move_towards_the_fold():
    """Of two sheets the outer stays, the inner moves by one thickness."""
    assert [0, 0, -0.3, 0.3, -0.3, 0.3, 0, 0] == [shift(page) for page in crept(book(line(50.0)), 0.3)]


def test_what_runs_off_the_page_stays_and_keeps_its_place_in_the_stack():
    (_, _, page, *_) = crept(book(line(10.0), ground(), line(50.0)), 0.3)

    below, panel, above = page.items
    assert [-0.3, -0.3] == [below.dx, above.dx]
    assert ground() == panel


def test_a_spec_asks_for_creep(tmp_path):
    """What the pages say moves, the sheets do not."""
    for folder in ("still", "moved"):
        (tmp_path / folder).mkdir()
    still = made(tmp_path / "still", "binding: saddle, marks: false", 8)
    moved = made(tmp_path / "moved", "binding: saddle, marks: false, caliper: 0.2, creep: true", 8)

    contents = []
    for each in (still, moved):
        with pikepdf.open(each.files["book-press"]) as pdf:
            contents.append([page.Contents.read_bytes() for page in pdf.pages])
            assert [0.0, 0.0] == boxes(pdf.pages[4], "MediaBox")[:2]
    same = [one == other for one, other in zip(*contents, strict=True)]
    assert [True, True, *[False] * 8, True, True] == same
