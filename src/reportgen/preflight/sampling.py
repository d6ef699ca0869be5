"""The ink on a picture, by a sample of its pixels.

Pixels are taken as they are where that is possible, since a mean hides the dark parts. A large JPEG is
decoded at a fraction of its size, which takes the mean of a few neighbours and a tenth of the time. Only
pictures in the four process inks are measured.
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from reportgen.preflight.access import TooLarge, decoded, raw_bytes
from reportgen.preflight.colour import Family
from reportgen.preflight.picture import Picture

MAX_SIDE = 400  # pixels of a sample: 160,000 colours say enough of a photograph
_DECODED_SIDE = 1200  # pixels that a JPEG is decoded to at least
_MAX_BYTES = 512 << 20  # of a picture unpacked
_INVERTED = (1.0, 0.0) * 4  # /Decode of a picture whose values are the absence of ink


@dataclass(frozen=True, slots=True)
class Sample:
    """Totals of ink in a sample. `counts` holds how many pixels have each sum of the four values (0-1020)."""

    counts: tuple[int, ...]

    @property
    def highest(self) -> float:
        """The largest total (per cent)."""
        return max((total for total, count in enumerate(self.counts) if count), default=0) / 2.55

    def share_above(self, limit: float) -> float:
        """The share of pixels whose total exceeds `limit` (per cent)."""
        whole = sum(self.counts)
        return sum(self.counts[int(limit * 2.55) + 1 :]) / whole if whole else 0.0


def sample(picture: Picture) -> Sample | None:
    """The ink on a picture; None where it is not in process inks, or cannot be decoded."""
    space = picture.space
    if space is None or not space.ultimate.is_cmyk or picture.value is None:
        return None
    try:
        if space.family is Family.INDEXED:
            return _indexed(picture, space.lookup)
        opened = _opened(picture)
    except (OSError, ValueError, SyntaxError, TooLarge, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    if opened is None:
        return None
    if max(opened.size) > MAX_SIDE:
        scale = MAX_SIDE / max(opened.size)
        size = (max(round(opened.width * scale), 1), max(round(opened.height * scale), 1))
        opened = opened.resize(size, Image.Resampling.NEAREST)
    return _counted(opened.tobytes(), inverted=picture.decode == _INVERTED)


def _opened(picture: Picture) -> Image.Image | None:
    if picture.filters == ("DCTDecode",):
        opened = Image.open(io.BytesIO(raw_bytes(picture.value)))
        if opened.mode != "CMYK":
            return None
        opened.draft("CMYK", (_DECODED_SIDE, _DECODED_SIDE))
        opened.load()
        # Pillow takes Adobe's CMYK for inverted and turns it round; a PDF says so itself, in /Decode.
        return Image.eval(opened, lambda value: 255 - value)
    if picture.bits != 8 or picture.width * picture.height * 4 > _MAX_BYTES:
        return None
    content = decoded(picture.value)
    if content is None or len(content) < picture.width * picture.height * 4:
        return None
    size = (picture.width, picture.height)
    return Image.frombytes("CMYK", size, content[: picture.width * picture.height * 4])


def _indexed(picture: Picture, lookup: bytes) -> Sample | None:
    """A picture with a palette: each entry counts as often as it is used, or once if that is not known."""
    entries = [sum(lookup[at : at + 4]) for at in range(0, len(lookup) - 3, 4)]
    uses = Counter((decoded(picture.value) or b"") if picture.bits == 8 else range(len(entries)))
    counts = [0] * (4 * 255 + 1)
    for entry, times in uses.items():
        if entry < len(entries):
            counts[entries[entry]] += times
    return Sample(tuple(counts))


def _counted(values: bytes, *, inverted: bool) -> Sample:
    counts = [0] * (4 * 255 + 1)
    for total in map(sum, zip(values[::4], values[1::4], values[2::4], values[3::4], strict=False)):
        counts[1020 - total if inverted else total] += 1
    return Sample(tuple(counts))
