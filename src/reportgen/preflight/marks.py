"""What a page paints, as records: texts, paths, pictures, shadings, each with what it is painted in.

A mark says where it is (after clipping, in the page's default space), in which colours, how it is
composited, and which marked content it belongs to. Values that many marks share are one object, so that
rules can look at each value once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from reportgen.preflight.access import Key
from reportgen.preflight.boxes import Box, Matrix
from reportgen.preflight.colour import Space, inks, is_white
from reportgen.preflight.fonts import Font
from reportgen.preflight.picture import Picture


class Stage(Enum):
    """On what a mark is painted. Only marks of the page itself have a place that counts."""

    PAGE = "page"
    PATTERN = "pattern"  # a cell that is repeated
    MASK = "mask"  # a soft mask: seen through, never seen
    GLYPH = "glyph"  # of a Type 3 font
    ANNOTATION = "annotation"


@dataclass(frozen=True, eq=False)
class Paint:
    """A colour, interned by page. `pattern` is the name of a pattern that is painted with, else empty."""

    space: Space
    values: tuple[float, ...]
    pattern: str = ""

    @cached_property
    def inks(self) -> Mapping[str, float] | None:
        """The inks of the colour; None where it is not given in inks."""
        return None if self.pattern else inks(self.space, self.values)

    @cached_property
    def total(self) -> float:
        """All inks together, in per cent; 0 where they are not known."""
        found = self.inks
        return 100 * sum(found.values()) if found else 0.0

    @cached_property
    def is_white(self) -> bool:
        """Whether nothing is printed."""
        return not self.pattern and is_white(self.space, self.values)

    @cached_property
    def is_pure_black(self) -> bool:
        """Whether it is black ink alone, in full."""
        found = self.inks
        return found is not None and [*found] == ["Black"] and found["Black"] > 0.995

    @property
    def label(self) -> str:
        """The colour in words for a finding: `C60 M40 Y40 K100`, `DeviceRGB 1 0 0`."""
        if self.pattern:
            return f"Pattern {self.pattern}"
        found = self.inks
        if found:
            short = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}
            return " ".join(
                f"{short.get(ink, ink + ' ')}{round(100 * value):g}" for ink, value in found.items()
            )
        return f"{self.space.label} {' '.join(f'{value:.3g}' for value in self.values)}".strip()


@dataclass(frozen=True, slots=True)
class Compositing:
    """How paint meets what lies below: overprint, and transparency."""

    overprints_fill: bool = False
    overprints_stroke: bool = False
    overprint_mode: int = 0
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    blend_mode: str = "Normal"
    has_soft_mask: bool = False

    @property
    def is_transparent(self) -> bool:
        """Whether anything shows through."""
        return (
            self.fill_alpha < 1
            or self.stroke_alpha < 1
            or self.has_soft_mask
            or self.blend_mode not in ("Normal", "Compatible")
        )


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """The marked content that a mark belongs to: the innermost MCID, and whether an artifact is around it.

    `owner` is the object whose content stream the MCID counts in: the page, or a form.
    """

    owner: Key = (0, 0)
    mcid: int | None = None
    is_artifact: bool = False
    has_actual_text: bool = False

    @property
    def is_tagged(self) -> bool:
        """Whether the mark belongs to the structure."""
        return self.mcid is not None


UNTAGGED = Tag()


# Marks are not frozen, though nothing changes them: a book has millions, and freezing triples their cost.
@dataclass(slots=True, eq=False)
class Mark:
    """What all marks have. `box` is what can be seen of it; None where all of it is clipped away."""

    box: Box | None
    compositing: Compositing
    tag: Tag
    stage: Stage


@dataclass(slots=True, eq=False)
class TextMark(Mark):
    """A string that is shown. `size` is the height of an em on paper (pt). A paint is None if not used."""

    font: Font
    size: float
    codes: bytes
    mode: int
    fill: Paint | None
    stroke: Paint | None

    @property
    def is_visible(self) -> bool:
        """Whether it is painted, rather than used to clip or to search."""
        return self.fill is not None or self.stroke is not None


@dataclass(slots=True, eq=False)
class PathMark(Mark):
    """A path. `parts` are the boxes of its subpaths as painted; `line` is the width of its line (pt)."""

    parts: tuple[Box, ...]
    fill: Paint | None
    stroke: Paint | None
    line: float
    thinnest: float  # the smaller side of the thinnest filled rectangle (pt); inf if there is none


@dataclass(slots=True, eq=False)
class PictureMark(Mark):
    """A picture on the page. `paint` colours a stencil. Resolutions are in pixels per inch."""

    picture: Picture
    matrix: Matrix
    paint: Paint | None
    across: float
    down: float


@dataclass(slots=True, eq=False)
class ShadingMark(Mark):
    """A shading that fills the clip."""

    space: Space
    name: str


@dataclass(slots=True)
class Marks:
    """Everything that a page paints, in painting order within each kind."""

    texts: list[TextMark] = field(default_factory=list)
    paths: list[PathMark] = field(default_factory=list)
    pictures: list[PictureMark] = field(default_factory=list)
    shadings: list[ShadingMark] = field(default_factory=list)

    @property
    def drawn(self) -> tuple[TextMark | PathMark, ...]:
        """What is filled or stroked."""
        return (*self.texts, *self.paths)

    def __len__(self) -> int:
        return len(self.texts) + len(self.paths) + len(self.pictures) + len(self.shadings)

    def __iter__(self) -> Iterator[Mark]:
        yield from self.texts
        yield from self.paths
        yield from self.pictures
        yield from self.shadings
