"""A report around a text, and what the review of words says of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportgen.content.paper_text import paper_strings
from reportgen.core.diagnostics import Diagnostic
from reportgen.review.words import Terms, findings, report_date
from reportgen.spec.load import load_spec_text
from reportgen.spec.terms import Term, load_terms

LISTS = Path(__file__).resolve().parents[3] / "assets" / "terms"
HEAD = """\
format: reportgen/1
document: {title: 试, organisation: 某区, congress: {name: 大会, date: 2026-08}}
"""  # lines 1 and 2


@cache
def builtin() -> Terms:
    """The lists that come with the program."""
    terms: list[Term] = []
    for path in sorted(LISTS.glob("*.yaml")):
        given = load_terms(path)
        assert given.findings == ()
        terms += given.terms
    return Terms(tuple(terms))


def review_spec(text: str, terms: Terms | None = None) -> list[Diagnostic]:
    """What the review says of a whole spec."""
    loaded = load_spec_text(text)
    assert loaded.spec is not None, "\n".join(map(str, loaded.findings))
    strings = paper_strings(loaded.spec)
    date = report_date(loaded.spec)
    return list(findings(loaded.spec, loaded.places, strings, terms or builtin(), date=date))


def with_text(prose: str, top: str = "", head: str = HEAD) -> str:
    """A spec whose only text is `prose`, in a literal block."""
    lines = "".join(f"          {line}\n" for line in prose.split("\n"))
    return f"{head}{top}sections:\n  - id: s\n    title: 章\n    blocks:\n      - text: |\n{lines}"


def review(prose: str, top: str = "", terms: Terms | None = None, head: str = HEAD) -> list[Diagnostic]:
    """Findings on a text (from line 8, column 11 on without `top`) in a report with the parts `top`."""
    return review_spec(with_text(prose, top, head), terms)


def said(found: list[Diagnostic]) -> list[tuple[str, str]]:
    """Severity and code of each finding."""
    return [(item.severity.value, item.code) for item in found]
