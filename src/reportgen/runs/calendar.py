"""Which days are worked: weekdays but for days off, and the weekends that are worked instead (调休)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import isleap
from dataclasses import dataclass, field
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
    _years: dict[int, tuple[date, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def is_working(self, day: date) -> bool:
        """Whether offices work that day."""
        if day in self.made_up:
            return True
        return day.weekday() < _SATURDAY and day not in self.off

    def counted(self, start: date, days: int) -> date:
        """The working day `days` working days after `start` (before it, where negative); 0 is `start` itself.

        Raises OverflowError outside the years 1 to 9999.
        """
        year, left = start.year, abs(days)
        worked = self._worked(year)
        if days > 0:
            place = bisect_right(worked, start) - 1  # of the last one that is not after `start`
            while place + left >= len(worked):
                left -= len(worked) - 1 - place
                year, place = year + 1, -1
                worked = self._worked(year)
            return worked[place + left]
        place = bisect_left(worked, start)
        while left > place:
            left -= place
            year -= 1
            worked = self._worked(year)
            place = len(worked)
        return worked[place - left] if left else start

    def _worked(self, year: int) -> tuple[date, ...]:
        """The working days of a year, made once: thousands of plans count over the same few years."""
        if year not in self._years:
            if not date.min.year <= year <= date.max.year:
                raise OverflowError(f"there is no year {year}")
            first = date(year, 1, 1)
            days = (first + timedelta(days=n) for n in range(365 + isleap(year)))
            self._years[year] = tuple(day for day in days if self.is_working(day))
        return self._years[year]

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
