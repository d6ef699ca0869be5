"""Rules on fonts as the file declares them (ISO 19005-2, 6.2.11; ISO 14289-1, 7.21)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import TooLarge, array, data, decoded, get, has, integer, name
from reportgen.preflight.census import Census
from reportgen.preflight.document import Document
from reportgen.preflight.fonts import SIMPLE, Font
from reportgen.preflight.programs import TrueTypeProgram
from reportgen.preflight.rule import Fault, census_rule, every, pdfa, pdfua, pdfx, press, say

_SUBSET_TAG = re.compile(r"[A-Z]{6}\+")
_STANDARD_FOURTEEN = re.compile(r"(Helvetica|Times|Courier)(-|$)|Symbol$|ZapfDingbats$")
_FILE_OF = {
    "Type1": ("FontFile", "FontFile3"),
    "MMType1": ("FontFile", "FontFile3"),
    "TrueType": ("FontFile2", "FontFile3"),
    "CIDFontType0": ("FontFile3",),
    "CIDFontType2": ("FontFile2", "FontFile3"),
}
_STREAM_SUBTYPES = {
    "Type1": ("Type1C", "OpenType"),
    "MMType1": ("Type1C", "OpenType"),
    "TrueType": ("OpenType",),
    "CIDFontType0": ("CIDFontType0C", "OpenType"),
    "CIDFontType2": ("OpenType",),
}


def objects(font: Font) -> tuple[int, ...]:
    """The number of the font's dictionary, for a finding."""
    return font.key[:1] if font.key[0] else ()


@census_rule(
    "preflight.font-not-embedded",
    say("字体没有嵌入", "a font is not embedded"),
    say(
        "导出时嵌入全部字体；没有嵌入，印出来会换成别的字",
        "embed all fonts when exporting; without, another face is printed",
    ),
    pdfx("fonts"),
    pdfa("6.2.11.4.1"),
    pdfua("7.21.4.1"),
    press(Severity.ERROR, "fonts"),
    every(Severity.WARNING, "9.9"),
)
def font_not_embedded(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        if not font.is_embedded:
            is_base = bool(_STANDARD_FOURTEEN.match(font.base_font))
            zh, en = ("（PDF 的基本字体也要嵌入）", ", as base fonts must be, too") if is_base else ("", "")
            yield Fault(
                say(
                    f"字体 {font.label} 没有嵌入{zh}",
                    f"the font {font.label} is not embedded{en}",
                ),
                font.first_page,
                objects(font),
                font.label,
            )


@census_rule(
    "preflight.font-not-subset",
    say("字体整个嵌入，没有取子集", "a font is embedded whole, not as a subset"),
    say(
        "导出时选“嵌入子集”，文件会小，也不会和印厂的同名字体混淆",
        "embed subsets: the file is smaller, and the press cannot take its own face of that name instead",
    ),
    press(Severity.WARNING, "fonts"),
    every(Severity.NOTE, "9.6.4"),
)
def font_not_subset(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        if font.file_key and not _SUBSET_TAG.match(font.base_font):
            yield Fault(
                say(f"字体 {font.label} 没有子集标记", f"the font {font.label} has no subset tag"),
                font.first_page,
                objects(font),
                font.label,
            )


@census_rule(
    "preflight.font-names-differ",
    say("字体的几处名称不一致", "the names of a font differ"),
    say("重新导出文件", "export the file again"),
    pdfa("6.2.11.2", Severity.WARNING),
    every(Severity.NOTE, "9.8.1"),
)
def font_names_differ(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        stated = name(get(font.descriptor, "FontName"))
        own = name(get(font.descendant, "BaseFont")) if font.is_composite else font.base_font
        if stated and own and stated != own:
            yield Fault(
                say(f"字体字典写 {own}，描述写 {stated}", f"{own} in the font, {stated} in its descriptor"),
                font.first_page,
                objects(font),
                font.label,
            )


@census_rule(
    "preflight.type-three",
    say("用了 Type 3 字体", "a Type 3 font is used"),
    say(
        "换成普通字体；matplotlib 写 pdf.fonttype: 42",
        "use an ordinary font; for matplotlib set pdf.fonttype to 42",
    ),
    press(Severity.WARNING, "fonts"),
    every(Severity.NOTE, "9.6.5"),
)
def type_three(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        if font.subtype == "Type3":
            yield Fault(
                say(
                    f"{font.label} 是 Type 3 字体，屏幕上粗糙，检索也不可靠",
                    f"{font.label} is a Type 3 font, which looks rough on screens and is hard to search",
                ),
                font.first_page,
                objects(font),
                font.label,
            )


@census_rule(
    "preflight.font-dictionary",
    say("字体字典缺项或写错", "a font dictionary lacks entries or has wrong ones"),
    say("重新导出文件", "export the file again"),
    pdfa("6.2.11.2"),
    pdfua("7.21.2"),
    every(Severity.WARNING, "9.6"),
)
def font_dictionary(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        for zh, en in _lacks(font):
            yield Fault(
                say(f"字体 {font.label}：{zh}", f"the font {font.label}: {en}"),
                font.first_page,
                objects(font),
                font.label,
            )


def _lacks(font: Font) -> Iterator[tuple[str, str]]:
    if name(get(font.value, "Type")) != "Font":
        yield "没有写 /Type /Font", "it does not say /Type /Font"
    if font.subtype not in (*SIMPLE, "Type0"):
        yield f"种类是“{font.subtype}”", f'its kind is "{font.subtype}"'
    if font.is_composite and font.descendant_type not in ("CIDFontType0", "CIDFontType2"):
        yield "没有下层字体", "it has no descendant"
    if font.subtype != "Type3" and not font.base_font:
        yield "没有名称（BaseFont）", "it has no BaseFont"
    if font.subtype in SIMPLE and (font.subtype == "Type3" or font.is_embedded):
        first, last = integer(get(font.value, "FirstChar")), integer(get(font.value, "LastChar"))
        count = len(array(get(font.value, "Widths")))
        if first is None or last is None or not count:
            yield "没有写全 FirstChar、LastChar、Widths", "it lacks FirstChar, LastChar or Widths"
        elif count != last - first + 1:
            yield (
                f"Widths 有 {count} 项，应有 {last - first + 1} 项",
                f"it has {count} Widths, not {last - first + 1}",
            )
    kind = font.descendant_type if font.is_composite else font.subtype
    if font.file_key:
        if font.file_key not in _FILE_OF.get(kind, (font.file_key,)):
            yield f"{kind} 的程序放在 {font.file_key}", f"the program of {kind} stands under {font.file_key}"
        subtype = name(get(font.descriptor, "FontFile3", "Subtype"))
        if font.file_key == "FontFile3" and subtype not in _STREAM_SUBTYPES.get(kind, (subtype,)):
            yield f"{kind} 的程序注明 {subtype or '-'}", f"the program of {kind} is marked {subtype or '-'}"


@census_rule(
    "preflight.font-program",
    say("嵌入的字体损坏", "an embedded font is damaged"),
    say("换一个字体文件，或换一个程序导出", "take another font file, or export with another program"),
    pdfx("fonts"),
    pdfa("6.2.11.2"),
    pdfua("7.21.2"),
    every(Severity.WARNING, "9.9"),
)
def font_program(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        if font.program_problem:
            yield Fault(
                say(
                    f"字体 {font.label} 读不出来（{font.program_problem[:80]}）",
                    f"the font {font.label} cannot be read ({font.program_problem[:80]})",
                ),
                font.first_page,
                objects(font),
                font.label,
            )


@census_rule(
    "preflight.cid-to-gid",
    say(
        "TrueType 字体没有写怎样找字形（CIDToGIDMap）",
        "a TrueType CID font does not say which glyph belongs to a CID (CIDToGIDMap)",
    ),
    say("重新导出文件", "export the file again"),
    pdfa("6.2.11.3.2"),
    pdfua("7.21.3.2"),
    every(Severity.WARNING, "9.7.4.2"),
)
def cid_to_gid(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        if font.is_composite and font.descendant_type == "CIDFontType2" and font.file_key:
            value = get(font.descendant, "CIDToGIDMap")
            if value is None or (name(value) and name(value) != "Identity"):
                yield Fault(
                    say(f"字体 {font.label} 没有 CIDToGIDMap", f"the font {font.label} has no CIDToGIDMap"),
                    font.first_page,
                    objects(font),
                    font.label,
                )


@census_rule(
    "preflight.glyph-list",
    say(
        "字体列出的字形不全（CIDSet、CharSet）", "the list of a font's glyphs is incomplete (CIDSet, CharSet)"
    ),
    say("去掉这个清单，它可有可无", "remove the list, it is not needed"),
    pdfa("6.2.11.4.2"),
    pdfua("7.21.4.2"),
)
def glyph_list(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        missing = _missing_from_list(font)
        if missing:
            yield Fault(
                say(
                    f"字体 {font.label} 的清单里少 {missing} 个字形",
                    f"the list of {font.label} lacks {missing} glyph(s)",
                ),
                font.first_page,
                objects(font),
                font.label,
            )


def _missing_from_list(font: Font) -> int:
    program = font.program
    if program is None:
        return 0
    if font.is_composite and has(font.descriptor, "CIDSet"):
        try:
            bits = decoded(get(font.descriptor, "CIDSet")) or b""
        except TooLarge:
            return 0
        used = {font.cmap.cid(code) for code in font.shown} - {None}
        wanted = {cid for cid in used | set(program.cids) if cid is not None}
        return sum(not (cid // 8 < len(bits) and bits[cid // 8] & (0x80 >> cid % 8)) for cid in wanted)
    if font.subtype in ("Type1", "MMType1") and has(font.descriptor, "CharSet"):
        listed = {
            each.decode("latin-1")
            for each in (data(get(font.descriptor, "CharSet")) or b"").split(b"/")
            if each
        }
        return len(program.names - {each.strip() for each in listed})
    return 0


@census_rule(
    "preflight.truetype-encoding",
    say("TrueType 字体的编码不合规定", "the encoding of a TrueType font is not as it should be"),
    say(
        "重新导出文件；最好用复合字体（Identity-H）",
        "export the file again, preferably with composite fonts (Identity-H)",
    ),
    pdfa("6.2.11.6"),
    pdfua("7.21.6"),
)
def truetype_encoding(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        if font.subtype != "TrueType" or not font.file_key:
            continue
        encoding = get(font.value, "Encoding")
        base = name(encoding) or name(get(encoding, "BaseEncoding"))
        if font.is_symbolic and encoding is not None:
            zh, en = "是符号字体，却写了 Encoding", "it is symbolic and has an Encoding"
        elif not font.is_symbolic and base not in ("WinAnsiEncoding", "MacRomanEncoding"):
            zh, en = "编码不是 WinAnsi 或 MacRoman", "its encoding is neither WinAnsi nor MacRoman"
        elif isinstance(font.program, TrueTypeProgram) and _lacks_map(font.program, font.is_symbolic):
            zh, en = "程序里没有合用的 cmap", "its program has no suitable cmap"
        else:
            continue
        yield Fault(
            say(f"字体 {font.label} {zh}", f"the font {font.label}: {en}"),
            font.first_page,
            objects(font),
            font.label,
        )


def _lacks_map(program: TrueTypeProgram, is_symbolic: bool) -> bool:
    maps = set(program.maps)
    if is_symbolic:
        return len(maps) != 1 and (3, 0) not in maps
    return not maps - {(3, 0)}
