"""The spec's `fonts`: folder, roles, missing characters; through `check`, `build` and the command line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import em_square
import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner

from reportgen.cli.main import cli
from reportgen.core.diagnostics import Diagnostic, Severity, Span
from reportgen.core.digests import digest_of_file
from reportgen.core.paged import FontId
from reportgen.pipeline.building import DRAFT, build
from reportgen.pipeline.checking import Checked, check
from reportgen.pipeline.faces import FANGSONG
from reportgen.spec.schema import FontRoles
from reportgen.typeset.fonts import DEFAULT_ROLES, Role

FONTS = Path(__file__).resolve().parents[2] / "fonts"
SERIF, SANS = FontId("NotoSerifSC-Regular"), FontId("NotoSansSC-Regular")
SPEC = """\
format: reportgen/1
document: {title: 试, organisation: 某区, congress: {name: 第五次, date: 2026-08-01}}
sections:
  - {id: s, title: 章, blocks: [text: "%s"]}
"""
RARE = "\U00020bb7"  # in no face of ours


@dataclass(frozen=True)
class Desk:
    """A folder with a spec in it."""

    folder: Path

    @property
    def spec(self) -> Path:
        return self.folder / "report.yaml"

    def write(self, fonts: str, text: str = "正文。") -> Path:
        """A spec with a text and `fonts`, whose first line is line 5."""
        self.spec.write_text(SPEC % text + fonts, encoding="utf-8")
        return self.spec

    def check(self, fonts: str, text: str = "正文。", *, draft: bool = False) -> Checked:
        return check(self.write(fonts, text), keep_pending=draft)

    def faces(self, name: str, *, but: str = "", more: str = "") -> Path:
        """A folder with the project's faces, but for one file, and with `more` in the lock."""
        folder = self.folder / name
        folder.mkdir(parents=True)
        for path in FONTS.glob("*.ttf"):
            if path.name != but:
                (folder / path.name).symlink_to(path)
        (folder / "fonts.lock").write_text((FONTS / "fonts.lock").read_text("utf-8") + more, "utf-8")
        return folder


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Nothing is looked for among the fonts of the machine."""
    monkeypatch.setattr("reportgen.typeset.installed.installed_faces", lambda codepoints: {})
    return Desk(tmp_path)


def only(checked: Checked) -> Diagnostic:
    """The one finding."""
    [finding] = checked.findings
    return finding


def place(finding: Diagnostic) -> tuple[int, int] | None:
    return (finding.span.line, finding.span.column) if finding.span else None


def entry(font: str, path: Path, style: str) -> str:
    """A lock entry for a file."""
    return f"""
[[face]]
file = "{font}.ttf"
sha256 = "{digest_of_file(path)}"
family = "Em Square"
weight = 400
style = "{style}"
index = 0
licence = "none"
licence_file = "LICENCE"
reserved = []
source = {{ kind = "user", package = "", version = "", member = "", sha256 = "" }}
cut = {{ set = "core" }}
"""


# ------------------------------------------------------------------ the schema


def test_the_schema_has_every_role_and_no_other():
    """`spec` may not ask `typeset`, so the two lists are compared here."""
    assert (*DEFAULT_ROLES, FANGSONG) == tuple(FontRoles.model_fields)


def test_without_fonts_nothing_changes(desk):
    checked = desk.check("")

    assert () == checked.findings
    assert (FONTS, DEFAULT_ROLES) == (checked.fonts.folder, checked.fonts.roles)


def test_a_misspelt_role_is_an_unknown_key(desk):
    finding = only(desk.check("fonts: {roles: {titel: NotoSansSC-Bold}}\n"))

    assert ("spec.unknown-key", (5, 17)) == (finding.code, place(finding))
    assert "title" in finding.hints[0].zh


# ------------------------------------------------------------------ the folder


def test_the_folder_begins_at_the_spec(desk):
    """`fonts.dir` decides before `fonts/` beside the spec, and that before ours."""
    named, beside = desk.faces("own/faces"), desk.faces("fonts")

    assert named == desk.check("fonts: {dir: own/faces}\n").fonts.folder
    assert beside == desk.check("").fonts.folder


def test_the_command_line_decides_before_the_spec(desk):
    """Then it does not matter that the folder of the spec is not there."""
    path = desk.write("fonts: {dir: none}\n")

    assert FONTS == check(path, fonts=FONTS).fonts.folder
    assert 0 == CliRunner().invoke(cli, ["check", str(path), "--fonts", str(FONTS)]).exit_code
    assert 1 == CliRunner().invoke(cli, ["check", str(path)]).exit_code


@pytest.mark.parametrize("name", ["none", "empty", "report.yaml", "x" * 5000])
def test_a_folder_without_a_lock(desk, name):
    """No fall-back to other faces: the report would come out in other bytes."""
    (desk.folder / "empty").mkdir()

    checked = desk.check(f"fonts: {{dir: {name}}}\n")
    finding = only(checked)

    assert ("font.file-missing", (5, 14)) == (finding.code, place(finding))
    assert "fonts.lock" in finding.message.zh
    assert f"fonts.dir 从 {desk.folder} 算起" == finding.hints[-1].zh
    assert checked.fonts is None


def test_what_is_wrong_in_the_folder_is_said_at_its_name(desk):
    desk.faces("own", but="NotoSansSC-Bold.ttf")
    (desk.folder / "own" / "RGKaiSC-Regular.ttf").unlink()

    *missing, role = desk.check("fonts: {dir: own, roles: {body: NotoSans}}\n").findings

    assert ["font.file-missing"] * 2 == [item.code for item in missing]
    assert {(5, 14)} == {place(item) for item in missing}
    assert ("font.unknown-face", (5, 33)) == (role.code, place(role))


def test_a_face_that_cannot_be_set_is_seen_though_no_role_asks_for_it(desk):
    """It might stand in for another at the end of a chain."""
    more = entry("Web", em_square.files()[FontId(em_square.REGULAR)], "pack")
    path = desk.faces("own", more=more) / "Web.ttf"
    path.write_bytes(b"wOF2 and so on")
    lock = path.with_name("fonts.lock")
    digest = digest_of_file(em_square.files()[FontId(em_square.REGULAR)])
    lock.write_text(lock.read_text("utf-8").replace(digest, digest_of_file(path)), "utf-8")

    finding = only(desk.check("fonts: {dir: own}\n"))

    assert ("font.format", (5, 14)) == (finding.code, place(finding))


@pytest.mark.parametrize(("fonts", "at"), [("fonts: {dir: fonts}\n", (5, 14)), ("", None)])
def test_other_bytes_than_the_lock_says_stop_check_and_build(desk, fonts, at):
    """One byte more behind the last table changes no glyph, and is seen."""
    path = desk.faces("fonts", but="NotoSansSC-Bold.ttf") / "NotoSansSC-Bold.ttf"
    path.write_bytes((FONTS / path.name).read_bytes() + b"\0")

    finding = only(desk.check(fonts))
    built = build(desk.spec, desk.folder / "out")

    assert ("font.digest", at) == (finding.code, place(finding))
    assert digest_of_file(path) in finding.message.zh
    assert (None, (finding,)) == (built.output, built.findings)
    assert not (desk.folder / "out").exists()


def test_symbols_of_another_package_are_not_used(desk):
    """The file that stands in for them all is not in the folder; it is compared when a symbol is printed."""
    lock = desk.faces("fonts") / "fonts.lock"
    text = lock.read_text("utf-8")
    digest = re.search(r'file = "DejaVuSans.ttf"\nsha256 = "(\w+)"', text)[1]
    lock.write_text(text.replace(digest, "0" * 64), "utf-8")

    assert () == desk.check("").findings
    finding = only(desk.check("", "正文☑。"))
    assert ("font.digest", Severity.ERROR) == (finding.code, finding.severity)
    assert "DejaVuSans.ttf" in finding.message.zh


# ------------------------------------------------------------------ roles


def test_roles_take_faces_and_other_roles(desk):
    """`quote` follows `caption` to the face that the spec gave that one; a face of ours has its own Latin."""
    wanted = "quote: caption, caption: NotoSerifSC-Bold, table: body, subheading: NotoSansSC-Bold"
    roles = desk.check(f"fonts: {{roles: {{{wanted}}}}}\n").fonts.roles

    changed = {name: role for name, role in roles.items() if role != DEFAULT_ROLES[name]}
    bold = Role(FontId("NotoSerifSC-Bold"))
    assert {
        "quote": bold,
        "caption": bold,
        "table": Role(SERIF),
        "subheading": Role(FontId("NotoSansSC-Bold")),
    } == changed


def test_a_kai_face_gets_its_latin_from_the_song(desk):
    """As the role of ours does; a role that names it takes both."""
    path = em_square.files()[FontId(em_square.REGULAR)]
    folder = desk.faces("own", more=entry("My Kai", path, "kai"))
    (folder / "My Kai.ttf").symlink_to(path)

    checked = desk.check("fonts: {dir: own, roles: {body: My Kai, title: RGKaiSC-Regular, label: quote}}\n")

    assert [] == [item.code for item in checked.findings if item.severity is Severity.ERROR]
    roles = checked.fonts.roles
    assert Role(FontId("My Kai"), SERIF) == roles["body"]
    assert Role(FontId("RGKaiSC-Regular"), SERIF) == roles["title"] == roles["label"]


def test_the_roles_of_the_spec_reach_the_paper(desk):
    """Every role in one face, and no other face is in the file."""
    every = ", ".join(f"{name}: {SANS}" for name in DEFAULT_ROLES)

    built = build(desk.write(f"fonts:\n  roles: {{{every}}}\n", "正文 **重** 2026。"), desk.folder)

    with pikepdf.open(built.output) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item]
        assert {SANS} == {str(font.BaseFont).partition("+")[2] for font in fonts}


@pytest.mark.parametrize(
    ("wanted", "meant"), [("NotoSerifSC-Blod", "NotoSerifSC-Bold"), ("heading1", "heading"), ("楷体", None)]
)
def test_an_unknown_face(desk, wanted, meant):
    """What was meant may be a face or a role; the faces are listed. The rest is checked all the same."""
    checked = desk.check(f"fonts:\n  roles:\n    title: {wanted}\n    body: title\n", f"正文{RARE}。")
    unknown, missing = sorted(checked.findings, key=lambda item: item.code, reverse=True)

    assert ("font.unknown-face", Severity.ERROR, (7, 12)) == (unknown.code, unknown.severity, place(unknown))
    assert f"“{wanted}”" in unknown.message.zh
    assert unknown.hints[-1].en.startswith("the font lock holds: NotoSerifSC-Regular, NotoSerifSC-Bold, ")
    if meant is None:
        assert 1 == len(unknown.hints)
    else:
        assert f"did you mean {meant}" in unknown.hints[0].en
    assert "font.missing-glyph" == missing.code


def test_roles_in_a_circle(desk):
    """One finding for a circle, at its first role, with the others; what only leads into it has none."""
    fonts = "fonts:\n  roles:\n    quote: title\n    title: heading\n    heading: title\n    label: label\n"

    circle, itself = desk.check(fonts).findings

    assert {"font.role-circle"} == {circle.code, itself.code}
    assert ((8, 12), (10, 12)) == (place(circle), place(itself))
    assert "角色绕成了一圈：title → heading → title" == circle.message.zh
    assert [(9, 14)] == [(span.line, span.column) for span in circle.also]
    assert "label → label" in itself.message.en


OFFICIAL = "theme: {name: gongwen}\n"
OFFICE_FACE = "FZFangSong"


def test_official_papers_ask_for_a_fangsong(desk):
    """One finding at the theme's name with both cures; everything else is checked all the same."""
    *others, finding = desk.check(OFFICIAL, f"正文{RARE}。").findings

    assert ("font.role-unfilled", Severity.ERROR, (5, 15)) == (finding.code, finding.severity, place(finding))
    assert "reportgen fonts add" in finding.hints[0].en
    assert "fangsong: song" in finding.hints[1].en
    assert ["font.missing-glyph"] == [item.code for item in others]


@pytest.mark.parametrize("wanted", ["fangsong: song", "fangsong: body", "body: song", f"fangsong: {SERIF}"])
def test_song_stands_for_fangsong_where_one_says_so(desk, wanted):
    """`body` is played by fangsong in this theme: naming it there means the face that it has of itself."""
    checked = desk.check(f"{OFFICIAL}fonts: {{roles: {{{wanted}}}}}\n")

    assert () == checked.findings
    assert Role(SERIF) == checked.fonts.roles["body"]
    assert DEFAULT_ROLES["heading"] == checked.fonts.roles["body_strong"]  # as the theme has it


def test_a_face_of_the_office_fills_the_role(desk):
    """Any face of the lock that is a fangsong; its figures and quotation marks are those of the song."""
    path = em_square.files()[FontId(em_square.REGULAR)]
    folder = desk.faces("fonts", more=entry(OFFICE_FACE, path, "fangsong"))
    (folder / f"{OFFICE_FACE}.ttf").symlink_to(path)

    checked = desk.check(OFFICIAL)

    assert {Role(FontId(OFFICE_FACE), SERIF)} == {checked.fonts.roles[name] for name in ("body", "fangsong")}
    assert Role(SERIF) == desk.check("").fonts.roles["body"]  # no other theme asks for it


def test_a_role_that_is_named_and_unfilled_is_shown_where_it_is_named(desk):
    finding = only(desk.check("fonts: {roles: {quote: fangsong}}\n"))

    assert ("font.role-unfilled", (5, 24)) == (finding.code, place(finding))
    assert "quote" in finding.message.en


def test_a_folder_that_is_not_read_does_not_make_its_faces_unknown(desk):
    """The folder's entry is of a wrong type, so that nobody knows its faces."""
    finding = only(desk.check("fonts: {dir: [x], roles: {body: MyFace}}\n"))

    assert ("spec.wrong-type", (5, 14)) == (finding.code, place(finding))


# ------------------------------------------------------------------ baselines


def test_a_face_may_stand_higher_than_the_others(desk):
    """Its glyphs are moved, wherever it is used, and the pitch of the lines is not (rule book 1.5)."""
    built = build(desk.write("", "正文*楷体*。"), desk.folder)
    plain = heights(built.output)
    built = build(
        desk.write("fonts: {baselines: [{face: RGKaiSC-Regular, rise: 0.1}]}\n", "正文*楷体*。"), desk.folder
    )
    raised = heights(built.output)

    assert [raised[char] - plain[char] for char in "楷体"] == pytest.approx([1.05, 1.05], abs=0.02)
    assert [raised[char] - plain[char] for char in "正文。"] == pytest.approx([0, 0, 0], abs=0.02)


def heights(path: Path) -> dict[str, float]:
    """The foot of every character's ink on the last page."""
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[len(pdf) - 1].get_textpage()
        return {page.get_text_range(n, 1): page.get_charbox(n)[1] for n in range(page.count_chars())}


def test_a_baseline_of_no_face(desk):
    finding = only(desk.check("fonts: {baselines: [{face: RGKai, rise: 0.1}]}\n"))

    assert ("font.unknown-face", (5, 28)) == (finding.code, place(finding))
    assert "RGKaiSC-Regular" in finding.hints[0].en
    finding = only(desk.check("fonts: {baselines: [{face: RGKaiSC-Regular, rise: 3}]}\n"))
    assert ("spec.out-of-range", (5, 51)) == (finding.code, place(finding))


# ------------------------------------------------------------------ missing characters


def test_a_missing_character_is_an_error_unless_it_may_be_marked(desk):
    """Nothing is said of marks where none were asked for."""
    for draft in (False, True):
        finding = only(desk.check("", f"正文{RARE}。", draft=draft))

        assert ("font.missing-glyph", Severity.ERROR) == (finding.code, finding.severity)
        assert "mark" not in " ".join(hint.en for hint in finding.hints)


def test_a_draft_may_mark_missing_characters(desk):
    """A warning with the place of the character and the same advice."""
    finding = only(desk.check("fonts: {missing: mark}\n", f"正文{RARE}。", draft=True))
    column = desk.spec.read_text("utf-8").split("\n")[3].index(RARE) + 1

    assert ("font.marked-glyph", Severity.WARNING) == (finding.code, finding.severity)
    assert f"没有字体含有“{RARE}”(U+20BB7, CJK Extension B)，样稿里印作〓" == finding.message.zh
    assert Span(str(desk.spec), 4, column) == finding.span
    assert "Noto Serif SC Regular、Noto Sans SC Regular" in finding.hints[0].zh


def test_a_delivered_file_refuses_marks(desk):
    """The finding is the error it would be, and says why."""
    finding = only(desk.check("fonts: {missing: mark}\n", f"正文{RARE}。"))
    built = build(desk.spec, desk.folder / "out")

    assert ("font.missing-glyph", Severity.ERROR) == (finding.code, finding.severity)
    assert "fonts.missing 写的是 mark，只用于样稿；成品里不能有〓" == finding.hints[-1].zh
    assert ["font.missing-glyph"] == [item.code for item in built.findings]
    assert built.output is None


def test_private_use_is_never_marked(desk):
    """Nobody can know what it means, so nobody can mend it later."""
    text = SPEC % "正文\\uE000。" + "fonts: {missing: mark}\n"
    desk.spec.write_text(text, encoding="utf-8")

    checked = check(desk.spec, keep_pending=True)

    assert ["text.private-use"] == [
        item.code for item in checked.findings if item.severity is not Severity.NOTE
    ]
    assert build(desk.spec, desk.folder, profile=DRAFT).output is None


def test_the_text_of_a_draft_keeps_what_is_only_marked(desk):
    """Two missing characters, a real geta, a letter inside a word: each is extracted as it was written."""
    text = f"甲{RARE}乙\U0002a6a5丙〓丁{RARE}戊，再写a\u0298b一词。"

    built = build(desk.write("fonts: {missing: mark}\n", text), desk.folder, profile=DRAFT)

    found = [item.code for item in built.findings if item.code.startswith("font.")]
    assert ["font.marked-glyph"] * 3 == found
    with pypdfium2.PdfDocument(built.output) as document:
        extracted = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert text in re.sub(r"\s", "", extracted)


def test_marks_on_the_command_line(desk):
    """Status 0 for a draft, 1 for a delivered file and under --strict."""
    path = desk.write("fonts: {missing: mark}\n", f"正文{RARE}。")

    def run(*options: str) -> tuple[int, list[str]]:
        done = CliRunner().invoke(cli, ["check", str(path), "--format", "json", *options])
        return done.exit_code, [item["code"] for item in json.loads(done.stdout)["findings"]]

    assert (0, ["font.marked-glyph"]) == run("--draft")
    assert (1, ["font.marked-glyph"]) == run("--draft", "--strict")
    assert (1, ["font.missing-glyph"]) == run()
