"""The schedules of a file with their plans: of one report, or of many districts in `congresses.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from reportgen.core.diagnostics import (
    Diagnostic,
    Language,
    Message,
    Span,
    error,
    has_errors,
    in_order,
    language_of,
    warning,
)
from reportgen.core.places import Places, SpecPath
from reportgen.runs.calendar import WorkCalendar
from reportgen.runs.holidays import built_in, load_holidays
from reportgen.runs.milestones import Plan
from reportgen.runs.plan import Wanted, plan, seen_from
from reportgen.spec.calendars import names_districts, read_congresses
from reportgen.spec.load import Loaded, load_spec
from reportgen.spec.schema import DocumentSpec
from reportgen.spec.schema.schedule import (
    CongressEntry,
    CongressesSpec,
    MilestoneSpec,
    ScheduleSpec,
)

_EXAMPLE = Message(
    "在报告里加上 schedule:，下面写 opening: 年-月-日",
    "add schedule: to the report, and below it opening: YYYY-MM-DD",
)


@dataclass(frozen=True, slots=True)
class District:
    """One district: the spec of its report, its schedule with nothing left to look up, and its plan."""

    spec: Path
    schedule: ScheduleSpec
    plan: Plan
    findings: tuple[Diagnostic, ...] = ()  # on this district alone


@dataclass(frozen=True, slots=True)
class Planned:
    """What a file gave. `sources` are lines of the files that findings name; `language` the reader's.

    A district whose schedule has errors is here with what could be planned all the same; who acts on plans
    looks at its findings first. `left_out` are the errors of entries of a list that could not be understood,
    whose districts are not here.
    """

    districts: tuple[District, ...]
    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, Sequence[str]]
    language: Language = "zh"
    left_out: tuple[Diagnostic, ...] = ()

    @property
    def stopping(self) -> tuple[Diagnostic, ...]:
        """The errors that concern all districts, or the one report, so that nothing can be done."""
        own = {*self.left_out, *(item for each in self.districts for item in each.findings)}
        return tuple(item for item in self.findings if has_errors([item]) and item not in own)


def load_plans(path: Path, today: date | datetime | None = None, language: Language | None = None) -> Planned:
    """The plans of a report or of a list of districts; `today` adds what is to say of past openings.

    A moment for `today` (with its zone) is the day that each plan's zone has then. `language` is that of the
    words in the plans (who does what); without it the document's.
    Never raises for bad input. Codes: those of reading, `spec.*`, and `schedule.*`.
    """
    if names_districts(path):
        return _districts(path, today, language or "zh")
    return _report(path, today, language)


def local_day(today: date | datetime, zone: str) -> date:
    """The day that `zone` has at a moment; a day stays what it is."""
    if isinstance(today, datetime):
        return today.astimezone(ZoneInfo(zone)).date()
    return today


# ------------------------------------------------------------------ one report


def _report(path: Path, today: date | datetime | None, asked: Language | None) -> Planned:
    loaded = load_spec(path, delivered=False)
    sources = {loaded.file: loaded.lines}
    language = asked or language_of(loaded.language)
    salvaged = loaded.salvaged
    if salvaged is None:
        return Planned((), loaded.findings, sources, language)
    findings = list(_of_schedule(loaded))
    if salvaged.schedule is None:
        if any(item.code == "spec.yaml-syntax" for item in loaded.findings):
            return Planned((), loaded.findings, sources, language)  # it may be there and unread
        if not has_errors(findings):
            findings.append(_none(loaded.places.value(())))
        return Planned((), tuple(findings), sources, language)
    places = loaded.salvaged_places
    schedule = salvaged.schedule
    findings += _two_dates(schedule, salvaged.document, places)
    schedule = _completed(schedule, salvaged.document)
    here: SpecPath = ("schedule",)
    calendar, wrong = _calendar(schedule, path, places.value((*here, "holidays")))
    wanted = Wanted(schedule, calendar, places, _listed(schedule, here), here, language=language)
    made, found = plan(wanted)
    findings += [*wrong, *found]
    if today is not None:
        findings += seen_from(wanted, made, local_day(today, made.zone))
    return Planned((District(path, schedule, made),), in_order(findings), sources, language)


def _of_schedule(loaded: Loaded) -> Iterator[Diagnostic]:
    """What reading found in the schedule; faults elsewhere in a report do not stop its calendar."""
    lines = loaded.places.lines(("schedule",))
    if loaded.places.value(("schedule",)) == loaded.places.value(()):
        return  # there is none
    for item in loaded.findings:
        if item.span is not None and item.span.line in lines:
            yield item


def _none(span: Span) -> Diagnostic:
    return error(
        "schedule.none",
        span,
        zh="这份报告没有日程",
        en="this report has no schedule",
        hints=(_EXAMPLE,),
    )


def _two_dates(schedule: ScheduleSpec, document: DocumentSpec, places: Places) -> Iterator[Diagnostic]:
    """The opening is typed in two places, and differs."""
    printed = document.congress.date if document.congress is not None else None
    planned = schedule.opening
    if printed and planned and not planned.startswith(printed):
        yield error(
            "schedule.two-dates",
            places.value(("schedule", "opening")),
            zh=f"日程里的开幕日期 {planned} 与 document 里的 {printed} 不同",
            en=f"the opening of the schedule, {planned}, differs from {printed} under document",
            hints=(Message("只在一处写，或改成一样", "write it in one place only, or make them agree"),),
        )


def _completed(schedule: ScheduleSpec, document: DocumentSpec) -> ScheduleSpec:
    """The schedule with what the report says elsewhere."""
    congress = document.congress
    name = schedule.name or (congress.name if congress is not None else None) or ""
    return schedule.model_copy(
        update={
            "district": schedule.district or ("" if name else document.organisation),
            "name": name,
            "opening": schedule.opening or (congress.date if congress is not None else None),
        }
    )


def _listed(schedule: ScheduleSpec, here: SpecPath) -> tuple[tuple[MilestoneSpec, SpecPath], ...]:
    return tuple((step, (*here, "milestones", n)) for n, step in enumerate(schedule.milestones))


def _calendar(schedule: ScheduleSpec, path: Path, span: Span) -> tuple[WorkCalendar, tuple[Diagnostic, ...]]:
    """The days off that count; a table that is not there is told where it was named, at `span`."""
    if schedule.holidays is None:
        return built_in(), ()
    own, findings = load_holidays(path.parent / schedule.holidays)
    findings = tuple(replace(f, span=span) if f.code == "spec.no-file" else f for f in findings)
    return built_in().replaced(own), findings


# ------------------------------------------------------------------ many districts


def _districts(path: Path, today: date | datetime | None, language: Language) -> Planned:
    read = read_congresses(path)
    sources = {str(path): read.lines}
    if read.value is None:
        return Planned((), in_order(read.findings), sources, language)
    calendars = _Calendars(path.parent)
    findings = list(read.findings)
    found: dict[str, District] = {}
    lines: dict[str, int] = {}
    for number, entry in enumerate(read.value.districts):
        wanted, told = _merged(read.value, number, read.places, calendars, language)
        span = read.places.value(("districts", number, "spec"))
        if entry.spec in found:  # nobody knows which of the two is meant
            first = found[entry.spec]
            twice = _twice(entry.spec, lines[entry.spec], span)
            found[entry.spec] = replace(first, findings=(*first.findings, twice))
            continue
        lines[entry.spec] = span.line
        if "holidays" in wanted.shared:
            findings, told = [*findings, *told], []
        made, wrong = plan(wanted)
        told += wrong
        if not (path.parent / entry.spec).is_file():
            told.append(_no_report(entry.spec, span))
        if today is not None:
            told += seen_from(wanted, made, local_day(today, made.zone))
        shared = [i for i in told if i.span and i.span.file == str(path) and i.span.line in read.common]
        own = tuple(item for item in told if item not in shared)
        findings += shared
        found[entry.spec] = District(path.parent / entry.spec, wanted.schedule, made, own)
    findings += (item for each in found.values() for item in each.findings)
    return Planned(tuple(found.values()), in_order(findings), sources, language, read.left_out)


class _Calendars:
    """The tables of holidays that districts name, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[WorkCalendar, tuple[Diagnostic, ...]]] = {}

    def named(self, schedule: ScheduleSpec, span: Span) -> tuple[WorkCalendar, tuple[Diagnostic, ...]]:
        """As `_calendar`, for a schedule that names its table at `span`."""
        name = schedule.holidays or ""
        if name not in self._read:
            self._read[name] = _calendar(schedule, self._folder / "congresses", span)
        calendar, findings = self._read[name]
        return calendar, tuple(replace(f, span=span) if f.code == "spec.no-file" else f for f in findings)


def _merged(
    given: CongressesSpec,
    number: int,
    places: Places,
    calendars: _Calendars,
    language: Language,
) -> tuple[Wanted, list[Diagnostic]]:
    """A district's own words over the common ones; steps are put together by their ids."""
    entry: CongressEntry = given.districts[number]
    common = given.common
    here: SpecPath = ("districts", number)
    shared = common.model_fields_set - entry.model_fields_set
    changes = {key: getattr(common, key) for key in shared}
    if not (entry.name or entry.district):
        changes["district"] = entry.spec  # something to call it by
    schedule = entry.model_copy(update=changes)
    own = _listed(entry, here)
    names = {step.id for step in entry.milestones}
    inherited = [each for each in _listed(common, ("common",)) if each[0].id not in names]
    place: SpecPath = ("common",) if "holidays" in shared else here
    calendar, wrong = calendars.named(schedule, places.value((*place, "holidays")))
    wanted = Wanted(schedule, calendar, places, (*inherited, *own), here, frozenset(shared), language)
    return wanted, list(wrong)


def _twice(spec: str, first: int, span: Span) -> Diagnostic:
    return error(
        "schedule.twice",
        span,
        zh=f"{spec} 在第 {first} 行已经列过，不知道以哪个为准",
        en=f"{spec} is listed already, on line {first}, and which of the two counts is not known",
        hints=(Message("一份报告只列一次", "list a report once"),),
    )


def _no_report(spec: str, span: Span) -> Diagnostic:
    return warning(
        "schedule.no-report",
        span,
        zh=f"没有找到报告 {spec}",
        en=f"there is no report {spec}",
        hints=(Message("核对路径，从本文件所在处算起", "check the path; it counts from this file's folder"),),
    )
