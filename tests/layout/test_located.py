"""A finding of the composer names the page and the node of the line that it is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from laid_out import LaidOut

from reportgen.core.diagnostics import Diagnostic, Span, warning
from reportgen.core.geometry import Size
from reportgen.core.paged import LAYOUT_ARTIFACT, FontId, GlyphRun, GroupItem, NodeId, Page, Tag, TextItem
from reportgen.core.style import INK
from reportgen.layout.located import located
from reportgen.layout.setting import Noted

HEAD = "format: reportgen/1\ndocument: {title: 试, organisation: 某区}\nsections:\n"
LONG = "http" + "x" * 96  # wider than the main column
FOUND = warning("typeset.loose-line", Span("r.yaml", 4, 9), zh="松", en="loose")
NODE = NodeId("sections.s.blocks.0.0")


def run() -> GlyphRun:
    return GlyphRun(FontId("f"), 10.0, (1,), (10.0,), (), (0,), "国")


def page(number: int, *items: TextItem | GroupItem) -> Page:
    return Page(number - 1, str(number), Size(100.0, 100.0), "text", items)


def item(glyphs: GlyphRun, tag: Tag | None = None) -> TextItem:
    return TextItem(0.0, 0.0, glyphs, INK, tag or Tag(NODE))


def test_the_same_glyphs_are_known_again():
    """By identity: an equal run of another line is another one."""
    mine, equal = run(), run()
    pages = [page(1, item(equal, Tag(NodeId("other")))), page(2, item(mine))]
    (found,) = located([Noted(FOUND, mine)], pages)

    assert mine == equal
    assert ("2", NODE, FOUND.span) == (found.page, found.path, found.span)


def test_what_was_set_and_not_printed_is_not_told():
    """A trial of the page builder, a variant that was refused."""
    assert [] == located([Noted(FOUND, run())], [page(1, item(run()))])


def test_what_has_no_glyphs_at_all_is_told_without_a_page():
    """A paragraph of characters that cannot be printed."""
    assert [FOUND] == located([Noted(FOUND, None)], [page(1, item(run()))])


def test_several_findings_of_one_line_are_all_told():
    mine = run()

    assert 2 == len(located([Noted(FOUND, mine), Noted(FOUND, mine)], [page(1, item(mine))]))


def test_text_in_groups_takes_the_group_s_node():
    mine = run()
    inner = GroupItem((item(mine, Tag()),), 5.0, 5.0, Tag(NODE))
    (found,) = located([Noted(FOUND, mine)], [page(7, GroupItem((inner,), 0.0, 0.0, LAYOUT_ARTIFACT))])

    assert ("7", NODE) == (found.page, found.path)


# ------------------------------------------------------------------ whole documents


def laid_out(folder: Path, blocks: str) -> tuple[Diagnostic, ...]:
    spec = folder / "report.yaml"
    spec.write_text(f"{HEAD}  - id: s\n    title: 章\n    blocks:\n{blocks}", encoding="utf-8")
    return LaidOut(spec).findings


def test_page_path_and_line_of_a_broken_token(tmp_path: Path):
    """A paragraph over pages 2 and 3, behind the contents; the token is at its end."""
    text = "城区的事情一件一件地做。" * 90
    found = laid_out(tmp_path, f"      - heading: 题\n      - text: {text}{LONG}城区。\n")

    told = {(item.code, item.page) for item in found}

    assert {("typeset.emergency", "2"), ("typeset.token-broken", "3")} <= told
    assert {"sections.s.blocks.1.0"} == {item.path for item in found}
    assert {8} == {item.span.line for item in found if item.span}


@pytest.mark.parametrize(
    ("block", "path"),
    [
        (f"      - quote: 见{LONG}\n", "sections.s.blocks.0"),
        (f"      - list: [国, 见{LONG}]\n", "sections.s.blocks.0.1"),
        (f"      - review: 见{LONG}\n", "sections.s.blocks.0.0"),
        (f"      - heading: 见{LONG}{LONG}\n      - text: 国\n", "sections.s.blocks.0"),
        (
            f"      - table: 见{LONG}{LONG}\n        columns: [{{head: 甲}}]\n        rows: [[国]]\n",
            "caption",
        ),
    ],
)
def test_every_kind_of_text_names_its_node(tmp_path: Path, block: str, path: str):
    found = [item for item in laid_out(tmp_path, block) if item.code == "typeset.token-broken"]

    assert found
    assert {"2"} == {item.page for item in found}
    assert all(item.path.endswith(path) for item in found)


# ------------------------------------------------------------------ tables

NARROW = """\
      - table: 题
        columns: [{head: 甲}, {head: 乙乙乙, width: 5mm}]
        rows: [[国, 国家人民]]
"""


WIDE = NARROW.replace(", width: 5mm", "")


def test_a_cell_that_cannot_be_broken_into_its_column_is_told_as_such(tmp_path: Path):
    """5 mm are 2 pt and the gap: no character fits. The head of the column runs over it as well."""
    found = [item for item in laid_out(tmp_path, NARROW) if item.code == "layout.cell-overfull"]
    cells = [item for item in found if item.path.endswith(".r.0.1")]

    assert ["“国”"] == [item.message.zh[5:8] for item in cells]  # once for the cell
    assert {"2"} == {item.page for item in found}
    assert ["sections.s.blocks.0.h.1"] == [item.path for item in found if item not in cells]


def test_overfull_cells_are_no_overfull_lines(tmp_path: Path):
    assert "typeset.overflow" not in {item.code for item in laid_out(tmp_path, NARROW)}


def test_a_head_too_wide_is_told_once_and_on_its_own_page(tmp_path: Path):
    """The same head fits in the first table; the second goes over pages and repeats it."""
    rows = ", ".join(["[国, '']"] * 60)
    second = f"columns: [{{head: 甲}}, {{head: 乙乙乙, width: 5mm}}]\n        rows: [{rows}]"
    blocks = f"{WIDE}      - page_break: page\n      - table: 题\n        {second}\n"
    found = [item for item in laid_out(tmp_path, blocks) if item.code == "layout.cell-overfull"]

    assert [("3", "sections.s.blocks.2.h.1")] == [(item.page, item.path) for item in found]


def test_figures_that_have_no_room_on_one_point_keep_to_their_column(tmp_path: Path):
    """Long before the point in one row, long behind it in another: they are ranged right."""
    block = """\
      - table: 题
        columns: [{head: 甲}, {head: 乙, align: decimal, width: 22mm}]
        rows: [[国, "123456789"], [国, "0.12345678"]]
"""
    spec = tmp_path / "report.yaml"
    spec.write_text(f"{HEAD}  - id: s\n    title: 章\n    blocks:\n{block}", encoding="utf-8")
    book = LaidOut(spec)
    geometry = book.theme.page
    right = geometry.type_area(False).right  # page 2, behind the contents
    ends = [
        leaf.box.right
        for leaf in book.leaves[1]
        if isinstance(leaf.item, TextItem) and leaf.item.run.text in ("123456789", "0.12345678")
    ]

    assert ["layout.short-page"] == [item.code for item in book.findings]
    assert 2 == len(ends)
    assert all(end <= right + 0.1 for end in ends)
