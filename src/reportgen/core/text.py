"""Text as it travels: meaning first (`RichText`), looks later (`StyledText`).

`content` makes rich text: a string with marks that say what a stretch *is*. `layout` and `charts` turn it
into styled text for the composer, by the theme. Offsets count code points of `text`; marks may nest but
not cross.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from reportgen.core.diagnostics import Span
from reportgen.core.style import Colour, TextStyle


class MarkKind(Enum):
    """What a stretch of text is."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"  # value: the target
    FIGURE = "figure"  # value: metric id; the whole inserted value, not to be broken
    QUALIFIER = "qualifier"  # the qualifier's words inside a FIGURE
    NO_BREAK = "no-break"
    DOTS = "dots"
    NAME = "name"
    UNDERLINE = "underline"
    STRIKE = "strike"
    BACKGROUND = "background"
    RUBY = "ruby"  # value: the reading
    LANGUAGE = "language"  # value: the tag of another language
    PAGE = "page"  # value: the node whose page number stands here
    RAISED = "raised"  # a note mark, a power
    LOWERED = "lowered"


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]` is of this kind."""

    start: int
    end: int
    kind: MarkKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """A string with marks, and where the spec asked for it."""

    text: str
    marks: tuple[Mark, ...] = ()
    origin: Span | None = None

    def __bool__(self) -> bool:
        return bool(self.text)


def joined(parts: Iterable[RichText | str], origin: Span | None = None) -> RichText:
    """The parts one after another, marks moved along; the first part's origin unless one is given."""
    text: list[str] = []
    marks: list[Mark] = []
    length = 0
    for part in parts:
        if isinstance(part, str):
            text.append(part)
            length += len(part)
            continue
        marks += [Mark(m.start + length, m.end + length, m.kind, m.value) for m in part.marks]
        text.append(part.text)
        length += len(part.text)
        origin = origin or part.origin
    return RichText("".join(text), tuple(marks), origin)


@dataclass(frozen=True, slots=True)
class StyleRun:
    """Looks of `text[start:end]`; `link` is a URI or `#node`, `no_break` forbids every break inside.

    `ruby` counts the readings of a text from 1 and is that of the reading above this stretch.
    """

    start: int
    end: int
    style: TextStyle
    link: str = ""
    no_break: bool = False
    language: str = ""  # empty: by script and the paragraph's locale
    ruby: int = 0


class InterlinearKind(Enum):
    """What stands between the lines, or goes through them (rule book 11)."""

    DOTS = "dots"  # 着重号: a dot under every hanzi
    NAME = "name"  # 专名号: a rule under a proper name
    UNDERLINE = "underline"
    STRIKE = "strike"
    BACKGROUND = "background"
    RUBY = "ruby"  # 注音: a reading above


@dataclass(frozen=True, slots=True)
class Interlinear:
    """A mark of this kind on `text[start:end]`; marks may overlap, those of ruby may not.

    `text` is the reading of ruby and `role` the face that sets it: as many words as there are characters
    are set one over each, anything else over the whole. `colour` None: that of the characters.
    """

    start: int
    end: int
    kind: InterlinearKind
    text: str = ""
    role: str = ""
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class StyledText:
    """What the composer sets. Stretches not covered by `runs` take the paragraph's own text style.

    Runs are sorted and do not overlap. `origin` is only passed through to findings.
    """

    text: str
    runs: tuple[StyleRun, ...] = ()
    origin: Span | None = None
    marks: tuple[Interlinear, ...] = ()


def display_width(text: str) -> int:
    """Columns that `text` takes on a terminal: two for wide and full-width characters, none for marks."""
    width = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
            continue
        width += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return width


def counted(number: int, noun: str) -> str:
    """The number with an English noun that takes an s: 1 file, 2 files."""
    return f"{number} {noun}{'s' * (number != 1)}"
