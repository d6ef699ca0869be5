"""`reportgen compare`: F04, from specs and from files that carry theirs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "review")]

from signed_specs import write  # noqa: E402
from signing import run  # noqa: E402

TEMPLATE = """\
format: reportgen/1
document: {title: <<区>>五年, organisation: <<区>>, date: 2030-06-01, congress: {name: 会, date: 2030-08-01}}
contents: null
parameters: [{name: 区, example: 样区}, {name: 率, example: 1.00}]
metrics: [{id: rate, name: 达标率, value: <<率>>, unit: "%", as_of: 2029}]
sections: [{id: a, title: 章, blocks: [text: "达标率{{ rate }}。"]}]
"""
EDIT = ("value: 40.5", "value: 41.2")


def test_specs_and_archives_compare_alike(tmp_path):
    old, new = write(tmp_path / "old"), write(tmp_path / "new", EDIT)
    for spec in (old, new):
        done = run("build", spec, "--out", spec.parent, "--profile", "archive", "-q")
        assert 0 == done.exit_code, done.stderr
    pdfs = [spec.with_name("report-archive.pdf") for spec in (old, new)]
    plain = run("compare", old, new, "--format", "json")
    carried = run("compare", *pdfs, "--format", "json")

    assert (0, 0) == (plain.exit_code, carried.exit_code), carried.stderr
    assert plain.stdout == carried.stdout
    assert ["rate"] == [figure["id"] for figure in json.loads(plain.stdout)["figures"]]
    assert "提高0.7个百分点" in run("compare", old, new).stdout
    assert run("compare", old, new, "--format", "spec").stdout.startswith("- id: ")
    english = run("compare", old, new, "--lang", "en").stdout
    assert "0.7 percentage points" in english
    assert "提高" not in english
    pasted = run("compare", old, new, "--format", "spec", "--lang", "en").stdout
    assert "提高0.7个百分点" in pasted


def test_a_file_that_carries_no_spec_is_told(tmp_path):
    spec = write(tmp_path)
    assert 0 == run("build", spec, "--out", tmp_path, "-q").exit_code
    done = run("compare", spec, tmp_path / "report.pdf")

    assert 1 == done.exit_code
    assert "[rounds.no-spec]" in done.stderr


def test_a_file_that_is_not_there_is_told(tmp_path):
    done = run("compare", write(tmp_path), tmp_path / "none.yaml")

    assert 1 == done.exit_code
    assert "[rounds.not-read]" in done.stderr


def test_an_archive_brings_the_data_of_its_figures(tmp_path):
    """What was read is read again from the copies inside the archive, term lists too, whatever the folder."""
    terms = "review: {terms: [lists/own.yaml]}\nsources:\n"
    source = ("sources:\n", f"{terms}  - {{id: table, title: 年报, file: data/d.csv}}\n")
    read = (
        'value: 40.5, unit: "%", as_of: 2029, source: {id: bulletin, at: 第3页}',
        'unit: "%", as_of: 2029, source: {id: table, column: 数, row: 项=达标率}',
    )
    spec = write(tmp_path / "a", source, read)
    for folder in ("data", "lists"):
        (tmp_path / "a" / folder).mkdir()
    (tmp_path / "a" / "data" / "d.csv").write_text("项,数\n达标率,40.5\n", "utf-8")
    (tmp_path / "a" / "lists" / "own.yaml").write_text(
        "format: reportgen-terms/1\nname: 表\nterms: [{standard: 部署, wrong: [布署]}]\n", "utf-8"
    )
    assert 0 == run("build", spec, "--out", tmp_path, "--profile", "archive", "-q").exit_code
    done = run("compare", tmp_path / "report-archive.pdf", write(tmp_path / "b", EDIT), "--format", "json")

    assert 0 == done.exit_code, done.stderr
    (figure,) = json.loads(done.stdout)["figures"]
    assert ("40.5", "41.2") == (figure["old"]["value"], figure["new"]["value"])


def test_two_data_files_of_one_name_keep_apart(tmp_path):
    """Each figure is read again from its own file: nothing differs from the spec itself."""
    source = (
        "sources:\n",
        "sources:\n  - {id: one, title: 甲, file: a/x.csv}\n  - {id: two, title: 乙, file: b/x.csv}\n",
    )
    read = (
        'value: 40.5, unit: "%", as_of: 2029, source: {id: bulletin, at: 第3页}',
        'unit: "%", as_of: 2029, source: {id: two, column: 数, row: 项=率}, '
        "baseline: {source: {id: one, column: 数, row: 项=率}}",
    )
    spec = write(tmp_path / "s", source, read)
    for folder, value in (("a", "20"), ("b", "41.2")):
        (tmp_path / "s" / folder).mkdir()
        (tmp_path / "s" / folder / "x.csv").write_text(f"项,数\n率,{value}\n", "utf-8")
    assert 0 == run("build", spec, "--out", tmp_path, "--profile", "archive", "-q").exit_code
    done = run("compare", tmp_path / "report-archive.pdf", spec, "--format", "json")

    assert 0 == done.exit_code, done.stderr
    assert [] == json.loads(done.stdout)["figures"]


def test_reports_of_two_rows_are_compared_as_they_were_filled_in(tmp_path):
    """Not the examples of their template."""
    (tmp_path / "t.yaml").write_text(TEMPLATE, "utf-8")
    (tmp_path / "rows.csv").write_text("区,率\n青区,30.00\n南区,30.10\n", "utf-8")
    made = run(
        *("batch", tmp_path / "t.yaml", "--rows", tmp_path / "rows.csv", "--out", tmp_path / "o"),
        *("--name", "{区}", "--profile", "archive", "--jobs", "1", "-q"),
    )
    assert 0 == made.exit_code, made.stderr
    done = run("compare", tmp_path / "o" / "青区.pdf", tmp_path / "o" / "南区.pdf", "--format", "json")

    assert 0 == done.exit_code, done.stderr
    (figure,) = json.loads(done.stdout)["figures"]
    assert ("30.00", "30.10") == (figure["old"]["value"], figure["new"]["value"])
