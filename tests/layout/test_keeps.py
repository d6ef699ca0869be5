"""What stays together over the end of a page (rule book 10.4): headings, lead-ins, wherever the page ends."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from text_boxes import PAGE, list_items, text

from reportgen.content.blocks import Cards, Heading, ItemList, PageBreak, Place, Quote, TextParagraph
from reportgen.core.paged import NodeId
from reportgen.core.text import RichText
from reportgen.layout.boxes import ParagraphBox, Part, Row, RowsBox, SolidBox, Spacing
from reportgen.layout.collect import steps
from reportgen.layout.flow import Filled, Step
from reportgen.layout.setting import Setter
from reportgen.layout.spreads import run
from reportgen.spec.theme import load_theme

JUBILEE = Path(__file__).parents[2] / "assets" / "themes" / "jubilee.yaml"
FULL = Step(text(90, node="rest"))
FILLER = range(20, 37)  # lines above what is looked at: every place at the foot of a page


def solid(name: str, height: int, place: Place = Place.MAIN, **spacing: object) -> SolidBox:
    part = Part(height, lambda x, y: [], ((NodeId(name), 0.0),))
    return SolidBox(part, place, replace(Spacing(), **spacing))  # type: ignore[arg-type]


def heading(name: str) -> SolidBox:
    return solid(name, 2, before=3, after=1, parity=1, keep_next=True)


def rows(name: str, count: int, place: Place = Place.MAIN) -> RowsBox:
    made = [Row(Part(2, lambda x, y: [], ((NodeId(f"{name}.{n}"), 0.0),))) for n in range(count)]
    return RowsBox(tuple(made), 9.0, place=place, spacing=Spacing(2, 2))


def lead_in(lines: int) -> ParagraphBox:
    return text(lines, node="lead", spacing=Spacing(keep_next=True))


def page_of(pages: tuple[Filled, ...], name: str) -> int:
    """The page on which a node begins."""
    return next(
        number
        for number, page in enumerate(pages)
        for placed in page.placed
        for node, _ in placed.part.anchors
        if node == name
    )


def below(page: Filled, name: str) -> list[int]:
    """Heights of the parts below the one in which a node begins, in the same column or over both."""
    column = [placed for placed in page.placed if placed.place is not Place.SIDE]
    at = next(i for i, placed in enumerate(column) if name in [node for node, _ in placed.part.anchors])
    return [placed.part.height for placed in column[at + 1 :]]


# ------------------------------------------------------------------ headings


@pytest.mark.parametrize("filler", FILLER)
@pytest.mark.parametrize("lines", [1, 2, 3, 4, 12])
def test_a_heading_keeps_two_lines_of_its_text(filler: int, lines: int):
    """Or all of a paragraph that is shorter or cannot be broken."""
    pages = run([Step(text(filler)), Step(heading("h")), Step(text(lines)), FULL], PAGE)

    assert below(pages[page_of(pages, "h")], "h")[0] >= 2 * min(2, lines)


@pytest.mark.parametrize("filler", FILLER)
def test_consecutive_headings_form_one_block(filler: int):
    """Three levels in a row stand on one page with two lines of text below the last."""
    boxes = [Step(text(filler)), *(Step(heading(name)) for name in "abc"), Step(text(6)), FULL]
    pages = run(boxes, PAGE)
    first = page_of(pages, "a")

    assert [first] * 3 == [page_of(pages, name) for name in "abc"]
    assert below(pages[first], "c")[0] >= 4


@pytest.mark.parametrize("filler", FILLER)
def test_a_heading_is_kept_with_a_table_that_needs_the_side_column_to_end(filler: int):
    """A table over both columns begins below the side column: there is less room than it seems."""
    tall = solid("side", 68, Place.SIDE, before=2, after=2)
    boxes = [Step(text(filler), (tall,)), Step(heading("h")), Step(rows("t", 12, Place.FULL)), FULL]
    pages = run(boxes, PAGE)

    assert page_of(pages, "h") == page_of(pages, "t.0")
    assert page_of(pages, "side") == 0


def test_side_boxes_of_a_heading_go_over_with_it():
    """The heading brought a card; heading, card and table stand on the next page, each once."""
    tall, card = solid("side", 40, Place.SIDE, after=2), solid("card", 26, Place.SIDE, before=2)
    boxes = [Step(text(20), (tall,)), Step(heading("h"), (card,)), Step(rows("t", 12, Place.FULL)), FULL]
    pages = run(boxes, PAGE)

    assert [1, 1, 1] == [page_of(pages, name) for name in ("h", "card", "t.0")]
    assert 1 == sum(node == "card" for page in pages for p in page.placed for node, _ in p.part.anchors)


@pytest.mark.parametrize("place", [Place.MAIN, Place.FULL])
def test_a_heading_waits_with_its_figure_for_a_figure_before_it(place: Place):
    """The second figure would fit, but must not overtake the first, which found no room."""
    first = SolidBox(Part(40, lambda x, y: []), Place.MAIN, Spacing(2, 2), floats=True)
    second = replace(solid("f", 8, place), floats=True)
    pages = run([Step(text(20)), Step(first), Step(heading("h")), Step(second), FULL], PAGE)

    assert page_of(pages, "h") == page_of(pages, "f") == 1


def test_text_behind_a_heading_may_still_stand_before_a_figure_that_waits():
    figure = SolidBox(Part(40, lambda x, y: []), Place.MAIN, Spacing(2, 2), floats=True)
    pages = run([Step(text(20)), Step(figure), Step(heading("h")), Step(text(10)), FULL], PAGE)

    assert 0 == page_of(pages, "h")
    assert below(pages[0], "h")[0] >= 4


# ------------------------------------------------------------------ lead-ins


@pytest.mark.parametrize("filler", FILLER)
@pytest.mark.parametrize("lines", [1, 2, 3, 4, 5, 9])
@pytest.mark.parametrize("place", [Place.MAIN, Place.FULL])
def test_the_last_lines_of_a_lead_in_stand_with_the_first_item(filler: int, lines: int, place: Place):
    pages = run([Step(text(filler)), Step(lead_in(lines)), Step(rows("l", 6, place)), FULL], PAGE)
    page = pages[page_of(pages, "l.0")]
    column = [placed.part for placed in page.placed]
    at = next(i for i, part in enumerate(column) if (NodeId("l.0"), 0.0) in part.anchors)

    assert at > 0, "the list begins its page, the lead-in was left behind"
    if at > 1 or page is not pages[0]:
        assert column[at - 1].height >= 2 * min(2, lines)
    assert 2 * (filler + lines) == sum(
        placed.part.height
        for number, other in enumerate(pages)
        for placed in other.placed
        if number < page_of(pages, "l.0") or (number == page_of(pages, "l.0") and placed.start < _start(page))
    )


def _start(page: Filled) -> int:
    return next(p.start for p in page.placed if (NodeId("l.0"), 0.0) in p.part.anchors)


def test_a_long_lead_in_is_divided_rather_than_moved():
    """Nine lines, of which seven stay: the page is filled, and two lines introduce the list."""
    pages = run([Step(text(27)), Step(lead_in(9)), Step(rows("l", 6)), FULL], PAGE)

    assert [[54, 14], [4, 12]] == [[placed.part.height for placed in page.placed][:2] for page in pages[:2]]


def test_a_heading_a_lead_in_and_a_list_stand_together():
    """The lead-in of one line cannot be divided: heading, lead-in and two items go over."""
    for filler in FILLER:
        pages = run(
            [Step(text(filler)), Step(heading("h")), Step(lead_in(1)), Step(rows("l", 6)), FULL], PAGE
        )
        assert page_of(pages, "h") == page_of(pages, "lead") == page_of(pages, "l.0"), filler


def test_a_heading_does_not_wait_for_the_list_behind_a_long_lead_in():
    """Two lines of the lead-in are enough for the heading."""
    pages = run([Step(text(30)), Step(heading("h")), Step(lead_in(9)), Step(rows("l", 6)), FULL], PAGE)

    assert [0, 0, 1] == [page_of(pages, name) for name in ("h", "lead", "l.0")]


# ------------------------------------------------------------------ from blocks


@pytest.fixture
def setter(em_book) -> Setter:
    return Setter(
        load_theme(JUBILEE, "大16开"), em_book, lambda plan, width, tag: pytest.fail("no charts here")
    )


LIST = ItemList(NodeId("l"), "", list_items(RichText("国")), Place.MAIN)
QUOTE = Quote(NodeId("q"), RichText("国"), "")
CARDS = Cards(NodeId("c"), (), Place.SIDE)


@pytest.mark.parametrize(
    ("words", "following", "is_kept"),
    [
        ("如下：", [LIST], True),
        ("如下: ", [LIST], True),
        ("如下：", [QUOTE], True),
        ("如下：", [CARDS, LIST], True),  # in the side column, beside the paragraph
        ("如下。", [LIST], False),
        ("如下：", [TextParagraph(NodeId("p"), RichText("国"))], False),
        ("如下：", [replace(LIST, place=Place.SIDE)], False),
        ("如下：", [Heading(NodeId("h"), 2, RichText("国")), LIST], False),
        ("如下：", [PageBreak(NodeId("b"), recto=False), LIST], False),
        ("如下：", [], False),
    ],
)
def test_a_paragraph_that_ends_in_a_colon_leads_in(
    setter: Setter, words: str, following: list, is_kept: bool
):
    blocks = [TextParagraph(NodeId("t"), RichText(words)), *following]
    box = steps(setter, blocks)[0].box

    assert box is not None
    assert is_kept == box.spacing.keep_next


def test_a_paragraph_resumed_after_a_block_is_not_indented(setter: Setter):
    """Rule book 10.1."""
    made = [
        steps(setter, [TextParagraph(NodeId("t"), RichText("国家" * 40), continued)])[0].box
        for continued in (False, True)
    ]
    indents = [[line.x for line in box.paragraph.lines] for box in made if isinstance(box, ParagraphBox)]

    assert [[21.0, 0.0, 0.0], [0.0, 0.0, 0.0]] == indents


def test_the_same_when_it_is_set_a_line_longer(setter: Setter):
    text = RichText(("国家人民，城区建设。" * 6)[:57] + "。")  # two full lines of 29 characters
    box = steps(setter, [TextParagraph(NodeId("t"), text, True)])[0].box

    assert isinstance(box, ParagraphBox)
    longer = box.reset(0, 1)
    assert longer is not None
    assert len(box.paragraph.lines) + 1 == len(longer.paragraph.lines)
    assert {0.0} == {line.x for line in longer.paragraph.lines}


def test_headings_in_a_row_are_all_kept(setter: Setter):
    blocks = [Heading(NodeId(str(level)), level, RichText("国")) for level in (2, 3)]
    made = [step.box for step in steps(setter, [*blocks, TextParagraph(NodeId("t"), RichText("国"))])]

    assert [True, True, False] == [box.spacing.keep_next for box in made if box]
    assert all(above.least >= 2 for above, _ in pairwise(box for box in made if box))
