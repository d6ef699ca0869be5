"""Rules on actions: what is forbidden where, and what may stay."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from toolkit import broken, case, check, found, good
from trees import link, located, put, with_link


def action(kind: str, **more: Any) -> Dictionary:
    return Dictionary(S=Name("/" + kind), **more)


def opens_somewhere(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


def page_opens(pdf: Pdf) -> None:
    pdf.pages[2].obj.AA = Dictionary(O=action("Named", N=Name.NextPage))


CASES = {
    "preflight.javascript": located("web", with_link(A=action("JavaScript", JS=String("1"))), link, page=2),
    "preflight.action-forbidden": located("web", with_link(A=action("Launch")), link, page=2),
    "preflight.named-action": located("web", with_link(A=action("Named", N=Name.Print)), link, page=2),
    "preflight.additional-actions": located("web", page_opens, lambda pdf: pdf.pages[2].obj, page=3),
    "preflight.action-in-print": case("press", opens_somewhere, page=0),
    "preflight.bad-address": located(
        "web", with_link(A=action("URI", URI=String("http://例子.cn"))), link, page=2, severity="warning"
    ),
    "preflight.presentation": located(
        "web", lambda pdf: put(pdf.pages[2].obj, PresSteps=Dictionary()), lambda pdf: pdf.pages[2].obj, page=3
    ),
    "preflight.requirements": case("web", lambda pdf: put(pdf.Root, Requirements=Array([])), page=0),
    "preflight.forms-recalculated": case(
        "web", lambda pdf: put(pdf.Root, AcroForm=Dictionary(Fields=[], NeedAppearances=True)), page=0
    ),
}


def messages(kind: Any, change: Any, code: str) -> list[str]:
    return [finding.message.en for finding in found(check(broken(good(kind), change)), code)]


@pytest.mark.parametrize(
    "kind",
    [
        *("Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState"),
        *("Rendition", "Trans", "GoTo3DView"),
    ],
)
def test_pdfa_forbids_actions(kind: str) -> None:
    assert [f"the action {kind}"] == messages("web", with_link(A=action(kind)), "preflight.action-forbidden")


@pytest.mark.parametrize("name", ["NextPage", "PrevPage", "FirstPage", "LastPage"])
def test_turning_pages_is_allowed(name: str) -> None:
    assert [] == messages("web", with_link(A=action("Named", N=Name("/" + name))), "preflight.named-action")


def test_an_action_of_its_own_and_the_next_one_are_found() -> None:
    """Actions are found wherever they stand: indirect, without a type, and chained."""

    def change(pdf: Pdf) -> None:
        following = pdf.make_indirect(action("Sound"))
        put(link(pdf), A=pdf.make_indirect(action("Movie", Next=following)))

    assert ["the action Movie", "the action Sound"] == sorted(
        messages("web", change, "preflight.action-forbidden")
    )


def test_scripts_among_the_names_are_found() -> None:
    def change(pdf: Pdf) -> None:
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([])))

    assert ["JavaScript that runs when the file is opened"] == messages(
        "press", change, "preflight.javascript"
    )


def test_indirect_additional_actions_are_found() -> None:
    """An object under AA does not say what it is; it is known by who refers to it."""

    def change(pdf: Pdf) -> None:
        pdf.Root.AA = pdf.make_indirect(Dictionary(WC=action("Named", N=Name.NextPage)))

    assert 1 == len(messages("web", change, "preflight.additional-actions"))


def test_actions_of_bookmarks_do_not_belong_into_print() -> None:
    def change(pdf: Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title="a", A=action("URI", URI=String("https://a.cn"))))
        pdf.Root.Outlines = Dictionary(First=item, Last=item)

    assert ["the action URI"] == messages("press", change, "preflight.action-in-print")
    assert [] == messages("web", change, "preflight.action-in-print")


@pytest.mark.parametrize("address", ["https://a.cn/%E4%B8%80?b=1#c", "mailto:a@b.cn", "a/b.html"])
def test_good_addresses_are_let_be(address: str) -> None:
    assert [] == messages("web", with_link(A=action("URI", URI=String(address))), "preflight.bad-address")


@pytest.mark.parametrize("address", ["", "https://a.cn/a b", "http://"])
def test_bad_addresses_are_found(address: str) -> None:
    assert 1 == len(messages("web", with_link(A=action("URI", URI=String(address))), "preflight.bad-address"))
