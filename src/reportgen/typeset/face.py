"""One face: opened through HarfBuzz, asked for glyphs, advances and ink boxes.

Opening maps the file (0.1 ms), so nothing is cached on disk; what is asked for is kept in memory.
"""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped,unused-ignore]

from reportgen.core.diagnostics import ReportError
from reportgen.typeset.fontcheck import embedding_problem, format_problem
from reportgen.typeset.lock import FaceRecord, FaceStyle, missing_file

DEFAULT_ASCENT_EM, DEFAULT_DESCENT_EM = 0.88, 0.12  # the ideographic em box of every Noto CJK face


class Face:
    """One opened face. Lengths are in font units (`upem` to the em) unless the name says otherwise."""

    def __init__(self, record: FaceRecord, path: Path) -> None:
        """Map the file at `path`.

        Raises ReportError: `font.file-missing`, `font.format`, `font.not-embeddable`.
        """
        self.id = record.id
        self.path = path
        self.index = record.index
        self.family = record.family
        self.weight = record.weight
        self.style: FaceStyle = record.style
        self.sans = record.style == "sans"
        self.hb_face = open_face(path, record.index)
        self.hb_font = hb.Font(self.hb_face)
        self.upem = self.hb_face.upem
        self.descent_em = self._ideographic_descent()
        self.ascent_em = DEFAULT_ASCENT_EM + DEFAULT_DESCENT_EM - self.descent_em
        self._only = frozenset(map(ord, record.only)) if record.only else None
        self._glyphs: dict[int, int] = {}
        self._advances: dict[int, int] = {}
        self._bounds: dict[int, tuple[int, int, int, int]] = {}

    def __repr__(self) -> str:
        return f"Face({self.id!r})"

    def _ideographic_descent(self) -> float:
        """Depth of the ideographic em box below the baseline in em: baseline `ideo` of the font, if any."""
        ideo = self.hb_font.get_layout_baseline("ideo", "LTR", "hani", "ZHS")
        return DEFAULT_DESCENT_EM if ideo is None else -ideo / self.upem

    @cached_property
    def coverage(self) -> frozenset[int]:
        """Code points this face may set. Costs 2.5 ms for a full face: for lists, not for every build."""
        codepoints = frozenset(self.hb_face.unicodes)
        return codepoints if self._only is None else codepoints & self._only

    def has(self, codepoint: int) -> bool:
        """Whether this face may set `codepoint`."""
        return self.glyph(codepoint) != 0

    def glyph(self, codepoint: int) -> int:
        """Nominal glyph id of `codepoint`, 0 if there is none."""
        try:
            return self._glyphs[codepoint]
        except KeyError:
            glyph: int = 0
            if self._only is None or codepoint in self._only:
                glyph = self.hb_font.get_nominal_glyph(codepoint) or 0
            self._glyphs[codepoint] = glyph
            return glyph

    def advance(self, glyph_id: int) -> int:
        """Natural horizontal advance of a glyph."""
        try:
            return self._advances[glyph_id]
        except KeyError:
            advance: int = self.hb_font.get_glyph_h_advance(glyph_id)
            self._advances[glyph_id] = advance
            return advance

    def bounds(self, glyph_id: int) -> tuple[int, int, int, int]:
        """Ink box x0, y0, x1, y1 of a glyph, y upwards from the baseline; all 0 for a blank one."""
        try:
            return self._bounds[glyph_id]
        except KeyError:
            ink = self.hb_font.get_glyph_extents(glyph_id)
            box = (0, 0, 0, 0)
            if ink is not None and ink.width:
                left, top = ink.x_bearing, ink.y_bearing
                box = (left, top + ink.height, left + ink.width, top)
            self._bounds[glyph_id] = box
            return box


def open_face(path: Path, index: int) -> hb.Face:
    """The HarfBuzz face of a file, if it can be set and may be embedded; raises as `Face` does."""
    sys.audit("reportgen.font.open", str(path))  # HarfBuzz maps the file in C, which no "open" event shows
    try:
        with path.open("rb") as stream:
            signature = stream.read(4)
        blob = hb.Blob.from_file_path(str(path))
    except FileNotFoundError:
        raise ReportError([missing_file(path.name, [path.parent])]) from None
    face = hb.Face(blob, index)
    finding = format_problem(path, signature, face.table_tags) or embedding_problem(path, face)
    if finding is not None:
        raise ReportError([finding])
    return face
