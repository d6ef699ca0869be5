"""Makes synthetic reports: sections of five paragraphs, a table of ten rows and a chart, with captions.

The text is put together from stock phrases by a small counter-driven generator, so that the same number of
sections gives the same file everywhere. It says nothing of any real place.
"""

from __future__ import annotations

from collections.abc import Iterator

SIZES = {"small": 8, "medium": 100, "large": 1000}  # sections: about 18, 200 and 2,000 A4 pages

_SUBJECTS = (
    "项目组", "检测中心", "研究团队", "运维部门", "平台公司", "评估小组", "技术委员会", "服务窗口",
    "实验基地", "数据中心", "规划部门", "合作单位",
)  # fmt: skip
_VERBS = (
    "完成了", "启动了", "复核了", "调整了", "公布了", "比较了", "验收了", "整理了", "更新了", "测试了",
)  # fmt: skip
_OBJECTS = (
    "第一阶段的设备安装", "全部样品的检测报告", "GB/T 15834 的执行情况", "年度数据的抽样方案",
    "API 接口的压力测试", "两条生产线的能耗记录", "“一网通办”的办理流程", "基于 BIM 的施工模型",
    "供水管网的改造计划", "新版的质量手册（试行）", "PM2.5 的连续监测结果", "《操作规程》的修订稿",
)  # fmt: skip
_TAILS = (
    "，合格率为 {a}.{b}%，比上一期提高 {c} 个百分点",
    "，共涉及 {d} 个单位、{e} 名人员，历时 {c} 个月",
    "；其中有 {d} 项在 2025 年 {m} 月前完成，其余的按计划推进",
    "，单位成本由 {e} 元降到 {d} 元，质量没有变化",
    "，并把结论写进了季度报告，供各部门参考",
    "，误差控制在 ±0.{b} mm 以内，达到 Class A 的要求",
    "，响应时间从 {e} ms 缩短到 {d} ms；用户反映良好",
)


class _Counter:
    """A small linear congruential generator: the same sequence on every machine and version."""

    def __init__(self, seed: int) -> None:
        self.state = seed * 2654435761 % 2**32

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        self.state = (1103515245 * self.state + 12345) % 2**31
        return (self.state >> 8) % limit


def _sentence(counter: _Counter) -> str:
    tail = _TAILS[counter.below(len(_TAILS))].format(
        a=60 + counter.below(40),
        b=counter.below(10),
        c=1 + counter.below(11),
        d=10 + counter.below(90),
        e=100 + counter.below(900),
        m=1 + counter.below(12),
    )
    subject = _SUBJECTS[counter.below(len(_SUBJECTS))]
    verb = _VERBS[counter.below(len(_VERBS))]
    return f"{subject}{verb}{_OBJECTS[counter.below(len(_OBJECTS))]}{tail}。"


def paragraphs(section: int, count: int = 5) -> Iterator[str]:
    """The paragraphs of a section, about 170 characters each."""
    counter = _Counter(section + 1)
    for _ in range(count):
        yield "".join(_sentence(counter) for _ in range(4))


def table(section: int) -> list[tuple[str, str, str, str]]:
    """Ten rows: name, this period, last period, change."""
    counter = _Counter(7919 * (section + 1))
    rows = []
    for number in range(10):
        now, then = 1000 + counter.below(9000), 1000 + counter.below(9000)
        rows.append((f"指标{number + 1}", f"{now / 10:.1f}", f"{then / 10:.1f}", f"{(now - then) / 10:.1f}"))
    return rows


def bars(section: int) -> list[tuple[str, str]]:
    """Six labelled values for the chart."""
    counter = _Counter(104729 * (section + 1))
    return [(f"项目{number + 1}", f"{10 + counter.below(900) / 10:.1f}") for number in range(6)]


def spec(sections: int) -> str:
    """The report with so many sections as YAML text."""
    lines = [
        "format: reportgen/1",
        "document:",
        "  title: 综合测试报告",
        "  organisation: 测试单位",
        "page: {size: A4}",
        "sections:",
    ]
    for number in range(sections):
        lines += [f"  - id: s{number + 1}", f"    title: 第{number + 1}部分的进展与数据", "    blocks:"]
        for index, paragraph in enumerate(paragraphs(number)):
            if index in (0, 3):
                lines.append(f"      - heading: {'主要进展' if index == 0 else '后续安排'}")
            lines.append(f"      - text: {paragraph}")
            if index == 1:
                lines += [
                    "      - table: 本期与上期的比较",
                    "        remark: 单位：万元",
                    "        place: main",
                ]
                lines.append("        columns:")
                lines += [
                    "          - {head: 指标}",
                    "          - {head: 本期, align: decimal}",
                    "          - {head: 上期, align: decimal}",
                    "          - {head: 增减, align: decimal}",
                ]
                lines.append("        rows:")
                lines += [f"          - [{a}, {b}, {c}, {d}]" for a, b, c, d in table(number)]
            if index == 3:
                values = bars(number)
                labels = ", ".join(name for name, _ in values)
                series = ", ".join(value for _, value in values)
                lines += [
                    "      - chart: bar",
                    "        title: 六个项目的投入",
                    "        place: main",
                    "        data:",
                    f"          labels: [{labels}]",
                    "          unit: 万元",
                    f"          series: [{{name: 投入, values: [{series}]}}]",
                ]
    return "\n".join(lines) + "\n"
