"""From a path or bytes to a PDF that can be asked, or to the reason why not."""

from __future__ import annotations

import io
import mmap
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pikepdf

from reportgen.preflight.raw import Bytes, RawFile, read_raw

_STREAM_NAME = re.compile(r"^stream <[^>]*>")


class Hindrance(Enum):
    """Why a file cannot be checked."""

    NO_FILE = "no file"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    NOT_PDF = "not a PDF"
    PASSWORD = "password"
    DAMAGED = "damaged"
    NO_PAGES = "no pages"


@dataclass(frozen=True, slots=True)
class Opening:
    """An attempt to open a file: either `hindrance` says why it failed, or `raw` and `pdf` are there."""

    name: str
    size: int = 0
    hindrance: Hindrance | None = None
    detail: str = ""  # what the system or the library said
    raw: RawFile | None = None
    pdf: pikepdf.Pdf | None = None


def open_file(source: Path | str | bytes) -> Opening:
    """Open a file by its path, or a file's bytes. The caller closes `pdf`."""
    if isinstance(source, bytes):
        return _opened("", source, io.BytesIO(source))
    path = Path(source)
    name = str(source)
    try:
        with path.open("rb") as file:
            if not path.stat().st_size:
                return Opening(name, hindrance=Hindrance.EMPTY)
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        return Opening(name, hindrance=Hindrance.NO_FILE)
    except (OSError, ValueError) as problem:
        detail = getattr(problem, "strerror", None) or str(problem)
        return Opening(name, hindrance=Hindrance.UNREADABLE, detail=detail)
    return _opened(name, data, path)


def _opened(name: str, data: Bytes, source: Path | io.BytesIO) -> Opening:
    size = len(data)
    if not size:
        return Opening(name, hindrance=Hindrance.EMPTY)
    raw = RawFile(data)
    if raw.header is None:
        return Opening(name, size, Hindrance.NOT_PDF, raw=raw)
    try:
        pdf = pikepdf.open(source, inherit_page_attributes=False)
    except pikepdf.PasswordError:
        return Opening(name, size, Hindrance.PASSWORD, raw=raw)
    except (pikepdf.PdfError, RuntimeError, ValueError, OSError) as problem:
        return Opening(name, size, Hindrance.DAMAGED, _first_line(problem, name), raw)
    try:
        pages = len(pdf.pages)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as problem:
        pdf.close()
        return Opening(name, size, Hindrance.DAMAGED, _first_line(problem, name), raw)
    if not pages:
        pdf.close()
        return Opening(name, size, Hindrance.NO_PAGES, raw=raw)
    return Opening(name, size, raw=read_raw(data), pdf=pdf)


def _first_line(problem: Exception, name: str) -> str:
    return plain_words((str(problem).splitlines() or [type(problem).__name__])[0], name)


def plain_words(said: str, name: str) -> str:
    """What qpdf said, without the name of the file before it; of bytes that is an address in memory."""
    return _STREAM_NAME.sub("", said).removeprefix(name).lstrip(":, ")
