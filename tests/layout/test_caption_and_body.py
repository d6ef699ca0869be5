"""A caption is never parted from its body, nor a label from what it names: every kind of block, anywhere.

The blocks stand below one to 36 lines of text, with the side column filled as far, so that the page ends at
every place inside each of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from text_boxes import PAGE, list_items, text

from reportgen.content.blocks import (
    Block,
    Card,
    Cards,
    Cell,
    CellAlign,
    Chart,
    Column,
    FigureText,
    Honour,
    HonourGroup,
    Honours,
    ItemList,
    Photo,
    PhotoGrid,
    Place,
    Quote,
    Review,
    Table,
    part_id,
)
from reportgen.core.geometry import Size
from reportgen.core.paged import Drawing, GroupItem, ImageItem, NodeId, PathItem, TextItem
from reportgen.core.style import INK
from reportgen.core.text import RichText
from reportgen.layout.boxes import Part, SolidBox
from reportgen.layout.collect import steps
from reportgen.layout.flow import Filled, Step
from reportgen.layout.located import text_items
from reportgen.layout.setting import Setter
from reportgen.layout.spreads import run
from reportgen.spec.theme import load_theme

JUBILEE = Path(__file__).parents[2] / "assets" / "themes" / "jubilee.yaml"
ID = NodeId("b")
WORDS = RichText("国家人民" * 20)
SHORT = RichText("国家")


def photo(name: str, place: Place = Place.MAIN) -> Photo:
    return Photo(NodeId(name), "x.jpg", "0" * 64, 3000, 2000, WORDS, "某某", (3, 2), "", place)


def card(name: str) -> Card:
    return Card(NodeId(name), FigureText("", "12", "件", ""), "名称", SHORT, "", "")


def chart(name: str, place: Place) -> Chart:
    return Chart(NodeId(name), "图1", WORDS, SHORT, SHORT, None, "", place)  # type: ignore[arg-type]


def table(place: Place) -> Table:
    columns = (Column(SHORT, CellAlign.START), Column(SHORT, CellAlign.DECIMAL))
    rows = tuple((Cell(SHORT), Cell(RichText("1.5"))) for _ in range(9))
    return Table(ID, "表1", WORDS, SHORT, columns, rows, (SHORT, SHORT), place)


HONOUR = Honour(NodeId("one"), SHORT, SHORT, False, "称号", "一")
ENTRIES = tuple(replace(HONOUR, id=NodeId(name)) for name in ("one", "two", "three", "four", "five"))
GROUPS = (HonourGroup("国家级", "", ENTRIES), HonourGroup("省级", "说明", ENTRIES[:2]))

# Blocks, and pairs of nodes: where the first stands, the second begins, on the same page.
CASES: dict[str, tuple[list[Block], list[tuple[str, str]]]] = {
    "chart": ([chart("b", Place.MAIN)], [("b.caption", "b"), ("b.source", "b")]),
    "chart full": ([chart("b", Place.FULL)], [("b.caption", "b"), ("b.source", "b")]),
    "chart side": ([chart("b", Place.SIDE)], [("b.caption", "b"), ("b.source", "b")]),
    "charts half": (
        [chart("b", Place.HALF), chart("c", Place.HALF)],
        [("b.caption", "b"), ("c.caption", "c"), ("b.caption", "c")],
    ),
    "table": (
        [table(Place.MAIN)],
        [("b.caption", "b.r.0.0"), ("b.caption", "b.r.1.1"), ("b.note.0", "b.r.8.0")],
    ),
    "table full": (
        [table(Place.FULL)],
        [("b.caption", "b.h.0"), ("b.h.0", "b.r.0.0"), ("b.note.1", "b.r.8.0")],
    ),
    "photo": ([photo("b")], [("b.caption", "b")]),
    "photo full": ([photo("b", Place.FULL)], [("b.caption", "b")]),
    "photo side": ([photo("b", Place.SIDE)], [("b.caption", "b")]),
    "photos": (
        [PhotoGrid(ID, (photo("p"), photo("q"), photo("r"), photo("s")), NodeId("p"))],
        [("p.caption", "p"), ("q.caption", "q"), ("r.caption", "r"), ("b.credit", "s")],
    ),
    "photos in a row": ([PhotoGrid(ID, (photo("p"), photo("q")))], [("b.credit", "p"), ("q.caption", "q")]),
    "cards": ([Cards(ID, (card("x"), card("y"), card("z")), Place.FULL)], [("x", "z")]),
    "honours": (
        [Honours(ID, "", GROUPS, Place.FULL)],
        [("b.level.国家级", "one"), ("b.level.国家级", "two")],
    ),
    "honours side": ([Honours(ID, "认可", GROUPS[:1], Place.SIDE)], [("b.label", "b.one")]),
    "list": ([ItemList(ID, "标签", list_items(WORDS, SHORT, WORDS), Place.MAIN)], [("b.label", "b.0")]),
    "list full": ([ItemList(ID, "标签", list_items(WORDS, SHORT), Place.FULL)], [("b.label", "b.0")]),
    "list side": ([ItemList(ID, "标签", list_items(WORDS, SHORT), Place.SIDE)], [("b.label", "b.0")]),
    "review": ([Review(ID, "回顾", (WORDS, WORDS))], [("b.label", "b.0")]),
    "quote": ([Quote(ID, WORDS, "某书")], [("b.by", "b")]),
}


@pytest.fixture(scope="module")
def setter(em_book) -> Setter:
    def draw(plan: object, width: float, tag: object) -> Drawing:
        rule = PathItem((("m", 0.0, 0.0), ("l", width, 0.0)), None, INK, 0.5, tag)  # type: ignore[arg-type]
        return Drawing(Size(width, 100.0), (rule,))

    return Setter(load_theme(JUBILEE, "大16开"), em_book, draw)


def nodes_of(pages: tuple[Filled, ...]) -> dict[str, set[int]]:
    """The pages on which each node has something."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for placed in page.placed:
            items = placed.part.paint(0.0, 0.0)
            for item in items:
                if isinstance(item, (GroupItem, ImageItem)):
                    found[str(item.tag.node)].add(number)
            for item, tag in text_items(items):
                assert isinstance(item, TextItem)
                found[str(tag.node)].add(number)
    return found


@pytest.mark.parametrize("case", CASES)
def test_what_belongs_together_stands_together(setter: Setter, case: str):
    blocks, pairs = CASES[case]
    boxes = steps(setter, blocks)
    crossed = set()
    for filler in range(1, 37):
        above = Step(text(filler), (SolidBox(Part(2 * filler, lambda x, y: []), Place.SIDE),))
        pages = run([above, *boxes, Step(text(90))], PAGE)
        found = nodes_of(pages)
        for label, body in pairs:
            assert found[label], f"{label} is not on paper"
            assert min(found[label]) in found[body], f"{label} was parted from {body} below {filler} lines"
        crossed.add(frozenset(found[pairs[0][1]]))

    assert len(crossed) > 1, "no page ended near the block: nothing was tried"


def test_every_kind_of_block_is_looked_at():
    """But those without a caption or a label."""
    kinds = {type(block) for blocks, _ in CASES.values() for block in blocks}
    bare = {"Heading", "TextParagraph", "PageBreak"}

    assert {kind.__name__ for kind in Block.__args__} - bare == {kind.__name__ for kind in kinds}


def test_a_continued_table_repeats_its_head(setter: Setter):
    """No part of a table is without heads: the caption stands once, 续表 above every further part."""
    boxes = steps(setter, [table(Place.MAIN)])
    found = [run([Step(text(lines)), *boxes, Step(text(90))], PAGE) for lines in range(20, 37)]
    broken = [
        pages for pages in found if len(nodes_of(pages)[f"{ID}.r.0.0"] | nodes_of(pages)[f"{ID}.r.8.0"]) > 1
    ]

    assert broken
    for pages in broken:
        last = next(p for p in pages[1].placed if p.part.height and p.start == 0)
        texts = [item.run.text for item, _ in text_items(last.part.paint(0.0, 0.0))]
        assert "续表1" in texts[0]
        assert texts.count("国家") >= 2


def test_the_label_of_a_part_is_made_from_its_block():
    assert "b.caption" == part_id(ID, "caption")
