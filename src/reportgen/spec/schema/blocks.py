"""The blocks of a section, each known by its first key."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from reportgen.core.places import SpecPath
from reportgen.spec.schema.base import AllOrIds, ChartPlace, Model, Place, SourceRef
from reportgen.spec.schema.collections import AllOrPhotos, PhotoRef
from reportgen.spec.types import (
    ById,
    ByList,
    ByRow,
    Cell,
    Figure,
    Identifier,
    Length,
    Markup,
    Text,
    block_kind,
)


class Block(Model):
    """各种版块共有的项目。"""

    id: Identifier | None = Field(None, description="版块编号，可不填")


class HeadingBlock(Block):
    """小标题。"""

    heading: Markup = Field(description="标题文字")
    level: Literal[2, 3, 4, 5] = Field(2, description="级别；章名是 1，逐级往下，不跳级")
    numbered: bool = Field(True, description="是否编号；不编号的，它下面各级也不编号")
    run_in: bool | None = Field(
        None, description="是否接排：标题排在下一段的第一行，后空一字；不填则由主题决定"
    )


class TextBlock(Block):
    """正文。空一行分段；**强调**；{{ 指标编号 }} 引用数字；[文字]{着重} 加标注。"""

    text: Markup = Field(description="正文，空一行分段")
    continued: bool = Field(False, description="是否接着上文（列表、引文、图表之后）：第一段不缩进")


class ReviewBlock(Block):
    """权威回顾。"""

    review: Markup = Field(description="回顾文字，空一行分段")
    label: Text = Field("权威回顾", description="标签")


class CardSpec(Model):
    """一张数字卡片。"""

    metric: Identifier = Field(description="指标编号")
    name: Text = Field("", description="卡片上的名称；不填则用指标名称")
    note: Markup | None = Field(None, description="名称下的说明；不填则由指标生成")
    lead: bool = Field(False, description="是否为一览中最大的一个数字")


CardRef = Annotated[Annotated[Identifier, Tag("kind:id")] | Annotated[CardSpec, Tag("kind:entry")], ById]


class CardsBlock(Block):
    """数字卡片。"""

    cards: tuple[CardRef, ...] = Field(description="指标编号或卡片", min_length=1)
    place: Place = Field("side", description="位置：main 正文栏，side 边栏，full 通栏")


class SeriesSpec(Model):
    """一个数据系列。"""

    name: Text = Field("", description="系列名称")
    values: tuple[Figure | None, ...] = Field(
        description="数值，与 labels 一一对应；缺数写 null", min_length=1
    )
    highlight: bool = Field(False, description="是否用红色强调")


class ChartData(Model):
    """直接写在图里的数据；已经是指标的数字请用 metrics。"""

    labels: tuple[Text, ...] = Field(description="横轴或各行的名称，例如年份", min_length=1)
    series: tuple[SeriesSpec, ...] = Field(description="数据系列", min_length=1)
    unit: Text = Field("", description="单位")
    source: SourceRef | None = Field(None, description="出处")


class ChartBlock(Block):
    """图。"""

    chart: Literal[
        "bar", "grouped_bar", "stacked_bar", "line", "slope", "dumbbell", "waffle", "donut", "rank_strip"
    ] = Field(
        description="图的种类：bar 条形图，grouped_bar 分组条形图，stacked_bar 堆积条形图，line 折线图，"
        "slope 坡度图，dumbbell 两端图，waffle 百格图，donut 环形图，rank_strip 位次图"
    )
    title: Markup = Field(description="图题：用一句话写出结论")
    subtitle: Markup | None = Field(None, description="副题：量和单位；不填则由数据生成")
    metrics: tuple[Identifier, ...] = Field((), description="指标编号")
    data: ChartData | None = Field(None, description="直接写的数据")
    highlight: Identifier | None = Field(None, description="用红色强调的指标编号")
    maximum: Figure | None = Field(None, description="刻度的最大值，例如各项共用 100")
    note: Markup | None = Field(None, description="图下的说明")
    alt: Text = Field("", description="替代文字；不填则由数据生成")
    place: ChartPlace = Field(
        "main", description="位置：main 正文栏，side 边栏，full 通栏，half 半栏（两幅并排）"
    )


class ColumnSpec(Model):
    """表的一栏。"""

    head: Markup = Field(description="栏目名称")
    align: Literal["start", "centre", "end", "decimal"] = Field(
        "start", description="对齐：start 左，centre 中，end 右，decimal 小数点"
    )
    width: Length | None = Field(None, description="栏宽，例如 20mm；不填则按内容分配")
    group: Text = Field("", description="上一级栏目名称；相邻各栏写同一个，就合在它下面")


class RowEntry(Model):
    """写明级别或合计的一行。"""

    cells: tuple[Cell, ...] = Field(description="各格；数字按原文写", min_length=1)
    indent: Annotated[int, Field(ge=0, le=9)] = Field(0, description="行目的级别，每级缩进一字")
    total: bool = Field(False, description="是否合计行；合计行不和上一行分在两页")


RowRef = Annotated[
    Annotated[tuple[Cell, ...], Tag("kind:cells")] | Annotated[RowEntry, Tag("kind:entry")], ByRow
]


def cells_of(row: tuple[str | Decimal | None, ...] | RowEntry) -> tuple[str | Decimal | None, ...]:
    """The cells of a row, however it is written."""
    return row.cells if isinstance(row, RowEntry) else row


def cell_path(table: SpecPath, index: int, row: tuple[str | Decimal | None, ...] | RowEntry) -> SpecPath:
    """The path of the cells of row `index` of the table at a path."""
    here = (*table, "rows", index)
    return (*here, "cells") if isinstance(row, RowEntry) else here


class TableBlock(Block):
    """表。"""

    table: Markup = Field(description="表题")
    remark: Markup | None = Field(None, description="表题右边的说明，例如“单位：万元”")
    metrics: AllOrIds | None = Field(None, description="由指标生成：all 为全部，或列出编号")
    columns: tuple[ColumnSpec, ...] = Field((), description="各栏；由指标生成时不填")
    rows: tuple[RowRef, ...] = Field(
        (), description="各行；数字按原文写；要写级别或合计的行写成 cells 等几项"
    )
    row_heads: bool = Field(False, description="第一栏是否行目；行目前面的全角空格表示下级，每格缩进一字")
    unit: Text = Field("", description="全表共用的单位，印在表题右边，例如“万元”")
    notes: tuple[Markup, ...] = Field((), description="表下的注")
    source: SourceRef | None = Field(None, description="出处，印在表下")
    place: Place = Field("full", description="位置：main 正文栏，side 边栏，full 通栏")


class HonoursBlock(Block):
    """荣誉。"""

    honours: AllOrIds = Field(description="all 为全部，或列出编号")
    title: Text = Field("", description="边栏中的标签，例如“省级认可”")
    place: Place = Field("full", description="位置：full 为按层级排列的总表，side 为边栏短表")


class PhotoBlock(Block):
    """照片。"""

    photo: PhotoRef = Field(description="照片编号，或直接写的照片")
    place: Place = Field("main", description="位置：main 正文栏，side 边栏，full 通栏")


class PhotoGridBlock(Block):
    """一组照片。"""

    photo_grid: AllOrPhotos = Field(description="照片编号或照片；all 为全部")
    lead: Identifier | None = Field(None, description="通栏放大的一幅")


class QuoteBlock(Block):
    """引文。"""

    quote: Markup = Field(description="引文")
    by: Text = Field("", description="出处")


Markers = Literal["decimal", "parenthesis", "circled", "han", "han_parenthesis", "bullet"]
_MARKERS = "decimal 1.，parenthesis （1），circled ①，han 一、，han_parenthesis （一），bullet 圆点"
Start = Annotated[int, Field(ge=1, le=9999)]


class ListEntry(Model):
    """带下级列表的一项。"""

    text: Markup = Field(description="这一项的文字")
    list: tuple[Markup, ...] = Field(description="下级各项", min_length=1)
    markers: Markers | None = Field(None, description=f"下级的标记：{_MARKERS}；不填则由上级的标记定")
    start: Start = Field(1, description="下级从几开始编")


ListItemRef = Annotated[Annotated[Markup, Tag("kind:text")] | Annotated[ListEntry, Tag("kind:entry")], ByList]


class ListBlock(Block):
    """列表。"""

    list: tuple[ListItemRef, ...] = Field(description="各项；一项下面可以再列一级", min_length=1)
    ordered: bool = Field(False, description="是否编号")
    markers: Markers | None = Field(None, description=f"标记：{_MARKERS}；不填则编号的用 1.，不编号的用圆点")
    start: Start = Field(1, description="从几开始编")
    turnover: Literal["hang", "margin"] | None = Field(
        None, description="转行：hang 与文字对齐，margin 顶格；不填则由主题决定"
    )
    title: Text = Field("", description="列表上的标签")
    place: Place = Field("main", description="位置：main 正文栏，side 边栏，full 通栏")


class PageBreakBlock(Block):
    """另起一页。"""

    page_break: Literal["page", "recto"] = Field(description="page 下一页，recto 下一个单数页")


AnyBlock = Annotated[
    Annotated[HeadingBlock, Tag("kind:heading")]
    | Annotated[TextBlock, Tag("kind:text")]
    | Annotated[ReviewBlock, Tag("kind:review")]
    | Annotated[CardsBlock, Tag("kind:cards")]
    | Annotated[ChartBlock, Tag("kind:chart")]
    | Annotated[TableBlock, Tag("kind:table")]
    | Annotated[HonoursBlock, Tag("kind:honours")]
    | Annotated[PhotoBlock, Tag("kind:photo")]
    | Annotated[PhotoGridBlock, Tag("kind:photo_grid")]
    | Annotated[QuoteBlock, Tag("kind:quote")]
    | Annotated[ListBlock, Tag("kind:list")]
    | Annotated[PageBreakBlock, Tag("kind:page_break")],
    Discriminator(block_kind),
]
