"""Pydantic's findings as ours: with a place in the file, in our own words, with what was probably meant.

Pydantic's wording never reaches a reader. Every type of error that the schema can give has its sentence
here; the types that `refusal` makes bring theirs along.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportgen.core.diagnostics import Diagnostic, Message, Span, error
from reportgen.spec.keys import Location, described, expected, path_of
from reportgen.spec.places import WrittenPlaces
from reportgen.spec.refusal import shown
from reportgen.spec.suggest import did_you_mean, nearest
from reportgen.spec.syntax import fullwidth_colon, no_space
from reportgen.spec.types import BLOCK_KINDS, kinds_of


def explain_errors(
    problem: ValidationError, root: type[BaseModel], places: WrittenPlaces
) -> list[Diagnostic]:
    """Diagnostics for every finding of `problem` in a value of the model `root`, in pydantic's order."""
    details = problem.errors(include_url=False)
    return [_explained(detail, root, places) for detail in details if not _follows(detail, root)]


def _follows(detail: ErrorDetails, root: type[BaseModel]) -> bool:
    """Whether a finding only follows from another one: a list short of its faulty items, a misspelt key."""
    if detail["type"] == "too_short":
        return bool(len(detail["input"]) >= detail["ctx"]["min_length"])
    if detail["type"] != "missing":
        return False
    key = str(detail["loc"][-1])
    model = expected(root, detail["loc"][:-1]).model
    legal = list(model.model_fields) if model else []
    return any(key in nearest(other, legal) for other in detail["input"] if other not in legal)


def _explained(detail: ErrorDetails, root: type[BaseModel], places: WrittenPlaces) -> Diagnostic:
    case = _Case(detail, root, places)
    if "hints" in case.context:
        return case.our_own()
    return _SENTENCES.get(detail["type"], _Case.anything)(case)


class _Case:
    """One finding with its place and what the schema wants there."""

    def __init__(self, detail: ErrorDetails, root: type[BaseModel], places: WrittenPlaces) -> None:
        self.location: Location = detail["loc"]
        self.path = path_of(self.location)
        self.input: Any = detail["input"]
        self.context: Mapping[str, Any] = detail.get("ctx", {})
        self.code = detail["type"]
        self.root = root
        self.places = places

    # -- places

    @property
    def value(self) -> Span:
        return self.places.value(self.path)

    @property
    def parent(self) -> type[BaseModel]:
        return expected(self.root, self.location[:-1]).model or BaseModel

    # -- sentences

    def our_own(self) -> Diagnostic:
        hints = [Message(zh, en) for zh, en in self.context["hints"]]
        if self.input is None and (comment := self._comment()):
            hints.insert(0, comment)
        return error(self.code, self.value, zh=self.context["zh"], en=self.context["en"], hints=hints)

    def missing(self) -> Diagnostic:
        key = str(self.path[-1])
        name = described(self.parent, key)
        return error(
            "spec.missing-key",
            self.places.value(self.path[:-1]),
            zh=f"缺少 {key}" + (f"（{name}）" if name else ""),
            en=f'"{key}" is missing',
            hints=(Message(f"补上一行 {key}: …", f"add a line {key}: …"),),
        )

    def unknown_key(self) -> Diagnostic:
        key = str(self.path[-1])
        legal = list(self.parent.model_fields)
        span = self.places.key(self.path)
        bare = unicodedata.normalize("NFKC", key).strip()
        hints: tuple[Message, ...]
        if key != bare and bare in legal:
            hints = (
                Message(
                    f"{bare} 前后有全角或特殊字符，只写 {bare}",
                    f"write plain {bare}: it holds full-width or odd characters",
                ),
            )
        elif key == "<<":
            hints = (
                Message(
                    "不支持用 << 合并，请直接写出各项",
                    "merging with << is not supported; write the entries out",
                ),
            )
        else:
            hints = did_you_mean(key, legal) or self._by_description(key)
            hints = hints or (
                Message(f"这里可用的键：{'、'.join(legal)}", f"keys allowed here: {', '.join(legal)}"),
            )
        return error(
            "spec.unknown-key",
            span,
            zh=f"这里没有“{shown(key)}”这个键",
            en=f'there is no key "{shown(key)}" here',
            hints=hints,
        )

    def _by_description(self, key: str) -> tuple[Message, ...]:
        """Keys typed in Chinese, found by the names in the descriptions."""
        names = {described(self.parent, legal): legal for legal in self.parent.model_fields}
        found = names.get(key)
        return (Message(f"你是不是想写 {found}？", f"did you mean {found}?"),) if found else ()

    def no_mapping(self) -> Diagnostic:
        if isinstance(self.input, str) and (colon := re.search("[:：]", self.input)):
            key = self.input[: colon.start()].strip()
            rest = self.input[colon.end() :].split("\n")[0].strip()
            span = self.places.inside(self.path, colon.start())
            return fullwidth_colon(span, key, rest) if colon[0] == "：" else no_space(span, key, rest)
        hints: list[Message] = []
        model = expected(self.root, self.location).model
        if model:
            required = [key for key, field in model.model_fields.items() if field.is_required()]
            keys = required or list(model.model_fields)[:3]
            hints.append(
                Message(f"例如换行缩进后写 {keys[0]}: …", f"such as, indented on the next line, {keys[0]}: …")
            )
        if self.input is None and (comment := self._comment()):
            hints.insert(0, comment)
        return error(
            "spec.wrong-type",
            self.value,
            zh=f"这里应是几项“键: 值”，{_found(self.input).zh}",
            en=f"entries of keys and values are wanted here, {_found(self.input).en}",
            hints=hints,
        )

    def no_list(self) -> Diagnostic:
        if isinstance(self.input, str | int) and not isinstance(self.input, bool):
            hint = Message(
                f"只有一项也要写成 [{shown(self.input)}]", f"write a single item as [{shown(self.input)}]"
            )
        else:
            hint = Message("每项一行，以“- ”开头", 'one item a line, each after "- "')
        return error(
            "spec.wrong-type",
            self.value,
            zh=f"这里应是一列，{_found(self.input).zh}",
            en=f"a list is wanted here, {_found(self.input).en}",
            hints=(hint,),
        )

    def not_among(self) -> Diagnostic:
        words = expected(self.root, self.location).words
        if self.path == ("format",):
            return error(
                "spec.format",
                self.value,
                zh=f"不认识格式“{shown(self.input)}”，本程序读的是 {words[0]}",
                en=f'the format "{shown(self.input)}" is not known; this program reads {words[0]}',
                hints=(
                    Message(
                        f"写成 format: {words[0]}；文件来自更新的版本时请升级程序",
                        f"write format: {words[0]}, or upgrade",
                    ),
                ),
            )
        if words == ("all",):
            return error(
                "spec.bad-choice",
                self.value,
                zh=f"这里写 all，或列出编号，“{shown(self.input)}”不行",
                en=f'write all or a list of ids here, not "{shown(self.input)}"',
                hints=(
                    Message(
                        f"只有一项也要写成 [{shown(self.input)}]",
                        f"write a single id as [{shown(self.input)}]",
                    ),
                ),
            )
        listed = Message(f"可以写：{'、'.join(words)}", f"allowed: {', '.join(words)}")
        near = did_you_mean(self.input, words) if isinstance(self.input, str) else ()
        return error(
            "spec.bad-choice",
            self.value,
            zh=f"这里不能写“{_as_typed(self.input)}”",
            en=f'"{_as_typed(self.input)}" is not allowed here',
            hints=(*near, listed),
        )

    def no_boolean(self) -> Diagnostic:
        meant = _SPOKEN.get(str(self.input).strip().casefold())
        hint = f"写成 {meant}" if meant else "写 true（是）或 false（否）"
        hint_en = f"write {meant}" if meant else "write true or false"
        return error(
            "spec.wrong-type",
            self.value,
            zh=f"这里应是 true 或 false，{_found(self.input).zh}",
            en=f"true or false is wanted here, {_found(self.input).en}",
            hints=(Message(hint, hint_en),),
        )

    def no_integer(self) -> Diagnostic:
        plain = unicodedata.normalize("NFKC", str(self.input)).strip()
        hints = (
            (Message(f"写成 {int(plain)}", f"write {int(plain)}"),)
            if plain.isascii() and plain.isdigit()
            else ()
        )
        return error(
            "spec.bad-number",
            self.value,
            zh=f"这里应是整数，{_found(self.input).zh}",
            en=f"a whole number is wanted here, {_found(self.input).en}",
            hints=hints,
        )

    def too_small(self) -> Diagnostic:
        least = self.context["ge"]
        return error(
            "spec.out-of-range",
            self.value,
            zh=f"这里的数不能小于 {least}",
            en=f"the number must not be below {least}",
        )

    def too_large(self) -> Diagnostic:
        most = self.context["le"]
        return error(
            "spec.out-of-range",
            self.value,
            zh=f"这里的数不能大于 {most}",
            en=f"the number must not be above {most}",
        )

    def too_few(self) -> Diagnostic:
        least = self.context["min_length"]
        return error(
            "spec.too-few",
            self.value,
            zh="这里不能是空的" if least == 1 else f"至少要有 {least} 项",
            en="this must not be empty" if least == 1 else f"at least {least} items are needed",
        )

    def too_many(self) -> Diagnostic:
        most = self.context["max_length"]
        return error(
            "spec.too-many",
            self.places.value((*self.path, most)),
            zh=f"最多 {most} 项，从这里起多出 {len(self.input) - most} 项",
            en=f"at most {most} items are allowed; from here on there are {len(self.input) - most} too many",
        )

    def no_kind(self) -> Diagnostic:
        """A block without a kind, or with two."""
        if not isinstance(self.input, dict):
            return self.no_mapping()
        kinds = kinds_of(self.input)
        if len(kinds) > 1:
            return error(
                "spec.block-kind",
                self.places.key((*self.path, kinds[1])),
                zh=f"一个版块只能是一种，这里同时有 {' 和 '.join(kinds)}",
                en=f"a block is of one kind; this one has {' and '.join(kinds)}",
                hints=(
                    Message(
                        f"在 {kinds[1]} 前加“- ”，分成两个版块",
                        f'put "- " before {kinds[1]} to make two blocks',
                    ),
                ),
            )
        for key in self.input:
            if near := did_you_mean(key, BLOCK_KINDS):
                span = self.places.key((*self.path, key))
                return error(
                    "spec.block-kind",
                    span,
                    zh=f"没有“{shown(key)}”这种版块",
                    en=f'there is no block "{shown(key)}"',
                    hints=near,
                )
        return error(
            "spec.block-kind",
            self.value,
            zh="看不出这是哪一种版块",
            en="it is not clear what kind of block this is",
            hints=(
                Message(
                    f"版块要有这些键中的一个：{'、'.join(BLOCK_KINDS)}",
                    f"one of these keys is needed: {', '.join(BLOCK_KINDS)}",
                ),
            ),
        )

    def anything(self) -> Diagnostic:
        return error(
            "spec.bad-value",
            self.value,
            zh=f"这里的值不合要求，{_found(self.input).zh}",
            en=f"the value does not fit here, {_found(self.input).en}",
        )

    def _comment(self) -> Message | None:
        """Advice where a value is missing because # made it a comment."""
        line = self.places.line(self.value)
        rest = line[self.value.column - 1 :].strip()
        if not rest.startswith("#") or len(rest) < 2:
            return None
        return Message(
            f'# 后面是注释；要印出来请加引号："{rest}"', f'# begins a comment; to print it write "{rest}"'
        )


_SPOKEN = {
    **dict.fromkeys(("yes", "on", "y", "是", "真", "1", "对", "true"), "true"),
    **dict.fromkeys(("no", "off", "n", "否", "假", "0", "不", "false"), "false"),
}


def _as_typed(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | tuple):
        return "…"
    return "null" if value is None else shown(value)


def _found(value: object) -> Message:
    """What was found instead, as the end of a sentence."""
    if value is None:
        return Message("却没有写内容", "but nothing is written")
    if isinstance(value, dict):
        return Message("写的却是几项“键: 值”", "not entries of keys and values")
    if isinstance(value, tuple):
        return Message("写的却是一列", "not a list")
    return Message(f"写的却是“{_as_typed(value)}”", f'not "{_as_typed(value)}"')


_SENTENCES: dict[str, Callable[[_Case], Diagnostic]] = {
    "missing": _Case.missing,
    "extra_forbidden": _Case.unknown_key,
    "model_type": _Case.no_mapping,
    "model_attributes_type": _Case.no_mapping,
    "dict_type": _Case.no_mapping,
    "tuple_type": _Case.no_list,
    "literal_error": _Case.not_among,
    "bool_type": _Case.no_boolean,
    "int_type": _Case.no_integer,
    "int_parsing": _Case.no_integer,
    "int_from_float": _Case.no_integer,
    "greater_than_equal": _Case.too_small,
    "less_than_equal": _Case.too_large,
    "too_short": _Case.too_few,
    "too_long": _Case.too_many,
    "union_tag_not_found": _Case.no_kind,
    "union_tag_invalid": _Case.no_kind,
}
