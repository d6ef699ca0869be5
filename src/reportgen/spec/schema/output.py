"""Which files a build makes, what they are called, and what the printing house asks for."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from reportgen.spec.schema.base import Model
from reportgen.spec.types import Figure, Filled, Text

# What a pattern of file names may hold in braces; `{{` and metrics have nothing to do with it.
NAME_PARTS = ("file", "profile", "title", "organisation", "congress", "edition", "date", "hash")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

Delivered = Literal["press", "archive", "web"]


class OutputSpec(Model):
    """出哪几个文件，怎样命名。"""

    profiles: tuple[Delivered, ...] = Field(
        ("web",),
        description="出哪几种成品：press 送印（PDF/X-4），archive 存档（PDF/A-3a），web 阅读（PDF/UA-1）",
        min_length=1,
    )
    name: Text = Field(
        "",
        description="文件名的样式，不带 .pdf；可用 {file} {profile} {title} {organisation} {congress} "
        "{edition} {date} {hash}；不填则是 {file}-{profile}，阅读用的只是 {file}",
    )


class PressSpec(Model):
    """送印：印刷条件、纸张、装订；向印厂问清再填。"""

    condition: Filled = Field("FOGRA39", description="印刷条件的登记名称，和 icc 一致")
    icc: Filled | None = Field(
        None, description="印厂给的 ICC 文件（CMYK），从本文件所在处算起；不填则用程序自带的 FOGRA39"
    )
    paper: Literal["coated", "uncoated", "light", "newsprint"] = Field(
        "coated",
        description="纸张，决定油墨总量的上限：coated 铜版纸 300%，uncoated 胶版纸 280%，"
        "light 轻型纸 260%，newsprint 新闻纸 240%",
    )
    most_ink: Annotated[Figure, Field(ge=200, le=400)] | None = Field(
        None, description="油墨总量的上限，单位 %；不填则按纸张"
    )
    marks: bool = Field(True, description="是否印裁切线、套准线、色标和说明行")
    binding: Literal["none", "saddle", "perfect"] = Field(
        "none",
        description="装订：saddle 骑马订，页数补足 4 的倍数；"
        "perfect 胶装，页数补足偶数，封面另出一个文件；none 不管",
    )
    creep: bool = Field(
        False, description="骑马订：内层书页随纸厚向订口让开，免得裁切后外边变窄；印厂自己处理就不要开"
    )
    paper_weight: Annotated[Figure, Field(ge=30, le=500)] | None = Field(
        None, description="内文纸的定量，克每平方米；用来估算书脊和让开的宽度"
    )
    caliper: Annotated[Figure, Field(gt=0, le=2)] | None = Field(
        None, description="内文纸的厚度，毫米；印厂给了就填，比按定量估算准"
    )
    cover_caliper: Annotated[Figure, Field(gt=0, le=3)] = Field(
        Decimal("0.3"), description="封面纸的厚度，毫米；算书脊时加两层"
    )
    low_resolution: Literal["error", "warning"] = Field(
        "error", description="照片不足 200 ppi 怎么办：error 不出文件，warning 只警告"
    )
    pdfa: bool = Field(False, description="送印文件是否同时符合 PDF/A-2u")
    quantity: Annotated[int, Field(ge=1)] | None = Field(None, description="印数，写进送印单")
    contact: Text = Field("", description="联系人和电话，写进送印单")
    remarks: Text = Field("", description="给印厂的说明，写进送印单")
