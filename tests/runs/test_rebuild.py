"""`reportgen archive rebuild`: the same bytes from the archive alone, and what differs on another version."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent)]

from kept import bag_in, put, resealed, run, write  # noqa: E402

import reportgen  # noqa: E402


def archived(folder: Path, *changes: tuple[str, str], freeze: bool = False) -> Path:
    """An edition whose sources are gone."""
    spec = write(folder / "src", *changes)
    if freeze:
        assert 0 == run("freeze", spec).exit_code
    done = run("archive", spec, "--store", folder / "store")
    assert 0 == done.exit_code, done.stderr
    shutil.rmtree(folder / "src")
    return bag_in(folder / "store")


def state(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


@pytest.mark.parametrize(
    "changes",
    [
        (),
        (("archive, web", "press, archive, web"), ("photos:", "press: {binding: saddle}\nphotos:")),
        (("  date: 2030-05-01\n", ""),),
    ],
)
def test_the_bytes_are_the_same(tmp_path, changes):
    """With data, a term list and a picture; for the press, too; dated by the moment that was given."""
    bag = archived(tmp_path, *changes)
    before = state(bag)
    done = run("archive", "rebuild", bag, "--out", tmp_path / "again")

    assert 0 == done.exit_code, done.stderr
    kept = sorted((bag / "data/delivered").iterdir())
    assert len(kept) >= 2
    for file in kept:
        assert file.read_bytes() == (tmp_path / "again" / file.name).read_bytes()
        assert f"{file.name} 与存档逐字节相同" in done.stdout
    assert before == state(bag)


def test_findings_name_the_files_of_the_edition(tmp_path):
    """At every place of a finding, and none of the copies that it was built from."""
    undated = ("as_of: 2029, ", "")
    terms = ("达标率为{{ rate }}。", "达标率为{{ rate }}，“三高四新”战略。\n      - text: “三高四新”战略。")
    bag = archived(tmp_path, ("  date: 2030-05-01\n", ""), (", date: 2030}", "}"), undated, terms)
    done = run("archive", "rebuild", bag, "--out", tmp_path / "again", "--format", "json")
    found = json.loads(done.stdout)["findings"]

    assert any(each["also"] for each in found), found
    files = {place["file"] for each in found for place in (each, *each["also"]) if place["file"]}
    assert {str(bag / "data/source/report.yaml")} == files


def test_frozen_figures_are_had_again(tmp_path):
    bag = archived(tmp_path, freeze=True)
    done = run("archive", "rebuild", bag, "--out", tmp_path / "again")

    assert 0 == done.exit_code, done.stderr
    assert 0 == run("archive", "verify", bag).exit_code


def test_an_edition_of_files_that_were_given_is_built_again(tmp_path):
    spec = write(tmp_path / "src")
    run("build", spec, "--out", tmp_path / "build", "--profile", "web", "--strict", "-q")
    run("archive", spec, "--store", tmp_path / "store", "--from", tmp_path / "build")
    bag = bag_in(tmp_path / "store")

    assert ["report.pdf"] == [path.name for path in (bag / "data/delivered").iterdir()]
    assert 0 == run("archive", "rebuild", bag, "--out", tmp_path / "again").exit_code


def of_version(monkeypatch, version: str) -> None:
    monkeypatch.setattr(reportgen, "__version__", version)


def test_another_version_says_what_differs(tmp_path, monkeypatch):
    bag = archived(tmp_path)
    now = reportgen.__version__
    of_version(monkeypatch, "9.9.9")
    done = run("archive", "rebuild", bag, "--out", tmp_path / "again", "--lang", "en")

    assert 1 == done.exit_code
    assert f"reportgen {now} -> 9.9.9" in done.stderr
    assert "[archive.versions]" in done.stderr
    assert "report.pdf does not have the bytes" in done.stderr
    assert "report-archive.pdf does not have the bytes" in done.stderr


def test_another_interpreter_that_gives_the_same_is_a_note(tmp_path):
    bag = archived(tmp_path)
    path = bag / "data/edition.json"
    edition = json.loads(path.read_text("utf-8"))
    edition["versions"]["python"] = "3.10.1"
    put(path, json.dumps(edition))
    resealed(bag)
    done = run("archive", "rebuild", bag, "--out", tmp_path / "again", "--format", "json")
    (found,) = json.loads(done.stdout)["findings"]

    assert 0 == done.exit_code
    assert ("note", "archive.versions") == (found["severity"], found["code"])
    assert "3.10.1 →" in found["message"]


def test_files_of_an_older_version_are_kept_as_they_are(tmp_path, monkeypatch):
    """What went to press stays, byte for byte, with the versions that made it."""
    spec = write(tmp_path / "src")
    with monkeypatch.context() as patch:
        of_version(patch, "0.0.1")
        run("build", spec, "--out", tmp_path / "build", "-q")
    done = run("archive", spec, "--store", tmp_path / "store", "--from", tmp_path / "build")
    bag = bag_in(tmp_path / "store")

    assert 0 == done.exit_code
    assert 2 == done.stderr.count("[archive.other-version]")
    for name in ("report.pdf", "report-archive.pdf"):
        assert (tmp_path / "build" / name).read_bytes() == (bag / "data/delivered" / name).read_bytes()
    versions = json.loads((bag / "data/edition.json").read_text("utf-8"))["versions"]
    assert "0.0.1" == versions["reportgen"]
    assert "python" not in versions


def test_a_damaged_edition_is_not_built(tmp_path):
    bag = archived(tmp_path)
    put(bag / "data/source/data/rates.csv", "x")
    done = run("archive", "rebuild", bag, "--out", tmp_path / "again")

    assert 1 == done.exit_code
    assert "[archive.changed]" in done.stderr
    assert not (tmp_path / "again").exists()


def test_nothing_is_written_into_the_edition(tmp_path):
    bag = archived(tmp_path)
    done = run("archive", "rebuild", bag, "--out", bag / "data")

    assert 1 == done.exit_code
    assert "[archive.out-inside]" in done.stderr
    assert 0 == run("archive", "verify", bag).exit_code


def test_an_output_folder_that_cannot_be_written(tmp_path):
    bag = archived(tmp_path)
    (tmp_path / "file").write_text("", "utf-8")
    done = run("archive", "rebuild", bag, "--out", tmp_path / "file" / "out")

    assert 1 == done.exit_code
    assert "[output.not-written]" in done.stderr


def test_nothing_outside_the_edition_is_read(tmp_path):
    """Faces, themes and profiles are those of the edition, not those of the installation."""
    bag = archived(tmp_path)
    opened = []
    is_watching = True

    def seen(event: str, arguments: tuple[object, ...]) -> None:
        if is_watching and event == "open" and isinstance(arguments[0], str):
            opened.append(arguments[0])

    sys.addaudithook(seen)
    done = run("archive", "rebuild", bag, "--out", tmp_path / "again")
    is_watching = False

    root = Path(__file__).resolve().parents[2]
    assert 0 == done.exit_code
    assert any(path.startswith(str(bag / "data/fonts")) for path in opened)
    own = (str(root / "fonts"), str(root / "assets"), str(root / "report.yaml"))
    assert [] == [path for path in opened if path.startswith(own)]


def test_figures_of_a_database_have_to_be_frozen(tmp_path, monkeypatch):
    """Then the edition is built again without the database."""
    pytest.importorskip("sqlalchemy")
    base = tmp_path / "figures.sqlite"
    with closing(sqlite3.connect(base)) as connection, connection:
        connection.execute("CREATE TABLE t (rate)")
        connection.execute("INSERT INTO t VALUES ('40.5')")
    monkeypatch.setenv("REPORT_DB", f"sqlite:///{base}")
    spec = write(
        tmp_path / "src",
        ("file: data/rates.csv", "connection: REPORT_DB"),
        ("row: 指标=达标率, column: 数值", "query: SELECT rate FROM t"),
    )
    refused = run("archive", spec, "--store", tmp_path / "store")
    assert 1 == refused.exit_code
    assert "[archive.not-frozen]" in refused.stderr
    assert 0 == run("freeze", spec).exit_code
    kept = run("archive", spec, "--store", tmp_path / "store")
    assert 0 == kept.exit_code, kept.stderr
    base.unlink()
    monkeypatch.delenv("REPORT_DB")
    done = run("archive", "rebuild", bag_in(tmp_path / "store"), "--out", tmp_path / "again")

    assert 0 == done.exit_code, done.stderr
    assert "report.pdf 与存档逐字节相同" in done.stdout
