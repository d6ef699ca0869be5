"""Term lists at work: B01 wrong forms, B03 terms out of their time; citations, folds, stress, allowances."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_samples import HEAD, review, review_spec, said

from reportgen.core.diagnostics import Severity
from reportgen.review.words import Terms
from reportgen.review.words.matching import Finder, pattern_of
from reportgen.review.words.terms import standing
from reportgen.spec.terms import Term

DATED = Terms(
    (
        Term("旧提法", valid_until="2021-11-24", successor="新提法", passes_in=("旧提法研究会",)),
        Term("后来的提法", valid_from="2026-09"),
    )
)
UNDATED_HEAD = HEAD.replace(", date: 2026-08", "")


def test_b01_a_wrong_form_is_an_error_with_the_right_one():
    """B01: 当家做主 -> error with 当家作主, at its place; 当家作主 passes."""
    [found] = review("人民当家做主。")

    assert (Severity.ERROR, "review.term") == (found.severity, found.code)
    assert "当家作主" in found.message.zh
    assert found.span is not None
    assert (8, 13, 4) == (found.span.line, found.span.column, found.span.length)
    assert [] == review("人民当家作主。")


def test_one_finding_tells_of_all_places():
    [found] = review("当家做主，再说当家做主。")

    assert "共 2 处" in found.message.zh
    assert [11, 18] == [span.column for span in (found.span, *found.also) if span]


@pytest.mark.parametrize(
    "typed",
    [
        "人民当家\n做主。",
        "人民当家  \n  做主。",
        "人民当家**做主**。",
        "人民**当家**做主。",
        "人民 当 家 做 主。",
    ],
)
def test_folds_blanks_and_stress_hide_nothing(typed):
    """B09: what a reader sees as one word is one word."""
    assert [("error", "review.term")] == said(review(typed))


@pytest.mark.parametrize("typed", ["当家\n\n做主", "当家，做主", "当家`x`做主", "当家\u3000做主"])
def test_what_does_not_belong_together_is_not_joined(typed):
    assert [] == said(review(typed))


def test_markup_is_no_text():
    """References, code and targets of links are not read."""
    assert [] == said(review("见`当家做主`，[此处](http://a.cn/按装)。"))


@pytest.mark.parametrize("typed", ["《当家做主》一书", "“人民当家做主是社会主义民主的本质和核心”"])
def test_what_is_quoted_is_a_note(typed):
    """A title and somebody else's sentence keep their words."""
    assert [("note", "review.term")] == said(review(typed))


def test_a_block_that_quotes_is_a_quotation():
    spec = f"{HEAD}sections: [{{id: s, title: 章, blocks: [{{quote: 当家做主, by: 某人}}]}}]\n"

    assert [("note", "review.term")] == said(review_spec(spec))


def test_a_term_in_quotation_marks_is_no_quotation():
    assert [("error", "review.term")] == said(review("坚持“两个围护”。"))


def test_what_the_editor_allows_passes():
    """`review.allow` covers what stands inside it, and no more."""
    top = "review: {allow: [按装公司]}\n"

    assert [] == said(review("某按装公司成立。", top))
    assert [("error", "review.term")] == said(review("公司按装设备。", top))


def test_a_word_may_be_right_with_another_in_its_sentence():
    """既使……又使…… is no slip for 即使; in another sentence 又 does not help."""
    assert [] == said(review("既使老人放心，又使子女省心。"))
    assert [("warning", "review.term")] == said(review("既使下雨也不停工。天又晴了。"))


def test_a_list_may_count_for_some_kinds_of_publication_only():
    terms = Terms((Term("编者", wrong=("笔者",), publications=("internal",)),))
    cover = "cover: {name: 某区}\n"

    assert "review.term" in dict(
        map(reversed, said(review("笔者认为。", "review: {publication: internal}\n" + cover, terms)))
    )
    assert [] == said(review("笔者认为。", "review: {publication: open}\n", terms))


def test_later_lists_stand_over_earlier_ones():
    terms = Terms((Term("甲词", wrong=("错词",)), Term("乙词", wrong=("错词",), level=Severity.ERROR)))
    [found] = review("错词。", terms=terms)

    assert (Severity.ERROR, True) == (found.severity, "乙词" in found.message.zh)


def test_b03_a_term_after_its_time_is_a_warning_with_its_successor():
    """B03: valid_until before the report's date -> warning and successor; inside a longer right word: not."""
    [found] = review("旧提法。旧提法研究会。", terms=DATED)

    assert (Severity.WARNING, "review.dated-term") == (found.severity, found.code)
    assert "新提法" in found.hints[0].zh
    assert () == found.also


def test_b03_in_its_time_a_term_passes():
    head = HEAD.replace("2026-08", "2021-11-24")

    assert [] == said(review("旧提法。", terms=DATED, head=head))


def test_b03_a_term_before_its_time():
    assert [("warning", "review.dated-term")] == said(review("后来的提法。", terms=DATED))


def test_b03_without_a_date_terms_of_a_time_are_noted_once():
    """No date is invented: one note names them all."""
    [found] = review("旧提法，后来的提法，旧提法。", terms=DATED, head=UNDATED_HEAD)

    assert (Severity.NOTE, "review.undated-terms") == (found.severity, found.code)
    assert "旧提法、后来的提法" in found.message.zh
    assert 2 == len(found.also)


def test_the_date_of_the_book_counts_before_that_of_the_congress():
    head = HEAD.replace("organisation", "date: 2021-01, organisation")

    assert [] == said(review("旧提法。", terms=DATED, head=head))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2021-11-24", ""),
        ("2021-11-25", "after"),
        ("2021-12", "after"),
        ("2022", "after"),
        ("2021", ""),  # before or after: not known
        ("2021-11", ""),
        ("2020-06-30", ""),
        ("2020-06", ""),
        ("2020-05-31", "before"),
        ("2019", "before"),
    ],
)
def test_dates_are_compared_as_far_as_both_go(date, expected):
    term = Term("词", valid_from="2020-06", valid_until="2021-11-24")

    assert expected == standing(term, date)


def test_built_in_dated_terms_as_anomaly_a11_of_the_seed():
    """新冠肺炎 and “三高四新”战略 in a report of 2026: each a warning; the later name passes."""
    found = review("抗击新冠肺炎疫情，落实“三高四新”战略。")

    assert [("warning", "review.dated-term")] * 2 == said(found)
    assert [] == said(review("新型冠状病毒感染防控，“三高四新”战略定位和使命任务。"))


def test_texts_outside_prose_are_read_too():
    """Names of metrics, titles, captions, tables: all that reaches paper."""
    found = review_spec(
        f"{HEAD}metrics: [{{id: a, name: 渡假人数, value: 1, unit: 人, as_of: 2020}}]\n"
        "sections:\n  - id: s\n    title: 布署\n    blocks:\n"
        "      - {table: 表, columns: [{head: 帐户}, {head: '{{ a }}'}], rows: [[侯车, 1]]}\n"
    )

    assert {"布署", "帐户", "侯车"} == {
        item.message.zh[1:3] for item in found if item.severity is Severity.ERROR
    }


def found(words: list[str], text: str) -> list[str]:
    return [match[0] for match in Finder(words).find(text)]


def test_words_are_found_leftmost_and_longest():
    assert ["甲乙", "甲乙丙丁", "乙丙", "甲"] == found(
        ["甲", "甲乙", "甲乙丙丁", "乙丙", ""], "甲乙戊甲乙丙丁乙丙甲"
    )
    assert ["甲乙丙丁"] == found(["甲乙", "甲乙丙丁", "乙丙"], "甲乙丙丁甲丙")
    assert [] == found([], "甲")


def test_marks_of_expressions_are_plain_in_words():
    assert ["(x)", "a*", "a.b", "^]"] == found(["a.b", "(x)", "a*", "^]", "]-"], "acb(x)a*a.b^]")


@given(st.lists(st.text("甲乙丙]^-", max_size=4), max_size=8), st.text("甲乙丙丁]^-", max_size=30))
def test_the_finder_finds_what_one_expression_finds(words, text):
    pattern = pattern_of(words)

    assert (pattern.findall(text) if pattern else []) == found(words, text)
