"""What the sources said at one moment: digests of all that was read, and every figure, as a value to keep.

A report that is frozen is printed from its snapshot; `drift` says what its live sources say otherwise. A
figure is known by its metric and its part (the value, or the start it is compared with), so that metrics may
change places in the spec; the path that it was read for is kept beside it.

Addresses and passwords of databases never come here: an answer is known by the id of its source.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from reportgen.core.places import SpecPath
from reportgen.data.readings import Reading, Readings
from reportgen.spec.schema import ReportSpec, SourceRef

FORMAT = 1


class Part(Enum):
    """What of a metric a figure is."""

    VALUE = "value"
    BASELINE = "baseline"


Key = tuple[str, Part]


@dataclass(frozen=True, slots=True)
class Taken:
    """One figure as it was read: for which part of which metric, for which place of the spec."""

    metric: str
    part: Part
    path: SpecPath
    reading: Reading

    @property
    def key(self) -> Key:
        """What it is known by in any edition of the spec."""
        return self.metric, self.part


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that was read at one moment, sorted; equal contents are equal values and equal bytes.

    `moment` is the caller's word for when (ISO 8601, or empty). `files` are SHA-256 digests by the names that
    the spec gives the files, `answers` those of what databases answered, by the ids of their sources.
    """

    moment: str = ""
    files: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    figures: tuple[Taken, ...] = ()

    @property
    def readings(self) -> Readings:
        """The figures by the places in the spec they were read for."""
        return {taken.path: taken.reading for taken in self.figures}

    @property
    def by_metric(self) -> Mapping[Key, Taken]:
        """The figures by metric and part."""
        return {taken.key: taken for taken in self.figures}

    def readings_for(self, spec: ReportSpec) -> Readings:
        """The figures by their places in `spec`, which may list its metrics in another order now.

        A figure that `spec` does not ask its sources for is left out.
        """
        known = self.by_metric
        return {path: known[key].reading for key, path, _ in places_of(spec) if key in known}


NOTHING = Snapshot()


def snapshot(
    figures: Iterable[Taken], files: Mapping[str, str], answers: Mapping[str, str], moment: str = ""
) -> Snapshot:
    """The snapshot of what was read; of two figures for one part of a metric the first counts."""
    first: dict[Key, Taken] = {}
    for taken in figures:
        first.setdefault(taken.key, taken)
    ordered = sorted(first.values(), key=lambda taken: (taken.metric, taken.part.value))
    return Snapshot(moment, tuple(sorted(files.items())), tuple(sorted(answers.items())), tuple(ordered))


def places_of(spec: ReportSpec) -> Iterator[tuple[Key, SpecPath, SourceRef]]:
    """Every figure that `spec` asks a source for: key, path of the reference, the reference."""
    for index, metric in enumerate(spec.metrics):
        if metric.source is not None and metric.source.locates:
            yield (metric.id, Part.VALUE), ("metrics", index, "source"), metric.source
        start = metric.baseline
        if start is not None and start.source is not None and start.source.locates:
            yield (metric.id, Part.BASELINE), ("metrics", index, "baseline", "source"), start.source


# ------------------------------------------------------------------ as text


def to_json(taken: Snapshot) -> str:
    """The snapshot as JSON, one entry a line, keys sorted, figures as text; equal snapshots, equal bytes."""
    given = {
        "format": FORMAT,
        "moment": taken.moment,
        "files": dict(taken.files),
        "answers": dict(taken.answers),
        "figures": [
            {
                "metric": figure.metric,
                "part": figure.part.value,
                "path": list(figure.path),
                "value": str(figure.reading.value),
                "text": figure.reading.text,
                "where": figure.reading.where,
            }
            for figure in taken.figures
        ],
    }
    return json.dumps(given, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def from_json(text: str) -> Snapshot:
    """The snapshot that `to_json` wrote. Raises ValueError for any other text."""
    try:
        given = json.loads(text)
        if given["format"] != FORMAT:
            raise ValueError(f"a snapshot of format {given['format']}, not {FORMAT}")
        return snapshot(
            map(_figure, given["figures"]), _texts(given["files"]), _texts(given["answers"]), given["moment"]
        )
    except (KeyError, TypeError, AttributeError, InvalidOperation, RecursionError) as problem:
        raise ValueError(f"not a snapshot: {type(problem).__name__}") from problem


def _figure(entry: Mapping[str, Any]) -> Taken:
    value = Decimal(entry["value"])
    if not value.is_finite():
        raise ValueError("not a snapshot: a figure without end")
    reading = Reading(value, str(entry["text"]), str(entry["where"]))
    return Taken(str(entry["metric"]), Part(entry["part"]), tuple(entry["path"]), reading)


def _texts(entries: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(digest) for name, digest in entries.items()}


# ------------------------------------------------------------------ drift


class Change(Enum):
    """How a figure of the live sources stands to the snapshot."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Drift:
    """One figure that is not what it was; `old` and `new` are texts as they stood in the source, or empty."""

    metric: str
    part: Part
    change: Change
    old: str = ""
    new: str = ""
    where: str = ""  # for people: where it stands now, or stood


def drift(old: Snapshot, new: Snapshot) -> tuple[Drift, ...]:
    """What `new` says otherwise than `old`, by metric and part.

    18.5 that has become 18.50 counts as changed, for it would be printed otherwise; where a figure stands,
    and whether it is written 12,345 or 12345, does not count.
    """
    before, after = old.by_metric, new.by_metric
    keys = sorted({*before, *after}, key=lambda key: (key[0], key[1].value))
    return tuple(item for key in keys if (item := _drift(key, before.get(key), after.get(key))) is not None)


def _drift(key: Key, old: Taken | None, new: Taken | None) -> Drift | None:
    if old is None:
        assert new is not None, "a key of neither snapshot"
        return Drift(*key, Change.NEW, "", new.reading.text, new.reading.where)
    if new is None:
        return Drift(*key, Change.GONE, old.reading.text, "", old.reading.where)
    if str(old.reading.value) == str(new.reading.value):
        return None
    return Drift(*key, Change.CHANGED, old.reading.text, new.reading.text, new.reading.where)
