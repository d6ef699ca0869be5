"""Baselines: body text on whole lines of the grid, other text on half lines, leaves in register."""

from __future__ import annotations

import long_text
import pytest
from laid_out import LaidOut

from reportgen.core.paged import NodeKind, Page, TextItem
from reportgen.core.text import RichText

EXACT = 0.001  # pt; sums of floats, nothing else
TEXT = (NodeKind.PARAGRAPH, NodeKind.HEADING, NodeKind.QUOTE, NodeKind.LIST_ITEM)


@pytest.fixture(scope="module")
def long_book(tmp_path_factory: pytest.TempPathFactory) -> LaidOut:
    """Forty pages of text with headings of both levels, lists, quotations and a table between."""
    lines = long_text.spec(150, seed=7, headings=4, most=9).splitlines()
    extra = [
        "      - {heading: 小题, level: 3}",
        "      - list: [第一项的内容比一行还要长一些，所以它转到下一行去了，转行以后缩进。, 第二项。]",
        "      - {quote: 把每一件小事办好，就是最大的大事。, by: 某书}",
        "      - {table: 表题, place: main, columns: [{head: 甲}, {head: 乙}], rows: [[一, 二], [三, 四]]}",
        "      - review: 回顾的文字排在一条线的右边，比一行长，所以它也要转到第二行去，这样看得见行距。",
    ]
    for number in range(len(lines) - 1, 8, -9):
        lines.insert(number, extra[number % len(extra)])
    spec = tmp_path_factory.mktemp("long") / "report.yaml"
    spec.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return LaidOut(spec)


@pytest.fixture(params=["report", "long text"])
def book(request: pytest.FixtureRequest, book_of_pages: LaidOut, long_book: LaidOut) -> LaidOut:
    """The report of the repository, for both profiles, and the long text."""
    return book_of_pages if request.param == "report" else long_book


def baselines(book: LaidOut, page: Page, *, body_only: bool = False) -> set[float]:
    """Baselines of running text in the main column, in lines of the grid from 1."""
    geometry = book.theme.page
    left, right = book.column_of(page)
    size = book.theme.styles["body"].text.size
    body = {node for node, _ in book.body()}
    ys = set()
    for leaf in book.leaves[page.index]:
        item, node = leaf.item, book.nodes.get(leaf.tag.node) if leaf.tag.node else None
        if not isinstance(item, TextItem) or leaf.in_group or node is None or node.kind not in TEXT:
            continue
        if not left - 10 <= item.x <= right or item.run.size < size:
            continue
        if not body_only or (node.id in body and item.run.size == size):
            ys.add((item.y - geometry.baseline(1)) / geometry.pitch + 1)
    return ys


def test_running_text_lies_on_half_lines(book: LaidOut):
    seen = 0
    for page in book.pages:
        if page.master == "text":
            places = baselines(book, page)
            seen += len(places)
            assert [] == [y for y in places if abs(2 * y - round(2 * y)) > EXACT], page.label
            assert all(1 - EXACT <= y <= book.theme.page.lines + EXACT for y in places), page.label
    assert seen > 250


def test_body_text_lies_on_whole_lines(book: LaidOut):
    """Paragraphs, reviews, lists: all that has the size of the body."""
    seen = 0
    for page in book.pages:
        if page.master == "text":
            places = baselines(book, page, body_only=True)
            seen += len(places)
            assert [] == [y for y in places if abs(y - round(y)) > EXACT], page.label
    assert seen > 200


@pytest.mark.parametrize(("first", "pair"), [(0, "both sides of a leaf"), (1, "facing pages")])
def test_pages_register(book: LaidOut, first: int, pair: str):
    """Held against the light, and side by side: the same baselines wherever both pages have text."""
    pairs = shared = 0
    for one, other in zip(book.pages[first::2], book.pages[first + 1 :: 2], strict=False):
        if one.master != "text" or other.master != "text":
            continue
        front, back = ({round(y): y for y in baselines(book, page, body_only=True)} for page in (one, other))
        both = front.keys() & back.keys()
        assert all(abs(front[line] - back[line]) < EXACT for line in both), f"{pair}: {one.label}"
        pairs += 1
        shared += len(both)

    assert pairs >= 5
    assert shared > 15


def test_what_the_long_text_is_made_of(long_book: LaidOut):
    """It breaks pages inside paragraphs, and holds every kind of running text."""
    kinds = {node.kind for node in long_book.nodes.values()}
    over = [node for node, _ in long_book.body() if len({line.page for line in long_book.lines[node]}) > 1]

    assert set(TEXT) <= kinds
    assert len(over) > 10
    assert len(long_book.pages) > 25
    assert all(isinstance(text, RichText) for _, text in long_book.body())
