"""A PostgreSQL server that machines share, by SQLAlchemy (the extra `sql`): transactions, locks, tables.

Each call takes a connection from a small pool and gives it back. What a server says is passed on, but nothing
that is said about connecting, for drivers quote addresses. Settings are made anew in every session, so that
a runner whose machine lost its power is missed within minutes: servers and systems wait for hours by default.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from reportgen.core.diagnostics import ReportError
from reportgen.runs import server_findings as findings
from reportgen.runs.journal_base import Answer
from reportgen.runs.server_address import Address

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

SCHEMA = "reportgen"
_SESSION = (
    f"SET search_path = {SCHEMA}",
    "SET synchronous_commit = on",  # what was said to be done must be so after a power cut
    "SET lock_timeout = '15s'",
    "SET statement_timeout = '10min'",
    "SET idle_in_transaction_session_timeout = '60s'",  # of a program that was stopped in mid-transaction
    "SET tcp_keepalives_idle = 60",
    "SET tcp_keepalives_interval = 15",
    "SET tcp_keepalives_count = 4",
    # Not every version has it.
    "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'",
)
_CONNECTING: dict[str, Any] = {
    "connect_timeout": 10,
    "keepalives_idle": 60,
    "keepalives_interval": 15,
    "keepalives_count": 4,
    "tcp_user_timeout": 60_000,
    "application_name": "reportgen",
}
_LOST = ("08", "57P", "25P03")  # SQLSTATE: connection exceptions, shutdowns, idle in a transaction
_VERSIONS = "CREATE TABLE versions (part TEXT PRIMARY KEY, version INTEGER NOT NULL)"
# Asked of the catalogue: `to_regclass` may answer by what the session knew before it waited for a lock.
_TABLES = f"SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = '{SCHEMA}' AND tablename = 'versions'"
_SCHEMAS = f"SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = '{SCHEMA}'"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Part:
    """Tables that belong together: their name, their version, and the statements that make them."""

    name: str
    version: int
    tables: str


class Session:
    """One transaction on the server."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Answer:
        """Carry out one statement; each `?` of it stands for a value."""
        return self._connection.exec_driver_sql(statement.replace("?", "%s"), tuple(map(_sound, values)))

    def value(self, statement: str, values: Sequence[Any] = (), /) -> Any:
        """The first value of the first row; None: there is no row."""
        row = self.execute(statement, values).fetchone()
        return None if row is None else row[0]


class Server:
    """The server at an address. Calls raise ReportError with `runs.store-…`; nothing is made by reading."""

    def __init__(self, address: Address) -> None:
        self.family = address.family
        self._known: set[str] = set()
        self._engine = _engine(address.url)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def reach(self) -> None:
        """Raises ReportError where the server is away."""
        self._connection().close()

    def read(self, part: Part, ask: Callable[[Session], _T], nothing: _T) -> _T:
        """What `ask` finds; `nothing` where the tables of `part` are not there."""
        with self._transaction() as session:
            return ask(session) if self._has(session, part) else nothing

    @contextmanager
    def writing(self, part: Part, lock: str = "") -> Iterator[Session]:
        """One transaction, kept whole or not at all; of those with one `lock` one at a time."""
        with self._transaction() as session:
            self._make(session, part)
            if lock:
                session.execute("SELECT pg_advisory_xact_lock(?)", (_number(lock),))
            yield session

    @contextmanager
    def alone(self, lock: str) -> Iterator[bool]:
        """Whether we are the only one that holds `lock`; so it stays until the end, or the connection's."""
        connection = self._connection()
        try:
            with self._faults():
                free = connection.execution_options(isolation_level="AUTOCOMMIT")
                asked = free.exec_driver_sql("SELECT pg_try_advisory_lock(%s)", (_number(lock),))
                is_ours = bool(asked.scalar())
            yield is_ours
        finally:
            connection.invalidate()  # a session that ends holds nothing
            connection.close()

    # ------------------------------------------------------------------ inside

    def _connection(self) -> Connection:
        try:
            return self._engine.connect()
        except Exception:  # drivers raise what they please; none of it may be shown
            raise ReportError([findings.unreached()]) from None

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        connection = self._connection()
        try:
            with self._faults():
                yield Session(connection)
                connection.commit()
        finally:
            with self._faults():
                connection.close()  # rolls back what was not committed

    @contextmanager
    def _faults(self) -> Iterator[None]:
        from sqlalchemy.exc import DBAPIError, SQLAlchemyError

        try:
            yield
        except DBAPIError as problem:
            state = getattr(problem.orig, "sqlstate", None) or ""
            if problem.connection_invalidated or not state or state.startswith(_LOST):
                raise ReportError([findings.lost()]) from None
            said = getattr(getattr(problem.orig, "diag", None), "message_primary", None) or state
            raise ReportError([findings.refused(self.family, said)]) from None
        except SQLAlchemyError as problem:
            raise ReportError([findings.refused(self.family, type(problem).__name__)]) from None
        except (ValueError, KeyError, TypeError) as problem:
            raise ReportError([findings.broken(self.family, problem)]) from problem

    def _has(self, session: Session, part: Part) -> bool:
        """Whether the tables are there; those of a newer program are left alone."""
        if part.name in self._known:
            return True
        if session.value(_TABLES) is None:
            return False
        version = session.value("SELECT version FROM versions WHERE part = ?", (part.name,))
        if version is None:
            return False
        if version > part.version:
            raise ReportError([findings.newer(self.family)])
        self._known.add(part.name)
        return True

    def _make(self, session: Session, part: Part) -> None:
        """The tables, if they are not there. That they may be is asked first: it takes fewer rights."""
        if self._has(session, part):
            return
        session.execute("SELECT pg_advisory_xact_lock(?)", (_number("tables"),))
        if self._has(session, part):  # another program was quicker
            return
        if session.value(_SCHEMAS) is None:
            session.execute(f"CREATE SCHEMA {SCHEMA}")
        if session.value(_TABLES) is None:
            session.execute(_VERSIONS)
        for statement in filter(str.strip, part.tables.split(";")):
            session.execute(statement)
        session.execute("INSERT INTO versions(part, version) VALUES (?, ?)", (part.name, part.version))


def _engine(url: str) -> Engine:
    """Raises ReportError. Codes: `runs.store-no-driver`, `runs.store-address`."""
    try:
        from sqlalchemy import create_engine, event
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import SQLAlchemyError
    except ImportError as problem:
        raise ReportError([findings.no_driver()]) from problem
    try:
        parsed = make_url(url).set(drivername="postgresql+psycopg")
        if not parsed.database:
            raise ValueError
        engine = create_engine(
            parsed, hide_parameters=True, connect_args=_CONNECTING, pool_pre_ping=True, pool_size=3
        )
    except ModuleNotFoundError as problem:
        raise ReportError([findings.no_driver()]) from problem
    except (ValueError, SQLAlchemyError):
        raise ReportError([findings.no_address()]) from None  # what it says quotes the address

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.autocommit = True
        for statement in _SESSION:
            connection.execute(statement)
        connection.autocommit = False

    return engine


def _number(lock: str) -> int:
    """The number by which the server knows a lock: 64 bits, signed."""
    digest = hashlib.sha256(f"reportgen\n{lock}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _sound(value: Any) -> Any:
    """A value as a server takes it: no text there holds NUL, or bytes of a name that were no text."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-8", "backslashreplace").decode("utf-8")
    return value
