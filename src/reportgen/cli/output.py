"""Findings as a person or a program reads them.

The human form is that of compilers, so that editors can jump to the place: `file:line:column: error:
sentence [code]`, the source line, a caret under the words meant, advice. Carets count terminal columns:
a Chinese character takes two.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from reportgen.core.diagnostics import Diagnostic, Language, Message, Severity, Span
from reportgen.core.text import display_width

Sources = Mapping[str, Sequence[str]]  # the lines of each file, for excerpts
Piece = tuple[str, str]  # text and its style in the terms of rich; empty: plain

MAX_ALSO = 5
MAX_WIDTH = 100  # columns of an excerpt; a paragraph may stand on one line of several hundred
_TAB = "    "

_SEVERITIES = {
    Severity.ERROR: Message("错误", "error"),
    Severity.WARNING: Message("警告", "warning"),
    Severity.NOTE: Message("提示", "note"),
}
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}


def render_human(findings: Iterable[Diagnostic], sources: Sources, language: Language) -> str:
    """All findings with excerpts and a last line that counts them, plain; empty if there are none."""
    return "".join(text for text, _ in _pieces(findings, sources, language))


def print_human(findings: Iterable[Diagnostic], sources: Sources, language: Language, stream: TextIO) -> None:
    """Write `render_human` to `stream`, in colour if that is a terminal."""
    if not stream.isatty():
        stream.write(render_human(findings, sources, language))
        return
    from rich.console import Console  # 0.1 s, only worth it where colours can be seen
    from rich.text import Text

    text = Text()
    for piece, style in _pieces(findings, sources, language):
        text.append(piece, style or None)
    Console(file=stream, highlight=False, soft_wrap=True).print(text, end="")


def render_json(findings: Iterable[Diagnostic], language: Language) -> str:
    """`{"findings": [...]}` with severity, code, message, place, hints; a line each.

    The place is file, line, column, length and `also`, and on paper `page` (the folio) and `path` (in the
    spec). What is not known is null.
    """
    records = [json.dumps(_record(item, language), ensure_ascii=False) for item in findings]
    if not records:
        return '{"findings": []}\n'
    return '{"findings": [\n  ' + ",\n  ".join(records) + "\n]}\n"


def summary(findings: Iterable[Diagnostic], language: Language) -> str:
    """How many errors, warnings and notes there are: `2 个错误，1 个警告`; empty if there are none."""
    counts = dict.fromkeys(Severity, 0)
    for item in findings:
        counts[item.severity] += 1
    if language == "zh":
        return "，".join(f"{number} 个{_SEVERITIES[kind].zh}" for kind, number in counts.items() if number)
    return ", ".join(
        f"{number} {_SEVERITIES[kind].en}{'' if number == 1 else 's'}"
        for kind, number in counts.items()
        if number
    )


# ------------------------------------------------------------------ records


def _record(item: Diagnostic, language: Language) -> dict[str, object]:
    span = item.span
    return {
        "severity": item.severity.value,
        "code": item.code,
        "message": item.message.text(language),
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "length": span.length if span else None,
        "page": item.page or None,
        "path": item.path or None,
        "hints": [hint.text(language) for hint in item.hints],
        "also": [{"file": also.file, "line": also.line, "column": also.column} for also in item.also],
    }


# ------------------------------------------------------------------ text


def _pieces(findings: Iterable[Diagnostic], sources: Sources, language: Language) -> Iterator[Piece]:
    found = list(findings)
    for item in found:
        yield from _finding(item, sources, language)
    if found:
        yield summary(found, language), "bold"
        yield "\n", ""


def _finding(item: Diagnostic, sources: Sources, language: Language) -> Iterator[Piece]:
    span = item.span
    if span:
        yield f"{span.file}:{span.line}:{span.column}: ", "bold"
    yield f"{_SEVERITIES[item.severity].text(language)}: ", _STYLES[item.severity]
    yield item.message.text(language), ""
    if item.page:
        yield f"（第 {item.page} 页）" if language == "zh" else f" (page {item.page})", ""
    yield f" [{item.code}]\n", "dim"
    margin = "  "
    if span:
        margin = " " * (len(str(span.line)) + 1)
        lines = sources.get(span.file, ())
        if 1 <= span.line <= len(lines):
            shown, before, width = excerpt(lines[span.line - 1], span)
            yield f" {span.line} | ", "dim"
            yield f"{shown}\n", ""
            yield f"{margin} | ", "dim"
            yield " " * before + "^" * width + "\n", _STYLES[item.severity]
    if item.path:
        yield f"{margin} = {'位置' if language == 'zh' else 'at'} {item.path}\n", "dim"
    for hint in item.hints:
        yield f"{margin} = {hint.text(language)}\n", ""
    if item.also:
        yield f"{margin} = {_also(item.also, span, language)}\n", "dim"


def _also(also: Sequence[Span], span: Span | None, language: Language) -> str:
    places = [
        f"{place.line}:{place.column}"
        if span and place.file == span.file
        else f"{place.file}:{place.line}:{place.column}"
        for place in also[:MAX_ALSO]
    ]
    more = len(also) - MAX_ALSO
    if language == "zh":
        return f"另见 {'、'.join(places)}" + (f"，还有 {more} 处" if more > 0 else "")
    return f"see also {', '.join(places)}" + (f" and {more} more" if more > 0 else "")


def excerpt(line: str, span: Span) -> tuple[str, int, int]:
    """The part of `line` around `span` to show, the columns before the caret, the columns of the caret.

    Tabs become four spaces, characters that a terminal would not show become `·`, and a long line is
    cut at both ends.
    """
    start = min(span.column - 1, len(line))
    end = min(start + span.length, len(line))
    before, marked, after = (_visible(part) for part in (line[:start], line[start:end], line[end:]))
    width = max(display_width(marked), 1)
    room = max(MAX_WIDTH - min(width, MAX_WIDTH // 2), 0)
    if display_width(before) > room * 2 // 3 and display_width(before + marked + after) > MAX_WIDTH:
        before = "…" + _last(before, room // 2)
    if display_width(before) + width > MAX_WIDTH:
        marked = _first(marked, MAX_WIDTH - display_width(before)) + "…"
        after = ""
        width = display_width(marked) - 1
    elif display_width(before) + width + display_width(after) > MAX_WIDTH:
        after = _first(after, MAX_WIDTH - display_width(before) - width) + "…"
    return (before + marked + after).rstrip(), display_width(before), width


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        _TAB
        if char == "\t"
        else "·"
        if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs")
        else char
        for char in text
    )


def _first(text: str, columns: int) -> str:
    """The beginning of `text`, at most `columns` wide."""
    width = 0
    for index, char in enumerate(text):
        width += display_width(char)
        if width > columns:
            return text[:index]
    return text


def _last(text: str, columns: int) -> str:
    """The end of `text`, at most `columns` wide."""
    return _first(text[::-1], columns)[::-1]
