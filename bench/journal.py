"""`python -m bench.journal [--rows 1000000] [--server]`: what the journal of runs costs when it is large.

A journal is filled with runs of many congresses (each has 40 steps with two events a run), then the calls
that a runner makes are timed, medians of several: reading the runs of one congress, what is open, one
decision, one whole run from claim to done, and opening the file. With `--server` the same on the server of
REPORTGEN_TEST_POSTGRES, in a database of its own, and how many times what the file takes.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reportgen.runs.due import LEASE, File, Step, due
from reportgen.runs.journal import Journal
from reportgen.runs.journal_base import JournalFile
from reportgen.runs.journal_records import Owner
from reportgen.runs.journal_server import journals
from reportgen.runs.milestones import Action
from reportgen.runs.server_address import VARIABLE

STEPS = 40  # of one congress: weekly drafts and the milestones
START = date(2031, 1, 6)
FILES = '[{"path": "build/report-draft.pdf", "sha256": "%064x", "size": 5000000}]'


_FILLED = "spec, congress, milestone, day, since, owner, files"  # what `_rows` gives
_SAME = "action, state, attempts, pid, host"
_EVENTS = (
    "INSERT INTO events(run, moment, state, attempt, who, said) "
    "SELECT id, since, '{}', attempts, owner, '' FROM runs"
)


def _rows(key: str, rows: int) -> Iterator[tuple[str, ...]]:
    for number in range(rows):
        day = number % STEPS
        yield (
            key,
            f"congress-{number // STEPS}",
            f"draft-{day}",
            (START + timedelta(day)).isoformat(),
            _noon(day).isoformat(),
            f"{number:032x}",
            FILES % number,
        )


def _fill_file(path: Path, key: str, rows: int) -> float:
    """Rows as runs leave them, put in at once: a million transitions would take their time on any disk.

    Gives the size in MB.
    """
    with sqlite3.connect(path) as base:
        base.execute("DELETE FROM events")
        base.execute("DELETE FROM runs")
        base.executemany(
            f"INSERT INTO runs({_FILLED}, {_SAME}) VALUES (?,?,?,?,?,?,?, 'draft', 'done', 1, 1, 'host')",
            _rows(key, rows),
        )
        for state in ("due", "running", "done"):
            base.execute(_EVENTS.format(state))
    base.close()
    return path.stat().st_size / 1e6


def _fill_server(address: str, key: str, rows: int) -> float:
    import psycopg

    with psycopg.connect(address, autocommit=True) as base:
        base.execute("SET search_path = reportgen")
        base.execute("TRUNCATE runs, events")
        with base.cursor().copy(f"COPY runs({_FILLED}, {_SAME}) FROM STDIN") as copy:
            for row in _rows(key, rows):
                copy.write_row((*row, "draft", "done", 1, 1, "host"))
        for state in ("due", "running", "done"):
            base.execute(_EVENTS.format(state))
        base.execute("VACUUM ANALYZE")
        sized = "SELECT pg_total_relation_size('runs') + pg_total_relation_size('events')"
        return base.execute(sized).fetchone()[0] / 1e6


@contextmanager
def _database() -> Iterator[str]:
    """A database of its own on the server, dropped at the end."""
    import psycopg

    server = os.environ["REPORTGEN_TEST_POSTGRES"]
    name = f"bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as base:
        base.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            base.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _noon(days: int) -> datetime:
    return datetime.combine(START + timedelta(days), datetime.min.time(), UTC) + timedelta(hours=12)


def _steps(congress: int, more: int = 0) -> list[Step]:
    days = range(STEPS + more)
    return [
        Step(f"congress-{congress}", f"draft-{n}", START + timedelta(n), _noon(n), Action.DRAFT) for n in days
    ]


def _ms(call: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        spent.append(1000 * (time.perf_counter() - begin))
    return statistics.median(spent)


def _measured(journal: Journal, rows: int, times: int) -> dict[str, float]:
    """Milliseconds of each call, by what it does."""
    middle = rows // STEPS // 2
    name = f"congress-{middle}"
    steps = _steps(middle, more=1)
    owner = Owner("bench", 1, "host")
    days = iter(range(STEPS, STEPS + 10_000))

    def one_run() -> None:
        day = next(days)
        step = Step(name, f"draft-{day}", START + timedelta(day), _noon(day), Action.DRAFT)
        now = _noon(day)
        journal.settle(due([step], [], now), [], now)
        seen = next(run for run in journal.runs([name]) if run.key == step.key)
        assert journal.claim(step, seen, owner, now, now + LEASE)
        assert journal.finish(step.key, owner, [File("x.pdf", "0" * 64, 1)], now)

    runs = journal.runs([name])
    assert len(runs) == STEPS
    calls: dict[str, Callable[[], object]] = {
        "runs of one congress": lambda: journal.runs([name]),
        "what is open": journal.open_runs,
        "events of a run": lambda: journal.events(steps[0].key),
        "decision over 41 steps": lambda: due(steps, runs, _noon(STEPS)),
        "due, claimed, done (3 transactions)": one_run,
    }
    return {title: _ms(call, times) for title, call in calls.items()}


def _shown(rows: int, size: float, took: float) -> None:
    print(f"{rows} runs with {3 * rows} events: {size:.0f} MB, filled in {took:.0f} s")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=21)
    parser.add_argument("--server", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-journal-") as folder:
        spec = Path(folder) / "report.yaml"
        base = JournalFile(spec)
        journal = Journal(spec, base=base)
        journal.skip(_steps(0)[0], "bench", _noon(0))  # makes the tables
        begin = time.perf_counter()
        size = _fill_file(base.path, base.key, given.rows)
        _shown(given.rows, size, time.perf_counter() - begin)
        in_file = _measured(journal, given.rows, given.times)
        for title, ms in in_file.items():
            print(f"  {title:38} {ms:9.2f} ms")
        if not given.server:
            return
        with _database() as address:
            journal = journals(spec, {VARIABLE: f"{address}#bench"})[0](spec)
            journal.skip(_steps(0)[0], "bench", _noon(0))
            begin = time.perf_counter()
            size = _fill_server(address, journal.base.key, given.rows)
            print("on the server: ", end="")
            _shown(given.rows, size, time.perf_counter() - begin)
            for title, ms in _measured(journal, given.rows, given.times).items():
                print(f"  {title:38} {ms:9.2f} ms {ms / in_file[title]:6.1f} times the file's")


if __name__ == "__main__":
    main()
