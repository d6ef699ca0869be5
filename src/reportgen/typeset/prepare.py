"""Text as typed: what an editor did not mean and a reader would see (rule book, section 3).

Nothing is changed here. Half-width marks beside Chinese characters, stand-ins for dashes and ellipses, marks
without a partner, marks typed twice: each is a finding with its place. Marks of one kind are gathered to one
finding for the document; a mark without its partner is always a finding of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from reportgen.core.diagnostics import Diagnostic, Message, Severity, Span
from reportgen.core.normal import without_markup
from reportgen.typeset.quotes import resolve

if TYPE_CHECKING:
    from reportgen.core.paged import FontId
    from reportgen.typeset.fonts import FontBook

MAX_PLACES = 5  # places named in a finding; the others are counted

Origin = TypeVar("Origin")
Where = tuple[Origin, int, int]  # text, offset in it, number of characters

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = _HAN + "\u3001-\u301f\uff01-\uff60”’"
_BRACKETS = {"」": "「", "』": "『", "》": "《", "〉": "〈"}

# Kind of finding by what was found, tried in this order. A stop behind a Latin letter or a digit is not
# Chinese ("Inc.", "1."); two dots may be part of a path; a lone dash or ellipsis counts beside Chinese only.
_KINDS = {
    "dash": rf"(?<=[{_WIDE}])-{{2,}}|(?<!-)-{{2,}}(?=[{_WIDE}])|─+|－{{2,}}|—{{3,}}",
    "ellipsis": rf"(?<=[{_WIDE}])\.{{3,}}|(?<!\.)\.{{3,}}(?=[{_WIDE}])|。{{3,}}|·{{3,}}",
    "half": rf"(?<=[{_HAN}])(?:[,;:?!()]|\.(?!\.))|[,;:?!()](?=[{_HAN}])",
    "lone": rf"(?<=[{_HAN}])(?:(?<![…])…(?!…)|—(?!—))|(?<!…)…(?=[{_HAN}])|(?<![—\w])—(?=[{_HAN}])",
    "doubled": r"[，。、；：][，。、；：]+|[？！]{4,}",
}
_FINDINGS = {
    "half": Diagnostic(
        Severity.WARNING,
        "text.half-width",
        Message("汉字旁边有半角标点", "half-width punctuation beside Chinese characters"),
        None,
        (
            Message(
                "改成全角；都在汉字之间的，可写 typography: {normalise: true} 由程序改",
                "write full-width marks; typography: {normalise: true} does so between Chinese characters",
            ),
        ),
    ),
    "dash": Diagnostic(
        Severity.WARNING,
        "text.dash",
        Message("破折号写得不对", "this is no Chinese dash"),
        None,
        (Message("写成 ——（两个 U+2014）", "write —— (U+2014 twice)"),),
    ),
    "ellipsis": Diagnostic(
        Severity.WARNING,
        "text.ellipsis",
        Message("省略号写得不对", "this is no Chinese ellipsis"),
        None,
        (Message("写成 ……（两个 U+2026）", "write …… (U+2026 twice)"),),
    ),
    "lone": Diagnostic(
        Severity.NOTE,
        "text.lone-mark",
        Message("只有半个破折号或省略号", "half a dash or half an ellipsis"),
        None,
        (
            Message(
                "破折号写 ——，省略号写 ……；是连接号就不用管",
                "a dash is ——, an ellipsis ……; leave it if it joins two words",
            ),
        ),
    ),
    "doubled": Diagnostic(
        Severity.WARNING,
        "text.doubled-mark",
        Message("标点重叠", "marks typed one upon another"),
        None,
        (Message("只留一个", "keep one of them"),),
    ),
}


@cache
def _odd() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))


# What any of them begins with: marks are few among characters, and found much faster by themselves.
_MARK = re.compile("[-─－—.。·,;:?!()…，、；：？！]")


def _oddities(text: str) -> Iterator[re.Match[str]]:
    """What `_odd` finds in `text`, from left to right."""
    odd, end = _odd(), 0
    for mark in _MARK.finditer(text):
        start = mark.start()
        if start >= end and (match := odd.match(text, start)):
            end = match.end()
            yield match


@cache
def _partnered() -> re.Pattern[str]:
    return re.compile("[“”‘’「」『』《》〈〉]")


_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


def findings(
    texts: Iterable[tuple[Origin, str]], locate: Callable[[Origin, int, int], Span | None], *, language: str
) -> tuple[Diagnostic, ...]:
    """What is odd in `texts`, each with what `locate` needs to find characters of it.

    `locate(origin, offset, length)` gives a place in the source; it is asked only for what is odd. A text
    with an origin that came before is not looked at again. Codes: `text.half-width`, `text.dash`,
    `text.ellipsis`, `text.lone-mark`, `text.doubled-mark`, `text.unpaired`. `language` is the document's;
    half-width marks and lone ones are only looked for where it is Chinese.
    """
    chinese = language.startswith("zh")
    kinds = tuple(_FINDINGS) if chinese else ("dash", "ellipsis", "doubled")
    odd: dict[str, list[Where[Origin]]] = {kind: [] for kind in kinds}
    result: list[Diagnostic] = []
    seen: set[Origin] = set()
    for origin, text in texts:
        if origin in seen or text.isascii():
            continue
        seen.add(origin)
        shown = without_markup(text)
        for match in _oddities(shown):
            kind = match.lastgroup or ""
            if kind in odd:
                odd[kind].append((origin, match.start(), len(match[0])))
        for offset in unpaired(shown, language):
            result.append(_unpaired(text[offset], locate(origin, offset, 1)))
    for kind, found in odd.items():
        if found:
            result.append(_gather(_FINDINGS[kind], found, locate))
    return tuple(result)


def unpaired(text: str, language: str = "zh-Hans") -> Iterator[int]:
    """Offsets of quotation marks and Chinese brackets of titles and quotes that have no partner.

    Marks pair inside a paragraph. A quotation of several paragraphs opens each of them and is closed at the
    end of the last only, which is right.
    """
    if _partnered().search(text) is None:
        return
    start = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        paragraph = text[start : gap.start() if gap else len(text)]
        goes_on = gap is not None and text[gap.end() : gap.end() + 1] == paragraph[:1]
        lone = [*resolve(paragraph, locale=language).unpaired, *_brackets(paragraph)]
        for offset in sorted(lone):
            if offset or not goes_on or paragraph[0] not in "“‘「『":
                yield start + offset
        start = gap.end() if gap else start


# Integers in groups of three, by what stands between the groups (rule book 13: one style a document).
_GROUPED = {
    "comma": re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])"),
    "space": re.compile("(?<![\\d.\u00a0\u2009\u202f ])\\d{1,3}(?:[\u00a0\u2009\u202f ]\\d{3})+(?![\\d])"),
}
_MAY_BE_GROUPED = re.compile("\\d[,\u00a0\u2009\u202f ]\\d")  # most texts are not
_OTHER_GROUPING = Diagnostic(
    Severity.NOTE,
    "text.number-style",
    Message("数的分节与全书不一致", "digits grouped otherwise than in the rest of the document"),
    None,
    (Message("全书的分节由 numbers.grouping 定", "numbers.grouping decides for the whole document"),),
)


def other_groupings(
    texts: Iterable[tuple[Origin, str]], locate: Callable[[Origin, int, int], Span | None], *, grouping: str
) -> tuple[Diagnostic, ...]:
    """A note on numbers typed with another grouping (`comma`, `space`) than the document's; `none` is any.

    `locate` as in `findings`. Code: `text.number-style`.
    """
    found: list[Where[Origin]] = []
    for origin, text in dict(texts).items():
        if _MAY_BE_GROUPED.search(text) is None:
            continue
        shown = without_markup(text)
        for style, pattern in _GROUPED.items():
            if style != grouping:
                found += ((origin, match.start(), len(match[0])) for match in pattern.finditer(shown))
    return (_gather(_OTHER_GROUPING, found, locate),) if found else ()


_VARIANT = re.compile("[^\\s\ufe00-\ufe0f\U000e0100-\U000e01ef][\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def ignored_variants(
    texts: Iterable[tuple[Origin, str, str]],
    locate: Callable[[Origin, int, int], Span | None],
    book: FontBook,
) -> tuple[Diagnostic, ...]:
    """A note for each variant form of a character that the face of its role does not draw.

    `texts` are origin, text and role. The character is printed in its ordinary form, which may not be the
    one that a person writes in a name. Code: `text.variant`.
    """
    found: dict[tuple[str, FontId], dict[Span | None, None]] = {}
    for origin, text, role in texts:
        if text.isascii():
            continue
        for match in _VARIANT.finditer(text):
            choice = book.choose(role, match[0])
            if choice is None or choice.mark:
                continue  # reported as missing
            base, selector = map(ord, match[0])
            if not book.face(choice.font).hb_font.get_variation_glyph(base, selector):
                spans = found.setdefault((match[0], choice.font), {})
                spans[locate(origin, match.start(), 1)] = None
    return tuple(
        _ignored(variant, book.records[font].name, [span for span in spans if span is not None])
        for (variant, font), spans in found.items()
    )


def _ignored(variant: str, face: str, spans: list[Span]) -> Diagnostic:
    char, code = variant[0], f"U+{ord(variant[1]):04X}"
    return Diagnostic(
        Severity.NOTE,
        "text.variant",
        Message(
            f"{face} 没有“{char}”的这个异体（选择符 {code}），印作通常的字形",
            f"{face} does not have this variant of {char} (selector {code}); its ordinary form is printed",
        ),
        spans[0] if spans else None,
        (Message("核对字形；不要紧就删去选择符", "check its form; remove the selector if it will do"),),
        tuple(spans[1:MAX_PLACES]),
    )


def _brackets(text: str) -> list[int]:
    """Brackets without a partner; each kind by itself, as they may stand in one another."""
    lone: list[int] = []
    for closing, opening in _BRACKETS.items():
        waiting: list[int] = []
        for match in re.finditer(f"[{opening}{closing}]", text):
            if match[0] == opening:
                waiting.append(match.start())
            elif waiting:
                waiting.pop()
            else:
                lone.append(match.start())
        lone += waiting
    return lone


def _unpaired(mark: str, span: Span | None) -> Diagnostic:
    return Diagnostic(
        Severity.WARNING,
        "text.unpaired",
        Message(f"“{mark}”没有配对", f"{mark} has no partner in its paragraph"),
        span,
        (Message("补上另一半，或删去", "add the other half, or remove it"),),
    )


def _gather(
    finding: Diagnostic, found: list[Where[Origin]], locate: Callable[[Origin, int, int], Span | None]
) -> Diagnostic:
    """`finding` for all these places; it tells how many there are."""
    what = finding.message
    # Places cost more than the looking up: those that are not shown are only counted.
    placed = (locate(*where) for where in found[:MAX_PLACES])
    spans = [span for span in placed if span is not None]
    count = len(found)
    if count > 1:
        what = Message(f"{what.zh}，共 {count} 处", f"{what.en}, {count} places")
    return replace(finding, message=what, span=spans[0] if spans else None, also=tuple(spans[1:]))
