"""A template filled in: every `<<name>>` in the values of a file gets what a row of a table says.

This happens to plain values, after the YAML was read: whatever stands in a row, it is the text of one scalar
or a part of it, and never a key, a list or another entry. A scalar that is nothing but `<<name>>` becomes a
number where the parameter's example is one, so that `value: <<revenue>>` is a figure. Without a row the
examples are taken, by which a template is checked.

Places stay those of the template: `Places.inside` answers for the characters of a filled text with those of
the `<<name>>` they came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from reportgen.core.diagnostics import Diagnostic, Message, Span, error, warning
from reportgen.core.normal import Normalised, Note
from reportgen.core.places import SpecPath
from reportgen.spec.places import SourcePlaces
from reportgen.spec.source import Plain
from reportgen.spec.suggest import did_you_mean

KEY = "parameters"
REFERENCE = re.compile(r"<<[ \t]*([^<>\n]+?)[ \t]*>>")
_TRUTHS = {"true": True, "是": True, "false": False, "否": False}


@dataclass(frozen=True, slots=True)
class Given:
    """What a row has in one column: the text as it is written, and the number if it can be read as one."""

    text: str
    number: int | Decimal | None = None


Row = Mapping[str, Given]  # by the names of columns; what is empty in a row is not in it


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as it is declared, so far as that can be read."""

    name: str
    example: object
    path: SpecPath


class FilledPlaces(SourcePlaces):
    """Places for offsets in texts that were filled in; `filled` are those texts, by path."""

    def __init__(self, typed: SourcePlaces, root: object, filled: Mapping[SpecPath, Normalised]) -> None:
        """As `typed`, the places of the template's values, which are `root` when filled in."""
        super().__init__(typed.source, typed.marks, root)
        self._typed = typed
        self._filled = filled

    def inside(self, path: SpecPath, offset: int, length: int = 1) -> Span:
        """As `SourcePlaces.inside`."""
        text = self._filled.get(path)
        if text is None:
            return self._typed.inside(path, offset, length)
        start, last = text.typed(offset), text.typed(offset + length - 1)
        for note in text.notes:  # of what came from a row the whole reference is shown
            end = note.offset + len(note.before) - 1
            start = note.offset if note.offset <= start <= end else start
            last = end if note.offset <= last <= end else last
        return self._typed.inside(path, start, max(last - start + 1, 1))


def parameters_of(value: Any) -> tuple[Parameter, ...]:
    """The parameters that the plain `value` of a file declares; what is malformed is left to the schema."""
    listed = value.get(KEY) if isinstance(value, dict) else None
    found = []
    for index, entry in enumerate(listed if isinstance(listed, tuple) else ()):
        name = entry.get("name") if isinstance(entry, dict) else None
        if isinstance(name, str | int | Decimal) and str(name).strip():
            found.append(Parameter(str(name).strip(), entry.get("example"), (KEY, index)))
    return tuple(found)


def filled(plain: Plain, row: Row | None = None) -> Plain:
    """The template `plain` with the values of `row`, or with its examples; any other file as it is.

    What cannot be filled in stays as typed and is a finding; nothing else is told of its line.
    """
    if not isinstance(plain.value, dict) or KEY not in plain.value:
        return plain
    work = _Filling(plain, row)
    value = {key: item if key == KEY else work.walk(item, (key,)) for key, item in plain.value.items()}
    findings = (*plain.findings, *work.findings, *work.unused())
    places = FilledPlaces(plain.places, value, work.filled)
    return replace(
        plain,
        value=value,
        places=places,
        findings=findings,
        faulty_lines=plain.faulty_lines | work.faulty_lines,
    )


class _Filling:
    """One way through the values of a template."""

    def __init__(self, plain: Plain, row: Row | None) -> None:
        self._places = plain.places
        self._row = row
        self._known: dict[str, Parameter] = {}
        self._used: set[str] = set()
        self.filled: dict[SpecPath, Normalised] = {}
        self.findings: list[Diagnostic] = []
        self.faulty_lines: frozenset[int] = frozenset()
        for parameter in parameters_of(plain.value):
            if parameter.name in self._known:
                self.findings.append(_double(parameter, self._places))
            self._known.setdefault(parameter.name, parameter)

    def walk(self, value: Any, path: SpecPath) -> Any:
        if isinstance(value, str):
            return self._text(value, path) if "<<" in value else value
        if isinstance(value, dict):
            return {key: self.walk(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, tuple):
            return tuple(self.walk(item, (*path, index)) for index, item in enumerate(value))
        return value

    def unused(self) -> Iterator[Diagnostic]:
        """The parameters that the template never uses."""
        for name, parameter in self._known.items():
            if name not in self._used:
                yield warning(
                    "spec.unused-parameter",
                    self._places.value((*parameter.path, "name")),
                    zh=f"参数“{name}”没有用到",
                    en=f'the parameter "{name}" is not used',
                    hints=(Message(f"在该填的地方写 <<{name}>>，或删去", f"write <<{name}>> or remove it"),),
                )

    def _text(self, text: str, path: SpecPath) -> Any:
        whole = REFERENCE.fullmatch(text.strip())
        if whole is not None:
            value = self._value(whole[1], path, text.index("<<"), len(whole[0]), is_alone=True)
            if not isinstance(value, str):
                return text if value is None else value
            self.filled[path] = Normalised(value, (Note(0, text, value),))
            return value
        notes, pieces, at = [], [], 0
        for match in REFERENCE.finditer(text):
            value = self._value(match[1], path, match.start(), len(match[0]), is_alone=False)
            if value is None:
                continue
            notes.append(Note(match.start(), match[0], str(value)))
            pieces += [text[at : match.start()], str(value)]
            at = match.end()
        done = "".join([*pieces, text[at:]])
        if notes:
            self.filled[path] = Normalised(done, tuple(notes))
        return done

    def _value(self, name: str, path: SpecPath, offset: int, length: int, *, is_alone: bool) -> Any:
        """What stands for one reference: a number or truth only where it `is_alone`; None is told."""
        parameter = self._known.get(name)
        if parameter is None:
            self._refuse(_unknown(name, self._known, self._places.inside(path, offset, length)), path)
            return None
        self._used.add(name)
        if self._row is None:
            example = parameter.example
            if example in (None, "") or isinstance(example, dict | tuple):  # the schema says so
                self.faulty_lines |= frozenset(self._places.lines(path))
                return None
            return example if is_alone else _written(example)
        given = self._row.get(name)
        if given is None:
            self._refuse(_missing(name, self._places.inside(path, offset, length)), path)
            return None
        if isinstance(parameter.example, bool):
            truth = _TRUTHS.get(given.text.casefold())
            if truth is None:
                self._refuse(_no_truth(name, given, self._places.inside(path, offset, length)), path)
            return truth if is_alone or truth is None else given.text
        if isinstance(parameter.example, int | Decimal):
            if given.number is None:
                self._refuse(_no_number(name, given, self._places.inside(path, offset, length)), path)
                return None
            return given.number if is_alone else given.text
        return given.text

    def _refuse(self, finding: Diagnostic, path: SpecPath) -> None:
        self.findings.append(finding)
        self.faulty_lines |= frozenset(self._places.lines(path))


def _written(example: object) -> str:
    return ("true" if example else "false") if isinstance(example, bool) else str(example)


def _double(parameter: Parameter, places: SourcePlaces) -> Diagnostic:
    return error(
        "spec.double-parameter",
        places.value((*parameter.path, "name")),
        zh=f"参数“{parameter.name}”写了两次",
        en=f'the parameter "{parameter.name}" is declared twice',
        hints=(Message("删去一个", "remove one"),),
    )


def _unknown(name: str, known: Mapping[str, Parameter], span: Span) -> Diagnostic:
    listed = Message(f"parameters 里有：{'、'.join(known)}", f"there is: {', '.join(known)}")
    return error(
        "spec.unknown-parameter",
        span,
        zh=f"parameters 里没有“{name}”",
        en=f'parameters has no "{name}"',
        hints=did_you_mean(name, list(known)) or ((listed,) if known else ()),
    )


def _missing(name: str, span: Span) -> Diagnostic:
    return error(
        "rows.no-value",
        span,
        zh=f"这里要填“{name}”，这一行却没有填",
        en=f'"{name}" goes in here, and the row has none',
        hints=(Message("在表里补上", "fill it in in the table"),),
    )


def _no_number(name: str, given: Given, span: Span) -> Diagnostic:
    return error(
        "rows.not-a-number",
        span,
        zh=f"“{name}”应是数，这一行写的是“{given.text}”",
        en=f'"{name}" has to be a number, and the row says "{given.text}"',
        hints=(
            Message(
                "在表里改成数；本来就是文字的，给例子（example）加引号",
                "write a number in the table; if it is meant as text, put its example in quotes",
            ),
        ),
    )


def _no_truth(name: str, given: Given, span: Span) -> Diagnostic:
    return error(
        "rows.not-a-truth",
        span,
        zh=f"“{name}”应是“是”或“否”，这一行写的是“{given.text}”",
        en=f'"{name}" has to be true or false, and the row says "{given.text}"',
        hints=(Message("写 是、否、true 或 false", "write true or false"),),
    )
