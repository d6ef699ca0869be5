"""What differs between the places Chinese and Japanese are set in (rule book, section 12).

Everything not named here is the same everywhere. Marks that a face centres (Taiwan, Hong Kong) need no entry:
`spacing.frame_of` sees it from their ink and takes a quarter of an em from either side.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.core.style import CjkStyle, Kinsoku, Punctuation
from reportgen.typeset.cjk import CLOSE, EXCLAIM, OPEN, PAUSE, STOP

BRACKETS = frozenset((OPEN, CLOSE))
DEFAULT = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Locale:
    """One column of the table. Lengths in em; classes are those of `cjk`.

    `line_end_half`: classes that lose their white at a line's end. `pairs_with`: classes of which one must be
    in a pair of marks for it to be trimmed. `stops_give`: stops may be squeezed (R6). `hanging`: marks may
    hang in horizontal text. `chinese_quotes`: “ ” without context are full width.
    `kinsoku`, `punctuation` and `indent_em` are what a style of this locale starts from. `is_han`: its
    running text is written in hanzi.
    """

    line_end_half: frozenset[str] = frozenset((OPEN, CLOSE, PAUSE, STOP, EXCLAIM))
    pairs_with: frozenset[str] = frozenset((OPEN, CLOSE, PAUSE, STOP, EXCLAIM))
    interpunct_em: float = 0.5
    stops_give: bool = True
    hanging: bool = True
    chinese_quotes: bool = True
    kinsoku: Kinsoku = Kinsoku.GB
    punctuation: Punctuation = Punctuation.QUANJIAO
    indent_em: float = 2.0
    is_han: bool = True


LOCALES = {
    "zh-Hans": Locale(),
    "zh-Hant-TW": Locale(
        line_end_half=BRACKETS,
        pairs_with=BRACKETS,
        interpunct_em=1.0,
        stops_give=False,
        hanging=False,
        kinsoku=Kinsoku.BASIC,
    ),
    "zh-Hant-HK": Locale(
        line_end_half=BRACKETS,
        interpunct_em=1.0,
        stops_give=False,
        hanging=False,
        kinsoku=Kinsoku.BASIC,
    ),
    "ja": Locale(
        line_end_half=BRACKETS | {PAUSE},
        interpunct_em=1.0,
        stops_give=False,
        chinese_quotes=False,
        kinsoku=Kinsoku.STRICT,
        indent_em=1.0,
    ),
    "en": Locale(chinese_quotes=False, indent_em=1.0, is_han=False),
}
_ALIASES = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-hans-cn": "zh-Hans",
    "zh-hans-sg": "zh-Hans",
    "zh-tw": "zh-Hant-TW",
    "zh-hant": "zh-Hant-TW",
    "zh-hk": "zh-Hant-HK",
    "zh-mo": "zh-Hant-HK",
    "zh-hant-mo": "zh-Hant-HK",
    "ja-jp": "ja",
    "en-us": "en",
    "en-gb": "en",
} | {name.lower(): name for name in LOCALES}


def known(tag: str) -> str | None:
    """The locale a language tag stands for, whatever its case and `_` or `-`; None if it is unknown."""
    return _ALIASES.get(tag.replace("_", "-").lower())


def chinese_language(tag: str) -> str:
    """The language tag that hanzi and marks of a paragraph are shaped in; in English text the mainland's."""
    name = known(tag) or DEFAULT
    return name if LOCALES[name].is_han else DEFAULT


def locale_of(style: CjkStyle) -> Locale:
    """The table's column for a style; the mainland's for an unknown locale, of which `compose` tells."""
    found = LOCALES.get(style.locale)
    return found or LOCALES[known(style.locale) or DEFAULT]


def style_for(tag: str) -> CjkStyle:
    """A style with the defaults of a locale. Raises KeyError for an unknown one."""
    name = known(tag)
    if name is None:
        raise KeyError(tag)
    locale = LOCALES[name]
    return CjkStyle(locale=name, kinsoku=locale.kinsoku, punctuation=locale.punctuation)
