"""A formula computed: names looked up in a scope, columns of tables summed, amounts put together."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from reportgen.core.diagnostics import Message
from reportgen.data.expression.amounts import Amount, constant, minus, plus, product, quotient, typed
from reportgen.data.expression.functions import function
from reportgen.data.expression.interval import exact
from reportgen.data.expression.nodes import Binary, Call, Condition, Name, Negative, Node, Number
from reportgen.data.expression.problems import FormulaError
from reportgen.data.nearest import did_you_mean
from reportgen.data.tables import Cell, Table

BASELINE = "baseline"
MAX_BITS = 4000  # of an exact fraction: figures squared over and over would fill the machine


class Scope(Protocol):
    """What a formula can name."""

    def has_metric(self, name: str) -> bool:
        """Whether a metric is called so."""
        ...

    def figure(self, name: Name) -> Amount:
        """The metric of that name, or its baseline. Raises FormulaError where there is none, or no value."""
        ...

    def table(self, name: Name) -> Table:
        """The table whose column is named. Raises FormulaError where there is none."""
        ...


def evaluate(node: Node, scope: Scope) -> Amount:
    """What `node` amounts to. Raises FormulaError at the part that cannot be computed."""
    found = _evaluated(node, scope)
    for end in (found.known.low.at, found.known.high.at):
        if end is not None and (end.numerator.bit_length() + end.denominator.bit_length()) > MAX_BITS:
            raise FormulaError("limit", node.at, "算到这里，数的位数太多", "this has too many digits")
    return found


def _evaluated(node: Node, scope: Scope) -> Amount:
    match node:
        case Number(value):
            return constant(value)
        case Name():
            if node.part and not is_figure(node, scope):
                scope.table(node)
                raise FormulaError(
                    "syntax",
                    node.at,
                    f"{node.id}.{node.part} 是一列，要写成 sum、mean、min、max 或 count",
                    f"{node.id}.{node.part} is a column: take its sum, mean, min, max or count",
                    (Message(f"例如 sum({node.id}.{node.part})", f"such as sum({node.id}.{node.part})"),),
                )
            return scope.figure(node)
        case Negative(operand):
            return minus(evaluate(operand, scope))
        case Binary(operator, left, right):
            a, b = evaluate(left, scope), evaluate(right, scope)
            match operator:
                case "+":
                    return plus(a, b, node.at)
                case "-":
                    return plus(a, b, node.at, -1)
                case "*":
                    return product(a, b, node.at)
                case "/":
                    return quotient(a, b, node.at)
        case Call():
            return _call(node, scope)


def is_figure(name: Name, scope: Scope) -> bool:
    """Whether a name with a part is the baseline of a metric, not a column of a table."""
    return name.part == BASELINE and scope.has_metric(name.id)


def _call(call: Call, scope: Scope) -> Amount:
    found = function(call.function, len(call.arguments), call.at, did_you_mean)
    columns = [a for a in call.arguments if isinstance(a, Name) and a.part and not is_figure(a, scope)]
    if call.function == "change":
        return _change(call, scope)
    if columns and found.of_columns and len(call.arguments) == 1:
        return _aggregate(call, columns[0], scope)
    if call.conditions or call.function == "count":
        raise FormulaError(
            "syntax",
            call.conditions[0].at if call.conditions else call.at,
            '条件和 count 只用于表里的一列：sum(表.列, 表.类别 = "县")',
            'conditions and count are for one column of a table: sum(t.column, t.kind = "county")',
        )
    return found.apply([evaluate(argument, scope) for argument in call.arguments], call.at)


def _change(call: Call, scope: Scope) -> Amount:
    (name,) = call.arguments
    if not isinstance(name, Name) or name.part:
        raise FormulaError(
            "syntax",
            name.at,
            "change 只用于一个指标：change(编号)",
            "change is for one metric: change(id)",
            (Message("两个数之差直接写减号", "write a minus for the difference of two figures"),),
        )
    value, start = scope.figure(name), scope.figure(Name(name.id, BASELINE, name.at))
    return plus(value, start, call.at, -1)


def _aggregate(call: Call, column: Name, scope: Scope) -> Amount:
    table = scope.table(column)
    cells = _cells(column, table)
    chosen = list(range(len(cells)))
    for condition in call.conditions:
        chosen_cells = _cells(condition.column, _same_table(condition, column, table))
        chosen = [row for row in chosen if _meets(chosen_cells[row], condition.value)]
    if call.function == "count":
        return typed(Decimal(sum(1 for row in chosen if _is_filled(cells[row]))), None)
    numbers = [_number(cells[row], column, table.first_row + row) for row in chosen]
    if not numbers:
        raise FormulaError(
            "table",
            call.at,
            "没有一行符合条件",
            "no row meets the conditions",
        )
    return _of_all(call.function, numbers)


def _of_all(function: str, numbers: list[Decimal]) -> Amount:
    """The aggregate of a column: as the function of that name would make it, number by number."""
    if function in ("min", "max"):
        return typed(min(numbers) if function == "min" else max(numbers), None)
    total = sum(map(Fraction, numbers), Fraction(0))
    if function == "mean":
        return Amount(exact(total / len(numbers)), None)
    return Amount(exact(total), None, places=max(typed(number, None).places or 0 for number in numbers))


def _cells(column: Name, table: Table) -> tuple[Cell, ...]:
    if column.part not in table.columns:
        raise FormulaError(
            "unknown",
            column.at,
            f"{column.id} 里没有“{column.part}”这一列",
            f'{column.id} has no column "{column.part}"',
            did_you_mean(column.part, table.columns)
            or (
                Message(
                    f"各列是 {'、'.join(list(table.columns)[:8])}",
                    f"its columns are {', '.join(list(table.columns)[:8])}",
                ),
            ),
        )
    return table.columns[column.part]


def _same_table(condition: Condition, column: Name, table: Table) -> Table:
    if condition.column.id != column.id:
        raise FormulaError(
            "table",
            condition.at,
            f"条件要用同一张表（{column.id}）的列",
            f"a condition is about a column of the same table ({column.id})",
        )
    return table


def _meets(cell: Cell, wanted: Decimal | str) -> bool:
    if isinstance(wanted, str):  # also a code or a year that was read as a number
        return (f"{cell:f}" if isinstance(cell, Decimal) else (cell or "").strip()) == wanted
    return isinstance(cell, Decimal) and cell == wanted


def _is_filled(cell: Cell) -> bool:
    return cell is not None and cell != ""


def _number(cell: Cell, column: Name, row: int) -> Decimal:
    if isinstance(cell, Decimal):
        return cell
    what = (f"写的是“{cell}”", f'holds "{cell}"') if cell else ("是空的", "is empty")
    raise FormulaError(
        "table",
        column.at,
        f"{column.id} 的“{column.part}”第 {row} 行{what[0]}，不是数",
        f'row {row} of "{column.part}" in {column.id} {what[1]}, not a number',
        (
            Message(
                "补上这个数，或加一个条件把这一行除外",
                "supply the number, or leave the row out by a condition",
            ),
        ),
    )
