"""Figures typed into the text of a report, held against its metrics and against each other.

`findings` is the door. Each text is read once (`prose`, `scan`) and given to every check; each check has one
idea and a module of its own. What a check is not sure of it does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.content.paper_text import PaperString
from reportgen.core.diagnostics import Diagnostic
from reportgen.core.places import Places
from reportgen.data.metrics import DataModel
from reportgen.review.figures.changes import change_findings
from reportgen.review.figures.facts import Facts
from reportgen.review.figures.finder import finder_of
from reportgen.review.figures.literals import literal_findings
from reportgen.review.figures.qualifiers import qualifier_findings
from reportgen.review.figures.ranks import rank_findings
from reportgen.review.figures.reading import reading
from reportgen.review.figures.styles import count_styles, style_findings
from reportgen.review.figures.sums import sum_findings
from reportgen.review.figures.tables import table_findings
from reportgen.review.figures.texts import proses, tables
from reportgen.spec.schema import ReportSpec

__all__ = ["findings"]


def findings(
    spec: ReportSpec, places: Places, data: DataModel, texts: Iterable[PaperString]
) -> Iterator[Diagnostic]:
    """What is wrong with the figures in `texts` (those of `content.paper_text`) and in the tables of `spec`.

    Names and set phrases under `review` are never touched.
    """
    declared = finder_of((*spec.review.names, *spec.review.allow))
    readings = [reading(prose, places, declared) for prose in proses(spec, texts)]
    facts = Facts(data)
    for one in readings:
        yield from qualifier_findings(one, data.metrics)
        if one.figures:
            yield from literal_findings(one, facts)
            yield from change_findings(one, facts)
            yield from sum_findings(one, facts)
            yield from rank_findings(one, facts)
    yield from style_findings(readings, data)
    yield from count_styles(spec, data, places)
    for path, block in tables(spec):
        yield from table_findings(path, block, facts, places)
