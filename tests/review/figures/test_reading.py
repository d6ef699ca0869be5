"""Texts as prose: places kept, nothing lost, no text too odd or too long."""

from __future__ import annotations

import time
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.core.diagnostics import Span
from reportgen.core.places import SpecPath
from reportgen.data.metrics import DataModel, Metric
from reportgen.data.qualified import QUALIFIERS, Qualified
from reportgen.review.figures import findings
from reportgen.review.figures.finder import finder_of
from reportgen.review.figures.prose import STAND_IN, read
from reportgen.spec.schema import ReportSpec

PATH: SpecPath = ("sections", 0, "blocks", 0, "text")
JUMBLE = "民生支出占比产值{}|* []()`\\断由到提高达超约第四城区其中合计：:，。；\n０1２.5%万元件年个五十"


class Nowhere:
    """Places that only have to be asked rightly."""

    def value(self, path: SpecPath) -> Span:
        return Span("x", 1, 1)

    key = value

    def inside(self, path: SpecPath, offset: int, length: int = 1) -> Span:
        assert offset >= 0
        assert length >= 1
        return Span("x", 1, offset + 1, length)


@cache
def spec() -> ReportSpec:
    return ReportSpec.model_validate_json(
        '{"format": "reportgen/1", "document": {"title": "样书", "organisation": "样区"}}'
    )


def metric(name: str, value: str, unit: str, qualifier: str = "") -> Metric:
    return Metric(name, name, Qualified(Decimal(value), QUALIFIERS.get(qualifier)), unit)


DATA = DataModel(
    {one.id: one for one in (metric("民生支出占比", "70", "%", "以上"), metric("产值", "352.6", "亿元"))}, {}
)


def said(text: str) -> list[str]:
    return [item.code for item in findings(spec(), Nowhere(), DATA, [(PATH, text, "body")])]


@given(st.text(alphabet=JUMBLE, max_size=80))
def test_no_text_is_too_odd(text):
    """Every check answers, whatever the jumble of words, figures and markup."""
    assert all(code.startswith("review.") for code in said(text))


@given(st.text(alphabet=JUMBLE, max_size=80))
def test_every_character_is_found_again_in_the_spec(text):
    prose = read(PATH, text, takes_references=True)

    for index, char in enumerate(prose.text):
        if char not in (STAND_IN, "\n", " "):
            assert char == text[prose.source(index, index + 1)[0]]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("产值\n增长", "产值增长"),
        ("产值增长。\n\n另起", "产值增长。\n另起"),
        ("**产值**[增长]{着重}", "产值增长"),
        ("见[第三章](#three)。", "见第三章。"),
        ("产值{{ a | from }}，", f"产值{STAND_IN}，"),
        ("GDP grew\nfast", "GDP grew fast"),
    ],
)
def test_markup_and_folds_are_gone(written, expected):
    assert expected == read(PATH, written, takes_references=True).text


def test_names_are_found_with_a_particle_more_and_the_longest_counts():
    finder = finder_of(["占GDP比重", "产值", "工业产值"])
    text = "工业产值占gdp的“比重”"

    assert ["工业产值", "占gdp比重"] == [hit.name for hit in finder.find(text, 0, len(text))]


@pytest.mark.parametrize(
    "unit", ["产值1亿元、", "由1%提高到2%，提高3%", "其中1件、", "产值达到2%；", "五年5年"]
)
def test_cost_grows_with_the_length_of_a_sentence_and_not_faster(unit):
    """Four times the text: about four times the work; sixteen times would be quadratic."""

    short, long = (unit * (length // len(unit)) for length in (20_000, 80_000))

    def spent(text: str) -> float:
        started = time.process_time()
        said(text)
        return time.process_time() - started

    said(short)  # what is made once, is made here

    assert any(spent(long) < 10 * spent(short) for _ in range(4))  # once more if the machine was busy
