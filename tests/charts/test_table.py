"""The data of a chart as CSV: every value in a row, with its bound and what is printed."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from chart_samples import K, plan, rank, series

from reportgen.charts.table import chart_csv
from reportgen.content.plan import RankGroup


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheets know UTF-8 by this mark alone"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_value_has_a_row_of_its_own():
    found = plan(
        K.BAR, ["甲", "乙"], series("期初", "5", "6.50"), series("期末", ("70", "以上"), ""), unit="万元"
    )

    assert [
        ["项目", "系列", "数值", "限定词", "单位", "印出"],
        ["甲", "期初", "5", "", "万元", "5"],
        ["乙", "期初", "6.50", "", "万元", "6.50"],
        ["甲", "期末", "70", "以上", "万元", "70以上"],
        ["乙", "期末", "", "", "万元", ""],  # missing: no number, not nought
    ] == rows(chart_csv(found))


def test_ranks_say_place_and_field():
    found = plan(
        K.RANK_STRIP,
        [],
        ranks=(rank("四城区", 1, 4, "第一"), rank("全市", 2, None, "第二")),
        rank_groups=(RankGroup("全市", 2, 1, "第一"), RankGroup("未列", 1, None, "")),
    )

    assert [
        ["范围", "位次", "总数", "项数", "印出"],
        ["四城区", "1", "4", "1", "第一"],
        ["全市", "2", "", "1", "第二"],
        ["全市", "1", "", "2", "第一"],
        ["未列", "", "", "1", ""],
    ] == rows(chart_csv(found))


def test_an_english_report_has_english_heads():
    found = replace(plan(K.BAR, ["a"], series("end", "5")), language="en")

    assert ["item", "series", "value", "qualifier", "unit", "printed"] == rows(chart_csv(found))[0]


def test_commas_and_quotes_survive():
    found = plan(K.BAR, ['甲，"乙", 丙'], series("期末", "5"))

    assert ['甲，"乙", 丙', "期末", "5", "", "%", "5"] == rows(chart_csv(found))[1]
