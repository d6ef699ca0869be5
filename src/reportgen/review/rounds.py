"""Rounds of reading: what a round saw printed, and what has changed, come, gone or moved since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from reportgen.core.diagnostics import Language
from reportgen.core.digests import digest_of
from reportgen.data.metrics import DataModel, Metric
from reportgen.review.ledger import Ledger, printed_value

ROUNDS = ("一校", "二校", "三校", "清样")


@dataclass(frozen=True, slots=True)
class Item:
    """One printed figure as a round saw it. `forms` are all forms it is printed in, `pages` the folios."""

    metric: str
    name: str
    printed: str
    forms: tuple[str, ...]
    when: str
    source: str
    pages: tuple[str, ...]

    def says_the_same(self, other: Item) -> bool:
        """Whether nothing a reader confirms is different; where it stands does not count."""
        mine = (self.name, self.printed, self.forms, self.when, self.source)
        return mine == (other.name, other.printed, other.forms, other.when, other.source)


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A PDF of a round: its name and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page of the first file of a round."""

    label: str
    text: str

    @property
    def digest(self) -> str:
        """Of the text without white space."""
        return digest_of("".join(self.text.split()).encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Round:
    """A round as recorded. `moment` is ISO 8601."""

    name: str
    moment: str
    files: tuple[SignedFile, ...]
    items: tuple[Item, ...]
    pages: tuple[PageText, ...] = ()


class What(Enum):
    """What became of an item."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One item that is not what it was; `old` or `new` is None where there is none."""

    what: What
    old: Item | None
    new: Item | None

    @property
    def item(self) -> Item:
        """The item, as it is now if it still is."""
        found = self.new or self.old
        assert found is not None, "a change of nothing"
        return found


@dataclass(frozen=True, slots=True)
class Move:
    """An item that is printed on other pages than before."""

    item: Item
    old: tuple[str, ...]
    new: tuple[str, ...]


def items_of(ledger: Ledger) -> tuple[Item, ...]:
    """The items of a ledger, in its order."""
    return tuple(
        Item(entry.metric, entry.name, entry.printed, entry.forms, entry.when, entry.source, entry.pages)
        for entry in ledger.entries
    )


def changes(old: Sequence[Item], new: Sequence[Item]) -> tuple[Change, ...]:
    """What differs between two rounds: in the order of the new one, what is gone last."""
    before = {item.metric: item for item in old}
    found: list[Change] = []
    for item in new:
        was = before.pop(item.metric, None)
        if was is None:
            found.append(Change(What.NEW, None, item))
        elif not item.says_the_same(was):
            found.append(Change(What.CHANGED, was, item))
    found += [Change(What.GONE, item, None) for item in before.values()]
    return tuple(found)


def moves(old: Sequence[Item], new: Sequence[Item]) -> tuple[Move, ...]:
    """The items of both rounds that stand on other pages now."""
    before = {item.metric: item.pages for item in old}
    return tuple(
        Move(item, before[item.metric], item.pages)
        for item in new
        if item.metric in before and before[item.metric] != item.pages
    )


# ------------------------------------------------------------------ frozen figures

State = tuple[tuple[str, str], ...]  # what there is to confirm of a metric: names of fields and their texts


@dataclass(frozen=True, slots=True)
class Frozen:
    """A figure when it was frozen: all of its data, and how it was printed."""

    name: str
    printed: str
    state: State


@dataclass(frozen=True, slots=True)
class Departure:
    """A figure that is not what was frozen. `old` and `new` are as printed, empty where there is none.

    `fields` are those that differ; `state` is what it is now, empty for a figure that is gone.
    """

    metric: str
    name: str
    old: str
    new: str
    fields: tuple[str, ...] = ()
    state: State = ()


@dataclass(frozen=True, slots=True)
class ExceptionMade:
    """Why figures may differ from the frozen ones, and which."""

    moment: str
    reason: str
    departures: tuple[Departure, ...]


def frozen_figures(model: DataModel, language: Language) -> Mapping[str, Frozen]:
    """All metrics as they are to be kept."""
    return {
        metric.id: Frozen(metric.name, printed_value(metric, model, language), state_of(metric))
        for metric in model.metrics.values()
    }


def state_of(metric: Metric) -> State:
    """The data of a metric that an edit after the freeze may not touch. What is empty is left out."""
    value, start, growth = metric.value, metric.baseline, metric.growth
    found = {
        "value": f"{value.value:f}" if value else "",
        "qualifier": value.qualifier.words if value and value.qualifier else "",
        "unit": metric.unit,
        "as_of": metric.as_of,
        "period": metric.period,
        "baseline": f"{start.value:f}" if start else "",
        "baseline.qualifier": start.qualifier.words if start and start.qualifier else "",
        "baseline.as_of": metric.baseline_as_of,
        "rank": "；".join(
            f"{rank.scope} {rank.position or rank.words}/{rank.of or ''}" for rank in metric.ranks
        ),
        "breakdown": "；".join(f"{part.count} {part.scope} {part.position}" for part in metric.breakdown),
        "multiple": f"{metric.multiple.factor:f} {metric.multiple.of}" if metric.multiple else "",
        "growth": f"{growth.rate.value:f}{growth.unit}" if growth else "",
        "growth.qualifier": growth.rate.qualifier.words if growth and growth.rate.qualifier else "",
    }
    return tuple((name, text) for name, text in found.items() if text)


def departures(old: Mapping[str, Frozen], new: Mapping[str, Frozen]) -> tuple[Departure, ...]:
    """Where the figures differ from the frozen ones; new and dropped figures differ too."""
    found: list[Departure] = []
    for metric, now in new.items():
        was = old.get(metric)
        if was is None:
            found.append(Departure(metric, now.name, "", now.printed, (), now.state))
        elif was.state != now.state:
            fields = _differing(was.state, now.state)
            found.append(Departure(metric, now.name, was.printed, now.printed, fields, now.state))
    found += [
        Departure(metric, was.name, was.printed, "") for metric, was in old.items() if metric not in new
    ]
    return tuple(found)


def _differing(old: State, new: State) -> tuple[str, ...]:
    before, after = dict(old), dict(new)
    names = dict.fromkeys([*before, *after])
    return tuple(name for name in names if before.get(name) != after.get(name))


def uncovered(found: Iterable[Departure], made: Iterable[ExceptionMade]) -> tuple[Departure, ...]:
    """The departures that no exception allows; one allows a figure exactly as it was then."""
    allowed = {(each.metric, each.state) for one in made for each in one.departures}
    return tuple(each for each in found if (each.metric, each.state) not in allowed)
