"""`reportgen archive rebuild`: the same bytes from the archive alone, and what differs on another version."""

from __future__ import annotations

import json
import shutil
import sys
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
