"""YAML events to plain values and marks: the one place that walks the parser.

Values are text, int, Decimal, bool, None, tuples and dicts with text keys. What other loaders let pass
is found here: keys written twice, tags, aliases that blow up, depth, several documents in a file.
`yaml`'s own loaders are not used: they keep no places, let the last of two equal keys win and read YAML
1.1 (`no` would be False).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from reportgen.core.diagnostics import Diagnostic, Message, Severity, error
from reportgen.spec.places import Marks, SourcePlaces, SourceText
from reportgen.spec.scalars import close_folds, resolve
from reportgen.spec.written import Kind, counts_at_line_ends

MAX_DEPTH = 40  # our schema nests ten deep
MAX_ALIASES = 1000
MAX_EXPANSION = 4_000_000  # characters that aliases may add; a bomb of nine levels would add billions

_STYLES = {
    None: Kind.PLAIN,
    "": Kind.PLAIN,
    "'": Kind.SINGLE,
    '"': Kind.DOUBLE,
    "|": Kind.LITERAL,
    ">": Kind.FOLDED,
}
_TEXT_TAGS = ("tag:yaml.org,2002:str", "!")
_MAP_TAGS = ("tag:yaml.org,2002:map", "!")
_SEQ_TAGS = ("tag:yaml.org,2002:seq", "!")
_NODE_COST = 16  # of a node in characters, beside its text


class _Missing:
    """No key is waiting for its value, or the value is not to be kept."""


_NO_KEY = _Missing()
_DROPPED = _Missing()


class Halt(Exception):  # noqa: N818 - it stops the reading; the fault is not the program's
    """The file cannot be read further, for a reason that is already in words."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(slots=True)
class Scanned:
    """One document: its value, its marks, and what was wrong without stopping the reading."""

    value: Any = None
    marks: Marks = field(default_factory=Marks)
    findings: list[Diagnostic] = field(default_factory=list)
    faulty_lines: set[int] = field(default_factory=set)  # from 0; later findings there would only repeat


def events(text: str) -> Iterator[Any]:
    """The parser's events; the C parser's if there is one (eight times faster)."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:
        parser: Any = yaml.BaseLoader(text)
    else:
        parser = CParser(text)
    return iter(parser.get_event, None)


def scan(source: SourceText) -> Scanned:
    """Read one YAML document.

    Raises `Halt` for what stops the reading with words of our own, `yaml.YAMLError` for broken syntax.
    """
    return _Scanner(source).run()


class _Scanner:
    """The state of one reading. One instance, one call of `run`."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.out = Scanned()
        self.anchors: dict[str, tuple[int, Any, int]] = {}  # name -> node, value, cost with aliases expanded
        self.open_anchors: set[str] = set()
        self.unused: dict[str, int] = {}  # anchor -> where, until an alias asks for it
        self.alias_count = 0
        self.expansion = 0

    def run(self) -> Scanned:
        marks = self.out.marks
        stack: list[tuple[Any, Any, int, str | None, int]] = []  # container, waiting key, node, anchor, cost
        container: Any = None
        key: Any = _NO_KEY
        node = -1
        anchor: str | None = None
        cost = 0
        is_mapping = False
        documents = 0
        for event in events(self.source.text):
            kind = type(event)
            if kind is ScalarEvent:
                start, end = event.start_mark.index, event.end_mark.index
                here = marks.add(start, end, _STYLES[event.style])
                text = event.value
                spent = _NODE_COST + len(text)
                if is_mapping and key is _NO_KEY:
                    key = self._key(container, node, here, text)
                    cost += spent
                    continue
                value = self._scalar(event, text, start, end)
                if event.anchor:
                    self.anchors[event.anchor] = (here, value, spent)
                    self.unused[event.anchor] = start
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if is_mapping and key is _NO_KEY:
                    raise Halt(self._complex_key(event.start_mark.index, event.end_mark.index))
                self._check_tag(event, _MAP_TAGS if kind is MappingStartEvent else _SEQ_TAGS)
                stack.append((container, key, node, anchor, cost))
                if len(stack) > MAX_DEPTH:
                    raise Halt(self._too_deep(event.start_mark.index))
                is_mapping = kind is MappingStartEvent
                container = {} if is_mapping else []
                key = _NO_KEY
                anchor = event.anchor
                cost = _NODE_COST
                if anchor:
                    self.open_anchors.add(anchor)
                    self.unused[anchor] = event.start_mark.index
                node = marks.add(
                    event.start_mark.index,
                    event.end_mark.index,
                    Kind.MAPPING if is_mapping else Kind.SEQUENCE,
                )
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = container if is_mapping else tuple(container)
                marks.after[node] = len(marks.kinds)
                marks.ends[node] = max(event.end_mark.index, marks.starts[node])
                spent = cost
                if anchor:
                    self.open_anchors.discard(anchor)
                    self.anchors[anchor] = (node, value, spent)
                container, key, node, anchor, cost = stack.pop()
                is_mapping = type(container) is dict
            elif kind is AliasEvent:
                start, end = event.start_mark.index, event.end_mark.index
                here = marks.add(start, end, Kind.ALIAS)
                if is_mapping and key is _NO_KEY:
                    raise Halt(self._complex_key(start, end))
                value, spent = self._alias(event.anchor, here, start, end)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise Halt(self._second_document(event.start_mark.index))
                continue
            else:
                continue
            cost += spent
            if container is None:
                self.out.value = value
            elif is_mapping:
                if key is not _DROPPED:
                    container[key] = value
                key = _NO_KEY
            else:
                container.append(value)
        self._report_unused()
        return self.out

    # -- parts

    def _key(self, container: dict[str, Any], node: int, here: int, text: str) -> Any:
        marks = self.out.marks
        if self.source.text[marks.starts[here] : marks.ends[here]] != text:
            marks.names[here] = text
        if text not in container:
            return sys.intern(text)
        places = SourcePlaces(self.source, marks)
        first = node + 1
        while places.name_of(first) != text:
            first = marks.after[marks.after[first]]
        span = places.node_span(here)
        before = places.node_span(first)
        self.out.findings.append(
            Diagnostic(
                Severity.ERROR,
                "spec.duplicate-key",
                Message(
                    f"“{text}”写了两次：第 {before.line} 行和第 {span.line} 行",
                    f'"{text}" is written twice: in line {before.line} and in line {span.line}',
                ),
                span,
                (
                    Message(
                        "删去其中一处；若是另一项，前面要加“- ”",
                        'remove one of them; a further item begins with "- "',
                    ),
                ),
                (before,),
            )
        )
        return _DROPPED

    def _scalar(self, event: ScalarEvent, text: str, start: int, end: int) -> Any:
        tag = event.tag
        if tag is not None:
            self._check_tag(event, _TEXT_TAGS)
        elif event.implicit[0]:
            value = resolve(text)
            if type(value) is not str:
                return value
        if event.style != "|" and " " in text:
            source = self.source.text
            if source.find("\n", start, end) >= 0:
                return close_folds(
                    text, lambda: counts_at_line_ends(source, start, end, _STYLES[event.style])
                )
        return text

    def _alias(self, name: str, here: int, start: int, end: int) -> tuple[Any, int]:
        span = self.source.span(start, end)
        if name in self.open_anchors:
            raise Halt(
                error(
                    "spec.yaml-alias",
                    span,
                    zh=f"*{name} 引用了它自己所在的一项",
                    en=f"*{name} refers to what it is part of",
                )
            )
        if name not in self.anchors:
            self.out.findings.append(
                error(
                    "spec.yaml-quote",
                    span,
                    zh=f"值以 * 开头，被当成对 &{name} 的引用，而文件里没有 &{name}",
                    en=f"a value that begins with * refers to an anchor, and there is no &{name}",
                    hints=(quote_hint(self.source.line(span.line - 1)[span.column - 1 :]),),
                )
            )
            self.out.faulty_lines.add(span.line - 1)
            return None, _NODE_COST
        target, value, cost = self.anchors[name]
        self.unused.pop(name, None)
        self.out.marks.targets[here] = target
        self.alias_count += 1
        self.expansion += cost
        if self.alias_count > MAX_ALIASES or self.expansion > MAX_EXPANSION:
            raise Halt(
                error(
                    "spec.yaml-alias",
                    span,
                    zh="别名（*）太多或层层相套，展开后过大",
                    en="too many aliases (*), or aliases of aliases that grow too large",
                    hints=(Message("把重复的内容直接写出来", "write the repeated content out"),),
                )
            )
        return value, cost

    def _report_unused(self) -> None:
        """Anchors that nothing refers to are text that was meant to be read: `&R` in `title: &R 研发`."""
        for name, start in self.unused.items():
            place = self.source.text.find(f"&{name}", start)
            span = self.source.span(place, place + len(name) + 1)
            self.out.findings.append(
                Diagnostic(
                    Severity.WARNING,
                    "spec.yaml-quote",
                    Message(
                        f"&{name} 被当成锚点，不会印出来；文件里没有 *{name} 引用它",
                        f"&{name} is read as an anchor and will not be printed; no *{name} refers to it",
                    ),
                    span,
                    (quote_hint(self.source.line(span.line - 1)[span.column - 1 :]),),
                )
            )

    def _check_tag(self, event: Any, allowed: tuple[str, ...]) -> None:
        if event.tag is None or event.tag in allowed:
            return
        start = event.start_mark.index
        written = self.source.text[start : self.source.text.find("\n", start) + 1 or None]
        first = written.find("!")
        word = written[max(first, 0) :].split(maxsplit=1)[0]
        span = self.source.span(start + max(first, 0), start + max(first, 0) + len(word))
        self.out.findings.append(
            error(
                "spec.yaml-tag",
                span,
                zh=f"不能使用标签 {word}",
                en=f"the tag {word} is not allowed",
                hints=(
                    Message(
                        "如果 ! 是文字的一部分，请给整个值加引号",
                        "if the ! is part of the text, put the value in quotes",
                    ),
                ),
            )
        )
        self.out.faulty_lines.add(span.line - 1)

    def _complex_key(self, start: int, end: int) -> Diagnostic:
        span = self.source.span(start, end)
        rest = self.source.line(span.line - 1)
        braces = rest.find("{{")
        if braces >= 0:
            return error(
                "spec.yaml-quote",
                self.source.at(span.line - 1, braces, 2),
                zh="值以 {{ 开头，被当成 YAML 的括号",
                en="a value that begins with {{ is read as YAML's own braces",
                hints=(quote_hint(item_at(rest, braces)),),
            )
        return error(
            "spec.yaml-syntax",
            span,
            zh="冒号前面只能是一个词，不能是列表、括号或引用",
            en="a key must be a word, not a list, a mapping or an alias",
        )

    def _too_deep(self, start: int) -> Diagnostic:
        return error(
            "spec.yaml-depth",
            self.source.span(start, start + 1),
            zh=f"层次太深，超过 {MAX_DEPTH} 层",
            en=f"nested deeper than {MAX_DEPTH} levels",
        )

    def _second_document(self, start: int) -> Diagnostic:
        return error(
            "spec.yaml-documents",
            self.source.span(start, start + 3),
            zh="一个文件里只能有一份内容，这里的 --- 开始了第二份",
            en="a file holds one document; here --- begins a second one",
            hints=(Message("删去这一行 ---", "remove this line ---"),),
        )


_ITEM = re.compile(r"(?:\{\{.*?\}\}|[^,\]])+")  # up to the comma or bracket that ends it


def item_at(line: str, place: int) -> str:
    """The value that begins at `place`: the rest of the line, or one item of several in brackets."""
    match = _ITEM.match(line, place) if line[:place].rstrip().endswith(("[", ",")) else None
    return match[0] if match else line[place:]


def quote_hint(value: str) -> Message:
    """Advice to put `value` (the rest of a line) in quotes, shown ready to copy."""
    value = value.rstrip()
    shown = value if len(value) <= 40 else value[:40] + "…"
    quote = "'" if '"' in shown or "\\" in shown else '"'
    if quote == "'" and "'" in shown:
        return Message(
            "给整个值加引号，或写成 | 后另起一行", "put the whole value in quotes, or write | and a new line"
        )
    return Message(
        f"给整个值加引号：{quote}{shown}{quote}", f"put the whole value in quotes: {quote}{shown}{quote}"
    )
