"""Rules on encryption and permissions (ISO 19005-2, 6.1.3 and 6.1.12; ISO 14289-1, 7.16)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import entries, get, integer
from reportgen.preflight.document import Document
from reportgen.preflight.rule import Fault, document_rule, every, pdfa, pdfua, pdfx, press, say

_ACCESS_BIT = 1 << 9  # bit 10 of /P: text may be taken out for people who cannot see


@document_rule(
    "preflight.encrypted",
    say("文件加了密", "the file is encrypted"),
    say("存一份不加密的文件", "save the file without encryption"),
    pdfa("6.1.3"),
    pdfx("encryption"),
    press(Severity.ERROR, "no encryption"),
    every(Severity.WARNING, "7.6"),
)
def encrypted(document: Document) -> Iterator[Fault]:
    if document.encryption is not None:
        yield Fault(say("文件加了密", "the file is encrypted"))


@document_rule(
    "preflight.access-denied",
    say("加密挡住了读屏软件", "the encryption locks out screen readers"),
    say("加密时允许辅助工具取文字，或不加密", "allow text access for assistive software, or do not encrypt"),
    pdfua("7.16"),
)
def access_denied(document: Document) -> Iterator[Fault]:
    if document.encryption is not None:
        permissions = integer(get(document.encryption, "P"))
        if permissions is None or not permissions & _ACCESS_BIT:
            yield Fault(
                say(
                    "权限里没有给辅助工具留下取文字的一项（第 10 位）",
                    "the permissions lack bit 10, by which assistive software may take out text",
                )
            )


@document_rule(
    "preflight.permissions-dictionary",
    say("权限字典里有别的键", "the permissions dictionary holds other keys than it may"),
    say("去掉数字签名以外的权限项", "remove permissions other than those of signatures"),
    pdfa("6.1.12"),
)
def permissions_dictionary(document: Document) -> Iterator[Fault]:
    for step, _ in entries(get(document.root, "Perms")):
        if step not in ("UR3", "DocMDP"):
            yield Fault(
                say(f"权限字典里有“{step}”", f'the permissions dictionary holds "{step}"'), resource=step
            )
