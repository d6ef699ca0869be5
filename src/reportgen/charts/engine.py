"""Loads matplotlib: quickly, and without a look at the machine's fonts, settings or home folder.

The first import of matplotlib scans every font of the system (over a second) and writes a list of them into
the user's home; it also reads a `matplotlibrc` of the current folder. None of that may touch a report. So it
is imported with a configuration folder of our own, which holds an empty font list and is gone again when the
import is done: text is set by `typeset`, and matplotlib never opens a font.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# Without a thread pool for linear algebra, which charts never use, the import is a quarter cheaper.
SINGLE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")

_loaded = False


def load() -> None:
    """Import matplotlib's figures, once in a process; 0.25 s of CPU the first time."""
    global _loaded
    if _loaded:
        return
    if "matplotlib.figure" in sys.modules:  # a program that uses us and matplotlib: its settings stay its own
        _loaded = True
        return
    with TemporaryDirectory(prefix="reportgen-charts-") as folder:
        _write_font_list(Path(folder))
        variables = {"MPLCONFIGDIR": folder, "MPL_IGNORE_SYSTEM_FONTS": "1"}
        if "numpy" not in sys.modules:
            variables |= dict.fromkeys(SINGLE_THREAD, "1")
        with _environment(variables):
            import_module("matplotlib.figure")
    _loaded = True


@contextmanager
def plain_settings() -> Iterator[None]:
    """Settings of matplotlib that decide anything of ours, whatever a `matplotlibrc` said."""
    import matplotlib

    with matplotlib.rc_context(SETTINGS):
        yield


SETTINGS: dict[Any, Any] = {
    "text.parse_math": False,
    "text.usetex": False,
    "path.simplify": False,
    "path.snap": False,
    "path.sketch": None,
    "path.effects": [],
    "patch.force_edgecolor": False,
    "axes.xmargin": 0.0,
    "axes.ymargin": 0.0,
    "axes.autolimit_mode": "data",
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "lines.dash_capstyle": "butt",
    "lines.solid_capstyle": "butt",
    "lines.dash_joinstyle": "miter",
    "lines.solid_joinstyle": "round",
    "lines.scale_dashes": False,
}


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    """The process's environment with `variables`, and as it was afterwards."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _write_font_list(folder: Path) -> None:
    """An empty font list where this matplotlib looks for one.

    Its name holds a version that only the source of `font_manager` tells without being imported. Where that
    fails, matplotlib makes a list of the few faces it carries: 0.1 s, and no scan of the system.
    """
    package = find_spec("matplotlib")
    if package is None or package.origin is None:
        return
    source = Path(package.origin).with_name("font_manager.py")
    found = source.is_file() and re.search(r"__version__ = ['\"]?([\w.]+)", source.read_text("utf-8"))
    if not found:
        return
    version = found[1]
    content: dict[str, object] = {
        "_version": int(version) if version.isdigit() else version,
        "_FontManager__default_weight": "normal",
        "default_size": None,
        "defaultFamily": {"ttf": "DejaVu Sans", "afm": "Helvetica"},
        "afmlist": [],
        "ttflist": [],
        "__class__": "FontManager",
    }
    (folder / f"fontlist-v{version}.json").write_text(json.dumps(content), "utf-8")
