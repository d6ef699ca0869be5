"""Where links and bookmarks lead: destinations on pages, and addresses outside (ISO 32000-1, 12.3, 12.6)."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote, urlsplit, urlunsplit

from reportgen.core.paged import NodeId, PagedDocument
from reportgen.pdf.canvas import PageTree
from reportgen.pdf.syntax import number, text_string
from reportgen.pdf.writer import reference

_PRINT = b"4"  # the flag that PDF/A wants on every annotation; everything that hides is clear
# What RFC 3986 allows in an address as it is; the per cent sign begins what is escaped already.
_ADDRESS = "!#$%&'()*+,-./:;=?@[]_~"


class Links:
    """Resolves the targets of one document."""

    def __init__(self, document: PagedDocument, tree: PageTree) -> None:
        self._document = document
        self._tree = tree

    def destination(self, node: NodeId) -> bytes:
        """The place of `node`: its page, scrolled so that it stands at the top; the zoom stays."""
        place = self._document.destinations.get(node)
        if place is None:
            raise AssertionError(f"a link or bookmark leads to “{node}”, which stands on no page")
        if not 0 <= place.page < len(self._document.pages):
            raise AssertionError(f"“{node}” is said to stand on page index {place.page}, which there is not")
        top = self._document.pages[place.page].size.height - place.y
        page = reference(self._tree.page(place.page))
        return b"[%s /XYZ null %s null]" % (page, number(top).encode("ascii"))

    def annotation(
        self, area: tuple[float, float, float, float], target: str, label: str
    ) -> dict[str, bytes]:
        """A link annotation over `area` (left, bottom, right, top in PDF space)."""
        if target.startswith("#"):
            action = b"<< /S /GoTo /D " + self.destination(NodeId(target[1:])) + b" >>"
        else:
            action = b"<< /S /URI /URI " + text_string(address(target)) + b" >>"
        return {
            "Type": b"/Annot",
            "Subtype": b"/Link",
            "Rect": b"[" + " ".join(map(number, area)).encode("ascii") + b"]",
            "Border": b"[0 0 0]",
            "F": _PRINT,
            "A": action,
            "Contents": text_string(label) if label else b"",
        }


def address(target: str) -> str:
    """`target` in ASCII, as a URI must be: host in IDNA, everything else as escaped UTF-8."""
    parts = urlsplit(target)
    host = parts.netloc
    if not host.isascii():
        with suppress(UnicodeError):  # no name any resolver knows; escaped below, it still leads nowhere else
            host = host.encode("idna").decode("ascii")
    return quote(urlunsplit(parts._replace(netloc=host)), safe=_ADDRESS)
