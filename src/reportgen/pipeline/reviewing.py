"""What a report says, held against its own figures, term lists, roster and kind of publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.core.diagnostics import Diagnostic
    from reportgen.core.places import Places, SpecPath
    from reportgen.data.metrics import DataModel
    from reportgen.spec.schema import ReportSpec

Texts = Sequence[tuple["SpecPath", str, str]]  # path, text and role, as `content.paper_text` gives them


def reviewed(
    spec: ReportSpec, places: Places, model: DataModel, texts: Texts, base: Path, assets: Path | None
) -> Iterator[Diagnostic]:
    """Everything that `review` finds in `texts`; `base` is the folder of the spec."""
    from reportgen.pipeline.term_files import terms_of
    from reportgen.review import figures, words

    yield from figures.findings(spec, places, model, texts)
    terms, unreadable = terms_of(spec, places, base, assets)
    yield from unreadable
    yield from words.findings(spec, places, texts, terms, date=words.report_date(spec))
