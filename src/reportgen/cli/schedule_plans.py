"""The plans that the commands of `reportgen schedule` act on, and what keeps some of them from it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.core.diagnostics import Diagnostic, Language, Message, has_errors

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from reportgen.runs.congresses import District, Planned
    from reportgen.runs.runner import Outcome

WAITS = "schedule.no-opening"  # of one district, and no matter of the others
spec_argument = click.argument("spec", type=click.Path(path_type=Path))
lang_option = click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages.")
form_option = click.option(
    "--format", "style", type=click.Choice(["human", "json"]), default="human", help="Form.  形式。"
)


def now() -> datetime:
    """The moment by the clock of this machine."""
    return datetime.now(UTC)


def zone_of(district: District) -> ZoneInfo:
    """The zone in which the steps of a district are told."""
    from zoneinfo import ZoneInfo

    return ZoneInfo(district.plan.zone)


Broken = tuple["Outcome", "ZoneInfo"]


def planned_in(
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

    planned, moment = load_plans(spec, None, lang), now()
    language: Language = lang or planned.language
    is_list = names_districts(spec)
    broken: list[Broken] = []
    if wrong := (*planned.stopping, *planned.left_out):
        broken.append((Outcome(spec, moment, moment, findings=wrong), ZoneInfo("UTC")))
    sound = []
    for district in planned.districts:
        faults = tuple(i for i in district.findings if has_errors([i]) and not (is_list and i.code == WAITS))
        if faults:
            broken.append((stopped(district, moment, faults), zone_of(district)))
        else:
            sound.append(district)
    for outcome, zone in broken:
        if is_list and outcome.congress:
            zh, en = (
                f"跳过{outcome.congress}：日程有错误",
                f"{outcome.congress} is left out: errors in its schedule",
            )
            click.echo(Message(zh, en).text(language), err=True)
        show_of((*outcome.findings, *tells(outcome, zone)), planned, language)
    if planned.stopping:
        sys.exit(1)
    return replace(planned, districts=tuple(sound)), language, tuple(broken)


def show_of(findings: tuple[Diagnostic, ...], planned: Planned, language: Language) -> None:
    """Tell findings on stderr, with the lines of the plan's file."""
    from reportgen.cli.output import print_human

    if findings:
        print_human(findings, planned.sources, language, sys.stderr)


def waits(district: District) -> Message:
    """Why a district has nothing to do."""
    if district.plan.opening is None:
        return Message("开幕日期未定，先等着", "the opening day is not known; it waits for it")
    return Message("日程里没有程序做的步骤", "its plan has no step that a program carries out")


def stopped(district: District, began: datetime, findings: tuple[Diagnostic, ...]) -> Outcome:
    """The outcome of a district of which nothing was run."""
    from reportgen.runs.runner import Outcome

    return Outcome(district.spec, began, now(), findings=findings, congress=district.plan.congress)
