"""What editions a store holds, as each says of itself; their files are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, in_order
from reportgen.runs.archive_verify import bags_in, read_edition
from reportgen.runs.bag import INFO
from reportgen.runs.manifest import Edition

_DAY = re.compile(r"^Bagging-Date: *(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition of a store. `archived` is the day on which it was kept, empty if that is not said.

    `path` is its folder; on a server, what commands call it.
    """

    path: Path | str
    edition: Edition
    archived: str

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(each.bytes for each in self.edition.files)


def editions_in(store: Path) -> tuple[tuple[Listed, ...], tuple[Diagnostic, ...]]:
    """The editions in a store (or the one whose folder it is), by date and name, and what cannot be read.

    Codes: `archive.no-bag`, `archive.edition-broken`, `archive.unfinished`, `archive.not-read`.
    """
    paths, told = bags_in(store)
    findings = list(told)

    def read() -> Iterator[Listed]:
        for path in paths:
            edition, wrong = read_edition(path)
            if wrong is not None:
                findings.append(wrong)
            if edition is not None:
                yield Listed(path, edition, _archived(path))

    found = sorted(read(), key=lambda each: (each.edition.date, each.edition.name))
    return tuple(found), in_order(findings)


def _archived(bag: Path) -> str:
    try:
        match = _DAY.search((bag / INFO).read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return match[1] if match else ""
