"""Which days are worked: weekdays but for days off, and the weekends that are worked instead (调休)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """Days off and make-up working days of the years that are known.

    Of a year outside `years` only the weekends are known; who counts over one says so.
    """

    off: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices work that day."""
        if day in self.made_up:
            return True
        return day.weekday() < _SATURDAY and day not in self.off

    def counted(self, start: date, days: int) -> date:
        """The working day `days` working days after `start` (before it, where negative); 0 is `start` itself.

        Raises OverflowError outside the years 1 to 9999.
        """
        step = _DAY if days > 0 else -_DAY
        day, left = start, abs(days)
        while left:
            day += step
            if self.is_working(day):
                left -= 1
        return day

    def next_working(self, day: date) -> date:
        """`day` if it is worked, else the first working day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def replaced(self, newer: WorkCalendar) -> WorkCalendar:
        """This calendar with the years that `newer` knows taken from there."""

        def merged(old: frozenset[date], new: frozenset[date]) -> frozenset[date]:
            return frozenset(day for day in old if day.year not in newer.years) | new

        return WorkCalendar(
            merged(self.off, newer.off), merged(self.made_up, newer.made_up), self.years | newer.years
        )
