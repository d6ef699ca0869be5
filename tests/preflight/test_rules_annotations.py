"""Rules on annotations and forms."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from toolkit import MARGIN, MM, broken, case, check, form, found, good
from trees import annotate, element, kids, last_annotation, link, located, put, setting, with_link


def untie(pdf: Pdf) -> None:
    """Take the reference to the link out of its element."""
    tied = element(pdf, "Link")
    tied.K = Array([kid for kid in kids(tied) if not isinstance(kid, Dictionary)])


def xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=[], XFA=String("")))


def sign(pdf: Pdf) -> None:
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=[], SigFlags=3))


CASES = {
    "preflight.annotation-in-print": located(
        "press", lambda pdf: annotate(pdf, "Link"), last_annotation(), page=2
    ),
    "preflight.annotation-type": located("web", with_link(Subtype=Name.Movie), link, page=2),
    "preflight.annotation-flags": located("web", with_link(F=0), link, page=2),
    "preflight.annotation-appearance": located(
        "web", lambda pdf: annotate(pdf, "Square"), last_annotation(), page=2
    ),
    "preflight.field-action": located(
        "web",
        lambda pdf: annotate(pdf, "Widget", A=Dictionary(S=Name.Named, N=Name.NextPage)),
        last_annotation(),
        page=2,
    ),
    "preflight.xfa": located("web", xfa, lambda pdf: pdf.Root.AcroForm),
    "preflight.tab-order": located(
        "web", lambda pdf: put(pdf.pages[1].obj, Tabs=None), lambda pdf: pdf.pages[1].obj, page=2
    ),
    "preflight.trap-net": located("web", with_link(Subtype=Name.TrapNet), link, page=2),
    "preflight.annotation-text": located("web", with_link(Contents=None), link, page=2),
    "preflight.annotation-untagged": located("web", untie, link, page=2),
    "preflight.annotation-element": located("web", setting("Link", S=Name.Span), link, page=2),
    "preflight.annotation-parent": located("web", with_link(StructParent=None), link, page=2),
    "preflight.signed": case("web", sign, severity="note"),
}


def messages(kind: Any, change: Any, code: str) -> list[str]:
    return [finding.message.en for finding in found(check(broken(good(kind), change)), code)]


def test_a_link_in_print_is_found_at_its_place() -> None:
    """Places count from the top left of the trim, in mm."""
    top = MARGIN + 285 * MM
    rect = (MARGIN + 20 * MM, top - 40 * MM, MARGIN + 50 * MM, top - 30 * MM)
    verdict = check(broken(good("press"), lambda pdf: annotate(pdf, "Link", 3, rect)))
    (finding,) = found(verdict, "preflight.annotation-in-print")

    assert 3 == finding.page
    assert finding.place is not None
    assert (20, 30, 30, 10) == (
        finding.place.left,
        finding.place.top,
        finding.place.width,
        finding.place.height,
    )
    assert "a link lies on the page" == finding.message.en


def test_annotations_outside_the_bleed_are_let_be_in_print() -> None:
    code = "preflight.annotation-in-print"

    assert [] == messages("press", lambda pdf: annotate(pdf, "Text", rect=(1, 1, 9, 9)), code)
    assert [] == messages("press", lambda pdf: annotate(pdf, "TrapNet"), code)
    assert 1 == len(messages("press", lambda pdf: annotate(pdf, "Text", rect=(1, 1, 99, 99)), code))


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (None, "a link has no F"),
        (4 | 2, "a link has Hidden set"),
        (4 | 1, "a link has Invisible set"),
        (4 | 32, "a link has NoView set"),
        (4 | 256, "a link has ToggleNoView set"),
        (0, "a link has Print not set"),
    ],
)
def test_flags(flags: int | None, expected: str) -> None:
    assert [expected] == messages("web", with_link(F=flags), "preflight.annotation-flags")


def test_only_links_popups_and_what_has_no_size_need_no_appearance() -> None:
    code = "preflight.annotation-appearance"

    assert [] == messages("web", lambda pdf: annotate(pdf, "Popup"), code)
    assert [] == messages("web", lambda pdf: annotate(pdf, "Square", rect=(5, 5, 5, 5)), code)
    assert 1 == len(messages("web", lambda pdf: annotate(pdf, "Square", rect=(5, 5, 5, 9)), code))


def test_an_appearance_is_a_stream_but_for_buttons() -> None:
    def look(pdf: Pdf, **more: Any) -> None:
        annotate(pdf, "Widget", AP=Dictionary(N=form(pdf, b"")), **more)

    def states(pdf: Pdf, **more: Any) -> None:
        annotate(pdf, "Widget", AP=Dictionary(N=Dictionary(Off=form(pdf, b""))), **more)

    code = "preflight.annotation-appearance"

    assert [] == messages("web", lambda pdf: look(pdf, FT=Name.Tx), code)
    assert [] == messages("web", lambda pdf: states(pdf, FT=Name.Btn), code)
    assert ["the appearance of an annotation (Widget) should be a stream"] == messages(
        "web", lambda pdf: states(pdf, FT=Name.Tx), code
    )
    assert ["the appearance of an annotation (Widget) should be a dictionary"] == messages(
        "web", lambda pdf: look(pdf, FT=Name.Btn), code
    )


def test_an_appearance_has_its_normal_state_alone() -> None:
    def change(pdf: Pdf) -> None:
        annotate(pdf, "Square", AP=Dictionary(N=form(pdf, b""), D=form(pdf, b"")))

    assert 1 == len(messages("web", change, "preflight.annotation-appearance"))


def test_a_field_is_described_by_its_tooltip() -> None:
    code = "preflight.annotation-text"

    assert 1 == len(messages("web", lambda pdf: annotate(pdf, "Widget"), code))
    assert [] == messages("web", lambda pdf: annotate(pdf, "Widget", TU=String("姓名")), code)


def test_what_is_hidden_or_off_the_page_need_not_be_told() -> None:
    code = "preflight.annotation-untagged"

    assert [] == messages("web", lambda pdf: annotate(pdf, "Square", F=2), code)
    assert [] == messages("web", lambda pdf: annotate(pdf, "Square", rect=(-50, -50, -9, -9)), code)
    assert 1 == len(messages("web", lambda pdf: annotate(pdf, "Square"), code))


def test_a_link_may_stand_deeper_in_its_link_element() -> None:
    """What counts is that a Link is around it."""

    def change(pdf: Pdf) -> None:
        outer = element(pdf, "Link")
        inner = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, P=outer, Pg=outer.Pg))
        inner.K = outer.K
        outer.K = Array([inner])

    assert [] == messages("web", change, "preflight.annotation-element")


def test_the_way_back_from_a_link_must_lead_to_its_element() -> None:
    assert ["the StructParent 0 of a link leads to another element"] == messages(
        "web", with_link(StructParent=0), "preflight.annotation-parent"
    )
