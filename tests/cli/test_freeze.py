"""`reportgen freeze`: F13, edits are refused unless there is a reason, which the sheet prints."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "review")]

from signed_specs import write  # noqa: E402
from signing import run, text_of  # noqa: E402

EDIT = ("value: 40.5", "value: 41.2")


def frozen(folder: Path) -> Path:
    spec = write(folder)
    done = run("freeze", spec)
    assert 0 == done.exit_code, done.stderr
    return spec


def build(spec: Path, *options: str):
    return run("build", spec, "--out", spec.parent, "-q", *options)


def test_what_is_frozen_is_built(tmp_path):
    """F13, good: nothing edited, and words may still be."""
    spec = frozen(tmp_path)
    assert 0 == build(spec).exit_code
    write(tmp_path, ("达标率为", "达标率达到"))
    assert 0 == build(spec).exit_code


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (EDIT, "40.5%", "41.2%"),
        (("qualifier: 不足, ", ""), "不足1%", "1%"),
        (("value: 12,", "value: 13,"), "baseline", ""),
    ],
)
def test_an_edit_after_the_freeze_is_refused(tmp_path, edit, old, new):
    """F13, bad: a value, a lost qualifier, the start; at its line, and the last good file stays."""
    spec = frozen(tmp_path)
    assert 0 == build(spec).exit_code
    before = (tmp_path / "report.pdf").read_bytes()
    write(tmp_path, edit)
    done = build(spec)

    assert 1 == done.exit_code
    assert 1 == done.stderr.count("[rounds.frozen]")
    assert old in done.stderr
    assert new in done.stderr
    assert "report.yaml:" in done.stderr
    assert before == (tmp_path / "report.pdf").read_bytes()


def test_an_exception_is_recorded_and_printed_on_the_sheet(tmp_path):
    """F13: once given, the figure may be built again; another edit needs another reason."""
    spec = frozen(tmp_path)
    write(tmp_path, EDIT)
    assert 0 == build(spec, "--exception", "区统计局更正").exit_code
    assert 0 == build(spec).exit_code
    done = run("sheet", spec, "--out", tmp_path, "--round", "清样")
    assert 0 == done.exit_code, done.stderr
    text = text_of(tmp_path / "report-校对表-清样.pdf")
    assert "区统计局更正" in text[text.index("冻结之后的例外") :]
    assert "40.5%41.2%" in text
    write(tmp_path, ("value: 40.5", "value: 43"))
    assert 1 == build(spec).exit_code


def test_a_build_that_fails_records_no_exception(tmp_path):
    spec = frozen(tmp_path)
    write(tmp_path, EDIT)
    (tmp_path / "blocked").write_text("a file where the folder should be")
    assert 1 == run("build", spec, "--out", tmp_path / "blocked" / "in", "--exception", "更正").exit_code

    assert 1 == build(spec).exit_code


def test_freezing_anew_needs_a_reason(tmp_path):
    spec = frozen(tmp_path)
    assert 0 == run("freeze", spec).exit_code
    write(tmp_path, EDIT)
    refused = run("freeze", spec)
    assert 1 == refused.exit_code
    assert "[rounds.frozen]" in refused.stderr
    assert 0 == run("freeze", spec, "--exception", "更正").exit_code
    assert 0 == build(spec).exit_code


def test_a_broken_record_stops_the_build_and_not_silently(tmp_path):
    """What was frozen is not known: nothing is built as if nothing had been."""
    spec = frozen(tmp_path)
    (tmp_path / ".reportgen" / "store.sqlite").write_bytes(b"x" * 5000)
    done = build(spec)
    assert 1 == done.exit_code
    assert "[rounds.store-broken]" in done.stderr
    again = run("freeze", spec)
    assert 0 == again.exit_code
    assert "[rounds.store-kept-aside]" in again.stderr
    assert (tmp_path / ".reportgen" / "store.sqlite.broken-1").exists()
    assert 0 == build(spec).exit_code


SOURCED = (
    ("sources:\n", "sources:\n  - {id: table, title: 年报, file: d.csv}\n"),
    (
        'value: 40.5, unit: "%", as_of: 2029, source: {id: bulletin, at: 第3页}',
        'unit: "%", as_of: 2029, source: {id: table, column: 数, row: 项=达标率}',
    ),
)


def test_a_source_that_drifts_does_not_change_the_book(tmp_path):
    """A20: the source says 41.2 now; that is told, and 40.5 is printed until it is frozen with a reason."""
    data = tmp_path / "d.csv"
    data.write_text("项,数\n达标率,40.5\n", "utf-8")
    spec = write(tmp_path, *SOURCED)
    assert 0 == run("freeze", spec).exit_code
    same = run("build", spec, "--out", tmp_path)
    assert "[rounds.drift]" not in same.stderr
    data.write_text("项,数\n达标率,41.2\n", "utf-8")
    drifted = run("build", spec, "--out", tmp_path)

    assert 0 == drifted.exit_code, drifted.stderr
    assert 1 == drifted.stderr.count("[rounds.drift]")
    assert "40.5" in text_of(tmp_path / "report.pdf")
    assert "41.2" not in text_of(tmp_path / "report.pdf")
    assert 1 == run("freeze", spec).exit_code
    assert 0 == run("freeze", spec, "--exception", "年报更正").exit_code
    assert 0 == run("build", spec, "--out", tmp_path).exit_code
    assert "41.2" in text_of(tmp_path / "report.pdf")


def test_a_source_that_is_gone_leaves_the_frozen_figures(tmp_path):
    data = tmp_path / "d.csv"
    data.write_text("项,数\n达标率,40.5\n", "utf-8")
    spec = write(tmp_path, *SOURCED)
    assert 0 == run("freeze", spec).exit_code
    data.unlink()
    done = run("build", spec, "--out", tmp_path)

    assert 0 == done.exit_code, done.stderr
    assert "40.5" in text_of(tmp_path / "report.pdf")
    assert "[rounds.drift]" not in done.stderr


def test_a_file_where_the_records_folder_should_be_is_told(tmp_path):
    spec = write(tmp_path)
    (tmp_path / ".reportgen").write_text("", "utf-8")
    done = run("freeze", spec)

    assert 1 == done.exit_code
    assert "[output.not-written]" in done.stderr


def test_a_check_tells_what_a_build_would_refuse(tmp_path):
    """F13: the editor hears of it before anything is built."""
    spec = write(tmp_path)
    assert 0 == run("freeze", spec).exit_code
    assert 0 == run("check", spec).exit_code
    spec.write_text(spec.read_text("utf-8").replace("value: 40.5", "value: 41.2"), "utf-8")
    done = run("check", spec)

    assert 1 == done.exit_code
    assert "[rounds.frozen]" in done.stderr
