"""Rules on headings, figures, tables, lists and notes."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from toolkit import Change, broken, check, found, good
from trees import add, element, elements, kids, located, nth, put, setting


def attribute(owner: str, **entries: Any) -> Dictionary:
    return put_all(Dictionary(O=Name("/" + owner)), entries)


def put_all(value: Dictionary, entries: dict[str, Any]) -> Dictionary:
    put(value, **entries)
    return value


def cell(number: int, **entries: Any) -> Change:
    """Give a data cell attributes of Table."""
    return setting("TD", number, A=attribute("Table", **entries))


def lose_cell(pdf: Pdf) -> None:
    row = element(pdf, "TR", 1)
    row.K = Array(kids(row)[:1])


def add_note(pdf: Pdf, **entries: Any) -> Any:
    return add(pdf, element(pdf, "P", 1), "Note", **entries)


CASES = {
    "preflight.heading-skipped": located("web", setting("H1", 2, S=Name.H3), nth("H3"), page=3),
    "preflight.headings-mixed": located("web", setting("H1", 2, S=Name.H), nth("H"), page=3),
    "preflight.heading-empty": located(
        "web", lambda pdf: add(pdf, element(pdf, "Sect", 2), "H2"), nth("H2"), severity="warning"
    ),
    "preflight.no-alternative": located("web", setting("Figure", Alt=None), nth("Figure"), page=2),
    "preflight.figure-box": located(
        "web", setting("Figure", A=None), nth("Figure"), page=2, severity="warning"
    ),
    "preflight.header-scope": located("web", setting("TH", 1, A=None), nth("TH", 1), page=2),
    "preflight.header-unknown": located("web", cell(1, Headers=Array([String("x")])), nth("TD", 1), page=2),
    "preflight.no-headers": located(
        "web",
        lambda pdf: [put(each, S=Name.TD, A=None) for each in list(elements(pdf, "TH"))],
        nth("Table"),
        page=2,
        severity="warning",
    ),
    "preflight.table-irregular": located("web", lose_cell, nth("Table"), page=2),
    "preflight.list-numbering": located("web", setting("L", A=None), nth("L"), page=2),
    "preflight.list-incomplete": located(
        "web",
        lambda pdf: add(pdf, element(pdf, "L"), "LI"),
        nth("LI", 1),
        severity="warning",
    ),
    "preflight.note-id": located("web", lambda pdf: add_note(pdf), nth("Note")),
}


def messages(change: Change, code: str) -> list[str]:
    return [finding.message.en for finding in found(check(broken(good("web"), change)), code)]


# ------------------------------------------------------------------ headings


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((1, 2, 3, 1), []),
        ((1, 2, 3, 2), []),
        ((2, 1, 1, 1), ["H2 follows the beginning directly"]),
        ((1, 3, 2, 4), ["H3 follows H1 directly", "H4 follows H2 directly"]),
    ],
)
def test_levels_go_down_one_by_one_and_up_at_will(levels: tuple[int, ...], expected: list[str]) -> None:
    def change(pdf: Pdf) -> None:
        for heading, level in zip(list(elements(pdf, "H1")), levels, strict=True):
            heading.S = Name(f"/H{level}")

    assert expected == messages(change, "preflight.heading-skipped")


def test_one_heading_h_an_element() -> None:
    def change(pdf: Pdf) -> None:
        for heading in list(elements(pdf, "H1")):
            heading.S = Name.H
        add(pdf, element(pdf, "Sect"), "H")

    assert ["an element holds two headings H"] == messages(change, "preflight.headings-mixed")


# ------------------------------------------------------------------ figures


def test_actual_text_stands_for_an_alternative_and_blanks_do_not() -> None:
    code = "preflight.no-alternative"

    assert [] == messages(setting("Figure", Alt=None, ActualText=String("方")), code)
    assert 1 == len(messages(setting("Figure", Alt=String(" ")), code))
    assert ["Formula has no alternative text"] == messages(setting("P", S=Name.Formula), code)


# ------------------------------------------------------------------ tables


def test_a_header_that_cells_name_needs_no_scope() -> None:
    def change(pdf: Pdf) -> None:
        put(element(pdf, "TH", 1), A=None, ID=String("数"))
        put(element(pdf, "TD", 1), A=attribute("Table", Headers=Array([String("数")])))

    assert [] == messages(change, "preflight.header-scope")
    assert [] == messages(change, "preflight.header-unknown")


def test_attributes_may_come_from_a_class() -> None:
    def change(pdf: Pdf) -> None:
        pdf.Root.StructTreeRoot.ClassMap = Dictionary(head=attribute("Table", Scope=Name.Column))
        put(element(pdf, "TH", 1), A=None, C=Name.head)

    assert [] == messages(change, "preflight.header-scope")


def body(pdf: Pdf, *rows: str) -> None:
    """Replace the rows of the body; a cell is spelled by its spans: `11 21` is two cells."""
    inside = element(pdf, "TBody")
    inside.K = Array([])
    for row in rows:
        line = add(pdf, inside, "TR")
        for across, down in row.split():
            add(pdf, line, "TD", A=attribute("Table", ColSpan=int(across), RowSpan=int(down)))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["11 11"], []),
        (["21"], []),
        (["12 11", "11"], []),
        (["11 12", "11", "21"], []),
        (["13 11", "11"], ["a cell reaches below the last row"]),
        (["12 11", "11 11"], ["row 3 of the table is not as wide as the others"]),
        (["11", "11 11"], ["row 2 of the table is not as wide as the others"]),
        (["11 12", "21"], ["a cell lies on another"]),
    ],
)
def test_spans_count_in_the_grid(rows: list[str], expected: list[str]) -> None:
    assert expected == messages(lambda pdf: body(pdf, *rows), "preflight.table-irregular")


def test_a_table_needs_rows() -> None:
    assert ["the table has no rows"] == messages(setting("Table", K=None), "preflight.table-irregular")


# ------------------------------------------------------------------ lists, notes


def test_labels_need_a_numbering_other_than_none() -> None:
    code = "preflight.list-numbering"

    assert 1 == len(messages(setting("L", A=attribute("List", ListNumbering=Name("/None"))), code))
    assert [] == messages(setting("L", A=attribute("List", ListNumbering=Name.Disc)), code)


def test_an_empty_list_is_found() -> None:
    assert ["L has no LI"] == messages(setting("L", K=None), "preflight.list-incomplete")


def test_notes_have_ids_of_their_own() -> None:
    def change(pdf: Pdf) -> None:
        for number in "112":
            add_note(pdf, ID=String(number))

    assert ['the ID "1" is used twice'] == messages(change, "preflight.note-id")
