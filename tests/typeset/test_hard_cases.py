"""Cases that programs often set wrong, as data: line ends in every measure, widths of marks, with our Song.

`bench.hard_cases` counts how many of the same cases another program breaks.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.core.style import ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset import characters, compose, set_line

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

DATA = Path(__file__).parent / "data"
STYLE = ParaStyle(TextStyle("body", 10.0), 18.0, indent_em=2.0)
WESTERN = re.compile("[!-~\u00a1-\u2fff]+")


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def measures(text: str) -> range:
    """Line lengths in em: from six, or from what the longest Western word takes with two hanzi beside it."""
    longest = max(map(len, WESTERN.findall(text)), default=0)
    return range(max(6, 5 + 2 * longest // 3), 25)


def broken(rule: str, about: str, text: str, ends: list[int]) -> str:
    """What is wrong with lines of `text` that end at `ends`; empty if nothing is."""
    starts = [0, *ends[:-1]]
    lines = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if rule == "never-first":
        return next((line for line in lines[1:] if line.startswith(about)), "")
    if rule == "never-last":
        return next((line for line in lines[:-1] if line.endswith(about)), "")
    if rule == "whole":
        at = text.find(about)
        while at >= 0:
            if any(at < end < at + len(about) for end in ends[:-1]):
                return text[at - 2 : at + len(about) + 2]
            at = text.find(about, at + len(about))
        return ""
    assert rule == "not-lone"
    return lines[-1] if len(lines) > 1 and len(lines[-1]) < 3 else ""


@pytest.mark.parametrize("case", rows("hard_lines.txt"), ids=lambda case: f"{case[0]} {case[1]}")
def test_lines(book: FontBook, case: tuple[str, str, str]) -> None:
    rule, about, text = case
    for measure in measures(text):
        paragraph = compose(StyledText(text), STYLE, measure * 10.0, book)
        ends = [line.end for line in paragraph.lines]

        assert "" == broken(rule, about, text, ends), f"{measure} em"


@pytest.mark.parametrize("case", rows("hard_widths.txt"), ids=lambda case: case[0])
def test_widths(book: FontBook, case: tuple[str, str]) -> None:
    text, expected = case
    found = list(characters(set_line(text, STYLE, book)))

    assert float(expected) == pytest.approx(found[-1].x / 10 + 1)
