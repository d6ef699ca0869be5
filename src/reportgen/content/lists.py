"""Lists: markers given out, lists inside items, and a hint where the items of one sentence end unevenly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.content.blocks import ItemList, Place
from reportgen.content.items import INNER, ListItem, Marker
from reportgen.content.scope import Scope
from reportgen.core.diagnostics import Message, note
from reportgen.core.paged import NodeId
from reportgen.core.places import SpecPath
from reportgen.core.theme import Turnover
from reportgen.spec.schema import ListBlock, ListEntry

_PARTS = "；;"  # end the items of a sentence but the last
_STOPS = "。！？.!?…"


def item_list(scope: Scope, block: ListBlock, path: SpecPath, node: NodeId) -> ItemList:
    """The list at `path`."""
    marker = marker_of(block)
    items = tuple(_items(scope, block, marker, path))
    _check_ends(scope, block.list, items, (*path, "list"))
    turnover = Turnover(block.turnover) if block.turnover else None
    return ItemList(node, block.title, items, Place(block.place), turnover)


def marker_of(block: ListBlock) -> Marker | None:
    """The markers of a list: as it says, else 1. or bullets; in the side column none unless it says so."""
    if block.markers is not None:
        return Marker(block.markers)
    if block.ordered:
        return Marker.DECIMAL
    return None if block.place == "side" else Marker.BULLET


def inner_marker(entry: ListEntry, outer: Marker | None) -> Marker:
    """The markers of a list inside an item: as it says, else those that follow the outer ones."""
    return Marker(entry.markers) if entry.markers else INNER[outer or Marker.BULLET]


def _items(scope: Scope, block: ListBlock, marker: Marker | None, path: SpecPath) -> Iterator[ListItem]:
    for index, given in enumerate(block.list):
        here = (*path, "list", index)
        label = marker.text(block.start + index, scope.language) if marker else ""
        if isinstance(given, str):
            yield ListItem(label, scope.line(given, here))
            continue
        inner = inner_marker(given, marker)
        items = tuple(
            ListItem(inner.text(given.start + n, scope.language), scope.line(text, (*here, "list", n)))
            for n, text in enumerate(given.list)
        )
        _check_ends(scope, given.list, items, (*here, "list"))
        yield ListItem(label, scope.line(given.text, (*here, "text")), items)


def _check_ends(
    scope: Scope, given: Sequence[str | ListEntry], items: Sequence[ListItem], path: SpecPath
) -> None:
    """Items of one sentence end with ； and the last with 。: a hint where most do (rule book 14)."""
    ends = [item.text.text[-1:] for item in items]
    # an item that leads on to a list of its own ends with ：
    looked_at = [index for index, item in enumerate(items) if ends[index] and not item.items]
    last = len(items) - 1
    parts = [index for index in looked_at if index < last]
    odd = [index for index in parts if ends[index] not in _PARTS]
    if 2 * len(odd) >= len(parts):
        return
    if last in looked_at and ends[last] not in _STOPS:
        odd.append(last)
    for index in odd:
        text = given[index]
        assert isinstance(text, str), "an item with a list inside is not looked at"
        want = ("；", ";") if index < last else ("。", "a full stop")
        scope.findings.append(
            note(
                "content.list-ends",
                scope.places.inside((*path, index), len(text.rstrip()) - 1),
                zh=f"各项合成一句话，多数以“；”结尾，这一项却以“{ends[index]}”结尾",
                en=f'most items of this list end with a semicolon; this one ends with "{ends[index]}"',
                hints=(Message(f"以“{want[0]}”结尾", f"end it with {want[1]}"),),
            )
        )
