"""Bookmarks, and the places that they and links go to (ISO 32000-1, 12.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reportgen.preflight.access import (
    Key,
    array,
    data,
    entries,
    get,
    has,
    is_dictionary,
    key,
    name,
    name_tree,
    text,
)

MAX_BOOKMARKS = 500_000


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One item of the outline."""

    value: object
    title: str


class Outline:
    """The bookmarks in order. `loops` are numbers of items that are met twice."""

    def __init__(self, root: object) -> None:
        self.bookmarks: list[Bookmark] = []
        self.loops: list[int] = []
        seen: set[Key] = set()
        pending = [get(root, "Outlines", "First")]
        while pending and len(self.bookmarks) < MAX_BOOKMARKS:
            item = pending.pop()
            if not is_dictionary(item):
                continue
            at = key(item)
            if at in seen:
                self.loops.append(at[0])
                continue
            if at != (0, 0):
                seen.add(at)
            self.bookmarks.append(Bookmark(item, text(get(item, "Title")) or ""))
            pending += [get(item, "Next"), get(item, "First")]


class Destinations:
    """Where a destination leads, by the pages and the named destinations of a file."""

    def __init__(self, root: object, pages: frozenset[Key]) -> None:
        self._root = root
        self._pages = pages

    @cached_property
    def _named(self) -> dict[bytes, object]:
        found: dict[bytes, object] = {}
        for spelled, value in entries(get(self._root, "Dests")):
            found[spelled.encode("utf-8", "surrogateescape")] = value
        found.update(name_tree(get(self._root, "Names", "Dests")))
        return found

    def problem(self, value: object) -> str:
        """What a destination lacks: `name` (there is none of this name), `page` (it is none of this file's).

        Empty: it leads somewhere.
        """
        spelled = data(value)
        if spelled is None and name(value):
            spelled = name(value).encode("utf-8", "surrogateescape")
        if spelled is not None:
            if spelled not in self._named:
                return "name"
            value = self._named[spelled]
        if is_dictionary(value):
            value = get(value, "D")
        items = array(value)
        if not items:
            return "page"
        return "" if key(items[0]) in self._pages else "page"


def goal(holder: object) -> object:
    """The destination inside this file of a link, a bookmark or an opening action; None: it has none."""
    if has(holder, "Dest"):
        return get(holder, "Dest")
    action = get(holder, "A")
    return get(action, "D") if name(get(action, "S")) == "GoTo" else None
