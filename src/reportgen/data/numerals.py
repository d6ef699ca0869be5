"""Chinese numerals: counting (一百零一), reading out digits (二〇二六), places (第一)."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_YEAR_DIGITS = "〇一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_MYRIADS = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, ""))
LARGEST = 10**16 - 1  # 9999万亿…: more no report counts in words


def han(number: int, *, before_classifier: bool = False) -> str:
    """`number` as counted: 零, 十, 二十, 一百零一, 一万零一十; 负 before a negative one.

    `before_classifier` makes a lone 2 两 (两个, 两万人), as speech does; 12, 20 and 200 keep 二.
    Raises ValueError beyond `LARGEST`.
    """
    if number < 0:
        return "负" + han(-number, before_classifier=before_classifier)
    if number > LARGEST:
        raise ValueError(f"{number} is too large for Chinese numerals")
    if number == 0:
        return _DIGITS[0]
    out: list[str] = []
    rest = number
    skipped = False
    for scale, name in _MYRIADS:
        section, rest = divmod(rest, scale)
        if not section:
            skipped = True
            continue
        if out and (skipped or section < 1000):  # 一万零一十, 一亿零五千
            out.append("零")
        skipped = False
        lone = before_classifier and section == 2 and not out
        out.append("两" if lone else _section(section, leads=not out))
        out.append(name)
    return "".join(out)


def _section(number: int, *, leads: bool) -> str:
    """1 to 9999; a leading 10 to 19 is said without its 一."""
    out: list[str] = []
    gap = False
    for size, name in _PLACES:
        digit, number = divmod(number, size)
        if digit:
            if gap and out:
                out.append("零")
            gap = False
            out.append(name if leads and not out and size == 10 and digit == 1 else _DIGITS[digit] + name)
        else:
            gap = True
    return "".join(out)


def han_decimal(value: Decimal, *, before_classifier: bool = False) -> str:
    """A decimal as read out: 八点五, 一百零一; the digits after the point one by one, as typed."""
    whole, _, fraction = f"{abs(value):f}".partition(".")
    text = han(int(whole), before_classifier=before_classifier and not fraction)
    if fraction:
        text += "点" + "".join(_DIGITS[int(d)] for d in fraction)
    return ("负" if value < 0 else "") + text


def year(number: int) -> str:
    """The digits one by one with 〇, as years are written: 二〇二六."""
    return "".join(_YEAR_DIGITS[int(d)] for d in str(number))


def place(number: int) -> str:
    """An ordinal: 第一, 第十二."""
    return "第" + han(number)
