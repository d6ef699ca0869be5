"""Characters that no YAML file may hold, that are seldom meant, or that a # has swallowed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reportgen.core.diagnostics import Diagnostic, Message, Severity, Span, warning
from reportgen.spec.places import SourcePlaces, SourceText
from reportgen.spec.scan import quote_hint

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SUSPECT = re.compile("[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u202f\u2060-\u2064\u2066-\u2069\ufeff\ufffd]")
_INDENT_SPACES = re.compile(
    "^[ \\t]*[\u00a0\u3000\u2000-\u200a\u202f][ \\t\u00a0\u3000\u2000-\u200a\u202f]*", re.MULTILINE
)

_NAMES = {
    "\u00a0": ("不间断空格", "a no-break space"),
    "\u00ad": ("软连字符", "a soft hyphen"),
    "\u200b": ("零宽空格", "a zero-width space"),
    "\u200c": ("零宽不连字", "a zero-width non-joiner"),
    "\u200d": ("零宽连字", "a zero-width joiner"),
    "\u202f": ("窄不间断空格", "a narrow no-break space"),
    "\u2028": ("行分隔符", "a line separator"),
    "\u2029": ("段分隔符", "a paragraph separator"),
    "\ufeff": ("零宽字符（BOM）", "a zero-width character (BOM)"),
    "\ufffd": ("替代字符 �（原来的字已经丢失）", "a replacement character � (the original is lost)"),
    "\x0b": ("垂直制表符", "a vertical tab"),
}
_COMMENT = re.compile(r"[ \t]#(?=[^\s#!])")


def without_forbidden(text: str) -> str:
    """`text` with spaces in place of forbidden characters, so that reading can go on."""
    return _FORBIDDEN.sub(" ", text)


def _named(char: str) -> Message:
    code = f"U+{ord(char):04X}"
    zh, en = _NAMES.get(char, ("控制字符", "the control character"))
    if char not in _NAMES and (name := unicodedata.name(char, "")):
        zh, en = "看不见的格式字符", f"the invisible character {name}"
    return Message(f"{zh} {code}", f"{en} {code}")


def forbidden_characters(source: SourceText) -> list[Diagnostic]:
    """Errors for characters that no YAML file may hold, one for each kind of character."""
    return [
        Diagnostic(
            Severity.ERROR,
            "spec.control-character",
            Message(f"这里有{_named(char).zh}，请删去", f"here is {_named(char).en}; remove it"),
            spans[0],
            (),
            spans[1:],
        )
        for char, spans in _by_character(
            source, [match.start() for match in _FORBIDDEN.finditer(source.text)]
        )
    ]


def suspect_characters(source: SourceText, places: SourcePlaces, is_broken: bool) -> list[Diagnostic]:
    """Warnings for characters that are seldom meant, in keys and values, one for each kind of character."""
    indented = list(_INDENT_SPACES.finditer(source.text)) if is_broken else []
    found = [
        match.start()
        for match in _SUSPECT.finditer(source.text)
        if is_broken or places.scalar_at(match.start())
    ]
    findings = [
        Diagnostic(
            Severity.WARNING,
            "spec.invisible-character",
            Message(
                f"这里有{_named(char).zh}，通常是粘贴时带来的",
                f"here is {_named(char).en}, usually brought in by pasting",
            ),
            spans[0],
            (Message("删去它，或换成普通空格", "delete it, or put an ordinary space"),),
            spans[1:],
        )
        for char, spans in _by_character(source, found)
    ]
    for match in indented:
        odd = next(index for index in range(match.start(), match.end()) if source.text[index] not in " \t")
        findings.append(
            Diagnostic(
                Severity.WARNING,
                "spec.odd-indentation",
                Message("行首缩进里有全角或特殊空格", "the indentation holds a full-width or special space"),
                source.span(odd, odd + 1),
                (Message("缩进只能用普通的半角空格", "indent with ordinary spaces only"),),
            )
        )
    return findings if is_broken else [*findings, *_swallowed(source, places)]


def _by_character(source: SourceText, found: list[int]) -> list[tuple[str, tuple[Span, ...]]]:
    groups: dict[str, list[Span]] = {}
    for index in found:
        groups.setdefault(source.text[index], []).append(source.span(index, index + 1))
    return [(char, tuple(groups[char])) for char in groups]


def _swallowed(source: SourceText, places: SourcePlaces) -> Iterator[Diagnostic]:
    """Warnings for text that a # behind a blank made a comment: `title: 湘江路 #5号楼`."""
    line = -1
    for match in _COMMENT.finditer(source.text):
        number = source.line_of(match.start())
        if number == line or places.scalar_at(match.end() - 1):
            continue
        line = number
        before = source.text[source.starts[number] : match.start()].rstrip()
        if "#" in before or not before or not places.scalar_at(source.starts[number] + len(before) - 1):
            continue
        column = match.end() - 1 - source.starts[number]
        value = re.sub(r"^[ \t]*(?:- +)*(?:[^\s:#]+: +)?", "", source.line(number))
        yield warning(
            "spec.yaml-comment",
            source.at(number, column, len(source.line(number)) - column),
            zh="# 后面是注释，不会印出来",
            en="what follows # is a comment and will not be printed",
            hints=(
                quote_hint(value),
                Message("确是注释，就在 # 后空一格", "if it is one, put a space after the #"),
            ),
        )
