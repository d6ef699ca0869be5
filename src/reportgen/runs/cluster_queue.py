"""Which report goes to a cluster next, and which one is to blame when workers die.

A report whose workers have all died is a suspect: it waits until nothing else is at work, and is then tried
with nothing beside it. One that so ended all its workers twice is to blame.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable

from reportgen.runs.instances import Instance

_TRIES = 2  # by itself


class Queue:
    """The reports of a batch that wait, and those at work; numbers of rows tell them apart."""

    def __init__(self, instances: Iterable[Instance]) -> None:
        self._waiting = deque(instances)
        self._suspects: deque[Instance] = deque()
        self._at_work: set[int] = set()
        self._by_itself: int | None = None
        self._ended: Counter[int] = Counter()

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits and nothing is at work."""
        return not (self._waiting or self._suspects or self._at_work)

    def next(self, room: int) -> Instance | None:
        """The report to begin, where up to `room` may be at work; None while none may."""
        if len(self._at_work) >= room or self._by_itself is not None:
            return None
        if self._suspects:
            if self._at_work:
                return None
            instance = self._suspects.popleft()
            self._by_itself = instance.number
        elif self._waiting:
            instance = self._waiting.popleft()
        else:
            return None
        self._at_work.add(instance.number)
        return instance

    def finished(self, instance: Instance) -> None:
        """A report is made, or has failed."""
        self._leaves(instance)

    def again(self, instance: Instance) -> None:
        """A report is to be begun again, through no fault of its own."""
        if self._leaves(instance):
            self._suspects.appendleft(instance)
        else:
            self._waiting.appendleft(instance)

    def died(self, instance: Instance) -> bool:
        """The workers of a report are dead; whether it is to blame, and so finished."""
        if self._leaves(instance):
            self._ended[instance.number] += 1
            if self._ended[instance.number] >= _TRIES:
                return True
        self._suspects.append(instance)
        return False

    def _leaves(self, instance: Instance) -> bool:
        """Take it from work; whether it was there by itself."""
        self._at_work.discard(instance.number)
        was_by_itself = self._by_itself == instance.number
        if was_by_itself:
            self._by_itself = None
        return was_by_itself
