"""Shares that must make 100: of the three sectors, of men and women, and of anything closed by 其余 (A09)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.core.diagnostics import Diagnostic
from reportgen.review.figures.addends import shares_finding
from reportgen.review.figures.figure import Figure, Kind
from reportgen.review.figures.reading import Reading, Sentence

_STRUCTURE = re.compile("三次产业|三产(?:业)?结构|一二三产")
_SHARES = re.compile("三次产业|第?一(?:产业)?[、和]?第?二(?:产业)?[、和]?第?三(?:次)?产业?")
_SHARES_EACH = re.compile("分别(?:为|占|是)[^，。；]{0,12}$|占比(?:分别)?(?:为)?$")
_OF_MORE = re.compile("增(?!加值)|全[省市国]")  # each a share of something else, or a change
_JOINED = re.compile("[、和，]")
_HOLDS = r"(?:占(?:GDP|地区生产总值|比|[^，。；、\d]{0,6}的)?(?:比重|比例)?|的?比重)(?:为|是|达到?|约为)?"
_HELD = re.compile(f"{_HOLDS}$")
_WORTH = "(?:产业|产)?(?:增加值|投资|就业人员|从业人员|人员)?"
_SECTORS = [f"第?{number}{_WORTH}" for number in "一二三"]
_SEXES = [f"{sex}性?(?:代表|党员|干部|职工|人口|生)?" for sex in "男女"]


@dataclass(frozen=True, slots=True)
class _Partition:
    """Names that make a whole: what stands before the share of the first, and between two shares."""

    first: re.Pattern[str]
    gaps: tuple[re.Pattern[str], ...]


def _partition(names: Sequence[str]) -> _Partition:
    gaps = (re.compile(f"[、，和]{name}(?:{_HOLDS}|为)?") for name in names[1:])
    return _Partition(re.compile(f"{names[0]}{_HOLDS}$"), tuple(gaps))


_PARTITIONS = tuple(_partition(names) for names in (_SECTORS, _SEXES, _SEXES[::-1]))
_NAMED = re.compile(r"[、，和][^，。；、：\d]{1,16}")
_LOOK_BACK = 60  # characters before a share that may say what it is of
_NEAR = 12  # characters
_MOST = 40  # shares of one whole
_REST = re.compile(rf"[、，]其[余他它][^，。；、：\d]{{0,8}}?(?:{_HOLDS})?")


def share_findings(reading: Reading, sentence: Sentence, found: Sequence[Figure]) -> Iterator[Diagnostic]:
    """Warnings on the shares in one sentence; `found` are its quantities."""
    start = sentence.span[0]
    for figure in sentence.figures:
        if figure.kind is Kind.RATIO and len(figure.values) == 3:
            yield from _structure(reading, start, figure)
    for index, first in enumerate(found):
        if first.unit != "%":
            continue
        start = max(sentence.span[0], first.left - _LOOK_BACK)
        yield from _three_joined(reading, start, found[index : index + 3])
        for partition in _PARTITIONS:
            several = found[index : index + len(partition.gaps) + 1]
            yield from _each_named(reading, start, several, partition)
        yield from _with_the_rest(reading, found, index)


def _structure(reading: Reading, start: int, figure: Figure) -> Iterator[Diagnostic]:
    """三次产业结构为3.2:38.1:58.7."""
    if _STRUCTURE.search(reading.text, start, figure.start):
        yield from shares_finding(reading, figure.values, figure.start, figure.end, surely=True)


def _are_shares(figures: Sequence[Figure]) -> bool:
    return all(one.unit == "%" and not one.is_qualified for one in figures)


def _is_of_more(words: str) -> bool:
    return _OF_MORE.search(words) is not None


def _three_joined(reading: Reading, start: int, three: Sequence[Figure]) -> Iterator[Diagnostic]:
    """第一、二、三产业分别占3.2%、38.1%、58.7%."""
    if len(three) < 3 or not _are_shares(three):
        return
    first, last = three[0], three[-1]
    joined = all(_JOINED.fullmatch(reading.text, a.right, b.left) for a, b in pairwise(three))
    lead = reading.text[start : first.left]
    each = _SHARES_EACH.search(lead)
    if joined and each and _SHARES.search(lead) and not _is_of_more(lead[-_NEAR:]):
        yield from shares_finding(reading, [one.full for one in three], first.start, last.end)


def _each_named(
    reading: Reading, start: int, figures: Sequence[Figure], partition: _Partition
) -> Iterator[Diagnostic]:
    """一产占3.2%、二产占38.1%、三产占58.7%; 男性占52%、女性占48%."""
    if len(figures) <= len(partition.gaps) or not _are_shares(figures):
        return
    text, first, last = reading.text, figures[0], figures[-1]
    lead = partition.first.search(text, start, first.left)
    if lead is None or _is_of_more(lead[0]):
        return
    for pattern, (before, figure) in zip(partition.gaps, pairwise(figures), strict=True):
        gap = text[before.right : figure.left]
        if not pattern.fullmatch(gap) or _is_of_more(gap):
            return
    yield from shares_finding(reading, [one.full for one in figures], first.start, last.end)


def _with_the_rest(reading: Reading, found: Sequence[Figure], index: int) -> Iterator[Diagnostic]:
    """工业用电占60%、农业用电占15%，其余占25%: the rest closes the list."""
    text, rest = reading.text, found[index]
    if index == 0 or not _REST.fullmatch(text, found[index - 1].right, rest.left):
        return
    parts = [rest]
    for one in reversed(found[max(0, index - _MOST) : index]):
        gap = text[one.right : parts[-1].left]
        if parts[-1] is not rest and not _NAMED.fullmatch(gap):
            break
        parts.append(one)
    first = parts[-1]
    start = max(0, first.left - _LOOK_BACK)
    if len(parts) < 3 or not _are_shares(parts) or _OF_MORE.search(text, start, rest.left):
        return
    if _HELD.search(text, start, first.left):
        yield from shares_finding(reading, [one.full for one in parts], first.start, rest.end)
