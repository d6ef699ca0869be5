"""What is read where a line ends: paper shows no space there, but words of two lines are two words."""

from __future__ import annotations

from dataclasses import replace

from reportgen.typeset.paragraph import Line, Paragraph


def with_spaces(paragraph: Paragraph) -> Paragraph:
    """The same lines; where a space was left out at an end, the last glyph stands for it, too.

    Tagged PDF has every space that parts two words (ISO 32000-1, 14.8.2.5); nothing on paper moves.
    """
    text = paragraph.text
    if " " not in text:
        return paragraph
    lines = tuple(
        _with_space(line) if text[line.end - 1 : line.end] == " " and line.runs else line
        for line in paragraph.lines
    )
    return replace(paragraph, lines=lines)


def _with_space(line: Line) -> Line:
    *before, last = line.runs
    run = replace(last.run, text=f"{last.run.text} ")
    return replace(line, runs=(*before, replace(last, run=run)))
