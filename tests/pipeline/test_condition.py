"""The printing condition of a spec, and what is told of colours before a file is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen.core.diagnostics import Diagnostic, Severity
from reportgen.pipeline.building import build

ROOT = Path(__file__).resolve().parents[2]
ICC = ROOT / "assets" / "icc"
SPEC = """\
format: reportgen/1
document: {{title: 试, organisation: 某区, congress: {{name: 第五次, date: 2030-08-01}}{date}}}
contents: null
output: {{profiles: [press]}}
press: {{{press}}}
theme: {{name: {theme}}}
sections:
  - {{id: s, title: 章, blocks: [{{text: 正文。}}]}}
"""


@pytest.fixture
def made(tmp_path):
    """The findings of a build, and how many files it left."""

    def run(press="marks: true", date=", date: 2030-06-01", theme="jubilee", assets=None):
        spec = tmp_path / "book.yaml"
        spec.write_text(SPEC.format(press=press, date=date, theme=theme), "utf-8")
        built = build(spec, tmp_path / "out", assets=assets)
        return {item.code: item for item in built.findings}, len(built.outputs)

    return run


def place(told: Diagnostic) -> tuple[int, int]:
    assert told.span is not None
    return told.span.line, told.span.column


def test_the_profile_of_the_printing_house_is_taken(made, tmp_path):
    shutil.copy(ICC / "FOGRA39L_coated.icc", tmp_path / "house.icc")
    findings, files = made("icc: house.icc, condition: FOGRA39")

    assert 1 == files
    assert {} == {code: item for code, item in findings.items() if code.startswith("press")}


def test_a_profile_that_is_not_cmyk_is_refused_at_its_place(made, tmp_path):
    shutil.copy(ICC / "sRGB.icc", tmp_path / "house.icc")
    findings, files = made("icc: house.icc")

    assert 0 == files
    told = findings["press.icc-unfit"]
    assert Severity.ERROR is told.severity
    assert "RGB" in told.message.zh
    assert (5, 14) == place(told)


@pytest.mark.parametrize("data", [b"", b"x" * 200])
def test_what_is_no_profile_is_refused(made, tmp_path, data):
    (tmp_path / "house.icc").write_bytes(data)
    findings, files = made("icc: house.icc")

    assert 0 == files
    assert "不是 ICC 文件" in findings["press.icc-unfit"].message.zh


def test_a_profile_of_a_scanner_is_refused(made, tmp_path):
    data = (ICC / "FOGRA39L_coated.icc").read_bytes()
    (tmp_path / "house.icc").write_bytes(data[:12] + b"scnr" + data[16:])
    findings, files = made("icc: house.icc")

    assert 0 == files
    assert "prtr" in findings["press.icc-unfit"].message.zh


def test_a_profile_that_is_not_there_is_told_at_its_place(made):
    findings, files = made("icc: house.icc")

    assert 0 == files
    assert (5, 14) == place(findings["press.icc-missing"])


def test_a_press_file_without_a_date_is_refused(made):
    findings, files = made(date="")

    assert 0 == files
    assert (2, 1) == place(findings["press.no-date"])


def assets_with(folder: Path, colour: str) -> Path:
    """Our assets with a theme of another red."""
    shutil.copytree(ROOT / "assets", folder)
    (folder / "themes" / "other.yaml").write_text(
        f"format: reportgen-theme/1\nname: other\nextends: jubilee\ncolours:\n  red: {colour}\n", "utf-8"
    )
    return folder


def test_a_colour_with_too_much_ink_is_an_error(made, tmp_path):
    assets = assets_with(tmp_path / "assets", '{rgb: "#400000", cmyk: [80, 100, 100, 70]}')
    spec_has_it, files = made(theme="other", assets=assets)
    told = spec_has_it["press.too-much-ink"]

    assert 0 == files
    assert Severity.ERROR is told.severity
    assert "red" in told.message.zh
    assert "350%" in told.message.zh
    assert "300%" in told.message.zh


def test_the_limit_is_that_of_the_paper_or_of_the_spec(made, tmp_path):
    assets = assets_with(tmp_path / "assets", '{rgb: "#400000", cmyk: [60, 90, 90, 30]}')  # 270 %

    assert "press.too-much-ink" not in made("paper: coated", theme="other", assets=assets)[0]
    assert "press.too-much-ink" in made("paper: newsprint", theme="other", assets=assets)[0]
    assert "press.too-much-ink" in made("paper: coated, most_ink: 260", theme="other", assets=assets)[0]


def test_a_colour_without_inks_is_converted_and_told(made, tmp_path):
    assets = assets_with(tmp_path / "assets", '{rgb: "#C4161C"}')
    findings, files = made(theme="other", assets=assets)
    told = findings["press.converted-colour"]

    assert 1 == files
    assert Severity.NOTE is told.severity
    assert "FOGRA39" in told.message.zh
    cyan, magenta, yellow, black = map(int, told.message.zh.rpartition("[")[2].rstrip("]").split(","))
    assert magenta > 90
    assert yellow > 80
    assert cyan < 30
    assert black < 30
