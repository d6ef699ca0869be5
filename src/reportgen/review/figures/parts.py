"""Parts of a whole named before them (A08): 投资1250亿元，其中工业600亿元、基建400亿元、房地产300亿元.

其中 promises no complete list, so its parts may make less than the whole, but not more. What cuts across
(民间投资 beside 工业投资, women beside members under 35) may well make more and is left alone, as are counts
of people. A list is complete, and must make the whole, if words say so: 分为, 三大类, the three sectors, 其余
at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.core.diagnostics import Diagnostic, Message, warning
from reportgen.data.decimals import plain
from reportgen.data.sums import Verdict
from reportgen.review.figures.addends import added, is_alike, names_no_part, words_of
from reportgen.review.figures.facts import same_unit
from reportgen.review.figures.figure import Figure
from reportgen.review.figures.reading import Reading, Sentence

_AMONG = re.compile("[，：（(。]?其中[:：，]?")
_DIVIDED = re.compile("[，：（(]?(?:其中[:：，]?)?(?:分为|分成|分别为|分别是)")
_KINDS = re.compile("[两二三四五六]大?(?:类|块|部分)[^，。；、]{0,4}")  # 其中三大类分别为
_EACH = re.compile("分别[^，。；、]{0,6}$")
_GREW = re.compile(r"，(?:同比|比上年|较上年|年均|名义|实际)*(?:增长|下降|增加|减少|提高)(?:了|约)?")
_JOINED = re.compile("[、，]|和|以及|及|与")
_SEPARATED = re.compile(r"(?P<sign>[、和及，]|以及)(?P<label>[^，。；、：\d]{1,16})")
_AND_MORE = re.compile("等|[^，。；、]{0,8}等(?![级次待于候])")
_ACROSS = re.compile(
    "民间|民营|民生|国有|外资|外商|女|男|岁|年龄|学历|本科|大专|研究生|博士|党|少数民族|新|续|改|高技术|重点|重大"
    "|[国省市县区]级|规模|以上|以下|示范|涉农|农[村业]|城[镇乡市]|乡村|残疾|脱贫|困难|老年|儿童|境外|中央|地方|本地"
    "|消费|服务|制造|税|贷款|线上|网上|绿|数字|科技|优秀|合格|首|一等|主动|涉|个人|企业"
)
_SECTOR = re.compile("(?:第?[一二三]产业?|[一二三]次产业)(?:完成|实现)?(?:增加值|投资)?(?:完成|实现)?")
_REST = re.compile("其[余他它][^，。；、]{0,8}")
_AVERAGE = re.compile("均|每|最")
_SEVERAL = re.compile("[、和与及]")
_MOST = 40  # parts of one whole
_HINTS = (Message("核对各部分和总数", "check the parts and the whole"),)


@dataclass(frozen=True, slots=True)
class _List:
    """Parts with what each is called, and whether they are all there are."""

    parts: tuple[Figure, ...]
    labels: tuple[str, ...]
    is_complete: bool


def part_findings(reading: Reading, sentence: Sentence, found: Sequence[Figure]) -> Iterator[Diagnostic]:
    """Warnings on the parts in one sentence; `found` are its quantities."""
    text, (start, end) = reading.text, sentence.span
    for index in range(1, len(found)):
        whole_at = _whole(text, found, index - 1)
        whole = found[whole_at]
        head = found[index - 1].right
        is_divided = _DIVIDED.match(text, head, end)
        opening = is_divided or _AMONG.match(text, head, end)
        if opening is None or whole.is_qualified:
            continue
        if is_divided and not _is_one_whole(text, found, whole_at, start):
            continue
        listed = _listed(text, found, index, opening.end(), complete=is_divided is not None, end=end)
        if listed is None or not all(is_alike(part, whole) for part in listed.parts):
            continue
        yield from _held(reading, whole, listed)


def _whole(text: str, found: Sequence[Figure], index: int) -> int:
    """The figure that 其中 behind number `index` is of: the first of 1250亿元，同比增长8.2%."""
    if (
        index
        and found[index].unit == "%"
        and _GREW.fullmatch(text, found[index - 1].right, found[index].left)
    ):
        return index - 1
    return index


def _is_one_whole(text: str, found: Sequence[Figure], index: int, start: int) -> bool:
    """Whether 分别 behind it speaks of its parts: not of 12亿元和8亿元，分别为, nor of an average."""
    whole = found[index]
    clause = max(text.rfind(sign, start, whole.left) + 1 for sign in "，：") or start
    if _AVERAGE.search(text, clause, whole.left):
        return False
    return index == 0 or not _SEVERAL.search(text, found[index - 1].right, whole.left)


def _listed(
    text: str, found: Sequence[Figure], index: int, opened: int, *, complete: bool, end: int
) -> _List | None:
    """The list that begins with number `index`; None where its first words speak of something else."""
    while found[index].is_han and found[index].unit == "大" and index + 1 < len(found):
        index += 1  # 三大类
    first = found[index]
    lead = text[opened : first.left]
    if kinds := _KINDS.match(lead):
        complete, lead = True, lead[kinds.end() :]
    if names_no_part(lead) or re.search(r"[，。；\d]", lead):
        return None
    is_each = (complete and not lead) or _EACH.search(lead) is not None
    parts, labels = [first], [lead]
    for one in found[index + 1 : index + _MOST]:
        gap = text[parts[-1].right : one.left]
        label = "" if is_each and _JOINED.fullmatch(gap) else _label(gap, labels[-1])
        if label is None or same_unit(one.unit) != same_unit(first.unit):
            break
        parts.append(one)
        labels.append(label)
    sectors = [_SECTOR.fullmatch(label) for label in labels]
    is_all = (
        (complete and not _AND_MORE.match(text, parts[-1].right, end))
        or (len(parts) == 3 and all(sectors))
        or (len(parts) > 1 and _REST.fullmatch(labels[-1]) is not None)
    )
    return _List(tuple(parts), tuple(labels), is_all and len(parts) > 1)


def _label(gap: str, before: str) -> str | None:
    """What the next part of a list is called; behind a comma only what ends as the part before does."""
    found = _SEPARATED.fullmatch(gap)
    if found is None or names_no_part(gap):
        return None
    label = found["label"]
    if found["sign"] == "，" and not _REST.fullmatch(label) and label[-2:] != before[-2:]:
        return None
    return label


def _held(reading: Reading, whole: Figure, listed: _List) -> Iterator[Diagnostic]:
    for part in listed.parts:
        if part.full > whole.full:
            yield _larger(reading, part, whole)
            return
    if len(listed.parts) < 2:
        return
    verdict, total, sum_of = added(listed.parts, whole)
    power = whole.power or max(part.power for part in listed.parts)
    if verdict is not Verdict.DIFFERS:
        return
    if listed.is_complete:
        zh, en = "各部分相加不是总数", "the parts do not make"
    elif total.scaleb(power) > whole.full and not _may_overlap(whole, listed):
        zh, en = "“其中”各项相加比总数大，总数是", "the parts make more than"
    else:
        return
    known, makes = words_of(reading, whole, power), f"{sum_of}={plain(total)}"
    yield warning(
        "review.sum",
        reading.span(listed.parts[0].left, listed.parts[-1].right),
        zh=f"{zh}“{known}”：{makes}",
        en=f'{en} "{known}": {makes}',
        hints=_HINTS,
    )


def _may_overlap(whole: Figure, listed: _List) -> bool:
    """Whether one thing may be counted under two of the names."""
    if same_unit(whole.unit) in ("人", "人次"):
        return True
    sectors = sum("产业" in label or _SECTOR.match(label) is not None for label in listed.labels)
    return any(_ACROSS.search(label) for label in listed.labels) or 0 < sectors < len(listed.labels)


def _larger(reading: Reading, part: Figure, whole: Figure) -> Diagnostic:
    words, known = words_of(reading, part, whole.power), words_of(reading, whole, part.power)
    return warning(
        "review.sum",
        reading.span(part.left, part.right),
        zh=f"“其中”的“{words}”比总数“{known}”还大",
        en=f'"{words}" is a part of "{known}" and larger than it',
        hints=_HINTS,
    )
