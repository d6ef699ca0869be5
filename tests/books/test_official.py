"""The page of official papers (rule book 9 and 15): a notice in cells, its sections running on."""

from __future__ import annotations

from pathlib import Path

import pytest
from laid_out import LaidOut

from reportgen.core.diagnostics import Severity
from reportgen.core.geometry import mm
from reportgen.core.paged import Artifact, NodeId, PathItem, TextItem
from reportgen.pipeline.building import build

NOTICE = Path(__file__).parent / "official" / "notice.yaml"
SIZE = 16.0


@pytest.fixture(scope="module")
def notice() -> LaidOut:
    return LaidOut(NOTICE)


def texts(page):
    """Text of a page but for folios: item, x, baseline."""
    for leaf in page:
        if isinstance(leaf.item, TextItem) and leaf.tag.artifact is not Artifact.FOOTER:
            yield leaf.item, leaf.item.x + leaf.dx, leaf.item.y + leaf.dy


def folio(page):
    (leaf,) = [leaf for leaf in page if leaf.tag.artifact is Artifact.FOOTER]
    return leaf


def is_body(item):
    return item.run.size == SIZE and item.tag.node != "half-title"


def is_han(char):
    return "一" <= char <= "鿿"


def origins(item, x):
    """The first character of every glyph of a run, and the left edge of its frame."""
    for cluster, advance in zip(item.run.clusters, item.run.advances, strict=True):
        yield item.run.text[cluster], x
        x += advance


def test_only_what_a_strict_grid_leaves_is_told(notice):
    assert {"layout.widow", "layout.orphan"} >= {finding.code for finding in notice.findings}
    assert [] == [f for f in notice.checked.findings if f.severity is not Severity.NOTE]


def test_every_baseline_of_every_page_is_on_the_grid(notice):
    """22 baselines, the same on every page, so that recto and verso register; tables and notes too."""
    page = notice.theme.page
    grid = [round(page.baseline(line), 3) for line in range(1, 23)]
    seen = [{round(y, 3) for _, _, y in texts(items)} for items in notice.leaves]

    assert len(notice.pages) == 3
    for found in seen:
        assert found <= set(grid)
    assert max(seen[0]) == max(seen[1]) == grid[-1]  # both are full


def test_text_fills_the_type_area_from_frame_to_frame(notice):
    """156 by 225 mm, 28 mm from the binding: on the right page at its left, on the left page at its right."""
    for number, left in ((0, mm(28)), (1, mm(26))):
        body = [(item, x, y) for item, x, y in texts(notice.leaves[number]) if is_body(item)]
        frames = [x + SIZE / 2 for item, at, _ in body for char, x in origins(item, at) if is_han(char)]
        cell = notice.theme.page.cell

        assert min(frames) == pytest.approx(left + cell / 2, abs=0.01)  # the middle of the first cell
        assert max(frames) == pytest.approx(left + mm(156) - cell / 2, abs=0.01)  # and of the last
        assert max(y for *_, y in texts(notice.leaves[number])) + 0.12 * SIZE == pytest.approx(
            mm(262), abs=0.01
        )
    first = min(y for item, _, y in texts(notice.leaves[1]) if is_body(item))
    assert first - 0.88 * SIZE == pytest.approx(mm(37), abs=0.01)


def test_characters_stand_below_each_other(notice):
    """Every hanzi is in a cell, on all lines but those where marks had to give half of one."""
    cell = notice.theme.page.cell
    off, lines = set(), set()
    for number, items in enumerate(notice.leaves):
        left = notice.theme.page.left(number % 2 == 0)
        for item, x, y in texts(items):
            if not is_body(item):
                continue
            lines.add((number, round(y, 1)))
            for char, origin in origins(item, x):
                place = (origin - left - (cell - SIZE) / 2) / cell
                if is_han(char) and abs(place - round(place)) > 0.001:
                    off.add((number, round(y, 1)))

    assert len(lines) > 35
    assert len(off) <= 4  # 9.4 (a)


def test_the_folio_stands_between_dashes_a_character_in(notice):
    """7 mm below the type area: on odd pages at the right, on even ones at the left."""
    page = notice.theme.page
    for number, items in enumerate(notice.leaves):
        leaf = folio(items)
        run = leaf.item.run
        left = page.left(number % 2 == 0)
        x, width = leaf.item.x + leaf.dx, sum(run.advances)
        face = notice.checked.fonts.face(run.font)
        dash = face.bounds(run.glyph_ids[0])[3] / face.upem * run.size

        assert run.text.replace("\u2005", " ") == f"— {number + 1} —"
        assert run.size == 14.0
        if number % 2 == 0:
            assert x + width == pytest.approx(left + page.width - 14.0)
        else:
            assert x == pytest.approx(left + 14.0)
        assert leaf.item.y + leaf.dy - dash == pytest.approx(mm(262) + mm(7), abs=0.3)
        assert [] == [leaf for leaf in items if leaf.tag.artifact is Artifact.HEADER]


def test_the_title_turns_between_the_words_that_are_named(notice):
    """Two lines in the middle, the first one no heading of a section."""
    lines = notice.lines[NodeId("half-title")]
    page = notice.theme.page

    assert [line.text for line in lines] == [
        "关于做好本季度收纳架",
        "擦拭搬动和登记造册工作的通知",
        "（样书编写组）",
    ]
    for item, x, _ in list(texts(notice.leaves[0]))[:2]:
        assert x + sum(item.run.advances) / 2 == pytest.approx(page.left(True) + page.width / 2, abs=0.1)


def test_sections_run_on_and_a_title_may_be_hidden(notice):
    printed = "".join(item.run.text for items in notice.leaves for item, *_ in texts(items))
    places = notice.paged.destinations

    assert "引言" not in printed
    assert [entry.title for entry in notice.paged.outline] == ["引言", "一、总的要求", "二、具体的安排"]
    assert [places[NodeId(f"sections.{name}")].page for name in ("opening", "demands", "second")] == [0, 0, 1]
    assert places[NodeId("half-title")].page == 0


def test_numbers_begin_their_paragraphs(notice):
    """一、 hei, （一） kai, 1. as the text, two characters in; turned lines come back to the margin."""
    cell = notice.theme.page.cell
    heads = {
        node: lines[0].text
        for node, lines in notice.lines.items()
        if node.endswith(".title") or "blocks" in node
    }
    assert {"一、总的要求", "（一）摆放的要求", "1.干擦和湿擦", "（二）搬动"} <= set(heads.values())
    left = notice.theme.page.left(True)
    starts = {item.run.text[:2]: x - left for item, x, _ in texts(notice.leaves[0]) if is_body(item)}
    assert starts["一、"] == pytest.approx(2 * cell, abs=0.2)
    item = notice.lines[NodeId("sections.demands.blocks.4.0")]
    assert item[0].text.startswith("1.瓶子")
    assert len(item) == 2


def test_without_a_side_column_its_pieces_stand_in_the_text(notice):
    """A label, its rule and its items over the whole measure, on lines of the grid."""
    (label,) = [node for node in notice.lines if node.endswith(".label")]
    page = notice.lines[label][0].page
    rules = [leaf for leaf in notice.leaves[page] if isinstance(leaf.item, PathItem)]

    assert notice.lines[label][0].text == "三件事"
    assert max(leaf.box.width for leaf in rules) == pytest.approx(mm(156), abs=1)


def test_it_is_built(tmp_path):
    built = build(NOTICE, tmp_path)

    assert built.output is not None
    assert built.pages == 3
