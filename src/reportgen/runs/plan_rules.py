"""What is wrong with a wish of the schedule, as findings with a cure."""

from __future__ import annotations

import re
from datetime import date

from reportgen.core.diagnostics import Diagnostic, Message, Span, error, warning
from reportgen.core.places import Places, SpecPath
from reportgen.runs.plan_defaults import BY_ID, STEPS
from reportgen.spec.schema.schedule import MilestoneSpec

PLAUSIBLE = range(1950, 2200)  # years of a congress; also keeps every count inside what a date can be

DRAFT = "draft-"  # begins the ids of drafts that come by a rule, and of no other step

_DIGITS = {char: number for number, char in enumerate("一二三四五六七八九", 1)}
_ORDINAL = re.compile("第([0-9]{1,2}|[一二三四五六七八九十]{1,3})次")
_WHOLE = len("2026-01-01")


def whole_day(text: str) -> date | None:
    """The day that `text` names; None for a year, a month or no date."""
    if len(text) != _WHOLE:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def no_opening(text: str | None, span: Span) -> Diagnostic:
    """That the opening is not known, or not to the day."""
    cure = Message(
        "接到通知后写 opening: 年-月-日；程序不推算日期，在此之前只列写了固定日期（day）的步骤",
        "when the notice comes write opening: YYYY-MM-DD; the program does not guess it, and until then only "
        "steps with a day of their own are planned",
    )
    if text is None:
        zh, en = "开幕日期还不知道，排不出日程", "the opening day is not known, so there is no plan"
    else:
        zh, en = f"开幕日期“{text}”没有写到日，排不出日程", f'the opening "{text}" names no day, so no plan'
    return error("schedule.no-opening", span, zh=zh, en=en, hints=(cure,))


def ordinal_in(name: str) -> int | None:
    """The number in `第九次`; None where there is none."""
    match = _ORDINAL.search(name)
    if match is None:
        return None
    if match[1].isascii():
        return int(match[1])
    tens, ten, ones = match[1].rpartition("十")
    if any(len(part) > 1 for part in (tens, ones)):
        return None
    return (_DIGITS[tens] if tens else 1 if ten else 0) * 10 + (_DIGITS[ones] if ones else 0)


def two_ordinals(name: str, ordinal: int | None, span: Span) -> Diagnostic | None:
    """That the name of the congress counts otherwise than its `ordinal`."""
    told = ordinal_in(name)
    if ordinal is None or told is None or told == ordinal:
        return None
    return warning(
        "schedule.two-ordinals",
        span,
        zh=f"名称“{name}”里是第{told}次，ordinal 写的是 {ordinal}",
        en=f'"{name}" is number {told}, but ordinal says {ordinal}',
        hints=(Message("照通知改正其中一个", "put one of them right, as the notice says"),),
    )


def bad_milestone(spec: MilestoneSpec, path: SpecPath, places: Places, is_known: bool) -> Diagnostic | None:
    """Why a step cannot be used as it is written; `is_known`: its id has been there before."""
    days = [key for key in ("before", "after", "day") if getattr(spec, key) is not None]
    if is_known:
        zh, en = f"“{spec.id}”写了两次", f'"{spec.id}" is there twice'
        cure = Message("两处合成一处", "make one entry of the two")
    elif spec.id.startswith(DRAFT):
        zh, en = f"“{spec.id}”是定期样稿的编号", f'"{spec.id}" is an id of drafts by a rule'
        cure = Message(f"另起一个编号，不以 {DRAFT} 开头", f"take an id that does not begin with {DRAFT}")
    elif len(days) > 1:
        keys = "、".join(days), " and ".join(days)
        zh, en = f"“{spec.id}”同时写了 {keys[0]}", f'"{spec.id}" has {keys[1]} at once'
        cure = Message("只留一个", "keep one of them")
    elif spec.day is not None and (day := whole_day(spec.day)) is None:
        zh, en = f"“{spec.id}”的日期 {spec.day} 没有写到日", f'"{spec.id}" needs a day, not {spec.day}'
        cure = Message("写成 年-月-日", "write YYYY-MM-DD")
    elif spec.day is not None and day is not None and day.year not in PLAUSIBLE:
        zh, en = f"“{spec.id}”的年份 {day.year} 不可信", f'"{spec.id}": the year {day.year} cannot be right'
        cure = Message("核对年份", "check the year")
    elif spec.id in BY_ID:
        return None
    elif not days:
        zh, en = f"没有叫“{spec.id}”的默认步骤", f'no step is called "{spec.id}"'
        known = "、".join(step.id for step in STEPS), ", ".join(step.id for step in STEPS)
        cure = Message(
            f"默认的步骤有：{known[0]}；另加的要写 before、after 或 day",
            f"there are {known[1]}; an added one needs before, after or day",
        )
    elif not spec.title and not spec.off:
        zh, en = f"另加的步骤“{spec.id}”没有名称", f'the added step "{spec.id}" has no title'
        cure = Message("补上 title", "add a title")
    else:
        return None
    return error("schedule.bad-milestone", places.value(path), zh=zh, en=en, hints=(cure,))


def out_of_order(first: tuple[Message, date], second: tuple[Message, date], span: Span) -> Diagnostic:
    """That `first` has to come before `second`, and does not."""
    (one, day), (other, sooner) = first, second
    return error(
        "schedule.order",
        span,
        zh=f"“{other.zh}”（{sooner}）排在“{one.zh}”（{day}）之前",
        en=f'"{other.en}" ({sooner}) comes before "{one.en}" ({day})',
        hints=(Message("改这两步的天数或日期", "change the days of these two steps"),),
    )
