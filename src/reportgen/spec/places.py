"""Where every key and value of a YAML file stands: marks in flat arrays, spans made when someone asks.

A node is a number, given in the order of the file. Four entries a node (start, end, the node after its
last descendant, its kind) are all that is kept while reading; the children of a container are listed at
the first question.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Protocol

from reportgen.core.diagnostics import Span
from reportgen.core.places import Places, SpecPath
from reportgen.spec.written import BLANKS, Kind, solid, solid_count


class SourceText:
    """A file's text (line ends already `\\n`) and the way from an index to a line and column."""

    __slots__ = ("_starts", "file", "text")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """The index at which each line begins."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return self._starts

    def line_of(self, index: int) -> int:
        """The line of `index`, counted from 0."""
        return bisect_right(self.starts, index) - 1

    def line(self, number: int) -> str:
        """Line `number`, counted from 0, without its end; empty beyond the file."""
        if not 0 <= number < len(self.starts):
            return ""
        start = self.starts[number]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]`, cut at the end of its first line, at least one character long."""
        number = self.line_of(start)
        begin = self.starts[number]
        stop = self.text.find("\n", start)
        stop = min(end, len(self.text) if stop < 0 else stop)
        length = len(self.text[start:stop].rstrip(" \t"))
        return Span(self.file, number + 1, start - begin + 1, max(length, 1))

    def at(self, line: int, column: int, length: int = 1) -> Span:
        """The span at a line and column counted from 0."""
        return Span(self.file, line + 1, column + 1, max(length, 1))


@dataclass(slots=True)
class Marks:
    """The nodes of one document, as arrays indexed by node."""

    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    after: array[int] = field(default_factory=lambda: array("I"))  # the first node that is no descendant
    kinds: bytearray = field(default_factory=bytearray)
    targets: dict[int, int] = field(default_factory=dict)  # alias -> the node with the anchor
    names: dict[int, str] = field(default_factory=dict)  # keys that are not written as they read

    def add(self, start: int, end: int, kind: int) -> int:
        """A new node, so far without descendants; its number."""
        node = len(self.kinds)
        self.starts.append(start)
        self.ends.append(end)
        self.after.append(node + 1)
        self.kinds.append(kind)
        return node


class WrittenPlaces(Places, Protocol):
    """Places whose text can be looked at again."""

    def line(self, span: Span) -> str:
        """The text of the first line of `span`."""
        ...


class SourcePlaces:
    """`core.places.Places` over a file and its marks."""

    def __init__(self, source: SourceText, marks: Marks, root: object = None) -> None:
        self.source = source
        self._marks = marks
        self._root = root
        self._children: dict[int, dict[str, tuple[int, int]] | tuple[int, ...]] = {}

    def value(self, path: SpecPath) -> Span:
        """The span of the value at `path`, its first line if there are several."""
        _, node, _ = self._find(path)
        return self._span(node)

    def key(self, path: SpecPath) -> Span:
        """The span of the key that leads to `path`; for an item of a list that of the item."""
        key, node, found = self._find(path)
        return self._span(key if found and key is not None else node)

    def inside(self, path: SpecPath, offset: int, length: int = 1) -> Span:
        """The span of `length` characters from `offset` of the text at `path`, cut at the end of the line.

        The text may have lost or gained blanks on its way (folds, indentation, trimmed ends): places
        are found by the characters between the blanks, so every other character is found exactly in
        every style of scalar.
        """
        _, node, found = self._find(path)
        node = self._marks.targets.get(node, node)
        kind = self._marks.kinds[node] if len(self._marks.kinds) else Kind.MAPPING
        value = self._value_at(path) if found else None
        if kind >= Kind.MAPPING or not isinstance(value, str):
            return self.value(path)
        offset = max(0, min(offset, len(value)))
        start, end = self._locate(node, value, offset)
        if length > 1:
            end = max(end, self._locate(node, value, max(min(offset + length, len(value)) - 1, offset))[1])
        return self.source.span(start, end)

    def line(self, span: Span) -> str:
        """The text of the first line of `span`."""
        return self.source.line(span.line - 1)

    def lines(self, path: SpecPath) -> range:
        """The lines, counted from 1, that the value at `path` takes."""
        _, node, _ = self._find(path)
        if node >= len(self._marks.kinds):
            return range(0)
        start = self._marks.starts[node]
        # a block ends for the parser where the next thing begins, on a later line
        written = self.source.text[start : self._marks.ends[node]].rstrip()
        last = start + max(len(written) - 1, 0)
        return range(self.source.line_of(start) + 1, self.source.line_of(last) + 2)

    @property
    def marks(self) -> Marks:
        """The nodes of the file."""
        return self._marks

    # -- finding nodes

    def _find(self, path: SpecPath) -> tuple[int | None, int, bool]:
        """The key's node and the value's node at `path`, and whether all of the path exists."""
        key: int | None = None
        node = 0
        for step in path:
            inner = self._marks.targets.get(node, node)
            children = self._listed(inner)
            if isinstance(children, dict):
                pair = children.get(step) if isinstance(step, str) else None
                if pair is None:
                    return key, node, False
                key, node = pair
            elif isinstance(step, int) and 0 <= step < len(children):
                key, node = None, children[step]
            else:
                return key, node, False
        return key, node, True

    def _listed(self, node: int) -> dict[str, tuple[int, int]] | tuple[int, ...]:
        known = self._children.get(node)
        if known is None:
            known = self._children[node] = self._list(node)
        return known

    def _list(self, node: int) -> dict[str, tuple[int, int]] | tuple[int, ...]:
        marks = self._marks
        if node >= len(marks.kinds) or marks.kinds[node] not in (Kind.MAPPING, Kind.SEQUENCE):
            return ()
        stop = marks.after[node]
        child = node + 1
        if marks.kinds[node] == Kind.SEQUENCE:
            items = []
            while child < stop:
                items.append(child)
                child = marks.after[child]
            return tuple(items)
        pairs: dict[str, tuple[int, int]] = {}
        while child < stop:
            value = marks.after[child]
            pairs.setdefault(
                self.name_of(child), (child, value)
            )  # of a key written twice the first one counts
            child = marks.after[value]
        return pairs

    def name_of(self, key: int) -> str:
        """The text of a key."""
        known = self._marks.names.get(key)
        return self.source.text[self._marks.starts[key] : self._marks.ends[key]] if known is None else known

    def node_span(self, node: int) -> Span:
        """The span of a node by its number."""
        return self._span(node)

    def scalar_at(self, index: int) -> bool:
        """Whether a key or value covers the character at `index` of the file."""
        marks = self._marks
        node = bisect_right(marks.starts, index) - 1
        while node >= 0 and marks.kinds[node] >= Kind.MAPPING:
            node -= 1
        return node >= 0 and index < marks.ends[node]

    def _span(self, node: int) -> Span:
        if node >= len(self._marks.kinds):
            return self.source.span(0, 0)
        return self.source.span(self._marks.starts[node], self._marks.ends[node])

    # -- finding characters

    def _value_at(self, path: SpecPath) -> object:
        value = self._root
        for step in path:
            value = value[step]  # type: ignore[index]
        return value

    def _locate(self, node: int, value: str, offset: int) -> tuple[int, int]:
        """Start and end in the file of the character at `offset` of `value`."""
        marks, text = self._marks, self.source.text
        where = (marks.starts[node], marks.ends[node], marks.kinds[node])
        before = value[:offset]
        seen = solid_count(before)
        if offset < len(value) and value[offset] not in BLANKS:
            return solid(text, *where, seen)
        if seen:  # a blank: as far behind the last solid character as in the value
            index = solid(text, *where, seen - 1)[1] + len(before) - len(before.rstrip(BLANKS))
        else:
            rest = value[offset:]
            index = max(where[0], solid(text, *where, 0)[0] - len(rest) + len(rest.lstrip(BLANKS)))
        return index, index + 1
