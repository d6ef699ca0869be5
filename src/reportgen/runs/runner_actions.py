"""What the steps of a plan do to a report: each is a call of what `build`, `sheet` and `freeze` call too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from reportgen.core.diagnostics import Language, has_errors
from reportgen.runs.due import Step
from reportgen.runs.milestones import Action
from reportgen.runs.runner import Carry, Made


def actions(
    spec: Path,
    out: Path,
    clock: Callable[[], datetime],
    *,
    strict: bool = False,
    fonts: Path | None = None,
    moment: datetime | None = None,
) -> Mapping[Action, Carry]:
    """The table for one report, whose files go into the folder `out`.

    Files of a report that names no day are dated by `moment`, else by when their step was due: an attempt
    that is made again gives the same bytes.
    """

    def built(*profiles: str) -> Carry:
        def carry(step: Step) -> Made:
            from reportgen.pipeline.building import build

            made = build(spec, out, profile=profiles, strict=strict, fonts=fonts, moment=moment or step.at)
            failed = not made.outputs or has_errors(made.findings)
            return Made(tuple(each.path for each in made.outputs), made.findings, failed)

        return carry

    def proof(step: Step) -> Made:
        from reportgen.pipeline.signing import sheet

        made = sheet(
            spec,
            out,
            name=step.title.text(_language(spec)) or step.milestone,
            record=False,  # the round is on record when somebody has signed it
            profile=("web",),
            strict=strict,
            fonts=fonts,
            moment=moment or step.at,
        )
        if made.path is None or has_errors(made.findings):
            return Made(findings=made.findings, failed=True)
        return Made((*(each.path for each in made.accounted.built.outputs), made.path), made.findings)

    def frozen(step: Step) -> Made:
        from reportgen.pipeline.frozen_now import freeze_now

        findings = freeze_now(spec, clock(), fonts=fonts).findings
        return Made(findings=findings, failed=has_errors(findings))

    return {
        Action.DRAFT: built("draft"),
        Action.PROOF: proof,
        Action.FREEZE: frozen,
        Action.FINAL: built("press"),
        Action.PRINT: built("press"),
        Action.ARCHIVE: built("archive"),
    }


def _language(spec: Path) -> Language:
    """The language of a report, in which its sheet is."""
    from reportgen.spec.load import load_spec

    return "en" if load_spec(spec, delivered=False).language == "en" else "zh"
