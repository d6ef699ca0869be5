"""Page life cycle, page tree, and the private hooks of ReportLab's canvas."""

from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from reportgen.core.geometry import Size
from reportgen.pdf.canvas import PageCanvas, PageTree
from reportgen.pdf.syntax import dictionary
from reportgen.pdf.writer import StreamingDocument


class Sheet:
    """A file with some pages, drawn on through the canvas."""

    def __init__(self, pages: int = 1) -> None:
        self.out = io.BytesIO()
        self.file = StreamingDocument(self.out, version=(1, 7), level=6)
        self.tree = PageTree(self.file, pages)
        self.canvas = PageCanvas(self.file, self.tree)
        self.canvas.open_page(Size(200.0, 100.5))

    def pdf(self) -> pikepdf.Pdf:
        self.tree.write()
        catalogue = self.file.add(dictionary({"Type": b"/Catalog", "Pages": self.tree.root}))
        self.file.finish(catalogue, self.file.add(b"<< >>"))
        return pikepdf.open(self.out)


@pytest.mark.parametrize("pages", [1, 32, 33, 1100])
def test_the_page_tree_holds_every_page_in_order(pages: int) -> None:
    sheet = Sheet(pages)
    for index in range(pages):
        sheet.canvas.open_page(Size(100.0 + index, 100.0))
        sheet.canvas.showPage()
    pdf = sheet.pdf()

    assert [float(page.MediaBox[2]) for page in pdf.pages] == [100.0 + index for index in range(pages)]
    assert int(pdf.Root.Pages.Count) == pages
    assert max(len(node.Kids) for node in pdf.objects if "/Kids" in getattr(node, "keys", tuple)()) <= 32


def test_a_page_is_in_the_file_as_soon_as_it_is_shown() -> None:
    sheet = Sheet(2)
    sheet.canvas.code.append("1 0 0 rg")
    before = sheet.out.tell()
    sheet.canvas.showPage()

    assert sheet.out.tell() > before
    assert sheet.canvas.code == []


def test_a_page_has_no_preamble_no_font_and_no_transition() -> None:
    """The base class begins each page with an unembedded Helvetica and hangs an empty /Trans on it."""
    plain = Canvas(io.BytesIO())
    assert "/F1 12 Tf" in plain._preamble, "no longer so in ReportLab: our override may go"

    sheet = Sheet()
    sheet.canvas.code.append("0 0 10 10 re f")
    sheet.canvas.showPage()
    pdf = sheet.pdf()
    page = pdf.pages[0]

    assert page.Contents.read_bytes() == b"0 0 10 10 re f"
    assert sorted(page.keys()) == ["/Contents", "/MediaBox", "/Parent", "/Resources", "/Type"]
    assert list(page.Resources.keys()) == []


def test_boxes_have_at_most_three_decimals() -> None:
    sheet = Sheet()
    sheet.canvas.showPage()

    pdf = sheet.pdf()

    assert [float(edge) for edge in pdf.pages[0].MediaBox] == [0, 0, 200, 100.5]


def test_fonts_and_pictures_are_named_on_the_pages_that_use_them() -> None:
    sheet = Sheet(2)
    font = sheet.file.reserve()
    sheet.file.add(b"<< /Type /Font >>", font)
    sheet.canvas.use_font("F1", font)
    sheet.canvas.showPage()
    sheet.canvas.showPage()
    pdf = sheet.pdf()
    first, second = pdf.pages

    assert list(first.Resources.Font.keys()) == ["/F1"]
    assert "/Font" not in second.Resources


def test_annotations_keep_keys_that_reportlab_would_refuse() -> None:
    sheet = Sheet()
    sheet.canvas.annotate({"Type": b"/Annot", "Subtype": b"/Link", "StructParent": b"3"})
    sheet.canvas.showPage()

    pdf = sheet.pdf()

    assert int(pdf.pages[0].Annots[0].StructParent) == 3


def test_a_page_that_shows_through_names_its_blending_space() -> None:
    sheet = Sheet(2)
    sheet.canvas.blend_in(b"/DeviceRGB")
    sheet.canvas.showPage()
    sheet.canvas.showPage()
    pdf = sheet.pdf()
    first, second = pdf.pages

    assert (first.Group.S, first.Group.CS) == ("/Transparency", "/DeviceRGB")
    assert "/Group" not in second


def test_what_reportlab_draws_brings_its_resources_along() -> None:
    """States, forms, shadings and spot colours of the public methods reach the page."""
    from reportlab.lib.colors import CMYKColorSep

    sheet = Sheet()
    canvas = sheet.canvas
    canvas.setFillAlpha(0.5)
    canvas.rect(0, 0, 10, 10, stroke=0, fill=1)
    canvas.linearGradient(0, 0, 10, 10, ((1, 0, 0), (0, 0, 1)))
    canvas.setFillColor(CMYKColorSep(0.1, 0.9, 0, 0, spotName="Spot"))
    canvas.beginForm("stamp", upperx=5, uppery=5)
    canvas.setStrokeAlpha(0.25)
    canvas.line(0, 0, 5, 5)
    canvas.endForm()
    canvas.doForm("stamp")
    canvas.showPage()
    pdf = sheet.pdf()
    resources = pdf.pages[0].Resources

    assert sorted(float(state.ca) for state in resources.ExtGState.values()) == [0.5, 1.0]
    assert [int(shading.ShadingType) for shading in resources.Shading.values()] == [2]
    assert [str(space[1]) for space in resources.ColorSpace.values()] == ["/Spot"]
    (form,) = resources.XObject.values()
    assert b"0 0 m 5 5 l" in form.read_bytes()
    assert [float(state.CA) for state in form.Resources.ExtGState.values()] == [0.25]
    assert b"Helvetica" not in sheet.out.getvalue()
    assert pdf.check_pdf_syntax() == []
