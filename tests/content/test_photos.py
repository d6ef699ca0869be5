"""Photos: there, pending, or not readable."""

import hashlib

import pytest
from PIL import Image

PHOTOS = """
photos:
  - {id: isle, caption: 东洲岛。, ratio: '4:3'}
  - {id: shop, file: shop.png, caption: 车间。, archive: true, credit: 融媒体中心, alt: 工人在操作}
"""
GALLERY = """
sections:
  - {id: one, title: 甲, blocks: [{photo: isle, place: side}, {text: 正文}]}
  - {id: all, title: 影像, kind: back, blocks: [{heading: 组图}, {photo_grid: %s}]}
"""


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "shop.png"
    Image.new("RGB", (30, 20), (200, 0, 0)).save(path)
    return path


def test_a_draft_keeps_the_place_of_a_photo(build_text, picture):
    built = build_text(PHOTOS + GALLERY % "all, lead: isle", draft=True)
    photo = built.blocks[0]
    assert (None, (4, 3), "东洲岛。") == (photo.path, photo.ratio, photo.caption.text)
    grid = built.document.sections[1].blocks[1]
    assert (2, grid.photos[0].id) == (len(grid.photos), grid.lead)


def test_a_delivered_file_closes_up(build_text, picture):
    """The block is gone; the gallery keeps what is there."""
    built = build_text(PHOTOS + GALLERY % "all, lead: isle")
    assert ["正文"] == [block.text.text for block in built.blocks]
    (_, grid) = built.document.sections[1].blocks
    assert (["车间（资料图片）"], None) == ([photo.caption.text for photo in grid.photos], grid.lead)


@pytest.mark.parametrize("caption", ["\\u200b", "\\u00ad\\u2060"])
def test_a_photo_that_nobody_can_be_told_of_is_refused_at_its_place(build_text, picture, caption):
    """A caption of characters without a look says nothing; an alternative text of its own does."""
    photos = f'photos: [{{id: shop, file: shop.png, caption: "{caption}"%s}}]\n'
    text = "sections: [{id: one, title: 甲, blocks: [{photo: shop}]}]"

    (finding,) = build_text(photos % "" + text).findings
    assert ("content.no-alt", "sections.one.blocks.0") == (finding.code, finding.path)
    assert finding.span is not None
    assert () == build_text(photos % ", alt: 车间" + text).findings


def test_an_empty_gallery_is_dropped(build_text, picture):
    """With its heading and its line in the contents; a chapter never is."""
    built = build_text(PHOTOS + GALLERY % "[isle]")
    assert ["甲"] == [section.title for section in built.document.sections]
    assert "contents.sections.all" not in str(built.document.tree)
    (finding,) = built.findings
    assert ("content.section-left-out", "影像") == (finding.code, built.at(finding))


def test_what_a_file_holds(build_text, picture):
    built = build_text(PHOTOS + GALLERY % "[shop]")
    (photo,) = built.document.sections[1].blocks[1].photos
    assert (str(picture), 30, 20) == (photo.path, photo.width_px, photo.height_px)
    assert hashlib.sha256(picture.read_bytes()).hexdigest() == photo.sha256
    assert ("工人在操作", "融媒体中心") == (photo.alt, photo.credit)


def test_no_picture_in_the_file(build_text, tmp_path):
    (tmp_path / "shop.png").write_text("not a picture")
    built = build_text(PHOTOS + GALLERY % "[shop]")
    finding = next(f for f in built.findings if f.code == "content.unreadable-image")
    assert "shop.png" == built.at(finding)


def test_a_picture_lying_on_its_side(build_text, tmp_path):
    """The camera's flag would be lost in print."""
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (30, 20)).save(tmp_path / "shop.jpg", exif=exif)
    built = build_text((PHOTOS + GALLERY % "[shop]").replace("shop.png", "shop.jpg"))
    assert "content.turned-image" in built.codes


def test_archive_photos_say_so_once(build_text, picture):
    text = PHOTOS.replace("车间。", "车间（资料图片）。")
    (photo,) = build_text(text + GALLERY % "[shop]").document.sections[1].blocks[1].photos
    assert "车间（资料图片）。" == photo.caption.text
