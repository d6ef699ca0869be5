"""Where a text may be broken, for anyone: the composer's own rules without faces or a measure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum

from reportgen.core.style import CjkStyle
from reportgen.core.text import StyledText
from reportgen.typeset import breaks, cjk
from reportgen.typeset.hyphen import hyphenation_points
from reportgen.typeset.quotes import resolve

FORCED = -breaks.FORBIDDEN


class BreakKind(Enum):
    """Why a line may end at a place."""

    FORCED = "forced"  # behind a newline
    PLAIN = "plain"  # between two hanzi, or where nothing speaks for or against it
    PAUSE = "pause"
    STOP = "stop"
    SCRIPT = "script"  # between Chinese and Western text
    HINT = "hint"  # U+200B
    LONG = "long"  # before —— or ……
    KEPT = "kept"  # inside a number with its unit, an ordinal, a title: better avoided
    RANGE = "range"
    COMPOUND = "compound"  # behind the hyphen of well-known
    HYPHENATION = "hyphenation"  # a hyphen is added
    URL = "url"
    IDENTIFIER = "identifier"


_KINDS = {
    FORCED: BreakKind.FORCED,
    0: BreakKind.PLAIN,
    breaks.AFTER_PAUSE: BreakKind.PAUSE,
    breaks.AFTER_STOP: BreakKind.STOP,
    breaks.BETWEEN_SCRIPTS: BreakKind.SCRIPT,
    breaks.HINT: BreakKind.HINT,
    breaks.BEFORE_LONG: BreakKind.LONG,
    breaks.KEPT_TOGETHER: BreakKind.KEPT,
    breaks.AFTER_RANGE: BreakKind.RANGE,
    breaks.AT_HYPHEN_SIGN: BreakKind.COMPOUND,
    breaks.HYPHENATION: BreakKind.HYPHENATION,
    breaks.IN_URL: BreakKind.URL,
    breaks.IN_IDENTIFIER: BreakKind.IDENTIFIER,
}


@dataclass(frozen=True, slots=True)
class Break:
    """A line may end before the character at `index`. Penalties are those of section 8.3; less is better."""

    index: int
    penalty: int
    kind: BreakKind


def break_opportunities(
    text: str | StyledText, style: CjkStyle | None = None, *, hyphenate: bool = True
) -> tuple[Break, ...]:
    """Every legal line end inside `text`, in order (rule book, section 4); the end of the text is not named.

    Looks change nothing; only runs that ask to be kept together (`no_break`) and the language of quotation
    marks count. What an emergency allows, such as breaks inside a token wider than the measure, is not
    among the answers. With `hyphenate` places inside English words are.
    """
    styled = StyledText(text) if isinstance(text, str) else text
    style = style or CjkStyle()
    source = styled.text
    languages = [(run.start, run.end, run.language) for run in styled.runs if run.language]
    western = sorted(resolve(source, languages, locale=style.locale).western)
    costs = [breaks.FORBIDDEN] * (len(source) + 1)
    start = 0
    for piece in source.split("\n"):
        _cost(source, start, start + len(piece), western, style, hyphenate, costs)
        if start:
            costs[start] = FORCED
        start += len(piece) + 1
    _keep(styled, costs)
    return tuple(
        Break(index, penalty, _KINDS[penalty])
        for index, penalty in enumerate(costs[:-1])
        if penalty < breaks.FORBIDDEN and index
    )


def _cost(
    text: str,
    start: int,
    end: int,
    western: list[int],
    style: CjkStyle,
    hyphenate: bool,
    costs: list[int],
) -> None:
    """Fill in the penalties of `text[start:end]`, which holds no newline, just as the composer finds them:
    stretch by stretch between plain hanzi."""
    piece = text[start:end]
    costs[start + 1 : end] = [0] * max(end - start - 1, 0)
    for match in cjk.NOT_PLAIN.finditer(piece):
        first, last = match.start(), match.end()
        before, after = (cjk.HAN if first else ""), (cjk.HAN if last < len(piece) else "")
        low, high = bisect_right(western, start + first - 1), bisect_right(western, start + last - 1)
        marked = [place - start - first for place in western[low:high]]
        classes = cjk.classify(match[0], marked)
        letters = cjk.resolve(match[0], classes, before, after, style.keep_spaces)
        found = breaks.penalties(match[0], letters, before, after, style.kinsoku)
        costs[start + first : start + last + 1] = found
    costs[start] = costs[end] = breaks.FORBIDDEN
    for place, penalty in breaks.preferences(piece, style):
        if 0 < place < len(piece):
            costs[start + place] = max(costs[start + place], penalty)
    if hyphenate:
        for place in hyphenation_points(piece):
            costs[start + place] = min(costs[start + place], breaks.HYPHENATION)


def _keep(text: StyledText, costs: list[int]) -> None:
    """No break inside runs that ask for it, nor between two of them that abut."""
    kept_to = -1
    for run in text.runs:
        if run.no_break:
            for index in range(run.start + (run.start != kept_to), run.end):
                if costs[index] != FORCED:
                    costs[index] = breaks.FORBIDDEN
        kept_to = run.end if run.no_break else -1
