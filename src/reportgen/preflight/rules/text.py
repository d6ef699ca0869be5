"""Rules on what text means: every code stands for the characters that were written (ISO 32000-1, 9.10)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.census import Census
from reportgen.preflight.document import Document
from reportgen.preflight.fonts import Font
from reportgen.preflight.norms import Norm
from reportgen.preflight.rule import Fault, census_rule, every, pdfa, pdfua, say
from reportgen.preflight.rules.fonts import objects
from reportgen.preflight.structure import Content

_FORBIDDEN = frozenset("\0\ufeff\ufffe\ufffd")
# Blocks whose characters look like common ones and are hardly ever meant; and the twelve compatibility
# ideographs that are characters of their own.
_LOOK_ALIKES = (
    (0x2E80, 0x2FDF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE4F),
)
_UNIFIED = frozenset("﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩")


@census_rule(
    "preflight.no-unicode",
    say(
        "文字不能复制、检索：不知道编码代表什么字",
        "text cannot be copied or searched: it is not known what codes stand for",
    ),
    say("导出时带上 ToUnicode", "export it with ToUnicode"),
    pdfa("6.2.11.7.2", norm=Norm.A_UNICODE),
    pdfua("7.21.7"),
    every(Severity.WARNING, "9.10"),
)
def no_unicode(census: Census, document: Document) -> Iterator[Fault]:
    for font in document.every_font:
        unknown = [code for code in sorted(font.shown) if font.text(code) is None]
        if unknown:
            yield Fault(
                say(
                    f"字体 {font.label} 有 {len(unknown)} 个编码不知道是什么字，例如 <{unknown[0]:04X}>",
                    f"it is not known what {len(unknown)} code(s) of {font.label} stand for, "
                    f"for example <{unknown[0]:04X}>",
                ),
                font.first_page,
                objects(font),
                font.label,
            )


@census_rule(
    "preflight.bad-unicode",
    say("文字对应到不是字符的码位", "a code stands for no character"),
    say(
        "改正 ToUnicode：不能有 U+0000、U+FEFF、U+FFFE、U+FFFD 和落单的代理码位",
        "mend ToUnicode: no U+0000, U+FEFF, U+FFFE, U+FFFD and no lone surrogates",
    ),
    pdfa("6.2.11.7.2", norm=Norm.A_UNICODE),
    pdfua("7.21.7"),
    every(Severity.WARNING, "9.10.3"),
)
def bad_unicode(census: Census, document: Document) -> Iterator[Fault]:
    for font, code, text in _texts(document):
        if _FORBIDDEN.intersection(text) or any("\ud800" <= char <= "\udfff" for char in text):
            points = " ".join(f"U+{ord(char):04X}" for char in text)
            yield Fault(
                say(
                    f"字体 {font.label} 的编码 <{code:04X}> 对应 {points}",
                    f"the code <{code:04X}> of {font.label} stands for {points}",
                ),
                font.first_page,
                objects(font),
                font.label,
            )


def _texts(document: Document) -> Iterator[tuple[Font, int, str]]:
    for font in document.every_font:
        if font.to_unicode is not None:
            for code in sorted(font.shown):
                text = font.to_unicode.texts.get(code)
                if text is not None:
                    yield font, code, text


@census_rule(
    "preflight.look-alike",
    say(
        "文字对应到形同的异体码位（康熙部首、兼容汉字等）",
        "text stands for look-alikes (Kangxi radicals, compatibility ideographs, vertical forms)",
    ),
    say(
        "改正 ToUnicode，让它对应通常的字；这样的字检索不到",
        "mend ToUnicode, so that it names the ordinary characters; these cannot be found by searching",
    ),
    pdfa("6.2.11.7.2", Severity.WARNING, norm=Norm.A_UNICODE),
    pdfua("7.21.7", Severity.WARNING),
    every(Severity.NOTE, "9.10"),
)
def look_alike(census: Census, document: Document) -> Iterator[Fault]:
    found: dict[Font, list[str]] = {}
    for font, _, text in _texts(document):
        for char in text:
            if char not in _UNIFIED and any(low <= ord(char) <= high for low, high in _LOOK_ALIKES):
                found.setdefault(font, []).append(char)
    for font, chars in found.items():
        listed = " ".join(f"{char} U+{ord(char):04X}" for char in chars[:5])
        yield Fault(
            say(
                f"字体 {font.label} 有 {len(chars)} 个字对应异体码位：{listed}",
                f"{len(chars)} code(s) of {font.label} stand for look-alikes: {listed}",
            ),
            font.first_page,
            objects(font),
            font.label,
        )


@census_rule(
    "preflight.private-use",
    say("用了私用区的字，没有说明是什么字", "characters of private use are not explained"),
    say("换成正式的字，或用 ActualText 写明", "use proper characters, or say what they are with ActualText"),
    pdfa("6.2.11.7.3", norm=Norm.A_TAGGED),
    pdfua("7.21.7", Severity.WARNING),
    every(Severity.NOTE, "9.10"),
)
def private_use(census: Census, document: Document) -> Iterator[Fault]:
    told: set[tuple[str, int]] = set()
    for font, code, page, owner, mcid in census.private:
        if (font, code) in told or _is_explained(document, owner, mcid):
            continue
        told.add((font, code))
        yield Fault(
            say(
                f"字体 {font} 的编码 <{code:04X}> 是私用区的字",
                f"the code <{code:04X}> of {font} is a character of private use",
            ),
            page,
            resource=font,
        )


def _is_explained(document: Document, owner: tuple[int, int], mcid: int | None) -> bool:
    """Whether the structure says what stands there."""
    if mcid is None or not document.is_tagged:
        return False
    element = document.structure.holders.get(Content(owner, mcid))
    if element is None:
        return False
    chain = (element, *document.structure.ancestors(element))
    return any(each.actual_text for each in chain)
