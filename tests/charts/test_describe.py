"""Alternative texts say what the picture shows, from the data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chart_samples import PLANS, K, plan, series

from reportgen.charts.describe import alt_text, own_scales, remarks


def test_bars_with_their_bound_scale_and_highlight() -> None:
    assert alt_text(PLANS["bar"]) == (
        "条形图，时间未注明。饮用水水源地水质达标率100%；地表水功能区水质达标率100%；空气质量优良率91.2%；"
        "民生占财政支出比重70%以上；三产占GDP比重52.7%。70%以上是下限，上端不封口。刻度自0至100。"
        "突出显示：民生占财政支出比重。"
    )


def test_two_undated_ends_are_from_and_to() -> None:
    assert alt_text(PLANS["dumbbell"]) == (
        "两端图，起讫时间未注明。研发投入强度：由不足1%到2.5%；高新技术产业增加值占GDP比重：由20%到40.5%。"
        "不足1%是上限，画作斜线段。各行刻度不同，不作相互比较。"
    )


def test_dated_ends_keep_their_dates() -> None:
    assert "城镇化率：2016年52.3%、2020年68.9%" in alt_text(PLANS["dumbbell-shared"])


def test_a_line_says_its_range_course_and_cut_axis() -> None:
    """A13: what is cut is stated."""
    text = alt_text(PLANS["line"])

    assert "全市：2012为28.1、2014为29.4" in text, "two numbers do not run together"
    assert "最低28.1，最高38.4；逐期上升" in text
    assert "2018无数据" in text
    assert "全区" in text.split("末值高于首值")[0], "of a series with a gap only its ends are compared"
    assert "纵轴不从0起，自25至45" in text
    assert "单位：千元" in text


def test_a13_bars_begin_at_nought_and_nothing_is_said_of_a_cut() -> None:
    assert "不从0起" not in alt_text(plan(K.BAR, ("2018", "2019"), series("", "95", "98"), unit="件"))


@pytest.mark.parametrize(
    ("values", "course"),
    [
        (("1", "2", "3"), "逐期上升"),
        (("3", "2", "1"), "逐期下降"),
        (("2", "2", "2"), "持平"),
        (("1", "3", "2"), "有升有降，末值高于首值"),
        (("2", "3", "1"), "有升有降，末值低于首值"),
    ],
)
def test_courses(values: tuple[str, ...], course: str) -> None:
    assert course in alt_text(plan(K.LINE, ("2018", "2019", "2020"), series("", *values), unit="件"))


def test_a_bound_has_no_rank_among_values() -> None:
    """首超4.0 may be the highest or not: nothing is said of highest or rising."""
    assert "最高" not in alt_text(PLANS["line-single"])


def test_ranks_with_and_without_number_of_members() -> None:
    assert alt_text(PLANS["ranks"]).endswith(
        "亩均GDP产出，四城区第一，共4个；新建农村无害化卫生厕所工作，全省一类县（市）区第一，成员数未注明；"
        "小康进程，全省县（市）区第十八，共122个。"
    )


def test_the_unlisted_item_is_named() -> None:
    assert alt_text(PLANS["rank-groups"]) == "位次图。全市第一的2项；城区第一的2项；城区第二的1项；1项未列。"


def test_english() -> None:
    assert alt_text(PLANS["english"]) == (
        "Dumbbell chart, dates of both ends not stated. R&D intensity: from less than 1% to 2.5%; "
        "High-tech value added as a share of GDP: from 20% to 40.5%. "
        "Less than 1% is an upper bound, drawn hatched. "
        "Each row has its own scale; rows are not to be compared."
    )


@pytest.mark.parametrize("name", PLANS)
def test_every_name_and_value_is_said(name: str) -> None:
    chart = PLANS[name]
    text = alt_text(chart)

    for series_ in chart.series:
        assert all(point.text in text for point in series_.points)
    for rank in (*chart.ranks, *chart.rank_groups):
        assert rank.scope in text
        assert rank.text in text
    if chart.kind is not K.RANK_STRIP:
        assert all(label in text for label in chart.labels)


def test_the_editor_s_own_text_goes_first() -> None:
    assert alt_text(replace(PLANS["bar"], alt="见正文")) == "见正文"


def test_remarks_are_owed_by_rows_with_scales_of_their_own() -> None:
    assert remarks(PLANS["dumbbell"]) == ("各行刻度不同，不作相互比较",)
    assert remarks(PLANS["dumbbell-shared"]) == ()
    assert not own_scales(PLANS["bar"])
