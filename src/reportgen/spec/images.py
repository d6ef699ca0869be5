"""Image files that the spec names: are they there? Whether they can be decoded is seen later."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, Message, Severity, error
from reportgen.core.places import Places, SpecPath
from reportgen.spec.schema import PhotoGridBlock, PhotoSpec, ReportSpec
from reportgen.spec.suggest import nearest
from reportgen.spec.walk import blocks, photo_uses, photos

_LISTED = 4


def check_images(
    spec: ReportSpec, places: Places, root: Path | None, delivered: bool
) -> Iterator[Diagnostic]:
    """Errors for named files that are not there, one finding for all photos that have no file yet."""
    if root is not None:
        for path, photo in photos(spec):
            if photo.file is not None:
                yield from _file((*path, "file"), photo.file, root, places)
    yield from _pending(spec, places, delivered)


def _file(path: SpecPath, name: str, root: Path, places: Places) -> Iterator[Diagnostic]:
    target = root / name
    try:
        if target.is_file():
            return
        is_folder = target.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if is_folder:
        yield error(
            "spec.missing-image",
            places.value(path),
            zh=f"{name} 是文件夹，不是图片文件",
            en=f"{name} is a folder, not an image file",
        )
        return
    yield error(
        "spec.missing-image",
        places.value(path),
        zh=f"找不到图片 {name}",
        en=f"there is no image {name}",
        hints=tuple(_advice(name, target, root)),
    )


def _advice(name: str, target: Path, root: Path) -> Iterator[Message]:
    if "\\" in name:
        better = name.replace("\\", "/")
        yield Message(f"文件夹之间用 / 隔开：{better}", f"separate folders by /: {better}")
        return
    folder = target.parent
    try:
        present = sorted(item.name for item in folder.iterdir() if item.is_file())
    except OSError:
        yield Message(f"文件夹 {folder} 不存在", f"there is no folder {folder}")
        return
    prefix = name[: len(name) - len(Path(name).name)]
    for other in present:
        if _plain(other) == _plain(target.name):
            kind = (
                ("大小写", "case")
                if other.casefold() == target.name.casefold()
                else ("字符的写法", "its characters")
            )
            yield Message(
                f"有 {prefix}{other}，只是{kind[0]}不同",
                f"there is {prefix}{other}, which differs in {kind[1]} only",
            )
            return
    near = [f"{prefix}{other}" for other in nearest(target.name, present, limit=3)]
    if near:
        yield Message(f"你是不是想写 {' 或 '.join(near)}？", f"did you mean {' or '.join(near)}?")
    yield Message(
        f"路径从 {root} 算起；照片还没有时删去 file 一行",
        f"paths begin at {root}; leave out file if there is no photo yet",
    )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _pending(spec: ReportSpec, places: Places, delivered: bool) -> Iterator[Diagnostic]:
    """One finding for all photos without a file that the report would show."""
    declared = {photo.id: ("photos", index) for index, photo in enumerate(spec.photos)}
    by_id = {photo.id: photo for photo in spec.photos}
    pending: dict[SpecPath, PhotoSpec] = {}
    for path, _, shown in photo_uses(spec):
        photo = by_id.get(shown) if isinstance(shown, str) else shown
        if photo is not None and photo.file is None:
            pending[declared[photo.id] if isinstance(shown, str) else path] = photo
    if any(isinstance(block, PhotoGridBlock) and block.photo_grid == "all" for _, _, block in blocks(spec)):
        for index, photo in enumerate(spec.photos):
            if photo.file is None:
                pending[("photos", index)] = photo
    if not pending:
        return
    found = sorted(
        ((places.value((*path, "caption")), photo) for path, photo in pending.items()), key=itemgetter(0)
    )
    spans = [span for span, _ in found]
    count = len(pending)
    captions = [photo.caption.strip() for _, photo in found[:_LISTED]]
    more_zh, more_en = ("等", " and others") if count > _LISTED else ("", "")
    end_zh = "成品不印这些照片" if delivered else "样稿留出位置"
    end_en = "the delivered file leaves them out" if delivered else "the draft keeps their places"
    yield Diagnostic(
        Severity.WARNING if delivered else Severity.NOTE,
        "spec.photo-pending",
        Message(
            f"{count} 幅照片待补（{'、'.join(captions)}{more_zh}）：{end_zh}",
            f"{count} photos are pending ({', '.join(captions)}{more_en}): {end_en}",
        ),
        spans[0],
        (Message("有了照片，在 file 写上文件名", "when a photo is at hand, name it under file"),),
        tuple(spans[1:]),
    )
