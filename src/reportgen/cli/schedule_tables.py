"""Plans as tables of 80 columns, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from reportgen.cli.output import render_json
from reportgen.core.diagnostics import Diagnostic, Language, Message
from reportgen.core.text import display_width
from reportgen.core.wrapping import wrapped
from reportgen.runs.congresses import District, local_day
from reportgen.runs.milestones import Milestone
from reportgen.runs.plan import overdue, upcoming

WIDTH = 80
_DAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def as_table(districts: Sequence[District], now: date | datetime, language: Language) -> str:
    """The steps of one district, or a row for each of several."""
    if len(districts) == 1:
        return _steps(districts[0], local_day(now, districts[0].plan.zone), language)
    return _overview(districts, now, language)


def next_steps(districts: Sequence[District], now: date | datetime, language: Language) -> str:
    """The next step of each district, a line each."""
    lines = []
    for district in districts:
        today = local_day(now, district.plan.zone)
        step = upcoming(district.plan, today)
        if step is None and district.plan.opening is None:
            what = Message("开幕日期未定", "the opening day is not known").text(language)
        elif step is None:
            what = Message("没有下一步", "no further step").text(language)
        else:
            who = f"（{step.who}）" if language == "zh" else f" ({step.who})"
            distance = _distance(step.day, today, language)
            day = Message(
                f"{step.day} 周{_weekday(step.day, 'zh')}，{distance}",
                f"{step.day} {_weekday(step.day, 'en')}, {distance}",
            ).text(language)
            title = step.title.text(language) + (who if step.who else "")
            what = f"{day}  {title}"
        lines.append(wrapped(f"{district.plan.congress}  {what}", WIDTH, "", "    "))
    return "".join(f"{line}\n" for line in lines)


def as_json(
    districts: Sequence[District],
    now: date | datetime,
    language: Language,
    findings: tuple[Diagnostic, ...],
    *,
    only_next: bool = False,
) -> str:
    """`{"plans": [...], "findings": [...]}`; `due` is the moment in UTC."""
    plans = []
    for district in districts:
        plan = district.plan
        today = local_day(now, plan.zone)
        late = {step.id for step in overdue(plan, today)}
        following = upcoming(plan, today)
        steps = plan.milestones
        if only_next:
            steps = () if following is None else (following,)
        plans.append(
            {
                "congress": plan.congress,
                "spec": str(district.spec),
                "opening": None if plan.opening is None else plan.opening.isoformat(),
                "zone": plan.zone,
                "milestones": [
                    {
                        "id": step.id,
                        "title": step.title.text(language),
                        "day": step.day.isoformat(),
                        "due": plan.moment(step).isoformat().replace("+00:00", "Z"),
                        "action": step.action.value,
                        "who": step.who,
                        "state": _state(step, today, late),
                    }
                    for step in steps
                ],
            }
        )
    found = json.loads(render_json(findings, language))["findings"]
    return json.dumps({"plans": plans, "findings": found}, ensure_ascii=False, indent=2) + "\n"


def _state(step: Milestone, today: date, late: set[str]) -> str:
    if step.id in late:
        return "overdue"
    return "passed" if step.day < today else "today" if step.day == today else "ahead"


def _steps(district: District, today: date, language: Language) -> str:
    plan = district.plan
    late = {step.id for step in overdue(plan, today)}
    opening = (
        Message("开幕日期未定", "the opening day is not known")
        if plan.opening is None
        else Message(f"{plan.opening} 开幕", f"opens on {plan.opening}")
    )
    lines = [wrapped(f"{plan.congress}  {opening.text(language)}", WIDTH, "", "    "), ""]
    rows: list[tuple[date, str, str, str]] = []
    for step in plan.milestones:
        state = _state(step, today, late)
        told = {
            "overdue": Message("逾期", "overdue"),
            "passed": Message("已过", "passed"),
            "today": Message("今天", "today"),
            "ahead": Message(_distance(step.day, today, "zh"), _distance(step.day, today, "en")),
        }[state]
        rows.append((step.day, step.title.text(language), step.who, told.text(language)))
    if plan.opening is not None:
        place = sum(1 for row in rows if row[0] <= plan.opening)
        told_opening = Message("■ 开幕", "# the opening").text(language)
        rows.insert(place, (plan.opening, told_opening, "", _distance(plan.opening, today, language)))
    who_width = min(16, max((display_width(row[2]) for row in rows), default=0))
    state_width = max((display_width(row[3]) for row in rows), default=0)
    head = 10 + 2 + (2 if language == "zh" else 3) + 2
    title_width = WIDTH - head - 2 - who_width - 2 - state_width
    for day, title, who, state in rows:
        titles = wrapped(title, title_width, "", "").split("\n")
        people = wrapped(who, who_width, "", "").split("\n") if who else [""]
        for number in range(max(len(titles), len(people))):
            first = f"{day}  {_weekday(day, language)}" if number == 0 else ""
            cells = (
                _padded(first, head),
                _padded(titles[number] if number < len(titles) else "", title_width + 2),
                _padded(people[number] if number < len(people) else "", who_width + 2),
                state if number == 0 else "",
            )
            lines.append("".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def _overview(districts: Sequence[District], now: date | datetime, language: Language) -> str:
    """A row a district: when it opens, what is next, how much is overdue."""
    unknown = Message("未定", "not known").text(language)
    lines = []
    for district in districts:
        plan = district.plan
        today = local_day(now, plan.zone)
        step = upcoming(plan, today)
        opening = unknown if plan.opening is None else plan.opening.isoformat()
        coming = "—" if step is None else f"{step.day} {step.title.text(language)}"
        late = len(overdue(plan, today))
        told = Message(f"逾期 {late}", f"{late} overdue").text(language) if late else ""
        names = wrapped(plan.congress, 24, "", "  ").split("\n")
        steps = wrapped(coming, 28, "", "           ").split("\n")
        for number in range(max(len(names), len(steps))):
            name = names[number] if number < len(names) else ""
            what = steps[number] if number < len(steps) else ""
            day, end = (opening, told) if number == 0 else ("", "")
            lines.append(f"{_padded(name, 26)}{_padded(day, 12)}{_padded(what, 30)}{end}".rstrip())
    return "".join(f"{line}\n" for line in lines)


def _weekday(day: date, language: Language) -> str:
    return _DAYS[language][day.weekday()]


def _distance(day: date, today: date, language: Language) -> str:
    days = (day - today).days
    if days == 0:
        return Message("今天", "today").text(language)
    if days < 0:
        return Message(f"{-days}天前", f"{-days} day{'s' * (days < -1)} ago").text(language)
    return Message(f"{days}天后", f"in {days} day{'s' * (days > 1)}").text(language)


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - display_width(text))
