"""Setting in cells (rule book 9), by arithmetic on the em-square font at 10 pt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.core.style import CjkStyle, Hanging, ParaStyle, Punctuation, TextStyle
from reportgen.core.text import StyledText, StyleRun
from reportgen.typeset import characters, compose
from reportgen.typeset.paragraph import Line, Paragraph

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

BODY = TextStyle("body", 10.0)
CELLS = ParaStyle(BODY, 18.0, cjk=CjkStyle(punctuation=Punctuation.GRID))
STRICT = replace(CELLS, cjk=replace(CELLS.cjk, is_strict_grid=True))


def grid(book: FontBook, text: str, cells: int, style: ParaStyle = CELLS) -> Paragraph:
    return compose(StyledText(text), style, cells * (style.cell or 10.0), book)


def lines_of(paragraph: Paragraph) -> list[str]:
    return [paragraph.text[line.start : line.end] for line in paragraph.lines]


def codes(paragraph: Paragraph) -> list[str]:
    return [finding.code for finding in paragraph.findings]


def places(line: Line) -> list[tuple[str, float]]:
    """Each cluster and the cell its pen starts in."""
    return [(item.text, round(item.x / 10, 4)) for item in characters(line)]


def test_hanzi_stand_in_cells(em_book: FontBook) -> None:
    paragraph = grid(em_book, "国" * 25, 10)

    assert ["国" * 10, "国" * 10, "国" * 5] == lines_of(paragraph)
    assert [("国", float(i)) for i in range(10)] == places(paragraph.lines[0])
    assert [] == codes(paragraph)


def test_indents_count_cells(em_book: FontBook) -> None:
    style = replace(CELLS, indent_em=2.0, hang_em=1.0)
    lines = grid(em_book, "国" * 20, 10, style).lines

    assert [20.0, 10.0, 10.0] == [line.x for line in lines]
    assert [8, 9, 3] == [line.end - line.start for line in lines]


@pytest.mark.parametrize(
    ("marks", "cells"),
    [
        ("，", 1),
        ("（", 1),
        ("。”", 2),
        ("》，", 2),
        ("）（", 2),
        ("！", 1),
        ("？！", 1),
        ("！！！", 2),
        ("——", 2),
        ("……", 2),
        ("·", 1),
        ("–", 1),
        ("/", 1),
        ("～", 1),
        ("　", 1),
        ("①", 1),
        ("2026", 2),
        ("202", 2),
        ("7", 1),
        ("GDP", 2),
        ("12.5%", 3),
        ("①②", 2),
    ],
)
def test_what_stands_between_hanzi_takes_whole_cells(em_book: FontBook, marks: str, cells: int) -> None:
    """Section 9.2, 9.3: nothing is trimmed, no gap beside Western text, which is padded."""
    line = grid(em_book, f"国{marks}国", 12).lines[0]

    assert 1.0 + cells == places(line)[-1][1]
    assert 10.0 * (cells + 2) == pytest.approx(line.width)


def test_signs_narrower_than_a_cell_stand_in_its_middle(em_book: FontBook) -> None:
    """The en dash is half an em wide with its ink from 0.05 to 0.45: its pen starts at a quarter."""
    for sign in "–/":
        assert (sign, 1.25) == places(grid(em_book, f"国{sign}国", 12).lines[0])[1]
    assert [("？", 1.0), ("！", 1.5), ("国", 2.0)] == places(grid(em_book, "国？！国", 12).lines[0])[1:]


def test_western_text_is_padded_on_both_sides_and_at_an_edge_on_the_inner(em_book: FontBook) -> None:
    inside = places(grid(em_book, "国abc国", 12).lines[0])
    left = places(grid(em_book, "abc国国国", 12).lines[0])
    right = places(grid(em_book, "国国国abc国国国国国", 5).lines[0])

    assert [("a", 1.25), ("b", 1.75), ("c", 2.25), ("国", 3.0)] == inside[1:]
    assert [("a", 0.0), ("b", 0.5), ("c", 1.0), ("国", 2.0)] == left[:4]
    assert [("a", 3.5), ("b", 4.0), ("c", 4.5)] == right[3:]


def test_words_with_spaces_are_one_stretch(em_book: FontBook) -> None:
    """Two words of half-em letters and a word space of a quarter: 2 + 0.25 + 2 em take five cells."""
    line = grid(em_book, "国aaaa bbbb国", 12).lines[0]

    assert ("国", 6.0) == places(line)[-1]
    assert "国aaaa bbbb国" == line.runs[0].run.text


def test_two_marks_give_half_a_cell_each(em_book: FontBook) -> None:
    """9.4 (a): the stop may not start a line; 、 and 。 give half a cell, all between them is off."""
    line = grid(em_book, "国国国国、国国国国国。国国国国国国", 10).lines[0]
    found = places(line)

    assert 11 == line.end
    assert [("、", 4.0), ("国", 4.5), ("国", 5.5)] == found[4:7]
    assert ("。", 9.5) == found[-1]
    assert line.width == pytest.approx(100.0)


def test_the_nearest_pair_gives(em_book: FontBook) -> None:
    """Three marks could; the two beside each other do, so that little stands off the grid."""
    line = grid(em_book, "国，国国国国。”国国国国国国", 10).lines[0]
    off = [text for text, x in places(line) if x % 1]

    assert line.width == pytest.approx(100.0)
    assert [] == off or ["”"] == off


def test_a_strict_grid_hangs_a_mark_and_never_spreads(em_book: FontBook) -> None:
    """9.4 (b): one mark alone can give nothing; it hangs, its ink from the margin on."""
    text = "国" * 10 + "，" + "国" * 8
    strict, usual = grid(em_book, text, 10, STRICT), grid(em_book, text, 10)
    line = strict.lines[0]

    assert 11 == line.end
    assert line.width == pytest.approx(100.0)
    assert line.hung == pytest.approx(9.5)
    assert ("，", 10.0) == places(line)[-1]
    assert (-0.5, 0.0) == line.runs[-1].run.offsets[-1]
    assert [] == codes(strict)
    assert 9 == usual.lines[0].end
    assert ["typeset.grid-spread"] == codes(usual)


def test_hanging_may_be_asked_for(em_book: FontBook) -> None:
    style = replace(CELLS, cjk=replace(CELLS.cjk, hanging=Hanging.WHEN_NEEDED))
    line = grid(em_book, "国" * 10 + "。" + "国" * 8, 10, style).lines[0]

    assert 11 == line.end
    assert line.hung == pytest.approx(9.5)


def test_a_line_that_cannot_be_helped_is_spread_evenly_and_told(em_book: FontBook) -> None:
    """9.4 (c): nine hanzi over ten cells."""
    paragraph = grid(em_book, "国" * 10 + "，" + "国" * 8, 10)
    steps = [
        b[1] - a[1] for a, b in zip(places(paragraph.lines[0]), places(paragraph.lines[0])[1:], strict=False)
    ]

    assert steps == pytest.approx([1 + 1 / 8] * 8, abs=1e-3)
    assert paragraph.lines[0].width == pytest.approx(100.0)
    assert "国，" in lines_of(paragraph)[1]


def test_a_strict_grid_spreads_only_where_nothing_else_is_left(em_book: FontBook) -> None:
    """Two closing marks: one hangs, two cannot."""
    paragraph = grid(em_book, "国" * 10 + "”。" + "国" * 8, 10, STRICT)

    assert "".join(lines_of(paragraph)) == paragraph.text
    assert ["typeset.grid-spread", "typeset.unpaired-quote"] == codes(paragraph)


def test_a_lone_last_character_is_drawn_up_by_two_marks(em_book: FontBook) -> None:
    """Twenty-one cells in lines of ten: the commas of the first line give one."""
    lines = lines_of(grid(em_book, "国国，国国国，国国国国国国国国国国国国国国", 10))

    assert [11, 10] == [len(line) for line in lines]


def test_cells_may_be_wider_or_narrower_than_the_type(em_book: FontBook) -> None:
    """Sixteen-point type in cells of 15.79: characters and figures keep step with the cells."""
    for cell in (9.87, 10.3):
        style = replace(CELLS, cell=cell)
        line = grid(em_book, "国国2026国国国国国国国国国国", 10, style).lines[0]
        starts = {item.text: item.x for item in characters(line)}

        assert line.x + line.width == pytest.approx(10 * cell, abs=0.2)
        assert starts["2"] == pytest.approx(3 * cell, abs=0.01)  # the second 2 of 2026: two to a cell
        assert starts["6"] == pytest.approx(3.5 * cell, abs=0.01)


def test_styles_may_change_on_a_line(em_book: FontBook) -> None:
    text = StyledText("国家重点GDP国", (StyleRun(2, 4, TextStyle("body_strong", 10.0)),))
    line = compose(text, CELLS, 100.0, em_book).lines[0]

    assert [("国", 0), ("家", 1), ("重", 2), ("点", 3)] == places(line)[:4]
    assert ["国家", "重点", "GDP国"] == [placed.run.text for placed in line.runs]


def test_a_token_wider_than_the_line_is_broken_and_told(em_book: FontBook) -> None:
    paragraph = grid(em_book, "国" + "x" * 50, 6)

    assert "x" * 50 == "".join(lines_of(paragraph))[1:]
    assert "typeset.emergency" in codes(paragraph)
    assert all(line.width <= 60.01 for line in paragraph.lines)


def test_a_measure_narrower_than_a_cell_is_told(em_book: FontBook) -> None:
    paragraph = compose(StyledText("国家"), CELLS, 6.0, em_book)

    assert ["国", "家"] == lines_of(paragraph)
    assert "typeset.overflow" in codes(paragraph)


def test_figures_of_the_shipped_faces_are_half_a_cell(book: FontBook) -> None:
    for role in ("body", "caption"):
        style = replace(CELLS, text=TextStyle(role, 10.0))
        line = compose(StyledText("国2026年"), style, 100.0, book).lines[0]

        assert [1.0, 1.5, 2.0, 2.5, 3.0] == [x for _, x in places(line)[1:]]
        assert "国2026年" == "".join(placed.run.text for placed in line.runs)


PIECES = st.sampled_from(
    [
        "国",
        "国家经济",
        "，",
        "。",
        "”",
        "“",
        "（",
        "）",
        "——",
        "……",
        "？！",
        "GDP",
        "2026",
        "12.5%",
        " ",
        "·",
        "、",
    ]
)


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(PIECES, max_size=30).map("".join), st.integers(4, 28), st.booleans())
def test_every_line_keeps_to_its_cells(em_book: FontBook, text: str, cells: int, strict: bool) -> None:
    """Nothing is lost; full lines reach the edge; hanzi stand on the grid, or half a cell off it between two
    marks that gave, unless the line was spread, which is told."""
    paragraph = grid(em_book, text, cells, STRICT if strict else CELLS)

    assert text == "".join(lines_of(paragraph))
    told = codes(paragraph)
    for number, line in enumerate(paragraph.lines):
        if "typeset.overflow" not in told:
            assert line.x + line.width <= cells * 10 + 0.01
        if number + 1 < len(paragraph.lines) and not {"typeset.overflow", "typeset.short-line"} & set(told):
            assert line.x + line.width == pytest.approx(cells * 10, abs=0.01)
        if not {"typeset.grid-spread", "typeset.emergency"} & set(told):
            for item in characters(line):
                if "\u4e00" <= item.text <= "\u9fff":
                    assert (item.x / 5) % 1 == pytest.approx(0, abs=1e-6) or (item.x / 5) % 1 > 1 - 1e-6


def test_what_is_passed_over_would_not_have_been_better(
    em_book: FontBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search leaves out what costs more than filling line after line; without that it finds the same."""
    from random import Random

    from reportgen.typeset import grid as module

    random = Random(4)
    pieces = ["国家经济", "，", "。”", "（一）", "GDP", "2026", "——", "发展", "、"]
    texts = ["".join(random.choices(pieces, k=random.randint(5, 40))) for _ in range(60)]
    cells = [random.randint(5, 20) for _ in texts]
    quick = [lines_of(grid(em_book, *given)) for given in zip(texts, cells, strict=True)]
    monkeypatch.setattr(module, "_greedy", lambda *_: float("inf"))

    assert quick == [lines_of(grid(em_book, *given)) for given in zip(texts, cells, strict=True)]
