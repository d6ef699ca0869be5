"""From a paged document to a PDF file; knows nothing of reports.

`write_pdf` is the only door. ReportLab, Pillow and HarfBuzz are loaded when it is called, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from reportgen.core.paged import PagedDocument
from reportgen.pdf.profiles import DRAFT, PROFILES, WEB, Profile

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

__all__ = ["DRAFT", "PROFILES", "WEB", "Profile", "write_pdf"]


def write_pdf(
    document: PagedDocument, fonts: FontBook, out: BinaryIO, *, profile: Profile = WEB, producer: str
) -> None:
    """Write `document` to `out` as `profile` says, page by page; the same input gives the same bytes.

    `producer` is the name and version of the program, for the file's metadata. Raises `ReportError`
    (`pdf.*`) for pictures that cannot be read; anything else that does not fit, such as glyph 0 or a link
    to nowhere, is a bug of an earlier stage and raises `AssertionError`.
    """
    from reportgen.pdf.document import write

    write(document, fonts, out, profile=profile, producer=producer)
