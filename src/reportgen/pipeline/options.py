"""How a build is asked for, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic
from reportgen.pipeline.checking import Checked
from reportgen.pipeline.clock import Clock
from reportgen.pipeline.job_sheet import PrintJob

if TYPE_CHECKING:
    from reportgen.content.blocks import Document
    from reportgen.core.paged import PagedDocument
    from reportgen.data.metrics import DataModel
    from reportgen.preflight.verdict import Verdict
    from reportgen.spec.parameters import Row

DRAFT, WEB, ARCHIVE, PRESS = "draft", "web", "archive", "press"
PROFILES = (PRESS, ARCHIVE, WEB, DRAFT)


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written: what it is for, how many pages it has, and what its preflight came to."""

    profile: str
    path: Path
    pages: int
    verdict: Verdict | None = None  # of files for the press and the archive


@dataclass(frozen=True, slots=True)
class Laid:
    """What stands on the pages that files are painted from: figures, document, pages."""

    model: DataModel
    document: Document
    paged: PagedDocument


@dataclass(frozen=True, slots=True)
class Options:
    """How a build is asked for.

    `profiles` None: as the spec says. `force` keeps a file that fails its preflight, under another name.
    `fonts` and `assets` are folders instead of the usual ones, `moment` is when the files are made, for specs
    that name no day. `exception` is the reason why figures may differ from the frozen ones;
    `seen` gets the pages before they are painted. `row` fills in a template; `names` are what its files are
    called, by profile.
    """

    profiles: tuple[str, ...] | None = None
    strict: bool = False
    force: bool = False
    fonts: Path | None = None
    assets: Path | None = None
    moment: datetime | None = None
    clock: Clock = field(default_factory=Clock)
    exception: str = ""
    seen: Callable[[Laid], None] | None = None
    row: Row | None = None
    names: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to. `outputs` is empty where nothing was written."""

    checked: Checked
    outputs: tuple[Output, ...]
    findings: tuple[Diagnostic, ...]
    print_job: PrintJob | None = None  # of a build for the press
    made: datetime | None = None  # what its files are dated by
    inputs: Mapping[str, str] = field(default_factory=dict)  # digests of what was read besides the spec

    @property
    def output(self) -> Path | None:
        """The first file, if there is any."""
        return self.outputs[0].path if self.outputs else None

    @property
    def pages(self) -> int:
        """How many pages the first file has."""
        return self.outputs[0].pages if self.outputs else 0
