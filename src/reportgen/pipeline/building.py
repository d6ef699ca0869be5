"""From a spec to a PDF beside the last good one, renamed when it is whole."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, error, in_order
from reportgen.pipeline.checking import Checked, check, is_fit_to_print
from reportgen.pipeline.clock import Clock
from reportgen.pipeline.files import replaced
from reportgen.pipeline.memory import rare_collections

if TYPE_CHECKING:
    from reportgen.content.blocks import Document
    from reportgen.content.plan import ChartPlan
    from reportgen.core.paged import Drawing, PagedDocument, Tag
    from reportgen.core.theme import Theme
    from reportgen.typeset.fonts import FontBook

DRAFT = "draft"
DELIVERED = "web"
PROFILES = (DELIVERED, DRAFT)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to. `output` is None where nothing was written."""

    checked: Checked
    output: Path | None
    pages: int
    findings: tuple[Diagnostic, ...]


def output_name(spec: Path, profile: str) -> str:
    """The name of the file a profile makes: report.pdf, report-draft.pdf."""
    return f"{spec.stem}.pdf" if profile == DELIVERED else f"{spec.stem}-{profile}.pdf"


def build(
    path: Path,
    out: Path,
    *,
    profile: str = DELIVERED,
    strict: bool = False,
    fonts: Path | None = None,
    assets: Path | None = None,
    clock: Clock | None = None,
) -> Built:
    """Build the spec at `path` into the folder `out`; with errors nothing is written or touched."""
    with rare_collections():
        return _build(path, out, profile, strict, fonts, assets, clock or Clock())


def _build(
    path: Path,
    out: Path,
    profile: str,
    strict: bool,
    fonts: Path | None,
    assets: Path | None,
    clock: Clock,
) -> Built:
    checked = check(path, keep_pending=profile == DRAFT, fonts=fonts, assets=assets, clock=clock)
    document, theme, book = checked.document, checked.theme, checked.fonts
    if document is None or book is None or not is_fit_to_print(checked.findings, strict=strict):
        return Built(checked, None, 0, checked.findings)
    assert theme is not None, "a spec without errors came without its theme"
    # the spec is large, and nothing after this stage asks for it
    checked = replace(checked, loaded=checked.loaded.without_spec())
    with clock.stage("layout"):
        from reportgen.layout.pages import lay_out

        draw = chart_drawer(theme, book, clock)
        paged, found = lay_out(described(document), theme, book, draw, checked.segment)
    findings = in_order([*checked.findings, *found])
    if not is_fit_to_print(findings, strict=strict):
        return Built(checked, None, 0, findings)
    target = out / output_name(path, profile)
    with clock.stage("pdf"):
        try:
            _write(paged, book, target, profile)
        except OSError as problem:
            return Built(checked, None, 0, in_order([*findings, _not_written(out, problem)]))
    return Built(checked, target, len(paged.pages), findings)


def described(document: Document) -> Document:
    """`document` with the alternative texts of its charts, which are made from their data."""
    from reportgen.content.blocks import Chart
    from reportgen.content.tree import with_alts

    charts = [block for section in document.sections for block in section.blocks if isinstance(block, Chart)]
    if not charts:
        return document
    from reportgen.charts.describe import alt_text

    alts = {chart.id: alt_text(chart.plan) for chart in charts}
    return replace(document, tree=with_alts(document.tree, alts))


def chart_drawer(theme: Theme, fonts: FontBook, clock: Clock) -> Callable[[ChartPlan, float, Tag], Drawing]:
    """Draws charts in the theme's look and counts their time as `charts`, not as layout."""

    def draw_chart(plan: ChartPlan, width: float, tag: Tag) -> Drawing:
        wall, cpu = time.perf_counter(), time.process_time()
        from reportgen.charts.draw import draw
        from reportgen.charts.look import chart_look

        drawing = draw(plan, width, chart_look(theme), fonts, tag)
        clock.take("layout", "charts", time.perf_counter() - wall, time.process_time() - cpu)
        return drawing

    return draw_chart


def _write(paged: PagedDocument, fonts: FontBook, target: Path, profile: str) -> None:
    from reportgen import __version__
    from reportgen.pdf import PROFILES as PDF_PROFILES
    from reportgen.pdf import write_pdf

    with replaced(target) as stream:
        write_pdf(paged, fonts, stream, profile=PDF_PROFILES[profile], producer=f"reportgen {__version__}")


def _not_written(out: Path, problem: OSError) -> Diagnostic:
    reason = problem.strerror or str(problem)
    return error(
        "output.not-written",
        None,
        zh=f"无法写入 {out}：{reason}；原有文件没有改动",
        en=f"cannot write to {out}: {reason}; what was there is untouched",
    )
