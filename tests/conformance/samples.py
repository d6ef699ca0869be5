"""One document by hand with every kind of node and stretch, in the em-square faces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from paged_samples import RULE, paged, run_of, text_at

from reportgen.core.geometry import Rect
from reportgen.core.paged import (
    DocumentInfo,
    DrawItem,
    GroupItem,
    Inline,
    InlineKind,
    LinkItem,
    LogicalNode,
    NodeId,
    NodeKind,
    OutlineEntry,
    PagedDocument,
    PathItem,
    Scope,
    Tag,
)
from reportgen.core.style import INK
from reportgen.typeset.fonts import FontBook

K = NodeKind


def node(name: str, kind: NodeKind, *children: LogicalNode, **more: Any) -> LogicalNode:
    return LogicalNode(NodeId(name), kind, children, **more)


def of(name: str, kind: InlineKind | None = None, key: str = "") -> Tag:
    return Tag(NodeId(name), inline=Inline(kind, key) if kind else None)


TREE = node(
    "whole",
    K.DOCUMENT,
    node("title", K.TITLE),
    node(
        "toc",
        K.SECTION,
        node("toc.title", K.HEADING, level=1),
        node(
            "toc.list",
            K.CONTENTS,
            node("toc.a", K.CONTENTS_ITEM),
            node("toc.below", K.CONTENTS, node("toc.b", K.CONTENTS_ITEM)),
        ),
    ),
    node(
        "a",
        K.SECTION,
        node("a.title", K.HEADING, level=1),
        node("p", K.PARAGRAPH),
        node("en", K.PARAGRAPH, language="en"),
        node("quote", K.QUOTE, node("quote.by", K.PARAGRAPH)),
        node("b.title", K.HEADING, level=3),
        node(
            "list",
            K.LIST,
            node(
                "list.0",
                K.LIST_ITEM,
                node("list.0.list", K.LIST, node("list.0.0", K.LIST_ITEM), numbering="Disc"),
            ),
            node("list.1", K.LIST_ITEM),
            numbering="Decimal",
        ),
        node(
            "table",
            K.TABLE,
            node("table.caption", K.CAPTION),
            node(
                "table.head",
                K.TABLE_HEAD,
                node(
                    "h",
                    K.TABLE_ROW,
                    node("h.0", K.HEAD_CELL, scope=Scope.COLUMN, rows=2),
                    node("g.1", K.HEAD_CELL, scope=Scope.COLUMN, columns=2),
                ),
                node(
                    "below",
                    K.TABLE_ROW,
                    node("h.1", K.HEAD_CELL, scope=Scope.COLUMN),
                    node("h.2", K.HEAD_CELL, scope=Scope.COLUMN),
                ),
            ),
            node(
                "table.body",
                K.TABLE_BODY,
                node(
                    "r",
                    K.TABLE_ROW,
                    node("r.0", K.HEAD_CELL, scope=Scope.ROW),
                    node("r.1", K.DATA_CELL),
                    node("r.2", K.DATA_CELL),
                ),
            ),
        ),
        node("note", K.NOTE),
        node(
            "figure.group",
            K.SECTION,
            node("figure", K.FIGURE, alt="甲比乙高"),
            node("figure.caption", K.CAPTION),
        ),
    ),
)
OUTLINE = (OutlineEntry("第一章", NodeId("a.title"), (OutlineEntry("第一节", NodeId("b.title")),)),)


def everything(book: FontBook) -> PagedDocument:
    """Three pages that hold it all."""
    pages = [list(_placed(book, texts)) for texts in _texts()]
    bar = PathItem((("m", 0.0, 0.0), ("l", 30.0, 0.0), ("l", 30.0, 10.0), ("h",)), INK, INK, 1.0, Tag())
    pages[2] += [
        GroupItem((bar, bar), 150.0, 60.0, of("figure")),
        PathItem((("m", 0.0, 5.0), ("l", 200.0, 5.0)), None, INK, 0.5, RULE),
    ]
    pages[0] += [
        LinkItem(Rect(10, 20, 60, 10), "#a.title", "第一章", of("toc.a", InlineKind.LINK, "#a.title")),
        LinkItem(Rect(10, 30, 60, 10), "#b.title", "第一节", of("toc.b", InlineKind.LINK, "#b.title")),
    ]
    pages[1].append(
        LinkItem(
            Rect(10, 20, 60, 10),
            "https://example.cn/",
            "网页",
            of("p", InlineKind.LINK, "https://example.cn/"),
        )
    )
    return paged(
        *pages,
        labels=("i", "1", "2"),
        info=DocumentInfo("样张", subject="说明", keywords=("甲", "乙"), created="2026-03-01T09:30:00+08:00"),
        outline=OUTLINE,
        places={"a.title": (1, 0.0), "b.title": (1, 60.0)},
        tree=TREE,
    )


def _placed(book: FontBook, texts: list[tuple[str, Tag]]) -> Iterator[DrawItem]:
    for line, (text, tag) in enumerate(texts, start=1):
        yield text_at(10, 8.0 * line, run_of(book, text, size=6.0), tag=tag)


def _texts() -> list[list[tuple[str, Tag]]]:
    label, link, language = InlineKind.LABEL, InlineKind.LINK, InlineKind.LANGUAGE
    base, reading = InlineKind.RUBY_BASE, InlineKind.RUBY_TEXT
    address = "https://example.cn/"
    return [
        [
            ("样张", of("title")),
            ("目录", of("toc.title")),
            ("第一章1", of("toc.a", link, "#a.title")),
            ("第一节1", of("toc.b", link, "#b.title")),
        ],
        [
            ("第一章", of("a.title")),
            ("这里有", of("p")),
            ("网页", of("p", link, address)),
            ("和", of("p")),
            ("雁", of("p", base, "1")),
            ("word", of("p", language, "en")),
            ("yan", of("p", reading, "1")),
            ("In English", of("en")),
            ("引文", of("quote")),
            ("某人", of("quote.by")),
            ("第一节", of("b.title")),
        ],
        [
            ("1.", of("list.0", label)),
            ("甲", of("list.0")),
            ("丙", of("list.0.0")),
            ("2.", of("list.1", label)),
            ("乙", of("list.1")),
            ("表题", of("table.caption")),
            ("项", of("h.0")),
            ("数", of("g.1")),
            ("去年", of("h.1")),
            ("今年", of("h.2")),
            ("甲", of("r.0")),
            ("5", of("r.1")),
            ("表注", of("note")),
            ("图题", of("figure.caption")),
        ],
    ]
