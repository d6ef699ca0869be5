"""A formula read: precedence climbing over tokens, left to right, no deeper than `MAX_DEPTH`.

sum      = product (("+" | "-") product)*
product  = factor (("*" | "/") factor)*
factor   = "-" factor | number | name ["." part] | function "(" arguments ")" | "(" sum ")"
argument = sum | name "." part "=" (text | number)
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

from reportgen.core.diagnostics import Message
from reportgen.data.expression.nodes import Binary, Call, Condition, Name, Negative, Node, Number, Operator
from reportgen.data.expression.problems import At, FormulaError
from reportgen.data.expression.tokens import Token, tokenise

MAX_DEPTH = 32  # parentheses, functions and signs within each other
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


def parse(text: str) -> Node:
    """The tree of the formula `text`. Raises FormulaError where it cannot be read."""
    reader = _Reader(tokenise(text))
    node = reader.expression(1)
    if not reader.is_done:
        raise reader.unexpected()
    return node


class _Reader:
    """The tokens and how far they have been read."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._position = 0
        self._depth = 0

    @property
    def next(self) -> Token:
        return self._tokens[self._position]

    @property
    def is_done(self) -> bool:
        return self.next.sort == "end"

    def take(self) -> Token:
        token = self.next
        if token.sort != "end":
            self._position += 1
        return token

    def takes(self, mark: str) -> bool:
        """Whether the next token is this mark; it is taken then."""
        if self.next.sort == "mark" and self.next.text == mark:
            self._position += 1
            return True
        return False

    def expression(self, strength: int) -> Node:
        """What operators of at least `strength` bind together."""
        left = self.factor()
        while self.next.sort == "mark" and _STRENGTH.get(self.next.text, 0) >= strength:
            operator = self.take()
            if operator.text == "*" and self.next.text == "*":
                raise FormulaError(
                    "syntax",
                    (operator.at[0], self.next.at[1]),
                    "公式里没有乘方",
                    "formulas have no powers",
                )
            right = self.expression(_STRENGTH[operator.text] + 1)
            left = Binary(cast(Operator, operator.text), left, right, (left.at[0], right.at[1]))
        return left

    def factor(self) -> Node:
        """A number, a name, a call, a negative or what stands in parentheses."""
        token = self.take()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError(
                "limit",
                token.at,
                f"括号和负号套了 {MAX_DEPTH} 层以上",
                f"more than {MAX_DEPTH} levels of parentheses and signs",
            )
        try:
            match token.sort, token.text:
                case "number", digits:
                    return Number(Decimal(digits), token.at)
                case "name", _:
                    return self._named(token)
                case "mark", "-":
                    operand = self.factor()
                    return Negative(operand, (token.at[0], operand.at[1]))
                case "mark", "(":
                    return self._inside(token)
            self._position -= token.sort != "end"
            raise self.unexpected()
        finally:
            self._depth -= 1

    def _inside(self, opened: Token) -> Node:
        inner = self.expression(1)
        return replace(inner, at=(opened.at[0], self._close(opened).at[1]))

    def _close(self, opened: Token) -> Token:
        closing = self.next
        if not self.takes(")"):
            if closing.sort == "end":
                raise FormulaError("syntax", opened.at, "括号没有配对", "a parenthesis is never closed")
            raise self.unexpected()
        return closing

    def _named(self, first: Token) -> Node:
        if self.next.text == "(" and self.next.sort == "mark":
            return self._call(first)
        return self._name(first)

    def _name(self, first: Token) -> Name:
        if not self.takes("."):
            return Name(first.text, at=first.at)
        part = self.take()
        if part.sort not in ("name", "text", "number") or not part.text:
            raise FormulaError(
                "syntax",
                part.at if part.sort != "end" else first.at,
                "“.”后面要写 baseline 或列名",
                'after "." comes baseline or the name of a column',
                (Message('列名里有符号的加引号：表."列名"', 'quote a column with marks: table."column"'),),
            )
        return Name(first.text, part.text, (first.at[0], part.at[1]))

    def _call(self, function: Token) -> Call:
        opened = self.take()
        arguments: list[Node] = []
        conditions: list[Condition] = []
        if not (self.next.sort == "mark" and self.next.text == ")"):
            while True:
                argument = self.expression(1)
                if isinstance(argument, Name) and argument.part and self.takes("="):
                    conditions.append(self._condition(argument))
                elif conditions:
                    raise FormulaError(
                        "syntax",
                        argument.at,
                        "条件要写在最后",
                        "conditions come last",
                    )
                else:
                    arguments.append(argument)
                if not self.takes(","):
                    break
        closing = self._close(opened)
        at: At = (function.at[0], closing.at[1])
        return Call(function.text, tuple(arguments), tuple(conditions), at)

    def _condition(self, column: Name) -> Condition:
        value = self.take()
        at = (column.at[0], value.at[1])
        if value.sort == "text":
            return Condition(column, value.text, at)
        if value.sort == "number":
            return Condition(column, Decimal(value.text), at)
        raise FormulaError(
            "syntax",
            value.at if value.sort != "end" else column.at,
            "“=”后面要写加引号的文字，或一个数",
            'after "=" comes a text in quotation marks, or a number',
            (
                Message(
                    f'例如 {column.id}.{column.part} = "县"', f'such as {column.id}.{column.part} = "county"'
                ),
            ),
        )

    def unexpected(self) -> FormulaError:
        """The finding for a token that cannot stand where it does."""
        token = self.next
        if token.sort == "end":
            end = max(token.at[0] - 1, 0)
            return FormulaError("syntax", (end, end + 1), "算式没有写完", "the formula breaks off", ())
        if token.text == "=":
            return FormulaError(
                "syntax",
                token.at,
                "“=”只用在统计一列的条件里",
                '"=" stands only in the condition of a function over a column',
                (Message('例如 sum(表.列, 表.类别 = "县")', 'such as sum(t.column, t.kind = "county")'),),
            )
        hints: tuple[Message, ...] = ()
        if token.text == ".":
            hints = (
                Message("只有 编号.baseline 和 来源.列名", "there are id.baseline and source.column only"),
            )
        return FormulaError(
            "syntax",
            token.at,
            f"这里不能有 {token.text}",
            f"{token.text} cannot stand here",
            hints,
        )
