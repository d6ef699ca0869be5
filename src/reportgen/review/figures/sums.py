"""Parts and wholes stated in a sentence, where the words make sure what is part of what (A08, A09, A10).

三次产业结构 and shares 分别为 of named parts make 100; parts before 合计 make the total; a single part behind
其中 cannot exceed the whole. 其中 itself promises no complete list, so nothing else is concluded from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.core.diagnostics import Diagnostic, Message, warning
from reportgen.data.qualified import Comparator
from reportgen.data.sums import Verdict, compare_sum
from reportgen.review.figures.facts import same_unit
from reportgen.review.figures.figure import Figure, Kind
from reportgen.review.figures.reading import Reading

_STRUCTURE = re.compile("三次产业|三产(?:业)?结构|一二三产")
_SHARES = re.compile("三次产业|第?一、(?:第?二、)(?:第?三)(?:次)?产业")
_SHARES_EACH = re.compile("分别(?:为|占|是)[^，。；]{0,12}$|占比(?:分别)?(?:为)?$")
_TOTAL = re.compile(
    "，?(?:三者|两者|两项|三项|四项|以上|各项)?(?:合计|总计|共计|一共|加起来|相加)(?:为|是|达)?$"
)
_AMONG = re.compile("[，：（(。]?其中[:：，]?")
_NOT_A_PART = re.compile("比|增|减|降|升|占|率|同比|上年|去年|倍|平均|人均|户均")
_PART_GAP = re.compile(r"[、，和及]?[^，。；、：\d]{1,16}")
_FEWEST = 2
_MOST = 40  # parts of one sum in a sentence


def sum_findings(reading: Reading) -> Iterator[Diagnostic]:
    """Warnings on sums in one text."""
    for sentence in reading.sentences:
        start, found = sentence.span[0], sentence.quantities
        for figure in sentence.figures:
            if figure.kind is Kind.RATIO and len(figure.values) == 3:
                yield from _structure(reading, start, figure)
        if len(found) > _FEWEST:
            yield from _three_shares(reading, start, found)
            yield from _totals(reading, found)
        if len(found) >= _FEWEST:
            yield from _among(reading, found)


def _structure(reading: Reading, start: int, figure: Figure) -> Iterator[Diagnostic]:
    """三次产业结构为3.2:38.1:58.7."""
    if not _STRUCTURE.search(reading.text, start, figure.start):
        return
    yield from _to_hundred(reading, figure.values, figure.start, figure.end)


def _three_shares(reading: Reading, start: int, figures: Sequence[Figure]) -> Iterator[Diagnostic]:
    """第一、二、三产业占比分别为3.2%、38.1%、58.7%."""
    for index in range(len(figures) - 2):
        three = figures[index : index + 3]
        first, last = three[0], three[-1]
        if any(one.unit != "%" or one.is_qualified for one in three):
            continue
        joined = all(re.fullmatch("[、和，]", reading.text[a.right : b.left]) for a, b in pairwise(three))
        lead = reading.text[start : first.left]
        if joined and _SHARES.search(lead) and _SHARES_EACH.search(lead) and "增" not in lead[-12:]:
            yield from _to_hundred(reading, [one.full for one in three], first.start, last.end)


def _to_hundred(reading: Reading, parts: Sequence[Decimal], start: int, end: int) -> Iterator[Diagnostic]:
    check = compare_sum(parts, Decimal(100), counts=False)
    if check.verdict is Verdict.DIFFERS:
        yield warning(
            "review.sum",
            reading.span(start, end),
            zh=f"各部分合计{check.total}%，不是100%",
            en=f"the shares make {check.total}%, not 100%",
            hints=(Message("核对各部分", "check the parts"),),
        )


def _totals(reading: Reading, figures: Sequence[Figure]) -> Iterator[Diagnostic]:
    """甲类50件、乙类40件，合计91件."""
    text = reading.text
    for index in range(_FEWEST, len(figures)):
        total = figures[index]
        if not _TOTAL.search(text, max(0, total.left - 10), total.left) or total.is_qualified:
            continue
        parts: list[Figure] = []
        behind = total
        for figure in reversed(figures[max(0, index - _MOST) : index]):
            gap = text[figure.right : behind.left]
            is_next = gap.strip("，、和及") if behind is total else _PART_GAP.fullmatch(gap)
            if not _is_alike(figure, total) or not is_next or _NOT_A_PART.search(gap):
                break
            parts.append(figure)
            behind = figure
        if len(parts) < _FEWEST or _NOT_A_PART.search(text, max(0, parts[-1].left - 6), parts[-1].left):
            continue
        yield from _compared(reading, parts, total)


def _is_alike(part: Figure, total: Figure) -> bool:
    return (
        same_unit(part.unit) == same_unit(total.unit)
        and part.unit not in ("", "%", "百分点", "倍", "年")
        and part.comparator is Comparator.EQ
    )


def _compared(reading: Reading, parts: Sequence[Figure], total: Figure) -> Iterator[Diagnostic]:
    scaled = [part.full.scaleb(-total.power) for part in parts]
    assert total.value is not None, "quantities have a value"
    check = compare_sum(scaled, total.value)
    if check.verdict is not Verdict.DIFFERS:
        return
    words = reading.words(total)
    added = "+".join(f"{value.normalize():f}" for value in reversed(scaled))
    yield warning(
        "review.sum",
        reading.span(total.left, total.right),
        zh=f"“{words}”不是前面各项之和：{added}={check.total.normalize():f}",
        en=f'"{words}" is not the sum of the figures before it: {added}={check.total.normalize():f}',
        hints=(Message("核对各项和合计", "check the parts and the total"),),
    )


def _among(reading: Reading, figures: Sequence[Figure]) -> Iterator[Diagnostic]:
    """共办结120件，其中信访150件: the part is larger than the whole."""
    for whole, part in pairwise(figures):
        gap = reading.text[whole.right : part.left]
        among = _AMONG.match(gap)
        if not among or not _is_alike(part, whole) or _NOT_A_PART.search(gap) or whole.is_qualified:
            continue
        if part.full > whole.full and not re.search("[，。；]", gap[among.end() :]):
            words, known = reading.words(part), reading.words(whole)
            yield warning(
                "review.sum",
                reading.span(part.left, part.right),
                zh=f"“其中”的“{words}”比总数“{known}”还大",
                en=f'"{words}" is a part of "{known}" and larger than it',
                hints=(Message("核对部分和总数", "check the part and the whole"),),
            )
