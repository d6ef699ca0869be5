"""Databases on servers, by SQLAlchemy (the extra `sql`): PostgreSQL, and others for which a driver is there.

The address with its password is in an environment variable. It is used here and nowhere shown: sentences
name the variable, and what a driver says about connecting is not passed on, for drivers quote addresses.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from reportgen.core.diagnostics import Message
from reportgen.core.locating import Conditions
from reportgen.data.sources.figures import Cell, Spot
from reportgen.data.sources.grid import Grid
from reportgen.data.sources.queries import MOST_ROWS, as_grid, one_cell, query_failed, too_slow
from reportgen.data.sources.refusal import Refused, refuse

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.engine import Connection

CONNECT_SECONDS = 10
QUERY_SECONDS = 20
LOCK_SECONDS = 5
_SETTINGS: dict[str, dict[str, Any]] = {
    # Every statement is prepared, and the server prepares no two at once: nothing can end the transaction.
    "postgresql": {"connect_timeout": CONNECT_SECONDS, "prepare_threshold": 0},
    "mysql": {"connect_timeout": CONNECT_SECONDS},
    "mariadb": {"connect_timeout": CONNECT_SECONDS},
}
_READS = re.compile(r"[\s(]*(?:select|with|values|table)\b", re.IGNORECASE)
_SHOWN = 24  # characters of a query that is not accepted
_CANCELLED, _LOCKED = "57014", "55P03"  # SQLSTATE of PostgreSQL
_LOST = ("08", "57P")  # connection exceptions, shutdowns


class Database:
    """One read-only transaction: all figures of a source are of one moment."""

    def __init__(self, variable: str, url: str | None, *, seconds: int = QUERY_SECONDS) -> None:
        self._spot = Spot(f"数据库 {variable}", f"the database {variable}")
        self._variable = variable
        self._seconds = seconds
        if not url or not url.strip():
            raise refuse(
                "data.no-connection",
                f"没有设置环境变量 {variable}，不知道数据库的地址",
                f"the environment variable {variable} is not set: the database's address is unknown",
                Message(
                    f"先设置，例如 export {variable}=postgresql://用户:密码@主机/库",
                    f"set it first, as in export {variable}=postgresql://user:password@host/name",
                ),
            )
        self._connection = self._open(url.strip())

    def close(self) -> None:
        """Give the connection back; nothing has been written."""
        self._connection.close()
        self._connection.engine.dispose()

    def answer(self, query: str) -> tuple[Cell, Spot]:
        """The one value that a query gives."""
        spot = self._reads(query)
        return one_cell(self._run(query, spot)[1], spot)

    def rows(self, query: str) -> Grid:
        """All rows that a query gives, with the names of its columns as first row."""
        spot = self._reads(query)
        names, rows = self._run(query, spot, most=MOST_ROWS + 1)
        return as_grid(names, rows, spot)

    def _reads(self, query: str) -> Spot:
        """The place of what a query gives; raises `Refused` for one that does not begin as reading does."""
        spot = Spot(f"{self._spot.zh}，查询", f"{self._spot.en}, query")
        if not _READS.match(query):
            raise query_failed(spot, query.strip()[:_SHOWN])
        return spot

    def find(self, table: str, column: str, where: Conditions) -> tuple[Cell, Spot]:
        """The cell of a column in the one row that `where` marks; what it names is compared as text."""
        from sqlalchemy import Text, cast, quoted_name, select
        from sqlalchemy import column as named
        from sqlalchemy import table as table_of

        told_zh = "；".join(f"{key}={value}" for key, value in where)
        told = "; ".join(f"{key}={value}" for key, value in where)
        spot = Spot(
            f"{self._spot.zh}，“{table}”，{column}（{told_zh}）",
            f'{self._spot.en}, "{table}", {column} ({told})',
        )
        schema, _, name = table.rpartition(".")
        source = table_of(quoted_name(name, True), schema=quoted_name(schema, True) if schema else None)
        asked: Select[Any] = select(named(quoted_name(column, True))).select_from(source).limit(2)
        for key, value in where:
            asked = asked.where(cast(named(quoted_name(key, True)), Text) == value)
        _, rows = self._run(asked, spot)
        if not rows:
            raise refuse("data.no-row", f"{spot.zh}：没有这一行", f"{spot.en}: there is no such row")
        if len(rows) > 1:
            raise refuse(
                "data.several-rows",
                f"{spot.zh}：不止一行",
                f"{spot.en}: more than one row",
                Message("再加一个条件，用“；”隔开", "add a condition, set off by ;"),
            )
        return one_cell(rows, spot)

    def _open(self, url: str) -> Connection:
        try:
            from sqlalchemy import create_engine
            from sqlalchemy.engine import make_url
            from sqlalchemy.exc import ArgumentError, SQLAlchemyError
            from sqlalchemy.pool import NullPool
        except ImportError as problem:
            raise self._no_driver() from problem
        try:
            parsed = make_url(url)
            if parsed.get_backend_name() in ("postgres", "postgresql"):
                parsed = parsed.set(drivername="postgresql+psycopg")
            given = _SETTINGS.get(parsed.get_backend_name(), {})
            engine = create_engine(parsed, poolclass=NullPool, hide_parameters=True, connect_args=given)
        except ModuleNotFoundError as problem:
            raise self._no_driver() from problem
        except (ArgumentError, ValueError, SQLAlchemyError):
            raise self._unreached() from None  # what it says quotes the address
        try:
            connection = engine.connect()
            self._restrict(connection)
        except SQLAlchemyError:
            raise self._unreached() from None
        except Exception:  # drivers raise what they please; none of it may be shown
            raise self._unreached() from None
        return connection

    def _restrict(self, connection: Connection) -> None:
        """Nothing may be written, and nothing may take for ever."""
        backend = connection.dialect.name
        if backend == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {self._seconds * 1000}")
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {LOCK_SECONDS * 1000}")
        elif backend in ("mysql", "mariadb"):
            connection.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")
            connection.rollback()  # the next transaction is the one that it is for

    def _run(self, asked: Any, spot: Spot, most: int = 2) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of the columns, and no more than so many rows."""
        from sqlalchemy.exc import DBAPIError, SQLAlchemyError

        nested = None
        try:
            nested = self._connection.begin_nested()  # one that fails must not spoil those after it
            if isinstance(asked, str):
                plain = self._connection.execution_options(no_parameters=True)
                answer = plain.exec_driver_sql(asked)
            else:
                answer = self._connection.execute(asked)
            names, rows = list(answer.keys()), answer.fetchmany(most)
            nested.rollback()
        except DBAPIError as problem:
            if nested is not None:
                with suppress(SQLAlchemyError):
                    nested.rollback()
            raise self._failed(problem, spot) from None
        except SQLAlchemyError as problem:
            raise query_failed(spot, type(problem).__name__) from None
        return names, [tuple(row) for row in rows]

    def _failed(self, problem: Any, spot: Spot) -> Refused:
        original = problem.orig
        state = getattr(original, "sqlstate", None)
        if (
            self._connection.dialect.name == "sqlite"
        ):  # a file: no state, no server, no address in what it says
            return query_failed(spot, str(original))
        if state == _CANCELLED:
            return too_slow(spot)
        if state == _LOCKED:
            return refuse(
                "data.locked",
                f"{spot.zh}：表被锁住",
                f"{spot.en}: the table is locked",
                Message("等别的程序写完再试", "wait until the other program has finished"),
            )
        if problem.connection_invalidated or state is None or state.startswith(_LOST):
            return self._unreached()
        said = getattr(getattr(original, "diag", None), "message_primary", None)
        return query_failed(spot, said or state)

    def _no_driver(self) -> Refused:
        return refuse(
            "data.no-driver",
            f"{self._spot.zh}：没有安装读这种数据库的程序",
            f"{self._spot.en}: what reads such databases is not installed",
            Message('安装：pip install "reportgen[sql]"', 'install it: pip install "reportgen[sql]"'),
        )

    def _unreached(self) -> Refused:
        return refuse(
            "data.connection-failed",
            f"{self._spot.zh}：连不上，或中断了",
            f"{self._spot.en}: no connection, or it was lost",
            Message(
                f"核对环境变量 {self._variable} 里的地址、用户和密码，看服务器开着没有",
                f"check address, user and password in the variable {self._variable}, and the server",
            ),
        )
