"""The graphics state, and the resources that a content stream names (ISO 32000-1, 8.4 and 7.8.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportgen.preflight.access import array, get, integer, is_dictionary, key, name, number, one_or_more
from reportgen.preflight.boxes import Box, Matrix
from reportgen.preflight.colour import GRAY, Space, Spaces
from reportgen.preflight.fonts import Font
from reportgen.preflight.marks import Compositing, Paint

BLACK = Paint(GRAY, (0.0,))
PLAIN = Compositing()


class State:
    """The state that `q` saves and `Q` restores. `clip` is None where nothing can be seen any more."""

    __slots__ = (
        "char_space",
        "clip",
        "compositing",
        "fill",
        "fill_space",
        "font",
        "leading",
        "line",
        "matrix",
        "mode",
        "rise",
        "scale",
        "size",
        "stroke",
        "stroke_space",
        "word_space",
    )

    def __init__(self, matrix: Matrix, clip: Box | None) -> None:
        self.matrix = matrix
        self.clip = clip
        self.fill = self.stroke = BLACK
        self.fill_space: Space = GRAY
        self.stroke_space: Space = GRAY
        self.line = 1.0
        self.compositing = PLAIN
        self.font: Font | None = None
        self.size = 0.0
        self.char_space = self.word_space = self.leading = self.rise = 0.0
        self.scale = 1.0
        self.mode = 0

    def copy(self) -> State:
        """The same, to be changed."""
        new = State.__new__(State)
        for slot in State.__slots__:
            setattr(new, slot, getattr(self, slot))
        return new


@dataclass(frozen=True, slots=True)
class Setting:
    """An ExtGState dictionary: what it changes (None: nothing). `mask` is the group of a soft mask."""

    value: object
    line: float | None
    font: object
    size: float
    overprints_stroke: bool | None
    overprints_fill: bool | None
    overprint_mode: int | None
    stroke_alpha: float | None
    fill_alpha: float | None
    blend_mode: str | None
    has_soft_mask: bool | None
    mask: object
    intent: str

    def apply(self, before: Compositing) -> Compositing:
        """The compositing after the setting."""

        def chosen(new: object, old: object) -> object:
            return old if new is None else new

        return Compositing(
            bool(chosen(self.overprints_fill, before.overprints_fill)),
            bool(chosen(self.overprints_stroke, before.overprints_stroke)),
            before.overprint_mode if self.overprint_mode is None else self.overprint_mode,
            before.fill_alpha if self.fill_alpha is None else self.fill_alpha,
            before.stroke_alpha if self.stroke_alpha is None else self.stroke_alpha,
            before.blend_mode if self.blend_mode is None else self.blend_mode,
            bool(chosen(self.has_soft_mask, before.has_soft_mask)),
        )


def read_setting(value: object) -> Setting:
    """The setting in an ExtGState dictionary."""
    font = array(get(value, "Font"))
    mask = get(value, "SMask")
    op, lower = get(value, "OP"), get(value, "op")
    modes = [name(item) for item in one_or_more(get(value, "BM"))]
    return Setting(
        value=value,
        line=number(get(value, "LW")),
        font=font[0] if len(font) == 2 else None,
        size=(number(font[1]) or 0.0) if len(font) == 2 else 0.0,
        overprints_stroke=op if isinstance(op, bool) else None,
        # Where only OP is given it holds for both (table 58).
        overprints_fill=lower if isinstance(lower, bool) else op if isinstance(op, bool) else None,
        overprint_mode=integer(get(value, "OPM")),
        stroke_alpha=number(get(value, "CA")),
        fill_alpha=number(get(value, "ca")),
        blend_mode=modes[0] if modes else None,
        has_soft_mask=None if mask is None else is_dictionary(mask),
        mask=get(mask, "G"),
        intent=name(get(value, "RI")),
    )


class Resources:
    """The resources of one content stream, each looked up once."""

    def __init__(self, value: object, spaces: Spaces, font: Callable[[object], Font]) -> None:
        self.value = value
        self.key = key(value)
        self._spaces = spaces
        self._font = font
        self._fonts: dict[str, Font | None] = {}
        self._settings: dict[str, Setting | None] = {}
        self._known_spaces: dict[str, Space] = {}

    def find(self, category: str, wanted: str) -> object:
        """The value of a named resource, or None."""
        return get(self.value, category, wanted)

    def font(self, wanted: str) -> Font | None:
        """The font of that name."""
        if wanted not in self._fonts:
            found = self.find("Font", wanted)
            self._fonts[wanted] = self._font(found) if is_dictionary(found) else None
        return self._fonts[wanted]

    def setting(self, wanted: str) -> Setting | None:
        """The ExtGState of that name."""
        if wanted not in self._settings:
            found = self.find("ExtGState", wanted)
            self._settings[wanted] = read_setting(found) if is_dictionary(found) else None
        return self._settings[wanted]

    def space(self, wanted: str) -> Space:
        """The colour space of that name; a device space may be replaced by a default."""
        found = self._known_spaces.get(wanted)
        if found is None:
            found = self._known_spaces[wanted] = self._spaces.inline(wanted, self.value)
        return found
