"""Breaks that are legal but better avoided (rule book, section 4.4): numbers and what counts them, ordinals,
titles, and, where a style asks for it, particles at a line start.
"""

from __future__ import annotations

import re

from reportgen.core.style import CjkStyle, Kinsoku

KEPT_TOGETHER = 150  # number and Han unit, 第 and number
AT_PARTICLE = 150
_NEVER = 100_000

_HAN_UNIT = (
    "个项次位名人户家所座处条件种类批套台辆艘架只头亩倍成年月日时分秒天周岁届期章节卷页号级层栋幢万亿元角吨"
    "克斤米里度篇部届轮场支村镇区县市省国路线站点款例宗起门間间组班队杯袋箱瓶株棵"
)
_NUMERALS = "一二三四五六七八九十百千零〇两"
_HANZI = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f"
# Where one of them can begin; the patterns are tried at these places only.
_START = re.compile("[0-9第图表式节章附（《]")
_COUNTED = re.compile(rf"[0-9](?:余|多|余万|多万)?[{_HAN_UNIT}]")
_AMOUNT = re.compile(rf"[0-9]([十百千万亿余多]+)[{_HAN_UNIT}美港欧日人平公]")
_ORDER = re.compile(rf"第(?=[0-9])|第[{_NUMERALS}]+[{_HAN_UNIT}]?")
_LABEL = re.compile("(?:附件|附录|附[图表]|[图表式节章])(?=[0-9])")
_ORDINAL = re.compile(rf"（[{_NUMERALS}]{{1,4}}）([{_HANZI}]{{1,2}})")
_TITLE = re.compile(rf"《[{_HANZI}]{{2}}")

PARTICLES = "的了和与及之等在为"
# Words that begin with one of them: a line may well start with these.
_NO_PARTICLE = (
    r"的(?!确|士)|了(?!解|结|不起|如指掌)|和(?!平|谐|解|睦|田|县|服)|与(?!会|日俱增|时俱进|众不同)|及(?!时|格|早|其)"
    r"|之(?!前|后|间|一|江)|等(?!级|于|待|候|同|距)|在(?!线|建|校|职|岗|编|册|场|即|逃|途)|为(?!了|何|主|首|期|止|民|什么)"
)
_PARTICLE = re.compile(f"(?<=[{_HANZI}])(?:{_NO_PARTICLE})")
_SMALL_KANA = re.compile("[ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ]")


def preferences(text: str, style: CjkStyle | None = None) -> list[tuple[int, int]]:
    """Places (offset of the character after the break) better not broken, with their penalties.

    What depends on the style is left out without one: particles (`avoid_particles`), and the small kana of
    level `strict`, which may not start a line at all.
    """
    places: list[tuple[int, int]] = []
    for begin in _START.finditer(text):
        _at(text, begin.start(), places)
    if style is None:
        return places
    if style.avoid_particles:
        places += ((match.start(), AT_PARTICLE) for match in _PARTICLE.finditer(text))
    if style.kinsoku is Kinsoku.STRICT:
        places += ((match.start(), _NEVER) for match in _SMALL_KANA.finditer(text) if match.start())
    return places


def _at(text: str, start: int, places: list[tuple[int, int]]) -> None:
    """Add what begins at `start`."""
    char = text[start]
    if char.isascii():
        for pattern in (_COUNTED, _AMOUNT):
            match = pattern.match(text, start)
            if match:
                places += ((place, KEPT_TOGETHER) for place in range(start + 1, match.end()))
    elif char == "（":
        match = _ORDINAL.match(text, start)
        if match:
            places += ((place, KEPT_TOGETHER) for place in range(match.start(1), match.end(1)))
    elif char == "《":
        if _TITLE.match(text, start):
            places.append((start + 2, KEPT_TOGETHER))
    else:
        match = (_ORDER if char == "第" else _LABEL).match(text, start)
        if match:
            # After 第 or a label comes its number; inside 第三章 every place counts.
            first = match.end() if match.end() - start < 2 or char != "第" else start + 1
            places += ((place, KEPT_TOGETHER) for place in range(first, max(match.end(), first + 1)))
            if char == "附":
                places.append((start + 1, KEPT_TOGETHER))
