"""The logical structure: its elements in order, and the parent tree (ISO 32000-1, 14.7).

Elements are kept flat, parents before children; an element names its parent by its index. A book has
hundreds of thousands of them, so they hold plain values and no handles of the library.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf

from reportgen.preflight.access import (
    Key,
    array,
    data,
    entries,
    get,
    integer,
    is_dictionary,
    key,
    name,
    number_tree,
    numbers,
    one_or_more,
    text,
)

# ISO 32000-1, 14.8.4: the standard structure types.
STANDARD_TYPES = frozenset(
    {
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index"),
        *("NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"),
        *("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference"),
        *("BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"),
        *("Figure", "Formula", "Form"),
    }
)
GROUPS = frozenset({"NonStruct", "Div"})  # put others together and mean nothing by themselves
MAX_ELEMENTS = 3_000_000
_MAX_ROLES = 32  # mappings in a row


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content that an element holds: an MCID in the content stream of `owner`, a page or a form."""

    owner: Key
    mcid: int


@dataclass(frozen=True, slots=True)
class ObjectReference:
    """A whole object that an element holds: an annotation or an XObject."""

    at: Key


@dataclass(slots=True)
class Element:
    """One structure element. `parent` is the index of the element above, -1 under the root.

    `kids` holds content in its order and elements in theirs, but not which came first of a content and an
    element. `stated_parent` is what its /P says. `role` is the standard type that its own type stands for,
    or its own type where it stands for none. `attributes` are those of Table, List and Layout that rules
    ask for.
    """

    index: int
    parent: int
    key: Key
    stated_parent: Key
    type: str
    role: str
    kids: list[int | Content | ObjectReference]
    alt: str | None = None
    actual_text: str | None = None
    language: str | None = None
    id: bytes | None = None
    attributes: Mapping[str, object] = field(default_factory=dict)

    @property
    def objects(self) -> tuple[int, ...]:
        """The number of its object, for a finding."""
        return (self.key[0],) if self.key[0] else ()


class Structure:
    """The elements and the parent tree of a file."""

    def __init__(self, root: object) -> None:
        self.root = get(root, "StructTreeRoot")
        self.roles = {raw: name(value) for raw, value in entries(get(self.root, "RoleMap"))}
        self.elements: list[Element] = []
        self.loops: list[int] = []  # numbers of objects that stand in the tree twice
        self._classes = get(self.root, "ClassMap")
        self._read()

    def role(self, type_: str) -> str:
        """The standard type that a type stands for, itself if it stands for none."""
        here = type_
        for _ in range(_MAX_ROLES):
            if here in STANDARD_TYPES or here not in self.roles:
                return here
            here = self.roles[here]
        return type_

    def is_circular(self, type_: str) -> bool:
        """Whether following the role map from a type comes back to where it was."""
        seen, here = {type_}, self.roles.get(type_)
        while here is not None:
            if here in seen:
                return True
            seen.add(here)
            here = self.roles.get(here)
        return False

    def children(self, element: Element) -> Iterator[Element]:
        """The elements directly under one."""
        for kid in element.kids:
            if isinstance(kid, int):
                yield self.elements[kid]

    def parts(self, element: Element) -> Iterator[Element]:
        """The elements under one, with those in a group in its place."""
        pending = list(self.children(element))[::-1]
        while pending:
            here = pending.pop()
            if here.role in GROUPS:
                pending += list(self.children(here))[::-1]
            else:
                yield here

    def parent(self, element: Element) -> Element | None:
        """The element above, None under the root."""
        return self.elements[element.parent] if element.parent >= 0 else None

    def ancestors(self, element: Element) -> Iterator[Element]:
        """The elements above, nearest first."""
        here = self.parent(element)
        while here is not None:
            yield here
            here = self.parent(here)

    def inside(self, element: Element) -> Iterator[Element]:
        """The element and all below it, in reading order."""
        pending = [element]
        while pending:
            here = pending.pop()
            yield here
            pending.extend(self.elements[kid] for kid in reversed(here.kids) if isinstance(kid, int))

    @cached_property
    def by_key(self) -> Mapping[Key, Element]:
        """Elements by their objects."""
        return {element.key: element for element in self.elements if element.key != (0, 0)}

    @cached_property
    def holders(self) -> Mapping[Content, Element]:
        """Which element holds a piece of marked content; the first one where several do."""
        found: dict[Content, Element] = {}
        for element in self.elements:
            for kid in element.kids:
                if isinstance(kid, Content):
                    found.setdefault(kid, element)
        return found

    @cached_property
    def object_holders(self) -> Mapping[Key, Element]:
        """Which element refers to an object."""
        found: dict[Key, Element] = {}
        for element in self.elements:
            for kid in element.kids:
                if isinstance(kid, ObjectReference):
                    found.setdefault(kid.at, element)
        return found

    @cached_property
    def parent_tree(self) -> Mapping[int, Key | tuple[Key, ...]]:
        """The parent tree: for an annotation the element, for a page or form the elements by MCID."""
        found: dict[int, Key | tuple[Key, ...]] = {}
        for index, value in number_tree(get(self.root, "ParentTree")):
            if isinstance(value, pikepdf.Array):
                found[index] = tuple(key(item) for item in array(value))
            elif is_dictionary(value):
                found[index] = key(value)
        return found

    # -------------------------------------------------------------- reading

    def _read(self) -> None:
        seen: set[Key] = set()
        # Value, index of the parent, page that content without one stands on.
        pending: list[tuple[object, int, Key]] = [
            (item, -1, (0, 0)) for item in reversed(one_or_more(get(self.root, "K")))
        ]
        while pending and len(self.elements) < MAX_ELEMENTS:
            value, parent, page = pending.pop()
            if not is_dictionary(value):
                continue
            at = key(value)
            if at in seen:
                self.loops.append(at[0])
                continue
            if at != (0, 0):
                seen.add(at)
            element = self._element(value, at, parent)
            self.elements.append(element)
            if parent >= 0:
                self.elements[parent].kids.append(element.index)
            own = key(get(value, "Pg"))
            self._kids(value, element, own if own != (0, 0) else page, pending)

    def _kids(
        self, value: object, element: Element, page: Key, pending: list[tuple[object, int, Key]]
    ) -> None:
        below = []
        for kid in one_or_more(get(value, "K")):
            mcid = integer(kid)
            if mcid is not None:
                element.kids.append(Content(page, mcid))
                continue
            match name(get(kid, "Type")):
                case "MCR":
                    stream, own = key(get(kid, "Stm")), key(get(kid, "Pg"))
                    owner = stream if stream != (0, 0) else own if own != (0, 0) else page
                    inner = integer(get(kid, "MCID"))
                    if inner is not None:
                        element.kids.append(Content(owner, inner))
                case "OBJR":
                    element.kids.append(ObjectReference(key(get(kid, "Obj"))))
                case _:
                    below.append((kid, element.index, page))
        pending.extend(reversed(below))

    def _element(self, value: object, at: Key, parent: int) -> Element:
        stated = name(get(value, "S"))
        return Element(
            index=len(self.elements),
            parent=parent,
            key=at,
            stated_parent=key(get(value, "P")),
            type=stated,
            role=self.role(stated),
            kids=[],
            alt=text(get(value, "Alt")),
            actual_text=text(get(value, "ActualText")),
            language=text(get(value, "Lang")),
            id=data(get(value, "ID")),
            attributes=self._attributes(value),
        )

    def _attributes(self, value: object) -> Mapping[str, object]:
        stated = get(value, "A")
        classes = [get(self._classes, name(item)) for item in one_or_more(get(value, "C"))]
        if stated is None and not classes:
            return _NONE
        found: dict[str, object] = {}
        for group in [*(part for each in classes for part in one_or_more(each)), *one_or_more(stated)]:
            for step in ("Scope", "ListNumbering", "Placement"):
                if given := name(get(group, step)):
                    found[step] = given
            for step in ("ColSpan", "RowSpan"):
                span = integer(get(group, step))
                if span is not None:
                    found[step] = span
            if headers := array(get(group, "Headers")):
                found["Headers"] = tuple(data(item) or b"" for item in headers)
            if box := numbers(get(group, "BBox"), 4):
                found["BBox"] = box
        return found


_NONE: Mapping[str, object] = {}


def read_structure(root: object) -> Structure:
    """The structure of a file, by its catalogue."""
    return Structure(root)
