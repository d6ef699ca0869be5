"""A server that machines share, for tests: REPORTGEN_TEST_POSTGRES holds the address of one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reportgen.runs.journal import Journal
from reportgen.runs.journal_server import journals
from reportgen.runs.server_address import VARIABLE

GUIDES = Path(__file__).parents[2] / "docs"


@contextmanager
def new_database(template: str = "template0") -> Iterator[str]:
    """The address of a new database on the server, a copy of `template`, dropped at the end."""
    server = os.environ.get("REPORTGEN_TEST_POSTGRES", "")
    if not server:
        if os.environ.get("REPORTGEN_REQUIRE_TOOLS"):
            pytest.fail("REPORTGEN_TEST_POSTGRES names no PostgreSQL server")
        pytest.skip("REPORTGEN_TEST_POSTGRES names no PostgreSQL server (.ci/postgres starts one)")
    import psycopg

    name = f"shared_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def spoil(address: str, *statements: str) -> None:
    """Do something to the tables that none of our programs does."""
    import psycopg

    with psycopg.connect(address.partition("#")[0], autocommit=True) as connection:
        connection.execute("SET search_path = reportgen")
        for statement in statements:
            connection.execute(statement)


@contextmanager
def user(address: str, role: str) -> Iterator[str]:
    """The address for a user who has the rights that the guide gives to `role`: runner or archivist."""
    guides = [(GUIDES / name).read_text("utf-8") for name in ("guide.md", "guide.zh-CN.md")]
    rights, same = (text.partition("```sql\n")[2].partition("```")[0] for text in guides)
    assert same == rights != ""
    name = f"{role}_{secrets.token_hex(4)}"
    head, _, tail = address.partition("@")
    spoil(address, f"CREATE ROLE {name} LOGIN PASSWORD 'x'")
    try:
        for statement in rights.split(";"):
            given, _, to = statement.partition(" TO ")
            if role in to:
                spoil(address, f"{given} TO {name}")
        yield f"{head.partition('://')[0]}://{name}:x@{tail}"
    finally:
        spoil(address, f"DROP OWNED BY {name}", f"DROP ROLE {name}")


def asked(address: str, statement: str) -> object:
    """One value out of the tables."""
    import psycopg

    with psycopg.connect(address.partition("#")[0], autocommit=True) as connection:
        connection.execute("SET search_path = reportgen")
        return connection.execute(statement).fetchone()[0]


def terminated(address: str) -> int:
    """End every session of ours from outside, as a restart or a break of the line does: how many."""
    import psycopg

    with psycopg.connect(address.partition("#")[0], autocommit=True) as connection:
        ended = (
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE application_name = 'reportgen' AND datname = current_database()"
        )
        return len(connection.execute(ended).fetchall())


def family(address: str) -> str:
    """The address of a store, of a family that no other test has."""
    return f"{address}#云溪-{secrets.token_hex(4)}"


@contextmanager
def opened(spec: Path, address: str | None) -> Iterator[Journal]:
    """The journal of a spec, on a server or beside the spec; connections are given back at the end."""
    journal_of, faults = journals(spec, {VARIABLE: address or ""})
    assert () == faults
    journal = journal_of(spec)
    try:
        yield journal
    finally:
        if address:
            journal.base.server.close()
