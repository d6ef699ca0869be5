"""What is kept of the rounds beside a spec: `.reportgen/store.sqlite`.

Each record is written in one transaction. A store that cannot be read is kept aside under another name, and
said so.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reportgen.core.diagnostics import Diagnostic, Message, error, warning
from reportgen.pipeline.files import not_written
from reportgen.pipeline.kept_base import KeptBase
from reportgen.review.rounds import (
    Departure,
    ExceptionMade,
    Frozen,
    Item,
    PageText,
    Round,
    SignedFile,
)

NAME = "store.sqlite"
VERSION = 1
_SCHEMA = """
CREATE TABLE rounds (
  id INTEGER PRIMARY KEY, spec TEXT NOT NULL, name TEXT NOT NULL, moment TEXT NOT NULL,
  files TEXT NOT NULL, items TEXT NOT NULL, pages TEXT NOT NULL);
CREATE TABLE frozen (
  id INTEGER PRIMARY KEY, spec TEXT NOT NULL, moment TEXT NOT NULL,
  snapshot TEXT NOT NULL, figures TEXT NOT NULL);
CREATE TABLE exceptions (
  id INTEGER PRIMARY KEY, frozen INTEGER NOT NULL REFERENCES frozen(id), moment TEXT NOT NULL,
  reason TEXT NOT NULL, departures TEXT NOT NULL);
CREATE INDEX rounds_of ON rounds(spec, id);
CREATE INDEX frozen_of ON frozen(spec, id);
"""


class Store(KeptBase):
    """The store of one spec. Every call opens the file, does one thing and closes it again.

    Calls raise ReportError with `rounds.store-broken`, `rounds.store-newer` or `rounds.store-busy`; nothing
    is made by reading.
    """

    NAME, VERSION, SCHEMA = NAME, VERSION, _SCHEMA

    def __init__(self, spec: Path) -> None:
        super().__init__(spec)
        self.spec = spec.name

    # ------------------------------------------------------------------ rounds

    def rounds(self) -> tuple[Round, ...]:
        """All rounds, the oldest first."""
        query = "SELECT name, moment, files, items, pages FROM rounds WHERE spec = ? ORDER BY id"
        return self.read(lambda base: tuple(_round(row) for row in base.execute(query, (self.spec,))), ())

    def add_round(self, made: Round) -> None:
        """Record a round."""
        values = (
            self.spec,
            made.name,
            made.moment,
            *(_text([asdict(each) for each in part]) for part in (made.files, made.items, made.pages)),
        )
        with self.writing() as base:
            base.execute(
                "INSERT INTO rounds(spec, name, moment, files, items, pages) VALUES (?,?,?,?,?,?)", values
            )

    # ------------------------------------------------------------------ the freeze

    def frozen(self) -> tuple[str, str, Mapping[str, Frozen]] | None:
        """When figures were frozen last, the snapshot of their sources, the figures; None: they are not."""

        def read(base: sqlite3.Connection) -> tuple[str, str, Mapping[str, Frozen]] | None:
            row = base.execute(f"SELECT moment, snapshot, figures {_LAST}", (self.spec,)).fetchone()
            if row is None:
                return None
            figures = {
                name: Frozen(each["name"], each["printed"], _state(each["state"]))
                for name, each in json.loads(row[2]).items()
            }
            return row[0], row[1], figures

        return self.read(read, None)

    def freeze(self, moment: str, snapshot: str, figures: Mapping[str, Frozen], reason: str = "") -> None:
        """Keep these figures from now on; with a `reason`, what differs from the last ones is an exception.

        Exceptions made before stay on the record.
        """
        from reportgen.review.rounds import departures, uncovered

        last, made = self.frozen(), self.exceptions()
        rest = uncovered(departures(last[2], figures), made) if last is not None and reason else ()
        kept = [ExceptionMade(moment, reason, rest)] if rest else []
        with self.writing() as base:
            cursor = base.execute(
                "INSERT INTO frozen(spec, moment, snapshot, figures) VALUES (?,?,?,?)",
                (self.spec, moment, snapshot, _text({name: asdict(each) for name, each in figures.items()})),
            )
            for each in kept:
                _add_exception(base, cursor.lastrowid, each)

    def exceptions(self) -> tuple[ExceptionMade, ...]:
        """All exceptions since figures were frozen first, the oldest first."""
        query = (
            "SELECT e.moment, e.reason, e.departures FROM exceptions e JOIN frozen f ON f.id = e.frozen "
            "WHERE f.spec = ? ORDER BY e.id"
        )
        return self.read(lambda base: tuple(_exception(row) for row in base.execute(query, (self.spec,))), ())

    def add_exception(self, made: ExceptionMade) -> None:
        """Record that figures may differ from the frozen ones."""
        with self.writing() as base:
            row = base.execute(f"SELECT id {_LAST}", (self.spec,)).fetchone()
            assert row is not None, "an exception to nothing"
            _add_exception(base, row[0], made)

    # ------------------------------------------------------------------ the file

    def set_aside(self) -> Diagnostic:
        """Rename a broken store, with all that belongs to it, so that a new one can be begun; says so."""
        name = self.renamed_aside()
        return warning(
            "rounds.store-kept-aside",
            None,
            zh=f"校次的记录 {self.path} 读不出来，改名为 {name} 留着；新的里没有以前的校次和冻结",
            en=f"the record of rounds {self.path} cannot be read; it is kept as {name} and a new one "
            "begun, which knows of no earlier rounds or freeze",
        )

    def broken(self, problem: Exception) -> Diagnostic:
        """That the store is none any more."""
        return _broken(self.path, problem)

    def newer(self) -> Diagnostic:
        """That a newer program wrote it."""
        return _newer(self.path)

    def unwritable(self, problem: Exception) -> Diagnostic:
        """That its folder cannot be made, or that another program keeps it."""
        return (
            not_written(self.path.parent, problem)
            if isinstance(problem, OSError)
            else _busy(self.path, problem)
        )


_LAST = "FROM frozen WHERE spec = ? ORDER BY id DESC LIMIT 1"


# ------------------------------------------------------------------ records


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _round(row: tuple[str, ...]) -> Round:
    name, moment, files, items, pages = row
    return Round(
        name,
        moment,
        tuple(SignedFile(**each) for each in json.loads(files)),
        tuple(
            Item(**{**each, "forms": tuple(each["forms"]), "pages": tuple(each["pages"])})
            for each in json.loads(items)
        ),
        tuple(PageText(**each) for each in json.loads(pages)),
    )


def _state(given: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in given)


def _exception(row: tuple[str, str, str]) -> ExceptionMade:
    found = [_departure(each) for each in json.loads(row[2])]
    return ExceptionMade(row[0], row[1], tuple(found))


def _departure(given: dict[str, Any]) -> Departure:
    return Departure(**{**given, "fields": tuple(given["fields"]), "state": _state(given["state"])})


def _add_exception(base: sqlite3.Connection, frozen: int | None, made: ExceptionMade) -> None:
    base.execute(
        "INSERT INTO exceptions(frozen, moment, reason, departures) VALUES (?,?,?,?)",
        (frozen, made.moment, made.reason, _text([asdict(each) for each in made.departures])),
    )


# ------------------------------------------------------------------ findings


def _broken(path: Path, problem: Exception) -> Diagnostic:
    return error(
        "rounds.store-broken",
        None,
        zh=f"校次的记录 {path} 读不出来：{problem}",
        en=f"the record of rounds {path} cannot be read: {problem}",
        hints=[
            Message(
                "从备份取回这个文件；没有备份就运行 reportgen sheet --record 或 freeze，坏的改名留着",
                "bring the file back from a backup, or run reportgen sheet --record or freeze: the broken "
                "one is kept under another name and a new one begun",
            )
        ],
    )


def _newer(path: Path) -> Diagnostic:
    return error(
        "rounds.store-newer",
        None,
        zh=f"校次的记录 {path} 是更新的程序写的，这个版本读不了",
        en=f"the record of rounds {path} was written by a newer program than this",
        hints=[Message("换用新的 reportgen", "use the newer reportgen")],
    )


def _busy(path: Path, problem: Exception) -> Diagnostic:
    return error(
        "rounds.store-busy",
        None,
        zh=f"打不开校次的记录 {path}，或者另一个程序占着它：{problem}",
        en=f"the record of rounds {path} cannot be opened, or another program keeps it: {problem}",
        hints=[
            Message(
                "等另一个运行完，核对文件夹的权限", "wait for the other run; check the folder's permissions"
            )
        ],
    )
