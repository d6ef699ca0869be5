"""A formula in tokens: numbers, names, texts and marks, each with its place.

Marks may be those of a Chinese keyboard: （ ） ， × ÷ － “ ”. A name may hold hyphens, as ids may, so a minus
between two names needs blanks around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reportgen.core.diagnostics import Message
from reportgen.data.expression.problems import At, FormulaError

MAX_LENGTH = 1000  # characters: longer formulas should be several metrics
MAX_TOKENS = 400  # keeps the tree so low that walking it never runs out of stack
MAX_DIGITS = 28  # as many as a figure of the spec may have

Sort = Literal["number", "name", "text", "mark", "end"]

_TOKEN = re.compile(
    r"""
      (?P<blank>\s+)
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))
    | (?P<name>\w+(?:-\w+)*)
    | (?P<text>"[^"]*"|“[^”]*”|'[^']*')
    | (?P<mark>[-+*/(),.=（），＋－−×÷＊／＝．])
    """,
    re.VERBOSE,
)
_PLAIN = str.maketrans("（），＋－−×÷＊／＝．", "(),+--*/*/=.")
_NO_OPERATORS = {
    "^": Message("公式里没有乘方", "formulas have no powers"),
    "[": Message("公式里没有方括号", "formulas have no brackets"),
    "{": Message("公式里直接写编号，不写 {{ }}", "write the id as it is, without {{ }}"),
    "%": Message("公式里不写 %：百分之五写成 0.05", "write no %: five per cent is 0.05"),
    "<": Message("公式里不能比大小", "formulas do not compare"),
    ">": Message("公式里不能比大小", "formulas do not compare"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula; `text` without quotation marks, marks in their ASCII form."""

    sort: Sort
    text: str
    at: At


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, the last of sort "end". Raises FormulaError at the first thing that is none."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            "limit",
            (MAX_LENGTH, MAX_LENGTH + 1),
            f"算式超过 {MAX_LENGTH} 个字符",
            f"the formula has more than {MAX_LENGTH} characters",
            (Message("分成几个指标来算", "compute it in several metrics"),),
        )
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _unreadable(text, position)
        position = match.end()
        sort = match.lastgroup
        if sort == "blank":
            continue
        tokens.append(_token(sort or "", match[0], match.span()))
        if len(tokens) > MAX_TOKENS:
            raise FormulaError(
                "limit",
                match.span(),
                f"算式超过 {MAX_TOKENS} 项",
                f"the formula has more than {MAX_TOKENS} parts",
                (Message("分成几个指标来算", "compute it in several metrics"),),
            )
    tokens.append(Token("end", "", (len(text), len(text))))
    return tuple(tokens)


def _token(sort: str, found: str, at: At) -> Token:
    match sort:
        case "number":
            if len(found.replace(".", "").lstrip("0")) > MAX_DIGITS:
                raise FormulaError(
                    "limit",
                    at,
                    f"数字超过 {MAX_DIGITS} 位",
                    f"the number has more than {MAX_DIGITS} digits",
                )
            return Token("number", found, at)
        case "name":
            return Token("name", found, at)
        case "text":
            return Token("text", found[1:-1], at)
        case _:
            return Token("mark", found.translate(_PLAIN), at)


def _unreadable(text: str, position: int) -> FormulaError:
    character = text[position]
    hint = _NO_OPERATORS.get(character)
    if character in "\"'“”":
        return FormulaError(
            "syntax", (position, position + 1), "引号没有配对", "a quotation mark is unpaired"
        )
    return FormulaError(
        "syntax",
        (position, position + 1),
        f"算式里不能有 {character}" if character.isprintable() else "算式里有不能显示的字符",
        f"a formula cannot hold {character}"
        if character.isprintable()
        else "the formula holds an unprintable character",
        (hint,) if hint else (),
    )
