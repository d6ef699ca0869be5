"""Where the files of a run and the news of a failure go: a folder, a command, mail."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.core.diagnostics import Diagnostic

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from reportgen.runs.congresses import Planned
    from reportgen.runs.deliver import Mail
    from reportgen.runs.runner import Deliver, Outcome

MAILTO = "mailto:"


def folders_of(spec: Path, planned: Planned) -> tuple[str, ...]:
    """The folder of each district's files within the one they are delivered to; one report has none."""
    from reportgen.runs.deliver import folder_names
    from reportgen.spec.calendars import names_districts

    if not names_districts(spec):
        return ("",) * len(planned.districts)
    return folder_names([district.plan.congress for district in planned.districts])


def takes_to(where: str, smtp: str, limit: int) -> Callable[[str], Deliver | None]:
    """How the files of a report are delivered, given the name of its folder within the one that was asked."""
    from reportgen.runs.deliver import by_mail, to_folder

    if not where:
        return lambda name: None
    if not where.startswith(MAILTO):
        folder = Path(where)
        return lambda name: lambda step, files: to_folder(folder / name, files)
    mail = _mail(where, smtp, limit)
    return lambda name: lambda step, files: by_mail(mail, step, files)


def tells_to(alarm: str, smtp: str, limit: int) -> Callable[[Outcome, ZoneInfo], tuple[Diagnostic, ...]]:
    """Who is told of a failure: gives what could not be told."""
    from reportgen.runs.notify import by_mail, tell

    if not alarm:
        return lambda outcome, zone: ()
    if not alarm.startswith(MAILTO):
        try:
            words = shlex.split(alarm)
        except ValueError as problem:
            raise click.UsageError(f"--on-failure: {problem}") from None
        return lambda outcome, zone: tell(words, outcome, zone)
    mail = _mail(alarm, smtp, limit)
    return lambda outcome, zone: by_mail(mail, outcome, zone)


def _mail(where: str, smtp: str, limit: int) -> Mail:
    from reportgen.runs.deliver import MEGABYTE, server

    recipients = tuple(each.strip() for each in where.removeprefix(MAILTO).split(",") if each.strip())
    try:
        password = os.environ.get("REPORTGEN_SMTP_PASSWORD", "")
        return server(smtp, recipients, password=password, limit=limit * MEGABYTE)
    except ValueError:
        raise click.UsageError("mail needs --smtp, such as smtp://USER@HOST:587?from=ADDRESS") from None
