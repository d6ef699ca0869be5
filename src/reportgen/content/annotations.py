"""Words in braces behind brackets: `[雁峰]{专名}`, `[重点]{着重 下划线}`, `[雁峰]{拼音=yàn fēng}`.

Markdown has no signs for what Chinese typography marks between the lines. `{断}` by itself is a place where a
line may well end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.core.text import MarkKind

WORDS = {
    "着重": MarkKind.DOTS,
    "专名": MarkKind.NAME,
    "下划线": MarkKind.UNDERLINE,
    "删除线": MarkKind.STRIKE,
    "底色": MarkKind.BACKGROUND,
    "拼音": MarkKind.RUBY,
    "注音": MarkKind.RUBY,
    "上标": MarkKind.RAISED,
    "注号": MarkKind.RAISED,
    "下标": MarkKind.LOWERED,
    "不断": MarkKind.NO_BREAK,
    "语言": MarkKind.LANGUAGE,
    "dots": MarkKind.DOTS,
    "name": MarkKind.NAME,
    "underline": MarkKind.UNDERLINE,
    "strike": MarkKind.STRIKE,
    "background": MarkKind.BACKGROUND,
    "ruby": MarkKind.RUBY,
    "sup": MarkKind.RAISED,
    "note": MarkKind.RAISED,
    "sub": MarkKind.LOWERED,
    "keep": MarkKind.NO_BREAK,
    "lang": MarkKind.LANGUAGE,
}
VALUES = {
    MarkKind.RUBY: re.compile(".+"),
    MarkKind.LANGUAGE: re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"),  # BCP 47, near enough
}
BRACES = re.compile(r"\{(?P<words>[^{}\n]*)\}")
HINT = re.compile(r"\{(?:断|break)\}")
HINT_SIGN = "\u200b"
_WORD = re.compile(r"[^\s=＝]+")
_VALUE = re.compile(r"\s*[=＝]\s*(?:“(?P<quoted>[^”]*)”|\"(?P<typed>[^\"]*)\"|(?P<bare>[^=＝]*))")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A word in braces: what it marks (None: unknown), its value, and where it stands in the braces."""

    name: str
    kind: MarkKind | None
    value: str
    start: int
    end: int


def parsed(words: str) -> Iterator[Annotation]:
    """The words between a pair of braces, in order.

    A value may stand in quotation marks; without them it reaches to the next word of the table or to the end,
    so that a reading of several syllables needs none.
    """
    at = 0
    while match := _WORD.search(words, at):
        name, at = match[0], match.end()
        found = _VALUE.match(words, at)
        value = ""
        if found is not None:
            value = found["quoted"] or found["typed"] or _bare(found["bare"] or "")
            at = found.end() if found["bare"] is None else found.start("bare") + len(value)
        yield Annotation(name, WORDS.get(name), " ".join(value.split()), match.start(), match.end())


def _bare(text: str) -> str:
    """The part of `text` before the next word of the table."""
    known = next((match.start() for match in _WORD.finditer(text) if match[0] in WORDS), len(text))
    return text[:known]
