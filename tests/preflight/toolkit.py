"""Good files, and ways to break them, for the tests of the preflight.

Every rule has a broken file. A module `test_rules_*.py` exports `CASES`, a dict from the code of a rule to a
function without arguments that returns a `Broken`: the bytes, what to check them with, and what has to be
found. `test_every_rule.py` runs all of them and fails if a rule has none. `case` makes such functions:

    CASES = {
        "preflight.no-title": case("web", lambda pdf: edit_xmp(pdf, b"dc:title", b"dc:other")),
        "preflight.rotated": case("press", turn, page=2, severity="warning"),
    }

A case is good if its file has the finding, on that page and with that severity, and `good(kind)` has no
finding of that code at all. Cases are read when they are asked for, so nothing is made on import.

`good(kind)` is the bytes of a file that our own writer made: `press` (PDF/X-4, four pages), `archive`
(PDF/A-3a + PDF/UA-1, with an attachment) or `web` (PDF/A-2a + PDF/UA-1), and `plain`, a file of four objects
written by hand that claims nothing. `broken(data, change)` opens it with pikepdf, lets `change` spoil it and
gives the bytes; `swap(data, old, new)` changes bytes behind the library's back.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from reportgen.preflight import check
from reportgen.preflight.verdict import Finding, Verdict

Kind = Literal["press", "archive", "web", "plain"]
Change = Callable[[Pdf], object]

MM = 72 / 25.4
MARGIN = 13 * MM  # of a press sheet around its trim
ICC = Path(__file__).resolve().parents[2] / "assets" / "icc"


@dataclass(frozen=True, slots=True)
class Broken:
    """A file with one fault, and what has to be found in it. `good` is the file before it was broken."""

    data: bytes | Path
    good: bytes
    profile: str | None = None
    severity: str = "error"
    page: int | None = None  # None: any
    ink: float = 300.0
    binding: Literal["saddle", "perfect"] | None = None
    objects: tuple[int, ...] | None = None  # None: any

    def verdict(self) -> Verdict:
        """The broken file, checked."""
        return check(self.data, self.profile, ink=self.ink, binding=self.binding)


def case(kind: Kind, change: Change, **more: Any) -> Callable[[], Broken]:
    """A good file, spoilt with pikepdf; `more` are fields of `Broken`."""
    return lambda: Broken(broken(good(kind), change), good(kind), **more)


def raw_case(kind: Kind, edit: Callable[[bytes], bytes], **more: Any) -> Callable[[], Broken]:
    """A good file whose bytes are edited."""
    return lambda: Broken(edit(good(kind)), good(kind), **more)


def codes(verdict: Verdict) -> list[str]:
    """The codes found, each once, in the order of the findings."""
    return list(dict.fromkeys(finding.rule for finding in verdict.findings))


def found(verdict: Verdict, code: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in verdict.findings if finding.rule == code]


# ------------------------------------------------------------------ breaking files


def broken(data: bytes, change: Change, **save: Any) -> bytes:
    """The file after `change`; `save` goes to `Pdf.save`."""
    with pikepdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:
        change(pdf)
        out = io.BytesIO()
        version = re.search(rb"%PDF-(\d\.\d)", data)
        assert version is not None, "a good file has a header"
        settings: dict[str, Any] = {
            "object_stream_mode": pikepdf.ObjectStreamMode.disable,
            "compress_streams": False,
            "stream_decode_level": pikepdf.StreamDecodeLevel.none,
            "fix_metadata_version": False,
            "force_version": version[1].decode("ascii"),
        }
        if "encryption" in save:
            del settings["stream_decode_level"]  # the two exclude each other
        pdf.save(out, **{**settings, **save})
        return out.getvalue()


def swap(data: bytes, old: bytes, new: bytes, count: int = 1) -> bytes:
    """The file with `old` replaced by `new`, which must be as long if anything that matters follows."""
    assert old in data, old
    return data.replace(old, new, count)


def edit_xmp(pdf: Pdf, old: bytes, new: bytes) -> None:
    """Change the text of the XMP packet."""
    packet = pdf.Root.Metadata.read_raw_bytes()
    assert old in packet, old
    pdf.Root.Metadata.write(packet.replace(old, new))


def add_xmp(pdf: Pdf, xml: str) -> None:
    """Add properties, as a description of its own, to the packet."""
    rdf = f'<rdf:Description rdf:about="" {NAMESPACES}>{xml}</rdf:Description></rdf:RDF>'
    edit_xmp(pdf, b"</rdf:RDF>", rdf.encode())


NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
        "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
        "pdfxid": "http://www.npes.org/pdfx/ns/id/",
        "odd": "urn:odd",
    }.items()
)


def content(pdf: Pdf, page: int = 1) -> bytes:
    """The content of a page, counted from 1."""
    contents = pdf.pages[page - 1].obj.Contents
    parts = list(contents) if isinstance(contents, Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


def set_content(pdf: Pdf, data: bytes, page: int = 1) -> None:
    """Replace the content of a page."""
    pdf.pages[page - 1].obj.Contents = pdf.make_stream(data)


def paint(pdf: Pdf, operators: bytes, page: int = 1) -> None:
    """Add operators after the content of a page; in a tagged file they are an artifact."""
    head, foot = (b"/Artifact BMC ", b" EMC") if "/StructTreeRoot" in pdf.Root else (b"", b"")
    set_content(pdf, b"q " + content(pdf, page) + b" Q " + head + b"q " + operators + b" Q" + foot, page)


def painting(operators: bytes, page: int = 1) -> Change:
    """A change that paints something more on a page."""
    return lambda pdf: paint(pdf, operators, page)


def resource(pdf: Pdf, category: str, name: str, value: object, page: int = 1) -> None:
    """Give a page a resource: `resource(pdf, "ExtGState", "Odd", Dictionary(TR=...))`."""
    resources = pdf.pages[page - 1].obj.Resources
    key = Name("/" + category)
    if key not in resources:
        resources[key] = Dictionary()
    resources[key][Name("/" + name)] = value


def picture(
    pdf: Pdf, width: int = 8, height: int = 8, *, space: object = Name.DeviceCMYK, **more: Any
) -> Any:
    """An image XObject, uncompressed, of a pattern that is not flat; `more` are entries of its dictionary."""
    components = {Name.DeviceGray: 1, Name.DeviceRGB: 3}.get(space, 4) if isinstance(space, Name) else 4
    components = more.pop("components", components)
    bits = more.get("BitsPerComponent", 8)
    rows = (width * components * bits + 7) // 8
    data = more.pop("data", None) or bytes((index * 37) % 60 for index in range(rows * height))
    stream = pdf.make_stream(data)
    entries = {"BitsPerComponent": 8, "ColorSpace": space, **more}
    stream.Type, stream.Subtype, stream.Width, stream.Height = Name.XObject, Name.Image, width, height
    for key, value in entries.items():
        if value is not None:
            stream[Name("/" + key)] = value
    return pdf.make_indirect(stream)


def form(pdf: Pdf, data: bytes, **more: Any) -> Any:
    """A form XObject of 100 x 100 pt."""
    stream = pdf.make_stream(data)
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, 100, 100])
    for key, value in {"Resources": Dictionary(), **more}.items():
        if value is not None:
            stream[Name("/" + key)] = value
    return pdf.make_indirect(stream)


def place(pdf: Pdf, xobject: object, width: float = 100, height: float = 100, page: int = 1) -> None:
    """Put a picture of `width` x `height` pt, or a form scaled by them, in the middle of a page."""
    resource(pdf, "XObject", "Placed", xobject, page)
    paint(pdf, f"{width} 0 0 {height} 200 300 cm /Placed Do".encode("ascii"), page)


def first_font(pdf: Pdf, page: int = 1) -> Any:
    """The dictionary of the first font of a page."""
    fonts = pdf.pages[page - 1].obj.Resources.Font
    return fonts[min(fonts.keys())]


# ------------------------------------------------------------------ good files


@cache
def good(kind: Kind) -> bytes:
    """The bytes of a good file; `plain` is written by hand and claims nothing."""
    if kind == "plain":
        return plain()
    import good_files

    return good_files.made(kind)


def plain(content: bytes = b"0 0 1 rg 10 10 50 50 re f", media: bytes = b"[0 0 200 100]") -> bytes:
    """A file of four objects, spelled as the standards ask for, with a table of cross references."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox " + media + b" /Resources << >> /Contents 4 0 R >>"
    return assembled(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    )


def assembled(
    *bodies: bytes, trailer: bytes = b"", header: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(header)
    starts = []
    for number, body in enumerate(bodies, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    for start in starts:
        out += b"%010d 00000 n \n" % start
    identifier = b"<" + b"0123456789abcdef" * 2 + b">"
    out += b"trailer\n<< /Size %d /Root 1 0 R /ID [%s%s] %s >>\n" % (
        len(bodies) + 1,
        identifier,
        identifier,
        trailer,
    )
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)
