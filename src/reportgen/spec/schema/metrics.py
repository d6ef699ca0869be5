"""Metrics: a value with its qualifier, dates, baseline, ranks and source."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from reportgen.spec.schema.base import Confirmation, Model, Qualifier, SourceRef
from reportgen.spec.types import DateText, Figure, Filled, Identifier, Text


class Baseline(Model):
    """期初值，可以带限定词；数值照写，或从来源取，或由算式得出。"""

    value: Figure | None = Field(None, description="数值，按原文写，例如 18.50")
    formula: Text = Field("", description="由别的指标算出的算式，例如 gdp_2020 / population_2020")
    source: SourceRef | None = Field(None, description="出处；写明单元格、列或查询的，从那里取数")
    qualifier: Qualifier | None = Field(None, description="限定词，例如“不足”")
    as_of: DateText | None = Field(None, description="时点；资料没有写明就不填")

    @property
    def has_value(self) -> bool:
        """Whether there is a figure: written, computed or read."""
        return _is_given(self.value, self.formula, self.source)


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
    value: Figure | None = Field(
        None, description="数值，按原文写；只有位次而没有数值的，从来源取数的，由算式得出的，不填"
    )
    formula: Text = Field(
        "", description="由别的指标算出的算式，例如 revenue / population * 10000；写了就不填 value"
    )
    decimals: Annotated[int, Field(ge=0, le=8)] | None = Field(
        None, description="算出的、取来的、换算的数保留几位小数，四舍五入；不填则照原样，除不尽的留两位"
    )
    shown_in: Filled | None = Field(
        None, description="印出时换算成的单位，例如来源以元计、书里用“亿元”；不填则不换算"
    )
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
    source: SourceRef | None = Field(None, description="出处；写明单元格、列或查询的，从那里取数")
    entered_by: Text = Field("", description="录入人；不填则用来源的")
    confirmed: Confirmation | None = Field(None, description="核定；不填则用来源的")
    note: Text = Field("", description="给编者和审核者看的说明，不印")
    section: Identifier | None = Field(None, description="所属章的编号，指标总表按它分组")

    @property
    def has_value(self) -> bool:
        """Whether there is a figure: written, computed or read."""
        return _is_given(self.value, self.formula, self.source)


def _is_given(value: Decimal | None, formula: str, source: SourceRef | None) -> bool:
    return value is not None or bool(formula) or (source is not None and source.locates)
