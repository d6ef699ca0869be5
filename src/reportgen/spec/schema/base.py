"""What every part of the schema shares."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Tag

from reportgen.spec.types import AllOr, Identifier, Text

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
    """指标的出处。"""

    id: Identifier = Field(description="来源编号")
    at: Text = Field("", description="在资料中的位置，例如“第47行”")
