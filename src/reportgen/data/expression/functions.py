"""The functions of formulas: what each takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from reportgen.core.diagnostics import Message
from reportgen.data.expression import interval as ends
from reportgen.data.expression.amounts import (
    ONE,
    Amount,
    constant,
    percentage,
    plus,
    quotient,
    together,
)
from reportgen.data.expression.problems import At, FormulaError

Arguments = Sequence[Amount]
MAX_DECIMALS = 8


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments it takes (`most` None: any number), how it is written, and what it gives."""

    least: int
    most: int | None
    usage: str
    apply: Callable[[Arguments, At], Amount]
    of_columns: bool = False  # also of a column of a table


def _sum(items: Arguments, at: At) -> Amount:
    return reduce(lambda a, b: plus(a, b, at), items)


def _mean(items: Arguments, at: At) -> Amount:
    # How many there are is no number of the formula: it converts nothing.
    count = replace(constant(Decimal(len(items))), factor=ONE)
    total = _sum(items, at)
    return replace(quotient(total, count, at), is_constant=total.is_constant)


def _least(items: Arguments, at: At) -> Amount:
    return reduce(lambda a, b: _chosen(a, b, ends.smallest, at), items)


def _greatest(items: Arguments, at: At) -> Amount:
    return reduce(lambda a, b: _chosen(a, b, ends.largest, at), items)


def _chosen(
    a: Amount, b: Amount, choose: Callable[[ends.Interval, ends.Interval], ends.Interval], at: At
) -> Amount:
    first, second = together(a, b, at)
    unit = first.unit
    if unit is not None and second.unit is not None and unit.kind != second.unit.kind:
        if unit.kind and second.unit.kind:
            raise FormulaError(
                "unit",
                at,
                f"{unit.text('zh')}和{second.unit.text('zh')}不能相比",
                f"{unit.text('en')} and {second.unit.text('en')} do not compare",
            )
        unit = replace(unit, kind=unit.kind or second.unit.kind)  # a ratio beside a rate
    known = choose(first.known, second.known)
    places = None if first.places is None or second.places is None else max(first.places, second.places)
    factor = first.factor if first.factor == second.factor else ONE
    both = a.is_constant and b.is_constant
    return Amount(known, unit, a.is_estimate or b.is_estimate, both, places, factor)


def _absolute(items: Arguments, at: At) -> Amount:
    (item,) = items
    return replace(item, known=ends.absolute(item.known), factor=abs(item.factor))


def _round(items: Arguments, at: At) -> Amount:
    item, *rest = items
    decimals = rest[0].known.point if rest else Fraction(0)
    if rest and not rest[0].is_constant:
        decimals = None
    if decimals is None or decimals.denominator != 1 or not 0 <= decimals <= MAX_DECIMALS:
        raise FormulaError(
            "syntax",
            at,
            f"round 的第二项是 0 到 {MAX_DECIMALS} 的整数",
            f"the second argument of round is a whole number from 0 to {MAX_DECIMALS}",
        )
    return replace(item, known=ends.rounded(item.known, int(decimals)), places=int(decimals))


def _share(items: Arguments, at: At) -> Amount:
    part, whole = together(items[0], items[1], at)
    return percentage(_ratio(part, whole, at))


def _growth(items: Arguments, at: At) -> Amount:
    end, start = together(items[0], items[1], at)
    low = start.known.low
    if low.at is None or low.at < 0 or start.known.point == 0:
        raise FormulaError(
            "undefined",
            at,
            "期初不是正数，增长率没有意义",
            "growth from nothing, or from below, means nothing",
        )
    return percentage(plus(_ratio(end, start, at), constant(Decimal(1)), at, -1))


def _ratio(a: Amount, b: Amount, at: At) -> Amount:
    found = quotient(a, b, at)
    return replace(found, unit=constant(Decimal(1)).unit, is_constant=False, factor=ONE)


FUNCTIONS: dict[str, Function] = {
    "sum": Function(1, None, "sum(a, b, …)", _sum, of_columns=True),
    "mean": Function(1, None, "mean(a, b, …)", _mean, of_columns=True),
    "min": Function(1, None, "min(a, b, …)", _least, of_columns=True),
    "max": Function(1, None, "max(a, b, …)", _greatest, of_columns=True),
    "count": Function(1, 1, "count(source.column)", _sum, of_columns=True),  # see `evaluate`
    "abs": Function(1, 1, "abs(a)", _absolute),
    "round": Function(1, 2, "round(a, 2)", _round),
    "share": Function(2, 2, "share(part, whole)", _share),
    "change": Function(1, 1, "change(id)", _sum),  # see `evaluate`
    "growth": Function(2, 2, "growth(end, start)", _growth),
}


def function(
    name: str, count: int, at: At, hints: Callable[[str, list[str]], tuple[Message, ...]]
) -> Function:
    """The function called `name`, which is given `count` arguments. Raises FormulaError if it cannot be."""
    found = FUNCTIONS.get(name)
    if found is None:
        raise FormulaError(
            "unknown",
            (at[0], at[0] + len(name)),
            f"没有叫 {name} 的函数",
            f'there is no function "{name}"',
            hints(name, list(FUNCTIONS))
            or (Message(f"有 {'、'.join(FUNCTIONS)}", f"there are {', '.join(FUNCTIONS)}"),),
        )
    if count < found.least or (found.most is not None and count > found.most):
        raise FormulaError(
            "syntax",
            at,
            f"{name} 这样写：{found.usage}",
            f"{name} is written {found.usage}",
        )
    return found
