"""Chinese and Western quotation marks."""

from __future__ import annotations

import pytest

from reportgen.typeset.quotes import resolve


def western(text: str, **options: str) -> str:
    """The marks of `text` found to be Western, others as dots."""
    found = resolve(text, **options).western
    return "".join(char if i in found else "." for i, char in enumerate(text) if char in "“”‘’")


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("他说“你好”，走了", ".."),
        ("“十四五”以来", ".."),
        ("推进“Internet+”行动", ".."),  # Chinese outside, Western inside
        ("he said “yes” and left", "“”"),
        ("他写道“He said ‘no’ to me”，", ".‘’."),
        ("don’t stop", "’"),
        ("the 1990’s", "’"),
        ("我们don’t知道", "’"),
        ("“”", ".."),  # no context: the locale
        ("“All” is well", "“”"),  # one side is the edge, the paragraph is English
        ("“GDP” 增长", ".."),
    ],
)
def test_context_decides(text: str, marks: str) -> None:
    assert marks == western(text)


def test_both_marks_of_a_pair_agree() -> None:
    """Hanzi before, Latin behind: the pair is Chinese as a whole."""
    assert ".." == western("国“yes” and")


def test_the_locale_decides_without_context() -> None:
    assert "“”" == western("“…”", locale="en")


def test_marked_up_language_overrides() -> None:
    text = "国“ab”国"

    assert frozenset({1, 4}) == resolve(text, [(1, 5, "en")]).western
    assert frozenset() == resolve("a “b” c", [(0, 7, "zh-Hans")]).western


def test_unpaired_marks_are_named_and_follow_the_nearer_side() -> None:
    found = resolve("国家“经济 and ‘more")

    assert (2, 10) == found.unpaired
    assert frozenset({10}) == found.western


def test_a_stray_mark_does_not_disturb_the_pair_around_it() -> None:
    found = resolve("“国‘家”")

    assert (2,) == found.unpaired
    assert frozenset() == found.western
