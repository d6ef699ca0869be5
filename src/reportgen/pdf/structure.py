"""Which structure types a logical node becomes, with its attributes (ISO 32000-1, 14.8; ISO 14289-1, 7)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.paged import LogicalNode, NodeKind, Scope
from reportgen.pdf.syntax import text_string

DEEPEST_HEADING = 6

# From the outside in; the last one holds what is painted. What may not hold content of its own has a holder.
_TYPES: dict[NodeKind, tuple[str, ...]] = {
    NodeKind.DOCUMENT: ("Document",),
    NodeKind.PART: ("Part",),
    NodeKind.SECTION: ("Sect",),
    NodeKind.TITLE: ("P",),  # the headings below it are of the first level themselves
    NodeKind.PARAGRAPH: ("P",),
    NodeKind.QUOTE: ("BlockQuote", "P"),
    NodeKind.LIST: ("L",),
    NodeKind.LIST_ITEM: ("LI", "LBody"),
    NodeKind.LIST_LABEL: ("Lbl",),
    NodeKind.LIST_BODY: ("LBody",),
    NodeKind.TABLE: ("Table",),
    NodeKind.TABLE_HEAD: ("THead",),
    NodeKind.TABLE_BODY: ("TBody",),
    NodeKind.TABLE_ROW: ("TR",),
    NodeKind.HEAD_CELL: ("TH",),
    NodeKind.DATA_CELL: ("TD",),
    NodeKind.FIGURE: ("Figure",),
    NodeKind.CAPTION: ("Caption",),
    NodeKind.NOTE: ("Note",),
    NodeKind.CONTENTS: ("TOC",),
    NodeKind.CONTENTS_ITEM: ("TOCI", "Reference"),
}
_CELLS = (NodeKind.HEAD_CELL, NodeKind.DATA_CELL)
_KEPT_EMPTY = (*_CELLS, NodeKind.TABLE_ROW)
_SCOPES = {Scope.ROW: "Row", Scope.COLUMN: "Column"}


def types_of(node: LogicalNode, level: int) -> tuple[str, ...]:
    """The structure types of a node, from the outside in; `level` is that of a heading."""
    if node.kind is NodeKind.HEADING:
        return (f"H{level}",)
    return _TYPES[node.kind]


def is_kept_empty(node: LogicalNode) -> bool:
    """Whether a part of a table stays without any content: rows and cells, so that all rows are as wide."""
    return node.kind in _KEPT_EMPTY


def entries_of(node: LogicalNode) -> dict[str, bytes]:
    """What the outer element of a node says besides its type: language, alternative text, attributes, id."""
    entries: dict[str, bytes] = {}
    if node.language:
        entries["Lang"] = text_string(node.language)
    if node.alt:
        entries["Alt"] = text_string(node.alt)
    if node.kind is NodeKind.NOTE:
        entries["ID"] = text_string(node.id)  # unique, as node ids are (ISO 14289-1, 7.9)
    if attributes := " ".join(_attributes(node)):
        entries["A"] = f"<< {attributes} >>".encode("ascii")
    return entries


def figure_attributes(box: tuple[float, float, float, float]) -> bytes:
    """Where a figure stands: left, bottom, right, top on its page (pt)."""
    edges = " ".join(f"{edge:.2f}".rstrip("0").rstrip(".") for edge in box)
    return f"<< /BBox [{edges}] /O /Layout /Placement /Block >>".encode("ascii")


def _attributes(node: LogicalNode) -> Iterator[str]:
    if node.kind is NodeKind.LIST and node.numbering:
        yield f"/ListNumbering /{node.numbering} /O /List"
    if node.kind in _CELLS:
        if node.columns > 1:
            yield f"/ColSpan {node.columns}"
        has_more = node.columns > 1 or node.rows > 1 or node.scope is not None
        if has_more:
            yield "/O /Table"
        if node.rows > 1:
            yield f"/RowSpan {node.rows}"
        if node.scope is not None:
            yield f"/Scope /{_SCOPES[node.scope]}"


def levels(tree: LogicalNode) -> dict[str, int]:
    """The level of every heading, by node id: the first is H1 and none is skipped (ISO 14289-1, 7.4)."""
    found: dict[str, int] = {}
    above = 0
    stack = [tree]
    while stack:
        node = stack.pop()
        if node.kind is NodeKind.HEADING:
            above = found[node.id] = min(max(node.level, 1), above + 1, DEEPEST_HEADING)
        stack.extend(reversed(node.children))
    return found
