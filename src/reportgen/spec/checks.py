"""The rules that reach over several fields, also where the schema already found errors.

`references` asks whether what is named exists, `rules` whether the parts of an entry fit each other,
`anomalies` whether the facts hold together, `images` whether the files are there.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import Any

from reportgen.core.diagnostics import Diagnostic
from reportgen.core.places import Places
from reportgen.spec.anomalies import anomalies
from reportgen.spec.declared import declared
from reportgen.spec.images import check_images
from reportgen.spec.references import check_ids, check_prose, check_references
from reportgen.spec.rules import check_rules
from reportgen.spec.schema import ReportSpec
from reportgen.spec.source_rules import check_sources


def check_spec(
    spec: ReportSpec,
    places: Places,
    value: Any,
    *,
    root: Path | None,
    delivered: bool,
    incomplete_lines: Container[int] = (),
) -> list[Diagnostic]:
    """Findings of every rule that needs the spec alone, in no order.

    `value` is the file as plain values: ids declared in faulty entries count, though `spec` has lost
    them. Images are looked for below `root`, if it is given. `delivered`: pending photos will be
    missing from the output, which is worth a warning; else a note. On `incomplete_lines` stand entries
    that are not whole: rules for whole ones do not apply.
    """
    names = declared(value)
    whole = [*check_rules(spec, places), *check_sources(spec, places), *anomalies(spec, places)]
    findings = [item for item in whole if not (item.span and item.span.line in incomplete_lines)]
    findings += check_images(spec, places, root, delivered)
    if names.is_complete:
        findings += check_references(spec, places, names)
    return findings


__all__ = ["check_ids", "check_prose", "check_spec"]
