"""Rules on the encodings of composite fonts (ISO 19005-2, 6.2.11.3; ISO 14289-1, 7.21.3)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import data, get, integer
from reportgen.preflight.census import Census
from reportgen.preflight.cmaps import PREDEFINED
from reportgen.preflight.document import Document
from reportgen.preflight.fonts import Font
from reportgen.preflight.rule import Fault, census_rule, every, pdfa, pdfua, press, say
from reportgen.preflight.rules.fonts import objects

_MAX_CID = 65535


def _composite(document: Document) -> Iterator[Font]:
    for font in document.every_font:
        if font.is_composite:
            yield font


@census_rule(
    "preflight.cmap-unknown",
    say("字体的编码（CMap）不在文件里", "the CMap of a font is not in the file"),
    say("导出时用 Identity-H，或嵌入 CMap", "use Identity-H, or embed the CMap"),
    pdfa("6.2.11.3.3"),
    pdfua("7.21.3.3"),
    every(Severity.WARNING, "9.7.5"),
)
def cmap_unknown(census: Census, document: Document) -> Iterator[Fault]:
    for font in _composite(document):
        cmap = font.cmap
        used = cmap.uses if cmap.is_embedded else cmap.name
        if ((used or not cmap.is_embedded) and used not in PREDEFINED) or cmap.is_broken:
            yield Fault(
                say(
                    f"字体 {font.label} 用的 CMap“{used or '?'}”不在文件里",
                    f'the CMap "{used or "?"}" of {font.label} is not in the file',
                ),
                font.first_page,
                objects(font),
                font.label,
            )


@census_rule(
    "preflight.cmap-predefined",
    say(
        "字体靠预定义的编码，要看阅读器有没有",
        "a font relies on a predefined CMap, which a reader has to know",
    ),
    say("导出时用 Identity-H，并嵌入字体", "use Identity-H with an embedded font"),
    press(Severity.WARNING, "fonts"),
    every(Severity.NOTE, "9.7.5.2"),
)
def cmap_predefined(census: Census, document: Document) -> Iterator[Fault]:
    for font in _composite(document):
        cmap = font.cmap
        if not cmap.is_embedded and cmap.name in PREDEFINED and not cmap.is_identity:
            yield Fault(
                say(f"字体 {font.label} 用 {cmap.name}", f"the font {font.label} uses {cmap.name}"),
                font.first_page,
                objects(font),
                font.label,
            )


@census_rule(
    "preflight.cmap-direction",
    say("编码的横竖两处不一致", "a CMap states its direction twice, and differently"),
    say("重新导出文件", "export the file again"),
    pdfa("6.2.11.3.3"),
    pdfua("7.21.3.3"),
    every(Severity.NOTE, "9.7.5.3"),
)
def cmap_direction(census: Census, document: Document) -> Iterator[Fault]:
    for font in _composite(document):
        if font.cmap.is_embedded and font.cmap.vertical != font.cmap.declared_vertical:
            yield Fault(
                say(
                    f"字体 {font.label} 的 CMap 里外的 WMode 不同",
                    f"the CMap of {font.label} and its dictionary differ in WMode",
                ),
                font.first_page,
                objects(font),
                font.label,
            )


@census_rule(
    "preflight.cid-system",
    say("字体和编码的字符集不同", "a font and its CMap are of different collections"),
    say("重新导出文件", "export the file again"),
    pdfa("6.2.11.3.1"),
    pdfua("7.21.3.1"),
    every(Severity.WARNING, "9.7.3"),
)
def cid_system(census: Census, document: Document) -> Iterator[Fault]:
    for font in _composite(document):
        inner = get(font.descendant, "CIDSystemInfo")
        registry, ordering = data(get(inner, "Registry")), data(get(inner, "Ordering"))
        if registry is None or ordering is None or integer(get(inner, "Supplement")) is None:
            zh, en = "没有写全 CIDSystemInfo", "has no complete CIDSystemInfo"
        elif font.cmap.is_embedded and not _same(get(font.value, "Encoding", "CIDSystemInfo"), inner):
            zh, en = "和它的 CMap 字符集不同", "and its CMap are of different collections"
        else:
            continue
        yield Fault(
            say(f"字体 {font.label} {zh}", f"the font {font.label} {en}"),
            font.first_page,
            objects(font),
            font.label,
        )


def _same(outer: object, inner: object) -> bool:
    return all(data(get(outer, step)) == data(get(inner, step)) for step in ("Registry", "Ordering"))


@census_rule(
    "preflight.cid-range",
    say("字符编号（CID）超过 65535", "a CID is greater than 65,535"),
    say("重新导出文件", "export the file again"),
    pdfa("6.1.13"),
    every(Severity.WARNING, "annex C"),
)
def cid_range(census: Census, document: Document) -> Iterator[Fault]:
    for font in _composite(document):
        highest = max((font.cmap.cid(code) or 0 for code in font.shown), default=0)
        if highest > _MAX_CID:
            yield Fault(
                say(f"字体 {font.label} 用到 CID {highest}", f"the font {font.label} uses CID {highest}"),
                font.first_page,
                objects(font),
                font.label,
            )
