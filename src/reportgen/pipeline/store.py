"""What is kept of the rounds beside a spec: `.reportgen/store.sqlite`.

Each record is written in one transaction, so that a run that is killed leaves the store as it was, and two
runs at once wait for each other. A store that cannot be read is kept aside under another name, and said so.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, error, warning
from reportgen.pipeline.files import kept_beside, not_written
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
BUSY_SECONDS = 15.0  # that one run waits for another
_SCHEMA = """
CREATE TABLE IF NOT EXISTS rounds (
  id INTEGER PRIMARY KEY, spec TEXT NOT NULL, name TEXT NOT NULL, moment TEXT NOT NULL,
  files TEXT NOT NULL, items TEXT NOT NULL, pages TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS frozen (
  id INTEGER PRIMARY KEY, spec TEXT NOT NULL, moment TEXT NOT NULL,
  snapshot TEXT NOT NULL, figures TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS exceptions (
  id INTEGER PRIMARY KEY, frozen INTEGER NOT NULL REFERENCES frozen(id), moment TEXT NOT NULL,
  reason TEXT NOT NULL, departures TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS rounds_of ON rounds(spec, id);
CREATE INDEX IF NOT EXISTS frozen_of ON frozen(spec, id);
"""
_T = TypeVar("_T")


class Store:
    """The store of one spec. Every call opens the file, does one thing and closes it again.

    Calls raise ReportError with `rounds.store-broken`, `rounds.store-newer` or `rounds.store-busy`; nothing
    is made by reading.
    """

    def __init__(self, spec: Path) -> None:
        self.path = kept_beside(spec) / NAME
        self.spec = spec.name

    # ------------------------------------------------------------------ rounds

    def rounds(self) -> tuple[Round, ...]:
        """All rounds, the oldest first."""
        query = "SELECT name, moment, files, items, pages FROM rounds WHERE spec = ? ORDER BY id"
        return self._read(lambda base: tuple(_round(row) for row in base.execute(query, (self.spec,))), ())

    def add_round(self, made: Round) -> None:
        """Record a round."""
        values = (
            self.spec,
            made.name,
            made.moment,
            *(_text([asdict(each) for each in part]) for part in (made.files, made.items, made.pages)),
        )
        with self._writing() as base:
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

        return self._read(read, None)

    def freeze(self, moment: str, snapshot: str, figures: Mapping[str, Frozen], reason: str = "") -> None:
        """Keep these figures from now on; with a `reason`, what differs from the last ones is an exception.

        Exceptions made before stay on the record.
        """
        from reportgen.review.rounds import departures, uncovered

        last, made = self.frozen(), self.exceptions()
        rest = uncovered(departures(last[2], figures), made) if last is not None and reason else ()
        kept = [ExceptionMade(moment, reason, rest)] if rest else []
        with self._writing() as base:
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
        return self._read(
            lambda base: tuple(_exception(row) for row in base.execute(query, (self.spec,))), ()
        )

    def add_exception(self, made: ExceptionMade) -> None:
        """Record that figures may differ from the frozen ones."""
        with self._writing() as base:
            row = base.execute(f"SELECT id {_LAST}", (self.spec,)).fetchone()
            assert row is not None, "an exception to nothing"
            _add_exception(base, row[0], made)

    # ------------------------------------------------------------------ the file

    def set_aside(self) -> Diagnostic:
        """Rename a broken store, with all that belongs to it, so that a new one can be begun; says so."""
        number = 1
        while self._aside(number).exists():
            number += 1
        target = self._aside(number)
        for suffix in ("-wal", "-shm", ""):
            part = self.path.with_name(NAME + suffix)
            if part.exists():
                part.rename(target.with_name(target.name + suffix))
        return warning(
            "rounds.store-kept-aside",
            None,
            zh=f"校次的记录 {self.path} 读不出来，改名为 {target.name} 留着；新的里没有以前的校次和冻结",
            en=f"the record of rounds {self.path} cannot be read; it is kept as {target.name} and a new one "
            "begun, which knows of no earlier rounds or freeze",
        )

    def _aside(self, number: int) -> Path:
        return self.path.with_name(f"{NAME}.broken-{number}")

    def _read(self, ask: Callable[[sqlite3.Connection], _T], nothing: _T) -> _T:
        if not self.path.exists():
            return nothing
        with self._opened() as base:
            return ask(base)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise ReportError([not_written(self.path.parent, problem)]) from problem
        with self._opened() as base:
            base.execute("BEGIN IMMEDIATE")
            try:
                yield base
            except BaseException:
                if base.in_transaction:
                    base.execute("ROLLBACK")
                raise
            base.execute("COMMIT")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        base: sqlite3.Connection | None = None
        try:
            base = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            base.execute("PRAGMA foreign_keys = ON")
            self._prepare(base)
            yield base
        except (sqlite3.OperationalError, PermissionError) as problem:
            raise ReportError([_busy(self.path, problem)]) from problem
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError) as problem:
            raise ReportError([_broken(self.path, problem)]) from problem
        finally:
            if base is not None:
                base.close()

    def _prepare(self, base: sqlite3.Connection) -> None:
        """The tables of a new store; a store of a newer program is left alone."""
        version = base.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise ReportError([_newer(self.path)])
        if version == VERSION:
            return
        _patiently(lambda: base.execute("PRAGMA journal_mode = WAL"))
        base.execute("BEGIN IMMEDIATE")
        for statement in filter(str.strip, _SCHEMA.split(";")):
            base.execute(statement)
        base.execute(f"PRAGMA user_version = {VERSION}")
        base.execute("COMMIT")


_LAST = "FROM frozen WHERE spec = ? ORDER BY id DESC LIMIT 1"


def _patiently(step: Callable[[], object]) -> None:
    """Changing the journal does not wait for another run by itself."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            step()
            return
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


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
