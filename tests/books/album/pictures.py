"""Neutral test pictures for the album: gradients, patches and lines, in every form a camera or a desk gives.

`python tests/books/album/pictures.py` draws them beside the album, so that it can be built by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).parents[3]
SRGB = (ROOT / "assets" / "icc" / "sRGB.icc").read_bytes()
PATCHES = ("#7a2b26", "#b3814a", "#56703f", "#2f5d73", "#4b4063", "#8a8a86")


def card(width: int, height: int) -> Image.Image:
    """A sky, a ground, six patches, and a ring whose roundness shows a stretched picture."""
    picture = Image.linear_gradient("L").resize((width, height))
    picture = Image.merge("RGB", [picture.point(lambda v, k=k: 120 + v * k // 255) for k in (100, 110, 120)])
    draw = ImageDraw.Draw(picture)
    ground, patch = round(height * 0.7), width // 12
    draw.rectangle((0, ground, width, height), fill="#6f6a5c")
    for index, colour in enumerate(PATCHES):
        left = patch * (index * 2) + patch // 2
        draw.rectangle((left, ground + patch // 2, left + patch, ground + patch // 2 + patch), fill=colour)
    radius, line = round(height * 0.22), max(2, width // 300)
    centre = (width // 2, round(height * 0.38))
    draw.circle(centre, radius, outline="#2b2b2b", width=line)
    draw.line((0, centre[1], width, centre[1]), fill="#2b2b2b", width=line)
    draw.line((centre[0], 0, centre[0], ground), fill="#2b2b2b", width=line)
    return picture


def drawn(folder: Path) -> Path:
    """All pictures in `folder`, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in _PICTURES.items():
        draw(folder / name)
    return folder


def _tagged(path: Path) -> None:
    card(2400, 1600).save(path, quality=90, icc_profile=SRGB)


def _untagged(path: Path) -> None:
    card(1500, 1000).save(path, quality=90)


def _grey(path: Path) -> None:
    card(1200, 1600).convert("L").save(path, quality=90)


def _inks(path: Path) -> None:
    """Inks as a desk leaves them: the darkest patch has more than any paper bears."""
    inks = Image.new("CMYK", (1500, 1000), (40, 20, 10, 0))
    ImageDraw.Draw(inks).rectangle((300, 300, 900, 700), fill=(255, 255, 255, 255))
    inks.save(path, compression="tiff_lzw")


def _clear(path: Path) -> None:
    """A card in a round window; nothing around it."""
    picture = card(1500, 1000)
    window = Image.new("L", picture.size)
    ImageDraw.Draw(window).ellipse((100, 100, 1400, 900), fill=255)
    picture.putalpha(window)
    picture.save(path)


def _turned(path: Path) -> None:
    """A phone's picture: upright by its flag only."""
    picture = card(1600, 1067).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(path, quality=90, icc_profile=SRGB, exif=exif)


def _fine(path: Path) -> None:
    """250 pixels an inch or so where the others have 300."""
    card(1620, 1080).save(path, quality=90, icc_profile=SRGB)


def _coarse(path: Path) -> None:
    card(600, 400).save(path, quality=90, icc_profile=SRGB)


_PICTURES: dict[str, Callable[[Path], None]] = {
    "tagged.jpg": _tagged,
    "untagged.jpg": _untagged,
    "grey.jpg": _grey,
    "inks.tif": _inks,
    "clear.png": _clear,
    "turned.jpg": _turned,
    "fine.jpg": _fine,
    "coarse.jpg": _coarse,
}

if __name__ == "__main__":
    drawn(Path(__file__).parent / "pictures")
