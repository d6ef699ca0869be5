"""The album: pictures of every kind and size through press, archive, web and draft."""

from __future__ import annotations

import io
import re
import shutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pictures import drawn
from PIL import Image

from reportgen.core.diagnostics import Diagnostic, Severity
from reportgen.pipeline.building import build

ALBUM = Path(__file__).parent / "album" / "album.yaml"
PROFILES = ("press", "archive", "web", "draft")
FULL_WIDTH_PX = 2400  # of the picture over the whole type area, 164 mm wide


@dataclass(frozen=True)
class Album:
    """The files of one build by profile, and its findings."""

    files: dict[str, Path]
    findings: tuple[Diagnostic, ...]

    def told(self, code: str) -> list[Diagnostic]:
        return [item for item in self.findings if item.code == code]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drawn(tmp_path_factory.mktemp("pictures"))


Make = Callable[..., Album]


@pytest.fixture(scope="module")
def make(pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Build the album with some of its text changed."""

    def made(*changes: tuple[str, str], profile: str | None = None, strict: bool = False) -> Album:
        folder = tmp_path_factory.mktemp("album")
        shutil.copytree(pictures, folder / "pictures")
        text = ALBUM.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / "album.yaml").write_text(text, "utf-8")
        built = build(folder / "album.yaml", folder / "out", profile=profile, strict=strict)
        return Album({output.profile: output.path for output in built.outputs}, built.findings)

    return made


@pytest.fixture(scope="module")
def album(make: Make) -> Album:
    return make()


@pytest.fixture(scope="module")
def draft(make: Make) -> Album:
    return make(profile="draft")


def images(path: Path) -> Iterator[pikepdf.Stream]:
    """Every picture of a file once, masks apart."""
    with pikepdf.open(path) as pdf:
        masks = set()
        found = []
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                found.append(item)
                if "/SMask" in item:
                    masks.add(item.SMask.objgen)
        yield from (item for item in found if item.objgen not in masks)


def spaces(path: Path) -> set[str]:
    return {
        str(image.ColorSpace[0] if isinstance(image.ColorSpace, pikepdf.Array) else image.ColorSpace)
        for image in images(path)
    }


def widths(path: Path) -> list[int]:
    return sorted(int(image.Width) for image in images(path))


def pixels(image: pikepdf.Stream) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # four inks with a mask become RGBA
        return pikepdf.PdfImage(image).as_pil_image()


def test_the_files_that_are_delivered_leave_the_photo_to_come_out_and_say_so(album, draft):
    (told,) = album.told("spec.photo-pending")
    assert Severity.WARNING is told.severity
    assert ["press", "archive", "web"] == list(album.files)
    assert [] == [item for item in album.findings if item.severity is Severity.ERROR]

    (kept,) = draft.told("spec.photo-pending")
    assert Severity.NOTE is kept.severity


def test_a_photo_to_come_is_refused_where_warnings_are(make):
    strict = make(strict=True)

    assert {} == strict.files
    assert ["spec.photo-pending"] == [f.code for f in strict.findings if f.severity is Severity.WARNING]


def test_a_picture_that_stands_twice_is_in_the_file_once(album):
    for profile in ("press", "archive", "web"):
        assert 4 == len(list(images(album.files[profile]))), profile


def test_nothing_is_red_green_and_blue_on_the_press(album):
    assert {"/DeviceCMYK", "/DeviceGray"} == spaces(album.files["press"])
    with pikepdf.open(album.files["press"]) as pdf:
        contents = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert [] == re.findall(rb"\b(?:rg|RG|sc|SC)\s", contents)


def test_no_picture_has_more_ink_than_the_paper_bears(album):
    """The picture in inks holds a patch of 400 %: its black stays, its colours give way."""
    heaviest = 0
    for image in images(album.files["press"]):
        picture = pixels(image)
        if picture.mode == "CMYK":
            inks = np.asarray(picture.resize((60, 40), Image.Resampling.NEAREST), dtype=int)
            heaviest = max(heaviest, int(inks.sum(axis=-1).max()))
    assert 0.9 * 3 * 255 < heaviest <= 3 * 255 + 6  # a JPEG may be off by a little


def test_the_screen_gets_inks_as_colours(album):
    for profile in ("archive", "web"):
        assert "/DeviceCMYK" not in spaces(album.files[profile]), profile


def test_a_profile_that_a_picture_carries_goes_along_to_the_screen(album):
    assert "/ICCBased" in spaces(album.files["archive"])


def test_each_file_has_the_pixels_it_wants(album):
    """The archive keeps all of them, readers get 150 an inch, the press no more than it can use."""
    assert FULL_WIDTH_PX == max(widths(album.files["archive"]))
    assert FULL_WIDTH_PX == max(widths(album.files["press"]))
    assert max(widths(album.files["web"])) == pytest.approx(164 / 25.4 * 150, rel=0.02)
    sizes = {profile: path.stat().st_size for profile, path in album.files.items()}
    assert sizes["web"] < 0.7 * sizes["archive"]


def test_what_is_clear_stays_clear_and_names_the_space_it_mixes_in(album):
    for profile, space in (("press", "/DeviceCMYK"), ("archive", "/DeviceRGB"), ("web", "/DeviceRGB")):
        with pikepdf.open(album.files[profile]) as pdf:
            groups = [page.obj["/Group"] for page in pdf.pages if "/Group" in page.obj]
            assert 1 == len(groups), profile
            found = groups[0].CS
            assert space == str(found[0] if isinstance(found, pikepdf.Array) else found), profile


def test_a_picture_without_a_profile_is_told_and_taken_for_srgb(make):
    changed = make(("pictures/grey.jpg", "pictures/untagged.jpg"))
    other, told = changed.told("press.untagged-picture")
    assert "clear.png" in other.message.zh

    assert Severity.NOTE is told.severity
    assert "untagged.jpg" in told.message.zh
    assert "sections.places" in told.path


@pytest.mark.parametrize(
    ("name", "severity", "delivered"), [("fine.jpg", Severity.WARNING, 3), ("coarse.jpg", Severity.ERROR, 0)]
)
def test_a_photo_with_too_few_pixels_is_told_at_its_place(make, name, severity, delivered):
    """1620 pixels over 164 mm are 251 an inch; 600 are 93, and no file is made."""
    made = make(("pictures/tagged.jpg, caption: 带颜色", f"pictures/{name}, caption: 带颜色"))
    (told,) = made.told("press.low-resolution")

    assert severity is told.severity
    assert name in told.message.zh
    assert told.span is not None
    assert delivered == len(made.files)


def test_the_only_photo_there_is_may_be_coarse(make):
    made = make(
        ("pictures/tagged.jpg, caption: 带颜色", "pictures/coarse.jpg, caption: 带颜色"),
        ("quantity: 500", "low_resolution: warning"),
    )
    (told,) = made.told("press.low-resolution")

    assert Severity.WARNING is told.severity
    assert 3 == len(made.files)


def test_resolution_is_nothing_to_readers(make):
    made = make(
        ("pictures/tagged.jpg, caption: 带颜色", "pictures/coarse.jpg, caption: 带颜色"), profile="web"
    )

    assert [] == made.told("press.low-resolution")
    assert ["web"] == list(made.files)


def test_a_named_photo_that_is_not_there_ends_the_build_at_its_place(make):
    made = make(("pictures/grey.jpg", "pictures/grey-1.jpg"))
    (told,) = made.told("spec.missing-image")

    assert told.span is not None
    assert 22 == told.span.line
    assert {} == made.files


def test_a_photo_that_only_its_flag_sets_upright_is_told(make):
    (told,) = make(("pictures/grey.jpg", "pictures/turned.jpg")).told("content.turned-image")

    assert Severity.WARNING is told.severity
    assert "turned.jpg" in told.message.zh


@pytest.mark.parametrize("profile", ["press", "archive", "web"])
def test_pictures_can_be_read_again(album, profile):
    for image in images(album.files[profile]):
        assert pixels(image).size == (int(image.Width), int(image.Height))
        assert io.BytesIO(image.read_raw_bytes()).getbuffer().nbytes
