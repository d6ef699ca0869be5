"""Wall and CPU seconds of each stage, under the stage's name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Progress = Callable[[str], None]  # called with a stage's name as it begins


def silent(stage: str) -> None:
    """Progress that nobody watches."""


@dataclass
class Clock:
    """Collects the time of stages; a stage that runs twice adds up."""

    progress: Progress = silent
    wall: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside under `name`."""
        self.progress(name)
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.add(name, time.perf_counter() - wall, time.process_time() - cpu)

    def add(self, name: str, wall: float, cpu: float) -> None:
        """Add seconds to a stage."""
        self.wall[name] = self.wall.get(name, 0.0) + wall
        self.cpu[name] = self.cpu.get(name, 0.0) + cpu

    def take(self, source: str, name: str, wall: float, cpu: float) -> None:
        """Count seconds spent inside `source` under `name` instead: charts drawn while pages are laid out."""
        self.add(source, -wall, -cpu)
        self.add(name, wall, cpu)
