"""A finished PDF, whoever made it, checked as a stranger would check it before the press does.

`check` is the door; what it found comes back as a `Verdict`. `metadata` is a side door, for what a file says
of itself. Both read with pikepdf, which is loaded when they are called, and know nothing of the rest of the
program.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reportgen.preflight.embedded import Embedded
    from reportgen.preflight.said import Metadata
    from reportgen.preflight.verdict import Verdict

__all__ = ["attached", "check", "metadata"]


def check(
    source: Path | str | bytes,
    profile: str | None = None,
    *,
    ink: float = 300.0,
    binding: Literal["saddle", "perfect"] | None = None,
    least_ppi: float = 200.0,
    good_ppi: float = 300.0,
) -> Verdict:
    """Check a file, given by its path or its bytes, and never raise for what is in it.

    `profile` is `press`, `archive`, `web` or `any`; None: what the file claims decides. `ink` is the limit
    of all inks together (per cent). `binding` says how the book is bound, where that is known. Pictures with
    less than `least_ppi` pixels an inch fail, those with less than `good_ppi` are warned of.
    """
    from reportgen.preflight.checking import check as run
    from reportgen.preflight.document import Settings

    return run(source, profile, Settings(ink, binding, least_ppi, good_ppi))


def metadata(source: Path) -> Metadata:
    """The claims and the XMP packet of the file at `source`; never raises for what is in it."""
    from reportgen.preflight.said import read_metadata

    return read_metadata(source)


def attached(source: Path) -> Mapping[str, Embedded]:
    """The files inside the file at `source` by name; never raises for what is in it."""
    from reportgen.preflight.embedded import read_embedded

    return read_embedded(source)
