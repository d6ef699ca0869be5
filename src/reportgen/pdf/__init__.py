"""From a paged document to a PDF file; knows nothing of reports.

`write_pdf` is the door, `inks_of` tells what it does to a colour. ReportLab, Pillow and HarfBuzz are loaded
when they are called, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from reportgen.core.paged import PagedDocument
from reportgen.pdf.extras import NOTHING, Attachment, Condition, Extras, Relationship
from reportgen.pdf.profiles import ARCHIVE, DRAFT, PRESS, PROFILES, WEB, Profile

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

__all__ = [
    "ARCHIVE",
    "DRAFT",
    "PRESS",
    "PROFILES",
    "WEB",
    "Attachment",
    "Condition",
    "Extras",
    "Profile",
    "Relationship",
    "inks_of",
    "write_pdf",
]


def write_pdf(
    document: PagedDocument,
    fonts: FontBook,
    out: BinaryIO,
    *,
    profile: Profile = DRAFT,
    producer: str,
    extras: Extras = NOTHING,
) -> None:
    """Write `document` to `out` as `profile` says, page by page; the same input gives the same bytes.

    `extras` hold what stricter profiles need: the screen's ICC profile (web, archive), a printing condition
    (press), attachments (archive).

    `producer` is the name and version of the program, for the file's metadata. Raises `ReportError`
    (`pdf.*`) for pictures that cannot be read; anything else that does not fit, such as glyph 0 or a link
    to nowhere, is a bug of an earlier stage and raises `AssertionError`.
    """
    from reportgen.pdf.document import write

    write(document, fonts, out, profile=profile, producer=producer, extras=extras)


def inks_of(rgb: tuple[float, float, float], condition: Condition) -> tuple[float, float, float, float]:
    """What a colour of the screen (sRGB, 0..1) becomes in the four inks of a printing condition (0..1)."""
    from reportgen.pdf.inks import inks_of as converted

    return converted(rgb, condition)
