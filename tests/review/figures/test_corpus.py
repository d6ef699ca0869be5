"""Two hundred correct sentences hardly raise a word, a hundred planted mistakes are all found."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from checked import lines, review, said_of

CORPUS = Path(__file__).parents[1] / "corpus"
CORRECT = yaml.safe_load((CORPUS / "correct.yaml").read_text("utf-8"))
PLANTED = yaml.safe_load((CORPUS / "planted.yaml").read_text("utf-8"))["errors"]
ALLOWED = {"allow": ["十件民生实事"]}


def test_correct_prose_raises_fewer_false_alarms_than_one_in_a_hundred(tmp_path):
    sentences = CORRECT["sentences"]
    found = review(tmp_path, sentences, CORRECT["metrics"], review=ALLOWED)
    alarmed = {lines(tmp_path)[span.line - 1] for item in found for span in (item.span, *item.also) if span}

    assert len(sentences) >= 200
    assert len(set(sentences)) == len(sentences)
    assert len(alarmed) * 100 < len(sentences), "\n".join(map(str, found))


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    return folder, review(folder, [error["text"] for error in PLANTED], CORRECT["metrics"])


@pytest.mark.parametrize("error", PLANTED, ids=[error["text"] for error in PLANTED])
def test_every_planted_mistake_is_found(planted, error):
    folder, found = planted

    assert error["code"] in [item.code for item in said_of(folder, found, error["text"])]


def test_there_are_at_least_a_hundred_planted_mistakes():
    assert len({error["text"] for error in PLANTED}) >= 100
