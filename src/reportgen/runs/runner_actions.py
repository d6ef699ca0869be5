"""What the steps of a plan do to a report: each is a call of what the commands call too.

Drafts and sheets are dated by when their step was due. The clean proof, what goes to the press and the
edition in the archive are of one moment, the day on which the clean proof was due: while nobody edits the
report, the file that was signed, the one that was printed and the one that is kept have the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Language, has_errors, language_of
from reportgen.pipeline.options import ARCHIVE, PRESS
from reportgen.runs.due import Step
from reportgen.runs.milestones import Action, Plan
from reportgen.runs.runner import Carry, Made

if TYPE_CHECKING:
    from reportgen.runs.editions_shelf import Shelf

_DELIVERED = (Action.FINAL, Action.PRINT)  # steps that leave the files that are kept for ever


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a report is and where its files go: folders for files, for editions, for sheets that are signed.

    `moment` dates every file of a report that names no day; None: when its step was due. `fonts` is a folder
    of faces instead of the usual one.
    """

    spec: Path
    out: Path
    store: Path | Shelf
    signed: Path
    strict: bool = False
    fonts: Path | None = None
    moment: datetime | None = None


def actions(desk: Desk, plan: Plan, clock: Callable[[], datetime]) -> Mapping[Action, Carry]:
    """The table for one report. An attempt that is made again gives the same bytes."""
    final = _final(plan)

    def moment(step: Step) -> datetime:
        lasting = step.action in (*_DELIVERED, Action.ARCHIVE)
        return desk.moment or (final if lasting and final is not None else step.at)

    return {
        Action.DRAFT: lambda step: _draft(desk, moment(step)),
        Action.PROOF: lambda step: _proof(desk, step, moment(step)),
        Action.FREEZE: lambda step: _freeze(desk, clock()),
        Action.FINAL: lambda step: _final_files(desk, moment(step)),
        Action.PRINT: lambda step: _package(desk, moment(step)),
        Action.ARCHIVE: lambda step: _archive(
            desk, step, moment(step), is_delivered=any(each.action in _DELIVERED for each in plan.milestones)
        ),
    }


def _final(plan: Plan) -> datetime | None:
    """When the clean proof is due; of several the last."""
    return max((plan.moment(each) for each in plan.milestones if each.action is Action.FINAL), default=None)


def _draft(desk: Desk, moment: datetime) -> Made:
    from reportgen.pipeline.building import build
    from reportgen.pipeline.options import DRAFT

    made = build(desk.spec, desk.out, profile=DRAFT, strict=desk.strict, fonts=desk.fonts, moment=moment)
    failed = not made.outputs or has_errors(made.findings)
    return Made(tuple(each.path for each in made.outputs), made.findings, failed)


def _proof(desk: Desk, step: Step, moment: datetime) -> Made:
    from reportgen.pipeline.signing import sheet

    made = sheet(
        desk.spec,
        desk.out,
        name=step.title.text(_language(desk.spec)) or step.milestone,
        record=False,  # the round is on record when somebody has signed it
        profile=("web",),
        strict=desk.strict,
        fonts=desk.fonts,
        moment=moment,
    )
    if made.path is None or has_errors(made.findings):
        return Made(findings=made.findings, failed=True)
    return Made((*(each.path for each in made.accounted.built.outputs), made.path), made.findings)


def _freeze(desk: Desk, now: datetime) -> Made:
    from reportgen.pipeline.frozen_now import freeze_now

    findings = freeze_now(desk.spec, now, fonts=desk.fonts).findings
    return Made(findings=findings, failed=has_errors(findings))


def _final_files(desk: Desk, moment: datetime) -> Made:
    """All files that are delivered, to be signed."""
    from reportgen.pipeline.building import build

    profiles = _lasting(desk.spec)
    made = build(desk.spec, desk.out, profile=profiles, strict=desk.strict, fonts=desk.fonts, moment=moment)
    failed = not made.outputs or has_errors(made.findings)
    return Made(tuple(each.path for each in made.outputs), made.findings, failed)


def _package(desk: Desk, moment: datetime) -> Made:
    """The file for the press and the package with it; the other files anew, so that all are of one text."""
    from reportgen.pipeline.packing import package

    also = _lasting(desk.spec)
    made = package(desk.spec, desk.out, also=also, strict=desk.strict, fonts=desk.fonts, moment=moment)
    if made.path is None or has_errors(made.findings):
        return Made(findings=made.findings, failed=True)
    press = tuple(each.path for each in made.built.outputs if each.profile == PRESS)
    return Made((made.path, *press), made.findings)


def _archive(desk: Desk, step: Step, moment: datetime, *, is_delivered: bool) -> Made:
    """The edition as it was delivered, with the sheets that were signed."""
    from reportgen.pipeline.evidence import evidence
    from reportgen.runs.bag import PAYLOAD
    from reportgen.runs.editions import FILES, Wanted, archive
    from reportgen.runs.manifest import DELIVERED

    wanted = Wanted(
        given=desk.out if is_delivered else None,
        attached=tuple(
            sorted(each for each in desk.signed.glob("*") if each.is_file() and not each.name.startswith("."))
        ),
        strict=desk.strict,
        fonts=desk.fonts,
        moment=moment,
        day=step.day.isoformat(),
    )
    done = archive(desk.spec, desk.store, evidence(desk.strict), wanted)
    if done.edition is None or not done.where or has_errors(done.findings):
        return Made(findings=done.findings, failed=True)
    if done.path is not None:
        files = sorted((done.path / PAYLOAD / FILES).iterdir())
    else:  # on a server; what was delivered lies here as it does there
        delivered = [PurePosixPath(each.path).name for each in done.edition.of_role(DELIVERED)]
        files = [desk.out / name for name in sorted(delivered)] if is_delivered else []
    return Made(tuple(files), done.findings)


def _lasting(spec: Path) -> tuple[str, ...]:
    """What is delivered of a report in the end: to the press, to the archive, and what it names itself."""
    from reportgen.spec.load import load_spec

    found = load_spec(spec, delivered=False).spec
    named = found.output.profiles if found is not None else ()
    return tuple(dict.fromkeys((PRESS, ARCHIVE, *named)))


def _language(spec: Path) -> Language:
    """The language of a report, in which its sheet is."""
    from reportgen.spec.load import load_spec

    return language_of(load_spec(spec, delivered=False).language)
