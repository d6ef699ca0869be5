"""`reportgen inspect`: what made a file, from the file alone, in every profile."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

import reportgen
from reportgen.cli.main import cli

SPEC = """\
format: reportgen/1
document:
  {title: 试, organisation: 某区, edition: 二校, date: 2026-06-01, congress: {name: 第五次, date: 2026-08-01}}
photos: [{id: p, file: p.png, caption: 图}]
output: {profiles: [press, archive, web]}
press: {low_resolution: warning}
sections:
  - {id: s, title: 章, blocks: [{text: 正文。}, {photo: p}]}
"""
NAMES = {"press": "report-press.pdf", "archive": "report-archive.pdf", "web": "report.pdf"}
CLAIMS = {"press": ["PDF/X-4"], "archive": ["PDF/A-3a", "PDF/UA-1"], "web": ["PDF/A-2a", "PDF/UA-1"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A spec with a picture, and its files."""
    from PIL import Image

    found = tmp_path_factory.mktemp("inspect")
    Image.new("RGB", (600, 400), "grey").save(found / "p.png")
    (found / "report.yaml").write_text(SPEC, "utf-8")
    reportgen.build(found / "report.yaml", found)
    return found


def inspect(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["inspect", *map(str, arguments)])


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("profile", NAMES)
def test_every_file_tells_its_sources_and_what_it_claims(folder, profile):
    done = inspect(folder / NAMES[profile], "--format", "json")
    told = json.loads(done.stdout)

    assert 0 == done.exit_code
    assert CLAIMS[profile] == told["claims"]
    record = told["record"]
    assert profile == record["profile"]
    assert {"file": "report.yaml", "sha256": sha256(folder / "report.yaml")} == record["spec"]
    assert [{"file": "p.png", "sha256": sha256(folder / "p.png")}] == record["data"]
    assert {
        "title": "试",
        "organisation": "某区",
        "congress": "第五次",
        "edition": "二校",
        "date": "2026-06-01",
    } == record["document"]
    assert f"reportgen {reportgen.__version__}" == record["program"]
    assert {"strict": False} == record["options"]
    assert {"reportlab", "uharfbuzz", "fonttools", "pillow"} <= set(record["libraries"])
    lock = (Path(__file__).parents[2] / "fonts" / "fonts.lock").read_text("utf-8")
    assert all(face["sha256"] in lock for face in record["fonts"])
    assert record["fonts"]


def test_a_person_reads_it_in_both_languages(folder):
    chinese = inspect(folder / "report.pdf").stdout.splitlines()
    english = inspect(folder / "report.pdf", "--lang", "en").stdout.splitlines()

    assert "  书名    试" in chinese
    assert "  用途    web（PDF/A-2a、PDF/UA-1）" in chinese
    assert "  title         试" in english
    assert "  profile       web (PDF/A-2a, PDF/UA-1)" in english
    assert any(line.startswith("  数据    p.png  ") for line in chinese)


def test_a_file_is_held_against_the_spec_at_hand(folder, tmp_path):
    same = inspect(folder / "report.pdf", "--spec", folder / "report.yaml")
    assert 0 == same.exit_code
    told = [line.split() for line in same.stdout.splitlines()[-2:]]
    assert [["核对", "report.yaml", "一致"], ["p.png", "一致"]] == told

    (tmp_path / "report.yaml").write_text(SPEC.replace("正文", "改过的正文"), "utf-8")
    other = inspect(folder / "report.pdf", "--spec", tmp_path / "report.yaml", "--format", "json")
    assert 1 == other.exit_code
    assert [
        {"file": "report.yaml", "same": False},
        {"file": "p.png", "same": None},
    ] == json.loads(other.stdout)["compared"]


def test_the_record_survives_a_program_that_packs_the_file_anew(folder, tmp_path):
    with pikepdf.open(folder / "report.pdf") as pdf:
        pdf.save(
            tmp_path / "packed.pdf", linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    again = json.loads(inspect(tmp_path / "packed.pdf", "--format", "json").stdout)

    assert sha256(folder / "report.yaml") == again["record"]["spec"]["sha256"]


def test_a_file_of_another_program_has_no_record(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "other.pdf")
    done = inspect(tmp_path / "other.pdf")

    assert 1 == done.exit_code
    assert "没有 reportgen 的记录" in done.stderr
    assert "inspect.no-record" in done.stderr
    told = json.loads(inspect(tmp_path / "other.pdf", "--format", "json").stdout)
    assert told["record"] is None
    assert told["reasons"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "preflight.empty"), (b"no PDF", "preflight.not-pdf"), (b"%PDF-1.7\nxx", "preflight.damaged")],
)
def test_what_cannot_be_read_says_why(tmp_path, data, code):
    path = tmp_path / "broken" / "x.pdf"
    path.parent.mkdir()
    path.write_bytes(data)
    done = inspect(path)

    assert 1 == done.exit_code
    assert code in done.stderr


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    assert 2 == inspect(tmp_path / "none.pdf").exit_code
