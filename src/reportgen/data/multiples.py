"""How many times what it was: 是2020年的2.5倍, and 翻一番 where it is exactly that.

倍 counts the whole, not what was added: from 4 to 10 is 2.5 times. 翻番 doubles: twice is 翻一番, four times
翻两番. Nothing can fall by so many 倍, so what has shrunk is refused.
"""

from __future__ import annotations

from decimal import Context
from fractions import Fraction

from reportgen.core.diagnostics import Language, Message
from reportgen.data.bounds import exactly
from reportgen.data.dates import date_text
from reportgen.data.expression.amounts import amount, quotient
from reportgen.data.expression.dimensions import PURE
from reportgen.data.expression.problems import FormulaError
from reportgen.data.qualified import Comparator, Qualified
from reportgen.data.quantity import (
    Piece,
    Pieces,
    UnprintableError,
    baseline_of,
    quantity_pieces,
    value_of,
    words_piece,
)
from reportgen.data.records import Metric
from reportgen.data.shown import figure_of
from reportgen.data.style import NumberStyle

_EXACT = Context(prec=90)
_DOUBLINGS = {
    2: ("翻一番", "doubled"),
    4: ("翻两番", "quadrupled"),
    8: ("翻三番", "grew eightfold"),
    16: ("翻四番", "grew sixteenfold"),
}


def times_form(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    """是2020年的2.5倍, 是期初的约2.33倍, 与2020年持平; 2.5 times the figure of 2020."""
    value, start = value_of(metric), baseline_of(metric)
    ratio = _ratio(value, start, style.decimals)
    if ratio is None or ratio.value < 1 or (ratio.value == 1 and ratio.comparator in _BELOW):
        raise UnprintableError(
            Message(
                f"“{metric.name}”不是期初的一倍以上，或者界限不定，不能写成几倍：请用 change 或 change_rate",
                f'"{metric.name}" has not grown, or its bounds leave that open: use change or change_rate',
            )
        )
    when = metric.baseline_as_of
    if language == "en":
        whole = f" the figure of {date_text(when, language)}" if when else " the initial figure"
        if ratio.value == 1 and ratio.comparator is Comparator.EQ:
            return (words_piece("the same as" + whole),)
        return (*quantity_pieces(ratio, "倍", language, style), words_piece(whole))
    base = Piece(date_text(when, language) or "期初")
    if ratio.value == 1 and ratio.comparator is Comparator.EQ:
        return (words_piece("与"), base, words_piece("持平"))
    return (words_piece("是"), base, words_piece("的"), *quantity_pieces(ratio, "倍", language, style))


_BELOW = (Comparator.LT, Comparator.LE)


def _ratio(value: Qualified, start: Qualified, decimals: int) -> Qualified | None:
    """`value` over `start`, without idle zeros, 约 where that had to be rounded; None where it is open."""
    if start.value <= 0:
        return None
    try:
        found = figure_of(quotient(amount(value, PURE), amount(start, PURE), (0, 0)), decimals)
    except (FormulaError, OverflowError):
        return None
    if found is None:
        return None
    comparator = found.comparator
    if comparator is Comparator.EQ and Fraction(found.value) * Fraction(start.value) != Fraction(value.value):
        comparator = Comparator.APPROX
    return exactly(_EXACT.create_decimal(f"{_EXACT.normalize(found.value):f}"), comparator)


def fold_form(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    """翻一番, 翻两番; only between exact figures, one 2, 4, 8 or 16 times the other."""
    value, start = value_of(metric), baseline_of(metric)
    both_exact = all(end.comparator is Comparator.EQ for end in (value, start))
    times = Fraction(value.value) / Fraction(start.value) if start.value > 0 else Fraction(0)
    words = _DOUBLINGS.get(int(times)) if both_exact and times.denominator == 1 else None
    if words is None:
        raise UnprintableError(
            Message(
                f"“{metric.name}”不正好是期初的2、4、8、16倍，不能说翻番：请用 times 或 change_rate",
                f'"{metric.name}" is not exactly 2, 4, 8 or 16 times what it was: use times or change_rate',
            )
        )
    return (words_piece(words[0] if language == "zh" else words[1]),)
