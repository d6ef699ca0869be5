"""Broken YAML in words for people who never heard of YAML, and patches to step over a mistake.

The parser says where it gave up; what was meant has to be read from the lines around. The usual
mistakes of Chinese editors come first (full-width colon, tab, a value that begins with a special
character), then YAML's own categories. Messages of PyYAML are only used to tell the cases apart; the C
parser and the pure one word them differently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from reportgen.core.diagnostics import Diagnostic, Message, Severity, Span, error
from reportgen.spec.places import SourceText
from reportgen.spec.scan import item_at, quote_hint

_KEY = r"^(?P<lead>[ \t\u00a0\u3000]*(?:- +)*)"
_FULL_WIDTH_COLON = re.compile(_KEY + r"(?P<key>[^\s:：#'\"\[{]{1,40})\s*(?P<colon>：)")
_NO_SPACE = re.compile(_KEY + r"(?P<key>[A-Za-z_][\w-]*)(?P<colon>:)(?=[^\s/])")
_SPECIAL = re.compile(_KEY + r"(?:[^\s:#'\"\[{]+: +)?(?P<value>[%@`*&!|>\[{\"'].*)$")
_PLAIN_VALUE = re.compile(_KEY + r"[^\s:#'\"\[{]+: +(?P<value>[^\s'\"\[{|>].*?: .*|[^\s'\"\[{|>].*:)$")


_LOOK_BACK = 200  # lines; a paragraph may have lost the | above it


@dataclass(frozen=True, slots=True)
class Patch:
    """Text to put at index `start`, on `line` (from 0), over as many characters, to go on reading."""

    start: int
    text: str
    line: int


def explain(problem: yaml.YAMLError, source: SourceText) -> tuple[Diagnostic, Patch | None]:
    """What is wrong, in our words, and how to step over it if that can be told."""
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    if mark is None:
        return error(
            "spec.yaml-syntax", source.span(0, 1), zh="这里的写法不合 YAML", en="this is not valid YAML"
        ), None
    context = getattr(problem, "context_mark", None)
    words = f"{getattr(problem, 'context', None) or ''} / {getattr(problem, 'problem', None) or ''}"
    return _Case(source, mark, context, words).explain()


class _Case:
    """One syntax error with its surroundings. Lines and columns count from 0."""

    def __init__(self, source: SourceText, mark: yaml.Mark, context: yaml.Mark | None, words: str) -> None:
        self.source = source
        self.line, self.column = mark.line, mark.column
        self.context = context
        self.words = words
        before = self.line - 1
        while before >= 0 and not source.line(before).strip():
            before -= 1
        self.before = before
        self.begin = self._begin()
        lines = (context.line if context else -1, before, self.line, self.begin)
        self.nearby = [line for line in dict.fromkeys(lines) if line >= 0]

    def _begin(self) -> int:
        """The line on which the text begins that goes on to the problem: the last one not indented deeper."""
        indent = _indent(self.source.line(self.line))
        for line in range(self.line - 1, max(self.line - _LOOK_BACK, -1), -1):
            text = self.source.line(line)
            if text.strip() and _indent(text) <= indent:
                return line
        return -1

    def explain(self) -> tuple[Diagnostic, Patch | None]:
        attempts = (
            self._tab,
            self._colon,
            self._special_start,
            self._any_without_space,
            self._second_colon,
            self._no_colon,
        )
        for attempt in attempts:
            if found := attempt():
                return found
        return self._by_category(), None

    # -- what editors do wrong

    def _tab(self) -> tuple[Diagnostic, Patch | None] | None:
        text = self.source.line(self.line)
        indent = text[: len(text) - len(text.lstrip(" \t"))]
        if "\t" not in indent:
            return None
        others = [
            self.source.at(number, line.index("\t"))
            for number, line in enumerate(self.source.text.split("\n"))
            if number != self.line and "\t" in line[: len(line) - len(line.lstrip(" \t"))]
        ]
        finding = Diagnostic(
            Severity.ERROR,
            "spec.yaml-tab",
            Message("缩进用了制表符（Tab）", "a tab is used for indentation"),
            self.source.at(self.line, indent.index("\t"), len(indent) - indent.index("\t")),
            (
                Message(
                    "把行首的 Tab 换成空格，每层两个",
                    "replace the tabs at line starts by spaces, two a level",
                ),
            ),
            tuple(others),
        )
        return finding, None

    def _colon(self) -> tuple[Diagnostic, Patch | None] | None:
        """A full-width colon, or none of the space behind a colon: first where the text begins."""
        for line in (self.begin, *self.nearby):
            if found := self._full_width_colon(line) or (line == self.begin and self._no_space(line)):
                return found
        return None

    def _full_width_colon(self, line: int) -> tuple[Diagnostic, Patch | None] | None:
        match = _FULL_WIDTH_COLON.match(self.source.line(line))
        if not match:
            return None
        place = match.start("colon")
        rest = self.source.line(line)[match.end() :].strip()
        patch = Patch(
            self.source.starts[line] + place, ": " if self.source.line(line)[place + 1 :] else ":", line
        )
        return fullwidth_colon(self.source.at(line, place), match["key"], rest), patch

    def _special_start(self) -> tuple[Diagnostic, Patch | None] | None:
        for line in reversed(self.nearby):
            match = _SPECIAL.match(self.source.line(line))
            if not match:
                continue
            value, place = match["value"], match.start("value")
            what = self._special(value, line, place)
            if what is None:
                continue
            finding = error(
                "spec.yaml-quote",
                self.source.at(line, place),
                zh=what.zh,
                en=what.en,
                hints=(quote_hint(item_at(self.source.line(line), place)),),
            )
            return finding, Patch(self.source.starts[line] + place, "x" * len(value), line)
        return None

    def _special(self, value: str, line: int, place: int) -> Message | None:
        """Why a value that begins so was not understood; None if its beginning is not to blame."""
        first = value[0]
        if line != self.line and first in "%@`|>":
            return None
        if first in "%@`":
            return Message(
                f"值以 {first} 开头，这个字符要放在引号里", f"a value that begins with {first} needs quotes"
            )
        alone = (
            " " not in value.rstrip() and "block" in self.words
        )  # what stands on the next lines is too much
        if first == "*" and ("alias" in self.words or alone):
            return Message("值以 * 开头，被当成引用", "a value that begins with * is read as an alias")
        if first == "&" and "anchor" in self.words:
            return Message("值以 & 开头，被当成锚点", "a value that begins with & is read as an anchor")
        if first == "!" and "tag" in self.words:
            return Message("值以 ! 开头，被当成标签", "a value that begins with ! is read as a tag")
        if first in "|>" and "block scalar" in self.words and line == self.line:
            return Message(
                f"值以 {first} 开头，它后面不能直接写文字", f"no text may follow {first} on its line"
            )
        if line != self.line:
            return None
        if value.startswith("{{"):
            return Message(
                "值以 {{ 开头，被当成 YAML 的括号", "a value that begins with {{ is read as YAML's own braces"
            )
        if first in "[{" and self.column > place:
            close = value.find("]" if first == "[" else "}")
            if 0 <= close < len(value.rstrip()) - 1 and place + close < self.column:
                return Message(
                    f"值以 {first} 开头，被当成 YAML 的括号",
                    f"a value that begins with {first} is read as YAML's own brackets",
                )
        if first in "\"'" and "block" in self.words:
            close = value.find(first, 1)
            if 0 < close < len(value.rstrip()) - 1:
                return Message("引号只包住了值的开头", "the quotes enclose only the beginning of the value")
        return None

    def _no_space(self, line: int) -> tuple[Diagnostic, Patch | None] | None:
        match = _NO_SPACE.match(self.source.line(line))
        if not match:
            return None
        place = match.start("colon")
        rest = self.source.line(line)[match.end() :].strip()
        patch = Patch(self.source.starts[line] + place, ": ", line)
        return no_space(self.source.at(line, place), match["key"], rest), patch

    def _any_without_space(self) -> tuple[Diagnostic, Patch | None] | None:
        return next(filter(None, map(self._no_space, self.nearby)), None)

    def _second_colon(self) -> tuple[Diagnostic, Patch | None] | None:
        if "mapping values are not allowed" not in self.words:
            return None
        match = _PLAIN_VALUE.match(self.source.line(self.line))
        if not match or match.start("value") >= self.column:
            return None
        finding = error(
            "spec.yaml-quote",
            self.source.at(self.line, self.column),
            zh="值里又有冒号加空格，被当成另一个键",
            en="the value holds a colon and a space, which begins another key",
            hints=(quote_hint(match["value"]),),
        )
        place = match.start("value")
        return finding, Patch(self.source.starts[self.line] + place, "x" * len(match["value"]), self.line)

    def _no_colon(self) -> tuple[Diagnostic, Patch | None] | None:
        """A line that is only a word, which the next line's key then seems to continue."""
        if "mapping values are not allowed" not in self.words or self.before < 0:
            return None
        above, here = self.source.line(self.before), self.source.line(self.line)
        if ":" in above or _indent(above) != _indent(here):
            return None
        return self._missing_colon(self.before), None

    def _missing_colon(self, line: int) -> Diagnostic:
        start = self.source.starts[line]
        text = self.source.line(line)
        return error(
            "spec.yaml-colon",
            self.source.span(start + len(text) - len(text.lstrip(" ")), start + len(text)),
            zh="这一行缺少冒号",
            en="a colon is missing in this line",
            hints=(
                Message(
                    "每项写成“键: 值”，半角冒号后加空格；长文字写在 | 下面并缩进",
                    'write each entry as "key: value"; put long text below | and indent it',
                ),
            ),
        )

    # -- YAML's own categories

    def _by_category(self) -> Diagnostic:
        here = self._here()
        opening = self.source.at(self.context.line, self.context.column) if self.context else here
        words = self.words
        if "quoted scalar" in words and "escape" in words:
            backslash = self.source.line(here.line - 1).find("\\", max(opening.column - 1, 0))
            return error(
                "spec.yaml-escape",
                self.source.at(here.line - 1, backslash, 2) if backslash >= 0 else here,
                zh="双引号里的 \\ 后面不能接这个字符",
                en="in double quotes this character may not follow \\",
                hints=(Message("改用单引号，或把 \\ 写成 \\\\", "use single quotes, or write \\\\ for \\"),),
            )
        if "quoted scalar" in words:
            return error(
                "spec.yaml-unclosed",
                opening,
                zh="引号没有配对",
                en="the quote is never closed",
                hints=(Message("在这段文字后面补上同样的引号", "put the same quote after the text"),),
            )
        if "flow sequence" in words or "flow mapping" in words:
            bracket, closing = ("[", "]") if "sequence" in words else ("{", "}")
            close = Message(
                f"补上 {closing}，各项之间用半角逗号",
                f"close it with {closing}; separate the items by commas",
            )
            if "{{" in self.source.line(here.line - 1):  # a reference looks like two brackets of YAML
                close = Message(
                    '方括号里带 {{ }} 的一项要加双引号，例如 "占比{{ share }}"',
                    'inside brackets an item with {{ }} needs quotes: "share {{ share }}"',
                )
            return Diagnostic(
                Severity.ERROR,
                "spec.yaml-unclosed",
                Message(
                    f"括号 {bracket} 没有配对，或各项之间缺逗号",
                    f"the bracket {bracket} is never closed, or a comma is missing between its items",
                ),
                opening,
                (close,),
                (here,) if here != opening else (),
            )
        if "cannot start any token" in words:
            char = self.source.line(self.line)[self.column : self.column + 1]
            return error(
                "spec.yaml-quote",
                here,
                zh=f"这里不能以 {char} 开头",
                en=f"nothing may begin with {char} here",
            )
        if "simple key" in words:
            return self._missing_colon(self.context.line if self.context else self.line)
        if "sequence entries" in words:
            return error(
                "spec.yaml-indentation",
                here,
                zh="列表要从下一行开始",
                en="a list begins on the next line",
                hints=(
                    Message("每项一行，以“- ”开头，比键多缩进两个空格", 'one item a line, each after "- "'),
                ),
            )
        if any(
            part in words
            for part in ("mapping values", "block mapping", "block collection", "block sequence")
        ):
            return self._indentation(here)
        return error("spec.yaml-syntax", here, zh="这里的写法不合 YAML", en="this is not valid YAML")

    def _indentation(self, here: Span) -> Diagnostic:
        text = self.source.line(here.line - 1)
        indent = _indent(text)
        also = self.source.at(self.context.line, self.context.column) if self.context else None
        return Diagnostic(
            Severity.ERROR,
            "spec.yaml-indentation",
            Message("缩进与上下文不一致", "the indentation does not fit what stands above"),
            self.source.at(here.line - 1, indent, len(text.strip())),
            (
                Message(
                    "同一层的各项要左对齐；下一层多缩进两个空格",
                    "entries of one level start in the same column; the next level is two spaces further in",
                ),
            ),
            (also,) if also and also.line != here.line else (),
        )

    def _here(self) -> Span:
        """The problem's place, moved back to the last line with text if it is the end of the file."""
        line, column = self.line, self.column
        if line >= len(self.source.starts) or (column == 0 and not self.source.line(line)):
            while line > 0 and not self.source.line(line).strip():
                line -= 1
            column = max(len(self.source.line(line)) - 1, 0)
        return self.source.at(line, column)


def fullwidth_colon(span: Span, key: str, rest: str) -> Diagnostic:
    """The finding for `键：值`; `span` is that of the colon."""
    return error(
        "spec.fullwidth-colon",
        span,
        zh="这里用了全角冒号“：”，键后面要用半角冒号加空格",
        en='a full-width colon "：" stands here; a key is followed by ":" and a space',
        hints=(Message(f"写成 {key}: {_short(rest)}".rstrip(), f"write {key}: {_short(rest)}".rstrip()),),
    )


def no_space(span: Span, key: str, rest: str) -> Diagnostic:
    """The finding for `key:value`; `span` is that of the colon."""
    return error(
        "spec.yaml-space",
        span,
        zh=f"“{key}:”的冒号后面要有一个空格",
        en=f'the colon of "{key}:" must be followed by a space',
        hints=(Message(f"写成 {key}: {_short(rest)}", f"write {key}: {_short(rest)}"),),
    )


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:30] + "…"
