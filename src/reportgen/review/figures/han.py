"""Chinese numerals read back: 十二, 一百零一, 两万三千, 三点五, 二〇二一, 三分之一, 百分之二十."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
CHARACTERS = "".join(DIGITS) + "".join(PLACES) + "".join(_MYRIADS)
_LONGEST = 30  # characters; no report counts further in words


def han_value(text: str) -> Decimal | None:
    """The number that `text` says; None where it is no numeral (千万 as an adverb is still 10 million).

    Digits one by one are read as such (二〇二一, 一二三); a missing 一 before 十 is added. A fraction names
    its denominator first: 三分之一 is one third, to 28 digits.
    """
    if not text or len(text) > _LONGEST:
        return None
    below, parted, above = text.partition("分之")
    if parted:
        denominator = Decimal(100) if below == "百" else Decimal(1000) if below == "千" else han_value(below)
        numerator = han_value(above)
        return numerator / denominator if denominator and numerator is not None else None
    whole, point, fraction = text.partition("点")
    number = _whole(whole)
    if number is None or not point:
        return None if number is None else Decimal(number)
    if not fraction or any(char not in DIGITS for char in fraction):
        return None
    return Decimal(f"{number}.{''.join(str(DIGITS[char]) for char in fraction)}")


def _whole(text: str) -> int | None:
    if len(text) > 1 and all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total, section, digit = 0, 0, None
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in PLACES:
            section += (1 if digit is None else digit) * PLACES[char]
            digit = None
        elif char in _MYRIADS:
            section += digit or 0
            if char == "亿":
                total, section = (total + (section or 1)) * _MYRIADS[char], 0
            else:
                total, section = total + (section or 1) * _MYRIADS[char], 0
            digit = None
        else:
            return None
    return total + section + (digit or 0) if text else None
