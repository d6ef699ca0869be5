"""A text with its figures: what every check of figures is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.core.diagnostics import Span
from reportgen.core.places import Places
from reportgen.review.figures.figure import Figure, Kind
from reportgen.review.figures.finder import Finder
from reportgen.review.figures.prose import Prose
from reportgen.review.figures.scan import scan


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with figures, as start and end in the text; `quantities` are those that count or measure."""

    span: tuple[int, int]
    figures: tuple[Figure, ...]
    quantities: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One text and the figures in it, in order, without those that the report declares to be names."""

    prose: Prose
    figures: tuple[Figure, ...]
    sentences: tuple[Sentence, ...]
    dates: tuple[Figure, ...]
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


def _sentences(prose: Prose, figures: tuple[Figure, ...]) -> Iterator[Sentence]:
    index = 0
    for start, end in prose.sentences():
        if index == len(figures):
            return
        first = index
        while index < len(figures) and figures[index].start < end:
            index += 1
        if index > first:
            found = figures[first:index]
            yield Sentence((start, end), found, quantities(found))


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
    dates = tuple(figure for figure in figures if figure.kind is Kind.DATE)
    return Reading(prose, figures, tuple(_sentences(prose, figures)), dates, places)


def quantities(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Those that count or measure."""
    return tuple(figure for figure in figures if figure.kind is Kind.QUANTITY)
