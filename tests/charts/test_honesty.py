"""What a chart may not claim, each with its code, in both languages, without matplotlib."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from chart_samples import MAIN, PLANS, YEARS, K, plan, point, rank, series

from reportgen.charts.honesty import findings
from reportgen.content.plan import ChartPlan, ChartSeries
from reportgen.core.diagnostics import ReportError, Severity, Span

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

REFUSED: dict[str, tuple[ChartPlan, str]] = {
    "a line through two undated ends": (
        plan(K.LINE, ("期初", "期末"), series("研发投入强度", "1%", "2.5%")),
        "chart.no-series",
    ),
    "a line over metrics": (
        plan(K.LINE, ("空气质量优良率", "城镇登记失业率", "森林覆盖率"), series("", "91.2%", "3.5%", "30%")),
        "chart.no-series",
    ),
    "a line of one point": (plan(K.LINE, ("2020",), series("", "1")), "chart.no-series"),
    "a dumbbell without baseline": (
        plan(K.DUMBBELL, ("甲", "乙"), series("期初", "20%", ""), series("期末", "40%", "3%")),
        "chart.no-baseline",
    ),
    "a slope of one series": (plan(K.SLOPE, ("甲",), series("", "20%")), "chart.no-baseline"),
    "a waffle beyond the whole": (plan(K.WAFFLE, ("增长",), series("", "102.5%")), "chart.not-a-share"),
    "a waffle of an amount": (
        plan(K.WAFFLE, ("收入",), series("", "4万元"), unit="万元"),
        "chart.not-a-share",
    ),
    "a ring of one amount": (plan(K.DONUT, ("收入",), series("", "4万元"), unit="万元"), "chart.not-a-share"),
    "a ring over the whole": (
        plan(K.DONUT, ("甲", "乙", "丙"), series("", "13%", "53.8%", "34.6%")),
        "chart.over-whole",
    ),
    "a negative part of a ring": (
        plan(K.DONUT, ("甲", "乙"), series("", "−3%", "53.8%")),
        "chart.not-a-share",
    ),
    "a negative part of a stack": (
        plan(K.STACKED_BAR, ("甲",), series("一", "−3"), series("二", "5"), unit="件"),
        "chart.negative-part",
    ),
    "a bound below other parts": (
        plan(K.STACKED_BAR, ("甲",), series("一", ("3", "不足")), series("二", "5"), unit="件"),
        "chart.bound-in-sum",
    ),
    "a bound in a ring": (
        plan(K.DONUT, ("甲", "乙"), series("", ("30%", "以上"), "50%")),
        "chart.bound-in-sum",
    ),
    "mixed units": (plan(K.BAR, ("甲", "乙"), series("", "4万元", "3.5%"), unit=""), "chart.mixed-units"),
    "a bar without value": (plan(K.BAR, ("抗战纪念馆", "红色基地"), series("", "", "2")), "chart.no-value"),
    "a multiple without its average": (
        plan(K.BAR, ("雁峰区", "省平均水平"), series("", "13件", ""), unit="件"),
        "chart.unknown-average",
    ),
    "a value beyond the maximum": (
        plan(K.BAR, ("甲",), series("", "120%"), maximum="100"),
        "chart.beyond-maximum",
    ),
    "an open bound at the end of the scale": (
        plan(K.BAR, ("甲",), series("", ("4万元", "首超")), unit="万元", maximum="4"),
        "chart.beyond-maximum",
    ),
    "a rank strip without ranks": (plan(K.RANK_STRIP, ("甲",), unit=""), "chart.no-rank"),
    "a rank beyond its scope": (
        plan(K.RANK_STRIP, ("甲",), ranks=(rank("四城区", 5, 4, "第五"),)),
        "chart.rank-out-of-scope",
    ),
    "nothing at all": (plan(K.BAR, ()), "chart.empty"),
    "a short series": (plan(K.BAR, ("甲", "乙"), series("", "1")), "chart.series-length"),
}


@pytest.mark.parametrize("claim", REFUSED)
def test_a_false_claim_is_an_error_with_its_code(claim: str) -> None:
    chart, code = REFUSED[claim]
    span = Span("report.yaml", 41, 13)

    found = findings(replace(chart, origin=span))

    assert code in {item.code for item in found}
    assert all(item.severity is Severity.ERROR and item.span == span for item in found)
    assert all(item.message.zh and item.message.en for item in found)


@pytest.mark.parametrize("claim", REFUSED)
def test_a_false_claim_is_not_drawn(claim: str, book: FontBook) -> None:
    from reportgen.charts.draw import draw
    from reportgen.charts.look import DEFAULT_LOOK

    with pytest.raises(ReportError):
        draw(REFUSED[claim][0], MAIN, DEFAULT_LOOK, book)


@pytest.mark.parametrize("name", PLANS)
def test_honest_plans_have_no_error(name: str) -> None:
    assert [item.code for item in findings(PLANS[name]) if item.severity is Severity.ERROR] == []


def test_a_refused_line_suggests_slope_and_dumbbell() -> None:
    """A12."""
    (found,) = findings(REFUSED["a line through two undated ends"][0])

    assert "slope" in found.hints[0].zh
    assert "dumbbell" in found.hints[0].en


def test_a_line_through_two_dated_points_is_honest() -> None:
    assert findings(plan(K.LINE, ("2016年", "2020年"), series("", "1", "2"), undated=False)) == ()


def test_a_missing_year_among_columns_is_a_warning() -> None:
    """The chart keeps the year's place and says that there is no value."""
    (found,) = findings(plan(K.BAR, YEARS, series("", "1", "2", "", "4", "5"), undated=False))

    assert (found.severity, found.code) == (Severity.WARNING, "chart.missing-value")


def test_rounding_may_carry_shares_over_the_whole() -> None:
    assert findings(plan(K.DONUT, ("甲", "乙", "丙"), series("", "33.4%", "33.4%", "33.3%"))) == ()


def test_units_are_compared_without_qualifiers() -> None:
    chart = plan(K.BAR, ("甲", "乙", "丙"), series("", ("70%", "以上"), ("1%", "不足"), "52.7%"))

    assert findings(chart) == ()


def test_english_values_with_words_before_the_number_are_one_unit() -> None:
    """A05: at least 70%."""
    point70 = replace(point("70%", "以上"), text="at least 70%")
    chart = plan(K.BAR, ("a", "b"), ChartSeries("", (point70, point("52.7%"))), language="en")

    assert findings(chart) == ()


def test_the_origin_given_goes_before_the_plan_s_own() -> None:
    span = Span("a.yaml", 1, 1)

    (found,) = findings(REFUSED["a line of one point"][0], span)
    assert found.span == span


def test_honesty_and_alternative_texts_load_no_matplotlib() -> None:
    code = (
        "import sys, reportgen.charts.honesty, reportgen.charts.describe, reportgen.charts.draw;"
        "sys.exit(any(m.startswith(('matplotlib', 'numpy')) for m in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
