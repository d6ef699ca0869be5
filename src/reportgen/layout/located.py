"""Where on paper the composer's findings are: page and node of the very glyphs they are about.

A paragraph may be set and not printed: a trial of the page builder, the head of a table part that was filled
twice. Only what stands on a page is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.core.diagnostics import Diagnostic
from reportgen.core.paged import DrawItem, GroupItem, Page, Tag, TextItem
from reportgen.layout.setting import Noted


def located(noted: Iterable[Noted], pages: Iterable[Page]) -> list[Diagnostic]:
    """The findings whose text is on `pages`, with folio and path; those without text as they are."""
    found: list[Diagnostic] = []
    wanted: defaultdict[int, list[Diagnostic]] = defaultdict(list)
    for note in noted:
        if note.run is None:
            found.append(note.finding)
        else:
            wanted[id(note.run)].append(note.finding)
    if not wanted:
        return found
    for page in pages:
        for item, tag in text_items(page.items):
            for finding in wanted.pop(id(item.run), ()):
                found.append(replace(finding, page=page.label, path=tag.node or ""))
    return found


def text_items(items: Iterable[DrawItem], tag: Tag | None = None) -> Iterator[tuple[TextItem, Tag]]:
    """All text, in groups too, with its tag: what has none of its own takes the group's."""
    for item in items:
        own = item.tag if tag is None or item.tag.node or item.tag.artifact else tag
        if isinstance(item, TextItem):
            yield item, own
        elif isinstance(item, GroupItem):
            yield from text_items(item.items, own)
