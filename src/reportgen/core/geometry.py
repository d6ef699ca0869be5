"""Lengths and boxes in points, origin at the top left of the trim box, y downwards."""

from __future__ import annotations

from dataclasses import dataclass

PT_PER_MM = 72.0 / 25.4
TOLERANCE = 0.01  # pt; far below what a plate can show, far above what sums of floats lose


def mm(length: float) -> float:
    """`length` millimetres in points."""
    return length * PT_PER_MM


def fits(length: float, room: float) -> bool:
    """Whether `length` goes into `room` (pt), within the one tolerance of the house."""
    return length <= room + TOLERANCE


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pt."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rect:
    """A box: `x`, `y` of its top left corner, width and height, in pt."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge (pt)."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge (pt)."""
        return self.y + self.height

    def moved(self, dx: float, dy: float) -> Rect:
        """The same box, shifted (pt)."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, margin: float) -> Rect:
        """The box with `margin` (pt) added on each side."""
        return Rect(self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin)
