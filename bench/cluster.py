"""`python -m bench.cluster [--instances 60] [--runs 3]`: two workers of a Dask cluster against two processes.

The same batch is built by the local pool and by two workers on loopback, in turn, so that other programs on
the machine meet both. Workers are warm at the second run of each; the pool is made anew for every batch, as
it is for users. What Dask costs is the CPU of scheduler, client and the talking of workers, and what a report
takes longer; the work itself is what a process alone in a warm pool needs for its reports.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.batch import ROOT, write


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler with that many workers, and the processes of all."""
    file = folder / "scheduler.json"
    started = [_dask("scheduler", "--scheduler-file", file, "--host", "127.0.0.1", "--port", "0")]
    try:
        while not (file.exists() and file.read_text().rstrip().endswith("}")):
            time.sleep(0.05)
        address = json.loads(file.read_text())["address"]
        for _ in range(workers):
            started.append(_dask("worker", address, "--nthreads", "1", "--no-nanny"))
        yield address, [process.pid for process in started]
    finally:
        for process in started:
            process.terminate()
            process.wait()


def _dask(kind: str, *options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *map(str, options), "--no-dashboard"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def cpu_of(processes: list[int]) -> float:
    """CPU seconds that processes have used (Linux)."""
    ticks = 0
    for process in processes:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=60)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template, rows = write(folder, given.instances)
        walls: dict[str, list[float]] = {"pool": [], "cluster": []}
        cpus: dict[str, list[float]] = {"pool": [], "cluster": []}
        shares: list[float] = []
        with cluster(folder, 2) as (address, processes):
            for run in range(given.runs + 1):
                for kind, options in (("pool", ["--jobs", "2"]), ("cluster", ["--cluster", address])):
                    before, began = cpu_of(processes), time.perf_counter()
                    before_scheduler = cpu_of(processes[:1])
                    usage = os.times()
                    out = folder / f"{kind}-{run}"
                    command = [
                        "batch",
                        str(template),
                        "--rows",
                        str(rows),
                        "--out",
                        str(out),
                        "--quiet",
                        *options,
                    ]
                    subprocess.run(
                        [sys.executable, "-m", "reportgen.cli.main", *command], cwd=ROOT, check=True
                    )
                    after = os.times()
                    own = (
                        after.children_user
                        + after.children_system
                        - usage.children_user
                        - usage.children_system
                    )
                    entries = json.loads((out / "batch.json").read_text("utf-8"))["reports"].values()
                    assert all(entry["state"] == "done" for entry in entries), "a report was not made"
                    if run:  # at the first the workers get ready
                        walls[kind].append(time.perf_counter() - began)
                        cpus[kind].append(own + cpu_of(processes) - before)
                        if kind == "cluster":
                            shares.append(own + cpu_of(processes[:1]) - before_scheduler)
        for kind in walls:
            wall, cpu = statistics.median(walls[kind]), statistics.median(cpus[kind])
            print(
                f"{kind:8}{given.instances} reports in {wall:.1f} s, {cpu:.1f} s of CPU, "
                f"{given.instances / wall * 60:.0f} a minute"
            )
        wall, cpu = (
            statistics.median(b / a for a, b in zip(each["pool"], each["cluster"], strict=True))
            for each in (walls, cpus)
        )
        print(f"cluster / pool: {wall:.2f} of wall, {cpu:.2f} of CPU")
        each = statistics.median(shares) / given.instances
        print(
            f"client and scheduler: {statistics.median(shares):.1f} s of CPU, {1000 * each:.0f} ms a report"
        )


if __name__ == "__main__":
    main()
