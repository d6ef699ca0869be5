"""What each file is for, as tables of switches; nothing outside this module asks for a profile by name.

A stricter file adds rows and columns here, not branches in the painter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class ColourMode(Enum):
    """The colour values of the design that a file uses."""

    SCREEN = "screen"  # the `rgb` values; neutral ones as DeviceGray
    PRESS = "press"  # the inks


class Transparency(Enum):
    """What becomes of see-through parts of pictures."""

    SOFT_MASK = "soft-mask"
    ON_WHITE = "on-white"  # flattened, for files that must hold no transparency


class Intent(Enum):
    """Which output the colours are made for."""

    NONE = "none"
    SCREEN = "screen"  # sRGB
    PRESS = "press"  # the printing condition


@dataclass(frozen=True, slots=True)
class Claims:
    """The standards that a file names in its metadata and keeps."""

    pdfa: int = 0  # part of ISO 19005; 0: none
    level: str = ""  # its conformance level: A, B, U
    pdfua: bool = False  # ISO 14289-1
    pdfx4: bool = False  # ISO 15930-7


@dataclass(frozen=True, slots=True)
class Profile:
    """The switches of one kind of file."""

    name: str
    version: tuple[int, int]  # of the PDF language, in the header
    claims: Claims
    colours: ColourMode
    intent: Intent
    transparency: Transparency
    has_links: bool  # link annotations; without, their text stays
    has_bookmarks: bool
    is_tagged: bool
    has_bleed: bool  # sheets larger than the trim, with boxes that say where it is
    has_attachments: bool
    keeps_pending: bool  # the places of photos that are still to come
    most_ppi: int  # pictures with more pixels an inch at their placed size are made smaller; 0: never
    jpeg_quality: int  # of photographs that must be converted; others keep their own data
    deflate_level: int  # zlib's 1..9


DRAFT = Profile(
    name="draft",
    version=(1, 7),
    claims=Claims(),
    colours=ColourMode.SCREEN,
    intent=Intent.NONE,
    transparency=Transparency.SOFT_MASK,
    has_links=True,
    has_bookmarks=True,
    is_tagged=False,
    has_bleed=False,
    has_attachments=False,
    keeps_pending=True,
    most_ppi=200,
    jpeg_quality=85,
    deflate_level=3,
)
WEB = Profile(
    name="web",
    version=(1, 7),
    claims=Claims(pdfa=2, level="A", pdfua=True),
    colours=ColourMode.SCREEN,
    intent=Intent.SCREEN,
    transparency=Transparency.SOFT_MASK,
    has_links=True,
    has_bookmarks=True,
    is_tagged=True,
    has_bleed=False,
    has_attachments=False,
    keeps_pending=False,
    most_ppi=150,
    jpeg_quality=85,
    deflate_level=6,
)
ARCHIVE = Profile(
    name="archive",
    version=(1, 7),
    claims=Claims(pdfa=3, level="A", pdfua=True),
    colours=ColourMode.SCREEN,
    intent=Intent.SCREEN,
    transparency=Transparency.SOFT_MASK,
    has_links=True,
    has_bookmarks=True,
    is_tagged=True,
    has_bleed=False,
    has_attachments=True,
    keeps_pending=False,
    most_ppi=0,
    jpeg_quality=95,
    deflate_level=6,
)
PRESS = Profile(
    name="press",
    version=(1, 6),
    claims=Claims(pdfx4=True),
    colours=ColourMode.PRESS,
    intent=Intent.PRESS,
    transparency=Transparency.SOFT_MASK,
    has_links=False,
    has_bookmarks=False,
    is_tagged=False,
    has_bleed=True,
    has_attachments=False,
    keeps_pending=False,
    most_ppi=450,
    jpeg_quality=95,
    deflate_level=6,
)
PROFILES: Mapping[str, Profile] = {profile.name: profile for profile in (PRESS, ARCHIVE, WEB, DRAFT)}
