"""Rules on XMP properties that PDF/A does not know: each has to be described (ISO 19005-2, 6.6.2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.core.diagnostics import Message
from reportgen.preflight.document import Document
from reportgen.preflight.rule import Fault, document_rule, pdfa, say
from reportgen.preflight.xmp import Array, Structure, Value, Xmp, plain
from reportgen.preflight.xmp_known import (
    CONTAINERS,
    KNOWN_WHOLE,
    PDFA_EXTENSION,
    PDFA_PROPERTY,
    PDFA_SCHEMA,
)

_OF_SCHEMA = ("schema", "namespaceURI", "prefix")
_OF_PROPERTY = ("name", "valueType", "category", "description")


def _schemas(xmp: Xmp) -> list[Mapping[tuple[str, str], Value]]:
    found = xmp.properties.get((PDFA_EXTENSION, "schemas"))
    items = found.items if isinstance(found, Array) else ()
    return [item.fields for item in items if isinstance(item, Structure)]


def _properties(schema: Mapping[tuple[str, str], Value]) -> list[Mapping[tuple[str, str], Value]]:
    found = schema.get((PDFA_SCHEMA, "property"))
    items = found.items if isinstance(found, Array) else ()
    return [item.fields for item in items if isinstance(item, Structure)]


@document_rule(
    "preflight.undeclared-property",
    say(
        "有 PDF/A 不认识、又没有说明的元数据",
        "metadata hold a property that PDF/A does not know and nothing describes",
    ),
    say("在 pdfaExtension:schemas 里说明它，或删去", "describe it under pdfaExtension:schemas, or remove it"),
    pdfa("6.6.2.3.1"),
)
def undeclared_property(document: Document) -> Iterator[Fault]:
    xmp = document.xmp
    if xmp is None or xmp.problem:
        return
    described = {
        (plain(schema.get((PDFA_SCHEMA, "namespaceURI"))), plain(each.get((PDFA_PROPERTY, "name"))))
        for schema in _schemas(xmp)
        for each in _properties(schema)
    }
    for namespace, local in sorted(xmp.properties):
        if local in CONTAINERS.get(namespace, {}) or namespace in KNOWN_WHOLE:
            continue
        if (namespace, local) not in described:
            prefix = min(xmp.prefixes.get(namespace, {namespace}))
            yield Fault(
                say(f"元数据 {prefix}:{local} 没有说明", f"the property {prefix}:{local} is not described"),
                resource=f"{prefix}:{local}",
            )


@document_rule(
    "preflight.schema-incomplete",
    say("元数据的扩展说明不全", "the description of an extension schema is incomplete"),
    say(
        "每个扩展写全 schema、namespaceURI、prefix，每项写全 name、valueType、category、description",
        "state schema, namespaceURI, prefix, and for each property name, valueType, category, description",
    ),
    pdfa("6.6.2.3.3"),
)
def schema_incomplete(document: Document) -> Iterator[Fault]:
    xmp = document.xmp
    if xmp is None or xmp.problem:
        return
    found = xmp.properties.get((PDFA_EXTENSION, "schemas"))
    if found is not None and (not isinstance(found, Array) or found.kind != "Bag"):
        yield Fault(say("pdfaExtension:schemas 要用 rdf:Bag", "pdfaExtension:schemas must be an rdf:Bag"))
    for schema in _schemas(xmp):
        title = plain(schema.get((PDFA_SCHEMA, "prefix"))) or plain(schema.get((PDFA_SCHEMA, "schema")))
        for field in _OF_SCHEMA:
            if not plain(schema.get((PDFA_SCHEMA, field))):
                yield Fault(_missing(title, field), resource=title)
        for each in _properties(schema):
            name = plain(each.get((PDFA_PROPERTY, "name")))
            for field in _OF_PROPERTY:
                if not plain(each.get((PDFA_PROPERTY, field))):
                    yield Fault(_missing(f"{title}:{name}", field), resource=f"{title}:{name}")
            if plain(each.get((PDFA_PROPERTY, "category"))) not in ("internal", "external", ""):
                yield Fault(
                    say(
                        f"{title}:{name} 的 category 要写 internal 或 external",
                        f"the category of {title}:{name} must be internal or external",
                    ),
                    resource=f"{title}:{name}",
                )


def _missing(what: str, field: str) -> Message:
    return say(
        f"{what or '扩展'} 的说明里没有 {field}", f"the description of {what or 'a schema'} has no {field}"
    )
