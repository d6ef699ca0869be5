"""What each file is for, as tables of switches; nothing outside this module asks for a profile by name.

The stricter files (press, archive, tagged web) add rows and columns here, not branches in the painter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class ColourMode(Enum):
    """The colour values of the design that a file uses."""

    SRGB = "srgb"  # the `rgb` values; neutral ones as DeviceGray


class Transparency(Enum):
    """What becomes of see-through parts of pictures."""

    SOFT_MASK = "soft-mask"
    ON_WHITE = "on-white"  # flattened, for files that must hold no transparency


@dataclass(frozen=True, slots=True)
class Profile:
    """The switches of one kind of file."""

    name: str
    version: tuple[int, int]  # of the PDF language, in the header
    colours: ColourMode
    transparency: Transparency
    has_links: bool  # link annotations; without, their text stays
    has_bookmarks: bool
    jpeg_quality: int  # of photographs that must be converted; others keep their own data
    deflate_level: int  # zlib's 1..9


DRAFT = Profile(
    name="draft",
    version=(1, 7),
    colours=ColourMode.SRGB,
    transparency=Transparency.SOFT_MASK,
    has_links=True,
    has_bookmarks=True,
    jpeg_quality=85,
    deflate_level=3,
)
WEB = Profile(
    name="web",
    version=(1, 7),
    colours=ColourMode.SRGB,
    transparency=Transparency.SOFT_MASK,
    has_links=True,
    has_bookmarks=True,
    jpeg_quality=92,
    deflate_level=6,
)
PROFILES: Mapping[str, Profile] = {profile.name: profile for profile in (DRAFT, WEB)}
