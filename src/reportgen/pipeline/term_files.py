"""Which term lists a report is held against: those of the program and those that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.core.diagnostics import Diagnostic, error
from reportgen.core.places import Places
from reportgen.pipeline.files import asset_file
from reportgen.review.words import Terms
from reportgen.spec.schema import ReportSpec
from reportgen.spec.terms import Term, load_terms


@dataclass(frozen=True, slots=True)
class TermFiles:
    """The terms of all lists, what is wrong with them, and the digests of those that the spec names.

    A digest is that of the bytes which were read, so a file that changes afterwards is not vouched for.
    """

    terms: Terms
    findings: tuple[Diagnostic, ...]
    digests: Mapping[str, str]


def terms_of(spec: ReportSpec, places: Places, base: Path, assets: Path | None = None) -> TermFiles:
    """The terms, those of later lists over earlier ones.

    Files that the spec names are looked for from the folder `base`. Codes: `review.no-terms` where one is
    missing, and those of `spec.terms`.
    """
    terms: list[Term] = []
    digests: dict[str, str] = {}
    findings: list[Diagnostic] = []
    own = sorted(asset_file("terms", assets).glob("*.yaml")) if spec.review.builtin_terms else []
    files = [("", path) for path in own]
    for index, name in enumerate(spec.review.terms):
        path = base / name
        if path.is_file():
            files.append((name, path))
        else:
            findings.append(
                error(
                    "review.no-terms",
                    places.value(("review", "terms", index)),
                    zh=f"找不到术语表 {name}",
                    en=f"there is no term list {name}",
                )
            )
    for name, path in files:
        given = load_terms(path)
        terms += given.terms
        findings += given.findings
        if name:
            digests[name] = given.digest
    return TermFiles(Terms(tuple(terms)), tuple(findings), digests)
