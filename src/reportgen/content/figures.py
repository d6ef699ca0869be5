"""Figures in running text, on cards and in alternative texts: printed pieces with their marks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from reportgen.content import words
from reportgen.content.blocks import FigureText
from reportgen.core.diagnostics import Language, Span
from reportgen.core.text import Mark, MarkKind, RichText
from reportgen.data.format import Piece, place_text, quantity, quantity_pieces
from reportgen.data.metrics import Metric
from reportgen.data.qualified import Qualified
from reportgen.data.requested import with_permille
from reportgen.data.style import DEFAULT, NumberStyle


def append_pieces(
    found: Iterable[Piece], metric: str, text: list[str], marks: list[Mark], length: int
) -> int:
    """Adds pieces to a text of `length` characters; how many characters that is.

    Every stretch of pieces that keep together gets one FIGURE mark with the metric's id, so that no line
    ends inside it; qualifiers are marked within.
    """
    position = length
    for keeps, together in groupby(found, key=lambda piece: piece.keeps):
        start, inner = position, []
        for piece in together:
            text.append(piece.text)
            end = position + len(piece.text)
            if piece.is_qualifier:
                inner.append(Mark(position, end, MarkKind.QUALIFIER))
            position = end
        if keeps:
            marks.append(Mark(start, position, MarkKind.FIGURE, metric))
        marks += inner
    return position - length


def rich_pieces(found: Iterable[Piece], metric: str, origin: Span | None = None) -> RichText:
    """Pieces as rich text."""
    text: list[str] = []
    marks: list[Mark] = []
    append_pieces(found, metric, text, marks, 0)
    return RichText("".join(text), tuple(marks), origin)


def rich_quantity(
    value: Qualified, unit: str, metric: str, language: Language, style: NumberStyle
) -> RichText:
    """A figure with its unit and qualifier as rich text."""
    return rich_pieces(quantity_pieces(value, unit, language, style), metric)


def figure_text(metric: Metric, language: Language, style: NumberStyle = DEFAULT) -> FigureText:
    """The metric as a hero figure: modifier and qualifier apart, digits always Arabic.

    Where the source has no value the place it took stands for it (第一), in words if need be (前列).
    """
    metric = with_permille(metric, style)
    if metric.value is None:
        ranks = sorted(metric.ranks, key=lambda rank: rank.position is None)
        word = place_text(ranks[0], language) if ranks else words.of(language).missing_value
        return FigureText("", word, "", "", is_word=True)
    parts = quantity(metric.value, metric.unit, language, style)
    gap = " " if language == "en" and metric.modifier and parts.before else ""
    return FigureText(metric.modifier + gap + parts.before, parts.number, parts.unit, parts.after)
