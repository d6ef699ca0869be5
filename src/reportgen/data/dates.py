"""Dates as printed. A date of the spec is a year, a month or a day; what is not stated is never added."""

from __future__ import annotations

import re

from reportgen.core.diagnostics import Language

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def date_text(date: str, language: Language) -> str:
    """`date` in words: 2020年, 2020年6月, 2020年6月30日; 30 June 2020.

    Numbers carry no leading zero (rule book 13). Text that is not a bare date is printed as typed.
    """
    match = _ISO.fullmatch(date.strip())
    if not match:
        return date
    year, month, day = match.groups()
    if language == "zh":
        return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
    if not month or not 1 <= int(month) <= 12:
        return date
    return (f"{int(day)} " if day else "") + f"{_MONTHS[int(month) - 1]} {year}"


def is_day(date: str) -> bool:
    """Whether `date` names a day: 2020-06-30, not 2020 or 2020-06."""
    match = _ISO.fullmatch(date.strip())
    return bool(match and match[3])


def looks_like_a_time(label: str) -> bool:
    """Whether a chart label says when: 2020, 2020年, 2020-06, 2020年上半年, 6月, Q1 2020, FY2020."""
    return bool(_TIME.search(label))


_TIME = re.compile(r"\b(?:19|20)\d{2}|(?:19|20)\d{2}年|\d{1,2}月|\bQ[1-4]\b|[一二三四]季度|[上下]半年")
