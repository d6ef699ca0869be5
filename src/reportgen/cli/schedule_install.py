"""`reportgen schedule install`: the timer that calls `run-due`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from reportgen.cli.schedule_plans import lang_option, planned_in, show_of, spec_argument
from reportgen.cli.streams import for_stdout
from reportgen.core.diagnostics import Language, Message


@click.command(short_help="Print or install a timer for run-due.  定时任务。")
@spec_argument
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
@lang_option
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
    planned, language, broken = planned_in(spec, lang)
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
    show_of(findings, planned, language)
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
