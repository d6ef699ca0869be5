"""Photos: which file, how large, what it shows. A photo without a file is pending."""

from __future__ import annotations

from pathlib import Path

from reportgen.content.blocks import Photo, PhotoGrid, Place, part_id
from reportgen.content.scope import Scope
from reportgen.core.diagnostics import Message, warning
from reportgen.core.digests import digest_of
from reportgen.core.paged import NodeId
from reportgen.core.places import SpecPath
from reportgen.core.text import RichText, joined
from reportgen.spec.schema import PhotoBlock, PhotoGridBlock, PhotoSpec

_UPRIGHT = 1  # value of the EXIF orientation of a picture stored as it is seen
_ORIENTATION = 0x0112


def photo(scope: Scope, block: PhotoBlock, path: SpecPath, node: NodeId) -> Photo | None:
    """The photo at `path`, or None if it is left out."""
    found = _find(scope, block.photo, (*path, "photo"))
    return None if found is None else _photo(scope, *found, node, Place(block.place))


def photo_grid(scope: Scope, block: PhotoGridBlock, path: SpecPath, node: NodeId) -> PhotoGrid | None:
    """The photos at `path` on one grid, or None if none is left."""
    place = (*path, "photo_grid")
    chosen: list[tuple[PhotoSpec, SpecPath] | None]
    if isinstance(block.photo_grid, tuple):
        chosen = [_find(scope, given, (*place, i)) for i, given in enumerate(block.photo_grid)]
    else:
        chosen = [(spec, ("photos", i)) for i, spec in enumerate(scope.spec.photos)]
    shown: list[Photo] = []
    lead: NodeId | None = None
    for index, found in enumerate(chosen):
        if found is None:
            continue
        made = _photo(scope, *found, part_id(node, index), Place.FULL)
        if made is None:
            continue
        shown.append(made)
        if found[0].id is not None and found[0].id == block.lead:
            lead = made.id
    return PhotoGrid(node, tuple(shown), lead) if shown else None


def _find(scope: Scope, given: str | PhotoSpec, path: SpecPath) -> tuple[PhotoSpec, SpecPath] | None:
    """The photo and where it is written."""
    if isinstance(given, PhotoSpec):
        return given, path
    for index, spec in enumerate(scope.spec.photos):
        if spec.id == given:
            return spec, ("photos", index)
    return None


def _photo(scope: Scope, spec: PhotoSpec, path: SpecPath, node: NodeId, place: Place) -> Photo | None:
    caption = scope.line(spec.caption, (*path, "caption"))
    if spec.archive and scope.words.photo_archive.strip() not in caption.text:
        caption = joined([_without_stop(caption), scope.words.photo_archive], caption.origin)
    if spec.file is None and not scope.keep_pending:
        return None  # `spec` says so, in one finding for all
    file, sha256, size = None, "", (0, 0)
    if spec.file is not None:
        opened = _open(scope, spec.file, (*path, "file"))
        if opened is None:
            return None
        file, sha256, size = opened
    wide, high = spec.ratio.split(":")
    return Photo(
        id=node,
        path=file,
        sha256=sha256,
        width_px=size[0],
        height_px=size[1],
        caption=caption,
        credit=spec.credit,
        ratio=(int(wide), int(high)),
        alt=scope.reader.line(spec.alt, (*path, "alt")).text if spec.alt else caption.text,
        place=place,
        origin=scope.span(path),
    )


def _without_stop(caption: RichText) -> RichText:
    """The caption without its last full stop, so that the remark can follow."""
    if not caption.text.endswith(("。", ".")):
        return caption
    return RichText(caption.text[:-1], caption.marks, caption.origin)


def _open(scope: Scope, name: str, path: SpecPath) -> tuple[str, str, tuple[int, int]] | None:
    """Path, digest and pixels of a picture file; one that is no picture is an error."""
    file = scope.base / name
    try:
        data = file.read_bytes()
    except OSError:
        return None  # a finding of `spec`
    size = _pixels(scope, file, path)
    return None if size is None else (str(file), digest_of(data), size)


def _pixels(scope: Scope, file: Path, path: SpecPath) -> tuple[int, int] | None:
    from PIL import Image, UnidentifiedImageError  # only where there are photos

    try:
        with Image.open(file) as image:
            image.verify()  # spends the image
        with Image.open(file) as image:
            size = image.size
            turned = image.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        scope.refuse(
            "content.unreadable-image",
            path,
            zh=f"图片文件读不出来：{file.name}",
            en=f"{file.name} is no image that can be read",
            hints=(Message("请存成 JPEG、TIFF 或 PNG", "save it as JPEG, TIFF or PNG"),),
        )
        return None
    if turned:
        zh = f"{file.name} 靠相机标记转正，印出来会是横倒的"
        en = f"{file.name} is turned by a camera flag and would be printed lying on its side"
        hint = Message("在看图软件里转正后另存", "turn it in an image program and save it")
        scope.findings.append(warning("content.turned-image", scope.span(path), zh=zh, en=en, hints=(hint,)))
    return size
