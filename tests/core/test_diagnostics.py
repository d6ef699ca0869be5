"""Findings sort by place and say where they belong."""

from __future__ import annotations

from reportgen.core.diagnostics import Span, error, has_errors, in_order, note, warning


def test_findings_are_sorted_by_place_and_repeats_dropped():
    late = error("a.late", Span("r.yaml", 9, 1), zh="晚", en="late")
    early = warning("a.early", Span("r.yaml", 2, 5), zh="早", en="early")
    nowhere = note("a.nowhere", None, zh="无", en="nowhere")

    assert (early, late, nowhere) == in_order([nowhere, late, early, late])


def test_only_errors_stop():
    assert has_errors([error("a.b", None, zh="错", en="wrong")])
    assert not has_errors([warning("a.b", None, zh="险", en="odd")])


def test_a_finding_reads_like_a_compiler_message():
    found = error("spec.unknown-metric", Span("report.yaml", 41, 13), zh="没有", en="no metric")

    assert "report.yaml:41:13: error: no metric [spec.unknown-metric]" == str(found)
