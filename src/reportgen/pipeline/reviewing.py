"""What a report says, held against its own figures, term lists, roster and kind of publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.core.diagnostics import Diagnostic
    from reportgen.core.places import Places, SpecPath
    from reportgen.data.metrics import DataModel
    from reportgen.pipeline.term_files import TermFiles
    from reportgen.spec.schema import ReportSpec

Texts = Sequence[tuple["SpecPath", str, str]]  # path, text and role, as `content.paper_text` gives them


def reviewed(
    spec: ReportSpec, places: Places, model: DataModel, texts: Texts, lists: TermFiles
) -> Iterator[Diagnostic]:
    """Everything that `review` finds in `texts`; `lists` are the terms that it is held against."""
    from reportgen.review import figures, words

    yield from figures.findings(spec, places, model, texts)
    yield from lists.findings
    yield from words.findings(spec, places, texts, lists.terms, date=words.report_date(spec))
