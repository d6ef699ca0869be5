"""Cards and key figures: one figure each, with what the metric has to say about it."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.content.blocks import Card, FigureText, KeyFigure, part_id
from reportgen.content.figures import figure_text, rich_pieces, rich_quantity
from reportgen.content.scope import Scope, SectionName
from reportgen.core.paged import NodeId
from reportgen.core.places import SpecPath
from reportgen.core.text import RichText, joined
from reportgen.data.dates import date_text
from reportgen.data.format import FILTERS, direction_of, pieces, rank_pieces, text_of, time_text
from reportgen.data.metrics import Metric, Rank
from reportgen.data.requested import with_permille
from reportgen.spec.schema import CardSpec
from reportgen.spec.schema import KeyFigure as KeyFigureSpec


def cards(scope: Scope, entries: Sequence[str | CardSpec], path: SpecPath, node: NodeId) -> tuple[Card, ...]:
    """The cards listed at `path`; a card of an unknown metric is left out."""
    found = (_card(scope, entry, (*path, i), part_id(node, i)) for i, entry in enumerate(entries))
    return tuple(card for card in found if card is not None)


def _card(scope: Scope, entry: str | CardSpec, path: SpecPath, node: NodeId) -> Card | None:
    given = CardSpec(metric=entry) if isinstance(entry, str) else entry
    metric = scope.metric(given.metric)
    if metric is None:
        return None
    badge = badge_rank(metric)
    section = scope.section_of(metric) or _own_section(scope, path)
    return Card(
        id=node,
        figure=figure_text(metric, scope.language, scope.data.style),
        name=given.name or metric.name,
        note=metric_note(scope, metric) if given.note is None else scope.line(given.note, (*path, "note")),
        badge=text_of(rank_pieces(badge, scope.language)) if badge else "",
        section_label=section.label if section else "",
        lead=given.lead,
        origin=scope.span(path),
        metric=metric.id,
    )


def _own_section(scope: Scope, path: SpecPath) -> SectionName | None:
    """The chapter a card stands in; other sections (the overview) say nothing about their cards."""
    assert path[0] == "sections", "cards stand in sections"
    index = path[1]
    return next((s for s in scope.sections.values() if s.index == index and s.numeral), None)


def badge_rank(metric: Metric) -> Rank | None:
    """The rank worth a badge: an exact place, and not already the figure itself. Never a multiple."""
    if metric.value is None:
        return None
    return next((rank for rank in metric.ranks if rank.position is not None), None)


def metric_note(scope: Scope, metric: Metric) -> RichText:
    """The line below a card's name, from the metric: where it came from, ranks, multiple, growth, time.

    That a date is missing is said in drafts only; in delivered files the table of metrics says it.
    """
    words, parts = scope.words, list[RichText]()
    if metric.baseline is not None:
        parts.append(_start(scope, metric))
    if metric.breakdown:
        parts.append(_form(metric, "breakdown", scope))
    badge = badge_rank(metric)
    for rank in metric.ranks:
        if rank is badge:
            continue
        if metric.value is None and rank.position is not None:
            parts.append(RichText(rank.scope))  # its place stands as the figure
        else:
            text = rich_pieces(rank_pieces(rank, scope.language), metric.id)
            parts.append(text if rank.position else _template(words.standing, text))
    if metric.multiple:
        parts.append(_template(words.multiple, _form(metric, "multiple", scope)))
    if metric.growth:
        compared = metric.growth.compared_with
        parts.append(_form(metric, "growth", scope))
        if compared:
            parts.append(RichText(compared))
    time = time_text(metric, scope.language)
    if time:
        parts.append(RichText(time))
    elif scope.keep_pending:
        parts.append(RichText(words.time_undated))
    out: list[RichText | str] = []
    for part in parts:
        if out:
            out.append(words.semicolon)
        out.append(part)
    return joined(out, metric.origin)


def _start(scope: Scope, metric: Metric) -> RichText:
    """由不足1%提高, 由2016年的20%提高."""
    assert metric.baseline is not None, "only metrics with a baseline have a start"
    words = scope.words
    given = with_permille(metric, scope.data.style)
    assert given.baseline is not None
    value = rich_quantity(given.baseline, given.unit, metric.id, scope.language, scope.data.style)
    if metric.baseline_as_of:
        date = date_text(metric.baseline_as_of, scope.language)
        value = joined([words.of_date.format(date), value])
    direction = direction_of(metric.change)
    if not direction:
        return _template(words.from_open, value)
    if metric.is_percent:
        return _template(words.from_up if direction > 0 else words.from_down, value)
    return _template(words.from_more if direction > 0 else words.from_fewer, value)


def _template(template: str, value: RichText) -> RichText:
    before, _, after = template.partition("{}")
    return joined([before, value, after])


def _form(metric: Metric, form: str, scope: Scope) -> RichText:
    assert form in FILTERS, "forms are those of the table"
    return rich_pieces(pieces(metric, form, scope.language, scope.data.style), metric.id)


def key_figure(scope: Scope, given: KeyFigureSpec | None) -> KeyFigure | None:
    """What stands for a section in the contents: a metric's figure, or a word."""
    if given is None:
        return None
    if given.metric is None:
        return KeyFigure(FigureText("", given.word, "", "", is_word=True), given.name)
    metric = scope.metric(given.metric)
    if metric is None:
        return None
    figure = figure_text(metric, scope.language, scope.data.style)
    return KeyFigure(figure, given.name or metric.name, metric.id)
