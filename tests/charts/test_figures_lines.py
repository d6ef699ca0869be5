"""Lines: dates in proportion, gaps left open, names at the ends."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from chart_samples import PLANS, K, Seen, plan, series, subpaths

from reportgen.charts.look import DEFAULT_LOOK as LOOK
from reportgen.data.style import Grouping, NumberStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    See = Callable[..., Seen]


def polylines(seen: Seen, colour: object) -> list[list[tuple[float, float]]]:
    """The points of each open line of a colour, without level hairlines."""
    return [
        [(op[1], op[2]) for op in ops]
        for path in seen.paths
        if path.stroke == colour and path.line_width in (LOOK.line_accent, LOOK.line_other)
        for ops in subpaths(path)
    ]


def test_dates_stand_as_far_apart_as_they_are(see: See) -> None:
    seen = see(
        plan(K.LINE, ("2010", "2011", "2015", "2020"), series("甲", "1", "2", "3", "4"), undated=False)
    )

    ((a, b, c, d),) = polylines(seen, LOOK.accent)
    year = (d[0] - a[0]) / 10
    assert b[0] - a[0] == pytest.approx(year, abs=0.01)
    assert c[0] - b[0] == pytest.approx(4 * year, abs=0.01)


def test_values_stand_in_proportion(see: See) -> None:
    seen = see(plan(K.LINE, ("2010", "2015", "2020"), series("甲", "0", "5", "10"), undated=False))

    ((a, b, c),) = polylines(seen, LOOK.accent)
    assert a[1] - b[1] == pytest.approx(b[1] - c[1], abs=0.01)


def test_a_missing_value_is_a_gap(see: See) -> None:
    """2018 has no value: the line ends at 2017 and starts again at 2019."""
    seen = see(PLANS["line"])

    before, after = polylines(seen, LOOK.accent)
    assert (len(before), len(after)) == (4, 2)
    assert before[-1][0] < after[0][0]


def test_a_value_between_two_gaps_is_a_dot(see: See) -> None:
    seen = see(plan(K.LINE, ("2016", "2017", "2018", "2019", "2020"), series("甲", "1", "", "2", "", "3")))

    assert polylines(seen, LOOK.accent) == []
    assert len(seen.dots(LOOK.accent)) >= 3


def test_series_are_named_at_their_ends(see: See) -> None:
    seen = see(PLANS["line"])

    ends = {
        line[-1][1]: line[-1][0] for colour in (LOOK.accent, *LOOK.lines) for line in polylines(seen, colour)
    }
    right = max(ends.values())
    for name in ("全区", "全市", "全省"):
        assert seen.word(name).box.x > right
    assert seen.word("全区").font == "NotoSansSC-Bold"
    assert seen.word("44.4").colour == LOOK.accent


def test_colliding_names_are_moved_apart_in_order(see: See) -> None:
    seen = see(PLANS["line-close"])

    baselines = [seen.word(f"第{number}街道").baseline for number in "一二三四五六"]
    assert baselines == sorted(baselines)
    assert all(b - a >= 11.99 for a, b in pairwise(baselines))


def test_a_single_line_of_few_points_has_all_values_and_no_axis(see: See) -> None:
    seen = see(PLANS["line-single"])

    shown = seen.text.replace(" ", "")
    assert all(text in shown for text in ("3.1", "3.3", "3.2", "3.8", "首超4.0"))
    assert len(seen.lines(LOOK.grid)) == 1, "one hairline to stand on"


def test_a_bound_in_a_line_is_an_open_dot(see: See) -> None:
    assert len(see(PLANS["line-single"]).dots(LOOK.paper)) == 1


def test_a_long_line_shows_its_first_and_last_date(see: See) -> None:
    seen = see(PLANS["line-long"])

    dates = [word for word in seen.words if word.size == 7.5 and word.text[:2] in ("19", "20")]
    assert {"1991", "2020"} <= {word.text for word in dates}
    assert 3 <= len(dates) < 30


def test_a_cut_scale_has_no_zero_line(see: See) -> None:
    """Values between 85 and 89 % may be cut; the darker zero line would then be a lie."""
    seen = see(PLANS["line-long"])

    assert seen.lines(LOOK.zero) == []
    assert "85" in {word.text for word in seen.words}


def test_the_ticks_are_written_as_the_document_writes_its_figures(see: See) -> None:
    lines = [series(name, "10000", str(value), "30000") for name, value in (("甲", 20000), ("乙", 12000))]
    chart = plan(K.LINE, ("2010", "2015", "2020"), *lines, unit="元", undated=False)
    gaps = replace(chart, numbers=NumberStyle(Grouping.SPACE))

    def ticks(seen: Seen) -> set[str]:
        return {word.text for word in seen.words if word.size == LOOK.tick.size}

    assert {"10,000", "30,000"} <= ticks(see(chart))
    assert {"10\u202f000", "30\u202f000"} <= ticks(see(gaps))
