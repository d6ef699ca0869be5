"""Workbooks of the kinds that no library of ours writes: ods, and xls in the form of Excel 97."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="表一">{rows}</table:table></office:spreadsheet>
</office:body></office:document-content>"""
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def ods(rows: list[list[str | float]]) -> bytes:
    """One sheet, 表一."""
    made = ""
    for row in rows:
        cells = ""
        for value in row:
            if isinstance(value, str):
                cells += '<table:table-cell office:value-type="string">'
                cells += f"<text:p>{value}</text:p></table:table-cell>"
            else:
                cells += f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        made += f"<table:table-row>{cells}</table:table-row>"
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", _KIND)
        packed.writestr("content.xml", _CONTENT.format(rows=made))
        packed.writestr("META-INF/manifest.xml", _MANIFEST.format(kind=_KIND))
    return stream.getvalue()


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def xls(rows: list[list[str | float]]) -> bytes:
    """One sheet, 表一 (BIFF8, [MS-XLS]), in a compound file ([MS-CFB]) of one stream."""
    name = "表一"
    head = _bof(0x0005) + _record(0x0042, struct.pack("<H", 1200))
    bound = _record(0x0085, struct.pack("<IBBBB", 0, 0, 0, len(name), 1) + name.encode("utf-16-le"))
    start = len(head) + len(bound) + 4
    bound = _record(0x0085, struct.pack("<IBBBB", start, 0, 0, len(name), 1) + name.encode("utf-16-le"))
    sheet = _bof(0x0010)
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            place = struct.pack("<HHH", r, c, 0)
            if isinstance(value, str):
                sheet += _record(0x0204, place + _text(value))
            else:
                sheet += _record(0x0203, place + struct.pack("<d", value))
    stream = head + bound + _record(0x000A, b"") + sheet + _record(0x000A, b"")
    return _compound(stream.ljust(4096, b"\0"))  # shorter streams would have to go into the mini stream


def _compound(stream: bytes) -> bytes:
    sectors = -(-len(stream) // 512)
    stream = stream.ljust(sectors * 512, b"\0")
    # sector 0: allocation table; 1: directory; from 2: the stream
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1)
    header += struct.pack("<IIIIII", 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    directory += _entry("", 0, 0xFFFFFFFF, 0, 0) * 2
    return header + struct.pack("<128I", *table) + directory + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le") if name else b""
    none = 0xFFFFFFFF
    return struct.pack("<64sHBBIII16xI16xIQ", raw, len(raw), kind, 1, none, none, child, 0, start, size)
