"""What is wrong with a formula, and where in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from reportgen.core.diagnostics import Message

Kind = Literal["syntax", "limit", "unknown", "unit", "open", "missing", "table", "undefined"]
At = tuple[int, int]  # where a part of a formula begins and ends, in characters


class FormulaError(ValueError):
    """A formula cannot be read or computed; `at` is the faulty part, `kind` decides the code."""

    def __init__(self, kind: Kind, at: At, zh: str, en: str, hints: Iterable[Message] = ()) -> None:
        super().__init__(en)
        self.kind: Kind = kind
        self.at = at
        self.message = Message(zh, en)
        self.hints = tuple(hints)
