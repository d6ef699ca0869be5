"""Rules on glyphs: there, of the stated width, never .notdef (ISO 19005-2, 6.2.11.4, .5 and .8)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.census import Census
from reportgen.preflight.document import Document
from reportgen.preflight.fonts import Font
from reportgen.preflight.programs import UnreadableProgram
from reportgen.preflight.rule import Fault, census_rule, every, pdfa, pdfua, pdfx, press, say
from reportgen.preflight.rules.fonts import objects

WIDTH_TOLERANCE = 1.0  # thousandths of an em
_ROUNDING = 1e-6


def _shown(font: Font, code: int) -> str:
    """A code in words: the character it stands for, if that is known, and its number."""
    text = font.text(code) or ""
    return f"{text} <{code:04X}>" if text.isprintable() and text.strip() else f"<{code:04X}>"


@census_rule(
    "preflight.font-widths",
    say("字宽和嵌入的字体不符", "widths are not those of the embedded font"),
    say("重新导出文件；字会挤在一起或散开", "export the file again; type may be squeezed or spread"),
    pdfa("6.2.11.5"),
    pdfua("7.21.5"),
    pdfx("fonts", Severity.WARNING),
    every(Severity.WARNING, "9.2.4"),
)
def font_widths(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        if font.program is None or font.subtype == "Type3":
            continue
        wrong = []
        for code in sorted(font.shown_visibly):
            true = _true_width(font, code)
            if true is not None and abs(true - font.width(code)) > WIDTH_TOLERANCE + _ROUNDING:
                wrong.append((code, true))
        if wrong:
            code, true = wrong[0]
            yield Fault(
                say(
                    f"字体 {font.label} 有 {len(wrong)} 个字的宽度不符，"
                    f"例如 {_shown(font, code)} 写 {font.width(code):g}，实际 {true:.4g}",
                    f"{len(wrong)} width(s) of {font.label} differ, "
                    f"for example {_shown(font, code)}: {font.width(code):g} stated, {true:.4g} in truth",
                ),
                font.first_page,
                objects(font),
                font.label,
            )


def _true_width(font: Font, code: int) -> float | None:
    """The width in the program; None where it cannot be told. A missing glyph is another rule's business."""
    assert font.program is not None, "asked only of embedded fonts"
    try:
        glyph = font.glyph(code)
        return None if not glyph else font.program.width(glyph)
    except UnreadableProgram:
        return None


@census_rule(
    "preflight.notdef",
    say("有的字在字体里没有字形，印成空白或方框", "a character has no glyph and prints as a blank or a box"),
    say("换一个有这些字的字体", "use a font that has these characters"),
    pdfa("6.2.11.8"),
    pdfua("7.21.8"),
    press(Severity.ERROR, "fonts"),
    pdfx("fonts", Severity.WARNING),
    every(Severity.WARNING, "9.7.6.3"),
)
def notdef(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        if font.program is None:
            continue
        blank = [code for code in sorted(font.shown) if _glyph(font, code) == 0]
        if blank:
            listed = "、".join(_shown(font, code) for code in blank[:5])
            yield Fault(
                say(
                    f"字体 {font.label} 没有 {len(blank)} 个用到的字：{listed}",
                    f"the font {font.label} has no glyph for {len(blank)} code(s): "
                    f"{', '.join(_shown(font, code) for code in blank[:5])}",
                ),
                font.first_page,
                objects(font),
                font.label,
            )


def _glyph(font: Font, code: int) -> int | None:
    try:
        return font.glyph(code)
    except UnreadableProgram:
        return None


@census_rule(
    "preflight.glyph-missing",
    say("用到的字形不在嵌入的字体里", "a glyph that is used is not in the embedded font"),
    say("重新导出文件；取子集时漏了字", "export the file again; the subset lacks glyphs"),
    pdfa("6.2.11.4.1"),
    pdfua("7.21.4.1"),
    pdfx("fonts"),
    every(Severity.WARNING, "9.9"),
)
def glyph_missing(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        if font.program is None:
            continue
        lost = [
            code
            for code in sorted(font.shown_visibly)
            if (glyph := _glyph(font, code)) is not None and glyph >= font.program.glyph_count
        ]
        if lost:
            yield Fault(
                say(
                    f"字体 {font.label} 缺 {len(lost)} 个字形，例如 {_shown(font, lost[0])}",
                    f"the font {font.label} lacks {len(lost)} glyph(s), for example {_shown(font, lost[0])}",
                ),
                font.first_page,
                objects(font),
                font.label,
            )
