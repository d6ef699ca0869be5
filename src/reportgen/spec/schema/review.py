"""What the words and figures of a report are held against before anyone signs them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from reportgen.spec.schema.base import Model
from reportgen.spec.types import Filled


class ReviewSpec(Model):
    """核对：术语、姓名、正文里的数字；出版的种类。"""

    publication: Literal["internal", "newspaper", "open"] = Field(
        "open",
        description="出版的种类：internal 内部资料（不得用“本报记者”等，要有准印证号等），"
        "newspaper 报刊，open 公开的书册",
    )
    terms: tuple[Filled, ...] = Field((), description="另加的术语表（YAML 文件），从本文件所在处算起")
    builtin_terms: bool = Field(True, description="是否用程序自带的术语表")
    allow: tuple[Filled, ...] = Field(
        (), description="认可的字词：核对时照原样放过，例如外文缩写、固定说法“十件民生实事”"
    )
    names: tuple[Filled, ...] = Field(
        (), description="名称里的数字，不是指标，例如“雁城路666号”“303工作室”“1+5”"
    )
