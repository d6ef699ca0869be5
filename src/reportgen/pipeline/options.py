"""How a build is asked for, and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic
from reportgen.pipeline.checking import Checked
from reportgen.pipeline.clock import Clock

DRAFT, WEB, ARCHIVE, PRESS = "draft", "web", "archive", "press"
PROFILES = (PRESS, ARCHIVE, WEB, DRAFT)


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written: what it is for, and how many pages it has."""

    profile: str
    path: Path
    pages: int


@dataclass(frozen=True, slots=True)
class Options:
    """How a build is asked for.

    `profiles` None: as the spec says. `fonts` and `assets` are folders instead of the usual ones, `moment` is
    when the files are made, for specs that name no day.
    """

    profiles: tuple[str, ...] | None = None
    strict: bool = False
    fonts: Path | None = None
    assets: Path | None = None
    moment: datetime | None = None
    clock: Clock = field(default_factory=Clock)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to. `outputs` is empty where nothing was written."""

    checked: Checked
    outputs: tuple[Output, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def output(self) -> Path | None:
        """The first file, if there is any."""
        return self.outputs[0].path if self.outputs else None

    @property
    def pages(self) -> int:
        """How many pages the first file has."""
        return self.outputs[0].pages if self.outputs else 0
