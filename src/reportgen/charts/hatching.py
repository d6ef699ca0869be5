"""Hatching as plain lines: what stands for a range that the source bounds and does not state."""

from __future__ import annotations

from reportgen.core.geometry import Rect

Segment = tuple[float, float, float, float]  # x0, y0, x1, y1 in pt, y downwards

MIN_LENGTH = 0.3  # pt; shorter strokes at a corner only fill it with ink


def clipped_lines(box: Rect, pitch: float) -> tuple[Segment, ...]:
    """Lines rising at 45 degrees through `box`, `pitch` apart along its edge (pt), cut to it.

    They are counted from the upper left corner, so that equal boxes are hatched alike wherever they stand.
    """
    lines: list[Segment] = []
    for number in range(1, int((box.width + box.height) / pitch) + 1):
        foot = number * pitch - box.height  # where the line crosses the bottom edge, from the left corner
        x0, rise0 = max(0.0, foot), max(0.0, -foot)
        x1 = min(box.width, foot + box.height)
        rise1 = x1 - foot
        if x1 - x0 >= MIN_LENGTH:
            lines.append((box.x + x0, box.bottom - rise0, box.x + x1, box.bottom - rise1))
    return tuple(lines)
