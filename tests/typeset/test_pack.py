"""Rare-glyph packs and added faces: what is cut, how it is named, what the lock says, what is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import em_square
import pytest
import uharfbuzz as hb
from em_square import BOLD, REGULAR
from fontTools.ttLib import TTFont

from reportgen.core.diagnostics import ReportError, Severity
from reportgen.core.paged import FontId
from reportgen.typeset import pack as module
from reportgen.typeset.fontcheck import check_fonts
from reportgen.typeset.fonts import FontBook, Role
from reportgen.typeset.lock import read_lock
from reportgen.typeset.pack import add, pin

ROLES = {"body": Role(FontId(BOLD)), "quote": Role(FontId(BOLD))}
RARE = "龘"  # in the regular test face only
LICENCE = "SIL OPEN FONT LICENSE Version 1.1"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with an empty lock; `fonts add` makes it a folder of faces."""
    home = tmp_path / "fonts"
    home.mkdir()
    (home / "fonts.lock").write_text("version = 1\nface = []\n", "utf-8")
    return home


@pytest.fixture
def project(folder) -> Path:
    """The same with the bold test face, which lacks rare characters."""
    add(em_square.files()[FontId(BOLD)], folder)
    return folder


def regular() -> Path:
    return em_square.files()[FontId(REGULAR)]


def changed(path: Path, *, bits: int = 0, names: dict[int, str | None] | None = None) -> Path:
    """A copy of the regular face with other embedding bits and name records."""
    font = TTFont(regular(), recalcTimestamp=False)
    font["OS/2"].fsType = bits
    for number, text in (names or {}).items():
        font["name"].removeNames(nameID=number)
        if text is not None:
            font["name"].setName(text, number, 3, 1, 0x409)
    font.save(path)
    return path


def characters(path: Path) -> set[str]:
    return {chr(code) for code in hb.Face(hb.Blob.from_file_path(str(path))).unicodes}


def codes(refused: pytest.ExceptionInfo[ReportError]) -> list[str]:
    return [item.code for item in refused.value.diagnostics]


def test_a_pack_holds_what_was_asked_for_and_nothing_else(project):
    record = pin(f" {RARE}鱻 ", regular(), project).record

    path = project / "extra" / "RGRare-Song.ttf"
    assert characters(path) == {RARE, "鱻"}
    assert path.stat().st_size < 10_000
    assert record == read_lock(project).faces[-1]
    assert (record.file, record.family, record.style) == ("extra/RGRare-Song.ttf", "RG Rare Song", "pack")
    assert (record.cut.set, record.cut.rename) == ("pack", "RG Rare Song")
    assert record.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (record.source.kind, record.source.member) == ("user", "EmSquare-Regular.ttf")
    assert record.source.sha256 == hashlib.sha256(regular().read_bytes()).hexdigest()
    assert "no rights reserved" in (project / record.licence_file).read_text("utf-8")
    assert check_fonts(project) == ()


def test_the_pack_bears_its_own_name(project):
    pin(RARE, regular(), project)

    names = TTFont(project / "extra" / "RGRare-Song.ttf")["name"]
    assert [names.getDebugName(number) for number in (1, 4, 6)] == [
        "RG Rare Song",
        "RG Rare Song Regular",
        "RGRare-Song",
    ]
    assert names.getDebugName(0) == "None."  # the copyright stays
    assert not any("Em Square" in record.toUnicode() for record in names.names)


def test_a_pack_sets_what_the_roles_face_lacks(project):
    before = FontBook.open(project, ROLES).choose("body", RARE)
    pin(RARE, regular(), project)
    choice = FontBook.open(project, ROLES, verify=True).choose("body", RARE)

    assert before is None
    assert choice is not None
    assert (choice.font, choice.style_differs) == (FontId("RGRare-Song"), False)


def test_the_same_bytes_every_time(project, tmp_path):
    """In one go or one after another, in whatever order."""
    pin("鱻" + RARE, regular(), project)
    once, lock = (project / "extra/RGRare-Song.ttf").read_bytes(), (project / "fonts.lock").read_bytes()
    pin(RARE, regular(), project)
    assert (project / "extra/RGRare-Song.ttf").read_bytes() == once
    assert (project / "fonts.lock").read_bytes() == lock

    other = tmp_path / "other"
    other.mkdir()
    (other / "fonts.lock").write_text("version = 1\nface = []\n", "utf-8")
    pin(RARE, regular(), other)
    assert characters(other / "extra/RGRare-Song.ttf") == {RARE}
    pin("鱻", regular(), other)
    assert (other / "extra/RGRare-Song.ttf").read_bytes() == once


def test_another_font_gives_another_pack(project, tmp_path):
    pin(RARE, regular(), project)
    record = pin("鱻", changed(tmp_path / "Other.ttf", names={3: "another"}), project).record

    assert record.file == "extra/RGRare-Song2.ttf"
    assert characters(project / "extra/RGRare-Song.ttf") == {RARE}
    assert [face.id for face in read_lock(project).faces] == [BOLD, "RGRare-Song", "RGRare-Song2"]
    assert check_fonts(project) == ()


@pytest.mark.parametrize(
    ("family", "name"), [("My Kai", "Kai"), ("Sans One", "Hei"), ("Ming", "Song"), ("仿宋", "FangSong")]
)
def test_packs_are_named_by_the_kind_of_letter(folder, tmp_path, family, name):
    font = changed(tmp_path / "Face.ttf", names={1: family, 4: family})

    assert pin(RARE, font, folder).record.file == f"extra/RGRare-{name}.ttf"


def test_reserved_names_are_kept_in_the_lock(folder, tmp_path):
    words = 'Copyright 2020 X, with Reserved Font Names "Em Square" and "Em".'
    font = changed(tmp_path / "Face.ttf", names={0: words, 13: LICENCE})
    record = pin(RARE, font, folder).record

    assert record.reserved == ("Em Square", "Em")
    assert record.licence == "OFL-1.1"
    assert check_fonts(folder) == ()


def test_a_font_without_a_licence_needs_one(folder, tmp_path):
    font = changed(tmp_path / "Face.ttf", names={0: None, 13: None})
    with pytest.raises(ReportError) as refused:
        pin(RARE, font, folder)
    assert codes(refused) == ["font.licence-missing"]
    assert not (folder / "extra").exists()

    text = tmp_path / "OFL.txt"
    text.write_text(f"{LICENCE}\nText.\n", "utf-8")
    record = pin(RARE, font, folder, licence=text).record
    assert "Text." in (folder / record.licence_file).read_text("utf-8")
    assert check_fonts(folder) == ()  # the records that PDF readers look for are filled in


def test_the_licence_of_a_package_is_found(folder, tmp_path):
    home, papers = tmp_path / "share/fonts/truetype/em", tmp_path / "share/doc/fonts-em"
    home.mkdir(parents=True)
    papers.mkdir(parents=True)
    (papers / "copyright").write_text(LICENCE, "utf-8")
    font = changed(home / "Face.ttf", names={13: None})

    assert pin(RARE, font, folder).record.licence == "OFL-1.1"


def test_what_the_font_lacks_is_named(folder):
    with pytest.raises(ReportError) as refused:
        pin(f"{RARE}𠮷", regular(), folder)

    assert codes(refused) == ["font.not-in-file"]
    assert "𠮷(U+20BB7)" in refused.value.diagnostics[0].message.zh
    assert RARE not in refused.value.diagnostics[0].message.zh
    assert sorted(path.name for path in folder.iterdir()) == ["fonts.lock"]


@pytest.mark.parametrize(
    ("bits", "of_pin", "of_add"),
    [
        (0x0000, [], []),
        (0x0008, [], []),
        (0x0004, ["font.preview-print"], ["font.preview-print"]),
        (0x0002, ["font.not-embeddable"], ["font.not-embeddable"]),
        (0x0100, ["font.no-subsetting"], []),  # goes in whole
        (0x0200, ["font.not-embeddable"], ["font.not-embeddable"]),
    ],
)
def test_embedding_bits(folder, tmp_path, bits, of_pin, of_add):
    font = changed(tmp_path / "Face.ttf", bits=bits)
    for expected, take in ((of_pin, lambda: pin(RARE, font, folder)), (of_add, lambda: add(font, folder))):
        try:
            given = take().notes
        except ReportError as problem:
            given = problem.diagnostics
            assert all(item.severity is Severity.ERROR for item in given)
        assert [item.code for item in given] == expected


def test_a_face_is_added_whole(folder):
    record = add(regular(), folder).record

    assert (folder / "extra/EmSquare-Regular.ttf").read_bytes() == regular().read_bytes()
    assert (record.id, record.family, record.weight, record.style) == (REGULAR, "Em Square", 400, "serif")
    assert record.source.kind == "user"
    assert check_fonts(folder) == ()
    assert FontBook.open(folder, {"body": Role(FontId(REGULAR))}, verify=True).choose("body", RARE)
    assert add(regular(), folder).record == record  # once more changes nothing
    assert len(read_lock(folder).faces) == 1


@pytest.mark.parametrize(
    ("family", "style"),
    [
        ("FZFangSong-Z02", "fangsong"),
        ("Zhuque Fangsong", "fangsong"),
        ("仿宋_GB2312", "fangsong"),
        ("Fang Song", "fangsong"),
        ("楷体_GB2312", "kai"),
        ("黑体", "sans"),
        ("SimSun", "serif"),
    ],
)
def test_a_name_tells_the_kind_of_letter(folder, tmp_path, family, style):
    """A fangsong that is added fills the role of that name."""
    font = changed(tmp_path / "Face.ttf", names={1: family, 4: family, 16: family})

    assert add(font, folder).record.style == style


def test_style_may_be_said(folder):
    assert add(regular(), folder, style="kai").record.style == "kai"


def test_a_name_is_given_once(folder, tmp_path):
    record = add(regular(), folder).record
    lock = folder / "fonts.lock"
    lock.write_text(lock.read_text("utf-8").replace(record.file, "EmSquare-Regular.ttf"), "utf-8")
    with pytest.raises(ReportError) as refused:
        add(regular(), folder)

    assert codes(refused) == ["font.name-taken"]


def test_a_file_that_is_no_font(folder, tmp_path):
    font = tmp_path / "Face.ttf"
    font.write_bytes(b"no font at all")
    for take in (lambda: pin(RARE, font, folder), lambda: add(font, folder)):
        with pytest.raises(ReportError) as refused:
            take()
        assert codes(refused) == ["font.format"]


def test_the_folder_of_the_program_is_left_alone(tmp_path, monkeypatch):
    """An installed program's faces are the same for everybody."""
    home = tmp_path / "reportgen"
    (home / "_fonts").mkdir(parents=True)
    monkeypatch.setattr(module, "__file__", str(home / "typeset" / "pack.py"))
    with pytest.raises(ReportError) as refused:
        pin(RARE, regular(), home / "_fonts")

    assert codes(refused) == ["font.installed-folder"]
