"""Widths of marks and the white between neighbours (rule book, sections 5 and 6).

A mark is ink with white on one side of its frame. Only white is ever taken away, and never more than the
glyph really has. All lengths are in em of the glyph's size; `items` turns them into points.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.core.style import CjkStyle, Punctuation
from reportgen.typeset.cjk import (
    CLOSE,
    CONNECT,
    EXCLAIM,
    GAP_SIDE,
    GAP_SPACE,
    HAN_LIKE,
    LONG,
    MIDDLE,
    NO_BREAK_SPACE,
    OPEN,
    PAUSE,
    SOLIDUS,
    SPACE,
    STOP,
    WESTERN,
    WIDE_SPACE,
    takes_gap,
)
from reportgen.typeset.locales import locale_of

HALF = 0.5
INK_CLEARANCE = 0.05  # between the inks of two marks (5.1)
OFF_CENTRE = 0.08  # a mark whose ink lies no farther from the middle of its frame is a centred one

# Classes of glue in the order the rules of section 7 use them; index into `Kinds.shrink_class`.
NO_SHRINK, R2, R3, R4, R5, R6 = range(6)
NO_STRETCH, X1, X2, X3 = range(4)

WORD_SPACE_MIN, WORD_SPACE_LOW, WORD_SPACE_HIGH = 0.2, 0.25, 0.33
STOP_WHITE_LEFT = 0.25  # R6 takes stops no farther

# Section 5.3: white kept between the inks of two neighbours, by class of the first and of the second.
_COLUMNS = (OPEN, CLOSE, PAUSE, STOP, EXCLAIM, MIDDLE, LONG, CONNECT, SOLIDUS)
_ROW_PAUSE = (0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.5, 0.5)
_ROW_SIGN = (0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_ROW_NONE = (0.0,) * 9
_KEPT = {
    first: dict(zip(_COLUMNS, row, strict=True))
    for first, row in {
        OPEN: _ROW_NONE,
        CLOSE: _ROW_PAUSE,
        PAUSE: _ROW_PAUSE,
        STOP: _ROW_PAUSE,
        EXCLAIM: _ROW_PAUSE,
        MIDDLE: _ROW_NONE,
        LONG: _ROW_SIGN,
        CONNECT: _ROW_SIGN,
        SOLIDUS: _ROW_SIGN,
        WIDE_SPACE: _ROW_NONE,
    }.items()
}
_TOUCHING = (OPEN, CLOSE, PAUSE, STOP, EXCLAIM)
_CENTRED = (PAUSE, STOP, EXCLAIM)  # marks that some faces set in the middle of their frame
_AFTER = {CLOSE: 0.5, PAUSE: 0.5, STOP: 0.5, EXCLAIM: 0.5}  # before hanzi, Western text and all else
_BLANKS = (SPACE, NO_BREAK_SPACE, GAP_SPACE)

# Section 5.2: white that isolated marks keep in the middle of a line, by style.
_FULL = {OPEN: 0.5, CLOSE: 0.5, PAUSE: 0.5, STOP: 0.5, EXCLAIM: 0.5}
STYLE_WHITE = {
    Punctuation.PLAIN: _FULL,
    Punctuation.QUANJIAO: _FULL,
    Punctuation.GRID: _FULL,
    Punctuation.KAIMING: {STOP: 0.5, EXCLAIM: 0.5},
    Punctuation.BANJIAO: {},
}
_NEVER_TRIMMED = (Punctuation.PLAIN, Punctuation.GRID)


@dataclass(frozen=True, slots=True)
class Frame:
    """A glyph in its frame, em from the pen: the frame starts at `-shift` and is `width` wide.

    `left` and `right` are the white that may be trimmed, `x0` and `x1` the ink's edges from the pen.
    """

    width: float
    shift: float = 0.0
    left: float = 0.0
    right: float = 0.0
    x0: float = 0.0
    x1: float = 0.0

    @property
    def box_start(self) -> float:
        """Start of the frame without its left white, from the pen."""
        return self.left - self.shift

    @property
    def box_end(self) -> float:
        """End of the frame without its right white, from the pen."""
        return self.width - self.right - self.shift


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two frames' boxes: natural width and how far it gives way (em)."""

    natural: float = 0.0
    shrink_class: int = NO_SHRINK
    shrink: float = 0.0
    stretch_class: int = NO_STRETCH


NO_GAP = Gap()
HAN_GAP = Gap(stretch_class=X3)


def frame_of(
    letter: str,
    advance: float,
    x0: float,
    x1: float,
    style: Punctuation,
    place_in_run: int = 0,
    interpunct: float = HALF,
) -> Frame:
    """The frame of a glyph of class `letter` with its own `advance` and ink from `x0` to `x1`.

    `place_in_run` counts ！ and ？ that stand together, from 1 (5.4): every second one closes an em.
    `interpunct` is the width (em) of a middle dot.
    """
    if letter == OPEN:
        width = max(1.0, advance)
        shift = width - advance  # a narrow glyph stands at the right of its em
        return Frame(width, shift, _white(x0 + shift), 0.0, x0, x1)
    if letter == EXCLAIM and x1 - x0 > HALF + INK_CLEARANCE:  # ‼ and its kin: two signs in one em
        width = max(1.0, advance)
        return Frame(width, (width - advance) / 2, 0.0, 0.0, x0, x1)
    if letter in (CLOSE, PAUSE, STOP, EXCLAIM):
        width = max(1.0, advance)
        if letter != CLOSE and advance >= 1.0 and abs(x0 + x1 - width) < 2 * OFF_CENTRE and x1 - x0 < HALF:
            # A face that centres its marks, as in Taiwan: a quarter of white on either side is to be had.
            return Frame(width, 0.0, min(x0, HALF / 2), min(width - x1, HALF / 2), x0, x1)
        if letter == EXCLAIM and place_in_run and place_in_run % 2 == 0:
            return Frame(max(HALF, x1), 0.0, 0.0, 0.0, x0, x1)
        return Frame(width, 0.0, 0.0, _white(width - x1), x0, x1)
    wanted = _sign_width(letter, advance, style, interpunct)
    if wanted is not None and x1 - x0 <= wanted + INK_CLEARANCE:
        return Frame(wanted, wanted / 2 - (x0 + x1) / 2, 0.0, 0.0, x0, x1)
    return Frame(advance, 0.0, 0.0, 0.0, x0, x1)


def _sign_width(letter: str, advance: float, style: Punctuation, interpunct: float) -> float | None:
    """Frame width that sections 2 and 5.2 give a sign; None: the glyph's own."""
    grid = style is Punctuation.GRID
    if letter == MIDDLE:
        return 1.0 if grid else interpunct
    if letter == SOLIDUS:
        return 1.0 if grid else HALF
    if letter == CONNECT:
        return 1.0 if grid or advance > 0.75 else HALF
    return None


def _white(room: float) -> float:
    return min(HALF, max(0.0, room))


def gap_between(first: str, second: str, frame: Frame, following: Frame, style: CjkStyle) -> Gap:
    """The gap from one mark, hanzi or wide sign to the next (sections 5.3 and 7); letters are classes."""
    facing = frame.right + following.left
    if style.punctuation in _NEVER_TRIMMED:
        # Nothing is trimmed, but two signs of exclamation share an em in every style (5.4).
        natural = 0.0 if first == second == EXCLAIM else facing
        if style.punctuation is Punctuation.GRID and natural:
            # In a grid a mark gives half an em or nothing, and only where the line asks for it (9.4).
            shrink_class, shrink = _shrink(first, second, min(natural, HALF), 0.0)
            return Gap(natural, shrink_class, shrink, _stretch(first, second))
        return Gap(natural, stretch_class=_stretch(first, second))
    white = STYLE_WHITE[style.punctuation]
    left, right = min(following.left, white.get(second, 0.0)), min(frame.right, white.get(first, 0.0))
    kept = _kept(first, second)
    if second in _CENTRED and first not in _KEPT:
        kept += left  # a centred mark keeps its left white beside hanzi and words
    locale = locale_of(style)
    if first in _TOUCHING and second in _TOUCHING and locale.pairs_with.isdisjoint((first, second)):
        kept = 0.0 if first == second == EXCLAIM else facing
    natural = min(kept, facing, right + left)
    least = 0.0
    if first in _TOUCHING and second in _KEPT:  # two marks: their inks keep their distance
        ink = (frame.width - frame.shift - frame.right - frame.x1) + (following.x0 - following.box_start)
        least = max(0.0, min(INK_CLEARANCE - ink, facing))
        natural = max(natural, least)
    shrink_class, shrink = NO_SHRINK, 0.0
    if natural > least:
        shrink_class, shrink = _shrink(
            first, second, natural, 0.0 if style.squeeze_stops else STOP_WHITE_LEFT
        )
        shrink = 0.0 if shrink_class == R6 and not locale.stops_give else min(shrink, natural - least)
    return Gap(natural, shrink_class, shrink, _stretch(first, second))


def _kept(first: str, second: str) -> float:
    row = _KEPT.get(first)
    if row is not None:
        kept = row.get(second)
        if kept is not None:
            return kept
        return 0.0 if second == WIDE_SPACE else _AFTER.get(first, 0.0)
    return HALF if second == OPEN else 0.0


def _shrink(first: str, second: str, natural: float, pause: float) -> tuple[int, float]:
    """Class and amount by which the white between two neighbours may be reduced; a stop keeps `pause` em."""
    if first in (STOP, EXCLAIM):
        # Even before an opening mark; only what lies beyond the pause is taken.
        return R6, max(0.0, natural - pause)
    if first == CLOSE or second == OPEN:
        return R3, natural
    if first == PAUSE:
        return R4, natural
    return NO_SHRINK, 0.0


def _stretch(first: str, second: str) -> int:
    """X3 for all gaps but those of section 7's list of exclusions."""
    if first in HAN_LIKE:
        return X3 if second in HAN_LIKE or second in (OPEN, PAUSE, STOP, EXCLAIM) else NO_STRETCH
    if first in (CLOSE, PAUSE, STOP, EXCLAIM):
        return X3 if second in HAN_LIKE or second in WESTERN else NO_STRETCH
    if first in WESTERN:
        return X3 if second == OPEN else NO_STRETCH
    return NO_STRETCH


def script_gap(first: str, first_char: str, second: str, second_char: str, style: CjkStyle) -> Gap | None:
    """The Han-Western gap (section 6) between two neighbours, None if there is none to be made."""
    if first in GAP_SIDE:
        wanted = takes_gap(second_char, second)
    elif second in GAP_SIDE:
        wanted = takes_gap(first_char, first)
    else:
        return None
    return western_gap(style) if wanted and style.gap_em > 0 else None


def western_gap(style: CjkStyle) -> Gap:
    """The Han-Western gap of a paragraph."""
    return Gap(style.gap_em, R5, max(0.0, style.gap_em - style.gap_min_em), X2)


def word_space(advance: float, style: CjkStyle) -> Gap:
    """A word space whose glyph is `advance` wide; in Chinese paragraphs brought to their range (6.7)."""
    natural = advance
    if locale_of(style).is_han:
        natural = min(WORD_SPACE_HIGH, max(WORD_SPACE_LOW, advance))
    return Gap(natural, R2, max(0.0, natural - WORD_SPACE_MIN), X1)
