"""Two editions held against each other: which figures and chapters changed, came, went, or were renamed.

Figures are matched by id, then what is left by name, then by equal values under another name (only where that
leaves no choice). A unit that changed is told apart by whether the values are the same amount, exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from reportgen.core.diagnostics import Language
from reportgen.data import units
from reportgen.data.format import UnprintableError, pieces, text_of
from reportgen.data.metrics import DataModel, Metric
from reportgen.review.ledger import printed_value
from reportgen.review.rounds import state_of


class Differs(Enum):
    """In what way a figure of the new edition is not that of the old one."""

    VALUE = "value"
    QUALIFIER = "qualifier"
    UNIT_CONVERTED = "unit-converted"  # another unit, the same amount
    UNIT = "unit"
    BASE = "base"
    DATE = "date"
    RANK = "rank"
    ID = "id"
    NAME = "name"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class SectionName:
    """A section of an edition."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What is compared: the figures, and the sections in their order."""

    title: str
    model: DataModel
    sections: tuple[SectionName, ...] = ()
    language: Language = "zh"


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure in both editions, or in one; `ways` says how it differs, empty if it does not."""

    old: Metric | None
    new: Metric | None
    ways: tuple[Differs, ...]
    old_printed: str = ""
    new_printed: str = ""
    change: str = ""  # what was added or lost, where both are in one unit: 提高20.5个百分点

    @property
    def name(self) -> str:
        """What it is called, now if it still is there."""
        metric = self.new or self.old
        assert metric is not None, "a pair of nothing"
        return metric.name


@dataclass(frozen=True, slots=True)
class SectionPair:
    """A section that is new, dropped or renamed."""

    old: SectionName | None
    new: SectionName | None
    way: Differs


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every figure of both editions, in the order of the new one, what was dropped last."""

    old_title: str
    new_title: str
    pairs: tuple[Pair, ...]
    sections: tuple[SectionPair, ...]

    @property
    def different(self) -> tuple[Pair, ...]:
        """The figures that differ in any way."""
        return tuple(pair for pair in self.pairs if pair.ways)


def compare(old: Edition, new: Edition, language: Language | None = None) -> Comparison:
    """`new` against `old`; what was added or lost is said in `language`, else in that of `new`."""
    matched = _matched(old.model.metrics, new.model.metrics)
    partners = dict(matched)
    taken = set(partners.values())
    pairs = [
        _pair(old, new, old.model.metrics[partners[name]] if name in partners else None, metric, language)
        for name, metric in new.model.metrics.items()
    ]
    pairs += [
        Pair(metric, None, (Differs.DROPPED,), printed_value(metric, old.model, old.language))
        for name, metric in old.model.metrics.items()
        if name not in taken
    ]
    return Comparison(old.title, new.title, tuple(pairs), _sections(old.sections, new.sections))


# ------------------------------------------------------------------ which is which


def _matched(old: Mapping[str, Metric], new: Mapping[str, Metric]) -> list[tuple[str, str]]:
    """Ids of the new edition with those of the old one that they go on from."""
    found = [(name, name) for name in new if name in old]
    by_name: Callable[[Metric], object] = lambda metric: metric.name  # noqa: E731
    for key in (by_name, _data):
        left_old = [old[name] for name in old if name not in {was for _, was in found}]
        left_new = [new[name] for name in new if name not in {now for now, _ in found}]
        found += _alone(left_old, left_new, key)
    return found


def _data(metric: Metric) -> object:
    """All that is known of a figure but its name and id; None where that is too little to know it by."""
    state = state_of(metric)
    return state if metric.value is not None and len(state) > 2 else None


def _alone(
    old: Iterable[Metric], new: Iterable[Metric], key: Callable[[Metric], object]
) -> list[tuple[str, str]]:
    """Pairs that share a key which no third figure has."""
    sides: dict[object, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for metric in old:
        sides[key(metric)][0].append(metric.id)
    for metric in new:
        sides[key(metric)][1].append(metric.id)
    return [
        (after[0], before[0])
        for common, (before, after) in sides.items()
        if common is not None and len(before) == len(after) == 1
    ]


# ------------------------------------------------------------------ in what way


def _pair(
    old: Edition, new: Edition, before: Metric | None, after: Metric, language: Language | None
) -> Pair:
    printed = printed_value(after, new.model, new.language)
    if before is None:
        return Pair(None, after, (Differs.NEW,), "", printed)
    ways = _ways(before, after)
    was = printed_value(before, old.model, old.language)
    return Pair(before, after, ways, was, printed, _change(before, after, new, language))


def _ways(old: Metric, new: Metric) -> tuple[Differs, ...]:
    found: list[Differs] = []
    if old.id != new.id:
        found.append(Differs.ID)
    if old.name != new.name:
        found.append(Differs.NAME)
    if old.unit != new.unit:
        found.append(Differs.UNIT_CONVERTED if _is_converted(old, new) else Differs.UNIT)
    elif _number(old) != _number(new):
        found.append(Differs.VALUE)
    if Differs.UNIT in found and not _converts(old, new) and _number(old) != _number(new):
        found.append(Differs.VALUE)
    elif Differs.UNIT in found and _converts(old, new):
        found.append(Differs.VALUE)  # the unit converts, the amount is another
    if _words(old) != _words(new):
        found.append(Differs.QUALIFIER)
    if (old.baseline, old.baseline_as_of) != (new.baseline, new.baseline_as_of):
        found.append(Differs.BASE)
    if (old.as_of, old.period) != (new.as_of, new.period):
        found.append(Differs.DATE)
    if (old.ranks, old.breakdown) != (new.ranks, new.breakdown):
        found.append(Differs.RANK)
    return tuple(found)


def _number(metric: Metric) -> object:
    """The digits: 18.5 and 18.50 are printed otherwise, and differ."""
    return f"{metric.value.value:f}" if metric.value is not None else None


def _words(metric: Metric) -> str:
    return metric.value.qualifier.words if metric.value and metric.value.qualifier else ""


def _converts(old: Metric, new: Metric) -> bool:
    return bool(old.unit and new.unit) and units.split(old.unit)[1] == units.split(new.unit)[1]


def _is_converted(old: Metric, new: Metric) -> bool:
    """Whether the new value is the old one in another unit, to the last digit."""
    if old.value is None or new.value is None or not _converts(old, new):
        return False
    return units.convert(old.value.value, old.unit, new.unit) == new.value.value


def _change(old: Metric, new: Metric, edition: Edition, language: Language | None) -> str:
    """The amount between the editions; empty where units or bounds leave it open."""
    if old.value is None or new.value is None or not (old.unit == new.unit or _converts(old, new)):
        return ""
    start = old.value
    if old.unit != new.unit:
        start = replace(start, value=units.convert(start.value, old.unit, new.unit))
    try:
        moved = replace(new, baseline=start, baseline_as_of=old.as_of)
        return text_of(pieces(moved, "change", language or edition.language, edition.model.style))
    except UnprintableError:
        return ""


def _sections(old: Sequence[SectionName], new: Sequence[SectionName]) -> tuple[SectionPair, ...]:
    before = {each.id: each for each in old}
    after = {each.id: each for each in new}
    titles = {each.title: each for each in old if each.id not in after}
    found: list[SectionPair] = []
    for each in new:
        was = before.get(each.id)
        if was is None:
            was = titles.pop(each.title, None)
            found.append(SectionPair(was, each, Differs.ID if was else Differs.NEW))
        elif was.title != each.title:
            found.append(SectionPair(was, each, Differs.NAME))
    found += [SectionPair(each, None, Differs.DROPPED) for each in titles.values()]
    return tuple(found)
