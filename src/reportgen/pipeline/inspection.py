"""The record of a build, read again from any file that a build made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.core.diagnostics import Diagnostic, Message, error
from reportgen.core.digests import digest_of_file

XMP_BASIC = "http://ns.adobe.com/xap/1.0/"
NAMESPACE, KEY = "urn:reportgen:build:1:", "record"


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file says of how it was made. `record` is empty where `findings` say why."""

    claims: tuple[str, ...]
    pages: int
    record: Mapping[str, Any]
    findings: tuple[Diagnostic, ...] = ()
    created: str = ""  # the moment that it is dated by, as XMP writes it


@dataclass(frozen=True, slots=True)
class Compared:
    """A source that the record names, and the one at hand: `same` is None if there is none."""

    file: str
    same: bool | None


def inspect(path: Path) -> Inspected:
    """The record in the PDF at `path`. Codes: `inspect.no-record`, and those of files that cannot be read."""
    from reportgen.preflight import metadata

    said = metadata(path)
    if said.hindrance:
        return Inspected((), 0, {}, tuple(finding.diagnostic() for finding in said.hindrance))
    text = said.xmp.text(NAMESPACE, KEY) if said.xmp is not None else ""
    try:
        record = json.loads(text) if text else {}
    except json.JSONDecodeError:
        record = {}
    if not isinstance(record, dict) or not record:
        return Inspected(said.claims.names, said.pages, {}, (_no_record(path),))
    created = said.xmp.text(XMP_BASIC, "CreateDate") if said.xmp is not None else ""
    return Inspected(said.claims.names, said.pages, record, created=created)


def compared(record: Mapping[str, Any], spec: Path) -> Iterator[Compared]:
    """The spec at `spec` and the data beside it, held against the digests in the record."""
    named = record.get("spec", {})
    yield Compared(str(named.get("file", spec.name)), _is_same(spec, named))
    for item in record.get("data", []):
        name = str(item.get("file", ""))
        yield Compared(name, _is_same(spec.parent / name, item))


def _is_same(path: Path, item: Mapping[str, Any]) -> bool | None:
    try:
        return digest_of_file(path) == item.get("sha256")
    except OSError:
        return None


def _no_record(path: Path) -> Diagnostic:
    return error(
        "inspect.no-record",
        None,
        zh=f"{path.name} 里没有 reportgen 的记录：不是它生成的，或另存时去掉了元数据",
        en=f"{path.name} holds no record of reportgen: it was made by something else, or saved without it",
        hints=[Message("用生成时的原文件再看", "ask the file as it was built")],
    )
