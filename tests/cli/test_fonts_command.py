"""`reportgen fonts`: what the three commands print and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import em_square
import pytest
from click.testing import CliRunner, Result

from reportgen.cli.fonts import fonts

FONTS = Path(__file__).resolve().parents[2] / "fonts"


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(fonts, arguments, catch_exceptions=False)

    return invoke


def test_check_of_sound_fonts(run):
    done = run("check")

    assert (done.exit_code, done.stdout) == (0, "字体齐全无误\n")
    assert json.loads(run("check", "--format", "json").stdout) == {"findings": []}


def test_check_of_a_folder_without_a_lock(run, tmp_path):
    done = run("check", "--fonts", str(tmp_path), "--format", "json", "--lang", "en")

    [finding] = json.loads(done.stdout)["findings"]
    assert done.exit_code == 1
    assert (finding["severity"], finding["code"]) == ("error", "font.file-missing")
    assert finding["message"] == f'font file "fonts.lock" not found; looked in {tmp_path}'
    assert (finding["file"], finding["line"], finding["column"]) == (None, None, None)


def test_check_says_which_file_differs(run, tmp_path):
    for path in FONTS.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "NotoSansSC-Bold.ttf").unlink()

    done = run("check", "--fonts", str(tmp_path))

    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("错误: 找不到字体文件“NotoSansSC-Bold.ttf”")
    assert "1 个错误" in done.stderr


def test_list_shows_faces_and_their_roles(run):
    lines = run("list").stdout.splitlines()

    assert len(lines) == 7
    first = "NotoSerifSC-Regular  Noto Serif SC Regular  full  30928  body subheading quote song"
    assert lines[0] == first


def test_list_says_which_face_sets_each_character(run):
    characters = json.loads(run("list", "中𠮷", "--format", "json").stdout)["characters"]

    assert [(item["character"], item["code"]) for item in characters] == [("中", "U+4E2D"), ("𠮷", "U+20BB7")]
    assert {"id": "RGKaiSC-Regular", "roles": ["subheading", "quote"]} in characters[0]["faces"]
    assert [face["id"] for face in characters[1]["faces"]] == [None]


def test_list_in_columns(run):
    """Wide characters take two columns, so that the codes stand under each other."""
    lines = run("list", "aé中").stdout.splitlines()

    assert lines[0].startswith("a   U+0061  ")
    assert lines[-1].startswith("中  U+4E2D  ")


def test_vendor_without_its_packages(run, tmp_path):
    done = run("vendor", "--from", str(tmp_path), "--fonts", str(tmp_path / "out"), "--lang", "en")

    assert done.exit_code == 1
    assert done.stderr.count("[font.file-missing]") == 3
    assert "npm pack @expo-google-fonts/noto-serif-sc@0.4.3" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture
def project(tmp_path):
    """A folder of faces that is still empty."""
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "fonts.lock").write_text("version = 1\nface = []\n", "utf-8")
    return tmp_path / "fonts"


def test_pin_and_add(run, project):
    """Both change the folder beside the spec, say what they made, and leave a sound folder."""
    files = {str(name): str(path) for name, path in em_square.files().items()}
    added = run("add", files["EmSquare-Bold"], "--fonts", str(project))
    pinned = run(
        "pin", "龘", "--from", files["EmSquare-Regular"], "--fonts", str(project), "--format", "json"
    )

    assert (added.exit_code, pinned.exit_code) == (0, 0)
    assert added.stdout.endswith(f"  {project / 'extra' / 'EmSquare-Bold.ttf'}\n")
    assert list(json.loads(pinned.stdout)["faces"]) == ["extra/RGRare-Song.ttf"]
    assert run("check", "--fonts", str(project)).exit_code == 0


def test_pin_says_what_is_lacking(run, project):
    path = next(iter(em_square.files().values()))
    done = run("pin", "𠮷", "--from", str(path))

    assert done.exit_code == 1
    assert "里没有 𠮷(U+20BB7)" in done.stderr
    assert [item.name for item in project.iterdir()] == ["fonts.lock"]
