"""万 and 亿 on request: long figures shortened for prose, exactly or rounded once (rule book 13).

No float comes near a figure. Only 万 and 亿 are used: 千 and 百 are no units, and two are never mixed.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from reportgen.core.diagnostics import Language
from reportgen.data import units
from reportgen.data.decimals import places_of
from reportgen.data.qualified import QUALIFIERS, Comparator, Qualified

_Words = tuple[tuple[int, str], ...]
_CHINESE: _Words = ((8, "亿"), (4, "万"))  # powers of ten, largest first
_ENGLISH: _Words = ((9, "billion"), (6, "million"))
_EXACT = Context(prec=90)  # figures have 28 digits at most, a unit may shift them by 12
# A rounded bound must still be true, so it may only give way to the open side.
_TOWARDS = {
    Comparator.GT: ROUND_FLOOR,
    Comparator.GE: ROUND_FLOOR,
    Comparator.LT: ROUND_CEILING,
    Comparator.LE: ROUND_CEILING,
}


def scaled(
    value: Decimal, unit: str, *, decimals: int = 2, rounding: str = ROUND_HALF_UP
) -> tuple[Decimal, str]:
    """`value` in the largest of 亿, 万 and the plain unit that leaves a whole digit: 123456 元 → 12.35 万元.

    At most `decimals` places in 万 and 亿, without idle zeros; below 万 nothing is rounded. What rounding
    carries to 10000 万 becomes 1 亿. A figure that already has its scale and few enough places stays as
    typed (18.50 万元). Per cents, degrees and other marks take no 万.
    """
    if not units.takes_scale(unit):
        return value, unit
    power, plain = units.split(unit)
    full = units.shifted(value, power)
    found = _shortened(full, _CHINESE, decimals, rounding)
    if found:
        short, size, word = found
        return (
            (value, unit) if size == power and short == value else (_without_idle_zeros(short), word + plain)
        )
    return (value, unit) if not power else (_without_idle_zeros(full), plain)


def scaled_in_english(
    value: Decimal, unit: str, *, decimals: int = 2, rounding: str = ROUND_HALF_UP
) -> tuple[Decimal, str]:
    """The same in billions and millions: 123580 万元 → 1.24 billion yuan. Smaller figures stay as given."""
    power, plain = units.split(unit)
    known = units.takes_scale(unit) and units.has_english(plain)
    found = _shortened(units.shifted(value, power), _ENGLISH, decimals, rounding) if known else None
    if found is None:
        return value, unit
    short, _, word = found
    return _without_idle_zeros(short), " ".join(filter(None, (word, units.english(Decimal(2), plain)[1])))


def _shortened(full: Decimal, words: _Words, decimals: int, rounding: str) -> tuple[Decimal, int, str] | None:
    """`full` over the largest power of ten of `words` that leaves a whole digit, also after rounding."""
    for index, (size, word) in enumerate(words):
        if full.copy_abs() < Decimal(1).scaleb(size):
            continue
        short = rounded(units.shifted(full, -size), decimals, rounding)
        if index and short.copy_abs() >= Decimal(1).scaleb(words[index - 1][0] - size):
            size, word = words[index - 1]
            short = rounded(units.shifted(full, -size), decimals, rounding)
        return short, size, word
    return None


def scaled_figure(
    value: Qualified, unit: str, language: Language, *, decimals: int = 2, rounding: str = ROUND_HALF_UP
) -> tuple[Qualified, str]:
    """`scaled` for a figure with its qualifier: a bound stays true, a rounded figure is 约."""
    towards = _TOWARDS.get(value.comparator, rounding)
    if language == "en":
        short, name = scaled_in_english(value.value, unit, decimals=decimals, rounding=towards)
        word = name.partition(" ")[0]
        power = next((size for size, known in _ENGLISH if known == word), units.split(name)[0])
    else:
        short, name = scaled(value.value, unit, decimals=decimals, rounding=towards)
        power = units.split(name)[0]
    qualifier = value.qualifier
    same = units.shifted(short, power) == units.shifted(value.value, units.split(unit)[0])
    if not same and value.comparator is Comparator.EQ:
        qualifier = QUALIFIERS["约"]
    return Qualified(short, qualifier), name


def rounded(value: Decimal, decimals: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """`value` with at most `decimals` places; fewer stay as they are."""
    if places_of(value) <= decimals:
        return value
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=rounding, context=_EXACT)


def _without_idle_zeros(value: Decimal) -> Decimal:
    return Decimal(f"{_EXACT.normalize(value):f}")
