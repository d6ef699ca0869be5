"""Faces in the file: one Type0 font with Identity-H for each, its program cut when all text is written.

ReportLab's own TrueType support makes simple fonts of 255 glyphs and knows no characters beyond the BMP;
nothing of it is used. Below the Type0 font stands a CIDFontType2 for TrueType outlines or a CIDFontType0
for CFF (ISO 32000-1, 9.7). HarfBuzz cuts the program in milliseconds and keeps the numbers of the glyphs;
widths are read back from what it cut.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import uharfbuzz as hb  # type: ignore[import-untyped,unused-ignore]

from reportgen.core.paged import FontId
from reportgen.pdf.codes import Codes
from reportgen.pdf.syntax import dictionary, name, number
from reportgen.pdf.writer import StreamingDocument

if TYPE_CHECKING:
    from reportgen.typeset.fonts import Face, FontBook

_DEFAULT_WIDTH = 1000  # of Han; left out of the table of widths
_NO_SUBSETTING = 0x0100  # OS/2 fsType, bit 8: embed the whole face or nothing
# Tables a reader does not look at here: the text is shaped, and codes are glyph numbers.
_UNUSED_TABLES = tuple(
    int.from_bytes(tag, "big")
    for tag in (
        *(b"BASE", b"GDEF", b"GPOS", b"GSUB", b"OS/2", b"STAT", b"VORG", b"cmap", b"gasp"),
        *(b"name", b"post", b"vhea", b"vmtx"),
    )
)
_CMAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_CMAP_TAIL = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_CMAP_SECTION = 100  # entries of one section (Adobe Technical Note 5014)


class EmbeddedFont:
    """One face in the file. `key` is its name on pages, `number` its object."""

    def __init__(self, face: Face, key: str, number: int) -> None:
        self.face = face
        self.key = key
        self.number = number
        self.is_truetype = "glyf" in face.hb_face.table_tags
        self.codes = Codes(face, may_add=self.is_truetype)

    def write(self, document: StreamingDocument) -> None:
        """Cut the program to the glyphs used and write the font's objects."""
        glyphs = self.codes.glyphs
        program = cut(self.face, sorted(set(glyphs.values())))
        unicode_map = to_unicode(self.codes.texts)
        table = widths(self.face, program, glyphs)
        base_font = name(f"{_tag(program, unicode_map)}+{_postscript_name(self.face)}")
        descriptor = {"Type": b"/FontDescriptor", "FontName": base_font} | _metrics(self.face)
        descendant = {
            "Type": b"/Font",
            "Subtype": b"/CIDFontType2",
            "BaseFont": base_font,
            "CIDSystemInfo": b"<< /Ordering (Identity) /Registry (Adobe) /Supplement 0 >>",
            "DW": b"%d" % _DEFAULT_WIDTH,
            "W": table,
        }
        if self.is_truetype:
            length = {"Length1": b"%d" % len(program)}
            descriptor["FontFile2"] = document.add_stream(length, program)
            descendant["CIDToGIDMap"] = self._glyph_map(document)
        else:
            outlines = bytes(hb.Face(program).reference_table("CFF ").data)
            descriptor["FontFile3"] = document.add_stream({"Subtype": b"/CIDFontType0C"}, outlines)
            descendant["Subtype"] = b"/CIDFontType0"
        descendant["FontDescriptor"] = document.add(dictionary(descriptor))
        font = {
            "Type": b"/Font",
            "Subtype": b"/Type0",
            "BaseFont": base_font,
            "Encoding": b"/Identity-H",
            "DescendantFonts": b"[" + document.add(dictionary(descendant)) + b"]",
            "ToUnicode": document.add_stream({}, unicode_map),
        }
        document.add(dictionary(font), self.number)

    def _glyph_map(self, document: StreamingDocument) -> bytes:
        glyphs = self.codes.glyphs
        if all(code == glyph for code, glyph in glyphs.items()):
            return b"/Identity"
        codes = range(max(glyphs) + 1)
        return document.add_stream(
            {}, struct.pack(f">{len(codes)}H", *(glyphs.get(code, 0) for code in codes))
        )


class FontTable:
    """The faces of one file, in the order of their first use."""

    def __init__(self, book: FontBook, document: StreamingDocument) -> None:
        self._book = book
        self._document = document
        self._fonts: dict[FontId, EmbeddedFont] = {}

    def font(self, font: FontId) -> EmbeddedFont:
        """The embedded font of a face."""
        found = self._fonts.get(font)
        if found is None:
            found = EmbeddedFont(self._book.face(font), f"F{len(self._fonts) + 1}", self._document.reserve())
            self._fonts[font] = found
        return found

    def write(self) -> None:
        """Write every font; no run may be encoded after."""
        for font in self._fonts.values():
            font.write(self._document)


def cut(face: Face, glyphs: Sequence[int]) -> bytes:
    """The face's program with only `glyphs` (and .notdef) in it, numbered as before."""
    os2 = face.hb_face.reference_table("OS/2").data
    if len(os2) >= 10 and int.from_bytes(os2[8:10], "big") & _NO_SUBSETTING:
        glyphs = range(face.hb_face.glyph_count)
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.unicode_set.clear()
    wanted.layout_feature_tag_set.clear()
    wanted.drop_table_tag_set.update(_UNUSED_TABLES)
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.DESUBROUTINIZE  # CFF only: calls of subroutines cost more than they save once cut
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET  # so that codes are glyph numbers in CID-keyed CFF, too
    )
    return bytes(hb.subset(face.hb_face, wanted).blob.data)


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """The CMap from codes to what they stand for, UTF-16BE (ISO 32000-1, 9.10.3)."""
    lines = [f"<{code:04x}> <{texts[code].encode('utf-16-be').hex()}>" for code in sorted(texts)]
    sections = []
    for start in range(0, len(lines), _CMAP_SECTION):
        part = lines[start : start + _CMAP_SECTION]
        sections.append("\n".join([f"{len(part)} beginbfchar", *part, "endbfchar\n"]))
    return _CMAP_HEAD + "".join(sections).encode("ascii") + _CMAP_TAIL


def widths(face: Face, program: bytes, glyphs: Mapping[int, int]) -> bytes:
    """/W: widths by code, read from the cut program itself; those of Han are left to /DW."""
    font = hb.Font(hb.Face(program))
    parts: list[str] = []
    previous = -1
    for code in sorted(glyphs):
        units = font.get_glyph_h_advance(glyphs[code])
        if units != face.advance(glyphs[code]):
            raise AssertionError(f"glyph {glyphs[code]} of {face.id} changed its width when the face was cut")
        width = units * 1000 / face.upem
        if width == _DEFAULT_WIDTH:
            continue
        if code != previous + 1 or not parts:
            parts.append(f"{']' if parts else ''}{code}[")
        parts.append(number(width))
        previous = code
    return f"[{' '.join(parts)}{']' if parts else ''}]".encode("ascii")


def _tag(*contents: bytes) -> str:
    """Six letters that name a subset, from what is in it."""
    digest = hashlib.sha256(b"\0".join(contents)).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _postscript_name(face: Face) -> str:
    found = face.hb_face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or str(face.id)
    return "".join(char for char in found if char.isascii() and (char.isalnum() or char in "-_")) or "Face"


def _metrics(face: Face) -> dict[str, bytes]:
    """What a font descriptor says of the whole face, in thousandths of an em (ISO 32000-1, 9.8)."""
    table = face.hb_face.reference_table
    head, hhea, post, os2 = (table(tag).data for tag in ("head", "hhea", "post", "OS/2"))
    ascent, descent = struct.unpack(">2h", hhea[4:8])
    angle = struct.unpack(">i", post[4:8])[0] / 65536 if len(post) >= 8 else 0.0
    # The height of capitals stands in OS/2 from version 2 on.
    has_capitals = len(os2) >= 90 and int.from_bytes(os2[:2], "big") >= 2
    capitals = struct.unpack(">h", os2[88:90])[0] if has_capitals else ascent

    def scaled(*units: int) -> bytes:
        return " ".join(number(value * 1000 / face.upem) for value in units).encode("ascii")

    return {
        "Flags": b"%d" % (4 | (0 if face.sans else 2) | (64 if angle else 0)),  # symbolic, serif, italic
        "FontBBox": b"[" + scaled(*struct.unpack(">4h", head[36:44])) + b"]",
        "ItalicAngle": number(angle).encode("ascii"),
        "Ascent": scaled(ascent),
        "Descent": scaled(descent),
        "CapHeight": scaled(capitals),
        # No table states the stem; this fits common text faces, and only a substituted face would use it.
        "StemV": b"%d" % round(50 + (face.weight / 65) ** 2),
    }
