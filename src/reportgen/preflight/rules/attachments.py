"""Rules on files inside the file (ISO 19005-2 and -3, 6.8; ISO 14289-1, 7.11; ISO 32000-1, 7.11)."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator

import pikepdf

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import (
    TooLarge,
    data,
    decoded,
    first,
    get,
    integer,
    is_dictionary,
    is_stream,
    name,
    text,
)
from reportgen.preflight.claims import read_claims
from reportgen.preflight.document import Document
from reportgen.preflight.inventory import Held
from reportgen.preflight.norms import Norm
from reportgen.preflight.rule import Fault, document_rule, every, pdfa, pdfua, press, say
from reportgen.preflight.xmp import parse

_RELATIONS = ("Source", "Data", "Alternative", "Supplement", "Unspecified")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*")  # RFC 6838


def _attached(document: Document) -> Iterator[tuple[Held, object, str]]:
    """The file specifications that hold a file: each with the stream and the file's name."""
    for held in document.inventory.file_specifications:
        files = get(held.value, "EF")
        if is_dictionary(files):
            stream = first((get(files, "UF"), get(files, "F")))
            label = text(get(held.value, "UF")) or text(get(held.value, "F")) or "?"
            yield held, stream, label


def _fault(held: Held, label: str, zh: str, en: str) -> Fault:
    return Fault(say(f"附件 {label} {zh}", f"the attachment {label} {en}"), 0, held.objects, label)


@document_rule(
    "preflight.attachment-in-print",
    say("印刷文件里有附件", "a file for the press holds other files"),
    say("导出印刷文件时不要带附件", "export for the press without attachments"),
    press(Severity.WARNING, "attachments"),
)
def attachment_in_print(document: Document) -> Iterator[Fault]:
    for held, _, label in _attached(document):
        yield _fault(held, label, "不该在印刷文件里", "does not belong into a file for the press")


@document_rule(
    "preflight.attachment-not-pdfa",
    say("PDF/A-2 里有不是 PDF/A 的附件", "a PDF/A-2 file holds a file that is not PDF/A"),
    say("去掉附件，或改存 PDF/A-3", "remove it, or save as PDF/A-3"),
    pdfa("6.8", norm=Norm.A_TWO),
)
def attachment_not_pdfa(document: Document) -> Iterator[Fault]:
    for held, stream, label in _attached(document):
        if not _is_pdfa(stream):
            yield _fault(held, label, "不是 PDF/A", "is not PDF/A")


def _is_pdfa(stream: object) -> bool:
    """Whether it claims PDF/A-1 or -2; whether it keeps what it claims is a check of its own."""
    try:
        content = decoded(stream)
        if not content:
            return False
        with pikepdf.open(io.BytesIO(content)) as pdf:
            packet = decoded(get(pdf.Root, "Metadata"))
            return packet is not None and read_claims(parse(packet), None, pdf.Root).a_part in (1, 2)
    except (TooLarge, pikepdf.PdfError, RuntimeError, ValueError):
        return False


@document_rule(
    "preflight.attachment-names",
    say("附件的文件名没有写全", "the name of an attached file is not stated in full"),
    say("F 和 UF 都写上文件名", "write the name under both F and UF"),
    pdfa("6.8"),
    pdfua("7.11"),
    every(Severity.NOTE, "7.11.3"),
)
def attachment_names(document: Document) -> Iterator[Fault]:
    for held, _, label in _attached(document):
        for step in ("F", "UF"):
            if not text(get(held.value, step)):
                yield _fault(held, label, f"没有写 {step}", f"has no {step}")


@document_rule(
    "preflight.attachment-empty",
    say("附件没有内容", "an attachment has no content"),
    say("重新附上文件", "attach the file again"),
    pdfa("6.8"),
    every(Severity.WARNING, "7.11.4"),
)
def attachment_empty(document: Document) -> Iterator[Fault]:
    for held, stream, label in _attached(document):
        if not is_stream(stream):
            yield _fault(held, label, "没有内容", "has no content")


@document_rule(
    "preflight.attachment-relation",
    say("没有说明附件和文件是什么关系", "it is not said how an attachment relates to the document"),
    say(
        "写明 AFRelationship：Source、Data、Alternative、Supplement 或 Unspecified",
        "state AFRelationship: Source, Data, Alternative, Supplement or Unspecified",
    ),
    pdfa("6.8", norm=Norm.A_THREE, part=3),
)
def attachment_relation(document: Document) -> Iterator[Fault]:
    for held, _, label in _attached(document):
        found = name(get(held.value, "AFRelationship"))
        if not found:
            yield _fault(held, label, "没有写 AFRelationship", "has no AFRelationship")
        elif found not in _RELATIONS:
            yield _fault(held, label, f"的 AFRelationship 是 {found}", f"has the AFRelationship {found}")


@document_rule(
    "preflight.attachment-type",
    say("没有说明附件是什么格式", "it is not said what format an attachment has"),
    say("在附件流里写 Subtype，例如 text/csv", "state Subtype in its stream, such as text/csv"),
    pdfa("6.8", norm=Norm.A_THREE, part=3),
    every(Severity.NOTE, "7.11.4"),
)
def attachment_type(document: Document) -> Iterator[Fault]:
    for held, stream, label in _attached(document):
        found = name(get(stream, "Subtype"))
        if is_stream(stream) and not _MEDIA_TYPE.fullmatch(found):
            yield _fault(held, label, f"的格式写成“{found}”", f'has the format "{found}"')


@document_rule(
    "preflight.attachment-astray",
    say("附件不属于文件的任何部分", "an attachment belongs to no part of the document"),
    say("把附件列入文件或有关部分的 AF", "list it under AF of the document or of a part"),
    pdfa("6.8", norm=Norm.A_THREE, part=3),
)
def attachment_astray(document: Document) -> Iterator[Fault]:
    associated = document.inventory.associated
    for held, _, label in _attached(document):
        if held.at not in associated:
            yield _fault(held, label, "不在任何 AF 里", "is under no AF")


@document_rule(
    "preflight.attachment-description",
    say("附件没有说明", "an attachment is not described"),
    say("写 Desc，一句话说明附件是什么", "write Desc: one sentence on what it is"),
    pdfa("6.8", Severity.WARNING, norm=Norm.A_THREE, part=3),
    every(Severity.NOTE, "7.11.3"),
)
def attachment_description(document: Document) -> Iterator[Fault]:
    for held, _, label in _attached(document):
        if not (text(get(held.value, "Desc")) or "").strip():
            yield _fault(held, label, "没有说明（Desc）", "has no description (Desc)")


@document_rule(
    "preflight.attachment-damaged",
    say("附件和所记的大小、校验和不符", "an attachment has another size or check sum than is stated"),
    say("重新附上文件", "attach the file again"),
    every(Severity.WARNING, "7.11.4"),
)
def attachment_damaged(document: Document) -> Iterator[Fault]:
    for held, stream, label in _attached(document):
        try:
            content = decoded(stream)
        except TooLarge:
            continue
        if content is None:
            if is_stream(stream):
                yield _fault(held, label, "解不开", "cannot be unpacked")
            continue
        size, digest = integer(get(stream, "Params", "Size")), data(get(stream, "Params", "CheckSum"))
        if size is not None and size != len(content):
            yield _fault(
                held, label, f"有 {len(content)} 字节，记为 {size}", f"has {len(content)} bytes, not {size}"
            )
        elif digest and digest != hashlib.md5(content, usedforsecurity=False).digest():
            yield _fault(held, label, "的校验和不符", "has another check sum")
