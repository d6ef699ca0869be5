"""Freezes a spec as it stands: reads its sources anew, and keeps the figures and what they came from."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, has_errors
from reportgen.data.snapshot import to_json
from reportgen.pipeline.checking import check
from reportgen.pipeline.freezing import freeze


def freeze_now(spec: Path, moment: datetime, *, fonts: Path | None = None) -> tuple[Diagnostic, ...]:
    """Freeze the figures of `spec`; with errors among the findings nothing was frozen. Raises ReportError.

    Figures that were frozen before and differ are errors: only a person can give the reason for that.
    """
    checked = check(spec, fonts=fonts, live=True)
    errors = tuple(item for item in checked.findings if has_errors([item]))
    if errors or checked.model is None:
        return errors or checked.findings
    taken = to_json(checked.sourced.snapshot) if checked.sourced is not None else ""
    return freeze(spec, checked.model, moment=moment, snapshot=taken)
