"""The order of things in a file: pages as they are painted, then fonts, then what describes the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from reportgen.core.paged import PagedDocument
from reportgen.pdf import metadata
from reportgen.pdf.attachments import Attachments
from reportgen.pdf.boxes import TRIM_ONLY, Sheets
from reportgen.pdf.canvas import PageCanvas, PageTree
from reportgen.pdf.colour import Colours
from reportgen.pdf.extras import NOTHING, Extras
from reportgen.pdf.fonts import FontTable
from reportgen.pdf.images import PictureTable, largest_pictures
from reportgen.pdf.intents import Intents
from reportgen.pdf.links import Links
from reportgen.pdf.paint import Marking, Painter
from reportgen.pdf.profiles import Intent, Profile
from reportgen.pdf.syntax import dictionary, text_string
from reportgen.pdf.tags import Tagging
from reportgen.pdf.writer import StreamingDocument
from reportgen.pdf.xmp import packet

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook


def write(
    document: PagedDocument,
    fonts: FontBook,
    out: BinaryIO,
    *,
    profile: Profile,
    producer: str,
    extras: Extras = NOTHING,
    marking: Marking | None = None,
) -> None:
    """Write `document` to `out`; see `reportgen.pdf.write_pdf`. `marking`: other tags than the profile's."""
    if not document.pages:
        raise AssertionError("a document without pages cannot be written")
    if [page.index for page in document.pages] != list(range(len(document.pages))):
        raise AssertionError("the pages of a document must be numbered from 0 in their order")
    file = StreamingDocument(out, version=profile.version, level=profile.deflate_level)
    tree = PageTree(file, len(document.pages))
    embedded = FontTable(fonts, file)
    links = Links(document, tree)
    facts = metadata.gather(document.info, producer)
    if profile.claims.pdfx4 and facts.created is None:
        raise AssertionError("a press file without a date cannot be written (ISO 15930-7)")
    intents = Intents(file, profile, extras)
    attachments = Attachments(file, extras.attachments if profile.has_attachments else (), facts.created)
    tagging = None
    if profile.is_tagged:
        tagging = Tagging(document.tree, file, len(document.pages), attachments.of_node)
    canvas = PageCanvas(file, tree)
    if profile.intent is Intent.SCREEN:
        canvas.name_spaces({"DefaultRGB": file.add(b"[/ICCBased " + intents.stream + b"]")})
    painter = Painter(
        canvas,
        embedded,
        PictureTable(file, profile, extras.condition, largest_pictures(document)),
        Colours(profile.colours, file, extras.condition),
        links if profile.has_links else None,
        marking or tagging,
        Sheets(max(extras.margin, document.bleed), document.bleed) if profile.has_bleed else TRIM_ONLY,
        extras.marks if profile.has_bleed else None,
    )
    for page in document.pages:
        painter.paint(page)
    tree.write()
    embedded.write()

    catalogue = {
        "Type": b"/Catalog",
        "Pages": tree.root,
        "Lang": text_string(document.info.language),
        "PageLabels": metadata.page_labels(document.pages),
        "ViewerPreferences": b"<< /DisplayDocTitle true >>",
    }
    if tagging is not None:
        catalogue["StructTreeRoot"] = tagging.write()
        catalogue["MarkInfo"] = b"<< /Marked true >>"
    if profile.has_bookmarks and document.outline:
        catalogue["Outlines"] = metadata.bookmarks(file, document.outline, links)
        catalogue["PageMode"] = b"/UseOutlines"
    catalogue |= intents.catalogue() | attachments.catalogue()
    described = {"Type": b"/Metadata", "Subtype": b"/XML"}
    said = packet(facts, file.digest, profile.claims, extras.record)
    # Uncompressed, so that programs which know nothing of PDF find the packet, too.
    catalogue["Metadata"] = file.add_stream(described, said, deflate=False)
    information = metadata.information(facts, trapped=False if profile.claims.pdfx4 else None)
    file.finish(file.add(dictionary(catalogue)), file.add(information))
