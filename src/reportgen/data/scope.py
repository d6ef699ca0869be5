"""What the formulas of a report can name: its metrics, their baselines, and the columns of its data files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.core.diagnostics import Message
from reportgen.data.expression.amounts import Amount, amount
from reportgen.data.expression.dimensions import dimension
from reportgen.data.expression.nodes import Name
from reportgen.data.expression.problems import FormulaError
from reportgen.data.nearest import did_you_mean
from reportgen.data.records import Metric
from reportgen.data.tables import Table, Tables

Key = tuple[str, str]  # a metric's id, and "" or "baseline"


class FailedBeforeError(Exception):
    """A figure that the formula needs could not be computed, which has been said."""


class FormulaScope:
    """`expression.evaluate.Scope` over the metrics of a report.

    `computed` are the results of formulas so far, None for those that failed; they come before what a metric
    holds.
    """

    def __init__(
        self,
        metrics: Mapping[str, Metric],
        tables: Tables,
        sources: Sequence[str],
        computed: Mapping[Key, Amount | None],
    ) -> None:
        self._metrics = metrics
        self._tables = tables
        self._sources = sources
        self._computed = computed

    def has_metric(self, name: str) -> bool:
        """Whether a metric is called so."""
        return name in self._metrics

    def figure(self, name: Name) -> Amount:
        """A metric or its baseline, computed or as it is."""
        metric = self._metrics.get(name.id)
        if metric is None:
            raise self._unknown(name)
        key = (name.id, name.part)
        if key in self._computed:
            found = self._computed[key]
            if found is None:
                raise FailedBeforeError
            return found
        figure = metric.baseline if name.part else metric.value
        if figure is None:
            what = ("期初值", "baseline") if name.part else ("数值", "value")
            raise FormulaError(
                "missing",
                name.at,
                f"{name.id}（{metric.name}）没有{what[0]}，算不出来",
                f"{name.id} has no {what[1]}, so this cannot be computed",
            )
        return amount(figure, dimension(metric.unit))

    def _unknown(self, name: Name) -> FormulaError:
        spaced = name.id.replace("-", " - ")
        parts = name.id.split("-")
        if len(parts) > 1 and all(part in self._metrics or part.isdecimal() for part in parts):
            hints: tuple[Message, ...] = (
                Message(f"减号两边要空一格：{spaced}", f"put blanks around a minus: {spaced}"),
            )
        elif name.id in self._sources:
            hints = (Message(f"要写出列名：sum({name.id}.列名)", f"name the column: sum({name.id}.column)"),)
        else:
            hints = did_you_mean(name.id, self._metrics)
        return FormulaError(
            "unknown", name.at, f"没有编号为 {name.id} 的指标", f'no metric is called "{name.id}"', hints
        )

    def table(self, name: Name) -> Table:
        """The table of a source."""
        found = self._tables.get(name.id)
        if found is not None:
            return found
        if name.id in self._metrics:
            raise FormulaError(
                "unknown",
                name.at,
                f"指标 {name.id} 只有 {name.id}.baseline，没有 {name.part}",
                f"of the metric {name.id} there is {name.id}.baseline, and no {name.part}",
            )
        if name.id in self._sources:
            raise FormulaError(
                "table",
                name.at,
                f"来源 {name.id} 没有读出表来",
                f"no table has been read from the source {name.id}",
                (Message("来源要写 file，文件要读得出", "the source needs a file that can be read"),),
            )
        raise FormulaError(
            "unknown",
            name.at,
            f"没有编号为 {name.id} 的指标或来源",
            f'no metric and no source is called "{name.id}"',
            did_you_mean(name.id, [*self._metrics, *self._sources]),
        )
