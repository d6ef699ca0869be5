"""Dates as XMP and the information dictionary spell them (XMP part 1, 8.2.1.2; ISO 32000-1, 7.9.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

_XMP = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?"
)
_PDF = re.compile(
    r"D:(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2}))?)?)?)?)?(Z(?:00'?(?:00'?)?)?|[+-]\d{2}'?(?:\d{2}'?)?)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and time; `has_zone` tells whether the zone is stated. Without one it is taken for UTC."""

    when: datetime
    has_zone: bool


def xmp_date(spelled: str) -> Moment | None:
    """The moment of an XMP date, or None if it is none."""
    return _moment(_XMP.fullmatch(spelled.strip()))


def pdf_date(spelled: str) -> Moment | None:
    """The moment of a date in the syntax of PDF, or None if it is none."""
    return _moment(_PDF.fullmatch(spelled.strip()))


def _moment(found: re.Match[str] | None) -> Moment | None:
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    zone = found[7]
    try:
        when = datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=_zone(zone))
    except ValueError:
        return None
    return Moment(when, zone is not None)


def _zone(spelled: str | None) -> timezone:
    if spelled is None or spelled.startswith("Z"):
        return UTC
    digits = re.sub(r"\D", "", spelled)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4] or 0))
    return timezone(-offset if spelled.startswith("-") else offset)
