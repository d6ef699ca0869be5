"""Which operator sets a colour, by the profile's colour mode.

Neutral colours become DeviceGray, so that every output device may print them with black alone. The others
are DeviceRGB operators with sRGB values. A profile with an ICC intent changes nothing here: it names its
profile as /DefaultRGB among the page's colour spaces (ISO 19005-2, 6.2.4.3).
"""

from __future__ import annotations

from typing import assert_never

from reportgen.core.style import Colour
from reportgen.pdf.profiles import ColourMode
from reportgen.pdf.syntax import number

_BLENDING_SPACES = {ColourMode.SRGB: b"/DeviceRGB"}
_FILL = {1: "g", 3: "rg", 4: "k"}  # operators by number of components; upper case for strokes


class Colours:
    """Operators of the colours of one file, each worked out once."""

    def __init__(self, mode: ColourMode) -> None:
        self._mode = mode
        self._fills: dict[Colour, str] = {}
        self._strokes: dict[Colour, str] = {}

    @property
    def blending_space(self) -> bytes:
        """Where see-through colours mix; a page that has some must name it (ISO 19005-2, 6.2.10)."""
        return _BLENDING_SPACES[self._mode]

    def fill(self, colour: Colour) -> str:
        """The operator that makes `colour` the one for filling and for text."""
        operator = self._fills.get(colour)
        if operator is None:
            parts = self.components(colour)
            operator = self._fills[colour] = " ".join((*map(number, parts), _FILL[len(parts)]))
        return operator

    def stroke(self, colour: Colour) -> str:
        """The operator that makes `colour` the one for lines."""
        operator = self._strokes.get(colour)
        if operator is None:
            parts = self.components(colour)
            operator = self._strokes[colour] = " ".join((*map(number, parts), _FILL[len(parts)].upper()))
        return operator

    def components(self, colour: Colour) -> tuple[float, ...]:
        """Grey (1) or red, green, blue (3), each 0..1."""
        match self._mode:
            case ColourMode.SRGB:
                parts: tuple[float, ...] = colour.rgb
                if colour.is_grey and parts[0] == parts[1] == parts[2]:
                    parts = parts[:1]
            case _:
                assert_never(self._mode)
        if not all(0.0 <= part <= 1.0 for part in parts):
            raise AssertionError(f"colour “{colour.name}” has a component outside 0..1: {parts}")
        return parts
