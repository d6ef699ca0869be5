"""Rules on bookmarks, page labels, goals and languages."""

from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from toolkit import Change, broken, case, check, found, good
from trees import link, located, nth, put, setting, with_link

from reportgen.preflight.languages import is_language


def goes_to(*destination: Any) -> Change:
    """Let the link go to a destination."""
    value = destination[0] if len(destination) == 1 else Array(list(destination))
    return with_link(A=Dictionary(S=Name.GoTo, D=value))


def many_pages(pdf: Pdf) -> None:
    """Twenty-one pages without bookmarks."""
    while len(pdf.pages) < 21:
        pdf.pages.append(pdf.pages[0])
    put(pdf.Root, Outlines=None)


def labelled(*nums: Any) -> Change:
    """Give the file these page labels."""
    return lambda pdf: put(pdf.Root, PageLabels=pdf.make_indirect(Dictionary(Nums=Array(list(nums)))))


CASES = {
    "preflight.no-language": case("web", lambda pdf: put(pdf.Root, Lang=None), page=0),
    "preflight.bad-language": located("web", setting("P", 2, Lang=String("中文")), nth("P", 2), page=3),
    "preflight.no-bookmarks": case("web", many_pages, page=0, severity="warning"),
    "preflight.bookmark-broken": located(
        "web",
        lambda pdf: put(pdf.Root.Outlines.First, Title=None),
        lambda pdf: pdf.Root.Outlines.First,
        severity="warning",
    ),
    "preflight.dead-goal": located("web", goes_to(String("nowhere")), link, page=2, severity="warning"),
    "preflight.page-labels": located(
        "web",
        labelled(0, Dictionary(S=Name.X)),
        lambda pdf: pdf.Root.PageLabels,
        severity="warning",
    ),
}


def messages(change: Change, code: str, kind: Any = "web") -> list[str]:
    return [finding.message.en for finding in found(check(broken(good(kind), change)), code)]


# ------------------------------------------------------------------ language


@pytest.mark.parametrize(
    "tag",
    ["zh", "zh-CN", "zh-Hant-HK", "en-GB-oxendict", "de-1996", "sl-rozaj", "x-own", "i-klingon", "es-419"],
)
def test_language_tags(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["", "z", "中文", "zh_CN", "zh-", "chinese-simplified", "zh CN", "en-US-"])
def test_what_is_no_language_tag(tag: str) -> None:
    assert not is_language(tag)


def test_elements_may_say_the_language_if_nothing_else_needs_it() -> None:
    """Bookmarks are in a language too, and have none but that of the file."""

    def change(pdf: Pdf) -> None:
        put(pdf.Root, Lang=None)
        setting("Document", Lang=String("zh-CN"))(pdf)

    def unmarked(pdf: Pdf) -> None:
        change(pdf)
        put(pdf.Root, Outlines=None)

    assert 1 == len(messages(change, "preflight.no-language"))
    assert [] == messages(unmarked, "preflight.no-language")


def test_the_language_of_the_file_must_be_well_formed() -> None:
    assert ['Lang in the catalogue is "zh_CN"'] == messages(
        lambda pdf: put(pdf.Root, Lang=String("zh_CN")), "preflight.bad-language"
    )


# ------------------------------------------------------------------ goals


def test_named_goals_are_looked_up() -> None:
    def change(pdf: Pdf) -> None:
        goal = Array([pdf.pages[3].obj, Name.Fit])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("a"), Dictionary(D=goal)])))
        pdf.Root.Dests = Dictionary(b=goal)

    def going(destination: Any) -> Change:
        return lambda pdf: (change(pdf), goes_to(destination)(pdf))

    code = "preflight.dead-goal"

    assert [] == messages(going(String("a")), code)
    assert [] == messages(going(Name.b), code)
    assert ['a link goes to "c", which is not in the file'] == messages(going(String("c")), code)


def test_a_page_that_is_not_in_the_file_is_no_goal() -> None:
    def change(pdf: Pdf) -> None:
        stray = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 9, 9])))
        goes_to(stray, Name.Fit)(pdf)

    code = "preflight.dead-goal"

    assert ["a link goes to a page that is not in the file"] == messages(change, code)
    assert ["a link goes to a page that is not in the file"] == messages(goes_to(3, Name.Fit), code)


def test_bookmarks_and_the_opening_action_have_goals_too() -> None:
    def change(pdf: Pdf) -> None:
        first = pdf.Root.Outlines.First
        put(first, Dest=String("gone"))
        pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([9, Name.Fit]))

    assert [
        'the bookmark "第1章" goes to "gone", which is not in the file',
        "the opening action goes to a page that is not in the file",
    ] == messages(change, "preflight.dead-goal")


def test_links_to_elsewhere_have_no_goal_here() -> None:
    assert [] == messages(
        with_link(A=Dictionary(S=Name.GoToR, F=String("b.pdf"), D=Array([0, Name.Fit]))),
        "preflight.dead-goal",
    )


# ------------------------------------------------------------------ bookmarks, labels


def test_bookmarks_in_circles_come_to_an_end() -> None:
    def change(pdf: Pdf) -> None:
        first = pdf.Root.Outlines.First
        put(first.Next, Next=first)

    assert ["the bookmarks go in circles"] == messages(change, "preflight.bookmark-broken")


@pytest.mark.parametrize(
    ("nums", "expected"),
    [
        ((0, Dictionary(S=Name.r), 2, Dictionary(S=Name.D, St=1)), []),
        ((0, Dictionary(P=String("封面"))), []),
        ((1, Dictionary(S=Name.D)), ["page labels: they do not begin with the first page"]),
        ((0, Dictionary(S=Name.D, St=0)), ["page labels: the numbers from page 1 on begin below 1"]),
        (
            (0, Dictionary(S=Name.D), 3, Dictionary(S=Name.D), 2, Dictionary(S=Name.D)),
            ["page labels: they are not in the order of pages"],
        ),
    ],
)
def test_page_labels(nums: tuple[Any, ...], expected: list[str]) -> None:
    assert expected == messages(labelled(*nums), "preflight.page-labels")
