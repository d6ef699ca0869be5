"""The findings that formulas and their print give."""

from __future__ import annotations

from typing import assert_never

from reportgen.core.diagnostics import Diagnostic, Message, Severity, Span, error, warning
from reportgen.data.expression.problems import FormulaError
from reportgen.data.records import Metric


def as_finding(problem: FormulaError, span: Span) -> Diagnostic:
    """The finding for what is wrong with a formula."""
    match problem.kind:
        case "syntax":
            return _finding("formula.syntax", Severity.ERROR, problem, span)
        case "limit":
            return _finding("formula.limit", Severity.ERROR, problem, span)
        case "unknown":
            return _finding("formula.unknown-name", Severity.ERROR, problem, span)
        case "unit":
            return _finding("formula.unit", Severity.ERROR, problem, span)
        case "open":
            return _finding("formula.open", Severity.ERROR, problem, span)
        case "missing":
            return _finding("formula.missing", Severity.ERROR, problem, span)
        case "table":
            return _finding("formula.table", Severity.ERROR, problem, span)
        case "undefined":
            return _finding("formula.undefined", Severity.ERROR, problem, span)
        case _:
            assert_never(problem.kind)


def _finding(code: str, severity: Severity, problem: FormulaError, span: Span) -> Diagnostic:
    return Diagnostic(severity, code, problem.message, span, problem.hints)


def no_conversion(metric: Metric, span: Span) -> Diagnostic:
    """The unit of print measures something else."""
    return error(
        "formula.shown-unit",
        span,
        zh=f"{metric.id}：{metric.unit or '没有单位的数'}不能换算成{metric.shown_in}",
        en=f"{metric.id}: {metric.unit or 'a pure number'} does not convert to {metric.shown_in}",
    )


def unused_decimals(metric: Metric, span: Span) -> Diagnostic:
    """Decimals asked for where nothing is rounded."""
    return warning(
        "formula.unused-decimals",
        span,
        zh=f"{metric.id} 的数值是写定的，照原样印，decimals 不起作用",
        en=f"the value of {metric.id} is typed and printed as it is: decimals do nothing",
        hints=(
            Message(
                "要四舍五入就写 shown_in，或删去 decimals", "convert it by shown_in, or drop the decimals"
            ),
        ),
    )
