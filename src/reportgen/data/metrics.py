"""The figures of a report, bound: exact decimals with qualifier, unit, time, comparisons and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from reportgen.core.diagnostics import Diagnostic, Span, error
from reportgen.core.places import Places, SpecPath
from reportgen.data.bounds import difference
from reportgen.data.qualified import QUALIFIERS, Qualified
from reportgen.data.readings import NO_READINGS, Reading, Readings
from reportgen.data.style import DEFAULT, NumberStyle, style_of
from reportgen.spec import schema
from reportgen.spec.schema import MetricSpec, ReportSpec, SourceRef


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from; `supplier` is who gave them to us."""

    id: str
    title: str
    publisher: str = ""
    date: str = ""
    note: str = ""
    supplier: str = ""
    entered_by: str = ""
    confirmed_by: str = ""
    confirmed_on: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source; `at` and `page` are as written, for example 第47行."""

    source: Source
    at: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """A place within a scope of `of` members, if that is stated; `position` None: only `words` (前列)."""

    scope: str
    position: int | None
    of: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class RankCount:
    """So many items at the same place of a scope."""

    count: int
    scope: str
    position: int


@dataclass(frozen=True, slots=True)
class Multiple:
    """`factor` times some average, whose own value is not known and never computed."""

    of: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Growth:
    """A rate of growth and how it is called (年均增长)."""

    label: str
    rate: Qualified
    unit: str
    compared_with: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of the report, as its source states it; nothing is rounded, nothing is made up.

    `value` None: the source has a rank or words only. `as_of` and `baseline_as_of` are dates as written,
    empty where the source has none; `period` is a stretch of time in words (五年累计). `baseline` is in
    `unit` too.
    """

    id: str
    name: str
    value: Qualified | None
    unit: str = ""
    modifier: str = ""
    numerals: Literal["arabic", "han"] = "arabic"
    as_of: str = ""
    period: str = ""
    baseline: Qualified | None = None
    baseline_as_of: str = ""
    ranks: tuple[Rank, ...] = ()
    breakdown: tuple[RankCount, ...] = ()
    multiple: Multiple | None = None
    growth: Growth | None = None
    citation: Citation | None = None
    section: str = ""
    note: str = ""
    formula: str = ""  # that made the value, of other metrics' ids
    reading: Reading | None = None  # where the value was read from
    decimals: int | None = None  # places that a computed, read or converted value is rounded to
    shown_in: str = ""  # the unit that it is printed in, if another
    entered_by: str = ""
    confirmed_by: str = ""
    confirmed_on: str = ""
    origin: Span | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the source says when, by date or by period."""
        return bool(self.as_of or self.period)

    @property
    def is_percent(self) -> bool:
        """Whether differences are percentage points."""
        return self.unit in ("%", "％")

    @property
    def change(self) -> Qualified | None:
        """What has been added since `baseline`, in `unit`; a bound stays a bound.

        None without a baseline, or where two bounds leave the difference open.
        """
        if self.value is None or self.baseline is None:
            return None
        return difference(self.value, self.baseline)


@dataclass(frozen=True, slots=True)
class DataModel:
    """All figures and sources by id, in the order of the spec, and how the document writes its numbers."""

    metrics: Mapping[str, Metric]
    sources: Mapping[str, Source]
    style: NumberStyle = DEFAULT


def bind(
    spec: ReportSpec, places: Places, readings: Readings = NO_READINGS
) -> tuple[DataModel, tuple[Diagnostic, ...]]:
    """The figures of `spec`, and what is wrong with them as figures; `readings` are those from sources.

    The rules of `spec` (ids given once, sources known, ranks within their scope) are taken as kept: of two
    entries with one id the first counts, an unknown source is none.
    """
    sources: dict[str, Source] = {}
    for item in spec.sources:
        sources.setdefault(item.id, _source(item))
    metrics: dict[str, Metric] = {}
    for index, entry in enumerate(spec.metrics):
        path = ("metrics", index)
        metrics.setdefault(entry.id, _metric(entry, sources, places.value(path), path, readings))
    findings = tuple(
        finding for index, entry in enumerate(spec.metrics) if (finding := _reversed(entry, index, places))
    )
    return DataModel(MappingProxyType(metrics), MappingProxyType(sources), style_of(spec.numbers)), findings


def _reversed(entry: MetricSpec, index: int, places: Places) -> Diagnostic | None:
    """An error where the start of a comparison is dated after its end."""
    start = entry.baseline.as_of if entry.baseline else None
    if not start or not entry.as_of:
        return None
    known = min(len(start), len(entry.as_of))  # 2020 and 2020-06 may be any way round
    if start[:known] <= entry.as_of[:known]:
        return None
    return error(
        "figures.ends-reversed",
        places.value(("metrics", index, "baseline", "as_of")),
        zh=f"{entry.name}：期初的时点 {start} 在期末 {entry.as_of} 之后",
        en=f"{entry.id}: the start ({start}) is dated after the end ({entry.as_of})",
    )


def _source(item: schema.Source) -> Source:
    confirmed = item.confirmed
    return Source(
        item.id,
        item.title,
        item.publisher,
        item.date or "",
        item.note,
        item.supplier,
        item.entered_by,
        confirmed.by if confirmed else "",
        (confirmed.on or "") if confirmed else "",
    )


def _metric(
    entry: MetricSpec, sources: Mapping[str, Source], origin: Span, path: SpecPath, readings: Readings
) -> Metric:
    start, multiple = entry.baseline, entry.multiple
    reading = readings.get((*path, "source"))
    first = readings.get((*path, "baseline", "source"))
    citation = cite(entry.source, sources)
    confirmed = entry.confirmed
    given = citation.source if citation else None
    return Metric(
        id=entry.id,
        name=entry.name,
        value=_qualified(_either(entry.value, reading), entry.qualifier),
        unit=entry.unit,
        modifier=entry.modifier,
        numerals=entry.numerals,
        as_of=entry.as_of or "",
        period=entry.period,
        baseline=_qualified(_either(start.value, first), start.qualifier) if start else None,
        baseline_as_of=(start.as_of or "") if start else "",
        ranks=tuple(Rank(r.scope, r.position, r.of, r.words) for r in entry.rank),
        breakdown=tuple(RankCount(b.count, b.scope, b.position) for b in entry.breakdown),
        multiple=Multiple(multiple.of, multiple.factor) if multiple else None,
        growth=_growth(entry),
        citation=citation,
        section=entry.section or "",
        note=entry.note,
        formula=entry.formula,
        reading=reading,
        decimals=entry.decimals,
        shown_in=entry.shown_in or "",
        entered_by=entry.entered_by or (given.entered_by if given else ""),
        confirmed_by=confirmed.by if confirmed else given.confirmed_by if given else "",
        confirmed_on=(confirmed.on or "") if confirmed else given.confirmed_on if given else "",
        origin=origin,
    )


def _growth(entry: MetricSpec) -> Growth | None:
    growth = entry.growth
    if growth is None:
        return None
    rate = _qualified(growth.value, growth.qualifier)
    assert rate is not None, "growth always has a value"
    return Growth(growth.label, rate, growth.unit, growth.compared_with)


def _either(value: Decimal | None, reading: Reading | None) -> Decimal | None:
    """What was typed, else what was read."""
    return value if value is not None else reading.value if reading is not None else None


def _qualified(value: Decimal | None, words: str | None) -> Qualified | None:
    if value is None:
        return None
    return Qualified(value, QUALIFIERS[words] if words else None)


def cite(reference: SourceRef | None, sources: Mapping[str, Source]) -> Citation | None:
    """The place that `reference` names, if its source is known."""
    source = sources.get(reference.id) if reference else None
    return Citation(source, reference.at, reference.page) if source and reference else None
