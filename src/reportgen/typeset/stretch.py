"""From a stretch of text to items: marks, words and numbers between two stretches of plain hanzi.

`Setter` sets stretches in one style and remembers them: `，` between hanzi is the same a thousand times
over, and so are most numbers and words of a report. What a stretch does to the hanzi before it (a gap, a
forbidden break) is part of the answer, as its `Entry`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from reportgen.core.paged import FontId
from reportgen.core.style import CjkStyle, Hanging, Kinsoku, Punctuation
from reportgen.typeset import breaks, cjk
from reportgen.typeset.items import Kinds
from reportgen.typeset.locales import locale_of
from reportgen.typeset.shaping import Glyph, Missing, Shaper
from reportgen.typeset.spacing import (
    HAN_GAP,
    NO_GAP,
    X2,
    Frame,
    Gap,
    frame_of,
    gap_between,
    script_gap,
    western_gap,
    word_space,
)

HANGING = frozenset("、，。")
NARROW_SPACE, NARROW_SPACE_EM = "\u202f", 0.25
_HAN_FRAME = Frame(1.0, 0.0, 0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What stands behind the hanzi before a stretch: a gap, the pen's step back to the first glyph's origin
    (pt), and the penalty of a break there. The gap is counted in `em` pt, or in the hanzi's own em if that
    is 0. Equal ones are the same one (`entry`), so that a look-up costs little."""

    gap: Gap
    em: float
    back: float
    penalty: int


@lru_cache(maxsize=4096)
def entry(gap: Gap, em: float, back: float, penalty: int) -> Entry:
    """The one entry of these values."""
    return Entry(gap, em, back, penalty)


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one face and style in a stretch; offsets count glyphs and characters of the stretch."""

    start: int
    end: int
    text_start: int
    text_end: int
    font: FontId
    style: int
    embolden_em: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """A set stretch. `clusters` are offsets of its characters; `plain` says that glyphs and characters are
    one to one and all in the style's own face."""

    entry: Entry
    kinds: tuple[int, ...]
    glyph_ids: tuple[int, ...]
    clusters: tuple[int, ...]
    pieces: tuple[Piece, ...]
    plain: bool
    moved: tuple[tuple[int, float, float], ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How text of one style is set: role, size (pt), tracking (pt), rules, and the tools to do it with.

    `font` is the role's own face for hanzi, None if it has none. `is_raised`: above or below the line.
    """

    shaper: Shaper
    table: Kinds
    role: str
    size: float
    tracking: float
    cjk: CjkStyle
    font: FontId | None
    is_raised: bool = False


@dataclass(slots=True)
class _Placed:
    """A glyph of the stretch with all that its item needs."""

    glyph: Glyph
    first: int  # offset of its first character, and of its last
    last: int
    style: int
    look: Look
    frame: Frame
    ends_cluster: bool = True
    space: Gap | None = None  # the glue a typed space turned into


def set_stretch(
    text: str, letters: str, before: str, after: str, spans: Sequence[tuple[int, Look]]
) -> Stretch:
    """Set a stretch that may run through several styles: `spans` are (end offset, look), and pieces
    name their look by its index there."""
    final = cjk.resolve(text, letters, before, after, spans[0][1].cjk.keep_spaces)
    level = spans[0][1].cjk.kinsoku
    costs = _penalties(text, final, before, after, level)
    placed, missing = _place(text, final, spans)
    before_it = _entry(text, final, before, after, placed, costs, spans[0][1].cjk)
    kinds = tuple(
        _kind(text, final, after, item, left, right, costs)
        for left, item, right in zip([None, *placed], placed, [*placed[1:], None], strict=False)
    )
    pieces = _pieces(text, final, placed)
    plain = (
        len(placed) == len(text)
        and all(item.glyph.start == i for i, item in enumerate(placed))
        and len(pieces) == 1
        and pieces[0].font == spans[0][1].font
        and not pieces[0].embolden_em
    )
    moved = tuple(
        (i, item.glyph.dx * item.look.size, item.glyph.dy * item.look.size)
        for i, item in enumerate(placed)
        if item.glyph.dx or item.glyph.dy
    )
    return Stretch(
        before_it,
        kinds,
        tuple(item.glyph.id for item in placed),
        tuple(item.first for item in placed),
        pieces,
        plain,
        moved,
        missing,
    )


_LONG_TOKEN = 2_000  # characters without a space or a wide one; no address is that long
_TOKENS = re.compile(f"[!-~]{{{_LONG_TOKEN + 1},}}")


def _penalties(text: str, letters: str, before: str, after: str, level: Kinsoku) -> list[int]:
    """`breaks.penalties`, a huge token cut in pieces: the search for addresses in it takes its length
    squared. No break is allowed where it was cut."""
    if len(text) <= _LONG_TOKEN:
        return breaks.penalties(text, letters, before, after, level)
    cuts = [
        place
        for match in _TOKENS.finditer(text)
        for place in range(match.start() + _LONG_TOKEN, match.end(), _LONG_TOKEN)
        if letters[place - 1] in cjk.WESTERN and letters[place] in cjk.WESTERN
    ]
    result = [0]
    for start, end in pairwise([0, *cuts, len(text)]):
        left = letters[start - 1] if start else before
        right = letters[end] if end < len(text) else after
        piece = breaks.penalties(text[start:end], letters[start:end], left, right, level)
        result[-1] = breaks.FORBIDDEN if start else piece[0]
        result += piece[1:]
    return result


def _place(
    text: str, letters: str, spans: Sequence[tuple[int, Look]]
) -> tuple[list[_Placed], tuple[Missing, ...]]:
    """Shape the stretch token by token and give every glyph its frame."""
    placed: list[_Placed] = []
    missing: list[Missing] = []
    exclaims = 0
    start = 0
    span = 0
    while start < len(text):
        while start >= spans[span][0]:
            span += 1
        limit, look = spans[span]
        letter = letters[start]
        if letter in cjk.UNSEEN:
            start += 1
            continue
        end = _token_end(letters, start, limit)
        token = text[start:end]
        space = None
        if letter in cjk.WESTERN:
            shaped = look.shaper.western(look.role, token, letters[start:end])
        elif letter in cjk.BLANK:
            shaped = look.shaper.western(look.role, " " if letter != cjk.THIN_SPACE else token, cjk.SIGN)
            space = _space(token, letter, shaped.glyphs[0], look.cjk)
        else:
            shaped = look.shaper.chinese(look.role, token, letter)
        missing += shaped.missing
        signs = 2 if text[start] in cjk.DOUBLE_EXCLAIM else 1
        exclaims = exclaims + signs if letter == cjk.EXCLAIM else 0
        for number, glyph in enumerate(shaped.glyphs):
            following = shaped.glyphs[number + 1].start if number + 1 < len(shaped.glyphs) else end - start
            first = start + glyph.start
            frame = _frame(letter, glyph, space, look.cjk, exclaims)
            last = start + max(following, glyph.start + 1) - 1
            moved = Glyph(
                glyph.font,
                glyph.id,
                first,
                glyph.advance,
                glyph.x0,
                glyph.x1,
                glyph.dx,
                glyph.dy,
                glyph.embolden_em,
            )
            placed.append(_Placed(moved, first, last, span, look, frame, following > glyph.start, space))
        start = end
    return placed, tuple(missing)


def _token_end(letters: str, start: int, limit: int) -> int:
    """End of what is shaped together from `start`: a Western word, a run of dashes or dots, one mark."""
    letter = letters[start]
    end = start + 1
    if letter in cjk.WESTERN:
        while end < limit and (letters[end] in cjk.WESTERN or letters[end] == cjk.EXTEND):
            end += 1
    elif letter == cjk.LONG:
        while end < limit and letters[end] == cjk.LONG:
            end += 1
    else:
        while end < limit and letters[end] == cjk.EXTEND:
            end += 1
    return end


def _space(char: str, letter: str, glyph: Glyph, style: CjkStyle) -> Gap:
    if letter == cjk.GAP_SPACE:
        return western_gap(style)
    if letter == cjk.THIN_SPACE:
        return Gap(glyph.advance)
    if char == NARROW_SPACE:
        return Gap(NARROW_SPACE_EM)  # the gap inside 12 345 is fixed (13)
    return word_space(glyph.advance, style)


def _frame(letter: str, glyph: Glyph, space: Gap | None, style: CjkStyle, place_in_run: int) -> Frame:
    if space is not None:
        return Frame(space.natural)
    interpunct = locale_of(style).interpunct_em
    return frame_of(letter, glyph.advance, glyph.x0, glyph.x1, style.punctuation, place_in_run, interpunct)


def _neighbours(
    text: str, letters: str, left: _Placed | None, right: _Placed | None, after: str, style: CjkStyle
) -> tuple[Gap, float]:
    """The gap between two glyphs (None: the hanzi outside), and the em (pt) it is counted in."""
    first = letters[left.last] if left else cjk.HAN
    second = letters[right.first] if right else after
    if (
        left is not None
        and right is not None
        and (not left.ends_cluster or _same_token(letters, left, right))
    ):
        return NO_GAP, left.look.size
    size = max(item.look.size for item in (left, right) if item)
    if (left and left.space) or (right and right.space) or not second:
        return NO_GAP, size
    first_char = text[left.last] if left else "一"
    second_char = text[right.first] if right else "一"
    # A class of extending marks says nothing of its own: look at the base.
    if left and first == cjk.EXTEND:
        first, first_char = letters[left.first], text[left.first]
    gap = script_gap(first, first_char, second, second_char, style)
    if gap is not None:
        if (left and left.look.is_raised) or (right and right.look.is_raised):
            return NO_GAP, size  # note marks close up (6.2)
        han = left if first in cjk.GAP_SIDE else right  # the gap is counted in the hanzi's em
        return gap, han.look.size if han else size
    if first in cjk.HAN_LIKE and second in cjk.HAN_LIKE:
        return HAN_GAP, size
    frame, following = left.frame if left else _HAN_FRAME, right.frame if right else _HAN_FRAME
    # The white is counted in the em of the mark it belongs to, of two marks in the larger one's (5.3).
    if left and frame.right and not following.left:
        size = left.look.size
    elif right and following.left and not frame.right:
        size = right.look.size
    return gap_between(first, second, frame, following, style), size


def _same_token(letters: str, left: _Placed, right: _Placed) -> bool:
    return letters[left.last] in cjk.WESTERN and letters[right.first] in cjk.WESTERN


def _entry(
    text: str,
    letters: str,
    before: str,
    after: str,
    placed: list[_Placed],
    costs: list[int],
    style: CjkStyle,
) -> Entry:
    """What the stretch does to the hanzi before it."""
    if not before:
        return entry(NO_GAP, 0.0, 0.0, breaks.FORBIDDEN)
    if not placed:
        # Only characters that leave no glyph: two hanzi with a hint or a joiner between them.
        return entry(HAN_GAP if after else NO_GAP, 0.0, 0.0, costs[len(text)])
    first = placed[0]
    gap, em = _neighbours(text, letters, None, first, after, style)
    if gap.stretch_class == X2:
        em = 0.0
        if _has_sign(letters[: first.first]):
            gap = NO_GAP
    return entry(gap, em, first.frame.box_start * first.look.size, costs[first.first])


def _kind(
    text: str,
    letters: str,
    after: str,
    item: _Placed,
    left: _Placed | None,
    following: _Placed | None,
    costs: list[int],
) -> int:
    look = item.look
    size = look.size
    style = look.cjk
    frame = item.frame
    gap, gap_size = _neighbours(text, letters, item, following, after, style)
    if item.space is not None:
        gap, gap_size = Gap(0.0, item.space.shrink_class, item.space.shrink, item.space.stretch_class), size
    between = letters[item.last + 1 : following.first if following else None]
    if between and gap.stretch_class == X2 and item.space is None and _has_sign(between):
        gap = NO_GAP
    keeps = style.punctuation in (Punctuation.PLAIN, Punctuation.GRID)
    box_end = frame.box_end * size
    back = following.frame.box_start * following.look.size if following else 0.0
    advance = box_end + gap.natural * gap_size - back + look.tracking
    if following is None and not after:
        advance = box_end + look.tracking
    blank = item.space is not None or letters[item.first] == cjk.WIDE_SPACE
    edge_start = frame.box_start if style.trim_line_start and not keeps else -frame.shift
    locale = locale_of(style)
    ends_half = style.trim_line_end and not keeps and letters[item.first] in locale.line_end_half
    edge_end = box_end if ends_half else (frame.width - frame.shift) * size
    penalty = costs[following.first if following else len(text)]
    hang = 0.0
    if style.hanging is not Hanging.NONE and locale.hanging and text[item.first] in HANGING:
        beside = [letters[other.last] for other in (left, following) if other]
        if cjk.MARKS.isdisjoint(beside):
            hang = max(0.0, edge_end)  # all of its frame; `lines` moves the ink to the margin
    if hang and style.hanging is Hanging.FORCED:
        edge_end, hang = edge_end - hang, -hang
    return look.table.kind(
        advance,
        lead=edge_start * size,
        tail=advance if blank else advance - edge_end,
        hang=hang,
        shrink_class=gap.shrink_class,
        shrink=gap.shrink * gap_size,
        stretch_class=gap.stretch_class if item.ends_cluster else 0,
        weight=gap_size,
        penalty=penalty if item.ends_cluster else breaks.FORBIDDEN,
        blank=blank,
    )


def _has_sign(letters: str) -> bool:
    """Whether the author put a break hint or a joiner here; there is no automatic gap then (6.2)."""
    return cjk.BREAK_HINT in letters or cjk.JOINER in letters


def _pieces(text: str, letters: str, placed: list[_Placed]) -> tuple[Piece, ...]:
    """Glyphs grouped by face and style; a character without a glyph parts its neighbours."""
    pieces: list[Piece] = []
    for index, item in enumerate(placed):
        glyph = item.glyph
        end = item.last + 1
        last = pieces[-1] if pieces else None
        if (
            last is not None
            and (last.font, last.style, last.embolden_em) == (glyph.font, item.style, glyph.embolden_em)
            and item.first <= last.text_end
        ):
            start, text_start = last.start, last.text_start
            pieces[-1] = Piece(
                start, index + 1, text_start, max(end, last.text_end), last.font, last.style, last.embolden_em
            )
            continue
        pieces.append(Piece(index, index + 1, item.first, end, glyph.font, item.style, glyph.embolden_em))
    return tuple(pieces)
