"""Rules on pictures: fine enough at their size, not stretched, stored as standards allow."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.core.diagnostics import Severity
from reportgen.preflight.access import get, has, integer, name, raw_bytes
from reportgen.preflight.document import Document
from reportgen.preflight.jpx import read_jpx
from reportgen.preflight.marks import PictureMark
from reportgen.preflight.norms import Norm
from reportgen.preflight.page import Page
from reportgen.preflight.picture import Picture
from reportgen.preflight.rule import (
    Fault,
    document_rule,
    every,
    page_rule,
    pdfa,
    pdfx,
    press,
    say,
    screen,
)

LINE_ART_PPI = 600.0
TOO_FINE_PPI, TOO_FINE_ON_SCREEN = 600.0, 450.0
_ROUNDING = 1.0  # ppi
_STRETCH = 0.02  # a picture stretched by two in a hundred is a slip; one by less is rounding
_BITS = (1, 2, 4, 8, 16)


def _shown(page: Page) -> Iterator[PictureMark]:
    """The pictures of a page that are pictures: plain colours stored as pictures are not."""
    for mark in page.pictures:
        if mark.across and mark.down and not mark.picture.is_flat:
            yield mark


def _fault(page: Page, mark: PictureMark, zh: str, en: str) -> Fault:
    picture = mark.picture
    return Fault(say(zh, en), page.index, picture.key[:1] if picture.key[0] else (), _size(picture), mark.box)


def _size(picture: Picture) -> str:
    return f"{picture.width}x{picture.height}"


@page_rule(
    "preflight.picture-coarse",
    say("图片分辨率太低（一般是不到 200 ppi）", "a picture has too few pixels (mostly less than 200 ppi)"),
    say("换一张大图，或把图排小", "take a larger picture, or place it smaller"),
    press(Severity.ERROR, "pictures"),
)
def picture_coarse(page: Page, document: Document) -> Iterator[Fault]:
    least = document.settings.least_ppi
    for mark in _shown(page):
        found = min(mark.across, mark.down)
        if not mark.picture.is_line_art and found < least - _ROUNDING:
            yield _fault(
                page,
                mark,
                f"{_size(mark.picture)} 的图只有 {found:.0f} ppi，至少要 {least:g}",
                f"a picture of {_size(mark.picture)} has {found:.0f} ppi, {least:g} are the least",
            )


@page_rule(
    "preflight.picture-soft",
    say("图片分辨率偏低（一般是不到 300 ppi）", "a picture has few pixels (mostly less than 300 ppi)"),
    say("有大图就换上，或把图排小一点", "take a larger picture if there is one, or place it smaller"),
    press(Severity.WARNING, "pictures"),
)
def picture_soft(page: Page, document: Document) -> Iterator[Fault]:
    least, good = document.settings.least_ppi, document.settings.good_ppi
    for mark in _shown(page):
        found = min(mark.across, mark.down)
        if not mark.picture.is_line_art and least - _ROUNDING <= found < good - _ROUNDING:
            yield _fault(
                page,
                mark,
                f"{_size(mark.picture)} 的图有 {found:.0f} ppi，最好 {good:g}",
                f"a picture of {_size(mark.picture)} has {found:.0f} ppi, {good:g} are better",
            )


@page_rule(
    "preflight.line-art-coarse",
    say("黑白线条图分辨率偏低（不到 600 ppi）", "line art has less than 600 ppi"),
    say(
        "按 600 ppi 以上重扫，最好 1200；或改成矢量图",
        "scan it with 600 ppi or more, better 1200, or draw it as vectors",
    ),
    press(Severity.WARNING, "pictures"),
)
def line_art_coarse(page: Page, document: Document) -> Iterator[Fault]:
    for mark in _shown(page):
        found = min(mark.across, mark.down)
        if mark.picture.is_line_art and found < LINE_ART_PPI - _ROUNDING:
            yield _fault(
                page,
                mark,
                f"{_size(mark.picture)} 的黑白图只有 {found:.0f} ppi",
                f"black and white line art of {_size(mark.picture)} has {found:.0f} ppi",
            )


@page_rule(
    "preflight.picture-fine",
    say("图片分辨率高得没有用", "a picture is finer than print or screen can show"),
    say(
        "降到 300 到 400 ppi，文件会小得多", "reduce it to 300 or 400 ppi, which makes the file much smaller"
    ),
    press(Severity.NOTE, "pictures"),
    screen(Severity.NOTE, "pictures"),
)
def picture_fine(page: Page, document: Document) -> Iterator[Fault]:
    limit = TOO_FINE_PPI if Norm.PRINT in document.norms else TOO_FINE_ON_SCREEN
    for mark in _shown(page):
        found = min(mark.across, mark.down)
        if not mark.picture.is_line_art and found > limit + _ROUNDING:
            yield _fault(
                page,
                mark,
                f"{_size(mark.picture)} 的图有 {found:.0f} ppi",
                f"a picture of {_size(mark.picture)} has {found:.0f} ppi",
            )


@page_rule(
    "preflight.picture-stretched",
    say("图片横竖比例变了形", "a picture is stretched out of proportion"),
    say("按原来的比例缩放，多余的裁掉", "scale it in proportion and crop what is too much"),
    press(Severity.WARNING, "pictures"),
    screen(Severity.WARNING, "pictures"),
    every(Severity.NOTE, "good sense"),
)
def picture_stretched(page: Page, document: Document) -> Iterator[Fault]:
    for mark in _shown(page):
        ratio = mark.across / mark.down
        if not 1 - _STRETCH <= ratio <= 1 / (1 - _STRETCH):
            yield _fault(
                page,
                mark,
                f"{_size(mark.picture)} 的图横向 {mark.across:.0f} ppi，纵向 {mark.down:.0f} ppi",
                f"a picture of {_size(mark.picture)} has {mark.across:.0f} ppi across, {mark.down:.0f} down",
            )


# ------------------------------------------------------------------ how pictures are stored


@document_rule(
    "preflight.interpolate",
    say("图片要求平滑放大（Interpolate）", "a picture asks to be smoothed (Interpolate)"),
    say("去掉 Interpolate", "remove Interpolate"),
    pdfa("6.2.8"),
    press(Severity.NOTE, "pictures"),
)
def interpolate(document: Document) -> Iterator[Fault]:
    for held in document.inventory.images:
        if get(held.value, "Interpolate") is True:
            yield Fault(say("图片写了 Interpolate", "a picture has Interpolate"), objects=held.objects)


@page_rule(
    "preflight.inline-interpolate",
    say("行内图片要求平滑放大", "an inline picture asks to be smoothed"),
    say("去掉 /I true", "remove /I true"),
    pdfa("6.2.8"),
)
def inline_interpolate(page: Page, document: Document) -> Iterator[Fault]:
    for mark in page.marks.pictures:
        if mark.picture.value is None and mark.picture.interpolates:
            yield _fault(page, mark, "行内图片写了 /I true", "an inline picture has /I true")


@page_rule(
    "preflight.inline-filter",
    say("行内图片用了 LZW 压缩", "an inline picture is packed with LZW"),
    say("用 Flate 压缩", "pack it with Flate"),
    pdfa("6.1.10"),
    pdfx("compression"),
)
def inline_filter(page: Page, document: Document) -> Iterator[Fault]:
    odd = page.oddity("inline-filter")
    if odd is not None:
        yield Fault(
            say(f"行内图片用了 {odd.details[0]}", f"an inline picture is packed with {odd.details[0]}"),
            page.index,
        )


@document_rule(
    "preflight.alternates",
    say("图片带有替代图", "a picture has alternates"),
    say("去掉替代图（Alternates）", "remove the alternates"),
    pdfa("6.2.8"),
    pdfx("pictures"),
)
def alternates(document: Document) -> Iterator[Fault]:
    for held in document.inventory.images:
        if has(held.value, "Alternates"):
            yield Fault(say("图片带有 Alternates", "a picture has Alternates"), objects=held.objects)


@document_rule(
    "preflight.opi",
    say("图片或图形用了 OPI 代替", "a picture or form stands in for another one (OPI)"),
    say("把原图放进文件", "put the picture itself into the file"),
    pdfa("6.2.8"),
    pdfx("OPI"),
    every(Severity.NOTE, "14.11.7"),
)
def opi(document: Document) -> Iterator[Fault]:
    for held in (*document.inventory.images, *document.inventory.forms):
        if has(held.value, "OPI"):
            yield Fault(say("用了 OPI", "OPI is used"), objects=held.objects)


@document_rule(
    "preflight.picture-bits",
    say("图片的位深不对", "a picture has an odd number of bits"),
    say("存成每色 8 位", "store it with 8 bits for each component"),
    pdfa("6.2.8"),
    every(Severity.WARNING, "8.9.5"),
)
def picture_bits(document: Document) -> Iterator[Fault]:
    for held in document.inventory.images:
        bits = integer(get(held.value, "BitsPerComponent"))
        is_mask = get(held.value, "ImageMask") is True
        if bits is not None and (bits not in _BITS or (is_mask and bits != 1)):
            yield Fault(
                say(f"图片每色 {bits} 位", f"a picture of {bits} bits for each component"),
                objects=held.objects,
            )


@document_rule(
    "preflight.jpeg-two-thousand",
    say("JPEG 2000 图片不合规定", "a JPEG 2000 picture is not as the standard allows"),
    say("换成 JPEG 或 Flate", "store it as JPEG or with Flate"),
    pdfa("6.2.8.3"),
    every(Severity.NOTE, "7.4.9"),
)
def jpeg_two_thousand(document: Document) -> Iterator[Fault]:
    for held in document.inventory.images:
        packed = get(held.value, "Filter")
        if name(packed) != "JPXDecode":
            continue
        for problem in read_jpx(raw_bytes(held.value), has(held.value, "ColorSpace")):
            yield Fault(problem, objects=held.objects)


@page_rule(
    "preflight.missing-picture-data",
    say("图片没有大小或颜色", "a picture has no size or no colour space"),
    say("重新导出文件", "export the file again"),
    pdfa("6.2.8"),
    pdfx("pictures"),
    every(Severity.WARNING, "8.9.5"),
)
def missing_picture_data(page: Page, document: Document) -> Iterator[Fault]:
    for mark in page.marks.pictures:
        picture = mark.picture
        lacks_space = picture.space is None and not picture.is_stencil and "JPXDecode" not in picture.filters
        if picture.width <= 0 or picture.height <= 0 or lacks_space:
            yield _fault(
                page, mark, "图片没有写大小或颜色空间", "a picture states no size or no colour space"
            )
