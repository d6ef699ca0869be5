"""The journal of runs on a server that machines share.

Transitions of one spec wait for each other by a lock of the transaction, so that each sees what the one
before has set, as in a file. A second runner, on whatever machine, is kept out by a lock of the session,
which the server lets go of when the connection ends; the leases are for what such a lock cannot know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from os.path import relpath
from pathlib import Path, PurePath
from typing import TypeVar

from reportgen.core.diagnostics import Diagnostic, ReportError
from reportgen.runs.journal import Journal
from reportgen.runs.journal_base import SCHEMA, VERSION, Connection
from reportgen.runs.server import Part, Server, Session
from reportgen.runs.server_address import VARIABLE, address_in

_T = TypeVar("_T")
JOURNAL = Part(
    "journal",
    VERSION,
    SCHEMA.replace("id INTEGER PRIMARY KEY", "id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY").replace(
        "run INTEGER", "run BIGINT"
    ),
)


class JournalServer:
    """The rows of one spec, which is called `name` within the family of the server."""

    is_shared = True

    def __init__(self, server: Server, name: str) -> None:
        self.server = server
        self.key = f"{server.family}/{name}"

    @property
    def told(self) -> str:
        """The variable, and what the rows are called."""
        return f"{VARIABLE}（{self.key}）"

    def read(self, ask: Callable[[Connection], _T], nothing: _T) -> _T:
        """What `ask` finds; `nothing` where the server has no journal."""
        return self.server.read(JOURNAL, ask, nothing)

    def writing(self) -> AbstractContextManager[Session]:
        """One transaction of this spec after the other."""
        return self.server.writing(JOURNAL, f"journal {self.key}")

    def alone(self) -> AbstractContextManager[bool]:
        """Whether no runner of this spec is at work, on any machine."""
        return self.server.alone(f"runner {self.key}")

    def is_begun(self) -> bool:
        """Whether the server has rows of this spec; without any, those that are known here are put there."""

        def ask(session: Connection) -> bool:
            return (
                session.execute("SELECT 1 FROM runs WHERE spec = ? LIMIT 1", (self.key,)).fetchone()
                is not None
            )

        return self.server.read(JOURNAL, ask, False)

    def renamed_aside(self) -> str:
        """Never: others use it, too, and a broken row is told as `runs.store-broken`."""
        raise AssertionError("a server's tables are not ours to put aside")

    def home(self, host: str, spec: Path) -> str:
        """Machine and folder: a lock beside the spec says nothing of other folders of the machine."""
        return f"{host}:{spec.parent.resolve().as_posix()}"


def journals(
    path: Path, environment: Mapping[str, str]
) -> tuple[Callable[[Path], Journal], tuple[Diagnostic, ...]]:
    """How the journal of each report of `path` (a spec, or a list of them) is found, and what is wrong.

    Where `environment` names a server it is there, and nowhere else if the server is away; a report is known
    by its path from the folder of `path`. Codes: `runs.store-…`.
    """
    try:
        address = address_in(environment)
        if address is None:
            return Journal, ()
        server = Server(address)
        server.reach()  # told once, not for each of the reports
    except ReportError as problem:
        found = problem.diagnostics

        def on_none(spec: Path) -> Journal:
            raise ReportError(found)  # a journal of this machine would know nothing of the others

        return on_none, found

    def on_server(spec: Path) -> Journal:
        name = PurePath(relpath(spec.absolute(), path.absolute().parent)).as_posix()
        return Journal(spec, base=JournalServer(server, name))

    return on_server, ()
