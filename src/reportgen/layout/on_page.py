"""Boxes as the page has them: in a column that it has, and on a strict grid in whole lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.content.blocks import Place
from reportgen.core.paged import DrawItem
from reportgen.core.theme import PageGeometry
from reportgen.layout.boxes import Box, ParagraphBox, Part, Row, RowsBox, SolidBox


def on_page(box: Box, page: PageGeometry) -> Box:
    """`box` without a side column in the main one, on a strict grid in whole lines (rule book 9.6)."""
    if box.place is Place.SIDE and not page.side_columns:
        assert isinstance(box, SolidBox | ParagraphBox | RowsBox), "a box of a kind that was not known here"
        box = replace(box, place=Place.MAIN)
    return _in_lines(box, page.half) if page.strict_grid else box


def _in_lines(box: Box, half: float) -> Box:
    """The same box in whole lines of the grid, itself and each of its rows; `half` is half a line in pt."""
    if isinstance(box, SolidBox):
        box = replace(box, part=_lined(box.part, half))
    elif isinstance(box, RowsBox):
        box = _rows_in_lines(box, half)
    spacing = replace(box.spacing, before=_even(box.spacing.before), after=_even(box.spacing.after), parity=0)
    assert isinstance(box, SolidBox | ParagraphBox | RowsBox), "a box of a kind that was not known here"
    return replace(box, spacing=spacing)


def _rows_in_lines(box: RowsBox, half: float) -> RowsBox:
    again, variant = box.again, box.variant

    def lined(rows: Sequence[Row]) -> tuple[Row, ...]:
        return tuple(replace(row, part=_lined(row.part, half)) for row in rows)

    def varied(number: int, by: int) -> RowsBox | None:
        other = variant(number, by) if variant else None
        return _rows_in_lines(other, half) if other else None

    return replace(
        box,
        rows=lined(box.rows),
        head=lined(box.head),
        again=(lambda following: lined(again(following))) if again else None,
        variant=varied if variant else None,
    )


def _even(half_lines: int) -> int:
    return half_lines + half_lines % 2


def _lined(part: Part, half: float) -> Part:
    """A part in whole lines; what it lacks is white, two parts above and one below (rule book 9.6)."""
    if part.height % 2 == 0:
        return part
    shift = half * 2 / 3

    def paint(x: float, y: float) -> list[DrawItem]:
        return part.paint(x, y + shift)

    anchors = tuple((node, dy + shift) for node, dy in part.anchors)
    return replace(part, height=part.height + 1, paint=paint, anchors=anchors)
