"""The files inside a PDF, as its name tree lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from reportgen.preflight.opening import open_file


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside a PDF, and what it is to that (ISO 19005-3, annex E: Source, Data); empty: not said."""

    data: bytes
    relationship: str


MOST = 64 * 1024 * 1024  # bytes of one file; a longer one is passed over


def read_embedded(source: Path) -> Mapping[str, Embedded]:
    """The files inside the file at `source` by name, sorted; none where it cannot be read."""
    opening = open_file(source)
    if opening.pdf is None:
        return {}
    found: dict[str, Embedded] = {}
    try:
        for name, spec in opening.pdf.attachments.items():
            data = spec.get_file().read_bytes()
            if len(data) <= MOST:
                found[spec.filename or name] = Embedded(data, str(spec.relationship or "").lstrip("/"))
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError, AttributeError, TypeError):
        return dict(sorted(found.items()))
    finally:
        opening.pdf.close()
    return dict(sorted(found.items()))
