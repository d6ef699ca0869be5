"""The door of charts: a plan in, a drawing of plain draw items out.

matplotlib is loaded when the first chart is drawn, and not before.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.charts.honesty import findings
from reportgen.charts.look import DEFAULT_LOOK, ChartLook
from reportgen.content.plan import ChartPlan
from reportgen.core.diagnostics import ReportError, has_errors
from reportgen.core.paged import LAYOUT_ARTIFACT, Drawing, Tag
from reportgen.typeset.fonts import FontBook


def draw(
    plan: ChartPlan,
    width: float,
    look: ChartLook,
    fonts: FontBook,
    tag: Tag = LAYOUT_ARTIFACT,
) -> Drawing:
    """The body of a chart, `width` pt wide; title, subtitle and source line are layout's.

    Its height is a multiple of half a line (9 pt). Words stand on the grid if the top of the drawing stands
    where the type area's does: 13 pt above a baseline. Raises ReportError if `honesty` finds an error: what
    may not be claimed is not drawn.
    """
    found = findings(plan)
    if has_errors(found):
        raise ReportError(found)
    from reportgen.charts import engine

    engine.load()
    from reportgen.charts.figures import FIGURES
    from reportgen.charts.lettering import Lettering
    from reportgen.charts.sheet import Kit

    look = replace(look, numbers=plan.numbers)
    with engine.plain_settings():
        return FIGURES[plan.kind](plan, width, Kit(look, Lettering(fonts, look.label_leading, look.cjk), tag))


__all__ = ["DEFAULT_LOOK", "draw"]
