"""Ink outside the type area or near the trimmed edge is told; frames alone are not.

In the em-square faces a Han character of 100 pt has its ink from 4 to 96 pt, from 84 pt above the baseline to
8 below.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from laid_out import LaidOut

from reportgen.core.diagnostics import Diagnostic, Span
from reportgen.core.geometry import mm
from reportgen.core.paged import (
    Artifact,
    DrawItem,
    GroupItem,
    LogicalNode,
    NodeId,
    NodeKind,
    Page,
    Tag,
    TextItem,
)
from reportgen.core.style import TextStyle
from reportgen.layout.drawing import text_items
from reportgen.layout.outside import SEEN, outside
from reportgen.layout.setting import Setter
from reportgen.spec.theme import load_theme
from reportgen.typeset.paragraph import set_line

JUBILEE = Path(__file__).parents[2] / "assets" / "themes" / "jubilee.yaml"
NODE = NodeId("sections.s.blocks.0")
PLACE = Span("report.yaml", 7, 9)
TREE = LogicalNode(
    NodeId("document"),
    NodeKind.DOCUMENT,
    (
        LogicalNode(
            NODE,
            NodeKind.SECTION,
            (LogicalNode(NodeId(f"{NODE}.r.0.1"), NodeKind.DATA_CELL),),
            origin=PLACE,
        ),
    ),
)
TOLERABLE = SEEN / 2


@pytest.fixture
def setter(em_book) -> Setter:
    return Setter(
        load_theme(JUBILEE, "大16开"), em_book, lambda plan, width, tag: pytest.fail("no charts here")
    )


def words(setter: Setter, text: str, x: float, y: float, tag: Tag | None = None, size: float = 100.0):
    line = set_line(text, TextStyle("body", size), setter.fonts)
    return text_items(line, x, y, tag or Tag(NODE))


def found(setter: Setter, *items: DrawItem, index: int = 0, master: str = "text") -> list[Diagnostic]:
    geometry = setter.theme.page
    page = Page(index, str(index + 1), geometry.trim, master, items)
    return outside([page], geometry, setter.fonts, TREE)


def test_text_inside_is_not_told(setter: Setter):
    area = setter.theme.page.type_area(True)

    assert [] == found(
        setter, *words(setter, "国家", area.x, 300), *words(setter, "国", area.right - 100, 300)
    )


def test_a_frame_may_stand_out_where_there_is_no_ink(setter: Setter):
    """Display type is hung by its bearing: the ink begins on the edge."""
    area = setter.theme.page.type_area(True)

    assert [] == found(setter, *words(setter, "国", area.x - 4 - TOLERABLE, 300))
    assert [] == found(setter, *words(setter, "国", area.right - 96 + TOLERABLE, 300))


@pytest.mark.parametrize(("x", "side", "words_zh"), [(-6.5, "left", "左"), (6.5, "right", "右")])
def test_ink_beyond_an_edge_is_told(setter: Setter, x: float, side: str, words_zh: str):
    """2.5 pt more than the white of the frame."""
    area = setter.theme.page.type_area(True)
    at = area.x + x if side == "left" else area.right - 100 + x
    (item,) = found(setter, *words(setter, "国", at, 300))

    assert ("layout.outside", "1", NODE, PLACE) == (item.code, item.page, item.path, item.span)
    assert f"“国”伸出版心{words_zh}边 2.5 点" == item.message.zh
    assert f"“国” sticks out of the type area by 2.5 pt on the {side}" == item.message.en


def test_odd_and_even_pages_have_their_own_edges(setter: Setter):
    """At the outer margin of an even page nothing is outside that would be so on an odd one; the cover is
    laid out as an even page though it is the first."""
    verso = words(setter, "国", setter.theme.page.outer, 300)

    assert 1 == len(found(setter, *verso, index=0))
    assert [] == found(setter, *verso, index=1)
    assert [] == found(setter, *verso, index=0, master="cover")


def test_three_millimetres_from_the_trimmed_edge(setter: Setter):
    """A cutter may be off by so much: no text stands nearer."""
    trim = setter.theme.page.trim
    x = setter.theme.page.inner

    assert [] == found(setter, *words(setter, "国", x, mm(3) + 84))
    assert [] == found(setter, *words(setter, "国", x, trim.height - mm(3) - 8))
    (top,) = found(setter, *words(setter, "国", x, mm(3) + 84 - 1.5))
    (bottom,) = found(setter, *words(setter, "国", x, trim.height - mm(3) - 8 + 1.5))
    assert "“国”离上边的裁切线不到 3 毫米，差 1.5 点" == top.message.zh
    assert "“国” is 1.5 pt nearer than 3 mm to the trimmed edge at the bottom" == bottom.message.en


def test_text_in_groups_is_looked_at_where_it_stands(setter: Setter):
    """The tag is the group's where the text has none."""
    area = setter.theme.page.type_area(True)
    inner = GroupItem(tuple(words(setter, "国", 10, 50, Tag())), 5, 100, Tag(NODE))
    group = GroupItem((inner,), area.right - 100, 200, Tag())
    (item,) = found(setter, group)

    assert (NODE, "“国”伸出版心右边 11.0 点") == (item.path, item.message.zh)


def test_blanks_have_no_ink(setter: Setter):
    area = setter.theme.page.type_area(True)
    run = set_line("国　国", TextStyle("body", 10.0), setter.fonts).runs[0]
    blank = run.run.__class__(run.run.font, 100.0, run.run.glyph_ids[1:2], (100.0,), (), (0,), "　")

    assert [] == found(setter, TextItem(area.right, 300, blank, run.style.colour, Tag(NODE)))


def test_ink_that_was_moved_into_its_frame_counts_there(setter: Setter):
    """An opening bracket at a line start: the left half of its frame is cut off, the ink begins the line."""
    area = setter.theme.page.type_area(True)

    assert [] == found(setter, *words(setter, "（国）", area.x, 300))


def test_the_farthest_text_of_a_node_is_told_for_all(setter: Setter):
    """One finding for each node, page and edge, not one for each run."""
    right = setter.theme.page.type_area(True).right
    items = [*words(setter, "甲", right, 300), *words(setter, "乙", right + 20, 400)]
    cell = words(setter, "丙", right, 500, Tag(NodeId(f"{NODE}.r.0.1")))
    told = found(setter, *items, *cell)

    assert ["“乙”伸出版心右边 116.0 点", "“丙”伸出版心右边 96.0 点"] == [item.message.zh for item in told]
    assert [PLACE, PLACE] == [item.span for item in told]  # the cell has no place of its own: its table's


def test_a_running_head_is_told_once(setter: Setter):
    """Not on every page that bears it."""
    geometry = setter.theme.page
    items = tuple(words(setter, "国", geometry.type_area(True).right, 100, Tag(artifact=Artifact.HEADER)))
    pages = [Page(number, str(number + 1), geometry.trim, "text", items) for number in (0, 2, 4)]
    (item,) = outside(pages, geometry, setter.fonts, TREE)

    assert ("1", "", None) == (item.page, item.path, item.span)


# ------------------------------------------------------------------ whole documents


def laid_out(folder: Path, text: str) -> list[Diagnostic]:
    spec = folder / "report.yaml"
    spec.write_text(f"format: reportgen/1\n{text}", encoding="utf-8")
    return [item for item in LaidOut(spec).findings if item.code == "layout.outside"]


LONG = "雁峰区国民经济和社会发展第十三个五年规划实施情况总结评估暨第十四个五年规划编制工作情况的综合报告"


def test_pages_of_fixed_plan_are_looked_at(tmp_path: Path):
    """48 characters are too long for the cover; half-title, contents and opener turn them."""
    found = laid_out(
        tmp_path,
        f"document: {{title: {LONG}, organisation: 某区}}\n"
        f"cover: {{name: 国家人民, motto: [{LONG}], foot: [{LONG}]}}\n"
        f"sections:\n  - {{id: s, title: {LONG}, opener: {{lead: 国}}, blocks: [text: 国]}}\n"
        "  - {id: t, title: 章, blocks: [text: 国]}\n",
    )
    told = {(item.page, item.path) for item in found}

    assert ("1", "cover") in told
    assert {"cover"} == {path for _, path in told if path}


def test_nothing_of_the_report_is_outside(book_of_pages: LaidOut):
    """Cover, openers, overview, ledger, side columns, charts."""
    assert [] == [str(item) for item in book_of_pages.findings if item.code == "layout.outside"]


def test_a_mark_may_hang_in_the_margin(setter: Setter):
    """Rule book 5.6: one of 、，。 up to half a character; another sign or more than that is told."""
    area = setter.theme.page.type_area(True)
    line = set_line("国。", TextStyle("body", 100.0), setter.fonts)

    def ending(text: str, x: float) -> list[str]:
        return [item.code for item in found(setter, *words(setter, text, x, 300))]

    at = area.right - line.width + 50  # half an em of the mark's frame beyond the edge
    assert [] == ending("国。", at)
    assert ["layout.outside"] == ending("国。", at + 60)
    assert ["layout.outside"] == ending("国国", at)
    assert ["layout.outside"] == ending("。国", area.x - 60)
