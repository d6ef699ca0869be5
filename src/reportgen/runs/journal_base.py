"""Where a journal of runs is kept: what its transitions ask of a database, and the file beside a spec.

Statements are written once, in the SQL that SQLite and PostgreSQL share, with `?` for values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from reportgen.core.diagnostics import Diagnostic
from reportgen.pipeline.kept_base import KeptBase
from reportgen.runs import journal_findings as findings

NAME = "runs.sqlite"
VERSION = 1
SCHEMA = """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, spec TEXT NOT NULL, congress TEXT NOT NULL, milestone TEXT NOT NULL,
  day TEXT NOT NULL, action TEXT NOT NULL, state TEXT NOT NULL, since TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, owner TEXT NOT NULL DEFAULT '', pid INTEGER NOT NULL DEFAULT 0,
  host TEXT NOT NULL DEFAULT '', until TEXT, retry TEXT, files TEXT NOT NULL DEFAULT '[]',
  error TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT '', delivered TEXT NOT NULL DEFAULT '',
  UNIQUE (spec, congress, milestone, day));
CREATE TABLE events (
  id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs(id), moment TEXT NOT NULL,
  state TEXT NOT NULL, attempt INTEGER NOT NULL, who TEXT NOT NULL, said TEXT NOT NULL);
CREATE INDEX events_of ON events(run, id);
CREATE INDEX runs_open ON runs(spec, state) WHERE state IN ('due', 'running', 'failed');
"""
_T = TypeVar("_T")
Row = tuple[Any, ...]


class Answer(Protocol):
    """What came of a statement."""

    @property
    def rowcount(self) -> int:
        """Rows that it changed."""
        ...

    def fetchone(self) -> Any:
        """The next row; None: there is none."""
        ...

    def fetchall(self) -> Sequence[Any]:
        """All rows that are left."""
        ...


class Connection(Protocol):
    """A database, asked within one transaction."""

    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> Answer:
        """Carry out one statement; each `?` of it stands for a value."""
        ...


class Base(Protocol):
    """The database that holds the journal of one spec, perhaps with those of others.

    Its calls raise ReportError with the code of what is wrong.
    """

    key: str  # what the spec is called in its rows
    is_shared: bool  # with machines that may have the spec in folders of their own

    @property
    def told(self) -> str:
        """What sentences call it; never an address with a password."""
        ...

    def read(self, ask: Callable[[Connection], _T], nothing: _T) -> _T:
        """What `ask` finds; `nothing` where no journal was begun, for reading makes none."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction, beside which nobody writes of this spec; kept whole or not at all."""
        ...

    def alone(self) -> AbstractContextManager[bool]:
        """Whether no runner of this spec is at work on another machine; so it stays until the end."""
        ...

    def is_begun(self) -> bool:
        """Whether there is a journal of this spec."""
        ...

    def renamed_aside(self) -> str:
        """Make room for a new journal where this is broken; what the broken one is called now."""
        ...

    def home(self, host: str, spec: Path) -> str:
        """What stands in the rows for the machine of a runner that holds the lock beside `spec`."""
        ...


class JournalFile(KeptBase):
    """The file `.reportgen/runs.sqlite`: a journal of this machine, or of a folder that machines share.

    Codes: `runs.journal-broken`, `runs.journal-newer`, `runs.journal-unwritable`.
    """

    NAME, VERSION, SCHEMA = NAME, VERSION, SCHEMA
    is_shared = False

    def __init__(self, spec: Path) -> None:
        super().__init__(spec)
        self.key = spec.name

    @property
    def told(self) -> str:
        """Its path."""
        return str(self.path)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """The lock beside the spec is all that there is; of other machines it knows nothing."""
        yield True

    def is_begun(self) -> bool:
        """Whether the file is there."""
        return self.path.exists()

    def home(self, host: str, spec: Path) -> str:
        """The machine: its lock is that of the folder in which the file lies."""
        return host

    def broken(self, problem: Exception) -> Diagnostic:
        """Code: `runs.journal-broken`."""
        return findings.broken(self.told, problem)

    def newer(self) -> Diagnostic:
        """Code: `runs.journal-newer`."""
        return findings.newer(self.told)

    def unwritable(self, problem: Exception) -> Diagnostic:
        """Code: `runs.journal-unwritable`."""
        return findings.unwritable(self.told, problem)
