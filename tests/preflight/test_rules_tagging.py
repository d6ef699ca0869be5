"""Rules on what ties content to the structure."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from toolkit import Change, broken, case, check, content, form, found, good, resource, set_content
from trees import add, edit_content, element, located, nth, put, setting

from reportgen.preflight.document import Document
from reportgen.preflight.page import Page

TAGGED = b"/P << /MCID 50 >> BDC 10 10 5 5 re f EMC"


def page(number: int) -> Any:
    return lambda pdf: pdf.pages[number - 1].obj


def editing(old: bytes, new: bytes, number: int = 2) -> Change:
    return lambda pdf: edit_content(pdf, old, new, number)


def paint_form(pdf: Pdf, times: int) -> None:
    """A form with tagged content of its own, which an element holds, painted on page 3."""
    drawing = form(pdf, TAGGED)
    resource(pdf, "XObject", "Drawing", drawing, 3)
    set_content(pdf, content(pdf, 3) + b"\n/Drawing Do" * times, 3)
    reference = Dictionary(Type=Name.MCR, Pg=pdf.pages[2].obj, Stm=drawing, MCID=50)
    held = add(pdf, element(pdf, "Document"), "P", reference)
    tree = pdf.Root.StructTreeRoot
    drawing.StructParents = tree.ParentTreeNextKey
    row = Array([None] * 50 + [held])
    tree.ParentTree.Nums = Array([*tree.ParentTree.Nums, tree.ParentTreeNextKey, row])
    tree.ParentTreeNextKey += 1


def swap_rows(pdf: Pdf) -> None:
    """Two elements change places in the parent tree's entry of page 2."""
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[3]
    row[0], row[1] = row[1], row[0]


def share(pdf: Pdf) -> None:
    """The second paragraph takes the content of the heading, too."""
    element(pdf, "P", 1).K = Array([0, *element(pdf, "P", 1).K])


CASES = {
    "preflight.no-structure": case("web", lambda pdf: put(pdf.Root, StructTreeRoot=None), page=0),
    "preflight.not-marked": case("web", lambda pdf: put(pdf.Root, MarkInfo=None), page=0),
    "preflight.suspects": case("web", lambda pdf: put(pdf.Root.MarkInfo, Suspects=True), page=0),
    "preflight.display-title": case("web", lambda pdf: put(pdf.Root, ViewerPreferences=None), page=0),
    "preflight.untagged-content": located("web", editing(b"/P << /MCID 1 >>", b"/P << >>"), page(2), page=2),
    "preflight.artifact-in-tagged": located(
        "web", editing(b"/P << /MCID 1 >> BDC", b"/P << /MCID 1 >> BDC /Artifact BMC EMC"), page(2), page=2
    ),
    "preflight.tagged-in-artifact": located(
        "web",
        editing(b"/P << /MCID 1 >> BDC", b"/Artifact BMC /P << /MCID 77 >> BDC EMC EMC /P << /MCID 1 >> BDC"),
        page(2),
        page=2,
    ),
    "preflight.mcid-repeated": located("web", editing(b"/MCID 4 ", b"/MCID 1 "), page(2), page=2),
    "preflight.form-repeated": located(
        "web", lambda pdf: paint_form(pdf, 2), lambda pdf: pdf.pages[2].obj.Resources.XObject.Drawing, page=3
    ),
    "preflight.content-lost": located("web", setting("P", 2, K=None), page(3), page=3),
    "preflight.content-absent": located("web", setting("P", 2, K=Array([1, 99])), nth("P", 2), page=3),
    "preflight.content-shared": located(
        "web", share, lambda pdf: (element(pdf, "H1", 1), element(pdf, "P", 1))
    ),
    "preflight.parent-tree": located("web", swap_rows, page(2), page=2),
    "preflight.parent-tree-keys": case(
        "web", lambda pdf: put(pdf.pages[2].obj, StructParents=1), severity="warning"
    ),
}


def findings(change: Change, code: str, kind: Any = "web") -> list[str]:
    return [finding.message.en for finding in found(check(broken(good(kind), change)), code)]


def test_untagged_content_is_found_at_its_place() -> None:
    """The square of 100 x 60 pt lies 60 pt from the left and 220 pt from the top."""
    verdict = check(broken(good("web"), editing(b"/Figure << /MCID 8 >>", b"/Figure << >>")))
    (finding,) = found(verdict, "preflight.untagged-content")

    assert finding.place is not None
    assert (21.2, 77.6, 35.3, 21.2) == (
        finding.place.left,
        finding.place.top,
        finding.place.width,
        finding.place.height,
    )


def test_an_empty_tree_is_no_structure() -> None:
    assert ["the structure tree is empty"] == findings(
        lambda pdf: put(pdf.Root.StructTreeRoot, K=None), "preflight.no-structure"
    )


def test_a_form_that_is_painted_once_may_hold_tags() -> None:
    verdict = check(broken(good("web"), lambda pdf: paint_form(pdf, 1)))

    assert [] == [finding.rule for finding in verdict.findings]


def test_a_page_without_a_number_has_no_way_back() -> None:
    assert ["there are tags and no StructParents"] == findings(
        lambda pdf: put(pdf.pages[2].obj, StructParents=None), "preflight.parent-tree"
    )


def test_a_parent_tree_without_the_entry_of_a_page() -> None:
    def change(pdf: Pdf) -> None:
        tree = pdf.Root.StructTreeRoot.ParentTree
        tree.Nums = Array(list(tree.Nums)[2:])

    assert ["the parent tree has no entry 0"] == findings(change, "preflight.parent-tree")


def test_the_next_key_must_be_free() -> None:
    assert ["ParentTreeNextKey is 0, and the number 4 is in use"] == findings(
        lambda pdf: put(pdf.Root.StructTreeRoot, ParentTreeNextKey=0), "preflight.parent-tree-keys"
    )


def test_a_tree_of_several_nodes_is_read() -> None:
    """A parent tree may be spread over kids."""

    def change(pdf: Pdf) -> None:
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        leaves = [pdf.make_indirect(Dictionary(Nums=Array(part))) for part in (nums[:4], nums[4:])]
        pdf.Root.StructTreeRoot.ParentTree = pdf.make_indirect(Dictionary(Kids=Array(leaves)))

    assert [] == findings(change, "preflight.parent-tree")


def test_content_of_a_page_that_was_not_read_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows what is on it; that it was not read is a finding of its own."""
    read = Document.page

    def page(document: Document, index: int) -> Page:
        if index == 3:
            raise ValueError("as if")
        return read(document, index)

    monkeypatch.setattr(Document, "page", page)

    assert {"preflight.not-checked"} == {finding.rule for finding in check(good("web")).findings}
