"""The dated steps on the way to a congress: plain records that `plan` makes and the runs follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from zoneinfo import ZoneInfo

from reportgen.core.diagnostics import Message


class Action(Enum):
    """What a step asks of the program; REMIND only of people.

    DRAFT builds a draft, PROOF a round's sheet to tick off, FREEZE keeps the figures, FINAL builds the
    clean proof to sign, PRINT packs for the printing house, ARCHIVE puts the edition into the store.
    """

    DRAFT = "draft"
    FREEZE = "freeze"
    PROOF = "proof"
    FINAL = "final"
    PRINT = "print"
    ARCHIVE = "archive"
    REMIND = "remind"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step on its day.

    `id` is unique within a plan and stays the same when the day moves, drafts excepted: they come by a
    rule, and each is called after its day (`draft-20260803`). `day` is a day of the calendar in the plan's
    zone. `who` says whose step it is, as a word for people; empty where nobody was named.
    """

    id: str
    title: Message
    day: date
    action: Action
    who: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps towards one congress, by day; steps of one day in the order of work.

    `congress` names it (or the district, where the congress has no name yet). `opening` is None while it is
    not known: then no step counts back from it and only days typed by hand are here. `zone` is an IANA name,
    such as Asia/Shanghai; `at` is the time of day there at which what is due that day begins.
    """

    congress: str
    opening: date | None
    zone: str
    milestones: tuple[Milestone, ...]
    at: time = time(8, 0)

    def moment(self, milestone: Milestone) -> datetime:
        """When the step is due, in UTC.

        A time of day that summer time skips is the moment at which clocks there show it an hour on; of a time
        that comes twice it is the first.
        """
        return datetime.combine(milestone.day, self.at, ZoneInfo(self.zone)).astimezone(UTC)
