"""Parts and wholes stated in a sentence, where the words make sure what is part of what (A08, A09, A10).

Parts before 合计 make the total; `parts` holds what stands behind 其中, `shares` what must make 100.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.core.diagnostics import Diagnostic, Message, warning
from reportgen.data.decimals import plain
from reportgen.data.sums import Verdict
from reportgen.review.figures.addends import added, addends, is_alike, names_no_part, words_of
from reportgen.review.figures.facts import Facts
from reportgen.review.figures.figure import Figure
from reportgen.review.figures.parts import part_findings
from reportgen.review.figures.reading import Reading
from reportgen.review.figures.shares import share_findings

_TOTAL = re.compile(
    "，?(?:三者|两者|两项|三项|四项|以上|各项)?(?:合计|总计|共计|一共|加起来|相加)(?:为|是|达)?$"
)
_PART_GAP = re.compile(r"[、，和及]?[^，。；、：\d]{1,16}")
_FEWEST = 2
_MOST = 40  # parts of one sum in a sentence


def sum_findings(reading: Reading, facts: Facts) -> Iterator[Diagnostic]:
    """Warnings on sums in one text."""
    for sentence in reading.sentences:
        found = addends(reading, sentence, facts)
        yield from share_findings(reading, sentence, found)
        if len(found) > _FEWEST:
            yield from _totals(reading, found)
        if len(found) >= _FEWEST:
            yield from part_findings(reading, sentence, found)


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
            if not is_alike(figure, total) or not is_next or names_no_part(gap):
                break
            parts.append(figure)
            behind = figure
        if len(parts) < _FEWEST or names_no_part(text[max(0, parts[-1].left - 6) : parts[-1].left]):
            continue
        yield from _compared(reading, parts[::-1], total)


def _compared(reading: Reading, parts: Sequence[Figure], total: Figure) -> Iterator[Diagnostic]:
    verdict, makes, sum_of = added(parts, total)
    if verdict is not Verdict.DIFFERS:
        return
    words = words_of(reading, total, max(part.power for part in parts))
    yield warning(
        "review.sum",
        reading.span(total.left, total.right),
        zh=f"“{words}”不是前面各项之和：{sum_of}={plain(makes)}",
        en=f'"{words}" is not the sum of the figures before it: {sum_of}={plain(makes)}',
        hints=(Message("核对各项和合计", "check the parts and the total"),),
    )
