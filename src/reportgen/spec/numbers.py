"""Figures as typed, and advice for the many ways of typing something that only looks like one."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic_core import PydanticCustomError

from reportgen.core.diagnostics import Message
from reportgen.core.normal import narrow
from reportgen.spec.refusal import refusal, shown, write_instead

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_WITH_UNIT = re.compile(
    r"(不足|首超|超过|超|约|达到|达)?\s*(-?[0-9][0-9,]*(?:\.[0-9]+)?)\s*([^0-9\s.,:-][^0-9]*?)?(以上|以内)?"
)
MAX_DIGITS = 28  # the precision of decimal's default context


def parse_figure(value: object) -> Decimal:
    """The exact number; raises a refusal with a suggestion for whatever only looks like one."""
    if type(value) is int:
        value = Decimal(value)
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) > MAX_DIGITS:
            raise refusal(
                "spec.bad-number",
                f"数字超过 {MAX_DIGITS} 位",
                f"the number has more than {MAX_DIGITS} digits",
            )
        return value
    if type(value) is not str:
        raise _no_number(value)
    raise _not_a_number(value)


def _no_number(value: object) -> PydanticCustomError:
    if value is None:
        return refusal(
            "spec.empty-value",
            "这里没有写数字",
            "a number is missing here",
            Message("没有数值就删去这一行", "remove the line if there is no value"),
        )
    return refusal("spec.bad-number", "这里应是一个数字", "a number is wanted here")


def _not_a_number(text: str) -> PydanticCustomError:
    plain = narrow(text).strip().replace("−", "-").replace("。", ".")
    zh, en = f"“{shown(text)}”不是数字", f'"{shown(text)}" is not a number'
    if plain == text and _NUMBER.fullmatch(text):
        return refusal(
            "spec.bad-number",
            zh + "：引号里的是文字",
            en + " but text in quotes",
            write_instead(text, "去掉引号：", "without quotes: "),
        )
    if plain != text and _NUMBER.fullmatch(plain):
        return refusal(
            "spec.bad-number", zh + "：数字要用半角", en + ": use half-width digits", write_instead(plain)
        )
    bare = plain.replace(",", "").replace("_", "").replace(" ", "")
    if _NUMBER.fullmatch(bare):
        zh, en = zh + "：不写千分号", en + ": digits are not grouped"
        return refusal("spec.bad-number", zh, en, write_instead(bare))
    for trimmed in (plain.lstrip("+"), "0" + plain, plain + "0", re.sub(r"^(-?)0+(?=[0-9])", r"\1", plain)):
        if _NUMBER.fullmatch(trimmed):
            return refusal("spec.bad-number", zh, en, write_instead(trimmed))
    if re.fullmatch(r"[+-]?[0-9.]+[eE][+-]?[0-9]{1,2}", plain):
        exact = format(Decimal(plain), "f") if plain.count(".") < 2 else ""
        return refusal(
            "spec.bad-number",
            zh + "：不用指数",
            en + ": exponents are not used",
            *([write_instead(exact)] if exact else []),
        )
    match = _WITH_UNIT.fullmatch(plain)
    if match and (match[1] or match[3] or match[4]):
        number = match[2].replace(",", "")
        qualifier = {"超过": "超", "达到": "达"}.get(match[1] or match[4] or "", match[1] or match[4])
        parts = [f"value: {number}"]
        parts += [f"qualifier: {qualifier}"] if qualifier else []
        parts += [f'unit: "{match[3]}"' if match[3] == "%" else f"unit: {match[3]}"] if match[3] else []
        return refusal(
            "spec.bad-number",
            zh + "：单位和限定词要另外写",
            en + ": unit and qualifier are entries of their own",
            Message(f"分开写：{'、'.join(parts)}", f"write them apart: {', '.join(parts)}"),
        )
    return refusal("spec.bad-number", zh, en)
