"""The outcome of a preflight as a program reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from reportgen.core.diagnostics import Language, Message, Severity
from reportgen.preflight.verdict import Finding, Verdict


def record(
    verdict: Verdict, titles: Mapping[str, Message], language: Language, *, strict: bool
) -> dict[str, object]:
    """One file in the JSON form; what is not known is null."""
    return {
        "file": verdict.file,
        "passes": verdict.passes(strict=strict),
        "profile": verdict.profile,
        "claims": list(verdict.claims.names),
        "pages": verdict.pages,
        "trim_mm": list(verdict.trim) if verdict.trim else None,
        "version": verdict.version or None,
        "bytes": verdict.size,
        "language": verdict.language or None,
        "counts": {severity.value: verdict.count(severity) for severity in Severity},
        "more": dict(sorted(verdict.more.items())),
        "findings": [_finding(finding, titles, language) for finding in verdict.findings],
    }


def render_json(records: Sequence[Mapping[str, object]]) -> str:
    """`{"files": [...]}`, findings a line each, so that two results can be compared line by line."""
    files = []
    for each in records:
        findings = each["findings"]
        assert isinstance(findings, list), "made by `record`"
        head = json.dumps({**each, "findings": []}, ensure_ascii=False)
        lines = ",\n    ".join(json.dumps(finding, ensure_ascii=False) for finding in findings)
        files.append(head[:-2] + (f"\n    {lines}\n  " if lines else "") + "]}")
    return '{"files": [\n  ' + ",\n  ".join(files) + "\n]}\n"


def _finding(finding: Finding, titles: Mapping[str, Message], language: Language) -> dict[str, object]:
    place = finding.place
    return {
        "severity": finding.severity.value,
        "code": finding.rule,
        "title": titles[finding.rule].text(language),
        "clause": finding.clause,
        "message": finding.message.text(language),
        "page": finding.page or None,
        "label": finding.label or None,
        "place_mm": [place.left, place.top, place.width, place.height] if place else None,
        "objects": list(finding.objects),
        "resource": finding.resource or None,
        "cure": finding.cure.text(language),
    }
