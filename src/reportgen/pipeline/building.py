"""From a spec to its files beside the last good ones, each renamed when it is whole.

One layout gives every file that is delivered: press, archive and web have equal lines and equal pages. A
draft has places for photos that are still to come, so it has a layout of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.diagnostics import Diagnostic, Message, Span, has_errors, in_order, warning
from reportgen.pipeline.checking import check, is_fit_to_print
from reportgen.pipeline.clock import Clock
from reportgen.pipeline.drawings import DRAWINGS
from reportgen.pipeline.freezing import Held, hold
from reportgen.pipeline.job import Job
from reportgen.pipeline.memory import rare_collections
from reportgen.pipeline.options import DRAFT, PRESS, PROFILES, Built, Laid, Options

__all__ = ["DRAFT", "PROFILES", "Built", "build", "chart_drawer", "described"]

if TYPE_CHECKING:
    from reportgen.content.blocks import Document
    from reportgen.content.plan import ChartPlan
    from reportgen.core.paged import Drawing, Tag
    from reportgen.core.theme import Theme
    from reportgen.spec.parameters import Row
    from reportgen.typeset.fonts import FontBook


def build(
    path: Path,
    out: Path,
    *,
    profile: str | Sequence[str] | None = None,
    strict: bool = False,
    force: bool = False,
    fonts: Path | None = None,
    assets: Path | None = None,
    moment: datetime | None = None,
    clock: Clock | None = None,
    exception: str = "",
    seen: Callable[[Laid], None] | None = None,
    row: Row | None = None,
    names: Mapping[str, str] | None = None,
) -> Built:
    """Build the spec at `path` into the folder `out`; with errors nothing is written or touched.

    `profile` is one of `PROFILES` or several, else those of the spec. What goes to the press or the archive
    has to pass the preflight; `force` keeps a file that fails under a name that says so. `moment` dates the
    files of a spec that does not name a day (for reproducible builds: SOURCE_DATE_EPOCH). `exception` is the
    reason why figures may differ from frozen ones; `seen` is given what stands on the pages. `row` fills in
    a template, and `names` say what its files are called, by profile.
    """
    chosen = (profile,) if isinstance(profile, str) else tuple(profile) if profile is not None else None
    options = Options(
        chosen, strict, force, fonts, assets, moment, clock or Clock(), exception, seen, row, names
    )
    with rare_collections():
        if chosen is not None and DRAFT in chosen and len(chosen) > 1:
            return _draft_too(path, out, options, chosen)
        return _build(path, out, options)


def _draft_too(path: Path, out: Path, options: Options, chosen: tuple[str, ...]) -> Built:
    """Files to deliver and a draft, which are two layouts."""
    delivered = tuple(name for name in chosen if name != DRAFT)
    built = _build(path, out, replace(options, profiles=delivered))
    draft = _build(path, out, replace(options, profiles=(DRAFT,)))
    findings = in_order(dict.fromkeys([*built.findings, *draft.findings]))
    inputs = {**built.inputs, **draft.inputs}
    return Built(built.checked, (*built.outputs, *draft.outputs), findings, inputs=inputs)


def _build(path: Path, out: Path, options: Options) -> Built:
    clock = options.clock
    is_draft = options.profiles == (DRAFT,)
    checked = check(
        path,
        keep_pending=is_draft,
        fonts=options.fonts,
        assets=options.assets,
        clock=clock,
        row=options.row,
    )
    spec, document, theme, book = checked.loaded.spec, checked.document, checked.theme, checked.fonts
    if document is None or book is None or not is_fit_to_print(checked.findings, strict=options.strict):
        return Built(checked, (), checked.findings)
    assert theme is not None, "a spec without errors came without its theme"
    assert spec is not None, "a spec without errors came without its models"
    job = Job(path, out, options, spec, checked, document, theme, book)
    assert checked.model is not None, "a spec without errors came without its figures"
    model = checked.model
    frozen = hold(path, model, options) if options.row is None else Held()
    found = [*job.prepare(), *frozen.findings]
    if spec.parameters and options.row is None:
        found.append(_examples(checked.loaded.places.key(("parameters",))))
    # the spec is large, and nothing after this stage asks for it
    job.checked = replace(checked, loaded=checked.loaded.without_spec())
    del spec, checked
    if has_errors(found):
        return job.ended(found)
    with clock.stage("layout"):
        from reportgen.layout.pages import lay_out

        draw = chart_drawer(theme, book, clock)
        told = described(document)
        paged, laid = lay_out(told, theme, book, draw, job.checked.segment)
    found += laid
    paged = job.dated(paged)
    if PRESS in job.profiles:
        found += job.press_faults(paged)
    if not is_fit_to_print(job.ended(found).findings, strict=options.strict):
        return job.ended(found)
    if options.seen is not None:
        options.seen(Laid(model, told, paged))
    with clock.stage("pdf"):
        built = job.write(paged, found)
    unkept = frozen.record() if built.outputs else ()
    return replace(built, findings=in_order([*built.findings, *unkept])) if unkept else built


def _examples(span: Span) -> Diagnostic:
    return warning(
        "rows.examples",
        span,
        zh="这是模板，印的是例子",
        en="this is a template, printed with its examples",
        hints=(Message("各份用 reportgen batch 生成", "reportgen batch builds the reports"),),
    )


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

        look = chart_look(theme)
        key = (plan, width, look, fonts, tag)
        drawing = DRAWINGS.drawing(key, lambda: draw(plan, width, look, fonts, tag))
        clock.take("layout", "charts", time.perf_counter() - wall, time.process_time() - cpu)
        return drawing

    return draw_chart
