"""`reportgen schedule`: the plan of a congress, its next step, and the same for people's calendars."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportgen.cli.report import moment_given
from reportgen.cli.schedule_install import install
from reportgen.cli.schedule_runs import run_due, status
from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Diagnostic, Language, Message, Severity, error, has_errors
from reportgen.core.text import counted

if TYPE_CHECKING:
    from reportgen.runs.congresses import District, Planned

_UNDRAWN = ("schedule.no-picture", "output.not-written")  # findings that say that there is no timeline
Command = TypeVar("Command", bound=Callable[..., Any])


@click.group()
def schedule() -> None:
    """The calendar of the congress: its plan, and what runs by it.  党代会的日程。"""


def common(command: Command) -> Command:
    """What every command on plans takes: SPEC is a report, or a list of districts."""
    options = (
        click.argument("spec", type=click.Path(path_type=Path)),
        click.option(
            "--today",
            type=click.DateTime(["%Y-%m-%d"]),
            help="Take this day for today.  把这一天当作今天。",
        ),
        click.option("--district", default="", help="Only this district of a list.  只看这个地区。"),
        click.option("--quiet", "-q", is_flag=True, help="Only errors.  只报错误。"),
        click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages."),
    )
    for option in reversed(options):
        command = option(command)
    return command


_form = click.option(
    "--format", "style", type=click.Choice(["table", "json"]), default="table", help="Form.  形式。"
)


@schedule.command(short_help="Every step with its day.  列出各步的日期。")
@common
@_form
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the timeline as an SVG picture.  把时间线画成 SVG 图。",
)
def plan(
    spec: Path,
    today: datetime | None,
    district: str,
    quiet: bool,
    lang: Language | None,
    style: str,
    out: Path | None,
) -> None:
    """Show every step of SPEC with its day; what is past is marked.  列出各步的日期。"""
    from reportgen.cli import schedule_tables
    from reportgen.runs.congresses import local_day
    from reportgen.runs.plan import overdue
    from reportgen.runs.timeline import timeline

    if out is not None and out.suffix.lower() != ".svg":
        raise click.UsageError("--out: the timeline is an SVG picture, name it *.svg")
    now = _now(today)
    planned, shown = _planned(spec, now, district, lang)
    language = lang or planned.language
    findings = planned.findings
    if out is not None and len(shown) == 1 and _has_days(shown[0]):
        here = local_day(now, shown[0].plan.zone)
        late = {step.id for step in overdue(shown[0].plan, here)}
        findings += _write(out, timeline(shown[0].plan, here, late, language).encode())
    elif out is not None:
        findings += (_no_picture(len(shown)),)
    _show(findings, planned, style, language, quiet)
    is_drawn = out is not None and not any(i.code in _UNDRAWN for i in findings)
    if style == "json":
        click.echo(for_stdout(schedule_tables.as_json(shown, now, language, findings)), nl=False)
    elif shown:
        click.echo(for_stdout(schedule_tables.as_table(shown, now, language)), nl=False)
        if is_drawn and not quiet:
            click.echo(Message(f"\n时间线已写出 {out}", f"\ntimeline: {out}").text(language))
    if has_errors(findings):
        sys.exit(1)


@schedule.command(name="next", short_help="The next step.  下一步是什么。")
@common
@_form
def next_(
    spec: Path, today: datetime | None, district: str, quiet: bool, lang: Language | None, style: str
) -> None:
    """Show the next step of SPEC.  下一步是什么。"""
    from reportgen.cli import schedule_tables

    now = _now(today)
    planned, shown = _planned(spec, now, district, lang)
    language = lang or planned.language
    _show(planned.findings, planned, style, language, quiet)
    if style == "json":
        text = schedule_tables.as_json(shown, now, language, planned.findings, only_next=True)
        click.echo(for_stdout(text), nl=False)
    else:
        click.echo(for_stdout(schedule_tables.next_steps(shown, now, language)), nl=False)
    if has_errors(planned.findings):
        sys.exit(1)


@schedule.command(short_help="Write an iCalendar file.  写成日历文件。")
@common
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("calendar.ics"),
    show_default=True,
    help="The file to write.  写到哪个文件。",
)
def ics(
    spec: Path, today: datetime | None, district: str, quiet: bool, lang: Language | None, out: Path
) -> None:
    """Write the steps of SPEC as an iCalendar file.  写成日历文件（.ics）。

    Of a list, districts with errors or without a date are left out, and the exit status is 1.
    """
    from reportgen.runs.ics import to_ics
    from reportgen.spec.calendars import names_districts

    now = _now(today)
    planned, shown = _planned(spec, now, district, lang)
    language = lang or planned.language
    findings = planned.findings
    if has_errors(findings):  # one district with errors, or without a date, does not stop the others
        is_list = names_districts(spec) and not planned.stopping
        shown = tuple(each for each in shown if is_list and not has_errors(each.findings))
    if shown:
        stamp = moment_given() or datetime.now(UTC).replace(microsecond=0)
        findings += _write(out, to_ics([each.plan for each in shown], language, stamp))
    _show(findings, planned, "table", language, quiet)
    if shown and not quiet and not any(item.code == "output.not-written" for item in findings):
        count = sum(len(each.plan.milestones) for each in shown)
        zh, en = f"已写出 {out}，共 {count} 步", f"{out}: {counted(count, 'step')}"
        click.echo(Message(zh, en).text(language))
    if has_errors(findings):
        sys.exit(1)


def _now(today: datetime | None) -> date | datetime:
    """The day that was given, else this moment."""
    return today.date() if today is not None else moment_given() or datetime.now(UTC)


def _planned(
    spec: Path, now: date | datetime, district: str, lang: Language | None
) -> tuple[Planned, tuple[District, ...]]:
    """What the file gave, and of it the districts that were asked for."""
    from dataclasses import replace

    from reportgen.runs.congresses import load_plans

    planned = load_plans(spec, now, lang)
    if not district:
        return planned, planned.districts
    shown = tuple(
        each for each in planned.districts if district in (each.schedule.district, each.plan.congress)
    )
    if not shown and planned.districts:
        planned = replace(planned, findings=(*planned.findings, _unknown(spec, district)))
    others = {id(item) for each in planned.districts if each not in shown for item in each.findings}
    told = tuple(item for item in planned.findings if id(item) not in others)
    return replace(planned, findings=told), shown


def _unknown(spec: Path, district: str) -> Diagnostic:
    return error(
        "schedule.unknown-district",
        None,
        zh=f"{spec} 里没有“{district}”",
        en=f'{spec} has no district "{district}"',
        hints=(Message("照文件里的写法写", "write the name as the file does"),),
    )


def _has_days(district: District) -> bool:
    return bool(district.plan.milestones or district.plan.opening)


def _no_picture(count: int) -> Diagnostic:
    zh, en = "没有可画的日程", "there is no plan to draw"
    cure = Message("先写开幕日期", "write the opening day first")
    if count > 1:
        zh, en = f"一张图只画一个地区，这里有 {count} 个", f"a picture shows one district, not {count}"
        cure = Message("用 --district 指明一个", "name one with --district")
    return error("schedule.no-picture", None, zh=zh, en=en, hints=(cure,))


def _write(out: Path, content: bytes) -> tuple[Diagnostic, ...]:
    from reportgen.pipeline.files import not_written, replaced

    try:
        with replaced(out) as stream:
            stream.write(content)
    except OSError as problem:
        return (not_written(out, problem),)
    return ()


def _show(
    findings: tuple[Diagnostic, ...], planned: Planned, style: str, language: Language, quiet: bool
) -> None:
    from reportgen.cli.output import print_human

    if style == "json":
        return  # they are part of what goes to stdout
    if quiet:
        findings = tuple(item for item in findings if item.severity is Severity.ERROR)
    print_human(findings, planned.sources, language, sys.stderr)


for _each in (status, run_due, install):
    schedule.add_command(_each)
