"""Numbers that are part of a name and therefore no figures: 666号, 303工作室, “1+5”, 5G, G107, PM2.5, 十九大.

Whatever is found here is left alone by every check, as are the names that a report lists itself.
"""

from __future__ import annotations

import re

# What follows a number that is a name or an address; such a number counts nothing.
_AFTER = re.compile(
    r"号|路(?!径|线|段)|弄|室|楼(?!盘)|国道|省道|县道|乡道|高速|热线|专线|频道|平台|型|系列|版|工程|工作室|工作站"
    r"|工作法|中学|小学|中(?=[、，。校])|师|团(?!队|体|员)|部队|高地|次列车|航班|英寸|[A-Za-z]?级(?!别)|星级?|类|等奖"
    r"|后(?=[、，。青一代])|[+＋]|·|#|K(?![A-Za-z])|D(?![A-Za-z])|A级?(?![A-Za-z])|[.．]\d"
)
# After a Chinese numeral only what could be taken for a unit matters: 二期工程, 三面环山, 五位一体.
_AFTER_HAN = re.compile(r"期(?=工|项|建|扩)|面(?=[临对向环])|度(?!电)|起来|位一体|个有利于|本账|成不变")
_LATIN_UNITS = (
    *(
        "km²",
        "km2",
        "km/h",
        "km",
        "kg",
        "kWh",
        "kW·h",
        "kW",
        "kV",
        "MW",
        "GW",
        "mm",
        "cm",
        "m²",
        "m³",
        "m2",
        "m3",
    ),
    *("mg/L", "mg", "mL", "hm²", "dB", "GB", "TB", "PB", "Mbps", "Gbps", "μg", "Pa", "Hz", "mu", "yuan"),
    *(
        "per cent",
        "percent",
        "percentage",
        "million",
        "billion",
        "thousand",
        "people",
        "persons",
        "households",
    ),
    *("cases", "projects", "items", "years", "times"),
)
LATIN_UNIT = re.compile(rf"[\s\u202f]?(?:{'|'.join(map(re.escape, _LATIN_UNITS))}|[mtgLhWV](?![A-Za-z]))")
_LETTERS_BEFORE = re.compile(r"[A-Za-z][A-Za-z&]*[-‑–.]?$")
_ABBREVIATION = re.compile(r"(?:[A-Z&]{3,}|R&D)$")  # GDP18.5万元 is a figure, PM2.5 and G107 are none
_QUOTED = re.compile(r"“([^“”\n]{1,14})”|「([^「」\n]{1,14})」|《[^《》\n]{1,80}》|〔\d{4}〕(?:第)?\d+号")
_ONLY_A_FIGURE = re.compile(
    r"(?:不足|不到|超过了?|首超|超|约|近|达到了?|达|突破了?|逾)?[-−]?[\d０-９][\d０-９,.．]*(?:[多余来]?[万亿])?"
    r"(?:%|％|‰|个?百分点|元|人|名|户|件|个|项|例|倍|年|亩|公里|吨)?(?:以上|以内|以下|左右)?"
)
_CONGRESSES = re.compile(
    r"(?:十[一二三四五六七八九]?|二十)大(?![局量批力部型])|“?十[二三四五六]五”?|三中全会|[一二三四五六七]中全会"
)
_LEFT = 12  # letters of an abbreviation before a number


def spans_of_names(text: str) -> list[tuple[int, int]]:
    """Where quotation marks, title brackets and congresses make a name of what is in them, in order.

    “不足1%” in quotes is a figure quoted and stays one.
    """
    found = []
    for match in _QUOTED.finditer(text):
        inner = match[1] or match[2]
        if inner is None or not _ONLY_A_FIGURE.fullmatch(inner):
            found.append(match.span())
    if "大" in text or "五" in text or "全会" in text:
        found += [match.span() for match in _CONGRESSES.finditer(text)]
        found.sort()
    return found


def is_in_name(text: str, start: int, end: int, *, is_han: bool) -> bool:
    """Whether the numeral `text[start:end]` belongs to a name, by what touches it."""
    if is_han:
        return bool(_AFTER_HAN.match(text, end))
    if _AFTER.match(text, end):
        return True
    after = text[end : end + 1]
    if after.isascii() and after.isalpha() and not LATIN_UNIT.match(text, end):
        return True
    before = text[max(0, start - 1) : start]
    if before in ("+", "＋", "·", "#", "№"):
        return True
    if not before or not (before.isascii() and (before.isalpha() or before in "-‑.")):
        return False
    letters = _LETTERS_BEFORE.search(text[max(0, start - _LEFT) : start])
    return letters is not None and not _ABBREVIATION.search(letters[0])
