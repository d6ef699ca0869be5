"""A finished PDF, whoever made it, checked as a stranger would check it before the press does.

`check` is the only door. It reads the file with pikepdf and knows nothing of the rest of the program; what
it found comes back as a `Verdict`. pikepdf is loaded when it is called, not before.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reportgen.preflight.verdict import Verdict

__all__ = ["check"]


def check(
    source: Path | str | bytes,
    profile: str | None = None,
    *,
    ink: float = 300.0,
    binding: Literal["saddle", "perfect"] | None = None,
) -> Verdict:
    """Check a file, given by its path or its bytes, and never raise for what is in it.

    `profile` is `press`, `archive`, `web` or `any`; None: what the file claims decides. `ink` is the limit
    of all inks together (per cent). `binding` says how the book is bound, where that is known.
    """
    from reportgen.preflight.checking import check as run
    from reportgen.preflight.document import Settings

    return run(source, profile, Settings(ink, binding))
