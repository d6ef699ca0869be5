"""`reportgen check`: what it says, in which form and language, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]

HEAD = """\
format: reportgen/1
document: {title: 试, organisation: 某区, congress: {name: 第五次, date: 2026-08-01}}
"""
SECTIONS = """\
sections:
  - {id: s, title: 章, blocks: [text: "正文{{ x }}。"]}
"""
SOUND = f"{HEAD}metrics: [{{id: x, name: 甲, value: 5, unit: 件, as_of: 2020}}]\n{SECTIONS}"
WARNED = f"{HEAD}metrics: [{{id: x, name: 甲, value: 5, unit: 件}}]\n{SECTIONS}"  # no date
WRONG = f"{HEAD}metrics: [{{id: y, name: 甲, value: 5, unit: 件}}]\n{SECTIONS}"  # no date, no x


@pytest.fixture
def check(tmp_path, monkeypatch):
    """Writes a spec and checks it."""
    monkeypatch.chdir(tmp_path)

    def run(text: str, *options: str) -> Result:
        Path("report.yaml").write_text(text, encoding="utf-8")
        return CliRunner().invoke(cli, ["check", "report.yaml", *options], catch_exceptions=False)

    return run


def test_a_sound_spec(check, tmp_path):
    """Status 0, a word of comfort, nothing made."""
    done = check(SOUND)

    assert (0, "没有发现问题\n", "") == (done.exit_code, done.stdout, done.stderr)
    assert "no findings\n" == check(SOUND, "--lang", "en").stdout
    assert ("", "") == (check(SOUND, "--quiet").stdout, check(SOUND, "--quiet").stderr)
    assert {"findings": []} == json.loads(check(SOUND, "--format", "json").stdout)
    assert ["report.yaml"] == [path.name for path in tmp_path.iterdir()]


def test_warnings_leave_the_status_at_0_and_strict_does_not(check):
    """The same findings either way."""
    loose, strict = check(WARNED), check(WARNED, "--strict")

    assert (0, 1) == (loose.exit_code, strict.exit_code)
    assert loose.stderr == strict.stderr
    assert "report.yaml:3:16: 警告: " in loose.stderr
    assert loose.stderr.endswith("\n1 个警告\n")
    assert "" == loose.stdout


def test_quiet_shows_errors_only(check):
    """Warnings are still counted by --strict, but not shown."""
    done = check(WRONG, "--quiet")

    assert 1 == done.exit_code
    assert "spec.unknown-metric" in done.stderr
    assert "figures.undated" not in done.stderr
    quiet = check(WARNED, "--quiet", "--strict")
    assert (1, "") == (quiet.exit_code, quiet.stderr)


def test_json_has_every_part_of_a_finding(check):
    """On stdout and nothing else there; the place in characters; advice in the language asked for."""
    done = check(WRONG, "--format", "json", "--lang", "en")
    first, second = json.loads(done.stdout)["findings"]

    assert (1, "") == (done.exit_code, done.stderr)
    assert ("figures.undated", "warning", "report.yaml", 3, 16, 1) == tuple(
        first[key] for key in ("code", "severity", "file", "line", "column", "length")
    )
    assert {
        "severity": "error",
        "code": "spec.unknown-metric",
        "message": 'no metric is called "x"',
        "file": "report.yaml",
        "line": 5,
        "column": len('  - {id: s, title: 章, blocks: [text: "正文{{ ') + 1,
        "length": 1,
        "page": None,
        "path": None,
        "also": [],
    } == {key: value for key, value in second.items() if key != "hints"}


def test_the_language_is_the_documents_unless_another_is_asked_for(check):
    """English documents get English findings."""
    english = WRONG.replace("title: 试", "title: Trial, language: en")

    assert "error: no metric is called" in check(english).stderr
    assert "错误: 没有编号为 x 的指标" in check(english, "--lang", "zh").stderr
    assert "错误: 没有编号为 x 的指标" in check(WRONG).stderr


def test_a_draft_only_notes_missing_photos(check):
    """For delivery a missing photo is a warning."""
    text = SOUND.replace(
        'blocks: [text: "正文{{ x }}。"]', 'blocks: [text: "正文{{ x }}。", photo: {caption: 图}]'
    )
    found = json.loads(check(text, "--format", "json").stdout)["findings"]
    noted = json.loads(check(text, "--draft", "--format", "json").stdout)["findings"]

    assert ["warning"] == [item["severity"] for item in found if item["code"] == "spec.photo-pending"]
    assert ["note"] == [item["severity"] for item in noted if item["code"] == "spec.photo-pending"]
    assert (1, 0) == (check(text, "--strict").exit_code, check(text, "--strict", "--draft").exit_code)


def test_figures_that_contradict_each_other(check):
    """A08: 6 against 2+2+1, with the sum; A09 is for parts of a whole."""
    metric = "{id: x, name: 甲, value: 6, unit: 个, as_of: 2020, breakdown: [%s]}"
    parts = "{count: 2, scope: 全市, position: 1}, {count: 2, scope: 城区, position: 1}, "
    parts += "{count: 1, scope: 城区, position: 2}"
    done = check(f"{HEAD}metrics: [{metric % parts}]\n{SECTIONS}", "--format", "json")
    [found] = json.loads(done.stdout)["findings"]

    assert (0, "warning", "figures.sum-mismatch") == (done.exit_code, found["severity"], found["code"])
    assert "2+2+1=5" in found["message"]
    assert "6" in found["message"]


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "ascii", "utf-8"])
def test_an_output_that_lacks_characters(tmp_path, encoding):
    """An old terminal or pipe: the same JSON, and words with escapes; no crash."""
    (tmp_path / "report.yaml").write_text(WRONG.replace("正文", "正文𠮷é"), encoding="utf-8")

    def run(*options: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "reportgen.cli.main", "check", "report.yaml", *options]
        environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)

    as_json, for_people = run("--format", "json"), run()
    findings = json.loads(as_json.stdout.decode(encoding))["findings"]

    assert (1, 1) == (as_json.returncode, for_people.returncode)
    assert "没有编号为 x 的指标" in [item["message"] for item in findings]
    assert any("𠮷" in item["message"] for item in findings)
    assert b"[spec.unknown-metric]" in for_people.stderr


def test_the_report_has_no_errors_and_its_known_doubts():
    """What the source leaves open is told, and nothing else is wrong."""
    done = CliRunner().invoke(
        cli, ["check", str(ROOT / "report.yaml"), "--format", "json"], catch_exceptions=False
    )
    codes = {item["code"] for item in json.loads(done.stdout)["findings"] if item["severity"] == "warning"}

    assert 0 == done.exit_code
    assert {"figures.sum-mismatch", "figures.undated", "spec.honour-open", "spec.photo-pending"} <= codes


def test_checking_changes_nothing(check, tmp_path):
    """No file is written beside the spec, not even for a report with charts."""
    shutil.copy(ROOT / "report.yaml", tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    CliRunner().invoke(cli, ["check", "report.yaml"], catch_exceptions=False)

    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "a.yaml", "b.yaml"],
        ["check", "a.yaml", "--nonsense"],
        ["check", "a.yaml", "--lang", "fr"],
        ["check", "a.yaml", "--format", "xml"],
        ["check", "a.yaml", "--out", "x"],
        ["chekc", "a.yaml"],
    ],
)
def test_wrong_usage_ends_with_2(arguments):
    """Nothing is read; stderr says what is wrong."""
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)

    assert (2, "") == (done.exit_code, done.stdout)
    assert "Error: " in done.stderr
