"""How far a batch is: the rate, and the time left, from moments that are given."""

from __future__ import annotations

from dataclasses import dataclass

_FIRST = 3  # reports before a rate is told: the first ones pay for starting


@dataclass(frozen=True, slots=True)
class Progress:
    """So many reports of so many after `seconds`."""

    done: int
    failed: int
    total: int
    seconds: float

    @property
    def per_minute(self) -> float | None:
        """Reports a minute; None while it is too early to tell."""
        return self.done / self.seconds * 60 if self.done >= _FIRST and self.seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at this rate."""
        rate = self.per_minute
        return (self.total - self.done) / rate * 60 if rate else None


def clock_text(seconds: float) -> str:
    """A span of time as 1:05:09 or 5:09."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
