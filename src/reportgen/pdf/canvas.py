"""ReportLab's canvas on our streaming document; the only place that touches its private hooks.

The painter appends operators to `code`; whatever draws through ReportLab's public methods (a barcode, a
user's own flowable) lands in the same list, and its states, forms and colours reach the page's resources.
Differences from the base class, one test each:

- no preamble, since it would name an unembedded Helvetica on every page;
- a page goes out when it is shown, with keys the base class drops and without its empty /Trans;
- forms keep their states, shadings and colour spaces, and refer to no standard fonts;
- annotations are plain dictionaries of ours, since the base class checks keys against a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportlab.pdfbase import pdfdoc  # type: ignore[import-untyped,unused-ignore]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped,unused-ignore]

from reportgen.core.geometry import Size
from reportgen.pdf.syntax import dictionary, number
from reportgen.pdf.writer import StreamingDocument, reference

_FAN_OUT = 32  # kids of one node of the page tree


class PageTree:
    """Object numbers of all pages and of the nodes above them, known before the first page is written."""

    def __init__(self, document: StreamingDocument, pages: int) -> None:
        self._document = document
        self._levels: list[tuple[int, int]] = [(document.reserve(pages), pages)]  # first number, count
        while len(self._levels) == 1 or self._levels[-1][1] > 1:
            nodes = max(1, -(-self._levels[-1][1] // _FAN_OUT))
            self._levels.append((document.reserve(nodes), nodes))

    @property
    def root(self) -> bytes:
        """Reference of the topmost node."""
        return reference(self._levels[-1][0])

    def page(self, index: int) -> int:
        """The object number of page `index` (from 0)."""
        return self._levels[0][0] + index

    def parent(self, index: int) -> bytes:
        """Reference of the node that holds page `index`."""
        return reference(self._levels[1][0] + index // _FAN_OUT)

    def write(self) -> None:
        """Write all nodes."""
        leaves = self._levels[0][1]
        span = 1  # pages below one kid of this level
        for depth in range(1, len(self._levels)):
            (kid, kids), (first, nodes) = self._levels[depth - 1], self._levels[depth]
            for node in range(nodes):
                begin, end = node * _FAN_OUT, min(kids, (node + 1) * _FAN_OUT)
                entries = {
                    "Type": b"/Pages",
                    "Kids": b"[" + b" ".join(reference(kid + i) for i in range(begin, end)) + b"]",
                    "Count": b"%d" % (min(leaves, end * span) - begin * span),
                }
                if depth + 1 < len(self._levels):
                    entries["Parent"] = reference(self._levels[depth + 1][0] + node // _FAN_OUT)
                self._document.add(dictionary(entries), first + node)
            span *= _FAN_OUT


class PageCanvas(Canvas):  # type: ignore[misc]
    """One page after another: `open_page`, draw, `showPage`. Origin at the lower left, y upwards, in pt."""

    def __init__(self, document: StreamingDocument, tree: PageTree) -> None:
        super().__init__("", pagesize=(1.0, 1.0), pageCompression=1, invariant=1)
        self._doc = document
        self._tree = tree
        self._fonts: dict[str, bytes] = {}
        self._images: dict[str, bytes] = {}
        self._blending_space = b""
        self._described: dict[str, bytes] = {}
        self._spaces: dict[str, bytes] = {}
        self._states: dict[str, bytes] = {}
        self._default_spaces: dict[str, bytes] = {}

    @property
    def page_object(self) -> int:
        """The number of the page's object."""
        return self._tree.page(self._pageNumber - 1)

    def describe(self, entries: Mapping[str, bytes]) -> None:
        """Entries of the page's dictionary that are not the canvas's own."""
        self._described |= entries

    def name_spaces(self, spaces: Mapping[str, bytes]) -> None:
        """Colour spaces of every page: what device colours stand for."""
        self._default_spaces = dict(spaces)

    def reserve(self) -> int:
        """A number for an object that comes later."""
        document: StreamingDocument = self._doc
        return document.reserve()

    @property
    def code(self) -> list[str]:
        """Operators of the page so far, to be appended to."""
        return self._code  # type: ignore[no-any-return]

    def open_page(self, size: Size) -> None:
        """Begin the next page."""
        self.setPageSize((size.width, size.height))

    def use_font(self, key: str, number: int) -> None:
        """Object `number` is the font called `key` on this page."""
        self._fonts[key] = reference(number)

    def use_space(self, key: str, number: int) -> None:
        """Object `number` is the colour space called `key` on this page."""
        self._spaces[key] = reference(number)

    def use_state(self, key: str, number: int) -> None:
        """Object `number` is the graphics state called `key` on this page."""
        self._states[key] = reference(number)

    def use_image(self, key: str, number: int) -> None:
        """Object `number` is the picture called `key` on this page."""
        self._images[key] = reference(number)

    def blend_in(self, space: bytes) -> None:
        """Something on this page lets the ground show through: colours mix in `space`."""
        self._blending_space = space

    def annotate(self, entries: Mapping[str, bytes], number: int = 0) -> None:
        """Add an annotation to the page, as object `number` or a new one."""
        self._annotationrefs.append(self._doc.add(dictionary(entries), number))

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Write the page and its content; begin afresh."""
        document: StreamingDocument = self._doc
        index = self._pageNumber - 1
        width, height = self._pagesize
        entries = {
            "Type": b"/Page",
            "Parent": self._tree.parent(index),
            "MediaBox": f"[0 0 {number(width)} {number(height)}]".encode("ascii"),
            "Resources": self._resources(),
            "Contents": document.add_stream({}, "\n".join(self._code).encode("ascii")),
        }
        if self._annotationrefs:
            refs = [pdfdoc.format(ref, document) for ref in self._annotationrefs]
            entries["Annots"] = b"[" + b" ".join(refs) + b"]"
        if self._blending_space:
            entries["Group"] = b"<< /CS " + self._blending_space + b" /S /Transparency >>"
        document.add(dictionary(entries | self._described), self._tree.page(index))
        document.inObject = None
        self._fonts, self._images, self._blending_space, self._described = {}, {}, b"", {}
        self._spaces, self._states = {}, {}
        self._startPage()

    def endForm(self, **extra_attributes: Any) -> None:  # noqa: N802 - ReportLab's name
        """Register the form begun with `beginForm`, with all of its resources."""
        name, left, bottom, right, top = self._formData
        width, height = self._pagesize
        box = (left, bottom, width if right is None else right, height if top is None else top)
        entries = {
            "Type": b"/XObject",
            "Subtype": b"/Form",
            "BBox": f"[{' '.join(map(number, box))}]".encode("ascii"),
            "Resources": self._resources(),
            **extra_attributes,
        }
        content = "\n".join(self._code).encode("ascii")
        form = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content, [pdfdoc.PDFZCompress])
        self._doc.addForm(name, form)
        self._restartAccumulators()
        self.pop_state_stack()

    def _make_preamble(self) -> None:
        self._preamble = ""

    def _resources(self) -> bytes:
        """The page's resources: our fonts and pictures, and what ReportLab's methods have used."""
        document = self._doc
        drawn: dict[str, Any] = {
            "ExtGState": {**getattr(self._extgstate.getState(), "dict", {}), **self._states},
            "Shading": {local: pdfdoc.PDFObjectReference(key) for key, local in self._shadingUsed.items()},
            "ColorSpace": {
                **self._default_spaces,
                **self._spaces,
                **{local: pdfdoc.PDFObjectReference(key) for key, local in self._colorsUsed.items()},
            },
        }
        images: dict[str, Any] = dict(self._images)
        if self._formsinuse:
            images |= document.xobjDict(self._formsinuse).dict
        entries: dict[str, bytes] = {"Font": dictionary(self._fonts) if self._fonts else b""}
        for key, values in {**drawn, "XObject": images}.items():
            if values:
                body = values if isinstance(values, pdfdoc.PDFObject) else pdfdoc.PDFDictionary(values)
                entries[key] = pdfdoc.format(body, document)
        return dictionary(entries)
