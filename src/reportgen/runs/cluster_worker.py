"""What runs on the workers of a cluster; nothing here knows which cluster that is.

A worker's process may have threads, and its folder is any: one report is built at a time, and every path
that is sent is absolute.
"""

from __future__ import annotations

import asyncio
import os
import platform
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reportgen.runs.batch_manifest import digest_of
from reportgen.runs.instances import Instance
from reportgen.runs.worker import Outcome, Setting, failed, fault, make

# What has a hand in the bytes of a file, and what the machines of a cluster talk by.
_LIBRARIES = ("distributed", "fonttools", "matplotlib", "pillow", "reportlab", "uharfbuzz")
_ANSWER_SECONDS = 8.0  # for a look at folders; a network folder that hangs is no place to write to

_one_at_a_time = threading.Lock()
_warmed: set[tuple[Path, Path | None]] = set()


@dataclass(frozen=True, slots=True)
class Seen:
    """What a worker has and sees; `wrote` tells that a file could be put into the folder of the batch."""

    versions: Mapping[str, str]
    template: str  # digest; empty if it cannot be read
    has_fonts: bool
    wrote: bool


def versions() -> dict[str, str]:
    """What reports are made with in this process, by name; two that agree make the same bytes."""
    from reportgen import __version__

    found = {"reportgen": __version__, "python": ".".join(platform.python_version_tuple()[:2])}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "-"
    return found


async def look(setting: Setting, probe: str) -> Seen:
    """Look around on a worker, and leave the empty file `probe` in the folder of the batch.

    Raises TimeoutError if a folder does not answer.
    """
    return await asyncio.wait_for(asyncio.to_thread(_looked, setting, probe), _ANSWER_SECONDS)


def _looked(setting: Setting, probe: str) -> Seen:
    try:
        os.close(os.open(setting.out / probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        wrote = True
    except OSError:
        wrote = False
    has_fonts = setting.fonts is None or setting.fonts.is_dir()
    return Seen(versions(), digest_of(setting.template), has_fonts, wrote)


def make_there(setting: Setting, instance: Instance) -> Outcome:
    """Build one report, with all else of this process at rest; the first one makes the process ready.

    Never raises, since Dask cannot bring home every exception.
    """
    with _one_at_a_time:
        try:
            if (setting.template, setting.fonts) not in _warmed:
                from reportgen.pipeline.warming import warm

                warm(setting.template, setting.fonts)
                _warmed.add((setting.template, setting.fonts))
            return make(setting, instance)
        except Exception as problem:
            return failed(instance, [fault(problem, setting)])
