"""Page numbers that texts name: known when the pages are, and put into the texts before they are set anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reportgen.content.blocks import Document
from reportgen.core.diagnostics import Diagnostic, note, warning
from reportgen.core.paged import NodeId
from reportgen.core.text import Mark, MarkKind, RichText
from reportgen.layout.book import Book

NO_PAGE = "—"  # for what is not in this file
ROUNDS = 5  # of making all pages anew; a number that grows by a digit may push what it names to the next page

Made = tuple[Book, list[Diagnostic]]


def settled(document: Document, made: Callable[[Document], Made]) -> Made:
    """The pages whose numbers are those that their texts name, and what was found while they were made."""
    numbers: dict[NodeId, str] = {}
    nodes = named_nodes(document)
    for _ in range(ROUNDS):
        book, found = made(with_page_numbers(document, numbers) if numbers else document)
        before, numbers = numbers, {node: _number_of(book, node) for node in nodes}
        if numbers == before:
            return book, [*found, *_absent(numbers)]
    told = note(
        "layout.page-numbers",
        None,
        zh="文中写明的页码改了几遍还定不下来，可能差一页",
        en="page numbers in the text did not settle and may be off by one",
    )
    return book, [*found, *_absent(numbers), told]


def _number_of(book: Book, node: NodeId) -> str:
    place = book.destinations.get(node)
    return book.pages[place.page].label if place else NO_PAGE


def _absent(numbers: Mapping[NodeId, str]) -> list[Diagnostic]:
    return [
        warning(
            "layout.no-page",
            None,
            zh="文中要写页码的内容没有印出来，页码印作“—”",
            en="a page is named whose content is not in this file; a dash is printed",
            path=node,
        )
        for node, number in sorted(numbers.items())
        if number == NO_PAGE
    ]


def named_nodes(document: Document) -> frozenset[NodeId]:
    """The nodes whose page a text names."""
    found: set[NodeId] = set()

    def look(text: RichText) -> RichText:
        found.update(NodeId(mark.value) for mark in text.marks if mark.kind is MarkKind.PAGE)
        return text

    _mapped(document.sections, look)
    _mapped(document.colophon, look)
    return frozenset(found)


def with_page_numbers(document: Document, numbers: Mapping[NodeId, str]) -> Document:
    """`document` with these numbers where its texts name pages."""

    def put(text: RichText) -> RichText:
        return _numbered(text, numbers)

    return replace(
        document, sections=_mapped(document.sections, put), colophon=_mapped(document.colophon, put)
    )


def _mapped(value: Any, change: Callable[[RichText], RichText]) -> Any:
    """`value` with every rich text in it changed; the same object where nothing is."""
    if isinstance(value, RichText):
        return change(value)
    if isinstance(value, tuple):
        items = [_mapped(item, change) for item in value]
        return value if all(new is old for new, old in zip(items, value, strict=True)) else tuple(items)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for each in fields(value):
            old = getattr(value, each.name)
            new = _mapped(old, change)
            if new is not old:
                changed[each.name] = new
        return replace(value, **changed) if changed else value
    return value


def _numbered(text: RichText, numbers: Mapping[NodeId, str]) -> RichText:
    places = [mark for mark in text.marks if mark.kind is MarkKind.PAGE]
    if not places:
        return text
    words: list[str] = []
    ends: list[tuple[int, int]] = []  # end of a place before, and how much longer all is up to there
    last = longer = 0
    for mark in places:
        number = numbers.get(NodeId(mark.value), NO_PAGE)
        words += (text.text[last : mark.start], number)
        longer += len(number) - (mark.end - mark.start)
        ends.append((mark.end, longer))
        last = mark.end
    words.append(text.text[last:])

    def moved(offset: int) -> int:
        return offset + next((by for end, by in reversed(ends) if end <= offset), 0)

    marks = tuple(Mark(moved(m.start), moved(m.end), m.kind, m.value) for m in text.marks)
    return RichText("".join(words), marks, text.origin)
