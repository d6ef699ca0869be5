"""What the printing house is told of a job, gathered from the spec and from the pages as they are bound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from reportgen.core.geometry import mm
from reportgen.core.paged import PagedDocument
from reportgen.pipeline.job_sheet import PrintJob
from reportgen.pipeline.print_faults import colours_of

if TYPE_CHECKING:
    from reportgen.core.diagnostics import Language
    from reportgen.pdf import Condition
    from reportgen.pipeline.binding import Bound
    from reportgen.spec.schema import PressSpec


def print_job(
    document: Mapping[str, str],
    press: PressSpec,
    condition: Condition,
    book: Bound,
    made: datetime | None,
    language: Language,
) -> PrintJob:
    """The job of a bound book; `document` is that part of the build record."""
    parts = [pages for pages in (book.pages, book.cover) if pages is not None]
    return PrintJob(
        title=document.get("title", ""),
        organisation=document.get("organisation", ""),
        edition=" ".join(filter(None, (document.get("congress"), document.get("edition")))),
        date=f"{made:%Y-%m-%d}" if made else "",
        condition=condition.identifier,
        paper=press.paper,
        weight=_written(press.paper_weight),
        caliper=_written(press.caliper),
        most_ink=round(condition.most_ink * 100),
        spots=_spots(parts),
        binding=press.binding,
        creep=press.creep,
        spine=book.spine_mm,
        spine_is_estimate=press.caliper is None,
        bleed=round(book.pages.bleed / mm(1), 1),
        marks=press.marks,
        quantity=press.quantity,
        contact=press.contact,
        remarks=press.remarks,
        language=language,
    )


def _written(figure: object) -> str:
    return "" if figure is None else str(figure)


def _spots(parts: Iterable[PagedDocument]) -> tuple[str, ...]:
    """The inks besides the four, by name."""
    return tuple(sorted({colour.spot for part in parts for colour in colours_of(part) if colour.spot}))
