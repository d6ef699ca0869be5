"""Pictures in inks, and smaller ones."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pytest
from paged_samples import BODY, CONDITION, EXTRAS, ICC, opened, paged, untagged, written
from PIL import Image, ImageCms

from reportgen.core.digests import digest_of_file
from reportgen.core.geometry import Rect
from reportgen.core.paged import GroupItem, ImageItem, ImageRef
from reportgen.pdf import ARCHIVE, DRAFT, PRESS, Profile
from reportgen.pdf.images import largest_pictures
from reportgen.pdf.inks import to_inks

if TYPE_CHECKING:
    import pikepdf

    from reportgen.typeset.fonts import FontBook

SRGB = (ICC / "sRGB.icc").read_bytes()


def ref(path: Path) -> ImageRef:
    with Image.open(path) as opened_:
        return ImageRef(str(path), digest_of_file(path), opened_.width, opened_.height)


def saved(folder: Path, picture: Image.Image, name: str, **how: object) -> ImageRef:
    path = folder / name
    picture.save(path, **how)
    return ref(path)


def placed(
    image: ImageRef, width: float = 72.0, crop: tuple[float, float, float, float] = (0, 0, 1, 1)
) -> ImageItem:
    return ImageItem(image, Rect(0, 0, width, width * image.height_px / image.width_px), crop, BODY)


def stream(pdf: pikepdf.Pdf) -> pikepdf.Object:
    (found,) = pdf.pages[0].Resources.XObject.values()
    return found


# ------------------------------------------------------------------ the conversion


def test_a_picture_is_converted_as_the_profiles_say() -> None:
    picture = Image.new("RGB", (4, 4), (200, 30, 40))
    inks = to_inks(picture, b"", replace(CONDITION, most_ink=4.0))
    asked = ImageCms.profileToProfile(
        picture,
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(CONDITION.profile)),
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        "CMYK",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )

    assert inks.getpixel((0, 0)) == asked.getpixel((0, 0))


def test_the_profile_of_a_picture_counts() -> None:
    """One of another kind of colours means nothing."""
    picture = Image.new("RGB", (1, 1), (200, 30, 40))
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()

    assert to_inks(picture, SRGB, CONDITION).getpixel((0, 0)) == pytest.approx(
        to_inks(picture, b"", CONDITION).getpixel((0, 0)), abs=2
    )
    assert to_inks(picture, wide, CONDITION).getpixel((0, 0)) == to_inks(picture, b"", CONDITION).getpixel(
        (0, 0)
    )


@pytest.mark.parametrize("most", [4.0, 3.0, 2.8, 2.4])
def test_no_pixel_has_more_ink_than_the_paper_bears(most: float) -> None:
    """Black stays; the colours give way, in proportion."""
    rng = np.random.default_rng(1)
    picture = Image.fromarray(rng.integers(0, 256, (600, 40, 4), dtype=np.uint8), "CMYK")
    limited = np.asarray(to_inks(picture, b"", replace(CONDITION, most_ink=most)), dtype=int)
    before = np.asarray(picture, dtype=int)

    assert limited.sum(axis=-1).max() <= round(most * 255)
    assert (limited[..., 3] == before[..., 3]).all()
    fits = before.sum(axis=-1) <= round(most * 255)
    assert (limited[fits] == before[fits]).all()
    assert (limited <= before).all()


def test_inks_of_this_condition_stay_as_they_are() -> None:
    picture = Image.new("CMYK", (2, 2), (10, 20, 30, 40))

    assert to_inks(picture, CONDITION.profile, CONDITION).tobytes() == picture.tobytes()
    assert to_inks(picture, b"", CONDITION).tobytes() == picture.tobytes()


# ------------------------------------------------------------------ in the file


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_press_file_holds_pictures_in_inks(em_book: FontBook, tmp_path: Path, name: str) -> None:
    image = saved(tmp_path, Image.new("RGB", (60, 40), (200, 30, 40)), name)
    pdf = opened(paged([placed(image)]), em_book, PRESS)
    found = stream(pdf)

    assert str(found.ColorSpace) == "/DeviceCMYK"
    assert ("/Decode" in found) == (name == "a.jpg")
    # what a reader shows is the red again
    shown = pypdfium2.PdfDocument(written(paged([placed(image)]), em_book, replace(PRESS, has_bleed=False)))
    red = shown[0].render(scale=1).to_pil().convert("RGB").getpixel((30, 20))
    assert red[0] > 150 > 100 > max(red[1:])


def test_grey_pictures_are_the_black_ink(em_book: FontBook, tmp_path: Path) -> None:
    """Also one with a profile, which a press would make of four inks."""
    grey = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    grey = grey[:16] + b"GRAY" + grey[20:]
    image = saved(tmp_path, Image.new("L", (60, 40), 128), "a.jpg", icc_profile=grey)

    pdf = opened(paged([placed(image)]), em_book, PRESS)
    assert str(stream(pdf).ColorSpace) == "/DeviceGray"


def test_a_see_through_picture_stays_so_in_inks(em_book: FontBook, tmp_path: Path) -> None:
    picture = Image.new("RGBA", (20, 20), (200, 30, 40, 128))
    pdf = opened(paged([placed(saved(tmp_path, picture, "a.png"))]), em_book, PRESS)

    assert str(stream(pdf).SMask.ColorSpace) == "/DeviceGray"
    assert str(pdf.pages[0].Group.CS) == "/DeviceCMYK"


def test_a_cmyk_photograph_goes_to_press_and_to_the_screen(em_book: FontBook, tmp_path: Path) -> None:
    """The inks of the file come out as they went in, the compression apart; elsewhere they are converted."""
    image = saved(tmp_path, Image.new("CMYK", (60, 40), (0, 200, 180, 20)), "a.jpg", quality=95)
    pdf = opened(paged([placed(image)]), em_book, PRESS)
    found = stream(pdf)
    inside = Image.open(io.BytesIO(found.read_raw_bytes()))

    assert inside.getpixel((20, 20)) == pytest.approx((0, 200, 180, 20), abs=3)
    screen = opened(paged([placed(image)]), em_book, untagged(ARCHIVE))
    assert str(stream(screen).ColorSpace) == "/DeviceRGB"


def test_pixels_beyond_what_a_file_wants_are_left_out(em_book: FontBook, tmp_path: Path) -> None:
    """At the largest size that the picture is placed at; a few too many do not matter."""
    image = saved(tmp_path, Image.new("RGB", (1000, 500), (200, 30, 40)), "a.jpg")

    def width(profile: Profile, *items: ImageItem) -> int:
        pdf = opened(paged(list(items)), em_book, profile)
        return int(stream(pdf).Width)

    small = replace(untagged(ARCHIVE), most_ppi=150)
    assert width(untagged(ARCHIVE), placed(image)) == 1000
    assert width(small, placed(image)) == 150  # one inch
    assert width(small, placed(image), placed(image, 144.0)) == 300
    assert width(small, placed(image, 72.0, (0.25, 0.0, 0.75, 1.0))) == 300  # half of it is an inch wide
    assert width(small, placed(image, 72 * 1000 / 150 / 1.05)) == 1000
    assert width(replace(PRESS, most_ppi=450), placed(image)) == 450
    assert width(DRAFT, placed(image)) == 200


def test_sizes_are_looked_for_inside_groups(tmp_path: Path) -> None:
    image = saved(tmp_path, Image.new("RGB", (10, 10)), "a.png")
    document = paged([GroupItem((placed(image, 30.0),), 0, 0, BODY)], [placed(image, 20.0)])

    assert largest_pictures(document) == {image.sha256: 30.0}


def test_without_pictures_nothing_is_loaded(em_book: FontBook) -> None:
    assert written(paged([]), em_book, PRESS, EXTRAS)
