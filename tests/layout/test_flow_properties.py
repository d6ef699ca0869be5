"""Whatever a section is made of: everything is placed once and in order, and no heading is left behind."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from text_boxes import PAGE, text

from reportgen.content.blocks import Place
from reportgen.core.paged import NodeId
from reportgen.layout.boxes import Box, ParagraphBox, Part, Row, RowsBox, SolidBox, Spacing
from reportgen.layout.flow import Filled, Step
from reportgen.layout.spreads import run

CHECKS = settings(deadline=None)  # a busy machine is no fault
LINES = st.integers(1, 14)
PLACES = st.sampled_from([Place.MAIN, Place.FULL])


def part(height: int, name: str) -> Part:
    return Part(height, lambda x, y: [], ((NodeId(name), 0.0),))


def heading(name: str) -> SolidBox:
    return SolidBox(part(2, name), spacing=Spacing(3, 1, parity=1, keep_next=True))


def figure(name: str, height: int, place: Place) -> SolidBox:
    return SolidBox(part(height, name), place, Spacing(2, 2), floats=True)


def rows(name: str, count: int, place: Place) -> RowsBox:
    made = [Row(part(2, f"{name}.{number}")) for number in range(count)]
    return RowsBox(tuple(made), 9.0, place=place, spacing=Spacing(2, 2))


@st.composite
def sections(draw: st.DrawFn) -> list[Step]:
    """Up to thirty boxes of every kind, some with boxes beside them, some on a new page."""
    steps = []
    for number in range(draw(st.integers(1, 30))):
        name = f"n{number}"
        kind = draw(st.sampled_from("ttttthlffrs"))
        box: Box | None
        if kind == "t":
            resets = tuple(draw(st.sets(st.sampled_from((-1, 1)))))
            box = text(draw(LINES), *resets, node=name)
        elif kind == "l":
            box = text(draw(LINES), node=name, spacing=Spacing(keep_next=True))
        elif kind == "h":
            box = heading(name)
        elif kind == "f":
            box = figure(name, draw(st.integers(4, 40)), draw(PLACES))
        elif kind == "r":
            box = rows(name, draw(LINES), draw(PLACES))
        else:
            box = None
        sides = [
            SolidBox(part(draw(st.integers(4, 40)), f"{name}.side{index}"), Place.SIDE, Spacing(2, 2))
            for index in range(draw(st.sampled_from((0, 0, 0, 1, 2)) if box else st.just(1)))
        ]
        steps.append(Step(box, tuple(sides), breaks=draw(st.integers(0, 11)) == 0))
    return steps


def begun(pages: tuple[Filled, ...]) -> list[tuple[int, Place, str]]:
    """Page, column and name of everything that begins on a page, in the order of placing."""
    return [
        (number, placed.place, str(node))
        for number, page in enumerate(pages)
        for placed in page.placed
        for node, _ in placed.part.anchors
    ]


def names(steps: list[Step]) -> list[str]:
    """What has to be on paper, once each."""
    found = []
    for step in steps:
        if isinstance(step.box, RowsBox):
            found += [str(node) for row in step.box.rows for node, _ in row.part.anchors]
        elif isinstance(step.box, ParagraphBox):
            found.append(str(step.box.tag.node))
        elif isinstance(step.box, SolidBox):
            found.append(str(step.box.part.anchors[0][0]))
        found += [str(side.part.anchors[0][0]) for side in step.sides if isinstance(side, SolidBox)]
    return found


@CHECKS
@given(sections(), st.booleans())
def test_everything_is_placed_once(steps: list[Step], first_recto: bool):
    pages = run(steps, PAGE, first_recto=first_recto)

    assert Counter(names(steps)) == Counter(name for _, _, name in begun(pages))


@CHECKS
@given(sections())
def test_the_order_stays(steps: list[Step]):
    """Text and tables in the order of the section, figures among themselves, the side column too."""
    placed = [name for _, _, name in begun(run(steps, PAGE))]
    at = {name: number for number, name in enumerate(placed)}
    flowing = [step.box for step in steps if step.box is not None]
    for chosen in (
        names([Step(box) for box in flowing if not box.floats]),
        names([Step(box) for box in flowing if box.floats]),
        names([Step(None, step.sides) for step in steps]),
    ):
        assert chosen == sorted(chosen, key=at.__getitem__)


@CHECKS
@given(sections())
def test_nothing_overlaps_and_nothing_runs_over(steps: list[Step]):
    for page in run(steps, PAGE):
        for column in ((Place.MAIN, Place.FULL), (Place.SIDE, Place.FULL)):
            here = sorted(
                (placed.start, placed.start + placed.part.height)
                for placed in page.placed
                if placed.place in column
            )
            assert all(above[1] <= below[0] for above, below in pairwise(here))
            assert not here or here[-1][1] <= PAGE


@CHECKS
@given(sections())
def test_no_heading_is_the_last_on_its_page(steps: list[Step]):
    """Unless it heads the page and nothing would fit below, or a break or the end comes next."""
    pages = run([*steps, Step(text(40, node="last"))], PAGE)
    follower = {}
    for step, after in zip(steps, [*steps[1:], Step(text(40))], strict=True):
        if step.box is not None and step.box.spacing.keep_next and not isinstance(step.box, ParagraphBox):
            follower[names([Step(step.box)])[0]] = after
    for page in pages:
        column = [placed for placed in page.placed if placed.place is not Place.SIDE]
        if len(column) < 2:
            continue
        for node, _ in column[-1].part.anchors:
            after = follower.get(str(node))
            assert after is None or after.breaks or after.box is None, node


@CHECKS
@given(sections(), st.integers(20, 36))
def test_filling_anew_gives_the_same(steps: list[Step], lines: int):
    """Nothing is changed in place, not by tries either."""
    before = [replace(step) for step in steps]
    first, again = (run(steps, 2 * lines) for _ in range(2))

    assert before == steps
    assert [page.main for page in first] == [page.main for page in again]
    assert begun(first) == begun(again)
