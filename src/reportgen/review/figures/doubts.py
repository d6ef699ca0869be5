"""When a figure beside a metric's name may well be about something else, and is no contradiction.

Another year, another place, a part, a plan, a comparison: each has its words, and any of them near is
enough to say nothing. An error that is none costs more than one that a reader finds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from reportgen.review.figures.attached import Attachment, Role, counts_all
from reportgen.review.figures.figure import Figure

_OTHER_TIME = re.compile(
    "上年|去年|前年|同期|年前|年初|期初|当时|那时|此前|过去(?!的?[五5]年)|原来|原先|曾|最初|起初|历史|上半年|下半年|季度|月份|个月|以前|之前|上一"
)
_PLAN = re.compile(
    "目标|计划|预计|预期|力争|争取|规划|确保|要求|考核|任务|指标值|将达|有望|底线|红线|标准|预算|拟|到期末|下一步|今后|未来|不少于的"
)
_ELSEWHERE = re.compile(
    "全省|全国|全市|省里|市里|省均|平均|周边|兄弟|邻近|邻县|邻区|各省|世界|国内|中部|东部|西部|市区|省级|国家级"
    "|[\u4e00-\u9fff](?:镇|乡|街道|村|社区|园区|开发区|工业园|高新区|学校|中学|小学|医院|公司|企业|集团|小区|片区|组)"
)
_PART = re.compile(
    "其中|新增|另有|首批|第[一二三四五]批|剩余|余下|部分|一期|二期|已有|分别|尚有|仍有|涉及|当年|单项"
)
# 40%的目标, 超过20万元的企业: a plan, or those of many that are so.
_GOAL_BEHIND = re.compile("的(?!$)|目标|要求|任务|标准|底线|红线|预期|门槛")
_LEFT_OF_NAME = re.compile(
    "(?:^|[，。；：、“（\\s！？\n\ue000]|全区|我区|本区|区内|全县|我县|全年|年末|期末|年底|来|期间|以来|时期|目前|至此|如今|现在|已|使|让|"
    "全部|和|与|及|而|推动|促进|带动|推进|实施|完成|实现|累计|共|总|新|中|后|将|把|了|时|年|月|日|其|，|"
    "保持|确保|坚持|按|看|即|也|则|是|到|末|底|区|the|our|of| )$"
)
_NEAR = 40  # characters; what stands further before a name is another matter


def is_doubtful(text: str, sentence: tuple[int, int], found: Attachment, dates: Sequence[Figure]) -> bool:
    """Whether an attached figure that differs may be right all the same; `dates` are those of the text."""
    start = sentence[0]
    hit, figure = found.hit, found.figure
    lead = text[max(start, hit.start - _NEAR) : hit.start]
    between = text[hit.end : figure.left] if figure.left >= hit.end else ""
    words = lead + "|" + between
    if figure.unit == "年" or figure.value is None:
        return True  # spans of time are said of many things
    if found.role is Role.COUNTED:
        if not counts_all(text, figure, found.metrics):
            return True
        words = text[max(start, figure.left - _NEAR) : figure.left]
    elif not _LEFT_OF_NAME.search(lead[-3:]):
        return True
    if found.role is Role.START and not any(metric.baseline for metric in found.metrics):
        return True
    if _OTHER_TIME.search(words) and found.role is not Role.START:
        return True
    if any(pattern.search(words) for pattern in (_PLAN, _ELSEWHERE, _PART)):
        return True
    if _GOAL_BEHIND.match(text, figure.right):
        return True
    return not _is_of_its_time(text, found, dates)


def _is_of_its_time(text: str, found: Attachment, dates: Sequence[Figure]) -> bool:
    """Whether the last date before the figure, in its paragraph, is the metric's own, or there is none."""
    figure = found.figure
    index = bisect_left(dates, figure.left, key=lambda date: date.start) - 1
    if index < 0 or text.find("\n", dates[index].end, figure.left) >= 0:
        return True
    year = dates[index].year
    if not year:
        return False
    for metric in found.metrics:
        stated = metric.baseline_as_of if found.role is Role.START else metric.as_of
        if stated.startswith(year):
            return True
    return False
