"""Faces, roles, the chain of stand-ins, and what the shipped faces must be able to do."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import em_square
import pytest
import uharfbuzz as hb
from em_square import BOLD, REGULAR
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

from reportgen.core.diagnostics import ReportError
from reportgen.core.digests import digest_of_file
from reportgen.core.paged import FontId
from reportgen.typeset import lock as lock_module
from reportgen.typeset.charset import gb2312, general_use
from reportgen.typeset.fontcheck import check_fonts
from reportgen.typeset.fonts import DEFAULT_ROLES, Choice, FontBook, Role, find_fonts, is_western
from reportgen.typeset.lock import Cut, FaceRecord, Source, read_lock

FONTS = Path(__file__).resolve().parents[2] / "fonts"
NOTO = [
    f"Noto{name}"
    for name in ("SerifSC-Regular", "SerifSC-Bold", "SerifSC-Black", "SansSC-Regular", "SansSC-Bold")
]
SHIPPED = [*NOTO, "RGKaiSC-Regular"]


def shaped(face, text, script="Hani", language="zh-Hans", direction="LTR", **features):
    """Glyph ids and advances of `text`."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.script, buffer.language, buffer.direction = script, language, direction
    hb.shape(face.hb_font, buffer, features)
    return [
        (info.codepoint, position.x_advance)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def codes(problem: pytest.ExceptionInfo[ReportError]) -> list[str]:
    return [finding.code for finding in problem.value.diagnostics]


# The shipped faces


def test_the_shipped_fonts_are_sound():
    assert check_fonts(FONTS) == ()


def test_every_role_of_the_theme_has_its_face(book):
    assert set(SHIPPED) | {"DejaVuSans"} == set(book.records)
    assert book.roles == DEFAULT_ROLES
    assert {role.face for role in DEFAULT_ROLES.values()} == set(SHIPPED)


@pytest.mark.parametrize("font", SHIPPED)
def test_each_face_has_the_state_table_and_gb2312(book, font):
    face = book.face(FontId(font))

    assert not {*map(ord, general_use()), *gb2312()} - face.coverage


@pytest.mark.parametrize("font", ["NotoSerifSC-Regular", "NotoSansSC-Regular"])
def test_the_full_faces_have_the_first_block_and_extension_a(book, font):
    face = book.face(FontId(font))

    assert not {*range(0x4E00, 0x9FF0), *range(0x3400, 0x4DB6)} - face.coverage


@pytest.mark.parametrize("font", SHIPPED)
def test_the_chinese_dash_is_two_em(book, font):
    """The dash is 1 em in the kai; Noto joins two into one glyph of 2 em, under zh-Hans only."""
    face = book.face(FontId(font))

    assert sum(advance for _, advance in shaped(face, "——")) == 2 * face.upem


@pytest.mark.parametrize("font", NOTO)
def test_digits_are_tabular_as_latin_english(book, font):
    face = book.face(FontId(font))

    widths = {advance for _, advance in shaped(face, "0123456789", "Latn", "en")}
    halves = {advance for _, advance in shaped(face, "0123456789", "Latn", "en", hwid=True)}

    assert len(widths) == 1
    assert halves == {500}


def test_the_language_is_the_switch_for_tabular_digits(book):
    face = book.face(FontId("NotoSerifSC-Regular"))

    assert [advance for _, advance in shaped(face, "10", "Latn", "en")] == [550, 550]
    assert len({advance for _, advance in shaped(face, "10")}) == 2


@pytest.mark.parametrize("font", NOTO)
def test_halt_halves_full_width_marks(book, font):
    face = book.face(FontId(font))

    assert [advance for _, advance in shaped(face, "，（", halt=True)] == [500, 500]
    assert [advance for _, advance in shaped(face, "，（")] == [1000, 1000]


@pytest.mark.parametrize("font", SHIPPED)
def test_brackets_have_vertical_forms(book, font):
    face = book.face(FontId(font))

    [(upright, _)], [(turned, _)] = shaped(face, "（"), shaped(face, "（", direction="TTB")

    assert upright != turned


@pytest.mark.parametrize("font", NOTO)
def test_quotes_are_full_width_and_narrow_in_western_text(book, font):
    face = book.face(FontId(font))

    assert [advance for _, advance in shaped(face, "“’")] == [1000, 1000]
    assert all(advance < 600 for _, advance in shaped(face, "“’", "Latn", "en", pwid=True))


@pytest.mark.parametrize("font", SHIPPED)
def test_the_em_box_stands_on_the_ideographic_baseline(book, font):
    face = book.face(FontId(font))

    assert (face.ascent_em, face.descent_em) == (pytest.approx(0.88), pytest.approx(0.12))


@pytest.mark.parametrize("font", SHIPPED)
def test_layout_features_survived_the_cut(font):
    with TTFont(FONTS / f"{font}.ttf", lazy=True) as face:
        features = {record.FeatureTag for record in face["GSUB"].table.FeatureList.FeatureRecord}
        if "GPOS" in face:
            features |= {record.FeatureTag for record in face["GPOS"].table.FeatureList.FeatureRecord}

    assert features >= (
        {"vert"} if font.startswith("RGKai") else {"vert", "halt", "locl", "hwid", "pwid", "kern"}
    )


# The chain


def test_kai_takes_letters_and_quotes_from_the_song(book):
    assert book.choose("quote", "中") == Choice(FontId("RGKaiSC-Regular"))
    for char in "A1“’—…·":
        assert is_western(char)
        assert book.choose("quote", char, western=True) == Choice(FontId("NotoSerifSC-Regular"))
    assert not is_western("中")
    assert not is_western("，")


def test_a_rare_character_of_a_bold_role_is_made_bold(book):
    """龘 is outside the core set: the full regular face stands in, stroked by the difference of the stems."""
    assert book.choose("title", "龘") == Choice(FontId("NotoSerifSC-Regular"), 0.057)
    assert book.choose("display", "龘") == Choice(FontId("NotoSerifSC-Regular"), 0.088)
    assert book.choose("heading", "龘") == Choice(FontId("NotoSansSC-Regular"), 0.050)


def test_another_kind_of_letter_is_said(book):
    assert book.choose("quote", "龘") == Choice(FontId("NotoSerifSC-Regular"), 0.0, style_differs=True)
    assert book.choose("body", "𰻝") == Choice(FontId("NotoSansSC-Regular"), 0.0, style_differs=True)
    assert book.choose("table", "𰻝") == Choice(FontId("NotoSansSC-Regular"))


def test_symbol_face_lends_its_symbols_and_nothing_else(book):
    assert book.choose("body", "☑") == Choice(FontId("DejaVuSans"))
    assert ord("☢") in book.face(FontId("DejaVuSans")).hb_face.unicodes
    assert book.choose("body", "☢") is None


def test_missing_and_private_characters_have_no_face(book):
    assert book.choose("body", "𠮷") is None
    assert book.choose("body", "\ue000") is None
    assert book.choose("body", "中\U000f0000") is None


def test_a_whole_cluster_goes_to_one_face(em_book):
    """The bold face lacks 龘, so the letter beside it in the cluster moves over too."""
    assert em_book.choose("title", "中") == Choice(FontId(BOLD))
    assert em_book.choose("title", "龘") == Choice(FontId(REGULAR), 0.057)
    assert em_book.choose("title", "中龘") == Choice(FontId(REGULAR), 0.057)


def test_what_never_prints_is_not_asked_for(em_book):
    face = em_book.face(FontId(REGULAR))

    for char in "\u200b\u2060\ufe0f\U000e0100\u2009":
        assert not face.has(ord(char))
        assert em_book.choose("body", f"中{char}") == Choice(FontId(REGULAR))


def test_letter_and_accent_are_one_where_the_face_has_them_joined(em_book):
    assert not em_book.face(FontId(REGULAR)).has(0x301)
    assert em_book.choose("body", "e\u0301") == Choice(FontId(REGULAR))
    assert em_book.choose("body", "x\u0301") is None


def test_rare_glyph_packs_come_before_the_full_faces(tmp_path):
    """A pack has the character that the bold face lacks: it is taken, although the full face has it too."""
    files = {**em_square.files(), FontId("RGRare-Song"): tmp_path / "RGRare-Song.ttf"}
    shutil.copy(files[FontId(REGULAR)], files[FontId("RGRare-Song")])
    records = [record(font, path) for font, path in files.items()]
    records[2] = dataclasses.replace(records[2], style="pack", cut=Cut("pack"))

    book = FontBook(records, {"title": Role(FontId(BOLD))}, Path(), files)

    assert book.chain("title") == (BOLD, "RGRare-Song", REGULAR)
    assert book.choose("title", "龘") == Choice(FontId("RGRare-Song"), 0.057)


def record(font: FontId, path: Path) -> FaceRecord:
    return FaceRecord(
        file=path.name,
        sha256=digest_of_file(path),
        family="Em Square",
        weight=700 if font == BOLD else 400,
        style="serif",
        index=0,
        licence="none",
        licence_file="LICENCE",
        reserved=(),
        source=Source("user", "", "", path.name, ""),
        cut=Cut("core" if font == BOLD else "full"),
    )


# Measures


def test_measures_of_the_em_square(em_book):
    face = em_book.face(FontId(REGULAR))

    def measure(char):
        glyph = face.glyph(ord(char))
        return face.advance(glyph), face.bounds(glyph)

    assert face.upem == 1000
    assert (face.weight, face.sans) == (400, False)
    assert measure("中") == (1000, (40, -80, 960, 840))
    assert measure("，") == (1000, (50, -80, 450, 840))
    assert measure("（") == (1000, (550, -80, 950, 840))
    assert measure("a") == (500, (50, 0, 450, 500))
    assert measure(" ") == (250, (0, 0, 0, 0))
    assert face.glyph(0x20BB7) == 0
    assert len({face.glyph(ord(char)) for char in "中文字，。aA1"}) == 8


# What goes wrong


@pytest.fixture
def folder(tmp_path):
    """A folder with a lock of the two em-square faces."""
    faces = em_square.files()
    lines = ["version = 1"]
    for font, path in faces.items():
        shutil.copy(path, tmp_path / path.name)
        face = record(font, path)
        lines += [
            "[[face]]",
            f'file = "{face.file}"\nsha256 = "{face.sha256}"\nfamily = "{face.family}"',
            f"weight = {face.weight}",
            f'style = "{face.style}"\nindex = 0\nlicence = "none"\nlicence_file = "LICENCE"\nreserved = []',
            'source = { kind = "user", package = "", version = "", member = "", sha256 = "" }',
            f'cut = {{ set = "{face.cut.set}" }}',
        ]
    (tmp_path / "fonts.lock").write_text("\n".join(lines), "utf-8")
    return tmp_path


def test_a_book_opens_by_its_lock(folder):
    book = FontBook.open(folder, em_square.roles(), verify=True)

    assert book.choose("title", "中") == Choice(FontId(BOLD))


def test_missing_files_are_all_named(folder):
    for path in em_square.files().values():
        (folder / path.name).unlink()

    with pytest.raises(ReportError) as problem:
        FontBook.open(folder, em_square.roles())

    assert codes(problem) == ["font.file-missing"] * 2
    assert f"{BOLD}.ttf" in problem.value.diagnostics[1].message.zh
    assert str(folder) in problem.value.diagnostics[1].message.zh


def test_other_bytes_are_seen_when_verifying(folder):
    path = folder / f"{BOLD}.ttf"
    expected = digest_of_file(path)
    path.write_bytes(path.read_bytes() + b"\0")

    with pytest.raises(ReportError) as problem:
        FontBook.open(folder, em_square.roles(), verify=True)

    assert codes(problem) == ["font.digest"]
    assert expected in problem.value.diagnostics[0].message.zh
    assert digest_of_file(path) in problem.value.diagnostics[0].message.en


def test_a_face_of_a_package_that_is_not_installed_is_no_error(folder):
    """Its symbols are missed where they are wanted; where it is there, its bytes count when it is wanted."""
    lock = folder / "fonts.lock"
    source = 'kind = "python", package = "%s", version = "", member = "data.ttf", sha256 = ""'
    entry = lock.read_text("utf-8").partition("[[face]]")[2].partition("[[face]]")[0]
    entry = entry.replace('kind = "user", package = "", version = "", member = "", sha256 = ""', source)
    entry = entry.replace(f"{REGULAR}.ttf", "Symbols.ttf")
    text = lock.read_text("utf-8")

    lock.write_text(f"{text}\n[[face]]{entry % 'no_such_package_at_all'}", "utf-8")
    book = FontBook.open(folder, em_square.roles(), verify=True)
    assert book.choose("body", "中") == Choice(FontId(REGULAR))

    lock.write_text(f"{text}\n[[face]]{(entry % 'reportgen').replace('data.ttf', '__init__.py')}", "utf-8")
    book = FontBook.open(folder, em_square.roles(), verify=True)
    assert book.choose("body", "中") == Choice(FontId(REGULAR))
    with pytest.raises(ReportError) as problem:
        book.face(FontId("Symbols"))
    assert codes(problem) == ["font.digest"]


def test_a_role_without_its_face_is_an_error(folder):
    with pytest.raises(ReportError) as problem:
        FontBook.open(folder, {"fangsong": Role(FontId("FangSong"), FontId(REGULAR))})

    assert codes(problem) == ["font.role-unfilled"]
    assert "fangsong" in problem.value.diagnostics[0].message.zh


@pytest.mark.parametrize(
    "text", ["version = 2\n", "version = 1\n[[face]]\nfile = 'a.ttf'\n", "not a lock", "version = 1"]
)
def test_a_broken_lock_is_a_finding(folder, text):
    (folder / "fonts.lock").write_text(text)

    with pytest.raises(ReportError) as problem:
        FontBook.open(folder)

    assert codes(problem) == ["font.lock"]


def changed(tmp_path: Path, change) -> Path:
    """The regular em-square face with something changed in its tables."""
    path = tmp_path / "Changed.ttf"
    with TTFont(em_square.files()[FontId(REGULAR)]) as font:
        change(font)
        font.save(path)
    return path


def open_one(path: Path) -> FontBook:
    font = FontId(path.stem)
    return FontBook.from_files({font: path}, {"body": Role(font)})


@pytest.mark.parametrize(
    ("bits", "allowed"),
    [(0, True), (8, True), (4, True), (2, False), (2 | 4, True), (0x200, False), (0x100, True)],
)
def test_embedding_bits_are_honoured(tmp_path, bits, allowed):
    path = changed(tmp_path, lambda font: setattr(font["OS/2"], "fsType", bits))

    if allowed:
        assert open_one(path).choose("body", "中") is not None
    else:
        with pytest.raises(ReportError) as problem:
            open_one(path)
        assert codes(problem) == ["font.not-embeddable"]


def test_a_face_not_to_be_subset_may_not_be_large(tmp_path, monkeypatch):
    path = changed(tmp_path, lambda font: setattr(font["OS/2"], "fsType", 0x100))
    monkeypatch.setattr("reportgen.typeset.fontcheck.WHOLE_FACE_LIMIT", 1000)

    with pytest.raises(ReportError) as problem:
        open_one(path)

    assert codes(problem) == ["font.not-embeddable"]


def test_formats_that_cannot_be_set(tmp_path):
    woff2 = tmp_path / "a.woff2"
    woff2.write_bytes(b"wOF2" + bytes(60))
    junk = tmp_path / "b.ttf"
    junk.write_bytes(b"<html>" * 20)

    def add_axis(font: TTFont) -> None:
        builder = FontBuilder(font=font)
        builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])

    said = []
    for path in (woff2, junk, changed(tmp_path, add_axis)):
        with pytest.raises(ReportError) as problem:
            open_one(path)
        assert codes(problem) == ["font.format"]
        said.append(problem.value.diagnostics[0].message.en)
    assert "WOFF2" in said[0]
    assert "variable" in said[2]


def test_check_names_licences_and_reserved_words(folder):
    """A cut face under a reserved name, without copyright and licence text."""
    path = folder / f"{BOLD}.ttf"
    with TTFont(path) as font:
        font["name"].names = [entry for entry in font["name"].names if entry.nameID != 0]
        font.save(path)
    text = (folder / "fonts.lock").read_text("utf-8")
    digest = digest_of_file(em_square.files()[FontId(BOLD)])
    (folder / "fonts.lock").write_text(
        text.replace(digest, digest_of_file(path)).replace("reserved = []", 'reserved = ["square"]'), "utf-8"
    )

    findings = check_fonts(folder)

    found = [(finding.code, BOLD in finding.message.en) for finding in findings]
    assert found.count(("font.licence-missing", True)) == found.count(("font.licence-missing", False)) == 1
    assert ("font.names", True) in found
    assert ("font.reserved-name", True) in found
    assert ("font.reserved-name", False) not in found  # the full face is the original: it may keep its name
    assert "font.digest" not in {code for code, _ in found}


# Where the fonts are found


def test_lookup_order(tmp_path, monkeypatch):
    asked, beside, installed = tmp_path / "asked", tmp_path / "spec", tmp_path / "site" / "reportgen"
    for place in (asked, beside / "fonts", installed / "_fonts"):
        place.mkdir(parents=True)
        (place / "fonts.lock").write_text("")

    assert find_fonts(asked, beside) == asked
    assert find_fonts(None, beside) == beside / "fonts"
    assert find_fonts(None, tmp_path) == find_fonts() == FONTS
    monkeypatch.setattr(lock_module, "__file__", str(installed / "typeset" / "lock.py"))
    assert find_fonts(None, tmp_path) == installed / "_fonts"


def test_a_folder_asked_for_is_not_replaced_by_another(tmp_path):
    with pytest.raises(ReportError) as problem:
        find_fonts(tmp_path, None)

    assert codes(problem) == ["font.file-missing"]


def test_only_the_faces_of_the_lock_are_opened(monkeypatch):
    """All roles, all kinds of stand-in: nothing outside `fonts/` but the symbol face of matplotlib."""
    opened = []
    monkeypatch.setattr("sys.audit", lambda event, path: opened.append(Path(path)))
    book = FontBook.open(FONTS)

    for role in book.roles:
        for char in "中A龘𰻝☑𠮷":
            book.choose(role, char, western=is_western(char))

    symbols = read_lock(FONTS).faces[-1].path(FONTS)
    assert {path for path in opened if path.parent != FONTS} == {symbols}
    assert {path.stem for path in opened if path.parent == FONTS} == set(SHIPPED)
