"""Changes that do not follow from their ends: per cent for points, 下降 n 倍, wrong differences (A07).

由20%提高到40.5%，提高20.5% wants 百分点; 由10亿元增加到30亿元，增长3倍 should say 2倍. Only what stands in
one sentence with both ends, or right behind a metric's own figure, is computed. 下降3倍 and 下降120% say that
less than nothing is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from reportgen.core.diagnostics import Diagnostic, Message, error, warning
from reportgen.data.decimals import exponent_of, places_of, plain
from reportgen.data.metrics import Metric
from reportgen.data.qualified import Comparator
from reportgen.review.figures.addends import SCALES
from reportgen.review.figures.facts import Facts, same_unit
from reportgen.review.figures.figure import Figure
from reportgen.review.figures.prose import STAND_IN
from reportgen.review.figures.reading import Reading, Sentence

_RISES = "增长|提高|提升|上升|增加|扩大|增"
_FALLS = "下降|降低|减少|回落|缩短|缩小|压减|压缩|降|减"
_FROM = re.compile(
    r"[由从](?:[0-9]{4}年(?:末|底|初)?的?|去年的?|上年的?|五年前的?|[^，。；、\d]{0,6}?的)?“?$"
)
_TO = re.compile(
    rf"[”，\s]?(?:[^，。；、\d\ue000]{{0,6}})?(?:(?:{_RISES}|{_FALLS}|发展|调整|变)[到至为]|升至|升到|跃升至|增至)了?"
    r"(?:[0-9]{4}年(?:末|底)?的?|目前的?|现在的?|今年的?)?“?"
)
_BY = re.compile(
    rf"[”，、；\s]*(?:同比|比上年|[五5]年来?|累计|共|总共|净|年均|实际|分别)*(?P<verb>{_RISES}|{_FALLS}|翻)了?(?:近|约)?"
)
_FELL = re.compile(
    r"(?:下降|降低|减少|回落|缩短|缩小|降幅(?:达到?|为)?|减幅(?:达到?|为)?)了?(?:近|约|超过|超|达到?)?$"
)
_RATE = r"(?P<name>[\u4e00-\u9fff]{1,12}(?:率|比重|占比|投入强度|覆盖面))"
_RATE_MOVED = re.compile(
    rf"{_RATE}(?:，)?"
    r"(?:同比|[比较][^，。；、]{1,9}?|五年来?|五年间|累计|又|再|共|总体|平均)*"
    r"(?:提高|提升|上升|下降|降低|回落|增加|减少|高出|高|低)了?(?:近|约|超过|超|达)?$"
)
# Rates that are no percentages (效率), or whose relative change is what one says (发案率下降28%).
_NO_SHARE = re.compile(
    "(?:效率|功率|频率|速率|汇率|概率|心率|生产率|产出率|周转率|容积率|斜率|曲率|利率|税率|费率|分辨率"
    "|死亡率|发病率|发案率|事故率|犯罪率|感染率|投诉率|故障率|差错率)$"
)
# 占比40.5%，提高20.5%: behind a percentage, from its start or without a word of since when.
_MOVED = re.compile(
    r"，(?:[比较](?P<year>[0-9]{4})年(?:末|底)?|[五5]年来?|累计|总共|共|净)*"
    rf"(?P<verb>{_RISES}|{_FALLS})了?$"
)
_RATE_BEFORE = re.compile(rf"{_RATE}(?:已|也)?(?:为|达|达到|提高到|提升到|上升到|升至|降至|下降到)?$")
_OTHER_SPAN = re.compile(
    "同比|环比|上年|去年|前年|今年|本年|当年|全年|年均|同期|季|上半年|下半年|月|每|其中|分别"
)
_OTHER_RATE = ("增长", "增加", "扩大", "增", "减少", "缩短", "缩小", "压减", "压缩", "减")  # may be relative
_PRINTS_VALUE = ("value", "arabic", "fromto")
_SPANS = ("年", "个月", "天")  # 由20%提高到40.5%，五年提高20.5个百分点
_EXACT = Context(prec=60)
_LOOK_BACK = 34


def change_findings(reading: Reading, facts: Facts) -> Iterator[Diagnostic]:
    """Errors and warnings on the changes in one text."""
    for sentence in reading.sentences:
        found = [figure for figure in sentence.quantities if figure.unit not in _SPANS]
        explained: set[int] = set()
        for first, second, third in zip(found, found[1:], found[2:], strict=False):
            finding = _triple(reading, first, second, third)
            if finding is not None:
                explained.add(third.start)
                yield finding
            elif _is_from_to(reading, first, second):
                explained.add(third.start)
        for figure in found:
            if figure.start not in explained:
                yield from _fell(reading, figure)
                behind = _behind(reading, sentence, figure, facts)
                if behind is not None:
                    yield behind
                else:
                    yield from _rate(reading, figure)


def _is_from_to(reading: Reading, first: Figure, second: Figure) -> bool:
    text = reading.text
    return bool(
        _FROM.search(text, max(0, first.left - 16), first.left)
        and _TO.fullmatch(text, first.right, second.left)
    )


def _triple(reading: Reading, first: Figure, second: Figure, third: Figure) -> Diagnostic | None:
    """由 first 提高到 second，提高 third."""
    if not _is_from_to(reading, first, second):
        return None
    by = _BY.fullmatch(reading.text, second.right, third.left)
    unit = same_unit(first.unit) or same_unit(second.unit)
    is_exact = all(one.comparator is Comparator.EQ and one.value is not None for one in (first, second))
    if by is None or same_unit(second.unit) != unit or not is_exact or "年均" in by[0]:
        return None
    difference = abs(_EXACT.subtract(second.full, first.full))
    stated = same_unit(third.unit)
    slack = _half(first) + _half(second)
    if by["verb"] == "翻":
        return _doublings(reading, first, second, third)
    if unit == "%" and stated == "%":
        if third.full == difference and not _is_growth(first, second, third, strictly=True):
            return _points(reading, third)
        return (
            None
            if _is_growth(first, second, third)
            else _wrong(reading, third, f"{plain(difference)}个百分点")
        )
    if unit == "%" and stated == "百分点":
        return (
            None
            if _fits(third, difference, slack)
            else _wrong(reading, third, f"{plain(difference)}个百分点")
        )
    if unit == stated and unit not in ("", "%"):
        if _fits(third, difference, slack):
            return None
        return _wrong(
            reading,
            third,
            f"{plain(difference.scaleb(-third.power))}{SCALES.get(third.power, '')}{third.unit}",
        )
    if not first.full:
        return None
    if stated == "%":
        if _is_growth(first, second, third):
            return None
        rate = _EXACT.divide(difference * 100, abs(first.full))
        return _wrong(reading, third, f"{plain(_round(rate, third))}%")
    if stated == "倍" and second.full > first.full:
        times = _EXACT.divide(difference, first.full)
        if _fits(third, times, _slack_of_ratio(first, second)):
            return None
        return _wrong(reading, third, f"{plain(_round(times, third, least=1))}倍")
    return None


def _is_growth(first: Figure, second: Figure, third: Figure, *, strictly: bool = False) -> bool:
    """Whether `third` per cent is the growth from `first` to `second`; `strictly`: as they are written."""
    if not first.full:
        return False
    rate = _EXACT.divide((second.full - first.full) * 100, first.full)
    return _fits(third, abs(rate), Decimal(0) if strictly else _slack_of_ratio(first, second) * 100)


def _half(figure: Figure) -> Decimal:
    """How far rounding may have moved a figure; whole counts are exact."""
    assert figure.value is not None, "quantities have a value"
    exponent = exponent_of(figure.value)
    return Decimal(5).scaleb(exponent - 1 + figure.power) if exponent < 0 or figure.power else Decimal(0)


def _slack_of_ratio(first: Figure, second: Figure) -> Decimal:
    """How far the rounding of both ends may move second / first."""
    return _EXACT.divide(_half(second) + _half(first) * second.full / first.full, abs(first.full))


def _doublings(reading: Reading, first: Figure, second: Figure, third: Figure) -> Diagnostic | None:
    """翻两番 is four times as much."""
    if third.unit != "番" or third.value is None or first.full <= 0 or third.value > 10:
        return None
    ratio = _EXACT.divide(second.full, first.full)
    wanted = _EXACT.power(Decimal(2), third.value)
    if abs(ratio - wanted) <= wanted * Decimal("0.15") or (third.comparator is not Comparator.EQ):
        return None
    times = plain(ratio.quantize(Decimal("0.1"), ROUND_HALF_UP))
    return _wrong(reading, third, f"原来的{times}倍", en=f"{times} times as much")


def _fits(figure: Figure, value: Decimal, slack: Decimal) -> bool:
    """Whether `value`, give or take `slack`, rounds to what the figure says; estimates may be a fifth off."""
    if figure.comparator is not Comparator.EQ:
        return abs(figure.full - value) <= abs(value) / 5
    assert figure.value is not None, "quantities have a value"
    own = Decimal(5).scaleb(-places_of(figure.value) - 1 + figure.power)
    return abs(figure.full - value) <= own + slack


def _round(value: Decimal, like: Figure, *, least: int = 0) -> Decimal:
    assert like.value is not None, "quantities have a value"
    places = max(places_of(like.value), least)
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)


def _points(reading: Reading, figure: Figure) -> Diagnostic:
    words = reading.words(figure)
    number = words.rstrip("%％")
    return error(
        "review.percentage-points",
        reading.span(figure.left, figure.right),
        zh=f"“{words}”：两个百分数相减，差是百分点，不是百分之几",
        en=f'"{words}": the difference of two percentages is in percentage points, not per cent',
        hints=(Message(f"写成“{number}个百分点”", f'write "{number} percentage points" (个百分点)'),),
    )


def _wrong(reading: Reading, figure: Figure, right: str, *, en: str = "") -> Diagnostic:
    words = reading.words(figure)
    return warning(
        "review.difference",
        reading.span(figure.left, figure.right),
        zh=f"“{words}”和前面的两个数对不上，按它们算是{right}",
        en=f'"{words}" does not follow from the two figures before it, which make {en or right}',
        hints=(Message("核对三个数", "check the three figures"),),
    )


def _wrong_of(reading: Reading, figure: Figure, metric: Metric, right: str) -> Diagnostic:
    words = reading.words(figure)
    return warning(
        "review.difference",
        reading.span(figure.left, figure.right),
        zh=f"“{words}”和指标“{metric.name}”的升降对不上，按它的起点算是{right}",
        en=f'"{words}" is not the change of {metric.id}, which is {right} from its start',
        hints=(
            Message(
                f"写成 {{{{ {metric.id} | change }}}}；和别的年份比，就写明是哪一年",
                f"write {{{{ {metric.id} | change }}}}, or say which year it is compared with",
            ),
        ),
    )


def _fell(reading: Reading, figure: Figure) -> Iterator[Diagnostic]:
    """下降2倍, 减少120%: nothing falls by more than all of it."""
    is_times = figure.unit == "倍"
    if not is_times and not (figure.unit == "%" and figure.full > 100):
        return
    if not _FELL.search(reading.text, max(0, figure.left - 10), figure.left):
        return
    words = reading.words(figure)
    yield error(
        "review.fell-times",
        reading.span(figure.left, figure.right),
        zh=f"“{words}”：减少不能说几倍，也不能超过100%",
        en=f'"{words}": nothing falls by a multiple of itself or by more than 100%',
        hints=(
            Message(
                "写减少了百分之几，或减少到原来的几分之几", "say by what percentage it fell, or to what part"
            ),
        ),
    )


def _rate(reading: Reading, figure: Figure) -> Iterator[Diagnostic]:
    """失业率下降0.3%: a rate moves by percentage points."""
    if figure.unit != "%":
        return
    found = _RATE_MOVED.search(reading.text, max(0, figure.left - _LOOK_BACK), figure.left)
    if found is None or _NO_SHARE.search(found["name"]):
        return
    yield _rate_moved(reading, figure, found["name"])


def _rate_moved(reading: Reading, figure: Figure, name: str) -> Diagnostic:
    words = reading.words(figure)
    return warning(
        "review.percentage-points",
        reading.span(figure.left, figure.right),
        zh=f"“{name}”是百分数，升降一般用百分点；写“{words}”，是说升降了原来的百分之几",
        en=f'a rate moves by percentage points; "{words}" means that part of the rate itself',
        hints=(Message("核对后改成“个百分点”", 'check it; "percentage points" (个百分点) is usually meant'),),
    )


def _behind(reading: Reading, sentence: Sentence, figure: Figure, facts: Facts) -> Diagnostic | None:
    """占比{{ rate }}，提高20.5%: a change right behind the percentage that changed."""
    if figure.unit not in ("%", "百分点") or figure.comparator is not Comparator.EQ:
        return None
    text, start = reading.text, sentence.span[0]
    moved = _MOVED.search(text, max(start, figure.left - _LOOK_BACK), figure.left)
    if moved is None or _OTHER_SPAN.search(text, start, figure.left):
        return None
    metric, left = _ending(reading, sentence, moved.start(), facts)
    rate = next((fact.full for fact in facts.of(metric, "change_rate")), None) if metric else None
    if metric is not None and (not moved["year"] or metric.baseline_as_of.startswith(moved["year"])):
        finding = _against(reading, figure, metric, rate, is_rise=moved["verb"] in _RISES.split("|"))
        if finding is not None:
            return finding
    if left is None or figure.unit != "%" or moved["verb"] in _OTHER_RATE:
        return None
    clause = max(text.rfind(sign, start, left) + 1 for sign in "，：") or start
    name = _RATE_BEFORE.search(text, max(clause, left - _LOOK_BACK), left)
    is_only = name is not None and not re.search(rf"[{STAND_IN}\d]", text[clause : name.start()])
    if name is None or not is_only or _NO_SHARE.search(name["name"]):
        return None
    if rate is not None and _fits(figure, rate, Decimal(0)):
        return None  # 占比{{ rate }}，提高102.5%: what it says is so
    return _rate_moved(reading, figure, name["name"])


def _ending(reading: Reading, sentence: Sentence, end: int, facts: Facts) -> tuple[Metric | None, int | None]:
    """The metric whose percentage ends at `end`, if one does, and where that percentage begins."""
    text = reading.text
    if text[end - 1 : end] == STAND_IN:
        reference = next((one for one in reading.prose.references if one.at == end - 1), None)
        metric = facts.metrics.get(reference.id) if reference else None
        if reference is None or metric is None or not metric.is_percent:
            return None, None
        return (metric, end - 1) if reference.form in _PRINTS_VALUE else (None, None)
    value = next((one for one in sentence.quantities if one.right == end and one.unit == "%"), None)
    if value is None:
        return None, None
    hits = facts.names.find(text, sentence.span[0], value.left)
    hit = hits[-1] if hits else None
    if hit is None or re.search(rf"[，：、\d{STAND_IN}]", text[hit.end : value.left]):
        return None, value.left
    metrics = facts.by_name[hit.name]
    is_its = len(metrics) == 1 and any(
        fact.unit == "%" and fact.full == value.full for fact in facts.of(metrics[0], "value")
    )
    return (metrics[0] if is_its else None), value.left


def _against(
    reading: Reading, figure: Figure, metric: Metric, rate: Decimal | None, *, is_rise: bool
) -> Diagnostic | None:
    """A change typed behind the value of `metric`, held against the metric's own."""
    change = metric.change
    if change is None or change.comparator is not Comparator.EQ or (change.value > 0) is not is_rise:
        return None
    size = abs(change.value)
    if figure.unit == "%":
        return _points(reading, figure) if figure.full == size and rate != size else None
    slack = Decimal(0) if metric.decimals is None else Decimal(1).scaleb(-metric.decimals)
    if not size or _fits(figure, size, slack):
        return None
    return _wrong_of(reading, figure, metric, f"{plain(size)}个百分点")
