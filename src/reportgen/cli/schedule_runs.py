"""`reportgen schedule status` and `run-due`: what a plan asks for, and what became of it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import schedule_plans as plans
from reportgen.cli.archive_place import OnServer, placed
from reportgen.cli.report import moment_given
from reportgen.cli.schedule_goes_to import folders_of, takes_to, tells_to
from reportgen.cli.schedule_plans import (
    form_option,
    lang_option,
    planned_in,
    show_of,
    spec_argument,
    stopped,
    waits,
    zone_of,
)
from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Language, Message, ReportError
from reportgen.core.text import display_width

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from reportgen.runs.congresses import District, Planned
    from reportgen.runs.due import Step
    from reportgen.runs.journal import Journal
    from reportgen.runs.runner import Outcome

_quiet = click.option("--quiet", "-q", is_flag=True, help="Only what failed.  只报没有做成的。")


# ------------------------------------------------------------------ status


@click.command(short_help="What is done, failed, due.  看各步做到哪里。")
@spec_argument
@form_option
@lang_option
def status(spec: Path, style: str, lang: Language | None) -> None:
    """Show what has run of the plan of SPEC, what failed, what comes next.  看各步做到哪里。"""
    from reportgen.runs.due import steps
    from reportgen.runs.journal_server import journals
    from reportgen.runs.notify import standing

    planned, language, broken = planned_in(spec, lang)
    journal_of, faults = journals(spec, os.environ)
    show_of(faults, planned, language)
    if faults:
        sys.exit(1)
    shown = []
    for district in planned.districts:
        try:
            runs = journal_of(district.spec).runs([district.plan.congress])
        except ReportError as problem:
            show_of(problem.diagnostics, planned, language)
            sys.exit(1)
        shown += standing(steps([district.plan]), runs, plans.now(), zone_of(district))
    if style == "json":
        click.echo(for_stdout(json.dumps(shown, ensure_ascii=False, indent=1)))
    else:
        for district in planned.districts:
            own = [each for each in shown if each["congress"] == district.plan.congress]
            click.echo(for_stdout(district.plan.congress))
            if not own:
                click.echo(f"  {waits(district).text(language)}")
            width = max((display_width(each["title"][language]) for each in own), default=0)
            for each in own:
                title = each["title"][language]
                title += " " * (width - display_width(title))
                click.echo(for_stdout(f"  {each['time']}  {title}  {each['stands'][language]}"))
    if broken or any(each["state"] == "failed" for each in shown):
        sys.exit(1)


# ------------------------------------------------------------------ run-due


@click.command(name="run-due", short_help="Do what is due, once.  做到期的各步。")
@spec_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="Folder for files, from each report's own.  输出文件夹，从报告所在处算起。",
)
@click.option(
    "--store",
    callback=placed,
    default="archive",
    show_default=True,
    help="Where editions are kept: a folder, from each report's own, or postgresql.  存档库。",
)
@click.option(
    "--signed",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("signed"),
    show_default=True,
    help="Folder of signed sheets, kept with the edition.  签过字的扫描件。",
)
@click.option(
    "--deliver", default="", help="Take files to this folder or mailto:ADDRESS.  送到文件夹或邮箱。"
)
@click.option(
    "--on-failure", "alarm", default="", help="Command (JSON on its input) or mailto:ADDRESS.  没做成时通知。"
)
@click.option(
    "--smtp", envvar="REPORTGEN_SMTP", default="", help="smtp://USER@HOST:587?from=ADDRESS.  邮件服务器。"
)
@click.option(
    "--mail-limit", type=click.IntRange(1), default=20, show_default=True, help="In MB.  邮件上限。"
)
@click.option("--skip", multiple=True, help="A step not to run (with --by).  不做这一步。")
@click.option("--again", multiple=True, help="A step to try anew (with --by).  重新做这一步。")
@click.option("--by", default="", help="Who decides that.  谁决定的。")
@click.option(
    "--fonts", "fonts_dir", type=click.Path(path_type=Path, file_okay=False), help="Folder of faces.  字体。"
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.  警告也算错误。")
@_quiet
@form_option
@lang_option
def run_due(
    spec: Path,
    out: Path,
    store: Path | OnServer,
    signed: Path,
    deliver: str,
    alarm: str,
    smtp: str,
    mail_limit: int,
    skip: tuple[str, ...],
    again: tuple[str, ...],
    by: str,
    fonts_dir: Path | None,
    strict: bool,
    quiet: bool,
    style: str,
    lang: Language | None,
) -> None:
    """Do what is due of the plan of SPEC, once; what was missed is made up.  做到期的各步。

    Ends with 75 when another run is going on, with 1 when something failed.
    """
    from zoneinfo import ZoneInfo

    from reportgen.pipeline.files import kept_beside, not_written
    from reportgen.runs.journal_server import journals
    from reportgen.runs.notify import facts, summary
    from reportgen.runs.runner import BUSY, Outcome
    from reportgen.runs.runner import run_due as run
    from reportgen.runs.runner_actions import Desk, actions

    if (skip or again) and not by.strip():
        raise click.UsageError("--skip and --again need --by: who decides")
    if isinstance(store, OnServer) and store.name:
        raise click.UsageError("--store: a folder or postgresql; an edition gets its name by itself")
    takes = takes_to(deliver, smtp, mail_limit)
    tells = tells_to(alarm, smtp, mail_limit)
    planned, language, broken = planned_in(spec, lang, tells)
    journal_of, faults = journals(spec, os.environ)
    if faults:  # of what all have in common: nothing could be put on record
        now = plans.now()
        told_of = tells(Outcome(spec, now, now, findings=faults), ZoneInfo("UTC"))
        show_of((*faults, *told_of), planned, language)
        sys.exit(1)
    statuses, told = [1] * bool(broken), [facts(each, zone) for each, zone in broken]
    _named_somewhere(planned, (*skip, *again))
    for district, folder in zip(planned.districts, folders_of(spec, planned), strict=True):
        journal, zone, began = journal_of(district.spec), zone_of(district), plans.now()
        home = district.spec.parent
        shelf = store.shelf if isinstance(store, OnServer) else home / store
        desk = Desk(district.spec, home / out, shelf, home / signed, strict, fonts_dir, moment_given())
        table = actions(desk, district.plan, plans.now)
        try:
            for line in _decided(journal, district, skip, again, by.strip()):
                click.echo(line.text(language), err=True)
            outcome = run([district.plan], district.spec, journal, plans.now, table, deliver=takes(folder))
        except ReportError as problem:  # nothing was run that is not on record
            outcome = stopped(district, began, problem.diagnostics)
        except OSError as problem:  # of the lock, or of what is kept beside
            failed = (not_written(kept_beside(district.spec), problem),)
            outcome = stopped(district, began, failed)
        else:
            outcome = _with_message(outcome, zone)
        statuses.append(outcome.status)
        told.append(facts(outcome, zone))
        if outcome.is_alarming:
            show_of(tells(outcome, zone), planned, language)
        if style == "human" and not (quiet and outcome.status in (0, BUSY)):
            click.echo(for_stdout(summary(outcome, language, zone)), nl=False, err=bool(outcome.status))
            if district.plan.opening is None:
                click.echo(waits(district).text(language))
            found = (*outcome.findings, *chain(*(ran.findings for ran in outcome.ran)))
            show_of(tuple(dict.fromkeys(found)), planned, language)
    if style == "json":
        click.echo(for_stdout(json.dumps(told, ensure_ascii=False, indent=1)))
    sys.exit(1 if 1 in statuses else max(statuses, default=0))


def _with_message(outcome: Outcome, zone: ZoneInfo) -> Outcome:
    """The outcome, of which a message was left, or that tells why there is none."""
    from reportgen.pipeline.files import kept_beside, not_written
    from reportgen.runs.notify import is_quiet, leave_message

    if is_quiet(outcome) or outcome.busy is not None:
        return outcome
    try:
        leave_message(outcome, zone)
    except OSError as problem:
        untold = not_written(kept_beside(outcome.spec), problem)
        return replace(outcome, findings=(*outcome.findings, untold))
    return outcome


def _named_somewhere(planned: Planned, names: tuple[str, ...]) -> None:
    """That each of `names` is a step of some district, before anything is run or decided."""
    from reportgen.runs.due import steps

    known = {step.milestone: step for step in steps(each.plan for each in planned.districts)}
    for name in names:
        if not any(_is_called(step, name) for step in known.values()):
            listed = ", ".join(f"{key} ({step.called.zh})" for key, step in known.items())
            raise click.UsageError(f"no step is called {name!r}; there are {listed}")


def _is_called(step: Step, name: str) -> bool:
    return name in (step.milestone, step.called.zh, step.called.en)


def _decided(
    journal: Journal, district: District, skip: tuple[str, ...], again: tuple[str, ...], by: str
) -> Iterator[Message]:
    """Put on record what a person decided, and say what could not be.

    A step is named by its id or its title, the latest of that name is meant; one that the district does not
    have is no matter.
    """
    from reportgen.runs.due import steps

    asked = steps([district.plan])
    found = {name: step for name in (*skip, *again) for step in asked if _is_called(step, name)}
    for name in skip:
        if name in found and not journal.skip(found[name], by, plans.now()):
            yield _not_decided(
                found[name], Message("没有跳过：正在做，或已经结束", "not skipped: it runs or has ended")
            )
    for name in again:
        if name in found and not journal.again(found[name].key, by, plans.now()):
            yield _not_decided(
                found[name],
                Message(
                    "没有重新做：没有失败过，也没有跳过", "not tried anew: it neither failed nor was skipped"
                ),
            )


def _not_decided(step: Step, why: Message) -> Message:
    day = step.day.isoformat()
    return Message(
        f"{step.congress}“{step.called.zh}”（{day}）{why.zh}",
        f'"{step.called.en}" of {step.congress} ({day}) was {why.en}',
    )
