"""One runner at a time: a lock on this machine, one on a server, a lease with a heartbeat for all the others.

Whoever holds the lock (`runs.alone`) knows that no other runner of this machine lives. Machines that share a
folder over a network cannot trust such locks; for them each run is held by a lease. Those that share a server
have a lock there as well, and the lease for when they lose sight of it.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from reportgen.core.diagnostics import ReportError
from reportgen.pipeline.files import kept_beside
from reportgen.runs.alone import only_one
from reportgen.runs.due import LEASE, Key
from reportgen.runs.journal import Journal
from reportgen.runs.journal_base import Base
from reportgen.runs.journal_findings import unwritable
from reportgen.runs.journal_records import Owner

LOCK = "runs.lock"
BEAT_SECONDS = 60.0  # a lease outlives many missed beats


def this_runner(base: Base, spec: Path) -> Owner:
    """A name for this runner that no other has, and where it holds the lock."""
    return Owner(uuid.uuid4().hex, os.getpid(), base.home(socket.gethostname(), spec))


@contextmanager
def alone(spec: Path, base: Base | None = None) -> Iterator[bool]:
    """Whether we are the only runner of this spec that this machine and `base` know; so it stays to the end.

    Raises ReportError where the folder cannot be written, or the server is away.
    """
    with _alone_here(spec) as is_ours:
        if base is None or not is_ours:
            yield is_ours
            return
        with base.alone() as is_alone:
            yield is_alone


@contextmanager
def _alone_here(spec: Path) -> Iterator[bool]:
    """Whether we are the only runner beside this spec on this machine."""
    path = kept_beside(spec) / LOCK
    with ExitStack() as stack:
        try:
            is_ours = stack.enter_context(only_one(path))
        except (OSError, sqlite3.Error) as problem:
            raise ReportError([unwritable(str(path), problem)]) from problem
        yield is_ours


@contextmanager
def held(
    journal: Journal, key: Key, owner: Owner, clock: Callable[[], datetime], *, every: float = BEAT_SECONDS
) -> Iterator[None]:
    """Keeps the lease of a run alive from a thread of its own.

    A beat that cannot be written is tried again at the next; if the lease was lost meanwhile, the
    transition at the end of the run finds out.
    """
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(every):
            try:
                if not journal.beat(key, owner, clock() + LEASE):
                    return
            except ReportError:
                continue

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
