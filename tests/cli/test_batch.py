"""`reportgen batch`: statuses, what is told where, and what stops it before anything is built."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "runs"))

from batches import write

from reportgen.cli.main import cli
from reportgen.runs import batch as runs_batch
from reportgen.runs.alone import only_one


def batch(template: Path, *options: str):
    folder = template.parent
    standing = ["--rows", str(folder / "rows.csv"), "--out", str(folder / "out"), "--jobs", "1"]
    return CliRunner().invoke(cli, ["batch", str(template), *standing, *options])


def test_a_bad_row(tmp_path):
    """Status 1, a table of what failed on stderr, the place in the template, one line on what was done."""
    done = batch(write(tmp_path, rows=3, bad=1))

    assert 1 == done.exit_code
    assert "做成 2 份，没有变化 0 份，失败 1 份" in done.stdout
    assert "      3  失败  南岭区  rows.not-a-number" in done.stderr
    assert "template.yaml:11:36: 错误: 第 3 行（南岭区）：“财政收入”应是数" in done.stderr
    again = batch(tmp_path / "template.yaml", "--retry", "--lang", "en", "-q")
    assert 1 == again.exit_code
    assert "" == again.stdout
    assert "row 3 (南岭区)" in again.stderr


def test_all_is_well(tmp_path):
    """Status 0; names and folders as asked; findings as JSON."""
    done = batch(write(tmp_path, rows=2), "--name", "{区名}/{profile}", "--format", "json")

    assert 0 == done.exit_code, done.output
    assert {"findings": []} == json.loads(done.stdout)
    assert (tmp_path / "out" / "青禾区" / "web.pdf").exists()
    assert 0 == batch(tmp_path / "template.yaml", "--name", "{区名}/{profile}", "--only-changed").exit_code


@pytest.mark.parametrize(
    ("edit", "options", "code"),
    [
        (("title: 财政\n", "titel: 财政\n"), (), "spec.unknown-key"),
        (("name: 财政收入, desc", "name: 收入, desc"), (), "rows.no-column"),
        ((), ("--name", "一样"), "batch.double-name"),
        ((), ("--name", "{县}"), "batch.unknown-part"),
    ],
)
def test_what_concerns_all_rows_stops_it(tmp_path, edit, options, code):
    """Status 1, and nothing is written, not even a folder."""
    edits = [edit] if edit else []
    if code == "rows.no-column":
        edits.append(("<<财政收入>>", "<<收入>>"))
    done = batch(write(tmp_path, *edits, rows=2), *options)

    assert 1 == done.exit_code
    assert f"[{code}]" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("shard", ["0/3", "4/3", "1", "a/b"])
def test_a_shard_that_is_none(tmp_path, shard):
    """Wrong usage."""
    assert 2 == batch(write(tmp_path, rows=2), "--shard", shard).exit_code


def test_shards(tmp_path):
    """Each has its own manifest."""
    template = write(tmp_path, rows=3)
    assert [0, 0] == [batch(template, "--shard", f"{part}/2").exit_code for part in (1, 2)]

    assert 2 == len(list((tmp_path / "out").glob("batch-?-of-2.json")))
    assert 3 == len(list((tmp_path / "out").glob("*.pdf")))


def test_strict_stops_at_a_warning_of_the_template(tmp_path):
    """A parameter that is not used."""
    template = write(tmp_path, ("document:", "- {name: 码, example: 1}\ndocument:"), rows=1)

    assert 1 == batch(template, "--strict").exit_code
    assert not (tmp_path / "out").exists()


def test_a_second_batch_on_one_manifest_does_nothing(tmp_path):
    """Status 75, and the first one's files are left alone; another part of the table is no matter of it."""
    template = write(tmp_path, rows=2)
    with only_one(tmp_path / "out" / ".batch.lock"):
        done = batch(template)
        assert 75 == done.exit_code
        assert "[batch.busy]" in done.stderr
        assert not (tmp_path / "out" / "batch.json").exists()
        assert 0 == batch(template, "--shard", "1/2").exit_code
    assert 0 == batch(template).exit_code


def test_a_folder_without_locks_is_told(tmp_path, monkeypatch):
    """The batch runs all the same: some file systems over a network have no locks."""

    def refused(path):
        raise sqlite3.OperationalError("locking protocol")

    monkeypatch.setattr(runs_batch, "only_one", refused)
    done = batch(write(tmp_path, rows=2))

    assert 0 == done.exit_code
    assert "[batch.no-lock]" in done.stderr
    assert (tmp_path / "out" / "batch.json").is_file()
