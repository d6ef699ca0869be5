"""Values as the schema takes them."""

from decimal import Decimal

import pytest
from pydantic import BaseModel, ValidationError
from spec_samples import block, metric

from reportgen.spec.load import load_spec_text
from reportgen.spec.schema import AnyBlock, ReportSpec
from reportgen.spec.types import BLOCK_KINDS, DateText, Length, block_kind, parse_length


class Sample(BaseModel):
    """Two of the annotated types."""

    length: Length | None = None
    date: DateText | None = None


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("20mm", 20 * 72 / 25.4),
        ("2cm", 20 * 72 / 25.4),
        ("12pt", 12),
        ("10.5 磅", 10.5),
        ("1in", 72),
        ("三号", 16),
        ("小四", 12),
    ],
)
def test_lengths_are_points(typed, points):
    """Units and the Chinese sizes of type."""
    assert parse_length(typed) == pytest.approx(points)
    assert Sample(length=typed).length == pytest.approx(points)


@pytest.mark.parametrize("typed", ["20", "mm", "20 km", "", "九号", "２０mm"])
def test_what_is_no_length(typed):
    """No unit, no number, an unknown size, full-width digits."""
    assert parse_length(typed) is None
    with pytest.raises(ValidationError, match="is not a length"):
        Sample(length=typed)


@pytest.mark.parametrize(
    ("typed", "date"),
    [(2020, "2020"), ("2020", "2020"), ("2020-06", "2020-06"), ("2020-02-29", "2020-02-29")],
)
def test_dates_are_iso_text(typed, date):
    """A year may be a number, as YAML reads it."""
    assert Sample(date=typed).date == date


@pytest.mark.parametrize(
    "typed", [20, "2021-02-29", "2020-13", "2020-6", "2020/06", Decimal("2020.10"), "２０２０"]
)
def test_what_is_no_date(typed):
    """Nothing is guessed, though advice may be."""
    with pytest.raises(ValidationError, match="is not a date"):
        Sample(date=typed)


def test_figures_keep_their_digits():
    """18.50 stays 18.50, in metrics and in cells; text in cells stays text."""
    spec = load_spec_text(metric("value: 18.50\n")).spec
    assert str(spec.metrics[0].value) == "18.50"

    table = load_spec_text(
        block("table: x\ncolumns: [{head: a}, {head: b}, {head: c}]\nrows: [[1.50, 1.50%, ~], [7, on, '7']]")
    ).spec
    rows = table.sections[0].blocks[0].rows
    assert rows == ((Decimal("1.50"), "1.50%", None), (Decimal(7), "on", "7"))
    assert [type(cell) for cell in rows[1]] == [Decimal, str, str]
    assert str(rows[0][0]) == "1.50"


def test_numbers_may_be_words():
    """`labels: [2016, 2017]` are labels; a decimal keeps its zeros there too."""
    spec = load_spec_text(
        block("chart: bar\ntitle: 2020\ndata: {labels: [2016, 1.50], series: [{values: [1, null]}]}")
    ).spec
    chart = spec.sections[0].blocks[0]

    assert chart.data.labels == ("2016", "1.50")
    assert chart.title == "2020"
    assert chart.data.series[0].values == (Decimal(1), None)


def test_titles_stand_on_one_line():
    """However they were typed."""
    spec = load_spec_text(
        block("table: x\nmetrics: all").replace("title: 章", "title: |\n      第一\n      章\n")
    ).spec

    assert spec.sections[0].title == "第一章"


def test_markup_keeps_its_lines():
    """Paragraphs are told by empty lines, so nothing may be folded away."""
    spec = load_spec_text(block("text: |\n  甲\n\n  乙\n")).spec

    assert spec.sections[0].blocks[0].text == "甲\n\n乙\n"


def test_the_kinds_of_blocks_are_the_schema_s():
    """One list in `types` for the error message, one in the schema: they agree, and each kind is found."""
    from typing import get_args

    union = get_args(AnyBlock)[0]
    tags = [get_args(member)[1].tag for member in get_args(union)]

    assert tags == [f"kind:{kind}" for kind in BLOCK_KINDS]
    for member in get_args(union):
        model, tag = get_args(member)
        assert block_kind(dict.fromkeys(model.model_fields)) in (tag.tag, None)
        assert block_kind({tag.tag.removeprefix("kind:"): "x"}) == tag.tag


def test_a_spec_survives_validation_of_itself():
    """Models are accepted where mappings are, unions included."""
    spec = load_spec_text(block("cards: [a, {metric: a}]")).spec

    assert ReportSpec.model_validate(spec.model_copy()) == spec
    assert ReportSpec(**{name: getattr(spec, name) for name in ReportSpec.model_fields}) == spec
