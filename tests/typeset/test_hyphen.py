"""Division of English words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reportgen.typeset.hyphen import divisions, hyphenation_points


@pytest.mark.parametrize("word", ["GDP", "short", "COVID", "H2O", "NATIONAL", "naïvety", "iPhones"])
def test_words_that_are_not_divided(word: str) -> None:
    assert () == divisions(word)


def test_two_letters_before_and_three_after_at_least() -> None:
    for word in ("development", "International", "economic"):
        places = divisions(word)

        assert places
        assert min(places) >= 2
        assert max(places) <= len(word) - 3


def test_the_last_word_is_left_whole() -> None:
    assert [] == hyphenation_points("国家 development。")
    assert hyphenation_points("国家 development 战略")


def test_addresses_and_words_with_figures_are_left_whole() -> None:
    assert [] == hyphenation_points("见 example.com/development、development2 和 re-development 等")


def test_patterns_load_only_when_a_word_is_divided() -> None:
    program = (
        "import sys; from reportgen.typeset.hyphen import hyphenation_points as h;"
        "h('国家 GDP'); print('pyphen' in sys.modules); h('development 国'); print('pyphen' in sys.modules)"
    )
    output = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert ["False", "True"] == output.split()


@pytest.mark.parametrize(
    "text", ["src\\development on", "name=development on", "#development on", "non‐development on"]
)
def test_codes_and_compounds_are_left_whole(text: str) -> None:
    assert [] == hyphenation_points(text)


def test_what_is_no_word_for_its_length_is_left_whole() -> None:
    assert () == divisions("a" * 100_000)
