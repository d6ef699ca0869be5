"""A runner that is killed while it archives: the store has the edition once and whole, wherever it died."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / "review")]

from signed_specs import write  # noqa: E402

from reportgen.runs import bag  # noqa: E402
from reportgen.runs.archive_verify import verify  # noqa: E402
from reportgen.runs.congresses import load_plans  # noqa: E402
from reportgen.runs.due import State  # noqa: E402
from reportgen.runs.journal import Journal  # noqa: E402
from reportgen.runs.milestones import Action  # noqa: E402
from reportgen.runs.runner import Outcome, run_due  # noqa: E402
from reportgen.runs.runner_actions import Desk, actions  # noqa: E402

NOW = datetime(2030, 11, 4, 12, tzinfo=UTC)
FORK = multiprocessing.get_context("fork")


def run(spec: Path, dies_at: str = "", now: datetime = NOW) -> Outcome:
    """Only the archive step; the runner kills itself at the point of that name."""
    (district,) = load_plans(spec).districts
    desk = Desk(spec, spec.parent / "build", spec.parent / "archive", spec.parent / "signed")
    carry = actions(desk, district.plan, lambda: now)
    journal = Journal(spec, watched=lambda point: point == dies_at and _die())
    table = {Action.ARCHIVE: carry[Action.ARCHIVE]}
    return run_due([district.plan], spec, journal, lambda: now, table)


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _killed(spec: Path, where: str) -> None:
    if where == "before the edition has its name":
        bag.renamed = _die
    run(spec, where)


@pytest.mark.parametrize("where", ["before the edition has its name", "before manifest", "after manifest"])
def test_the_edition_is_there_once(tmp_path, where):
    spec = write(tmp_path)
    own = "schedule: {name: 大会, opening: 2030-09-23, milestones: [{id: text-freeze, off: true}, "
    spec.write_text(f"{spec.read_text('utf-8')}\n{own}{{id: to-print, off: true}}]}}\n", "utf-8")
    process = FORK.Process(target=_killed, args=(spec, where))
    process.start()
    process.join()
    assert -signal.SIGKILL == process.exitcode
    before = {path.name for path in (tmp_path / "archive").iterdir()}

    done = run(spec, now=NOW + timedelta(hours=1))
    (ran,) = done.ran
    assert State.DONE is ran.state
    assert (where == "after manifest") is ran.recovered
    (edition,) = (path for path in (tmp_path / "archive").iterdir() if not path.name.startswith("."))
    assert (where != "before the edition has its name") is (edition.name in before)
    codes = [item.code for item in verify(tmp_path / "archive")[1]]
    assert set(codes) <= {"archive.unfinished"}  # what the dead left is told, and no edition
    assert all(file.path.startswith(f"archive/{edition.name}/data/delivered/") for file in ran.files)
    assert () == run(spec, now=NOW + timedelta(hours=2)).ran
