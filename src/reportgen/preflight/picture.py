"""Pictures (image XObjects and inline images), and the ink that lies on them (ISO 32000-1, 8.9)."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.preflight.access import Key, filters, get, has, integer, key, name, numbers
from reportgen.preflight.colour import Space, Spaces


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture. `space` is None for stencils, and where a JPEG 2000 stream says it itself."""

    value: object  # the stream; None for an inline picture
    key: Key
    width: int
    height: int
    bits: int
    space: Space | None
    is_stencil: bool
    has_soft_mask: bool
    interpolates: bool
    filters: tuple[str, ...]
    decode: tuple[float, ...]
    intent: str

    @property
    def is_line_art(self) -> bool:
        """Whether it is black and white: one bit for each pixel."""
        return self.is_stencil or self.bits == 1

    @property
    def is_flat(self) -> bool:
        """Whether it is so few pixels that it can only be a plain colour."""
        return self.width * self.height <= 16


def read_picture(value: object, resources: object, spaces: Spaces) -> Picture:
    """The picture in an image XObject."""
    is_stencil = get(value, "ImageMask") is True
    space = get(value, "ColorSpace")
    return Picture(
        value=value,
        key=key(value),
        width=integer(get(value, "Width")) or 0,
        height=integer(get(value, "Height")) or 0,
        bits=1 if is_stencil else integer(get(value, "BitsPerComponent")) or 8,
        space=None if is_stencil or space is None else spaces.resolve(space, resources),
        is_stencil=is_stencil,
        has_soft_mask=has(value, "SMask") or bool(integer(get(value, "SMaskInData"))),
        interpolates=get(value, "Interpolate") is True,
        filters=tuple(filters(value)),
        decode=numbers(get(value, "Decode")),
        intent=name(get(value, "Intent")),
    )


_SHORT_FILTERS = {
    "AHx": "ASCIIHexDecode",
    "A85": "ASCII85Decode",
    "LZW": "LZWDecode",
    "Fl": "FlateDecode",
    "RL": "RunLengthDecode",
    "CCF": "CCITTFaxDecode",
    "DCT": "DCTDecode",
}


def inline_picture(entries: dict[str, object], resources: object, spaces: Spaces) -> Picture:
    """The picture of an inline image, by its dictionary as the lexer gives it."""

    def entry(short: str, long: str) -> object:
        return entries.get(short, entries.get(long))

    def whole(value: object) -> int:
        return int(value) if isinstance(value, float) else 0

    is_stencil = entry("IM", "ImageMask") is True
    packed = entry("F", "Filter")
    names = packed if isinstance(packed, list) else [packed]
    decode = entry("D", "Decode")
    space = entry("CS", "ColorSpace")
    return Picture(
        value=None,
        key=(0, 0),
        width=whole(entry("W", "Width")),
        height=whole(entry("H", "Height")),
        bits=1 if is_stencil else whole(entry("BPC", "BitsPerComponent")) or 8,
        space=None if is_stencil or space is None else spaces.inline(space, resources),
        is_stencil=is_stencil,
        has_soft_mask=False,
        interpolates=entry("I", "Interpolate") is True,
        filters=tuple(_SHORT_FILTERS.get(item, item) for item in names if isinstance(item, str)),
        decode=tuple(item for item in decode if isinstance(item, float)) if isinstance(decode, list) else (),
        intent=str(entries.get("Intent") or ""),
    )
