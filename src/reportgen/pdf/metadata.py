"""What the file says of itself: information dictionary, bookmarks, page labels.

The dictionary and the XMP packet must agree to the second and the character (ISO 19005-2, 6.7.3), so both are
written from one `Facts`. Dates come from the document alone; without one, none is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reportgen.core.paged import DocumentInfo, OutlineEntry, Page
from reportgen.pdf.links import Links
from reportgen.pdf.syntax import dictionary, text_string
from reportgen.pdf.writer import StreamingDocument, reference

_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_NUMBERED = re.compile(r"(.*?)([1-9][0-9]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Facts:
    """Metadata in the form that both of their homes can hold. Empty: not known, not written."""

    title: str
    author: str  # all authors in one entry
    subject: str
    keywords: tuple[str, ...]
    publisher: str
    producer: str
    language: str
    created: datetime | None

    @property
    def keyword_line(self) -> str:
        """The keywords in one entry."""
        return ("，" if self.language.startswith("zh") else ", ").join(self.keywords)


def gather(info: DocumentInfo, producer: str) -> Facts:
    """The facts of a document. A date without time means midnight, and without a zone UTC."""
    try:
        created = datetime.fromisoformat(info.created) if info.created else None
    except ValueError:
        raise AssertionError(f"the date of a document must be in ISO 8601, not “{info.created}”") from None
    if created is not None:
        created = created.replace(microsecond=0, tzinfo=created.tzinfo or UTC)
    return Facts(
        title=info.title,
        author=("、" if info.language.startswith("zh") else ", ").join(info.authors),
        subject=info.subject or info.subtitle,
        keywords=info.keywords,
        publisher=info.publisher,
        producer=producer,
        language=info.language,
        created=created,
    )


def pdf_date(moment: datetime) -> str:
    """A moment as a PDF date (ISO 32000-1, 7.9.4); it has a zone."""
    offset = f"{moment:%z}"  # +0800; no seconds in any zone of today
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def information(facts: Facts, *, trapped: bool | None = None) -> bytes:
    """The information dictionary; `trapped` says whether the file is, None leaves it open."""
    values = {
        "Title": facts.title,
        "Author": facts.author,
        "Subject": facts.subject,
        "Keywords": facts.keyword_line,
        "Creator": facts.producer,
        "Producer": facts.producer,
    }
    entries = {key: text_string(value) for key, value in values.items() if value}
    if facts.created is not None:
        entries["CreationDate"] = entries["ModDate"] = text_string(pdf_date(facts.created))
    if trapped is not None:
        entries["Trapped"] = b"/True" if trapped else b"/False"
    return dictionary(entries)


def bookmarks(document: StreamingDocument, outline: Sequence[OutlineEntry], links: Links) -> bytes:
    """Write the bookmarks; reference of their root. The top level is open, what lies below is folded."""
    root = document.reserve()
    first = document.reserve(len(outline))
    _level(document, outline, links, root, first)
    entries = {
        "Type": b"/Outlines",
        "First": reference(first),
        "Last": reference(first + len(outline) - 1),
        "Count": b"%d" % len(outline),
    }
    return document.add(dictionary(entries), root)


def _level(
    document: StreamingDocument, outline: Sequence[OutlineEntry], links: Links, parent: int, first: int
) -> None:
    for number, entry in enumerate(outline, first):
        entries = {
            "Title": text_string(entry.title),
            "Parent": reference(parent),
            "Dest": links.destination(entry.node),
            "Prev": reference(number - 1) if number > first else b"",
            "Next": reference(number + 1) if number < first + len(outline) - 1 else b"",
        }
        if entry.children:
            kids = document.reserve(len(entry.children))
            _level(document, entry.children, links, number, kids)
            entries["First"] = reference(kids)
            entries["Last"] = reference(kids + len(entry.children) - 1)
            entries["Count"] = b"-%d" % len(entry.children)  # negative: folded
        document.add(dictionary(entries), number)


def page_labels(pages: Sequence[Page]) -> bytes:
    """The number tree of page labels: one entry where the counting changes (ISO 32000-1, 12.4.2)."""
    parts: list[bytes] = []
    previous = ("", "", 0)
    for page in pages:
        style, prefix, value = _counted(page.label)
        if not style or (style, prefix, value) != (previous[0], previous[1], previous[2] + 1):
            entries = {"S": b"/" + style.encode("ascii") if style else b"", "P": b"", "St": b""}
            if prefix or not style:
                entries["P"] = text_string(prefix)
            if style and value != 1:
                entries["St"] = b"%d" % value
            parts.append(b"%d %s" % (page.index, dictionary(entries)))
        previous = (style, prefix, value)
    return b"<< /Nums [" + b" ".join(parts) + b"] >>"


def _counted(label: str) -> tuple[str, str, int]:
    """A label as style (D, r, R; empty: not counted), prefix and number."""
    lower = label.lower()
    if lower and label in (lower, label.upper()) and _ROMAN.fullmatch(lower):
        values = [_ROMAN_VALUES[char] for char in lower]
        total = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
        return ("r" if label == lower else "R", "", total)
    if found := _NUMBERED.fullmatch(label):
        return "D", found[1], int(found[2])
    return "", label, 0
