"""Honours and photos, listed once and used by id."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from reportgen.spec.schema.base import Model, SourceRef
from reportgen.spec.types import AllOr, ById, Filled, Identifier, Markup, Text


class HonourSpec(Model):
    """一项荣誉或认可。"""

    id: Identifier = Field(description="编号")
    title: Filled = Field(description="称号或结果，照原文")
    subject: Text = Field("", description="获得者或事项；资料没有写明就不填，印“主体未注明”")
    body: Text = Field("", description="授予或认可的单位")
    event: Text = Field("", description="会议或场合")
    level: Literal["international", "national", "province", "city"] = Field(
        description="层级：international 国际组织，national 国家（含中央部门与媒体），province 省，city 市"
    )
    kind: Literal["称号", "表彰", "评定", "推介", "发言", "资格", "报道", "肯定", "位次"] = Field(
        description="认可的种类"
    )
    section: Identifier | None = Field(None, description="所属章的编号")
    source: SourceRef | None = Field(None, description="出处")
    note: Text = Field("", description="给编者看的疑点，检查时提示，不印")


class PhotoSpec(Model):
    """一幅照片。没有 file 就是待补图：样稿里留位置，成品里不印。"""

    id: Identifier | None = Field(None, description="编号")
    file: Filled | None = Field(None, description="图片文件，相对于本文件所在的文件夹")
    caption: Markup = Field(description="图片说明")
    credit: Text = Field("", description="摄影者或供图单位")
    archive: bool = Field(False, description="是否资料图片")
    ratio: Literal["3:2", "4:3", "1:1", "16:9"] = Field("3:2", description="画面比例")
    alt: Text = Field("", description="替代文字；不填则用图片说明")
    section: Identifier | None = Field(None, description="画面内容所属章的编号")


PhotoRef = Annotated[Annotated[Identifier, Tag("kind:id")] | Annotated[PhotoSpec, Tag("kind:entry")], ById]
AllOrPhotos = Annotated[
    Annotated[Literal["all"], Tag("kind:all")] | Annotated[tuple[PhotoRef, ...], Tag("kind:ids")], AllOr
]
