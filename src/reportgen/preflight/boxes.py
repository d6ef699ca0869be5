"""Boxes and matrices in the space of a PDF page: points, origin at the bottom left, y upwards.

Outside this package the origin is the top left of the trim box and y runs down; `Place` turns round, once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.core.geometry import PT_PER_MM
from reportgen.preflight.verdict import Place

Box = tuple[float, float, float, float]  # left, bottom, right, top in the page's default space (pt)
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
TOLERANCE = 0.1 * PT_PER_MM  # a tenth of a millimetre: what a cutter cannot keep and a press does not ask


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def mapped(matrix: Matrix, box: Box) -> Box:
    """The box around `box` after the matrix."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    if not b and not c:
        left, right = a * x0 + e, a * x1 + e
        bottom, top = d * y0 + f, d * y1 + f
        return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    xs = (a * x0 + c * y0 + e, a * x1 + c * y0 + e, a * x0 + c * y1 + e, a * x1 + c * y1 + e)
    ys = (b * x0 + d * y0 + f, b * x1 + d * y0 + f, b * x0 + d * y1 + f, b * x1 + d * y1 + f)
    return (min(xs), min(ys), max(xs), max(ys))


def horizontal_scale(matrix: Matrix) -> float:
    """How much the matrix stretches the x axis."""
    return math.hypot(matrix[0], matrix[1])


def vertical_scale(matrix: Matrix) -> float:
    """How much the matrix stretches the y axis."""
    return math.hypot(matrix[2], matrix[3])


def common(first: Box, second: Box) -> Box | None:
    """What two boxes share; None if they are apart. Boxes without area share lines and points."""
    x0, y0 = max(first[0], second[0]), max(first[1], second[1])
    x1, y1 = min(first[2], second[2]), min(first[3], second[3])
    return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all, which must not be none."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return (min(lefts), min(bottoms), max(rights), max(tops))


def grown(box: Box, margin: float) -> Box:
    """The box with `margin` added on each side."""
    return (box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin)


def holds(outer: Box, inner: Box, tolerance: float = TOLERANCE) -> bool:
    """Whether `inner` lies in `outer`, within the tolerance (pt)."""
    return (
        inner[0] >= outer[0] - tolerance
        and inner[1] >= outer[1] - tolerance
        and inner[2] <= outer[2] + tolerance
        and inner[3] <= outer[3] + tolerance
    )


def width(box: Box) -> float:
    """From left to right (pt)."""
    return box[2] - box[0]


def height(box: Box) -> float:
    """From bottom to top (pt)."""
    return box[3] - box[1]


def size_mm(box: Box) -> tuple[float, float]:
    """Width and height in mm, to a tenth."""
    return round(width(box) / PT_PER_MM, 1), round(height(box) / PT_PER_MM, 1)


def place(box: Box, trim: Box) -> Place:
    """A box as a reader measures it: mm from the top left of the trim."""
    return Place(
        left=round((box[0] - trim[0]) / PT_PER_MM, 1),
        top=round((trim[3] - box[3]) / PT_PER_MM, 1),
        width=round(width(box) / PT_PER_MM, 1),
        height=round(height(box) / PT_PER_MM, 1),
    )


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """The boxes that a page states; None: not stated, or not a box. `media` may be inherited."""

    media: Box | None
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None

    @property
    def finished(self) -> Box:
        """What is left when the page is cut: the trim, else art, crop or media box; A4 if there is none."""
        found = self.trim or self.art or self.crop or self.media
        return found or (0.0, 0.0, 210 * PT_PER_MM, 297 * PT_PER_MM)

    @property
    def sheet(self) -> Box:
        """All that can be seen: the media box."""
        return self.media or self.finished
