"""matplotlib's calls become draw items: curves, dashes, clips, hatching, words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from chart_samples import TAG, Seen, bounds

from reportgen.charts import engine

engine.load()

from matplotlib.patches import PathPatch, Rectangle  # noqa: E402
from matplotlib.path import Path  # noqa: E402

from reportgen.charts.lettering import Lettering  # noqa: E402
from reportgen.charts.look import DEFAULT_LOOK as LOOK  # noqa: E402
from reportgen.charts.sheet import Kit, Sheet  # noqa: E402
from reportgen.core.geometry import Rect  # noqa: E402
from reportgen.core.paged import GroupItem, PathItem  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from reportgen.typeset.fonts import FontBook


@pytest.fixture
def sheet(book: FontBook) -> Iterator[Sheet]:
    """A sheet of 100 by 90 pt."""
    with engine.plain_settings():
        yield Kit(LOOK, Lettering(book, 12.0), TAG).sheet(100, 90)


def plain_axes(sheet: Sheet, box: Rect, x: tuple[float, float]) -> Axes:
    """matplotlib's Axes over `box`, y in points from its top."""
    width, height = sheet.size.width, sheet.size.height
    axes = sheet.figure.add_axes(
        (box.x / width, 1 - box.bottom / height, box.width / width, box.height / height)
    )
    axes.set_axis_off()
    axes.set_xlim(*x)
    axes.set_ylim(box.height, 0)
    return axes


def only(sheet: Sheet) -> PathItem:
    """The single path of a drawing."""
    (item,) = sheet.finish().items
    assert isinstance(item, PathItem)
    return item


def test_points_run_downwards_from_the_top_left(sheet: Sheet) -> None:
    sheet.rect(Rect(10, 20, 30, 5), LOOK.bar)

    item = only(sheet)
    assert bounds(item.ops) == Rect(10, 20, 30, 5)
    assert (item.fill, item.stroke, item.tag) == (LOOK.bar, None, TAG)


def test_colours_come_back_with_their_inks(sheet: Sheet) -> None:
    sheet.rect(Rect(0, 0, 9, 9), LOOK.accent)

    fill = only(sheet).fill
    assert fill is not None
    assert fill.cmyk == (0, 1, 1, 0.1)


def test_data_of_axes_are_mapped_to_points(sheet: Sheet) -> None:
    axes = plain_axes(sheet, Rect(20, 10, 50, 40), (0, 200))
    axes.barh(20, 100, height=10, color=LOOK.bar.rgb, linewidth=0)

    assert bounds(only(sheet).ops) == Rect(20, 25, 25, 10)


def test_quadratic_curves_become_cubic_ones_of_the_same_course(sheet: Sheet) -> None:
    sheet.shape(Path([(0, 0), (30, 60), (60, 0)], [Path.MOVETO, Path.CURVE3, Path.CURVE3]), LOOK.bar)

    assert only(sheet).ops == (("m", 0, 0), ("c", 20, 40, 40, 40, 60, 0))


def test_cubic_curves_and_closed_paths_pass_unchanged(sheet: Sheet) -> None:
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.CLOSEPOLY]
    sheet.shape(Path([(1, 2), (3, 4), (5, 6), (7, 8), (0, 0)], codes), LOOK.bar)

    assert only(sheet).ops == (("m", 1, 2), ("c", 3, 4, 5, 6, 7, 8), ("h",))


def test_dashes_are_in_points_whatever_the_line_width(sheet: Sheet) -> None:
    sheet.frame(Rect(0, 0, 40, 20), LOOK.outline, 0.7, (2.5, 2.0))

    item = only(sheet)
    assert (item.dash, item.line_width, item.fill) == ((2.5, 2.0), 0.7, None)
    box = bounds(item.ops)
    assert (box.x, box.y, box.right, box.bottom) == (0.35, 0.35, 39.65, 19.65), "inside the edges"


def test_markers_are_paths_at_their_points(sheet: Sheet) -> None:
    sheet.dots([(10, 20), (50, 60)], LOOK.accent, 6.0)

    first, second = (bounds(item.ops) for item in sheet.finish().items if isinstance(item, PathItem))
    assert (first.x + first.width / 2, first.y + first.height / 2) == (pytest.approx(10), pytest.approx(20))
    assert (second.x, second.width) == (pytest.approx(47), pytest.approx(6))


def test_a_hatched_box_is_plain_lines_cut_by_arithmetic(sheet: Sheet) -> None:
    sheet.hatched(Rect(10, 10, 30, 8), LOOK.hatch, LOOK.outline)

    seen = Seen(sheet.finish())
    assert not any(isinstance(item, GroupItem) for item in seen.drawing.items)
    lines = seen.hatching(LOOK.hatch)
    feet = sorted(x0 for x0, y0, _, _ in lines if y0 == 18)
    assert all(b - a == pytest.approx(LOOK.hatch_pitch, abs=0.002) for a, b in pairwise(feet))


def test_hatching_of_other_shapes_is_clipped(sheet: Sheet) -> None:
    triangle = Path(
        [(10, 10), (40, 10), (10, 40), (10, 10)], [Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    )
    sheet.shape(triangle, LOOK.paper, LOOK.hatch)

    white, group = sheet.finish().items
    assert isinstance(white, PathItem)
    assert white.fill == LOOK.paper
    assert isinstance(group, GroupItem)
    assert group.clip == white.ops


def test_what_leaves_its_axes_is_clipped_and_what_does_not_is_not(sheet: Sheet) -> None:
    axes = plain_axes(sheet, Rect(20, 20, 40, 40), (0, 40))
    axes.add_patch(Rectangle((0, 0), 10, 10, facecolor=LOOK.bar.rgb, linewidth=0))
    axes.add_patch(Rectangle((30, 0), 60, 10, facecolor=LOOK.bar.rgb, linewidth=0))

    inside, cut = sheet.finish().items
    assert isinstance(inside, PathItem)
    assert isinstance(cut, GroupItem)
    assert bounds(cut.clip) == Rect(20, 20, 40, 40)


def test_collections_are_recorded_path_by_path(sheet: Sheet) -> None:
    axes = plain_axes(sheet, Rect(0, 0, 100, 90), (0, 100))
    axes.scatter([10, 50], [10, 50], s=16, marker="s", color=[LOOK.bar.rgb], linewidths=0)

    boxes = [bounds(item.ops) for item in sheet.finish().items if isinstance(item, PathItem)]
    assert [(pytest.approx(8), pytest.approx(8)), (pytest.approx(48), pytest.approx(48))] == [
        (box.x, box.y) for box in boxes
    ]


def test_matplotlib_s_own_text_is_set_in_the_report_s_fonts(sheet: Sheet, book: FontBook) -> None:
    """A centred text of three figures: 3 x 0.555 em of Noto Sans SC, measured by `typeset`."""
    sheet.figure.text(0.5, 0.5, "123", ha="center", va="baseline", fontsize=9, color=LOOK.ink.rgb)

    (word,) = Seen(sheet.finish()).words
    width = Lettering(book, 12).width("123", LOOK.value)
    assert word.font == "NotoSansSC-Regular"
    assert word.box.width == pytest.approx(width)
    assert word.box.x == pytest.approx(50 - width / 2, abs=0.01)
    assert word.baseline == pytest.approx(45, abs=0.01)


def test_dollars_and_backslashes_are_no_formulas(sheet: Sheet) -> None:
    sheet.figure.text(0, 0.5, r"$\alpha$", fontsize=9, color=LOOK.ink.rgb)

    assert Seen(sheet.finish()).text == r"$\alpha$"


def test_the_canvas_offers_its_renderer(sheet: Sheet) -> None:
    """Else constrained layout measures with DejaVu without a word."""
    assert sheet.figure.canvas.get_renderer() is sheet.canvas.recorder


def test_rotated_text_is_refused(sheet: Sheet) -> None:
    sheet.figure.text(0.5, 0.5, "甲", rotation=90, fontsize=9, color=LOOK.ink.rgb)

    with pytest.raises(AssertionError, match="rotated"):
        sheet.finish()


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        ({"facecolor": (0, 1, 0)}, "does not name"),
        ({"facecolor": LOOK.bar.rgb, "alpha": 0.5}, "half-transparent"),
        ({"facecolor": "none", "edgecolor": LOOK.bar.rgb, "linewidth": 0.1}, "thinner"),
    ],
)
def test_what_a_page_cannot_hold_is_refused(sheet: Sheet, style: dict[str, Any], reason: str) -> None:
    patch = PathPatch(Path([(0, 0), (9, 0), (9, 9)]), **{"linewidth": 0, **style})
    sheet.figure.add_artist(patch)

    with pytest.raises(AssertionError, match=reason):
        sheet.finish()


def test_ticks_and_labels_of_matplotlib_s_own_axes_are_set_too(sheet: Sheet) -> None:
    """Kinds to come may use all of Axes: frame, ticks, tick labels, and constrained layout."""
    axes = sheet.figure.add_axes((0.2, 0.2, 0.7, 0.7))
    axes.set_xlim(0, 4)
    axes.set_xticks(range(5))
    axes.tick_params(labelsize=7.5, color=LOOK.ink.rgb, labelcolor=LOOK.ink.rgb)
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_edgecolor(LOOK.zero.rgb)

    seen = Seen(sheet.finish())
    assert {"0", "1", "2", "3", "4"} <= {word.text for word in seen.words}
    assert {7.5} == {word.size for word in seen.words}
