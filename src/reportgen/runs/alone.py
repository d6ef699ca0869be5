"""A lock between processes of one machine: whoever holds it is the only one to do something.

It is SQLite's own on an empty file of its own: the system lets go of it when the process dies, however it
dies, on every system that we run on. The file stays, for a lock whose file comes and goes is none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Whether the lock at `path` is ours; so it stays until the end. Its folder is made.

    Raises OSError or `sqlite3.Error` where the folder cannot be written, or its file system knows no locks.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        try:
            base.execute("BEGIN EXCLUSIVE")
            is_ours = True
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem):
                raise
            is_ours = False
        yield is_ours
    finally:
        base.close()
