"""The table of all metrics, against the figures of the seed feature as its mock-up shows them."""

import pytest

from reportgen.content.blocks import CellAlign, Tone
from reportgen.core.text import MarkKind

SPEC = """
sources: [{id: seed, title: 专题文章}]
metrics:
  - id: cases
    name: 立案
    value: 267
    unit: 件
    period: 五年累计
    section: party
    source: {id: seed, at: 第97行}
  - id: gdp
    name: 亩均GDP产出
    value: 18.5
    unit: 万元
    rank: [{scope: 四城区, position: 1, of: 4}]
    section: strength
    source: {id: seed, at: 第25行}
  - {id: six, name: 主要经济指标排名, value: 6, unit: 个, as_of: 2020, section: strength, source: {id: seed}}
  - id: streak
    name: 全面小康实现程度
    value: 4
    unit: 年
    modifier: 连续
    rank: [{scope: 全省, words: 前列}, {scope: 全市, position: 1}]
    section: strength
  - id: rd
    name: 研发投入强度
    value: 2.5
    unit: "%"
    baseline: {value: 1, qualifier: 不足}
    section: drivers
  - {id: patents, name: 专利, value: 13, unit: 件, multiple: {of: 省平均水平, factor: 2}, section: drivers}
  - id: spending
    name: 民生占比
    value: 70
    unit: "%"
    qualifier: 以上
    period: 始终保持
    section: wellbeing
  - id: income
    name: 收入
    value: 4
    unit: 万元
    qualifier: 首超
    as_of: 2021
    growth: {label: 年均增长, value: 8.5}
    section: wellbeing
  - {id: toilets, name: 厕所, rank: [{scope: 全省一类县（市）区, position: 1}], section: wellbeing}
  - {id: loose, name: 无章, value: 12345.60, unit: 元}
sections:
  - {id: front, title: 前言, kind: front, blocks: [{text: 一}]}
  - {id: strength, title: 甲}
  - {id: drivers, title: 乙}
  - {id: wellbeing, title: 丙}
  - {id: party, title: 丁}
  - {id: all, title: 总表, kind: back, blocks: [{table: 指标, metrics: all}]}
"""


@pytest.fixture
def table(build_text):
    return build_text(SPEC).document.sections[-1].blocks[0]


def test_the_rows(table):
    """By chapter, numeral on the first; two ends and a growth rate have rows of their own."""
    rows = [tuple(cell.text.text + cell.aside.text for cell in row) for row in table.rows]
    assert [
        ("一", "亩均GDP产出四城区第一", "", "18.5", "万元", "", "未注明", "第25行"),
        ("", "主要经济指标排名", "", "6", "个", "", "2020年", "专题文章"),
        ("", "全面小康实现程度全省前列、全市第一", "连续", "4", "年", "", "未注明", ""),
        ("二", "研发投入强度期初", "不足", "1", "%", "", "未注明", ""),
        ("", "研发投入强度期末", "", "2.5", "%", "", "未注明", ""),
        ("", "专利省平均水平的2倍", "", "13", "件", "", "未注明", ""),
        ("三", "民生占比", "", "70", "%", "以上", "始终保持", ""),
        ("", "收入", "首超", "4", "万元", "", "2021年", ""),
        # the date of the level is not the stretch of time of the rate
        ("", "收入年均增长", "", "8.5", "%", "", "未注明", ""),
        ("", "厕所全省一类县（市）区第一", "", "—", "", "", "未注明", ""),
        ("四", "立案", "", "267", "件", "", "五年累计", "第97行"),
        ("", "无章", "", "12,345.60", "元", "", "未注明", ""),
    ] == rows


def test_heads_and_alignment(table):
    assert ["章", "指标", "限定", "数值", "单位", "限定", "时间", "出处"] == [
        c.head.text for c in table.columns
    ]
    assert (CellAlign.DECIMAL, CellAlign.END) == (table.columns[3].align, table.columns[7].align)


def test_every_row_is_as_long_as_the_heads(table):
    assert {8} == {len(row) for row in table.rows}


def test_tones(table):
    """Red for numerals and qualifiers, grey for what is not stated."""
    first, bound = table.rows[0], table.rows[3]
    assert (Tone.ACCENT, Tone.QUIET) == (first[0].tone, first[6].tone)
    assert Tone.ACCENT is bound[2].tone
    assert Tone.NORMAL is table.rows[1][6].tone


def test_numbers_know_their_metric(table):
    assert ["gdp"] == [m.value for m in table.rows[0][3].text.marks if m.kind is MarkKind.FIGURE]
    assert ["rd"] == [m.value for m in table.rows[3][3].text.marks]


def test_chosen_metrics(build_text):
    built = build_text(SPEC.replace("metrics: all", "metrics: [rd]"))
    table = built.document.sections[-1].blocks[0]
    assert ["1", "2.5"] == [row[3].text.text for row in table.rows]
    assert {None} == {column.width for column in table.columns}  # layout gives them their natural widths


def test_in_english(build_text):
    head = "format: reportgen/1\ndocument: {title: Book, organisation: District, language: en}\n"
    table = build_text(SPEC, head=head).document.sections[-1].blocks[0]
    assert ("over", "40", "thousand yuan", "for the first time", "2021") == tuple(
        table.rows[7][index].text.text for index in (2, 3, 4, 5, 6)
    )
    assert "1" == table.rows[0][0].text.text
