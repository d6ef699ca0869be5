"""Every figure that a document prints, with the metric it belongs to and the node that it stands in.

Prose carries the id of a metric as a FIGURE mark; cards, charts and the table of metrics carry it as a field.
A form without digits or a rank (持平, a name) is no figure and has no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from reportgen.content.blocks import (
    Block,
    Card,
    Cards,
    Cell,
    Chart,
    Document,
    FigureText,
    Heading,
    Honours,
    ItemList,
    PageBreak,
    Photo,
    PhotoGrid,
    Place,
    Quote,
    Review,
    SectionKind,
    Table,
    TextParagraph,
    part_id,
)
from reportgen.content.items import ListItem
from reportgen.core.paged import LogicalNode, NodeId
from reportgen.core.text import MarkKind, RichText


class Kind(Enum):
    """In what a figure stands."""

    PROSE = "prose"
    CARD = "card"
    TABLE = "table"
    CHART = "chart"
    ALT = "alt"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure where the document has it.

    `text` is the form with its qualifier; `found_by` is what to look for on the page, and `skip` how often
    that stands before it in the same node.
    """

    metric: str
    text: str
    node: NodeId
    kind: Kind
    section: str
    found_by: str
    skip: int = 0


def shown_figures(document: Document) -> tuple[Shown, ...]:
    """All figures in reading order; the alternative texts are those of the document's tree."""
    found = [*_cover(document), *_contents(document)]
    alts = {node.id: node.alt for node in _nodes(document.tree) if node.alt}
    for section in document.sections:
        title = section.full_title
        if section.shows_title:
            found += _prose(part_id(section.id, "remark"), section.remark, title)
        if section.opener is not None:
            found += _prose(part_id(section.id, "lead"), section.opener.lead, title)
            found += _cards(section.opener.cards, title)
        for block in section.blocks:
            found += _block(block, title, alts)
    if document.colophon is not None:
        node, title = document.colophon.id, document.colophon.title
        for index, (_, paragraphs) in enumerate(document.colophon.entries):
            for number, text in enumerate(paragraphs):
                found += _prose(part_id(node, index, number), text, title)
    return tuple(found)


def _nodes(tree: LogicalNode) -> Iterator[LogicalNode]:
    yield tree
    for child in tree.children:
        yield from _nodes(child)


# ------------------------------------------------------------------ front


def _cover(document: Document) -> Iterator[Shown]:
    cover = document.cover
    if cover is None:
        return
    node = part_id(cover.id, "figure")
    for arc in cover.arcs:
        if arc.metric:
            yield Shown(arc.metric, arc.said, node, Kind.ALT, cover.name, arc.said)


def _contents(document: Document) -> Iterator[Shown]:
    """The key figures of the chapters, and titles with figures in them."""
    contents = document.contents
    if contents is None:
        return
    yield from _prose(part_id(contents.id, "remark"), contents.remark, contents.title)
    for section in document.sections:
        key = section.key
        if key is not None and key.metric and section.kind is SectionKind.CHAPTER and contents.levels == 1:
            node = part_id(contents.id, section.id)
            yield _hero(key.metric, key.figure, node, Kind.CONTENTS, contents.title)
        for block in section.blocks:
            if isinstance(block, Heading) and block.level <= contents.levels:
                node = part_id(contents.id, block.id)
                yield from _marked(node, block.text, contents.title, Kind.CONTENTS)


# ------------------------------------------------------------------ blocks


def _block(block: Block, title: str, alts: Mapping[NodeId, str]) -> Iterator[Shown]:
    match block:
        case Heading() | TextParagraph() | Quote():
            yield from _prose(block.id, block.text, title)
        case Review():
            for number, text in enumerate(block.paragraphs):
                yield from _prose(part_id(block.id, number), text, title)
        case Cards():
            yield from _cards(block.cards, title)
        case Chart():
            yield from _chart(block, title, alts)
        case Table():
            yield from _table(block, title)
        case Honours():
            for group in block.groups:
                for entry in group.entries:
                    node = part_id(block.id, entry.id) if block.place is Place.SIDE else entry.id
                    yield from _prose(node, entry.title, title)
                    yield from _prose(node, entry.subject, title)
        case Photo():
            yield from _prose(part_id(block.id, "caption"), block.caption, title)
        case PhotoGrid():
            for photo in block.photos:
                yield from _prose(part_id(photo.id, "caption"), photo.caption, title)
        case ItemList():
            yield from _items(block.id, block.items, title)
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _items(above: NodeId, items: Sequence[ListItem], title: str) -> Iterator[Shown]:
    for number, item in enumerate(items):
        here = part_id(above, number)
        yield from _prose(here, item.text, title)
        yield from _items(here, item.items, title)


def _cards(cards: Iterable[Card], title: str) -> Iterator[Shown]:
    for card in cards:
        if card.metric:
            yield _hero(card.metric, card.figure, card.id, Kind.CARD, title)
            if card.badge:
                yield Shown(card.metric, card.badge, card.id, Kind.CARD, title, card.badge)
        yield from _marked(card.id, card.note, title, Kind.CARD)


def _hero(metric: str, figure: FigureText, node: NodeId, kind: Kind, title: str) -> Shown:
    """Its parts are set apart, and stand in this order."""
    text = "".join((figure.before, figure.number, figure.unit, figure.after))
    return Shown(metric, text, node, kind, title, text)


def _table(table: Table, title: str) -> Iterator[Shown]:
    yield from _prose(part_id(table.id, "caption"), table.title, title)
    yield from _prose(part_id(table.id, "caption"), table.remark, title)
    for column, given in enumerate(table.columns):
        yield from _marked(part_id(table.id, "h", column), given.head, title, Kind.TABLE)
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            node = part_id(table.id, "r", number, column)
            for shown in (
                *_marked(node, cell.text, title, Kind.TABLE),
                *_marked(node, cell.aside, title, Kind.TABLE),
            ):
                yield _whole(shown, row) if table.of_metrics and column == VALUE_COLUMN else shown
    for number, text in enumerate(table.notes):
        yield from _prose(part_id(table.id, "note", number), text, title)


VALUE_COLUMN = 3  # of the table of metrics; before it the qualifier, behind it the unit and the qualifier


def _whole(shown: Shown, row: Sequence[Cell]) -> Shown:
    """The figure of a row of metrics, whose parts stand in cells of their own."""
    text = "".join(cell.text.text for cell in row[VALUE_COLUMN - 1 : VALUE_COLUMN + 3])
    return Shown(shown.metric, text, shown.node, shown.kind, shown.section, shown.found_by, shown.skip)


def _chart(chart: Chart, title: str, alts: Mapping[NodeId, str]) -> Iterator[Shown]:
    caption = part_id(chart.id, "caption")
    yield from _prose(caption, chart.title, title)
    yield from _prose(caption, chart.subtitle, title)
    alt = alts.get(chart.id, chart.alt)
    forms = list(dict.fromkeys(_plotted(chart)))
    for metric, text in forms:
        yield Shown(metric, text, chart.id, Kind.CHART, title, text)
    for metric, text in forms:
        if stands_in(text, alt):
            yield Shown(metric, text, chart.id, Kind.ALT, title, text)
    yield from _prose(part_id(chart.id, "source"), chart.source, title)


def _plotted(chart: Chart) -> Iterator[tuple[str, str]]:
    plan = chart.plan
    for series in plan.series:
        for metric, point in zip(plan.metrics, series.points, strict=False):
            if point.text:
                yield metric, point.text
    yield from ((row.metric, row.text) for row in plan.ranks if row.metric)
    yield from ((group.metric, group.text) for group in plan.rank_groups if group.metric)


def stands_in(form: str, text: str) -> bool:
    """Whether a printed form stands in a text, and not as a part of a longer number."""
    if not form:
        return False
    before = r"(?<![\d.])" if form[0].isdigit() else ""
    after = r"(?![\d.]\d|\d)" if form[-1].isdigit() else ""
    return re.search(before + re.escape(form) + after, text) is not None


# ------------------------------------------------------------------ texts


def _prose(node: NodeId, text: RichText, title: str) -> Iterator[Shown]:
    return _marked(node, text, title, Kind.PROSE)


def _marked(node: NodeId, text: RichText, title: str, kind: Kind) -> Iterator[Shown]:
    for mark in text.marks:
        if mark.kind is MarkKind.FIGURE and mark.value:
            form = text.text[mark.start : mark.end]
            before = text.text[: mark.start].count(form)
            yield Shown(mark.value, form, node, kind, title, form, before)
