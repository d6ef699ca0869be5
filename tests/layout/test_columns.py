"""Widths of table columns, by arithmetic on the em-square font: at 9 pt Han take 9 pt, digits 4.5 pt."""

from __future__ import annotations

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
