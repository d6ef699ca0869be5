"""Which figure a sentence gives for a metric it names.

Only what grammar makes sure is attached: the name, a few words that say nothing new (为, 达到, 始终保持在),
the figure; 由 A 提高到 B behind a name; and, the other way round, 229名结对帮扶党员干部. A name with anything
else before its figure is left alone: it may be about a part, a plan or another place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from reportgen.data.metrics import Metric
from reportgen.review.figures.facts import Facts
from reportgen.review.figures.figure import Figure, Kind
from reportgen.review.figures.finder import Hit
from reportgen.review.figures.prose import STAND_IN


class Role(Enum):
    """What a figure is to the metric: the forms of it that could be meant."""

    VALUE = ("value",)
    START = ("from",)
    END = ("value", "end")
    GROWTH = ("growth",)
    CHANGE = ("change", "change_rate", "growth")
    COUNTED = ("value", "counted")  # the figure stands before the name

    @property
    def forms(self) -> tuple[str, ...]:
        """Names of `data.format.FILTERS`."""
        return tuple(form for form in self.value if form not in ("end", "counted"))


@dataclass(frozen=True, slots=True)
class Attachment:
    """`figure` is said of the metrics called `hit.name`, as `role`."""

    figure: Figure
    hit: Hit
    metrics: tuple[Metric, ...]
    role: Role


_SAYS = (
    "已经|已|仍|均|都|分别|也|就|则|一直|始终|总体|基本|稳步|持续|首次|率先|历史性|成功|现已|"
    "稳定|保持|达到|达|为|是|有|共有|共计|共|累计|总计|总数|合计|完成|实现|突破|位于|处于|"
    "升至|升到|降至|降到|增至|增到|(?:增加|增长|提高|提升|上升|扩大|发展|下降|降低|减少|回落|压减|缩短)[到至为]|"
    "控制|维持|跃升至|跃上|在|了|只有|仅|仅为|高达|低至|数量|数|规模|水平|的|到|接近|"
    "was|is|were|are|reached|rose to|fell to|stood at|of|at|to|has|have|by"
)
_DATE = r"(?:[0-9]{4}年(?:末|底|初)?的?|期初的?|(?:五年|5年)前的?|当初的?|目前的?|现在的?|如今的?)?"
_ROSE = (  # 稳步提高，达到
    "(?:逐年|逐步|稳步|持续|不断|大幅|明显|显著)?(?:提高|提升|增长|上升|增加|扩大|下降|降低|改善|向好)，"
    "(?=达|升|降|增|突破|为|$)"
)
_GAP = re.compile(rf"(?:{_SAYS}|{_ROSE}|（[^（）\d]{{0,12}}）|[：“”\s\u3000])*")
_FROM = re.compile(rf"(?:{_SAYS}|[，\s])*[由从]{_DATE}(?:{_SAYS})?")
_TO = re.compile(
    rf"[”，\s]?(?:逐年|逐步|稳步|持续|大幅|快速|显著|进一步|又|再)*"
    rf"(?:(?:提高|上升|提升|增加|增长|扩大|发展|下降|降低|减少|回落|压减|缩短|拓展|跃升|攀升|调整|优化|压缩)[到至为]|升至|升到|降至|降到|增至|减至|变为)"
    rf"了?{_DATE}“?"
)
_MOVED = re.compile(
    r"[，、”]?(?:同比|比上年|较上年|比去年|年均|累计|共|五年|总共|净|实际|名义|又|再|提前|分别|，)*"
    r"(?:增长|提高|提升|上升|增加|下降|降低|减少|回落)了?"
)
_REFERRED = re.compile(rf"(?:{_SAYS})*{STAND_IN}")  # the value is a reference, and more follows
_ALL = r"(?:全区|全县|我区|全部|全年|五年来|总共|一共|共有|共计|共|累计|合计|总计)"
_ALL_BEFORE = re.compile(rf"{_ALL}[^，。；、：\d]{{0,4}}$")
_AND = re.compile(r"[、和与及]|以及")
_CONNECTS = re.compile(r"的?[“]?")
_LOOK_BACK = 10
_MOST = 3  # figures behind a name that may be said of it: from, to, by
_FURTHEST = 34  # characters between a name and its figure


def attachments(
    text: str, figures: Sequence[Figure], hits: Sequence[Hit], facts: Facts
) -> Iterator[Attachment]:
    """The figures of one sentence that belong to the names in it."""
    quantities = [figure for figure in figures if figure.kind is Kind.QUANTITY]
    lefts = [figure.left for figure in quantities]
    groups: list[list[Hit]] = []
    for hit in hits:
        if groups and _AND.fullmatch(text, groups[-1][-1].end, hit.start):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    for number, group in enumerate(groups):
        limit = groups[number + 1][0].start if number + 1 < len(groups) else len(text)
        last = group[-1]
        first = bisect_left(lefts, last.end)
        behind = quantities[first : min(first + _MOST, bisect_left(lefts, limit))]
        found = list(_behind(text, last, facts.by_name[last.name], behind))
        yield from found
        shared = re.search("[均都]", text[last.end : found[0].figure.left]) if found else None
        if shared and found[0].role is Role.VALUE:
            for hit in group[:-1]:
                yield Attachment(found[0].figure, hit, facts.by_name[hit.name], Role.VALUE)
        index = bisect_right(lefts, group[0].start)
        yield from _before(
            text, group[0], facts.by_name[group[0].name], quantities[max(0, index - 1) : index]
        )


def _behind(
    text: str, hit: Hit, metrics: tuple[Metric, ...], figures: Sequence[Figure]
) -> Iterator[Attachment]:
    if not figures or figures[0].left - hit.end > _FURTHEST:
        return
    first = figures[0]
    second = figures[1] if len(figures) > 1 else None
    if _FROM.fullmatch(text, hit.end, first.left):
        to = _TO.match(text, first.right)
        if to and text.startswith(STAND_IN, to.end()):
            yield Attachment(first, hit, metrics, Role.START)
        elif second is not None and _TO.fullmatch(text, first.right, second.left):
            yield Attachment(first, hit, metrics, Role.START)
            yield Attachment(second, hit, metrics, Role.END)
            if len(figures) > 2 and _MOVED.fullmatch(text, second.right, figures[2].left):
                yield Attachment(figures[2], hit, metrics, Role.CHANGE)
        return
    referred = _REFERRED.match(text, hit.end, first.left)
    start = referred.end() if referred else hit.end
    if _MOVED.fullmatch(text, start, first.left):
        yield Attachment(first, hit, metrics, _movement(text, start, first, metrics))
        return
    gap = text[hit.end : first.left]
    modifiers = [metric.modifier for metric in metrics if metric.modifier] + [
        metric.period for metric in metrics if metric.period
    ]
    for word in modifiers:
        gap = gap.replace(word, "")
    if not _GAP.fullmatch(gap):
        return
    yield Attachment(first, hit, metrics, Role.VALUE)
    if second is not None and _MOVED.fullmatch(text, first.right, second.left):
        yield Attachment(second, hit, metrics, _movement(text, first.right, second, metrics))


def _movement(text: str, start: int, figure: Figure, metrics: tuple[Metric, ...]) -> Role:
    """年均增长8.5% names the growth itself; 增长了 may be any."""
    words = text[start : figure.left]
    labels = [metric.growth.label for metric in metrics if metric.growth]
    return Role.GROWTH if any(words.strip("，、了").endswith(label) for label in labels) else Role.CHANGE


def _before(
    text: str, hit: Hit, metrics: tuple[Metric, ...], figures: Sequence[Figure]
) -> Iterator[Attachment]:
    """229名结对帮扶党员干部: the figure right before the name."""
    for figure in figures:
        if figure.right <= hit.start and _CONNECTS.fullmatch(text, figure.right, hit.start):
            yield Attachment(figure, hit, metrics, Role.COUNTED)


def counts_all(text: str, figure: Figure, metrics: tuple[Metric, ...]) -> bool:
    """Whether a figure before a name is of the whole: 共推进29个旧改项目, but not 新开工5个旧改项目."""
    lead = text[max(0, figure.left - _LOOK_BACK) : figure.left]
    words = [metric.modifier for metric in metrics if metric.modifier]
    return bool(_ALL_BEFORE.search(lead)) or any(lead.endswith(word) for word in words)
