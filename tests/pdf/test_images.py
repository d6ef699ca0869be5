"""Pictures in the file, seen again by two other libraries."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from paged_samples import BODY, PLAIN, opened, operators, paged, written
from PIL import Image, ImageCms, ImageOps

from reportgen.core.diagnostics import ReportError
from reportgen.core.geometry import Rect
from reportgen.core.paged import ImageItem, ImageRef
from reportgen.pdf.images import bare_jpeg
from reportgen.pdf.profiles import Transparency

if TYPE_CHECKING:
    from reportgen.typeset.fonts import FontBook

WHOLE = (0.0, 0.0, 1.0, 1.0)
BOX = Rect(0.0, 0.0, 200.0, 100.0)  # the whole page


def ref(path: Path) -> ImageRef:
    with Image.open(path) as image:
        return ImageRef(str(path), hashlib.sha256(path.read_bytes()).hexdigest(), *image.size)


def saved(path: Path, image: Image.Image, **options: Any) -> ImageItem:
    """`image` saved at `path` and placed over the whole page."""
    image.save(path, **options)
    return ImageItem(ref(path), BOX, WHOLE, BODY)


def quarters(size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Red, green over blue, white: every turn looks different."""
    image = Image.new("RGB", size, "white")
    width, height = size[0] // 2, size[1] // 2
    for corner, colour in (((0, 0), "#ff0000"), ((width, 0), "#00ff00"), ((0, height), "#0000ff")):
        image.paste(colour, (*corner, corner[0] + width, corner[1] + height))
    return image


def seen(data: bytes, scale: float = 0.4) -> Image.Image:
    """The first page as a reader paints it."""
    page = pypdfium2.PdfDocument(data)[0]
    return page.render(scale=scale, no_smoothimage=True).to_pil().convert("RGB")


def corners(image: Image.Image) -> list[str]:
    """Colours of the quarters, row by row: r, g, b, w, or k."""
    names = {(1, 0, 0): "r", (0, 1, 0): "g", (0, 0, 1): "b", (1, 1, 1): "w", (0, 0, 0): "k"}
    width, height = image.size
    at = [(x * width // 4, y * height // 4) for y in (1, 3) for x in (1, 3)]
    pixels = [image.getpixel(place) for place in at]
    return [names[tuple(int(part > 127) for part in pixel)] for pixel in pixels]


def picture_of(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].Resources.XObject.Im1


def test_a_jpeg_keeps_its_data(em_book: FontBook, tmp_path: Path) -> None:
    item = saved(tmp_path / "a.jpg", quarters(), quality=95, comment=b"secret")
    pdf = opened(paged([item]), em_book)
    image = picture_of(pdf)

    assert (image.Filter, image.ColorSpace, int(image.Width), int(image.Height)) == (
        *("/DCTDecode", "/DeviceRGB"),
        *(40, 20),
    )
    assert image.read_raw_bytes() == bare_jpeg((tmp_path / "a.jpg").read_bytes())
    assert b"secret" not in image.read_raw_bytes()
    assert operators(pdf) == ["q", "200 0 0 100 0 0 cm", "/Im1 Do", "Q"]


@pytest.mark.parametrize("turn", range(1, 9))
def test_photographs_stand_upright(em_book: FontBook, tmp_path: Path, turn: int) -> None:
    """All eight orientations of EXIF, against Pillow's own turning."""
    exif = Image.Exif()
    exif[0x0112] = turn
    item = saved(tmp_path / "a.jpg", quarters(), quality=95, subsampling=0, exif=exif)
    with Image.open(tmp_path / "a.jpg") as image:
        wanted = corners(ImageOps.exif_transpose(image).resize((80, 40), Image.Resampling.NEAREST))

    assert corners(seen(written(paged([item]), em_book))) == wanted


def test_position_and_camera_stay_out_of_the_file(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Some Camera"
    quarters().save(tmp_path / "a.jpg", exif=exif, progressive=True)
    data = (tmp_path / "a.jpg").read_bytes()
    bare = bare_jpeg(data + b"\xff\xd8 a second picture")

    assert b"Some Camera" in data
    assert b"Some Camera" not in bare
    assert bare.endswith(b"\xff\xd9")
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "CMYK", "I;16"])
def test_every_mode_is_painted_in_its_colours(em_book: FontBook, tmp_path: Path, mode: str) -> None:
    if mode == "I;16":
        image = Image.frombytes("I;16", (2, 2), b"\x00\x00\xff\xff\xff\xff\x00\x00").resize((40, 20))
        wanted = ["k", "w", "w", "k"]
    elif mode in ("L", "1"):
        image = Image.frombytes("L", (2, 2), b"\x00\xff\xff\x00").resize((40, 20), Image.Resampling.NEAREST)
        image, wanted = image.convert(mode), ["k", "w", "w", "k"]
    else:
        image, wanted = quarters().convert(mode), ["r", "g", "b", "w"]
    item = saved(tmp_path / f"a.{'tif' if mode == 'CMYK' else 'png'}", image)
    pdf = opened(paged([item]), em_book)

    assert corners(seen(written(paged([item]), em_book))) == wanted
    assert picture_of(pdf).Filter == "/FlateDecode"
    assert int(picture_of(pdf).BitsPerComponent) == (1 if mode == "1" else 8)


def test_rows_come_back_as_they_were(em_book: FontBook, tmp_path: Path) -> None:
    image = Image.linear_gradient("L").resize((33, 17)).convert("RGB")
    pdf = opened(paged([saved(tmp_path / "a.png", image)]), em_book)

    assert pikepdf.PdfImage(picture_of(pdf)).as_pil_image().tobytes() == image.tobytes()


def layered() -> Image.Image:
    """Black, its right half invisible."""
    image = Image.new("RGBA", (40, 20), (0, 0, 0, 255))
    image.paste((0, 0, 0, 0), (20, 0, 40, 20))
    return image


def test_see_through_parts_become_a_soft_mask(em_book: FontBook, tmp_path: Path) -> None:
    item = saved(tmp_path / "a.png", layered())
    pdf = opened(paged([item]), em_book)
    mask = picture_of(pdf).SMask

    assert (mask.ColorSpace, int(mask.Width)) == ("/DeviceGray", 40)
    assert pdf.pages[0].Group.S == "/Transparency"
    assert corners(seen(written(paged([item]), em_book))) == ["k", "w", "k", "w"]


def test_a_profile_without_transparency_flattens_on_white(em_book: FontBook, tmp_path: Path) -> None:
    profile = replace(PLAIN, transparency=Transparency.ON_WHITE)
    item = saved(tmp_path / "a.png", layered())
    pdf = opened(paged([item]), em_book, profile)

    assert "/SMask" not in picture_of(pdf)
    assert "/Group" not in pdf.pages[0]
    assert corners(seen(written(paged([item]), em_book, profile))) == ["k", "w", "k", "w"]


def test_an_alpha_channel_without_effect_is_dropped(em_book: FontBook, tmp_path: Path) -> None:
    pdf = opened(paged([saved(tmp_path / "a.png", quarters().convert("RGBA"))]), em_book)

    assert "/SMask" not in picture_of(pdf)


def test_a_colour_profile_goes_along_once(em_book: FontBook, tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    first = saved(tmp_path / "a.jpg", quarters(), icc_profile=profile)
    second = saved(tmp_path / "b.png", quarters(), icc_profile=profile)
    pdf = opened(paged([first, second]), em_book)
    spaces = [image.ColorSpace for _, image in sorted(pdf.pages[0].Resources.XObject.items())]

    assert [str(space[0]) for space in spaces] == ["/ICCBased"] * 2
    assert spaces[0].objgen == spaces[1].objgen
    assert (int(spaces[0][1].N), spaces[0][1].read_bytes()) == (3, profile)


def test_a_cmyk_photograph_becomes_an_rgb_one(em_book: FontBook, tmp_path: Path) -> None:
    item = saved(tmp_path / "a.jpg", quarters().convert("CMYK"), quality=95, subsampling=0)
    pdf = opened(paged([item]), em_book)

    assert (picture_of(pdf).Filter, picture_of(pdf).ColorSpace) == ("/DCTDecode", "/DeviceRGB")
    assert corners(seen(written(paged([item]), em_book))) == ["r", "g", "b", "w"]


def test_a_picture_used_twice_is_written_once(em_book: FontBook, tmp_path: Path) -> None:
    item = saved(tmp_path / "a.png", quarters())
    copy = tmp_path / "copy.png"
    copy.write_bytes((tmp_path / "a.png").read_bytes())
    pdf = opened(paged([item], [replace(item, image=ref(copy))]), em_book)

    numbers = {page.Resources.XObject.Im1.objgen for page in pdf.pages}
    assert len(numbers) == 1


def test_a_crop_shows_its_part_only(em_book: FontBook, tmp_path: Path) -> None:
    """The green quarter alone, in a box of 50 × 25 pt whose top left corner is (10, 20)."""
    item = saved(tmp_path / "a.png", quarters())
    part = replace(item, box=Rect(10.0, 20.0, 50.0, 25.0), crop=(0.5, 0.0, 1.0, 0.5))

    assert operators(opened(paged([part]), em_book)) == [
        *("q", "10 55 50 25 re W n"),
        *("100 0 0 50 -40 30 cm", "/Im1 Do", "Q"),
    ]
    view = seen(written(paged([part]), em_book), scale=1.0)
    assert [view.getpixel(at) for at in ((12, 22), (58, 43), (8, 22), (62, 43), (12, 47))] == [
        *((0, 255, 0), (0, 255, 0)),
        *[(255, 255, 255)] * 3,
    ]


def test_a_picture_that_cannot_be_read_names_its_file(em_book: FontBook, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"not a picture")
    image = ImageRef(str(path), hashlib.sha256(path.read_bytes()).hexdigest(), 1, 1)

    with pytest.raises(ReportError) as caught:
        written(paged([ImageItem(image, BOX, WHOLE, BODY)]), em_book)
    (finding,) = caught.value.diagnostics
    assert finding.code == "pdf.picture-unreadable"
    assert str(path) in finding.message.zh


def test_a_photograph_that_is_cut_off_is_not_printed(em_book: FontBook, tmp_path: Path) -> None:
    quarters((400, 200)).save(tmp_path / "a.jpg")
    whole = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) * 2 // 3])

    with pytest.raises(ReportError, match=r"pdf\.picture-unreadable"):
        written(paged([ImageItem(ref(tmp_path / "a.jpg"), BOX, WHOLE, BODY)]), em_book)


def test_a_picture_changed_since_layout_is_refused(em_book: FontBook, tmp_path: Path) -> None:
    item = saved(tmp_path / "a.png", quarters())
    quarters((20, 40)).save(tmp_path / "a.png")

    with pytest.raises(ReportError, match=r"pdf\.picture-changed"):
        written(paged([item]), em_book)
