"""What stands around the trim on a press sheet, and how a cover is spread out."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.core.geometry import Rect, Size, mm
from reportgen.core.paged import LAYOUT_ARTIFACT, Artifact, DrawItem, GroupItem, Page, PathItem, TextItem
from reportgen.layout import cover_spread
from reportgen.layout.drawing import panel
from reportgen.layout.marks import MARGIN, REGISTRATION, press_marks
from reportgen.spec.theme import load_theme

JUBILEE = Path(__file__).parents[2] / "assets" / "themes" / "jubilee.yaml"
SIZE = Size(mm(210), mm(285))
BLEED = mm(3)
PAGE = Page(0, "12", SIZE, "text", ())


def box(item: PathItem) -> Rect:
    numbers = [list(op[1:]) for op in item.ops if len(op) > 1]
    xs = [x for points in numbers for x in points[::2]]
    ys = [y for points in numbers for y in points[1::2]]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@pytest.fixture
def marks(em_book):
    """The marks of a page, folded or not."""

    def drawn(size: Size = SIZE, folds=()) -> list[DrawItem]:
        draw = press_marks(em_book, BLEED, lambda page: f"书名　{page.label}", folds)
        return list(draw(Page(0, "12", size, "text", ())))

    return drawn


def lines(items: list[DrawItem]) -> list[Rect]:
    return [box(item) for item in items if isinstance(item, PathItem) and item.fill is None]


def patches(items: list[DrawItem]) -> list[tuple[Rect, tuple[float, ...]]]:
    return [
        (box(item), item.fill.cmyk) for item in items if isinstance(item, PathItem) and item.fill is not None
    ]


def test_marks_keep_out_of_the_bleed_and_on_the_sheet(marks):
    """Print rules: from a millimetre outside the bleed to the edge of the sheet."""
    bleed = Rect(-BLEED, -BLEED, SIZE.width + 2 * BLEED, SIZE.height + 2 * BLEED)
    sheet = bleed.grown(MARGIN)
    for found in [*lines(marks()), *(rect for rect, _ in patches(marks()))]:
        assert found.x >= sheet.x
        assert found.right <= sheet.right
        assert found.y >= sheet.y
        assert found.bottom <= sheet.bottom
        apart = (
            max(bleed.x - found.right, found.x - bleed.right),
            max(bleed.y - found.bottom, found.y - bleed.bottom),
        )
        assert max(apart) >= mm(1) - 0.01


def test_two_crop_marks_of_five_millimetres_at_every_corner(marks):
    found = [rect for rect in lines(marks()) if max(rect.width, rect.height) == pytest.approx(mm(5))]

    assert 8 == len(found)
    upright = {round(rect.x, 3) for rect in found if rect.width == 0}
    level = {round(rect.y, 3) for rect in found if rect.height == 0}
    assert {0.0, round(SIZE.width, 3)} == upright
    assert {0.0, round(SIZE.height, 3)} == level


def test_marks_print_on_every_plate(marks):
    """The colour All, a quarter of a point, and nobody's content."""
    for item in marks():
        if isinstance(item, PathItem) and item.fill is None:
            assert REGISTRATION == item.stroke
            assert 0.25 == item.line_width
        assert Artifact.PAGE is item.tag.artifact
    assert "All" == REGISTRATION.spot


def test_the_bar_has_inks_halves_pairs_and_grey(marks):
    inks = [ink for _, ink in patches(marks())]

    for full in ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)):
        assert full in inks
        assert tuple(part / 2 for part in full) in inks
    assert {(0, 1, 1, 0), (1, 0, 1, 0), (1, 1, 0, 0)} <= set(inks)


def test_a_narrow_page_has_a_shorter_bar(marks):
    narrow = Size(mm(100), mm(100))
    found = patches(marks(narrow))

    assert 0 < len(found) < len(patches(marks()))
    assert all(rect.right <= narrow.width for rect, _ in found)


def test_the_slug_names_the_page(marks):
    words = "".join(item.run.text for item in marks() if isinstance(item, TextItem))
    assert "书名　12" == words


def test_a_cover_shows_its_folds_and_keeps_other_marks_away(marks):
    spread = Size(mm(430), mm(285))
    folds = (mm(210), mm(220))
    items = marks(spread, folds)
    dashed = [item for item in items if isinstance(item, PathItem) and item.dash]

    assert sorted([*folds, *folds]) == pytest.approx(sorted(box(item).x for item in dashed))
    near = Rect(folds[0] - mm(2), -1000.0, folds[1] - folds[0] + mm(4), 5000.0)
    others = [
        box(item)
        for item in items
        if isinstance(item, PathItem) and not item.dash and abs(box(item).y - SIZE.height / 2) > mm(5)
    ]
    assert [] == [rect for rect in others if rect.right > near.x and rect.x < near.right]


# ---------------------------------------------------------------- the spread cover


def cover(colour_of, master: str) -> Page:
    ground = panel(
        -BLEED, -BLEED, SIZE.width + 2 * BLEED, SIZE.height + 2 * BLEED, colour_of, LAYOUT_ARTIFACT
    )
    return Page(0, "", SIZE, master, (ground,))


@pytest.fixture(scope="module")
def theme():
    return load_theme(JUBILEE, "大16开")


def test_back_spine_and_front_lie_side_by_side(em_book, theme):
    red = theme.colours["red"]
    back, front = cover(theme.colours["gold"], "back_cover"), cover(red, "cover")
    spine = mm(8)
    size, items = cover_spread.outside(back, front, spine, "书名二三", theme, em_book)

    assert (2 * SIZE.width + spine, SIZE.height) == (size.width, size.height)
    left, right = [item for item in items if isinstance(item, GroupItem)]
    assert (0.0, SIZE.width + spine) == (left.dx, right.dx)
    # each is cut where the spine begins, and runs off on the other three sides
    assert {-BLEED, SIZE.width} == {op[1] for op in left.clip if len(op) > 1}
    assert {0.0, SIZE.width + BLEED} == {op[1] for op in right.clip if len(op) > 1}
    (ground,) = [item for item in items if isinstance(item, PathItem)]
    assert (SIZE.width, -BLEED, spine) == pytest.approx((box(ground).x, box(ground).y, box(ground).width))
    assert theme.masters["cover"].ground == ground.fill


def test_the_title_goes_down_the_spine_in_its_middle(em_book, theme):
    spine = mm(8)
    blank = Page(0, "", SIZE, "cover", ())
    _, items = cover_spread.outside(blank, blank, spine, "书名 二三", theme, em_book)
    words = [item for item in items if isinstance(item, TextItem)]

    assert ["书", "名", "二", "三"] == [item.run.text for item in words]
    assert all(below.y > above.y for above, below in pairwise(words))
    for item in words:
        middle = item.x + sum(item.run.advances) / 2
        assert SIZE.width + spine / 2 == pytest.approx(middle, abs=0.01)
        assert item.run.size < spine


def test_a_narrow_spine_has_no_words(em_book, theme):
    blank = Page(0, "", SIZE, "cover", ())
    _, items = cover_spread.outside(blank, blank, mm(4), "书名", theme, em_book)

    assert [] == [item for item in items if isinstance(item, TextItem)]
