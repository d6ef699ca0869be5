"""Rows with names at their left (above them where the chart is narrow), and keys for series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from reportgen.charts.lettering import MIDDLE_EM
from reportgen.charts.look import ChartLook
from reportgen.charts.sheet import Kit, Sheet
from reportgen.content.plan import ChartPlan
from reportgen.core.geometry import Rect, fits
from reportgen.core.style import Colour, TextStyle
from reportgen.typeset.lines import Line

NARROW = 200.0  # pt; below this (a side column) names stand above their rows
WIDE = 400.0  # pt; from here on (all twelve columns) names may take four columns, else three
NAME_GAP = 9.0
HALF = 9.0  # half a line: heights of drawings are multiples of it
SWATCH = 6.5


def whole_halves(height: float) -> float:
    """`height` rounded up to half lines (pt)."""
    return ceil(height / HALF - 1e-6) * HALF


def middle(baseline: float, style: TextStyle) -> float:
    """Where a mark stands beside a word: the middle of its figures."""
    return baseline - MIDDLE_EM * style.size


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its name in lines, the first baseline, and the band in which its shapes stand (pt)."""

    name: tuple[Line, ...]
    style: TextStyle
    baseline: float
    top: float  # of the body
    body: float  # height of the body

    @property
    def bottom(self) -> float:
        """Lower edge of the body."""
        return self.top + self.body


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a chart; shapes may begin at `left`."""

    rows: tuple[Row, ...]
    left: float
    height: float
    names_above: bool = False


def lay_rows(
    plan: ChartPlan,
    width: float,
    kit: Kit,
    *,
    body: float,
    lines: float = 1,
    top: float = 0.0,
    highlight: int | None = None,
) -> Rows:
    """Rows for the plan's labels below `top`, each with a `body` (pt) that starts `lines` of words high.

    Beside each other where there is room, the middle of the name on the middle of the body; in a narrow
    chart the name above. The zero line (`left`) stands on the edge of a page column.
    """
    look, letters = kit.look, kit.letters
    styles = [look.name_strong if i == highlight else look.name for i in range(len(plan.labels))]
    rows: list[Row] = []
    y = top
    if width < NARROW:
        for label, style in zip(plan.labels, styles, strict=True):
            name = letters.wrap(label, style, width)
            extra = (len(name) - 1) * look.label_leading
            start = y + look.pitch + 1.0 + extra
            rows.append(Row(name, style, y + look.baseline, start, body))
            y = whole_halves(start + body + 4.0)
        last = rows[-1].bottom if rows else 0.0
        return Rows(tuple(rows), 0.0, whole_halves(last + 1.0), names_above=True)
    left = name_column(plan.labels, styles, width, kit)
    for label, style in zip(plan.labels, styles, strict=True):
        name = letters.wrap(label, style, left - NAME_GAP) if left else ()
        extra = (len(name) - 1) * look.label_leading if name else 0.0
        height = whole_halves(max(body, look.pitch + max(0.0, extra - 3.0)))
        body_top = y + (height - body) / 2
        centre = body_top + body / 2
        # A one-line row has its baseline on the grid; its shapes' middle is then the middle of its figures.
        centre += middle(look.baseline, look.name) - look.pitch / 2
        baseline = centre + MIDDLE_EM * style.size - extra / 2
        rows.append(Row(name, style, baseline, centre - body / 2, body))
        y += height
    return Rows(tuple(rows), left, whole_halves(y))


def name_column(labels: Sequence[str], styles: Sequence[TextStyle], width: float, kit: Kit) -> float:
    """Width of the column of names: as many page columns as the longest needs, three or four at most."""
    letters, look = kit.letters, kit.look
    widest = max(
        (letters.width(label, style) for label, style in zip(labels, styles, strict=True)), default=0.0
    )
    if widest == 0:
        return 0.0
    most = 4 if width >= WIDE else 3
    return min(most, ceil((widest + NAME_GAP) / look.column)) * look.column


def draw_names(sheet: Sheet, rows: Rows) -> None:
    """Set the names of all rows."""
    for row in rows.rows:
        sheet.lines(0.0, row.baseline, row.name, row.style)


@dataclass(frozen=True, slots=True)
class Key:
    """Names of series with a swatch each, in lines above a chart; `height` is a multiple of half lines."""

    entries: tuple[tuple[float, float, str, Colour], ...]  # x, baseline, name, colour
    height: float


def lay_key(names: Sequence[str], colours: Sequence[Colour], width: float, kit: Kit) -> Key:
    """A key in running order, turned over where the width ends."""
    look, style = kit.look, key_style(kit.look)
    entries: list[tuple[float, float, str, Colour]] = []
    x, y = 0.0, look.baseline
    for name, colour in zip(names, colours, strict=True):
        length = SWATCH + 4 + kit.letters.width(name, style)
        if x > 0 and not fits(x + length, width):
            x, y = 0.0, y + look.pitch - HALF / 2
        entries.append((x, y, name, colour))
        x += length + 14
    return Key(tuple(entries), whole_halves(y - look.baseline + look.pitch) + HALF)


def draw_key(sheet: Sheet, key: Key) -> None:
    """Set a key."""
    style = key_style(sheet.look)
    for x, y, name, colour in key.entries:
        sheet.rect(Rect(x, middle(y, style) - SWATCH / 2, SWATCH, SWATCH), colour)
        sheet.text(x + SWATCH + 4, y, name, style)


def key_style(look: ChartLook) -> TextStyle:
    """How the names of series look."""
    return replace(look.name, size=look.tick.size)


def series_colours(plan: ChartPlan, look: ChartLook, default: int) -> tuple[Colour, ...]:
    """One accent, the rest greys: the highlighted series, or the one at `default`, is the accent."""
    count = len(plan.series)
    chosen = next(
        (i for i, series in enumerate(plan.series) if series.highlight), default % count if count else 0
    )
    greys = [look.series[i % len(look.series)] for i in range(count)]
    return tuple(look.accent if i == chosen else greys[i if i < chosen else i - 1] for i in range(count))
