"""A theme as records: the page, its grid, colours and named styles. Read from data by `spec.theme`.

Baselines lie on B(n) = top + first_baseline + pitch x (n - 1); layout counts in half lines, since headings
and rules may stand between two lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from reportgen.core.geometry import TOLERANCE, Rect, Size
from reportgen.core.style import CjkStyle, Colour, ParaStyle


def whole(room: float, unit: float) -> float:
    """As much of `room` (pt) as whole characters of the width `unit` take."""
    return int((room + TOLERANCE) / unit) * unit


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """Trim, margins and the baseline grid, all in pt."""

    trim: Size
    inner: float
    outer: float
    top: float
    bottom: float
    pitch: float
    first_baseline: float  # below the top of the type area
    bleed: float
    columns: int
    gutter: float
    main_columns: int
    body_size: float
    orphans: int = 2  # lines of a paragraph that stay together at the foot of a page ...
    widows: int = 2  # ... and at the head of the next (rule book 10.3)
    strict_grid: bool = False  # every page is as long as the grid; widows and orphans are left, and told
    rows: int = 0  # lines of the grid, where the type area is made of so many; 0: as many as fit
    cell: float = 0.0  # width of a character in the grid of cells; 0: none, the type size decides

    @property
    def width(self) -> float:
        """Width of the type area."""
        return self.trim.width - self.inner - self.outer

    @property
    def lines(self) -> int:
        """Whole lines of the grid in the type area."""
        return self.rows or int((self.trim.height - self.top - self.bottom + TOLERANCE) / self.pitch + 1e-4)

    @property
    def half(self) -> float:
        """Half the pitch: the unit of vertical measure."""
        return self.pitch / 2

    def span(self, columns: int) -> float:
        """Width of `columns` grid columns with the gutters between them."""
        column = (self.width - (self.columns - 1) * self.gutter) / self.columns
        return columns * column + (columns - 1) * self.gutter

    def column_x(self, column: int) -> float:
        """Left edge of a column (from 1), from the left edge of the type area."""
        return self.span(column - 1) + self.gutter if column > 1 else 0.0

    @property
    def side_columns(self) -> int:
        """Columns of the side column."""
        return self.columns - self.main_columns

    @property
    def side_width(self) -> float:
        """Width of the side column; without one, of the main column, where its pieces stand then."""
        return self.span(self.side_columns or self.main_columns)

    @property
    def measure(self) -> float:
        """Line length of body text: whole characters, so that a full line needs no stretching."""
        return whole(self.span(self.main_columns), self.cell or self.body_size)

    def left(self, is_recto: bool) -> float:
        """x of the type area's left edge; the inner margin is at the binding."""
        return self.inner if is_recto else self.outer

    def type_area(self, is_recto: bool) -> Rect:
        """The type area of a page. Where it is made of rows, it ends with the frames of the last one."""
        height = (self.rows - 1) * self.pitch + self.body_size if self.rows else self.lines * self.pitch
        return Rect(self.left(is_recto), self.top, self.width, height)

    def line(self, place: float) -> float:
        """A line of the grid; negative places count from the foot, -1 is the last line."""
        return place if place > 0 else self.lines + 1 + place

    def baseline(self, line: float) -> float:
        """y of B(line); line 1 is the first of the type area, fractions and negatives are allowed."""
        return self.top + self.first_baseline + self.pitch * (line - 1)


@dataclass(frozen=True, slots=True)
class Master:
    """A kind of page: its ground into the bleed, whether head and folio run, and what stands where.

    `places` are lines and columns of the grid, steps and spans, by names like `title_line`, `remark_column`.
    """

    ground: Colour | None
    is_running: bool
    places: Mapping[str, float]

    def at(self, place: str) -> float:
        """A line, a step or a span, in grid lines."""
        return self.places[place]

    def column(self, place: str) -> int:
        """A column of the grid, or a number of columns."""
        return int(self.places[place])


class Turnover(Enum):
    """Where the further lines of a heading or a list item begin."""

    HANG = "hang"  # under its text
    MARGIN = "margin"  # at the margin, as in a paragraph that begins with the number


@dataclass(frozen=True, slots=True)
class Choices:
    """What a theme chooses between. Nothing is chosen unless it says so."""

    heading_run_in: frozenset[int] = frozenset()  # levels of headings that begin the paragraph after them
    heading_turnover: Turnover = Turnover.HANG
    list_turnover: Turnover = Turnover.HANG
    contents_leader_em: float = 0.0  # from dot to dot before the folios of the contents; 0: no dots
    strong_totals: bool = False  # total rows of tables in the strong face
    run_on: bool = False  # sections follow one another on the page, the document's title before the first
    running_head: bool = True
    folio_dashes: bool = False  # — 1 —, a character in from the edge


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything about looks that a page needs to know.

    `masters` holds the kinds of page, `lengths` named lengths in pt (rules, gaps), `spaces` named distances
    in half lines. `roles` says which role of the font book stands for which other one.
    """

    name: str
    page: PageGeometry
    colours: Mapping[str, Colour]
    styles: Mapping[str, ParaStyle]
    lengths: Mapping[str, float] = field(default_factory=dict)
    spaces: Mapping[str, int] = field(default_factory=dict)
    masters: Mapping[str, Master] = field(default_factory=dict)
    choices: Choices = Choices()
    cjk: CjkStyle = field(default_factory=CjkStyle)  # rules of the document's Chinese, for labels too
    roles: Mapping[str, str] = field(default_factory=dict)
