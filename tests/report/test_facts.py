"""The first report holds every fact it was made from: figures, honours, milestones, names and terms.

`facts.yaml` beside this file lists them; an edit of `report.yaml` that loses or changes one fails here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from reportgen.core.diagnostics import Severity
from reportgen.data.format import pieces, text_of
from reportgen.data.metrics import DataModel, bind
from reportgen.spec.load import load_spec
from reportgen.spec.schema import (
    CardsBlock,
    ChartBlock,
    HonoursBlock,
    MetricSpec,
    PhotoGridBlock,
    ReportSpec,
    TableBlock,
)

ROOT = Path(__file__).parents[2]
# BaseLoader keeps every scalar as text, so that 18.5 is compared as typed.
FACTS: dict[str, Any] = yaml.load((Path(__file__).parent / "facts.yaml").read_text("utf-8"), yaml.BaseLoader)

REFERENCE = re.compile(r"\{\{\s*(\w+)\s*(?:\|\s*(\w+)\s*)?\}\}")
HAN = re.compile(r"[\u4e00-\u9fff]")


@cache
def report() -> ReportSpec:
    """The report as loaded."""
    loaded = load_spec(ROOT / "report.yaml")
    assert loaded.spec is not None, "\n".join(map(str, loaded.findings))
    return loaded.spec


@cache
def figures() -> DataModel:
    """Its figures, bound."""
    data, findings = bind(report(), load_spec(ROOT / "report.yaml").places)
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]
    return data


def strings(value: object) -> Iterator[str]:
    """Every string with Chinese in it, below `value`: ids and lengths have none."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from strings(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str) and HAN.search(value):
        yield value


def printed(text: str) -> str:
    """`text` with its figures put in and its line ends closed up, as on paper."""
    figured = REFERENCE.sub(
        lambda match: text_of(pieces(figures().metrics[match[1]], match[2] or "value", "zh")), text
    )
    return re.sub(r"\s*\n\s*", "", figured)


@cache
def body() -> str:
    """Everything written in the sections and the colophon, one string a line."""
    return "\n".join(map(printed, strings((report().sections, report().colophon))))


def blocks() -> Iterator[BaseModel]:
    """All blocks of all sections."""
    for section in report().sections:
        yield from section.blocks


def rows() -> Iterator[tuple[str, ...]]:
    """All written table rows."""
    for block in blocks():
        if isinstance(block, TableBlock):
            for row in block.rows:
                yield tuple(printed(str(cell)) for cell in row if cell is not None)


def as_facts(metric: MetricSpec) -> dict[str, Any]:
    """The metric in the form of `facts.yaml`: what is empty is left out."""
    found: dict[str, Any] = {
        "name": metric.name,
        "value": "" if metric.value is None else str(metric.value),
        "unit": metric.unit,
        "qualifier": metric.qualifier or "",
        "modifier": metric.modifier,
        "as_of": metric.as_of or "",
        "period": metric.period,
        "rank": [
            [str(part) for part in (rank.scope, rank.position or rank.words, rank.of) if part]
            for rank in metric.rank
        ],
        "breakdown": [[str(part.count), part.scope, str(part.position)] for part in metric.breakdown],
        "section": metric.section or "",
        "at": metric.source.at if metric.source else "",
    }
    if metric.baseline:
        pair = {"value": str(metric.baseline.value), "qualifier": metric.baseline.qualifier or ""}
        found["baseline"] = {key: value for key, value in pair.items() if value}
    if metric.multiple:
        found["multiple"] = [metric.multiple.of, str(metric.multiple.factor)]
    if metric.growth:
        growth = metric.growth
        found["growth"] = [growth.label, str(growth.value), growth.unit, growth.compared_with]
    return {key: value for key, value in found.items() if value}


def filled(entry: BaseModel, keys: tuple[str, ...]) -> dict[str, str]:
    """The given fields of an entry as text, empty ones left out."""
    values = {key: getattr(entry, key) for key in keys}
    return {key: str(value).lower() if value is True else value for key, value in values.items() if value}


# ------------------------------------------------------------------ figures


@pytest.mark.parametrize("name", FACTS["metrics"])
def test_a_figure_is_as_its_source_has_it(name: str) -> None:
    """Value as typed, unit, qualifier, time, start, ranks, multiple, growth, section and place."""
    expected = {key: value for key, value in FACTS["metrics"][name].items() if key != "printed"}
    metrics = {metric.id: as_facts(metric) for metric in report().metrics}

    assert expected == metrics.get(name)


@pytest.mark.parametrize("name", FACTS["metrics"])
def test_a_figure_stands_in_the_text(name: str) -> None:
    """With its name, qualifier and unit, as printed."""
    assert [] == [form for form in FACTS["metrics"][name]["printed"] if form not in body()]


def test_all_figures_stand_in_the_table_of_figures() -> None:
    """One table takes all metrics, so that none is without its time and source."""
    assert [True] == [True for b in blocks() if isinstance(b, TableBlock) and b.metrics == "all"]


def test_no_figure_has_a_date_that_its_source_does_not_state() -> None:
    """Only one figure has a year."""
    dated = [(metric.id, metric.as_of) for metric in report().metrics if metric.as_of]
    starts = [metric.id for metric in report().metrics if metric.baseline and metric.baseline.as_of]

    assert ([("ranked_economic_indicators", "2020")], []) == (dated, starts)


def test_digits_of_running_text_come_through_references() -> None:
    """Apart from names that hold digits; sizes in the imprint are the printer's."""
    colophon = report().colophon
    assert colophon is not None
    texts = "\n".join(strings((report().sections, colophon.entries)))
    for name in FACTS["name_numbers"]:
        assert name in texts
        texts = texts.replace(name, "")

    assert [] == re.findall(r".{0,8}[0-9].{0,8}", REFERENCE.sub("", texts))


def test_two_kinds_of_count_share_no_chart() -> None:
    """Cases and persons are not to be compared."""
    together = {"discipline_cases_filed", "discipline_persons_sanctioned"}

    assert [] == [b.title for b in blocks() if isinstance(b, ChartBlock) and together & set(b.metrics)]


# ------------------------------------------------------------------ honours, milestones, names


@pytest.mark.parametrize("name", FACTS["honours"])
def test_an_honour_is_as_its_source_has_it(name: str) -> None:
    """Title, subject, body, occasion, level, kind, section and place."""
    keys = ("title", "subject", "body", "event", "level", "kind", "section")
    honours = {h.id: filled(h, keys) | {"at": h.source.at if h.source else ""} for h in report().honours}

    assert FACTS["honours"][name] == honours.get(name)


def test_honours_are_counted_by_level_and_all_printed() -> None:
    """A provincial recommendation is not counted as a national title, nor the other way round."""
    levels = Counter(honour.level for honour in report().honours)

    assert {level: int(count) for level, count in FACTS["honour_counts"].items()} == dict(levels)
    assert any(isinstance(b, HonoursBlock) and b.honours == "all" for b in blocks())


def test_the_chart_of_honours_counts_them_as_they_stand() -> None:
    """Its numbers are typed, so they are counted again here."""
    kinds = Counter(honour.kind for honour in report().honours)
    data = [b.data for b in blocks() if isinstance(b, ChartBlock) and b.data is not None]

    assert [dict(kinds)] == [
        {label: int(value or 0) for label, value in zip(d.labels, d.series[0].values, strict=True)}
        for d in data
    ]


@pytest.mark.parametrize(("item", "status"), FACTS["milestones"].items())
def test_a_milestone_has_its_status_in_a_table(item: str, status: str) -> None:
    """推进 stays 推进, 完成 stays 完成."""
    assert any(status in row[-1] and item in cell for row in rows() for cell in row[:-1])


@pytest.mark.parametrize("words", [*FACTS["projects"], *FACTS["places"], *FACTS["terms"]])
def test_words_stand_in_the_text(words: str) -> None:
    """Projects, places and set phrases, in their standard form."""
    assert words in body()


@pytest.mark.parametrize("words", FACTS["never"])
def test_words_that_are_never_printed(words: str) -> None:
    """Wrong forms and made-up arithmetic."""
    assert words not in body()


def test_no_english_word_stands_between_chinese_words() -> None:
    """GDP and the names of fonts are the only Latin words."""
    latin = {word for text in strings((report().sections, report().colophon)) for word in _latin(text)}

    assert {"GDP", "Noto", "Serif", "Sans", "SC"} == latin


def _latin(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]+", REFERENCE.sub("", text))


def test_the_eight_chapters_in_order() -> None:
    """Titles as given, each with an opener and a review."""
    chapters = [section for section in report().sections if section.kind == "chapter"]

    assert FACTS["chapters"] == [chapter.title for chapter in chapters]
    assert all(chapter.opener and chapter.key for chapter in chapters)
    assert all(any("review" in type(b).model_fields for b in chapter.blocks) for chapter in chapters)


# ------------------------------------------------------------------ photos, credits


def test_photos_have_their_captions_credit_and_chapter() -> None:
    """In the order given, all of them on the photo pages."""
    keys = ("caption", "section", "archive")

    assert FACTS["photos"] == {photo.id: filled(photo, keys) for photo in report().photos}
    assert {FACTS["photo_credit"]} == {photo.credit for photo in report().photos}
    assert any(isinstance(b, PhotoGridBlock) and b.photo_grid == "all" for b in blocks())


def test_credits_are_complete_and_in_order() -> None:
    """Roles, names in order, and what stands before and after them."""
    keys = ("role", "organisation", "prefix", "suffix")
    found = [filled(c, keys) | ({"names": list(c.names)} if c.names else {}) for c in report().credits]

    assert FACTS["credits"] == found


def test_the_cover_draws_eight_ratios_from_outside_in() -> None:
    """Largest first, all of them percentages."""
    cover = report().cover
    assert cover is not None
    assert cover.figure is not None
    metrics = {metric.id: metric for metric in report().metrics}
    values = [metrics[name].value for name in cover.figure.metrics]

    assert ["100", "100", "91.2", "70", "52.7", "40.5", "3.5", "2.5"] == [str(value) for value in values]
    assert {"%"} == {metrics[name].unit for name in cover.figure.metrics}


def test_nine_figures_make_the_overview_and_one_leads() -> None:
    """The cards of the overview spread."""
    cards = [card for b in blocks() if isinstance(b, CardsBlock) and b.place == "full" for card in b.cards]
    leads = [card.metric for card in cards if not isinstance(card, str) and card.lead]

    assert (9, ["gdp_output_per_mu"]) == (len(cards), leads)
