"""One page while it is read: the graphics state and its stack, the path, the text matrix, marked content.

The operators (`operators_*`) are plain functions that change a `Run`; it knows how to add marks and to note
what is odd. Everything is bounded: operators, marks, notes, the depth of forms in forms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reportgen.preflight.access import Key
from reportgen.preflight.boxes import IDENTITY, Box, Matrix, around, common
from reportgen.preflight.colour import Space, Spaces
from reportgen.preflight.fonts import Font
from reportgen.preflight.marks import UNTAGGED, Compositing, Mark, Marks, Paint, Stage, Tag
from reportgen.preflight.state import Resources, State

MAX_OPERATORS = 3_000_000  # of one page, forms included: a minute's work; a real page has some thousands
MAX_MARKS = 300_000  # of one page
MAX_PARTS = 20_000  # subpaths of one path that are looked at one by one
_MAX_DETAILS = 5


@dataclass(slots=True)
class Oddity:
    """Something odd in the content of a page: how often, and the first details."""

    count: int = 0
    details: list[str] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)

    def add(self, detail: str, at: int = 0) -> None:
        """Count it once more."""
        self.count += 1
        if detail and detail not in self.details and len(self.details) < _MAX_DETAILS:
            self.details.append(detail)
        if at and at not in self.objects and len(self.objects) < _MAX_DETAILS:
            self.objects.append(at)


@dataclass(slots=True)
class Group:
    """A transparency group: its form or page, and its blending space if it has one."""

    at: Key
    space: Space | None


@dataclass(slots=True)
class Path:
    """The path under construction, in the space of the page."""

    parts: list[Box] = field(default_factory=list)
    thinnest: float = float("inf")
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)

    def close_part(self) -> None:
        """End the subpath that points were added to."""
        if self.xs:
            box = (min(self.xs), min(self.ys), max(self.xs), max(self.ys))
            if len(self.xs) in (4, 5) and len(set(self.xs)) == 2 and len(set(self.ys)) == 2:
                self.thinnest = min(self.thinnest, box[2] - box[0], box[3] - box[1])
            self.add_part(box)
            self.xs, self.ys = [], []

    def add_part(self, box: Box) -> None:
        """Add a whole subpath."""
        if len(self.parts) < MAX_PARTS:
            self.parts.append(box)
        else:
            self.parts[-1] = around((self.parts[-1], box))


class Run:
    """The reading of one page. `enter` reads another stream (a form, a pattern) in the midst of this one."""

    def __init__(
        self, spaces: Spaces, font: Callable[[object], Font], enter: Callable[[Run, object, Stage], None]
    ) -> None:
        self.spaces = spaces
        self.font = font
        self.enter = enter
        self.state = State(IDENTITY, None)
        self.stack: list[State] = []
        self.resources = Resources(None, spaces, font)
        self.stage = Stage.PAGE
        self.owner: Key = (0, 0)
        self.base: Matrix = IDENTITY  # what pattern matrices are relative to
        self.path = Path()
        self.clips_next = False
        self.text_matrix: Matrix = IDENTITY
        self.line_matrix: Matrix = IDENTITY
        self.tag: Tag = UNTAGGED
        self.tags: list[Tag] = []
        self.floor = 0  # depth of `tags` at which the stream being read began
        self.stack_floor = 0
        self.opened: set[int] = set()  # MCIDs of the stream being read
        self.inside: list[Key] = []  # streams that are being read, outermost first
        self.budget = MAX_OPERATORS

        self.marks = Marks()
        self.oddities: dict[str, Oddity] = {}
        self.mcids: dict[Key, set[int]] = {}
        self.mcids_with_text: set[tuple[Key, int]] = set()
        self.groups: list[Group] = []
        self.intents: set[str] = set()
        self.settings: dict[Key, object] = {}  # ExtGStates that were used
        self.forms: dict[Key, object] = {}  # forms that were painted
        self.form_paints: dict[Key, int] = {}  # how often
        self.patterns: set[Key] = set()
        self.glyph_fonts: set[Key] = set()  # Type 3 fonts whose glyphs were read
        self.blend_modes: set[str] = set()
        self._paints: dict[tuple[int, tuple[float, ...], str], Paint] = {}
        self._compositings: dict[Compositing, Compositing] = {}

    # -------------------------------------------------------------- noting

    def odd(self, kind: str, detail: str = "") -> None:
        """Note something odd, with the stream that it stands in."""
        self.oddities.setdefault(kind, Oddity()).add(detail, self.inside[-1][0] if self.inside else 0)

    def paint(self, space: Space, values: tuple[float, ...], pattern: str = "") -> Paint:
        """The one object for this colour on this page."""
        at = (id(space), values, pattern)
        found = self._paints.get(at)
        if found is None:
            found = self._paints[at] = Paint(space, values, pattern)
        return found

    def composited(self, compositing: Compositing) -> Compositing:
        """The one object for this compositing on this page."""
        return self._compositings.setdefault(compositing, compositing)

    def seen(self, box: Box) -> Box | None:
        """What the clip leaves of a box."""
        return None if self.state.clip is None else common(box, self.state.clip)

    @property
    def is_full(self) -> bool:
        """Whether no more marks are taken."""
        if len(self.marks) < MAX_MARKS:
            return False
        self.odd("too-complex")
        self.budget = 0
        return True

    def check_tag(self, mark: Mark) -> None:
        """Note content that is neither tagged nor an artifact. Masks and cells are part of what uses them."""
        if not mark.tag.is_tagged and not mark.tag.is_artifact and self.stage is Stage.PAGE:
            self.odd("untagged")


@dataclass(slots=True)
class Saved:
    """What a stream inside another one must give back."""

    state: State
    stack_floor: int
    floor: int
    resources: Resources
    owner: Key
    stage: Stage
    base: Matrix
    path: Path
    clips_next: bool
    text_matrix: Matrix
    line_matrix: Matrix
    opened: set[int]

    @classmethod
    def of(cls, run: Run) -> Saved:
        """Everything of `run` that the inner stream may change."""
        return cls(
            run.state.copy(),
            run.stack_floor,
            run.floor,
            run.resources,
            run.owner,
            run.stage,
            run.base,
            run.path,
            run.clips_next,
            run.text_matrix,
            run.line_matrix,
            run.opened,
        )

    def restore(self, run: Run) -> None:
        """Give it back, and close what the stream left open."""
        if len(run.stack) > run.stack_floor:
            run.odd("q-balance", "q")
            del run.stack[run.stack_floor :]
        if len(run.tags) > run.floor:
            run.odd("marked-content-balance", "BDC")
            run.tag = run.tags[run.floor]
            del run.tags[run.floor :]
        run.state, run.stack_floor, run.floor = self.state, self.stack_floor, self.floor
        run.resources, run.owner, run.stage, run.base = self.resources, self.owner, self.stage, self.base
        run.path, run.clips_next = self.path, self.clips_next
        run.text_matrix, run.line_matrix, run.opened = self.text_matrix, self.line_matrix, self.opened


Handler = Callable[[Run, "list[object]"], None]
Operators = Mapping[bytes, Handler]
