"""The data of a chart as CSV, for the archive: what is drawn can be read by any program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from reportgen.content.plan import ChartPlan
from reportgen.core.diagnostics import language_of

_HEADS = {
    "zh": ("项目", "系列", "数值", "限定词", "单位", "印出"),
    "en": ("item", "series", "value", "qualifier", "unit", "printed"),
}
_RANK_HEADS = {
    "zh": ("范围", "位次", "总数", "项数", "印出"),
    "en": ("scope", "place", "of", "count", "printed"),
}


def chart_csv(plan: ChartPlan) -> bytes:
    """Every value of `plan` in a row of its own, UTF-8 with a byte order mark, as spreadsheets want it.

    A missing value has no number; a bound has its words in a column of their own.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(_ranks(plan) if plan.ranks or plan.rank_groups else _values(plan))
    return out.getvalue().encode("utf-8-sig")


def _values(plan: ChartPlan) -> Iterator[Sequence[str]]:
    yield _HEADS[language_of(plan.language)]
    for series in plan.series:
        for label, point in zip(plan.labels, series.points, strict=True):
            value = point.value
            qualifier = value.qualifier.words if value and value.qualifier else ""
            yield (label, series.name, str(value.value) if value else "", qualifier, plan.unit, point.text)


def _ranks(plan: ChartPlan) -> Iterator[Sequence[str]]:
    yield _RANK_HEADS[language_of(plan.language)]
    for row in plan.ranks:
        yield (row.scope, str(row.position), "" if row.of is None else str(row.of), "1", row.text)
    for group in plan.rank_groups:
        yield (
            group.scope,
            "" if group.position is None else str(group.position),
            "",
            str(group.count),
            group.text,
        )
