"""What the file says of itself."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from paged_samples import opened, paged, written

from reportgen.core.paged import DocumentInfo, NodeId, OutlineEntry
from reportgen.pdf.metadata import _counted, gather
from reportgen.pdf.profiles import Claims
from reportgen.pdf.xmp import packet

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

INFO = DocumentInfo(
    title="五年 <回顾> & more",
    language="zh-CN",
    subtitle="副标题",
    authors=("甲", "乙"),
    subject="科技",
    keywords=("研发", "创新"),
    publisher="某区",
    created="2026-03-01T09:30:00+08:00",
)
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def properties(xmp: bytes) -> dict[str, list[str]]:
    """Properties by prefixed name; one text for each entry."""
    prefixes = {
        "http://purl.org/dc/elements/1.1/": "dc",
        "http://ns.adobe.com/pdf/1.3/": "pdf",
        "http://ns.adobe.com/xap/1.0/": "xmp",
        "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    }
    (description,) = ElementTree.fromstring(xmp.decode("utf-8")).iter(f"{RDF}Description")
    found = {}
    for element in description:
        uri, key = element.tag[1:].split("}")
        items = [item.text or "" for item in element.iter(f"{RDF}li")]
        found[f"{prefixes[uri]}:{key}"] = items or [element.text or ""]
    return found


def test_information_and_packet_agree(em_book: FontBook) -> None:
    pdf = opened(paged([], info=INFO), em_book)
    said = {key: str(value) for key, value in pdf.docinfo.items()}
    xmp = properties(pdf.Root.Metadata.read_bytes())

    assert said == {
        "/Title": "五年 <回顾> & more",
        "/Author": "甲、乙",
        "/Subject": "科技",
        "/Keywords": "研发，创新",
        "/Creator": "reportgen test",
        "/Producer": "reportgen test",
        "/CreationDate": "D:20260301093000+08'00'",
        "/ModDate": "D:20260301093000+08'00'",
    }
    assert xmp["dc:title"] == [said["/Title"]] * 2  # x-default and zh-CN
    assert xmp["dc:creator"] == [said["/Author"]]
    assert xmp["dc:description"] == [said["/Subject"]] * 2
    assert xmp["dc:subject"] == ["研发", "创新"]
    assert xmp["dc:publisher"] == ["某区"]
    assert xmp["dc:language"] == ["zh-CN"]
    assert xmp["pdf:Keywords"] == [said["/Keywords"]]
    assert xmp["xmp:CreatorTool"] == xmp["pdf:Producer"] == ["reportgen test"]
    assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == xmp["xmp:MetadataDate"]
    assert xmp["xmp:CreateDate"] == ["2026-03-01T09:30:00+08:00"]


@pytest.mark.parametrize(
    ("created", "moment", "iso"),
    [
        ("2026-03-01", "D:20260301000000+00'00'", "2026-03-01T00:00:00+00:00"),
        ("2026-03-01T09:30:59.5-03:30", "D:20260301093059-03'30'", "2026-03-01T09:30:59-03:30"),
    ],
)
def test_dates_have_a_zone_and_whole_seconds(em_book: FontBook, created: str, moment: str, iso: str) -> None:
    pdf = opened(paged([], info=DocumentInfo("t", created=created)), em_book)

    assert str(pdf.docinfo["/CreationDate"]) == moment
    assert properties(pdf.Root.Metadata.read_bytes())["xmp:ModifyDate"] == [iso]


def test_a_date_of_another_form_is_our_bug() -> None:
    with pytest.raises(AssertionError, match="ISO 8601"):
        gather(DocumentInfo("t", created="2026年3月"), "x")


def test_without_a_date_none_is_written(em_book: FontBook) -> None:
    pdf = opened(paged([], info=DocumentInfo("t")), em_book)

    assert sorted(pdf.docinfo.keys()) == ["/Creator", "/Producer", "/Title"]
    assert not [
        key for key in properties(pdf.Root.Metadata.read_bytes()) if key.startswith("xmp:") and "Date" in key
    ]


def test_the_packet_is_plain_in_the_file(em_book: FontBook) -> None:
    data = written(paged([], info=INFO), em_book)
    start = data.index('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'.encode())

    assert start < data.index(b'<?xpacket end="w"?>')


def test_identifiers_come_from_the_content() -> None:
    def ids(title: str, content: bytes) -> tuple[str, str]:
        found = properties(packet(gather(DocumentInfo(title), "x"), content, Claims()))
        return found["xmpMM:DocumentID"][0], found["xmpMM:InstanceID"][0]

    assert ids("甲", b"1") == ids("甲", b"1")
    assert ids("甲", b"1")[0] == ids("甲", b"2")[0] != ids("乙", b"1")[0]
    assert ids("甲", b"1")[1] != ids("甲", b"2")[1]


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert properties(packet(gather(DocumentInfo("a\x0bb"), "x"), b"", Claims()))["dc:title"][0] == "ab"


def test_viewers_show_the_title_and_know_the_language(em_book: FontBook) -> None:
    pdf = opened(paged([], info=INFO), em_book)
    root = pdf.Root

    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(root.Lang) == "zh-CN"
    assert "/PageMode" not in root


def test_bookmarks_follow_the_outline(em_book: FontBook) -> None:
    outline = (
        OutlineEntry(
            "第一章", NodeId("a"), (OutlineEntry("一", NodeId("b")), OutlineEntry("二", NodeId("c")))
        ),
        OutlineEntry("第二章", NodeId("d")),
    )
    places = {"a": (0, 0.0), "b": (0, 50.0), "c": (1, 10.0), "d": (1, 60.0)}
    pdf = opened(paged([], [], outline=outline, places=places), em_book)
    with pdf.open_outline() as tree:
        titles = [(item.title, [child.title for child in item.children]) for item in tree.root]
        goals = [(item.destination[0].objgen, float(item.destination[3])) for item in tree.root]

    assert titles == [("第一章", ["一", "二"]), ("第二章", [])]
    assert goals == [(pdf.pages[0].objgen, 100.0), (pdf.pages[1].objgen, 40.0)]
    assert (pdf.Root.PageMode, int(pdf.Root.Outlines.Count)) == ("/UseOutlines", 2)
    assert int(pdf.Root.Outlines.First.Count) == -2, "chapters are folded"


def test_page_labels_read_as_printed(em_book: FontBook) -> None:
    import pypdfium2

    labels = ["封面", "i", "ii", "iii", "iv", "1", "2", "3", "9", "10", "A-1", "A-2", "X", "", "007"]
    data = written(paged(*([] for _ in labels), labels=labels), em_book)
    document = pypdfium2.PdfDocument(data)

    assert [document.get_page_label(index) for index in range(len(labels))] == labels
    pdf = opened(paged(*([] for _ in labels), labels=labels), em_book)
    assert [int(index) for index in list(pdf.Root.PageLabels.Nums)[::2]] == [0, 1, 5, 8, 10, 12, 13, 14]


@pytest.mark.parametrize(
    ("label", "counted"),
    [
        ("iv", ("r", "", 4)),
        ("MCMXCIX", ("R", "", 1999)),
        ("iiii", ("", "iiii", 0)),
        ("iV", ("", "iV", 0)),
        ("12", ("D", "", 12)),
        ("B12", ("D", "B", 12)),
        ("0", ("", "0", 0)),
        ("", ("", "", 0)),
    ],
)
def test_labels_are_counted(label: str, counted: tuple[str, str, int]) -> None:
    assert _counted(label) == counted


def test_nothing_of_reportlabs_own_information_is_left(em_book: FontBook) -> None:
    data = written(paged([]), em_book)

    assert not any(word in data for word in (b"ReportLab", b"anonymous", b"unspecified", b"untitled"))
    assert io.BytesIO(data).read(5) == b"%PDF-"
