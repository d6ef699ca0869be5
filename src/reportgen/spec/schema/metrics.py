"""Metrics: a value with its qualifier, dates, baseline, ranks and source."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from reportgen.spec.schema.base import Model, Qualifier, SourceRef
from reportgen.spec.types import DateText, Figure, Filled, Identifier, Text


class Baseline(Model):
    """期初值，可以带限定词。"""

    value: Figure = Field(description="数值，按原文写，例如 18.50")
    qualifier: Qualifier | None = Field(None, description="限定词，例如“不足”")
    as_of: DateText | None = Field(None, description="时点；资料没有写明就不填")


class Rank(Model):
    """位次。"""

    scope: Filled = Field(description="范围，例如“四城区”“全市”")
    position: Annotated[int, Field(ge=1)] | None = Field(
        None, description="名次；没有确切名次时不填，改填 words"
    )
    of: Annotated[int, Field(ge=1)] | None = Field(None, description="范围内的总数；资料写明了才填")
    words: Text = Field("", description="没有确切名次时的说法，例如“前列”")


class RankCount(Model):
    """同一名次的项数，例如“2个全市第一”。"""

    count: Annotated[int, Field(ge=1)] = Field(description="项数")
    scope: Filled = Field(description="范围")
    position: Annotated[int, Field(ge=1)] = Field(description="名次")


class Multiple(Model):
    """是某个平均水平的几倍。"""

    of: Filled = Field(description="比较的对象，例如“省平均水平”")
    factor: Figure = Field(description="倍数")


class Growth(Model):
    """增长率。"""

    label: Text = Field("增长", description="说法，例如“年均增长”")
    value: Figure = Field(description="数值")
    unit: Text = Field("%", description="单位")
    qualifier: Qualifier | None = Field(None, description="限定词")
    compared_with: Text = Field("", description="只有文字的比较，例如“跑赢GDP”")


class MetricSpec(Model):
    """一个指标：正文、卡片、图、表和替代文字都从这里取数。"""

    id: Identifier = Field(description="编号，正文里写 {{ 编号 }} 引用")
    name: Filled = Field(description="指标名称")
    value: Figure | None = Field(None, description="数值，按原文写；只有位次而没有数值时不填")
    unit: Text = Field("", description='单位，例如 "%"、万元、件')
    qualifier: Qualifier | None = Field(None, description="限定词：不足、超、首超、以上、以内、约、达")
    modifier: Text = Field("", description="卡片和表中数字前的修饰语，例如“连续”“全部”")
    numerals: Literal["arabic", "han"] = Field("arabic", description="数字写法：arabic 阿拉伯数字，han 汉字")
    as_of: DateText | None = Field(None, description="时点，例如 2020；资料没有写明就不填，表中印“未注明”")
    period: Text = Field("", description="时期的说法，例如“五年累计”“始终保持”")
    baseline: Baseline | None = Field(None, description="期初值")
    rank: tuple[Rank, ...] = Field((), description="位次，可以有几个")
    breakdown: tuple[RankCount, ...] = Field((), description="按名次的构成；与数值不符会有提示")
    multiple: Multiple | None = Field(None, description="是平均水平的几倍")
    growth: Growth | None = Field(None, description="增长率")
    source: SourceRef | None = Field(None, description="出处")
    note: Text = Field("", description="给编者和审核者看的说明，不印")
    section: Identifier | None = Field(None, description="所属章的编号，指标总表按它分组")
