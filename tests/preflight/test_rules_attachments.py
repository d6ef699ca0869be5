"""Rules on files inside the file."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from toolkit import Change, broken, check, found, good
from trees import attach, attachment, element, located, put


def specified(**entries: Any) -> Change:
    """Change entries of the attachment's file specification."""
    return lambda pdf: put(attachment(pdf), **entries)


def streamed(**entries: Any) -> Change:
    """Change entries of the attachment's stream."""
    return lambda pdf: put(attachment(pdf).EF.F, **entries)


CASES = {
    "preflight.attachment-in-print": located(
        "press", lambda pdf: attach(pdf, b"1"), attachment, severity="warning"
    ),
    "preflight.attachment-not-pdfa": located("web", lambda pdf: attach(pdf, b"1,2"), attachment),
    "preflight.attachment-names": located("archive", specified(UF=None), attachment),
    "preflight.attachment-empty": located("archive", specified(EF=Dictionary()), attachment),
    "preflight.attachment-relation": located("archive", specified(AFRelationship=None), attachment),
    "preflight.attachment-type": located("archive", streamed(Subtype=None), attachment),
    "preflight.attachment-astray": located("archive", lambda pdf: put(pdf.Root, AF=None), attachment),
    "preflight.attachment-description": located(
        "archive", specified(Desc=None), attachment, severity="warning"
    ),
    "preflight.attachment-damaged": located(
        "archive", streamed(Params=Dictionary(Size=5)), attachment, severity="warning"
    ),
}


def messages(kind: Any, change: Change, code: str) -> list[str]:
    return [finding.message.en for finding in found(check(broken(good(kind), change)), code)]


def test_pdfa_two_may_hold_pdfa() -> None:
    """What the file inside claims is believed; the check of that file is another one."""
    code = "preflight.attachment-not-pdfa"

    assert [] == messages("web", lambda pdf: attach(pdf, good("web"), "a.pdf"), code)
    assert 1 == len(messages("web", lambda pdf: attach(pdf, good("archive"), "a.pdf"), code))
    assert 1 == len(messages("web", lambda pdf: attach(pdf, good("press"), "a.pdf"), code))


def test_a_relation_must_be_one_of_five() -> None:
    assert ["the attachment 表.csv has the AFRelationship Odd"] == messages(
        "archive", specified(AFRelationship=Name.Odd), "preflight.attachment-relation"
    )


@pytest.mark.parametrize(("media_type", "count"), [("text/csv", 0), ("image/svg+xml", 0), ("csv", 1)])
def test_media_types(media_type: str, count: int) -> None:
    assert count == len(
        messages("archive", streamed(Subtype=Name("/" + media_type)), "preflight.attachment-type")
    )


def test_an_attachment_may_belong_to_an_element() -> None:
    def change(pdf: Pdf) -> None:
        element(pdf, "Figure").AF = Array([attachment(pdf)])
        del pdf.Root.AF

    assert [] == messages("archive", change, "preflight.attachment-astray")


def test_a_wrong_check_sum_is_found() -> None:
    assert ["the attachment 表.csv has another check sum"] == messages(
        "archive", streamed(Params=Dictionary(CheckSum=String(b"0" * 16))), "preflight.attachment-damaged"
    )
