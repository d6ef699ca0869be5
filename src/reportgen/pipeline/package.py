"""The package for the printing house: files, pages as pictures, job sheet, preflight, digests, in one zip.

The same build gives the same bytes: entries are in order and dated by the build.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportgen.core.diagnostics import Message
from reportgen.core.digests import digest_of
from reportgen.pipeline.files import replaced
from reportgen.pipeline.job_sheet import PrintJob, SheetFile, job_sheet
from reportgen.pipeline.thumbnails import thumbnails

JOB_SHEET, PREFLIGHT, DIGESTS = "job-sheet.html", "preflight.txt", "SHA256SUMS"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip can say
_MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Checked:
    """A file for the package, and what its preflight came to: `summary` in a line, `report` in full."""

    path: Path
    passes: bool
    summary: Message
    report: str


def pack(target: Path, files: Sequence[Checked], job: PrintJob, made: datetime | None) -> Path:
    """Write the package of `files` at `target`, which stays as it was if anything fails. Raises OSError."""
    entries: dict[str, bytes] = {}
    listed: list[SheetFile] = []
    for each in files:
        data = each.path.read_bytes()
        entries[each.path.name] = data
        listed.append(_listed(each, data, entries))
    entries[JOB_SHEET] = job_sheet(job, listed).encode("utf-8")
    entries[PREFLIGHT] = "\ufeff".encode() + _reports(files).encode("utf-8")  # Notepad takes no hint but this
    entries[DIGESTS] = "".join(_digests(entries)).encode("utf-8")
    moment = max(_EARLIEST, made.timetuple()[:6]) if made else _EARLIEST
    with replaced(target) as stream, zipfile.ZipFile(stream, "w") as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.external_attr = _MODE
            packs = name.endswith((".html", ".txt"))
            entry.compress_type = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
            archive.writestr(entry, data)
    return target


def _listed(each: Checked, data: bytes, entries: dict[str, bytes]) -> SheetFile:
    """The file as the sheet lists it; its thumbnails go to `entries`."""
    shown: list[tuple[str, str]] = []
    trim = (0.0, 0.0)
    for page in thumbnails(each.path):
        name = f"pages/{each.path.stem}-{page.index:03}.png"
        entries[name] = page.png
        shown.append((name, str(page.index)))
        trim = trim if page.index > 1 else page.trim_mm
    digest = digest_of(data)
    return SheetFile(each.path.name, len(data), digest, trim, tuple(shown), each.passes, each.summary)


def _reports(files: Sequence[Checked]) -> str:
    return "\n\n".join(each.report.strip() for each in files) + "\n"


def _digests(entries: dict[str, bytes]) -> Iterator[str]:
    """Lines as `sha256sum --check` reads them."""
    for name, data in sorted(entries.items()):
        yield f"{digest_of(data)}  {name}\n"
