"""The record of rounds: whole after a kill, safe for two at once, kept aside when broken."""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.core.diagnostics import ReportError
from reportgen.pipeline.freezing import opened
from reportgen.pipeline.store import VERSION, Store
from reportgen.review.rounds import (
    Departure,
    ExceptionMade,
    Frozen,
    Item,
    PageText,
    Round,
    SignedFile,
)


def a_round(name: str) -> Round:
    item = Item("a", "达标率", "40.5%", ("40.5%", "四成"), "2029年", "公报", ("1", "2"))
    return Round(
        name, "2030-01-01T00:00:00+00:00", (SignedFile("x.pdf", "ab"),), (item,), (PageText("1", "文"),)
    )


def test_what_was_recorded_comes_back(tmp_path):
    store = Store(tmp_path / "r.yaml")
    assert () == store.rounds()
    assert not store.path.exists(), "reading makes nothing"
    store.add_round(a_round("一校"))
    store.add_round(a_round("二校"))

    assert (a_round("一校"), a_round("二校")) == store.rounds()
    assert () == Store(tmp_path / "other.yaml").rounds(), "each spec has its own"
    with sqlite3.connect(store.path) as base:
        assert ("wal",) == base.execute("PRAGMA journal_mode").fetchone()
        assert (VERSION,) == base.execute("PRAGMA user_version").fetchone()


def test_the_freeze_and_its_exceptions_come_back(tmp_path):
    """F13: figures, snapshot and reasons are on record."""
    store = Store(tmp_path / "r.yaml")
    figures = {"a": Frozen("达标率", "40.5%", (("value", "40.5"),))}
    made = ExceptionMade(
        "2030-02", "更正", (Departure("a", "达标率", "40.5%", "41%", ("value",), (("value", "41"),)),)
    )
    assert store.frozen() is None
    store.freeze("2030-01", "{快照}", figures)
    store.add_exception(made)

    assert ("2030-01", "{快照}", figures) == store.frozen()
    assert (made,) == store.exceptions()


def test_freezing_anew_keeps_the_exceptions_of_before(tmp_path):
    store = Store(tmp_path / "r.yaml")
    store.freeze("1", "", {"a": Frozen("达标率", "1", (("value", "1"),))})
    store.freeze("2", "", {"a": Frozen("达标率", "2", (("value", "2"),))}, "更正")
    store.freeze("3", "", {"a": Frozen("达标率", "2", (("value", "2"),))})

    assert [("更正", "1", "2")] == [
        (made.reason, each.old, each.new) for made in store.exceptions() for each in made.departures
    ]


KILLED = """
import os, sys
from pathlib import Path
from reportgen.pipeline.store import Store
store = Store(Path(sys.argv[1]))
with store.writing() as base:
    base.execute("INSERT INTO rounds VALUES (99, 'r.yaml', '坏', '', '[]', '[]', '[]')")
    os._exit(9)
"""


def test_a_run_killed_between_writes_leaves_the_store_as_it_was(tmp_path):
    path = tmp_path / "r.yaml"
    Store(path).add_round(a_round("一校"))
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, timeout=60)

    assert 9 == done.returncode
    assert (a_round("一校"),) == Store(path).rounds()
    Store(path).add_round(a_round("二校"))
    assert ["一校", "二校"] == [made.name for made in Store(path).rounds()]


def _add(path: Path, name: str) -> None:
    for number in range(5):
        Store(path).add_round(a_round(f"{name}{number}"))


def test_two_runs_at_once_lose_nothing(tmp_path):
    """Both begin with no store at all."""
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_add, args=(tmp_path / "r.yaml", name)) for name in "ab"]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)

    assert [0, 0] == [run.exitcode for run in runs]
    names = [made.name for made in Store(tmp_path / "r.yaml").rounds()]
    assert sorted(f"{name}{number}" for name in "ab" for number in range(5)) == sorted(names)


@pytest.mark.parametrize("damage", ["text", "cut", "record"])
def test_a_broken_store_is_kept_aside_and_told(tmp_path, damage):
    path = tmp_path / "r.yaml"
    store = Store(path)
    store.add_round(a_round("一校"))
    if damage == "text":
        store.path.write_bytes("不是数据库".encode() * 200)
    elif damage == "cut":
        store.path.write_bytes(store.path.read_bytes()[:5000])
    else:
        with sqlite3.connect(store.path) as base:
            base.execute("UPDATE rounds SET items = '[{]'")
        base.close()
    before = store.path.read_bytes()

    with pytest.raises(ReportError) as problem:
        store.rounds()
    assert ["rounds.store-broken"] == [item.code for item in problem.value.diagnostics]
    assert before == store.path.read_bytes(), "reading touches nothing"
    fresh, told = opened(path)
    assert ["rounds.store-kept-aside"] == [item.code for item in told]
    assert before == store.path.with_name("store.sqlite.broken-1").read_bytes()
    fresh.add_round(a_round("二校"))
    assert ["二校"] == [made.name for made in fresh.rounds()]


def test_a_store_of_a_newer_program_is_left_alone(tmp_path):
    store = Store(tmp_path / "r.yaml")
    store.add_round(a_round("一校"))
    with sqlite3.connect(store.path) as base:
        base.execute("PRAGMA user_version = 99")
    base.close()

    with pytest.raises(ReportError) as problem:
        opened(tmp_path / "r.yaml")
    assert ["rounds.store-newer"] == [item.code for item in problem.value.diagnostics]


def test_a_locked_store_is_told_after_a_while(tmp_path, monkeypatch):
    monkeypatch.setattr("reportgen.pipeline.kept_base.BUSY_SECONDS", 0.1)
    store = Store(tmp_path / "r.yaml")
    store.add_round(a_round("一校"))
    base = sqlite3.connect(store.path, isolation_level=None)
    base.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(ReportError) as problem:
            store.add_round(a_round("二校"))
    finally:
        base.close()
    assert ["rounds.store-busy"] == [item.code for item in problem.value.diagnostics]
