"""What the metrics of a report say, as the figures that a text may repeat: by value, and by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.data import units
from reportgen.data.bounds import growth_percent, negated
from reportgen.data.format import direction_of
from reportgen.data.metrics import DataModel, Metric
from reportgen.data.qualified import Qualified
from reportgen.data.scale import rounded
from reportgen.review.figures.finder import Finder, finder_of, plain

# Units that count the same; English ones as `data.units` prints them.
_SAME = {
    **dict.fromkeys(("名", "位", "people", "persons", "person"), "人"),
    "％": "%",
    "个百分点": "百分点",
    "yuan": "元",
    "households": "户",
    "household": "户",
    "mu": "亩",
    "km": "公里",
    "千米": "公里",
    "years": "年",
    "year": "年",
    "times": "倍",
    "公斤": "千克",
    **dict.fromkeys(("cases", "case"), "例"),
    **dict.fromkeys(("projects", "project", "items", "item"), "个"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a metric; `data.format.FILTERS[form]` prints it, `full` is in plain units."""

    metric: Metric
    form: str
    value: Qualified
    full: Decimal
    unit: str

    @property
    def reference(self) -> str:
        """What to write for it."""
        return (
            f"{{{{ {self.metric.id} }}}}"
            if self.form == "value"
            else f"{{{{ {self.metric.id} | {self.form} }}}}"
        )


class Facts:
    """All facts of a report, each index made when it is first asked for: most texts ask for few."""

    def __init__(self, data: DataModel) -> None:
        self.metrics: Mapping[str, Metric] = data.metrics
        self._by_id: dict[str, tuple[Fact, ...]] = {}

    @cached_property
    def by_value(self) -> Mapping[Decimal, tuple[Fact, ...]]:
        """Facts by their figure in plain units."""
        found: dict[Decimal, list[Fact]] = {}
        for metric in self.metrics.values():
            for fact in self._of(metric):
                found.setdefault(fact.full.normalize(), []).append(fact)
        return {value: tuple(facts) for value, facts in found.items()}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Metric, ...]]:
        """Metrics by their names without blanks."""
        found: dict[str, list[Metric]] = {}
        for metric in self.metrics.values():
            found.setdefault(plain(metric.name), []).append(metric)
        return {name: tuple(metrics) for name, metrics in found.items()}

    @cached_property
    def names(self) -> Finder:
        """What finds the names in a text."""
        return finder_of(metric.name for metric in self.metrics.values())

    def of(self, metric: Metric, *forms: str) -> tuple[Fact, ...]:
        """The facts of `metric` in any of `forms`."""
        return tuple(fact for fact in self._of(metric) if fact.form in forms)

    def _of(self, metric: Metric) -> tuple[Fact, ...]:
        found = self._by_id.get(metric.id)
        if found is None:
            found = self._by_id[metric.id] = tuple(_facts(metric))
        return found


def same_unit(unit: str) -> str:
    """One name for units that count the same: 名 and 人, ％ and %."""
    return _SAME.get(unit, unit)


def _facts(metric: Metric) -> Iterator[Fact]:
    if metric.value is not None:
        yield _fact(metric, "value", metric.value, metric.unit)
    if metric.baseline is not None:
        yield _fact(metric, "from", metric.baseline, metric.unit)
    change = metric.change
    if change is not None and change.value and direction_of(change) is not None:
        size = change if change.value > 0 else negated(change)
        yield _fact(metric, "change", size, "百分点" if metric.is_percent else metric.unit)
        if metric.value is not None and metric.baseline is not None:
            rate = growth_percent(metric.value, metric.baseline)
            if rate is not None and rate.value and direction_of(rate) is not None:
                yield _fact(metric, "change_rate", rate if rate.value > 0 else negated(rate), "%")
    if metric.growth is not None:
        rate = metric.growth.rate
        yield _fact(metric, "growth", rate if rate.value >= 0 else negated(rate), metric.growth.unit)
    if metric.multiple is not None:
        yield _fact(metric, "multiple", Qualified(metric.multiple.factor), "倍")


def _fact(metric: Metric, form: str, value: Qualified, unit: str) -> Fact:
    number = value.value
    if form in ("value", "from"):
        number, unit = _as_printed(metric, number)
    power, plain_unit = units.split(unit)
    return Fact(metric, form, value, units.shifted(number, power), same_unit(plain_unit))


def _as_printed(metric: Metric, number: Decimal) -> tuple[Decimal, str]:
    """A computed, read or converted value as the report prints it, so that a copy of it is known again."""
    unit = metric.unit
    if metric.shown_in and units.split(metric.shown_in)[1] == units.split(unit)[1]:
        number, unit = units.convert(number, unit, metric.shown_in), metric.shown_in
    return (number if metric.decimals is None else rounded(number, metric.decimals)), unit
