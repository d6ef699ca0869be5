"""A small database that is kept beside a spec: SQLite, opened for one thing and closed again.

Each change is one transaction, so that a program that is killed leaves the file as it was, and two at once
wait for each other. A file that is broken can be renamed, with all that belongs to it, and a new one begun.
"""

from __future__ import annotations

import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from reportgen.core.diagnostics import Diagnostic, ReportError
from reportgen.pipeline.files import kept_beside

BUSY_SECONDS = 15.0  # that one program waits for another
_T = TypeVar("_T")


class KeptBase(ABC):
    """The file `NAME` in the folder beside `spec`, with the tables of `SCHEMA`, which is of `VERSION`.

    Calls raise ReportError with what `broken`, `newer` or `unwritable` say; nothing is made by reading.
    """

    NAME: str
    VERSION: int
    SCHEMA: str  # statements, ended by semicolons

    def __init__(self, spec: Path) -> None:
        self.path = kept_beside(spec) / self.NAME

    # ------------------------------------------------------------------ what may be wrong

    @abstractmethod
    def broken(self, problem: Exception) -> Diagnostic:
        """That the file is no such database any more."""

    @abstractmethod
    def newer(self) -> Diagnostic:
        """That a newer program wrote it."""

    @abstractmethod
    def unwritable(self, problem: Exception) -> Diagnostic:
        """That it cannot be opened or written: a right, the disk, another program."""

    # ------------------------------------------------------------------ doors

    def read(self, ask: Callable[[sqlite3.Connection], _T], nothing: _T) -> _T:
        """What `ask` finds; `nothing` where there is no file."""
        if not self.path.exists():
            return nothing
        with self._opened() as base:
            return ask(base)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, which nobody else writes beside; on any failure nothing of it is kept."""
        with self._opened() as base:
            base.execute("BEGIN IMMEDIATE")
            try:
                yield base
                base.execute("COMMIT")
            except BaseException:
                if base.in_transaction:  # a full disk may have ended it already
                    base.execute("ROLLBACK")
                raise

    def renamed_aside(self) -> str:
        """Rename a broken file, with all that belongs to it, so that a new one can be begun: its name now."""
        number = 1
        while self.path.with_name(f"{self.NAME}.broken-{number}").exists():
            number += 1
        target = self.path.with_name(f"{self.NAME}.broken-{number}")
        for suffix in ("-wal", "-shm", ""):
            part = self.path.with_name(self.NAME + suffix)
            if part.exists():
                part.rename(target.with_name(target.name + suffix))
        return target.name

    # ------------------------------------------------------------------ the file

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        base: sqlite3.Connection | None = None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            base = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            self._prepare(base)
            yield base
        except (sqlite3.OperationalError, OSError) as problem:
            raise ReportError([self.unwritable(problem)]) from problem
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError) as problem:
            raise ReportError([self.broken(problem)]) from problem
        finally:
            if base is not None:
                base.close()

    def _prepare(self, base: sqlite3.Connection) -> None:
        """The tables of a new file; one of a newer program is left alone."""
        version = base.execute("PRAGMA user_version").fetchone()[0]
        if version > self.VERSION:
            raise ReportError([self.newer()])
        base.execute("PRAGMA foreign_keys = ON")
        base.execute("PRAGMA synchronous = FULL")  # what was said to be done must be so after a power cut
        if version == self.VERSION:
            return
        _patiently(lambda: base.execute("PRAGMA journal_mode = WAL"))
        base.execute("BEGIN IMMEDIATE")
        if base.execute("PRAGMA user_version").fetchone()[0] == 0:  # else another program was quicker
            for statement in filter(str.strip, self.SCHEMA.split(";")):
                base.execute(statement)
            base.execute(f"PRAGMA user_version = {self.VERSION}")
        base.execute("COMMIT")


def _patiently(step: Callable[[], object]) -> None:
    """Changing the mode of the file does not wait for another program by itself."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            step()
            return
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() > end:
                raise
            time.sleep(0.05)
