"""Pictures and colours in inks: by ICC, relative colorimetric with the black point compensated.

What the paper does not bear is taken out of the three colours; black stays, since it draws.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image

from reportgen.pdf.extras import Condition

if TYPE_CHECKING:
    from PIL import ImageCms

STRIPE = 256  # rows at a time, so that a large picture takes no more than a few megabytes beside itself


def to_inks(picture: Image.Image, own: bytes, condition: Condition) -> Image.Image:
    """`picture` (RGB or CMYK) in the inks of `condition`; `own` is the profile that it carries, if any.

    Inks without a profile are taken for those of the condition.
    """
    if picture.mode == "CMYK" and own in (b"", condition.profile):
        return _limited(picture, condition.most_ink)
    source = own if own[16:20] == {"RGB": b"RGB ", "CMYK": b"CMYK"}[picture.mode] else b""
    from PIL import ImageCms

    transform = _transform(source, condition.profile, picture.mode)
    converted = ImageCms.applyTransform(picture, transform)
    assert converted is not None, "a transform that is not in place makes a new picture"
    return _limited(converted, condition.most_ink)


def inks_of(rgb: tuple[float, float, float], condition: Condition) -> tuple[float, float, float, float]:
    """An sRGB colour (0..1) in the inks of `condition`, in whole per cent."""
    red, green, blue = (round(part * 255) for part in rgb)
    pixel = to_inks(Image.new("RGB", (1, 1), (red, green, blue)), b"", condition).getpixel((0, 0))
    assert isinstance(pixel, tuple), "a pixel in inks has four parts"
    cyan, magenta, yellow, black = (round(part / 255, 2) for part in pixel)
    return cyan, magenta, yellow, black


@lru_cache(maxsize=8)
def _transform(source: bytes, target: bytes, mode: str) -> ImageCms.ImageCmsTransform:
    """From pictures of `mode` with one profile (none: sRGB) to inks with the other."""
    from PIL import ImageCms  # loads a library of its own

    def opened(profile: bytes) -> ImageCms.ImageCmsProfile:
        if not profile:
            return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        return ImageCms.ImageCmsProfile(io.BytesIO(profile))

    return ImageCms.buildTransform(
        opened(source),
        opened(target),
        mode,
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _limited(picture: Image.Image, most: float) -> Image.Image:
    """`picture` (CMYK) with no more ink anywhere than `most` (4.0: all of it)."""
    import numpy as np

    limit = round(most * 255)
    parts = []
    for top in range(0, picture.height, STRIPE):
        stripe = picture.crop((0, top, picture.width, min(top + STRIPE, picture.height)))
        inks = np.asarray(stripe, dtype=np.uint16)
        colours, black = inks[..., :3].astype(np.float32), inks[..., 3]
        total = colours.sum(axis=-1)
        room = np.maximum(limit - black.astype(np.float32), 0.0)
        scale = np.where(total > room, room / np.maximum(total, 1.0), 1.0)
        if (scale < 1.0).any():
            limited = np.concatenate(
                [np.floor(colours * scale[..., None]), black[..., None].astype(np.float32)], axis=-1
            )
            stripe = Image.fromarray(limited.astype(np.uint8), "CMYK")
        parts.append((top, stripe))
    result = Image.new("CMYK", picture.size)
    for top, stripe in parts:
        result.paste(stripe, (0, top))
    return result
