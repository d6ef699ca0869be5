"""The books of structure: headings, lists, references, captions, tables, contents on their pages."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from book_files import CHANGES, STRUCTURE, assets_of, theme_of
from laid_out import LaidOut

from reportgen.content.blocks import Table
from reportgen.content.paper_text import fixed_strings, paper_strings
from reportgen.content.tree import nodes
from reportgen.core.diagnostics import language_of
from reportgen.core.paged import Artifact, LinkItem, NodeId, NodeKind, OutlineEntry, TextItem
from reportgen.pipeline.building import build

BOOKS = tuple(CHANGES)


@pytest.fixture(scope="module", params=BOOKS)
def book(request, tmp_path_factory) -> LaidOut:
    return laid_out(request.param, tmp_path_factory.mktemp("book"))


def laid_out(name: str, folder: Path) -> LaidOut:
    return LaidOut(STRUCTURE / f"{name}.yaml", theme=theme_of(name, folder))


def test_nothing_had_to_be_relaxed(book):
    """Short last pages are all there is to say."""
    assert {"layout.short-page"} >= {finding.code for finding in book.findings}
    assert {"layout.short-page"} >= {finding.code for finding in book.checked.findings}


def test_every_id_comes_once_and_every_leaf_is_drawn(book):
    found = list(nodes(book.paged.tree))
    drawn = {leaf.tag.node for page in book.leaves for leaf in page}
    tables = [b for s in book.document.sections for b in s.blocks if isinstance(b, Table)]
    empty = {
        f"{t.id}.r.{r}.{c}"
        for t in tables
        for r, row in enumerate(t.rows)
        for c, cell in enumerate(row)
        if not cell.text
    }
    leaves = {node.id for node in found if not node.children}

    assert [] == [node for node, count in Counter(n.id for n in found).items() if count > 1]
    assert {"half-title", "back-cover"} == leaves - drawn - empty  # there is no cover
    assert set() == {leaf.tag.node for page in book.leaves for leaf in page} - {n.id for n in found} - {None}


def test_rows_of_a_table_have_as_many_columns_as_their_heads(book):
    """Spans counted; what reads a table aloud needs that."""
    for table in nodes(book.paged.tree):
        if table.kind is not NodeKind.TABLE:
            continue
        head, body = (n for n in table.children if n.kind is not NodeKind.CAPTION)
        first = head.children[0].children
        width = sum(cell.columns for cell in first)
        below = sum(cell.columns for cell in first if cell.rows == 1) if len(head.children) > 1 else 0
        assert [below] * (len(head.children) - 1) == [len(row.children) for row in head.children[1:]]
        assert {width} == {len(row.children) for row in body.children}


def test_text_stays_in_the_type_area_and_apart(book):
    """Nothing sticks out, nothing lies on anything else."""
    geometry = book.theme.page
    out, over = [], []
    for page, leaves in zip(book.pages, book.leaves, strict=True):
        area = geometry.type_area(page.index % 2 == 0)
        boxes = [
            (leaf.box, leaf.item.run.text)
            for leaf in leaves
            if isinstance(leaf.item, TextItem)
            and leaf.item.run.text.strip()
            and leaf.tag.artifact not in (Artifact.HEADER, Artifact.FOOTER)
        ]
        # display type hangs out by its own white, （ by the half of its frame that the edge takes
        out += [t for box, t in boxes if box.x < area.x - 0.2 * box.height or box.right > area.right + 0.5]
        for index, (box, text) in enumerate(boxes):
            for other, words in boxes[index + 1 :]:
                wide = min(box.right, other.right) - max(box.x, other.x)
                high = min(box.bottom, other.bottom) - max(box.y, other.y)
                if wide > 0.4 and high > 0.4:
                    over.append((page.label, text, words))

    assert [] == out
    assert [] == over


LABEL = re.compile(
    r"第[一二三四]+[章节]|[图表][0-9]+(-[0-9]+)?|（[0-9]+）|Chapter [0-9]|Section [0-9.]+|Table [0-9]-[0-9]"
)


def test_no_number_of_a_reference_is_parted(book):
    """Each reference of the spec is one link on one line, and its label is whole."""
    asked = (STRUCTURE / book.checked.loaded.file.rpartition("/")[2]).read_text("utf-8").count("[](#")
    links = [
        item
        for page in book.pages
        for item in page.items
        if isinstance(item, LinkItem) and not str(item.tag.node).startswith("contents")
    ]

    assert asked == len(links)
    assert [] == [link.label for link in links if not LABEL.fullmatch(link.label)]


def test_what_is_printed_has_been_audited(book):
    spec = book.checked.loaded.spec
    language = language_of(book.document.language)
    audited = {char for _, text, _ in paper_strings(spec) for char in text}
    audited |= {char for text, _ in fixed_strings(language) for char in text}
    printed = {
        char
        for page in book.leaves
        for leaf in page
        if isinstance(leaf.item, TextItem)
        for char in leaf.item.run.text
    }

    assert set() == printed - audited - set(" \u2005\u3000")


def test_bookmarks_contents_and_pages_agree(book):
    """Every entry of the contents has the folio of the page its heading is on, and a bookmark."""
    entries = list(outline(book.paged.outline))
    listed = 0
    for entry in entries:
        place = book.paged.destinations[entry.node]
        shown = [
            leaf.item.run.text
            for page in book.leaves
            for leaf in page
            if isinstance(leaf.item, TextItem) and leaf.tag.node == f"contents.{entry.node}"
        ]
        if shown:
            listed += 1
            assert book.pages[place.page].label == shown[-1]
            assert "".join(shown[:-1]).replace(" ", "") == re.sub(r"[ \u3000]", "", entry.title)

    assert listed >= 5


def outline(entries: tuple[OutlineEntry, ...]):
    for entry in entries:
        yield entry
        yield from outline(entry.children)


def indented(entries: tuple[OutlineEntry, ...], depth: int = 0) -> list[str]:
    return [
        line
        for entry in entries
        for line in (" " * depth + entry.title, *indented(entry.children, depth + 1))
    ]


OUTLINES = {
    "official": """\
一、总的要求
 （一）摆放的要求
  1. 横要平
   （1）看线
   （2）比线
    ① 木条要直
    ② 木条要干
 （二）竖要直，居中的标题转行以后，编号和各行标题合成一块放在当中
二、长久的办法
 （一）勤看
 （二）勤擦
""",
    "english": """\
1　On shelves
 1.1　Rows
  1.1.1　Heights and what follows from them when a heading is too long to stand on one line
2　On counting
 2.1　Counts
""",
}


@pytest.mark.parametrize("name", OUTLINES)
def test_the_outline(name, tmp_path):
    assert OUTLINES[name].splitlines() == indented(laid_out(name, tmp_path).paged.outline)


def test_a_run_in_heading_stands_on_the_line_of_its_text(tmp_path):
    """The theme lets level 5 run in; level 4 has lines of its own."""
    book = laid_out("official", tmp_path)
    blocks = [n for n in nodes(book.paged.tree) if n.id.startswith("sections.general.blocks.")]
    checked = 0
    for heading, text in pairwise(blocks):
        if heading.kind is NodeKind.HEADING and heading.level >= 4:
            same = book.lines[heading.id][0].y == book.lines[text.id][0].y
            assert same == (heading.level == 5), heading.id
            checked += 1

    assert 4 == checked


def test_the_long_row_breaks_and_reads_on(tmp_path):
    book = laid_out("chapters", tmp_path)
    node = NodeId("sections.counting.blocks.tall.r.2.1")
    (table,) = [b for b in book.document.sections[2].blocks if b.id.endswith(".tall")]
    lines = book.lines[node]

    assert table.rows[2][1].text.text == "".join(line.text for line in lines)
    assert {True} == {count >= 2 for count in Counter(line.page for line in lines).values()}
    assert 2 == len({line.page for line in lines})


@pytest.mark.parametrize("name", BOOKS)
def test_the_books_become_files(name, tmp_path):
    """Twice the same bytes."""
    assets = assets_of(name, tmp_path)
    first, second = (build(STRUCTURE / f"{name}.yaml", tmp_path / out, assets=assets) for out in ("a", "b"))

    assert first.output is not None, first.findings
    assert second.output is not None
    assert first.output.read_bytes() == second.output.read_bytes()
