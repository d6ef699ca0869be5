"""Texts as a report of their own, and what the review of figures says of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from reportgen.content.paper_text import paper_strings
from reportgen.core.diagnostics import Diagnostic
from reportgen.data.metrics import bind
from reportgen.review.figures import findings
from reportgen.spec.load import load_spec

DOCUMENT = {"title": "样书", "organisation": "青禾区"}


def spec_text(
    texts: Sequence[str],
    metrics: Sequence[dict[str, Any]] = (),
    *,
    blocks: Sequence[dict[str, Any]] = (),
    review: dict[str, Any] | None = None,
    language: str = "zh-Hans",
) -> str:
    """A spec with each text as a block, in the order given."""
    whole = {
        "format": "reportgen/1",
        "document": {**DOCUMENT, "language": language},
        "review": review or {},
        "metrics": list(metrics),
        "sections": [
            {"id": "a", "title": "综合", "blocks": [{"text": text} for text in texts] + list(blocks)}
        ],
    }
    return yaml.safe_dump(whole, allow_unicode=True, width=10**6, sort_keys=False)


def review(folder: Path, *given: Any, **choices: Any) -> list[Diagnostic]:
    """The findings of the door, in order; arguments as for `spec_text`."""
    path = folder / "report.yaml"
    path.write_text(spec_text(*given, **choices), "utf-8")
    loaded = load_spec(path)
    assert loaded.spec is not None, loaded.findings
    data, _ = bind(loaded.spec, loaded.places)
    return list(findings(loaded.spec, loaded.places, data, paper_strings(loaded.spec)))


def lines(folder: Path) -> list[str]:
    """The lines of the spec that `review` wrote."""
    return (folder / "report.yaml").read_text("utf-8").split("\n")


def said_of(folder: Path, found: Sequence[Diagnostic], text: str) -> list[Diagnostic]:
    """Those of `found` that stand in the line of `text`."""
    written = lines(folder)
    return [
        item
        for item in found
        if any(text in written[span.line - 1] for span in (item.span, *item.also) if span is not None)
    ]
