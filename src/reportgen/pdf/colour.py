"""Which operator sets a colour, by the profile's colour mode.

For the screen, neutral colours become DeviceGray and the others DeviceRGB with their sRGB values; a page of a
file with an intent names its profile as /DefaultRGB (ISO 19005-2, 6.2.4.3). For the press every colour is its
inks, greys and black the black ink alone, and named inks are Separations. A design gives both values; where
it leaves the inks to the press, they come from its ICC profile.

Black text and thin black lines overprint, so that no white shows where plates do not meet; anything else
knocks out, white above all. Large black areas take the other inks along, or they would look washed out.
"""

from __future__ import annotations

from typing import assert_never

from reportgen.core.geometry import mm
from reportgen.core.style import Colour
from reportgen.pdf.extras import Condition
from reportgen.pdf.profiles import ColourMode
from reportgen.pdf.syntax import dictionary, name, number
from reportgen.pdf.writer import StreamingDocument

RICH_BLACK = (0.6, 0.4, 0.4, 1.0)  # 240 %
LARGE = mm(40)  # pt; black areas with a side above this are rich
LARGEST_TEXT = 24.0  # pt; black text up to this size overprints
THICKEST_LINE = 2.0  # pt; so do black lines
REGISTRATION = "All"  # the Separation on every plate (ISO 32000-1, 8.6.6.4)

_BLENDING_SPACES = {ColourMode.SCREEN: b"/DeviceRGB", ColourMode.PRESS: b"/DeviceCMYK"}
_FILL = {1: "g", 3: "rg", 4: "k"}  # operators by number of components; upper case for strokes
_BLACK = (0.0, 0.0, 0.0, 1.0)


class Colours:
    """Operators of the colours of one file, each worked out once."""

    def __init__(self, mode: ColourMode, file: StreamingDocument, condition: Condition | None = None) -> None:
        self._mode = mode
        self._condition = condition
        self._file = file
        self._fills: dict[Colour, str] = {}
        self._strokes: dict[Colour, str] = {}
        self._spots: dict[str, tuple[str, int]] = {}  # by ink: its name on pages, its object
        self._states: dict[str, int] = {}

    @property
    def blending_space(self) -> bytes:
        """Where see-through colours mix; a page that has some must name it (ISO 19005-2, 6.2.10)."""
        return _BLENDING_SPACES[self._mode]

    def fill(self, colour: Colour) -> str:
        """The operator that makes `colour` the one for filling and for text."""
        operator = self._fills.get(colour)
        if operator is None:
            operator = self._fills[colour] = self._operator(colour, is_fill=True)
        return operator

    def stroke(self, colour: Colour) -> str:
        """The operator that makes `colour` the one for lines."""
        operator = self._strokes.get(colour)
        if operator is None:
            operator = self._strokes[colour] = self._operator(colour, is_fill=False)
        return operator

    def spot(self, colour: Colour) -> tuple[str, int] | None:
        """The name on pages and the object of the colour's own ink, if the file has one for it."""
        if self._mode is not ColourMode.PRESS or not colour.spot:
            return None
        found = self._spots.get(colour.spot)
        if found is None:
            found = self._spots[colour.spot] = (f"Spot{len(self._spots) + 1}", self._file.reserve())
            self._file.add(_separation(colour.spot, self.components(colour)), found[1])
        return found

    def overprints(self, colour: Colour) -> bool:
        """Whether text and thin lines of this colour are printed over what is below them."""
        return self._mode is ColourMode.PRESS and (colour.cmyk == _BLACK or bool(colour.spot))

    def overprint_state(self, is_on: bool) -> tuple[str, int]:
        """The name on pages and the object of the graphics state that turns overprinting on or off."""
        key = "OverOn" if is_on else "OverOff"
        number_ = self._states.get(key)
        if number_ is None:
            number_ = self._states[key] = self._file.reserve()
            said = b"true" if is_on else b"false"
            entries = {"Type": b"/ExtGState", "OP": said, "op": said, "OPM": b"1"}
            self._file.add(dictionary(entries), number_)
        return key, number_

    def solid(self, colour: Colour, width: float, height: float) -> Colour:
        """The colour of an area so large (pt): black takes the other inks along."""
        is_large = min(width, height) > 0 and max(width, height) > LARGE
        if self._mode is ColourMode.PRESS and is_large and colour.cmyk == _BLACK and not colour.spot:
            return Colour(f"{colour.name} rich", colour.rgb, RICH_BLACK)
        return colour

    def _operator(self, colour: Colour, *, is_fill: bool) -> str:
        spot = self.spot(colour)
        if spot is not None:
            return f"/{spot[0]} cs 1 scn" if is_fill else f"/{spot[0]} CS 1 SCN"
        parts = self.components(colour)
        operator = _FILL[len(parts)]
        return " ".join((*map(number, parts), operator if is_fill else operator.upper()))

    def components(self, colour: Colour) -> tuple[float, ...]:
        """Grey (1), red, green and blue (3), or the four inks, each 0..1."""
        match self._mode:
            case ColourMode.SCREEN:
                parts: tuple[float, ...] = colour.rgb
                if colour.is_grey and parts[0] == parts[1] == parts[2]:
                    parts = parts[:1]
            case ColourMode.PRESS:
                parts = colour.cmyk if colour.cmyk is not None else self._converted(colour)
            case _:
                assert_never(self._mode)
        if not all(0.0 <= part <= 1.0 for part in parts):
            raise AssertionError(f"colour “{colour.name}” has a component outside 0..1: {parts}")
        return parts

    def _converted(self, colour: Colour) -> tuple[float, ...]:
        if self._condition is None:
            raise AssertionError(f"colour “{colour.name}” has no inks, and no condition gives them")
        from reportgen.pdf.inks import inks_of  # loads Pillow

        return inks_of(colour.rgb, self._condition)


def _separation(ink: str, parts: tuple[float, ...]) -> bytes:
    """A named ink, and the inks that stand for it where it is not at hand (ISO 32000-1, 8.6.6.4)."""
    full = parts if ink != REGISTRATION else (1.0, 1.0, 1.0, 1.0)
    tint = {
        "C0": b"[0 0 0 0]",
        "C1": f"[{' '.join(map(number, full))}]".encode("ascii"),
        "Domain": b"[0 1]",
        "FunctionType": b"2",
        "N": b"1",
    }
    return b"[/Separation " + name(ink) + b" /DeviceCMYK " + dictionary(tint) + b"]"
