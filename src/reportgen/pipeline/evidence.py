"""What is said of the files of a build, as bytes to be kept beside them.

It is what `ledger` and `preflight --json` print, and what veraPDF says where it is installed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import language_of

if TYPE_CHECKING:
    from reportgen.pipeline.options import Laid


@dataclass(frozen=True, slots=True)
class Evidence:
    """What can be said: `ledger` of what was laid out, `verdict` of a file (its path, its profile).

    `verapdf` is what veraPDF says of a file; None: it is not installed.
    """

    ledger: Callable[[Laid], bytes]
    verdict: Callable[[Path, str], bytes]
    verapdf: Callable[[Path], bytes] | None = None


def evidence(strict: bool = False) -> Evidence:
    """All that this machine can say; with `strict` a preflight with warnings does not pass."""

    def verdict(path: Path, profile: str) -> bytes:
        from reportgen.preflight import check
        from reportgen.preflight.outcome_json import record, render_json
        from reportgen.preflight.rules import all_rules

        titles = {code: rule.title for code, rule in all_rules().items()}
        found = replace(check(path, profile), file=path.name)
        return render_json([record(found, titles, found.spoken, strict=strict)]).encode("utf-8")

    return Evidence(_ledger, verdict, verapdf())


def _ledger(laid: Laid) -> bytes:
    from reportgen.review.ledger import csv_text, ledger_of
    from reportgen.review.ledger_figures import shown_figures
    from reportgen.review.ledger_pages import printed_figures

    language = language_of(laid.document.language)
    figures = printed_figures(shown_figures(laid.document), laid.paged)
    return csv_text(ledger_of(laid.model, figures, language), language).encode("utf-8")


def verapdf() -> Callable[[Path], bytes] | None:
    """What veraPDF says of a file, where it is installed."""
    import shutil
    import subprocess

    program = shutil.which("verapdf")
    if program is None:
        return None

    def said(path: Path) -> bytes:
        def run(*arguments: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [program, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
            )

        version = run("--version").stdout.strip().splitlines()
        done = run("--format", "text", str(path))
        lines = [line.replace(str(path), path.name) for line in done.stdout.splitlines() if line.strip()]
        passes = done.returncode == 0 and any(line.startswith("PASS") for line in lines)
        record = {"file": path.name, "version": version[:1], "passes": passes, "said": lines}
        return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8")

    return said
