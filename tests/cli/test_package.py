"""`reportgen package`: one zip with all that the printing house needs."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from reportgen.cli.main import cli

SPEC = """\
format: reportgen/1
document: {{title: 试<印>, organisation: 某区, edition: 终校, date: 2026-06-01{language}}}
contents: null
cover: {{name: 试}}
press: {{{press}}}
sections:
  - {{id: s, title: 章, blocks: [{{text: 正文。}}]}}
  - {{id: t, title: 又章, blocks: [{{text: 正文。}}]}}
  - {{id: u, title: 再章, blocks: [{{text: 正文。}}]}}
"""
FULL = (
    "binding: perfect, caliper: 0.1, paper: uncoated, paper_weight: 80, quantity: 800, contact: 印务科 <8100>"
)


def package(folder: Path, press: str = "marks: true", *options: str, language: str = "") -> Result:
    folder.mkdir(exist_ok=True)
    spec = folder / "book.yaml"
    spec.write_text(SPEC.format(press=press, language=language), "utf-8")
    return CliRunner().invoke(cli, ["package", str(spec), "--out", str(folder / "out"), *options])


def opened(folder: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(folder / "out" / "book-press.zip") as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("full")
    done = package(folder, FULL)
    assert 0 == done.exit_code, done.output
    return opened(folder)


def test_it_holds_the_files_as_delivered_and_their_digests(tmp_path):
    done = package(tmp_path)
    entries = opened(tmp_path)

    assert 0 == done.exit_code
    assert "已打包" in done.stdout
    assert (tmp_path / "out" / "book-press.pdf").read_bytes() == entries["book-press.pdf"]
    listed = dict(reversed(line.split("  ", 1)) for line in entries.pop("SHA256SUMS").decode().splitlines())
    assert {name: hashlib.sha256(data).hexdigest() for name, data in entries.items()} == listed


def test_a_picture_of_every_page(full):
    for name in ("book-press", "book-press-cover"):
        pages = len(pypdfium2.PdfDocument(full[f"{name}.pdf"]))
        pictures = sorted(entry for entry in full if entry.startswith(f"pages/{name}-0"))
        assert [f"pages/{name}-{index:03}.png" for index in range(1, pages + 1)] == pictures
        for picture in pictures:
            with Image.open(io.BytesIO(full[picture])) as image:
                assert ("PNG", 480) == (image.format, image.height)
                assert image.convert("L").getextrema()[0] < 100, "the marks are there, at least"


def test_the_job_sheet_says_what_the_spec_says(full):
    sheet = full["job-sheet.html"].decode("utf-8")

    for said in (
        "试&lt;印&gt;",
        "某区",
        "终校",
        "2026-06-01",
        "800",
        "210 × 285 毫米",
        "胶装",
        "胶版纸，80 克/平方米，厚 0.1 毫米",
    ):
        assert said in sheet
    assert "印务科 &lt;8100&gt;" in sheet
    assert "四色（青、品红、黄、黑）" in sheet
    assert "280%" in sheet
    assert "0.7 毫米" in sheet  # one leaf of 0.1 and two of the cover
    assert "估算" not in sheet
    assert 'class="open"' not in sheet
    assert hashlib.sha256(full["book-press.pdf"]).hexdigest() in sheet
    for name in full:
        if name.startswith("pages/"):
            assert f'src="{name}"' in sheet


def test_what_the_spec_does_not_say_is_left_to_fill_in(tmp_path):
    package(tmp_path)
    sheet = opened(tmp_path)["job-sheet.html"].decode("utf-8")

    for name in ("印数", "装订", "联系人"):
        assert f'<th>{name}</th><td class="open">' in sheet


def test_a_spot_ink_is_named(tmp_path, monkeypatch):
    from reportgen.pipeline import printing

    monkeypatch.setattr(printing, "_spots", lambda parts: ("PANTONE 871 C",))
    package(tmp_path)

    assert "四色（青、品红、黄、黑）; PANTONE 871 C" in opened(tmp_path)["job-sheet.html"].decode("utf-8")


def test_the_preflight_is_in_the_language_of_the_report(full, tmp_path):
    assert "通过" in full["preflight.txt"].decode("utf-8-sig")
    assert full["preflight.txt"].decode("utf-8-sig").count("PDF/X-4") == 2  # the inside and the cover

    package(tmp_path, language=", language: en")
    entries = opened(tmp_path)
    assert "passed" in entries["preflight.txt"].decode("utf-8-sig")
    assert "Job sheet" in entries["job-sheet.html"].decode("utf-8")


def test_the_same_spec_gives_the_same_package(tmp_path):
    made = []
    for name in ("one", "other"):
        package(tmp_path / name)
        made.append((tmp_path / name / "out" / "book-press.zip").read_bytes())
    assert made[0] == made[1]


def test_with_errors_nothing_is_packed_and_the_last_package_stays(tmp_path):
    package(tmp_path)
    last = (tmp_path / "out" / "book-press.zip").read_bytes()
    spec = tmp_path / "book.yaml"
    spec.write_text(spec.read_text("utf-8").replace("正文。", "{{ nothing }}"), "utf-8")
    done = CliRunner().invoke(cli, ["package", str(spec), "--out", str(tmp_path / "out")])

    assert 1 == done.exit_code
    assert last == (tmp_path / "out" / "book-press.zip").read_bytes()


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "out").write_text("a file where the folder should be", "utf-8")
    spec = tmp_path / "book.yaml"
    spec.write_text(SPEC.format(press="marks: true", language=""), "utf-8")
    done = CliRunner().invoke(cli, ["package", str(spec), "--out", str(tmp_path / "out" / "deep")])

    assert 1 == done.exit_code
    assert "output.not-written" in done.stderr
