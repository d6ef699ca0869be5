"""How a value type says no: an error of pydantic's that carries our code, both sentences and the hints."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

from reportgen.core.diagnostics import Message


def refusal(code: str, zh: str, en: str, *hints: Message) -> PydanticCustomError:
    """The error to raise for a value that is not taken; `code` as in diagnostics."""
    return PydanticCustomError(
        code,
        "{en}",
        {"zh": zh, "en": en, "hints": tuple((hint.zh, hint.en) for hint in hints)},
    )


def shown(value: object) -> str:
    """`value` as it may be quoted in a message: short, on one line, as typed."""
    text = " ".join(str(value).split())
    return text if len(text) <= 24 else text[:24] + "…"


def write_instead(number: str, zh: str = "写成 ", en: str = "write ") -> Message:
    """The hint that shows what to write."""
    return Message(zh + number, en + number)
