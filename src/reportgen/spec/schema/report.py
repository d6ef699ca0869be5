"""Sections, and the report as a whole."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from reportgen.spec.schema.base import Model
from reportgen.spec.schema.blocks import AnyBlock, CardRef
from reportgen.spec.schema.collections import HonourSpec, PhotoSpec
from reportgen.spec.schema.document import (
    Colophon,
    ContentsSpec,
    Cover,
    Credit,
    DocumentSpec,
    FontsSpec,
    HeadingsSpec,
    NumbersSpec,
    PageSpec,
    Person,
    Source,
    ThemeSpec,
)
from reportgen.spec.schema.metrics import MetricSpec
from reportgen.spec.schema.output import OutputSpec, PressSpec
from reportgen.spec.schema.review import ReviewSpec
from reportgen.spec.schema.schedule import ScheduleSpec
from reportgen.spec.schema.typography import TypographySpec
from reportgen.spec.types import Filled, Identifier, Markup, Text


class KeyFigure(Model):
    """目录里代表一章的数字；没有数字的章写一个词。"""

    metric: Identifier | None = Field(None, description="指标编号")
    word: Text = Field("", description="没有数字时的词，例如“首批”")
    name: Text = Field("", description="数字或词下的名称；不填则用指标名称")


class Opener(Model):
    """章的扉页。"""

    lead: Markup = Field(description="导语，两行为宜")
    cards: tuple[CardRef, ...] = Field((), description="页脚的数字，最多三个", max_length=3)


class SectionSpec(Model):
    """一节：章、卷首或附篇。"""

    id: Identifier = Field(description="编号")
    title: Filled = Field(description="标题")
    kind: Literal["chapter", "overview", "front", "back"] = Field(
        "chapter", description="种类：chapter 章（自动编号），overview 五年一览，front 卷首，back 附篇"
    )
    numbered: bool = Field(True, description="是否编号；不编号的章，章内小标题也不编号")
    show_title: bool = Field(
        True,
        description="标题和旁边的一句话是否印在正文里；不印的仍在目录和书签里；有扉页的和五年一览总印",
    )
    short: Text = Field("", description="短标题，用于一览等处；不填则用标题")
    remark: Markup | None = Field(None, description="标题旁的一句话")
    key: KeyFigure | None = Field(None, description="目录里代表这一章的数字")
    opener: Opener | None = Field(None, description="扉页；不填则没有扉页")
    blocks: tuple[AnyBlock, ...] = Field((), description="版块，按阅读次序")


class ReportSpec(Model):
    """一本报告。"""

    format: Literal["reportgen/1"] = Field(description="本文件所用格式的版本，写 reportgen/1")
    document: DocumentSpec = Field(description="书名、单位、时期等基本信息")
    page: PageSpec = Field(PageSpec(), description="成品尺寸")
    theme: ThemeSpec = Field(ThemeSpec(), description="版式主题")
    output: OutputSpec = Field(OutputSpec(), description="出哪几个文件")
    press: PressSpec = Field(PressSpec(), description="送印")
    fonts: FontsSpec = Field(FontsSpec(), description="字体")
    typography: TypographySpec = Field(TypographySpec(), description="排版规则和文字的整理")
    numbers: NumbersSpec = Field(NumbersSpec(), description="数字的写法")
    headings: HeadingsSpec = Field(HeadingsSpec(), description="章、小标题和图表的编号")
    cover: Cover | None = Field(None, description="封面")
    contents: ContentsSpec | None = Field(ContentsSpec(), description="目录；写 null 则没有目录")
    credits: tuple[Credit, ...] = Field((), description="署名")
    people: tuple[Person, ...] = Field((), description="名单，按排名先后，供核对姓名、职务和次序")
    review: ReviewSpec = Field(ReviewSpec(), description="核对字词和数字")
    sources: tuple[Source, ...] = Field((), description="资料来源")
    metrics: tuple[MetricSpec, ...] = Field((), description="指标")
    honours: tuple[HonourSpec, ...] = Field((), description="荣誉与认可")
    photos: tuple[PhotoSpec, ...] = Field((), description="照片")
    sections: tuple[SectionSpec, ...] = Field((), description="各章和卷首、附篇，按成书次序")
    colophon: Colophon | None = Field(None, description="来源与编制说明")
    schedule: ScheduleSpec | None = Field(None, description="党代会的日程")
