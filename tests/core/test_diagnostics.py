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


def test_a_finding_on_paper_says_its_page():
    found = note("layout.widow", Span("r.yaml", 4, 9), zh="孤行", en="widow", page="12", path="sections.a")

    assert "r.yaml:4:9: note: widow (page 12) [layout.widow]" == str(found)
    assert "sections.a" == found.path


def test_findings_of_one_place_follow_their_pages():
    """Page 9 comes before page 10; the same sentence on two pages is no repeat."""
    at = Span("r.yaml", 4, 9)
    ninth, tenth = (warning("a.b", at, zh="险", en="odd", page=page) for page in ("9", "10"))

    assert (ninth, tenth) == in_order([tenth, ninth, tenth])
