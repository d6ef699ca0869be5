"""What changed between rounds, and what is held against the freeze."""

from __future__ import annotations

from dataclasses import replace

from reportgen.review.rounds import (
    Departure,
    ExceptionMade,
    Frozen,
    Item,
    PageText,
    Round,
    SignedFile,
    What,
    changes,
    departures,
    moves,
    uncovered,
)
from reportgen.review.rounds_verified import verified

A = Item("a", "达标率", "40.5%", ("40.5%",), "2029年", "公报", ("3", "4"))
B = Item("b", "占比", "不足1%", ("不足1%",), "", "公报", ("4",))
FIRST = Round("一校", "2030-01-01", (SignedFile("x.pdf", "aa"),), (A, B), (PageText("1", "达标率 40.5% 好"),))


def test_one_edit_is_one_change():
    """F02: one item edited, one listed; a lost qualifier is an edit."""
    edited = replace(B, printed="1%", forms=("1%",))

    assert [(What.CHANGED, "b")] == [(each.what, each.item.metric) for each in changes((A, B), (A, edited))]
    assert () == changes((A, B), (A, B))


def test_new_and_gone_items_are_told():
    found = changes((A,), (B,))

    assert [(What.NEW, "b"), (What.GONE, "a")] == [(each.what, each.item.metric) for each in found]


def test_an_item_on_another_page_has_moved_and_not_changed():
    """F03: the pages before and after."""
    moved = replace(A, pages=("3", "5"))

    assert () == changes((A, B), (moved, B))
    assert [("a", ("3", "4"), ("3", "5"))] == [
        (each.item.metric, each.old, each.new) for each in moves((A, B), (moved, B))
    ]
    assert () == moves((A, B), (A, B))


def test_a_file_of_the_last_round_is_good():
    """F01, good: the digest is on record."""
    found = verified([FIRST], "aa", (), None)

    assert found.is_good
    assert ((), ()) == (found.items, found.pages)


def test_another_file_tells_what_differs():
    """F01, bad: items with old and new form, and the stretch of the page."""
    edited = replace(A, printed="41.2%", forms=("41.2%",))
    found = verified([FIRST], "bb", (PageText("1", "达标率 41.2% 好"),), (edited, B))

    assert not found.is_good
    assert [("40.5%", "41.2%")] == [(each.old.printed, each.new.printed) for each in found.items]
    assert [("1", "达标率40.5%好", "达标率41.2%好")] == [(p.page, p.old, p.new) for p in found.pages]


def test_a_file_of_unknown_making_is_judged_by_its_pages():
    signed = replace(FIRST, pages=(PageText("3", "40.5%"), PageText("4", "40.5% 不足1%")))
    found = verified([signed], "bb", (PageText("3", "40.5%"), PageText("4", "40.5% 1%")), None)

    assert ["b"] == [each.item.metric for each in found.items]


def test_a_file_of_an_earlier_round_is_not_the_last():
    """F01: signed once, and superseded."""
    second = replace(FIRST, name="二校", files=(SignedFile("x.pdf", "cc"),), items=(A,))
    found = verified([FIRST, second], "aa", FIRST.pages, None)

    assert (True, False, False) == (found.is_signed, found.is_last, found.is_good)
    assert [What.GONE] == [each.what for each in found.items]


def test_pages_that_came_or_went_are_told():
    found = verified([FIRST], "bb", (*FIRST.pages, PageText("2", "新页")), (A, B))

    assert [("2", "", "新页")] == [(page.page, page.old, page.new) for page in found.pages]


OLD = Frozen("达标率", "40.5%", (("value", "40.5"), ("unit", "%")))


def test_only_what_differs_departs_from_the_freeze():
    """F13: a value, a qualifier, a new and a dropped figure."""
    new = Frozen("达标率", "不足40.5%", (("value", "40.5"), ("qualifier", "不足"), ("unit", "%")))

    assert () == departures({"a": OLD}, {"a": OLD})
    assert [("a", "40.5%", "不足40.5%", ("qualifier",))] == [
        (each.metric, each.old, each.new, each.fields) for each in departures({"a": OLD}, {"a": new})
    ]
    assert [("b", ""), ("a", "40.5%")] == [(d.metric, d.old) for d in departures({"a": OLD}, {"b": OLD})]


def test_an_exception_allows_a_figure_as_it_was_then_and_no_other():
    """F13: a second edit needs a second reason."""
    once = Departure("a", "达标率", "40.5%", "41%", ("value",), (("value", "41"),))
    again = replace(once, new="42%", state=(("value", "42"),))
    made = [ExceptionMade("2030", "更正", (once,))]

    assert () == uncovered([once], made)
    assert (again,) == uncovered([again], made)
