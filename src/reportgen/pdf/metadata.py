"""What the file says of itself: information dictionary and XMP packet, bookmarks, page labels.

The dictionary and the packet must agree to the second and the character (ISO 19005-2, 6.7.3), so both are
written from one `Facts`. Dates come from the document alone; without one, none is written.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from reportgen.core.paged import DocumentInfo, OutlineEntry, Page
from reportgen.pdf.links import Links
from reportgen.pdf.syntax import dictionary, text_string
from reportgen.pdf.writer import StreamingDocument, reference

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
_NAMESPACE_OF_OURS = uuid.uuid5(uuid.NAMESPACE_URL, _NAMESPACES["xmpMM"])
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
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


def information(facts: Facts) -> bytes:
    """The information dictionary."""
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
        offset = f"{facts.created:%z}"  # +0800; no seconds in any zone of today
        moment = f"D:{facts.created:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
        entries["CreationDate"] = entries["ModDate"] = text_string(moment)
    return dictionary(entries)


def packet(facts: Facts, content: bytes) -> bytes:
    """The XMP packet, UTF-8. `content` is a digest of what the file shows; it makes the instance's id."""
    moment = facts.created.isoformat() if facts.created else ""
    document_id = uuid.uuid5(_NAMESPACE_OF_OURS, "\n".join((facts.title, facts.author, facts.publisher)))
    instance_id = uuid.uuid5(_NAMESPACE_OF_OURS, f"{document_id} {content.hex()}")
    lines = [
        _language_alternative("dc:title", facts.title, facts.language),
        _array("dc:creator", "Seq", [facts.author]),
        _language_alternative("dc:description", facts.subject, facts.language),
        _array("dc:subject", "Bag", facts.keywords),
        _array("dc:publisher", "Bag", [facts.publisher]),
        _array("dc:language", "Bag", [facts.language]),
        _simple("pdf:Keywords", facts.keyword_line),
        _simple("pdf:Producer", facts.producer),
        _simple("xmp:CreatorTool", facts.producer),
        _simple("xmp:CreateDate", moment),
        _simple("xmp:ModifyDate", moment),
        _simple("xmp:MetadataDate", moment),
        _simple("xmpMM:DocumentID", f"uuid:{document_id}"),
        _simple("xmpMM:InstanceID", f"uuid:{instance_id}"),
    ]
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items() if prefix != "rdf")
    return "\n".join(
        [
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
            f'<rdf:RDF xmlns:rdf="{_NAMESPACES["rdf"]}">',
            f'<rdf:Description rdf:about="" {spaces}>',
            *filter(None, lines),
            "</rdf:Description>",
            "</rdf:RDF>",
            "</x:xmpmeta>",
            '<?xpacket end="w"?>',
        ]
    ).encode("utf-8")


def _clean(text: str) -> str:
    return escape(text.translate(_NOT_IN_XML))


def _simple(key: str, text: str) -> str:
    return f"<{key}>{_clean(text)}</{key}>" if text else ""


def _array(key: str, kind: str, texts: Sequence[str]) -> str:
    items = "".join(f"<rdf:li>{_clean(text)}</rdf:li>" for text in texts if text)
    return f"<{key}><rdf:{kind}>{items}</rdf:{kind}></{key}>" if items else ""


def _language_alternative(key: str, text: str, language: str) -> str:
    if not text:
        return ""
    items = "".join(
        f'<rdf:li xml:lang="{code}">{_clean(text)}</rdf:li>' for code in ("x-default", language) if code
    )
    return f"<{key}><rdf:Alt>{items}</rdf:Alt></{key}>"


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
