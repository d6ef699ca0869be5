"""What a file needs besides its pages: the record of its making, attachments, colour profiles, marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from reportgen.core.paged import DrawItem, NodeId, Page

Marks = Callable[[Page], Sequence[DrawItem]]  # of a page, outside its trim


class Relationship(Enum):
    """What an attachment is to the file (ISO 19005-3, annex E)."""

    SOURCE = "Source"  # what the file was made from
    DATA = "Data"  # what a figure shows
    SUPPLEMENT = "Supplement"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the file. `node` is the figure whose data it holds, if it holds one's."""

    name: str
    data: bytes
    mime: str
    description: str
    relationship: Relationship
    modified: datetime | None = None
    node: NodeId | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A printing condition: its ICC profile, its registered name, words for people, and the most ink.

    `most_ink` is the sum of the four inks that the paper bears, 3.0 for 300 %.
    """

    profile: bytes
    identifier: str
    description: str = ""
    most_ink: float = 3.0


@dataclass(frozen=True, slots=True)
class Extras:
    """Everything that `write_pdf` can be given besides a document. `screen` is an sRGB profile."""

    record: str = ""
    attachments: tuple[Attachment, ...] = ()
    screen: bytes = b""
    condition: Condition | None = None
    marks: Marks | None = None
    margin: float = 0.0  # pt of the sheet around the trim, for profiles that have bleed


NOTHING = Extras()
