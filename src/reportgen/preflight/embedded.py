"""The files inside a PDF, as its name tree lists them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pikepdf

from reportgen.preflight.opening import open_file

MOST = 64 * 1024 * 1024  # bytes of one file; a longer one is passed over


def read_embedded(source: Path) -> Mapping[str, bytes]:
    """The files inside the file at `source` by name, sorted; none where it cannot be read."""
    opening = open_file(source)
    if opening.pdf is None:
        return {}
    found: dict[str, bytes] = {}
    try:
        for name, spec in opening.pdf.attachments.items():
            data = spec.get_file().read_bytes()
            if len(data) <= MOST:
                found[spec.filename or name] = data
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError, AttributeError, TypeError):
        return dict(sorted(found.items()))
    finally:
        opening.pdf.close()
    return dict(sorted(found.items()))
