"""Rules on what the file claims to be."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.claims import PDFA_ID, PDFUA_ID
from reportgen.preflight.document import Document
from reportgen.preflight.norms import Norm, norms_of
from reportgen.preflight.rule import Fault, document_rule, every, pdfa, pdfua, pdfx, say

_PREFIXES = ((PDFA_ID, "pdfaid"), (PDFUA_ID, "pdfuaid"))


@document_rule(
    "preflight.claim-missing",
    say("文件没有声明所要的标准", "the file does not claim the standard that is asked for"),
    say(
        "导出时选定这个标准；声明要写进元数据",
        "choose the standard when exporting; the claim belongs into the metadata",
    ),
    pdfx("identification"),
    pdfa("6.6.4"),
    pdfua("5"),
)
def claim_missing(document: Document) -> Iterator[Fault]:
    claimed = norms_of(document.claims)
    if Norm.X in document.norms and not document.claims.x:
        yield Fault(
            say(
                "文件没有声明 PDF/X（pdfxid:GTS_PDFXVersion）",
                "the file does not claim PDF/X (pdfxid:GTS_PDFXVersion)",
            )
        )
    if Norm.A in document.demanded and Norm.A not in claimed:
        yield Fault(say("文件没有声明 PDF/A（pdfaid:part）", "the file does not claim PDF/A (pdfaid:part)"))
    elif Norm.A_TAGGED in document.demanded and Norm.A_TAGGED not in claimed:
        yield Fault(
            say(
                "文件声明的 PDF/A 不到 A 级（pdfaid:conformance）",
                "the file claims a lower level of PDF/A than A (pdfaid:conformance)",
            )
        )
    if Norm.UA in document.demanded and Norm.UA not in claimed:
        yield Fault(
            say("文件没有声明 PDF/UA-1（pdfuaid:part）", "the file does not claim PDF/UA-1 (pdfuaid:part)")
        )


@document_rule(
    "preflight.claim-malformed",
    say("标准的声明写得不对", "the claim of a standard is not as it should be"),
    say(
        "PDF/A 写 pdfaid:part 和 pdfaid:conformance，PDF/UA 写 pdfuaid:part，前缀不能改",
        "state pdfaid:part and pdfaid:conformance for PDF/A, pdfuaid:part for PDF/UA, with these prefixes",
    ),
    pdfa("6.6.4"),
    pdfua("5"),
    every(Severity.WARNING, "14.3.2"),
)
def claim_malformed(document: Document) -> Iterator[Fault]:
    xmp = document.xmp
    if xmp is None or xmp.problem:
        return
    part = xmp.text(PDFA_ID, "part")
    level = xmp.text(PDFA_ID, "conformance")
    if part and document.claims.a_part not in (1, 2, 3, 4):
        yield Fault(say(f"pdfaid:part 是“{part}”", f'pdfaid:part is "{part}"'))
    if document.claims.a_part in (2, 3) and level not in ("A", "B", "U"):
        yield Fault(
            say(
                f"pdfaid:conformance 是“{level}”，要写 A、B 或 U",
                f'pdfaid:conformance is "{level}", not A, B or U',
            )
        )
    if level and not part:
        yield Fault(
            say("写了 pdfaid:conformance，没有 pdfaid:part", "pdfaid:conformance without pdfaid:part")
        )
    accessible = xmp.text(PDFUA_ID, "part")
    if accessible and document.claims.ua not in (1, 2):
        yield Fault(say(f"pdfuaid:part 是“{accessible}”", f'pdfuaid:part is "{accessible}"'))
    for namespace, prefix in _PREFIXES:
        found = xmp.prefixes.get(namespace, frozenset({prefix}))
        if prefix not in found:
            shown = min(found)
            yield Fault(
                say(f"前缀是 {shown}，要写 {prefix}", f"the prefix is {shown} and should be {prefix}"),
                resource=shown,
            )


@document_rule(
    "preflight.claims-conflict",
    say("声明的标准不能同时成立", "the standards claimed cannot hold together"),
    say("只声明其中一个，或换一种组合", "claim one of them, or another combination"),
    pdfx("PDF version"),
    pdfa("6.6.4"),
    pdfua("5"),
)
def claims_conflict(document: Document) -> Iterator[Fault]:
    claims = document.claims
    newer = [each for each in claims.names if each.startswith(("PDF/X-6", "PDF/A-4", "PDF/UA-2"))]
    older = [each for each in claims.names if each not in newer]
    if newer and older:
        yield Fault(
            say(
                f"{newer[0]} 是 PDF 2.0 的标准，{older[0]} 是 PDF 1.x 的标准",
                f"{newer[0]} builds on PDF 2.0, {older[0]} on PDF 1.x",
            )
        )
    xmp = document.xmp
    if xmp is not None and (PDFA_ID, "part") in xmp.repeated:
        yield Fault(say("PDF/A 声明了两个部分", "two parts of PDF/A are claimed"))


@document_rule(
    "preflight.claim-unknown",
    say("声明的标准，本程序没有专门的规则", "the file claims a standard whose own rules are not known here"),
    say("另用支持这个标准的程序检查", "check it with a program that knows this standard, too"),
    every(Severity.NOTE, "good sense"),
)
def claim_unknown(document: Document) -> Iterator[Fault]:
    claims = document.claims
    others = [
        each
        for each in claims.names
        if (each == claims.x and not each.startswith("PDF/X-4"))
        or each.startswith(("PDF/A-1", "PDF/A-4"))
        or (each.startswith("PDF/UA") and claims.ua != 1)
    ]
    for each in others:
        yield Fault(
            say(
                f"文件声明 {each}；只查了它和所知标准相同的规则",
                f"the file claims {each}; only the rules that it shares with known standards were applied",
            ),
            resource=each,
        )
