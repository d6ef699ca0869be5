"""Batches on a Dask cluster of two real workers: same bytes, workers and schedulers that die."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))

from batches import DISTRICTS, Ticks, files, prepared, ran, write
from clusters import running

from reportgen.cli.main import cli
from reportgen.runs import cluster as far
from reportgen.runs.batch import Wanted, run
from reportgen.runs.batch_manifest import State, read_manifest
from reportgen.runs.cluster_queue import Queue

pytest.importorskip("distributed")

# Preloads: what is so on a worker, before it comes up.
DEADLY = """
import os, signal
from reportgen.runs import cluster_worker, worker
def make(setting, instance):
    if instance.label == "北溪区":
        os.kill(os.getpid(), signal.SIGKILL)
    return worker.make(setting, instance)
cluster_worker.make = make
"""
BLIND = "from reportgen.runs import cluster_worker\ncluster_worker.digest_of = lambda path: ''\n"
OLDER = (
    "from reportgen.runs import cluster_worker\nours = cluster_worker.versions()\n"
    "cluster_worker.versions = lambda: ours | {'reportgen': '0.0.1', 'python': '3.10'}\n"
)
ELSEWHERE = """
import os, tempfile
from reportgen.runs import cluster_worker
class Elsewhere:
    def __getattr__(self, name):
        return getattr(os, name)
    def open(self, path, flags):
        return os.open(os.path.join(tempfile.mkdtemp(), "probe"), flags)
cluster_worker.os = Elsewhere()
"""
WITHOUT = "import sys\nsys.modules['reportgen'] = None\n"
HANGING = (
    "import time\nfrom reportgen.runs import cluster_worker\n"
    "cluster_worker.digest_of = lambda path: time.sleep(3)\n"
)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    with running(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture
def cluster(scheduler):
    """The scheduler, without workers."""
    yield scheduler
    scheduler.dismiss()


@pytest.fixture
def hasty(monkeypatch):
    """Not the patience of a real cluster."""
    monkeypatch.setattr(far, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(far, "PATIENCE", 2)
    monkeypatch.setattr(far, "CONNECT_SECONDS", 1.0)
    monkeypatch.setattr(far, "RESULT_SECONDS", 0.5)


def codes(result) -> list[str]:
    return [finding.code for finding in result.findings]


def ran_there(template: Path, address: str, *, seen=None, wanted: Wanted | None = None, **options):
    return run(prepared(template, **options), jobs=1, cluster=address, now=Ticks(), wanted=wanted, seen=seen)


# ------------------------------------------------------------------ two workers


def test_the_same_as_by_the_processes_of_this_machine(tmp_path, cluster, monkeypatch):
    """Files, manifest and findings, for a template named from here; a table with a bad row; a shard."""
    cluster.worker("a")
    cluster.worker("b", "", "--nthreads", "3")
    write(tmp_path, bad=4)
    monkeypatch.chdir(tmp_path)
    cluster.ready(2)
    there, here = ran_there(Path("template.yaml"), cluster.address), ran(Path("template.yaml"), out="here")

    assert files(tmp_path / "here") == files(tmp_path / "out")
    assert 11 == len(files(tmp_path / "out"))
    assert here.entries == there.entries
    assert (12, 0, 1) == (there.built, there.kept, len(there.failures))
    assert here.findings == tuple(item for item in there.findings if item.code != "batch.worker-threads")
    assert 1 == codes(there).count("batch.worker-threads")

    half = ran_there(Path("template.yaml"), cluster.address, out="half", part=2, parts=2)
    assert [f"{name}区" for name in DISTRICTS[1::2]] == [entry.label for entry in half.entries]
    assert files(tmp_path / "half").items() < files(tmp_path / "here").items()


def test_a_worker_killed_in_the_middle(tmp_path, cluster):
    """kill -9 of one of two that is not started anew: every report is made, and noted once."""
    cluster.worker("a")
    cluster.worker("b")
    template = write(tmp_path)
    cluster.ready(2)
    done = []

    def seen(progress) -> None:
        done.append(progress.done)
        if progress.done == 3:
            cluster.stop("a")

    result = ran_there(template, cluster.address, seen=seen)
    ran(template, out="here")
    manifest, _ = read_manifest(tmp_path / "out" / "batch.json")

    assert list(range(1, 13)) == done
    assert ((), ()) == (result.findings, result.failures)
    assert manifest.is_finished
    assert result.entries == tuple(manifest.entries.values())
    assert files(tmp_path / "here") == files(tmp_path / "out")


def test_a_row_that_kills_its_workers_is_marked(tmp_path, cluster, hasty, monkeypatch):
    """Dask gives up a report that took several workers with it; they start anew, and build the others."""
    monkeypatch.setattr(far, "PATIENCE", 200)
    cluster.worker("a", DEADLY, nanny=True)
    cluster.worker("b", DEADLY, nanny=True)
    template = write(tmp_path, rows=6)
    cluster.ready(2)
    result = ran_there(template, cluster.address)

    assert [("北溪区", State.KILLED)] == [(entry.label, entry.state) for entry in result.failures]
    assert 5 == len(files(tmp_path / "out"))
    assert [("batch.killed", str(template))] == [(item.code, item.span.file) for item in result.findings]


def test_the_only_worker_dies_and_starts_anew(tmp_path, cluster, hasty, monkeypatch):
    """Under another address: the report is tried by itself, and is to blame; the last ones are built."""
    monkeypatch.setattr(far, "PATIENCE", 200)
    cluster.worker("a", DEADLY, nanny=True)
    template = write(tmp_path, rows=4)
    cluster.ready(1)
    result = ran_there(template, cluster.address)

    assert ["北溪区"] == [entry.label for entry in result.failures if entry.state is State.KILLED]
    assert (4, 3, ["batch.killed"]) == (result.built, len(files(tmp_path / "out")), codes(result))


def test_no_worker_is_left(tmp_path, cluster, hasty):
    """The batch ends, what is done stands, and the next run builds the rest."""
    cluster.worker("a")
    template = write(tmp_path, rows=4)
    cluster.ready(1)
    result = ran_there(template, cluster.address, seen=lambda progress: cluster.stop("a"))
    left, _ = read_manifest(tmp_path / "out" / "batch.json")

    assert (1, ["batch.no-worker"]) == (result.built, codes(result))
    assert [State.WAITING] * 3 == [entry.state for entry in result.failures]
    assert not left.is_finished
    again = ran(template)
    assert (3, 1, ()) == (again.built, again.kept, again.failures)


def test_a_worker_that_comes_later_is_used(tmp_path, cluster, hasty, monkeypatch):
    """And one that leaves is not missed; nothing of a worker's look stays in the folder."""
    monkeypatch.setattr(far, "PATIENCE", 200)
    cluster.worker("a")
    template = write(tmp_path, rows=6)
    cluster.ready(1)

    def seen(progress) -> None:
        if progress.done == 2:
            cluster.stop("a")
            cluster.worker("b")

    result = ran_there(template, cluster.address, seen=seen)

    assert (6, (), ()) == (result.built, result.failures, result.findings)
    assert [".batch.lock", "batch.json"] == sorted(
        path.name for path in (tmp_path / "out").iterdir() if path.suffix != ".pdf"
    )


def test_the_scheduler_is_lost(tmp_path, hasty):
    """A finding, and a manifest by which the batch is taken up again."""
    with running(tmp_path / "cluster") as cluster:
        cluster.worker("a")
        template = write(tmp_path, rows=5)
        cluster.ready(1)
        result = ran_there(
            template,
            cluster.address,
            seen=lambda progress: cluster.stop("scheduler") if progress.done == 2 else None,
        )
    left, _ = read_manifest(tmp_path / "out" / "batch.json")

    assert (2, 3, ["batch.cluster-lost"]) == (result.built, len(result.failures), codes(result))
    assert 2 == sum(entry.state is State.DONE for entry in left.entries.values())
    again = ran(template)
    assert (3, 2, True) == (again.built, again.kept, not again.failures)


def test_ctrl_c_keeps_what_is_done(tmp_path, cluster):
    """Nothing more is handed out, the manifest is not finished, the cluster is free for the next batch."""
    cluster.worker("a")
    template = write(tmp_path, rows=4)
    cluster.ready(1)

    def stop(progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ran_there(template, cluster.address, seen=stop)
    left, _ = read_manifest(tmp_path / "out" / "batch.json")
    assert (False, 1) == (
        left.is_finished,
        sum(entry.state is State.DONE for entry in left.entries.values()),
    )
    again = ran_there(template, cluster.address)
    assert (3, 1, ()) == (again.built, again.kept, again.failures)


# ------------------------------------------------------------------ workers that cannot build


def test_workers_that_are_not_fit_are_left_out(tmp_path, cluster):
    """Each by its name and with its reason; the one that is fit builds everything."""
    odd = {"blind": BLIND, "older": OLDER, "elsewhere": ELSEWHERE, "without": WITHOUT}
    for name, code in odd.items():
        cluster.worker(name, code)
    cluster.worker("fit")
    template = write(tmp_path, rows=3)
    cluster.ready(5)
    result = ran_there(template, cluster.address)
    told = [item.message.en.rpartition(": ")[0] for item in result.findings]

    assert (3, ()) == (result.built, result.failures)
    assert {"batch.worker-left-out"} == set(codes(result))
    assert sorted(
        [
            "workers are left out that do not see the template, or another one",
            f"workers are left out that have other versions than this machine ({older()})",
            "workers are left out that cannot write to the folder of --out, or write elsewhere",
            "workers are left out that have no reportgen, or one that is too old",
        ]
    ) == sorted(told)
    assert all(item.hints and "tcp://127.0.0.1:" in item.message.zh for item in result.findings)


def older() -> str:
    ours = far.versions()
    return f"reportgen 0.0.1 ≠ {ours['reportgen']}, python 3.10 ≠ {ours['python']}"


def test_no_worker_sees_the_template(tmp_path, cluster):
    """Nothing is built, and the manifest of an older batch stays as it is."""
    template = write(tmp_path, rows=2)
    ran(template)
    before = (tmp_path / "out" / "batch.json").read_bytes()
    cluster.worker("blind", BLIND)
    cluster.ready(1)
    result = ran_there(template, cluster.address)

    assert (0, {"batch.no-worker", "batch.worker-left-out"}) == (result.built, set(codes(result)))
    assert before == (tmp_path / "out" / "batch.json").read_bytes()


def test_a_worker_whose_folder_hangs(tmp_path, cluster, hasty, monkeypatch):
    """It is asked again, and then left out; the others build meanwhile."""
    monkeypatch.setattr(far, "ANSWER_SECONDS", 0.5)
    cluster.worker("hanging", HANGING)
    cluster.worker("fit", "from reportgen.runs import cluster_worker")
    cluster.ready(2)
    crew_told: list[str] = []
    with far.joined(
        prepared(write(tmp_path)).setting, cluster.address, lambda item: crew_told.append(item.code)
    ) as crew:
        told = [list(crew_told) for _ in range(3) if crew.look() is None]

    assert [[], ["batch.worker-left-out"], ["batch.worker-left-out"]] == told


# ------------------------------------------------------------------ no cluster


def test_nobody_at_the_address(tmp_path, hasty):
    """A port where nobody listens, one where somebody is silent, and what is no address."""
    with socket.socket() as free, socket.socket() as silent:
        free.bind(("127.0.0.1", 0))
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        addresses = [
            f"tcp://127.0.0.1:{free.getsockname()[1]}",
            f"127.0.0.1:{silent.getsockname()[1]}",
            "foo://x",
        ]
        results = [ran_there(write(tmp_path, rows=2), address) for address in addresses]

    assert [["batch.no-cluster"]] * 3 == [codes(result) for result in results]
    assert all(
        address in result.findings[0].message.zh for address, result in zip(addresses, results, strict=True)
    )
    assert not (tmp_path / "out" / "batch.json").exists()


def test_without_the_library(tmp_path, monkeypatch):
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = ran_there(write(tmp_path, rows=2), "tcp://127.0.0.1:1")

    assert ["batch.no-distributed"] == codes(result)
    assert "reportgen[cluster]" in result.findings[0].hints[0].en


def test_a_folder_that_cannot_be_made(tmp_path):
    """Told before anybody is asked."""
    (tmp_path / "blocked").write_text("a file")
    result = ran_there(write(tmp_path, rows=2), "tcp://127.0.0.1:1", out="blocked/out")

    assert ["output.not-written"] == codes(result)


def test_the_command(tmp_path, cluster):
    """As locally; --jobs is for processes of this machine."""
    runner = CliRunner()
    cluster.worker("a")
    template = write(tmp_path, rows=2)
    command = ["batch", str(template), "--rows", str(tmp_path / "rows.csv"), "--out", str(tmp_path / "out")]
    wrong = runner.invoke(cli, [*command, "--cluster", cluster.address, "--jobs", "2"])
    assert (2, True) == (wrong.exit_code, "--jobs" in wrong.stderr)
    cluster.ready(1)
    right = runner.invoke(cli, [*command, "--cluster", cluster.address, "--lang", "en"])
    assert (0, True) == (right.exit_code, right.stdout.startswith("2 built, 0 unchanged, 0 failed"))
    assert "" == right.stderr
    none = runner.invoke(cli, [*command, "--cluster", "foo://x", "--format", "json"])
    assert (1, ["batch.no-cluster"]) == (
        none.exit_code,
        [item["code"] for item in json.loads(none.stdout)["findings"]],
    )


# ------------------------------------------------------------------ which report is next


class Row:
    def __init__(self, number: int) -> None:
        self.number = number


def test_a_suspect_is_tried_by_itself():
    """It waits for the others at work, nothing begins beside it, and it is to blame the second time."""
    one, two, three = rows = [Row(number) for number in (1, 2, 3)]
    queue = Queue(rows)
    assert [one, two, None] == [queue.next(2) for _ in range(3)]
    assert not queue.died(one)
    assert queue.next(2) is None
    queue.finished(two)
    assert [one, None] == [queue.next(2), queue.next(2)]
    assert not queue.died(one)
    assert [one, None] == [queue.next(2), queue.next(2)]
    assert queue.died(one)
    assert [three, None] == [queue.next(2), queue.next(2)]
    queue.finished(three)
    assert queue.is_empty


def test_what_was_cancelled_is_next():
    """And not to blame; a suspect stays one."""
    one, two = rows = [Row(1), Row(2)]
    queue = Queue(rows)
    assert queue.next(1) is one
    queue.again(one)
    assert queue.next(1) is one
    assert not queue.died(one)
    assert queue.next(1) is one
    queue.again(one)
    assert [one, None] == [queue.next(2), queue.next(2)]
    queue.finished(one)
    assert [two, False] == [queue.next(1), queue.is_empty]
