"""The book itself: title, period, people, sources, cover, contents, colophon."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from reportgen.spec.schema.base import Confirmation, Model, TrimSize
from reportgen.spec.types import DateText, Figure, Filled, Identifier, Markup, Text


class Period(Model):
    """报告所回顾的时期。"""

    text: Filled = Field(description="时期的写法，例如“过去的5年”；没有副题时写进文件属性")
    start: DateText | None = Field(None, description="起点（年、年月或日期）；资料没有写明就不填")
    end: DateText | None = Field(None, description="终点（年、年月或日期）；资料没有写明就不填")


class Congress(Model):
    """党代会；届次和日期由编者填写，程序从不推算。"""

    reference: Filled | None = Field(None, description="所回顾时期起点的党代会名称，例如“区第四次党代会”")
    name: Filled | None = Field(None, description="即将召开的党代会名称；未定就不填")
    date: DateText | None = Field(None, description="即将召开的党代会开幕日期；未定就不填")


class DocumentSpec(Model):
    """整本报告的基本信息。"""

    title: Filled = Field(description="书名")
    subtitle: Text = Field("", description="副题")
    organisation: Filled = Field(description="编制单位所在的区、县或机构，印在封底")
    region: Text = Field("", description="所属省市，印在封底，例如“湖南衡阳”")
    publisher: Text = Field("", description="编印单位")
    period: Period | None = Field(None, description="所回顾的时期")
    congress: Congress | None = Field(None, description="有关的党代会")
    edition: Text = Field("", description="版次，印在扉页，例如“二校”“清样”")
    date: DateText | None = Field(None, description="成书日期，印在扉页；写到日的也写进文件属性")
    language: Literal["zh-Hans", "en"] = Field("zh-Hans", description="正文语言")
    keywords: tuple[Filled, ...] = Field((), description="关键词，写进文件属性")


class Credit(Model):
    """一项署名。"""

    role: Filled = Field(description="分工，例如“策划”“统筹”“文”“图片”")
    names: tuple[Filled, ...] = Field((), description="姓名，按署名次序")
    organisation: Text = Field("", description="单位；没有个人署名时填写")
    prefix: Text = Field("", description="姓名前的身份，例如“本报记者”")
    suffix: Text = Field("", description="姓名或单位后的字样，例如“供稿”")


class Person(Model):
    """名单中的一个人，供核对姓名和次序。"""

    name: Filled = Field(description="姓名")
    post: Text = Field("", description="职务")


class Source(Model):
    """一种资料来源；指标用它的编号引用。"""

    id: Identifier = Field(description="来源编号，供指标引用")
    title: Filled = Field(description="资料名称")
    publisher: Text = Field("", description="发布单位")
    date: DateText | None = Field(None, description="发布日期；资料没有写明就不填")
    note: Text = Field("", description="关于这份资料的说明")
    file: Filled | None = Field(
        None, description="数据文件（csv、xlsx、xls、ods、json、sqlite），从本文件所在处算起；指标从这里取数"
    )
    connection: Filled | None = Field(
        None, description="数据库：环境变量的名称，变量里是连接地址；密码不要写在这里"
    )
    sheet: Text = Field("", description="工作表或数据库表的名称；只有一个就不填")
    header: Annotated[int, Field(ge=1, le=1000)] = Field(1, description="列名在第几行")
    supplier: Text = Field("", description="供数单位")
    entered_by: Text = Field("", description="录入人")
    confirmed: Confirmation | None = Field(None, description="核定")


class CoverFigure(Model):
    """封面的图形：几个比率画成同心半圆，180°为100%。"""

    metrics: tuple[Identifier, ...] = Field(
        description="以百分数计的指标，由外到内", min_length=1, max_length=9
    )


class Cover(Model):
    """封面。"""

    name: Filled = Field(description="封面大字，例如地名")
    motto: tuple[Filled, ...] = Field((), description="封面题词，至多三行", max_length=3)
    foot: tuple[Filled, ...] = Field((), description="封面脚下的文字，至多两行", max_length=2)
    figure: CoverFigure | None = Field(None, description="由数据画成的图形")


class Entry(Model):
    """一条说明。"""

    label: Filled = Field(description="标签")
    text: Markup = Field(description="说明文字")


class ImprintLine(Model):
    """印制信息的一行；value 不填印“待填”。"""

    label: Filled = Field(description="项目，例如“准印证号”")
    value: Text = Field("", description="内容")


class Colophon(Model):
    """来源与编制说明。"""

    title: Text = Field("来源与编制说明", description="标题")
    entries: tuple[Entry, ...] = Field((), description="各条说明")
    credits_label: Text = Field("编制", description="署名一栏的标签")
    imprint_label: Text = Field("印制", description="印制一栏的标签")
    imprint: tuple[ImprintLine, ...] = Field((), description="印制信息")


class ContentsSpec(Model):
    """目录页。"""

    title: Text = Field("目录", description="标题")
    remark: Markup | None = Field(None, description="标题旁的一句话")
    levels: Literal[1, 2, 3] = Field(
        1, description="列到第几级：1 只列章和卷首、附篇，2、3 也列小标题；列小标题时不印各章的数字"
    )


class PageSpec(Model):
    """成品尺寸。"""

    size: TrimSize | None = Field(
        None,
        description="成品尺寸：大16开 210×285，A4 210×297，正16开 185×260（毫米）；"
        "不填则由主题决定，默认的主题是大16开，公文主题是 A4",
    )


class ThemeSpec(Model):
    """版式主题。"""

    name: Identifier = Field("jubilee", description="主题名称")


class FontRoles(Model):
    """角色所用的字体：写字体文件名（不带后缀），或另一个角色的名称；不写的照主题，主题也不写的照默认。"""

    body: Filled | None = Field(None, description="正文；默认宋体")
    body_strong: Filled | None = Field(None, description="正文里加重的字；默认粗宋")
    title: Filled | None = Field(None, description="章题、人名；默认粗宋")
    display: Filled | None = Field(None, description="封面大字、大号数字；默认特粗宋")
    heading: Filled | None = Field(None, description="小标题、标签；默认粗黑")
    subheading: Filled | None = Field(None, description="副题、导语；默认楷体")
    quote: Filled | None = Field(None, description="引文；默认楷体")
    caption: Filled | None = Field(None, description="图表和照片的说明；默认黑体")
    caption_strong: Filled | None = Field(None, description="说明里加重的字；默认粗黑")
    table: Filled | None = Field(None, description="表格；默认黑体")
    table_strong: Filled | None = Field(None, description="表格里加重的字；默认粗黑")
    chart: Filled | None = Field(None, description="图中的文字；默认黑体")
    chart_strong: Filled | None = Field(None, description="图中加重的字；默认粗黑")
    label: Filled | None = Field(None, description="小字：页眉、页码、出处；默认黑体")
    label_strong: Filled | None = Field(None, description="小字里加重的字；默认粗黑")
    song: Filled | None = Field(None, description="宋体，由主题指派给别的角色；默认宋体")
    fangsong: Filled | None = Field(
        None,
        description="仿宋，公文主题的正文；程序不带，用 fonts add 加入的仿宋就自动用上；写 song 则改用宋体",
    )


class FaceBaseline(Model):
    """一种字体的基线。"""

    face: Filled = Field(description="字体文件名（不带后缀）")
    rise: Annotated[Figure, Field(ge=Decimal("-0.3"), le=Decimal("0.3"))] = Field(
        description="整体上移多少，以字为单位，例如 0.02；负数下移"
    )


class FontsSpec(Model):
    """字体：字体文件夹，各角色用什么字体，缺字怎么办。"""

    dir: Filled | None = Field(
        None,
        description="字体文件夹，从本文件所在处算起，里面要有 fonts.lock；"
        "不填则用本文件旁的 fonts，再没有就用程序自带的",
    )
    roles: FontRoles = Field(FontRoles(), description="换掉哪些角色的字体")
    baselines: tuple[FaceBaseline, ...] = Field(
        (), description="和别的字体并排时高低不齐的字体：上移或下移多少"
    )
    missing: Literal["error", "mark"] = Field(
        "error", description="缺字怎么办：error 报错；mark 在样稿里印作〓，成品仍报错"
    )


class NumbersSpec(Model):
    """数字的写法，全书一致；没有特别要求的地方，数字照录入的印。"""

    grouping: Literal["comma", "space", "none"] = Field(
        "comma",
        description="满五位的整数怎样分节：comma 用千分撇（12,345,678），"
        "space 留四分之一字宽的空（12 345 678.123 45，小数也分），none 不分",
    )
    decimals: Annotated[int, Field(ge=0, le=8)] = Field(
        2, description="折成万、亿时（写法 scaled）最多保留几位小数"
    )
    rounding: Literal["half-up", "half-even"] = Field(
        "half-up", description="折成万、亿时怎样取舍：half-up 四舍五入，half-even 四舍六入五成双"
    )
    permille: bool = Field(False, description="不到1%的比率是否用千分号（‰）；图中不变")
    table_dates: Literal["iso", "words"] = Field(
        "iso", description="表格里写到日的日期：iso 印 2026-01-05，words 印 2026年1月5日"
    )
    missing: Literal["dash", "ellipsis"] = Field(
        "dash", description="表格里没有数的地方：dash 印“—”，ellipsis 印“…”"
    )


class HeadingsSpec(Model):
    """章和小标题的编号，图和表的编号。"""

    numbers: Literal["none", "hierarchy", "decimal", "chapters"] = Field(
        "none",
        description="编号的体系：none 只有章编一、二、三；hierarchy 一、（一）1. （1）①；"
        "decimal 1、1.1、1.1.1；chapters 第一章、第一节、一、（一）1.",
    )
    captions: Literal["document", "chapter"] = Field(
        "document", description="图表编号：document 全书连续（图1），chapter 各章另起（图2-1）"
    )
