"""Reads a finished PDF as a stranger does: what can be selected, copied and followed.

White space is dropped, since the gaps between Chinese and Western text may come out as spaces and every
line ends in a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pypdfium2

_BLANK = re.compile(r"\s+")


def squeezed(text: str) -> str:
    """`text` without any white space."""
    return _BLANK.sub("", text)


@cache
def pages(path: Path) -> tuple[str, ...]:
    """The text of each page, without white space."""
    document = pypdfium2.PdfDocument(path)
    try:
        return tuple(squeezed(page.get_textpage().get_text_bounded()) for page in document)
    finally:
        document.close()


def full(path: Path) -> str:
    """The text of all pages, one page a line."""
    return "\n".join(pages(path))


def has(path: Path, text: str) -> bool:
    """Whether `text` stands in the file: on one page, or begun at the foot of one and ended on the next."""
    wanted = squeezed(text)
    return any(wanted in page for page in pages(path)) or _runs_over(wanted, pages(path))


def _runs_over(wanted: str, texts: Sequence[str]) -> bool:
    for number in range(len(texts) - 1):
        length = _longest_prefix(wanted, texts[number])
        if any(
            wanted[cut:] in texts[number + 1] and wanted[:cut] in texts[number]
            for cut in range(1, length + 1)
        ):
            return True
    return False


def _longest_prefix(wanted: str, text: str) -> int:
    """How much of the beginning of `wanted` stands in `text`."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[:middle] in text:
            low = middle
        else:
            high = middle - 1
    return low


def band(path: Path, page: int, left: float, right: float) -> list[str]:
    """The words that stand on `page` between two x (pt), from above, a line each."""
    document = pypdfium2.PdfDocument(path)
    try:
        text = document[page].get_textpage().get_text_bounded(left=left, right=right)
    finally:
        document.close()
    return [line.strip() for line in text.splitlines() if line.strip()]


def bookmarks(path: Path) -> list[tuple[int, str, int]]:
    """Level (from 0), title and page (from 0) of every bookmark."""
    document = pypdfium2.PdfDocument(path)
    try:
        return list(_bookmarks(document))
    finally:
        document.close()


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, str, int]]:
    for entry in document.get_toc():
        target = entry.get_dest()
        assert target is not None, entry.get_title()
        yield entry.level, entry.get_title(), target.get_index()


def labels(path: Path) -> list[str]:
    """The label of every page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [document.get_page_label(number) for number in range(len(document))]
    finally:
        document.close()
