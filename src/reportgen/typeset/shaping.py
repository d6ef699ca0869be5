"""From characters to glyphs: HarfBuzz behind caches, with the right script and language.

Hanzi and Chinese marks are shaped as script Hani in the paragraph's language (as zh-Hans `——` is 2 em without
a gap); Latin words and figures as Latn, en (only then the figures of the Song are tabular), quotation marks
of Western text with `pwid`. A hanzi or a mark has one glyph whatever stands around it, so plain Chinese goes
through a table; words are shaped once and remembered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

import uharfbuzz as hb

from reportgen.core.paged import FontId
from reportgen.typeset.cjk import EXTEND, LONG, PLAIN_HAN, QUOTE, classify
from reportgen.typeset.fonts import MISSING_STAND_IN, WESTERN_MARKS, Choice, Face

FIGURE_SIGNS = ".,%:+-−/°()[]~=×±¥$"  # signs that stand beside figures in numbers
_FIGURES, _QUOTES = re.compile("[0-9]+"), re.compile("[“”‘’]")
_CACHE_LIMIT = 60_000  # words; a book of 5,000 pages has fewer, a hostile input is only slower


class Fonts(Protocol):
    """What the composer asks of a font book."""

    def face(self, font: FontId) -> Face:
        """The face called `font`."""
        ...

    def choose(self, role: str, cluster: str, *, western: bool = False) -> Choice | None:
        """Which face sets `cluster` in `role`, or a mark for it; None if none can."""
        ...

    def rise(self, font: FontId) -> float:
        """How far (em) the face called `font` is set above the baseline."""
        ...


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shaped glyph; lengths in em of its face, y upwards.

    `start` is the offset of its first character in the text shaped; `x0`, `x1` are the ink's edges from the
    pen, `dx`, `dy` where HarfBuzz moves the ink. `font` and `embolden_em` say which face draws it.
    """

    font: FontId
    id: int
    start: int
    advance: float
    x0: float
    x1: float
    dx: float = 0.0
    dy: float = 0.0
    embolden_em: float = 0.0


@dataclass(frozen=True, slots=True)
class Missing:
    """A cluster no face has, and the role that asked for it."""

    cluster: str
    role: str


@dataclass(frozen=True, slots=True)
class Shaped:
    """Glyphs of a text in order, and the clusters that had to be replaced by `MISSING_STAND_IN`."""

    glyphs: tuple[Glyph, ...]
    missing: tuple[Missing, ...] = ()


class Shaper:
    """Shaping with the faces of one font book, for one language of Chinese marks.

    `language` (a tag) chooses the regional forms of faces that have several (`locl`). `half_figures` sets
    figures half an em wide, as a grid of cells wants them.
    """

    def __init__(self, fonts: Fonts, language: str = "zh-Hans", *, half_figures: bool = False) -> None:
        self.fonts = fonts
        self.language = language
        self.half_figures = half_figures
        self._shaped: dict[tuple[str, str, str], Shaped] = {}
        self._figures: dict[FontId, dict[str, int] | None] = {}

    def western(self, role: str, text: str, letters: str) -> Shaped:
        """A Western word or number, with its signs; `letters` are its classes."""
        features = "pwid" if QUOTE in letters else ""
        return self._cached(role, text, "W" + features)

    def chinese(self, role: str, text: str, letter: str) -> Shaped:
        """One hanzi, mark or wide character with what extends it, or a run of dashes or dots."""
        return self._cached(role, text, "D" if letter == LONG else "C")

    def figures(self, role: str) -> dict[str, int] | None:
        """Glyphs of the ten figures if one can stand for another: equally wide, one glyph each whatever
        stands beside it, and never kerned, neither with figures nor with `FIGURE_SIGNS`. Else None.
        """
        choice = self.fonts.choose(role, "0", western=True)
        if choice is None:
            return None
        if choice.font not in self._figures:
            self._figures[choice.font] = self._interchangeable(choice.font)
        return self._figures[choice.font]

    def _interchangeable(self, font: FontId) -> dict[str, int] | None:
        digits = "0123456789"
        face = self.fonts.face(font)
        alone = self.harfbuzz(font, " ".join(digits), "W")[::2]
        if len(alone) != 10 or not all(face.glyph(ord(digit)) for digit in digits):
            return None
        figures = {digit: glyph.id for digit, glyph in zip(digits, alone, strict=True)}
        # Every neighbourhood a figure may have, figure by figure in blocks of one shape: the blocks must
        # come out alike, but for the figures' own glyphs. A sign of another face is never kerned with them.
        signs = "".join(sign for sign in FIGURE_SIGNS if face.glyph(ord(sign)))
        blocks = [" ".join([*(d + s + d for s in signs), *(o + d + o for o in digits)]) + " " for d in digits]
        text = "".join(blocks)
        glyphs = self.harfbuzz(font, text, "W")
        if [glyph.start for glyph in glyphs] != list(range(len(text))):
            return None
        for place, (char, glyph) in enumerate(zip(text, glyphs, strict=True)):
            model = glyphs[place % len(blocks[0])]
            wanted = figures.get(char, model.id)
            if (glyph.id, glyph.advance, glyph.dx, glyph.dy) != (wanted, model.advance, model.dx, model.dy):
                return None
        return figures

    def _cached(self, role: str, text: str, mode: str) -> Shaped:
        key = (role, text, mode)
        try:
            return self._shaped[key]
        except KeyError:
            if len(self._shaped) > _CACHE_LIMIT:
                self._shaped.clear()
            self._shaped[key] = shaped = self._shape(role, text, mode)
            return shaped

    def _shape(self, role: str, text: str, mode: str) -> Shaped:
        glyphs: list[Glyph] = []
        missing: list[Missing] = []
        for start, end, choice in self._choose(role, text, mode, missing):
            piece = text[start:end]
            if choice is None:
                choice, piece = self._stand_in(role)
                glyphs += (_moved(g, start, choice) for g in self.harfbuzz(choice.font, piece[:1], mode)[:1])
                continue
            if choice.mark:
                glyphs += (_moved(g, start, choice) for g in self.harfbuzz(choice.font, choice.mark, "C"))
                continue
            if mode == "D":
                glyphs += (_moved(g, start, choice) for g in self._long_mark(choice.font, piece))
                continue
            glyphs += (_moved(g, start, choice) for g in self.harfbuzz(choice.font, piece, mode))
        return Shaped(tuple(glyphs), tuple(missing))

    def _choose(
        self, role: str, text: str, mode: str, missing: list[Missing]
    ) -> list[tuple[int, int, Choice | None]]:
        """Stretches of `text` set by one face, cluster by cluster (base with its marks).

        A cluster that is only marked is a stretch of its own. It is not `missing`: the audit has said so.
        """
        stretches: list[tuple[int, int, Choice | None]] = []
        for start, end in _clusters(text):
            cluster = text[start:end]
            western = mode[0] == "W" or cluster[0] in WESTERN_MARKS
            choice = self.fonts.choose(role, cluster, western=western)
            if choice is None and end - start > 1:
                # A variation selector no face knows does not stop its base.
                choice = self.fonts.choose(role, cluster[0], western=western)
            if choice is None:
                missing.append(Missing(cluster, role))
            elif stretches and stretches[-1][2] == choice and not choice.mark:
                stretches[-1] = (stretches[-1][0], end, choice)
                continue
            stretches.append((start, end, choice))
        return stretches

    def _stand_in(self, role: str) -> tuple[Choice, str]:
        for char in (MISSING_STAND_IN, "□", "?"):
            choice = self.fonts.choose(role, char)
            if choice is not None:
                return choice, char
        raise LookupError(f"role {role!r} has neither a geta mark nor a question mark")

    def harfbuzz(self, font: FontId, text: str, mode: str) -> list[Glyph]:
        """Shape `text` in one face; `mode` W: Latin, Wpwid: with narrow quotation marks, else: Chinese."""
        face = self.fonts.face(font)
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "ltr"
        western = mode[0] == "W"
        buffer.script = "Latn" if western else "Hani"
        buffer.language = "en" if western else self.language
        features: dict[str, list[tuple[int, int, bool]]] = {}  # by stretches; an empty list is refused
        if mode == "Wpwid" and _QUOTES.search(text):  # on figures it would undo their widths
            features["pwid"] = [(*match.span(), True) for match in _QUOTES.finditer(text)]
        if western and self.half_figures and _FIGURES.search(text):
            features["hwid"] = [(*match.span(), True) for match in _FIGURES.finditer(text)]
        hb.shape(face.hb_font, buffer, features)
        upem = face.upem
        rise = self.fonts.rise(font)
        glyphs = []
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x0, _, x1, _ = face.bounds(info.codepoint)
            glyphs.append(
                Glyph(
                    font,
                    info.codepoint,
                    info.cluster,
                    place.x_advance / upem,
                    (x0 + place.x_offset) / upem,
                    (x1 + place.x_offset) / upem,
                    place.x_offset / upem,
                    place.y_offset / upem + rise,
                )
            )
        return glyphs

    def _long_mark(self, font: FontId, text: str) -> list[Glyph]:
        """Dashes without a gap, ellipses on the centre line (section 5.7)."""
        if set(text) == {"—"}:
            glyphs: list[Glyph] = []
            for start in range(0, len(text) - 1, 2):
                pair = [_shifted(g, start) for g in self.harfbuzz(font, "——", "C")]
                glyphs += self._joined_dash(font, start, pair)
            if len(text) % 2:
                glyphs += (_shifted(g, len(text) - 1) for g in self.harfbuzz(font, "—", "C"))
            return glyphs
        glyphs = self.harfbuzz(font, text, "C")
        if set(text) == {"…"}:
            face = self.fonts.face(font)
            centred = face.glyph(0x22EF)
            low = any(sum(face.bounds(g.id)[1::2]) / 2 < 0.25 * face.upem for g in glyphs)
            if centred and (low or any(abs(g.advance - 1) > 0.01 for g in glyphs)):
                middle = self.harfbuzz(font, "⋯", "C")[0]
                if abs(middle.advance - 1) <= 0.01:
                    glyphs = [_shifted(middle, g.start) for g in glyphs]
        return glyphs

    def _joined_dash(self, font: FontId, start: int, pair: list[Glyph]) -> list[Glyph]:
        """Two em of unbroken stroke: as shaped if the inks meet, else the font's U+2E3A."""
        if len(pair) == 1:
            return pair
        meets = all(g.x1 >= g.advance - 0.005 for g in pair[:-1]) and all(g.x0 <= 0.005 for g in pair[1:])
        face = self.fonts.face(font)
        if not meets and face.glyph(0x2E3A):
            return [_shifted(g, start) for g in self.harfbuzz(font, "⸺", "C")]
        return pair


def _clusters(text: str) -> list[tuple[int, int]]:
    """Ranges of base characters with the marks and selectors that extend them."""
    if text.isascii() or len(text) == 1:
        return [(i, i + 1) for i in range(len(text))]
    letters = classify(text)
    starts = [i for i, letter in enumerate(letters) if letter != EXTEND or i == 0]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _shifted(glyph: Glyph, start: int) -> Glyph:
    return Glyph(
        glyph.font, glyph.id, glyph.start + start, glyph.advance, glyph.x0, glyph.x1, glyph.dx, glyph.dy
    )


def _moved(glyph: Glyph, start: int, choice: Choice) -> Glyph:
    """The glyph as part of a longer text, with the stroke its choice asks for."""
    return Glyph(
        glyph.font,
        glyph.id,
        glyph.start + start,
        glyph.advance,
        glyph.x0,
        glyph.x1,
        glyph.dx,
        glyph.dy,
        choice.embolden_em,
    )


class HanGlyphs:
    """Glyph ids of plain hanzi in a role's own face.

    `ids` maps a character to its glyph, or to -1 where another face or a width other than 1 em makes it a
    case for `Shaper.chinese`. Unknown characters are learnt in one call of HarfBuzz for a whole paragraph.
    """

    __slots__ = ("_face", "_shaper", "font", "ids", "odd")

    def __init__(self, shaper: Shaper, role: str) -> None:
        choice = shaper.fonts.choose(role, "一")
        is_own = choice is not None and not choice.embolden_em and not choice.mark
        self.font: FontId | None = choice.font if choice is not None and is_own else None
        self.ids: dict[str, int] = {}
        self.odd = False  # whether any character is marked -1
        self._shaper = shaper
        self._face = None if self.font is None else shaper.fonts.face(self.font)

    def learn(self, text: str) -> None:
        """Look up every plain hanzi of `text` that is not known yet."""
        new = sorted(set(PLAIN_HAN.findall(text)) - self.ids.keys())
        face = self._face
        if face is None or self.font is None:
            self.ids.update(dict.fromkeys(new, -1))
            self.odd = True
            return
        own = [char for char in new if face.glyph(ord(char))]
        self.ids.update(dict.fromkeys(new, -1))
        glyphs = self._shaper.harfbuzz(self.font, "".join(own), "C") if own else []
        if [g.start for g in glyphs] != list(range(len(own))):
            glyphs = []  # a face that joins hanzi: each is shaped by itself, later
        for char, glyph in zip(own, glyphs, strict=False):
            if abs(glyph.advance - 1) < 1e-6 and not glyph.dx and not glyph.dy:
                self.ids[char] = glyph.id
        self.odd = self.odd or any(self.ids[char] < 0 for char in new)
