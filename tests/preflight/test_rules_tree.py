"""Rules on the structure tree."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from toolkit import Change, broken, check, found, good
from trees import add, element, kids, located, nth, put, setting


def mapping(**roles: str) -> Change:
    """Give the tree a role map."""

    def change(pdf: Pdf) -> None:
        pdf.Root.StructTreeRoot.RoleMap = pdf.make_indirect(
            Dictionary({f"/{raw}": Name("/" + target) for raw, target in roles.items()})
        )

    return change


def role_map(pdf: Pdf) -> Any:
    return pdf.Root.StructTreeRoot.RoleMap


def twice(pdf: Pdf) -> None:
    """The figure stands at the end of the document once more."""
    whole = element(pdf, "Document")
    whole.K = Array([*kids(whole), element(pdf, "Figure")])


def same_id(pdf: Pdf) -> None:
    for number in (1, 2):
        element(pdf, "P", number).ID = String("a")


CASES = {
    "preflight.type-remapped": located("web", mapping(P="Div"), role_map),
    "preflight.type-circular": located("web", mapping(A="B", B="A"), role_map),
    "preflight.type-unknown": located("web", setting("P", 2, S=Name.Absatz), nth("Absatz"), page=3),
    "preflight.element-repeated": located("web", twice, nth("Figure")),
    "preflight.element-parent": located("web", setting("P", 2, P=None), nth("P", 2), page=3),
    "preflight.element-id": located(
        "web", same_id, lambda pdf: (element(pdf, "P", 1), element(pdf, "P", 2)), severity="warning"
    ),
    "preflight.nesting": located("web", setting("TD", S=Name.P), lambda pdf: element(pdf, "P", 4), page=2),
    "preflight.content-in-frame": located(
        "web",
        setting("TBody", K=Array([Dictionary(Type=Name.MCR, MCID=6)])),
        nth("TBody"),
        severity="warning",
    ),
}


def messages(change: Change, code: str) -> list[str]:
    return [finding.message.en for finding in found(check(broken(good("web"), change)), code)]


def test_a_type_that_is_mapped_to_a_standard_one_is_let_be() -> None:
    def change(pdf: Pdf) -> None:
        mapping(Absatz="Text", Text="P")(pdf)
        setting("P", 2, S=Name.Absatz)(pdf)

    verdict = check(broken(good("web"), change))

    assert [] == [finding.rule for finding in verdict.findings]


def test_a_standard_type_mapped_to_itself_is_let_be() -> None:
    assert [] == messages(mapping(P="P"), "preflight.type-remapped")


def test_another_parent_is_named() -> None:
    def change(pdf: Pdf) -> None:
        put(element(pdf, "P", 2), P=element(pdf, "Document"))

    assert ["the element P names another parent"] == messages(change, "preflight.element-parent")


@pytest.mark.parametrize(
    ("parent", "child", "message"),
    [
        ("Document", "TR", "TR stands directly in Document"),
        ("Document", "TOCI", "TOCI stands directly in Document"),
        ("Table", "P", "P stands directly in Table"),
        ("TR", "P", "P stands directly in TR"),
        ("L", "P", "P stands directly in L"),
        ("LI", "P", "P stands directly in LI"),
        ("P", "RB", "RB stands directly in P"),
        ("Table", "THead", "Table has 2 THead"),
    ],
)
def test_wrong_nesting(parent: str, child: str, message: str) -> None:
    assert [message] == messages(lambda pdf: add(pdf, element(pdf, parent), child), "preflight.nesting")


def test_a_head_needs_a_body() -> None:
    def change(pdf: Pdf) -> None:
        table = element(pdf, "Table")
        table.K = Array(kids(table)[:1])

    assert ["Table has THead or TFoot, and no TBody"] == messages(change, "preflight.nesting")


@pytest.mark.parametrize(("at", "expected"), [(0, 0), (1, 1), (2, 0)])
def test_a_caption_comes_first_or_last(at: int, expected: int) -> None:
    def change(pdf: Pdf) -> None:
        table = element(pdf, "Table")
        caption = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Caption, P=table))
        parts = kids(table)
        table.K = Array([*parts[:at], caption, *parts[at:]])

    assert expected == len(messages(change, "preflight.nesting"))


@pytest.mark.parametrize("kind", ["L", "TOC"])
def test_the_caption_of_a_list_comes_first(kind: str) -> None:
    def change(pdf: Pdf) -> None:
        listed = add(pdf, element(pdf, "Document"), kind)
        add(pdf, listed, {"L": "LI", "TOC": "TOCI"}[kind])
        add(pdf, listed, "Caption")

    assert [f"the Caption of {kind} is in the midst of it"] == messages(change, "preflight.nesting")


def test_right_nesting() -> None:
    """A table of contents in another one, a list in an item, an element of no meaning in between."""

    def change(pdf: Pdf) -> None:
        whole = element(pdf, "Document")
        contents = add(pdf, whole, "TOC")
        add(pdf, add(pdf, contents, "TOCI"), "Reference")
        add(pdf, add(pdf, contents, "TOC"), "TOCI")
        add(pdf, element(pdf, "LBody"), "L")
        add(pdf, add(pdf, element(pdf, "TBody"), "NonStruct"), "TR")
        ruby = add(pdf, whole, "Ruby")
        for part in ("RB", "RP", "RT", "RP"):
            add(pdf, ruby, part)

    assert [] == messages(change, "preflight.nesting")


def test_a_tree_in_circles_comes_to_an_end() -> None:
    def change(pdf: Pdf) -> None:
        element(pdf, "P", 2).K = Array([element(pdf, "Document")])

    assert 1 == len(messages(change, "preflight.element-repeated"))
