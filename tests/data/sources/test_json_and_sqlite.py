"""JSON by pointer and SQLite by query or table: exact figures, read only."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.core.locating import conditions
from reportgen.data.sources.figures import figure
from reportgen.data.sources.files import Content
from reportgen.data.sources.json_file import JsonFile
from reportgen.data.sources.refusal import Refused
from reportgen.data.sources.sqlite_file import SqliteFile

DECIMALS = st.decimals(-(10**15), 10**15, places=6)


def refused(call, *arguments) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*arguments)
    return caught.value


def value(found, unit: str = "") -> Decimal:
    cell, spot = found
    return figure(cell, unit, spot).value


# ------------------------------------------------------------------ JSON


def json_file(text: str | bytes) -> JsonFile:
    data = text.encode() if isinstance(text, str) else text
    return JsonFile(Content("数.json", Path("数.json"), data, ""))


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("/data/0/value", "18.50"),
        ("/data/1", "1000"),
        ("/a~1b", "1"),
        ("/m~0n", "2"),
        ("/", "3"),
        ("/比率", "40.5"),
    ],
)
def test_pointers(pointer, expected):
    """RFC 6901, with its two escapes and the empty name."""
    file = json_file('{"data": [{"value": 18.50}, 1e3], "a/b": 1, "m~n": 2, "": 3, "比率": "40.5%"}')

    assert expected == f"{value(file.at(pointer), '%'):f}"


@pytest.mark.parametrize("pointer", ["/date", "/data/2", "/data/-", "/data/00", "/data/0/value/x"])
def test_nothing_there(pointer):
    problem = refused(json_file('{"data": [{"value": 18.50}, 2]}').at, pointer)

    assert "data.no-path" == problem.code
    assert pointer in problem.message.zh


def test_near_names_are_told():
    assert "data" in refused(json_file('{"data": 1}').at, "/date").hints[0].zh


@pytest.mark.parametrize("pointer", ["/list", "/group"])
def test_groups_are_no_figures(pointer):
    assert "data.not-a-number" == refused(json_file('{"list": [1], "group": {}}').at, pointer).code


def test_words_and_nothing():
    file = json_file('{"yes": true, "none": null, "word": "四十"}')

    assert "data.not-a-number" == refused(value, file.at("/yes")).code
    assert "data.empty" == refused(value, file.at("/none")).code
    assert "data.not-a-number" == refused(value, file.at("/word")).code


@pytest.mark.parametrize(
    "text", ["", "{", '{"a": NaN}', '{"a": 1, "a": 2}', "[" * 100_000, '{"a": 1} x', "{'a': 1}"]
)
def test_what_is_not_json(text):
    assert "data.unreadable" == refused(json_file, text).code


def test_place_of_the_mistake():
    assert "第 2 行第 8 列" in refused(json_file, '{\n  "a": }').message.zh


def test_json_in_other_encodings():
    assert 5 == value(json_file('{"数": 5}'.encode("gb18030")).at("/数"))
    assert 5 == value(json_file('{"数": 5}'.encode("utf-8-sig")).at("/数"))


@given(DECIMALS)
def test_what_is_written_to_json_is_read_back(number):
    """Property: as a number and as text."""
    file = json_file(f'{{"number": {number:f}, "text": "{number:f}"}}')

    for pointer in ("/number", "/text"):
        assert number.as_tuple() == value(file.at(pointer)).as_tuple()


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists),
    st.text(max_size=9),
)
def test_any_pointer_finds_or_is_refused(tree, pointer):
    """Property: nothing else happens."""
    with contextlib.suppress(Refused):
        assert value(json_file(json.dumps(tree)).at("/" + pointer)).is_finite()


# ------------------------------------------------------------------ SQLite


def database(folder: Path, *statements: str) -> Content:
    path = folder / "数.sqlite"
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return Content("数.sqlite", path, path.read_bytes(), "")


TABLE = (
    "CREATE TABLE 指标 (名称 TEXT, 年份 INTEGER, 数值, 备注 TEXT)",
    "INSERT INTO 指标 VALUES ('收入', 2025, 18.5, 'x'), ('收入', 2020, 12, ''), ('支出', 2025, '7.50', NULL)",
)


@pytest.fixture
def file(tmp_path):
    opened = SqliteFile(database(tmp_path, *TABLE))
    yield opened
    opened.close()


def test_query(file):
    assert Decimal("18.5") == value(file.answer("SELECT 数值 FROM 指标 WHERE 名称 = '收入' AND 年份 = 2025"))
    assert 3 == value(file.answer("SELECT count(*) FROM 指标"))


def test_table(file):
    """By column and row, like any table; a year is a year, number or text."""
    found = file.table("指标").find("数值", conditions("名称=支出；年份=2025") or (), 1)

    assert "7.50" == str(value(found))
    assert "数.sqlite，“指标”，数值（名称=支出；年份=2025）" == found[1].zh
    assert 12 == value(file.table("").find("数值", conditions("名称=收入；年份=2020") or (), 1))


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT 数值 FROM 指标", "data.several-answers"),
        ("SELECT 数值, 年份 FROM 指标 LIMIT 1", "data.several-answers"),
        ("SELECT 数值 FROM 指标 WHERE 年份 = 1900", "data.no-row"),
        ("SELECT 数直 FROM 指标", "data.query-failed"),
        ("SELECT", "data.query-failed"),
        ("SELECT 1; SELECT 2", "data.query-failed"),
        ("DELETE FROM 指标", "data.query-failed"),
        ("ATTACH DATABASE '/tmp/x.sqlite' AS x", "data.query-failed"),
        ("PRAGMA journal_mode = WAL", "data.query-failed"),
        ("SELECT load_extension('x')", "data.query-failed"),
        ("CREATE TABLE x (y)", "data.query-failed"),
    ],
)
def test_bad_queries(file, query, code):
    assert code == refused(file.answer, query).code


def test_no_such_table(file):
    problem = refused(file.table, "指标表")

    assert ("data.no-sheet", True) == (problem.code, "指标" in problem.hints[0].zh)


def test_endless_query_is_stopped(file):
    """After a fixed number of steps, not a time, so that it is stopped on every machine alike."""
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"

    assert "data.too-slow" == refused(file.answer, endless).code
    assert 3 == value(file.answer("SELECT count(*) FROM 指标"))


@pytest.mark.parametrize("data", [b"", b"hello" * 400, b"SQLite format 3\0" + b"\0" * 2000])
def test_no_database(data, tmp_path):
    assert "data.unreadable" == refused(SqliteFile, Content("数.sqlite", tmp_path, data, "")).code


def test_database_with_a_log_beside_it(tmp_path):
    """What was written in WAL mode and closed is read, though memory knows no such mode."""
    content = database(tmp_path, "PRAGMA journal_mode = WAL", *TABLE)
    assert b"\2\2" == content.data[18:20]

    assert 3 == value(SqliteFile(content).answer("SELECT count(*) FROM 指标"))


def test_the_file_is_not_touched(tmp_path):
    content = database(tmp_path, *TABLE)
    before = content.path.stat()
    file = SqliteFile(content)
    file.answer("SELECT count(*) FROM 指标")
    file.close()

    assert (before, [content.path]) == (content.path.stat(), list(tmp_path.iterdir()))


@given(st.lists(DECIMALS, min_size=1, max_size=10))
def test_what_is_written_to_sqlite_is_read_back(tmp_path_factory, numbers):
    """Property: figures kept as text come back exactly, by query and by table."""
    path = tmp_path_factory.mktemp("sqlite") / "数.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (n TEXT, v TEXT)")
        connection.executemany(
            "INSERT INTO t VALUES (?, ?)", [(f"k{i}", f"{v:f}") for i, v in enumerate(numbers)]
        )
    connection.close()
    file = SqliteFile(Content("数.sqlite", path, path.read_bytes(), ""))

    for index, number in enumerate(numbers):
        for found in (
            file.answer(f"SELECT v FROM t WHERE n = 'k{index}'"),
            file.table("t").find("v", conditions(f"n=k{index}") or (), 1),
        ):
            assert number.as_tuple() == value(found).as_tuple()
    file.close()
