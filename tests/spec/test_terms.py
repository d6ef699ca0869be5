"""Term lists as files: what is read, and what a faulty one is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.core.diagnostics import Severity
from reportgen.spec.terms import Term, load_terms

ROOT = Path(__file__).resolve().parents[2]

HEAD = "format: reportgen-terms/1\nname: 表\n"


def load(folder: Path, text: str):
    path = folder / "list.yaml"
    path.write_text(text, "utf-8")
    found = load_terms(path)
    return found.terms, found.findings


def test_everything_that_may_be_written(tmp_path):
    terms, found = load(
        tmp_path,
        HEAD
        + "terms:\n"
        + "- {standard: 甲, wrong: [乙, 丙…丁], level: error, valid_from: 2020,\n"
        + "   valid_until: 2021-06-30, successor: 戊,\n"
        + "   passes_in: [乙己], passes_with: [庚], publications: [internal], source: 某文件, note: 某事}\n"
        + "- {standard: 辛, wrong: [壬]}\n",
    )

    assert () == found
    assert (
        Term(
            "甲",
            ("乙", "丙…丁"),
            Severity.ERROR,
            "2020",
            "2021-06-30",
            "戊",
            ("乙己",),
            ("庚",),
            ("internal",),
            "某文件",
            "某事",
        ),
        Term("辛", ("壬",)),
    ) == terms


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("terms: [{standard: 甲}]\n", "terms.no-use", 3, 9),
        ("terms:\n- standard: 甲\n  wrong: [乙]\n  levle: error\n", "spec.unknown-key", 6, 3),
        ("terms:\n- standard: 甲\n  wrong: [乙]\n  level: bad\n", "spec.bad-choice", 6, 10),
        (
            "terms:\n- {standard: 甲, wrong: [乙, 丙]}\n- {standard: 丙, wrong: [丁]}\n",
            "terms.wrong-form",
            4,
            28,
        ),
        ("terms: [{standard: 甲, wrong: ['…']}]\n", "terms.wrong-form", 3, 31),
        ("terms: [{standard: 甲, valid_from: 2021, valid_until: 2020}]\n", "terms.dates", 3, 54),
        ("terms: [{standard: 甲, wrong: [乙], successor: 丙}]\n", "terms.dates", 3, 35),
        ("terms: [{standard: 甲, valid_until: 某年}]\n", "spec.bad-date", 3, 36),
        ("terms: []\n", "spec.too-few", 3, 8),
        ("terms: [{standard: 甲\n", "spec.yaml-unclosed", 3, 9),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path, text, code, line, column):
    """No term of a faulty list is used."""
    terms, found = load(tmp_path, HEAD + text)

    assert () == terms
    assert (code, line, column) in [
        (item.code, item.span.line, item.span.column) for item in found if item.span
    ]


def test_an_empty_file(tmp_path):
    assert ["terms.empty"] == [item.code for item in load(tmp_path, "")[1]]


def test_a_list_in_another_encoding_is_told_so(tmp_path):
    path = tmp_path / "list.yaml"
    path.write_bytes((HEAD + "terms: [{standard: 甲, wrong: [乙]}]\n").encode("gbk"))

    assert ["spec.encoding"] == [item.code for item in load_terms(path).findings]


def test_the_page_on_term_lists_shows_a_list_that_is_read(tmp_path):
    """The example of docs/terms.md is sound, and the table below it lists every key of an entry."""
    page = (ROOT / "docs/terms.md").read_text("utf-8")
    [example] = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    terms, found = load(tmp_path, example)
    rows = re.findall(r"^\| (`.*?`) \|", page, re.MULTILINE)

    assert () == found
    assert 6 == len(terms)
    assert set(Term.__dataclass_fields__) == {key for row in rows for key in re.findall(r"`(\w+)`", row)}


def test_the_lists_of_the_program_are_sound():
    for path in sorted((ROOT / "assets/terms").glob("*.yaml")):
        found = load_terms(path)
        assert (True, ()) == (bool(found.terms), found.findings), path.name
