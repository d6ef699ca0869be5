"""The sound rest of a faulty spec, so that one run can show every finding.

Faulty parts are taken out, and what cannot do without them. Places are found by position, so the rest
remembers where it stood. An entry (a metric, a block, a photo) that lost a part may break rules only
because of that: it is `touched`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from reportgen.core.diagnostics import Span
from reportgen.core.places import Places, SpecPath
from reportgen.spec.keys import path_of
from reportgen.spec.schema import FORMAT, ReportSpec

_ROUNDS = 10  # taking out a part may leave its parent incomplete; the schema is ten levels deep
_ENTRIES = ("metrics", "honours", "photos", "sources", "credits", "people", "sections", "blocks")
_STAND_INS: dict[SpecPath, Any] = {
    ("format",): FORMAT,
    ("document",): {"title": "?", "organisation": "?", "congress": {"name": "?", "date": "2000"}},
    ("document", "title"): "?",
    ("document", "organisation"): "?",
}


@dataclass(frozen=True, slots=True)
class Salvage:
    """A valid spec, the places of its parts, and the paths in the file of entries that are not whole."""

    spec: ReportSpec
    places: Places
    touched: frozenset[SpecPath] = frozenset()


@dataclass(frozen=True, slots=True)
class MovedPlaces:
    """Places of a spec that lacks items of lists. `kept` tells, by list, the items that are left."""

    places: Places
    kept: dict[SpecPath, tuple[int, ...]] = field(default_factory=dict)

    def value(self, path: SpecPath) -> Span:
        """As `Places.value`."""
        return self.places.value(self.original(path))

    def key(self, path: SpecPath) -> Span:
        """As `Places.key`."""
        return self.places.key(self.original(path))

    def inside(self, path: SpecPath, offset: int, length: int = 1) -> Span:
        """As `Places.inside`."""
        return self.places.inside(self.original(path), offset, length)

    def original(self, path: SpecPath) -> SpecPath:
        """The path in the file."""
        moved: SpecPath = ()
        for step in path:
            kept = self.kept.get(moved)
            if kept is not None and isinstance(step, int) and step < len(kept):
                step = kept[step]
            moved += (step,)
        return moved


def salvage(value: Any, problem: ValidationError, places: Places) -> Salvage | None:
    """What is left of `value` without the parts that `problem` names; None if that is nothing."""
    if not isinstance(value, dict):
        return None
    removed: set[SpecPath] = set()
    touched: set[SpecPath] = set()
    moved = MovedPlaces(places)
    for _ in range(_ROUNDS):
        for detail in problem.errors(include_url=False, include_input=False, include_context=False):
            path = moved.original(path_of(detail["loc"]))
            touched.add(_entry(path))
            removed.add(path[:-1] if detail["type"] == "missing" and path not in _STAND_INS else path)
        if () in removed:
            return None
        moved = MovedPlaces(places)
        rest = _without(value, (), removed, moved.kept)
        try:
            return Salvage(ReportSpec.model_validate(rest), moved, frozenset(touched))
        except ValidationError as again:
            problem = again
    return None


def _entry(path: SpecPath) -> SpecPath:
    """The entry of a list of the spec that `path` lies in; a block rather than its section."""
    for index in range(len(path), 1, -1):
        if path[index - 2] in _ENTRIES and isinstance(path[index - 1], int) and index in (2, 4):
            return path[:index]
    return path[:2]


def _without(
    value: Any, path: SpecPath, removed: set[SpecPath], kept: dict[SpecPath, tuple[int, ...]]
) -> Any:
    if isinstance(value, dict):
        rest = {
            key: _without(item, (*path, key), removed, kept)
            for key, item in value.items()
            if (*path, key) not in removed
        }
        for gone in removed:
            if gone[:-1] == path and gone in _STAND_INS:
                rest[str(gone[-1])] = _STAND_INS[gone]
        return rest
    if isinstance(value, tuple):
        left = tuple(index for index in range(len(value)) if (*path, index) not in removed)
        if len(left) < len(value):
            kept[path] = left
        return tuple(_without(value[index], (*path, index), removed, kept) for index in left)
    return value
