"""Character classes and what context makes of them."""

from __future__ import annotations

import pytest

from reportgen.typeset import cjk


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("国〇𠮷", "HHH"),
        ("“「（《", "OOOO"),
        ("”」）》", "CCCC"),
        ("、，：；", "PPPP"),
        ("。．", "SS"),
        ("！？‼", "EEE"),
        ("·・", "MM"),
        ("—…⸺", "DDD"),
        ("–～", "NN"),
        ("％￥／々", "%$/I"),
        ("①Ⅲ２Ａ→", "FFFFF"),
        ("Aα7%²", "LLnar"),
        (" \u00a0\u2009\u3000", " _tK"),
        ("\u200b\u2060\ufe01\u0301", "BJVV"),
    ],
)
def test_base_classes(text: str, letters: str) -> None:
    assert letters == cjk.classify(text)


def test_marked_quotation_marks_are_western() -> None:
    assert "LqLO" == cjk.classify("n’t“", western=(1,))


@pytest.mark.parametrize(
    ("text", "before", "after", "letters"),
    [
        ("——", "H", "H", "DD"),
        ("—", "H", "H", "N"),  # 北京—上海
        ("2020—2025", "", "H", "nnnnNnnnn"),
        ("A—B", "H", "H", "LaL"),  # a dash of English
        ("·", "H", "H", "M"),
        ("A·B", "", "", "LaL"),
        ("/", "H", "H", "/"),
        ("A/B", "H", "H", "LaL"),
        ("36℃", "H", "H", "nna"),
        ("℃", "H", "H", "%"),
        ("……", "H", "", "DD"),
        ("etc…", "", "", "LLLa"),
    ],
)
def test_context_settles_ambiguous_signs(text: str, before: str, after: str, letters: str) -> None:
    assert letters == cjk.resolve(text, cjk.classify(text), before, after)


@pytest.mark.parametrize(
    ("text", "before", "after", "letters"),
    [
        (" ", "H", "H", "x"),  # between hanzi: dropped
        ("  ab", "H", "", "gxLL"),  # hanzi and Western: the gap, once
        ("5% ", "", "H", "nag"),
        ("a  b", "", "", "L xL"),  # between words: one space
        ("， a", "H", "", "PxL"),  # beside a mark: nothing
        ("(a) ", "", "H", "aLax"),  # a bracket takes no gap
        (" a ", "", "", "xLx"),  # at the paragraph's edges
        ("① a", "H", "", "F L"),
    ],
)
def test_typed_spaces(text: str, before: str, after: str, letters: str) -> None:
    assert letters == cjk.resolve(text, cjk.classify(text), before, after)


@pytest.mark.parametrize(
    ("text", "before", "after", "letters"),
    [
        (" ", "H", "H", " "),  # one between hanzi
        ("  ", "H", "H", " x"),  # and no more
        ("， ", "H", "H", "Px"),  # a mark has its own white
        (" ab", "H", "", "gLL"),  # the gap, as ever
        (" ", "", "H", "x"),  # not at an edge
    ],
)
def test_spaces_between_hanzi_may_be_kept(text: str, before: str, after: str, letters: str) -> None:
    """Rule book 3.2, the option."""
    assert letters == cjk.resolve(text, cjk.classify(text), before, after, True)
