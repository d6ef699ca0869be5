"""How pages end: widows and orphans are mended in the rule book's order (10.3), facing pages end together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_boxes import PAGE, lines_on, paragraph, steps, text

from reportgen.content.blocks import Place
from reportgen.core.paged import NodeId
from reportgen.layout.boxes import ParagraphBox, Part, SolidBox, Spacing
from reportgen.layout.flow import Step
from reportgen.layout.lines import LineControl, Lone
from reportgen.layout.spreads import run

FULL = text(90)  # what follows goes on for pages


def pages(*boxes: ParagraphBox, first_recto: bool = True) -> list[list[int]]:
    return [lines_on(page) for page in run(steps(*boxes), PAGE, first_recto=first_recto)]


# ------------------------------------------------------------------ looseness


def test_the_paragraph_that_breaks_is_set_a_line_shorter():
    """Three lines are left, a paragraph of four would leave a widow: in three lines it stands whole."""
    assert [33, 3] == pages(text(33), text(4, -1, 1), FULL)[0]


def test_or_a_line_longer():
    """In five lines it breaks after the third."""
    assert [[33, 3], [2, 34]] == pages(text(33), text(4, 1), FULL)[:2]


def test_a_line_alone_at_the_foot_is_mended_by_the_paragraph_above():
    """One line is left. The paragraph that would break there cannot help, the one above takes the line."""
    assert [20, 16] == pages(text(20), text(15, 1), text(5), FULL)[0]
    assert [20, 14, 2] == pages(text(20), text(15, -1, 1), text(5), FULL)[0]


def test_the_nearest_paragraph_is_taken_first():
    assert [10, 10, 16] == pages(text(10, 1), text(10, 1), text(15, 1), text(5), FULL)[0]
    assert [10, 11, 15] == pages(text(10, 1), text(10, 1), text(15), text(5), FULL)[0]


def test_the_paragraph_that_breaks_comes_before_those_above():
    """Both could mend the page."""
    assert [33, 3] == pages(text(33, -1, 1), text(4, -1, 1), FULL)[0]


def test_two_lines_short_takes_two_paragraphs():
    """A paragraph of three lines on two: both paragraphs above it give a line."""
    assert [18, 18] == pages(text(17, 1), text(17, 1), text(3), FULL)[0]


def test_a_paragraph_begun_on_an_earlier_page_stays_as_it_is():
    """Its end stands on this page, and to set it anew would change the page before."""
    begun = text(69, -1, 1)  # 36 lines, then 33
    found = run(steps(begun, text(4), FULL), PAGE)

    assert [[36], [33, 2]] == [lines_on(page) for page in found[:2]]


def test_a_paragraph_over_three_pages_stays_as_it_is():
    """36, 36 and one line, which would be a widow: the spread is feathered, the paragraph not touched."""
    found = run(steps(text(73, -1, 1), FULL), PAGE, first_recto=False)

    assert [[35], [35], [3, 33]] == [lines_on(page) for page in found[:3]]


def test_nothing_is_set_anew_where_nothing_is_held_back():
    def never(by: int) -> None:
        pytest.fail("a variant was asked for without need")

    box = replace(text(6), variant=never)

    assert [[6] * 6, [6] * 6, [6] * 4] == pages(*[box] * 16)


def test_a_paragraph_that_could_not_help_is_not_asked():
    """One line of five is left alone, and would be of four or six."""

    def never(by: int) -> None:
        pytest.fail("a variant was asked for that changes nothing")

    assert [20, 16] == pages(text(20), text(15, 1), replace(text(5), variant=never), FULL)[0]
    assert [20, 15] == pages(text(20), text(15), replace(text(5), variant=never), FULL)[0]


def test_every_paragraph_is_changed_only_once():
    """What was set longer for one page is not set longer still for the next."""
    asked: list[int] = []

    def variant(by: int) -> object:
        asked.append(by)
        return paragraph(4 + by) if by == 1 else None

    boxes = [text(33), replace(text(4), variant=variant), text(33), text(4), FULL]

    assert [[33, 3], [2, 33]] == pages(*boxes)[:2]
    assert [-1, 1] == asked


def test_a_page_is_not_mended_at_the_cost_of_what_stands_beside():
    """A line more at the head of the page would move both boxes of the side column down, and one off."""
    first, second = (
        SolidBox(Part(height, lambda x, y: []), Place.SIDE, Spacing(2, 2)) for height in (36, 24)
    )
    boxes = [Step(text(5, 1)), Step(text(14), (first,)), Step(text(16), (second,)), Step(text(5)), Step(FULL)]
    found = run(boxes, PAGE)

    assert [5, 14, 18, 16, 12] == lines_on(found[0])
    assert PAGE - 2 == found[0].main
    assert [6, 14, 16] == lines_on(run([Step(s.box) for s in boxes], PAGE)[0])


# ------------------------------------------------------------------ facing pages


def test_both_pages_of_a_spread_end_one_line_higher():
    """The verso is short by a line that cannot be mended; the recto ends with it."""
    verso, recto, after = run(steps(text(33), text(4), FULL), PAGE, first_recto=False)[:3]

    assert [33, 2] == lines_on(verso)
    assert [2, 33] == lines_on(recto)
    assert [PAGE - 2, PAGE - 2, PAGE] == [page.main for page in (verso, recto, after)]
    assert (None, None) == (verso.held, recto.held)


def test_the_verso_follows_the_recto_too():
    """The recto is short; the verso, full before, gives it a line."""
    verso, recto = run(steps(text(30), text(8), text(29), text(6), FULL), PAGE, first_recto=False)[:2]

    assert [[30, 5], [3, 29, 3]] == [lines_on(page) for page in (verso, recto)]
    assert (None, None) == (verso.held, recto.held)


def test_pages_of_different_leaves_do_not_wait_for_each_other():
    """A recto and the verso behind it are never seen together."""
    recto, verso = run(steps(text(33), text(4), FULL), PAGE, first_recto=True)[:2]

    assert [PAGE - 2, PAGE] == [recto.main, verso.main]
    assert recto.held is None


def test_a_page_facing_the_end_of_the_section_may_be_a_line_short():
    verso, recto = run(steps(text(33), text(4), text(20)), PAGE, first_recto=False)

    assert [PAGE - 2, 44] == [verso.main, recto.main]
    assert verso.held is None


def test_no_page_is_shortened_to_push_two_lines_over():
    """The recto ends the section on its last line: one line less would begin another page."""
    verso, recto = run(steps(text(33), text(4, node="sections.a"), text(34)), PAGE, first_recto=False)

    assert [PAGE - 2, PAGE] == [verso.main, recto.main]
    assert verso.held is not None
    assert (Lone.WIDOW, NodeId("sections.a")) == (verso.held.kind, verso.held.subject.node)


def test_two_lines_short_is_left_and_told():
    """A paragraph of three lines on two: more than a page is feathered by."""
    verso, recto = run(steps(text(34), text(3, node="sections.b"), FULL), PAGE, first_recto=False)[:2]

    assert [68, PAGE] == [verso.main, recto.main]
    assert verso.held is not None
    assert (Lone.WIDOW, NodeId("sections.b")) == (verso.held.kind, verso.held.subject.node)
    assert recto.held is None


def test_a_page_before_a_break_to_an_odd_page_faces_a_blank():
    """The odd page after it is no part of its spread, and what follows counts from there."""
    boxes = [Step(text(20)), Step(text(33), breaks=True, recto=True), Step(text(4)), Step(FULL)]
    found = run(boxes, PAGE, first_recto=False)

    assert found[0].asks_recto
    # the page after the break is a recto: it may end a line short, and the verso behind it is full
    assert [40, PAGE - 2, PAGE] == [page.main for page in found[:3]]


# ------------------------------------------------------------------ strict grid, the last page


def test_on_a_strict_grid_every_page_is_full():
    """Nothing is set anew; the widow stands at the head of the second page and is known."""
    strict = LineControl(is_strict=True)
    boxes = [text(33, -1, 1, control=strict), text(4, -1, 1, node="sections.c", control=strict), FULL]
    found = run(steps(*boxes), PAGE, first_recto=False, strict_grid=True)

    assert [[33, 3], [1, 35]] == [lines_on(page) for page in found[:2]]
    strays = [stray for placed in found[1].placed for stray in placed.part.strays]
    assert [(Lone.WIDOW, NodeId("sections.c"))] == [(stray.kind, stray.subject.node) for stray in strays]
    assert () == tuple(stray for placed in found[0].placed for stray in placed.part.strays)


def test_on_a_strict_grid_the_last_page_is_as_short_as_it_is():
    strict = LineControl(is_strict=True)
    boxes = steps(*[text(10, control=strict)] * 4)

    assert [72, 8] == [page.main for page in run(boxes, PAGE, strict_grid=True)]
    assert [46, 34] == [page.main for page in run(boxes, PAGE)]


def test_a_short_last_page_still_shares_the_white():
    """The page before it was mended with a line more; it now ends higher on purpose, and needs no more."""
    found = run(steps(text(20), text(13), text(4, 1), text(4)), PAGE)

    assert [[20, 4], [9, 4, 4]] == [lines_on(page) for page in found]
    assert all(page.held is None for page in found)


# ------------------------------------------------------------------ for any text

paragraphs = st.lists(
    st.builds(
        lambda lines, resets: text(lines, *resets),
        st.integers(1, 14),
        st.sets(st.sampled_from((-1, 1))).map(tuple),
    ),
    min_size=1,
    max_size=40,
)


@settings(deadline=None)
@given(paragraphs, st.booleans(), st.integers(10, 36))
def test_nothing_is_lost_and_nothing_alone(boxes: list[ParagraphBox], first_recto: bool, lines: int):
    """All paragraphs in order, with a line more or less at most; no widow, no orphan, no page too long."""
    found = run(steps(*boxes), 2 * lines, first_recto=first_recto)
    placed = [placed for page in found for placed in page.placed]

    assert all(page.main <= 2 * lines for page in found)
    assert [] == [stray for part in placed for stray in part.part.strays]
    heights = [part.part.height // 2 for part in placed]
    for box in boxes:
        had = heights.pop(0)
        full = len(box.paragraph.lines)
        allowed = [full, *(full + by for by in (-1, 1) if full + by > 0 and box.reset(0, by))]
        while had < min(allowed):
            had += heights.pop(0)
        while had not in allowed:
            had += heights.pop(0)
    assert [] == heights


@settings(deadline=None)
@given(paragraphs, st.booleans())
def test_facing_pages_end_together_or_are_told(boxes: list[ParagraphBox], first_recto: bool):
    """Where text fills both pages of a spread their last lines agree, or one of them says why not.

    The last two pages are left out: where they end may be the choice of the share-out.
    """
    found = run(steps(*boxes), PAGE, first_recto=first_recto)
    verso = 1 if first_recto else 0
    for left, right in zip(found[verso:-2:2], found[verso + 1 : -2 : 2], strict=False):
        if left.main != right.main:
            assert left.held or right.held
