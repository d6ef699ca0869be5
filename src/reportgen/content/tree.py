"""The logical tree: what there is to read, in what order, under which ids.

Marks made by `layout` name these nodes. The ids of parts, below their block's id:

    section     title, remark, lead; its cards below `opener`
    contents    title, remark, label.<words>, <id of the section that an entry leads to>
    review      label, <number of the paragraph>
    table       caption, h.<column>, g.<first column of a group>, r.<row>.<column>, note.<number>, source
    chart       caption, source                     (the block's own id is the figure's)
    photo       caption                             (as with charts); of a grid: credit
    quote       by
    list        label, <number of the item>, <number of the item>.<number in the list inside it>
    honours     label, level.<level>; entries by their own id (in short lists below the block's)
    colophon    title, <entry>.label, <entry>.<paragraph>, credits, imprint
    cover       figure
    half-title  credit.<number>

The other nodes (rows, bodies, groups) only hold these together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from reportgen.content.blocks import (
    Block,
    Card,
    Cards,
    Cell,
    Chart,
    Colophon,
    Contents,
    Cover,
    Heading,
    Honours,
    ItemList,
    PageBreak,
    Photo,
    PhotoGrid,
    Place,
    Quote,
    Review,
    Section,
    SectionKind,
    Table,
    TextParagraph,
    part_id,
)
from reportgen.content.items import BULLET, ListItem
from reportgen.core.diagnostics import Span
from reportgen.core.paged import DocumentInfo, LogicalNode, NodeId, NodeKind, Scope
from reportgen.core.text import RichText

DOCUMENT, HALF_TITLE, BACK_COVER = NodeId("document"), NodeId("half-title"), NodeId("back-cover")


def logical_tree(
    info: DocumentInfo,
    cover: Cover | None,
    contents: Contents | None,
    sections: Sequence[Section],
    colophon: Colophon | None,
) -> LogicalNode:
    """The tree of the whole document. Every id occurs once."""
    parts: list[LogicalNode] = []
    if cover is not None:
        figure = _leaf(part_id(cover.id, "figure"), NodeKind.FIGURE, alt=cover.figure_alt)
        parts.append(_node(cover.id, NodeKind.PARAGRAPH, [figure] if cover.arcs else []))
    parts.append(_leaf(HALF_TITLE, NodeKind.TITLE))
    signed = colophon.credits if colophon else ()
    parts += [_leaf(part_id(HALF_TITLE, "credit", n)) for n in range(len(signed))]
    if contents is not None:
        parts.append(_contents(contents, sections, colophon))
    parts += map(_section, sections)
    if colophon is not None:
        parts.append(_colophon(colophon))
    parts.append(_leaf(BACK_COVER))
    return LogicalNode(DOCUMENT, NodeKind.DOCUMENT, tuple(parts), language=info.language)


def with_alts(tree: LogicalNode, alts: Mapping[NodeId, str]) -> LogicalNode:
    """`tree` with alternative texts put in, for those made after content (of charts, from their data)."""
    children = tuple(with_alts(child, alts) for child in tree.children)
    alt = alts.get(tree.id, tree.alt)
    if alt == tree.alt and all(new is old for new, old in zip(children, tree.children, strict=True)):
        return tree
    return replace(tree, children=children, alt=alt)


def nodes(tree: LogicalNode) -> Iterator[LogicalNode]:
    """Every node in reading order."""
    yield tree
    for child in tree.children:
        yield from nodes(child)


def _leaf(
    node: NodeId,
    kind: NodeKind = NodeKind.PARAGRAPH,
    *,
    level: int = 0,
    alt: str = "",
    origin: Span | None = None,
) -> LogicalNode:
    return LogicalNode(node, kind, (), level=level, alt=alt, origin=origin)


def _node(
    node: NodeId, kind: NodeKind, children: Iterable[LogicalNode], origin: Span | None = None
) -> LogicalNode:
    return LogicalNode(node, kind, tuple(children), origin=origin)


def _texts(node: NodeId, parts: Iterable[tuple[str, RichText | str]]) -> list[LogicalNode]:
    """A paragraph for every part that has words."""
    return [
        _leaf(part_id(node, key), origin=text.origin if isinstance(text, RichText) else None)
        for key, text in parts
        if text
    ]


# ------------------------------------------------------------------ front, sections, back


def _contents(contents: Contents, sections: Sequence[Section], colophon: Colophon | None) -> LogicalNode:
    def listed(*kinds: SectionKind) -> list[Listed]:
        return [(s.id, _headings(s, contents.levels)) for s in sections if s.kind in kinds]

    front = listed(SectionKind.FRONT, SectionKind.OVERVIEW)
    chapters = listed(SectionKind.CHAPTER)
    back = [*listed(SectionKind.BACK), *([(colophon.id, [])] if colophon else [])]
    groups = [
        _entries(contents, "front", contents.front_label, front),
        _entries(contents, "chapters", "", chapters),
        _entries(contents, "back", contents.back_label, back),
    ]
    title = _leaf(part_id(contents.id, "title"), NodeKind.HEADING, level=1)
    remark = _texts(contents.id, [("remark", contents.remark)])
    lists = [group for group in groups if group.children]
    return _node(contents.id, NodeKind.SECTION, [title, *remark, *lists])


Listed = tuple[NodeId, list[NodeId]]  # a section and those of its headings that the contents list


def _headings(section: Section, levels: int) -> list[NodeId]:
    return [b.id for b in section.blocks if isinstance(b, Heading) and b.level <= levels]


def _entries(contents: Contents, key: str, label: str, targets: Sequence[Listed]) -> LogicalNode:
    """A list of sections; the headings of each are a list in it. With those, groups have no label."""
    is_labelled = label and targets and contents.levels == 1
    items = [_leaf(part_id(contents.id, "label", label), NodeKind.CAPTION)] if is_labelled else []
    for target, headings in targets:
        items.append(_leaf(part_id(contents.id, target), NodeKind.CONTENTS_ITEM))
        if headings:
            inner = [_leaf(part_id(contents.id, node), NodeKind.CONTENTS_ITEM) for node in headings]
            items.append(_node(part_id(contents.id, target, "headings"), NodeKind.CONTENTS, inner))
    return _node(part_id(contents.id, key), NodeKind.CONTENTS, items)


def _section(section: Section) -> LogicalNode:
    children: list[LogicalNode] = []
    if section.shows_title:
        children.append(_leaf(part_id(section.id, "title"), NodeKind.HEADING, level=1, origin=section.origin))
        children += _texts(section.id, [("remark", section.remark)])
    if section.opener is not None:
        children += _texts(section.id, [("lead", section.opener.lead)])
        children += map(_card, section.opener.cards)
    for block in section.blocks:
        children += _block(block)
    return _node(section.id, NodeKind.SECTION, children, section.origin)


def _colophon(colophon: Colophon) -> LogicalNode:
    children = [_leaf(part_id(colophon.id, "title"), NodeKind.HEADING, level=1)]
    for index, (_, paragraphs) in enumerate(colophon.entries):
        texts = [
            _leaf(part_id(colophon.id, index, number), origin=text.origin)
            for number, text in enumerate(paragraphs)
        ]
        label = _leaf(part_id(colophon.id, index, "label"))
        children.append(_node(part_id(colophon.id, index), NodeKind.SECTION, [label, *texts]))
    if colophon.credits:
        children.append(_leaf(part_id(colophon.id, "credits")))
    if colophon.imprint:
        children.append(_leaf(part_id(colophon.id, "imprint")))
    return _node(colophon.id, NodeKind.SECTION, children)


# ------------------------------------------------------------------ blocks


def _block(block: Block) -> list[LogicalNode]:
    match block:
        case Heading():
            return [_leaf(block.id, NodeKind.HEADING, level=block.level, origin=block.text.origin)]
        case TextParagraph():
            return [_leaf(block.id, origin=block.text.origin)]
        case Review():
            label = _leaf(part_id(block.id, "label"))
            texts = [_leaf(part_id(block.id, n), origin=t.origin) for n, t in enumerate(block.paragraphs)]
            return [_node(block.id, NodeKind.SECTION, [label, *texts])]
        case Cards():
            return [_node(block.id, NodeKind.SECTION, map(_card, block.cards))]
        case Chart():
            return [_chart(block)]
        case Table():
            return _table(block)
        case Honours():
            return [_honours(block)]
        case Photo():
            return [_photo(block)]
        case PhotoGrid():
            has_credit = any(photo.credit for photo in block.photos)
            credit = [_leaf(part_id(block.id, "credit"))] if has_credit else []
            return [_node(block.id, NodeKind.SECTION, [*map(_photo, block.photos), *credit])]
        case Quote():
            by = [_leaf(part_id(block.id, "by"))] if block.by else []
            return [_node(block.id, NodeKind.QUOTE, by, block.text.origin)]
        case ItemList():
            above = [_leaf(part_id(block.id, "label"))] if block.title else []
            return [*above, _list(block.id, block.id, block.items)]
        case PageBreak():
            return []
        case _:
            assert_never(block)


def _card(card: Card) -> LogicalNode:
    return _leaf(card.id, origin=card.origin)


def _list(node: NodeId, above: NodeId, items: Sequence[ListItem]) -> LogicalNode:
    """A list whose items are named below `above`; the list inside an item is the item's last child."""
    made: list[LogicalNode] = []
    for number, item in enumerate(items):
        here = part_id(above, number)
        inner = [_list(part_id(here, "list"), here, item.items)] if item.items else []
        made.append(_node(here, NodeKind.LIST_ITEM, inner, item.text.origin))
    markers = {item.marker for item in items}
    numbering = "Disc" if markers == {BULLET} else "Decimal" if any(markers) else ""
    return replace(_node(node, NodeKind.LIST, made), numbering=numbering)


def _chart(chart: Chart) -> LogicalNode:
    alt = chart.alt or chart.title.text
    figure = _leaf(chart.id, NodeKind.FIGURE, alt=alt, origin=chart.plan.origin)
    caption = _leaf(part_id(chart.id, "caption"), NodeKind.CAPTION, origin=chart.title.origin)
    source = [_leaf(part_id(chart.id, "source"), NodeKind.NOTE)] if chart.source else []
    return _node(part_id(chart.id, "group"), NodeKind.SECTION, [caption, figure, *source])


def _photo(photo: Photo) -> LogicalNode:
    figure = _leaf(photo.id, NodeKind.FIGURE, alt=photo.alt, origin=photo.origin)
    caption = _leaf(part_id(photo.id, "caption"), NodeKind.CAPTION, origin=photo.caption.origin)
    return _node(part_id(photo.id, "group"), NodeKind.SECTION, [figure, caption])


def _table(table: Table) -> list[LogicalNode]:
    caption = _leaf(part_id(table.id, "caption"), NodeKind.CAPTION, origin=table.title.origin)
    rows = [_table_row(table, number, row) for number, row in enumerate(table.rows)]
    body = [
        _node(part_id(table.id, "head"), NodeKind.TABLE_HEAD, _table_heads(table)),
        _node(part_id(table.id, "body"), NodeKind.TABLE_BODY, rows),
    ]
    below = [
        _leaf(part_id(table.id, "note", n), NodeKind.NOTE, origin=text.origin)
        for n, text in enumerate(table.notes)
    ]
    below += [_leaf(part_id(table.id, "source"), NodeKind.NOTE)] if table.source else []
    return [_node(table.id, NodeKind.TABLE, [caption, *body]), *below]


def _table_heads(table: Table) -> list[LogicalNode]:
    """One row of heads, or two: groups, with the heads that stand beside them, then those below groups."""
    groups = {index: group for group in table.groups for index in range(group.first, group.last + 1)}
    depth = 2 if groups else 1
    first: list[LogicalNode] = []
    second: list[LogicalNode] = []
    for column in range(len(table.columns)):
        head = _head_cell(part_id(table.id, "h", column))
        group = groups.get(column)
        if group is None:
            first.append(replace(head, rows=depth))
            continue
        second.append(head)
        if column == group.first:
            over = _head_cell(part_id(table.id, "g", column))
            first.append(replace(over, columns=group.span, origin=group.head.origin))
    made = [_node(part_id(table.id, "h"), NodeKind.TABLE_ROW, first)]
    return [*made, _node(part_id(table.id, "below"), NodeKind.TABLE_ROW, second)] if second else made


def _head_cell(node: NodeId) -> LogicalNode:
    return replace(_leaf(node, NodeKind.HEAD_CELL), scope=Scope.COLUMN)


def _table_row(table: Table, number: int, row: Sequence[Cell]) -> LogicalNode:
    cells = [
        _leaf(part_id(table.id, "r", number, c), NodeKind.DATA_CELL, origin=cell.text.origin)
        for c, cell in enumerate(row)
    ]
    if table.row_heads:
        cells[0] = replace(cells[0], kind=NodeKind.HEAD_CELL, scope=Scope.ROW)
    return _node(part_id(table.id, "r", number), NodeKind.TABLE_ROW, cells)


def _honours(block: Honours) -> LogicalNode:
    is_short = block.place is Place.SIDE
    children = [_leaf(part_id(block.id, "label"))] if is_short and block.title else []
    for number, group in enumerate(block.groups):
        if group.level:
            children.append(_leaf(part_id(block.id, "level", group.level)))
        items = [
            _leaf(
                part_id(block.id, entry.id) if is_short else entry.id,
                NodeKind.LIST_ITEM,
                origin=entry.title.origin,
            )
            for entry in group.entries
        ]
        children.append(_node(part_id(block.id, "list", number), NodeKind.LIST, items))
    return _node(block.id, NodeKind.SECTION, children)
