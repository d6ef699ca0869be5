"""`reportgen archive`: what is kept, when nothing is written, and what is refused."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "runs")]

from kept import bag_in, run, write  # noqa: E402

from reportgen.core.text import display_width  # noqa: E402


def test_everything_that_makes_the_edition_is_kept(tmp_path):
    """What the report is made from, the files, ledger, verdicts and signed sheets, each with its role."""
    spec = write(tmp_path / "src")
    signed = tmp_path / "签字.txt"
    signed.write_text("同意", "utf-8")
    done = run("archive", spec, "--store", tmp_path / "store", "--attach", signed)

    assert 0 == done.exit_code, done.stderr
    bag = bag_in(tmp_path / "store")
    assert bag.name.startswith("第九次会议-送审稿-2030-05-01-")
    kept = json.loads((bag / "data/edition.json").read_text("utf-8"))
    roles = {each["path"]: each["role"] for each in kept["files"]}
    assert "spec" == roles["data/source/report.yaml"]
    assert "data" == roles["data/source/data/rates.csv"]
    assert "terms" == roles["data/source/terms/own.yaml"]
    assert "picture" == roles["data/source/pictures/bridge.png"]
    assert "lock" == roles["data/fonts/fonts.lock"]
    assert "licence" == roles["data/fonts/LICENSES/noto-serif-sc.txt"]
    assert "asset" == roles["data/assets/themes/jubilee.yaml"]
    assert "delivered" == roles["data/delivered/report-archive.pdf"]
    assert "signed" == roles["data/signed/签字.txt"]
    assert "40.5" in (bag / "data/evidence/ledger.csv").read_text("utf-8-sig")
    verdict = json.loads((bag / "data/evidence/preflight-report-archive.json").read_text("utf-8"))
    assert ["report-archive.pdf", True] == [verdict["files"][0][key] for key in ("file", "passes")]
    assert ["archive", "web"] == kept["profiles"]
    assert {"reportgen", "reportlab", "python", "zlib"} <= kept["versions"].keys()
    assert f"reportlab=={kept['versions']['reportlab']}" in (bag / "data/README.txt").read_text("utf-8")


def test_the_files_are_those_of_a_build(tmp_path):
    spec = write(tmp_path / "src")
    run("build", spec, "--out", tmp_path / "build", "-q")
    done = run("archive", spec, "--store", tmp_path / "store", "--from", tmp_path / "build")

    assert 0 == done.exit_code, done.stderr
    for name in ("report.pdf", "report-archive.pdf"):
        built, kept = tmp_path / "build" / name, bag_in(tmp_path / "store") / "data/delivered" / name
        assert built.read_bytes() == kept.read_bytes()


def test_the_same_edition_again_changes_nothing(tmp_path):
    spec = write(tmp_path / "src")
    run("archive", spec, "--store", tmp_path / "store")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "store").rglob("*")}
    done = run("archive", spec, "--store", tmp_path / "store")

    assert 0 == done.exit_code
    assert "[archive.already-kept]" in done.stderr
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "store").rglob("*")}


def test_the_result_as_json(tmp_path):
    """For programs: which edition, its seal, whether it is new."""
    spec = write(tmp_path / "src")
    first, again = (
        json.loads(run("archive", spec, "--store", tmp_path / "store", "--format", "json").stdout)
        for _ in range(2)
    )
    bag = bag_in(tmp_path / "store")
    seal = hashlib.sha256((bag / "tagmanifest-sha256.txt").read_bytes()).hexdigest()

    assert (str(bag), seal, True) == tuple(first["edition"][key] for key in ("path", "seal", "new"))
    assert first["edition"] | {"new": False} == again["edition"]
    assert ["archive.already-kept"] == [each["code"] for each in again["findings"]]
    refused = run("archive", tmp_path / "none.yaml", "--store", tmp_path / "store", "--format", "json")
    assert 1 == refused.exit_code
    assert json.loads(refused.stdout)["edition"] is None


def test_two_stores_hold_the_same_bytes(tmp_path):
    spec = write(tmp_path / "src")
    for name in ("one", "two"):
        run("archive", spec, "--store", tmp_path / name)
    one, two = bag_in(tmp_path / "one"), bag_in(tmp_path / "two")

    assert one.name == two.name
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert len(files) > 25
    assert [] == [path for path in files if (one / path).read_bytes() != (two / path).read_bytes()]


def test_another_edition_of_the_same_name_is_refused(tmp_path):
    """What accompanies the same files differs: the kept one stays, and what differs is named."""
    spec = write(tmp_path / "src")
    run("archive", spec, "--store", tmp_path / "store")
    signed = tmp_path / "signed.txt"
    signed.write_text("yes", "utf-8")
    done = run("archive", spec, "--store", tmp_path / "store", "--attach", signed)

    assert 1 == done.exit_code
    assert "[archive.other-edition]" in done.stderr
    assert "data/signed/signed.txt" in done.stderr
    assert not (bag_in(tmp_path / "store") / "data/signed").exists()


def test_the_store_speaks_the_language_of_its_documents(tmp_path):
    """And the one that is asked for before it."""
    english = ("  title: 云溪区五年", "  language: en\n  title: Five years")
    spec = write(tmp_path / "src", english, ("    title: 第一章", "    title: One"))
    done = run("archive", spec, "--store", tmp_path / "store", "--profile", "web")
    assert 0 == done.exit_code, done.stderr
    assert "archived " in done.stdout
    assert run("archive", "verify", tmp_path / "store").stdout.startswith("sound: ")
    assert run("archive", "list", tmp_path / "store").stdout.startswith("congress")
    assert run("archive", "list", tmp_path / "store", "--lang", "zh").stdout.startswith("大会")


def test_help_shows_how_an_edition_is_kept(tmp_path):
    """`add` need not be named, so its options are those of the command itself."""
    text = run("archive", "--help").stdout
    for word in ("SPEC --store FOLDER", "--from", "--attach", "存档库", "rebuild", "verify", "list"):
        assert word in text


def test_another_figure_makes_another_edition(tmp_path):
    spec = write(tmp_path / "src")
    run("archive", spec, "--store", tmp_path / "store")
    (tmp_path / "src/data/rates.csv").write_text("指标,数值\n达标率,41.5\n", "utf-8")

    assert 0 == run("archive", spec, "--store", tmp_path / "store").exit_code
    assert 2 == len(list((tmp_path / "store").iterdir()))


def test_a_spec_with_errors_leaves_the_store_alone(tmp_path):
    spec = write(tmp_path / "src", ("{{ rate }}", "{{ raet }}"))
    done = run("archive", spec, "--store", tmp_path / "store")

    assert 1 == done.exit_code
    assert "[spec.unknown-metric]" in done.stderr
    assert not (tmp_path / "store").exists()


def test_files_above_the_spec_are_found_in_the_edition(tmp_path):
    """`../shared/rates.csv` lies above, without the names of the machine's folders."""
    spec = write(tmp_path / "secret" / "src", ("file: data/rates.csv", "file: ../shared/rates.csv"))
    shared = tmp_path / "secret/shared/rates.csv"
    shared.parent.mkdir()
    (tmp_path / "secret/src/data/rates.csv").rename(shared)
    done = run("archive", spec, "--store", tmp_path / "store")

    assert 0 == done.exit_code, done.stderr
    bag = bag_in(tmp_path / "store")
    assert (bag / "data/source/shared/rates.csv").is_file()
    assert (bag / "data/source/up/report.yaml").is_file()
    assert "secret" not in (bag / "manifest-sha256.txt").read_text("utf-8")


def test_an_absolute_path_is_refused_at_its_place(tmp_path):
    spec = write(tmp_path, ("data/rates.csv", str(tmp_path / "data/rates.csv")))
    done = run("archive", spec, "--store", tmp_path / "store")

    assert 1 == done.exit_code
    assert "report.yaml:11:" in done.stderr
    assert "[archive.absolute]" in done.stderr


@pytest.mark.parametrize(
    ("change", "code"),
    [("report.yaml", "archive.none-given"), ("data/rates.csv", "archive.other-source")],
)
def test_files_of_another_state_are_refused(tmp_path, change, code):
    spec = write(tmp_path / "src")
    run("build", spec, "--out", tmp_path / "build", "-q")
    path = tmp_path / "src" / change
    path.write_text(path.read_text("utf-8").replace("达标率,40.5", "达标率,41.5") + "\n", "utf-8")
    done = run("archive", spec, "--store", tmp_path / "store", "--from", tmp_path / "build")

    assert 1 == done.exit_code
    assert f"[{code}]" in done.stderr
    assert [] == list((tmp_path / "store").glob("*"))


def test_a_file_that_was_saved_again_is_refused(tmp_path):
    spec = write(tmp_path / "src")
    built = tmp_path / "broken"  # where no validator looks
    run("build", spec, "--out", built, "-q")
    with (built / "report.pdf").open("ab") as stream:
        stream.write(b"% saved again\n")
    done = run("archive", spec, "--store", tmp_path / "store", "--from", built)

    assert 1 == done.exit_code
    assert "[archive.other-bytes]" in done.stderr


def test_a_store_that_cannot_be_written(tmp_path):
    spec = write(tmp_path / "src")
    (tmp_path / "file").write_text("", "utf-8")
    done = run("archive", spec, "--store", tmp_path / "file" / "store")

    assert 1 == done.exit_code
    assert "[output.not-written]" in done.stderr


def test_verapdf_is_asked_where_it_is_installed(tmp_path, monkeypatch):
    program = tmp_path / "bin/verapdf"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "veraPDF 1.28.1" || echo "PASS $3 3a"\n', "utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    spec = write(tmp_path / "src")
    run("archive", spec, "--store", tmp_path / "store")
    said = json.loads((bag_in(tmp_path / "store") / "data/evidence/verapdf-report.json").read_text("utf-8"))

    assert {
        "file": "report.pdf",
        "version": ["veraPDF 1.28.1"],
        "passes": True,
        "said": ["PASS report.pdf 3a"],
    } == said


def test_rounds_and_the_freeze_are_kept(tmp_path):
    spec = write(tmp_path / "src")
    run("freeze", spec)
    run("archive", spec, "--store", tmp_path / "store")
    bag = bag_in(tmp_path / "store")

    assert (bag / "data/source/.reportgen/store.sqlite").is_file()
    assert "40.5" in (bag / "data/evidence/snapshot.json").read_text("utf-8")


def test_rounds_of_other_reports_are_not_kept(tmp_path):
    """They are none of this edition's business, and change nothing of it."""
    spec = write(tmp_path / "src")
    other = spec.with_name("other.yaml")
    other.write_bytes(spec.read_bytes())
    run("freeze", spec)
    run("archive", spec, "--store", tmp_path / "store")
    run("freeze", other)
    done = run("archive", spec, "--store", tmp_path / "store")

    assert 0 == done.exit_code, done.stderr
    assert "[archive.already-kept]" in done.stderr
    with closing(sqlite3.connect(bag_in(tmp_path / "store") / "data/source/.reportgen/store.sqlite")) as base:
        assert [("report.yaml",)] == base.execute("SELECT spec FROM frozen").fetchall()


def test_a_broken_record_of_rounds_is_refused(tmp_path):
    spec = write(tmp_path / "src")
    broken = tmp_path / "src/.reportgen/store.sqlite"
    broken.parent.mkdir()
    broken.write_text("no database", "utf-8")
    done = run("archive", spec, "--store", tmp_path / "store")

    assert 1 == done.exit_code
    assert "[rounds.store-broken]" in done.stderr
    assert not (tmp_path / "store").exists()


def test_signed_sheets_of_the_same_name_are_both_kept(tmp_path):
    spec = write(tmp_path / "src")
    sheets = [tmp_path / name / "签字.txt" for name in ("a", "b")]
    for sheet in sheets:
        sheet.parent.mkdir()
        sheet.write_text(sheet.parent.name, "utf-8")
    run("archive", "--store", tmp_path / "store", *(f"--attach={sheet}" for sheet in sheets), spec)
    signed = bag_in(tmp_path / "store") / "data/signed"

    assert {"签字.txt": "a", "签字-2.txt": "b"} == {
        path.name: path.read_text("utf-8") for path in signed.iterdir()
    }


def test_the_list_of_a_store(tmp_path):
    """Eighty columns, Chinese characters two each, the oldest first."""
    for date, name in (("2030-05-01", "第九次会议"), ("2025-05-01", "一个名称很长很长的大会" * 4)):
        spec = write(tmp_path / "src", ("第九次会议", name), ("2030-05-01", date))
        run("archive", spec, "--store", tmp_path / "store", "-q")
    done = run("archive", "list", tmp_path / "store")
    lines = done.stdout.splitlines()

    assert 0 == done.exit_code
    assert 3 == len(lines)
    assert all(display_width(line) <= 80 for line in lines), lines
    assert ["2025-05-01", "2030-05-01"] == [line.split("送审稿")[1].split()[0] for line in lines[1:]]
    words = ("版次", "送审稿", "送审稿")
    starts = {display_width(line[: line.index(word)]) for line, word in zip(lines, words, strict=True)}
    assert 1 == len(starts)
    assert "存档 阅读" in lines[1]
    assert "…" in lines[1]
    assert "2030-01-01" in lines[2]


def test_the_list_as_json(tmp_path):
    run("archive", write(tmp_path / "src"), "--store", tmp_path / "store")
    (only,) = json.loads(run("archive", "list", tmp_path / "store", "--format", "json").stdout)

    assert ("第九次会议", "送审稿", "2030-05-01") == (only["congress"], only["edition"], only["date"])
    assert str(bag_in(tmp_path / "store")) == only["path"]
    assert {"data/delivered/report.pdf", "data/delivered/report-archive.pdf"} == only["delivered"].keys()
    assert only["bytes"] > 40_000_000


def test_a_broken_edition_keeps_no_other_from_the_list(tmp_path):
    run("archive", write(tmp_path / "src"), "--store", tmp_path / "store")
    broken = tmp_path / "store/broken/data/edition.json"
    broken.parent.mkdir(parents=True)
    broken.write_text("[]", "utf-8")
    done = run("archive", "list", tmp_path / "store")

    assert 1 == done.exit_code
    assert "[archive.edition-broken]" in done.stderr
    assert "第九次会议" in done.stdout
    assert 1 == run("archive", "list", tmp_path / "none").exit_code
