"""Tags: what is painted joins the logical tree (ISO 32000-1, 14.7; ISO 14289-1, 7.1).

Marks come from layout, the tree comes from content; here they meet. While pages are painted, every piece of
marked content is noted with the element it belongs to: three numbers a piece. The elements themselves are
written when all pages are, in reading order, as bytes that are spelled already.

Elements are counted: first the nodes of the tree, in reading order, then the stretches inside nodes (links,
readings, labels) as they come.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reportgen.core.paged import Artifact, Inline, InlineKind, LogicalNode, NodeId, NodeKind, Tag
from reportgen.pdf.structure import entries_of, figure_attributes, is_kept_empty, levels, types_of
from reportgen.pdf.syntax import dictionary, text_string
from reportgen.pdf.writer import StreamingDocument, reference

NOTHING: Mapping[NodeId, Sequence[bytes]] = MappingProxyType({})
Box = tuple[float, float, float, float]  # left, bottom, right, top, in PDF space

_ARTIFACTS = {
    None: "/Artifact << /Type /Layout >> BDC",
    Artifact.LAYOUT: "/Artifact << /Type /Layout >> BDC",
    Artifact.HEADER: "/Artifact << /Subtype /Header /Type /Pagination >> BDC",
    Artifact.FOOTER: "/Artifact << /Subtype /Footer /Type /Pagination >> BDC",
    Artifact.PAGE: "/Artifact << /Type /Page >> BDC",
}
_STRETCHES = {
    InlineKind.LABEL: "Lbl",
    InlineKind.LINK: "Link",
    InlineKind.RUBY_BASE: "RB",
    InlineKind.RUBY_TEXT: "RT",
    InlineKind.LANGUAGE: "Span",
}
_RUBY = (InlineKind.RUBY_BASE, InlineKind.RUBY_TEXT)
_IN_A_ROW = (InlineKind.LINK, InlineKind.LANGUAGE)  # the same again after something else is another one
_STRETCH, _AREA = 0xFFFFFFFF, 0xFFFFFFFE  # in place of a page: what the third number of a piece counts
_FAN_OUT = 64  # entries of one leaf of the parent tree


@dataclass(frozen=True, slots=True)
class _Stretch:
    """An element inside a node: its type, and its language if it has one of its own."""

    type: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Area:
    """An annotation: the element it belongs to, its page (from 0), and the number of its object."""

    element: int
    page: int
    number: int


class Tagging:
    """The tags of one file: `begin_page`, `open`, `extend`, `annotate`, `end_page`; `write` at the end."""

    def __init__(
        self,
        tree: LogicalNode,
        file: StreamingDocument,
        pages: int,
        files: Mapping[NodeId, Sequence[bytes]] = NOTHING,
    ) -> None:
        """Tags for `pages` pages; `files` are references of the attachments that figures show the data of."""
        self._tree = tree
        self._files = files
        self._file = file
        self._page_count = pages
        self._levels = levels(tree)
        self._index: dict[NodeId, int] = {}
        self._types: list[str] = []  # by node: of the element that holds its content
        self._above = array("l")  # by node: the node above it
        self._figures: dict[int, dict[int, Box]] = {}  # by node: where it stands, page by page
        self._number_nodes()
        self._stretches: list[_Stretch] = []
        self._known: dict[tuple[int, Inline], int] = {}
        self._latest: dict[int, int] = {}  # by element: the stretch that is its latest piece
        self._bare: dict[tuple[NodeId, Inline], list[int]] = {}  # links that wait for an annotation
        self._objects: dict[int, int] = {}  # by element: its object in the file
        self._element, self._where, self._what = array("L"), array("L"), array("L")  # of each piece
        self._page_objects: list[int] = []
        self._marked: list[int] = []  # elements of this page, by MCID
        self._parents: list[tuple[int, bytes]] = []  # the parent tree
        self._areas: list[_Area] = []
        self._pieces: dict[int, Sequence[int]] = {}  # by element, gathered in the end

    def _number_nodes(self) -> None:
        stack = [(self._tree, -1)]
        while stack:
            node, above = stack.pop()
            if node.id in self._index:
                raise AssertionError(f"two nodes of the logical tree are called “{node.id}”")
            number = self._index[node.id] = len(self._types)
            self._types.append(types_of(node, self._levels.get(node.id, 0))[-1])
            self._above.append(above)
            if node.kind is NodeKind.FIGURE:
                self._figures[number] = {}
            stack.extend((child, number) for child in reversed(node.children))

    # ------------------------------------------------------------------ while pages are painted

    def begin_page(self, number: int) -> None:
        """Begin the page whose object has this number."""
        self._page_objects.append(number)
        self._marked = []

    @property
    def _page(self) -> int:
        return len(self._page_objects) - 1

    def open(self, tag: Tag) -> str:
        """The operator that begins marked content of `tag`."""
        if tag.node is None:
            return _ARTIFACTS[tag.artifact]
        element = self._element_of(tag)
        if tag.inline is not None and tag.inline.kind is InlineKind.LINK:
            bare = self._bare.setdefault((tag.node, tag.inline), [])
            if bare[-1:] != [element]:
                bare.append(element)
        self._note(element, self._page, len(self._marked))
        self._marked.append(element)
        return f"/{self._type(element)} << /MCID {len(self._marked) - 1} >> BDC"

    def extend(self, tag: Tag, box: Box) -> None:
        """What is painted for `tag` covers `box`; figures have to tell where they stand."""
        boxes = self._figures.get(self._index.get(tag.node, -1)) if tag.node else None
        if boxes is None:
            return
        known = boxes.get(self._page, box)
        boxes[self._page] = (
            min(known[0], box[0]),
            min(known[1], box[1]),
            max(known[2], box[2]),
            max(known[3], box[3]),
        )

    def annotate(self, tag: Tag, number: int) -> int:
        """Object `number` is an annotation over what was painted for `tag`; its key in the parent tree.

        Annotations come some time after the words they cover, in the order of the words.
        """
        element = self._element_under(tag)
        self._note(element, _AREA, len(self._areas))
        self._areas.append(_Area(element, self._page, number))
        return self._page_count + len(self._areas) - 1

    def end_page(self) -> dict[str, bytes]:
        """What the page's dictionary says of its tags."""
        if not self._marked:
            return {"Tabs": b"/S"}
        refs = b" ".join(reference(self._object(element)) for element in self._marked)
        self._parents.append((self._page, self._file.add(b"[" + refs + b"]")))
        return {"Tabs": b"/S", "StructParents": b"%d" % self._page}

    def _element_of(self, tag: Tag) -> int:
        """The element that what is painted for `tag` belongs to; that of a stretch is made when it begins."""
        assert tag.node is not None, "an artifact belongs to no element"
        node = self._index.get(tag.node)
        if node is None:
            raise AssertionError(f"a page holds something of “{tag.node}”, which the logical tree does not")
        inline = tag.inline
        if inline is None:
            self._latest.pop(node, None)
            return node
        if inline.kind in _RUBY:
            whole = self._stretch(node, Inline(InlineKind.LABEL, f"ruby {inline.key}"), "Ruby")
            return self._stretch(whole, inline, _STRETCHES[inline.kind])
        if inline.kind in _IN_A_ROW and self._latest.get(node) != self._known.get((node, inline)):
            self._known.pop((node, inline), None)
        element = self._stretch(node, inline, _STRETCHES[inline.kind])
        self._latest[node] = element
        return element

    def _element_under(self, tag: Tag) -> int:
        """The element whose words an annotation covers: the first that waits for one, else the latest."""
        assert tag.node is not None, "an artifact belongs to no element"
        if tag.inline is None:
            return self._element_of(tag)
        if bare := self._bare.get((tag.node, tag.inline)):
            return bare.pop(0)
        known = self._known.get((self._index.get(tag.node, -1), tag.inline))
        return self._element_of(tag) if known is None else known

    def _stretch(self, holder: int, inline: Inline, kind: str) -> int:
        found = self._known.get((holder, inline))
        if found is None:
            found = self._known[holder, inline] = len(self._types) + len(self._stretches)
            self._stretches.append(_Stretch(kind, inline.key if inline.kind is InlineKind.LANGUAGE else ""))
            self._note(holder, _STRETCH, found)
        return found

    def _note(self, element: int, where: int, what: int) -> None:
        self._element.append(element)
        self._where.append(where)
        self._what.append(what)

    def _type(self, element: int) -> str:
        nodes = len(self._types)
        return self._types[element] if element < nodes else self._stretches[element - nodes].type

    def _object(self, element: int) -> int:
        """The number of an element's object, reserved when it is first asked for."""
        number = self._objects.get(element)
        if number is None:
            number = self._objects[element] = self._file.reserve()
        return number

    # ------------------------------------------------------------------ when all pages are

    def write(self) -> bytes:
        """Write the structure tree; reference of its root."""
        self._parents += [
            (self._page_count + key, reference(self._object(area.element)))
            for key, area in enumerate(self._areas)
        ]
        self._pieces = self._gathered()
        alive = self._alive()
        root = self._file.reserve()
        kids = self._write(self._tree, root, alive, in_table=False)
        entries = {
            "Type": b"/StructTreeRoot",
            "K": b"[" + b" ".join(kids) + b"]",
            "ParentTree": self._parent_tree(),
            "ParentTreeNextKey": b"%d" % (self._page_count + len(self._areas)),
        }
        return self._file.add(dictionary(entries), root)

    def _gathered(self) -> dict[int, Sequence[int]]:
        """For every element the places of its pieces, in the order they were painted."""
        order = array("L", sorted(range(len(self._element)), key=self._element.__getitem__))  # stable
        found: dict[int, Sequence[int]] = {}
        start = 0
        for end in range(1, len(order) + 1):
            element = self._element[order[start]]
            if end == len(order) or self._element[order[end]] != element:
                found[element] = order[start:end]
                start = end
        return found

    def _alive(self) -> bytearray:
        """By node, whether anything of it or below it is painted."""
        nodes = len(self._types)
        alive = bytearray(nodes)
        for node in range(nodes - 1, -1, -1):
            if node in self._pieces:
                alive[node] = 1
            if alive[node] and self._above[node] >= 0:
                alive[self._above[node]] = 1
        return alive

    def _write(self, node: LogicalNode, parent: int, alive: bytearray, *, in_table: bool) -> list[bytes]:
        """Write the elements of a node and below; reference of the outermost, none if nothing is printed."""
        index = self._index[node.id]
        if not alive[index] and not (in_table and is_kept_empty(node)):
            return []
        types = types_of(node, self._levels.get(node.id, 0))
        own = self._pieces.get(index, ())
        entries = entries_of(node) | self._place(node, index)
        outer = self._object(index) if len(types) == 1 else self._file.reserve()
        # what is printed inside an item of a list stands in its body
        inside = self._object(index) if types[0] == "LI" else outer
        in_table = in_table or node.kind is NodeKind.TABLE
        below = [
            kid for child in node.children for kid in self._write(child, inside, alive, in_table=in_table)
        ]
        if len(types) == 1:
            self._put(outer, types[0], parent, [*self._kids(own, outer), *below], own, entries)
        elif types[0] == "LI":
            labels = [place for place in own if self._is_label(place)]
            body = [place for place in own if not self._is_label(place)]
            self._put(inside, types[1], outer, [*self._kids(body, inside), *below], body, {})
            self._put(outer, types[0], parent, [*self._kids(labels, outer), reference(inside)], (), entries)
        else:
            holder = [reference(self._object(index))] if own else []
            if own:
                number = self._object(index)
                self._put(number, types[1], outer, list(self._kids(own, number)), own, {})
            self._put(outer, types[0], parent, [*holder, *below], (), entries)
        return [reference(outer)]

    def _is_label(self, place: int) -> bool:
        return self._where[place] == _STRETCH and self._type(self._what[place]) == "Lbl"

    def _kids(self, places: Sequence[int], parent: int) -> Iterator[bytes]:
        """The pieces at `places` as kids of object `parent`; elements among them are written."""
        first = self._first_page(places)
        for place in places:
            where, what = self._where[place], self._what[place]
            if where == _STRETCH:
                yield self._write_stretch(what, parent)
            elif where == _AREA:
                area = self._areas[what]
                page = self._page_objects[area.page]
                yield b"<< /Obj %s /Pg %s /Type /OBJR >>" % (reference(area.number), reference(page))
            elif where == first:
                yield b"%d" % what
            else:
                page = self._page_objects[where]
                yield b"<< /MCID %d /Pg %s /Type /MCR >>" % (what, reference(page))

    def _write_stretch(self, element: int, parent: int) -> bytes:
        stretch = self._stretches[element - len(self._types)]
        number = self._object(element)
        own = self._pieces.get(element, ())
        entries = {"Lang": text_string(stretch.language)} if stretch.language else {}
        self._put(number, stretch.type, parent, list(self._kids(own, number)), own, entries)
        return reference(number)

    def _first_page(self, places: Sequence[int]) -> int:
        return next((self._where[place] for place in places if self._where[place] < _AREA), -1)

    def _put(
        self,
        number: int,
        kind: str,
        parent: int,
        kids: Sequence[bytes],
        own: Sequence[int],
        entries: dict[str, bytes],
    ) -> None:
        page = self._first_page(own)
        body = {
            "K": (kids[0] if len(kids) == 1 else b"[" + b" ".join(kids) + b"]") if kids else b"",
            "P": reference(parent),
            "Pg": reference(self._page_objects[page]) if page >= 0 else b"",
            "S": b"/" + kind.encode("ascii"),
            "Type": b"/StructElem",
        }
        self._file.add(dictionary(body | entries), number)

    def _place(self, node: LogicalNode, index: int) -> dict[str, bytes]:
        """The box of a figure on the page where it begins."""
        boxes = self._figures.get(index)
        if not boxes:
            return {}
        if not node.alt:
            raise AssertionError(f"the figure “{node.id}” has no alternative text")
        files = self._files.get(node.id, ())
        return {
            "A": figure_attributes(boxes[min(boxes)]),
            "AF": b"[" + b" ".join(files) + b"]" if files else b"",
        }

    def _parent_tree(self) -> bytes:
        """The number tree from pages and annotations to elements; its keys ascend already."""
        if len(self._parents) <= _FAN_OUT:
            return self._file.add(b"<< /Nums [" + _pairs(self._parents) + b"] >>")
        kids = []
        for start in range(0, len(self._parents), _FAN_OUT):
            part = self._parents[start : start + _FAN_OUT]
            limits = b"/Limits [%d %d]" % (part[0][0], part[-1][0])
            kids.append(self._file.add(b"<< " + limits + b" /Nums [" + _pairs(part) + b"] >>"))
        return self._file.add(b"<< /Kids [" + b" ".join(kids) + b"] >>")


def _pairs(entries: Sequence[tuple[int, bytes]]) -> bytes:
    return b" ".join(b"%d %s" % entry for entry in entries)
