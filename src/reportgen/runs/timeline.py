"""A plan as a picture: one row a step, one axis of months, so that no label can meet another.

Plain SVG, made without a clock or a font at hand: widths of labels are taken as columns of a terminal, a
Chinese character two, which errs on the wide side.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date, timedelta
from xml.sax.saxutils import escape

from reportgen.core.diagnostics import Language, Message
from reportgen.core.text import counted, display_width
from reportgen.runs.milestones import Action, Milestone, Plan
from reportgen.runs.plan_rules import DRAFT

Scale = Callable[[date], float]  # a day to its place on the axis, px

_ROW, _TOP, _MARGIN = 30.0, 92.0, 24.0  # px
_AXIS = 760.0  # px, of the months
_SIZE, _SMALL = 14.0, 12.0
_COLUMN = 0.54  # em of a column of a terminal
_LONGEST = 44  # columns of a label; the whole of a longer one is in its tooltip
_INK, _SOFT, _LINE, _BAND = "#22262b", "#69707a", "#dfe3e8", "#f5f7f9"
_RED, _LATE = "#c1121f", "#b45309"
_FONTS = "'Source Han Sans SC','Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
_COLOURS = {
    Action.DRAFT: "#5b8db8",
    Action.PROOF: "#1d5b8f",
    Action.FREEZE: "#2a9d8f",
    Action.FINAL: "#6a4c93",
    Action.PRINT: "#c1121f",
    Action.ARCHIVE: "#7a6a53",
    Action.REMIND: "#8a919b",
}


def timeline(plan: Plan, today: date, late: Container[str], language: Language) -> str:
    """The picture of `plan` as an SVG document; the steps in `late` are marked as overdue.

    The plan has at least one step or an opening.
    """
    rows = [step for step in plan.milestones if not step.id.startswith(DRAFT)]
    drafts = [step for step in plan.milestones if step.id.startswith(DRAFT)]
    days = [step.day for step in plan.milestones] + ([plan.opening] if plan.opening else [])
    first, last = _month(min(days)), _after(max(days))
    names = [_short(_label(step, language)) for step in rows]
    if drafts:
        names.append(Message(f"定期样稿（{len(drafts)}次）", f"drafts ({len(drafts)})").text(language))
    room = max((_width(name, _SIZE) for name in names), default=0.0)
    left = _MARGIN + room + 122
    count = len(names)
    height = _TOP + count * _ROW + 44
    width = left + _AXIS + _MARGIN + 40

    def x(day: date) -> float:
        return left + _AXIS * (day - first).days / (last - first).days

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" font-family="{_FONTS}" role="img">',
        f"<title>{escape(plan.congress)}</title>",
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
        _text(_MARGIN, 36, plan.congress, 20, _INK, weight=700),
        _text(_MARGIN, 60, _subtitle(plan, today, language), _SMALL + 1, _SOFT),
    ]
    for number in range(0, count, 2):
        y = _TOP + number * _ROW
        parts.append(f'<rect x="0" y="{y:.1f}" width="{width:.0f}" height="{_ROW:.1f}" fill="{_BAND}"/>')
    parts += _months(first, last, x, _TOP, _TOP + count * _ROW, language)
    foot = _TOP + count * _ROW
    if first <= today < last:
        parts.append(_rule(x(today), _TOP - 4, foot + 6, _INK, dashed=True))
    if plan.opening is not None:
        parts.append(_rule(x(plan.opening), _TOP - 4, foot + 6, _RED))
    parts += _marks(plan, today, x, foot, first <= today < last, language)
    for number, step in enumerate(rows):
        parts += _row(
            step, names[number], _TOP + number * _ROW + _ROW / 2, left, x, step.id in late, language
        )
    if drafts:
        y = _TOP + len(rows) * _ROW + _ROW / 2
        parts.append(_text(_MARGIN, y + 5, names[-1], _SIZE, _INK))
        for step in drafts:
            colour = _COLOURS[Action.DRAFT]
            parts.append(
                f'<rect x="{x(step.day) - 1.5:.1f}" y="{y - 7:.1f}" width="3" height="14" fill="{colour}"/>'
            )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _row(
    step: Milestone, name: str, y: float, left: float, x: Scale, is_late: bool, language: Language
) -> list[str]:
    """A step: its name and day at the left, its mark on the axis."""
    colour = _LATE if is_late else _INK
    day = f"{step.day:%Y-%m-%d}"
    at = x(step.day)
    mark = _COLOURS[step.action]
    shape = f'<circle cx="{at:.1f}" cy="{y:.1f}" r="6.5" fill="{mark}"/>'
    if step.action is Action.FREEZE:
        shape = (
            f'<rect x="{at - 5.5:.1f}" y="{y - 5.5:.1f}" width="11" height="11" fill="{mark}" '
            f'transform="rotate(45 {at:.1f} {y:.1f})"/>'
        )
    if is_late:
        shape += f'<circle cx="{at:.1f}" cy="{y:.1f}" r="10" fill="none" stroke="{_LATE}" stroke-width="2"/>'
    late = Message("逾期", "overdue").text(language) if is_late else ""
    tip = escape(f"{day} {_label(step, language)} {late}".rstrip())
    return [
        f"<g><title>{tip}</title>",
        _text(_MARGIN, y + 5, name, _SIZE, colour),
        _text(left - 20, y + 5, day, _SMALL, colour, anchor="end"),
        f'<line x1="{left:.1f}" y1="{y:.1f}" x2="{at:.1f}" y2="{y:.1f}" stroke="{_LINE}" stroke-width="1"/>',
        shape,
        "</g>",
    ]


def _months(first: date, last: date, x: Scale, top: float, foot: float, language: Language) -> list[str]:
    """A line at the start of each month, with as many names as there is room for."""
    months = []
    day = first
    while day < last:
        months.append(day)
        day = _after(day)
    every = max(1, -(-len(months) // 13))
    parts = []
    for number, month in enumerate(months):
        parts.append(_rule(x(month), top, foot, _LINE))
        if number % every:
            continue
        if language == "zh":
            name = f"{month.year}年{month.month}月" if number == 0 or month.month == 1 else f"{month.month}月"
        else:
            name = f"{month:%Y-%m}" if number == 0 or month.month == 1 else f"{month:%m}"
        parts.append(_text(x(month) + 4, top - 10, name, _SMALL, _SOFT))
    return parts


def _marks(
    plan: Plan, today: date, x: Scale, foot: float, shows_today: bool, language: Language
) -> list[str]:
    """The words under the lines of today and of the opening, on two lines so that they never meet."""
    parts = []
    if plan.opening is not None:
        name = Message("开幕", "opening").text(language)
        parts.append(_text(x(plan.opening), foot + 20, name, _SMALL, _RED, anchor="middle", weight=700))
    if shows_today:
        name = Message("今天", "today").text(language)
        parts.append(_text(x(today), foot + 36, name, _SMALL, _INK, anchor="middle"))
    return parts


def _subtitle(plan: Plan, today: date, language: Language) -> str:
    if plan.opening is None:
        return Message("开幕日期未定", "the opening day is not known").text(language)
    left = (plan.opening - today).days
    opening = Message(f"{plan.opening} 开幕", f"opens on {plan.opening}").text(language)
    if left <= 0:
        return opening
    return opening + Message(f"，还有 {left} 天", f", in {counted(left, 'day')}").text(language)


def _label(step: Milestone, language: Language) -> str:
    title = step.title.text(language)
    if not step.who:
        return title
    return f"{title}（{step.who}）" if language == "zh" else f"{title} ({step.who})"


def _short(text: str) -> str:
    if display_width(text) <= _LONGEST:
        return text
    while display_width(text) > _LONGEST - 2:
        text = text[:-1]
    return text + "…"


def _width(text: str, size: float) -> float:
    return display_width(text) * _COLUMN * size


def _text(
    x: float, y: float, text: str, size: float, colour: str, *, anchor: str = "start", weight: int = 400
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}" '
        f'font-weight="{weight}">{escape(text)}</text>'
    )


def _rule(x: float, top: float, foot: float, colour: str, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return (
        f'<line x1="{x:.1f}" y1="{top:.1f}" x2="{x:.1f}" y2="{foot:.1f}" stroke="{colour}" '
        f'stroke-width="{1 if colour == _LINE else 1.5}"{dash}/>'
    )


def _month(day: date) -> date:
    return day.replace(day=1)


def _after(day: date) -> date:
    """The first day of the next month."""
    return _month(_month(day) + timedelta(days=31))
