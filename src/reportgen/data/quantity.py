"""Figures as they are printed: digits as typed, the qualifier where speech puts it.

`quantity` and the pieces made of it are the only places where a figure becomes text; prose, cards, charts,
tables and alt texts all come here, so that no form can lose a 不足 or an 以上.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.diagnostics import Language, Message
from reportgen.data import numerals, units
from reportgen.data.grouping import GAP, number_text
from reportgen.data.qualified import Qualified
from reportgen.data.records import Metric
from reportgen.data.style import DEFAULT, NumberStyle

# A qualifier in English, before and after the figure.
_ENGLISH_WORDS: dict[str, tuple[str, str]] = {
    "不足": ("less than", ""),
    "超": ("over", ""),
    "首超": ("over", "for the first time"),
    "以上": ("at least", ""),
    "以内": ("no more than", ""),
    "约": ("about", ""),
    "达": ("", ""),  # rhetorical: the value is exact
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a printed figure. Neighbours that keep stand on one line together."""

    text: str
    is_qualifier: bool = False
    keeps: bool = True


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in its parts, as spoken: `before` and `after` are the qualifier's words."""

    before: str
    number: str
    unit: str
    after: str


class UnprintableError(ValueError):
    """A form was asked for that the metric has no data for; `reason` says what is missing."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.en)
        self.reason = reason


def quantity(value: Qualified, unit: str, language: Language, style: NumberStyle = DEFAULT) -> Quantity:
    """The parts of a figure; in English, units with a known name take it (4 万元: 40 thousand yuan)."""
    words, qualifier = "", value.qualifier
    if qualifier:
        words = qualifier.words
    if language == "en":
        amount, unit = units.english(value.value, unit)
        before, after = _ENGLISH_WORDS[words] if words else ("", "")
        return Quantity(before, number_text(amount, style), unit, after)
    before = words if qualifier and qualifier.before else ""
    after = words if qualifier and not qualifier.before else ""
    return Quantity(before, number_text(value.value, style), unit, after)


def quantity_pieces(
    value: Qualified,
    unit: str,
    language: Language,
    style: NumberStyle = DEFAULT,
    *,
    in_han: bool = False,
) -> Pieces:
    """A figure with unit and qualifier: 不足1%, 70%以上, 首超4万元, less than 1%, 十件, 100 kg."""
    parts = quantity(value, unit, language, style)
    if language == "en":
        out = [Piece(parts.before, True), Piece(" ")] if parts.before else []
        out.append(Piece(with_unit(parts.number, parts.unit, language)))
        if parts.after:
            out += [Piece(" ", keeps=False), Piece(parts.after, True, keeps=False)]
        return tuple(out)
    body = _in_han(value.value, unit) if in_han else with_unit(parts.number, parts.unit, language)
    found = (Piece(parts.before, True), Piece(body), Piece(parts.after, True))
    return tuple(piece for piece in found if piece.text)


def with_unit(number: str, unit: str, language: Language) -> str:
    """Digits and unit: Latin symbols stand off by the fixed gap (100 kg), all else is closed up."""
    gap = (GAP if language == "zh" else " ") if units.takes_gap(unit) else ""
    return number + gap + unit


def _in_han(value: Decimal, unit: str) -> str:
    if unit in ("%", "％"):
        return "百分之" + numerals.han_decimal(value)
    if unit == "‰":
        return "千分之" + numerals.han_decimal(value)
    return numerals.han_decimal(value, before_classifier=bool(unit)) + unit


def text_of(pieces: Pieces) -> str:
    """The pieces as one string."""
    return "".join(piece.text for piece in pieces)


def quantity_text(value: Qualified, unit: str, language: Language, style: NumberStyle = DEFAULT) -> str:
    """The same as one string."""
    return text_of(quantity_pieces(value, unit, language, style))


def words_piece(text: str) -> Piece:
    """Plain words around a figure; a line may end in them."""
    return Piece(text, keeps=False)


def value_of(metric: Metric) -> Qualified:
    """The value. Raises UnprintableError where there is none."""
    if metric.value is None:
        raise UnprintableError(
            Message(f"“{metric.name}”没有数值", f'"{metric.name}" has no value'),
        )
    return metric.value


def baseline_of(metric: Metric) -> Qualified:
    """The value at the start. Raises UnprintableError where there is none."""
    if metric.baseline is None:
        raise UnprintableError(
            Message(f"“{metric.name}”没有期初值（baseline）", f'"{metric.name}" has no baseline')
        )
    return metric.baseline
