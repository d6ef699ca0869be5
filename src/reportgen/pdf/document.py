"""The order of things in a file: pages as they are painted, then fonts, then what describes the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from reportgen.core.paged import PagedDocument
from reportgen.pdf import metadata
from reportgen.pdf.canvas import PageCanvas, PageTree
from reportgen.pdf.colour import Colours
from reportgen.pdf.fonts import FontTable
from reportgen.pdf.images import PictureTable
from reportgen.pdf.links import Links
from reportgen.pdf.paint import Marking, Painter
from reportgen.pdf.profiles import Profile
from reportgen.pdf.syntax import dictionary, text_string
from reportgen.pdf.writer import StreamingDocument

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook


def write(
    document: PagedDocument,
    fonts: FontBook,
    out: BinaryIO,
    *,
    profile: Profile,
    producer: str,
    marking: Marking | None = None,
) -> None:
    """Write `document` to `out`; see `reportgen.pdf.write_pdf`. `marking` opens marked content by tag."""
    if not document.pages:
        raise AssertionError("a document without pages cannot be written")
    if [page.index for page in document.pages] != list(range(len(document.pages))):
        raise AssertionError("the pages of a document must be numbered from 0 in their order")
    file = StreamingDocument(out, version=profile.version, level=profile.deflate_level)
    tree = PageTree(file, len(document.pages))
    embedded = FontTable(fonts, file)
    links = Links(document, tree)
    painter = Painter(
        PageCanvas(file, tree),
        embedded,
        PictureTable(file, profile),
        Colours(profile.colours),
        links if profile.has_links else None,
        marking,
    )
    for page in document.pages:
        painter.paint(page)
    tree.write()
    embedded.write()

    facts = metadata.gather(document.info, producer)
    catalogue = {
        "Type": b"/Catalog",
        "Pages": tree.root,
        "Lang": text_string(document.info.language),
        "PageLabels": metadata.page_labels(document.pages),
        "ViewerPreferences": b"<< /DisplayDocTitle true >>",
    }
    if profile.has_bookmarks and document.outline:
        catalogue["Outlines"] = metadata.bookmarks(file, document.outline, links)
        catalogue["PageMode"] = b"/UseOutlines"
    described = {"Type": b"/Metadata", "Subtype": b"/XML"}
    # Uncompressed, so that programs which know nothing of PDF find the packet, too.
    catalogue["Metadata"] = file.add_stream(described, metadata.packet(facts, file.digest), deflate=False)
    file.finish(file.add(dictionary(catalogue)), file.add(metadata.information(facts)))
