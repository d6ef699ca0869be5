"""Inline Markdown with references to figures: text of the spec becomes rich text.

A value is inserted after parsing, as text with marks, so nothing in it is ever read as markup, and a line
end can never part it from its unit or qualifier (FIGURE marks). Paragraphs are parted by blank lines; line
ends of the source disappear between Chinese characters and are one space elsewhere (rule book 3.1, 3.2).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from reportgen.content.annotations import BRACES, VALUES, WORDS, Annotation, parsed
from reportgen.content.emphasis import REFERENCE, parser
from reportgen.content.figures import append_pieces
from reportgen.content.links import (
    ADDRESS,
    Complaint,
    Target,
    advice_on_place,
    destination,
    no_such_place,
    without_words,
)
from reportgen.content.whitespace import settled
from reportgen.core.diagnostics import Diagnostic, Language, Message, error
from reportgen.core.places import Places, SpecPath
from reportgen.core.text import Mark, MarkKind, RichText, joined
from reportgen.data.format import FILTERS, UnprintableError, pieces
from reportgen.data.metrics import DataModel
from reportgen.data.nearest import did_you_mean

_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t\u3000]*\n))+")
_MARKUP = re.compile(r"[*`\[\\{｛]")
_MORE_MARKUP = re.compile(r"[*`\[\\｛]")  # besides references
_OPEN_REFERENCE = re.compile(r"\{\{|｛｛|｛\{|\{｛")
_OPEN_SPAN = re.compile(r"\](?:\{(?!\{)|｛(?!｛))")
_MARKS = Message(
    "可用的标注：着重、专名、下划线、删除线、底色、拼音=…、上标、下标、注号、不断、语言=…",
    "marks: dots, name, underline, strike, background, ruby=…, sup, sub, note, keep, lang=…",
)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|\\[{}\\`]", re.DOTALL)
PAGE_FORM = "page"
PAGE_STAND_IN = "00"  # until layout knows better
_PAIRS = {"strong": MarkKind.STRONG, "em": MarkKind.EMPHASIS, "link": MarkKind.LINK}


@dataclass(frozen=True, slots=True)
class InlineReader:
    """Reads markup against the figures of `data`. `findings` grows as texts are read."""

    data: DataModel
    places: Places
    language: Language
    findings: list[Diagnostic] = field(default_factory=list)
    targets: Mapping[str, Target] = field(default_factory=dict)  # what #name leads to, by ids in the spec

    def paragraphs(self, text: str, path: SpecPath) -> tuple[RichText, ...]:
        """The paragraphs of the text at `path`, each with its marks and its place."""
        found: list[RichText] = []
        if "\n" not in text:
            sources = [(text, 0)]
        else:
            sources = [(match.group(), match.start()) for match in _PARAGRAPH.finditer(text)]
        for source, offset in sources:
            if source.strip():
                rich = self._paragraph(source, offset, path)
                if rich.text:
                    found.append(rich)
        return tuple(found)

    def line(self, text: str, path: SpecPath) -> RichText:
        """The same as one line; paragraphs are joined as if the blank lines were line ends."""
        parts = self.paragraphs(text, path)
        if len(parts) == 1:
            return parts[0]
        rich = joined(RichText(f"{p.text}\n", p.marks, p.origin) for p in parts)
        return settled(rich) if parts else RichText("", (), self.places.value(path))

    def _paragraph(self, source: str, offset: int, path: SpecPath) -> RichText:
        lead = len(source) - len(source.lstrip())
        origin = self.places.inside(path, offset + lead) if offset else self.places.value(path)
        if not _MARKUP.search(source):
            return settled(RichText(source, (), origin))
        if (plain := self._figures_only(source, offset, path)) is not None:
            return settled(RichText(*plain, origin))
        self._check_braces(source, offset, path)
        markdown = parser()
        text: list[str] = []
        marks: list[Mark] = []
        length = 0
        opened: list[tuple[int, Token]] = []  # where an open pair began, and what opened it
        addresses = iter(ADDRESS.finditer(source))
        for token in markdown.inline.parse(source, markdown, {}, []):
            kind, _, half = token.type.rpartition("_")
            if half == "open":
                opened.append((length, token))
            elif half == "close":
                start, opener = opened.pop()
                target = str(opener.attrs.get("href", ""))
                if kind == "span":
                    marks += self._annotated(opener.meta["match"], start, length, offset, path)
                    continue
                if kind == "link":
                    found = next(addresses, None)
                    leads = destination(target, found, self.targets)
                    if isinstance(leads, Complaint):
                        self._complain(leads, offset, path)
                        leads = ("", "")
                    target, label = leads
                    if not "".join(text)[start:].strip():  # nothing stands between the brackets
                        printed = label
                        if target and not label:  # that it leads nowhere is said already
                            self._complain(without_words(target, found, self.targets), offset, path)
                        text[:] = ["".join(text)[:start], printed]
                        length = start + len(printed)
                        marks = [mark for mark in marks if mark.end <= start]
                        marks += [Mark(start, length, MarkKind.NO_BREAK)] if printed else []
                if start < length and (target or kind != "link"):
                    marks.append(Mark(start, length, _PAIRS[kind], target))
            else:
                length += self._leaf(token, text, marks, length, offset, path)
        assert not opened, "the parser closes what it opens"
        marks.sort(key=lambda mark: (mark.start, -mark.end))
        return settled(RichText("".join(text), tuple(marks), origin))

    def _figures_only(self, source: str, offset: int, path: SpecPath) -> tuple[str, tuple[Mark, ...]] | None:
        """Text and marks of a source with references and no other markup; None where there is any.

        Most prose is so, and need not go through the parser, which would give the same.
        """
        if _MORE_MARKUP.search(source):
            return None
        references = list(REFERENCE.finditer(source))
        ends = [0, *(match.end() for match in references)]
        starts = [*(match.start() for match in references), len(source)]
        if any("{" in source[end:start] for end, start in zip(ends, starts, strict=True)):
            return None
        text: list[str] = []
        marks: list[Mark] = []
        length = at = 0
        for match in references:
            before = source[at : match.start()]
            text.append(before)
            length += len(before)
            length += self._insert(match, text, marks, length, offset, path)
            at = match.end()
        text.append(source[at:])
        marks.sort(key=lambda mark: (mark.start, -mark.end))
        return "".join(text), tuple(marks)

    def _annotated(
        self, match: re.Match[str], start: int, end: int, offset: int, path: SpecPath
    ) -> list[Mark]:
        """The marks that words in braces put on what stands in the brackets before them."""
        marks: list[Mark] = []
        for word in parsed(match["words"]):
            where = (match.start("words") + word.start, match.start("words") + word.end)
            if word.kind is None:
                self._refuse(
                    where,
                    offset,
                    path,
                    "spec.unknown-mark",
                    Message(f"没有叫“{word.name}”的标注", f'no mark is called "{word.name}"'),
                    did_you_mean(word.name, WORDS) or (_MARKS,),
                )
            elif not _is_valued(word):
                self._refuse(
                    where,
                    offset,
                    path,
                    "spec.mark-value",
                    Message(f"标注“{word.name}”的写法不对", f'the mark "{word.name}" is not written right'),
                    (
                        Message(
                            "拼音写成 {拼音=yàn fēng}，语言写成 {语言=en}，其余不带等号",
                            "write {ruby=yàn fēng} and {lang=en}; other marks have no value",
                        ),
                    ),
                )
            elif start < end:
                marks.append(Mark(start, end, word.kind, word.value))
        return marks

    def _leaf(
        self, token: Token, text: list[str], marks: list[Mark], length: int, offset: int, path: SpecPath
    ) -> int:
        """Adds what a token without children prints; how many characters that is."""
        if token.type == "reference":
            match: re.Match[str] = token.meta["match"]
            return self._insert(match, text, marks, length, offset, path)
        printed = token.content if token.type != "hardbreak" else "\n"
        text.append(printed)
        if token.type == "code_inline":
            marks.append(Mark(length, length + len(printed), MarkKind.CODE))
        return len(printed)

    def _insert(
        self,
        match: re.Match[str],
        text: list[str],
        marks: list[Mark],
        length: int,
        offset: int,
        path: SpecPath,
    ) -> int:
        name, form = match["id"], match["form"] or "value"
        if form == PAGE_FORM:
            return self._page(match, text, marks, length, offset, path)
        metric = self.data.metrics.get(name)
        if metric is None:
            self._refuse(
                match.span("id"),
                offset,
                path,
                "spec.unknown-metric",
                Message(f"没有编号为 {name} 的指标", f'no metric is called "{name}"'),
                advice_on_place(name, self.targets) or did_you_mean(name, self.data.metrics),
            )
        elif form not in FILTERS:
            listed = "、".join(FILTERS)
            self._refuse(
                match.span("form"),
                offset,
                path,
                "spec.unknown-filter",
                Message(f"没有叫“{form}”的写法", f'no filter is called "{form}"'),
                did_you_mean(form, FILTERS)
                or (Message(f"可用的写法：{listed}", f"filters: {', '.join(FILTERS)}"),),
            )
        else:
            try:
                found = pieces(metric, form, self.language, self.data.style)
            except UnprintableError as failure:
                where = match.span("form") if match["form"] else match.span("id")
                self._refuse(where, offset, path, "spec.filter-without-data", failure.reason)
            else:
                return append_pieces(found, metric.id, text, marks, length)
        text.append(name)  # an error stops the build; until then the text stays readable
        return len(name)

    def _page(
        self,
        match: re.Match[str],
        text: list[str],
        marks: list[Mark],
        length: int,
        offset: int,
        path: SpecPath,
    ) -> int:
        """A place for the number of a page, which layout will know; it is a link to that page too."""
        target = self.targets.get(match["id"])
        if target is None:
            self._complain(no_such_place(match["id"], match.span("id"), self.targets), offset, path)
            return 0
        end = length + len(PAGE_STAND_IN)
        text.append(PAGE_STAND_IN)
        marks.append(Mark(length, end, MarkKind.LINK, f"#{target.node}"))
        marks.append(Mark(length, end, MarkKind.PAGE, target.node))
        return len(PAGE_STAND_IN)

    def _complain(self, what: Complaint, offset: int, path: SpecPath) -> None:
        self._refuse(what.where, offset, path, what.code, what.message, what.hints)

    def _refuse(
        self,
        where: tuple[int, int],
        offset: int,
        path: SpecPath,
        code: str,
        message: Message,
        hints: tuple[Message, ...] = (),
    ) -> None:
        start, end = where
        span = self.places.inside(path, offset + start, end - start)
        self.findings.append(error(code, span, zh=message.zh, en=message.en, hints=hints))

    def _check_braces(self, source: str, offset: int, path: SpecPath) -> None:
        """Braces that open a reference and do not make one would otherwise be printed as they stand."""
        plain = _CODE.sub(lambda match: " " * len(match.group()), source)
        for match in _OPEN_REFERENCE.finditer(plain):
            if REFERENCE.match(plain, match.start()):
                continue
            self._refuse(
                match.span(),
                offset,
                path,
                "spec.broken-reference",
                Message("这里的引用写得不完整", "this reference is not complete"),
                (
                    Message(
                        "写成 {{ 指标编号 }} 或 {{ 指标编号 | 写法 }}，用半角大括号",
                        "write {{ metric }} or {{ metric | filter }}, with ASCII braces",
                    ),
                ),
            )
        for match in _OPEN_SPAN.finditer(plain):
            if not BRACES.match(plain, match.end() - 1):
                self._refuse(
                    match.span(),
                    offset,
                    path,
                    "spec.broken-mark",
                    Message("这里的标注写得不完整", "this mark is not complete"),
                    (Message("写成 [文字]{着重}，用半角括号", "write [words]{dots}, with ASCII brackets"),),
                )


def _is_valued(word: Annotation) -> bool:
    """Whether a mark has the value it needs, or none where it takes none."""
    wanted = VALUES.get(word.kind) if word.kind else None
    return wanted.fullmatch(word.value) is not None if wanted else not word.value
