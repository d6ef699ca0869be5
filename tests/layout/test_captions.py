"""Captions: number, one em, title; turned at phrases, never a character alone; sources at the left below."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.core.paged import NodeId, TextItem
from reportgen.layout.setting import Setter

STYLES = ("caption", "caption_strong", "caption_title")
WORDS = ("研发", "投入强度", "不足", "提高到", "新增就业", "三千人", "之前", "等级", "为首", "与会者")


def lines_of(setter: Setter, text: str, style: str, measure: float, *, balance: bool) -> list[str]:
    made = setter.paragraph(text, replace(setter.style(style), balance=balance), measure)
    return [text[line.start : line.end] for line in made.lines]


@pytest.mark.parametrize("balance", [False, True])
@pytest.mark.parametrize("style", STYLES)
def test_no_character_stands_alone_on_the_last_line(em_setter, style, balance):
    """Of any length, in the side column and over the main one (rule book 14)."""
    for columns in (4, 8):
        measure = em_setter.theme.page.span(columns)
        for length in range(3, 90):
            lines = lines_of(em_setter, "图1　" + "题" * length, style, measure, balance=balance)
            assert len(lines[-1]) >= 2, (columns, length, lines)


PHRASES = st.lists(st.sampled_from(WORDS), min_size=4, max_size=18)
JOINTS = st.lists(st.sampled_from(["", "的", "和", "，", "、"]), min_size=18, max_size=18)


@settings(max_examples=150, deadline=None)
@given(PHRASES, JOINTS, st.booleans())
def test_two_hanzi_at_least_on_the_last_line(shared_setter, words, joints, balance):
    """Whatever the words, the particles and the marks between them; nothing is lost."""
    text = "图12　" + "".join(word + joint for word, joint in zip(words, joints, strict=False))
    lines = lines_of(shared_setter, text, "caption_strong", 147.4, balance=balance)

    assert text == "".join(lines)
    assert sum("\u4e00" <= char <= "\u9fff" for char in lines[-1]) >= 2


@pytest.fixture(scope="module")
def shared_setter(em_book):
    from pathlib import Path

    from reportgen.spec.theme import load_theme

    jubilee = Path(__file__).resolve().parents[2] / "assets" / "themes" / "jubilee.yaml"
    return Setter(load_theme(jubilee, "大16开"), em_book, lambda *_: pytest.fail("no charts here"))


@pytest.mark.parametrize("count", [18, 23, 28, 33, 45])
def test_balanced_lines_are_of_about_one_length(em_setter, count):
    """A theme may ask for it (`balance`): no line is more than a character or two longer than another."""
    text = "题" * count
    plain = lines_of(em_setter, text, "caption_strong", 147.4, balance=False)
    even = lines_of(em_setter, text, "caption_strong", 147.4, balance=True)

    assert len(plain) == len(even)
    assert max(map(len, even)) - min(map(len, even)) <= 2
    assert max(map(len, even)) <= max(map(len, plain))


def test_a_justified_text_is_never_balanced(em_setter):
    style = replace(em_setter.style("body"), balance=True)
    made = em_setter.paragraph("题" * 40, style, 304.5)

    assert 27 == made.lines[0].end  # two characters of indent, 27 to the edge


FIGURES = """
metrics: [{id: x, name: 某项, value: 4, as_of: 2020, source: {id: s}}]
sources: [{id: s, title: 公报}]
sections:
  - id: one
    title: 章
    blocks:
      - {chart: bar, title: 图题, metrics: [x], id: c}
      - {table: 表题, id: t, columns: [{head: 甲}], rows: [[1], [2]], source: {id: s}}
"""


def test_number_and_title_stand_one_em_apart(pages_of):
    book = pages_of(FIGURES)
    for name, label in (("c", "图1"), ("t", "表1")):
        node = NodeId(f"sections.one.blocks.{name}.caption")
        runs = [
            leaf.item
            for leaf in book.leaves[1]
            if isinstance(leaf.item, TextItem) and leaf.tag.node == node and "题" in leaf.item.run.text
        ]
        run = runs[0].run
        assert run.text.startswith(f"{label}　")
        assert run.size == pytest.approx(run.advances[run.text.index("　")])


def test_the_source_stands_at_the_left_below(pages_of):
    book = pages_of(FIGURES)
    geometry = book.theme.page
    side = geometry.span(geometry.side_columns) + geometry.gutter
    for name, left in (("c", side), ("t", 0.0)):
        caption = book.lines[NodeId(f"sections.one.blocks.{name}.caption")]
        source = next(
            leaf.item
            for leaf in book.leaves[1]
            if isinstance(leaf.item, TextItem) and leaf.tag.node == f"sections.one.blocks.{name}.source"
        )
        assert source.run.text.startswith("来源：公报")
        assert geometry.left(False) + left == pytest.approx(source.x)
        assert source.y > caption[-1].y
