"""Every anomaly of a district feature, A1 to A14, is found once, at its place; none when put right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from reportgen.core.diagnostics import Diagnostic
from reportgen.pipeline.checking import check

HERE = Path(__file__).parent / "anomalies"
# What is found for each, and in which line of with.yaml.
EXPECTED = {
    "A1": ("figures.sum-mismatch", 23),
    "A4": ("review.mixed-numerals", 85),
    "A5": ("review.mixed-counts", 39),
    "A6": ("spec.honour-open", 64),
    "A7": ("figures.undated", 17),
    "A8": ("figures.bound-baseline", 33),
    "A9": ("figures.comparison-without-value", 48),
    "A10": ("spec.photo-elsewhere", 83),
    "A12": ("spec.congress-open", 9),
    "A13": ("spec.honour-open", 74),
    "A14": ("figures.shared-source", 52),
}
OF_WORDS = {
    "A2": ("review.foreign-word", 107),
    "A3": ("review.term", 106),
    "A11": ("review.dated-term", 85),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict[str, tuple[Diagnostic, ...]]:
    folder = tmp_path_factory.mktemp("anomalies")
    Image.new("RGB", (900, 600), "white").save(folder / "island.png")
    return {
        name: check(Path(shutil.copy(HERE / f"{name}.yaml", folder))).findings for name in ("with", "without")
    }


def codes_and_lines(found: tuple[Diagnostic, ...]) -> list[tuple[str, int]]:
    return [(item.code, item.span.line if item.span else 0) for item in found]


@pytest.mark.parametrize("anomaly", EXPECTED)
def test_each_anomaly_of_facts_and_figures_is_found_once_at_its_place(found, anomaly):
    assert 1 == codes_and_lines(found["with"]).count(EXPECTED[anomaly])


@pytest.mark.parametrize("anomaly", OF_WORDS)
def test_each_anomaly_of_words_is_found_once_at_its_place(found, anomaly):
    assert 1 == codes_and_lines(found["with"]).count(OF_WORDS[anomaly])


def test_nothing_else_is_found(found):
    known = {*EXPECTED.values(), *OF_WORDS.values()}

    assert [] == [each for each in codes_and_lines(found["with"]) if each not in known]


def test_the_report_put_right_has_none_of_them(found):
    assert () == found["without"]


def test_a7_and_a4_name_all_their_places(found):
    """One finding for a kind; the further places are told with it."""
    styles = [item for item in found["with"] if item.code == "review.mixed-numerals"]

    assert [[108]] == [[span.line for span in item.also] for item in styles]
