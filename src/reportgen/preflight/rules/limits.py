"""Rules on how long, how deep and how large things may be (ISO 19005-2, 6.1.6, 6.1.8 and 6.1.13)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Message, Severity
from reportgen.preflight.boxes import height, width
from reportgen.preflight.census import Census
from reportgen.preflight.colour import Family
from reportgen.preflight.document import Document
from reportgen.preflight.lexer import ODD_HEX
from reportgen.preflight.page import Page
from reportgen.preflight.rule import (
    Fault,
    census_rule,
    document_rule,
    every,
    page_rule,
    pdfa,
    pdfua,
    pdfx,
    say,
)

MAX_COLORANTS = 32
_SMALLEST, _LARGEST = 3.0, 14400.0  # of a page box (units)


@document_rule(
    "preflight.name-length",
    say("名称超过 127 个字节", "a name is longer than 127 bytes"),
    say("缩短字体、颜色、书签等的名称", "shorten names of fonts, inks and the like"),
    pdfa("6.1.13"),
    every(Severity.NOTE, "annex C"),
)
def name_length(document: Document) -> Iterator[Fault]:
    for number, length in document.spelling.long_names:
        yield Fault(say(f"有一个名称长 {length} 个字节", f"a name has {length} bytes"), objects=(number,))


@document_rule(
    "preflight.string-length",
    say("字符串超过 32767 个字节", "a string is longer than 32,767 bytes"),
    say("缩短说明、替代文字等长文字", "shorten long texts, such as descriptions"),
    pdfa("6.1.13"),
    every(Severity.NOTE, "annex C"),
)
def string_length(document: Document) -> Iterator[Fault]:
    for number, length in document.spelling.long_strings:
        yield Fault(say(f"有一个字符串长 {length} 个字节", f"a string has {length} bytes"), objects=(number,))


@document_rule(
    "preflight.number-range",
    say("数字超出范围", "a number is out of range"),
    say("重新导出文件", "export the file again"),
    pdfa("6.1.13"),
    every(Severity.NOTE, "annex C"),
)
def number_range(document: Document) -> Iterator[Fault]:
    for number, shown in document.spelling.large_numbers:
        yield Fault(say(f"数字 {shown} 超出范围", f"the number {shown} is out of range"), objects=(number,))


@document_rule(
    "preflight.odd-hex",
    say("十六进制字符串的位数是奇数", "a hexadecimal string has an odd number of digits"),
    say("重新导出文件，或用 qpdf 重新存一遍", "export the file again, or save it anew with qpdf"),
    pdfa("6.1.6"),
)
def odd_hex(document: Document) -> Iterator[Fault]:
    for number, digits in document.spelling.odd_hex:
        yield Fault(
            say(f"十六进制字符串有 {digits} 位，是奇数", f"a hexadecimal string has {digits} digits"),
            objects=(number,),
        )


@page_rule(
    "preflight.odd-hex-in-content",
    say(
        "页面内容里十六进制字符串的位数是奇数",
        "a hexadecimal string of a page's content has an odd number of digits",
    ),
    say("重新导出文件", "export the file again"),
    pdfa("6.1.6"),
)
def odd_hex_in_content(page: Page, document: Document) -> Iterator[Fault]:
    odd = page.oddity(f"syntax-{ODD_HEX}")
    if odd is not None:
        yield Fault(
            say(f"内容里 {odd.count} 处", f"{odd.count} in the content"),
            page.index,
            tuple(odd.objects),
        )


@page_rule(
    "preflight.long-value-in-content",
    say("页面内容里的名称或字符串太长", "a name or string of a page's content is too long"),
    say("重新导出文件", "export the file again"),
    pdfa("6.1.13"),
    every(Severity.NOTE, "annex C"),
)
def long_value_in_content(page: Page, document: Document) -> Iterator[Fault]:
    for kind, zh, en in (("long-name", "名称", "name"), ("long-string", "字符串", "string")):
        odd = page.oddity(kind)
        if odd is not None:
            yield Fault(
                say(
                    f"内容里有长 {odd.details[0]} 个字节的{zh}",
                    f"a {en} of the content has {odd.details[0]} bytes",
                ),
                page.index,
                tuple(odd.objects),
            )


@census_rule(
    "preflight.name-encoding",
    say("字体、颜色或结构类型的名称不是 UTF-8", "a name of a font, an ink or a structure type is not UTF-8"),
    say("名称改用 UTF-8，或只用英文字母", "name it in UTF-8, or in plain letters"),
    pdfa("6.1.8"),
    pdfx("names of colorants"),
    every(Severity.NOTE, "7.3.5"),
)
def name_encoding(census: Census, document: Document) -> Iterator[Fault]:
    def is_broken(name: str) -> bool:
        return any("\udc80" <= char <= "\udcff" for char in name)

    for font in document.every_font:
        if is_broken(font.base_font):
            yield Fault(_not_utf8(font.base_font), objects=font.key[:1])
    for space in document.spaces.read:
        for ink in space.colorants:
            if is_broken(ink):
                yield Fault(_not_utf8(ink), objects=space.at[:1] if space.at[0] else ())
    types = {element.type for element in document.structure.elements} if document.is_tagged else set()
    for type_ in sorted(filter(is_broken, types)):
        yield Fault(_not_utf8(type_))


def _not_utf8(name: str) -> Message:
    shown = name.encode("utf-8", "surrogateescape").decode("latin-1")
    return say(f"名称“{shown}”不是 UTF-8", f'the name "{shown}" is not UTF-8')


@page_rule(
    "preflight.q-nesting",
    say("图形状态套得太深（超过 28 层）", "the graphics state is nested deeper than 28 levels"),
    say("重新导出文件；拼合套了许多层的图", "export the file again; flatten drawings of many levels"),
    pdfa("6.1.13"),
    pdfx("PDF limits", Severity.WARNING),
    every(Severity.NOTE, "annex C"),
)
def q_nesting(page: Page, document: Document) -> Iterator[Fault]:
    odd = page.oddity("q-nesting")
    if odd is not None:
        yield Fault(
            say("图形状态 q 套了 28 层以上", "`q` is nested deeper than 28 levels"),
            page.index,
            tuple(odd.objects),
        )


@census_rule(
    "preflight.many-colorants",
    say("DeviceN 颜色的色数超过 32", "a DeviceN colour space has more than 32 inks"),
    say("减少专色", "use fewer spot colours"),
    pdfa("6.1.13"),
    every(Severity.WARNING, "annex C"),
)
def many_colorants(census: Census, document: Document) -> Iterator[Fault]:
    for space in document.spaces.read:
        if space.family is Family.DEVICE_N and len(space.colorants) > MAX_COLORANTS:
            yield Fault(
                say(
                    f"DeviceN 颜色有 {len(space.colorants)} 个色",
                    f"a DeviceN colour space has {len(space.colorants)} inks",
                ),
                objects=space.at[:1] if space.at[0] else (),
            )


@page_rule(
    "preflight.page-size",
    say("页面太小或太大", "a page is too small or too large"),
    say("按成品尺寸重新导出", "export the file at its finished size"),
    pdfa("6.1.13"),
    pdfua("6.1", Severity.WARNING),
    every(Severity.WARNING, "annex C"),
)
def page_size(page: Page, document: Document) -> Iterator[Fault]:
    boxes = page.boxes
    for box in (boxes.media, boxes.crop, boxes.bleed, boxes.trim, boxes.art):
        if box is not None and not all(_SMALLEST <= side <= _LARGEST for side in (width(box), height(box))):
            yield Fault(
                say(
                    f"页框 {width(box):g} × {height(box):g} 点，要在 3 到 14400 点之间",
                    f"a box of {width(box):g} x {height(box):g} pt; 3 to 14,400 pt are allowed",
                ),
                page.index,
            )
            return
