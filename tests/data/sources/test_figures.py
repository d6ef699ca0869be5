"""A figure out of a cell: exact, or refused with the place and a cure."""

from __future__ import annotations

import contextlib
import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.data.sources.figures import Cell, Spot, figure
from reportgen.data.sources.refusal import Refused

SPOT = Spot("表.csv，B2", "表.csv, B2")


def read(value, unit: str = "", **known) -> str:
    return f"{figure(Cell(value, **known), unit, SPOT).value:f}"


def refused(value, unit: str = "", **known) -> Refused:
    with pytest.raises(Refused) as caught:
        figure(Cell(value, **known), unit, SPOT)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("18.50", "18.50"),
        (" 12 ", "12"),
        ("１２．５０", "12.50"),
        ("1,234,567.8", "1234567.8"),
        ("１，２３４", "1234"),
        ("12 345", "12345"),
        ("12\u00a0345", "12345"),
        ("12\u202f345", "12345"),
        ("-3.2", "-3.2"),
        ("−3.2", "-3.2"),
        ("+5", "5"),
        ("0", "0"),
        ("007", "7"),
    ],
)
def test_text_that_is_a_figure(text, value):
    assert value == read(text)


@pytest.mark.parametrize(
    "text", ["约40", "四十", "(123)", "1e3", "1,23", "12,34,567", "1.2.3", "3-5", "5 5", "."]
)
def test_text_that_is_none(text):
    problem = refused(text)

    assert "data.not-a-number" == problem.code
    assert text in problem.message.zh
    assert "表.csv，B2" in problem.message.zh
    assert "表.csv, B2" in problem.message.en


def test_what_may_have_been_meant_is_said():
    """Negative in brackets, exponent, decimal comma: asked, never guessed."""
    assert "-1234" in refused("(1,234)").hints[0].zh
    assert "1000" in refused("1e3").hints[0].zh
    assert "." in refused("1,23").hints[0].en


@pytest.mark.parametrize("value", ["", " ", None, "-", "—", "……", "/", "无"])
def test_empty(value):
    assert "data.empty" == refused(value).code


@pytest.mark.parametrize("value", ["#DIV/0!", "#N/A", "#REF!"])
def test_error_values(value):
    assert ("data.error-value", True) == (refused(value).code, value in refused(value).message.zh)
    assert "data.error-value" == refused("", error=value).code


def test_formula_without_result():
    assert "data.no-result" == refused(None, lacks_result=True).code


@pytest.mark.parametrize(
    "value", [True, datetime.date(2025, 1, 2), datetime.timedelta(1), float("inf"), float("nan")]
)
def test_other_values_are_no_figures(value):
    assert "data.not-a-number" == refused(value).code


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        (1234.0, "1234"),
        (18.5, "18.5"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (1e-7, "0.0000001"),
        (7, "7"),
    ],
)
def test_binary_numbers_are_what_a_person_typed(value, read_as):
    """A06: no noise of binary fractions, no exponent."""
    assert read_as == read(value)


def test_per_cent_stays_per_cent():
    """A07: a per cent sign is a unit, never worked into the number, nor dropped where the unit differs."""
    assert "40.5" == read("40.5%", "%")
    assert "40.5" == read("40.5％", "%")
    assert "40.5" == read("40.5 %", "％")
    assert "40.5" == read(0.405, "%", is_percent=True)
    assert "40.5" == read("40.5", "%")
    for unit in ("", "万元", "个百分点", "‰"):
        assert "data.unit-differs" == refused("40.5%", unit).code
        assert "data.unit-differs" == refused(0.405, unit, is_percent=True).code


def test_unit_behind_a_number():
    """A17: the metric's own unit is let pass, another is an error that names both."""
    assert "18.5" == read("18.5亿元", "亿元")
    problem = refused("18.5亿元", "万元")
    assert "data.unit-differs" == problem.code
    assert "亿元" in problem.message.zh
    assert "万元" in problem.message.zh


def test_decimals_as_shown():
    """18.5 in a cell with two places is 18.50; what is hidden by its format is kept, and told."""
    assert "18.50" == read(18.5, decimals=2)
    assert "40.50" == read(0.405, "%", is_percent=True, decimals=2)
    found = figure(Cell(18.456, decimals=1), "", SPOT)
    assert (Decimal("18.456"), Decimal("18.5")) == (found.value, found.shown)
    assert Decimal("2.5") == figure(Cell(2.45, decimals=1), "", SPOT).shown  # half up


def test_share_whose_format_is_unknown_is_doubtful():
    assert figure(Cell(0.405, hides_format=True), "%", SPOT).may_be_percent
    assert not figure(Cell(40.5, hides_format=True), "%", SPOT).may_be_percent
    assert not figure(Cell(0.405, hides_format=True), "亿元", SPOT).may_be_percent
    assert not figure(Cell(0.405), "%", SPOT).may_be_percent


def test_too_many_digits():
    assert "data.not-a-number" == refused("1" * 29).code
    assert "data.not-a-number" == refused(1e60).code
    assert "1" * 28 == read("1" * 28)


@given(st.decimals(-(10**12), 10**12, places=4))
def test_what_is_written_is_read(value):
    """Property: plain and grouped writing of any figure give back the figure, zeros and all."""
    assert f"{value:f}" == read(f"{value:f}")
    assert value == Decimal(read(f"{value:,f}"))


@given(st.floats(-1e12, 1e12).map(lambda number: round(number, 3)))
def test_floats_of_a_spreadsheet(number):
    """Property: up to fifteen digits a float is the number that was typed."""
    typed = Decimal(repr(number))
    assert typed == Decimal(read(number)) or len(typed.as_tuple().digits) > 15


@given(st.text(max_size=30))
def test_any_text_is_a_figure_or_refused(text):
    """Property: nothing else happens."""
    with contextlib.suppress(Refused):
        assert figure(Cell(text), "万元", SPOT).value.is_finite()


@pytest.mark.parametrize("text", ["352.6①", "352.6²", "12³", "5①②", "１２①"])
def test_the_mark_of_a_note_is_no_digit(text):
    """It was once made one: 352.6① printed as 352.61."""
    found = refused(text)

    assert "data.not-a-number" == found.code
    assert any("注号" in hint.zh for hint in found.hints)


def test_full_width_figures_are_figures():
    assert "1234.5" == read("１，２３４．５")
    assert "40.5" == read("４０．５％", "%")
