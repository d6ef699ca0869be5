"""From a schedule to a dated plan: a pure function, so that a moved opening gives a moved plan.

The opening is typed or not known; nothing here guesses it. What counts back from an unknown opening is left
out of the plan and said, days typed by hand stay. An impossible wish is a finding at its line, and the step
is left out rather than put on a day that nobody asked for.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from reportgen.core.diagnostics import Diagnostic, Language, Message, error, in_order, note, warning
from reportgen.core.places import Places, SpecPath
from reportgen.runs.calendar import WorkCalendar
from reportgen.runs.milestones import Action, Milestone, Plan
from reportgen.runs.plan_defaults import BY_ID, STEPS, Step, before
from reportgen.runs.plan_drafts import MAX_DRAFTS, days_of, fault_of
from reportgen.runs.plan_rules import (
    DRAFT,
    PLAUSIBLE,
    bad_milestone,
    no_opening,
    out_of_order,
    two_ordinals,
    whole_day,
)
from reportgen.spec.schema.schedule import MilestoneSpec, ScheduleSpec

TERM_YEARS = 5  # of a local congress; a window is suggested by it and nothing is dated by it


@dataclass(frozen=True, slots=True)
class Wanted:
    """A schedule with all that planning needs.

    `milestones` are those of the schedule with their paths in the source. `here` is the path of the
    schedule; keys in `shared` were written for all districts, under `common`.
    """

    schedule: ScheduleSpec
    calendar: WorkCalendar
    places: Places
    milestones: tuple[tuple[MilestoneSpec, SpecPath], ...]
    here: SpecPath = ("schedule",)
    shared: frozenset[str] = frozenset()
    language: Language = "zh"

    def path(self, key: str) -> SpecPath:
        """Where `key` stands, or would stand."""
        return ("common", key) if key in self.shared else (*self.here, key)


def plan(wanted: Wanted) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """The steps towards the congress on their days, and what is wrong with the schedule.

    Codes: `schedule.no-opening`, `.bad-day`, `.unknown-zone`, `.two-ordinals`, `.bad-milestone`, `.order`,
    `.bad-rule`, `.unknown-holidays`, `.day-off`.
    """
    findings: list[Diagnostic] = []
    schedule = wanted.schedule
    zone = schedule.zone
    if not _is_zone(zone):
        findings.append(_unknown_zone(wanted))
        zone = "Asia/Shanghai"
    if schedule.ordinal is not None:
        counted = two_ordinals(schedule.name, schedule.ordinal, wanted.places.value(wanted.path("ordinal")))
        findings += [counted] if counted is not None else []
    opening = _opening(wanted, findings)
    steps = _steps(wanted, opening, findings)
    days = {step.id: step.day for step in steps}
    paths = {spec.id: path for spec, path in wanted.milestones}
    findings += _order(days, paths, opening, wanted)
    findings += _unknown_years(wanted, opening, steps)
    steps += _drafts(wanted, days, findings)
    rank = {step.id: number for number, step in enumerate(STEPS)}
    order = sorted(steps, key=lambda step: (step.day, rank.get(step.id, len(rank)), step.id))
    hour, minute = map(int, schedule.at.split(":"))
    return Plan(_congress(schedule), opening, zone, tuple(order), time(hour, minute)), in_order(findings)


def overdue(plan: Plan, today: date, done: Container[str] = ()) -> tuple[Milestone, ...]:
    """The steps whose day is over and that are not among `done`, by day.

    Of drafts that come by a rule only the latest can be overdue: a newer one takes the place of the others.
    """
    passed = [step for step in plan.milestones if step.day < today]
    drafts = [step for step in plan.milestones if step.id.startswith(DRAFT) and step.day <= today]
    replaced = {step.id for step in drafts[:-1]}
    return tuple(step for step in passed if step.id not in done and step.id not in replaced)


def upcoming(plan: Plan, today: date) -> Milestone | None:
    """The next step, one of today included; None where all days are past."""
    return next((step for step in plan.milestones if step.day >= today), None)


def seen_from(wanted: Wanted, plan: Plan, today: date) -> tuple[Diagnostic, ...]:
    """What is to say of the plan on a certain day: an opening that is past, and the next window.

    Codes: `schedule.opening-past`, `schedule.next-window`.
    """
    found: list[Diagnostic] = []
    if plan.opening is not None and plan.opening < today:
        found.append(
            warning(
                "schedule.opening-past",
                wanted.places.value(wanted.path("opening")),
                zh=f"开幕日 {plan.opening} 已经过去",
                en=f"the opening day {plan.opening} is past",
                hints=(
                    Message(
                        "改期了就改 opening；为下一次准备，就把它移到 previous，新日期未定则不填",
                        "if it was moved, change opening; for the next congress move it to previous, "
                        "and leave opening out until the day is known",
                    ),
                ),
            )
        )
    last = wanted.schedule.previous if plan.opening is None else None
    if last is None and plan.opening is not None and plan.opening < today:
        last = plan.opening.isoformat()
    if last is not None:
        year = int(last[:4]) + TERM_YEARS
        found.append(
            note(
                "schedule.next-window",
                wanted.places.value(wanted.path("previous" if plan.opening is None else "opening")),
                zh=f"上一次在{last[:4]}年，按五年一届，下一次大约在{year}年；这只是提示，日期以通知为准",
                en=f"the last one was in {last[:4]}; with terms of five years the next may be about {year}; "
                "this is a suggestion only, the day is what the notice says",
            )
        )
    return tuple(found)


# ------------------------------------------------------------------ the parts of a plan


def _congress(schedule: ScheduleSpec) -> str:
    """What to call the congress: by its name, after the district where the name leaves that open."""
    district, name = schedule.district, schedule.name
    return name if district in name else f"{district} {name}".rstrip()


@cache
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _unknown_zone(wanted: Wanted) -> Diagnostic:
    return error(
        "schedule.unknown-zone",
        wanted.places.value(wanted.path("zone")),
        zh=f"没有叫“{wanted.schedule.zone}”的时区",
        en=f'there is no time zone "{wanted.schedule.zone}"',
        hints=(Message("中国各地写 Asia/Shanghai", "such as Asia/Shanghai"),),
    )


def _opening(wanted: Wanted, findings: list[Diagnostic]) -> date | None:
    text = wanted.schedule.opening
    opening = whole_day(text) if text else None
    if opening is not None and opening.year in PLAUSIBLE:
        return opening
    span = wanted.places.value(wanted.path("opening"))
    if opening is None:
        findings.append(no_opening(text, span))
    else:
        findings.append(
            error(
                "schedule.bad-day",
                span,
                zh=f"开幕日 {text} 的年份不可信",
                en=f"the year of the opening day {text} cannot be right",
                hints=(Message("核对年份", "check the year"),),
            )
        )
    return None


def _steps(wanted: Wanted, opening: date | None, findings: list[Diagnostic]) -> list[Milestone]:
    """The default steps as changed, and the added ones; those without a day are left out."""
    changed: dict[str, tuple[MilestoneSpec, SpecPath]] = {}
    for spec, path in wanted.milestones:
        fault = bad_milestone(spec, path, wanted.places, spec.id in changed)
        if fault is not None:
            findings.append(fault)
        else:
            changed[spec.id] = (spec, path)
    faulty = {spec.id for spec, _ in wanted.milestones} - set(changed)
    plain = {step.id: (_plain(step.id), wanted.here) for step in STEPS if step.id not in faulty}
    found = []
    for spec, path in (plain | changed).values():
        day = None if spec.off else _day(wanted, opening, spec, path, findings)
        if day is not None:
            found.append(_made(spec, day, wanted.language))
    return found


@cache
def _plain(step: str) -> MilestoneSpec:
    return MilestoneSpec(id=step)


def _day(
    wanted: Wanted, opening: date | None, spec: MilestoneSpec, path: SpecPath, findings: list[Diagnostic]
) -> date | None:
    """The day of a step; None where it counts from an opening that is not known."""
    if spec.day is not None:
        day = whole_day(spec.day)
        if day is not None and not wanted.calendar.is_working(day):
            findings.append(_day_off(wanted, day, (*path, "day")))
        return day
    if opening is None:
        return None
    if spec.before is not None:
        days = -spec.before
    elif spec.after is not None:
        days = spec.after
    else:
        days = BY_ID[spec.id].days
    if (spec.count or wanted.schedule.count) == "calendar":
        return opening + timedelta(days=days)
    return wanted.calendar.counted(opening, days)


def _made(spec: MilestoneSpec, day: date, language: Language) -> Milestone:
    """A default step as changed, or an added one."""
    step = BY_ID.get(spec.id, Step(spec.id, Message("", ""), 0, Action.REMIND, Message("", "")))
    title = Message(spec.title, spec.title) if spec.title else step.title
    action = Action(spec.action) if spec.action is not None else step.action
    return Milestone(spec.id, title, day, action, spec.who or step.who.text(language))


def _day_off(wanted: Wanted, day: date, path: SpecPath) -> Diagnostic:
    return note(
        "schedule.day-off",
        wanted.places.value(path),
        zh=f"{day} 不上班",
        en=f"{day} is a day off",
        hints=(Message("有意这样安排就不用改", "nothing to do if that is meant"),),
    )


def _order(
    days: dict[str, date], paths: dict[str, SpecPath], opening: date | None, wanted: Wanted
) -> Iterator[Diagnostic]:
    """Steps that come before what they need, once for each step."""
    for step in STEPS:
        if step.id not in days:
            continue
        for earlier in before(step.id):
            if earlier in days and days[earlier] > days[step.id]:
                path = paths.get(step.id) or paths.get(earlier) or wanted.here
                span = wanted.places.value(path)
                first = (BY_ID[earlier].title, days[earlier])
                yield out_of_order(first, (step.title, days[step.id]), span)
                break
        if opening is None:
            continue
        day, event = days[step.id], (Message("开幕", "the opening"), opening)
        is_late = step.id == "archive"  # the one step after the opening
        if (day < opening) if is_late else (day > opening):
            span = wanted.places.value(paths.get(step.id, wanted.here))
            pair = (event, (step.title, day)) if is_late else ((step.title, day), event)
            yield out_of_order(*pair, span)


def _unknown_years(wanted: Wanted, opening: date | None, steps: list[Milestone]) -> Iterator[Diagnostic]:
    """Years over which working days were counted without knowing their days off."""
    count = wanted.schedule.count
    fixed = {spec.id for spec, _ in wanted.milestones if (spec.count or count) != "working" or spec.day}
    inherited = {spec.id for spec, _ in wanted.milestones}
    counted = [s.day for s in steps if s.id not in fixed and (s.id in inherited or count == "working")]
    if opening is None or not counted:
        return
    first, last = min(*counted, opening), max(*counted, opening)
    unknown = [str(y) for y in range(first.year, last.year + 1) if y not in wanted.calendar.years]
    if unknown:
        zh, en = "、".join(unknown), ", ".join(unknown)
        yield warning(
            "schedule.unknown-holidays",
            wanted.places.value(wanted.path("holidays" if wanted.schedule.holidays else "opening")),
            zh=f"不知道{zh}年的放假安排，只除去了周末",
            en=f"the days off of {en} are not known, so only weekends were left out",
            hints=(
                Message(
                    "放假通知公布后，写进一个 YAML 文件，用 holidays: 指明",
                    "when the notice is out, write them into a YAML file and name it with holidays:",
                ),
            ),
        )


def _drafts(wanted: Wanted, days: dict[str, date], findings: list[Diagnostic]) -> list[Milestone]:
    drafts = wanted.schedule.drafts
    if drafts is None:
        return []
    path = wanted.path("drafts")
    fault = fault_of(drafts.rule)
    if fault is not None:
        findings.append(_bad_rule(wanted, (*path, "rule"), fault))
        return []
    ends: list[date] = []
    for key, text in (("start", drafts.start), ("end", drafts.end)):
        day = days.get(text) or whole_day(text)
        if day is not None:
            ends.append(day)
        elif days or (text not in BY_ID and text not in _ids(wanted)):  # without an opening no step has a day
            what = Message(f"日程里没有“{text}”，它也不是日期", f'"{text}" is no step of the plan, nor a day')
            findings.append(_bad_rule(wanted, (*path, key), what))
    if len(ends) < 2:
        return []
    start, end = ends
    if end < start:
        what = Message(f"起点 {start} 晚于终点 {end}", f"drafts begin ({start}) after they end ({end})")
        findings.append(_bad_rule(wanted, path, what))
        return []
    found = days_of(drafts.rule, start, end, wanted.calendar, drafts.on_days_off)
    if len(found) > MAX_DRAFTS:
        what = Message(f"样稿超过 {MAX_DRAFTS} 次", f"there are more than {MAX_DRAFTS} drafts")
        findings.append(_bad_rule(wanted, path, what))
        return []
    if not found:
        what = Message(f"{start} 到 {end} 之间一次也没有", f"no draft falls between {start} and {end}")
        findings.append(_bad_rule(wanted, path, what))
    title = Message("样稿", "draft")
    return [Milestone(f"{DRAFT}{day:%Y%m%d}", title, day, Action.DRAFT, "") for day in found]


def _ids(wanted: Wanted) -> set[str]:
    return {spec.id for spec, _ in wanted.milestones}


def _bad_rule(wanted: Wanted, path: SpecPath, what: Message) -> Diagnostic:
    cure = Message("例如 rule: FREQ=WEEKLY;BYDAY=MO", "such as rule: FREQ=WEEKLY;BYDAY=MO")
    return error("schedule.bad-rule", wanted.places.value(path), zh=what.zh, en=what.en, hints=(cure,))
