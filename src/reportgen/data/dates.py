"""Dates as printed. A date of the spec is a year, a month or a day; what is not stated is never added."""

from __future__ import annotations

import re

from reportgen.core.diagnostics import Language

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")  # years have four digits, always
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DASH: dict[Language, str] = {"zh": "—", "en": "–"}


def date_text(date: str, language: Language) -> str:
    """`date` in words: 2020年, 2020年6月, 2020年6月30日; 30 June 2020.

    Numbers carry no leading zero (rule book 13). Text that is not a bare date is printed as typed.
    """
    parts = _parts(date)
    if parts is None or (language == "en" and len(parts) > 1 and not 1 <= parts[1] <= 12):
        return date
    return _words(parts, language)


def table_date(date: str, language: Language, *, iso: bool = True) -> str:
    """`date` in a table: a day in digits, 2026-01-05, unless `iso` is False; years and months in words."""
    parts = _parts(date)
    if iso and parts is not None and len(parts) == 3 and language == "zh":
        return f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}"
    return date_text(date, language)


def date_range(start: str, end: str, language: Language) -> str:
    """A stretch of time; what both ends share is said once: 2026年1月1日—6月30日, 2021—2025年.

    Dates of unlike exactness are both written out: 2020年—2025年6月. Raises ValueError for what is not a date
    (two-digit years are not), and where the end is before the start.
    """
    first, last = _parts(start), _parts(end)
    if first is None or last is None or not all(1 <= month <= 12 for month in (*first[1:2], *last[1:2])):
        raise ValueError(f"{start}, {end}: not two dates with years of four digits")
    known = min(len(first), len(last))
    if first[:known] > last[:known]:
        raise ValueError(f"{start} is after {end}")
    if first == last:
        return _words(first, language)
    dash = _DASH[language]
    if len(first) != len(last):
        return f"{_words(first, language)}{dash}{_words(last, language)}"
    if len(first) == 1:
        return f"{first[0]}{dash}{_words(last, language)}"
    shared = next(i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b)
    if language == "zh":
        return f"{_words(first, language)}{dash}{_words(last, language, said=shared)}"
    return f"{_words(first, language, said=shared)}{dash}{_words(last, language)}"


def is_year_apart(start: str, end: str) -> bool:
    """Whether `end` names the same day, month or whole year as `start`, one year on."""
    first, last = _parts(start), _parts(end)
    return first is not None and last is not None and (first[0] + 1, *first[1:]) == last


def clock_text(time: str, *, in_words: bool = False) -> str:
    """A time of day by the 24-hour clock: 15:40, 9:05, or 15时40分, 9时5分, 9时.

    Raises ValueError for what is no such time.
    """
    match = _CLOCK.fullmatch(time.strip())
    if not match:
        raise ValueError(f"{time} is not a time of day")
    hour, minute = int(match[1]), int(match[2])
    if not in_words:
        return f"{hour}:{minute:02}"
    return f"{hour}时" + (f"{minute}分" if minute else "")


def _parts(date: str) -> tuple[int, ...] | None:
    """Year, month and day as far as stated."""
    match = _ISO.fullmatch(date.strip())
    return tuple(int(part) for part in match.groups() if part) if match else None


def _words(parts: tuple[int, ...], language: Language, *, said: int = 0) -> str:
    """A date in words without what its partner says: the first `said` of its parts, largest first."""
    if language == "zh":
        return "".join(f"{part}{name}" for part, name in list(zip(parts, "年月日", strict=False))[said:])
    year, *rest = parts
    words = [str(year)] if said < 1 else []
    if rest and said < 2:
        words.append(_MONTHS[rest[0] - 1])
    if len(rest) > 1:
        words.append(str(rest[1]))
    return " ".join(reversed(words))


def is_day(date: str) -> bool:
    """Whether `date` names a day: 2020-06-30, not 2020 or 2020-06."""
    match = _ISO.fullmatch(date.strip())
    return bool(match and match[3])


def looks_like_a_time(label: str) -> bool:
    """Whether a chart label says when: 2020, 2020年, 2020-06, 2020年上半年, 6月, Q1 2020, FY2020."""
    return bool(_TIME.search(label))


_TIME = re.compile(r"\b(?:19|20)\d{2}|(?:19|20)\d{2}年|\d{1,2}月|\bQ[1-4]\b|[一二三四]季度|[上下]半年")
