"""Widths of table columns, by arithmetic on the em-square font: at 9 pt Han take 9 pt, digits 4.5 pt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.content.blocks import Cell, CellAlign, Column, Place, Table
from reportgen.core.paged import NodeId
from reportgen.core.text import RichText
from reportgen.layout.columns import COLUMN_GAP, NARROWEST, measured, set_cells
from reportgen.layout.setting import Setter
from reportgen.spec.theme import load_theme

JUBILEE = Path(__file__).parents[2] / "assets" / "themes" / "jubilee.yaml"


@pytest.fixture
def setter(em_book) -> Setter:
    return Setter(
        load_theme(JUBILEE, "大16开"), em_book, lambda plan, width, tag: pytest.fail("no charts here")
    )


def table(
    heads: list[tuple[str, CellAlign]], *rows: list[str], widths: list[float | None] | None = None
) -> Table:
    columns = tuple(
        Column(RichText(head), align, width)
        for (head, align), width in zip(heads, widths or [None] * len(heads), strict=True)
    )
    cells = tuple(tuple(Cell(RichText(text)) for text in row) for row in rows)
    return Table(NodeId("t"), "表1", RichText("题"), RichText(""), columns, cells, (), Place.MAIN)


def columns_of(setter: Setter, made: Table, room: float):
    return measured(setter, made, set_cells(setter, made), room)


def test_columns_share_what_is_left_in_proportion(setter: Setter):
    made = table([("甲", CellAlign.START), ("乙", CellAlign.START)], ["四个字宽", "两字"])
    columns = columns_of(setter, made, 36 + 18 + COLUMN_GAP + 54)

    # contents are 36 and 18 pt wide; 54 pt are left over
    assert columns.widths == pytest.approx((72, 36), abs=0.2)
    assert columns.lefts == pytest.approx((0, 72 + COLUMN_GAP), abs=0.2)


def test_figures_stand_on_their_point(setter: Setter):
    made = table([("", CellAlign.DECIMAL)], ["5.25"], ["123"], ["18.5"])
    columns = columns_of(setter, made, 100)
    cells = set_cells(setter, made)

    # three digits of 4.5 pt stand left of the point at most
    assert columns.points == pytest.approx((13.5,))
    assert [row[0].point for row in cells] == pytest.approx([4.5, 13.5, 9.0])


def test_the_widest_columns_give_way_first(setter: Setter):
    made = table([("", CellAlign.START)] * 3, ["字" * 20, "字" * 20, "字字"])
    columns = columns_of(setter, made, 18 + 2 * 90 + 2 * COLUMN_GAP)

    assert columns.widths == pytest.approx((90, 90, 18), abs=0.3)


def test_no_column_gets_narrower_than_four_characters(setter: Setter):
    made = table([("", CellAlign.START)] * 2, ["字" * 20, "字" * 20])
    columns = columns_of(setter, made, 30)

    assert min(columns.widths) >= NARROWEST


def test_a_width_that_was_asked_for_is_kept(setter: Setter):
    made = table([("", CellAlign.START)] * 2, ["字", "字"], widths=[60.0, None])
    columns = columns_of(setter, made, 200)

    assert columns.lefts[1] == pytest.approx(60)
    assert columns.lefts[1] + columns.widths[1] == pytest.approx(200)


# ------------------------------------------------------------------ figures of many forms


def axis_of(setter: Setter, *texts: str) -> dict[str, float]:
    """Where each cell of one decimal column begins, from the axis (in digits of 4.5 pt, to the left)."""
    cells = set_cells(setter, table([("", CellAlign.DECIMAL)], *([text] for text in texts)))
    return {cell.cell.text.text: round(cell.point / 4.5, 2) for (cell,) in cells}


def test_numbers_ranges_errors_and_gaps_share_an_axis(setter: Setter):
    """CY/T 170. Signs and digits are half an em; the dash of a missing value stands in the middle of 400%."""
    found = axis_of(setter, "12.5", "1,200", "12%", "15%～30%", "400—429", "0.8±0.1", "—")

    assert {"12.5": 2, "1,200": 5, "12%": 2, "15%～30%": 3, "400—429": 3, "0.8±0.1": 3} == {
        text: point for text, point in found.items() if text != "—"
    }
    # the widest integers are 5 digits wide: the dash, two digits wide, stands half of it on either side
    assert 2.5 + 1 == found["—"]


def test_a_unit_does_not_push_its_number_off_the_axis(setter: Setter):
    """The quarter em before a Chinese unit belongs to neither."""
    assert {"12": 2.0, "12亿": 2.0, "12亿元": 2.0} == axis_of(setter, "12", "12亿", "12亿元")


def test_words_among_figures_end_at_the_axis(setter: Setter):
    assert {"持平": 4.0, "3.5": 1.0} == axis_of(setter, "持平", "3.5")


def test_a_column_of_gaps_alone_is_in_order(setter: Setter):
    assert {"—": 1.0} == axis_of(setter, "—")


# ------------------------------------------------------------------ groups and levels


def grouped(*groups: str, heads: str = "甲乙丙丁") -> Table:
    columns = tuple(
        Column(RichText(head), CellAlign.START, None, RichText(group))
        for head, group in zip(heads, groups, strict=False)
    )
    cells = tuple(Cell(RichText("格")) for _ in columns)
    return Table(NodeId("t"), "表1", RichText("题"), RichText(""), columns, (cells, cells), (), Place.MAIN)


def test_neighbouring_columns_make_a_group():
    made = grouped("", "前", "前", "后")

    assert [("前", 1, 2, 2), ("后", 3, 3, 1)] == [(g.head.text, g.first, g.last, g.span) for g in made.groups]


def test_a_wide_group_widens_its_columns(setter: Setter):
    """A head of 10 characters over two columns of one: each gets half of what is lacking."""
    made = grouped("", "十个字宽的上级栏目名", "十个字宽的上级栏目名")
    columns = columns_of(setter, made, 9 + 90 + COLUMN_GAP)

    assert columns.widths == pytest.approx((9, 39, 39), abs=0.3)
    left, right = columns.span(1, 2)
    assert right - left == pytest.approx(90, abs=0.3)


def test_row_heads_of_lower_levels_are_indented(setter: Setter):
    cells = (
        (Cell(RichText("总数")), Cell(RichText("1"))),
        (Cell(RichText("其中"), indent=1), Cell(RichText("2"))),
        (Cell(RichText("更细"), indent=2), Cell(RichText("3"))),
    )
    made = replace(table([("", CellAlign.START)] * 2, ["", ""]), rows=cells, row_heads=True)

    assert [(0, 18), (9, 27), (18, 36)] == [(row[0].indent, row[0].width) for row in set_cells(setter, made)]
