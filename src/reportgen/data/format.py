"""The forms in which prose, cards and tables may ask for a metric: the table `FILTERS`.

How a single figure is written is the business of `data.quantity`, whose names are also found here.
"""

from __future__ import annotations

from collections.abc import Callable

from reportgen.core.diagnostics import Language, Message
from reportgen.data import numerals
from reportgen.data.bounds import growth_percent, negated
from reportgen.data.dates import date_text, is_year_apart, table_date
from reportgen.data.grouping import MINUS as MINUS
from reportgen.data.grouping import number_text as number_text
from reportgen.data.multiples import fold_form, times_form
from reportgen.data.qualified import Comparator, Qualified
from reportgen.data.quantity import Piece as Piece
from reportgen.data.quantity import Pieces as Pieces
from reportgen.data.quantity import Quantity as Quantity
from reportgen.data.quantity import UnprintableError as UnprintableError
from reportgen.data.quantity import baseline_of, value_of, words_piece
from reportgen.data.quantity import quantity as quantity
from reportgen.data.quantity import quantity_pieces as quantity_pieces
from reportgen.data.quantity import quantity_text as quantity_text
from reportgen.data.quantity import text_of as text_of
from reportgen.data.records import Metric, Rank
from reportgen.data.requested import capital_form, range_form, scaled_form, span_form, with_permille
from reportgen.data.style import DEFAULT, NumberStyle

# ------------------------------------------------------------------ forms a reference may ask for


def _value(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    metric = with_permille(metric, style)
    in_han = metric.numerals == "han"
    return quantity_pieces(value_of(metric), metric.unit, language, style, in_han=in_han)


def _han(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    metric = with_permille(metric, style)
    return quantity_pieces(value_of(metric), metric.unit, language, style, in_han=True)


def _arabic(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    metric = with_permille(metric, style)
    return quantity_pieces(value_of(metric), metric.unit, language, style)


def _from(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    metric = with_permille(metric, style)
    return quantity_pieces(baseline_of(metric), metric.unit, language, style, in_han=metric.numerals == "han")


def _from_to(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    start, end = _from(metric, language, style), _value(metric, language, style)
    if language == "en":
        return (words_piece("from "), *start, words_piece(" to "), *end)
    verbs = ("提高到", "下降到") if metric.is_percent else ("增加到", "减少到")
    direction = direction_of(metric.change)
    verb = "到" if direction is None else verbs[0] if direction > 0 else verbs[1] if direction else "变为"
    return (words_piece("由"), *start, words_piece(verb), *end)


def direction_of(change: Qualified | None) -> int | None:
    """1 up, -1 down, 0 unchanged; None where bounds leave it open."""
    if change is None:
        return None
    match change.comparator:
        case Comparator.GT if change.value >= 0:
            return 1
        case Comparator.GE if change.value > 0:
            return 1
        case Comparator.LT if change.value <= 0:
            return -1
        case Comparator.LE if change.value < 0:
            return -1
        case Comparator.EQ | Comparator.APPROX:
            return (change.value > 0) - (change.value < 0)
    return None


# What rates differ by; differences differ by the same.
_POINTS = {"%": "个百分点", "％": "个百分点", "百分点": "个百分点", "‰": "个千分点"}


def _change(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    value_of(metric), baseline_of(metric)
    change = metric.change
    unit = _POINTS.get(metric.unit, metric.unit)
    is_rate = metric.is_percent or unit in _POINTS.values()
    verbs = ("提高", "下降") if is_rate else ("增加", "减少")
    return _moved(metric, change, unit, verbs, language, style)


def _change_rate(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    rate = growth_percent(value_of(metric), baseline_of(metric))
    return _moved(metric, rate, "%", ("增长", "下降"), language, style)


def _moved(
    metric: Metric,
    change: Qualified | None,
    unit: str,
    verbs: tuple[str, str],
    language: Language,
    style: NumberStyle,
) -> Pieces:
    """The verb and the amount; the sign is in the verb."""
    direction = direction_of(change)
    if direction is None or change is None:
        raise UnprintableError(
            Message(
                f"“{metric.name}”的两端都有限定词或不可相比，变化量无从得出",
                f'the ends of "{metric.name}" are bounds that leave the change open',
            )
        )
    if direction == 0:
        return (words_piece("持平" if language == "zh" else "unchanged"),)
    if change.value == 0:  # more than nothing: the bound gives no amount
        grew = direction > 0
        return (
            words_piece(
                ("有所" + verbs[0 if grew else 1]) if language == "zh" else "rose" if grew else "fell"
            ),
        )
    amount = change if direction > 0 else negated(change)
    verb = verbs[0 if direction > 0 else 1]
    if language == "en":
        verb = "rose by " if direction > 0 else "fell by "
    return (words_piece(verb), *quantity_pieces(amount, unit, language, style))


def _yoy(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    """同比增长约3.2%, 同比下降0.6个百分点, 同比持平; only between dates that lie a year apart."""
    value_of(metric), baseline_of(metric)
    if not is_year_apart(metric.baseline_as_of, metric.as_of):
        raise UnprintableError(
            Message(
                f"“{metric.name}”的期初、期末没有注明时点，或者不是相隔一年，不能写“同比”",
                f'the ends of "{metric.name}" are undated or not a year apart: no year-on-year change',
            )
        )
    moved = (_change if metric.is_percent else _change_rate)(metric, language, style)
    if language == "en":
        return (*moved, words_piece(" year on year"))
    return (words_piece("同比"), *moved)


def place_text(rank: Rank, language: Language) -> str:
    """The place without its scope: 第一, No. 1, 前列."""
    if rank.position is None:
        return rank.words
    return numerals.place(rank.position) if language == "zh" else f"No. {rank.position}"


def rank_pieces(rank: Rank, language: Language) -> Pieces:
    """The place with its scope: 四城区第一, 全省前列."""
    place = Piece(place_text(rank, language), keeps=rank.position is not None)
    if language == "en":
        return (place, words_piece(f" in {rank.scope}"))
    return (words_piece(rank.scope), place)


def _rank(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    if not metric.ranks:
        raise UnprintableError(Message(f"“{metric.name}”没有位次（rank）", f'"{metric.name}" has no rank'))
    return _listed([rank_pieces(rank, language) for rank in metric.ranks], language)


def _listed(items: list[Pieces], language: Language) -> Pieces:
    comma = "、" if language == "zh" else ", "
    out: list[Piece] = []
    for item in items:
        if out:
            out.append(words_piece(comma))
        out += item
    return tuple(out)


def _breakdown(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    if not metric.breakdown:
        raise UnprintableError(
            Message(f"“{metric.name}”没有按名次的构成（breakdown）", f'"{metric.name}" has no breakdown')
        )
    items: list[Pieces] = []
    for part in metric.breakdown:
        if language == "en":
            items.append((Piece(f"{part.count} at No. {part.position}"), words_piece(f" in {part.scope}")))
        else:
            count = Piece(f"{part.count}{metric.unit or '个'}")
            items.append((count, words_piece(part.scope), Piece(numerals.place(part.position))))
    return _listed(items, language)


def _multiple(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    multiple = metric.multiple
    if multiple is None:
        raise UnprintableError(
            Message(f"“{metric.name}”没有倍数（multiple）", f'"{metric.name}" has no multiple')
        )
    factor = number_text(multiple.factor, style)
    if language == "en":
        return (Piece(f"{factor} times"), words_piece(f" {multiple.of}"))
    return (words_piece(multiple.of + "的"), Piece(factor + "倍"))


def _growth(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    growth = metric.growth
    if growth is None:
        raise UnprintableError(
            Message(f"“{metric.name}”没有增长率（growth）", f'"{metric.name}" has no growth')
        )
    rate = growth.rate
    direction = direction_of(rate)
    if language == "zh" and growth.label.endswith(_GROWS):
        label = growth.label.removesuffix(_GROWS)  # the sign is in the word
        if direction == 0:
            return (words_piece(label + "持平"),)
        if direction == -1 and rate.value:
            return (
                words_piece(label + "下降"),
                *quantity_pieces(negated(rate), growth.unit, language, style),
            )
    gap = "" if language == "zh" else " "
    return (words_piece(growth.label + gap), *quantity_pieces(rate, growth.unit, language, style))


_GROWS = "增长"


def _name(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    return (words_piece(metric.name),)


def _date(metric: Metric, language: Language, style: NumberStyle) -> Pieces:
    return (Piece(time_text(metric, language) or UNDATED[language]),)


UNDATED: dict[Language, str] = {"zh": "未注明", "en": "undated"}


def time_text(metric: Metric, language: Language, table: NumberStyle | None = None) -> str:
    """When the value holds: the date, the period in words, or both; empty where the source says neither.

    `table` is the style of the table that it stands in; days may have digits only there.
    """
    comma = "，" if language == "zh" else ", "
    date = metric.as_of
    if date:
        date = table_date(date, language, iso=table.iso_dates) if table else date_text(date, language)
    return comma.join(filter(None, (date, metric.period)))


Form = Callable[[Metric, Language, NumberStyle], Pieces]
FILTERS: dict[str, Form] = {
    "value": _value,  # 不足1%
    "han": _han,  # 十件
    "arabic": _arabic,  # 10件
    "from": _from,  # 不足1%
    "fromto": _from_to,  # 由不足1%提高到2.5%
    "change": _change,  # 提高20.5个百分点
    "change_rate": _change_rate,  # 增长102.5%
    "rank": _rank,  # 四城区第一
    "breakdown": _breakdown,  # 2个全市第一、1个城区第二
    "multiple": _multiple,  # 省平均水平的2倍
    "times": times_form,  # 是2020年的2.5倍
    "fold": fold_form,  # 翻一番
    "growth": _growth,  # 年均增长8.5%
    "yoy": _yoy,  # 同比增长约3.2%
    "scaled": scaled_form,  # 约1.23亿元
    "capital": capital_form,  # 壹佰元整
    "range": range_form,  # 91.20%～98.60%
    "span": span_form,  # 2020—2025年
    "name": _name,
    "date": _date,  # 2020年, 未注明
}


def pieces(metric: Metric, form: str, language: Language, style: NumberStyle = DEFAULT) -> Pieces:
    """`metric` in the form that one of `FILTERS` makes. Raises UnprintableError where it has no such data."""
    return FILTERS[form](metric, language, style)
