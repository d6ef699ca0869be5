"""Plans built by hand, and a drawing as its shapes and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.content.plan import ChartKind, ChartPlan, ChartSeries, Point, RankGroup, RankRow
from reportgen.core.geometry import Rect
from reportgen.core.paged import Drawing, DrawItem, GroupItem, NodeId, PathItem, Tag, TextItem
from reportgen.core.style import Colour
from reportgen.data.qualified import QUALIFIERS, Qualified

TAG = Tag(NodeId("sections.2.blocks.4"))
MAIN, FULL, SIDE = 304.5, 464.9, 147.4
K = ChartKind


def point(text: str, qualifier: str = "") -> Point:
    """`point("70%", "以上")` prints 70%以上; an empty text is a missing value."""
    number = text.rstrip("%万亿元件个")
    if not number:
        return Point(None, "")
    found = QUALIFIERS[qualifier] if qualifier else None
    printed = text if found is None else found.words + text if found.before else text + found.words
    return Point(Qualified(Decimal(number.replace("−", "-")), found), printed)


def points(*texts: str | tuple[str, str]) -> tuple[Point, ...]:
    """Several points; a pair is a number and its qualifier."""
    return tuple(point(text) if isinstance(text, str) else point(*text) for text in texts)


def series(name: str, *texts: str | tuple[str, str], highlight: bool = False) -> ChartSeries:
    """One series."""
    return ChartSeries(name, points(*texts), highlight)


def plan(
    kind: ChartKind,
    labels: Iterable[str],
    *all_series: ChartSeries,
    unit: str = "%",
    highlight: int | None = None,
    maximum: str = "",
    ranks: tuple[RankRow, ...] = (),
    rank_groups: tuple[RankGroup, ...] = (),
    undated: bool = True,
    language: str = "zh",
) -> ChartPlan:
    """A plan with what a test leaves out filled in."""
    return ChartPlan(
        kind,
        tuple(labels),
        all_series,
        unit,
        highlight,
        Decimal(maximum) if maximum else None,
        ranks,
        rank_groups,
        undated,
        language,
        "",
        None,
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text: what it says, and the box of its em frame."""

    text: str
    box: Rect
    size: float
    baseline: float
    colour: Colour
    font: str


@dataclass(slots=True)
class Seen:
    """The shapes and words of a drawing."""

    drawing: Drawing
    words: list[Word] = field(default_factory=list)
    paths: list[PathItem] = field(default_factory=list)

    def __post_init__(self) -> None:
        for item in flat(self.drawing.items):
            if isinstance(item, TextItem):
                run = item.run
                box = Rect(item.x, item.y - 0.88 * run.size, sum(run.advances), run.size)
                self.words.append(Word(run.text, box, run.size, item.y, item.colour, run.font))
            elif isinstance(item, PathItem):
                self.paths.append(item)

    @property
    def text(self) -> str:
        """All words in drawing order."""
        return "".join(word.text for word in self.words)

    def word(self, text: str) -> Word:
        """The word that begins with `text`."""
        return next(word for word in self.words if word.text.startswith(text))

    def fills(self, colour: Colour) -> list[Rect]:
        """Boxes of the filled paths of a colour, piece by piece, in drawing order."""
        return [box for path in self.paths if path.fill == colour for box in pieces(path)]

    def strokes(self, colour: Colour) -> list[PathItem]:
        """Stroked paths of a colour."""
        return [path for path in self.paths if path.stroke == colour]

    def lines(self, colour: Colour) -> list[tuple[float, ...]]:
        """Straight strokes of a colour: x0, y0, x1, y1, subpath by subpath."""
        found = []
        for path in self.strokes(colour):
            for ops in subpaths(path):
                if [op[0] for op in ops] == ["m", "l"]:
                    found.append((*ops[0][1:], *ops[1][1:]))
        return found

    def hatching(self, colour: Colour) -> list[tuple[float, ...]]:
        """The strokes of a colour that run at 45 degrees."""
        return [
            line
            for line in self.lines(colour)
            if abs(abs(line[2] - line[0]) - abs(line[3] - line[1])) < 0.01 and line[2] != line[0]
        ]

    def dots(self, colour: Colour) -> list[Rect]:
        """Round marks filled with a colour."""
        round_ones = [p for p in self.paths if p.fill == colour and any(op[0] == "c" for op in p.ops)]
        return [bounds(path.ops) for path in round_ones]


def flat(items: Iterable[DrawItem]) -> Iterator[DrawItem]:
    """All items, groups opened."""
    for item in items:
        if isinstance(item, GroupItem):
            yield from flat(item.items)
        else:
            yield item


def subpaths(path: PathItem) -> list[list[tuple]]:
    """The path's operations, a list for each move."""
    found: list[list[tuple]] = []
    for op in path.ops:
        if op[0] == "m":
            found.append([])
        found[-1].append(op)
    return found


def pieces(path: PathItem) -> list[Rect]:
    """The box of each subpath."""
    return [bounds(ops) for ops in subpaths(path)]


def bounds(ops: Iterable[tuple]) -> Rect:
    """The box around a path's points."""
    numbers = [number for op in ops for number in op[1:]]
    xs, ys = numbers[::2], numbers[1::2]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def rank(scope: str, position: int, of: int | None, text: str, highlight: bool = False) -> RankRow:
    """One rank."""
    return RankRow(scope, position, of, text, highlight)


RATIOS = (
    "饮用水水源地水质达标率",
    "地表水功能区水质达标率",
    "空气质量优良率",
    "民生占财政支出比重",
    "三产占GDP比重",
)
INNOVATION = ("研发投入强度", "高新技术产业增加值占GDP比重")
YEARS = tuple(f"{year}年" for year in range(2016, 2021))

# One plan or more for each kind, with what makes it hard; drawn in every width by `test_drawings`.
PLANS: dict[str, ChartPlan] = {
    "bar": plan(
        K.BAR,
        RATIOS,
        series("", "100%", "100%", "91.2%", ("70%", "以上"), "52.7%"),
        highlight=3,
        maximum="100",
    ),
    "bar-bounds": plan(
        K.BAR,
        ("城镇登记失业率", "研发投入强度", "城镇居民人均可支配收入年均增长"),
        series("", ("3.5%", "以内"), ("1%", "不足"), ("8.5%", "超")),
    ),
    "bar-negative": plan(K.BAR, ("第一产业", "第二产业", "第三产业"), series("", "−3.2%", "4.1%", "8.5%")),
    "bar-one": plan(K.BAR, ("亩均GDP产出",), series("", "18.5万元"), unit="万元"),
    "bar-all-zero": plan(K.BAR, ("甲", "乙"), series("", "0", "0"), unit="件"),
    "columns": plan(K.BAR, YEARS, series("", "12.1", "12.9", "15.3", "", "18.5"), unit="万元", undated=False),
    "columns-many": plan(
        K.BAR,
        [str(year) for year in range(1996, 2021)],
        series("", *(str(100 + 37 * i % 61) for i in range(25))),
        unit="件",
        undated=False,
    ),
    "columns-bounds": plan(
        K.BAR, YEARS, series("", "1", ("2", "不足"), "3", ("4", "首超"), "6"), unit="万元", undated=False
    ),
    "grouped": plan(
        K.GROUPED_BAR,
        ("城镇登记失业率", "空气质量优良率", "森林覆盖率"),
        series("期初", "4.1%", "83%", "30.2%"),
        series("期末", ("3.5%", "以内"), "91.2%", "34.5%", highlight=True),
    ),
    "grouped-long-names": plan(
        K.GROUPED_BAR,
        ("一般公共预算收入", "财政总收入"),
        series("上一个五年规划期间的年平均数", "12.1", "22.5"),
        series("本五年规划期间的年平均数", "18.1", "32.5"),
        series("其中最后一年", "19", "34"),
        unit="亿元",
    ),
    "grouped-years": plan(
        K.GROUPED_BAR,
        YEARS,
        series("一般公共预算收入", "5.1", "5.9", "6.3", "7.2", "8.5"),
        series("民生支出", "6.1", "6.9", "8.3", "9.2", "10.5", highlight=True),
        unit="亿元",
        undated=False,
    ),
    "stacked": plan(
        K.STACKED_BAR,
        ("2016年", "2018年", "2020年"),
        series("第一产业", "2.1%", "1.9%", "1.4%"),
        series("第二产业", "50.7%", "48.0%", "45.9%"),
        series("第三产业", "47.2%", "50.1%", "52.7%", highlight=True),
        undated=False,
    ),
    "stacked-thin": plan(
        K.STACKED_BAR,
        ("甲街道", "乙街道办事处"),
        series("一", "1", "30"),
        series("二", "2", "1"),
        series("三", "1", "1"),
        series("四", "96", "68"),
        unit="件",
    ),
    "line": plan(
        K.LINE,
        ("2012", "2014", "2016", "2017", "2018", "2019", "2020"),
        series("全区", "31.1", "33.4", "36.2", "38.0", "", "41.8", "44.4", highlight=True),
        series("全市", "28.1", "29.4", "31.2", "33.0", "34.5", "36.8", "38.4"),
        series("全省", "27.1", "28.4", "30.2", "32.0", "33.5", "35.8", "37.9"),
        unit="千元",
        undated=False,
    ),
    "line-single": plan(
        K.LINE,
        YEARS,
        series("人均可支配收入", "3.1", "3.3", "3.2", "3.8", ("4.0", "首超")),
        unit="万元",
        undated=False,
    ),
    "line-long": plan(
        K.LINE,
        [str(year) for year in range(1991, 2021)],
        series("优良率", *(f"{85 + i * 7 % 9 / 2}%" for i in range(30))),
        undated=False,
    ),
    "line-close": plan(
        K.LINE,
        ("2018年", "2019年", "2020年"),
        *(
            series(f"第{name}街道", "50", "51", value)
            for name, value in zip("一二三四五六", ("60",) * 6, strict=True)
        ),
        unit="件",
        undated=False,
    ),
    "slope": plan(
        K.SLOPE,
        (*INNOVATION, "三产占比"),
        series("期初", ("1%", "不足"), "20%", "48.2%"),
        series("期末", "2.5%", "40.5%", "52.7%", highlight=True),
        highlight=1,
    ),
    "slope-close": plan(
        K.SLOPE,
        ("甲", "乙", "丙", "丁"),
        series("2016年", "50%", "50.1%", "50.2%", "50.3%"),
        series("2020年", "60%", "60.1%", "60.2%", "60.3%"),
        undated=False,
    ),
    "dumbbell": plan(
        K.DUMBBELL,
        INNOVATION,
        series("期初", ("1%", "不足"), "20%"),
        series("期末", "2.5%", "40.5%", highlight=True),
    ),
    "dumbbell-shared": plan(
        K.DUMBBELL,
        ("城镇化率", "绿化覆盖率", "社区服务中心覆盖率"),
        series("2016年", "52.3%", "38%", "61%"),
        series("2020年", "68.9%", "38.2%", ("95%", "以上"), highlight=True),
        undated=False,
    ),
    "dumbbell-negative": plan(
        K.DUMBBELL, ("甲", "乙"), series("2016年", "−3.5%", "0.4%"), series("2020年", "4.2%", "−2%")
    ),
    "waffle": plan(K.WAFFLE, INNOVATION[1:], series("期初", "20%"), series("期末", "40.5%")),
    "waffle-bounds": plan(
        K.WAFFLE, ("民生占财政支出比重", "研发投入强度"), series("", ("70.5%", "以上"), ("1%", "不足"))
    ),
    "donut": plan(
        K.DONUT, ("第一产业", "第二产业", "第三产业"), series("", "9.5%", "37.8%", "52.7%"), highlight=2
    ),
    "donut-five": plan(
        K.DONUT,
        ("教育", "医疗卫生", "社会保障与就业", "城乡社区事务", "其他"),
        series("", "12.1亿元", "5.2亿元", "4.4亿元", "1.2亿元", "0.9亿元"),
        unit="亿元",
    ),
    "donut-one": plan(K.DONUT, ("民生占财政支出比重",), series("", ("70%", "以上"))),
    "rank": plan(K.RANK_STRIP, ("亩均GDP产出",), ranks=(rank("四城区", 1, 4, "第一", True),), unit=""),
    "ranks": plan(
        K.RANK_STRIP,
        ("亩均GDP产出", "新建农村无害化卫生厕所工作", "小康进程"),
        ranks=(
            rank("四城区", 1, 4, "第一", True),
            rank("全省一类县（市）区", 1, None, "第一"),
            rank("全省县（市）区", 18, 122, "第十八"),
        ),
        unit="",
    ),
    "rank-groups": plan(
        K.RANK_STRIP,
        ("主要经济指标排名",),
        rank_groups=(
            RankGroup("全市", 2, 1, "第一"),
            RankGroup("城区", 2, 1, "第一"),
            RankGroup("城区", 1, 2, "第二"),
            RankGroup("", 1, None, "未列"),
        ),
        unit="",
        undated=False,
    ),
    "english": plan(
        K.DUMBBELL,
        ("R&D intensity", "High-tech value added as a share of GDP"),
        ChartSeries(
            "start", (Point(Qualified(Decimal(1), QUALIFIERS["不足"]), "less than 1%"), point("20%"))
        ),
        ChartSeries("end", points("2.5%", "40.5%"), True),
        language="en",
    ),
}
