"""Faces are made from packages: verified, cut, renamed, the same bytes every time."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import subprocess
import tarfile
from pathlib import Path

import em_square
import pytest
import uharfbuzz as hb
from em_square import BOLD, REGULAR
from fontTools.ttLib import TTFont

from reportgen.core.diagnostics import ReportError
from reportgen.core.paged import FontId
from reportgen.typeset.charset import core_set
from reportgen.typeset.fontcheck import check_fonts
from reportgen.typeset.fonts import FontBook, Role
from reportgen.typeset.lock import read_lock
from reportgen.typeset.pack import add
from reportgen.typeset.provenance import debian_licence
from reportgen.typeset.recipes import RECIPES, Package, Recipe
from reportgen.typeset.vendor import cut_to_core, fetch, make_fonts, renamed

FONTS = Path(__file__).resolve().parents[2] / "fonts"
COPYRIGHT = """Format: dep5

Files: *
License: OFL-1.1
Comment: see below

License: OFL-1.1
 OPEN FONT LICENSE
 .
 Permission is granted.

License: GPL-3+
 Another one.
"""
NPM = Package("npm", "@test/em", "1.0", "test-em-1.0.tgz", "OFL-1.1", "LICENSE_FONT", "LICENSES/em.txt")
APT = Package(
    "apt",
    "fonts-em",
    "2-1",
    "fonts-em_2-1_all.deb",
    "OFL-1.1",
    "usr/share/doc/em",
    "LICENSES/rg.txt",
    ("Em Square",),
)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def tarball(compression: str, prefix: str, files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{compression}") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(prefix + name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def debian(data: bytes) -> bytes:
    """An `ar` archive of the three members of a package; the odd first one is padded."""
    out = b"!<arch>\n"
    for name, content in (("debian-binary", b"2.0"), ("control.tar.xz", b""), ("data.tar.xz", data)):
        head = f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}".encode() + b"`\n"
        out += head + content + b"\n" * (len(content) % 2)
    return out


@pytest.fixture
def faces() -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in em_square.files().items()}


@pytest.fixture
def recipes(faces) -> tuple[Recipe, ...]:
    full, bold = faces[REGULAR], faces[BOLD]
    family = "Em Square"
    return (
        Recipe("Em-Regular.ttf", family, 400, "serif", NPM, "400/em.ttf", digest(full), "full"),
        Recipe("Em-Bold.ttf", family, 700, "serif", NPM, "700/em.ttf", digest(bold), "core"),
        Recipe("RGEm-Bold.ttf", "RG Em", 700, "kai", APT, "usr/em.ttf", digest(bold), "core", rename="RG Em"),
    )


@pytest.fixture
def packages(tmp_path, faces) -> Path:
    folder = tmp_path / "packages"
    folder.mkdir()
    npm = {"400/em.ttf": faces[REGULAR], "700/em.ttf": faces[BOLD], "LICENSE_FONT": b"OPEN FONT LICENSE\n"}
    (folder / NPM.archive).write_bytes(tarball("gz", "package/", npm))
    apt = {"usr/em.ttf": faces[BOLD], "usr/share/doc/em": COPYRIGHT.encode()}
    (folder / APT.archive).write_bytes(debian(tarball("xz", "./", apt)))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_is_complete_sound_and_usable(tmp_path, packages, recipes, faces):
    target = tmp_path / "fonts"

    lock = make_fonts(packages, target, recipes)

    assert sorted(contents(target)) == [
        "Em-Bold.ttf",
        "Em-Regular.ttf",
        "LICENSES/em.txt",
        "LICENSES/rg.txt",
        "RGEm-Bold.ttf",
        "SOURCES.md",
        "fonts.lock",
    ]
    assert check_fonts(target) == ()
    assert (target / "Em-Regular.ttf").read_bytes() == faces[REGULAR]
    assert [(face.id, face.is_full, face.source.sha256) for face in lock.faces] == [
        ("Em-Regular", True, digest(faces[REGULAR])),
        ("Em-Bold", False, digest(faces[BOLD])),
        ("RGEm-Bold", False, digest(faces[BOLD])),
    ]
    book = FontBook.open(target, {"body": Role(FontId("RGEm-Bold"))}, verify=True)
    assert book.face(FontId("RGEm-Bold")).coverage <= core_set()
    assert book.choose("body", "中").font == "RGEm-Bold"
    assert book.choose("body", "龘").font == "Em-Regular"


def test_twice_the_same_bytes(tmp_path, packages, recipes):
    make_fonts(packages, tmp_path / "once", recipes)
    make_fonts(packages, tmp_path / "twice", recipes)

    assert contents(tmp_path / "once") == contents(tmp_path / "twice")


def test_what_users_took_in_stays(tmp_path, packages, recipes, faces):
    target, own = tmp_path / "fonts", tmp_path / "Own-Regular.ttf"
    make_fonts(packages, target, recipes)
    own.write_bytes(faces[REGULAR])
    taken = add(own, target).record

    lock = make_fonts(packages, target, recipes)

    assert taken in lock.faces
    assert (target / taken.file).is_file()
    assert check_fonts(target) == ()


def test_a_renamed_cut_carries_no_reserved_name(tmp_path, packages, recipes):
    make_fonts(packages, tmp_path, recipes)

    with TTFont(tmp_path / "RGEm-Bold.ttf") as font:
        names = {entry.nameID: entry.toUnicode() for entry in font["name"].names}
    assert names[0] == "None."  # the copyright stays
    assert (names[1], names[2], names[4], names[6]) == ("RG Em", "Bold", "RG Em Bold", "RGEm-Bold")
    assert not [text for number, text in names.items() if number and "Square" in text]


def test_names_in_other_languages_go_when_renaming(faces):
    """The Chinese family name is the reserved one translated."""
    font = TTFont(io.BytesIO(faces[BOLD]), recalcTimestamp=False)
    font["name"].setName("全方", 1, 3, 1, 0x804)
    out = io.BytesIO()
    font.save(out)

    made = TTFont(io.BytesIO(renamed(out.getvalue(), "RG Em", "RGEm-Bold")))

    assert [entry.toUnicode() for entry in made["name"].names if entry.nameID == 1] == ["RG Em"]
    assert made["head"].modified == font["head"].modified


def test_layout_features_survive_the_cut(faces):
    """The comma of the cut is still halved by `halt`, and `pwid` still gives the narrow quote."""
    keep = frozenset(map(ord, "中，“ "))
    font = hb.Font(hb.Face(hb.Blob(cut_to_core(faces[REGULAR], keep))))

    def advance(text: str, **features: bool) -> int:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(font, buffer, features)
        return sum(position.x_advance for position in buffer.glyph_positions)

    assert set(font.face.unicodes) == keep
    assert font.face.glyph_count == 1 + len(keep) + 1  # .notdef, and the narrow quote through the feature
    assert (advance("，"), advance("，", halt=True)) == (1000, 500)
    assert (advance("“"), advance("“", pwid=True)) == (1000, 500)


def test_nothing_is_written_from_a_source_of_other_bytes(tmp_path, packages, recipes):
    other = (dataclasses.replace(recipes[0], sha256="0" * 64), *recipes[1:])

    with pytest.raises(ReportError) as problem:
        make_fonts(packages, tmp_path / "fonts", other)

    assert [finding.code for finding in problem.value.diagnostics] == ["font.digest"]
    assert recipes[0].sha256 in problem.value.diagnostics[0].message.en
    assert not (tmp_path / "fonts").exists()


def test_what_is_missing_is_named_with_the_command_that_fetches_it(tmp_path, packages, recipes):
    (packages / APT.archive).unlink()
    other = (dataclasses.replace(recipes[0], member="100/em.ttf"), *recipes[1:])

    with pytest.raises(ReportError) as problem:
        make_fonts(packages, tmp_path / "fonts", other)

    member, archive = problem.value.diagnostics
    assert member.code == archive.code == "font.file-missing"
    assert "100/em.ttf" in member.message.zh
    assert APT.archive in archive.message.zh
    assert "apt-get download fonts-em=2-1" in archive.hints[0].en


@pytest.mark.parametrize("cut", [10, 3000])
def test_a_damaged_archive_is_a_finding(tmp_path, packages, recipes, cut):
    for package in (NPM, APT):
        archive = packages / package.archive
        archive.write_bytes(archive.read_bytes()[:cut])

    with pytest.raises(ReportError) as problem:
        make_fonts(packages, tmp_path / "fonts", recipes)

    assert {finding.code for finding in problem.value.diagnostics} == {"font.file-missing"}


def test_fetching_asks_each_registry_once_by_its_own_client(tmp_path, recipes, monkeypatch):
    asked = []

    def run(command, cwd, **_):
        asked.append(command)
        (cwd / {"npm": NPM, "apt-get": APT}[command[0]].archive).write_bytes(b"")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)

    fetch(recipes, tmp_path)
    fetch(recipes, tmp_path)

    assert asked == [("npm", "pack", "@test/em@1.0"), ("apt-get", "download", "fonts-em=2-1")]


def test_a_client_that_fails_is_named(tmp_path, recipes, monkeypatch):
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, **_: subprocess.CompletedProcess(command, 1, "", "x\n404 Not Found\n"),
    )

    with pytest.raises(ReportError) as problem:
        fetch(recipes, tmp_path)

    [finding] = problem.value.diagnostics
    assert finding.code == "font.fetch"
    assert "npm pack @test/em@1.0" in finding.message.zh
    assert "404 Not Found" in finding.message.zh


def test_the_licence_paragraph_of_a_debian_package():
    assert debian_licence(COPYRIGHT, "OFL-1.1") == "OPEN FONT LICENSE\n\nPermission is granted."
    with pytest.raises(ValueError, match="no licence paragraph"):
        debian_licence(COPYRIGHT, "MIT")


# The shipped folder


def test_the_lock_is_that_of_the_recipes():
    lock = read_lock(FONTS)

    assert [face.file for face in lock.faces] == [recipe.file for recipe in RECIPES]
    for face, recipe in zip(lock.faces, RECIPES, strict=True):
        assert (face.source.member, face.source.sha256) == (recipe.member, recipe.sha256)
        assert (face.source.package, face.source.version) == (recipe.package.name, recipe.package.version)
        assert (face.cut.set, face.cut.rename, face.only) == (recipe.cut, recipe.rename, recipe.only)
        assert (face.sha256 == recipe.sha256) == (recipe.cut == "full")


def test_the_folder_holds_the_lock_s_files_and_no_others():
    lock = read_lock(FONTS)
    wanted = {face.file for face in lock.faces if face.source.kind != "python"}
    wanted |= {face.licence_file for face in lock.faces} | {"fonts.lock", "SOURCES.md"}

    assert set(contents(FONTS)) == wanted


@pytest.mark.parametrize("font", ["NotoSerifSC-Bold", "NotoSansSC-Bold", "RGKaiSC-Regular"])
def test_cutting_a_cut_face_again_changes_no_glyph(font):
    """The cuts hold exactly what the present core set asks of them, so they need not be made again."""
    data = (FONTS / f"{font}.ttf").read_bytes()

    again = hb.Face(hb.Blob(cut_to_core(data)))
    face = hb.Face(hb.Blob(data))

    assert set(again.unicodes) == set(face.unicodes)
    assert again.glyph_count == face.glyph_count
