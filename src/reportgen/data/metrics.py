"""The figures of a report, bound: exact decimals with qualifier, unit, time, comparisons and source."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from reportgen.core.diagnostics import Diagnostic, Span, error
from reportgen.core.places import Places, SpecPath
from reportgen.data.derived import derive
from reportgen.data.qualified import QUALIFIERS, Qualified
from reportgen.data.readings import NO_READINGS, Reading, Readings
from reportgen.data.records import Citation as Citation
from reportgen.data.records import DataModel as DataModel
from reportgen.data.records import Growth as Growth
from reportgen.data.records import Metric as Metric
from reportgen.data.records import Multiple as Multiple
from reportgen.data.records import Rank as Rank
from reportgen.data.records import RankCount as RankCount
from reportgen.data.records import Source as Source
from reportgen.data.style import style_of
from reportgen.data.tables import NO_TABLES, Tables
from reportgen.spec import schema
from reportgen.spec.schema import MetricSpec, ReportSpec, SourceRef


def bind(
    spec: ReportSpec, places: Places, readings: Readings = NO_READINGS, tables: Tables = NO_TABLES
) -> tuple[DataModel, tuple[Diagnostic, ...]]:
    """The figures of `spec`, and what is wrong with them as figures; `readings` are those from sources,
    `tables` the data files that formulas sum over.

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
    shown, more = derive(spec, places, metrics, tables)
    model = DataModel(MappingProxyType(shown), MappingProxyType(sources), style_of(spec.numbers))
    return model, (*findings, *more)


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
