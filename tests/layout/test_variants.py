"""Paragraphs set a line longer or shorter: when asked, once, and only where nobody would see it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from text_boxes import list_items, paragraph

from reportgen.content.blocks import ItemList, Place, Quote, Review, TextParagraph
from reportgen.core.diagnostics import warning
from reportgen.core.paged import NodeId, TextItem
from reportgen.core.text import RichText
from reportgen.layout.boxes import Box, ParagraphBox, RowsBox
from reportgen.layout.collect import boxes
from reportgen.layout.lines import Lone
from reportgen.layout.located import text_items
from reportgen.layout.setting import Setter
from reportgen.layout.variants import WORST, is_unseen, text_variants
from reportgen.spec.theme import load_theme

JUBILEE = Path(__file__).parents[2] / "assets" / "themes" / "jubilee.yaml"
LOOSE = warning("typeset.loose-line", None, zh="松", en="loose")
ID = NodeId("b")


@pytest.fixture
def setter(em_book) -> Setter:
    return Setter(
        load_theme(JUBILEE, "大16开"), em_book, lambda plan, width, tag: pytest.fail("no charts here")
    )


def words(count: int) -> RichText:
    """So many characters, a comma in every tenth place, which gives way by half its width."""
    return RichText(("国家人民城区建设成，" * (count // 10 + 1))[: count - 1] + "。")


# ------------------------------------------------------------------ what would be seen


def test_a_paragraph_set_too_wide_or_too_close_is_refused():
    """By its demerits per line, whatever its length."""
    plain = paragraph(4)

    assert is_unseen(replace(paragraph(5), demerits=5 * WORST), plain)
    assert not is_unseen(replace(paragraph(5), demerits=5 * WORST + 1), plain)


def test_a_paragraph_must_not_gain_findings():
    """One that was there before may stay."""
    plain, faulty = paragraph(4), replace(paragraph(5), findings=(LOOSE,), finding_lines=(2,))
    twice = replace(faulty, findings=(LOOSE, LOOSE), finding_lines=(2, 3))

    assert not is_unseen(faulty, plain)
    assert is_unseen(faulty, replace(plain, findings=(LOOSE,), finding_lines=(0,)))
    assert not is_unseen(twice, faulty)
    assert is_unseen(plain, faulty)


def test_what_the_composer_cannot_do_is_refused(setter: Setter):
    """Four lines of hanzi alone have nothing to give: three are impossible, five would be torn."""
    text = RichText("国" * 100)
    plain = setter.paragraph(text, "body", 304.5)
    variant = text_variants(setter, text, "body", plain)

    assert 4 == len(plain.lines)
    assert (None, None) == (variant(-1), variant(1))


def test_a_line_that_is_nearly_full_may_become_two(setter: Setter):
    text = words(114)  # with the indent four full lines of 29
    plain = setter.paragraph(text, "body", 304.5)
    longer = text_variants(setter, text, "body", plain)(1)

    assert longer is not None
    assert (len(plain.lines) + 1, 1) == (len(longer.lines), longer.looseness)
    assert text.text == "".join(longer.text[line.start : line.end] for line in longer.lines)


def test_a_few_characters_are_drawn_in(setter: Setter):
    """Three characters of a fifth line find room in the white of the commas."""
    text = words(117)
    plain = setter.paragraph(text, "body", 304.5)
    shorter = text_variants(setter, text, "body", plain)(-1)

    assert (5, 4) == (len(plain.lines), len(shorter.lines) if shorter else 0)


def test_one_line_cannot_become_none(setter: Setter):
    text = words(5)

    assert text_variants(setter, text, "body", setter.paragraph(text, "body", 304.5))(-1) is None


def test_nothing_is_set_before_it_is_asked_for_and_nothing_twice(
    setter: Setter, monkeypatch: pytest.MonkeyPatch
):
    text = words(114)
    plain = setter.paragraph(text, "body", 304.5)
    asked: list[int] = []
    compose = Setter.paragraph

    def counted(self: Setter, *args: object, looseness: int = 0, **others: object) -> object:
        asked.append(looseness)
        return compose(self, *args, looseness=looseness, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(Setter, "paragraph", counted)
    variant = text_variants(setter, text, "body", plain)
    assert [] == asked
    first, again = variant(1), variant(1)
    assert first is again
    assert [1] == asked
    assert variant(-1) is variant(-1)
    assert [1, -1] == asked


# ------------------------------------------------------------------ boxes


def lines_of(box: Box) -> dict[str, int]:
    """The lines of each node on a page that has room for all."""
    part = box.fit(1000).part
    assert part is not None
    found: dict[str, set[float]] = {}
    for item, tag in text_items(part.paint(0.0, 0.0)):
        assert isinstance(item, TextItem)
        found.setdefault(str(tag.node), set()).add(round(item.y, 2))
    return {node: len(ys) for node, ys in found.items()}


def at(measure_em: int) -> RichText:
    """Text of two full lines of the measure, which can become three."""
    return words(2 * measure_em)


def test_a_paragraph_box_is_set_anew_once(setter: Setter):
    (box,) = boxes(setter, TextParagraph(ID, words(114)))
    assert isinstance(box, ParagraphBox)
    longer = box.reset(0, 1)

    assert 1 == box.paragraphs
    assert longer is not None
    assert {"b": lines_of(box)["b"] + 1} == lines_of(longer)
    assert (0, None) == (longer.paragraphs, longer.reset(0, 1))


@pytest.mark.parametrize(
    ("block", "node"),
    [
        (ItemList(ID, "标签", list_items(words(60), at(27), words(60)), Place.MAIN), "b.1"),
        (Review(ID, "回顾", (words(60), at(28))), "b.1"),
        (Quote(ID, words(43), "某书"), "b"),
    ],
)
def test_one_paragraph_of_a_list_a_review_or_a_quotation_is_set_anew(setter: Setter, block, node: str):
    """The others, markers, label and source stay as they are."""
    (box,) = boxes(setter, block)
    assert isinstance(box, RowsBox)
    number = int(node.rpartition(".")[2]) if "." in node else 0
    longer = box.reset(number, 1)

    assert longer is not None
    before, after = lines_of(box), lines_of(longer)
    assert {node} == {name for name in before if before[name] != after[name]}
    assert before[node] + 1 == after[node]
    assert len(box.rows) + 1 == len(longer.rows)


def test_a_list_tells_which_item_is_held_back(setter: Setter):
    """The page would end after the first line of the second item, or before the last line of the first."""
    (box,) = boxes(setter, ItemList(ID, "", list_items(words(80), words(80)), Place.MAIN))
    items = [row.line.subject.number for row in box.rows if row.line]  # type: ignore[union-attr]
    first = items.count(0)
    widow, orphan = box.fit(2 * (first - 1)).held, box.fit(2 * (first + 1)).held

    assert widow is not None
    assert (Lone.WIDOW, 0, "b.0") == (widow.kind, widow.subject.number, widow.subject.node)
    assert orphan is not None
    assert (Lone.ORPHAN, 1, "b.1") == (orphan.kind, orphan.subject.number, orphan.subject.node)


def test_a_list_on_a_strict_grid_breaks_anywhere_and_tells(em_book):
    theme = load_theme(JUBILEE, "大16开")
    strict = replace(theme, page=replace(theme.page, strict_grid=True))
    setter = Setter(strict, em_book, lambda plan, width, tag: pytest.fail("no charts here"))
    (box,) = boxes(setter, ItemList(ID, "", list_items(words(80), words(80)), Place.MAIN))
    first = sum(row.line.subject.number == 0 for row in box.rows if row.line)  # type: ignore[union-attr]
    fit = box.fit(2 * (first + 1))

    assert fit.part is not None
    assert 2 * (first + 1) == fit.part.height
    assert [(Lone.ORPHAN, "b.1")] == [(stray.kind, stray.subject.node) for stray in fit.part.strays]
    late = box.fit(2 * (2 * first - 1)).rest
    assert late is not None
    last = late.fit(100).part
    assert last is not None
    assert [(Lone.WIDOW, "b.1")] == [(stray.kind, stray.subject.node) for stray in last.strays]
