"""Sets text of one style and remembers what it set.

`，` between hanzi is the same a thousand times over, and so are most words and numbers of a report; those
never seen before mostly differ from others in their figures alone.
"""

from __future__ import annotations

import re

from reportgen.core.style import CjkStyle, TextStyle
from reportgen.typeset import cjk
from reportgen.typeset.items import Kinds
from reportgen.typeset.shaping import FIGURE_SIGNS, HanGlyphs, Shaper
from reportgen.typeset.spacing import HAN_GAP
from reportgen.typeset.stretch import Entry, Look, Stretch, entry, set_stretch

_TO_ZERO = str.maketrans("123456789", "0" * 9)
# Figures, the signs whose kerning with figures `Shaper.figures` has looked at, and Chinese marks.
_NO_LETTERS = re.compile(f"[0-9{re.escape(FIGURE_SIGNS)}、-】！（），：；？．～“”—…·　]+")
_CACHE_LIMIT, _CACHE_LENGTH = 40_000, 200  # stretches, characters


class Setter:
    """Sets text of one style: role, size, tracking, on the line or beside it, by one version of the rules."""

    def __init__(
        self, shaper: Shaper, table: Kinds, han: HanGlyphs, style: TextStyle, cjk_style: CjkStyle
    ) -> None:
        tracking = style.tracking_em * style.size
        self.look = Look(
            shaper, table, style.role, style.size, tracking, cjk_style, han.font, style.rise != 0
        )
        self.han = han
        self.width = self.look.size + self.look.tracking  # pt, of a hanzi
        self._before: dict[Entry, int] = {}  # for hanzi as wide as they are
        self._before_wide: dict[tuple[Entry, float], int] = {}
        self._stretches: dict[tuple[str, str, str, tuple[int, ...]], Stretch] = {}
        self.han_kind = self.han_kind_before(entry(HAN_GAP, 0.0, 0.0, 0), self.width)

    def han_kind_before(self, following: Entry, width: float) -> int:
        """Kind of a hanzi that is `width` pt wide (tracking included) and has `following` behind it."""
        if width == self.width:
            kind = self._before.get(following)
            if kind is None:
                self._before[following] = kind = self._han_kind(following, width)
            return kind
        kind = self._before_wide.get((following, width))
        if kind is None:
            self._before_wide[following, width] = kind = self._han_kind(following, width)
        return kind

    def _han_kind(self, following: Entry, width: float) -> int:
        em = following.em or self.look.size
        gap = following.gap
        step = gap.natural * em - following.back
        return self.look.table.kind(
            width + step,
            tail=self.look.tracking + step,
            shrink_class=gap.shrink_class,
            shrink=gap.shrink * em,
            stretch_class=gap.stretch_class,
            weight=em,
            penalty=following.penalty,
        )

    def stretch(self, text: str, before: str, after: str, western: tuple[int, ...] = ()) -> Stretch:
        """Set `text` between hanzi or edges (`before`, `after`: HAN or empty).

        `western` are offsets of the quotation marks that belong to Western text.
        """
        key = (text, before, after, western)
        found = self._stretches.get(key)
        if found is None:
            if len(self._stretches) > _CACHE_LIMIT:
                self._stretches.clear()
            found = self._like_another(text, before, after, western)
            if found is None:
                letters = cjk.classify(text, western)
                found = set_stretch(text, letters, before, after, [(len(text), self.look)])
            if len(text) < _CACHE_LENGTH:
                self._stretches[key] = found
        return found

    def _like_another(self, text: str, before: str, after: str, western: tuple[int, ...]) -> Stretch | None:
        """A number set as all zeros is, with its own figures; None if this face does not allow that.

        Most stretches of a report that were never seen before differ from one that was in figures alone.
        """
        zeros = text.translate(_TO_ZERO)
        if zeros == text or not _NO_LETTERS.fullmatch(text):
            return None
        figures = self.look.shaper.figures(self.look.role)
        if figures is None:
            return None
        base = self.stretch(zeros, before, after, western)
        glyph_ids = [
            figures.get(text[offset], glyph_id)
            for offset, glyph_id in zip(base.clusters, base.glyph_ids, strict=True)
        ]
        return Stretch(
            base.entry,
            base.kinds,
            tuple(glyph_ids),
            base.clusters,
            base.pieces,
            base.plain,
            base.moved,
            base.missing,
        )
