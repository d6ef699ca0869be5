"""A Dask scheduler and workers, each a process of its own on loopback, that end with the test."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SECONDS = 60  # for a process to come up, on a busy machine


class Cluster:
    """A scheduler at `address`, and the workers that were started; ended by `close`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.started: dict[str, subprocess.Popen[bytes]] = {}
        file = folder / "scheduler.json"
        self._start(
            "scheduler", "scheduler", "--scheduler-file", str(file), "--host", "127.0.0.1", "--port", "0"
        )
        _wait(file.exists)
        self.address = json.loads(_read_whole(file))["address"]

    def worker(self, name: str, code: str = "", *options: str, nanny: bool = False) -> None:
        """Start a worker in whose process `code` is run first."""
        preload = self._folder / f"{name}.py"
        preload.write_text(code, "utf-8")
        kind = [] if nanny else ["--no-nanny"]
        threads = [] if "--nthreads" in options else ["--nthreads", "1"]
        self._start(
            name, "worker", self.address, "--name", name, "--preload", str(preload), *kind, *threads, *options
        )

    def ready(self, count: int) -> None:
        """Wait until so many workers have come."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=_SECONDS)

    def stop(self, name: str) -> None:
        """kill -9."""
        process = self.started.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def dismiss(self) -> None:
        """End all workers; the scheduler forgets them."""
        for name in [name for name in self.started if name != "scheduler"]:
            process = self.started.pop(name)
            process.terminate()
            process.wait()

    def close(self) -> None:
        self.dismiss()
        for name in list(self.started):
            self.stop(name)

    def _start(self, name: str, command: str, *options: str) -> None:
        settings = {
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
            "DASK_TEMPORARY_DIRECTORY": str(self._folder / "dask"),
        }
        with (self._folder / f"{name}.log").open("wb") as log:
            self.started[name] = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{command}", *options, "--no-dashboard"],
                cwd=self._folder,  # workers are anywhere
                env={**os.environ, **settings},
                stdout=log,
                stderr=subprocess.STDOUT,
            )


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """A cluster without workers yet."""
    folder.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(folder)
    try:
        yield cluster
    finally:
        cluster.close()


def _read_whole(file: Path) -> str:
    _wait(lambda: file.read_text("utf-8").rstrip().endswith("}"))
    return file.read_text("utf-8")


def _wait(is_so) -> None:
    deadline = time.monotonic() + _SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "the cluster did not come up"
        time.sleep(0.05)
