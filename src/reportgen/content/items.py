"""Items of lists: their markers and texts, and lists one level deep inside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from reportgen.core.diagnostics import Language
from reportgen.core.text import RichText
from reportgen.data.enumeration import circled
from reportgen.data.numerals import han


class Marker(Enum):
    """What stands before the items of a list."""

    DECIMAL = "decimal"  # 1.
    PARENTHESIS = "parenthesis"  # （1）
    CIRCLED = "circled"  # ①
    HAN = "han"  # 一、
    HAN_PARENTHESIS = "han_parenthesis"  # （一）
    BULLET = "bullet"

    def text(self, number: int, language: Language) -> str:
        """The marker of the item with this number."""
        opening, closing = "（）" if language == "zh" else "()"
        match self:
            case Marker.DECIMAL:
                return f"{number}."
            case Marker.PARENTHESIS:
                return f"{opening}{number}{closing}"
            case Marker.CIRCLED:
                return circled(number)
            case Marker.HAN:
                return f"{han(number)}、"
            case Marker.HAN_PARENTHESIS:
                return f"（{han(number)}）"
            case Marker.BULLET:
                return BULLET


BULLET = "•"

# What a list inside another one has where it does not say: the next in the order of the levels of headings.
INNER = {
    Marker.DECIMAL: Marker.PARENTHESIS,
    Marker.PARENTHESIS: Marker.CIRCLED,
    Marker.CIRCLED: Marker.BULLET,
    Marker.HAN: Marker.HAN_PARENTHESIS,
    Marker.HAN_PARENTHESIS: Marker.DECIMAL,
    Marker.BULLET: Marker.BULLET,
}


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item with its marker (empty: none is printed), and the items of a list inside it."""

    marker: str
    text: RichText
    items: tuple[ListItem, ...] = ()
