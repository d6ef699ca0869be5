"""The pages of a book as they come, with what is known of places and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.content.blocks import Document
from reportgen.core.paged import Artifact, Destination, DrawItem, NodeId, Page, Tag
from reportgen.layout.setting import Setter
from reportgen.layout.sheets import Sheet, running_items

HEADER, FOOTER = Tag(artifact=Artifact.HEADER), Tag(artifact=Artifact.FOOTER)


class Book:
    """Pages as they come, with what is known of places and numbers."""

    def __init__(self, setter: Setter, document: Document) -> None:
        self.setter = setter
        self.document = document
        self.pages: list[Page] = []
        self.destinations: dict[NodeId, Destination] = {}
        self.labels: dict[NodeId, str] = {}
        self.has_title = False  # whether a page shows the title of the document

    @property
    def folio(self) -> str:
        """The next page's."""
        return str(len(self.pages) + 1)

    @property
    def is_recto(self) -> bool:
        """Whether the next page is an odd one."""
        return len(self.pages) % 2 == 0

    def add(
        self,
        master: str,
        items: Sequence[DrawItem],
        anchors: Sequence[tuple[NodeId, float]],
        head: str | None = None,
    ) -> None:
        """Append a page; `head` is the running head of an odd page, on masters that have one."""
        index = len(self.pages)
        label = self.folio
        every = list(items)
        if head is not None and self.setter.theme.masters[master].is_running:
            words = head if self.is_recto else self.document.info.title
            every += running_items(self.setter, words, label, self.is_recto, HEADER, FOOTER)
        for node, y in anchors:
            self.destinations.setdefault(node, Destination(index, y))
            self.labels.setdefault(node, label)
        self.pages.append(Page(index, label, self.setter.theme.page.trim, master, tuple(every)))

    def sheet(self, master: str, sheet: Sheet, head: str | None = None) -> None:
        """Append a page of fixed plan."""
        self.add(master, sheet.items, sheet.anchors, head)

    def blank(self) -> None:
        """Append an empty page: counted, without folio (rule book 10.7)."""
        self.add("blank", (), ())
