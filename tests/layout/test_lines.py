"""Where a page may end inside a paragraph, by the numbers of its lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_boxes import text

from reportgen.core.paged import NodeId
from reportgen.layout.boxes import Outcome
from reportgen.layout.lines import LineControl, Lone, Stray, Subject

STRICT = LineControl(is_strict=True)


@pytest.mark.parametrize(
    ("lines", "fitting", "placed"),
    [(6, 5, 4), (6, 4, 4), (6, 2, 2), (6, 1, 0), (4, 3, 2), (3, 2, 0), (2, 1, 0), (5, 9, 5), (1, 1, 1)],
)
def test_two_lines_on_either_side(lines: int, fitting: int, placed: int):
    assert placed == LineControl().legal(lines, fitting)


@pytest.mark.parametrize(
    ("orphans", "widows", "fitting", "placed"),
    [(1, 1, 7, 7), (1, 1, 1, 1), (3, 2, 2, 0), (3, 2, 3, 3), (2, 3, 7, 5), (4, 4, 5, 4), (4, 4, 3, 0)],
)
def test_the_theme_says_how_many(orphans: int, widows: int, fitting: int, placed: int):
    """Of a paragraph of eight lines."""
    assert placed == LineControl(orphans, widows).legal(8, fitting)


def test_what_lines_are_held_back_for():
    """And whether a line more or less in the paragraph itself would help."""
    control, one = LineControl(), Subject(NodeId("sections.a"))

    assert Stray(Lone.ORPHAN, one) == control.held(one, 6, 1)
    assert Stray(Lone.ORPHAN, one, (-1,)) == control.held(one, 2, 1)
    assert Stray(Lone.WIDOW, one, (-1, 1)) == control.held(one, 6, 5)
    assert Stray(Lone.WIDOW, one, (-1, 1)) == control.held(one, 3, 2)
    assert Stray(Lone.WIDOW, one, (-1,)) == LineControl(2, 3).held(one, 6, 5)
    assert [None] * 4 == [control.held(one, 6, fitting) for fitting in (0, 2, 4, 6)]


def test_what_stands_alone_on_paper():
    control = LineControl()

    assert (Lone.ORPHAN,) == control.left(0, 1, 6)
    assert (Lone.WIDOW,) == control.left(5, 6, 6)
    assert [()] * 5 == [
        control.left(*part) for part in ((0, 2, 6), (4, 6, 6), (0, 1, 1), (2, 3, 6), (0, 6, 6))
    ]


def test_on_a_strict_grid_a_page_ends_anywhere():
    """No line is held back; what is alone is still known."""
    assert [1, 2, 5] == [STRICT.legal(6, fitting) for fitting in (1, 2, 5)]
    assert STRICT.held(Subject(), 6, 1) is None
    assert (Lone.ORPHAN,) == STRICT.left(0, 1, 6)
    assert not any(STRICT.keeps(number, 6) for number in range(6))


@pytest.mark.parametrize("control", [LineControl(), LineControl(1, 1), LineControl(3, 1), STRICT])
def test_a_heading_keeps_two_lines_or_all(control: LineControl):
    """Whatever may end a page: two body lines stand below a heading (rule book 10.4)."""
    assert max(2, control.first) == control.least(20)
    assert 1 == control.least(1)


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 20), st.integers(0, 24))
def test_rows_and_paragraphs_agree(orphans: int, widows: int, lines: int, fitting: int):
    """A break that the rows of a paragraph allow is the one that `legal` finds."""
    control = LineControl(orphans, widows)
    count = min(fitting, lines)
    while 0 < count < lines and control.keeps(count - 1, lines):
        count -= 1

    assert control.legal(lines, fitting) == count


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 20), st.integers(0, 50))
def test_a_box_leaves_nothing_alone_and_tells_why_it_holds_back(
    orphans: int, widows: int, lines: int, room: int
):
    box = text(lines, node="sections.a", control=LineControl(orphans, widows))
    fit = box.fit(room)

    assert fit.part is None or () == fit.part.strays
    placed = fit.part.height // 2 if fit.part else 0
    assert (fit.held is not None) == (placed < min(lines, room // 2))
    if fit.held:
        assert NodeId("sections.a") == fit.held.subject.node
    if fit.outcome is Outcome.SPLIT:
        assert orphans <= placed <= lines - widows


def test_what_must_go_on_an_empty_page_goes_and_is_known():
    """A page of one line: the paragraph breaks where it never should, and says so."""
    fit = text(3).fit(2, force=True)

    assert fit.part is not None
    assert [Lone.ORPHAN] == [stray.kind for stray in fit.part.strays]
    assert fit.held is None
