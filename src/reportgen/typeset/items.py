"""Items of a paragraph: one per glyph, with its box, the glue after it, and the break after it.

Every glyph has a *kind*, an index into the tables of `Kinds`. A kind holds everything the line breaker and
the justifier need: natural advance, what falls off at a line edge, how far the glue behind the glyph
shrinks and stretches and in which class, and the penalty of a break there. A page of Chinese has a few
dozen kinds, so a paragraph is a list of small shared integers; sums over any stretch come from prefix sums
made by `itertools` without a Python call per character.

All lengths are points. The pen moves from glyph origin to glyph origin; a frame may begin beside its
origin (opening marks, whose left white is trimmed), hence `lead`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import TypeVar

from reportgen.core.paged import FontId
from reportgen.typeset.breaks import DEAR, FORBIDDEN
from reportgen.typeset.spacing import R2, R6, X3

SHRINK_CLASSES = range(R2, R6 + 1)

_Kind = tuple[float, float, float, int, float, int, float, int, bool, float]


class Kinds:
    """The table of glyph kinds of a font book; parallel lists, index = kind.

    `advance`: to the next glyph's origin, natural glue included. `lead`: from the origin to where the frame
    starts on paper if the glyph begins a line. `tail`: what of the advance is left out if it ends a line.
    `shrink` (class `shrink_class`) and `weight` (class `stretch_class`; the em, in pt, that limits of
    stretching are counted in) describe the glue behind the glyph. `penalty` is that of a break behind it.
    `blank`: a space, which paper does not show at a line's end. `hang`: how much more of the advance is left
    out if the mark hangs in the margin; negative if `tail` has it already, because the mark always hangs.
    `shrinks[c]` and `stretches[c]` are the amounts and weights of class `c` alone, for sums of that class;
    `legal`, `calm` and `demerits` say of the penalty: no prohibition, below `DEAR`, and its `p * |p|`.
    """

    __slots__ = (
        "_forbidden",
        "_index",
        "_with_penalty",
        "advance",
        "blank",
        "calm",
        "demerits",
        "hang",
        "lead",
        "legal",
        "penalty",
        "shrink",
        "shrink_class",
        "shrinks",
        "stretch_class",
        "stretches",
        "tail",
        "weight",
    )

    def __init__(self) -> None:
        self.advance: list[float] = []
        self.lead: list[float] = []
        self.tail: list[float] = []
        self.shrink_class: list[int] = []
        self.shrink: list[float] = []
        self.stretch_class: list[int] = []
        self.weight: list[float] = []
        self.penalty: list[int] = []
        self.blank: list[bool] = []
        self.hang: list[float] = []
        self.shrinks: list[list[float]] = [[] for _ in range(R6 + 1)]
        self.stretches: list[list[float]] = [[] for _ in range(X3 + 1)]
        self.legal: list[bool] = []
        self.calm: list[bool] = []
        self.demerits: list[int] = []
        self._index: dict[_Kind, int] = {}
        self._with_penalty: dict[tuple[int, int], int] = {}

    def kind(
        self,
        advance: float,
        *,
        lead: float = 0.0,
        tail: float = 0.0,
        shrink_class: int = 0,
        shrink: float = 0.0,
        stretch_class: int = 0,
        weight: float = 0.0,
        penalty: int = FORBIDDEN,
        blank: bool = False,
        hang: float = 0.0,
    ) -> int:
        """The number of this kind, a new one if it was never asked for."""
        if not stretch_class:
            weight = 0.0
        key = (advance, lead, tail, shrink_class, shrink, stretch_class, weight, penalty, blank, hang)
        index = self._index.get(key)
        if index is None:
            self._index[key] = index = len(self.advance)
            self.advance.append(advance)
            self.lead.append(lead)
            self.tail.append(tail)
            self.shrink_class.append(shrink_class)
            self.shrink.append(shrink)
            self.stretch_class.append(stretch_class)
            self.weight.append(weight)
            self.penalty.append(penalty)
            self.blank.append(blank)
            self.hang.append(hang)
            self.legal.append(penalty < FORBIDDEN)
            self.calm.append(penalty < DEAR)
            self.demerits.append(penalty * abs(penalty))
            for cls, column in enumerate(self.shrinks):
                column.append(shrink if cls == shrink_class else 0.0)
            for cls, column in enumerate(self.stretches):
                column.append(weight if cls == stretch_class else 0.0)
        return index

    def with_penalty(self, kind: int, penalty: int) -> int:
        """The same kind with another penalty."""
        if self.penalty[kind] == penalty:
            return kind
        key = (kind, penalty)
        changed = self._with_penalty.get(key)
        if changed is None:
            self._with_penalty[key] = changed = self._changed(kind, 0.0, penalty)
        return changed

    def widened(self, kind: int, step: float) -> int:
        """The same kind `step` pt wider; the room is the glyph's own and stays at a line's end."""
        return self._changed(kind, step, self.penalty[kind])

    def _changed(self, kind: int, step: float, penalty: int) -> int:
        return self.kind(
            self.advance[kind] + step,
            lead=self.lead[kind],
            tail=self.tail[kind],
            shrink_class=self.shrink_class[kind],
            shrink=self.shrink[kind],
            stretch_class=self.stretch_class[kind],
            weight=self.weight[kind],
            penalty=penalty,
            blank=self.blank[kind],
            hang=self.hang[kind],
        )


@dataclass(slots=True)
class Part:
    """Glyphs `[start, end)` of one face and style whose characters are `text[text_start:text_end]`.

    Between parts characters may be missing that paper does not show.
    """

    start: int
    end: int
    text_start: int
    text_end: int
    font: FontId
    style: int  # index into the paragraph's spans
    embolden_em: float = 0.0


@dataclass(slots=True)
class Items:
    """The glyphs of a paragraph up to a forced line end, ready to be broken into lines.

    `clusters[i]` is the offset in the paragraph's text of the first character of glyph `i` (a `range` where
    glyphs and characters are one to one). `moved` holds the few glyphs whose ink HarfBuzz displaces.
    """

    table: Kinds
    kinds: list[int]
    glyph_ids: list[int]
    clusters: Sequence[int]
    parts: list[Part]
    text_start: int
    text_end: int
    moved: dict[int, tuple[float, float]]

    def glyph_at(self, offset: int) -> int:
        """The first glyph whose characters begin at or after `offset` in the paragraph's text."""
        if isinstance(self.clusters, range):
            return min(max(offset - self.clusters.start, 0), len(self.kinds))
        return bisect_left(self.clusters, offset)

    def penalise(self, glyph: int, penalty: int) -> None:
        """Make a break before `glyph` cost at least `penalty`; what is forbidden stays so."""
        if 0 < glyph < len(self.kinds) and self.table.penalty[self.kinds[glyph - 1]] < penalty:
            self.kinds[glyph - 1] = self.table.with_penalty(self.kinds[glyph - 1], penalty)


class Sums:
    """Prefix sums over the items: `x[j] - x[i]` is what lies between the origins of glyphs `i` and `j`.

    `position`: natural advances. `stretch[c]` and `shrink[c]`: weights and amounts of each class, None for
    a class the paragraph does not have. `shrink_all`: all shrink classes together, None if there are none.
    `present` are the kinds of glyphs there are, and `of(column)` reads a column of the table for every glyph.
    """

    __slots__ = ("of", "position", "present", "shrink", "shrink_all", "stretch")

    def __init__(self, items: Items) -> None:
        table, kinds = items.table, items.kinds
        self.of = _reader(kinds)
        self.present = present = set(kinds)
        self.position = self._sums(table.advance)
        self.stretch: list[list[float] | None] = [None] * (X3 + 1)
        for cls in {table.stretch_class[k] for k in present}:
            if cls:
                self.stretch[cls] = self._sums(table.stretches[cls])
        self.shrink: list[list[float] | None] = [None] * (R6 + 1)
        self.shrink_all: list[float] | None = None
        classes = {table.shrink_class[k] for k in present if table.shrink[k]}
        for cls in classes:
            self.shrink[cls] = self.shrink_all = self._sums(table.shrinks[cls])
        if len(classes) > 1:
            self.shrink_all = self._sums(table.shrink)

    def _sums(self, column: list[float]) -> list[float]:
        return list(accumulate(self.of(column), initial=0.0))


_Column = TypeVar("_Column")


def _reader(kinds: list[int]) -> Callable[[list[_Column]], tuple[_Column, ...]]:
    """Reads a column of the table for every glyph: one call for a whole paragraph."""
    if len(kinds) > 1:
        return itemgetter(*kinds)
    return lambda column: tuple(column[kind] for kind in kinds)
