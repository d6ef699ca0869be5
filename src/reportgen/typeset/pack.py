"""Faces of a project's own: rare-glyph packs cut from a font file, and whole faces added to the folder.

A pack holds just the characters asked for, some kilobytes, so that it can be committed beside the spec and
every machine prints the same. It bears a name of its own and says in `fonts.lock` which file it was cut from,
with the licence of that file beside it. The same file and the same characters give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped,unused-ignore]

from reportgen.core.diagnostics import Diagnostic, Message, ReportError, error, note
from reportgen.core.digests import digest_of
from reportgen.typeset.face import open_face
from reportgen.typeset.fontcheck import COPYRIGHT_ID, LICENCE_ID, NO_SUBSETTING, PREVIEW_PRINT, fs_type
from reportgen.typeset.lock import EXTRA, LOCK_NAME, Cut, FaceRecord, FaceStyle, Lock, Source, read_lock
from reportgen.typeset.provenance import lock_text
from reportgen.typeset.vendor import KEPT_NAME_IDS, renamed

STEM, FAMILY = "RGRare", "RG Rare"
# By what the name of a face says; every other face counts as song.
_STYLES: tuple[tuple[str, FaceStyle, str], ...] = (
    ("kai|楷", "kai", "Kai"),
    ("fang ?song|仿宋", "fangsong", "FangSong"),
    ("sans|goth|hei|黑|ゴシ", "sans", "Hei"),
)
_RESERVED = re.compile(r"with reserved font names? ([^\n]+)", re.IGNORECASE)
_QUOTED = re.compile("[\"'“‘]([^\"'“”‘’]+)[\"'”’]")


@dataclass(frozen=True, slots=True)
class Added:
    """The entry that was made in the lock, and notes on it."""

    record: FaceRecord
    notes: tuple[Diagnostic, ...] = ()


def pin(text: str, font: Path, folder: Path, *, index: int = 0, licence: Path | None = None) -> Added:
    """Cut the characters of `text` from the file `font` into a pack in `folder`, and enter it in its lock.

    A pack cut from the same file before keeps what it has. `index` chooses a face of a collection. `licence`
    is a file with the licence of `font`, where the font itself does not hold it.
    Raises ReportError: `font.not-in-file` for characters that `font` lacks, `font.no-subsetting`,
    `font.licence-missing`, `font.installed-folder`, and what `face.open_face` and `lock.read_lock` raise.
    """
    lock = _own_lock(folder)
    face = open_face(font, index)
    if fs_type(face) & NO_SUBSETTING:
        raise ReportError([_no_subsetting(font)])
    wanted = {ord(char) for char in text if not char.isspace()}
    if lacking := sorted(wanted.difference(face.unicodes)):
        raise ReportError([_not_in_file(font, lacking)])
    terms = _terms(font, face, licence)
    data = font.read_bytes()
    _, label = _style(face)
    old, stem, family = _place(lock, label, digest_of(data), index)
    if old is not None and (path := old.path(folder)).is_file():
        wanted.update(hb.Face(hb.Blob.from_file_path(str(path))).unicodes)
    made = _named(renamed(_cut(face, wanted), family, stem), terms)
    licence_file = f"LICENSES/{stem.lower()}.txt"
    suffix = ".otf" if made[:4] == b"OTTO" else ".ttf"
    record = FaceRecord(
        file=f"{EXTRA}/{stem}{suffix}",
        sha256=digest_of(made),
        family=family,
        weight=_weight(face),
        style="pack",
        index=0,
        licence=terms.name,
        licence_file=licence_file,
        reserved=terms.reserved,
        source=Source("user", "", _version(face), font.name, digest_of(data)),
        cut=Cut("pack", "", family),
    )
    head = f"{family}\nCut down and renamed from {font.name} ({_name(face, 4) or _name(face, 1)})"
    _write(lock, record, made, f"{head}\n\n{terms.text}\n")
    return Added(record, _notes(record, face))


def add(font: Path, folder: Path, *, style: FaceStyle | None = None, licence: Path | None = None) -> Added:
    """Copy the file `font`, whole, into `folder` and enter it in its lock; its id is the name of the file.

    `style` tells what kind of letter it is, if its name does not. Refused is what may not be embedded (OS/2
    fsType 2, bitmaps only, more than 20 MB that may not be cut).
    Raises ReportError: `font.name-taken`, and the codes of `pin` but the first two.
    """
    lock = _own_lock(folder)
    face = open_face(font, 0)
    terms = _terms(font, face, licence)
    data = font.read_bytes()
    record = FaceRecord(
        file=f"{EXTRA}/{font.name}",
        sha256=digest_of(data),
        family=_name(face, 16) or _name(face, 1) or font.stem,
        weight=_weight(face),
        style=style or _style(face)[0],
        index=0,
        licence=terms.name,
        licence_file=f"LICENSES/{font.stem.lower()}.txt",
        reserved=terms.reserved,
        source=Source("user", "", _version(face), font.name, digest_of(data)),
        cut=Cut("full"),
    )
    if any(other.id == record.id and other.file != record.file for other in lock.faces):
        raise ReportError([_name_taken(record)])
    _write(lock, record, data, f"{record.family}\n\n{terms.text}\n")
    return Added(record, _notes(record, face))


def _notes(record: FaceRecord, face: hb.Face) -> tuple[Diagnostic, ...]:
    if not fs_type(face) & PREVIEW_PRINT:
        return ()
    return (
        note(
            "font.preview-print",
            None,
            zh=f"字体“{record.file}”只许为预览和打印而嵌入",
            en=f'font "{record.file}" may be embedded for preview and print only',
        ),
    )


# ------------------------------------------------------------------ the folder


def _own_lock(folder: Path) -> Lock:
    """The lock of a folder that may be written to: never that of the installed program."""
    installed = Path(__file__).resolve().parents[1] / "_fonts"
    if folder.resolve() == installed:
        hint = Message(
            f"先把它复制到报告旁边：cp -r {folder} fonts",
            f"first copy it beside the report: cp -r {folder} fonts",
        )
        finding = error(
            "font.installed-folder",
            None,
            zh="程序自带的字体文件夹不能改动，换一台机器也就没有了",
            en="the program's own folder of faces is not to be changed; other machines would lack the face",
            hints=[hint],
        )
        raise ReportError([finding])
    return read_lock(folder)


def _place(lock: Lock, label: str, digest: str, index: int) -> tuple[FaceRecord | None, str, str]:
    """The pack that was cut from this file before, if any; file stem and family of the pack to make."""
    member = f"#{index}" if index else ""
    taken = {record.id: record for record in lock.faces}
    number = 1
    while True:
        ending = label + member.replace("#", "-") + (str(number) if number > 1 else "")
        stem, family = f"{STEM}-{ending}", f"{FAMILY} {ending}"
        old = next((record for name, record in taken.items() if name == stem), None)
        if old is None or (old.cut.set == "pack" and old.source.sha256 == digest):
            return old, stem, family
        number += 1


def _write(lock: Lock, record: FaceRecord, data: bytes, licence: str) -> None:
    """The file, its licence and the lock, in this order: a lock never names what is not there."""
    same = [index for index, other in enumerate(lock.faces) if other.id == record.id]
    faces = list(lock.faces)
    if same:
        faces[same[0]] = record
    else:
        faces.append(record)
    tool = dict(lock.tool) or {name: version(name) for name in ("uharfbuzz", "fonttools")}
    for name, content in (
        (record.file, data),
        (record.licence_file, licence.encode()),
        (LOCK_NAME, lock_text(faces, tool).encode()),
    ):
        path = lock.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.part")
        aside.write_bytes(content)
        aside.replace(path)


# ------------------------------------------------------------------ the font


def _cut(face: hb.Face, codepoints: Iterable[int]) -> bytes:
    """The face with these characters alone."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.clear()
    wanted.unicode_set.update(codepoints)
    # Cleared before they are filled: these sets start with defaults.
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()
    wanted.name_id_set.clear()
    wanted.name_id_set.update(KEPT_NAME_IDS)
    wanted.name_lang_id_set.clear()
    wanted.name_lang_id_set.invert()
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
    data: bytes = hb.subset(face, wanted).blob.data
    return data


@dataclass(frozen=True, slots=True)
class _Terms:
    """The licence of a font: a short name, its text with the copyright, names it reserves."""

    name: str
    copyright: str
    text: str
    reserved: tuple[str, ...]


def _terms(font: Path, face: hb.Face, licence: Path | None) -> _Terms:
    """What the file given, the font itself or its package says; raises ReportError if none does."""
    own, copyright_lines = _name(face, LICENCE_ID), _name(face, COPYRIGHT_ID)
    given = licence or (None if own else _package_licence(font))
    text = own
    if given is not None:
        try:
            text = given.read_text("utf-8", "replace").strip()
        except OSError:
            text = ""
    if not text:
        raise ReportError([_no_licence(font)])
    is_ofl = re.search("open font licen[cs]e|OFL-1.1", text, re.IGNORECASE)
    reserved: list[str] = []
    for match in _RESERVED.finditer(f"{copyright_lines}\n{text}"):
        reserved += _QUOTED.findall(match[1]) or [re.split(r"[.,;]", match[1])[0].strip()]
    lines = [line.rstrip() for line in f"{copyright_lines}\n\n{text}".strip().splitlines()]
    return _Terms(
        "OFL-1.1" if is_ofl else "other", copyright_lines, "\n".join(lines), tuple(dict.fromkeys(reserved))
    )


def _package_licence(font: Path) -> Path | None:
    """The copyright file of the Debian package that a font belongs to, by the customary names of folders."""
    path = font.resolve()
    for parent in path.parents:
        if parent.name == "fonts" and parent.parent.name == "share":
            names = path.relative_to(parent).parts[:-1]
            found = (parent.parent / "doc" / f"fonts-{name}" / "copyright" for name in reversed(names))
            return next((file for file in found if file.is_file()), None)
    return None


def _named(font: bytes, terms: _Terms) -> bytes:
    """The font with a copyright and a licence in its name table, where it had none."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped,unused-ignore]

    opened = TTFont(io.BytesIO(font), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    table = opened["name"]
    first = next((line for line in terms.text.splitlines() if line.strip()), terms.name)
    missing = {
        number: text
        for number, text in ((COPYRIGHT_ID, terms.copyright or first), (LICENCE_ID, terms.name))
        if not table.getDebugName(number)
    }
    if not missing:
        return font
    for number, text in missing.items():
        table.removeNames(nameID=number)
        table.setName(text, number, 3, 1, 0x409)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def _name(face: hb.Face, number: int) -> str:
    return face.get_name(number) or ""


def _version(face: hb.Face) -> str:
    return _name(face, 5).removeprefix("Version ").partition(";")[0]


def _weight(face: hb.Face) -> int:
    weight: int = round(hb.Font(face).get_style_value(hb.StyleTag.WEIGHT))
    return weight


def _style(face: hb.Face) -> tuple[FaceStyle, str]:
    """What kind of letter a face has, for the lock and for the name of a pack."""
    names = " ".join(_name(face, number) for number in (1, 4, 16))
    for pattern, style, label in _STYLES:
        if re.search(pattern, names, re.IGNORECASE):
            return style, label
    return "serif", "Song"


# ------------------------------------------------------------------ findings


def _not_in_file(font: Path, lacking: list[int]) -> Diagnostic:
    named = " ".join(f"{chr(code)}(U+{code:04X})" for code in lacking)
    return error(
        "font.not-in-file",
        None,
        zh=f"字体文件“{font.name}”里没有 {named}",
        en=f'font file "{font.name}" has no {named}',
    )


def _no_subsetting(font: Path) -> Diagnostic:
    return error(
        "font.no-subsetting",
        None,
        zh=f"字体“{font.name}”的许可位不准取子集",
        en=f'the licence bits of font "{font.name}" forbid subsetting',
        hints=[Message("用 fonts add 收入整个字体", "take the whole face in with fonts add")],
    )


def _no_licence(font: Path) -> Diagnostic:
    return error(
        "font.licence-missing",
        None,
        zh=f"不知道字体“{font.name}”的许可",
        en=f'the licence of font "{font.name}" is not known',
        hints=[
            Message("用 --licence 指明许可文本的文件", "name the file of its licence text with --licence")
        ],
    )


def _name_taken(record: FaceRecord) -> Diagnostic:
    return error(
        "font.name-taken",
        None,
        zh=f"字体清单里已有叫 {record.id} 的字体",
        en=f"the font lock holds a face called {record.id} already",
        hints=[Message("给文件换个名称", "give the file another name")],
    )
