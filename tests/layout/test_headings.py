"""Headings with numbers, on their own lines and run into a paragraph; their bookmarks and running heads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.content.blocks import Heading, TextParagraph
from reportgen.content.numbering import HeadingNumber
from reportgen.content.tree import nodes
from reportgen.core.paged import Artifact, NodeId, NodeKind, Tag, TextItem
from reportgen.core.style import Align
from reportgen.core.text import RichText
from reportgen.layout.boxes import Outcome
from reportgen.layout.headings import heading_box, number_width, run_in_box, set_heading

NODE = NodeId("h")
TAG = Tag(NODE)


def heading(level: int, text: str, number: HeadingNumber | None = None) -> Heading:
    return Heading(NODE, level, RichText(text), number)


def painted(items):
    """Text, x and y of each run."""
    return [
        (i.run.text, pytest.approx(i.x, abs=0.01), round(i.y, 2)) for i in items if isinstance(i, TextItem)
    ]


def xs(items):
    return {item.run.text: item.x for item in items if isinstance(item, TextItem)}


@pytest.mark.parametrize(
    ("mark", "gap", "em"),
    [
        ("一、", 0.0, 2.0),  # the frame of 、 holds its own white
        ("（一）", 0.0, 2.5),  # （ loses its white at the line's start
        ("1.", 0.33, 1.33),
        ("2.1", 1.0, 2.5),
        ("第一章", 1.0, 4.0),
        ("一", 0.5, 1.5),
    ],
)
def test_the_title_begins_behind_its_number(em_setter, mark, gap, em):
    """Rule book 14: nothing more after 、 and ）, a third of an em after 1., one em after 2.1 and 第一章."""
    look = em_setter.style("heading_2").text
    width = number_width(em_setter, HeadingNumber(mark, gap, ""), look)

    assert pytest.approx(em * look.size) == width


def test_turned_lines_hang_under_the_title(em_setter):
    style = em_setter.style("heading_2")  # 15 pt
    made = set_heading(em_setter, HeadingNumber("（一）", 0.0, ""), "甲" * 30, style, 304.5)
    items = made.paint(100.0, 200.0, TAG)
    starts = [item.x for item in items if isinstance(item, TextItem)]

    assert 2 == len(made.title.lines)
    assert [100.0, 137.5, 137.5] == pytest.approx(starts)
    assert [200.0, 200.0, 227.0] == [item.y for item in items if isinstance(item, TextItem)]


def test_a_centred_heading_is_centred_as_one_block(em_setter):
    """The number and its title stand in the middle together; turned lines stay under the title's start."""
    style = replace(em_setter.style("heading_2"), align=Align.CENTRE)
    short = set_heading(em_setter, HeadingNumber("一、", 0.0, ""), "甲乙丙", style, 300.0)
    items = xs(short.paint(0.0, 0.0, TAG))

    # 2 em of number and 3 of title in 20 em: 7.5 em on either side
    assert {"一、": 112.5, "甲乙丙": 142.5} == pytest.approx(items)

    long = set_heading(em_setter, HeadingNumber("一、", 0.0, ""), "甲" * 26, style, 300.0)
    lengths = [line.end - line.start for line in long.title.lines]
    starts = {item.x for item in long.paint(0.0, 0.0, TAG) if item.run.text != "一、"}
    assert [13, 13] == lengths  # of about one length
    assert [(300 - 15 * 15) / 2 + 30] == pytest.approx(sorted(starts))


def test_a_heading_without_a_number_is_as_it_was(em_setter):
    """`none` costs nothing: the title stands at the margin, over the whole measure."""
    plain = heading_box(em_setter, heading(2, "甲乙"))
    (item,) = plain.part.paint(10.0, 0.0)

    assert ("甲乙", 10.0) == (item.run.text, item.x)
    assert (2, 3, 1) == (plain.part.height, plain.spacing.before, plain.spacing.after)


def test_headings_one_below_the_other_are_one_block(em_setter):
    """No white above a smaller heading that follows a larger one (rule book 10.4)."""
    alone = [heading_box(em_setter, heading(level, "甲")).spacing.before for level in (3, 4, 5)]
    below = [
        heading_box(em_setter, heading(level, "甲"), follows_heading=True).spacing.before
        for level in (3, 4, 5)
    ]

    assert ([2, 2, 0], [0, 0, 0]) == (alone, below)


# ------------------------------------------------------------------ run-in headings


def test_a_run_in_heading_begins_its_paragraph(em_setter):
    """Its own face at the size of the text, one em before the text; turned lines are the paragraph's."""
    number = HeadingNumber("1.", 0.33, "1")
    box = run_in_box(em_setter, heading(4, "标题", number), TextParagraph(NodeId("p"), RichText("正文" * 20)))
    fit = box.fit(20)
    items = [item for item in fit.part.paint(0.0, 0.0) if isinstance(item, TextItem)]
    own = [item for item in items if item.tag.node == NODE]
    text = [item for item in items if item.tag.node == "p"]

    assert Outcome.PLACED is fit.outcome
    assert ("1.\u2005标题", "正文" * 20) == tuple(
        "".join(i.run.text for i in part).strip("　") for part in (own, text)
    )
    assert {10.5} == {item.run.size for item in items}
    assert {"EmSquare-Bold"} == {item.run.font for item in own}
    assert {"EmSquare-Regular"} == {item.run.font for item in text}
    end = own[-1].x + sum(own[-1].run.advances)
    assert pytest.approx(end) == text[0].x
    assert "　" == own[-1].run.text[-1]
    assert ((NODE, 0.0), (NodeId("p"), 0.0)) == fit.part.anchors


RUN_IN = """
headings: {numbers: hierarchy}
contents: {levels: 2}
sections:
  - id: one
    title: 章
    blocks:
      - {heading: 甲, id: a, run_in: true}
      - {text: 第一段文字。, id: t}
      - {heading: 乙, id: b}
      - {text: 第二段文字。}
      - {heading: 丙, id: c, run_in: true}
      - {quote: 引文}
"""


def test_a_run_in_heading_is_still_a_heading(pages_of):
    """In the tree, in the bookmarks, in the contents; before its paragraph and on its line."""
    book = pages_of(RUN_IN)
    node = NodeId("sections.one.blocks.a")
    kinds = [n.kind for n in nodes(book.paged.tree) if n.id.startswith("sections.one.blocks")]

    assert [NodeKind.HEADING, NodeKind.PARAGRAPH, NodeKind.HEADING] == kinds[:3]
    assert ["（一）甲", "（二）乙", "（三）丙"] == [e.title for e in book.paged.outline[0].children]
    assert book.lines[node][0].y == book.lines[NodeId("sections.one.blocks.t.0")][0].y
    assert (
        book.lines[NodeId("sections.one.blocks.b")][0].y < book.lines[NodeId("sections.one.blocks.3.0")][0].y
    )
    assert node in book.paged.destinations


def test_a_run_in_heading_without_text_stands_alone(pages_of):
    """Nothing is lost: it is set on its own line, and a finding says so at its place."""
    book = pages_of(RUN_IN)
    (finding,) = [f for f in book.findings if f.code == "layout.run-in-alone"]

    assert 14 == finding.span.line
    assert ["（三）", "丙"] == [i.run.text for i in texts_of(book, "sections.one.blocks.c")]


def texts_of(book, node):
    return [
        leaf.item
        for page in book.leaves
        for leaf in page
        if isinstance(leaf.item, TextItem) and leaf.tag.node == node
    ]


def test_a_theme_lets_levels_run_in_and_a_block_may_differ(pages_of):
    text = RUN_IN.replace(", run_in: true}", "}").replace("乙, id: b}", "乙, id: b, run_in: false}")
    book = pages_of(text, choices={"heading_run_in": [2]})
    ys = {name: book.lines[NodeId(f"sections.one.blocks.{name}")][0].y for name in ("a", "t.0", "b", "3.0")}

    assert ys["a"] == ys["t.0"]
    assert ys["b"] < ys["3.0"]


# ------------------------------------------------------------------ where numbers go

NUMBERED = """
headings: {numbers: chapters}
sections:
  - {id: fore, title: 前言, kind: front, blocks: [{text: 文}]}
  - id: one
    title: 总体
    blocks:
      - {heading: 甲, id: a}
      - {heading: 乙, id: b, level: 3}
      - {text: 正文}
      - {page_break: recto}
      - {text: 正文}
      - {page_break: recto}
      - {text: 正文}
"""


def test_numbers_in_bookmarks_and_running_heads(pages_of):
    book = pages_of(NUMBERED)
    (fore, one) = book.paged.outline
    heads = {
        "".join(
            i.run.text for i in page.items if isinstance(i, TextItem) and i.tag.artifact is Artifact.HEADER
        )
        for page in book.pages
    }

    assert ("前言", "第一章　总体") == (fore.title, one.title)
    assert "第一节　甲" == one.children[0].title
    assert "一、乙" == one.children[0].children[0].title
    assert {"第一章　总体", "书"} <= heads


def test_the_title_of_a_chapter_has_its_number(pages_of):
    book = pages_of(NUMBERED)
    node = NodeId("sections.one.title")

    assert ["第一章", "总体"] == [item.run.text for item in texts_of(book, node)]
    number, title = texts_of(book, node)
    assert number.y == title.y
    # one em, but for the optical edges of both
    assert pytest.approx(22.0, abs=2.0) == title.x - (number.x + sum(number.run.advances))


def test_an_opener_keeps_its_bare_numeral(pages_of):
    """一 stands large on the opening page whatever the scheme; a long title turns and the lead makes room."""
    opener = "opener: {lead: 导语}, blocks: [{text: 文}]"
    short = pages_of(f"headings: {{numbers: hierarchy}}\nsections: [{{id: one, title: 章, {opener}}}]")
    long = pages_of(
        f"headings: {{numbers: hierarchy}}\nsections: [{{id: one, title: {'长' * 20}, {opener}}}]"
    )
    numeral, title = texts_of(short, "sections.one.title")
    lead = NodeId("sections.one.lead")

    assert ("一", 120.0, "章") == (numeral.run.text, numeral.run.size, title.run.text)
    assert 3 == len(texts_of(long, "sections.one.title"))
    assert 54.0 == pytest.approx(long.lines[lead][0].y - short.lines[lead][0].y)


def test_a_long_title_of_a_chapter_turns_under_itself(pages_of):
    """Nothing runs over the edge, and the remark goes below."""
    book = pages_of(
        "headings: {numbers: chapters}\n"
        f"sections: [{{id: one, title: {'长' * 28}, remark: 一句话, blocks: [{{text: 文}}]}}]"
    )
    number, first, second = texts_of(book, "sections.one.title")
    (remark,) = texts_of(book, "sections.one.remark")
    page = book.theme.page
    right = page.left(True) + page.width

    assert first.x == second.x > number.x + 66
    assert max(i.x + sum(i.run.advances) for i in (first, second)) <= right + 0.1
    assert 36.0 == pytest.approx(second.y - first.y)
    assert 18.0 == pytest.approx(remark.y - second.y)
    assert remark.y + 18 <= book.lines[NodeId("sections.one.blocks.0.0")][0].y
