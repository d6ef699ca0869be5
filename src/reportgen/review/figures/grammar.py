"""The vocabulary of figures and the patterns that find them: digits, scales, units, qualifiers.

What is only looked up has a name without an underscore; `scan` puts the pieces together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.review.figures.figure import BEFORE
from reportgen.review.figures.han import CHARACTERS, DIGITS

_D = "0-9０-９"
_H = CHARACTERS
_DIGITS = "".join(DIGITS)
_NUMBER = rf"[{_D}]{{1,28}}(?:[,\u202f\u2009][{_D}]{{3}}(?![{_D}]))*(?:[.．][{_D}]{{1,28}})?"
_SCALE = "万亿|千亿|百亿|亿|千万|百万|万"
POWERS = {"万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "万": 4, "": 0}
_MORE = "多余来"  # within a number: 3500余万元, 4万多元
WORDS_OF_SCALE = {"thousand": 3, "million": 6, "billion": 9}
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
QUALIFIER_BEFORE = re.compile(
    f"(?:{WORD_BEFORE}"
    r"|\b(?:" + _by_length(word for word in BEFORE if word.isascii()) + r")\s)$"
)
QUALIFIER_LENGTH = 14

FIRST = re.compile(f"[{_D}{_H}]")  # what every alternative below begins with
MASTER = re.compile(
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
    rf"|(?P<han>[{_H}]{{1,28}}(?:点[{_DIGITS}]{{1,9}}(?=个百|倍|万|亿|元))?)"
)
TAIL = re.compile(
    rf"[ \u202f\u2009\u00a0]?(?:(?P<whole>千瓦时|千瓦|千米|千克)|(?P<english>thousand|million|billion)\b ?"
    rf"|(?P<over>万[{_MORE}]亿|[千百][{_MORE}][万亿]|[{_MORE}](?:{_SCALE}))"
    rf"|(?P<scale>{_SCALE}|)(?P<inner>[{_MORE}]?))"
    rf"(?P<unit>(?:{_UNIT})?)(?P<after>(?:{_AFTER})?)"
)
STOP = re.compile(r"$|[，。；、！？：,;)）”\s]|的")  # where a unit would stand, had it not been left out
LIST_MARKER = re.compile(r"[、.．)）]")
BEFORE_MARKER = ("", "\n", "（", "(", "。", "；", "：")
ORDINAL_TAIL = re.compile(r"(?:名|位|届|次|批|个|条|项|期|年|代|任|轮|季度|产业|方阵|梯队)?")
TERM = re.compile("届|任(?=[区市县])")  # 四届区委: an ordinal without its 第
BEFORE_MINUS = ("", "为", "是", "到", "至", "由", "从", "、", "，", "（", "～", " ")
BELOW_ZERO = re.compile(f"(?<![{_H}之点])零下$")  # 零下3℃
NOT_BEFORE_HAN = "几数统唯之每这那同某另任"
AFTER_ONE = ("倍", "番", "成")
YEAR_IN = re.compile(rf"[{_D}]{{4}}")
FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
WITHOUT_MORE = str.maketrans("", "", _MORE)
GROUPING = str.maketrans("", "", ",\u202f\u2009")
