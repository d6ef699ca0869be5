"""The rows of a batch held against the parameters of its template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, Span, error, has_errors, in_order, note
from reportgen.pipeline.rows import ReadRow, read_rows

if TYPE_CHECKING:
    from reportgen.spec.schema import ReportSpec


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a batch, with nothing in them but what the template asks for; none if there are errors."""

    rows: tuple[ReadRow, ...]
    parameters: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


def rows_for(spec: ReportSpec, spec_file: str, path: Path, sheet: str = "", query: str = "") -> Rows:
    """The rows of the table at `path`, or of a query on it, for the template `spec`.

    A value that is missing in a row is no fault of the table: that row will fail by itself. Codes besides
    those of reading: `rows.no-parameters`, `rows.no-column`, `rows.unused-column`.
    """
    wanted = tuple(parameter.name for parameter in spec.parameters)
    if not wanted:
        return Rows((), (), (_no_parameters(spec_file),))
    read = read_rows(path, sheet, query)
    findings = list(read.findings)
    if read.columns:
        findings += [_no_column(name, read.file, read.columns) for name in wanted if name not in read.columns]
        if unused := [name for name in read.columns if name not in wanted]:
            findings.append(_unused(unused, read.file))
    if has_errors(findings):
        return Rows((), wanted, in_order(findings))
    rows = tuple(
        replace(row, values={name: row.values[name] for name in wanted if name in row.values})
        for row in read.rows
    )
    return Rows(rows, wanted, in_order(findings))


def _no_parameters(file: str) -> Diagnostic:
    return error(
        "rows.no-parameters",
        Span(file, 1, 1),
        zh="这份报告不是模板：没有 parameters，各份会一模一样",
        en="this report is no template: without parameters all would be the same",
        hints=(
            Message(
                "列出各份不同的地方：parameters: [{name: 区名, example: 青禾区}]，再在正文里写 <<区名>>",
                "list what differs: parameters: [{name: district, example: Qinghe}], and write <<district>>",
            ),
        ),
    )


def _no_column(name: str, file: str, columns: tuple[str, ...]) -> Diagnostic:
    listed = columns[:12]
    return error(
        "rows.no-column",
        Span(file, 1, 1),
        zh=f"表里没有“{name}”这一列，模板要用",
        en=f'the table has no column "{name}", which the template needs',
        hints=(Message(f"有：{'、'.join(listed)}", f"there is: {', '.join(listed)}"),),
    )


def _unused(names: list[str], file: str) -> Diagnostic:
    return note(
        "rows.unused-column",
        Span(file, 1, 1),
        zh=f"模板没有用到的列：{'、'.join(names)}",
        en=f"columns that the template does not use: {', '.join(names)}",
    )
