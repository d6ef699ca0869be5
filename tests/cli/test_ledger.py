"""`reportgen ledger`: to a file, to stdout, and without the extra."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "review")]

from signed_specs import write  # noqa: E402
from signing import run  # noqa: E402


def test_the_ledger_goes_to_stdout_or_to_a_file(tmp_path):
    path = write(tmp_path)
    shown = run("ledger", path)
    done = run("ledger", path, "--out", tmp_path / "l.csv")

    assert (0, 0) == (shown.exit_code, done.exit_code)
    data = (tmp_path / "l.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert shown.stdout.splitlines() == data.decode("utf-8-sig").splitlines()
    assert "共 3 项，其中 1 项未注明时点" in done.stdout


def test_a_workbook_needs_the_extra(tmp_path, monkeypatch):
    path = write(tmp_path)
    assert 0 == run("ledger", path, "--out", tmp_path / "l.xlsx").exit_code
    before = (tmp_path / "l.xlsx").read_bytes()
    assert before.startswith(b"PK")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    done = run("ledger", path, "--out", tmp_path / "l.xlsx")

    assert 1 == done.exit_code
    assert "[output.no-xlsx]" in done.stderr
    assert "reportgen[xlsx]" in done.stderr
    assert before == (tmp_path / "l.xlsx").read_bytes()


def test_a_spec_with_errors_has_no_ledger(tmp_path):
    done = run(
        "ledger", write(tmp_path, ("{{ rate }}，占比", "{{ rat }}，占比")), "--out", tmp_path / "l.csv"
    )

    assert 1 == done.exit_code
    assert "[spec.unknown-metric]" in done.stderr
    assert not (tmp_path / "l.csv").exists()
