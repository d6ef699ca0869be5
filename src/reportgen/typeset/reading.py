"""Reading set lines back: where each character stands, how far it carries the pen, and which face drew it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.core.paged import FontId
from reportgen.core.style import ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.paragraph import Line, Paragraph, set_line


@dataclass(frozen=True, slots=True)
class SetCharacter:
    """A cluster as set: its source text, its pen's x from the measure's left edge and its advance, in pt.

    A character that prints nothing (a space that became a gap, the end of a line) is not among them. `text`
    is empty for a hyphen that the composer added.
    """

    text: str
    x: float
    advance: float
    face: FontId


def characters(line: Line) -> Iterator[SetCharacter]:
    """The clusters of a line from left to right."""
    for placed in line.runs:
        run = placed.run
        x = placed.x
        starts = [*run.clusters, len(run.text)]
        for number, advance in enumerate(run.advances):
            start = starts[number]
            end = next((later for later in starts[number + 1 :] if later > start), len(run.text))
            yield SetCharacter(run.text[start:end], x, advance, run.font)
            x += advance


def natural_widths(
    text: StyledText | str, style: TextStyle | ParaStyle, fonts: FontBook
) -> tuple[tuple[str, float], ...]:
    """Each cluster of `text` with its width in em on a line without end: marks trimmed by their neighbours,
    line edges included, nothing justified."""
    size = style.text.size if isinstance(style, ParaStyle) else style.size
    return tuple((item.text, item.advance / size) for item in characters(set_line(text, style, fonts)))


def as_records(paragraph: Paragraph) -> list[dict[str, object]]:
    """The lines of a paragraph as plain values for JSON: text, place and width in pt, and every character."""
    return [
        {
            "text": paragraph.text[line.start : line.end],
            "x": round(line.x, 4),
            "width": round(line.width, 4),
            "natural": round(line.natural, 4),
            "hyphenated": line.hyphenated,
            "characters": [
                {
                    "text": item.text,
                    "x": round(item.x, 4),
                    "advance": round(item.advance, 4),
                    "face": item.face,
                }
                for item in characters(line)
            ],
        }
        for line in paragraph.lines
    ]
