"""The ids that a file declares, faulty entries included, so that a reference to one is not called unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportgen.core.places import SpecPath
from reportgen.spec.schema import ReportSpec


@dataclass(frozen=True, slots=True)
class Declared:
    """Ids by what they name, in the order of the file; not complete if the name of a list may be misspelt."""

    metrics: tuple[str, ...]
    honours: tuple[str, ...]
    photos: tuple[str, ...]
    sources: tuple[str, ...]
    sections: tuple[str, ...]
    is_complete: bool = True


def declared(value: Any) -> Declared:
    """The ids in the plain value of a file."""
    names: dict[str, list[str]] = {}
    for kind, _, name in declarations(value):
        names.setdefault(kind, []).append(name)
    top = value if isinstance(value, dict) else {}
    return Declared(
        metrics=tuple(names.get("metric", ())),
        honours=tuple(names.get("honour", ())),
        photos=tuple(names.get("photo", ())),
        sources=tuple(names.get("source", ())),
        sections=tuple(names.get("section", ())),
        is_complete=all(key in ReportSpec.model_fields for key in top),
    )


_LISTS = {
    "metrics": "metric",
    "honours": "honour",
    "photos": "photo",
    "sources": "source",
    "sections": "section",
}


def declarations(value: Any) -> Iterator[tuple[str, SpecPath, str]]:
    """Every id in the plain value of a file: of what kind of thing, the path of the thing, the id."""
    if not isinstance(value, dict):
        return
    for key, kind in _LISTS.items():
        yield from _named(kind, (key,), value.get(key))
    for number, section in _entries(value.get("sections")):
        path: SpecPath = ("sections", number, "blocks")
        yield from _named("block", path, section.get("blocks"))
        for index, block in _entries(section.get("blocks")):
            photo = block.get("photo")
            if isinstance(photo, dict) and isinstance(photo.get("id"), str | int):
                yield "photo", (*path, index, "photo"), str(photo["id"])
            yield from _named("photo", (*path, index, "photo_grid"), block.get("photo_grid"))


def _named(kind: str, path: SpecPath, items: Any) -> Iterator[tuple[str, SpecPath, str]]:
    for index, item in _entries(items):
        name = item.get("id")
        if isinstance(name, str | int):
            yield kind, (*path, index), str(name)


def _entries(items: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    if isinstance(items, tuple | list):
        yield from ((index, item) for index, item in enumerate(items) if isinstance(item, dict))
