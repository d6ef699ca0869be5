"""The boxes of a page: where the sheet ends, where art may end, where the knife goes (ISO 15930-7)."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.core.geometry import Size
from reportgen.pdf.syntax import number


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of one page: its size, how far the trim lies inside (pt), and its boxes as entries."""

    size: Size
    margin: float
    boxes: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Sheets:
    """How sheets are larger than the trim: by `margin` on every side, of which `bleed` is art (pt)."""

    margin: float = 0.0
    bleed: float = 0.0

    def sheet(self, trim: Size) -> Sheet:
        """The sheet of a page of this trimmed size."""
        if not self.margin:
            return Sheet(trim, 0.0, {})
        size = Size(trim.width + 2 * self.margin, trim.height + 2 * self.margin)
        inside = self.margin - self.bleed
        boxes = {
            "BleedBox": _box(inside, inside, size.width - inside, size.height - inside),
            "TrimBox": _box(self.margin, self.margin, size.width - self.margin, size.height - self.margin),
        }
        return Sheet(size, self.margin, boxes)


TRIM_ONLY = Sheets()


def _box(*edges: float) -> bytes:
    return f"[{' '.join(map(number, edges))}]".encode("ascii")
