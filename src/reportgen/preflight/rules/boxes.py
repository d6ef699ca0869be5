"""Rules on page boxes: what is printed, where it is cut (ISO 32000-1, 14.11.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from reportgen.core.diagnostics import Severity
from reportgen.core.geometry import PT_PER_MM
from reportgen.preflight.boxes import TOLERANCE, height, holds, size_mm, width
from reportgen.preflight.census import Census
from reportgen.preflight.document import Document
from reportgen.preflight.page import Page, inherited
from reportgen.preflight.rule import Fault, census_rule, every, page_rule, pdfx, press, say

# Trimmed sizes that printing houses in China know (mm), the short side first.
KNOWN_SIZES = {
    "大16开": (210.0, 285.0),
    "A4": (210.0, 297.0),
    "正16开": (185.0, 260.0),
    "大32开": (140.0, 203.0),
    "大32开（210）": (140.0, 210.0),
    "正32开": (130.0, 184.0),
    "A5": (148.0, 210.0),
    "大8开": (285.0, 420.0),
    "正8开": (260.0, 370.0),
    "A3": (297.0, 420.0),
    "B5": (176.0, 250.0),
    "16开（170）": (170.0, 240.0),
}
_SIZE_TOLERANCE = 0.5  # mm: a cutter's accuracy
_MAX_PAGES_SADDLE = 64  # beyond, a stitched book does not lie flat
_BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")


@page_rule(
    "preflight.bad-box",
    say("页框写得不对", "a page box is not a rectangle"),
    say("重新导出文件", "export the file again"),
    pdfx("page boxes"),
    every(Severity.WARNING, "14.11.2"),
)
def bad_box(page: Page, document: Document) -> Iterator[Fault]:
    boxes = page.boxes
    found = (boxes.media, boxes.crop, boxes.bleed, boxes.trim, boxes.art)
    for box_name, box in zip(_BOXES, found, strict=True):
        stated = inherited(page.value, box_name)
        if box_name == "MediaBox" and stated is None:
            yield Fault(say("页面没有 MediaBox", "the page has no MediaBox"), page.index, page.key[:1])
        elif stated is not None and (box is None or not width(box) or not height(box)):
            yield Fault(
                say(f"{box_name} 不是一个矩形", f"the {box_name} is not a rectangle"),
                page.index,
                page.key[:1],
                box_name,
            )


@page_rule(
    "preflight.no-trim-box",
    say("页面没有标明裁切尺寸（TrimBox）", "the page does not state its trimmed size (TrimBox)"),
    say("导出时写上 TrimBox", "export the file with a TrimBox"),
    pdfx("page boxes"),
    press(Severity.ERROR, "boxes"),
)
def no_trim_box(page: Page, document: Document) -> Iterator[Fault]:
    if page.boxes.trim is None and page.boxes.art is None:
        yield Fault(say("页面没有 TrimBox", "the page has no TrimBox"), page.index, page.key[:1])


@page_rule(
    "preflight.trim-and-art",
    say("页面既有 TrimBox 又有 ArtBox", "the page has both a TrimBox and an ArtBox"),
    say("只留 TrimBox", "keep the TrimBox alone"),
    pdfx("page boxes"),
    press(Severity.WARNING, "boxes"),
)
def trim_and_art(page: Page, document: Document) -> Iterator[Fault]:
    if page.boxes.trim is not None and page.boxes.art is not None:
        yield Fault(
            say("页面既有 TrimBox 又有 ArtBox", "the page has both a TrimBox and an ArtBox"),
            page.index,
            page.key[:1],
        )


@page_rule(
    "preflight.box-order",
    say("页框没有一个套一个", "the page boxes do not lie inside one another"),
    say(
        "裁切框要在出血框里，出血框要在介质框里",
        "the trim must lie inside the bleed, the bleed inside the media box",
    ),
    pdfx("page boxes"),
    press(Severity.ERROR, "boxes"),
    every(Severity.WARNING, "14.11.2"),
)
def box_order(page: Page, document: Document) -> Iterator[Fault]:
    boxes = page.boxes
    named = [
        (name, box)
        for name, box in (
            ("MediaBox", boxes.media),
            ("BleedBox", boxes.bleed),
            ("TrimBox", boxes.trim or boxes.art),
        )
        if box is not None
    ]
    for (outer_name, outer), (inner_name, inner) in pairwise(named):
        if not holds(outer, inner):
            yield Fault(
                say(f"{inner_name} 超出 {outer_name}", f"the {inner_name} sticks out of the {outer_name}"),
                page.index,
                page.key[:1],
                inner_name,
            )


@page_rule(
    "preflight.crop-box",
    say("CropBox 切掉了出血，或超出介质框", "the CropBox cuts the bleed, or sticks out of the media box"),
    say("去掉 CropBox，或设成和介质框一样", "remove the CropBox, or make it equal to the media box"),
    pdfx("page boxes"),
    press(Severity.WARNING, "boxes"),
    every(Severity.NOTE, "14.11.2"),
)
def crop_box(page: Page, document: Document) -> Iterator[Fault]:
    boxes = page.boxes
    if boxes.crop is None:
        return
    inner = boxes.bleed or boxes.trim or boxes.art
    if boxes.media is not None and not holds(boxes.media, boxes.crop):
        yield Fault(
            say("CropBox 超出 MediaBox", "the CropBox sticks out of the MediaBox"), page.index, page.key[:1]
        )
    elif inner is not None and not holds(boxes.crop, inner):
        yield Fault(say("CropBox 切掉了出血", "the CropBox cuts the bleed"), page.index, page.key[:1])


@page_rule(
    "preflight.user-unit",
    say("页面用了自定的长度单位（UserUnit）", "the page has a unit of its own (UserUnit)"),
    say("按实际尺寸导出", "export the file at its true size"),
    press(Severity.ERROR, "boxes"),
    pdfx("page boxes", Severity.WARNING),
    every(Severity.NOTE, "14.11.2"),
)
def user_unit(page: Page, document: Document) -> Iterator[Fault]:
    if page.user_unit != 1:
        yield Fault(
            say(f"UserUnit 是 {page.user_unit:g}", f"UserUnit is {page.user_unit:g}"),
            page.index,
            page.key[:1],
        )


@page_rule(
    "preflight.rotated",
    say("页面是转着放的（Rotate）", "the page is turned by a flag (Rotate)"),
    say("按成品方向导出，不要用旋转标记", "export the page the way it is printed"),
    press(Severity.WARNING, "boxes"),
)
def rotated(page: Page, document: Document) -> Iterator[Fault]:
    if page.rotation % 360 and page.rotation % 90 == 0:
        yield Fault(
            say(f"页面转了 {page.rotation} 度", f"the page is turned by {page.rotation} degrees"),
            page.index,
            page.key[:1],
        )


@page_rule(
    "preflight.bad-rotation",
    say("旋转的角度写得不对", "the rotation is not a multiple of 90 degrees"),
    say("重新导出文件", "export the file again"),
    pdfx("page boxes"),
    every(Severity.WARNING, "7.7.3.3"),
)
def bad_rotation(page: Page, document: Document) -> Iterator[Fault]:
    if page.rotation % 90:
        yield Fault(say("Rotate 不是 90 的倍数", "Rotate is not a multiple of 90"), page.index, page.key[:1])


@page_rule(
    "preflight.media-origin",
    say("页面的原点不在左下角", "the page does not begin at 0 0"),
    say(
        "重新导出，让 MediaBox 从 0 0 开始；有的拼版软件会放错",
        "export it so that the MediaBox begins at 0 0; some imposition programs misplace it",
    ),
    press(Severity.WARNING, "boxes"),
)
def media_origin(page: Page, document: Document) -> Iterator[Fault]:
    media = page.boxes.media
    if media is not None and (abs(media[0]) > TOLERANCE or abs(media[1]) > TOLERANCE):
        yield Fault(
            say(
                f"MediaBox 从 {media[0]:g} {media[1]:g} 开始",
                f"the MediaBox begins at {media[0]:g} {media[1]:g}",
            ),
            page.index,
            page.key[:1],
        )


@census_rule(
    "preflight.unknown-size",
    say("成品尺寸不是常见的开本", "the trimmed size is none of the usual ones"),
    say("是有意的就和印厂说定；不是就改开本", "tell the press if it is meant; change the size if not"),
    press(Severity.NOTE, "sizes"),
)
def unknown_size(census: Census, document: Document) -> Iterator[Fault]:
    if not census.pages:
        return
    found = size_mm(census.pages[0].boxes.finished)
    if size_name(found) is None:
        yield Fault(
            say(
                f"成品尺寸 {found[0]:g} × {found[1]:g} 毫米，不是常见的开本",
                f"the trimmed size, {found[0]:g} x {found[1]:g} mm, is none of the usual ones",
            ),
            1,
        )


def size_name(size: tuple[float, float]) -> str | None:
    """The name of a trimmed size (mm), lying or standing; None if it is none of the usual ones."""
    short, long = sorted(size)
    for name, (a, b) in KNOWN_SIZES.items():
        if abs(short - a) <= _SIZE_TOLERANCE and abs(long - b) <= _SIZE_TOLERANCE:
            return name
    return None


@census_rule(
    "preflight.sizes-differ",
    say("各页的成品尺寸不一样", "pages differ in their trimmed size"),
    say("核对；插页、拉页要另外交代", "check it; tell the press about inserts and fold-outs"),
    press(Severity.WARNING, "sizes"),
    every(Severity.NOTE, "good sense"),
)
def sizes_differ(census: Census, document: Document) -> Iterator[Fault]:
    sizes = [size_mm(page.boxes.finished) for page in census.pages]
    usual = Counter(sizes).most_common(1)[0][0] if sizes else (0.0, 0.0)
    others = [
        page.index
        for page, size in zip(census.pages, sizes, strict=True)
        if max(abs(size[0] - usual[0]), abs(size[1] - usual[1])) * PT_PER_MM > 2 * TOLERANCE
    ]
    if others:
        first = sizes[others[0] - 1]
        yield Fault(
            say(
                f"{len(others)} 页和其余的尺寸不同：{first[0]:g} × {first[1]:g} 毫米，"
                f"其余 {usual[0]:g} × {usual[1]:g} 毫米",
                f"{len(others)} page(s) differ from the rest: {first[0]:g} x {first[1]:g} mm "
                f"instead of {usual[0]:g} x {usual[1]:g} mm",
            ),
            others[0],
        )


@census_rule(
    "preflight.page-count",
    say("页数不合装订方式", "the number of pages does not suit the binding"),
    say(
        "骑马订补足 4 的倍数，胶订补足 2 的倍数；补白页或加一页启事",
        "add pages up to a multiple of 4 for saddle stitch, of 2 for perfect binding",
    ),
    press(Severity.WARNING, "page count"),
    every(Severity.WARNING, "good sense"),
)
def page_count(census: Census, document: Document) -> Iterator[Fault]:
    binding, count = document.settings.binding, document.page_count
    if binding is None:
        return
    multiple = 4 if binding == "saddle" else 2
    zh, en = ("骑马订", "saddle stitch") if binding == "saddle" else ("胶订", "perfect binding")
    missing = -count % multiple
    if missing:
        yield Fault(
            say(
                f"{count} 页，{zh}要 {multiple} 的倍数，还差 {missing} 页",
                f"{count} pages; {en} needs a multiple of {multiple}, {missing} more",
            )
        )


@census_rule(
    "preflight.thick-for-saddle",
    say("页数太多，不宜骑马订", "there are too many pages for saddle stitch"),
    say("改用胶订", "take perfect binding"),
    press(Severity.WARNING, "page count"),
    every(Severity.NOTE, "good sense"),
)
def thick_for_saddle(census: Census, document: Document) -> Iterator[Fault]:
    if document.settings.binding == "saddle" and document.page_count > _MAX_PAGES_SADDLE:
        yield Fault(
            say(
                f"{document.page_count} 页，骑马订一般不超过 {_MAX_PAGES_SADDLE} 页",
                f"{document.page_count} pages; {_MAX_PAGES_SADDLE} are about the limit of saddle stitch",
            )
        )
