"""The file's outer form, and the hooks of ReportLab's document that the writer relies on."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from typing import Any

import pikepdf
import pytest
from reportlab.pdfbase import pdfdoc

from reportgen.pdf.writer import StreamingDocument, reference


def begun() -> tuple[StreamingDocument, io.BytesIO]:
    out = io.BytesIO()
    return StreamingDocument(out, version=(1, 7), level=6), out


def finished(file: StreamingDocument, out: io.BytesIO) -> bytes:
    """The least that a reader accepts: a catalogue with an empty page tree."""
    pages = file.add(b"<< /Type /Pages /Kids [] /Count 0 >>")
    file.finish(file.add(b"<< /Type /Catalog /Pages " + pages + b" >>"), file.add(b"<< >>"))
    return out.getvalue()


def found(pdf: pikepdf.Pdf, ref: bytes) -> Any:
    """The object that a reference names."""
    return pdf.get_object(int(ref.split()[0]), 0)


def test_header_is_the_version_and_four_high_bytes() -> None:
    data = finished(*begun())

    assert re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}\n[0-9]+ 0 obj\n", data)
    assert data.endswith(b"\n%%EOF\n")
    assert data.count(b"%%EOF") == data.count(b"startxref") == 1


def test_objects_come_back_as_written() -> None:
    file, out = begun()
    late = file.reserve(3)
    numbered = [file.add(b"<< /Index %d >>" % index) for index in range(500)]  # several object streams
    stream = file.add_stream({"Kind": b"/Test"}, b"abc\n" * 100)
    for index in range(3):
        file.add(b"(late %d)" % index, late + index)
    pdf = pikepdf.open(io.BytesIO(finished(file, out)))

    assert [int(found(pdf, each).Index) for each in numbered] == list(range(500))
    assert str(found(pdf, reference(late + 1))) == "late 1"
    assert found(pdf, stream).read_bytes() == b"abc\n" * 100
    assert pdf.check_pdf_syntax() == []


def test_streams_end_with_a_line_of_their_own() -> None:
    """ISO 19005-2, 6.1.7.1: an end-of-line before `endstream`, not counted in /Length."""
    file, out = begun()
    file.add_stream({}, b"plain", deflate=False)
    data = finished(file, out)

    assert b"<< /Length 5 >>\nstream\nplain\nendstream\nendobj\n" in data
    assert not re.search(rb"[^\n]endstream", data)


def test_the_identifier_is_a_digest_of_what_came_before() -> None:
    data = finished(*begun())
    first, second = re.search(rb"/ID \[<([0-9a-f]{32})> <([0-9a-f]{32})>\]", data).groups()
    before = data[: data.rindex(b" 0 obj\n<< /Filter /FlateDecode /ID")]
    before = before[: before.rindex(b"\n") + 1]

    assert first == second == hashlib.sha256(before).hexdigest()[:32].encode()


def test_a_promise_that_is_not_kept_is_our_bug() -> None:
    file, out = begun()
    number = file.reserve()

    with pytest.raises(AssertionError, match=f"object {number} of the PDF was promised"):
        finished(file, out)


def test_an_object_cannot_be_written_twice() -> None:
    file, _ = begun()
    number = file.reserve()
    file.add(b"1", number)

    with pytest.raises(AssertionError, match="twice"):
        file.add(b"2", number)


# ReportLab's own objects


def test_the_base_class_leaves_no_object_of_standard_fonts() -> None:
    file, _ = begun()

    assert file.idToObject == {}
    assert file.reserve() == 1


def test_a_stream_inside_a_dictionary_becomes_an_object_with_a_mended_end() -> None:
    """`PDFStream.format` puts `endstream` right behind the data."""
    file, out = begun()
    stream = pdfdoc.PDFStream(content=b"0 0 m", filters=[])
    assert stream.format(file).endswith(b"stream\n0 0 mendstream\n")
    holder = file.add(pdfdoc.PDFDictionary({"Data": stream}))
    data = finished(file, out)
    pdf = pikepdf.open(io.BytesIO(data))

    assert b"0 0 m\nendstream\nendobj\n" in data
    assert found(pdf, holder).Data.read_bytes() == b"0 0 m"


def test_registering_twice_is_one_object_without_gaps() -> None:
    file, out = begun()
    thing = pdfdoc.PDFDictionary({"A": 1})
    first, second = file.Reference(thing), file.Reference(thing)
    named = file.Reference(pdfdoc.PDFDictionary({"B": 2}), "Name")
    assert pdfdoc.format(first, file) == pdfdoc.format(second, file) == reference(1)
    assert pdfdoc.format(named, file) == pdfdoc.format(file.Reference(named), file) == reference(2)
    finished(file, out)

    assert file.idToObject == {"R1": None, "Name": None}, "written objects are let go"


def test_surroundings_do_not_change_how_reportlab_spells(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportlab import rl_config

    monkeypatch.setattr(rl_config, "pdfMultiLine", 1)
    monkeypatch.setattr(rl_config, "useA85", 1)
    file, _ = begun()

    assert pdfdoc.format(pdfdoc.PDFDictionary({"A": 1, "B": 2}), file) == b"<<\n/A 1 /B 2\n>>"
    assert rl_config.useA85 == 0


def test_deflate_data_are_plain_zlib() -> None:
    file, out = begun()
    file.add_stream({}, b"q Q " * 50)

    body = out.getvalue().split(b"\nstream\n")[1].split(b"\nendstream")[0]
    assert zlib.decompress(body) == b"q Q " * 50
