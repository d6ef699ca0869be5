"""What the header of an ICC profile says (ICC.1, clause 7.2)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

COMPONENTS = {"GRAY": 1, "RGB": 3, "Lab": 3, "CMYK": 4}


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile. Class and space are the four letters of the header, without blanks."""

    device_class: str  # prtr, mntr, scnr, spac, link, abst, nmcl
    space: str  # GRAY, RGB, CMYK, Lab ...
    version: tuple[int, int]
    digest: bytes

    @property
    def components(self) -> int:
        """How many values a colour has; 0 for a space that PDF does not take."""
        return COMPONENTS.get(self.space, 0)


def read_profile(data: bytes) -> Profile | None:
    """The header of the profile in `data`, or None if it is none."""
    if len(data) < 132 or data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") > len(data):
        return None
    return Profile(
        device_class=_letters(data[12:16]),
        space=_letters(data[16:20]),
        version=(data[8], data[9] >> 4),
        digest=hashlib.sha256(data).digest(),
    )


def _letters(tag: bytes) -> str:
    return tag.decode("latin-1").strip("\0 ")
