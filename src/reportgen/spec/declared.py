"""The ids that a file declares, faulty entries included, so that a reference to one is not called unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportgen.spec.schema import ReportSpec


@dataclass(frozen=True, slots=True)
class Declared:
    """Ids by what they name, in the order of the file. `is_complete` is false if a whole list may be misspelt."""

    metrics: tuple[str, ...]
    honours: tuple[str, ...]
    photos: tuple[str, ...]
    sources: tuple[str, ...]
    sections: tuple[str, ...]
    is_complete: bool = True


def declared(value: Any) -> Declared:
    """The ids in the plain value of a file."""
    top = value if isinstance(value, dict) else {}
    return Declared(
        metrics=tuple(_ids(top.get("metrics"))),
        honours=tuple(_ids(top.get("honours"))),
        photos=(*_ids(top.get("photos")), *_inline_photos(top.get("sections"))),
        sources=tuple(_ids(top.get("sources"))),
        sections=tuple(_ids(top.get("sections"))),
        is_complete=all(key in ReportSpec.model_fields for key in top),
    )


def _entries(items: Any) -> Iterator[dict[str, Any]]:
    if isinstance(items, tuple):
        yield from (item for item in items if isinstance(item, dict))


def _ids(items: Any) -> Iterator[str]:
    for item in _entries(items):
        name = item.get("id")
        if isinstance(name, str | int):
            yield str(name)


def _inline_photos(sections: Any) -> Iterator[str]:
    for section in _entries(sections):
        for block in _entries(section.get("blocks")):
            yield from _ids((block.get("photo"),))
            yield from _ids(block.get("photo_grid"))
