"""The structure tree of a finished file, read from its root down, and the text that stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import marked_content
import pikepdf

Place = tuple[int, int]  # page (from 0) and MCID


@dataclass(frozen=True, slots=True)
class Piece:
    """Marked content of an element."""

    place: Place


@dataclass(frozen=True, slots=True)
class Area:
    """An annotation of an element: its object and its page (from 0)."""

    object: pikepdf.Object
    page: int


@dataclass(eq=False, slots=True)
class Element:
    """A structure element: its type without the slash, its dictionary, its kids in their order."""

    type: str
    entry: pikepdf.Object
    parent: Element | None
    kids: list[Element | Piece | Area] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """The elements directly below."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator[Element]:
        """This element and all below, in reading order."""
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def pieces(self) -> Iterator[Place]:
        """All marked content of this element and below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.pieces()
            elif isinstance(kid, Piece):
                yield kid.place

    def attribute(self, name: str) -> Any:
        """An attribute, None if there is none; each element of ours has one dictionary of them at most."""
        return self.entry.A.get(f"/{name}") if "/A" in self.entry else None


class TaggedFile:
    """A file with its tags: tree and pages."""

    def __init__(self, path: Path) -> None:
        self.pdf = pikepdf.open(path)
        self._page_of = {page.objgen: number for number, page in enumerate(self.pdf.pages)}

    @cached_property
    def content(self) -> list[list[marked_content.Sequence]]:
        """What each page shows."""
        return [marked_content.sequences(page) for page in self.pdf.pages]

    @cached_property
    def texts(self) -> dict[Place, str]:
        """The text of every piece that the tree may name."""
        return {
            (number, sequence.mcid): sequence.text
            for number, page in enumerate(self.content)
            for sequence in page
            if sequence.mcid is not None
        }

    @cached_property
    def root(self) -> Element:
        """The one element at the top."""
        (top,) = _kids(self.pdf.Root.StructTreeRoot)
        return self._element(top, None)

    def text(self, element: Element) -> str:
        """What is read of an element, everything below it included."""
        return "".join(self.texts[place] for place in element.pieces())

    def of_type(self, *types: str) -> list[Element]:
        """All elements of these types in reading order."""
        return [element for element in self.root.walk() if element.type in types]

    @cached_property
    def parents(self) -> dict[int, pikepdf.Object]:
        """The parent tree: an element or, for a page, its elements by MCID."""
        found: dict[int, pikepdf.Object] = {}
        stack = [self.pdf.Root.StructTreeRoot.ParentTree]
        while stack:
            node = stack.pop()
            stack += list(node.get("/Kids", []))
            numbers = list(node.get("/Nums", []))
            keys = [int(key) for key in numbers[::2]]
            assert keys == sorted(set(keys)), "keys of a number tree ascend"
            if "/Limits" in node and keys:
                assert [int(limit) for limit in node.Limits] == [keys[0], keys[-1]]
            assert not found.keys() & set(keys), "one key in two leaves"
            found |= dict(zip(keys, numbers[1::2], strict=True))
        return found

    def _element(self, entry: pikepdf.Object, parent: Element | None) -> Element:
        element = Element(str(entry.S)[1:], entry, parent)
        above = parent.entry if parent else self.pdf.Root.StructTreeRoot
        assert entry.P.objgen == above.objgen, f"a {element.type} does not know what it stands in"
        for kid in _kids(entry):
            element.kids.append(self._kid(kid, element))
        return element

    def _kid(self, kid: Any, above: Element) -> Element | Piece | Area:
        if isinstance(kid, int):
            return Piece((self._page_of[above.entry.Pg.objgen], kid))
        if "/S" in kid:
            return self._element(kid, above)
        page = self._page_of[(kid if "/Pg" in kid else above.entry).Pg.objgen]
        if str(kid.Type) == "/OBJR":
            return Area(kid.Obj, page)
        assert str(kid.Type) == "/MCR"
        return Piece((page, int(kid.MCID)))


def _kids(entry: pikepdf.Object) -> list[Any]:
    found = entry.get("/K", pikepdf.Array())
    return list(found) if isinstance(found, pikepdf.Array) else [found]
