"""Links and their targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from paged_samples import BODY, PLAIN, opened, paged

from reportgen.core.geometry import Rect
from reportgen.core.paged import GroupItem, LinkItem, NodeId, OutlineEntry
from reportgen.pdf.links import address

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook


def link(target: str, label: str = "") -> LinkItem:
    return LinkItem(Rect(10, 20, 50, 12), target, label, BODY)


def test_a_link_inside_leads_to_page_and_height(em_book: FontBook) -> None:
    pdf = opened(paged([link("#goal", "第 2 页")], [], places={"goal": (1, 30.0)}), em_book)
    (note,) = pdf.pages[0].Annots

    assert [float(edge) for edge in note.Rect] == [10, 68, 60, 80]  # 20 to 32 pt below the top of 100
    assert note.A.S == "/GoTo"
    assert note.A.D[0].objgen == pdf.pages[1].objgen
    assert [str(part) for part in list(note.A.D)[1:]] == ["/XYZ", "None", "70", "None"]
    assert str(note.Contents) == "第 2 页"


def test_links_are_printed_and_have_no_border(em_book: FontBook) -> None:
    pdf = opened(paged([link("https://example.org/")]), em_book)
    (note,) = pdf.pages[0].Annots

    assert (int(note.F), [int(part) for part in note.Border]) == (4, [0, 0, 0])
    assert (note.A.S, str(note.A.URI)) == ("/URI", "https://example.org/")
    assert "/Contents" not in note


def test_a_link_in_a_group_moves_with_it(em_book: FontBook) -> None:
    pdf = opened(paged([GroupItem((link("mailto:a@example.org"),), 100.0, 10.0, BODY)]), em_book)
    (note,) = pdf.pages[0].Annots

    assert [float(edge) for edge in note.Rect] == [110, 58, 160, 70]


def test_a_link_to_nowhere_is_our_bug(em_book: FontBook) -> None:
    with pytest.raises(AssertionError, match="“gone”, which stands on no page"):
        opened(paged([link("#gone")]), em_book)


def test_a_bookmark_to_nowhere_is_our_bug(em_book: FontBook) -> None:
    with pytest.raises(AssertionError, match="page index 4"):
        opened(paged([], outline=(OutlineEntry("一", NodeId("one")),), places={"one": (4, 0.0)}), em_book)


def test_a_profile_without_links_keeps_none(em_book: FontBook) -> None:
    from dataclasses import replace

    pdf = opened(paged([link("#gone")]), em_book, replace(PLAIN, has_links=False))

    assert "/Annots" not in pdf.pages[0]


@pytest.mark.parametrize(
    ("target", "uri"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("https://example.org/年报 2025", "https://example.org/%E5%B9%B4%E6%8A%A5%202025"),
        ("https://例子.cn/a", "https://xn--fsqu00a.cn/a"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_addresses_become_ascii(target: str, uri: str) -> None:
    assert address(target) == uri
