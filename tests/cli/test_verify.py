"""`reportgen verify`: F01, the file that was signed and any other."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "review")]

from signed_specs import write  # noqa: E402
from signing import run  # noqa: E402

EDIT = ("value: 40.5", "value: 41.2")


def signed(folder: Path) -> Path:
    done = run("sheet", write(folder), "--out", folder, "--round", "清样", "--record")
    assert 0 == done.exit_code, done.stderr
    return folder / "report.yaml"


def test_the_signed_file_is_known(tmp_path):
    """F01, good: by its bytes, wherever it lies."""
    spec = signed(tmp_path)
    copy = tmp_path / "copy.pdf"
    copy.write_bytes((tmp_path / "report.pdf").read_bytes())
    done = run("verify", spec, copy)

    assert 0 == done.exit_code, done.stderr
    assert "清样" in done.stdout


def test_a_change_after_the_signature_fails_and_is_listed(tmp_path):
    """F01, bad: one figure changed, with old and new form, and the pages that say so."""
    spec = signed(tmp_path)
    write(tmp_path, EDIT)
    assert 0 == run("build", spec, "--out", tmp_path, "-q").exit_code
    done = run("verify", spec, tmp_path / "report.pdf", "--format", "json")
    told = json.loads(done.stdout)

    assert 1 == done.exit_code
    assert (False, "清样") == (told["signed"], told["round"])
    assert ["rate"] == [item["metric"] for item in told["items"]]
    assert (["40.5%"], ["41.2%"]) == (told["items"][0]["old"]["forms"], told["items"][0]["new"]["forms"])
    assert told["pages"]
    assert all("40.5" in page["old"] and "41.2" in page["new"] for page in told["pages"])
    plain = run("verify", spec, tmp_path / "report.pdf")
    assert "40.5%（第 2、3 页） → 41.2%（第 2、3 页）" in plain.stdout


def test_a_file_of_another_spec_is_judged_by_its_pages(tmp_path):
    """The spec at hand is not the one it was made from: the pages tell."""
    spec = signed(tmp_path)
    other = write(tmp_path / "other", EDIT)
    assert 0 == run("build", other, "--out", tmp_path / "other", "-q").exit_code
    done = run("verify", spec, tmp_path / "other" / "report.pdf", "--format", "json")

    assert 1 == done.exit_code
    assert ["rate"] == [item["metric"] for item in json.loads(done.stdout)["items"]]


def test_a_changed_byte_is_not_the_signed_file(tmp_path):
    spec = signed(tmp_path)
    data = (tmp_path / "report.pdf").read_bytes()
    touched = tmp_path / "broken" / "touched.pdf"  # where no validator looks
    touched.parent.mkdir()
    touched.write_bytes(data + b"\n")
    done = run("verify", spec, touched, "--format", "json")

    assert 1 == done.exit_code
    assert ([], []) == (json.loads(done.stdout)["items"], json.loads(done.stdout)["pages"])


def test_without_a_round_or_a_pdf_there_is_nothing_to_say(tmp_path):
    spec = write(tmp_path)
    (tmp_path / "x.pdf").write_text("no pdf")
    assert "[rounds.none]" in run("verify", spec, tmp_path / "x.pdf").stderr
    signed(tmp_path)
    done = run("verify", spec, tmp_path / "x.pdf")

    assert 1 == done.exit_code
    assert "[rounds.not-read]" in done.stderr
    assert "[rounds.none]" in run("verify", spec, tmp_path / "report.pdf", "--round", "一校").stderr


def test_an_earlier_round_is_not_the_last(tmp_path):
    spec = signed(tmp_path)
    old = tmp_path / "old.pdf"
    old.write_bytes((tmp_path / "report.pdf").read_bytes())
    write(tmp_path, EDIT)
    assert 0 == run("sheet", spec, "--out", tmp_path, "--round", "清样", "--record").exit_code
    done = run("verify", spec, old, "--format", "json")

    assert 1 == done.exit_code
    assert (True, False) == (json.loads(done.stdout)["signed"], json.loads(done.stdout)["last"])
