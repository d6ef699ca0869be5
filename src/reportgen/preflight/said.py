"""What a file says of itself, without any check: its XMP packet and its claims."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.preflight.checking import check
from reportgen.preflight.claims import Claims
from reportgen.preflight.document import Document, Settings
from reportgen.preflight.opening import open_file
from reportgen.preflight.verdict import Finding
from reportgen.preflight.xmp import Xmp


@dataclass(frozen=True, slots=True)
class Metadata:
    """`xmp` is None without a packet; `hindrance` says why the file cannot be read, empty if it can."""

    xmp: Xmp | None
    claims: Claims
    pages: int
    hindrance: tuple[Finding, ...] = ()


def read_metadata(source: Path) -> Metadata:
    """What the file at `source` says. Never raises for what is in it."""
    opening = open_file(source)
    if opening.pdf is None:
        return Metadata(None, Claims(), 0, check(source).findings)
    try:
        document = Document(opening, Settings())
        return Metadata(document.xmp, document.claims, document.page_count)
    finally:
        opening.pdf.close()
