"""`reportgen schedule status`, `run-due` and `install`: what a plan asks for, and the timers that ask."""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.archive_place import OnServer, placed
from reportgen.cli.report import moment_given
from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Diagnostic, Language, Message, ReportError, has_errors
from reportgen.core.text import display_width

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from reportgen.runs.congresses import District, Planned
    from reportgen.runs.deliver import Mail
    from reportgen.runs.due import Step
    from reportgen.runs.journal import Journal
    from reportgen.runs.runner import Deliver, Outcome

MAILTO = "mailto:"
WAITS = "schedule.no-opening"  # of one district, and no matter of the others
_spec = click.argument("spec", type=click.Path(path_type=Path))
_quiet = click.option("--quiet", "-q", is_flag=True, help="Only what failed.  只报没有做成的。")
_lang = click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages.")
_form = click.option(
    "--format", "style", type=click.Choice(["human", "json"]), default="human", help="Form.  形式。"
)


# ------------------------------------------------------------------ status


@click.command(short_help="What is done, failed, due.  看各步做到哪里。")
@_spec
@_form
@_lang
def status(spec: Path, style: str, lang: Language | None) -> None:
    """Show what has run of the plan of SPEC, what failed, what comes next.  看各步做到哪里。"""
    from reportgen.runs.due import steps
    from reportgen.runs.journal_server import journals
    from reportgen.runs.notify import standing

    planned, language, broken = _planned(spec, lang)
    journal_of, faults = journals(spec, os.environ)
    _show(faults, planned, language)
    if faults:
        sys.exit(1)
    shown = []
    for district in planned.districts:
        try:
            runs = journal_of(district.spec).runs([district.plan.congress])
        except ReportError as problem:
            _show(problem.diagnostics, planned, language)
            sys.exit(1)
        shown += standing(steps([district.plan]), runs, _now(), _zone(district))
    if style == "json":
        click.echo(for_stdout(json.dumps(shown, ensure_ascii=False, indent=1)))
    else:
        for district in planned.districts:
            own = [each for each in shown if each["congress"] == district.plan.congress]
            click.echo(for_stdout(district.plan.congress))
            if not own:
                click.echo(f"  {_waits(district).text(language)}")
            width = max((display_width(each["title"][language]) for each in own), default=0)
            for each in own:
                title = each["title"][language]
                title += " " * (width - display_width(title))
                click.echo(for_stdout(f"  {each['time']}  {title}  {each['stands'][language]}"))
    if broken or any(each["state"] == "failed" for each in shown):
        sys.exit(1)


# ------------------------------------------------------------------ run-due


@click.command(name="run-due", short_help="Do what is due, once.  做到期的各步。")
@_spec
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
@_form
@_lang
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
    takes = _takes_to(deliver, smtp, mail_limit)
    tells = _tells(alarm, smtp, mail_limit)
    planned, language, broken = _planned(spec, lang, tells)
    journal_of, faults = journals(spec, os.environ)
    if faults:  # of what all have in common: nothing could be put on record
        now = _now()
        told_of = tells(Outcome(spec, now, now, findings=faults), ZoneInfo("UTC"))
        _show((*faults, *told_of), planned, language)
        sys.exit(1)
    statuses, told = [1] * bool(broken), [facts(each, zone) for each, zone in broken]
    _named_somewhere(planned, (*skip, *again))
    for district, folder in zip(planned.districts, _folders(spec, planned), strict=True):
        journal, zone, began = journal_of(district.spec), _zone(district), _now()
        home = district.spec.parent
        shelf = store.shelf if isinstance(store, OnServer) else home / store
        desk = Desk(district.spec, home / out, shelf, home / signed, strict, fonts_dir, moment_given())
        table = actions(desk, district.plan, _now)
        try:
            for line in _decided(journal, district, skip, again, by.strip()):
                click.echo(line.text(language), err=True)
            outcome = run([district.plan], district.spec, journal, _now, table, deliver=takes(folder))
        except ReportError as problem:  # nothing was run that is not on record
            outcome = _stopped(district, began, problem.diagnostics)
        except OSError as problem:  # of the lock, or of what is kept beside
            failed = (not_written(kept_beside(district.spec), problem),)
            outcome = _stopped(district, began, failed)
        else:
            outcome = _with_message(outcome, zone)
        statuses.append(outcome.status)
        told.append(facts(outcome, zone))
        if outcome.is_alarming:
            _show(tells(outcome, zone), planned, language)
        if style == "human" and not (quiet and outcome.status in (0, BUSY)):
            click.echo(for_stdout(summary(outcome, language, zone)), nl=False, err=bool(outcome.status))
            if district.plan.opening is None:
                click.echo(_waits(district).text(language))
            found = (*outcome.findings, *chain(*(ran.findings for ran in outcome.ran)))
            _show(tuple(dict.fromkeys(found)), planned, language)
    if style == "json":
        click.echo(for_stdout(json.dumps(told, ensure_ascii=False, indent=1)))
    sys.exit(1 if 1 in statuses else max(statuses, default=0))


def _waits(district: District) -> Message:
    """Why a district has nothing to do."""
    if district.plan.opening is None:
        return Message("开幕日期未定，先等着", "the opening day is not known; it waits for it")
    return Message("日程里没有程序做的步骤", "its plan has no step that a program carries out")


def _stopped(district: District, began: datetime, findings: tuple[Diagnostic, ...]) -> Outcome:
    from reportgen.runs.runner import Outcome

    return Outcome(district.spec, began, _now(), findings=findings, congress=district.plan.congress)


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
        if name in found and not journal.skip(found[name], by, _now()):
            yield _not_decided(
                found[name], Message("没有跳过：正在做，或已经结束", "not skipped: it runs or has ended")
            )
    for name in again:
        if name in found and not journal.again(found[name].key, by, _now()):
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


def _folders(spec: Path, planned: Planned) -> tuple[str, ...]:
    """The folder of each district's files within the one they are delivered to; one report has none."""
    from reportgen.runs.deliver import folder_names
    from reportgen.spec.calendars import names_districts

    if not names_districts(spec):
        return ("",) * len(planned.districts)
    return folder_names([district.plan.congress for district in planned.districts])


def _takes_to(where: str, smtp: str, limit: int) -> Callable[[str], Deliver | None]:
    """How the files of a report are delivered, given the name of its folder within the one that was asked."""
    from reportgen.runs.deliver import by_mail, to_folder

    if not where:
        return lambda name: None
    if not where.startswith(MAILTO):
        folder = Path(where)
        return lambda name: lambda step, files: to_folder(folder / name, files)
    mail = _mail(where, smtp, limit)
    return lambda name: lambda step, files: by_mail(mail, step, files)


def _tells(alarm: str, smtp: str, limit: int) -> Callable[[Outcome, ZoneInfo], tuple[Diagnostic, ...]]:
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


# ------------------------------------------------------------------ install


@click.command(short_help="Print or install a timer for run-due.  定时任务。")
@_spec
@click.argument("arguments", nargs=-1)
@click.option(
    "--system",
    type=click.Choice(["systemd", "cron", "launchd", "windows", "kubernetes"]),
    help="Whose timer (default: this machine's).  用哪种定时任务。",
)
@click.option(
    "--every", type=int, default=15, show_default=True, help="Minutes between calls.  间隔的分钟数。"
)
@click.option("--apply", "is_applied", is_flag=True, help="Install it, not only print it.  装上，不只打印。")
@click.option("--image", default="reportgen:latest", show_default=True, help="For kubernetes.  容器映像。")
@click.option("--claim", default="reportgen", show_default=True, help="For kubernetes: volume.  存储卷。")
@_lang
def install(
    spec: Path,
    arguments: tuple[str, ...],
    system: str | None,
    every: int,
    is_applied: bool,
    image: str,
    claim: str,
    lang: Language | None,
) -> None:
    """Print the timer that calls run-due for SPEC; ARGUMENTS (after --) go along.  定时任务。"""
    from typing import cast

    from reportgen.runs.install import INTERVALS, Job, SystemName, fits, units
    from reportgen.runs.install_apply import apply, called

    if every not in INTERVALS:
        raise click.UsageError(f"--every: one of {', '.join(map(str, INTERVALS))}")
    name = cast(SystemName, system or _own_system())
    job = Job(spec.resolve(), _program(), every, arguments, image, claim)
    if not fits(job):
        raise click.UsageError("a path or argument with a control character fits in no timer")
    planned, language, broken = _planned(spec, lang)
    if broken and not planned.districts:
        sys.exit(1)  # a timer for a report without a plan would only fail
    if not is_applied:
        made = units(name, job)
        for unit in made.files:
            click.echo(for_stdout(f"# ~/{unit.place}\n{unit.text}"))
        for command in made.commands:
            click.echo(for_stdout("# " + shlex.join(command)))
        return
    findings = apply(name, job, Path.home(), called)
    _show(findings, planned, language)
    if findings:
        sys.exit(1)
    zh, en = f"已装上：每{every}分钟一次（{job.label}）", f"installed: every {every} minutes ({job.label})"
    click.echo(Message(zh, en).text(language))


def _own_system() -> str:
    if sys.platform == "win32":
        return "windows"
    if sys.platform == "darwin":
        return "launchd"
    return "systemd" if Path("/run/systemd/system").is_dir() else "cron"


def _program() -> tuple[str, ...]:
    """The program that was called, by its whole path."""
    called = Path(sys.argv[0])
    if called.stem == "reportgen" and called.is_file():
        return (str(called.resolve()),)
    return (sys.executable, "-m", "reportgen.cli.main")


# ------------------------------------------------------------------ shared


def _now() -> datetime:
    return datetime.now(UTC)


def _zone(district: District) -> ZoneInfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo(district.plan.zone)


Broken = tuple["Outcome", "ZoneInfo"]


def _planned(
    spec: Path,
    lang: Language | None,
    tells: Callable[[Outcome, ZoneInfo], tuple[Diagnostic, ...]] = lambda outcome, zone: (),
) -> tuple[Planned, Language, tuple[Broken, ...]]:
    """The plans of a file that can be acted on, and what there is to tell of those that cannot.

    That is shown already, and told to whom `tells` tells. Ends the program where it concerns all. A district
    with errors keeps no other of its list from running; one without an opening just waits for it.
    """
    from zoneinfo import ZoneInfo

    from reportgen.runs.congresses import load_plans
    from reportgen.runs.runner import Outcome
    from reportgen.spec.calendars import names_districts

    planned, now = load_plans(spec, None, lang), _now()
    language: Language = lang or planned.language
    is_list = names_districts(spec)
    broken: list[Broken] = []
    if wrong := (*planned.stopping, *planned.left_out):
        broken.append((Outcome(spec, now, now, findings=wrong), ZoneInfo("UTC")))
    sound = []
    for district in planned.districts:
        faults = tuple(i for i in district.findings if has_errors([i]) and not (is_list and i.code == WAITS))
        if faults:
            broken.append((_stopped(district, now, faults), _zone(district)))
        else:
            sound.append(district)
    for outcome, zone in broken:
        if is_list and outcome.congress:
            zh, en = (
                f"跳过{outcome.congress}：日程有错误",
                f"{outcome.congress} is left out: errors in its schedule",
            )
            click.echo(Message(zh, en).text(language), err=True)
        _show((*outcome.findings, *tells(outcome, zone)), planned, language)
    if planned.stopping:
        sys.exit(1)
    return replace(planned, districts=tuple(sound)), language, tuple(broken)


def _show(findings: tuple[Diagnostic, ...], planned: Planned, language: Language) -> None:
    from reportgen.cli.output import print_human

    if findings:
        print_human(findings, planned.sources, language, sys.stderr)
