"""What a set line says of its characters, by arithmetic on the em-square font at 10 pt."""

from __future__ import annotations

import pytest

from reportgen.core.style import ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset import characters, compose, natural_widths
from reportgen.typeset.reading import as_records

STYLE = ParaStyle(TextStyle("body", 10.0), 18.0)


def test_every_character_says_where_it_stands(em_book):
    line = compose(StyledText("报表（季"), STYLE, 100.0, em_book).lines[0]

    assert [("报", 0, 10), ("表", 10, 10), ("（", 20, 10), ("季", 30, 10)] == [
        (item.text, pytest.approx(item.x), pytest.approx(item.advance)) for item in characters(line)
    ]


def test_characters_give_back_the_text_and_add_up_to_the_width(em_book):
    text = "研发投入强度由不足1%提高到2.5%，使用GDP数据——完。"
    for line in compose(StyledText(text), STYLE, 90.0, em_book).lines:
        found = list(characters(line))
        assert text[line.start : line.end] == "".join(item.text for item in found)
        assert found[-1].x + found[-1].advance == pytest.approx(line.x + line.width)


@pytest.mark.parametrize(
    ("text", "widths"),
    [
        ("（甲）", [0.5, 1, 0.5]),  # both edges of the line trim their marks
        ("甲，乙", [1, 1, 1]),
        ("甲）（乙", [1, 0.5, 1, 1]),  # 1.5 em for the pair (rule book 5.3)
    ],
)
def test_natural_widths_in_em(em_book, text: str, widths: list[float]):
    found = natural_widths(text, STYLE, em_book)

    assert list(text) == [cluster for cluster, _ in found]
    assert sum(widths) == pytest.approx(sum(width for _, width in found))


def test_records_hold_what_a_program_needs(em_book):
    record = as_records(compose(StyledText("报表季度"), STYLE, 20.0, em_book))

    assert ["报表", "季度"] == [line["text"] for line in record]
    assert {"text": "表", "x": 10.0, "advance": 10.0, "face": em_book.choose("body", "表").font} == record[0][
        "characters"
    ][1]
