"""Small pictures of the pages of a finished file, so that one sees at once what is in a package."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEIGHT_PX = 480


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """One page as PNG: `index` counts from 1, `trim_mm` is what is left when the sheet was cut."""

    index: int
    png: bytes
    trim_mm: tuple[float, float]


def thumbnails(path: Path, height_px: int = HEIGHT_PX) -> Iterator[Thumbnail]:
    """Every page of the PDF at `path`, the sheet with its marks, `height_px` high.

    Inks are shown by the reader's own rule of thumb, so colours are near, not true.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        for index, page in enumerate(pdf, start=1):
            left, bottom, right, top = page.get_trimbox()
            picture = page.render(scale=height_px / page.get_height()).to_pil().convert("RGB")
            packed = io.BytesIO()
            picture.quantize(128).save(packed, "PNG", optimize=True)
            trim = ((right - left) / 72 * 25.4, (top - bottom) / 72 * 25.4)
            yield Thumbnail(index, packed.getvalue(), (round(trim[0], 1), round(trim[1], 1)))
            page.close()


def page_texts(path: Path) -> Iterator[str]:
    """The text of every page of the PDF at `path`, in the order of drawing. Raises OSError for no PDF."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            for page in pdf:
                words = page.get_textpage()
                yield words.get_text_bounded()
                words.close()
                page.close()
    except pypdfium2.PdfiumError as problem:
        raise OSError(f"{path.name}: {problem}") from problem
