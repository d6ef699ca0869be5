"""Freezes a spec as it stands: reads its sources anew, and keeps the figures and what they came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, ReportError, has_errors
from reportgen.data.snapshot import to_json
from reportgen.pipeline.checking import check
from reportgen.pipeline.freezing import freeze
from reportgen.spec.load import Loaded


@dataclass(frozen=True, slots=True)
class Frozen:
    """How many figures there are, and what was found; with errors among the findings nothing was frozen."""

    loaded: Loaded
    count: int
    findings: tuple[Diagnostic, ...]


def freeze_now(spec: Path, moment: datetime | None, *, fonts: Path | None = None, reason: str = "") -> Frozen:
    """Freeze the figures of `spec`.

    Figures that were frozen before and differ are errors without a `reason`, which only a person can give.
    """
    checked = check(spec, fonts=fonts, live=True)
    errors = tuple(item for item in checked.findings if has_errors([item]))
    if errors or checked.model is None:
        return Frozen(checked.loaded, 0, errors or checked.findings)
    taken = to_json(checked.sourced.snapshot) if checked.sourced is not None else ""
    try:
        found = freeze(spec, checked.model, moment=moment, snapshot=taken, reason=reason)
    except ReportError as problem:  # the store cannot be read or written
        return Frozen(checked.loaded, 0, problem.diagnostics)
    return Frozen(checked.loaded, len(checked.model.metrics), found)
