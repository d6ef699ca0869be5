"""Scales: round ticks, shared tick positions, places on an axis, dates among labels. Exact decimals only."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.content.plan import ChartPlan, Point
from reportgen.data.grouping import number_text
from reportgen.data.qualified import Comparator
from reportgen.data.style import NumberStyle

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
INTERVALS = (3, 4, 2)  # three to five ticks; three intervals are preferred where equal
SAME_SCALE = Decimal("0.2")  # rows whose largest values differ more get a scale of their own
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`, both exact, with ticks every `step`."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """The tick values, from low to high."""
        return tuple(self.low + number * self.step for number in range(self.intervals + 1))

    @property
    def intervals(self) -> int:
        """How many steps the axis has."""
        return int((self.high - self.low) / self.step)

    def part(self, value: Decimal) -> float:
        """Where a value stands, 0 at the low end and 1 at the high end."""
        return float((value - self.low) / (self.high - self.low))


def round_step(span: Decimal) -> Decimal:
    """The smallest round number (1, 2, 2.5, 5 times a power of ten) that is not below `span`."""
    if span <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(span.adjusted())
    return next(step * power for step in STEPS if step * power >= span)


def from_zero(highest: Decimal, intervals: int) -> Scale:
    """A scale from zero in so many round steps that holds `highest`."""
    step = round_step(highest / intervals)
    return Scale(Decimal(0), step * intervals, step)


def best_from_zero(highest: Decimal) -> Scale:
    """The scale from zero with three to five ticks that wastes least room."""
    return min((from_zero(highest, number) for number in INTERVALS), key=lambda scale: scale.high)


def with_shared_ticks(highest: Sequence[Decimal]) -> tuple[Scale, ...]:
    """One scale from zero for each row, all with ticks at the same places; the number that wastes least."""

    def waste(number: int) -> Decimal:
        return sum((from_zero(value, number).high / value for value in highest if value > 0), Decimal(0))

    number = min(INTERVALS, key=waste)
    return tuple(from_zero(value, number) for value in highest)


def around(values: Sequence[Decimal]) -> Scale:
    """A scale for a line: from zero where the values reach far enough down, else cut above zero."""
    low, high = min(values), max(values)
    if low >= 0 and low <= high / 2:
        return best_from_zero(high)
    if low >= 0 and high == low:
        return best_from_zero(high) if high > 0 else Scale(Decimal(0), Decimal(1), Decimal(1))
    span = high - low or abs(high)
    for number in (4, 5, 6):
        step = round_step(span / number)
        bottom = (low / step).to_integral_value("ROUND_FLOOR") * step
        top = max((high / step).to_integral_value("ROUND_CEILING") * step, bottom + step)
        if (top - bottom) / step <= 5:
            return Scale(bottom, top, step)
    step = round_step(span / 2)
    bottom = (low / step).to_integral_value("ROUND_FLOOR") * step
    return Scale(bottom, bottom + 4 * step, step)


def tick_text(value: Decimal, style: NumberStyle) -> str:
    """A tick as printed: without trailing zeros, else as the document writes its figures."""
    return number_text(value.normalize(), style)


def is_open_upwards(point: Point) -> bool:
    """Whether the quantity reaches from the value to somewhere above: 以上, 超, 首超."""
    return point.value is not None and point.value.comparator in (Comparator.GE, Comparator.GT)


def is_open_downwards(point: Point) -> bool:
    """Whether the quantity lies anywhere up to the value: 以内, 不足."""
    return point.value is not None and point.value.comparator in (Comparator.LE, Comparator.LT)


def numbers(points: Iterable[Point]) -> list[Decimal]:
    """The values that are there."""
    return [point.value.value for point in points if point.value is not None]


def bar_scale(plan: ChartPlan, points: Sequence[Point]) -> Scale:
    """The scale of bars: from zero (or the lowest negative) to the maximum asked for or the largest value.

    Where a value is open upwards, room is left for its open end: to 100 for shares, else to a round value
    above. Bars have no axis, so the step is the whole.
    """
    values = [*numbers(points), Decimal(0)]
    low, high = min(values), max(values)
    if plan.maximum is not None:
        high = max(high, plan.maximum)
    elif any(map(is_open_upwards, points)):
        open_end = max(point.value.value for point in points if point.value and is_open_upwards(point))
        if plan.unit == "%" and high <= HUNDRED:
            high = HUNDRED
        elif open_end * Decimal("1.15") > high:
            high = best_from_zero(open_end * Decimal("1.15")).high
    if high == low:
        high = low + 1
    return Scale(low, high, high - low)


def line_scale(plan: ChartPlan) -> Scale | None:
    """The vertical scale of a line or slope; None without values. A bound is an interval from zero."""
    points = [point for series in plan.series for point in series.points]
    values = numbers(points)
    if plan.maximum is not None:
        values.append(plan.maximum)
    if any(map(is_open_downwards, points)):
        values.append(Decimal(0))
    return around(values) if values else None


# ---------------------------------------------------------------- dates among labels

_HAN_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4}
_DATE = re.compile(
    r"^\s*(?P<year>[12]\d{3})\s*(?:年度?)?\s*"
    r"(?:(?:[-./]?\s*(?P<month>1[0-2]|0?[1-9])\s*月?)"
    r"|(?:第?\s*(?P<quarter>[一二三四1-4])\s*季度?)|(?:[-./]?\s*[Qq](?P<q>[1-4]))"
    r"|(?P<half>上半年|下半年|前三季度|全年))?\s*(?:末|底|初)?\s*$"
)
_HALF = {"上半年": Decimal("0.25"), "下半年": Decimal("0.75"), "前三季度": Decimal("0.5"), "全年": Decimal(0)}
_ORDER = re.compile(
    r"\d|[一二三四五六七八九十零〇]|[年月日季周期届次轮末初]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)


def date_of(label: str) -> Decimal | None:
    """The time a label names, in years; None if it names no year. 2020年, 2020-06, 2021年上半年, 2020Q3."""
    found = _DATE.match(label)
    if found is None:
        return None
    year = Decimal(found["year"])
    if found["month"]:
        return year + (Decimal(int(found["month"])) - 1) / 12
    if quarter := found["quarter"] or found["q"]:
        return year + Decimal((_HAN_QUARTER.get(quarter) or int(quarter)) - 1) / 4
    return year + _HALF.get(found["half"] or "", Decimal(0))


def dates_of(labels: Sequence[str]) -> tuple[Decimal, ...] | None:
    """The times of all labels if every one names a time and they only go forward; else None."""
    dates = [date_of(label) for label in labels]
    known = [date for date in dates if date is not None]
    if len(known) < len(labels) or any(b <= a for a, b in itertools.pairwise(known)):
        return None
    return tuple(known)


def looks_ordered(label: str) -> bool:
    """Whether a label could be a step of a series: it holds a number, a numeral or a word of time."""
    return _ORDER.search(label) is not None
