"""Forms that write a figure another way than it was typed, each only where a reference asks for it."""

from __future__ import annotations

from dataclasses import replace

from reportgen.core.diagnostics import Language, Message
from reportgen.data import numerals, units
from reportgen.data.dates import date_range
from reportgen.data.qualified import Qualified
from reportgen.data.quantity import (
    Piece,
    Pieces,
    UnprintableError,
    baseline_of,
    quantity_pieces,
    value_of,
)
from reportgen.data.ranges import range_text
from reportgen.data.records import Metric
from reportgen.data.scale import scaled_figure
from reportgen.data.style import NumberStyle

_PER_CENT = ("%", "％")
_PERMILLE = "‰"


def with_permille(metric: Metric, style: NumberStyle) -> Metric:
    """The metric with its rates in ‰ if the style wants that and all of them are below 1% (0.85% → 8.5‰)."""
    rates = [end.value for end in (metric.value, metric.baseline) if end is not None]
    if not style.permille or metric.unit not in _PER_CENT or not any(rates):
        return metric
    if not all(abs(rate) < 1 for rate in rates):
        return metric
    return replace(metric, value=_tenfold(metric.value), baseline=_tenfold(metric.baseline), unit=_PERMILLE)


def _tenfold(value: Qualified | None) -> Qualified | None:
    return replace(value, value=units.shifted(value.value, 1)) if value else None


def scaled_form(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    """约12.35万元, about 1.24 billion yuan: the value shortened."""
    short, unit = scaled_figure(
        value_of(metric), metric.unit, language, decimals=style.decimals, rounding=style.rounding
    )
    return quantity_pieces(short, unit, language, style)


def capital_form(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    """壹佰贰拾元整: money in words that cannot be altered. English takes the plain form."""
    value = value_of(metric)
    if units.split(metric.unit)[1] != "元":
        raise UnprintableError(
            Message(
                f"“{metric.name}”的单位不是元、万元、亿元，不能写成大写金额",
                f'"{metric.name}" is no amount in yuan and cannot be written out',
            )
        )
    if language == "en":
        return quantity_pieces(value, metric.unit, language, style)
    try:
        text = numerals.capital_amount(units.convert(value.value, metric.unit, "元"))
    except ValueError:
        raise UnprintableError(
            Message(
                f"“{metric.name}”不是整数分，或者太大，写不成大写金额",
                f'"{metric.name}" is not a whole number of fen, or too large, and cannot be written out',
            )
        ) from None
    words = value.qualifier.words if value.qualifier else ""
    before = words if value.qualifier and value.qualifier.before else ""
    after = words if value.qualifier and not value.qualifier.before else ""
    found = (Piece(before, True), Piece(text), Piece(after, True))
    return tuple(piece for piece in found if piece.text)


def range_form(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    """15%～30%: both ends, the lower first. Bounds have no end to print and are refused."""
    ends = (value_of(metric), baseline_of(metric))
    if any(end.qualifier for end in ends):
        raise UnprintableError(
            Message(
                f"“{metric.name}”的两端带有限定词，不能写成范围",
                f'the ends of "{metric.name}" have qualifiers and make no range',
            )
        )
    low, high = sorted(end.value for end in ends)
    if low == high:
        return quantity_pieces(ends[0], metric.unit, language, style)
    return (Piece(range_text(low, high, metric.unit, language, style)),)


def span_form(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    """2020—2025年: from the date of the baseline to that of the value."""
    baseline_of(metric)
    if not metric.baseline_as_of or not metric.as_of:
        raise UnprintableError(
            Message(
                f"“{metric.name}”没有同时注明期初和期末的时点（as_of）",
                f'"{metric.name}" does not have a date (as_of) at both ends',
            )
        )
    return (Piece(date_range(metric.baseline_as_of, metric.as_of, language)),)
