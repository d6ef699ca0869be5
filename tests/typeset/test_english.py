"""Paragraphs of English: word spaces, divided words, marks, with the shipped Song at 10 pt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.core.style import CjkStyle, ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset import characters, compose
from reportgen.typeset.paragraph import Line, Paragraph

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

ENGLISH = ParaStyle(TextStyle("body", 10.0), 15.0, indent_em=1.0, cjk=CjkStyle(locale="en"))
TEXT = (
    "Over five years the district’s investment in research and development rose from less than 1% to 2.5% of "
    "its output—a figure that no other urban district of the municipality has reached. “High technology,” "
    "says the report, “accounts for two fifths of industrial production”; unemployment stayed at 3.5%, and "
    "environmental infrastructure, transportation and telecommunications were modernised throughout (see "
    "chapter 3). The well-known administrative reforms, begun in the first year, were completed early."
)


def lines_of(paragraph: Paragraph) -> list[str]:
    return [paragraph.text[line.start : line.end].rstrip() for line in paragraph.lines]


def spaces(line: Line) -> list[float]:
    """The word spaces of a line in em."""
    return [item.advance / 10 for item in characters(line) if item.text == " "]


def test_lines_are_full_and_word_spaces_stay_modest(book: FontBook) -> None:
    """No space is wider than 0.6 em at 60 characters a line; all of one line are alike."""
    paragraph = compose(StyledText(TEXT), ENGLISH, 360.0, book)

    assert () == paragraph.findings
    for line in paragraph.lines[:-1]:
        found = spaces(line)
        assert line.x + line.width == pytest.approx(360.0)
        assert 0.2 - 1e-6 <= min(found) <= max(found) <= 0.6
        assert max(found) - min(found) < 1e-6
    assert {0.256} == {round(width, 4) for width in spaces(paragraph.lines[-1])}


def test_letters_are_never_spaced_and_words_never_squeezed(book: FontBook) -> None:
    bare = compose(StyledText(TEXT), ENGLISH, 10_000.0, book).lines[0]
    natural = {}
    for item in characters(bare):
        natural.setdefault(item.text, set()).add(round(item.advance, 4))
    for line in compose(StyledText(TEXT), ENGLISH, 250.0, book).lines:
        for item in list(characters(line))[:-1]:
            if item.text not in (" ", ""):
                assert round(item.advance, 4) in natural[item.text]


def test_narrow_columns_divide_words(book: FontBook) -> None:
    paragraph = compose(StyledText(TEXT), ENGLISH, 200.0, book)
    divided = [line for line in paragraph.lines if line.hyphenated]

    assert divided
    assert () == paragraph.findings
    assert max(max(spaces(line), default=0.0) for line in paragraph.lines) <= 0.71
    for line, following in zip(paragraph.lines, paragraph.lines[1:], strict=False):
        if line.hyphenated:
            before = TEXT[: line.end].rsplit(" ", 1)[-1]
            assert len(before) >= 2
            assert len(TEXT[following.start :].split(" ", 1)[0].rstrip(".,;)”")) >= 3
    assert not paragraph.lines[-2].hyphenated


def test_no_line_begins_or_ends_with_the_wrong_mark(book: FontBook) -> None:
    for measure in range(120, 330, 3):
        for line in lines_of(compose(StyledText(TEXT), ENGLISH, float(measure), book))[1:]:
            assert line[0] not in ",.;:)%”’—"
        for line in lines_of(compose(StyledText(TEXT), ENGLISH, float(measure), book)):
            assert line[-1] not in "(“‘"


def test_quotation_marks_and_apostrophes_are_narrow(book: FontBook) -> None:
    line = compose(StyledText("The district’s “High technology” figure"), ENGLISH, 400.0, book).lines[0]
    widths = {item.text: item.advance / 10 for item in characters(line) if item.text in "“”’"}

    assert {"“": 0.465, "”": 0.465, "’": 0.268} == {k: round(v, 3) for k, v in widths.items()} or all(
        width < 0.5 for width in widths.values()
    )


def test_a_column_too_narrow_for_words_is_told(book: FontBook) -> None:
    paragraph = compose(StyledText(TEXT), ENGLISH, 45.0, book)

    assert TEXT == "".join(TEXT[line.start : line.end] for line in paragraph.lines)
    assert {"typeset.emergency"} <= {finding.code for finding in paragraph.findings}
    assert all(line.x + line.width <= 45.01 for line in paragraph.lines)
