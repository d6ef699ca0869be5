"""How pages end in set text: a long text without headings, one with, and the same without any mending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import long_text
import pytest
from laid_out import LaidOut

from reportgen.content.blocks import TextParagraph
from reportgen.core.paged import NodeId
from reportgen.layout import variants

PARAGRAPHS = 240


def laid_out(folder: Path, text: str, **page: object) -> LaidOut:
    spec = folder / "report.yaml"
    spec.write_text(text, encoding="utf-8")
    return LaidOut(spec, **page)


@pytest.fixture(scope="module")
def even(tmp_path_factory: pytest.TempPathFactory) -> LaidOut:
    """Sixty pages of paragraphs of one to a dozen lines."""
    return laid_out(tmp_path_factory.mktemp("even"), long_text.spec(PARAGRAPHS, seed=2))


@pytest.fixture(scope="module")
def ragged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LaidOut]:
    """The same text with no paragraph set longer or shorter: only facing pages are brought together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(variants, "WORST", 0.0)
        yield laid_out(tmp_path_factory.mktemp("ragged"), long_text.spec(PARAGRAPHS, seed=2))


def feet(book: LaidOut) -> dict[int, int]:
    """For each page of text but the last two the line of the grid on which its body ends."""
    geometry = book.theme.page
    body = {node for node, _ in book.body()}
    found = {}
    for page, leaves in zip(book.pages, book.leaves, strict=True):
        ys = [leaf.item.y for leaf in leaves if leaf.tag.node in body]
        if page.master == "text" and ys:
            found[page.index] = round((max(ys) - geometry.baseline(1)) / geometry.pitch) + 1
    return dict(list(found.items())[:-2])


def uneven(book: LaidOut) -> dict[str, tuple[int, int]]:
    """Spreads whose pages end on different lines, by the folio of the verso."""
    ends = feet(book)
    return {
        str(page + 1): (ends[page], ends[page + 1])
        for page in ends
        if page % 2 == 1 and page + 1 in ends and ends[page] != ends[page + 1]
    }


def test_facing_pages_end_on_the_same_line(even: LaidOut):
    assert len(feet(even)) > 55
    assert {} == uneven(even)
    assert [] == [str(item) for item in even.findings]


def test_nearly_all_pages_end_on_the_last_line(even: LaidOut, ragged: LaidOut):
    """Without looseness every fifth page is short; with it, none or a spread."""
    lines = even.theme.page.lines
    short = [sum(end < lines for end in feet(book).values()) for book in (even, ragged)]

    assert short[0] <= 2
    assert short[1] >= 10


def test_uneven_feet_are_told(ragged: LaidOut):
    """Every spread that could not be brought together is named with its page, path and line."""
    told = [item for item in ragged.findings if item.code in ("layout.widow", "layout.orphan")]
    last = max(map(int, uneven(ragged)))
    versos = {int(item.page) - int(item.page) % 2 for item in told}

    assert len(uneven(ragged)) > 1
    assert set(map(int, uneven(ragged))) == {page for page in versos if page <= last}
    assert all(item.path in ragged.nodes and item.span for item in told)


def test_no_line_stands_alone(even: LaidOut, ragged: LaidOut):
    for book in (even, ragged):
        for node, _ in book.body():
            pages = Counter(line.page for line in book.lines[node])
            if len(pages) > 1:
                assert min(pages[min(pages)], pages[max(pages)]) >= 2, node


def test_the_text_is_whole_and_in_order(even: LaidOut):
    """What was set anew gives back its characters too."""
    for node, text in even.body():
        assert text.text.replace(" ", "") == "".join(line.text for line in even.lines[node]).replace(" ", "")
    places = [even.lines[node][0] for node, _ in even.body()]
    assert places == sorted(places, key=lambda line: (line.page, line.y))


def test_only_paragraphs_on_mended_pages_are_changed(even: LaidOut, ragged: LaidOut):
    """Few of them, each by one line, and never one that goes over a page that is not mended."""
    changed = {
        block.id: len(even.lines[block.id]) - len(ragged.lines[block.id])
        for section in even.document.sections
        for block in section.blocks
        if isinstance(block, TextParagraph)
    }
    by = Counter(changed.values())

    assert set(by) == {-1, 0, 1}
    assert 5 < by[1] + by[-1] < PARAGRAPHS / 8


def test_with_headings_and_lists_too(tmp_path: Path):
    """Headings go over with two lines and leave more white than a line; still nothing stands alone."""
    text = long_text.spec(120, seed=5, headings=6, most=8)
    book = laid_out(tmp_path, text + "      - list: [" + ", ".join(["甲乙丙丁" * 20] * 9) + "]\n")
    told = {item.code for item in book.findings}

    assert told <= {"layout.widow", "layout.orphan", "layout.short-page"}
    for node, _ in book.body():
        pages = Counter(line.page for line in book.lines[NodeId(node)])
        if len(pages) > 1:
            assert min(pages[min(pages)], pages[max(pages)]) >= 2, node


def parted(book: LaidOut) -> dict[NodeId, list[int]]:
    """Paragraphs over several pages, with their lines on the first and the last of them."""
    found = {}
    for node, _ in book.body():
        pages = Counter(line.page for line in book.lines[node])
        if len(pages) > 1:
            found[node] = [pages[min(pages)], pages[max(pages)]]
    return found


def test_a_theme_may_ask_for_three_lines(tmp_path: Path):
    book = laid_out(tmp_path, long_text.spec(150, seed=3), orphans=3, widows=3)

    assert len(parted(book)) > 15
    assert all(min(lines) >= 3 for lines in parted(book).values())
    assert {} == {
        folio: ends
        for folio, ends in uneven(book).items()
        if not {folio, str(int(folio) + 1)} & {item.page for item in book.findings}
    }


def test_a_strict_grid_is_full_and_tells_what_stands_alone(tmp_path: Path):
    """Every page ends on the last line; each widow and each orphan is a note with its page."""
    book = laid_out(tmp_path, long_text.spec(150, seed=3), strict_grid=True)
    told = {(item.code, item.path, item.page) for item in book.findings}
    alone = set()
    for node, (first, last) in parted(book).items():
        pages = [book.pages[line.page].label for line in book.lines[node]]
        if first == 1:
            alone.add(("layout.orphan", node, pages[0]))
        if last == 1:
            alone.add(("layout.widow", node, pages[-1]))

    assert {book.theme.page.lines} == set(feet(book).values())
    assert {"layout.widow", "layout.orphan"} <= {code for code, _, _ in alone}
    assert alone == {item for item in told if item[0] != "layout.short-page"}


def test_on_a_strict_grid_no_paragraph_is_set_anew(tmp_path: Path, ragged: LaidOut):
    book = laid_out(tmp_path, long_text.spec(PARAGRAPHS, seed=2), strict_grid=True)

    assert [len(ragged.lines[node]) for node, _ in ragged.body()] == [
        len(book.lines[node]) for node, _ in book.body()
    ]
