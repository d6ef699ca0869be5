"""Pictures in the file: JPEG data as they are, everything else packed losslessly; each picture once.

A file for the press has them in its inks, and no file more pixels than its profile wants at the largest size
that they are placed at. Otherwise a JPEG keeps its own compressed data; its metadata (position, camera,
preview) do not belong in a report and are left out. Its orientation becomes part of the matrix it is placed
with. Other formats are decoded by Pillow and packed with the PNG filters, which PDF's Flate knows as
predictor 15. A colour profile that a picture carries goes along, so phone pictures in wide colour look right.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from PIL import Image, ImageOps, UnidentifiedImageError

from reportgen.core.diagnostics import Diagnostic, ReportError, error
from reportgen.core.digests import digest_of
from reportgen.core.paged import DrawItem, GroupItem, ImageItem, ImageRef, PagedDocument
from reportgen.pdf.extras import Condition
from reportgen.pdf.inks import to_inks
from reportgen.pdf.profiles import ColourMode, Profile, Transparency
from reportgen.pdf.syntax import dictionary
from reportgen.pdf.writer import StreamingDocument, reference

Matrix = tuple[int, int, int, int, int, int]

# How EXIF's orientations 1..8 turn the unit square that PDF paints a picture on.
_UPRIGHT: dict[int, Matrix] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
_EXIF_ORIENTATION = 0x0112
_PHOTOGRAPHS = ("JPEG", "MPO")  # MPO: several JPEGs in one file, as some phones write; the first counts
_DEVICE = {"1": b"/DeviceGray", "L": b"/DeviceGray", "RGB": b"/DeviceRGB", "CMYK": b"/DeviceCMYK"}
_KEPT = ("1", "L", "RGB")  # modes whose JPEG data go in as they are
_COMPONENTS = {"1": 1, "L": 1, "RGB": 3, "CMYK": 4}
_SLACK = 1.1  # pictures with a few pixels too many are left alone
_PROFILE_SPACE = {"L": b"GRAY", "RGB": b"RGB "}  # as a profile's header says it, bytes 16 to 20
_START_OF_SCAN, _ADOBE, _COMMENT, _END_OF_IMAGE = 0xDA, 0xEE, 0xFE, b"\xff\xd9"
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # neither a stuffed byte nor a restart
_WHITE = (255, 255, 255, 255)
NOTHING: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the file: its name on pages, its object, the matrix that sets it upright."""

    key: str
    number: int
    upright: Matrix
    is_transparent: bool


class PictureTable:
    """The pictures of one file, by digest."""

    def __init__(
        self,
        document: StreamingDocument,
        profile: Profile,
        condition: Condition | None = None,
        widths: Mapping[str, float] = NOTHING,
    ) -> None:
        """Pictures for `profile`; `condition` is that of the press, `widths` as of `largest_pictures`."""
        self._document = document
        self._profile = profile
        self._condition = condition if profile.colours is ColourMode.PRESS else None
        self._widths = widths
        self._pictures: dict[str, Picture] = {}
        self._spaces: dict[bytes, bytes] = {}  # colour spaces by the profile they hold

    def picture(self, image: ImageRef) -> Picture:
        """The picture, written to the file when it is first asked for.

        Raises ReportError: `pdf.picture-unreadable`, `pdf.picture-changed`.
        """
        found = self._pictures.get(image.sha256)
        if found is None:
            found = self._pictures[image.sha256] = self._write(image, f"Im{len(self._pictures) + 1}")
        return found

    def _write(self, image: ImageRef, key: str) -> Picture:
        try:
            data = Path(image.path).read_bytes()
            if digest_of(data) != image.sha256:
                raise ReportError([_changed(image)])
            with Image.open(io.BytesIO(data)) as opened:
                number = self._document.reserve()
                size = self._size(image)
                is_in_inks = self._condition is not None and opened.mode not in ("1", "L")
                if opened.format in _PHOTOGRAPHS and opened.mode in _KEPT and not (size or is_in_inks):
                    self._jpeg(number, opened, bare_jpeg(data))
                    turn = opened.getexif().get(_EXIF_ORIENTATION, 1)
                    return Picture(key, number, _UPRIGHT.get(turn, _UPRIGHT[1]), False)
                return Picture(key, number, _UPRIGHT[1], self._converted(number, opened, size))
        except (OSError, UnidentifiedImageError, Image.DecompressionBombError, SyntaxError) as problem:
            raise ReportError([_unreadable(image, problem)]) from problem

    def _size(self, image: ImageRef) -> float:
        """By what part a picture is made smaller for this profile; 0: it keeps its size."""
        width = self._widths.get(image.sha256, 0.0)
        most = width / 72 * self._profile.most_ppi
        return most / image.width_px if most and image.width_px > most * _SLACK else 0.0

    def _converted(self, number: int, opened: Image.Image, part: float) -> bool:
        """Write a picture whose data cannot go in as they are; whether the ground shows through it."""
        is_photograph = opened.format in _PHOTOGRAPHS
        upright = ImageOps.exif_transpose(opened)
        keeps_inks = self._condition is not None and upright.mode == "CMYK"
        plain, alpha = (_with_profile(upright), None) if keeps_inks else _simplified(upright)
        if part and plain.mode != "1":
            size = (max(1, round(plain.width * part)), max(1, round(plain.height * part)))
            kept = plain.info
            plain = plain.resize(size, Image.Resampling.LANCZOS)
            plain.info = kept
            alpha = alpha.resize(size, Image.Resampling.LANCZOS) if alpha else None
        if alpha is not None and self._profile.transparency is Transparency.ON_WHITE:
            ground = Image.new("RGBA", plain.size, _WHITE)
            layer = plain.convert("RGBA")
            layer.putalpha(alpha)
            plain, alpha = Image.alpha_composite(ground, layer).convert(plain.mode), None
        if self._condition is not None and plain.mode in ("RGB", "CMYK"):
            plain = to_inks(plain, plain.info.get("icc_profile") or b"", self._condition)
            plain.info = {}
        if is_photograph:
            packed = io.BytesIO()
            plain.save(packed, "JPEG", quality=self._profile.jpeg_quality, subsampling=0, icc_profile=None)
            self._jpeg(number, plain, bare_jpeg(packed.getvalue()))
            return False
        entries = self._entries(plain)
        if alpha is not None:
            mask = self._document.reserve()
            self._lossless(mask, alpha, self._entries(alpha))
            entries["SMask"] = reference(mask)
        self._lossless(number, plain, entries)
        return alpha is not None

    def _jpeg(self, number: int, opened: Image.Image, data: bytes) -> None:
        entries = self._entries(opened) | {"Filter": b"/DCTDecode"}
        if opened.mode == "CMYK":  # Adobe's convention, which Pillow follows: the inks are written inverted
            entries["Decode"] = b"[1 0 1 0 1 0 1 0]"
        self._document.add_stream(entries, data, number=number, deflate=False)

    def _lossless(self, number: int, opened: Image.Image, entries: dict[str, bytes]) -> None:
        if opened.mode == "CMYK":  # which PNG does not know
            self._document.add_stream(entries, opened.tobytes(), number=number)
            return
        packed = io.BytesIO()
        opened.save(packed, "PNG", compress_level=self._profile.deflate_level, icc_profile=None)
        parameters = {
            "Predictor": b"15",
            "Colors": b"%d" % _COMPONENTS[opened.mode],
            "BitsPerComponent": entries["BitsPerComponent"],
            "Columns": entries["Width"],
        }
        entries |= {"Filter": b"/FlateDecode", "DecodeParms": dictionary(parameters)}
        self._document.add_stream(entries, png_data(packed.getvalue()), number=number, deflate=False)

    def _entries(self, opened: Image.Image) -> dict[str, bytes]:
        return {
            "Type": b"/XObject",
            "Subtype": b"/Image",
            "Width": b"%d" % opened.width,
            "Height": b"%d" % opened.height,
            "BitsPerComponent": b"1" if opened.mode == "1" else b"8",
            "ColorSpace": self._space(opened),
        }

    def _space(self, opened: Image.Image) -> bytes:
        """The colour space: the picture's own profile if it has one that fits; on the press grey is black."""
        if self._condition is not None:
            return _DEVICE[opened.mode]
        profile: bytes = opened.info.get("icc_profile") or b""
        if profile[16:20] != _PROFILE_SPACE.get(opened.mode):
            return _DEVICE[opened.mode]
        found = self._spaces.get(profile)
        if found is None:
            entries = {"N": b"%d" % _COMPONENTS[opened.mode], "Alternate": _DEVICE[opened.mode]}
            stream = self._document.add_stream(entries, profile)
            found = self._spaces[profile] = self._document.add(b"[/ICCBased " + stream + b"]")
        return found


def largest_pictures(document: PagedDocument) -> dict[str, float]:
    """For every picture, by its digest, the largest width (pt) that the whole of it would be placed at."""
    found: dict[str, float] = {}

    def look(items: Sequence[DrawItem]) -> None:
        for item in items:
            if isinstance(item, GroupItem):
                look(item.items)
            elif isinstance(item, ImageItem):
                width = item.box.width / max(item.crop[2] - item.crop[0], 1e-6)
                found[item.image.sha256] = max(found.get(item.image.sha256, 0.0), width)

    for page in document.pages:
        look(page.items)
    return found


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG stream without the application segments that PDF has no use for.

    APP14 stays: it says whether three components are RGB or YCbCr. What follows the first picture goes.
    Raises OSError if the stream ends before the picture does.
    """
    kept = [data[:2]]
    at = 2
    while at + 4 <= len(data):
        marker, after = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _START_OF_SCAN:
            # Entropy-coded data run up to the next marker that is not part of them.
            following = _MARKER.search(data, after)
            after = following.start() if following else len(data)
        if not (0xE0 <= marker <= 0xEF or marker == _COMMENT) or marker == _ADOBE:
            kept.append(data[at:after])
        at = after
        if data[at : at + 2] == _END_OF_IMAGE:
            return b"".join([*kept, _END_OF_IMAGE])
    raise OSError("the JPEG stream is cut off")


def png_data(png: bytes) -> bytes:
    """The compressed rows of a PNG file: its IDAT chunks, joined."""
    parts = []
    at = 8
    while at + 8 <= len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            parts.append(png[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(parts)


def _simplified(opened: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """The picture in one of the modes a PDF takes, and its alpha channel unless all of it is opaque."""
    info = opened.info
    alpha: Image.Image | None = None
    if opened.has_transparency_data:
        layered = opened.convert("RGBA")
        channel = layered.getchannel("A")
        if channel.getextrema() != (255, 255):
            alpha = channel
        opened = layered.convert("L" if opened.mode in ("LA", "La", "L", "1") else "RGB")
    elif opened.mode == "CMYK":
        opened = _from_cmyk(opened)
    elif opened.mode.startswith("I") or opened.mode == "F":
        opened = opened.convert("I").point(lambda value: value * (1 / 256)).convert("L")  # 16 bits of grey
    elif opened.mode not in _DEVICE:
        opened = opened.convert("RGB")
    profile = info.get("icc_profile")
    opened.info = {"icc_profile": profile} if profile else {}
    return opened, alpha


def _with_profile(opened: Image.Image) -> Image.Image:
    """The picture with nothing of its metadata but the colour profile."""
    profile = opened.info.get("icc_profile")
    opened.info = {"icc_profile": profile} if profile else {}
    return opened


def _from_cmyk(opened: Image.Image) -> Image.Image:
    """Inks to sRGB, by the picture's own profile if it carries one."""
    from PIL import ImageCms  # loads a library of its own, and few pictures are in inks

    profile = opened.info.get("icc_profile")
    if profile and profile[16:20] == b"CMYK":
        try:
            inks = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(
                opened, inks, screen, ImageCms.Intent.RELATIVE_COLORIMETRIC, "RGB"
            )
        except ImageCms.PyCMSError:
            converted = None  # a broken profile: as if there were none
        if converted is not None:
            return converted
    return opened.convert("RGB")


def _unreadable(image: ImageRef, problem: Exception) -> Diagnostic:
    return error(
        "pdf.picture-unreadable",
        None,
        zh=f"图片“{image.path}”无法读取",
        en=f'picture "{image.path}" cannot be read ({type(problem).__name__})',
    )


def _changed(image: ImageRef) -> Diagnostic:
    return error(
        "pdf.picture-changed",
        None,
        zh=f"图片“{image.path}”在生成过程中被改动，请重新生成",
        en=f'picture "{image.path}" was changed while the report was being built; build it again',
    )
