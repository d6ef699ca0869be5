"""Paged documents made by hand, and faces with the oddities that text extraction trips over."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf

from reportgen.core.geometry import Size
from reportgen.core.paged import (
    Artifact,
    Destination,
    DocumentInfo,
    DrawItem,
    FontId,
    GlyphRun,
    LogicalNode,
    NodeId,
    NodeKind,
    OutlineEntry,
    Page,
    PagedDocument,
    Tag,
    TextItem,
)
from reportgen.core.style import INK, Colour
from reportgen.pdf import DRAFT, Condition, Extras, Profile, write_pdf

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

EM, EM_BOLD = FontId("EmSquare-Regular"), FontId("EmSquare-Bold")
ODD, ODD_CFF, ODD_WHOLE = FontId("Odd"), FontId("OddCFF"), FontId("OddWhole")
UPEM = 2048
# Characters, advance. One glyph for a row: the first two rows serve two characters each.
ODD_GLYPHS = {
    "one": ("一\u2f00", 2048),
    "space": (" \u00a0", 512),
    "yoshi": ("𠮷", 2048),
    "f": ("f", 700),
    "i": ("i", 600),
    "f_i": ("", 1100),
    "e": ("e", 1000),
    "acute": ("\u0301", 0),
}
NUMBERS = {name: index for index, name in enumerate(ODD_GLYPHS, 1)}  # glyph ids; 0 is .notdef

ICC = Path(__file__).resolve().parents[2] / "assets" / "icc"
CONDITION = Condition((ICC / "FOGRA39L_coated.icc").read_bytes(), "FOGRA39", "Coated paper, offset")
EXTRAS = Extras(screen=(ICC / "sRGB.icc").read_bytes(), condition=CONDITION)
# Nothing that needs more than pages: no tags, no claims, pictures as they are.
PLAIN = replace(DRAFT, most_ppi=0, jpeg_quality=92, deflate_level=6)

BODY = Tag(node=NodeId("body"))
RULE = Tag(artifact=Artifact.LAYOUT)
RED = Colour("red", (0.8, 0.1, 0.0), (0.0, 0.9, 1.0, 0.1))


def run_of(
    book: FontBook, text: str, *, font: FontId = EM, size: float = 10.0, extra: Sequence[float] = ()
) -> GlyphRun:
    """`text`, one glyph a character, at natural widths plus `extra` (pt, from the first glyph on)."""
    face = book.face(font)
    glyphs = tuple(face.glyph(ord(char)) for char in text)
    wider = [*extra, *[0.0] * (len(glyphs) - len(extra))]
    advances = tuple(
        face.advance(glyph) * size / face.upem + more for glyph, more in zip(glyphs, wider, strict=True)
    )
    return GlyphRun(font, size, glyphs, advances, (), range(len(glyphs)), text)


def odd_run(
    glyphs: Sequence[str], text: str, clusters: Sequence[int], *, font: FontId = ODD, size: float = 10.0
) -> GlyphRun:
    """Glyphs of an odd face by name, at natural widths."""
    advances = tuple(ODD_GLYPHS[name][1] * size / UPEM for name in glyphs)
    return GlyphRun(font, size, tuple(NUMBERS[n] for n in glyphs), advances, (), clusters, text)


def text_at(x: float, y: float, run: GlyphRun, *, colour: Colour = INK, tag: Tag = BODY) -> TextItem:
    """A run with its pen start at (x, y)."""
    return TextItem(x, y, run, colour, tag)


def paged(
    *pages: Sequence[DrawItem],
    labels: Sequence[str] = (),
    info: DocumentInfo | None = None,
    outline: tuple[OutlineEntry, ...] = (),
    places: dict[str, tuple[int, float]] | None = None,
    tree: LogicalNode | None = None,
    bleed: float = 0.0,
) -> PagedDocument:
    """A document of 200 × 100 pt pages with these items."""
    labels = labels or [str(number) for number in range(1, len(pages) + 1)]
    return PagedDocument(
        info=info or DocumentInfo("测试", created="2026-03-01"),
        pages=tuple(
            Page(index, labels[index], Size(200.0, 100.0), "text", tuple(items))
            for index, items in enumerate(pages)
        ),
        tree=tree or LogicalNode(NodeId("body"), NodeKind.DOCUMENT),
        outline=outline,
        destinations={NodeId(n): Destination(page, y) for n, (page, y) in (places or {}).items()},
        bleed=bleed,
    )


def untagged(profile: Profile) -> Profile:
    """A profile without tags, and without the claims that need them; the others stay."""
    claims = profile.claims
    level = "B" if claims.pdfa else ""
    return replace(profile, is_tagged=False, claims=replace(claims, level=level, pdfua=False))


def written(
    document: PagedDocument, book: FontBook, profile: Profile = PLAIN, extras: Extras = EXTRAS
) -> bytes:
    """The file's bytes; a copy is kept in the folder that REPORTGEN_KEEP names, for those who look at all."""
    out = io.BytesIO()
    write_pdf(document, book, out, profile=profile, producer="reportgen test", extras=extras)
    data = out.getvalue()
    if folder := os.environ.get("REPORTGEN_KEEP"):
        Path(folder, f"{hashlib.sha256(data).hexdigest()[:16]}.pdf").write_bytes(data)
    return data


def opened(
    document: PagedDocument, book: FontBook, profile: Profile = PLAIN, extras: Extras = EXTRAS
) -> pikepdf.Pdf:
    """The file, as a stranger's library reads it."""
    return pikepdf.open(io.BytesIO(written(document, book, profile, extras)))


def operators(pdf: pikepdf.Pdf, page: int = 0) -> list[str]:
    """A page's content, one operator a line, strings in hex."""
    return pdf.pages[page].Contents.read_bytes().decode("ascii").splitlines()


def odd_faces(folder: Path) -> dict[FontId, Path]:
    """Write the odd faces."""
    faces = {font: folder / f"{font}.ttf" for font in (ODD, ODD_CFF, ODD_WHOLE)}
    for font, path in faces.items():
        _build(path, str(font), is_cff=font == ODD_CFF, fs_type=0x0100 if font == ODD_WHOLE else 0)
    return faces


def _build(path: Path, name: str, *, is_cff: bool, fs_type: int) -> None:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    order = [".notdef", *ODD_GLYPHS]
    advances = {".notdef": 2048} | {glyph: advance for glyph, (_, advance) in ODD_GLYPHS.items()}
    font = FontBuilder(UPEM, isTTF=not is_cff)
    font.setupGlyphOrder(order)
    font.setupCharacterMap({ord(char): glyph for glyph, (chars, _) in ODD_GLYPHS.items() for char in chars})
    outlines = {}
    for number, glyph in enumerate(order):
        pen: Any = T2CharStringPen(advances[glyph], None) if is_cff else TTGlyphPen(None)
        if glyph != "space":
            pen.moveTo((100, 0))
            for point in ((100, 1000 + 50 * number), (500, 1000 + 50 * number), (500, 0)):
                pen.lineTo(point)
            pen.closePath()
        outlines[glyph] = pen.getCharString() if is_cff else pen.glyph()
    if is_cff:
        font.setupCFF(name, {}, outlines, {})
    else:
        font.setupGlyf(outlines)
    font.setupHorizontalMetrics(
        {glyph: (advance, 0 if glyph == "space" else 100) for glyph, advance in advances.items()}
    )
    font.setupHorizontalHeader(ascent=1800, descent=-248)
    font.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    font.setupOS2(usWeightClass=400, fsType=fs_type, sCapHeight=1434)
    font.setupPost()
    font.save(path)
