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


@contextmanager
def new_database() -> Iterator[str]:
    """The address of a new database on the server, which is dropped with all that hangs on it."""
    server = os.environ.get("REPORTGEN_TEST_POSTGRES", "")
    if not server:
        if os.environ.get("REPORTGEN_REQUIRE_TOOLS"):
            pytest.fail("REPORTGEN_TEST_POSTGRES names no PostgreSQL server")
        pytest.skip("REPORTGEN_TEST_POSTGRES names no PostgreSQL server (.ci/postgres starts one)")
    import psycopg

    name = f"shared_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


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
