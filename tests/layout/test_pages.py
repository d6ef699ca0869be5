"""The pages of the report, all of them: nothing out of place, nothing over anything else, no bad break.

Measures are the theme's; what is expected is said in them, not copied from the output.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from itertools import pairwise

import pytest
from laid_out import LaidOut, Leaf

from reportgen.content.blocks import Heading, Place, Review, TextParagraph
from reportgen.core.geometry import Rect
from reportgen.core.paged import Artifact, LinkItem, NodeId, NodeKind, TextItem
from reportgen.core.text import MarkKind

ON_GRID = 0.4  # pt; what rounding in the theme's lengths may cost
BODY = 9.0  # pt; smaller type (notes, sources, ticks) has a pitch of its own
OVERLAP = 0.3  # pt in both directions
NO_START = "，。、；：？！）》」』〉】”’…—％"
NO_END = "（《「『〈【“‘"
FOLIO = ("text", "contents", "overview")  # masters with running head and folio
FULL_BLEED = ("cover", "back_cover")


def texts(leaves: tuple[Leaf, ...]) -> list[Leaf]:
    """The text on a page."""
    return [leaf for leaf in leaves if isinstance(leaf.item, TextItem) and leaf.item.run.text.strip()]


def squeezed(text: str) -> str:
    """`text` without white space, which lines lose at their ends."""
    return re.sub(r"\s+", "", text)


def test_the_masters_in_order(book_of_pages):
    """Cover, half-title, contents, text, back cover on the last page of an even number; nothing relaxed."""
    masters = [page.master for page in book_of_pages.pages]

    assert ["cover", "half_title", "contents"] == masters[:3]
    assert "back_cover" == masters[-1]
    assert 0 == len(masters) % 2
    assert 8 == masters.count("opener")
    assert masters.count("blank") <= 1
    assert 30 <= len(masters) <= 60
    assert [str(number + 1) for number in range(len(masters))] == [page.label for page in book_of_pages.pages]


def test_nothing_had_to_be_relaxed(book_of_pages):
    """No loose or overfull line, no emergency break, no page less than a third full."""
    assert [] == [str(finding) for finding in book_of_pages.findings]


def test_every_item_lies_in_the_bleed(book_of_pages):
    """E01 on the layout's side: what goes over the trim ends with the bleed; text stays inside the trim."""
    trim = book_of_pages.theme.page.trim
    sheet = Rect(0.0, 0.0, trim.width, trim.height)
    bleed = sheet.grown(book_of_pages.paged.bleed)

    def inside(leaf: Leaf) -> bool:
        box, room = leaf.box, bleed
        if isinstance(leaf.item, (TextItem, LinkItem)):
            room = sheet
        return (
            box.x >= room.x - 0.01
            and box.y >= room.y - 0.01
            and box.right <= room.right + 0.01
            and box.bottom <= room.bottom + 0.01
        )

    assert [] == [leaf for page in book_of_pages.leaves for leaf in page if not inside(leaf)]


def test_grounds_reach_the_bleed(book_of_pages):
    """A coloured page is coloured to the very edge of the plate."""
    bleed = book_of_pages.paged.bleed
    trim = book_of_pages.theme.page.trim
    for page, leaves in zip(book_of_pages.pages, book_of_pages.leaves, strict=True):
        if page.master in ("cover", "opener", "back_cover"):
            ground = leaves[0].box
            assert (-bleed, -bleed) == pytest.approx((ground.x, ground.y))
            assert (trim.width + bleed, trim.height + bleed) == pytest.approx((ground.right, ground.bottom))


def test_text_keeps_to_the_type_area(book_of_pages):
    """D10: no line sticks out at the right or below. Large type may hang out at the left by its own white."""
    geometry = book_of_pages.theme.page
    found = []
    for page, leaves in zip(book_of_pages.pages, book_of_pages.leaves, strict=True):
        if page.master in FULL_BLEED:
            continue
        area = geometry.type_area(page.index % 2 == 0)
        for leaf in texts(leaves):
            if leaf.tag.artifact in (Artifact.HEADER, Artifact.FOOTER):
                continue
            size = leaf.item.run.size
            hang = 0.2 * size if size > 20 else 0.01  # 目 has that much white at its left
            box = leaf.box
            if (
                box.x < area.x - hang
                or box.right > area.right + 0.5
                or leaf.item.y + leaf.dy > area.bottom
                or leaf.item.y + leaf.dy < area.y
            ):
                found.append((page.label, leaf.item.run.text))

    assert [] == found


def test_text_of_the_main_column_stands_on_the_grid(book_of_pages):
    """Baselines of facing pages agree: lines lie on B(n) or half way between two."""
    geometry = book_of_pages.theme.page
    off, seen = [], 0
    for page, leaves in zip(book_of_pages.pages, book_of_pages.leaves, strict=True):
        if page.master != "text":
            continue
        left, right = book_of_pages.column_of(page)
        for leaf in texts(leaves):
            item = leaf.item
            node = book_of_pages.nodes.get(leaf.tag.node) if leaf.tag.node else None
            if leaf.in_group or item.run.size < BODY or not left - 10 <= item.x <= right:
                continue
            if item.colour.name == "white" or (node and node.kind is NodeKind.FIGURE):
                continue  # badges hang from rules, places of photos stand in their frames
            seen += 1
            steps = (item.y - geometry.baseline(1)) / geometry.half
            if abs(steps - round(steps)) * geometry.half > ON_GRID:
                off.append((page.label, item.run.text, steps))

    assert [] == off
    assert seen > 600


def test_lines_of_body_text_are_one_pitch_apart(book_of_pages):
    """Inside a paragraph, on one page, no line is missing and none squeezed in."""
    pitch = book_of_pages.theme.page.pitch
    steps = [
        round(below.y - above.y, 2)
        for node, _ in book_of_pages.body()
        for above, below in pairwise(book_of_pages.lines[node])
        if above.page == below.page
    ]

    assert len(steps) > 200
    assert {pitch} == set(steps)


def test_no_text_stands_over_other_text(book_of_pages):
    """On any page, in any column, in charts too."""
    found = []
    for page, leaves in zip(book_of_pages.pages, book_of_pages.leaves, strict=True):
        boxes = sorted(((leaf.box, leaf) for leaf in texts(leaves)), key=lambda pair: pair[0].y)
        for number, (box, leaf) in enumerate(boxes):
            for other, second in boxes[number + 1 :]:
                if other.y > box.bottom - OVERLAP:
                    break
                width = min(box.right, other.right) - max(box.x, other.x)
                height = min(box.bottom, other.bottom) - max(box.y, other.y)
                if width > OVERLAP and height > OVERLAP:
                    found.append((page.label, leaf.item.run.text, second.item.run.text))

    assert [] == found


def test_every_block_keeps_to_its_column(book_of_pages):
    """Prose in the main column, side boxes in the other; the gutter between them stays white."""
    geometry = book_of_pages.theme.page
    place = {
        block.id: Place.MAIN if isinstance(block, (TextParagraph, Heading, Review)) else block.place
        for section in book_of_pages.document.sections
        for block in section.blocks
        if isinstance(block, (TextParagraph, Heading, Review)) or getattr(block, "place", None) is Place.SIDE
    }
    outside, seen = [], Counter()
    for page, leaves in zip(book_of_pages.pages, book_of_pages.leaves, strict=True):
        left, right = book_of_pages.column_of(page)
        step = right - left + geometry.gutter
        side = left + step if page.index % 2 == 0 else left - geometry.span(4) - geometry.gutter
        columns = {Place.MAIN: (left, right), Place.SIDE: (side, side + geometry.span(4))}
        for leaf in texts(leaves):
            column = place.get(_block(leaf.tag.node, place))
            if column is None:
                continue
            seen[column] += 1
            box, (first, last) = leaf.box, columns[column]
            hang = 0.1 * leaf.item.run.size
            if box.x < first - hang or box.right > last + 0.5:
                outside.append((page.label, leaf.item.run.text))

    assert [] == outside
    assert seen[Place.MAIN] > 300
    assert seen[Place.SIDE] > 50


def _block(node: NodeId | None, blocks: Container[NodeId]) -> NodeId | None:
    """The block that a node is part of."""
    while node is not None and node not in blocks:
        node = NodeId(node.rpartition(".")[0]) or None
    return node


# ------------------------------------------------------------------ running heads, folios


def test_running_heads_and_folios_stand_outside(book_of_pages):
    """Right on odd pages, left on even ones; the section on odd pages, the book on even ones."""
    geometry = book_of_pages.theme.page
    for page, leaves in zip(book_of_pages.pages, book_of_pages.leaves, strict=True):
        heads = [leaf for leaf in texts(leaves) if leaf.tag.artifact is Artifact.HEADER]
        feet = [leaf for leaf in texts(leaves) if leaf.tag.artifact is Artifact.FOOTER]
        if page.master not in FOLIO:
            assert [] == heads + feet
            continue
        is_recto = page.index % 2 == 0
        area = geometry.type_area(is_recto)
        assert page.label == "".join(leaf.item.run.text for leaf in feet)
        words = "".join(leaf.item.run.text for leaf in heads)
        if is_recto:
            assert book_of_pages.document.info.title != words
            assert area.right == pytest.approx(max(leaf.box.right for leaf in heads), abs=0.1)
            assert area.right == pytest.approx(max(leaf.box.right for leaf in feet), abs=0.1)
        else:
            assert book_of_pages.document.info.title == words
            assert area.x == pytest.approx(min(leaf.box.x for leaf in heads), abs=0.1)
            assert area.x == pytest.approx(min(leaf.box.x for leaf in feet), abs=0.1)
        assert max(leaf.box.bottom for leaf in heads) < area.y
        assert min(leaf.box.y for leaf in feet) > area.bottom


def test_the_running_head_names_the_section_of_its_page(book_of_pages):
    """The one that began last, with its numeral."""
    starts = [
        (book_of_pages.paged.destinations[section.id].page, section)
        for section in book_of_pages.document.sections
    ]
    seen = 0
    for page, leaves in zip(book_of_pages.pages, book_of_pages.leaves, strict=True):
        current = [section for start, section in starts if start <= page.index]
        words = "".join(leaf.item.run.text for leaf in texts(leaves) if leaf.tag.artifact is Artifact.HEADER)
        if page.master != "text" or page.index % 2 or not current or _is_colophon(leaves):
            continue
        seen += 1
        assert current[-1].numeral + current[-1].title == words.replace("　", "")

    assert seen > 8


def _is_colophon(leaves: tuple[Leaf, ...]) -> bool:
    return any(str(leaf.tag.node).startswith("colophon") for leaf in leaves)


# ------------------------------------------------------------------ how pages end


def test_no_page_is_less_than_a_third_full(book_of_pages):
    """Pages of text, measured on what stands lowest; look, 2."""
    geometry = book_of_pages.theme.page
    least = geometry.top + geometry.lines * geometry.pitch / 3
    depths = {
        page.label: max(leaf.box.bottom for leaf in texts(leaves) if leaf.tag.artifact is None)
        for page, leaves in zip(book_of_pages.pages, book_of_pages.leaves, strict=True)
        if page.master == "text"
    }

    assert len(depths) > 15
    assert {} == {label: depth for label, depth in depths.items() if depth < least}


def test_two_lines_of_a_paragraph_at_least_on_either_side_of_a_break(book_of_pages):
    """D09: no widow, no orphan, anywhere."""
    alone, broken = [], 0
    for node, _ in book_of_pages.body():
        pages = Counter(line.page for line in book_of_pages.lines[node])
        if len(pages) > 1:
            broken += 1
            first, last = pages[min(pages)], pages[max(pages)]
            if min(first, last) < 2:
                alone.append((node, dict(pages)))

    assert [] == alone
    assert broken > 0


def headings(laid_out: LaidOut) -> list[Heading]:
    """All headings inside sections."""
    every = [block for section in laid_out.document.sections for block in section.blocks]
    return [block for block in every if isinstance(block, Heading)]


def bare_headings(laid_out: LaidOut) -> list[tuple[str, str]]:
    """Page and words of headings with less than two lines below them in their column."""
    bare = []
    for heading in headings(laid_out):
        last = laid_out.lines[heading.id][-1]
        page = laid_out.pages[last.page]
        left, right = laid_out.column_of(page)
        below = {
            round(leaf.item.y + leaf.dy, 1)
            for leaf in texts(laid_out.leaves[last.page])
            if left - 10 <= leaf.item.x + leaf.dx <= right
            and leaf.item.y + leaf.dy > last.y
            and leaf.tag.artifact is None
        }
        if len(below) < 2:
            bare.append((page.label, heading.text.text))
    return bare


def test_a_heading_is_never_the_last_on_its_page(book_of_pages):
    """D09: two lines of what it heads stand below it, in its column."""
    assert len(headings(book_of_pages)) > 25
    assert [] == bare_headings(book_of_pages)


def test_headings_stand_on_the_page_of_their_text(book_of_pages):
    """The block behind a heading begins on the heading's page."""
    for section in book_of_pages.document.sections:
        blocks = [b for b in section.blocks if getattr(b, "place", None) is None or b.place.value != "side"]
        for heading, block in pairwise(blocks):
            if isinstance(heading, Heading):
                nodes = [n for n in book_of_pages.lines if n == block.id or n.startswith(f"{block.id}.")]
                first = min((book_of_pages.lines[n][0].page for n in nodes), default=None)
                assert book_of_pages.lines[heading.id][0].page == first, heading.text.text


# ------------------------------------------------------------------ how lines end


def test_the_lines_give_back_the_text(book_of_pages):
    """Every paragraph is on paper whole, in order, nothing twice."""
    different = [
        (node, text.text)
        for node, text in book_of_pages.body()
        if squeezed(text.text) != squeezed("".join(line.text for line in book_of_pages.lines[node]))
    ]

    assert [] == different


def test_no_line_begins_or_ends_with_a_forbidden_mark(book_of_pages):
    """D05: in prose, captions, cells, notes, side lists; dashes and dots stay in pairs."""
    wrong = []
    seen = 0
    for node, lines in book_of_pages.lines.items():
        for number, line in enumerate(lines):
            text = line.text.strip()
            seen += 1
            if (number and text[:1] in tuple(NO_START)) or text[-1:] in tuple(NO_END):
                wrong.append((node, text))

    assert seen > 1000
    assert [] == wrong


def test_no_line_ends_inside_a_figure(book_of_pages):
    """D06: digits, unit and qualifier stay together: 不足1%, 70%以上, 18.5万元."""
    torn, figures = [], 0
    for node, text in book_of_pages.body():
        length, ends = 0, set()
        for line in book_of_pages.lines[node][:-1]:
            length += len(squeezed(line.text))
            ends.add(length)
        for mark in text.marks:
            if mark.kind is not MarkKind.FIGURE:
                continue
            figures += 1
            start, end = len(squeezed(text.text[: mark.start])), len(squeezed(text.text[: mark.end]))
            if any(start < place < end for place in ends):
                torn.append((node, text.text[mark.start : mark.end]))

    assert figures > 60
    assert [] == torn


def test_no_line_ends_between_digits_and_their_unit(book_of_pages):
    """The same for what was written by hand: no line ends with a digit whose unit begins the next."""
    unit = re.compile(r"\s*(?:[%‰]|[万亿]?元|[个件户人年名例倍号行]|像素)")
    torn = [
        (node, above.text[-6:], below.text[:4])
        for node, lines in book_of_pages.lines.items()
        if book_of_pages.nodes[node].kind in (NodeKind.PARAGRAPH, NodeKind.LIST_ITEM, NodeKind.CAPTION)
        for above, below in pairwise(lines)
        if above.text[-1:].isdigit() and unit.match(below.text) and above.size == below.size
    ]

    assert [] == torn


def test_full_lines_end_on_the_measure(book_of_pages):
    """D07: within half a point; last lines of paragraphs are not spread."""
    geometry = book_of_pages.theme.page
    ragged, seen = [], 0
    for section in book_of_pages.document.sections:
        for block in section.blocks:
            if not isinstance(block, TextParagraph):
                continue
            lines = book_of_pages.lines[block.id]
            for line in lines[:-1]:
                page = book_of_pages.pages[line.page]
                left, _ = book_of_pages.column_of(page)
                right = max(
                    leaf.box.right
                    for leaf in texts(book_of_pages.leaves[line.page])
                    if leaf.tag.node == block.id and abs(leaf.item.y - line.y) < 0.01
                )
                seen += 1
                if abs(right - (left + geometry.measure)) > 0.5:
                    ragged.append((page.label, line.text, round(right - left - geometry.measure, 2)))

    assert seen > 150
    assert [] == ragged


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> LaidOut:
    """Paragraphs of one to nine lines, in every order, so that pages break everywhere."""
    text = "城区的事情一件一件地做，做完一件，再做一件，"
    blocks = "".join(
        f"      - text: {text * (1 + number * 7 % 9)}就到这里。\n"
        if number % 6
        else f"      - heading: 第{number}题\n"
        for number in range(120)
    )
    spec = tmp_path_factory.mktemp("crowded") / "report.yaml"
    spec.write_text(
        "format: reportgen/1\ndocument: {title: 试, organisation: 某区}\nsections:\n"
        f"  - id: s\n    title: 章\n    blocks:\n{blocks}",
        encoding="utf-8",
    )
    return LaidOut(spec)


def test_widows_orphans_and_headings_where_pages_break_everywhere(crowded):
    """The report breaks few paragraphs; this one breaks at every kind of place."""
    broken = 0
    for node, _ in crowded.body():
        pages = Counter(line.page for line in crowded.lines[node])
        if len(pages) > 1:
            broken += 1
            assert min(pages[min(pages)], pages[max(pages)]) >= 2, node
    assert broken > 3
    assert 20 == len(headings(crowded))
    assert [] == bare_headings(crowded)
