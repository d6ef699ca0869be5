"""Style records: colours, what a run of text looks like, how a paragraph is set."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class Colour:
    """A named colour with both its values.

    `rgb` are sRGB components 0..1, `cmyk` ink parts 0..1. Greys and black use the K ink alone. A design that
    gives no inks (None) leaves them to the ICC profile of the press. `spot` names an ink of its own, which
    the press file uses instead of the four.
    """

    name: str
    rgb: tuple[float, float, float]
    cmyk: tuple[float, float, float, float] | None
    spot: str = ""

    @property
    def is_grey(self) -> bool:
        """Whether only the black ink is used."""
        return self.cmyk is not None and self.cmyk[:3] == (0.0, 0.0, 0.0) and not self.spot

    @property
    def is_dark(self) -> bool:
        """Whether white letters read better on it than black ones (relative luminance, WCAG 2.2)."""
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in self.rgb
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.2


INK = Colour("ink", (26 / 255, 26 / 255, 26 / 255), (0.0, 0.0, 0.0, 1.0))
WHITE = Colour("white", (1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 0.0))


class Align(Enum):
    """How lines stand in their measure."""

    JUSTIFY = "justify"
    START = "start"
    CENTRE = "centre"
    END = "end"
    EVEN = "even"  # 均排: outer frames on the edges, equal gaps


class Kinsoku(Enum):
    """Level of prohibited line starts and ends (rule book 4.2)."""

    NONE = "none"
    BASIC = "basic"
    GB = "gb"
    STRICT = "strict"


class Punctuation(Enum):
    """Width style of Chinese marks (rule book 5.2)."""

    QUANJIAO = "quanjiao"
    KAIMING = "kaiming"
    BANJIAO = "banjiao"
    PLAIN = "plain"
    GRID = "grid"


class Hanging(Enum):
    """Whether 、，。 may stand in the margin behind the line (rule book 5.6)."""

    NONE = "none"
    WHEN_NEEDED = "when-needed"  # only where the mark would otherwise move to the next line
    FORCED = "forced"  # every one that ends a line


@dataclass(frozen=True, slots=True)
class CjkStyle:
    """What of the rule book a paragraph may vary. Lengths in em of the run."""

    locale: str = "zh-Hans"
    kinsoku: Kinsoku = Kinsoku.GB
    punctuation: Punctuation = Punctuation.QUANJIAO
    trim_line_start: bool = True
    trim_line_end: bool = True
    gap_em: float = 0.25  # Han-Western gap
    gap_min_em: float = 0.125
    gap_max_em: float = 0.5
    keep_spaces: bool = False  # typed spaces between two hanzi (rule book 3.2)
    last_line_min: int = 2  # Han characters
    squeeze_stops: bool = False  # the white of 。！？ may shrink to nothing, not only to a quarter em (R6)
    hanging: Hanging = Hanging.NONE
    is_strict_grid: bool = False  # in a grid of cells: marks hang, but no line is ever spread (9.4)
    avoid_particles: bool = False  # 的 了 和 ... at a line start cost a penalty: headings and captions


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What a run of characters looks like. `role` names a face of the font book; `size` is in pt."""

    role: str
    size: float
    colour: Colour = INK
    tracking_em: float = 0.0  # extra advance after every cluster
    rise: float = 0.0  # baseline shift in pt, upwards


@dataclass(frozen=True, slots=True)
class ParaStyle:
    """How a paragraph is set: its text style, and its measure's inner geometry.

    `leading` is the pitch in pt. Indents are in em of the paragraph's size: `indent_em` for the first line,
    `hang_em` for all others (both from the measure's left edge). `cell` is the width in pt of a cell of the
    grid that punctuation style GRID sets characters in, as wide as a character if it is 0; indents then count
    cells.
    """

    text: TextStyle
    leading: float
    align: Align = Align.JUSTIFY
    indent_em: float = 0.0
    hang_em: float = 0.0
    cjk: CjkStyle = field(default_factory=CjkStyle)
    total_fit: bool = True
    hyphenate: bool = True
    cell: float = 0.0
    balance: bool = False  # lines of about one length, as centred ones always are: headings and captions
