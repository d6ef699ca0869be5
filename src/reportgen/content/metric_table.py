"""The table of metrics: every figure with qualifier, unit, time and source, grouped by chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen.content.blocks import Cell, CellAlign, Column, Tone
from reportgen.content.figures import rich_pieces
from reportgen.content.scope import Scope
from reportgen.core.text import RichText, joined
from reportgen.data.dates import table_date
from reportgen.data.format import Piece, Quantity, pieces, quantity, rank_pieces, time_text
from reportgen.data.metrics import Metric
from reportgen.data.qualified import Qualified
from reportgen.data.requested import with_permille


def metric_columns(scope: Scope) -> tuple[Column, ...]:
    """The heads: 章 指标 限定 数值 单位 限定 时间 出处."""
    words = scope.words
    heads = (
        (words.head_chapter, CellAlign.START),
        (words.head_metric, CellAlign.START),
        (words.head_qualifier, CellAlign.START),
        (words.head_value, CellAlign.DECIMAL),
        (words.head_unit, CellAlign.START),
        (words.head_qualifier, CellAlign.START),
        (words.head_time, CellAlign.START),
        (words.head_source, CellAlign.END),
    )
    return tuple(Column(RichText(head), align) for head, align in heads)


def metric_rows(scope: Scope, metrics: Sequence[Metric]) -> tuple[tuple[Cell, ...], ...]:
    """The rows by chapter, its numeral on the first; two ends and a growth rate have rows of their own."""

    def chapter(metric: Metric) -> int:
        section = scope.section_of(metric)
        return section.index if section else len(scope.sections)

    rows: list[tuple[Cell, ...]] = []
    for _, group in groupby(sorted(metrics, key=chapter), key=chapter):
        first = True
        for metric in group:
            section = scope.section_of(metric)
            for row in _rows(scope, metric):
                numeral = section.numeral if section and first else ""
                rows.append((Cell(RichText(numeral), Tone.ACCENT), *row))
                first = False
    return tuple(rows)


def _rows(scope: Scope, metric: Metric) -> Iterator[tuple[Cell, ...]]:
    words, style = scope.words, scope.data.style
    metric = with_permille(metric, style)
    aside = _about(scope, metric)
    time = time_text(metric, scope.language, table=style)
    if metric.baseline is not None:
        date = metric.baseline_as_of
        date = date and table_date(date, scope.language, iso=style.iso_dates)
        yield _row(scope, metric, metric.baseline, metric.unit, [RichText(words.start)], date)
        aside = [RichText(words.end), *aside]
    yield _row(scope, metric, metric.value, metric.unit, aside, time, modifier=metric.modifier)
    if metric.growth is not None:
        growth = metric.growth
        said = [RichText(text) for text in (growth.label, growth.compared_with) if text]
        # The date of the level is not the stretch of time of the rate: it stays unstated.
        yield _row(scope, metric, growth.rate, growth.unit, said, "")


def _about(scope: Scope, metric: Metric) -> list[RichText]:
    """What stands in grey behind the name: ranks and multiple."""
    said = [rich_pieces(rank_pieces(rank, scope.language), metric.id) for rank in metric.ranks]
    if metric.multiple is not None:
        said.append(rich_pieces(pieces(metric, "multiple", scope.language, scope.data.style), metric.id))
    return said


def _row(
    scope: Scope,
    metric: Metric,
    value: Qualified | None,
    unit: str,
    aside: Sequence[RichText],
    time: str,
    *,
    modifier: str = "",
) -> tuple[Cell, ...]:
    words = scope.words
    missing = Quantity("", words.missing_value, "", "")
    parts = quantity(value, unit, scope.language, scope.data.style) if value is not None else missing
    about: list[RichText | str] = []
    for part in aside:
        about += (words.listing, part) if about else (part,)
    citation = metric.citation
    return (
        Cell(RichText(metric.name, (), metric.origin), aside=joined(about)),
        Cell(RichText(modifier + parts.before), Tone.ACCENT),
        Cell(
            rich_pieces((Piece(parts.number),), metric.id, metric.origin),
            Tone.NORMAL if value is not None else Tone.QUIET,
        ),
        Cell(RichText(parts.unit)),
        Cell(RichText(parts.after), Tone.ACCENT),
        Cell(RichText(time)) if time else Cell(RichText(words.undated), Tone.QUIET),
        Cell(RichText((citation.at or citation.source.title) if citation else "")),
    )
