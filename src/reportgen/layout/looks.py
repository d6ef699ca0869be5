"""From what a stretch of text is to what it looks like: stress, figures, links, marks between the lines."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from reportgen.core.style import Colour, TextStyle
from reportgen.core.text import Interlinear, InterlinearKind, MarkKind, RichText, StyledText, StyleRun

# Which role stands for stress in which: 黑体 and 楷体, never a slant (rule book 14, Emphasis).
_STRONG = {
    "body": "body_strong",
    "caption": "caption_strong",
    "table": "table_strong",
    "chart": "chart_strong",
    "label": "label_strong",
    "subheading": "heading",
    "quote": "heading",
}
_EMPHASIS = {"body": "subheading", "body_strong": "subheading"}

# Superiors and inferiors (rule book 16.4): size and rise in parts of the type size, whatever the font says.
SMALL, RAISED, LOWERED = 0.6, 0.35, -0.15
BAND = "k15"  # the theme's colour of a band behind text
READING_ROLE = "label"  # the face of readings: a plain sans
_BETWEEN_LINES = {
    MarkKind.DOTS: InterlinearKind.DOTS,
    MarkKind.NAME: InterlinearKind.NAME,
    MarkKind.UNDERLINE: InterlinearKind.UNDERLINE,
    MarkKind.STRIKE: InterlinearKind.STRIKE,
    MarkKind.BACKGROUND: InterlinearKind.BACKGROUND,
    MarkKind.RUBY: InterlinearKind.RUBY,
}


def styled(text: RichText | str, look: TextStyle, qualifiers: Colour | None, band: Colour) -> StyledText:
    """Rich text with its marks turned into looks; `qualifiers` colours 不足, 以上 and the like."""
    if isinstance(text, str):
        return StyledText(text)
    if not text.marks:
        return StyledText(text.text, (), text.origin)
    own = [mark for mark in text.marks if mark.kind not in _BETWEEN_LINES or mark.kind is MarkKind.RUBY]
    readings = sorted(
        (mark for mark in text.marks if mark.kind is MarkKind.RUBY), key=lambda mark: mark.start
    )
    edges = sorted({0, len(text.text)} | {m.start for m in own} | {m.end for m in own})
    runs: list[StyleRun] = []
    for start, end in itertools.pairwise(edges):
        style, link, language, ruby, is_kept = look, "", "", 0, False
        for mark in own:
            if mark.start <= start and end <= mark.end:
                style = _looks(style, mark.kind, qualifiers)
                if mark.kind is MarkKind.LINK:
                    link = mark.value
                elif mark.kind is MarkKind.LANGUAGE:
                    language = mark.value
                elif mark.kind is MarkKind.RUBY:
                    ruby = readings.index(mark) + 1
                elif mark.kind in (MarkKind.FIGURE, MarkKind.NO_BREAK):
                    is_kept = True
        if style is not look or link or language or ruby or is_kept:
            runs.append(StyleRun(start, end, style, link, no_break=is_kept, language=language, ruby=ruby))
    between = tuple(
        Interlinear(
            mark.start,
            mark.end,
            _BETWEEN_LINES[mark.kind],
            mark.value,
            READING_ROLE if mark.kind is MarkKind.RUBY else "",
            band if mark.kind is MarkKind.BACKGROUND else None,
        )
        for mark in text.marks
        if mark.kind in _BETWEEN_LINES
    )
    return StyledText(text.text, tuple(runs), text.origin, between)


def spliced(parts: Sequence[tuple[StyledText, TextStyle]]) -> StyledText:
    """Several texts as one, each in its own look."""
    words: list[str] = []
    runs: list[StyleRun] = []
    marks: list[Interlinear] = []
    at = 0
    for text, look in parts:
        end = at
        for run in text.runs:
            if end < at + run.start:
                runs.append(StyleRun(end, at + run.start, look))
            runs.append(replace(run, start=at + run.start, end=at + run.end))
            end = at + run.end
        marks += (replace(mark, start=at + mark.start, end=at + mark.end) for mark in text.marks)
        at += len(text.text)
        if end < at:
            runs.append(StyleRun(end, at, look))
        words.append(text.text)
    origin = next((text.origin for text, _ in parts if text.origin), None)
    return StyledText("".join(words), tuple(runs), origin, tuple(marks))


def strong_role(role: str) -> str:
    """The role that stands for stress in `role`; the same where it has none."""
    return _STRONG.get(role, role)


def _looks(style: TextStyle, kind: MarkKind, qualifiers: Colour | None) -> TextStyle:
    match kind:
        case MarkKind.STRONG:
            return replace(style, role=strong_role(style.role))
        case MarkKind.EMPHASIS:
            return replace(style, role=_EMPHASIS.get(style.role, style.role))
        case MarkKind.QUALIFIER if qualifiers is not None:
            return replace(style, colour=qualifiers)
        case MarkKind.RAISED:
            return replace(style, size=SMALL * style.size, rise=style.rise + RAISED * style.size)
        case MarkKind.LOWERED:
            return replace(style, size=SMALL * style.size, rise=style.rise + LOWERED * style.size)
        case _:
            return style
