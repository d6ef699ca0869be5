"""Rules on the information dictionary, and on its agreement with the XMP packet."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import get, text
from reportgen.preflight.dates import pdf_date, xmp_date
from reportgen.preflight.document import Document
from reportgen.preflight.rule import Fault, document_rule, every, pdfa, pdfx, press, say
from reportgen.preflight.xmp import DC, PDF, XMP_BASIC, Xmp, texts

_TWINS = (
    ("Title", DC, "title"),
    ("Author", DC, "creator"),
    ("Subject", DC, "description"),
    ("Keywords", PDF, "Keywords"),
    ("Creator", XMP_BASIC, "CreatorTool"),
    ("Producer", PDF, "Producer"),
    ("CreationDate", XMP_BASIC, "CreateDate"),
    ("ModDate", XMP_BASIC, "ModifyDate"),
)
_PLACEHOLDERS = frozenset({"(unspecified)", "unspecified", "untitled", "(anonymous)", "anonymous"})


@document_rule(
    "preflight.info-differs",
    say("文档信息和 XMP 元数据不一致", "the document information and the XMP metadata differ"),
    say("两处写成一样，或重新导出", "make both say the same, or export the file again"),
    pdfa("6.1.5"),
    pdfx("metadata"),
    every(Severity.NOTE, "14.3.3"),
)
def info_differs(document: Document) -> Iterator[Fault]:
    xmp = document.xmp
    if xmp is None or xmp.problem:
        return
    for step, namespace, local in _TWINS:
        entry = text(get(document.info, step))
        if entry is None or _agree(entry, xmp, namespace, local):
            continue
        other = xmp.text(namespace, local)
        yield Fault(
            say(
                f"{step}：文档信息是“{entry[:60]}”，元数据是“{other[:60]}”",
                f'{step} is "{entry[:60]}" in the document information and "{other[:60]}" in the metadata',
            ),
            resource=step,
        )


def _agree(entry: str, xmp: Xmp, namespace: str, local: str) -> bool:
    if local.endswith("Date"):
        ours, theirs = pdf_date(entry), xmp_date(xmp.text(namespace, local))
        return ours is not None and theirs is not None and ours == theirs
    if local == "creator":  # one entry has room for all creators
        found = texts(xmp.properties.get((namespace, local)))
        return entry == xmp.text(namespace, local) or (all(each in entry for each in found) and bool(found))
    return entry == xmp.text(namespace, local)


@document_rule(
    "preflight.info-placeholder",
    say("文档信息里留着程序的占位词", "the document information holds a placeholder of a program"),
    say("填写真正的标题和作者，或删去这一项", "state the true title and author, or remove the entry"),
    press(Severity.WARNING, "metadata"),
    every(Severity.NOTE, "14.3.3"),
)
def info_placeholder(document: Document) -> Iterator[Fault]:
    for step in ("Title", "Author", "Subject", "Keywords", "Creator"):
        entry = text(get(document.info, step))
        if entry is not None and entry.strip().lower() in _PLACEHOLDERS:
            yield Fault(
                say(f"{step} 写的是占位词“{entry}”", f'{step} is the placeholder "{entry}"'), resource=step
            )
