"""The words charts add to a plan's own, in both languages: on paper and in alternative texts."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.content.plan import ChartKind
from reportgen.core.diagnostics import Language, language_of


@dataclass(frozen=True, slots=True)
class ChartWords:
    """One language's words. Those from `kinds` on stand in alternative texts only."""

    no_data: str
    not_listed: str
    start: str  # of two ends without dates
    end: str
    own_scales: str
    # alternative texts
    kinds: dict[ChartKind, str]
    item: str  # name and value
    named: str  # name, then a list
    pair: str  # the two ends
    unit: str
    ends_up: str
    ends_down: str
    listing: str
    clause: str  # between items
    stop: str
    upper_bound: str
    lower_bound: str
    undated: str
    ends_undated: str
    from_zero: str
    cut: str
    scale_to: str
    cells: str
    lowest_highest: str
    rising: str
    falling: str
    steady: str
    overall_up: str
    overall_down: str
    rank_of: str
    rank: str
    group: str
    group_not_listed: str
    accent: str


_ZH = ChartWords(
    no_data="无数据",
    not_listed="未列",
    start="由",
    end="到",
    own_scales="各行刻度不同，不作相互比较",
    kinds={
        ChartKind.BAR: "条形图",
        ChartKind.GROUPED_BAR: "分组条形图",
        ChartKind.STACKED_BAR: "堆积条形图",
        ChartKind.LINE: "折线图",
        ChartKind.SLOPE: "坡度图",
        ChartKind.DUMBBELL: "两端图",
        ChartKind.WAFFLE: "百格图",
        ChartKind.DONUT: "环形图",
        ChartKind.RANK_STRIP: "位次图",
    },
    item="{}为{}",
    named="{}：{}",
    pair="由{}到{}",
    unit="单位：{}",
    ends_up="末值高于首值",
    ends_down="末值低于首值",
    listing="、",
    clause="；",
    stop="。",
    upper_bound="{}是上限，画作斜线段",
    lower_bound="{}是下限，上端不封口",
    undated="时间未注明",
    ends_undated="起讫时间未注明",
    from_zero="刻度自0起",
    cut="纵轴不从0起，自{}至{}",
    scale_to="刻度自0至{}",
    cells="一百格为100%，每格1%",
    lowest_highest="最低{}，最高{}",
    rising="逐期上升",
    falling="逐期下降",
    steady="持平",
    overall_up="有升有降，末值高于首值",
    overall_down="有升有降，末值低于首值",
    rank_of="{}{}，共{}个",
    rank="{}{}，成员数未注明",
    group="{}{}的{}项",
    group_not_listed="{1}项{0}",
    accent="突出显示：{}",
)

_EN = ChartWords(
    no_data="no data",
    not_listed="not listed",
    start="from",
    end="to",
    own_scales="Each row has its own scale; rows are not to be compared",
    kinds={
        ChartKind.BAR: "Bar chart",
        ChartKind.GROUPED_BAR: "Grouped bar chart",
        ChartKind.STACKED_BAR: "Stacked bar chart",
        ChartKind.LINE: "Line chart",
        ChartKind.SLOPE: "Slope chart",
        ChartKind.DUMBBELL: "Dumbbell chart",
        ChartKind.WAFFLE: "Waffle chart",
        ChartKind.DONUT: "Ring chart",
        ChartKind.RANK_STRIP: "Rank strip",
    },
    item="{} {}",
    named="{}: {}",
    pair="from {} to {}",
    unit="unit: {}",
    ends_up="the last above the first",
    ends_down="the last below the first",
    listing=", ",
    clause="; ",
    stop=". ",
    upper_bound="{} is an upper bound, drawn hatched",
    lower_bound="{} is a lower bound, drawn with an open end",
    undated="dates not stated",
    ends_undated="dates of both ends not stated",
    from_zero="the scale starts at 0",
    cut="the vertical axis does not start at 0 but runs from {} to {}",
    scale_to="the scale runs from 0 to {}",
    cells="100 cells are 100%, each 1%",
    lowest_highest="lowest {}, highest {}",
    rising="rising throughout",
    falling="falling throughout",
    steady="unchanged",
    overall_up="with ups and downs, the last above the first",
    overall_down="with ups and downs, the last below the first",
    rank_of="{}: {}, of {}",
    rank="{}: {}, number of members not stated",
    group="{}: {}, {} items",
    group_not_listed="{1} items {0}",
    accent="highlighted: {}",
)

_WORDS: dict[Language, ChartWords] = {"zh": _ZH, "en": _EN}


def of(language: str) -> ChartWords:
    """The words for a language tag."""
    return _WORDS[language_of(language)]


def printed(language: Language) -> tuple[tuple[str, str], ...]:
    """Every string that charts may print of their own, with its font role: for the glyph audit."""
    words = of(language)
    texts = (words.no_data, words.not_listed, words.start, words.end, words.own_scales)
    return tuple((text, "chart") for text in (*texts, "−0123456789.,%"))
