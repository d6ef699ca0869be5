"""Specs of running text alone, made by counting: paragraphs of one to a dozen lines in no regular order.

The text is put together from stock phrases, Western words and figures among them, so that lines differ in
how far they can be set closer or wider. It says nothing of any real place, and is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

_SUBJECTS = ("项目组", "检测中心", "研究团队", "运维部门", "评估小组", "技术委员会", "服务窗口", "规划部门")
_VERBS = ("完成了", "启动了", "复核了", "调整了", "公布了", "验收了", "整理了", "更新了")
_OBJECTS = (
    "第一阶段的设备安装", "全部样品的检测报告", "GB/T 15834的执行情况", "年度数据的抽样方案",
    "API接口的压力测试", "两条生产线的能耗记录", "“一网通办”的办理流程", "供水管网的改造计划",
    "新版的质量手册（试行）", "PM2.5的连续监测结果", "《操作规程》的修订稿", "老旧小区的加装电梯",
)  # fmt: skip
_TAILS = (
    "，合格率为{a}%，比上一期提高{c}个百分点", "，共涉及{b}个单位、{d}名人员，历时{c}个月",
    "；其中有{b}项按期完成，其余的按计划推进", "，单位成本由{d}元降到{b}元，质量没有变化",
    "，并把结论写进了季度报告，供各部门参考", "，响应时间从{d} ms缩短到{b} ms；用户反映良好",
    "，结果良好", "",
)  # fmt: skip


class Counter:
    """A small linear congruential generator: the same numbers on every machine and version."""

    def __init__(self, seed: int) -> None:
        self.state = (seed * 2654435761 + 97) % 2**31

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        self.state = (1103515245 * self.state + 12345) % 2**31
        return (self.state >> 8) % limit

    def of(self, words: tuple[str, ...]) -> str:
        """One of them."""
        return words[self.below(len(words))]


def sentences(counter: Counter, count: int) -> str:
    """So many sentences of ten to forty characters."""
    made = []
    for _ in range(count):
        tail = counter.of(_TAILS).format(
            a=60 + counter.below(40),
            b=10 + counter.below(90),
            c=1 + counter.below(11),
            d=100 + counter.below(900),
        )
        made.append(f"{counter.of(_SUBJECTS)}{counter.of(_VERBS)}{counter.of(_OBJECTS)}{tail}。")
    return "".join(made)


def paragraphs(count: int, seed: int = 1, *, most: int = 14) -> Iterator[str]:
    """Paragraphs of one to `most` sentences."""
    counter = Counter(seed)
    for _ in range(count):
        yield sentences(counter, 1 + counter.below(most))


def spec(count: int, seed: int = 1, *, headings: int = 0, most: int = 14) -> str:
    """A report of `count` paragraphs in one section, with a heading before every so many."""
    lines = [
        "format: reportgen/1",
        "document: {title: 长文, organisation: 测试单位}",
        "sections:",
        "  - id: long",
        "    title: 长文",
        "    blocks:",
    ]
    for number, text in enumerate(paragraphs(count, seed, most=most)):
        if headings and number % headings == 0:
            lines.append(f"      - heading: 第{number + 1}题")
        lines.append(f"      - text: {text}")
    return "\n".join(lines) + "\n"
