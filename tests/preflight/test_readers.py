"""The readers below the rules: the bare file, XMP, dates, page labels, CMaps, widths, bombs."""

from __future__ import annotations

import io
import zlib
from datetime import UTC, datetime, timedelta, timezone

import pikepdf
import pytest
import toolkit
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from toolkit import broken, good

from reportgen.preflight import access, check
from reportgen.preflight.boxes import IDENTITY, common, mapped, times
from reportgen.preflight.cmaps import CMap, fill
from reportgen.preflight.dates import pdf_date, xmp_date
from reportgen.preflight.fonts import Font
from reportgen.preflight.labels import label_of, label_ranges
from reportgen.preflight.raw import read_raw
from reportgen.preflight.xmp import DC, XMP_BASIC, Structure, parse
from reportgen.preflight.xmp import Array as XmpArray

# ------------------------------------------------------------------ the bare file


def test_a_table_of_cross_references_is_read() -> None:
    data = toolkit.plain()
    raw = read_raw(data)

    assert ("1.7", 0, True, False) == (raw.version, raw.updates, raw.is_readable, raw.is_linearized)
    assert [(number, 0) for number in (1, 2, 3, 4)] == sorted(raw.offsets)
    assert all(data[at:].startswith(b"%d 0 obj" % number) for (number, _), at in raw.offsets.items())
    assert all(item.is_well_spaced for item in raw.objects())
    assert [4] == [item.key[0] for item in raw.objects() if item.stream_start is not None]


@pytest.mark.parametrize("kind", ["press", "archive", "web"])
def test_a_stream_of_cross_references_says_the_same_as_a_table(kind: toolkit.Kind) -> None:
    """Objects outside object streams stand where the reader says, whoever wrote the file."""
    for data in (
        good(kind),
        broken(good(kind), lambda pdf: None),
        broken(good(kind), lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    ):
        raw = read_raw(data)

        assert raw.is_readable
        assert raw.offsets
        assert all(data[at:].startswith(b"%d %d obj" % key) for key, at in raw.offsets.items())


def test_a_file_for_slow_networks_is_not_an_updated_one() -> None:
    raw = read_raw(broken(good("web"), lambda pdf: None, linearize=True))

    assert raw.is_linearized
    assert 0 == raw.updates


def test_sections_that_lead_in_a_circle_are_left() -> None:
    data = toolkit.plain()
    table = data.rindex(b"xref\n0")
    round_about = data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % table)

    assert 1 == len(read_raw(round_about).sections)


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_read(junk: bytes) -> None:
    """Before, in place of and behind what belongs there."""
    for data in (junk, b"%PDF-1.7\n" + junk + b"\nstartxref\n9\n%%EOF", toolkit.plain() + junk):
        read_raw(data).objects()


# ------------------------------------------------------------------ XMP and dates

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"><rdf:Description rdf:about="" xmp:CreatorTool="tool">
<dc:title><rdf:Alt><rdf:li xml:lang="zh">题</rdf:li>
<rdf:li xml:lang="x-default">title</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator>
<dc:relation rdf:parseType="Resource"><dc:type>x</dc:type></dc:relation>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def test_a_packet_as_values() -> None:
    xmp = parse(PACKET.encode())

    assert "" == xmp.problem
    assert ("title", "A", "tool") == (
        xmp.text(DC, "title"),
        xmp.text(DC, "creator"),
        xmp.text(XMP_BASIC, "CreatorTool"),
    )
    assert XmpArray("Seq", ("A", "B"), ("", "")) == xmp.properties[DC, "creator"]
    assert Structure({(DC, "type"): "x"}) == xmp.properties[DC, "relation"]
    assert frozenset({"dc"}) == xmp.prefixes[DC]
    assert b"bytes" not in (xmp.header or b"bytes")
    assert xmp.has_end


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"<a/>", b"\xff\xfe<a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']
)
def test_a_packet_that_is_none_says_why(data: bytes) -> None:
    xmp = parse(data)

    assert xmp.problem
    assert {} == xmp.properties


EAST = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("spelled", "moment"),
    [
        ("2026-03-01T09:30:05+08:00", datetime(2026, 3, 1, 9, 30, 5, tzinfo=EAST)),
        ("2026-03-01T09:30Z", datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
        ("2026-03", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-13-01", None),
        ("2026-03-01T09:30:05+99:00", None),
        ("1 March", None),
    ],
)
def test_dates_of_xmp(spelled: str, moment: datetime | None) -> None:
    found = xmp_date(spelled)

    assert moment == (found.when if found else None)


@pytest.mark.parametrize(
    ("spelled", "moment"),
    [
        ("D:20260301093005+08'00'", datetime(2026, 3, 1, 9, 30, 5, tzinfo=EAST)),
        ("D:20260301093005+08'00", datetime(2026, 3, 1, 9, 30, 5, tzinfo=EAST)),
        ("D:20260301", datetime(2026, 3, 1, tzinfo=UTC)),
        ("D:20260301093005Z", datetime(2026, 3, 1, 9, 30, 5, tzinfo=UTC)),
        ("20260301", None),
        ("D:2026-03-01", None),
    ],
)
def test_dates_of_the_information_dictionary(spelled: str, moment: datetime | None) -> None:
    found = pdf_date(spelled)

    assert moment == (found.when if found else None)


# ------------------------------------------------------------------ page labels


def labelled(*ranges: tuple[int, dict[str, object]]) -> list[str]:
    """The labels of eight pages."""
    numbers = Array([])
    for start, entries in ranges:
        numbers.append(start)
        numbers.append(Dictionary(entries))
    root = Dictionary(PageLabels=Dictionary(Nums=numbers))
    found = label_ranges(root)
    return [label_of(index, found) for index in range(8)]


def test_labels_as_readers_see_them() -> None:
    assert list("12345678") == labelled()
    assert ["i", "ii", "iii", "1", "2", "3", "4", "5"] == labelled((0, {"/S": Name.r}), (3, {"/S": Name.D}))
    assert ["A-7", "A-8", "A-9"] == labelled((0, {"/S": Name.D, "/P": String("A-"), "/St": 7}))[:3]
    assert ["封面"] * 8 == labelled((0, {"/P": String("封面")}))
    assert ["A", "B"] == labelled((0, {"/S": Name.A}))[:2]


def test_findings_name_the_page_as_readers_do() -> None:
    def change(pdf: Pdf) -> None:
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
        toolkit.paint(pdf, b"1 0 0 rg 200 300 9 9 re f", 3)

    (finding,) = toolkit.found(check(broken(good("press"), change)), "preflight.rgb")

    assert (3, "iii") == (finding.page, finding.label)
    assert "iii" == finding.diagnostic().page


# ------------------------------------------------------------------ CMaps and widths


def cmap_of(program: bytes) -> CMap:
    cmap = CMap(is_embedded=True)
    fill(cmap, program)
    return cmap


def test_a_cmap_for_reading_text() -> None:
    cmap = cmap_of(
        b"2 beginbfchar <01> <4e00> <02> <d842dfb7> endbfchar "
        b"2 beginbfrange <03> <05> <0041> <06> <07> [<0058> <00590059>] endbfrange"
    )

    assert {1: "一", 2: "𠮷", 3: "A", 4: "B", 5: "C", 6: "X", 7: "YY"} == cmap.texts


def test_codes_of_one_and_two_bytes_are_told_apart() -> None:
    cmap = cmap_of(b"2 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange")

    assert [0x41, 0x8123, 0x42] == list(cmap.split(b"\x41\x81\x23\x42"))


def test_a_range_that_never_ends_is_cut() -> None:
    cmap = cmap_of(b"1 begincidrange <00000000> <ffffffff> 0 endcidrange")

    assert 1 << 16 == len(cmap.cids)


def test_widths_by_cid_come_in_two_forms() -> None:
    widths = Array([1, Array([500, 600]), 10, 12, 250])
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, W=widths, DW=900)
    font = Font(
        Dictionary(Type=Name.Font, Subtype=Name.Type0, Encoding=Name("/Identity-H"), DescendantFonts=[inner])
    )

    assert [900, 500, 600, 900, 250, 250, 900] == [font.width(code) for code in (0, 1, 2, 3, 10, 12, 13)]
    assert pytest.approx(1.1) == font.advance([1, 2])


# ------------------------------------------------------------------ values and limits


def test_every_question_has_an_answer() -> None:
    """Whatever stands where something else belongs."""
    for value in (None, 1, True, Name.A, String("s"), Array([1]), Dictionary(A=1), object()):
        assert access.get(value, "A", "B", "C") is None
        assert isinstance(access.array(value), list)
        assert isinstance(access.name(value), str)
        assert isinstance(access.entries(value), list)
        assert access.decoded(value) is None
        assert b"" == access.raw_bytes(value)
        assert () == access.numbers(value, 4)


def test_names_that_are_no_utf8_survive() -> None:
    pdf = pikepdf.open(
        io.BytesIO(toolkit.assembled(b"<< /Type /Catalog /Pages 2 0 R /Odd /A#FFB >>", b"<< /Kids [] >>"))
    )

    assert "A\udcffB" == access.name(pdf.Root.Odd)


def test_a_name_tree_in_a_circle_ends() -> None:
    pdf = pikepdf.new()
    node = pdf.make_indirect(Dictionary(Names=Array([String("a"), 1])))
    node.Kids = Array([node])

    assert [(b"a", 1)] == list(access.name_tree(node))


def test_a_stream_that_unpacks_to_gigabytes_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "MAX_DECODED", 1 << 20)
    once = zlib.compress(bytes(3 << 20))
    pdf = pikepdf.new()
    stream = pdf.make_stream(b"")
    stream.write(once, filter=Name.FlateDecode)

    with pytest.raises(access.TooLarge):
        access.decoded(stream)


def test_boxes_and_matrices() -> None:
    quarter = (0.0, 1.0, -1.0, 0.0, 10.0, 0.0)

    assert (0.0, 0.0, 10.0, 5.0) == mapped(IDENTITY, (0, 0, 10, 5))
    assert (5.0, 0.0, 10.0, 10.0) == mapped(quarter, (0, 0, 10, 5))
    assert quarter == times(quarter, IDENTITY) == times(IDENTITY, quarter)
    assert (5, 5, 10, 10) == common((0, 0, 10, 10), (5, 5, 20, 20))
    assert common((0, 0, 1, 1), (2, 2, 3, 3)) is None


@pytest.mark.parametrize("kind", ["press", "archive", "web"])
def test_a_path_and_its_bytes_give_the_same_verdict(kind: toolkit.Kind, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / f"{kind}.pdf"
    path.write_bytes(good(kind))
    verdict = check(path)

    assert (str(path), len(good(kind)), 4, (210.0, 285.0), kind) == (
        verdict.file,
        verdict.size,
        verdict.pages,
        verdict.trim,
        verdict.profile,
    )
    assert check(good(kind)).findings == verdict.findings


def test_findings_of_one_rule_are_counted_beyond_those_kept() -> None:
    def change(pdf: Pdf) -> None:
        for _ in range(205):
            pdf.pages.append(pdf.pages[0])
        for page in pdf.pages:
            page.obj.Rotate = 90

    verdict = check(broken(good("plain"), change), "press")

    assert 200 == len(toolkit.found(verdict, "preflight.rotated"))
    assert 6 == verdict.more["preflight.rotated"]
