"""What stricter files say of themselves and carry along: boxes, intents, identification, attachments."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pikepdf
import pytest
from paged_samples import BODY, EXTRAS, ICC, RULE, opened, operators, paged, run_of, text_at, written

from reportgen.core.paged import DocumentInfo, LogicalNode, NodeId, NodeKind, PathItem, Tag
from reportgen.core.style import INK, Colour
from reportgen.pdf import ARCHIVE, DRAFT, PRESS, PROFILES, WEB, Attachment, Profile, Relationship
from reportgen.pdf.profiles import Claims

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

INFO = DocumentInfo("五年", created="2026-03-01T09:30:00+08:00")
TREE = LogicalNode(
    NodeId("whole"),
    NodeKind.DOCUMENT,
    (LogicalNode(NodeId("body"), NodeKind.PARAGRAPH), LogicalNode(NodeId("f"), NodeKind.FIGURE, alt="图")),
)
BAR = PathItem((("m", 0.0, 0.0), ("l", 30.0, 0.0)), None, INK, 1.0, Tag(NodeId("f")))
MM = 72 / 25.4
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
PDFX = "{http://www.npes.org/pdfx/ns/id/}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/property#}name"


def file_of(book: FontBook, profile: Profile, **more: object) -> pikepdf.Pdf:
    items = [text_at(10, 20, run_of(book, "报")), BAR]
    extras = replace(EXTRAS, **more)  # type: ignore[arg-type]
    return opened(paged(items, info=INFO, tree=TREE, bleed=3 * MM), book, profile, extras)


def said(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Simple properties of the packet by their full names."""
    root = ElementTree.fromstring(pdf.Root.Metadata.read_bytes().decode("utf-8"))
    return {element.tag: element.text or "" for element in root.iter()}


# ------------------------------------------------------------------ boxes


def test_a_press_sheet_is_larger_than_the_trim(em_book: FontBook) -> None:
    """Trim inside bleed inside the sheet; everything moves along."""
    pdf = file_of(em_book, PRESS, margin=13 * MM)
    page = pdf.pages[0]
    boxes = {name: [float(edge) / MM for edge in page[f"/{name}Box"]] for name in ("Media", "Bleed", "Trim")}

    wide, high = 200 / MM, 100 / MM
    assert boxes["Media"] == pytest.approx([0, 0, wide + 26, high + 26], abs=0.001)
    assert boxes["Bleed"] == pytest.approx([10, 10, wide + 16, high + 16], abs=0.001)
    assert boxes["Trim"] == pytest.approx([13, 13, wide + 13, high + 13], abs=0.001)
    assert "/CropBox" not in page
    assert "/ArtBox" not in page


def test_what_is_painted_moves_with_the_trim(em_book: FontBook) -> None:
    plain = [line for line in operators(file_of(em_book, DRAFT)) if line.endswith(" Td")]
    moved = [line for line in operators(file_of(em_book, PRESS, margin=10.0)) if line.endswith(" Td")]

    assert (plain, moved) == (["10 80 Td"], ["20 90 Td"])


def test_marks_are_painted_on_press_sheets_alone(em_book: FontBook) -> None:
    mark = PathItem(
        (("m", -9.0, 0.0), ("l", -4.0, 0.0)), None, Colour("all", (0, 0, 0), (1, 1, 1, 1), "All"), 0.25, RULE
    )

    def lines(profile: Profile) -> list[str]:
        pdf = file_of(em_book, profile, margin=10.0, marks=lambda page: [mark])
        return [line for line in operators(pdf) if line.endswith(" m")]

    assert len(lines(PRESS)) == len(lines(WEB)) + 1
    assert "1 110 m" in lines(PRESS)


@pytest.mark.parametrize("profile", [ARCHIVE, WEB, DRAFT])
def test_other_files_have_the_trim_alone(em_book: FontBook, profile: Profile) -> None:
    pdf = file_of(em_book, profile, margin=13 * MM)
    page = pdf.pages[0]

    assert [float(edge) for edge in page.MediaBox] == [0, 0, 200, 100]
    assert "/TrimBox" not in page


# ------------------------------------------------------------------ intents, identification


def test_the_press_file_is_made_for_one_condition(em_book: FontBook) -> None:
    pdf = file_of(em_book, PRESS)
    (intent,) = pdf.Root.OutputIntents

    assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert intent.DestOutputProfile.read_bytes() == (ICC / "FOGRA39L_coated.icc").read_bytes()
    assert int(intent.DestOutputProfile.N) == 4
    assert str(intent.RegistryName) == "http://www.color.org"
    assert "/StructTreeRoot" not in pdf.Root
    assert pdf.pdf_version == "1.6"
    xmp = said(pdf)
    assert xmp[f"{PDFX}GTS_PDFXVersion"] == "PDF/X-4"
    assert xmp["{http://ns.adobe.com/pdf/1.3/}Trapped"] == "False"
    assert xmp["{http://ns.adobe.com/xap/1.0/mm/}VersionID"] == "1"
    assert xmp["{http://ns.adobe.com/xap/1.0/mm/}RenditionClass"] == "default"
    assert str(pdf.docinfo["/Trapped"]) == "/False"
    assert f"{PDFA}part" not in xmp


def test_a_press_file_has_a_date(em_book: FontBook) -> None:
    with pytest.raises(AssertionError, match="ISO 15930-7"):
        written(paged([BAR], info=DocumentInfo("五年"), tree=TREE), em_book, PRESS)


def test_a_press_file_may_be_an_archive_file_too(em_book: FontBook) -> None:
    """Both intents share one profile; what PDF/A does not know is described."""
    pdf = file_of(em_book, replace(PRESS, claims=Claims(pdfa=2, level="U", pdfx4=True)))

    assert [str(intent.S) for intent in pdf.Root.OutputIntents] == ["/GTS_PDFX", "/GTS_PDFA1"]
    assert len({intent.DestOutputProfile.objgen for intent in pdf.Root.OutputIntents}) == 1
    assert described(pdf) == {"Trapped", "GTS_PDFXVersion"}


def described(pdf: pikepdf.Pdf) -> set[str]:
    root = ElementTree.fromstring(pdf.Root.Metadata.read_bytes().decode("utf-8"))
    return {element.text or "" for element in root.iter(EXTENSION)}


@pytest.mark.parametrize(("profile", "part"), [(ARCHIVE, "3"), (WEB, "2")])
def test_archive_and_web_files_name_their_standards(em_book: FontBook, profile: Profile, part: str) -> None:
    pdf = file_of(em_book, profile, record='{"a": 1}')
    xmp = said(pdf)
    (intent,) = pdf.Root.OutputIntents

    assert (xmp[f"{PDFA}part"], xmp[f"{PDFA}conformance"], xmp[f"{PDFUA}part"]) == (part, "A", "1")
    assert xmp["{urn:reportgen:build:1:}record"] == '{"a": 1}'
    assert described(pdf) == {"part", "record"}
    assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_a_draft_claims_nothing(em_book: FontBook) -> None:
    pdf = file_of(em_book, DRAFT, record="x")

    assert "/OutputIntents" not in pdf.Root
    assert "/StructTreeRoot" not in pdf.Root
    assert not {f"{PDFA}part", f"{PDFUA}part", f"{PDFX}GTS_PDFXVersion"} & said(pdf).keys()
    assert said(pdf)["{urn:reportgen:build:1:}record"] == "x"


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
def test_the_packet_is_not_compressed_and_bytes_repeat(em_book: FontBook, profile: Profile) -> None:
    document = paged([text_at(10, 20, run_of(em_book, "报"), tag=BODY), BAR], info=INFO, tree=TREE)
    data = written(document, em_book, profile)

    assert b"<x:xmpmeta" in data
    assert data == written(document, em_book, profile)


# ------------------------------------------------------------------ attachments


SPEC = Attachment("报告.yaml", "a: 甲\r\n".encode(), "application/yaml", "源文件", Relationship.SOURCE)
DATA = Attachment(
    "f.csv",
    b"a,b\n1,2\n",
    "text/csv",
    "图的数据",
    Relationship.DATA,
    datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    NodeId("f"),
)


def test_the_archive_file_carries_its_sources(em_book: FontBook) -> None:
    pdf = file_of(em_book, ARCHIVE, attachments=(SPEC, DATA))
    files = {str(f.UF): f for f in pdf.Root.AF}

    assert list(pdf.attachments) == ["f.csv", "报告.yaml"]
    for given in (SPEC, DATA):
        found = files[given.name]
        stream = found.EF.F
        assert stream.read_bytes() == given.data == pdf.attachments[given.name].get_file().read_bytes()
        assert (str(found.F), str(found.Desc)) == (given.name, given.description)
        assert str(found.AFRelationship) == f"/{given.relationship.value}"
        assert str(stream.Subtype) == f"/{given.mime}"
        assert int(stream.Params.Size) == len(given.data)
        assert bytes(stream.Params.CheckSum) == hashlib.md5(given.data).digest()
    assert str(files["f.csv"].EF.F.Params.ModDate) == "D:20260102030405+00'00'"
    assert str(files["报告.yaml"].EF.F.Params.ModDate) == "D:20260301093000+08'00'"


def test_the_data_of_a_figure_belong_to_it(em_book: FontBook) -> None:
    pdf = file_of(em_book, ARCHIVE, attachments=(SPEC, DATA))
    (figure,) = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]

    assert [str(f.UF) for f in figure.AF] == ["f.csv"]


@pytest.mark.parametrize("profile", [PRESS, WEB, DRAFT])
def test_no_other_file_has_any(em_book: FontBook, profile: Profile) -> None:
    pdf = file_of(em_book, profile, attachments=(SPEC, DATA))

    assert not list(pdf.attachments)
    assert "/AF" not in pdf.Root


def test_two_attachments_of_one_name_are_our_bug(em_book: FontBook) -> None:
    with pytest.raises(AssertionError, match="one name"):
        file_of(em_book, ARCHIVE, attachments=(SPEC, SPEC))
