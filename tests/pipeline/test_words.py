"""The review of words in a check: lists of the program and of the report, places in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.pipeline.checking import check

SPEC = """\
format: reportgen/1
document: {{title: 试, organisation: 某区, congress: {{name: 第五次, date: 2026-08-01}}}}
review: {review}
sections:
  - id: s
    title: 章
    blocks:
      - text: >
          民政窗口
          按装新设备，
          说甲话。
"""
LIST = "format: reportgen-terms/1\nname: 本区\nterms: [{standard: 乙话, wrong: [甲话], level: warning}]\n"


@pytest.fixture
def found(tmp_path):
    """`found(review)`: codes with line and column, and the name of the file they are in."""

    def run(review: str, terms: str = LIST) -> list[tuple[str, str, int, int]]:
        (tmp_path / "report.yaml").write_text(SPEC.format(review=review), "utf-8")
        (tmp_path / "own.yaml").write_text(terms, "utf-8")
        return [
            (item.code, Path(item.span.file).name, item.span.line, item.span.column)
            for item in check(tmp_path / "report.yaml").findings
            if item.span
        ]

    return run


def test_the_lists_of_the_program_count_unless_switched_off(found):
    assert [("review.term", "report.yaml", 10, 11)] == found("{publication: open}")
    assert [] == found("{builtin_terms: false}")


def test_a_report_has_lists_of_its_own(found):
    """Named from the report's folder."""
    assert [("review.term", "report.yaml", 11, 12)] == found("{builtin_terms: false, terms: [own.yaml]}")


def test_a_missing_list_is_an_error_at_its_name(found):
    assert [("review.no-terms", "report.yaml", 3, 40)] == found("{builtin_terms: false, terms: [a.yaml]}")


def test_faults_of_a_list_are_told_in_its_own_file(found):
    [fault] = found("{builtin_terms: false, terms: [own.yaml]}", LIST.replace("wrong", "wrnog"))

    assert ("spec.unknown-key", "own.yaml", 3) == fault[:3]


@pytest.mark.parametrize(
    ("prose", "code", "column"),
    [
        ("甲乙,丙", "text.half-width", 13),
        ("甲乙。。丙", "text.doubled-mark", 13),
        ("甲乙“丙", "text.unpaired", 13),
        ("甲《乙丙", "text.unpaired", 12),
    ],
)
def test_b07_odd_marks_are_told_with_their_place(tmp_path, prose, code, column):
    """B07: half-width marks, marks typed twice, marks without a partner."""
    path = tmp_path / "report.yaml"
    path.write_text(SPEC.format(review="{publication: open}").replace("说甲话", prose), "utf-8")
    places = {item.code: (item.span.line, item.span.column) for item in check(path).findings if item.span}

    assert (11, column) == places[code]


def test_b07_sound_marks_pass(tmp_path):
    path = tmp_path / "report.yaml"
    text = SPEC.format(review="{publication: open}").replace("说甲话", "“甲”《乙》（丙），丁；戊：3,000")
    path.write_text(text, "utf-8")

    assert [] == [item for item in check(path).findings if item.code.startswith("text.")]
