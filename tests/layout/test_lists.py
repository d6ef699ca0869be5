"""Lists on the page, by arithmetic on the em-square faces: in the main column type is 10.5 pt."""

from __future__ import annotations

import pytest

from reportgen.content.blocks import ItemList, Place
from reportgen.content.items import ListItem
from reportgen.core.paged import NodeId, TextItem
from reportgen.core.text import RichText
from reportgen.core.theme import Turnover
from reportgen.layout.lists import list_box

EM = 10.5
LIST = NodeId("l")


def item(marker: str, text: str, *inner: ListItem) -> ListItem:
    return ListItem(marker, RichText(text), inner)


def painted(em_setter, *items: ListItem, place: Place = Place.MAIN, turnover: Turnover | None = None):
    """Runs of a list with their x and y in em, from its upper left corner."""
    box = list_box(em_setter, ItemList(LIST, "", items, place, turnover))
    part = box.fit(1000).part
    return [
        (i.run.text, pytest.approx(i.x / EM), pytest.approx((i.y - em_setter.theme.page.first_baseline) / 18))
        for i in part.paint(0.0, 0.0)
        if isinstance(i, TextItem)
    ]


@pytest.mark.parametrize(
    ("marker", "width"), [("1.", 1.0), ("（1）", 1.5), ("①", 1.0), ("一、", 1.5), ("（一）", 2.0), ("•", 0.5)]
)
def test_the_column_of_markers(em_setter, marker, width):
    """Two em, or the marker and half an em; a marker ends half an em before its text."""
    column = 2.0 if width <= 1.5 else width + 0.5

    assert [(marker, column - 0.5 - width, 0), ("甲", column, 0)] == painted(em_setter, item(marker, "甲"))


def test_numbers_end_below_each_other(em_setter):
    """The widest marker makes the column of all."""
    runs = painted(em_setter, item("9.", "甲"), item("1000.", "乙"))

    assert [("9.", 1.5, 0), ("甲", 3.0, 0), ("1000.", 0.0, 1), ("乙", 3.0, 1)] == runs


def test_a_marker_slightly_too_wide_keeps_the_text_in_line(pages_of):
    """（1） is 1.55 em wide in the faces: 0.4 em are left, and texts begin two em in, as paragraphs do."""
    book = pages_of(
        "sections: [{id: one, title: 章, blocks: [{text: 段}, {list: [甲, 乙], markers: parenthesis}]}]"
    )
    runs = {leaf.item.run.text: leaf.item.x for leaf in book.leaves[1] if isinstance(leaf.item, TextItem)}

    assert runs["段"] == pytest.approx(runs["甲"], abs=0.01)
    assert 1.5 * EM < runs["甲"] - runs["（1）"] < 2.01 * EM


def test_turned_lines_hang_under_the_text(em_setter):
    """29 characters to the measure, two for the markers."""
    runs = painted(em_setter, item("1.", "甲" * 30), item("2.", "乙"))

    assert [("1.", 0.5, 0), ("甲" * 27, 2.0, 0), ("甲甲甲", 2.0, 1), ("2.", 0.5, 2), ("乙", 2.0, 2)] == runs


def test_turned_lines_return_to_the_margin(em_setter):
    """Official papers: the marker two characters in, the text behind it, the rest from the margin on."""
    runs = painted(em_setter, item("一、", "甲" * 30), item("二、", "乙"), turnover=Turnover.MARGIN)
    first, rest = 29 - 2 - 2, 30 - (29 - 2 - 2)

    assert [
        ("一、", 2.0, 0),
        ("甲" * first, 4.0, 0),
        ("甲" * rest, 0.0, 1),
        ("二、", 2.0, 2),
        ("乙", 4.0, 2),
    ] == runs


def test_a_gap_behind_markers_that_have_no_white(em_setter):
    """1. and ① stand a third of an em before a text they run into; 、 and ） have their own white."""
    starts = {
        marker: painted(em_setter, item(marker, "甲"), turnover=Turnover.MARGIN)[1][1]
        for marker in ("1.", "①", "（1）", "（一）")
    }

    # （ loses half an em at the edge; its text follows the whole frame of ）
    assert {"1.": 2 + 1.33, "①": 2 + 1.33, "（1）": 2 + 2.0, "（一）": 2 + 2.5} == starts


def test_the_theme_says_where_lines_turn_to(pages_of):
    text = f"sections: [{{id: one, title: 章, blocks: [{{list: [{'甲' * 40}], id: l, ordered: true}}]}}]"
    own = text.replace("ordered", "turnover: hang, ordered")

    def starts(book):
        node = NodeId("sections.one.blocks.l.0")
        items = [
            leaf.item
            for leaf in book.leaves[1]
            if isinstance(leaf.item, TextItem) and leaf.tag.node == node and "甲" in leaf.item.run.text
        ]
        return [round((i.x - book.theme.page.left(False)) / EM, 1) for i in items]

    side = pages_of(text).theme.page
    left = round((side.span(side.side_columns) + side.gutter) / EM, 1)
    hang = pages_of(text, choices={"list_turnover": "hang"})
    margin = pages_of(text, choices={"list_turnover": "margin"})
    wish = pages_of(own, choices={"list_turnover": "margin"})

    assert [2.0, 2.0] == [round(x - left, 1) for x in starts(hang)]
    assert 0.0 == pytest.approx(starts(margin)[1] - left, abs=0.06)
    assert starts(hang) == starts(wish)


def test_a_list_in_an_item_begins_under_its_text(em_setter):
    runs = painted(
        em_setter, item("1.", "甲", item("（1）", "子" * 30), item("（2）", "丑")), item("2.", "乙")
    )

    assert [
        ("1.", 0.5, 0),
        ("甲", 2.0, 0),
        ("（1）", 2.0, 1),
        ("子" * 25, 4.0, 1),
        ("子" * 5, 4.0, 2),
        ("（2）", 2.0, 3),
        ("丑", 4.0, 3),
        ("2.", 0.5, 4),
        ("乙", 2.0, 4),
    ] == runs


def test_an_item_stays_with_the_first_of_its_list(em_setter):
    rows = list_box(
        em_setter,
        ItemList(
            LIST,
            "",
            (item("1.", "甲", item("（1）", "子"), item("（2）", "丑")), item("2.", "乙")),
            Place.MAIN,
        ),
    ).rows

    assert [True, False, False, False] == [row.keeps for row in rows]


def test_markers_of_another_face_stand_on_the_line_of_the_text(em_setter):
    """The bullet comes from the face of captions, the text from that of the body; one baseline."""
    box = list_box(em_setter, ItemList(LIST, "", (item("•", "甲"),), Place.MAIN))
    bullet, text = (i for i in box.fit(10).part.paint(0.0, 0.0) if isinstance(i, TextItem))

    assert ("•", "甲") == (bullet.run.text, text.run.text)
    assert bullet.y == text.y


@pytest.mark.parametrize("markers", ["decimal", "circled", "bullet", "han"])
def test_markers_stand_on_the_line_of_the_text_in_the_real_faces(pages_of, markers):
    book = pages_of(
        f"sections: [{{id: one, title: 章, blocks: [{{list: [甲乙], id: l, markers: {markers}}}]}}]"
    )
    runs = [
        leaf.item
        for leaf in book.leaves[1]
        if isinstance(leaf.item, TextItem) and leaf.tag.node == "sections.one.blocks.l.0"
    ]

    assert 2 == len(runs)
    assert 1 == len({run.y for run in runs})


def test_a_side_list_without_markers_has_no_column_for_them(em_setter):
    page = em_setter.theme.page
    box = list_box(em_setter, ItemList(LIST, "", (item("", "甲"), item("", "乙")), Place.SIDE))
    part = box.fit(100).part
    runs = [i for i in part.paint(0.0, page.top + 100) if isinstance(i, TextItem)]

    assert [("甲", 0.0), ("乙", 0.0)] == [(i.run.text, i.x) for i in runs]
    assert 27.0 == pytest.approx(runs[1].y - runs[0].y)  # a line and a half
    assert 2 + 3 + 3 == part.height


def test_a_side_list_with_numbers(em_setter):
    """Nothing typed is lost: numbers are printed there too, in a narrow column."""
    page = em_setter.theme.page
    box = list_box(em_setter, ItemList(LIST, "", (item("1.", "甲"), item("2.", "乙" * 20)), Place.SIDE))
    runs = [i for i in box.fit(100).part.paint(0.0, page.top + 100) if isinstance(i, TextItem)]

    assert ["1.", "甲", "2."] == [i.run.text for i in runs][:3]
    assert [0.0, 13.5, 0.0, 13.5, 13.5] == pytest.approx([i.x for i in runs])


@pytest.mark.parametrize("place", [Place.MAIN, Place.SIDE])
def test_links_to_a_list_lead_to_its_first_row(em_setter, place):
    box = list_box(em_setter, ItemList(LIST, "", (item("1.", "甲"),), place))
    assert LIST in [node for node, _ in box.fit(100).part.anchors]
