"""Reads the figures that a spec asks its sources for, before anything is bound.

What cannot be read is a finding and has no reading. A source that cannot be opened is told once, at the
source; a figure that is not there is told at the reference. Addresses of databases are never told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, Span, warning
from reportgen.core.digests import digest_of
from reportgen.core.places import Places, SpecPath
from reportgen.data.decimals import exponent_of
from reportgen.data.readings import NO_READINGS, Reading, Readings
from reportgen.data.snapshot import NOTHING, Key, Part, Snapshot, Taken, places_of, snapshot
from reportgen.data.tables import NO_TABLES, Table, Tables
from reportgen.spec.schema import MetricSpec, ReportSpec, Source, SourceRef

if TYPE_CHECKING:
    from reportgen.data.sources.figures import Found
    from reportgen.data.sources.refusal import Refused
    from reportgen.data.sources.shelf import Shelf

_OF_THE_WHOLE = ("data.too-slow", "data.connection-failed")  # a server that was asked once too often

_CHOOSE = Message(
    "来源对就删去 value；写的对就告诉供数的单位",
    "remove value if the source is right; tell the supplier if it is not",
)


@dataclass(frozen=True, slots=True)
class Sourced:
    """What the sources of a spec gave, with digests of it all; `files` are those that were read, sorted."""

    readings: Readings = field(default_factory=lambda: NO_READINGS)
    tables: Tables = field(default_factory=lambda: NO_TABLES)  # those that formulas name
    snapshot: Snapshot = NOTHING
    files: tuple[Path, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def read_sources(spec: ReportSpec, places: Places, base: Path, environ: Mapping[str, str]) -> Sourced:
    """Read every figure that `spec` locates in a source; what cannot be read is a finding and has no reading.

    `base` is the folder of the spec, from which files are named; `environ` has the addresses of databases.
    References that break a rule of the spec are left out, for `spec` has told them.
    """
    asked = list(_asked(spec))
    summed = _summed(spec)
    if not asked and not summed:
        return Sourced()
    from reportgen.data.sources.shelf import Shelf

    with closing(Shelf(base, environ)) as shelf:
        reader = _Reader(spec, places, shelf)
        for key, path, reference, source in asked:
            reader.read(key, path, reference, source)
        tables = {source.id: table for source in summed if (table := reader.table(source)) is not None}
        contents = shelf.contents
    digests = {name: content.sha256 for name, content in contents.items()}
    taken = snapshot(reader.taken, digests, reader.answers())
    files = tuple(sorted({content.path for content in contents.values()}))
    readings = {item.path: item.reading for item in reader.taken}
    return Sourced(readings, tables, taken, files, tuple(reader.findings))


_COLUMN = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)\.")  # what stands before the point in a formula


def _summed(spec: ReportSpec) -> list[Source]:
    """The sources whose columns formulas name."""
    named: set[str] = set()
    for metric in spec.metrics:
        for formula in (metric.formula, metric.baseline.formula if metric.baseline else ""):
            named.update(_COLUMN.findall(formula))
    named -= {metric.id for metric in spec.metrics}  # `id.baseline`
    known = {source.id: source for source in reversed(spec.sources)}
    return [known[name] for name in sorted(named & known.keys()) if known[name].file is not None]


def _asked(spec: ReportSpec) -> Iterator[tuple[Key, SpecPath, SourceRef, Source]]:
    """Every figure to read, with its source."""
    from reportgen.spec.source_rules import is_sound

    known: dict[str, Source] = {}
    for source in spec.sources:
        known.setdefault(source.id, source)
    for key, path, reference in places_of(spec):
        found = known.get(reference.id)
        if found is not None and is_sound(reference, found):
            yield key, path, reference, found


class _Reader:
    """Takes one figure after the other and notes what is wrong."""

    def __init__(self, spec: ReportSpec, places: Places, shelf: Shelf) -> None:
        self._metrics = spec.metrics
        self._places = places
        self._shelf = shelf
        self._index = {source.id: index for index, source in reversed(list(enumerate(spec.sources)))}
        self._given_up: set[str] = set()  # ids of sources that are told as a whole
        self._answers: dict[str, list[tuple[str, ...]]] = {}
        self.taken: list[Taken] = []
        self.findings: list[Diagnostic] = []

    def read(self, key: Key, path: SpecPath, reference: SourceRef, source: Source) -> None:
        """Take the figure at `reference`, for the place `path` of the spec."""
        from reportgen.data.sources.figures import figure
        from reportgen.data.sources.refusal import Refused

        if source.id in self._given_up:
            return
        try:
            find = self._shelf.opened(source)
        except Refused as problem:
            self._give_up(problem, source)
            return
        metric = self._metrics[int(path[1])]
        try:
            cell, spot = find(reference)
            found = figure(cell, metric.unit, spot)
        except Refused as problem:
            if problem.code in _OF_THE_WHOLE:
                self._give_up(problem, source)
            else:
                self.findings.append(problem.finding(self._span(path, reference)))
            return
        self.taken.append(Taken(*key, path, Reading(found.value, found.text, found.spot.zh)))
        if source.connection is not None:
            where = (reference.sheet or source.sheet, reference.column, reference.row, reference.query)
            self._answers.setdefault(source.id, []).append((*where, str(found.value)))
        self.findings += self._doubts(key, path, metric, found)

    def table(self, source: Source) -> Table | None:
        """The whole of a sheet, for formulas; None where it has none or cannot be read, which is told."""
        from reportgen.data.sources.columns import table_of
        from reportgen.data.sources.refusal import Refused
        from reportgen.spec.source_rules import source_kind

        if source.id in self._given_up or source_kind(source) is None:
            return None
        try:
            grid = self._shelf.grid(source)
        except Refused as problem:
            self._give_up(problem, source)
            return None
        return None if grid is None else table_of(grid, source.header)

    def answers(self) -> dict[str, str]:
        """Digests of what each database answered to what it was asked, in no order of asking."""
        return {
            source: digest_of(json.dumps(sorted(set(rows)), ensure_ascii=False).encode("utf-8"))
            for source, rows in self._answers.items()
        }

    def _give_up(self, problem: Refused, source: Source) -> None:
        self._given_up.add(source.id)
        key = "connection" if source.connection is not None else "file"
        at = self._places.value(("sources", self._index[source.id], key))
        self.findings.append(problem.finding(at))

    def _span(self, path: SpecPath, reference: SourceRef) -> Span:
        key = next(key for key in ("cell", "column", "path", "query") if getattr(reference, key))
        return self._places.value((*path, key))

    def _doubts(self, key: Key, path: SpecPath, metric: MetricSpec, found: Found) -> Iterator[Diagnostic]:
        """What an editor should look at, though there is a figure."""
        name, spot = metric.name, found.spot
        typed = metric.value if key[1] is Part.VALUE else metric.baseline.value if metric.baseline else None
        if typed is not None:
            if typed != found.value:
                yield warning(
                    "data.differs",
                    self._places.value((*path[:-1], "value")),
                    zh=f"{name}：这里写的是 {typed}，来源是 {found.text}（{spot.zh}）；照写的印",
                    en=f"{metric.id}: {typed} is written here, the source has {found.text} ({spot.en}); "
                    "what is written is printed",
                    hints=(_CHOOSE,),
                )
            return
        if found.shown is not None and metric.decimals is None:
            places = -exponent_of(found.shown)
            yield warning(
                "data.more-than-shown",
                self._places.key(path),
                zh=f"{spot.zh}：表里显示 {found.shown}，存的是 {found.value}；没有写 decimals，照存的取",
                en=f"{spot.en}: the sheet shows {found.shown} and holds {found.value}; without decimals the "
                "latter is taken",
                hints=(Message(f"写 decimals: {places}", f"write decimals: {places}"),),
            )
        if found.may_be_percent:
            shown = Decimal(f"{found.value.scaleb(2):f}")
            yield warning(
                "data.percent-unclear",
                self._places.key(path),
                zh=f"{spot.zh}：取到 {found.value}，单位是 %；如果表里显示的是 {shown}%，取的就不对",
                en=f"{spot.en}: {found.value} was taken for a metric in %; if the sheet shows {shown}%, "
                "this is wrong",
                hints=(Message("另存为 xlsx，就看得出格式", "save it as xlsx, whose formats are read"),),
            )
