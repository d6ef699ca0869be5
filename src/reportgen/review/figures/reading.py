"""A text with its figures: what every check of figures is given."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.core.diagnostics import Span
from reportgen.core.places import Places
from reportgen.review.figures.finder import Finder
from reportgen.review.figures.prose import Prose
from reportgen.review.figures.scan import Figure, Kind, scan


@dataclass(frozen=True, slots=True)
class Reading:
    """One text and the figures in it, in order, without those that the report declares to be names."""

    prose: Prose
    figures: tuple[Figure, ...]
    places: Places

    @property
    def text(self) -> str:
        """The words."""
        return self.prose.text

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the file."""
        offset, length = self.prose.source(start, end)
        return self.places.inside(self.prose.path, offset, length)

    def words(self, figure: Figure) -> str:
        """The figure as it stands, qualifiers and all."""
        return self.text[figure.left : figure.right].strip()

    def sentences(self) -> Iterator[tuple[tuple[int, int], tuple[Figure, ...]]]:
        """Every sentence that has figures, as start and end, with them."""
        figures = self.figures
        index = 0
        for start, end in self.prose.sentences():
            if index == len(figures):
                return
            first = index
            while index < len(figures) and figures[index].start < end:
                index += 1
            if index > first:
                yield (start, end), figures[first:index]

    def between(self, start: int, end: int) -> tuple[Figure, ...]:
        """The figures that begin in `text[start:end]`."""
        low = bisect_left(self.figures, start, key=lambda figure: figure.start)
        high = bisect_left(self.figures, end, key=lambda figure: figure.start)
        return self.figures[low:high]


def reading(prose: Prose, places: Places, declared: Finder) -> Reading:
    """The text with its figures; `declared` are the names and set phrases that are none."""
    figures = scan(prose.text)
    if figures and declared.heads:
        hits = declared.find(prose.text, 0, len(prose.text))
        if hits:
            figures = tuple(
                figure
                for figure in figures
                if not any(hit.start < figure.end and figure.start < hit.end for hit in hits)
            )
    return Reading(prose, figures, places)


def quantities(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Those that count or measure."""
    return tuple(figure for figure in figures if figure.kind is Kind.QUANTITY)
