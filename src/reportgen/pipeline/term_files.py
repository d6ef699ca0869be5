"""Which term lists a report is held against: those of the program and those that it names."""

from __future__ import annotations

from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, error
from reportgen.core.places import Places
from reportgen.pipeline.files import asset_file
from reportgen.review.words import Terms
from reportgen.spec.schema import ReportSpec
from reportgen.spec.terms import Term, load_terms


def terms_of(
    spec: ReportSpec, places: Places, base: Path, assets: Path | None = None
) -> tuple[Terms, tuple[Diagnostic, ...]]:
    """The terms, those of later lists over earlier ones, and what is wrong with the lists.

    Files that the spec names are looked for from the folder `base`. Codes: `review.no-terms` where one is
    missing, and those of `spec.terms`.
    """
    terms: list[Term] = []
    findings: list[Diagnostic] = []
    files = sorted(asset_file("terms", assets).glob("*.yaml")) if spec.review.builtin_terms else []
    for index, name in enumerate(spec.review.terms):
        path = base / name
        if path.is_file():
            files.append(path)
        else:
            findings.append(
                error(
                    "review.no-terms",
                    places.value(("review", "terms", index)),
                    zh=f"找不到术语表 {name}",
                    en=f"there is no term list {name}",
                )
            )
    for path in files:
        given, found = load_terms(path)
        terms += given
        findings += found
    return Terms(tuple(terms)), tuple(findings)
