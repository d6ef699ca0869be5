"""Which code each glyph of a face gets in the file, and what the codes mean.

Text is written while pages stream out, so codes must be final at once: a glyph's code is its number in the
face, and the program is cut at the end with its numbering kept. What a code means comes from the text that
was shaped, not from the face: the first text that a glyph stands for takes the glyph's own code, any other
text gets a further code beyond the face's last glyph (radical and plain character on one glyph, a space and
a no-break space), and a map from codes to glyphs tells the reader.

Two cases no code can express, so the glyphs are wrapped in ActualText: a cluster with more glyphs than
characters, whose surplus glyphs map to a zero-width space; and a second meaning in a face with CFF
outlines, for which PDF has no map from codes to glyphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.core.paged import GlyphRun

if TYPE_CHECKING:
    from reportgen.typeset.fonts import Face

Code = tuple[str, float]  # four hex digits, and the width in thousandths of an em
ActualText = tuple[int, int, str]  # glyphs from, to (not included), and what they say together

LAST_CODE = 0xFFFF
_ZERO_WIDTH_SPACE = "\u200b"
# No code may mean these (ISO 19005-2, 6.2.11.7.2; ISO 14289-1, 7.21.7).
_UNMAPPABLE = dict.fromkeys((0x0000, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF))


class Codes(dict[tuple[int, str], Code]):
    """From (glyph, what it stands for) to its code; an unknown pair gets one when it is looked up.

    `glyphs` and `texts` say by code what was given out. `unsaid` holds the pairs whose code means another
    text; it stays empty where `may_add`, that is, where codes beyond the face's glyphs are possible.
    """

    def __init__(self, face: Face, *, may_add: bool) -> None:
        super().__init__()
        self.glyphs: dict[int, int] = {}
        self.texts: dict[int, str] = {}
        self.unsaid: set[tuple[int, str]] = set()
        self._face = face
        self._may_add = may_add
        self._next: int = face.hb_face.glyph_count

    def __missing__(self, pair: tuple[int, str]) -> Code:
        glyph, text = pair
        code = glyph
        if glyph in self.glyphs and not self._may_add:
            self.unsaid.add(pair)
        else:
            if glyph in self.glyphs:
                code = self._further()
            self.glyphs[code] = glyph
            self.texts[code] = text.translate(_UNMAPPABLE) or _ZERO_WIDTH_SPACE
        result = (f"{code:04x}", round(self._face.advance(glyph) * 1000 / self._face.upem, 3))
        self[pair] = result
        return result

    def encode(self, run: GlyphRun) -> tuple[Sequence[Code], tuple[ActualText, ...]]:
        """A code for each glyph of `run`, and the stretches that need their text spelled out."""
        if 0 in run.glyph_ids:
            raise AssertionError(
                f"a run of face {run.font} reached the file with glyph 0 in it: {run.text!r}; "
                "the glyph audit before layout should have stopped it"
            )
        texts: Sequence[str] = run.text
        actual: tuple[ActualText, ...] = ()
        if not _is_one_to_one(run):
            texts, actual = spread(run.text, run.clusters)
        codes = list(map(self.__getitem__, zip(run.glyph_ids, texts, strict=True)))
        if self.unsaid:
            actual = self._with_unsaid(run, texts, actual)
        return codes, actual

    def _with_unsaid(
        self, run: GlyphRun, texts: Sequence[str], actual: tuple[ActualText, ...]
    ) -> tuple[ActualText, ...]:
        covered = {i for first, after, _ in actual for i in range(first, after)}
        single = [
            (i, i + 1, pair[1])
            for i, pair in enumerate(zip(run.glyph_ids, texts, strict=True))
            if pair in self.unsaid and i not in covered
        ]
        return tuple(sorted((*actual, *single)))

    def _further(self) -> int:
        """A code that no glyph has yet: beyond the face's own numbers, else any (a face may use all)."""
        while self._next <= LAST_CODE and self._next in self.glyphs:
            self._next += 1
        if self._next <= LAST_CODE:
            return self._next
        for code in range(LAST_CODE, 0, -1):
            if code not in self.glyphs:
                return code
        raise AssertionError(f"more than {LAST_CODE} codes are wanted of face {self._face.id}")


def _is_one_to_one(run: GlyphRun) -> bool:
    """Whether glyph i stands for character i, as in nearly all Chinese text."""
    count = len(run.glyph_ids)
    if len(run.text) != count:
        return False
    if isinstance(run.clusters, range):
        return run.clusters == range(count)
    return tuple(run.clusters) == tuple(range(count))


def spread(text: str, clusters: Sequence[int]) -> tuple[list[str], tuple[ActualText, ...]]:
    """What each glyph stands for, and the clusters with more glyphs than characters.

    A cluster of several glyphs gives each a character in order and the rest to the last.
    """
    texts: list[str] = []
    actual: list[ActualText] = []
    count, first = len(clusters), 0
    while first < count:
        after = first + 1
        while after < count and clusters[after] == clusters[first]:
            after += 1
        part = text[clusters[first] if first else 0 : clusters[after] if after < count else None]
        glyphs = after - first
        if len(part) >= glyphs:
            texts += [*part[: glyphs - 1], part[glyphs - 1 :]]
        else:
            texts += [*part, *[""] * (glyphs - len(part))]
            actual.append((first, after, part))
        first = after
    return texts, tuple(actual)
