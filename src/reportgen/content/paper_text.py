"""Every string of a spec that can reach paper, with the font role it is set in: what the glyph audit reads.

Strings come as written, markup and all; the words of a metric come once for every role in which it is named,
at the metric's own place, since that is where a missing character has to be mended. Numbers that the program
gives (of headings, in references) come at the place of what they stand before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reportgen.content.emphasis import REFERENCE
from reportgen.content.lists import inner_marker, marker_of
from reportgen.content.numbering import numbers_of
from reportgen.content.words import fixed_strings
from reportgen.core.diagnostics import language_of
from reportgen.core.places import SpecPath
from reportgen.spec import schema

__all__ = ["PaperString", "fixed_strings", "paper_strings"]

PaperString = tuple[SpecPath, str, str]

# Roles that emphasis in a text may lead to besides its own.
_EMPTY_LINK = re.compile(r"\[\s*\]\(\s*<?#(?P<id>[\w-]+)")  # prints the label of what it leads to
_HEADING_ROLES = {2: "heading", 3: "subheading", 4: "heading", 5: "subheading"}  # by level
_STRESSED = {"body": ("body_strong", "subheading"), "quote": ("heading",), "subheading": ("heading",)}


def paper_strings(spec: schema.ReportSpec) -> Iterator[PaperString]:
    """Path, string and role; one string may come in several roles."""
    return _Collector(spec).everything()


class _Collector:
    """Walks a spec; knows its metrics, so that references lead to their words."""

    def __init__(self, spec: schema.ReportSpec) -> None:
        self.spec = spec
        self.metrics = {metric.id: (("metrics", i), metric) for i, metric in enumerate(spec.metrics)}
        self.honours = {honour.id: (("honours", i), honour) for i, honour in enumerate(spec.honours)}
        self.named: set[tuple[str, str]] = set()  # metric and role: its words have been given
        self.numbering = numbers_of(spec, language_of(spec.document.language))
        self.labels = {
            name: label for name, path in _named(spec) if (label := self.numbering.label(path))
        }  # what empty links print

    def everything(self) -> Iterator[PaperString]:
        yield from self.document()
        for index, section in enumerate(self.spec.sections):
            yield from self.section(section, ("sections", index))
        for index, photo in enumerate(self.spec.photos):
            yield from self.photo(photo, ("photos", index))
        yield from self.colophon()

    # -- texts

    def plain(self, path: SpecPath, text: str | None, *roles: str) -> Iterator[PaperString]:
        """A string without markup."""
        if text:
            for role in roles:
                yield path, text, role

    def markup(self, path: SpecPath, text: str | None, *roles: str) -> Iterator[PaperString]:
        """A string with markup, its stressed parts, and the words of the metrics it names."""
        if not text:
            return
        for role in roles:
            yield path, text, role
            stressed = _STRESSED.get(role, ()) if "*" in text else ()
            for other in stressed:
                yield path, text, other
            for match in REFERENCE.finditer(text):
                for each in (role, *stressed):
                    yield from self.metric(match["id"], each)
            for match in _EMPTY_LINK.finditer(text):
                for each in (role, *stressed):
                    yield from self.plain(path, self.labels.get(match["id"]), each)

    def number(self, path: SpecPath, place: SpecPath, *roles: str) -> Iterator[PaperString]:
        """The number of the chapter or heading at `path`, at the `place` of its title."""
        head = self.numbering.heads.get(path)
        if head:
            yield from self.plain(place, head.lead, *roles)

    def metric(self, name: str, *roles: str) -> Iterator[PaperString]:
        """The words of a metric in each of `roles`."""
        if name not in self.metrics:
            return
        path, metric = self.metrics[name]
        for role in roles:
            if (name, role) in self.named:
                continue
            self.named.add((name, role))
            for key, text in _words(metric):
                yield (*path, *key), text, role

    # -- parts

    def document(self) -> Iterator[PaperString]:
        given, path = self.spec.document, ("document",)
        yield from self.plain((*path, "title"), given.title, "title", "display", "label")
        yield from self.plain((*path, "subtitle"), given.subtitle, "subheading", "label")
        yield from self.plain((*path, "organisation"), given.organisation, "label")
        yield from self.plain((*path, "region"), given.region, "label")
        yield from self.plain((*path, "edition"), given.edition, "subheading")
        yield from self.plain((*path, "publisher"), given.publisher, "label")
        cover = self.spec.cover
        if cover:
            yield from self.plain(("cover", "name"), cover.name, "display")
            yield from self.each(("cover", "motto"), cover.motto, "display", "title")
            yield from self.each(("cover", "foot"), cover.foot, "label", "heading")
        if self.spec.contents:
            yield from self.plain(("contents", "title"), self.spec.contents.title, "display")
            yield from self.markup(("contents", "remark"), self.spec.contents.remark, "subheading")
        for index, credit in enumerate(self.spec.credits):
            here: SpecPath = ("credits", index)
            yield from self.plain((*here, "role"), credit.role, "label")
            yield from self.each((*here, "names"), credit.names, "title")
            yield from self.plain((*here, "organisation"), credit.organisation, "title")
            yield from self.plain((*here, "suffix"), credit.suffix, "title")
        for index, source in enumerate(self.spec.sources):
            yield from self.plain(("sources", index, "title"), source.title, "chart", "table", "label")

    def each(self, path: SpecPath, texts: Sequence[str], *roles: str) -> Iterator[PaperString]:
        """Several plain strings."""
        for index, text in enumerate(texts):
            yield from self.plain((*path, index), text, *roles)

    def section(self, section: schema.SectionSpec, path: SpecPath) -> Iterator[PaperString]:
        yield from self.number(path, (*path, "title"), "title", "heading", "label")
        yield from self.plain((*path, "title"), section.title, "title", "display", "heading", "label")
        yield from self.plain((*path, "short"), section.short, "label")
        yield from self.markup((*path, "remark"), section.remark, "subheading")
        if section.key:
            yield from self.plain((*path, "key", "word"), section.key.word, "display", "title")
            yield from self.plain((*path, "key", "name"), section.key.name, "label")
            yield from self.metric(section.key.metric or "", "display", "label")
        if section.opener:
            yield from self.markup((*path, "opener", "lead"), section.opener.lead, "subheading")
            yield from self.cards(section.opener.cards, (*path, "opener", "cards"))
        for index, block in enumerate(section.blocks):
            yield from self.block(block, (*path, "blocks", index))

    def cards(self, cards: Iterable[str | schema.CardSpec], path: SpecPath) -> Iterator[PaperString]:
        for index, given in enumerate(cards):
            card = schema.CardSpec(metric=given) if isinstance(given, str) else given
            yield from self.metric(card.metric, "display", "heading", "label")
            yield from self.plain((*path, index, "name"), card.name, "heading")
            yield from self.markup((*path, index, "note"), card.note, "label")

    def block(self, block: schema.AnyBlock, path: SpecPath) -> Iterator[PaperString]:
        match block:
            case schema.HeadingBlock():
                role, here = _HEADING_ROLES[block.level], (*path, "heading")
                listed = self.spec.contents is not None and block.level <= self.spec.contents.levels
                roles = (role, "label") if listed else (role,)
                yield from self.number(path, here, *roles)
                yield from self.markup(here, block.heading, *roles)
            case schema.TextBlock():
                yield from self.markup((*path, "text"), block.text, "body")
            case schema.ReviewBlock():
                yield from self.plain((*path, "label"), block.label, "heading", "label")
                yield from self.markup((*path, "review"), block.review, "body")
            case schema.CardsBlock():
                yield from self.cards(block.cards, (*path, "cards"))
            case schema.ChartBlock():
                yield from self.chart(block, path)
            case schema.TableBlock():
                yield from self.table(block, path)
            case schema.HonoursBlock():
                yield from self.plain((*path, "title"), block.title, "heading", "label")
                names = block.honours if isinstance(block.honours, tuple) else tuple(self.honours)
                for name in names:
                    yield from self.honour(name)
            case schema.PhotoBlock():
                yield from self.photo(block.photo, (*path, "photo"))
            case schema.PhotoGridBlock():
                given = block.photo_grid if isinstance(block.photo_grid, tuple) else ()
                for index, photo in enumerate(given):
                    yield from self.photo(photo, (*path, "photo_grid", index))
            case schema.QuoteBlock():
                yield from self.markup((*path, "quote"), block.quote, "quote")
                yield from self.plain((*path, "by"), block.by, "label")
            case schema.ListBlock():
                yield from self.plain((*path, "title"), block.title, "heading", "label")
                role = "caption" if block.place == "side" else "body"
                yield from self.items(block, path, role)
            case schema.PageBreakBlock():
                pass

    def items(self, block: schema.ListBlock, path: SpecPath, role: str) -> Iterator[PaperString]:
        marker = marker_of(block)
        language = language_of(self.spec.document.language)
        for index, item in enumerate(block.list):
            here: SpecPath = (*path, "list", index)
            if marker is not None:
                yield from self.plain(here, marker.text(block.start + index, language), role)
            if isinstance(item, str):
                yield from self.markup(here, item, role)
                continue
            yield from self.markup((*here, "text"), item.text, role)
            inner = inner_marker(item, marker)
            for number, text in enumerate(item.list):
                yield from self.plain(
                    (*here, "list", number), inner.text(item.start + number, language), role
                )
                yield from self.markup((*here, "list", number), text, role)

    def chart(self, block: schema.ChartBlock, path: SpecPath) -> Iterator[PaperString]:
        yield from self.markup((*path, "title"), block.title, "caption", "heading")
        yield from self.markup((*path, "subtitle"), block.subtitle, "label")
        yield from self.markup((*path, "note"), block.note, "label")
        for name in block.metrics:
            yield from self.metric(name, "chart", "label")
        if block.data:
            here = (*path, "data")
            yield from self.each((*here, "labels"), block.data.labels, "chart")
            yield from self.plain((*here, "unit"), block.data.unit, "chart", "label")
            for index, series in enumerate(block.data.series):
                yield from self.plain((*here, "series", index, "name"), series.name, "chart")
            if block.data.source:
                yield from self.plain((*here, "source", "at"), block.data.source.at, "label")

    def table(self, block: schema.TableBlock, path: SpecPath) -> Iterator[PaperString]:
        yield from self.markup((*path, "table"), block.table, "caption", "heading")
        yield from self.markup((*path, "remark"), block.remark, "label")
        yield from self.plain((*path, "unit"), block.unit, "label")
        if block.source:
            yield from self.plain((*path, "source", "at"), block.source.at, "label")
        for index, column in enumerate(block.columns):
            yield from self.markup((*path, "columns", index, "head"), column.head, "table", "heading")
            yield from self.markup((*path, "columns", index, "group"), column.group, "table", "heading")
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(schema.cells_of(row)):
                if isinstance(cell, str):
                    yield from self.markup((*schema.cell_path(path, r, row), c), cell, "table")
        for index, text in enumerate(block.notes):
            yield from self.markup((*path, "notes", index), text, "label")
        if block.metrics is not None:
            names = block.metrics if isinstance(block.metrics, tuple) else tuple(self.metrics)
            for name in names:
                yield from self.metric(name, "table")

    def honour(self, name: str) -> Iterator[PaperString]:
        if name not in self.honours:
            return
        path, honour = self.honours[name]
        if (name, "honours") in self.named:
            return
        self.named.add((name, "honours"))
        yield from self.plain((*path, "title"), honour.title, "title", "caption")
        for key in ("subject", "body", "event"):
            yield from self.plain((*path, key), getattr(honour, key), "title", "caption", "label")
        yield from self.plain((*path, "kind"), honour.kind, "label")

    def photo(self, photo: str | schema.PhotoSpec, path: SpecPath) -> Iterator[PaperString]:
        if isinstance(photo, schema.PhotoSpec):
            yield from self.markup((*path, "caption"), photo.caption, "caption")
            yield from self.plain((*path, "credit"), photo.credit, "label")

    def colophon(self) -> Iterator[PaperString]:
        given, path = self.spec.colophon, ("colophon",)
        if given is None:
            return
        yield from self.plain((*path, "title"), given.title, "title", "display", "label")
        yield from self.plain((*path, "credits_label"), given.credits_label, "heading")
        yield from self.plain((*path, "imprint_label"), given.imprint_label, "heading")
        for index, entry in enumerate(given.entries):
            yield from self.plain((*path, "entries", index, "label"), entry.label, "heading")
            yield from self.markup((*path, "entries", index, "text"), entry.text, "caption")
        for index, line in enumerate(given.imprint):
            yield from self.plain((*path, "imprint", index, "label"), line.label, "label")
            yield from self.plain((*path, "imprint", index, "value"), line.value, "caption")


def _named(spec: schema.ReportSpec) -> Iterator[tuple[str, SpecPath]]:
    """The ids that a link may name with their paths: sections, then blocks."""
    for index, section in enumerate(spec.sections):
        yield section.id, ("sections", index)
        for place, block in enumerate(section.blocks):
            if block.id:
                yield block.id, ("sections", index, "blocks", place)


def _words(metric: schema.MetricSpec) -> Iterator[tuple[SpecPath, str]]:
    """The words of a metric that any form of it may print, with their keys."""
    found: list[tuple[SpecPath, str | None]] = [
        (("name",), metric.name),
        (("unit",), metric.unit),
        (("shown_in",), metric.shown_in),
        (("modifier",), metric.modifier),
        (("period",), metric.period),
    ]
    for index, rank in enumerate(metric.rank):
        found += [(("rank", index, "scope"), rank.scope), (("rank", index, "words"), rank.words)]
    for index, part in enumerate(metric.breakdown):
        found.append((("breakdown", index, "scope"), part.scope))
    if metric.multiple:
        found.append((("multiple", "of"), metric.multiple.of))
    if metric.growth:
        growth = metric.growth
        found += [(("growth", key), getattr(growth, key)) for key in ("label", "unit", "compared_with")]
    if metric.source:
        found.append((("source", "at"), metric.source.at))
    return ((key, text) for key, text in found if text)
