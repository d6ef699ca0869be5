"""JSON: figures as they are written, found by a pointer (RFC 6901)."""

from __future__ import annotations

import json
from decimal import Decimal

from reportgen.core.diagnostics import Message
from reportgen.data.sources.decoding import decoded
from reportgen.data.sources.figures import Cell, Spot
from reportgen.data.sources.files import Content
from reportgen.data.sources.refusal import Refused, nearest, refuse

Json = dict[str, "Json"] | list["Json"] | str | Decimal | bool | None


class JsonFile:
    """A JSON file; numbers keep their digits: 18.50 is 18.50."""

    def __init__(self, content: Content) -> None:
        self._name = content.name
        text = decoded(content.data, content.name)
        try:
            self._root: Json = json.loads(
                text,
                parse_float=Decimal,
                parse_int=Decimal,
                parse_constant=_no_constant,
                object_pairs_hook=_entries,
            )
        except json.JSONDecodeError as problem:
            raise self._broken(
                f"第 {problem.lineno} 行第 {problem.colno} 列不合 JSON 的写法",
                f"line {problem.lineno}, column {problem.colno} is not JSON",
            ) from problem
        except RecursionError as problem:
            raise self._broken("层次太深", "it is nested too deeply") from problem
        except (ValueError, ArithmeticError) as problem:
            word = problem.args[0] if isinstance(problem, _OddError) else type(problem).__name__
            raise self._broken(f"有 {word}", f"it holds {word}") from problem

    def at(self, pointer: str) -> tuple[Cell, Spot]:
        """What stands at a pointer such as /data/0/value; raises `Refused` where there is nothing."""
        spot = Spot(f"{self._name}，{pointer}", f"{self._name}, {pointer}")
        here: Json = self._root
        for depth, step in enumerate(_steps(pointer)):
            choices = _choices(here)
            if step not in choices:
                until = "/".join(["", *pointer.split("/")[1 : depth + 1]]) or "/"
                raise self._missing(pointer, until, nearest(step, choices) or choices[:8])
            assert isinstance(here, dict | list), "what has choices has entries"
            here = here[step] if isinstance(here, dict) else here[int(step)]
        if isinstance(here, dict | list):
            kind = ("一组数据", "an object") if isinstance(here, dict) else ("一个列表", "a list")
            raise refuse(
                "data.not-a-number",
                f"{spot.zh}：是{kind[0]}，不是数字",
                f"{spot.en}: is {kind[1]}, not a number",
            )
        return Cell(here), spot

    def records(self) -> list[dict[str, str | Decimal | bool | None]]:
        """The entries of a file that is a list of flat objects; raises `Refused` for any other."""
        root = self._root
        if not isinstance(root, list):
            raise self._broken("应是一个列表，每项一行", "a list is wanted, an object for each row")
        rows: list[dict[str, str | Decimal | bool | None]] = []
        for number, entry in enumerate(root, start=1):
            flat = entry if isinstance(entry, dict) else {"": entry}
            row = {key: value for key, value in flat.items() if not isinstance(value, dict | list)}
            if "" in flat or len(row) < len(flat):
                raise self._broken(f"第 {number} 项不是一行“列名: 值”", f"entry {number} is no flat object")
            rows.append(row)
        return rows

    def _missing(self, pointer: str, until: str, listed: list[str]) -> Refused:
        hints = (Message(f"有 {'、'.join(listed)}", f"there is {', '.join(listed)}"),) if listed else ()
        return refuse(
            "data.no-path",
            f"{self._name} 里没有 {pointer}（到 {until} 为止）",
            f"{self._name} has nothing at {pointer} (it ends at {until})",
            *hints,
        )

    def _broken(self, zh: str, en: str) -> Refused:
        return refuse("data.unreadable", f"{self._name}：{zh}", f"{self._name}: {en}")


class _OddError(ValueError):
    """Something that Python takes and JSON, or our trust, does not."""


def _no_constant(word: str) -> Json:
    raise _OddError(word)


def _entries(pairs: list[tuple[str, Json]]) -> Json:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _OddError(f'"{name}" × 2')
            seen.add(name)
    return entries


def _steps(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _choices(here: Json) -> list[str]:
    """What a step from here may be."""
    if isinstance(here, dict):
        return list(here)
    return [str(index) for index in range(len(here))] if isinstance(here, list) else []
