"""The table of days off: ours, and one beside a spec whose years come first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, Message, error, has_errors
from reportgen.core.places import Places, SpecPath
from reportgen.pipeline.files import asset_file
from reportgen.runs.calendar import WorkCalendar
from reportgen.spec.calendars import read_holidays
from reportgen.spec.schema.schedule import HolidayFile, HolidayYear

MAX_DAYS = 31  # of one holiday; a slip in a year or month would take away half of the calendar
_WHOLE = len("2026-01-01")


@cache
def built_in() -> WorkCalendar:
    """The years that were announced when this version was made."""
    calendar, findings = load_holidays(asset_file("calendar") / "holidays.yaml")
    assert not has_errors(findings), "\n".join(map(str, findings))
    return calendar


def load_holidays(path: Path) -> tuple[WorkCalendar, tuple[Diagnostic, ...]]:
    """The years of the table in `path`, none where it has errors, and what is wrong with it.

    Codes: those of reading, `spec.*`, and `schedule.bad-holidays`.
    """
    read = read_holidays(path)
    if read.value is None:
        return WorkCalendar(), read.findings
    faults = tuple(_faults(read.value, read.places))
    if faults:
        return WorkCalendar(), (*read.findings, *faults)
    off, made_up = set[date](), set[date]()
    for year in read.value.years:
        off |= {day for first, last in _stretches(year) for day in _each(first, last)}
        made_up |= {date.fromisoformat(day) for day in year.work}
    years = frozenset(year.year for year in read.value.years)
    return WorkCalendar(frozenset(off), frozenset(made_up), years), read.findings


def _stretches(year: HolidayYear) -> Iterator[tuple[date, date]]:
    for entry in year.off:
        yield date.fromisoformat(entry.start), date.fromisoformat(entry.end or entry.start)


def _each(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _faults(given: HolidayFile, places: Places) -> Iterator[Diagnostic]:
    seen: set[int] = set()
    for index, year in enumerate(given.years):
        here: SpecPath = ("years", index)
        if year.year in seen:
            yield _fault(places, (*here, "year"), f"{year.year}年写了两次", f"{year.year} is there twice")
        seen.add(year.year)
        partial = list(_partial(year, here, places))
        yield from partial
        if not partial:
            yield from _faults_of(year, here, places)


def _partial(year: HolidayYear, here: SpecPath, places: Places) -> Iterator[Diagnostic]:
    """Dates without a day, or of another year."""
    dates: list[tuple[SpecPath, str]] = []
    for number, entry in enumerate(year.off):
        dates.append(((*here, "off", number, "start"), entry.start))
        if entry.end is not None:
            dates.append(((*here, "off", number, "end"), entry.end))
    dates += [((*here, "work", number), day) for number, day in enumerate(year.work)]
    for path, text in dates:
        if len(text) != _WHOLE:
            yield _fault(places, path, f"{text} 要写到日", f"{text} needs a day")
        elif int(text[:4]) != year.year:
            yield _fault(places, path, f"{text} 不在{year.year}年", f"{text} is not in {year.year}")


def _faults_of(year: HolidayYear, here: SpecPath, places: Places) -> Iterator[Diagnostic]:
    off: set[date] = set()
    for number, (first, last) in enumerate(_stretches(year)):
        path: SpecPath = (*here, "off", number)
        if last < first:
            yield _fault(places, (*path, "end"), "最后一天早于第一天", "the last day is before the first")
        elif (last - first).days >= MAX_DAYS:
            yield _fault(
                places, (*path, "end"), f"放假超过{MAX_DAYS}天", f"more than {MAX_DAYS} days off at a stretch"
            )
        else:
            off.update(_each(first, last))
    for number, text in enumerate(year.work):
        day = date.fromisoformat(text)
        if day in off:
            yield _fault(
                places, (*here, "work", number), f"{text} 又放假又上班", f"{text} is both off and worked"
            )
        elif day.weekday() < 5:
            yield _fault(
                places, (*here, "work", number), f"{text} 本来就不是周末", f"{text} is no weekend anyway"
            )


def _fault(places: Places, path: SpecPath, zh: str, en: str) -> Diagnostic:
    cure = Message("对照放假通知改正", "compare with the notice and put it right")
    return error("schedule.bad-holidays", places.value(path), zh=zh, en=en, hints=(cure,))
