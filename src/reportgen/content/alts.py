"""Every picture and chart has to be told in words (ISO 14289-1, 7.3); those that are not are errors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from reportgen.content.tree import nodes
from reportgen.core.diagnostics import Diagnostic, Message, error
from reportgen.core.paged import LogicalNode, NodeKind

_UNSEEN = ("C", "Z")  # categories of control and format characters, and of blanks


def missing_alts(tree: LogicalNode) -> Iterator[Diagnostic]:
    """Figures whose alternative text says nothing, each at its place. Code: `content.no-alt`."""
    for node in nodes(tree):
        if node.kind is NodeKind.FIGURE and not _says_anything(node.alt):
            yield error(
                "content.no-alt",
                node.origin,
                zh="这幅图没有替代文字，读屏软件读不出来",
                en="this picture has no alternative text, so a screen reader cannot tell it",
                hints=[
                    Message(
                        "写上 alt，说清图里是什么；不写 alt 就用图片说明，图片说明也不能空",
                        "write alt, what is seen; without it the caption is taken, which must say something",
                    )
                ],
                path=node.id,
            )


def _says_anything(text: str) -> bool:
    return any(unicodedata.category(char)[0] not in _UNSEEN for char in text)
