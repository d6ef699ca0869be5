"""Chart words: names turn over at a seam, qualifiers are red."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from chart_samples import point
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.charts.hero import parts
from reportgen.charts.lettering import Lettering, value_text
from reportgen.charts.look import DEFAULT_LOOK as LOOK
from reportgen.core.style import CjkStyle

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook


def lines(book: FontBook, name: str, measure: float) -> list[str]:
    """The name as set, line by line."""
    letters = Lettering(book, 12.0)
    return ["".join(p.run.text for p in line.runs) for line in letters.wrap(name, LOOK.name, measure)]


def test_a_long_name_turns_over_where_its_parts_meet(book: FontBook) -> None:
    assert lines(book, "高新技术产业增加值占GDP比重", 110) == ["高新技术产业", "增加值占GDP比重"]


def test_a_name_that_fits_is_left_alone(book: FontBook) -> None:
    assert lines(book, "研发投入强度", 54.0) == ["研发投入强度"]


def test_a_name_without_a_seam_is_broken_by_the_composer(book: FontBook) -> None:
    assert lines(book, "空气质量优良率", 36.0) == ["空气质量", "优良率"]


def test_labels_go_by_the_rules_of_the_document(book: FontBook) -> None:
    """An English label has quotation marks as wide as English ones."""
    chinese, english = Lettering(book, 12.0), Lettering(book, 12.0, CjkStyle(locale="en"))

    assert english.width("“", LOOK.name) < 0.6 * LOOK.name.size
    assert chinese.width("的GDP", LOOK.name) > english.width("GDP", LOOK.name) + LOOK.name.size
    assert Lettering(book, 12.0, CjkStyle(gap_em=0.0)).width("的GDP", LOOK.name) == pytest.approx(
        chinese.width("的GDP", LOOK.name) - 0.25 * LOOK.name.size
    )


@given(
    name=st.text("高新技术产业增加值占GDP比重（市）与 ", min_size=1, max_size=24), measure=st.floats(36, 200)
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wrapping_loses_no_letter(book: FontBook, name: str, measure: float) -> None:
    assert "".join(lines(book, name, measure)).replace(" ", "") == name.replace(" ", "")


def test_the_qualifier_s_words_take_the_accent() -> None:
    (run,) = value_text(point("70%", "以上"), LOOK.value, LOOK.accent).runs

    assert (run.start, run.end, run.style.colour) == (3, 5, LOOK.accent)


def test_in_english_the_words_before_the_number_do() -> None:
    english = replace(point("70%", "以上"), text="at least 70%")

    (run,) = value_text(english, LOOK.value, LOOK.accent).runs
    assert english.text[run.start : run.end] == "at least"


def test_a_red_value_needs_no_second_red() -> None:
    red = replace(LOOK.value, colour=LOOK.accent)

    assert value_text(point("70%", "以上"), red, LOOK.accent).runs == ()


@pytest.mark.parametrize(
    ("value", "cut"),
    [
        (point("70%", "以上"), ("", "70", "%", "以上")),
        (point("4万元", "首超"), ("首超", "4", "万元", "")),
        (point("18.50万元"), ("", "18.50", "万元", "")),
        (replace(point("3.5%", "以内"), text="no more than 3.5%"), ("no more than", "3.5", "%", "")),
    ],
)
def test_a_large_figure_is_cut_as_spoken(value: object, cut: tuple[str, ...]) -> None:
    assert parts(value) == cut
