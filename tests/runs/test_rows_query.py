"""Rows that a query gives: of an SQLite file, and of a server whose address REPORTGEN_TEST_POSTGRES holds."""

from __future__ import annotations

import os
import secrets
import sqlite3
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent)]

from batches import write  # noqa: E402
from kept import run  # noqa: E402

from reportgen.data.sources import queries  # noqa: E402
from reportgen.pipeline.rows import ReadRows, read_rows  # noqa: E402
from reportgen.runs.batch import prepare  # noqa: E402
from reportgen.runs.batch_manifest import State  # noqa: E402
from reportgen.runs.worker import Setting, make  # noqa: E402
from reportgen.spec.parameters import Given  # noqa: E402

ALL = "SELECT 区名, 财政收入, 备注 FROM 区县 ORDER BY 区名"
ROWS = [("南岭区", "1234567890.120", None), ("青禾区", "30.50", "新区")]
VARIABLE = "REPORTGEN_DISTRICTS"
ENDLESS = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS 区名 FROM n"


@pytest.fixture(params=["sqlite", "sqlite-address", "postgresql"])
def base(request, tmp_path, monkeypatch):
    """Where to ask, as --rows takes it: a file, or a variable that holds an address."""
    monkeypatch.delenv(VARIABLE, raising=False)
    if request.param == "postgresql":
        address = os.environ.get("REPORTGEN_TEST_POSTGRES", "")
        if not address:
            if os.environ.get("REPORTGEN_REQUIRE_TOOLS"):
                pytest.fail("no PostgreSQL server: .ci/postgres start FOLDER")
            pytest.skip("no PostgreSQL server: REPORTGEN_TEST_POSTGRES is not set")
        import psycopg

        schema = f"rows_{secrets.token_hex(4)}"
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"CREATE SCHEMA {schema}")
            server.execute(f"CREATE TABLE {schema}.区县 (区名 text, 财政收入 numeric, 备注 text)")
            for row in ROWS:
                server.execute(f"INSERT INTO {schema}.区县 VALUES (%s, %s, %s)", row)
            monkeypatch.setenv(VARIABLE, f"{address}?options=-csearch_path%3D{schema}")
            yield Path(f"@{VARIABLE}")
            server.execute(f"DROP SCHEMA {schema} CASCADE")
        return
    file = tmp_path / "districts.sqlite"
    with closing(sqlite3.connect(file)) as made:
        made.execute("CREATE TABLE 区县 (区名 TEXT, 财政收入 TEXT, 备注 TEXT)")
        made.executemany("INSERT INTO 区县 VALUES (?, ?, ?)", ROWS)
        made.commit()
    if request.param == "sqlite":
        yield file
        return
    pytest.importorskip("sqlalchemy")
    monkeypatch.setenv(VARIABLE, f"sqlite:///{file}")
    yield Path(f"@{VARIABLE}")


def codes(found: ReadRows) -> list[str]:
    return [item.code for item in found.findings]


def test_columns_are_parameters_and_numbers_exact(base):
    """NULL is empty; rows count from 1, in the order of the query; every digit of a number is there."""
    found = read_rows(base, query=ALL)

    assert [] == codes(found)
    assert ("区名", "财政收入", "备注") == found.columns
    assert [1, 2] == [row.number for row in found.rows]
    assert {
        "区名": Given("南岭区"),
        "财政收入": Given("1234567890.120", Decimal("1234567890.120")),
    } == found.rows[0].values
    assert Given("30.50", Decimal("30.50")) == found.rows[1].values["财政收入"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT 区名 FROM 没有", "data.query-failed"),
        ("DELETE FROM 区县", "data.query-failed"),
        ("SELECT 区名 FROM 区县; DELETE FROM 区县", "data.query-failed"),
        ("SELECT 区名 FROM 区县 WHERE 1 = 0", "rows.none"),
        ("SELECT 区名, 备注 AS 区名 FROM 区县", "rows.double-column"),
    ],
)
def test_bad_queries(base, query, code):
    assert [code] == codes(read_rows(base, query=query))
    assert 2 == len(read_rows(base, query=ALL).rows)


def test_a_query_without_end_is_stopped(tmp_path, monkeypatch):
    """Of a file; the limit of servers is tested with figures, which ask in the same way."""
    monkeypatch.setattr("reportgen.data.sources.sqlite_file._MOST_STEPS", 1_000_000)
    sqlite3.connect(tmp_path / "any.sqlite").execute("CREATE TABLE t (a)").connection.close()
    assert ["data.too-slow"] == codes(read_rows(tmp_path / "any.sqlite", query=ENDLESS))


def test_more_rows_than_anyone_wants(base, monkeypatch):
    for module in ("queries", "sqlite_file", "database"):
        monkeypatch.setattr(f"reportgen.data.sources.{module}.MOST_ROWS", 1)
    assert 1 == queries.MOST_ROWS
    assert ["data.too-slow"] == codes(read_rows(base, query=ALL))


def test_what_is_asked_wrongly(tmp_path):
    """Each with its cure, and no address in it."""
    (tmp_path / "rows.csv").write_text("区名\n青禾区\n", "utf-8")
    server = Path(f"@{VARIABLE}")
    assert ["rows.query-file"] == codes(read_rows(tmp_path / "rows.csv", query=ALL))
    assert ["rows.no-query"] == codes(read_rows(server))
    assert ["data.no-connection"] == codes(read_rows(server, query=ALL, environ={}))
    secret = {VARIABLE: "postgresql://user:s3cret@127.0.0.1:1/x"}
    (unreached,) = read_rows(server, query=ALL, environ=secret).findings
    assert unreached.code in ("data.connection-failed", "data.no-driver")
    assert "s3cret" not in repr(unreached)
    assert "127.0.0.1" not in repr(unreached)


@pytest.mark.parametrize("base", ["sqlite-address", "postgresql"], indirect=True)
def test_a_batch_from_a_database(base, tmp_path):
    """One report for each row; what changed is known by the values; the address stands nowhere."""
    template, out = write(tmp_path / "src"), tmp_path / "out"

    def batch(*options: str):
        return run(
            "batch", template, "--rows", base, "--query", ALL, "--out", out, "--profile", "web", *options
        )

    first = batch()
    assert 0 == first.exit_code, first.stderr
    assert {"南岭区.pdf", "青禾区.pdf", "batch.json"} == {path.name for path in out.glob("[!.]*")}
    assert "做成 0 份，没有变化 2 份" in batch("--only-changed").stdout
    _change(base)
    assert "做成 1 份，没有变化 1 份" in batch("--only-changed").stdout
    address = os.environ.get(VARIABLE)
    told = first.output + (out / "batch.json").read_text("utf-8")
    told += "".join(path.read_bytes().decode("latin-1") for path in out.glob("*.pdf"))
    assert not address or address not in told
    assert 2 == run("batch", template, "--rows", base, "--query", ALL, "--sheet", "区县").exit_code


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
def test_a_row_that_fails_is_told_by_its_number(base, tmp_path):
    """Counted from 1, as whoever puts the query to the database sees it."""
    query = "SELECT 区名, 财政收入 FROM 区县 UNION ALL SELECT '坏区', '约三十'"
    template = write(tmp_path / "src")
    asked = prepare(Setting(template, tmp_path / "out", ("web",)), base, query=query)
    assert [1, 2, 3] == [each.number for each in asked.instances]
    outcome = make(asked.setting, asked.instances[2])
    assert State.FAILED is outcome.entry.state
    assert "第 3 行（坏区）" in outcome.errors[0].message.zh


def _change(base: Path) -> None:
    """Another figure in one row, by whoever keeps the database."""
    address = os.environ.get(VARIABLE, "")
    change = "UPDATE 区县 SET 财政收入 = '31.5' WHERE 区名 = '青禾区'"
    if "postgresql" in address:
        import psycopg

        with psycopg.connect(address, autocommit=True) as server:
            server.execute(change)
        return
    file = Path(address.removeprefix("sqlite:///")) if address else base
    with closing(sqlite3.connect(file)) as made:
        made.execute(change)
        made.commit()
