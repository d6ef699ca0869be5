"""Chinese numerals: counting (一百零一), digits read out (二〇二六), places (第一), money (壹佰元整)."""

from __future__ import annotations

from decimal import Context, Decimal

_DIGITS = "零一二三四五六七八九"
_YEAR_DIGITS = "〇一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_MYRIADS = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, ""))
_TRILLION, _HUNDRED_MILLION = 10**12, 10**8
_CAPITALS = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
LARGEST = 10**16 - 1  # 9999万亿…: more no report counts in words


def han(number: int, *, before_classifier: bool = False) -> str:
    """`number` as counted: 零, 十, 二十, 一百零一, 一万零一十, 一万二千亿; 负 before a negative one.

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
        if scale == _TRILLION and rest >= _HUNDRED_MILLION:
            name = "万"  # 一万二千亿, not 一万亿二千亿: 亿 is said once
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


def capital(number: int) -> str:
    """`number` in the forms that cannot be altered, a leading ten with its 壹: 壹拾, 壹佰零壹, 壹万零伍佰."""
    if number < 0:
        return "负" + capital(-number)
    text = han(number).translate(_CAPITALS)
    return "壹" + text if text.startswith("拾") else text


def capital_amount(yuan: Decimal) -> str:
    """Money in words: 壹仟陆佰捌拾元零叁角贰分, 壹佰元整, 伍角整, 零元整.

    零 stands where a digit within is 0, also in the place of 元 or 角. 整 closes an amount without 分. Raises
    ValueError for less than a 分, which no amount has, and beyond `LARGEST`.
    """
    cents = Context(prec=60).multiply(yuan.copy_abs(), Decimal(100))
    if cents != cents.to_integral_value():
        raise ValueError(f"{yuan} yuan is not a whole number of fen")
    whole, rest = divmod(int(cents), 100)
    tenths, hundredths = divmod(rest, 10)
    text = capital(whole) + "元" if whole or not rest else ""
    if rest and whole and (whole % 10 == 0 or not tenths):
        text += "零"
    if tenths:
        text += capital(tenths) + "角"
    text += capital(hundredths) + "分" if hundredths else "整"
    return ("负" if yuan.is_signed() and yuan else "") + text
