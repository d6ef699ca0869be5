"""Figures typed by hand where a metric says the same, or something else (A02, A03, A04).

A figure is known for a metric's either because grammar attaches it to the metric's name, or because its
digits are telling (40.5%, 267件) and fit. A round figure (5年, 10%, 100%) tells nothing without the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.core.diagnostics import Diagnostic, Language, Message, Span, error, warning
from reportgen.data.format import pieces, text_of
from reportgen.review.figures.agreeing import Verdict, compare
from reportgen.review.figures.attached import Attachment, Role, attachments, counts_all
from reportgen.review.figures.doubts import is_doubtful
from reportgen.review.figures.facts import Fact, Facts
from reportgen.review.figures.figure import Figure
from reportgen.review.figures.finder import Hit, plain
from reportgen.review.figures.reading import Reading

_TELLING = 3  # significant digits that hardly meet by chance
_TELLING_BARE = 4  # and of an amount without its 元
_SAID_ENOUGH = 2  # significant digits that need the topic as well
_EACH = re.compile(r"分别[^，。；]*[、和]$")
_THING = re.compile("[\u4e00-\u9fff]{2}")
_LIST = 40  # characters of a list of figures before one of them
_TOPIC = 0.6  # share of a name's pairs of characters that a sentence must have to be about it


def literal_findings(reading: Reading, facts: Facts) -> Iterator[Diagnostic]:
    """What is to be said of the figures of one text."""
    if not facts.metrics:
        return
    for each in reading.sentences:
        sentence, found = each.span, each.quantities
        if not found:
            continue
        hits = facts.names.find(reading.text, *sentence)
        attached: set[int] = set()
        for one in attachments(reading.text, found, hits, facts) if hits else ():
            if one.figure.start in attached:
                continue
            attached.add(one.figure.start)
            yield from _attached(reading, sentence, one, facts)
        for figure in found:
            if figure.start not in attached and reading.prose.takes_references:
                yield from _alone(reading, sentence, figure, hits, facts)


def _attached(
    reading: Reading, sentence: tuple[int, int], found: Attachment, facts: Facts
) -> Iterator[Diagnostic]:
    candidates = [fact for metric in found.metrics for fact in facts.of(metric, *found.role.forms)]
    verdicts = [(compare(found.figure, fact), fact) for fact in candidates]
    for wanted in (Verdict.SAME, Verdict.ROUNDED):
        for verdict, fact in verdicts:
            if verdict is wanted:
                if verdict is Verdict.ROUNDED and is_doubtful(reading.text, sentence, found, reading.dates):
                    return
                if reading.prose.takes_references and _is_meant(reading, found):
                    yield _literal(reading, found.figure, fact)
                return
    known = [(verdict, fact) for verdict, fact in verdicts if verdict is not Verdict.OTHER_UNIT]
    if not known or any(verdict is Verdict.COMPATIBLE for verdict, _ in known):
        return
    if found.role is Role.CHANGE or is_doubtful(reading.text, sentence, found, reading.dates):
        return
    verdict, fact = min(known, key=lambda item: item[0] is not Verdict.REWORDED)
    if verdict is Verdict.REWORDED:
        yield _reworded(reading, found.figure, fact)
    else:
        yield _contradicts(reading, found.figure, fact)


def _is_meant(reading: Reading, found: Attachment) -> bool:
    """A count before a name may be a part that happens to be as large; telling digits are not by chance."""
    if found.role is not Role.COUNTED or _significant(found.figure) >= _SAID_ENOUGH:
        return True
    return found.figure.is_han or counts_all(reading.text, found.figure, found.metrics)


def _alone(
    reading: Reading, sentence: tuple[int, int], figure: Figure, hits: Sequence[Hit], facts: Facts
) -> Iterator[Diagnostic]:
    """A figure that no name claims, but that is as good as some metric's."""
    digits = _significant(figure)
    is_word = figure.is_han and not _has_decimals(figure)  # 三百五十二点六 is as telling as digits
    if digits < _SAID_ENOUGH or is_word or not (figure.unit or figure.is_bare):
        return
    facts_here = facts.by_value.get(figure.full.normalize(), ())
    candidates = [fact for fact in facts_here if compare(figure, fact) in (Verdict.SAME, Verdict.REWORDED)]
    if not candidates or _EACH.search(reading.text, max(sentence[0], figure.left - _LIST), figure.left):
        return  # 占比分别为6.8%、40.5%和52.7%: each belongs to a name of its own
    named = {hit.name for hit in hits}
    words = reading.text[sentence[0] : sentence[1]]
    fact = max(candidates, key=lambda fact: (plain(fact.metric.name) in named, _topic(fact, words)))
    is_about = plain(fact.metric.name) in named or _topic(fact, words) >= _TOPIC
    if digits < _TELLING and _counts_else(reading.text, figure, fact):
        return
    is_telling = digits >= (_TELLING if figure.unit else _TELLING_BARE) and fact.form in ("value", "from")
    if is_about or (is_telling and (figure.unit or fact.unit == "元")):
        if compare(figure, fact) is Verdict.REWORDED and not fact.value.is_bound:
            return
        yield _literal(reading, figure, fact)


def _counts_else(text: str, figure: Figure, fact: Fact) -> bool:
    """Whether the thing counted is another than the metric's: 28个小区 beside 28个旧改项目."""
    thing = _THING.match(text, figure.end)
    return thing is not None and figure.unit not in ("%", "元") and thing[0] not in fact.metric.name


def _topic(fact: Fact, words: str) -> float:
    """How much of the name's pairs of characters a sentence has."""
    name = plain(fact.metric.name)
    pairs = [name[index : index + 2] for index in range(len(name) - 1)]
    return sum(pair in words for pair in pairs) / len(pairs) if pairs else 0.0


def _has_decimals(figure: Figure) -> bool:
    assert figure.value is not None, "quantities have a value"
    return figure.value % 1 != 0


def _significant(figure: Figure) -> int:
    assert figure.value is not None, "quantities have a value"
    return len(figure.value.normalize().as_tuple().digits)


# ------------------------------------------------------------------ words


def _place(reading: Reading, figure: Figure) -> Span:
    return reading.span(figure.left, figure.right)


def _printed(fact: Fact, language: Language = "zh") -> str:
    """What the reference prints."""
    return text_of(pieces(fact.metric, fact.form, language))


def _literal(reading: Reading, figure: Figure, fact: Fact) -> Diagnostic:
    words = reading.words(figure)
    return warning(
        "review.literal-figure",
        _place(reading, figure),
        zh=f"“{words}”是手写的数字，指标“{fact.metric.name}”就是这个数；指标改了，这里不会跟着改",
        en=f'"{words}" is typed by hand and is the figure of {fact.metric.id}: it will not change with it',
        hints=(
            Message(
                f"写成 {fact.reference}（印作“{_printed(fact)}”）；不是同一个数就写进 review.allow",
                f"write {fact.reference}; if it is another figure, list the words under review.allow",
            ),
        ),
    )


def _contradicts(reading: Reading, figure: Figure, fact: Fact) -> Diagnostic:
    words = reading.words(figure)
    return error(
        "review.contradicts",
        _place(reading, figure),
        zh=f"“{words}”和指标“{fact.metric.name}”不符，指标是{_printed(fact)}",
        en=f'"{words}" contradicts {fact.metric.id}, which is {_printed(fact, "en")}',
        hints=(
            Message(
                f"核对后写成 {fact.reference}；说的是另一回事，就把这几个字写进 review.allow",
                f"check it and write {fact.reference}; if it is another figure, list it under review.allow",
            ),
        ),
    )


def _reworded(reading: Reading, figure: Figure, fact: Fact) -> Diagnostic:
    words = reading.words(figure)
    hints = (
        Message(
            f"写成 {fact.reference}，限定词会一起印出来",
            f"write {fact.reference}: the qualifier is printed with it",
        ),
    )
    if not fact.value.qualifier:
        return warning(
            "review.qualifier",
            _place(reading, figure),
            zh=f"“{words}”：指标“{fact.metric.name}”是确数{_printed(fact)}，限定词是添上去的",
            en=f'"{words}": {fact.metric.id} is exactly {_printed(fact, "en")}, the qualifier was added',
            hints=hints,
        )
    return error(
        "review.qualifier",
        _place(reading, figure),
        zh=f"“{words}”：指标“{fact.metric.name}”是{_printed(fact)}，限定词丢了或写错了",
        en=f'"{words}": {fact.metric.id} is {_printed(fact, "en")}, its qualifier was lost or changed',
        hints=hints,
    )
