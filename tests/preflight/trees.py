"""Finding one's way in the structure tree of a file that is to be broken, and naming what was broken."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from toolkit import Broken, Change, Kind, broken, content, good, set_content

Where = Callable[[Pdf], Any]


def located(kind: Kind, change: Change, where: Where, **more: Any) -> Callable[[], Broken]:
    """A case whose finding has to name the objects that `where` gives; saving numbers them anew."""

    def made() -> Broken:
        data = broken(good(kind), change)
        with pikepdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:
            spots = where(pdf)
            values = spots if isinstance(spots, tuple) else (spots,)
            numbers = tuple(value.objgen[0] for value in values)
        assert all(numbers), "what is looked for must be an indirect object"
        return Broken(data, good(kind), objects=numbers, **more)

    return made


def kids(element: Any) -> list[Any]:
    """What stands under K, as a list."""
    found = element.get("/K")
    return list(found) if isinstance(found, Array) else [] if found is None else [found]


def elements(pdf: Pdf, kind: str) -> Iterator[Any]:
    """The elements of a structure type in reading order."""
    pending = kids(pdf.Root.StructTreeRoot)[::-1]
    while pending:
        here = pending.pop()
        if isinstance(here, Dictionary) and here.get("/Type") not in (Name.MCR, Name.OBJR):
            if here.S == Name("/" + kind):
                yield here
            pending += kids(here)[::-1]


def element(pdf: Pdf, kind: str, nth: int = 0) -> Any:
    """The nth element of a structure type."""
    return list(elements(pdf, kind))[nth]


def nth(kind: str, number: int = 0) -> Where:
    """Where an element stands."""
    return lambda pdf: element(pdf, kind, number)


def setting(kind: str, number: int = 0, **entries: Any) -> Change:
    """Change entries of an element; None removes one."""

    def change(pdf: Pdf) -> None:
        put(element(pdf, kind, number), **entries)

    return change


def put(value: Any, **entries: Any) -> None:
    """Set entries of a dictionary; None removes one."""
    for step, entry in entries.items():
        if entry is not None:
            value[Name("/" + step)] = entry
        elif "/" + step in value:
            del value[Name("/" + step)]


def add(pdf: Pdf, parent: Any, kind: str, *below: Any, **entries: Any) -> Any:
    """A new element at the end of another one."""
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent))
    put(made, **entries)
    if below:
        made.K = Array(list(below))
    parent.K = Array([*kids(parent), made])
    return made


def edit_content(pdf: Pdf, old: bytes, new: bytes, page: int = 2) -> None:
    """Change the operators of a page."""
    found = content(pdf, page)
    assert old in found, old
    set_content(pdf, found.replace(old, new, 1), page)


def link(pdf: Pdf) -> Any:
    """The one link of the good files, on page 2."""
    return pdf.pages[1].obj.Annots[0]


def with_link(**entries: Any) -> Change:
    """Change entries of the link; None removes one."""
    return lambda pdf: put(link(pdf), **entries)


def annotate(
    pdf: Pdf, subtype: str, page: int = 2, rect: tuple[float, ...] = (100, 100, 200, 150), **more: Any
) -> Any:
    """A new annotation on a page."""
    value = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array(list(rect)), F=4)
    put(value, **more)
    made = pdf.make_indirect(value)
    here = pdf.pages[page - 1].obj
    here.Annots = Array([*here.get("/Annots", []), made])
    if subtype == "Widget":
        pdf.Root.AcroForm = Dictionary(Fields=Array([made]))
    return made


def last_annotation(page: int = 2) -> Where:
    """Where the annotation stands that was added last."""
    return lambda pdf: pdf.pages[page - 1].obj.Annots[-1]


def attach(pdf: Pdf, data: bytes, filename: str = "a.bin") -> Any:
    """A file inside the file, entered among the names."""
    stream = pdf.make_stream(data)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/application/octet-stream")
    specification = pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=filename, UF=filename, EF=Dictionary(F=stream))
    )
    put(pdf.Root, Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([filename, specification]))))
    return specification


def attachment(pdf: Pdf) -> Any:
    """The one attachment of a file."""
    return pdf.Root.Names.EmbeddedFiles.Names[1]
