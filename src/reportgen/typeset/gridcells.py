"""How many cells of the grid the glyphs of a line take, and which of its marks can give half a cell.

A Western stretch takes whole cells, and how many depends on where the line cuts it; everything else has its
cells by itself. Prefix sums answer for any line at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby
from math import ceil
from operator import add

from reportgen.typeset import cjk
from reportgen.typeset.items import Items
from reportgen.typeset.spacing import R3, R4, R6

_ROUNDING = 0.02  # em: what sums of advances may be beyond a whole cell
_GIVING = 0.48  # em: white from here on counts as half a cell
_PREFERRED = {R3: 0, R4: 1, R6: 2}  # brackets before commas before stops


@dataclass(frozen=True, slots=True)
class Unit:
    """Glyphs `first` to `last` that stand in `cells` cells together; `western` ones are padded."""

    first: int
    last: int
    cells: int
    western: bool = False


class Cells:
    """The items of one stretch between forced line ends in a grid of cells `width` pt wide.

    `letters` are the final classes of its characters, `em` the size they are set in (pt).
    """

    def __init__(self, items: Items, letters: str, width: float, em: float) -> None:
        self.items = items
        self.width = width
        self.scale = width / em  # letters and figures keep step with the cells
        table, kinds, clusters = items.table, items.kinds, items.clusters
        count = len(kinds)
        of_glyph = [letters[clusters[g] - items.text_start] for g in range(count)]
        self._western = [letter in cjk.WESTERN or letter in cjk.BLANK for letter in of_glyph]
        own = [0] * (count + 1)  # cells of what is not Western, at its first glyph
        self.units: list[Unit] = []
        start = 0
        for letter, group in groupby(range(count), key=lambda g: "W" if self._western[g] else of_glyph[g]):
            glyphs = list(group)
            start = glyphs[0]
            if letter == "W":
                self.units.append(Unit(start, glyphs[-1], 0, western=True))
                continue
            for unit in self._units(letter, glyphs):
                own[unit.first] = unit.cells
                self.units.append(unit)
        self._starts = [unit.first for unit in self.units]
        self._own = list(accumulate(own, initial=0))
        self._position = list(accumulate(map(table.advance.__getitem__, kinds), initial=0.0))
        whole = [0] * (count + 1)  # cells of whole Western stretches, at their last glyph
        for unit in self.units:
            if unit.western:
                whole[unit.last] = self.western_cells(unit.first, unit.last)
        self._whole = list(accumulate(whole, initial=0))
        self._total = list(map(add, self._own, self._whole))
        self._gives = [
            g
            for g, k in enumerate(kinds)
            if table.shrink_class[k] in _PREFERRED and table.shrink[k] >= _GIVING * em
        ]
        self._ends_half = {
            g for g, letter in enumerate(of_glyph) if letter in (cjk.CLOSE, cjk.PAUSE, cjk.STOP, cjk.EXCLAIM)
        }

    def _units(self, letter: str, glyphs: list[int]) -> Iterator[Unit]:
        """Units of neighbours of one class: two signs of exclamation share a cell."""
        if letter != cjk.EXCLAIM:
            for unit in glyphs:
                cells = max(1, ceil(self.frame(unit) / self.width - 0.25))
                yield Unit(unit, unit, cells)
            return
        at = 0
        while at < len(glyphs):
            shares = at + 1 < len(glyphs) and self.frame(glyphs[at + 1]) < 0.75 * self.width
            last = at + 1 if shares else at
            yield Unit(glyphs[at], glyphs[last], 1)
            at = last + 1

    def frame(self, glyph: int) -> float:
        """Width of a glyph's frame (pt)."""
        table, kind = self.items.table, self.items.kinds[glyph]
        return table.advance[kind] - table.tail[kind] - table.lead[kind]

    def western_width(self, first: int, last: int) -> float:
        """What glyphs of a Western stretch take without padding (pt)."""
        kind = self.items.kinds[last]
        ends = self._position[last] + self.items.table.advance[kind] - self.items.table.tail[kind]
        return (ends - self._position[first]) * self.scale

    def western_cells(self, first: int, last: int) -> int:
        """Whole cells for them."""
        return max(0, ceil(self.western_width(first, last) / self.width - _ROUNDING))

    def count(self, first: int, last: int) -> int:
        """Cells of a line of glyphs `first` to `last`."""
        total = self._own[last + 1] - self._own[first]
        left, right = self._unit_at(first), self._unit_at(last)
        if left is right and left.western:
            return self.western_cells(first, last)
        begin, end = first, last + 1
        if left.western:
            total += self.western_cells(first, left.last)
            begin = left.last + 1
        if right.western:
            total += self.western_cells(right.first, last)
            end = right.first
        return total + self._whole[end] - self._whole[begin]

    def _unit_at(self, glyph: int) -> Unit:
        return self.units[bisect_right(self._starts, glyph) - 1]

    def least_glyph(self, first: int, cells: int) -> int:
        """The first glyph that may end a line of so many cells from `first` on; none before it can."""
        glyph = bisect_left(self._total, self._total[first] + cells) - 1
        unit = self._unit_at(min(max(glyph, first), len(self._own) - 3))
        return max(first, unit.first)  # the cells of Western text are counted at its last glyph

    def lines_left(self, glyph: int, room: int) -> int:
        """Lines that the text from `glyph` on takes at least: of marks alone a line holds twice its cells."""
        cells = self._total[-1] - self._total[glyph]
        unit = self._unit_at(glyph)
        if unit.western and unit.first < glyph <= unit.last:  # its cells are counted at its last glyph
            cells += self.western_cells(glyph, unit.last) - self.western_cells(unit.first, unit.last)
        return int(cells / (2 * room + 1))

    def line(self, first: int, last: int) -> list[Unit]:
        """The units of a line, Western ones cut to it."""
        units: list[Unit] = []
        index = bisect_right(self._starts, first) - 1
        while index < len(self.units) and self.units[index].first <= last:
            unit = self.units[index]
            begin, end = max(unit.first, first), min(unit.last, last)
            cells = self.western_cells(begin, end) if unit.western else unit.cells
            units.append(Unit(begin, end, cells, unit.western))
            index += 1
        return units

    def givers(self, first: int, last: int) -> list[int]:
        """Glyphs of a line behind which half a cell of white can go: a mark, or the one before a mark; the
        mark at the end too."""
        low, high = bisect_left(self._gives, first), bisect_left(self._gives, last)
        found = self._gives[low:high]
        return [*found, last] if last in self._ends_half else found

    def preference(self, glyph: int) -> int:
        """0 for white that is missed least."""
        return _PREFERRED.get(self.items.table.shrink_class[self.items.kinds[glyph]], 0)

    def hang(self, last: int) -> float:
        """How much of a line's last mark hangs in the margin, if it may (pt)."""
        return max(0.0, self.items.table.hang[self.items.kinds[last]])
