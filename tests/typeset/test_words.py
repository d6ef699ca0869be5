"""Words for titles: a list of one's own, a dictionary, and what becomes of it where it is missing."""

from __future__ import annotations

import importlib.util
from itertools import pairwise

import pytest

import reportgen.typeset.words as module
from reportgen.core.diagnostics import ReportError
from reportgen.core.style import Align, CjkStyle, ParaStyle, TextStyle
from reportgen.core.text import StyledText
from reportgen.typeset.fonts import FontBook
from reportgen.typeset.paragraph import compose
from reportgen.typeset.words import dictionary, listed

HEADING = ParaStyle(TextStyle("body", 10.0), 18.0, Align.START, cjk=CjkStyle(avoid_particles=True))


def words_of(segment, text: str) -> list[str]:
    starts = sorted({*segment(text), 0, len(text)})
    return [text[start:end] for start, end in pairwise(starts)]


@pytest.mark.parametrize(
    ("words", "text", "parted"),
    [
        ((), "国家改革", ["国", "家", "改", "革"]),
        (("改革",), "国家改革", ["国", "家", "改革"]),
        (("改革", "改革开放"), "改革开放改革", ["改革开放", "改革"]),  # the longest first
        (("1+5", "a.c"), "有1+5和abc", ["有", "1+5", "和", "a", "b", "c"]),  # no pattern
        (("", "国"), "国国", ["国", "国"]),
    ],
)
def test_listed_words_and_no_others(words, text, parted):
    assert parted == words_of(listed(words), text)


def test_the_dictionary_knows_words_and_takes_ones_own():
    """`集聚区` is none of its words."""
    text = "雁峰区现代服务业集聚区建设"

    assert ["雁峰区", "现代", "服务业", "集聚", "区", "建设"] == words_of(dictionary(), text)
    assert ["雁峰区", "现代", "服务业", "集聚区", "建设"] == words_of(dictionary(["集聚区"]), text)


def test_a_missing_dictionary_is_an_error_with_cures(monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda name: None)

    with pytest.raises(ReportError) as caught:
        dictionary()

    (found,) = caught.value.diagnostics
    assert found.code == "text.no-dictionary"
    assert 'pip install "reportgen[words]"' in found.hints[0].en
    assert importlib.util.find_spec("rjieba") is not None  # what the tests need is there


def test_a_short_title_asks_nobody(em_book: FontBook):
    """The dictionary is opened for what turns only."""
    asked: list[str] = []

    def segment(text: str) -> list[int]:
        asked.append(text)
        return []

    compose(StyledText("国家改革"), HEADING, 100.0, em_book, segment=segment)
    assert [] == asked
    compose(StyledText("国家改革开放经济发展"), HEADING, 80.0, em_book, segment=segment)
    assert ["国家改革开放经济发展"] == asked
