"""On which page a figure stands: the text that each page shows of each node, as it was drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.core.paged import DrawItem, GroupItem, NodeId, PagedDocument, PathItem, TextItem
from reportgen.review.ledger_figures import Kind, Shown


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure on paper; `page` is the folio as printed or counted."""

    shown: Shown
    page: str


class DrawnText:
    """What the pages show of every node, without white space, page by page."""

    def __init__(self, paged: PagedDocument) -> None:
        pages: dict[NodeId, dict[str, list[str]]] = defaultdict(dict)
        for page in paged.pages:
            for node, text in _texts(page.items):
                pages[node].setdefault(page.label, []).append(text)
        self._of = {
            node: tuple((label, squeezed("".join(texts))) for label, texts in by_page.items())
            for node, by_page in pages.items()
        }

    def pages(self, node: NodeId) -> tuple[str, ...]:
        """The folios of the pages that show anything of `node`."""
        return tuple(label for label, _ in self._of.get(node, ()))

    def place(self, node: NodeId, form: str, skip: int) -> str:
        """The folio of the page with `form` in `node`, after `skip` others like it; else empty."""
        wanted = squeezed(form)
        last = ""
        for label, text in self._of.get(node, ()):
            here = text.count(wanted)
            if here > skip:
                return label
            skip -= here
            last = label if here else last
        return last


def squeezed(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def printed_figures(shown: Iterable[Shown], paged: PagedDocument) -> tuple[Printed, ...]:
    """The figures that the pages hold, in the order given.

    What was left out of this file (a gallery without photos) is not in it, nor what a chart tells by its
    drawing alone. An alternative text is on the pages of its figure.
    """
    drawn = DrawnText(paged)
    return tuple(printed for each in shown if (printed := _printed(each, drawn)) is not None)


def _printed(shown: Shown, drawn: DrawnText) -> Printed | None:
    pages = drawn.pages(shown.node)
    if not pages:
        return None
    if shown.kind is Kind.ALT:
        return Printed(shown, pages[0])
    page = drawn.place(shown.node, shown.found_by, shown.skip)
    if not page and shown.kind is Kind.CHART:
        return None
    return Printed(shown, page or pages[0])


def _texts(items: Iterable[DrawItem]) -> Iterator[tuple[NodeId, str]]:
    """Text by node; a drawing without words shows its node too."""
    for item in items:
        if isinstance(item, GroupItem):
            yield from _texts(item.items)
        elif item.tag.node is not None:
            if isinstance(item, TextItem):
                yield item.tag.node, item.run.text
            elif isinstance(item, PathItem):
                yield item.tag.node, ""
