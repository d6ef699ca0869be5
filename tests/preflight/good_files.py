"""The good files: one small document with a bit of everything, written by our own writer in three ways."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import em_square

from reportgen.core.geometry import Rect, Size, mm
from reportgen.core.paged import (
    Artifact,
    Destination,
    DocumentInfo,
    DrawItem,
    FontId,
    GlyphRun,
    Inline,
    InlineKind,
    LinkItem,
    LogicalNode,
    NodeId,
    NodeKind,
    OutlineEntry,
    Page,
    PagedDocument,
    PathItem,
    Scope,
    Tag,
    TextItem,
)
from reportgen.core.style import INK, Colour
from reportgen.layout.marks import press_marks
from reportgen.pdf import PROFILES, Attachment, Condition, Extras, Relationship, write_pdf

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

ICC = Path(__file__).resolve().parents[2] / "assets" / "icc"
FACE, SIZE = FontId("EmSquare-Regular"), Size(mm(210), mm(285))
BLEED, MARGIN = mm(3), mm(13)
PAGES = 4
BLUE = Colour("blue", (0.2, 0.4, 0.7), (0.8, 0.5, 0.0, 0.0))


@cache
def book() -> FontBook:
    """The em-square faces."""
    from reportgen.typeset.fonts import FontBook

    return FontBook.from_files(em_square.files(), em_square.roles())


def made(kind: str) -> bytes:
    """The document as a `press`, `archive` or `web` file."""
    out = io.BytesIO()
    extras = Extras(
        record='{"edition": "1"}' if kind != "press" else "",
        attachments=(
            Attachment(
                "表.csv",
                b"1,2\n",
                "text/csv",
                "表里的数",
                Relationship.DATA,
                datetime(2026, 3, 1, tzinfo=UTC),
            ),
        )
        if kind == "archive"
        else (),
        screen=(ICC / "sRGB.icc").read_bytes(),
        condition=Condition((ICC / "FOGRA39L_coated.icc").read_bytes(), "FOGRA39", "Coated paper, offset"),
        marks=press_marks(book(), BLEED, lambda page: page.label),
        margin=MARGIN,
    )
    write_pdf(_document(), book(), out, profile=PROFILES[kind], producer="reportgen test", extras=extras)
    return out.getvalue()


def _node(name: str, kind: NodeKind, *children: LogicalNode, **more: object) -> LogicalNode:
    return LogicalNode(NodeId(name), kind, children, **more)  # type: ignore[arg-type]


def _tree() -> LogicalNode:
    head = _node(
        "row0",
        NodeKind.TABLE_ROW,
        _node("c00", NodeKind.HEAD_CELL, scope=Scope.COLUMN),
        _node("c01", NodeKind.HEAD_CELL, scope=Scope.COLUMN),
    )
    body = _node(
        "row1", NodeKind.TABLE_ROW, _node("c10", NodeKind.DATA_CELL), _node("c11", NodeKind.DATA_CELL)
    )
    table = _node(
        "table",
        NodeKind.TABLE,
        _node("head", NodeKind.TABLE_HEAD, head),
        _node("rows", NodeKind.TABLE_BODY, body),
    )
    items = _node("list", NodeKind.LIST, _node("item", NodeKind.LIST_ITEM), numbering="Decimal")
    pages = [
        _node(
            f"part{number}",
            NodeKind.SECTION,
            _node(f"h{number}", NodeKind.HEADING, level=1),
            _node(f"p{number}", NodeKind.PARAGRAPH),
        )
        for number in range(1, PAGES + 1)
    ]
    figure = _node("figure", NodeKind.FIGURE, alt="一个方块")
    return _node("whole", NodeKind.DOCUMENT, *pages, items, table, figure)


def _document() -> PagedDocument:
    pages = []
    for number in range(1, PAGES + 1):
        items: list[DrawItem] = [
            _ground(),
            _text(f"第{number}章", 60, 80, Tag(NodeId(f"h{number}")), 14),
            _text("报表（季度）完成", 60, 110, Tag(NodeId(f"p{number}"))),
            _text(str(number), 300, 770, Tag(artifact=Artifact.FOOTER), 9),
        ]
        if number == 2:
            items += _middle()
        pages.append(Page(number - 1, str(number), SIZE, "text", tuple(items)))
    return PagedDocument(
        info=DocumentInfo(
            "五年报表", authors=("某单位",), subject="样本", created="2026-03-01T09:30:00+08:00"
        ),
        pages=tuple(pages),
        tree=_tree(),
        outline=tuple(OutlineEntry(f"第{number}章", NodeId(f"h{number}")) for number in range(1, PAGES + 1)),
        destinations={NodeId(f"h{number}"): Destination(number - 1, 60.0) for number in range(1, PAGES + 1)},
        bleed=BLEED,
    )


def _middle() -> list[DrawItem]:
    label, link = (
        Tag(NodeId("item"), inline=Inline(InlineKind.LABEL)),
        Tag(NodeId("p2"), inline=Inline(InlineKind.LINK, "#h4")),
    )
    return [
        _text("一", 60, 140, label),
        _text("项目", 80, 140, Tag(NodeId("item"))),
        *(
            _text(text, x, y, Tag(NodeId(cell)))
            for text, x, y, cell in (
                ("年", 60, 170, "c00"),
                ("数", 120, 170, "c01"),
                ("一", 60, 190, "c10"),
                ("二", 120, 190, "c11"),
            )
        ),
        PathItem(_box(60, 220, 100, 60), BLUE, None, 0.0, Tag(NodeId("figure"))),
        _text("见第四章", 60, 320, link),
        LinkItem(Rect(60, 310, 40, 12), "#h4", "第 4 页", link),
    ]


def _ground() -> PathItem:
    """A band at the head of the page that goes to the edge of the bleed."""
    return PathItem(
        _box(-BLEED, -BLEED, SIZE.width + 2 * BLEED, 20 + BLEED),
        BLUE,
        None,
        0.0,
        Tag(artifact=Artifact.LAYOUT),
    )


def _box(x: float, y: float, width: float, height: float) -> tuple:  # type: ignore[type-arg]
    return (("m", x, y), ("l", x + width, y), ("l", x + width, y + height), ("l", x, y + height), ("h",))


def _text(text: str, x: float, y: float, tag: Tag, size: float = 10) -> TextItem:
    face = book().face(FACE)
    glyphs = tuple(face.glyph(ord(char)) for char in text)
    assert all(glyphs), f"{text} is not in the test face"
    advances = tuple(face.advance(glyph) * size / face.upem for glyph in glyphs)
    return TextItem(x, y, GlyphRun(FACE, size, glyphs, advances, (), range(len(glyphs)), text), INK, tag)
