"""Every figure of a text: numbers with units and qualifiers; dates, places, times and names told apart.

One pass of one pattern over the text, which starts at a digit or a Chinese numeral, then a short look at what
touches each hit; so the time is linear in the text. What cannot be a figure (an address, a document number, a
list marker, a bare Chinese numeral as in 统一) is not returned at all. Offsets count characters of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from reportgen.data.qualified import Comparator
from reportgen.review.figures.han import CHARACTERS, han_value
from reportgen.review.figures.names import is_in_name, spans_of_names


class Kind(Enum):
    """What a number is for."""

    QUANTITY = "quantity"
    RANGE = "range"
    DATE = "date"
    TIME = "time"
    PLACE = "place"  # 第一, 第12位: an ordinal
    RATIO = "ratio"  # 3.2:38.1:58.7


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `text[start:end]` is number and unit, `text[left:right]` has the qualifiers as well.

    `value` is what the digits say (18.5 of 18.5万元, to be multiplied by ten to `power`), `unit` the plain
    unit (元). `number_end` is where the digits (and 万, 亿) end. `values` are the parts of a ratio or the
    ends of a range.
    """

    kind: Kind
    start: int
    end: int
    left: int
    right: int
    value: Decimal | None = None
    power: int = 0
    unit: str = ""
    number_end: int = 0
    before: str = ""
    after: str = ""
    is_han: bool = False
    values: tuple[Decimal, ...] = ()
    year: str = ""

    @property
    def full(self) -> Decimal:
        """The value in plain units: 185000 for 18.5万."""
        assert self.value is not None, "quantities have a value"
        return self.value.scaleb(self.power)

    @property
    def comparator(self) -> Comparator:
        """What the qualifiers say; 近, 多, 左右 are all approximate."""
        if self.after in AFTER:
            return AFTER[self.after]
        return BEFORE.get(self.before, Comparator.EQ)

    @property
    def is_qualified(self) -> bool:
        """Whether any word bounds or loosens it."""
        return self.comparator is not Comparator.EQ


_LT, _GT, _GE, _LE = Comparator.LT, Comparator.GT, Comparator.GE, Comparator.LE
_APPROX, _EQ = Comparator.APPROX, Comparator.EQ
BEFORE: dict[str, Comparator] = {
    **dict.fromkeys(("不足", "不到", "未满", "低于", "少于", "less than", "under", "below"), _LT),
    **dict.fromkeys(("首超", "超过", "超出", "超", "突破", "逾", "高于", "多于", "大于"), _GT),
    **dict.fromkeys(("over", "more than", "above"), _GT),
    **dict.fromkeys(("至少", "不低于", "不少于", "at least"), _GE),
    **dict.fromkeys(("不超过", "不高于", "不多于", "最多", "no more than", "at most"), _LE),
    **dict.fromkeys(("约为", "大约", "约", "将近", "接近", "近", "about", "nearly", "some"), _APPROX),
    **dict.fromkeys(("达到", "达"), _EQ),
}
AFTER: dict[str, Comparator] = {
    **dict.fromkeys(("以上", "及以上"), _GE),
    **dict.fromkeys(("以内", "之内", "以下"), _LE),
    **dict.fromkeys(("左右", "上下", "有余", "多", "余"), _APPROX),
}

_D = "0-9０-９"
_H = CHARACTERS
_NUMBER = rf"[{_D}]{{1,28}}(?:[,\u202f\u2009][{_D}]{{3}}(?![{_D}]))*(?:[.．][{_D}]{{1,28}})?"
_SCALE = "万亿|千亿|百亿|亿|千万|百万|万"
_POWERS = {"万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "万": 4, "": 0}
_MORE = "多余来"  # within a number: 3500余万元, 4万多元
_WORDS_OF_SCALE = {"thousand": 3, "million": 6, "billion": 9}
# The longest come first, as the pattern takes what fits first.
UNITS = (
    *("个百分点", "百分点", "percentage points", "per cent", "percent", "%", "％", "‰"),
    *(
        "千瓦时",
        "千瓦",
        "千米",
        "千克",
        "平方公里",
        "平方千米",
        "平方米",
        "立方米",
        "公里",
        "公顷",
        "公斤",
        "海里",
    ),
    *(
        "美元",
        "欧元",
        "元",
        "人次",
        "人",
        "名",
        "户次",
        "户",
        "例",
        "个月",
        "个小时",
        "小时",
        "分钟",
        "件次",
        "件",
    ),
    *(
        "个",
        "项次",
        "项",
        "周年",
        "年",
        "岁",
        "倍",
        "番",
        "亩",
        "米",
        "吨",
        "克",
        "度",
        "天",
        "周",
        "次",
        "场",
        "批",
    ),
    *(
        "家",
        "所",
        "座",
        "条",
        "处",
        "栋",
        "套",
        "间",
        "张",
        "台",
        "辆",
        "架",
        "艘",
        "部",
        "本",
        "册",
        "篇",
        "支",
        "组",
    ),
    *(
        "对",
        "层",
        "届",
        "位",
        "块",
        "种",
        "片",
        "棵",
        "株",
        "头",
        "只",
        "口",
        "尾",
        "宗",
        "笔",
        "起",
        "单",
        "份",
        "枚",
    ),
    *(
        "面",
        "幅",
        "门",
        "期",
        "床",
        "孔",
        "盏",
        "幢",
        "员",
        "毫克",
        "微克",
        "℃",
        "分贝",
        "兆瓦",
        "千伏",
        "大",
        "成",
        "双",
        "款",
    ),
    *("yuan", "people", "persons", "households", "cases", "items", "projects", "years", "mu", "times"),
    *("km²", "km", "kg", "m²", "m³", "kWh", "kW", "MW", "hm²", "mm", "cm", "dB", "GB", "TB"),
)
_UNIT = "|".join(map(re.escape, UNITS))
_AFTER = (
    "及以上|以上|以内|之内|以下|左右|上下|有余|多(?![元人个名户件项年次家次种样少数方能])|余(?=[，。、；]|$)"
)
_REACHED = ("超过", "超出", "突破", "低于", "高于", "达到")  # 超过了 is 超过


def _by_length(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


WORD_BEFORE = (
    f"(?<![突不])(?:(?:{'|'.join(_REACHED)})了|{_by_length(word for word in BEFORE if not word.isascii())})"
)
_BEFORE = re.compile(
    f"(?:{WORD_BEFORE}"
    r"|\b(?:" + _by_length(word for word in BEFORE if word.isascii()) + r")\s)$"
)
_QUALIFIER_LENGTH = 14

_FIRST = re.compile(f"[{_D}{_H}]")  # what every alternative below begins with
_MASTER = re.compile(
    rf"(?P<phone>(?<![{_D}])(?:1[3-9]\d{{9}}|0\d{{2,3}}[-—]\d{{7,8}}|\d{{17}}[\dXx])(?![{_D}]))"
    rf"|(?P<date>[{_D}]{{4}}年?[—–\-－～~至到][{_D}]{{2,4}}年(?!级)"
    rf"|(?:19|20|１９|２０)[{_D}]{{2}}年(?:[{_D}]{{1,2}}月(?:[{_D}]{{1,2}}[日号])?)?"
    rf"|(?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)"
    rf"|(?<![{_D}.．])[{_D}]{{1,2}}月(?:[{_D}]{{1,2}}[日号]?)?|(?<![{_D}.．])[{_D}]{{1,2}}日"
    rf"|[{_D}]{{2,4}}年代|[〇零一二三四五六七八九]{{4}}年|[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十]{{1,3}}[日号])?"
    r"|\b(?:19|20)\d{2}\b(?!\s?(?:%|yuan|people|[\u3400-\u9fff]))"
    r"|(?:[一二三四]|[1-4])季度)"
    rf"|(?P<ratio>{_NUMBER}(?:[:：∶]{_NUMBER})+)"
    rf"|(?P<time>[{_D}]{{1,2}}时(?:[{_D}]{{1,2}}分)?(?![间期代候段效])|[{_D}]{{1,2}}点(?:[{_D}]{{1,2}}分|半)?(?=[，。至到整—开前后]))"
    rf"|(?P<range>(?P<low>{_NUMBER})(?P<lowtail>(?:{_SCALE})?(?:{_UNIT})?)[～~—–\-－](?P<high>{_NUMBER}))"
    rf"|(?P<fraction>(?:百|千|[{_H}]{{1,8}})分之[{_H}]{{1,12}}(?:点[{_H}]{{1,9}})?)"
    rf"|(?P<number>{_NUMBER}(?:亿{_NUMBER}(?=[{_MORE}]?万))?)"
    rf"|(?P<han>[{_H}]{{1,28}}(?:点[{_H}]{{1,9}}(?=个百|倍|万|亿|元))?)"
)
_TAIL = re.compile(
    rf"[ \u202f\u2009\u00a0]?(?:(?P<whole>千瓦时|千瓦|千米|千克)|(?P<english>thousand|million|billion)\b ?"
    rf"|(?P<over>万[{_MORE}]亿|[千百][{_MORE}][万亿]|[{_MORE}](?:{_SCALE}))"
    rf"|(?P<scale>{_SCALE}|)(?P<inner>[{_MORE}]?))"
    rf"(?P<unit>(?:{_UNIT})?)(?P<after>(?:{_AFTER})?)"
)
_LIST_MARKER = re.compile(r"[、.．)）]")
_BEFORE_MARKER = ("", "\n", "（", "(", "。", "；", "：")
_ORDINAL_TAIL = re.compile(r"(?:名|位|届|次|批|个|条|项|期|年|代|任|轮|季度|产业|方阵|梯队)?")
_TERM = re.compile("届|任(?=[区市县])")  # 四届区委: an ordinal without its 第
_BEFORE_MINUS = ("", "为", "是", "到", "至", "由", "从", "、", "，", "（", "～", " ")
_BELOW_ZERO = re.compile(f"(?<![{_H}之点])零下$")  # 零下3℃
_NOT_BEFORE_HAN = "几数统唯之每这那同某另任"
_AFTER_ONE = ("倍", "番", "成")
_YEAR_IN = re.compile(rf"[{_D}]{{4}}")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
_WITHOUT_MORE = str.maketrans("", "", _MORE)
_GROUPING = str.maketrans("", "", ",\u202f\u2009")


def decimal_of(text: str) -> Decimal:
    """The number that digits with grouping, full-width or not, write."""
    if not text.isascii() or "," in text:
        text = text.translate(_FULL_WIDTH).translate(_GROUPING)
    return Decimal(text)


def scan(text: str) -> tuple[Figure, ...]:
    """The figures of `text`, in order."""
    return tuple(_figures(text))


def _figures(text: str) -> Iterator[Figure]:
    spans = spans_of_names(text)
    starts = [start for start, _ in spans]
    done = 0
    for first in _FIRST.finditer(text):
        if first.start() < done:
            continue  # within a figure, as the 万 of 4万元
        match = _MASTER.match(text, first.start())
        if match is None:
            continue
        start, end = match.span()
        done = end
        if spans:
            index = bisect_right(starts, start) - 1
            if index >= 0 and start < spans[index][1]:
                continue
        found = _figure(text, match, start, end)
        if found is not None:
            done = max(end, found.right)
            yield found


def _figure(text: str, match: re.Match[str], start: int, end: int) -> Figure | None:
    match match.lastgroup:
        case "han":
            return _han(text, start, end)
        case "fraction":
            return _fraction(text, start, end)
        case "number":
            return _number(text, start, end)
        case "date":
            if is_in_name(text, start, end, is_han=False):
                return None
            year = _YEAR_IN.search(match[0])
            stated = year[0].translate(_FULL_WIDTH) if year else ""
            return Figure(Kind.DATE, start, end, start, end, year=stated)
        case "time":
            return Figure(Kind.TIME, start, end, start, end)
        case "ratio":
            return _ratio(match)
        case "phone":
            return None
    return _range(text, match)


def _number(text: str, start: int, end: int) -> Figure | None:
    if start and text[start - 1] == "第":
        return _place(text, start, end, is_han=False)
    if is_in_name(text, start, end, is_han=False) or _is_marker(text, start, end):
        return None
    high, parted, low = text[start:end].partition("亿")
    value = decimal_of(high)
    if parted:  # 3亿5000万元
        value = value * 10000 + decimal_of(low)
    if start and text[start - 1] in "-−－" and text[start - 2 : start - 1] in _BEFORE_MINUS:
        return _with_tail(text, start - 1, end, -value, is_han=False)
    if _BELOW_ZERO.search(text, max(0, start - 2), start):
        return _with_tail(text, start - 2, end, -value, is_han=False)
    return _with_tail(text, start, end, value, is_han=False)


def _place(text: str, start: int, end: int, *, is_han: bool) -> Figure | None:
    """第一, 第12位."""
    digits = text[start:end].translate(_FULL_WIDTH)
    value = han_value(digits) if is_han else Decimal(digits) if digits.isdigit() else None
    if value is None:
        return None
    tail = _ORDINAL_TAIL.match(text, end)
    stop = tail.end() if tail else end
    return Figure(
        Kind.PLACE,
        start - 1,
        stop,
        start - 1,
        stop,
        value,
        unit=text[end:stop],
        number_end=end,
        is_han=is_han,
    )


def _is_marker(text: str, start: int, end: int) -> bool:
    """1. and （1） and 1、 at the head of a line."""
    if end - start > 3 or not _LIST_MARKER.match(text, end):
        return False
    before = text[start - 1 : start]
    if text[end] in ")）":
        return before in ("（", "(") or before in _BEFORE_MARKER
    return before in _BEFORE_MARKER and before not in ("（", "(")


def _han(text: str, start: int, end: int) -> Figure | None:
    raw = text[start:end]
    if start and text[start - 1] == "第":
        return _place(text, start, end, is_han=True)
    if _TERM.match(text, end) and end - start <= 2:
        return Figure(Kind.PLACE, start, end + 1, start, end + 1, han_value(raw), number_end=end, is_han=True)
    if is_in_name(text, start, end, is_han=True):
        return None
    if raw[0] in "万亿":
        return None  # 万元, 上万人: the number is missing
    value = han_value(raw)
    if not value or (start and text[start - 1] in _NOT_BEFORE_HAN):
        return None
    if value == 1 and text[end : end + 1] not in _AFTER_ONE:
        return None  # 一件事, 一起, 一面旗帜: mostly an article or a part of a word
    return _with_tail(text, start, end, value, is_han=True)


def _fraction(text: str, start: int, end: int) -> Figure | None:
    raw = text[start:end]
    if raw.startswith("百分之"):
        value, unit = han_value(raw.removeprefix("百分之")), "%"
    else:
        value, unit = han_value(raw), ""
    return (
        None if value is None else _qualified(text, (start, end, end, end), value, 0, unit, "", is_han=True)
    )


def _with_tail(text: str, start: int, end: int, value: Decimal, *, is_han: bool) -> Figure | None:
    tail = _TAIL.match(text, end)
    assert tail is not None, "every part of the tail may be empty"
    unit = (tail["whole"] or "") + tail["unit"]
    if is_han and not unit:
        return None
    power, number_end = _scaled(tail, end)
    stop = tail.end("unit") if unit else number_end
    after = tail["after"] or ("多" if tail["over"] or (tail["inner"] and unit) else "")
    bounds = (start, stop, number_end, stop + len(tail["after"]))
    return _qualified(text, bounds, value, power, _same_unit(unit), after, is_han=is_han)


def _scaled(tail: re.Match[str], end: int) -> tuple[int, int]:
    """The power of ten that a tail says, and where the number ends with it; `end` is where the digits do."""
    if tail["english"]:
        return _WORDS_OF_SCALE[tail["english"]], tail.end("english")
    if tail["over"]:
        return _POWERS[tail["over"].translate(_WITHOUT_MORE)], tail.end("over")
    return (_POWERS[tail["scale"]], tail.end("scale")) if tail["scale"] else (0, end)


def _same_unit(unit: str) -> str:
    if unit in ("％", "percent", "per cent"):
        return "%"
    return "百分点" if unit in ("个百分点", "percentage points") else unit


def _qualified(
    text: str,
    bounds: tuple[int, int, int, int],
    value: Decimal,
    power: int,
    unit: str,
    after: str,
    *,
    is_han: bool,
) -> Figure:
    """The figure and the qualifier before it; `bounds`: start, end, end of digits, end of what follows."""
    start, end, number_end, right = bounds
    found = _BEFORE.search(text, max(0, start - _QUALIFIER_LENGTH), start)
    before = found[0].strip().removesuffix("了") if found else ""
    left = found.start() if found else start
    return Figure(
        Kind.QUANTITY, start, end, left, right, value, power, unit, number_end, before, after, is_han
    )


def _ratio(match: re.Match[str]) -> Figure:
    parts = re.split("[:：∶]", match[0].translate(_FULL_WIDTH))
    start, end = match.span()
    if len(parts) == 2 and len(parts[1]) == 2 and parts[0].isdigit() and int(parts[0]) <= 24:
        return Figure(Kind.TIME, start, end, start, end)
    values = tuple(decimal_of(part) for part in parts)
    return Figure(Kind.RATIO, start, end, start, end, values=values)


def _range(text: str, match: re.Match[str]) -> Figure | None:
    """15%～30%, 13万元～17万元, 100～150公里."""
    start, end = match.span()
    if is_in_name(text, start, end, is_han=False):
        return None
    tail = _TAIL.match(text, end)
    assert tail is not None, "every part of the tail may be empty"
    unit = (tail["whole"] or "") + tail["unit"]
    if not unit and match["range"][len(match["low"]) :].startswith(("-", "－")):
        return None  # 010-12345, 3-2: a code or a score
    ends = (decimal_of(match["low"]), decimal_of(match["high"]))
    power, _ = _scaled(tail, end)
    stop = tail.end("unit") if unit else end
    return Figure(Kind.RANGE, start, stop, start, stop, None, power, _same_unit(unit), end, values=ends)
