"""Units: the scale in front of a unit (万元, 亿元), exact conversion, and their English names."""

from __future__ import annotations

import re
from decimal import Decimal

SCALES: dict[str, int] = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3}  # powers of ten
_WHOLE_UNITS = frozenset({"千米", "千克", "千瓦", "千瓦时"})  # their 千 is part of the unit's name

_LETTERS = re.compile("[A-Za-zÅµΑ-Ωα-ωΩKÅ]")  # °C begins with its mark and stays closed
_MARKS = re.compile("[%％‰‱°′″℃℉]|个?[百千]分点")
_MISLEADING = ("%", "％", "‰", *SCALES)  # 15～30% may be read as 15 to 30%, 13～17万元 as 13 yuan and more

# A unit and what it is called in English, for one and for many; units not listed are printed as given.
_ENGLISH: dict[str, tuple[str, str]] = {
    "元": ("yuan", "yuan"),
    "年": ("year", "years"),
    "人": ("person", "people"),
    "名": ("person", "people"),
    "户": ("household", "households"),
    "例": ("case", "cases"),
    "件": ("item", "items"),
    "个": ("", ""),
    "项": ("", ""),
    "倍": ("times", "times"),
    "亩": ("mu", "mu"),
    "公里": ("km", "km"),
    "百分点": ("percentage point", "percentage points"),
    "个百分点": ("percentage point", "percentage points"),
    "个千分点": ("per mille point", "per mille points"),
}
_ENGLISH_SCALES = ((9, "billion"), (6, "million"), (3, "thousand"))


def split(unit: str) -> tuple[int, str]:
    """The power of ten and the plain unit: 万元 → (4, 元); % → (0, %)."""
    if unit not in _WHOLE_UNITS:
        for word, power in SCALES.items():
            if unit.startswith(word) and len(unit) > len(word):
                return power, unit[len(word) :]
    return 0, unit


def takes_gap(unit: str) -> bool:
    """Whether a unit stands off its number: symbols in Latin or Greek letters do, 元 % ‰ ° ′ ″ ℃ do not."""
    return bool(_LETTERS.match(unit))


def takes_scale(unit: str) -> bool:
    """Whether figures of the unit may be given in 万 and 亿: amounts may, per cents and degrees may not."""
    return not _MARKS.match(unit)


def is_repeated(unit: str) -> bool:
    """Whether both ends of a range need the unit: 15%～30%, 13万元～17万元, but 100～150 kg."""
    return unit.startswith(_MISLEADING) and unit not in _WHOLE_UNITS


def convert(value: Decimal, unit: str, to: str) -> Decimal:
    """`value` in `to`, exactly: 4 万元 is 40000 元. Raises ValueError between different plain units."""
    power, plain = split(unit)
    to_power, to_plain = split(to)
    if plain != to_plain:
        raise ValueError(f"{unit} does not convert to {to}")
    return shifted(value, power - to_power)


def shifted(value: Decimal, power: int) -> Decimal:
    """`value` times ten to `power`, no digit lost and none made up after the point: 18.50, 1 → 185.0."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int), "figures are finite"
    return Decimal(f"{Decimal((sign, digits, exponent + power)):f}")


def has_english(plain: str) -> bool:
    """Whether a plain unit has an English name here."""
    return plain in _ENGLISH


def english(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Value and unit as an English reader knows them: 4 万元 → 40 thousand yuan. Unknown units stay."""
    power, plain = split(unit)
    if plain not in _ENGLISH:
        return value, unit
    words: list[str] = []
    if power:
        for step, word in _ENGLISH_SCALES:
            # The largest word that leaves at least one whole digit: 4万 is 40 thousand, 180万 is 1.8 million.
            if value.adjusted() + power >= step:
                value = shifted(value, power - step)
                words = [word]
                break
        else:
            value = shifted(value, power)
    one, many = _ENGLISH[plain]
    words.append(one if value == 1 and not words else many)
    return value, " ".join(filter(None, words))
