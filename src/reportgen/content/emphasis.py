"""Inline rules of our own for markdown-it: emphasis that understands Chinese, and {{ references }}.

CommonMark lets a run of asterisks open or close only where it "flanks" a word, and counts “ ” 《 》 。 as
punctuation without asking for spaces around them, which Chinese never has: in `**“双一流”**建设` the second
run would stay two asterisks on paper. Here full-width marks count as letters, and beside a Chinese character
a run may always turn. Everything else (pairs, nesting, the rule of three) is the library's. Only asterisks
mark: an underscore is part of a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline

from reportgen.content.annotations import BRACES, HINT, HINT_SIGN

REFERENCE = re.compile(r"\{\{\s*(?P<id>[^{}|\s][^{}|]*?)\s*(?:\|\s*(?P<form>[^{}|\s][^{}|]*?)\s*)?\}\}")
QUOTES = "“”‘’—…·"  # share code points with Western text; beside Chinese they are Chinese


@cache
def parser() -> MarkdownIt:
    """The inline parser: strong, emphasis, code, links, spans, escapes, references; no HTML, no images."""
    markdown = MarkdownIt("zero")
    markdown.enable(["escape", "backticks", "emphasis", "link", "balance_pairs"])
    markdown.inline.ruler.at("emphasis", _asterisks)
    markdown.inline.ruler.before("escape", "reference", _reference)
    markdown.inline.ruler.before("escape", "hint", _hint)
    markdown.inline.ruler.before("link", "span", _span)
    return markdown


def is_wide(char: str) -> bool:
    """Whether a character takes a full em: Han, kana, full-width marks. Hangul is set with spaces: no."""
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"


def is_wide_mark(char: str) -> bool:
    """Whether `char` is full-width punctuation: ， 。 《 （."""
    return is_wide(char) and unicodedata.category(char)[0] == "P"


def _reference(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos):
        return False
    match = REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("reference", "", 0)
        token.meta = {"match": match}
    state.pos = match.end()
    return True


def _hint(state: StateInline, silent: bool) -> bool:
    """`{断}`: a place where a line may well end."""
    match = HINT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("text", "", 0).content = HINT_SIGN
    state.pos = match.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:
    """`[text]{words}`; what is in the brackets is read as any other text."""
    if state.src[state.pos] != "[":
        return False
    start = state.pos + 1
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    if end < 0 or state.src.startswith("{{", end + 1):
        return False
    match = BRACES.match(state.src, end + 1, state.posMax)
    if match is None:
        return False
    if not silent:
        limit = state.posMax
        state.push("span_open", "", 1).meta = {"match": match}
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("span_close", "", -1)
        state.posMax = limit
    state.pos = match.end()
    return True


def _asterisks(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if silent or state.src[start] != "*":
        return False
    end = start
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    # What a reference prints is a figure or a name, so its braces count as letters.
    before = "a" if before == "}" and state.src.startswith("}}", start - 2) else before
    after = "a" if state.src.startswith("{{", end) else after
    is_beside_chinese = _is_chinese(before) or _is_chinese(after)
    can_open = not after.isspace() and (
        not _is_western_mark(after) or is_beside_chinese or before.isspace() or _is_western_mark(before)
    )
    can_close = not before.isspace() and (
        not _is_western_mark(before) or is_beside_chinese or after.isspace() or _is_western_mark(after)
    )
    for _ in range(end - start):
        token = state.push("text", "", 0)
        token.content = "*"
        state.delimiters.append(Delimiter(0x2A, end - start, len(state.tokens) - 1, -1, can_open, can_close))
    state.pos = end
    return True


def _is_chinese(char: str) -> bool:
    return is_wide(char) or char in QUOTES


def _is_western_mark(char: str) -> bool:
    return not _is_chinese(char) and unicodedata.category(char)[0] in "PS"
