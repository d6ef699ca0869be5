"""The XMP packet: what the file says of itself in RDF, with the schemas that PDF/A wants described.

Whatever PDF/A does not know by itself, the marks of the other standards included, is described in the packet
(ISO 19005-2, 6.6.2.3); so one table tells prefix, address and properties of every schema of ours.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from reportgen.pdf.profiles import Claims

if TYPE_CHECKING:
    from reportgen.pdf.metadata import Facts

BUILD_NAMESPACE = "urn:reportgen:build:1:"

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "rgbuild": BUILD_NAMESPACE,
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EXTENSION = {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_NAMESPACE_OF_OURS = uuid.uuid5(uuid.NAMESPACE_URL, _NAMESPACES["xmpMM"])
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True, slots=True)
class _Property:
    """A property that is not among those PDF/A knows."""

    key: str  # with its prefix
    type: str
    category: str  # internal: by programs; external: by people
    description: str


_SCHEMAS = {
    "pdf": "Adobe PDF",
    "pdfuaid": "PDF/UA identification",
    "pdfxid": "PDF/X identification",
    "rgbuild": "Build record of reportgen",
}
_DESCRIBED = (
    _Property("pdf:Trapped", "Text", "internal", "Whether the file has been trapped"),
    _Property("pdfuaid:part", "Integer", "internal", "Part of ISO 14289 that the file conforms to"),
    _Property("pdfxid:GTS_PDFXVersion", "Text", "internal", "Version of PDF/X that the file conforms to"),
    _Property("rgbuild:record", "Text", "internal", "What made this file: sources, faces, versions, options"),
)


def packet(facts: Facts, content: bytes, claims: Claims, record: str = "") -> bytes:
    """The packet, UTF-8. `content` is a digest of what the file shows; it makes the instance's id.

    `record` says what made the file (JSON); every program that can read XMP finds it.
    """
    said = dict(_said(facts, content, claims, record))
    described = _extensions(said) if claims.pdfa else ""
    spaces = {**_NAMESPACES, **(_EXTENSION if described else {})}
    shown = " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in spaces.items())
    return "\n".join(
        [
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
            f'<rdf:RDF xmlns:rdf="{_RDF}">',
            f'<rdf:Description rdf:about="" {shown}>',
            *filter(None, [*said.values(), described]),
            "</rdf:Description>",
            "</rdf:RDF>",
            "</x:xmpmeta>",
            '<?xpacket end="w"?>',
        ]
    ).encode("utf-8")


def _said(facts: Facts, content: bytes, claims: Claims, record: str) -> Iterator[tuple[str, str]]:
    """Every property with its element; empty for what is not known."""
    moment = facts.created.isoformat() if facts.created else ""
    document_id = uuid.uuid5(_NAMESPACE_OF_OURS, "\n".join((facts.title, facts.author, facts.publisher)))
    instance_id = uuid.uuid5(_NAMESPACE_OF_OURS, f"{document_id} {content.hex()}")
    for key, text in (("dc:title", facts.title), ("dc:description", facts.subject)):
        yield key, _language_alternative(key, text, facts.language)
    yield "dc:creator", _array("dc:creator", "Seq", [facts.author])
    yield "dc:subject", _array("dc:subject", "Bag", facts.keywords)
    yield "dc:publisher", _array("dc:publisher", "Bag", [facts.publisher])
    yield "dc:language", _array("dc:language", "Bag", [facts.language])
    simple = {
        "pdf:Keywords": facts.keyword_line,
        "pdf:Producer": facts.producer,
        "xmp:CreatorTool": facts.producer,
        "xmp:CreateDate": moment,
        "xmp:ModifyDate": moment,
        "xmp:MetadataDate": moment,
        "xmpMM:DocumentID": f"uuid:{document_id}",
        "xmpMM:InstanceID": f"uuid:{instance_id}",
        "pdfaid:part": str(claims.pdfa) if claims.pdfa else "",
        "pdfaid:conformance": claims.level if claims.pdfa else "",
        "pdfuaid:part": "1" if claims.pdfua else "",
        "rgbuild:record": record,
    }
    if claims.pdfx4:
        simple |= {
            "pdfxid:GTS_PDFXVersion": "PDF/X-4",
            "pdf:Trapped": "False",
            "xmpMM:VersionID": "1",
            "xmpMM:RenditionClass": "default",
        }
    for key, text in simple.items():
        yield key, _simple(key, text)


def _extensions(said: Mapping[str, str]) -> str:
    """The schemas of all properties in use that PDF/A does not know by itself."""
    parts = []
    for prefix, name in _SCHEMAS.items():
        used = [p for p in _DESCRIBED if p.key.startswith(f"{prefix}:") and said.get(p.key)]
        if used:
            parts.append(_schema(prefix, name, used))
    if not parts:
        return ""
    return "\n".join(["<pdfaExtension:schemas><rdf:Bag>", *parts, "</rdf:Bag></pdfaExtension:schemas>"])


def _schema(prefix: str, name: str, properties: Sequence[_Property]) -> str:
    described = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{item.key.partition(':')[2]}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{item.type}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{item.category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{_clean(item.description)}</pdfaProperty:description>"
        "</rdf:li>"
        for item in properties
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaSchema:schema>{_clean(name)}</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_clean(_NAMESPACES[prefix])}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li>"
    )


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
