"""The logical tree and the marks on the pages: what is to be read, each thing once, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from laid_out import LaidOut

from reportgen.content.blocks import Chart, Table, part_id
from reportgen.content.tree import nodes, with_alts
from reportgen.core.paged import (
    DrawItem,
    GroupItem,
    LinkItem,
    LogicalNode,
    NodeId,
    NodeKind,
    OutlineEntry,
)

# What may stand directly below what (ISO 32000-2, 14.8.4, as far as we use it).
ALLOWED = {
    NodeKind.TABLE: {NodeKind.CAPTION, NodeKind.TABLE_HEAD, NodeKind.TABLE_BODY},
    NodeKind.TABLE_HEAD: {NodeKind.TABLE_ROW},
    NodeKind.TABLE_BODY: {NodeKind.TABLE_ROW},
    NodeKind.TABLE_ROW: {NodeKind.HEAD_CELL, NodeKind.DATA_CELL},
    NodeKind.LIST: {NodeKind.LIST_ITEM},
    NodeKind.CONTENTS: {NodeKind.CAPTION, NodeKind.CONTENTS_ITEM},
}
PARENTS = {
    NodeKind.TABLE_ROW: {NodeKind.TABLE_HEAD, NodeKind.TABLE_BODY},
    NodeKind.HEAD_CELL: {NodeKind.TABLE_ROW},
    NodeKind.DATA_CELL: {NodeKind.TABLE_ROW},
    NodeKind.LIST_ITEM: {NodeKind.LIST},
    NodeKind.CONTENTS_ITEM: {NodeKind.CONTENTS},
}


def pairs(node: LogicalNode) -> Iterator[tuple[LogicalNode, LogicalNode]]:
    """Every node with each of its children."""
    for child in node.children:
        yield node, child
        yield from pairs(child)


def tagged(items: tuple[DrawItem, ...]) -> Iterator[DrawItem]:
    """Items and the items inside groups."""
    for item in items:
        yield item
        if isinstance(item, GroupItem):
            yield from tagged(item.items)


def empty_cells(book) -> set[NodeId]:
    """Cells without words: nothing of them is on paper."""
    tables = [b for s in book.document.sections for b in s.blocks if isinstance(b, Table)]
    return {
        part_id(table.id, "r", number, column)
        for table in tables
        for number, row in enumerate(table.rows)
        for column, cell in enumerate(row)
        if not cell.text and not cell.aside
    }


# ------------------------------------------------------------------ the tree


def test_every_id_comes_once(book_of_pages):
    """Marks name nodes by id."""
    counts = Counter(node.id for node in nodes(book_of_pages.paged.tree))

    assert len(counts) > 900
    assert [] == [node for node, count in counts.items() if count > 1]


def test_nodes_stand_where_their_kind_may(book_of_pages):
    """Rows in tables, cells in rows, items in lists; no list or table without them."""
    wrong = [
        (above.id, below.id)
        for above, below in pairs(book_of_pages.paged.tree)
        if below.kind not in ALLOWED.get(above.kind, {below.kind})
        or above.kind not in PARENTS.get(below.kind, {above.kind})
    ]
    hollow = [
        node.id for node in nodes(book_of_pages.paged.tree) if node.kind in ALLOWED and not node.children
    ]

    assert [] == wrong
    assert [] == hollow


def test_all_rows_of_a_table_are_as_long_as_its_head(book_of_pages):
    """A reader that says the head of each cell needs that."""
    seen = 0
    for table in nodes(book_of_pages.paged.tree):
        if table.kind is NodeKind.TABLE:
            rows = [node for node in nodes(table) if node.kind is NodeKind.TABLE_ROW]
            seen += 1
            assert 1 == len({len(row.children) for row in rows}), table.id
            assert {NodeKind.HEAD_CELL} == {cell.kind for cell in rows[0].children}
    assert seen >= 9


def test_headings_go_down_without_jumps(book_of_pages):
    """G02: H1, H2, H3 nested, none left out."""
    levels = [node.level for node in nodes(book_of_pages.paged.tree) if node.kind is NodeKind.HEADING]

    assert 1 == levels[0]
    assert len(levels) > 40
    assert [] == [(a, b) for a, b in pairwise(levels) if b > a + 1]
    assert set(levels) <= {1, 2, 3}


def test_figures_have_alternative_texts_made_of_their_data(book_of_pages):
    """G02: never empty; a chart says every label and value that it shows, not only its title."""
    for node in nodes(book_of_pages.paged.tree):
        assert bool(node.alt) == (node.kind is NodeKind.FIGURE), node.id
    charts = [b for s in book_of_pages.document.sections for b in s.blocks if isinstance(b, Chart)]
    assert len(charts) > 8
    for chart in charts:
        alt = book_of_pages.nodes[chart.id].alt
        assert alt != chart.title.text
        words = [point.text for series in chart.plan.series for point in series.points]
        words += chart.plan.labels if chart.plan.series else ()
        words += [part for rank in chart.plan.ranks for part in (rank.scope, rank.text)]
        assert [] == [word for word in words if word not in alt]


def test_alternative_texts_follow_the_figures(tmp_path):
    """A01: a changed metric changes what a chart says to those who do not see it."""
    text = """\
format: reportgen/1
document: {title: 试, organisation: 某区}
metrics:
  - {id: x, name: 某指标, value: 40.5, unit: "%", qualifier: 以上, baseline: {value: 1, qualifier: 不足}}
sections:
  - id: s
    title: 章
    blocks:
      - {chart: bar, title: 图一, metrics: [x]}
      - {chart: dumbbell, title: 图二, metrics: [x]}
"""

    def alts(name: str, content: str) -> list[str]:
        (tmp_path / name).write_text(content, encoding="utf-8")
        return [node.alt for node in nodes(LaidOut(tmp_path / name).paged.tree) if node.alt]

    old, new = alts("old.yaml", text), alts("new.yaml", text.replace("40.5", "41.2"))

    assert [True, True] == ["40.5%以上" in alt for alt in old]
    assert "不足1%" in old[1]
    assert [alt.replace("40.5", "41.2") for alt in old] == new


def test_alternative_texts_are_put_in_without_touching_the_rest(book_of_pages):
    """Only the nodes named; an empty mapping gives the very same tree."""
    tree = book_of_pages.paged.tree
    figure = next(node.id for node in nodes(tree) if node.kind is NodeKind.FIGURE)
    changed = with_alts(tree, {figure: "新的说明", NodeId("nowhere"): "没有人读"})
    before, after = list(nodes(tree)), list(nodes(changed))

    assert tree is with_alts(tree, {})
    assert [figure] == [new.id for old, new in zip(before, after, strict=True) if new.alt != old.alt]
    assert [node.id for node in before] == [node.id for node in after]


# ------------------------------------------------------------------ marks


def test_every_item_is_marked(book_of_pages):
    """With a node of the tree or as an artifact, never both."""
    wrong = [
        item
        for page in book_of_pages.pages
        for item in page.items
        if (item.tag.node is None) == (item.tag.artifact is None)
    ]
    inside = [
        item
        for page in book_of_pages.pages
        for item in tagged(page.items)
        if item.tag.node is not None and item.tag.node not in book_of_pages.nodes
    ]

    assert [] == wrong
    assert [] == inside


def test_every_leaf_is_on_paper(book_of_pages):
    """Whatever there is to read is drawn somewhere."""
    drawn = {item.tag.node for page in book_of_pages.pages for item in tagged(page.items)}
    expected = {n.id for n in nodes(book_of_pages.paged.tree) if not n.children} - empty_cells(book_of_pages)

    assert len(expected) > 600
    assert set() == expected - drawn


def test_nodes_begin_on_pages_in_reading_order(book_of_pages):
    """G03: sections, headings and paragraphs of the main column follow each other."""
    firsts = [
        (book_of_pages.lines[node.id][0].page, node.id)
        for node in nodes(book_of_pages.paged.tree)
        if node.kind in (NodeKind.HEADING, NodeKind.TITLE) and node.id in book_of_pages.lines
    ]
    prose = [
        (book_of_pages.lines[node][0].page, book_of_pages.lines[node][0].y)
        for node, _ in book_of_pages.body()
        if ".blocks." in node and book_of_pages.lines[node][0].size > 10
    ]

    assert len(firsts) > 40
    assert [page for page, _ in firsts] == sorted(page for page, _ in firsts)
    assert len(prose) > 50
    assert prose == sorted(prose)


def test_a_paragraph_over_two_pages_is_one_node(book_of_pages):
    """Its lines on both pages bear the same id, so that it is read as one."""
    over = [n for n, _ in book_of_pages.body() if len({line.page for line in book_of_pages.lines[n]}) > 1]

    assert over
    assert all(book_of_pages.nodes[node].kind is NodeKind.PARAGRAPH for node in over)


# ------------------------------------------------------------------ places


def test_every_destination_is_a_place_on_a_page(book_of_pages):
    """Of a node that is drawn there, itself or a part of it, not above its place."""
    wrong = []
    for node, place in book_of_pages.paged.destinations.items():
        page = book_of_pages.pages[place.page]
        names = [str(leaf.tag.node) for leaf in book_of_pages.leaves[place.page] if leaf.tag.node]
        if not 0 <= place.y < page.size.height or not any(
            name == node or name.startswith(f"{node}.") for name in names
        ):
            wrong.append((node, place))

    assert len(book_of_pages.paged.destinations) > 100
    assert [] == wrong


def outline(entries: tuple[OutlineEntry, ...]) -> Iterator[OutlineEntry]:
    """All bookmarks."""
    for entry in entries:
        yield entry
        yield from outline(entry.children)


def test_bookmarks_and_links_lead_somewhere(book_of_pages):
    """Every target is a destination; a link says where it leads and lies on what it is marked as."""
    destinations = book_of_pages.paged.destinations
    links = [
        item for page in book_of_pages.pages for item in tagged(page.items) if isinstance(item, LinkItem)
    ]
    entries = list(outline(book_of_pages.paged.outline))

    assert len(entries) > 40
    assert [] == [entry for entry in entries if entry.node not in destinations or not entry.title]
    assert len(links) >= 15
    assert [] == [link for link in links if NodeId(link.target.removeprefix("#")) not in destinations]
    assert [] == [link for link in links if not link.label or link.tag.node is None]


def test_a_bookmark_stands_at_its_heading(book_of_pages):
    """The place of a section is the page that shows its title; of a heading, just above its line."""
    for entry in outline(book_of_pages.paged.outline):
        place = book_of_pages.paged.destinations[entry.node]
        lines = book_of_pages.lines.get(entry.node) or book_of_pages.lines[part_id(entry.node, "title")]
        assert lines[0].page == place.page
        assert place.y <= lines[0].y
        assert pytest.approx(place.y, abs=30) == lines[0].y or ".blocks." not in entry.node
