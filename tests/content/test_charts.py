"""Chart plans: what the data holds, and no more."""

from decimal import Decimal

import pytest

from reportgen.charts.honesty import findings as honesty
from reportgen.content.blocks import Place
from reportgen.content.plan import ChartKind
from reportgen.data.qualified import Comparator

METRICS = """
sources: [{id: s, title: 《公报》}, {id: t, title: 年鉴}]
metrics:
  - id: rd
    name: 强度
    value: 2.5
    unit: "%"
    baseline: {value: 1, qualifier: 不足}
    source: {id: s, at: 第47行}
  - {id: share, name: 比重, value: 40.5, unit: "%", baseline: {value: 20}, source: {id: s, at: 第25行}}
  - id: dated
    name: 甲
    value: 9
    unit: 所
    as_of: 2021
    baseline: &start {value: 7, as_of: 2016}
    source: {id: t}
  - {id: dated2, name: 乙, value: 8, unit: 所, as_of: 2021, source: {id: t}, baseline: *start}
  - {id: later, name: 丙, value: 8, unit: 所, as_of: 2022}
  - {id: air, name: 空气, value: 91.2, unit: "%", qualifier: 达, source: {id: s, at: 第85行}}
  - id: spending
    name: 民生
    value: 70
    unit: "%"
    qualifier: 以上
    period: 始终保持
    source: {id: s, at: 第55行}
  - {id: gdp, name: 亩均, value: 18.5, unit: 万元, rank: [{scope: 四城区, position: 1, of: 4}]}
  - id: ranks
    name: 排名
    value: 6
    unit: 个
    as_of: 2020
    breakdown:
      - {count: 2, scope: 全市, position: 1}
      - {count: 2, scope: 城区, position: 1}
      - {count: 1, scope: 城区, position: 2}
  - {id: front, name: 前列, value: 4, unit: 年, rank: [{scope: 全省, words: 前列}]}
"""


@pytest.fixture
def chart(build_blocks):
    def make(text, **options):
        built = build_blocks(text, METRICS, **options)
        return built.blocks[0]

    return make


def test_two_undated_ends(chart):
    """期初 and 期末, a bound kept as a bound, no year anywhere (A11)."""
    made = chart("- {chart: dumbbell, title: 题, metrics: [rd, share], highlight: rd}")
    plan = made.plan
    assert (ChartKind.DUMBBELL, ("强度", "比重"), "%", 0) == (
        plan.kind,
        plan.labels,
        plan.unit,
        plan.highlight,
    )
    assert ["期初", "期末"] == [series.name for series in plan.series]
    assert ["不足1%", "20%"] == [point.text for point in plan.series[0].points]
    assert Comparator.LT is plan.series[0].points[0].value.comparator
    assert ["2.5%", "40.5%"] == [point.text for point in plan.series[1].points]
    assert plan.undated
    assert "期初与期末，单位：%" == made.subtitle.text


def test_shared_dates_name_the_ends(chart):
    """Years stand at the ends only where every row has the same."""
    plan = chart("- {chart: slope, title: 题, metrics: [dated, dated2]}").plan
    assert (["2016年", "2021年"], False) == ([series.name for series in plan.series], plan.undated)


def test_different_dates_name_nothing(chart):
    plan = chart("- {chart: grouped_bar, title: 题, metrics: [dated, later]}").plan
    assert [""] == [series.name for series in plan.series]  # one of them has no start


def test_what_is_missing_stays_open(chart):
    """A dumbbell of a metric without a start has no made up point: `charts` refuses it."""
    plan = chart("- {chart: dumbbell, title: 题, metrics: [rd, air]}").plan
    assert plan.series[0].points[1].value is None
    assert "chart.no-baseline" in [f.code for f in honesty(plan)]


def test_emphatic_words_are_left_to_the_text(chart):
    """达 says nothing of the value; 以上 does."""
    (series,) = chart("- {chart: bar, title: 题, metrics: [air, spending], maximum: 100}").plan.series
    assert ["91.2%", "70%以上"] == [point.text for point in series.points]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("labels: [期初, 期末], series: [{values: [1, 2.5]}]", "chart.no-series"),
        ("labels: [2020, 2021], series: [{values: [1, 2.5]}]", None),
        ("labels: [2019, 2020, 2021], series: [{values: [1, 2, 3]}]", None),
        ("labels: [甲, 乙, 丙], series: [{values: [1, 2, 3]}]", "chart.no-series"),
    ],
)
def test_no_line_through_two_undated_points(chart, data, code):
    """A12: the plan carries what is needed to refuse a line that claims a course."""
    plan = chart(f"- chart: line\n  title: 题\n  data: {{{data}}}").plan
    assert ([code] if code else []) == [f.code for f in honesty(plan)]


def test_no_line_of_metrics(chart):
    """A12: two ends of a metric are no series of years."""
    plan = chart("- {chart: line, title: 题, metrics: [rd, share]}").plan
    (found,) = honesty(plan)
    assert "chart.no-series" == found.code
    assert "slope" in found.hints[0].zh


def test_mixed_units_are_seen(chart):
    """A17: every label carries its own unit."""
    plan = chart("- {chart: bar, title: 题, metrics: [gdp, dated]}").plan
    assert "chart.mixed-units" in [f.code for f in honesty(plan)]


def test_ranks_among_members(chart):
    made = chart("- {chart: rank_strip, title: 题, metrics: [gdp], highlight: gdp}")
    (row,) = made.plan.ranks
    assert ("四城区", 1, 4, "第一", True) == (row.scope, row.position, row.of, row.text, row.highlight)
    assert "位次，一格一席" == made.subtitle.text


def test_items_by_place_with_the_one_not_listed(chart):
    """6 announced, 2 + 2 + 1 listed: the sixth stays open and is not dropped."""
    made = chart("- {chart: rank_strip, title: 题, metrics: [ranks]}")
    assert [
        ("全市", 2, 1, "第一"),
        ("城区", 2, 1, "第一"),
        ("城区", 1, 2, "第二"),
        ("", 1, None, "未列"),
    ] == [(g.scope, g.count, g.position, g.text) for g in made.plan.rank_groups]
    assert "位次，一格一项" == made.subtitle.text


def test_a_rank_in_words_is_no_strip(build_blocks):
    built = build_blocks("- {chart: rank_strip, title: 题, metrics: [gdp, front]}", METRICS)
    (finding,) = built.findings
    assert ("content.no-rank", "front") == (finding.code, built.at(finding))


def test_written_data(chart):
    """Labels and series as written; a missing value is a gap, not a zero."""
    made = chart(
        """
- chart: line
  title: 题
  place: full
  data:
    labels: [2019, 2020, 2021]
    unit: 万元
    series: [{name: 甲, values: [12345.60, null, -3]}, {name: 乙, values: [1, 2, 3], highlight: true}]
    source: {id: t, at: 表3}
"""
    )
    first, second = made.plan.series
    assert ["12,345.60", "", "\u22123"] == [point.text for point in first.points]
    assert first.points[1].value is None
    assert second.highlight
    assert not made.plan.undated
    assert Place.FULL is made.place
    assert ("单位：万元", "来源：年鉴") == (made.subtitle.text, made.source.text)


@pytest.mark.parametrize(
    ("chosen", "delivered", "draft"),
    [
        ("rd, share", "来源：《公报》", "来源：《公报》第25、47行；起讫年份未注明"),
        ("dated, dated2", "来源：年鉴", "来源：年鉴"),
    ],
)
def test_the_foot_of_two_ends(chart, chosen, delivered, draft):
    """Places in a source and missing dates are for drafts."""
    text = f"- {{chart: dumbbell, title: 题, metrics: [{chosen}]}}"
    assert (delivered, draft) == (chart(text).source.text, chart(text, draft=True).source.text)


@pytest.mark.parametrize(
    ("chosen", "delivered", "draft"),
    [
        ("air", "来源：《公报》", "来源：《公报》第85行；时间未注明"),
        ("air, rd", "来源：《公报》", "来源：《公报》第47、85行；时间均未注明"),
        ("spending", "来源：《公报》；始终保持", "来源：《公报》第55行；始终保持"),
        # what holds for one must not seem to hold for the other
        ("spending, air", "来源：《公报》", "来源：《公报》第55、85行；部分时间未注明"),
        ("dated, later", "来源：年鉴；甲2021年，丙2022年", "来源：年鉴；甲2021年，丙2022年"),
        ("dated, dated2", "来源：年鉴；2021年", "来源：年鉴；2021年"),
    ],
)
def test_the_foot_of_single_values(chart, chosen, delivered, draft):
    text = f"- {{chart: bar, title: 题, metrics: [{chosen}]}}"
    assert (delivered, draft) == (chart(text).source.text, chart(text, draft=True).source.text)


def test_a_note_stands_before_the_source(chart):
    made = chart("- {chart: bar, title: 题, metrics: [air], note: 斜线段为界限}")
    assert "斜线段为界限。来源：《公报》" == made.source.text


def test_shares_that_miss_the_whole(build_blocks):
    """A09, of metrics: 13 + 53.8 + 30.6 is 97.4."""
    built = build_blocks(
        "- {chart: donut, title: 题, metrics: [a, b, c]}",
        """
metrics:
  - {id: a, name: 一产, value: 13, unit: "%"}
  - {id: b, name: 二产, value: 53.8, unit: "%"}
  - {id: c, name: 三产, value: 30.6, unit: "%"}
""",
    )
    (finding,) = built.findings
    assert "content.shares-differ" == finding.code
    assert "97.4%" in finding.message.zh


def test_the_maximum_and_the_alternative_text(chart):
    """Alternative texts may name metrics too (A01)."""
    plan = chart(
        "- {chart: bar, title: 题, metrics: [air], maximum: 100, alt: '空气{{ air | arabic }}'}"
    ).plan
    assert (Decimal(100), "空气达91.2%") == (plan.maximum, plan.alt)
