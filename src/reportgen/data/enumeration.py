"""Numbers of things in a row: ① ② ③, I II III, a b c; none of them ever fails, however long the row."""

from __future__ import annotations

# Unicode keeps the fifty circled numbers in three places.
_CIRCLED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_LARGEST_ROMAN = 3999


def circled(number: int) -> str:
    """① to ㊿; beyond that, and below one, where there are no signs, （51）."""
    for first, last, code in _CIRCLED:
        if first <= number <= last:
            return chr(code + number - first)
    return f"（{number}）"


def roman(number: int) -> str:
    """I, II, III, IV; in figures where Roman numerals end (0, 4000)."""
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += count * letters
    return out


def letters(number: int) -> str:
    """a to z, then aa, ab; 0 as it is."""
    out = ""
    while number > 0:
        number, last = divmod(number - 1, 26)
        out = chr(ord("a") + last) + out
    return out or "0"
