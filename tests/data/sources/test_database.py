"""Databases on servers. Most of it needs a PostgreSQL server, whose address REPORTGEN_TEST_POSTGRES holds."""

from __future__ import annotations

import builtins
import os
import secrets
from decimal import Decimal

import pytest

from reportgen.core.locating import conditions
from reportgen.data.sources import database
from reportgen.data.sources.database import Database
from reportgen.data.sources.figures import figure
from reportgen.data.sources.refusal import Refused

PASSWORD = "s3cret-Passw0rd"
HOUR = 3600  # seconds


def told(problem: Refused) -> str:
    """All that a person may get to see of a refusal, and its chain of causes."""
    texts = [str(problem), problem.message.zh, problem.message.en]
    texts += [text for hint in problem.hints for text in (hint.zh, hint.en)]
    link: BaseException | None = problem
    while link is not None:
        texts.append(repr(link))
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(texts)


def refused(call, *arguments, **more) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*arguments, **more)
    return caught.value


def value(found, unit: str = "") -> str:
    cell, spot = found
    return str(figure(cell, unit, spot).value)


# ------------------------------------------------------------------ without a server


@pytest.mark.parametrize("url", [None, "", "  "])
def test_variable_that_is_not_set(url):
    problem = refused(Database, "REPORT_DB", url)

    assert ("data.no-connection", True) == (problem.code, "REPORT_DB" in problem.message.zh)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://user:{PASSWORD}@127.0.0.1:1/x",
        f"postgresql://user:{PASSWORD}@127.0.0.1:port/x",
        f"user:{PASSWORD}@host",
        f"postgresql+nonsense://user:{PASSWORD}@host/x",
        f"{PASSWORD}",
    ],
)
def test_no_connection_and_no_password_told(url):
    """Whatever is wrong with the address, it is not repeated."""
    problem = refused(Database, "REPORT_DB", url)

    assert problem.code in ("data.connection-failed", "data.no-driver")
    assert PASSWORD not in told(problem)
    assert "127.0.0.1" not in told(problem)


@pytest.mark.parametrize("missing", ["sqlalchemy", "psycopg"])
def test_extra_that_is_not_installed(monkeypatch, missing):
    plain = builtins.__import__

    def without(name, *arguments, **more):
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(name)
        return plain(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    problem = refused(Database, "REPORT_DB", f"postgresql://user:{PASSWORD}@127.0.0.1:1/x")

    assert "data.no-driver" == problem.code
    assert 'pip install "reportgen[sql]"' in problem.hints[0].zh
    assert PASSWORD not in told(problem)


def test_another_database(tmp_path):
    """By the same road, without a server: SQLAlchemy's own SQLite."""
    url = f"sqlite:///{tmp_path / 'x.sqlite'}"
    opened = Database("REPORT_DB", url)

    assert "3" == value(opened.answer("SELECT 1 + 2"))
    for query in ("CREATE TABLE t (x)", " ", "selected", "/* SELECT */ DELETE FROM t"):
        assert "data.query-failed" == refused(opened.answer, query).code
    opened.close()


# ------------------------------------------------------------------ with a server


@pytest.fixture(scope="module")
def server():
    """The address of the server; a table of a name of its own in it."""
    url = os.environ.get("REPORTGEN_TEST_POSTGRES", "")
    if not url:
        if os.environ.get("REPORTGEN_REQUIRE_TOOLS"):
            pytest.fail("REPORTGEN_TEST_POSTGRES names no PostgreSQL server")
        pytest.skip("REPORTGEN_TEST_POSTGRES names no PostgreSQL server (.ci/postgres starts one)")
    return url


@pytest.fixture(scope="module")
def table(server):
    import psycopg

    name = f"指标_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            f'CREATE TABLE "{name}" (名称 text, 年份 integer, 数值 numeric(12, 2), 记 double precision)'
        )
        connection.execute(
            f"INSERT INTO \"{name}\" VALUES ('收入', 2025, 18.50, 0.1), ('收入', 2020, 12, 1e3),"
            " ('支出', 2025, NULL, 0)"
        )
        yield name
        connection.execute(f'DROP TABLE "{name}"')


@pytest.fixture
def opened(server):
    found = Database("REPORT_DB", server)
    yield found
    found.close()


def test_query(opened, table):
    assert "18.50" == value(
        opened.answer(f"SELECT 数值 FROM \"{table}\" WHERE 名称 = '收入' AND 年份 = 2025")
    )
    assert "0.1" == value(opened.answer(f'SELECT 记 FROM "{table}" WHERE 年份 = 2025 AND 记 > 0'))
    assert "3" == value(opened.answer(f'SELECT count(*) FROM "{table}"'))
    assert "2" == value(opened.answer(f"SELECT count(*) FROM \"{table}\" WHERE 名称 LIKE '收%'"))
    assert "30" == value(opened.answer("SELECT extract(minute FROM '12:30'::time)::integer"))


def test_table(opened, table):
    where = conditions("名称=收入；年份=2025")
    assert where is not None
    found = opened.find(table, "数值", where)

    assert "18.50" == value(found)
    assert f"数据库 REPORT_DB，“{table}”，数值（名称=收入；年份=2025）" == found[1].zh
    assert "18.50" == value(opened.find(f"public.{table}", "数值", where))
    assert "data.empty" == refused(value, opened.find(table, "数值", (("名称", "支出"),))).code


def test_names_are_quoted(opened, table):
    """What the spec names is a name, whatever stands in it."""
    where = (("名称", "收入' OR '1'='1"),)

    assert "data.no-row" == refused(opened.find, table, "数值", where).code
    assert "data.query-failed" == refused(opened.find, f'{table}"; DROP TABLE "{table}', "数值", where).code
    assert "data.query-failed" == refused(opened.find, table, '数值" FROM pg_user; --', where).code
    assert "3" == value(opened.answer(f'SELECT count(*) FROM "{table}"'))


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ('SELECT 数值 FROM "{}"', "data.several-answers"),
        ('SELECT 数值, 年份 FROM "{}" LIMIT 1', "data.several-answers"),
        ('SELECT 数值 FROM "{}" WHERE 年份 = 1900', "data.no-row"),
        ('SELECT 数直 FROM "{}"', "data.query-failed"),
        ("SELECT 1/0", "data.query-failed"),
        ("SELECT 1; SELECT 2", "data.query-failed"),
        ('DELETE FROM "{}"', "data.query-failed"),
        ('WITH x AS (DELETE FROM "{}" RETURNING 1) SELECT count(*) FROM x', "data.query-failed"),
        ("SET TRANSACTION READ WRITE", "data.query-failed"),
        ("SELECT set_config('transaction_read_only', 'off', true)", "data.query-failed"),
        ('SELECT 1; COMMIT; DELETE FROM "{}"', "data.query-failed"),
    ],
)
def test_bad_queries(opened, table, query, code):
    """A failed one spoils none after it, and nothing is ever written."""
    assert code == refused(opened.answer, query.format(table)).code
    assert "3" == value(opened.answer(f'SELECT count(*) FROM "{table}"'))


def test_several_rows(opened, table):
    assert "data.several-rows" == refused(opened.find, table, "数值", (("名称", "收入"),)).code


def test_one_moment_for_all_figures(server, opened, table):
    """What is written while figures are taken is not seen halfway."""
    import psycopg

    before = value(opened.answer(f'SELECT count(*) FROM "{table}"'))
    with psycopg.connect(server, autocommit=True) as other:
        other.execute(f"INSERT INTO \"{table}\" VALUES ('新', 2026, 1, 1)")
        try:
            assert before == value(opened.answer(f'SELECT count(*) FROM "{table}"'))
        finally:
            other.execute(f"DELETE FROM \"{table}\" WHERE 名称 = '新'")


def test_slow_query_is_stopped(server):
    """The code is said of a stopped query only; one that went on would take an hour."""
    found = Database("REPORT_DB", server, seconds=1)

    assert "data.too-slow" == refused(found.answer, f"SELECT 1 FROM pg_sleep({HOUR})").code
    found.close()


def test_locked_table(server, opened, table, monkeypatch):
    import psycopg

    monkeypatch.setattr(database, "LOCK_SECONDS", 1)
    waiting = Database("REPORT_DB", server)
    with psycopg.connect(server) as other:
        other.execute(f'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE')
        assert "data.locked" == refused(waiting.answer, f'SELECT count(*) FROM "{table}"').code
        other.rollback()
    waiting.close()


def test_wrong_password_is_not_told(server):
    """Nor the right one, nor who and where."""
    from sqlalchemy.engine import make_url

    right = make_url(server)
    wrong = right.set(password=PASSWORD).render_as_string(hide_password=False)
    problem = refused(Database, "REPORT_DB", wrong)

    assert "data.connection-failed" == problem.code
    assert "REPORT_DB" in problem.message.zh
    for secret in (PASSWORD, str(right.password), str(right.port), str(right.username)):
        assert secret not in told(problem)


def test_server_that_goes_away(server):
    """The connection is ended from outside: told, without an address."""
    import psycopg

    found = Database("REPORT_DB", server)
    pid = value(found.answer("SELECT pg_backend_pid()"))
    with psycopg.connect(server, autocommit=True) as other:
        other.execute(f"SELECT pg_terminate_backend({pid})")
    problem = refused(found.answer, "SELECT 1")

    assert "data.connection-failed" == problem.code
    assert "127.0.0.1" not in told(problem)
    found.close()


def test_decimals_of_any_size(opened):
    for text in ("0.000001", "123456789012345678.901", "-5.00"):
        assert Decimal(text).as_tuple() == Decimal(value(opened.answer(f"SELECT {text}::numeric"))).as_tuple()
