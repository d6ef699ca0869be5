"""The contents: rows that turn, levels, dots on one grid, folios that are those of the pages."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reportgen.content.blocks import part_id
from reportgen.content.tree import nodes
from reportgen.core.paged import LAYOUT_ARTIFACT, LinkItem, NodeId, NodeKind, PathItem, TextItem
from reportgen.layout.drawing import ASCENT_EM

CONTENTS = NodeId("contents")
LONG = "很长的标题" * 9
SPEC = f"""
headings: {{numbers: decimal}}
contents: {{levels: 3}}
sections:
  - {{id: fore, title: 前言, kind: front, blocks: [{{text: 文}}]}}
  - id: one
    title: 总体
    blocks:
      - {{heading: 甲, id: a}}
      - {{text: 文}}
      - {{page_break: page}}
      - {{heading: 乙, level: 3, id: b}}
      - {{heading: 丙, level: 4, id: c}}
      - {{text: 文}}
      - {{heading: {LONG}, id: d}}
      - {{text: 文}}
  - {{id: end, title: 附, kind: back, blocks: [{{text: 文}}]}}
"""


def texts(book, node, page=0):
    """The runs of the contents' entry for `node`."""
    tag = part_id(CONTENTS, node)
    return [
        leaf.item for leaf in book.leaves[page] if isinstance(leaf.item, TextItem) and leaf.tag.node == tag
    ]


def dots(book, page=0):
    """x and y of every dot on a page; each is a circle that begins at its right edge."""
    found = []
    for leaf in book.leaves[page]:
        if isinstance(leaf.item, PathItem) and leaf.item.fill is not None and leaf.item.stroke is None:
            assert LAYOUT_ARTIFACT == leaf.tag
            radius = 0.05 * book.theme.styles["contents_entry"].text.size
            found += [(op[1] - radius, op[2]) for op in leaf.item.ops if op[0] == "m"]
    return found


BLOCKS = "sections.one.blocks"


def test_levels_are_listed_and_indented(pages_of):
    """Sections, then headings of two levels, an em farther right each; smaller ones are left out."""
    book = pages_of(SPEC)
    left = book.theme.page.left(True)
    em = book.theme.styles["contents_entry"].text.size
    listed = {n.id: n for n in nodes(book.paged.tree) if n.kind is NodeKind.CONTENTS_ITEM}

    assert {f"contents.{n}" for n in ("sections.fore", "sections.one", "sections.end")} | {
        f"contents.{BLOCKS}.{n}" for n in "abd"
    } == set(listed)
    starts = [texts(book, node)[0].x for node in ("sections.one", f"{BLOCKS}.a", f"{BLOCKS}.b")]
    assert [left, left + em, left + 2 * em] == pytest.approx(starts)
    assert ["1", "总体", "3"] == [item.run.text for item in texts(book, "sections.one")]
    assert ["1.1.1", "乙", "4"] == [item.run.text for item in texts(book, f"{BLOCKS}.b")]


def test_headings_of_a_section_are_a_list_in_the_list(pages_of):
    book = pages_of(SPEC)
    (chapters,) = [n for n in nodes(book.paged.tree) if n.id == "contents.chapters"]

    assert [NodeKind.CONTENTS_ITEM, NodeKind.CONTENTS] == [child.kind for child in chapters.children]
    assert [NodeKind.CONTENTS_ITEM] * 3 == [child.kind for child in chapters.children[1].children]


def test_folios_are_those_of_the_pages_and_the_bookmarks(pages_of):
    book = pages_of(SPEC)
    outline = book.paged.outline[1]
    for entry in (outline, *outline.children, *outline.children[0].children):
        place = book.paged.destinations[entry.node]
        folio = texts(book, entry.node)[-1].run.text
        assert folio == book.pages[place.page].label
        (link,) = [i for i in book.pages[0].items if isinstance(i, LinkItem) and i.target == f"#{entry.node}"]
        assert link.label in entry.title


def test_folios_end_at_the_right_edge(pages_of):
    book = pages_of(SPEC)
    right = book.theme.page.left(True) + book.theme.page.width
    for node in (
        "sections.fore",
        "sections.one",
        f"{BLOCKS}.a",
        f"{BLOCKS}.b",
        f"{BLOCKS}.d",
        "sections.end",
    ):
        folio = texts(book, node)[-1]
        assert right == pytest.approx(folio.x + sum(folio.run.advances))


def test_a_long_title_turns_two_em_before_the_folios(pages_of):
    """Its lines hang under the title's start, its folio stands on the last."""
    book = pages_of(SPEC, choices={"contents_leader": 0.5})
    number, first, second, folio = texts(book, f"{BLOCKS}.d")
    em = book.theme.styles["contents_entry"].text.size
    column = book.theme.page.left(True) + book.theme.page.width - 3 * 0.5 * em

    assert first.x == second.x > number.x
    assert number.y == first.y
    assert 18.0 == pytest.approx(second.y - first.y)
    assert second.y == folio.y
    assert first.x + sum(first.run.advances) <= column - 2 * em + 1
    assert {round(folio.y - (ASCENT_EM - 0.5) * em, 2)} == {
        round(y, 2) for _, y in dots(book) if first.y - 5 < y < second.y
    }


def test_no_dots_unless_the_theme_wants_them(pages_of):
    assert [] == dots(pages_of(SPEC))


@pytest.mark.parametrize("pitch", [0.33, 0.4, 0.5])
def test_dots_stand_on_one_grid(pages_of, pitch):
    """Counted from the right edge; three or more in a row, clear of title and folio."""
    book = pages_of(SPEC, choices={"contents_leader": pitch})
    page = book.theme.page
    em = book.theme.styles["contents_entry"].text.size
    right = page.left(True) + page.width
    found = dots(book)
    rows = {y for _, y in found}

    assert 6 == len(rows)
    for x, _ in found:
        places = (right - x) / (pitch * em)
        assert round(places) == pytest.approx(places, abs=1e-6)
    for y in rows:
        row = sorted(x for x, each in found if each == y)
        base = y + (ASCENT_EM - 0.5) * em
        on_line = [
            leaf.item
            for leaf in book.leaves[0]
            if isinstance(leaf.item, TextItem) and abs(leaf.item.y - base) < 0.01
        ]
        *before, folio = sorted(on_line, key=lambda item: item.x)
        assert len(row) >= 3
        assert row[0] - 0.05 * em >= before[-1].x + sum(before[-1].run.advances) + 0.199 * em
        assert row[-1] + 0.05 * em <= folio.x - 0.199 * em
        assert all(b - a == pytest.approx(pitch * em) for a, b in pairwise(row))


def test_every_title_leaves_room_for_three_dots(pages_of):
    """However long: titles end anywhere in their measure."""
    sections = "\n".join(
        f"  - {{id: s{n}, title: {'字' * n}, blocks: [{{text: 文}}]}}" for n in range(24, 60)
    )
    book = pages_of(f"sections:\n{sections}\n", choices={"contents_leader": 0.5})
    for number, page in enumerate(book.pages):
        if page.master != "contents":
            continue
        rows = {}
        for x, y in dots(book, number):
            rows.setdefault(y, []).append(x)
        assert min(map(len, rows.values())) >= 3
        folios = [i for i in page.items if isinstance(i, LinkItem)]
        assert len(folios) == len(rows)


def test_the_room_kept_is_the_room_taken(pages_of):
    """Titles that turn make the list longer; a chapter does not stand last without its headings."""
    headings = "".join(
        f"\n      - {{heading: '{LONG}{n}', id: h{n}}}\n      - {{text: 文}}" for n in range(30)
    )
    sections = "".join(
        f"\n  - id: c{c}\n    title: 第{c}\n    blocks:{headings.replace('id: h', f'id: c{c}h')}"
        for c in range(3)
    )
    book = pages_of(f"contents: {{levels: 2}}\nsections:{sections}\n")
    contents = [page for page in book.pages if page.master == "contents"]

    assert 5 == len(contents)
    for page in contents:
        entries = [i for i in page.items if isinstance(i, LinkItem)]
        assert "blocks" in entries[-1].target
        bottom = book.theme.page.top + book.theme.page.lines * book.theme.page.pitch
        assert max(i.box.bottom for i in entries) <= bottom + 0.1
    first = next(page for page in book.pages if page.master == "text")
    assert "6" == first.label


def test_chapters_with_figures_keep_their_page(pages_of):
    """Numbers wider than a numeral move the titles of all chapters to the right together."""
    text = """
headings: {numbers: chapters}
sections:
  - {id: one, title: 总体, key: {word: 首批, name: 名}, blocks: [{text: 文}]}
  - {id: two, title: 展望, blocks: [{text: 文}]}
"""
    book = pages_of(text)
    numerals = [texts(book, f"sections.{name}")[0] for name in ("one", "two")]
    titles = [texts(book, f"sections.{name}")[1] for name in ("one", "two")]

    assert ["第一章", "第二章"] == [item.run.text for item in numerals]
    assert titles[0].x == titles[1].x
    assert titles[0].x > max(item.x + sum(item.run.advances) for item in numerals) + 11


def test_titles_too_long_for_their_place_make_a_plain_list(pages_of):
    """Two lines fit beside a key figure; with three the contents become plain rows, and nothing overlaps."""
    text = """
sections:
  - {{id: one, title: {}, key: {{word: 首批, name: 名}}, blocks: [{{text: 文}}]}}
"""
    two, three = pages_of(text.format("题" * 20)), pages_of(text.format("题" * 50))

    assert [15.0, 15.0] == [i.run.size for i in texts(two, "sections.one") if "题" in i.run.text]
    assert "首批" in [i.run.text for i in texts(two, "sections.one")]
    assert {10.5} == {i.run.size for i in texts(three, "sections.one")}
