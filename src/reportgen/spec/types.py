"""The value types of the schema: what may be typed where, said once, for reading and for the JSON Schema.

The builder (`spec.scan`) hands over text, int, Decimal (with the zeros as typed), bool, None, tuples
and dicts. Each type here takes exactly what a person may mean and refuses the rest in our own words,
with advice where the intention can be guessed. Refusals carry their code as pydantic's error type and
their sentences as context (see `spec.errors`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, WithJsonSchema

from reportgen.core.diagnostics import Message
from reportgen.spec.numbers import parse_figure
from reportgen.spec.refusal import refusal as refusal  # also for the theme's types
from reportgen.spec.refusal import shown, write_instead
from reportgen.spec.scalars import one_line

BLOCK_KINDS = (
    "heading",
    "text",
    "review",
    "cards",
    "chart",
    "table",
    "honours",
    "photo",
    "photo_grid",
    "quote",
    "list",
    "page_break",
)
TAG = "kind:"  # begins every tag of a union, so that it is never taken for a key

POINTS_PER_MM = 72 / 25.4
_UNITS = {
    "mm": POINTS_PER_MM,
    "毫米": POINTS_PER_MM,
    "cm": POINTS_PER_MM * 10,
    "厘米": POINTS_PER_MM * 10,
    "in": 72.0,
    "pt": 1.0,
    "磅": 1.0,
    "点": 1.0,
}
_SIZES = {
    "初号": 42.0,
    "小初": 36.0,
    "一号": 26.0,
    "小一": 24.0,
    "二号": 22.0,
    "小二": 18.0,
    "三号": 16.0,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
    "六号": 7.5,
    "小六": 6.5,
    "七号": 5.5,
    "八号": 5.0,
}

_IDENTIFIER = r"[A-Za-z0-9_][A-Za-z0-9_-]*"
_LENGTH = r"(-?[0-9]+(?:\.[0-9]+)?) ?(mm|cm|in|pt|毫米|厘米|磅|点)"
_DATE = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_LOOSE_DATE = re.compile(
    r"([0-9]{4})\s*(?:年|[-/.])?\s*(?:([0-9]{1,2})\s*(?:月|[-/.])?\s*(?:([0-9]{1,2})\s*日?)?)?"
)


# ------------------------------------------------------------------ text


def _as_text(value: object) -> str:
    """Text; numbers are taken as typed (`labels: [2016, 2017]`), since words may be numbers."""
    if type(value) is str:
        return value
    if type(value) is int or isinstance(value, Decimal):
        return str(value)
    if value is None:
        raise refusal(
            "spec.empty-value",
            "这里没有写内容",
            "nothing is written here",
            Message(
                "填写内容；不需要这一项就删去这一行", "fill it in, or remove the line if you do not need it"
            ),
        )
    if type(value) is bool:
        word = "true" if value else "false"
        raise refusal(
            "spec.wrong-type",
            f"这里应是文字，{word} 却表示“{'是' if value else '否'}”",
            f"text is wanted here, but {word} means {'yes' if value else 'no'}",
            Message(f'如果要印出 {word}，请加引号："{word}"', f'put it in quotes to print it: "{word}"'),
        )
    what = ("几项“键: 值”", "entries of keys and values") if isinstance(value, dict) else ("一列", "a list")
    raise refusal(
        "spec.wrong-type",
        f"这里应是文字，写的却是{what[0]}",
        f"text is wanted here, not {what[1]}",
        Message("含有 : 或以 [ { - 开头的文字要加引号", "quote text that holds : or begins with [ { or -"),
    )


def _text(value: object) -> str:
    return one_line(_as_text(value))


def _filled(value: object) -> str:
    return _not_empty(_text(value))


def _markup(value: object) -> str:
    return _not_empty(_as_text(value))


def _not_empty(text: str) -> str:
    if not text.strip():
        raise refusal("spec.empty-value", "这里不能是空的", "this must not be empty")
    return text


_TEXT_SCHEMA = WithJsonSchema({"type": ["string", "number"]})

Text = Annotated[str, BeforeValidator(_text), _TEXT_SCHEMA]
"""Words on one line, without markup; may be empty."""

Filled = Annotated[str, BeforeValidator(_filled), _TEXT_SCHEMA]
"""Words on one line, without markup, not empty."""

Markup = Annotated[str, BeforeValidator(_markup), _TEXT_SCHEMA]
"""Text with inline Markdown and metric references, as typed, line ends included; not empty."""


def _identifier(value: object) -> str:
    if type(value) is int:
        value = str(value)
    if type(value) is not str or not value:
        _as_text(value)
        raise refusal("spec.bad-id", "编号不能是空的", "an id must not be empty")
    if re.fullmatch(_IDENTIFIER, value):
        return value
    plain = unicodedata.normalize("NFKC", value).strip().replace(" ", "_").replace(".", "_")
    hints = (Message(f"写成 {plain}", f"write {plain}"),) if re.fullmatch(_IDENTIFIER, plain) else ()
    raise refusal(
        "spec.bad-id",
        f"编号“{shown(value)}”只能用英文字母、数字、_ 和 -",
        f'the id "{shown(value)}" may hold ASCII letters, digits, _ and - only',
        *hints,
    )


Identifier = Annotated[
    str, BeforeValidator(_identifier), WithJsonSchema({"type": "string", "pattern": f"^{_IDENTIFIER}$"})
]
"""A name that other parts of the spec refer to."""


# ------------------------------------------------------------------ figures

Figure = Annotated[Decimal, BeforeValidator(parse_figure), WithJsonSchema({"type": "number"})]
"""An exact number as typed: 18.50 keeps its zero. No exponents, NaN or grouping; half-width digits."""


def _cell(value: object) -> str | Decimal | None:
    if value is None or type(value) is str:
        return value
    if type(value) is bool or not isinstance(value, int | Decimal):
        return _as_text(value)
    return parse_figure(value)


Cell = Annotated[
    str | Decimal | None, BeforeValidator(_cell), WithJsonSchema({"type": ["string", "number", "null"]})
]
"""A cell of a table: a number as typed, text with markup, or nothing."""


# ------------------------------------------------------------------ lengths and dates


def parse_length(text: str) -> float | None:
    """A length in points: `20mm`, `2cm`, `12pt`, `三号`; None if it is none."""
    if text in _SIZES:
        return _SIZES[text]
    match = re.fullmatch(_LENGTH, text)
    return float(match[1]) * _UNITS[match[2]] if match else None


def _length(value: object) -> float:
    if isinstance(value, str):
        length = parse_length(value)
        if length is not None:
            return length
        plain = unicodedata.normalize("NFKC", value).strip()
        hints = [write_instead(plain)] if parse_length(plain) is not None else []
        raise refusal(
            "spec.bad-length",
            f"“{shown(value)}”不是长度",
            f'"{shown(value)}" is not a length',
            *hints,
            _units(),
        )
    if type(value) is int or isinstance(value, Decimal):
        raise refusal(
            "spec.bad-length",
            f"长度 {value} 没有写单位",
            f"the length {value} has no unit",
            write_instead(f"{value}mm"),
        )
    raise refusal("spec.bad-length", "这里应是长度", "a length is wanted here", _units())


def _units() -> Message:
    return Message("例如 20mm、2cm、12pt、五号", "such as 20mm, 2cm, 12pt")


Length = Annotated[
    float,
    BeforeValidator(_length),
    WithJsonSchema({"type": "string", "pattern": f"^(?:{_LENGTH}|{'|'.join(_SIZES)})$"}),
]
"""A length in points, typed with its unit."""


def _date_text(value: object) -> str:
    text = str(value) if type(value) is int or isinstance(value, Decimal) else value
    if type(text) is not str:
        return _as_text(value)
    if re.fullmatch(_DATE, text, re.ASCII) and _exists(text):
        return text
    hints = []
    loose = _LOOSE_DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if loose:
        better = "-".join(part.zfill(2) for part in loose.groups() if part)
        if better != text and _exists(better):
            hints.append(Message(f"写成 {better}", f"write {better}"))
    raise refusal(
        "spec.bad-date",
        f"“{shown(text)}”不是日期",
        f'"{shown(text)}" is not a date',
        *hints,
        Message(
            "写年、年月或日期：2020、2020-06、2020-06-30",
            "a year, a month or a day: 2020, 2020-06, 2020-06-30",
        ),
    )


def _exists(text: str) -> bool:
    parts = [int(part) for part in text.split("-")] + [1, 1]
    try:
        date(parts[0], parts[1], parts[2])
    except ValueError:
        return False
    return True


DateText = Annotated[
    str, BeforeValidator(_date_text), WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{_DATE}$"})
]
"""A year, a month or a day, as ISO text: 2020, 2020-06, 2020-06-30."""


# ------------------------------------------------------------------ unions


def kinds_of(value: Mapping[str, Any]) -> list[str]:
    """The kinds of block that a mapping names, in the schema's order; a good block names one."""
    return [kind for kind in BLOCK_KINDS if kind in value]


def block_kind(value: object) -> str | None:
    """The tag of a block by the one kind among its keys; None if there is none or more than one."""
    keys = value if isinstance(value, Mapping) else getattr(type(value), "model_fields", {})
    kinds = kinds_of(keys)
    return TAG + kinds[0] if len(kinds) == 1 else None


def _id_or_entry(value: object) -> str:
    return TAG + ("entry" if isinstance(value, Mapping) or hasattr(type(value), "model_fields") else "id")


def _text_or_list(value: object) -> str:
    # any other mapping is text with a colon in it that wants quotes
    is_entry = isinstance(value, Mapping) and ("list" in value or "text" in value)
    return TAG + ("entry" if is_entry or hasattr(type(value), "model_fields") else "text")


def _cells_or_row(value: object) -> str:
    return TAG + ("entry" if isinstance(value, Mapping) or hasattr(type(value), "model_fields") else "cells")


def _all_or_ids(value: object) -> str:
    return TAG + ("all" if isinstance(value, str) else "ids")


ById = Discriminator(_id_or_entry)
"""Tells an identifier (tag `kind:id`) from what it would stand for, written out (tag `kind:entry`)."""

ByList = Discriminator(_text_or_list)
"""Tells the text of an item (tag `kind:text`) from an item with a list inside (tag `kind:entry`)."""

ByRow = Discriminator(_cells_or_row)
"""Tells a row as a list of cells (tag `kind:cells`) from one with keys of its own (tag `kind:entry`)."""

AllOr = Discriminator(_all_or_ids)
"""Tells the word `all` (tag `kind:all`) from a list (tag `kind:ids`)."""
