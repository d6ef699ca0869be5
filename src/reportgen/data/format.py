"""Figures as they are printed: digits as typed, the unit closed up, the qualifier where speech puts it.

`quantity` and `pieces` are the only places where a figure becomes text; prose, cards, charts, tables and alt
texts all come here, so that no form can lose a 不足 or an 以上.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.diagnostics import Language, Message
from reportgen.data import numerals, units
from reportgen.data.bounds import growth_percent, negated
from reportgen.data.dates import date_text
from reportgen.data.metrics import Metric, Rank
from reportgen.data.qualified import Comparator, Qualified

MINUS = "\u2212"
GROUP_FROM = 5  # digits: 4-digit integers stay ungrouped (rule book 13)

# A qualifier in English, before and after the figure.
_ENGLISH_WORDS: dict[str, tuple[str, str]] = {
    "不足": ("less than", ""),
    "超": ("over", ""),
    "首超": ("over", "for the first time"),
    "以上": ("at least", ""),
    "以内": ("no more than", ""),
    "约": ("about", ""),
    "达": ("", ""),  # rhetorical: the value is exact
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a printed figure. Neighbours that keep stand on one line together."""

    text: str
    is_qualifier: bool = False
    keeps: bool = True


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in its parts, as spoken: `before` and `after` are the qualifier's words."""

    before: str
    number: str
    unit: str
    after: str


class UnprintableError(ValueError):
    """A form was asked for that the metric has no data for; `reason` says what is missing."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.en)
        self.reason = reason


def number_text(value: Decimal) -> str:
    """Digits as typed (18.50), a real minus, integers of five digits and more in groups of three."""
    text = f"{abs(value):f}"
    whole, point, fraction = text.partition(".")
    if len(whole) >= GROUP_FROM:
        whole = f"{int(whole):,}"
    sign = MINUS if value.is_signed() and value != 0 else ""
    return sign + whole + point + fraction


def quantity(value: Qualified, unit: str, language: Language) -> Quantity:
    """The parts of a figure; in English, units with a known name take it (4 万元: 40 thousand yuan)."""
    words, qualifier = "", value.qualifier
    if qualifier:
        words = qualifier.words
    if language == "en":
        amount, unit = units.english(value.value, unit)
        before, after = _ENGLISH_WORDS[words] if words else ("", "")
        return Quantity(before, number_text(amount), unit, after)
    before = words if qualifier and qualifier.before else ""
    after = words if qualifier and not qualifier.before else ""
    return Quantity(before, number_text(value.value), unit, after)


def quantity_pieces(value: Qualified, unit: str, language: Language, *, in_han: bool = False) -> Pieces:
    """A figure with unit and qualifier: 不足1%, 70%以上, 首超4万元, less than 1%, 十件."""
    parts = quantity(value, unit, language)
    if language == "en":
        gap = " " if parts.unit[:1].isalnum() and parts.unit.isascii() else ""
        out = [Piece(parts.before, True), Piece(" ")] if parts.before else []
        out.append(Piece(parts.number + gap + parts.unit))
        if parts.after:
            out += [Piece(" ", keeps=False), Piece(parts.after, True, keeps=False)]
        return tuple(out)
    body = _in_han(value.value, unit) if in_han else parts.number + parts.unit
    found = (Piece(parts.before, True), Piece(body), Piece(parts.after, True))
    return tuple(piece for piece in found if piece.text)


def _in_han(value: Decimal, unit: str) -> str:
    if unit in ("%", "％"):
        return "百分之" + numerals.han_decimal(value)
    return numerals.han_decimal(value, before_classifier=bool(unit)) + unit


def text_of(pieces: Pieces) -> str:
    """The pieces as one string."""
    return "".join(piece.text for piece in pieces)


def quantity_text(value: Qualified, unit: str, language: Language) -> str:
    """The same as one string."""
    return text_of(quantity_pieces(value, unit, language))


# ------------------------------------------------------------------ forms a reference may ask for


def _words(text: str) -> Piece:
    return Piece(text, keeps=False)


def _value_of(metric: Metric) -> Qualified:
    if metric.value is None:
        raise UnprintableError(
            Message(f"“{metric.name}”没有数值", f'"{metric.name}" has no value'),
        )
    return metric.value


def _baseline_of(metric: Metric) -> Qualified:
    if metric.baseline is None:
        raise UnprintableError(
            Message(f"“{metric.name}”没有期初值（baseline）", f'"{metric.name}" has no baseline')
        )
    return metric.baseline


def _value(metric: Metric, language: Language) -> Pieces:
    in_han = metric.numerals == "han"
    return quantity_pieces(_value_of(metric), metric.unit, language, in_han=in_han)


def _han(metric: Metric, language: Language) -> Pieces:
    return quantity_pieces(_value_of(metric), metric.unit, language, in_han=True)


def _arabic(metric: Metric, language: Language) -> Pieces:
    return quantity_pieces(_value_of(metric), metric.unit, language)


def _from(metric: Metric, language: Language) -> Pieces:
    return quantity_pieces(_baseline_of(metric), metric.unit, language, in_han=metric.numerals == "han")


def _from_to(metric: Metric, language: Language) -> Pieces:
    start, end = _from(metric, language), _value(metric, language)
    if language == "en":
        return (_words("from "), *start, _words(" to "), *end)
    verbs = ("提高到", "下降到") if metric.is_percent else ("增加到", "减少到")
    direction = direction_of(metric.change)
    verb = "到" if direction is None else verbs[0] if direction > 0 else verbs[1] if direction else "变为"
    return (_words("由"), *start, _words(verb), *end)


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


def _change(metric: Metric, language: Language) -> Pieces:
    _value_of(metric), _baseline_of(metric)
    change = metric.change
    unit = metric.unit
    if metric.is_percent:
        unit = "个百分点" if language == "zh" else "percentage points"
    verbs = ("提高", "下降") if metric.is_percent else ("增加", "减少")
    return _moved(metric, change, unit, verbs, language)


def _change_rate(metric: Metric, language: Language) -> Pieces:
    rate = growth_percent(_value_of(metric), _baseline_of(metric))
    return _moved(metric, rate, "%", ("增长", "下降"), language)


def _moved(
    metric: Metric, change: Qualified | None, unit: str, verbs: tuple[str, str], language: Language
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
        return (_words("持平" if language == "zh" else "unchanged"),)
    if change.value == 0:  # more than nothing: the bound gives no amount
        grew = direction > 0
        return (
            _words(("有所" + verbs[0 if grew else 1]) if language == "zh" else "rose" if grew else "fell"),
        )
    amount = change if direction > 0 else negated(change)
    verb = verbs[0 if direction > 0 else 1]
    if language == "en":
        verb = "rose by " if direction > 0 else "fell by "
    return (_words(verb), *quantity_pieces(amount, unit, language))


def place_text(rank: Rank, language: Language) -> str:
    """The place without its scope: 第一, No. 1, 前列."""
    if rank.position is None:
        return rank.words
    return numerals.place(rank.position) if language == "zh" else f"No. {rank.position}"


def rank_pieces(rank: Rank, language: Language) -> Pieces:
    """The place with its scope: 四城区第一, 全省前列."""
    place = Piece(place_text(rank, language), keeps=rank.position is not None)
    if language == "en":
        return (place, _words(f" in {rank.scope}"))
    return (_words(rank.scope), place)


def _rank(metric: Metric, language: Language) -> Pieces:
    if not metric.ranks:
        raise UnprintableError(Message(f"“{metric.name}”没有位次（rank）", f'"{metric.name}" has no rank'))
    return _listed([rank_pieces(rank, language) for rank in metric.ranks], language)


def _listed(items: list[Pieces], language: Language) -> Pieces:
    comma = "、" if language == "zh" else ", "
    out: list[Piece] = []
    for item in items:
        if out:
            out.append(_words(comma))
        out += item
    return tuple(out)


def _breakdown(metric: Metric, language: Language) -> Pieces:
    if not metric.breakdown:
        raise UnprintableError(
            Message(f"“{metric.name}”没有按名次的构成（breakdown）", f'"{metric.name}" has no breakdown')
        )
    items: list[Pieces] = []
    for part in metric.breakdown:
        if language == "en":
            items.append((Piece(f"{part.count} at No. {part.position}"), _words(f" in {part.scope}")))
        else:
            count = Piece(f"{part.count}{metric.unit or '个'}")
            items.append((count, _words(part.scope), Piece(numerals.place(part.position))))
    return _listed(items, language)


def _multiple(metric: Metric, language: Language) -> Pieces:
    multiple = metric.multiple
    if multiple is None:
        raise UnprintableError(
            Message(f"“{metric.name}”没有倍数（multiple）", f'"{metric.name}" has no multiple')
        )
    factor = number_text(multiple.factor)
    if language == "en":
        return (Piece(f"{factor} times"), _words(f" {multiple.of}"))
    return (_words(multiple.of + "的"), Piece(factor + "倍"))


def _growth(metric: Metric, language: Language) -> Pieces:
    growth = metric.growth
    if growth is None:
        raise UnprintableError(
            Message(f"“{metric.name}”没有增长率（growth）", f'"{metric.name}" has no growth')
        )
    gap = "" if language == "zh" else " "
    return (_words(growth.label + gap), *quantity_pieces(growth.rate, growth.unit, language))


def _name(metric: Metric, language: Language) -> Pieces:
    return (_words(metric.name),)


def _date(metric: Metric, language: Language) -> Pieces:
    return (Piece(time_text(metric, language) or UNDATED[language]),)


UNDATED: dict[Language, str] = {"zh": "未注明", "en": "undated"}


def time_text(metric: Metric, language: Language) -> str:
    """When the value holds: the date, the period in words, or both; empty where the source says neither."""
    comma = "，" if language == "zh" else ", "
    date = date_text(metric.as_of, language) if metric.as_of else ""
    return comma.join(filter(None, (date, metric.period)))


Form = Callable[[Metric, Language], Pieces]
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
    "growth": _growth,  # 年均增长8.5%
    "name": _name,
    "date": _date,  # 2020年, 未注明
}


def pieces(metric: Metric, form: str, language: Language) -> Pieces:
    """`metric` in the form that one of `FILTERS` makes. Raises UnprintableError where it has no such data."""
    return FILTERS[form](metric, language)
