"""The rules that reach over several fields, on a spec that fits the schema: the list of rules and what they share.

`references` asks whether what is named exists, `rules` whether the parts of an entry fit each other, `anomalies`
whether the facts hold together, `images` whether the files are there.
"""

from __future__ import annotations

from pathlib import Path

from reportgen.core.diagnostics import Diagnostic
from reportgen.core.places import Places
from reportgen.spec.anomalies import anomalies
from reportgen.spec.declared import Declared, declared
from reportgen.spec.images import check_images
from reportgen.spec.references import check_ids, check_references
from reportgen.spec.rules import check_rules
from reportgen.spec.schema import ReportSpec


def check_spec(
    spec: ReportSpec, places: Places, names: Declared | None = None, *, root: Path | None, delivered: bool
) -> list[Diagnostic]:
    """Findings of every rule that needs the spec alone, in no order.

    `names` are the ids that count as known (default: those of `spec`). Images are looked for below `root`, if it is
    given. `delivered`: pending photos will be missing from the output, which is worth a warning; else a note.
    """
    names = names or declared(spec.model_dump())
    findings = [*check_ids(spec, places), *check_rules(spec, places), *anomalies(spec, places)]
    findings += check_images(spec, places, root, delivered)
    if names.is_complete:
        findings += check_references(spec, places, names)
    return findings
