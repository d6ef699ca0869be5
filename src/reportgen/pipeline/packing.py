"""Build for the press and pack what the printing house needs: `reportgen package`, and a run of that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Language, Message, language_of
from reportgen.pipeline.building import build
from reportgen.pipeline.clock import Clock
from reportgen.pipeline.files import not_written
from reportgen.pipeline.options import PRESS
from reportgen.pipeline.package import Checked, pack

if TYPE_CHECKING:
    from reportgen.pipeline.options import Built, Output

_TORN = ("output.unfit", "output.not-written")  # not all that belongs together was delivered


@dataclass(frozen=True, slots=True)
class Packed:
    """What packing came to. `path` is the zip; None: there is none, and `findings` say why."""

    built: Built
    findings: tuple[Diagnostic, ...]
    path: Path | None = None


def package(
    spec: Path,
    out: Path,
    *,
    strict: bool = False,
    fonts: Path | None = None,
    moment: datetime | None = None,
    language: Language | None = None,
    also: Sequence[str] = (),
    clock: Clock | None = None,
) -> Packed:
    """Build the spec for the press into `out` and pack it there as NAME.zip.

    The zip speaks `language`, else the document's. Files of the profiles `also` are built with it, of one
    layout, and lie outside. Whatever fails, an older zip stays. Codes: those of building.
    """
    profiles = tuple(dict.fromkeys((PRESS, *also)))
    built = build(
        spec, out, profile=profiles, strict=strict, fonts=fonts, moment=moment, clock=clock or Clock()
    )
    findings = built.findings
    is_whole = not any(item.code in _TORN for item in findings)
    if not built.outputs or built.print_job is None or not is_whole:
        return Packed(built, findings)
    pressed = [output for output in built.outputs if output.profile == PRESS]
    target = out / f"{pressed[0].path.stem}.zip"
    spoken = language or language_of(built.checked.loaded.language)
    try:
        files = [_checked(output, spoken, strict=strict) for output in pressed]
        return Packed(built, findings, pack(target, files, built.print_job, built.made))
    except OSError as problem:
        return Packed(built, (*findings, not_written(target, problem)))


def _checked(output: Output, language: Language, *, strict: bool) -> Checked:
    from reportgen.preflight.outcome import closing, pieces
    from reportgen.preflight.rules import all_rules

    assert output.verdict is not None, "every file for the press was checked"
    titles = {code: rule.title for code, rule in all_rules().items()}
    told = pieces(output.verdict, titles, language, strict=strict, is_guess=False)
    summary = Message(*(closing(output.verdict, each, strict=strict) for each in ("zh", "en")))
    report = "".join(text for text, _ in told)
    return Checked(output.path, output.verdict.passes(strict=strict), summary, report)
