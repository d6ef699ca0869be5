"""`python -m bench.journal [--rows 1000000]`: what the journal of runs costs when it is large.

A journal is filled with runs of many congresses (each has 40 steps with two events a run), then the calls
that a runner makes are timed, medians of several: reading the runs of one congress, what is open, one
decision, one whole run from claim to done, and opening the file.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reportgen.runs.due import LEASE, File, Step, due
from reportgen.runs.journal import Journal
from reportgen.runs.journal_base import JournalFile
from reportgen.runs.journal_records import Owner
from reportgen.runs.milestones import Action

STEPS = 40  # of one congress: weekly drafts and the milestones
START = date(2031, 1, 6)
FILES = '[{"path": "build/report-draft.pdf", "sha256": "%064x", "size": 5000000}]'


def _filled(journal: Journal, path: Path, rows: int) -> float:
    """Rows as runs leave them, put in at once: a million transitions would take their time on any disk."""
    begin = time.perf_counter()
    journal.skip(_steps(0)[0], "bench", _noon(0))  # makes the tables
    with sqlite3.connect(path) as base:
        base.execute("DELETE FROM events")
        base.execute("DELETE FROM runs")
        base.executemany(
            "INSERT INTO runs(id, spec, congress, milestone, day, action, state, since, attempts, owner, "
            "pid, host, files) VALUES (?, 'report.yaml', ?, ?, ?, 'draft', 'done', ?, 1, ?, 1, 'host', ?)",
            (
                (
                    number,
                    f"congress-{number // STEPS}",
                    f"draft-{number % STEPS}",
                    (START + timedelta(number % STEPS)).isoformat(),
                    _noon(number % STEPS).isoformat(),
                    f"{number:032x}",
                    FILES % number,
                )
                for number in range(rows)
            ),
        )
        for state in ("due", "running", "done"):
            base.execute(
                "INSERT INTO events(run, moment, state, attempt, who, said) "
                "SELECT id, since, ?, attempts, owner, '' FROM runs",
                (state,),
            )
    base.close()
    return time.perf_counter() - begin


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


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=21)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-journal-") as folder:
        spec = Path(folder) / "report.yaml"
        base = JournalFile(spec)
        journal = Journal(spec, base=base)
        took = _filled(journal, base.path, given.rows)
        size = base.path.stat().st_size / 1e6
        print(f"{given.rows} runs with {3 * given.rows} events: {size:.0f} MB, filled in {took:.0f} s")
        middle = given.rows // STEPS // 2
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
        rows = (
            ("runs of one congress", lambda: journal.runs([name])),
            ("what is open", journal.open_runs),
            ("events of a run", lambda: journal.events(steps[0].key)),
            ("decision over 41 steps", lambda: due(steps, runs, _noon(STEPS))),
            ("due, claimed, done (3 transactions)", one_run),
        )
        for title, call in rows:
            print(f"  {title:38} {_ms(call, given.times):9.2f} ms")


if __name__ == "__main__":
    main()
