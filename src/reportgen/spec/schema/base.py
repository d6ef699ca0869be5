"""What every part of the schema shares."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Tag

from reportgen.spec.types import AllOr, DateText, Filled, Identifier, Text

FORMAT = "reportgen/1"

Qualifier = Literal["不足", "超", "首超", "以上", "以内", "约", "达"]
Place = Literal["main", "side", "full"]
TrimSize = Literal["大16开", "A4", "正16开"]
ChartPlace = Literal["main", "side", "full", "half"]
AllOrIds = Annotated[
    Annotated[Literal["all"], Tag("kind:all")] | Annotated[tuple[Identifier, ...], Tag("kind:ids")], AllOr
]


class Model(BaseModel):
    """Base of all models: closed, frozen, strict."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class SourceRef(Model):
    """指标的出处；来源是数据文件或数据库的，还可以写明从哪里取数。"""

    id: Identifier = Field(description="来源编号")
    at: Text = Field("", description="在资料中的位置，例如“第47行”")
    page: Text = Field("", description="页码")
    sheet: Text = Field("", description="工作表的名称；不填则用来源的")
    cell: Text = Field("", description="单元格，例如 C7；取它的数")
    column: Text = Field("", description="按列名取数：列名，例如“本年累计”；配合 row")
    row: Text = Field("", description="按列名取数：哪一行，例如“指标=财政收入”；几个条件用“；”隔开")
    path: Text = Field("", description="JSON 里的位置，例如 /data/0/value")
    query: Text = Field("", description="数据库的查询语句，只得出一个数")

    @property
    def locates(self) -> bool:
        """Whether it says where a program finds the figure, not only a reader."""
        return bool(self.cell or self.column or self.path or self.query)


class Confirmation(Model):
    """核定：谁核对过，什么时候。"""

    by: Filled = Field(description="核定的人或单位，例如“区统计局”")
    on: DateText | None = Field(None, description="核定日期")
