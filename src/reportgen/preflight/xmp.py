"""The XMP packet: its wrapper, and the properties in it as plain values.

RDF may say one thing in several ways: a property as an attribute or an element, a structure with or without
`rdf:Description`. All of them become the same values here. What is not well-formed leaves no properties and
a word of the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
DC = "http://purl.org/dc/elements/1.1/"
PDF = "http://ns.adobe.com/pdf/1.3/"
XMP_BASIC = "http://ns.adobe.com/xap/1.0/"
XMP_MM = "http://ns.adobe.com/xap/1.0/mm/"

ArrayKind = Literal["Alt", "Bag", "Seq"]
PropertyName = tuple[str, str]  # namespace and local name
_ARRAYS: Mapping[str, ArrayKind] = {f"{{{RDF}}}{kind}": kind for kind in ("Alt", "Bag", "Seq")}
_DESCRIPTION = f"{{{RDF}}}Description"
_HEADER = re.compile(rb"<\?xpacket\s+begin\s*=\s*(?P<begin>\"[^\"]*\"|'[^']*')(?P<rest>[^?]*)\?>")
_END = re.compile(rb"<\?xpacket\s+end\s*=\s*[\"'][rw][\"']\s*\?>")
_MAX_PACKET = 16 << 20  # bytes; no sound packet comes near


@dataclass(frozen=True, slots=True)
class Array:
    """An array of RDF. `languages` are the xml:lang of the items, empty where there is none."""

    kind: ArrayKind
    items: tuple[Value, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """Fields by namespace and name."""

    fields: Mapping[PropertyName, Value]


Value = str | Array | Structure


@dataclass(frozen=True, slots=True)
class Xmp:
    """One packet. `problem` is what the XML parser said; empty: it is well-formed."""

    data: bytes
    properties: Mapping[PropertyName, Value] = field(default_factory=dict)
    prefixes: Mapping[str, frozenset[str]] = field(default_factory=dict)  # of each namespace
    repeated: frozenset[PropertyName] = frozenset()  # stated more than once, and differently
    problem: str = ""

    def text(self, namespace: str, local: str) -> str:
        """A property as text: the first item of an array, the default of alternatives; empty without it."""
        return plain(self.properties.get((namespace, local)))

    @property
    def header(self) -> bytes | None:
        """What stands in the opening instruction after `begin`, or None without one."""
        found = _HEADER.search(self.data)
        return found["rest"] if found else None

    @property
    def has_end(self) -> bool:
        """Whether the closing instruction is there."""
        return _END.search(self.data) is not None


def plain(value: Value | None) -> str:
    """A value as text; of alternatives the default one."""
    if isinstance(value, str):
        return value
    if isinstance(value, Array) and value.items:
        chosen = value.languages.index("x-default") if "x-default" in value.languages else 0
        return plain(value.items[chosen])
    return ""


def texts(value: Value | None) -> tuple[str, ...]:
    """Every item of an array as text, or the one value."""
    if isinstance(value, Array):
        return tuple(plain(item) for item in value.items)
    return (value,) if isinstance(value, str) else ()


def parse(data: bytes) -> Xmp:
    """The packet in `data`."""
    if len(data) > _MAX_PACKET:
        return Xmp(data[:1000], problem="the packet is larger than 16 MB")
    parser: ElementTree.XMLPullParser[ElementTree.Element] = ElementTree.XMLPullParser(events=("start-ns",))
    prefixes: dict[str, set[str]] = {}
    try:
        tree = ElementTree.fromstring(data.strip(b"\0 \t\r\n"))
        parser.feed(data.strip(b"\0 \t\r\n"))
        for _, (prefix, uri) in parser.read_events():  # type: ignore[misc]
            prefixes.setdefault(str(uri), set()).add(str(prefix))
    except (ElementTree.ParseError, ValueError, LookupError) as problem:
        return Xmp(data, problem=str(problem))
    root = tree if tree.tag == f"{{{RDF}}}RDF" else tree.find(f".//{{{RDF}}}RDF")
    if root is None:
        return Xmp(data, problem="no rdf:RDF in it")
    found: dict[PropertyName, Value] = {}
    repeated = set()
    try:
        for description in root.findall(_DESCRIPTION):
            for at, value in _fields(description):
                if found.setdefault(at, value) != value:
                    repeated.add(at)
    except RecursionError:
        return Xmp(data, problem="it is nested too deeply")
    return Xmp(
        data,
        found,
        {uri: frozenset(each) for uri, each in prefixes.items()},
        frozenset(repeated),
    )


def _fields(element: ElementTree.Element) -> Iterator[tuple[PropertyName, Value]]:
    """The properties of a description or a structure: its attributes, then its children."""
    for tag, text in element.attrib.items():
        at = _split(tag)
        if at[0] not in (RDF, XML, ""):
            yield at, text
    for child in element:
        if isinstance(child.tag, str):
            yield _split(child.tag), _value(child)


def _value(element: ElementTree.Element) -> Value:
    for child in element:
        if child.tag in _ARRAYS:
            items = [item for item in child if item.tag == f"{{{RDF}}}li"]
            languages = tuple(item.get(f"{{{XML}}}lang", "") for item in items)
            return Array(_ARRAYS[child.tag], tuple(_value(item) for item in items), languages)
        if child.tag == _DESCRIPTION:
            return Structure(dict(_fields(child)))
    resource = element.get(f"{{{RDF}}}resource")
    if resource is not None:
        return resource
    if len(element) or element.get(f"{{{RDF}}}parseType") == "Resource":
        return Structure(dict(_fields(element)))
    if any(_split(tag)[0] not in (RDF, XML, "") for tag in element.attrib):
        return Structure(dict(_fields(element)))
    return (element.text or "").strip()


def _split(tag: str) -> PropertyName:
    namespace, _, local = tag.removeprefix("{").partition("}")
    return (namespace, local) if local else ("", namespace)
