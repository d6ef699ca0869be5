"""The tree of a formula, and the formula that a tree stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from reportgen.data.expression.problems import At

Operator = Literal["+", "-", "*", "/"]
NOWHERE: At = (0, 0)
PLAIN_PART = re.compile(r"[^\W\d]\w*")  # a column that needs no quotation marks


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed."""

    value: Decimal
    at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A metric, or with `part` its baseline or a column of a table."""

    id: str
    part: str = ""
    at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    """The operand with its sign turned."""

    operand: Node
    at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands."""

    operator: Operator
    left: Node
    right: Node
    at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows whose cell in a column is this text or number."""

    column: Name
    value: Decimal | str
    at: At = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of its arguments; conditions choose the rows of a column."""

    function: str
    arguments: tuple[Node, ...]
    conditions: tuple[Condition, ...] = ()
    at: At = field(default=NOWHERE, compare=False)


Node = Number | Name | Negative | Binary | Call

_STRENGTH: dict[str, int] = {"+": 1, "-": 1, "*": 2, "/": 2}


def unparse(node: Node) -> str:
    """The formula that `node` is read from, with as few parentheses as it needs."""
    match node:
        case Number(value):
            return f"{value:f}"
        case Name():
            return _name(node)
        case Negative(operand):
            inner = unparse(operand)
            return f"-({inner})" if isinstance(operand, Binary) else f"-{inner}"
        case Binary(operator, left, right):
            strength = _STRENGTH[operator]
            first, second = unparse(left), unparse(right)
            if isinstance(left, Binary) and _STRENGTH[left.operator] < strength:
                first = f"({first})"
            if isinstance(right, Binary) and _STRENGTH[right.operator] <= strength:
                second = f"({second})"
            return f"{first} {operator} {second}"
        case Call(function, arguments, conditions):
            parts = [unparse(argument) for argument in arguments]
            parts += [f"{_name(c.column)} = {_literal(c.value)}" for c in conditions]
            return f"{function}({', '.join(parts)})"


def _name(name: Name) -> str:
    if not name.part:
        return name.id
    return f"{name.id}.{name.part if PLAIN_PART.fullmatch(name.part) else _literal(name.part)}"


def _literal(value: Decimal | str) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else f'"{value}"'


def names(node: Node) -> list[Name]:
    """The names in a formula, in order, those of columns among them."""
    match node:
        case Number():
            return []
        case Name():
            return [node]
        case Negative(operand):
            return names(operand)
        case Binary(_, left, right):
            return names(left) + names(right)
        case Call(_, arguments, conditions):
            return [name for a in arguments for name in names(a)] + [c.column for c in conditions]
