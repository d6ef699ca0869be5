"""The report specification: the only list of legal keys, their types and what they are for.

Field descriptions are in Chinese, since editors see them (completion, `reportgen schema`). Models are frozen
and strict; conversions happen only in the annotated types of `spec.types`. Every model is closed: an unknown
key is an error. Defaults are decided here, so that no later stage meets a `None` that means "default".
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from reportgen.spec.types import (
    AllOr,
    ById,
    Cell,
    DateText,
    Figure,
    Filled,
    Identifier,
    Length,
    Markup,
    Text,
    block_kind,
)

FORMAT = "reportgen/1"

Qualifier = Literal["不足", "超", "首超", "以上", "以内", "约", "达"]
Place = Literal["main", "side", "full"]
ChartPlace = Literal["main", "side", "full", "half"]
AllOrIds = Annotated[
    Annotated[Literal["all"], Tag("kind:all")] | Annotated[tuple[Identifier, ...], Tag("kind:ids")], AllOr
]


class Model(BaseModel):
    """Base of all models: closed, frozen, strict."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


# ------------------------------------------------------------------ document


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
    date: DateText | None = Field(None, description="成书日期，印在扉页，写进文件属性；不填则都不写")
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


class SourceRef(Model):
    """指标的出处。"""

    id: Identifier = Field(description="来源编号")
    at: Text = Field("", description="在资料中的位置，例如“第47行”")


# ------------------------------------------------------------------ metrics


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


# ------------------------------------------------------------------ honours, photos


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


# ------------------------------------------------------------------ blocks


class Block(Model):
    """各种版块共有的项目。"""

    id: Identifier | None = Field(None, description="版块编号，可不填")


class HeadingBlock(Block):
    """小标题。"""

    heading: Markup = Field(description="标题文字")
    level: Literal[2, 3] = Field(2, description="级别；章名是 1")


class TextBlock(Block):
    """正文。空一行分段；**强调**；{{ 指标编号 }} 引用数字。"""

    text: Markup = Field(description="正文，空一行分段")


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

    head: Filled = Field(description="栏目名称")
    align: Literal["start", "centre", "end", "decimal"] = Field(
        "start", description="对齐：start 左，centre 中，end 右，decimal 小数点"
    )
    width: Length | None = Field(None, description="栏宽，例如 20mm；不填则按内容分配")


class TableBlock(Block):
    """表。"""

    table: Markup = Field(description="表题")
    remark: Markup | None = Field(None, description="表题右边的说明，例如“单位：万元”")
    metrics: AllOrIds | None = Field(None, description="由指标生成：all 为全部，或列出编号")
    columns: tuple[ColumnSpec, ...] = Field((), description="各栏；由指标生成时不填")
    rows: tuple[tuple[Cell, ...], ...] = Field((), description="各行；数字按原文写")
    notes: tuple[Markup, ...] = Field((), description="表下的注")
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


class ListBlock(Block):
    """列表。"""

    list: tuple[Markup, ...] = Field(description="各项", min_length=1)
    ordered: bool = Field(False, description="是否编号")
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


# ------------------------------------------------------------------ sections


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
    short: Text = Field("", description="短标题，用于一览等处；不填则用标题")
    remark: Markup | None = Field(None, description="标题旁的一句话")
    key: KeyFigure | None = Field(None, description="目录里代表这一章的数字")
    opener: Opener | None = Field(None, description="扉页；不填则没有扉页")
    blocks: tuple[AnyBlock, ...] = Field((), description="版块，按阅读次序")


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


class PageSpec(Model):
    """成品尺寸。"""

    size: Literal["大16开", "A4", "正16开"] = Field(
        "大16开", description="成品尺寸：大16开 210×285，A4 210×297，正16开 185×260（毫米）"
    )


class ThemeSpec(Model):
    """版式主题。"""

    name: Identifier = Field("jubilee", description="主题名称")


class ReportSpec(Model):
    """一本报告。"""

    format: Literal["reportgen/1"] = Field(description="本文件所用格式的版本，写 reportgen/1")
    document: DocumentSpec = Field(description="书名、单位、时期等基本信息")
    page: PageSpec = Field(PageSpec(), description="成品尺寸")
    theme: ThemeSpec = Field(ThemeSpec(), description="版式主题")
    cover: Cover | None = Field(None, description="封面")
    contents: ContentsSpec | None = Field(ContentsSpec(), description="目录；写 null 则没有目录")
    credits: tuple[Credit, ...] = Field((), description="署名")
    people: tuple[Person, ...] = Field((), description="名单，供核对姓名")
    sources: tuple[Source, ...] = Field((), description="资料来源")
    metrics: tuple[MetricSpec, ...] = Field((), description="指标")
    honours: tuple[HonourSpec, ...] = Field((), description="荣誉与认可")
    photos: tuple[PhotoSpec, ...] = Field((), description="照片")
    sections: tuple[SectionSpec, ...] = Field((), description="各章和卷首、附篇，按成书次序")
    colophon: Colophon | None = Field(None, description="来源与编制说明")
