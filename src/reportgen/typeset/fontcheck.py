"""`fonts check`: are the faces what the lock says, may we embed them, are their licences kept?

Also the two questions asked of every face when it is opened: can this program set it (static sfnt), and may
it be embedded in a document (OS/2 fsType; fonts.md, section 8).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped,unused-ignore]

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, error, note
from reportgen.typeset.lock import FaceRecord, Lock, read_lock, verify_digest

SFNT_SIGNATURES = {b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf"}
WEB_SIGNATURES = {b"wOFF": "WOFF", b"wOF2": "WOFF2"}
RESTRICTED, PREVIEW_PRINT = 0x0002, 0x0004
NO_SUBSETTING, BITMAP_ONLY = 0x0100, 0x0200
WHOLE_FACE_LIMIT = 20_000_000  # bytes; a face that must go in whole may not be larger than this

# Name records a reader of the font sees as its name: reserved words may not stand in them.
PRIMARY_NAME_IDS = (1, 3, 4, 6, 16, 21)
COPYRIGHT_ID, POSTSCRIPT_ID, LICENCE_ID = 0, 6, 13
FAMILY_ID, TYPOGRAPHIC_FAMILY_ID = 1, 16


def format_problem(path: Path, signature: bytes, tables: Collection[str]) -> Diagnostic | None:
    """Why this file cannot be set: compressed for the web, variable, or no font at all."""
    if kind := WEB_SIGNATURES.get(signature):
        zh, en = f"是 {kind} 格式，请先转换成 TTF 或 OTF", f"is {kind}; convert it to TTF or OTF first"
    elif signature not in SFNT_SIGNATURES or "cmap" not in tables:
        zh, en = "不是可读的字体文件", "is not a readable font file"
    elif "fvar" in tables:
        zh, en = (
            "是可变字体，请先取出一个固定字重的实例",
            "is variable; make an instance of one weight first",
        )
    else:
        return None
    return error("font.format", None, zh=f"字体文件“{path.name}”{zh}", en=f'font file "{path.name}" {en}')


def fs_type(face: hb.Face) -> int:
    """The embedding bits of OS/2; 0 (installable) where the table is missing, as the specification says."""
    table = face.reference_table("OS/2").data
    return int.from_bytes(table[8:10], "big") if len(table) >= 10 else 0


def embedding_problem(path: Path, face: hb.Face) -> Diagnostic | None:
    """Why the licence bits of this face forbid what we do with it, or None."""
    bits = fs_type(face)
    # Of the usage bits the least restrictive one counts (OpenType, OS/2 fsType, versions before 3).
    if bits & RESTRICTED and not bits & (PREVIEW_PRINT | 0x0008):
        zh, en = "禁止嵌入文档", "forbids embedding in a document"
    elif bits & BITMAP_ONLY:
        zh, en = "只许嵌入点阵字形", "allows the embedding of bitmaps only"
    elif bits & NO_SUBSETTING and len(face.blob) > WHOLE_FACE_LIMIT:
        zh, en = "禁止取子集，而整个文件太大", "forbids subsetting and is too large to embed whole"
    else:
        return None
    return error(
        "font.not-embeddable",
        None,
        zh=f"字体“{path.name}”的许可位（fsType {bits:#06x}）{zh}",
        en=f'the licence bits of font "{path.name}" (fsType {bits:#06x}): it {en}',
        hints=[Message("换一个可以嵌入的字体", "use a face that may be embedded")],
    )


def check_fonts(folder: Path) -> tuple[Diagnostic, ...]:
    """Everything wrong with the faces of the `fonts.lock` in `folder`; empty if all is well.

    Digests, licence texts, embedding bits, the names that licences ask for, and reserved names.
    """
    try:
        lock = read_lock(folder)
    except ReportError as problem:
        return problem.diagnostics
    return tuple(finding for record in lock.faces for finding in _check_face(record, lock))


def _check_face(record: FaceRecord, lock: Lock) -> Iterator[Diagnostic]:
    yield from _check_licence(record, lock.folder)
    damaged = verify_digest(record, lock.folder)
    if damaged is not None:
        yield damaged
        if damaged.code == "font.file-missing":
            return
    path = record.path(lock.folder)
    with path.open("rb") as stream:
        signature = stream.read(4)
    face = hb.Face(hb.Blob.from_file_path(str(path)), record.index)
    unusable = format_problem(path, signature, face.table_tags)
    if unusable is not None:
        yield unusable
        return
    yield from filter(None, [embedding_problem(path, face)])
    if fs_type(face) & PREVIEW_PRINT:
        yield note(
            "font.preview-print",
            None,
            zh=f"字体“{record.file}”只许为预览和打印而嵌入",
            en=f'font "{record.file}" may be embedded for preview and print only',
        )
    yield from _check_names(record, _names(face))


def _check_licence(record: FaceRecord, folder: Path) -> Iterator[Diagnostic]:
    path = folder / record.licence_file
    if not record.licence_file or not path.is_file() or not path.read_text("utf-8", "replace").strip():
        yield error(
            "font.licence-missing",
            None,
            zh=f"字体“{record.file}”缺许可文本“{record.licence_file}”",
            en=f'the licence text "{record.licence_file}" of font "{record.file}" is missing',
        )


def _names(face: hb.Face) -> dict[int, tuple[str, ...]]:
    """The name records by ID, in every language the face has them."""
    found: dict[int, tuple[str, ...]] = {}
    for entry in face.list_names():
        number = int(entry.name_id)
        text = face.get_name(number, entry.language) or ""
        found[number] = (*found.get(number, ()), text)
    return found


def _check_names(record: FaceRecord, names: dict[int, tuple[str, ...]]) -> Iterator[Diagnostic]:
    # PostScript names become font names in the PDF, copyright and licence travel with every cut face.
    for number in (COPYRIGHT_ID, POSTSCRIPT_ID, LICENCE_ID):
        if not any(names.get(number, ())):
            yield _name_finding(record, f"没有名称记录 {number}", f"has no name record {number}")
    families = (*names.get(FAMILY_ID, ()), *names.get(TYPOGRAPHIC_FAMILY_ID, ()))
    if record.family not in families:
        called = ", ".join(dict.fromkeys(families))
        yield _name_finding(
            record,
            f"自称“{called}”，清单里却是“{record.family}”",
            f'calls itself "{called}", the lock says "{record.family}"',
        )
    if record.cut.set == "full":
        return  # reserved names bind changed versions only (OFL 1.1, condition 3)
    for number in PRIMARY_NAME_IDS:
        for text in names.get(number, ()):
            for word in record.reserved:
                if word.casefold() in text.casefold():
                    yield error(
                        "font.reserved-name",
                        None,
                        zh=f"字体“{record.file}”改动过，名称“{text}”却含保留名“{word}”",
                        en=f'font "{record.file}" is a changed version, yet its name "{text}" holds '
                        f'the reserved "{word}"',
                    )


def _name_finding(record: FaceRecord, zh: str, en: str) -> Diagnostic:
    return error("font.names", None, zh=f"字体“{record.file}”{zh}", en=f'font "{record.file}" {en}')
