"""What every chart must hold, whatever it shows: box, grid, fonts, sizes, words apart, same each time."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from chart_samples import FULL, MAIN, PLANS, SIDE, TAG, K, Seen, Word, bounds, flat, plan, point, series
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.charts.draw import draw
from reportgen.charts.look import DEFAULT_LOOK
from reportgen.content.plan import ChartPlan, ChartSeries
from reportgen.core.paged import GroupItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.typeset.fonts import FontBook

CASES = [(name, width) for name in PLANS for width in (MAIN, FULL, SIDE)]
TOUCH = 0.02  # pt; what rounding may add
FIGURES = set("0123456789.%−")


def overlap(a: Word, b: Word) -> bool:
    """Whether the ink boxes of two words meet; an em box holds a twentieth of air above and below."""
    air_a, air_b = 0.05 * a.size, 0.05 * b.size
    across = min(a.box.right, b.box.right) - max(a.box.x, b.box.x)
    down = min(a.box.bottom - air_a, b.box.bottom - air_b) - max(a.box.y + air_a, b.box.y + air_b)
    return across > TOUCH and down > TOUCH


def check(seen: Seen) -> None:
    """Inside the box, on the grid, legible, words apart."""
    size = seen.drawing.size
    assert size.height % 9 == pytest.approx(0), "the height is whole half lines"
    for word in seen.words:
        assert word.box.x >= -TOUCH, word
        assert word.box.right <= size.width + TOUCH, word
        assert word.box.y >= -TOUCH, word
        ink = word.baseline if set(word.text) <= FIGURES else word.box.bottom  # figures do not go below
        assert ink <= size.height + TOUCH, word
        assert word.size >= 6, word
    for path in seen.paths:
        box = bounds(path.ops).grown(path.line_width / 2)
        assert box.x >= -0.5, path  # half a stroke on the edge is the page's own rule
        assert box.right <= size.width + 0.5, path
        assert box.y >= -0.5, path
        assert box.bottom <= size.height + 0.5, path
        assert path.stroke is None or path.line_width >= 0.25, path
    clashes = [(a.text, b.text) for a, b in combinations(seen.words, 2) if overlap(a, b)]
    assert clashes == []


@pytest.mark.parametrize(("name", "width"), CASES, ids=[f"{name}-{width:.0f}" for name, width in CASES])
def test_every_chart_is_inside_legible_and_free_of_collisions(
    name: str, width: float, see: Callable[..., Seen]
) -> None:
    check(see(PLANS[name], width))


@pytest.mark.parametrize("name", PLANS)
def test_words_are_set_in_the_report_s_fonts_and_carry_the_tag(
    name: str, see: Callable[..., Seen], book: FontBook
) -> None:
    seen = see(PLANS[name])

    faces = {role.face for role in book.roles.values()}
    assert {word.font for word in seen.words} <= faces
    items = [*seen.drawing.items, *flat(seen.drawing.items)]
    assert {item.tag for item in items} == {TAG}
    assert all(glyph for item in flat(items) if hasattr(item, "run") for glyph in item.run.glyph_ids)


@pytest.mark.parametrize("name", PLANS)
def test_the_same_plan_gives_an_equal_drawing_that_pickles(name: str, book: FontBook) -> None:
    first, second = (draw(PLANS[name], MAIN, DEFAULT_LOOK, book, TAG) for _ in range(2))

    assert first == second
    assert first == pickle.loads(pickle.dumps(first))


SAYS_ALL = [name for name in PLANS if not name.startswith(("columns-many", "grouped-years", "line", "rank"))]


@pytest.mark.parametrize("name", SAYS_ALL)
@pytest.mark.parametrize("width", [MAIN, SIDE])
def test_every_value_is_printed_with_its_qualifier(name: str, width: float, see: Callable[..., Seen]) -> None:
    """A04, A05: a chart prints the value as the text does, never the bare number."""
    shown = "".join(word.text for word in see(PLANS[name], width).words).replace(" ", "")
    for one in PLANS[name].series:
        for value in one.points:
            if value.value is not None:
                assert value.text.replace(" ", "") in shown


def test_the_accent_is_one_and_everything_else_is_grey() -> None:
    colours = DEFAULT_LOOK.palette().values()

    assert {colour.name for colour in colours if not colour.is_grey} == {"red"}


def test_the_default_tag_is_an_artifact(book: FontBook) -> None:
    drawing = draw(PLANS["rank"], MAIN, DEFAULT_LOOK, book)

    assert all(item.tag.artifact is not None for item in drawing.items)


def test_remarks_may_be_left_to_the_page(book: FontBook) -> None:
    """A dumbbell with scales of its own says so, unless the page does it."""
    quiet = replace(DEFAULT_LOOK, says_remarks=False)

    spoken = Seen(draw(PLANS["dumbbell"], MAIN, DEFAULT_LOOK, book))
    silent = Seen(draw(PLANS["dumbbell"], MAIN, quiet, book))
    assert "各行刻度不同" in spoken.text
    assert "各行刻度不同" not in silent.text
    assert silent.drawing.size.height < spoken.drawing.size.height


# ------------------------------------------------------------------ any data

NAMES = st.text("增加值产业占比重区城镇居民收入GDP", min_size=1, max_size=18)
VALUES = st.decimals(min_value=0, max_value=100, places=1)
QUALIFIER = st.sampled_from(["", "", "", "不足", "以上", "以内", "首超"])
WIDTHS = st.sampled_from([MAIN, FULL, SIDE])
SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def ends(draw_value: st.DrawFn, kind: K, most: int) -> ChartPlan:
    """A plan of two series, start and end."""
    labels = draw_value(st.lists(NAMES, min_size=1, max_size=most, unique=True))
    both = [
        ChartSeries(
            name,
            tuple(point(f"{draw_value(VALUES)}%", draw_value(QUALIFIER)) for _ in labels),
            name == "期末",
        )
        for name in ("期初", "期末")
    ]
    return plan(kind, labels, *both, highlight=draw_value(st.sampled_from([None, 0])))


@st.composite
def bars(draw_value: st.DrawFn) -> ChartPlan:
    """A plan of one series, bounds and negative values among them."""
    labels = draw_value(st.lists(NAMES, min_size=1, max_size=9, unique=True))
    texts = [
        (f"{draw_value(VALUES)}%", draw_value(QUALIFIER))
        if draw_value(st.booleans())
        else f"{draw_value(st.decimals(min_value=-50, max_value=99, places=1))}%"
        for _ in labels
    ]
    return plan(K.BAR, labels, series("", *texts), highlight=draw_value(st.sampled_from([None, 0])))


@st.composite
def lines(draw_value: st.DrawFn) -> ChartPlan:
    """A plan of some series over years, with gaps."""
    start = draw_value(st.integers(1950, 2000))
    count = draw_value(st.integers(2, 12))
    labels = [f"{start + year}年" for year in range(count)]
    values = st.one_of(VALUES.map(str), VALUES.map(str), st.just(""))
    names = draw_value(st.lists(st.sampled_from(["全区", "全市", "全省", "全国"]), min_size=1, unique=True))
    rows = [series(name, *(draw_value(values) for _ in labels)) for name in names]
    return plan(K.LINE, labels, *rows, unit="万元", undated=False)


@given(chart=bars(), width=WIDTHS)
@SLOW
def test_any_bars(chart: ChartPlan, width: float, see: Callable[..., Seen]) -> None:
    check(see(chart, width))


@given(chart=ends(K.DUMBBELL, 5), width=WIDTHS)
@SLOW
def test_any_dumbbell(chart: ChartPlan, width: float, see: Callable[..., Seen]) -> None:
    check(see(chart, width))


@given(chart=ends(K.SLOPE, 4), width=WIDTHS)
@SLOW
def test_any_slope(chart: ChartPlan, width: float, see: Callable[..., Seen]) -> None:
    check(see(chart, width))


@given(chart=lines(), width=WIDTHS)
@SLOW
def test_any_lines(chart: ChartPlan, width: float, see: Callable[..., Seen]) -> None:
    check(see(chart, width))


@given(
    values=st.lists(st.decimals(min_value="0.1", max_value=14, places=1), min_size=2, max_size=6),
    width=WIDTHS,
)
@SLOW
def test_any_ring(values: list[Decimal], width: float, see: Callable[..., Seen]) -> None:
    labels = [f"第{number}项支出" for number in "一二三四五六"[: len(values)]]

    check(see(plan(K.DONUT, labels, series("", *(f"{value}%" for value in values))), width))


def test_groups_are_only_for_clipping(see: Callable[..., Seen]) -> None:
    """No chart needs a clip but for hatching shapes that are no boxes."""
    clipped = [item for item in see(PLANS["bar"]).drawing.items if isinstance(item, GroupItem)]

    assert clipped == []
