"""A process made ready for many builds: what the first one would otherwise pay for."""

from __future__ import annotations

import gc
import importlib
from pathlib import Path

from reportgen.pipeline.books import BOOKS
from reportgen.pipeline.checking import check
from reportgen.pipeline.drawings import DRAWINGS

_STAGES = ("reportgen.layout.pages", "reportgen.charts.draw", "reportgen.pdf")


def warm(template: Path, fonts: Path | None = None) -> None:
    """Load modules, faces, theme and term lists, by checking `template`; faces and charts are then kept."""
    BOOKS.start()
    DRAWINGS.start()
    for module in _STAGES:
        importlib.import_module(module)
    check(template, fonts=fonts)
    gc.collect()
